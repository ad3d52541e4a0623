// One device at work: the turns of calls stream through its slots in chunks.
#pragma once

#include <batt/exec/detail/chunk.hpp>
#include <batt/exec/detail/clock.hpp>
#include <batt/exec/detail/device_slot.hpp>
#include <batt/exec/detail/overflowed.hpp>
#include <batt/exec/detail/resident_samples.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::detail {

/// The first sample of the part of a batch that has sample k.
inline std::size_t begin_of_part(const batch_view& v, std::size_t k) {
    std::size_t begin = 0;
    for (const batch_part& p : v.parts) {
        if (k < begin + p.count) break;
        begin += p.count;
    }
    return begin;
}

/// One device, its slots and the samples that it keeps. Several calls share the slots, and their
/// kernels run side by side.
template <class D>
class device_worker {
public:
    using error = typename D::error;
    using call = device_call<D>;
    using slot = device_slot<D>;

    explicit device_worker(int device) : device_(device) {}
    device_worker(const device_worker&) = delete;
    device_worker& operator=(const device_worker&) = delete;
    ~device_worker() {
        // after an error copies may be under way, also of what all slots share
        for (slot& s : slots_)
            if (s.has_stream) D::wait(s.stream);
    }
    int device() const { return device_; }

    /// Runs the calls. After an error, or if the host had no memory, the worker is of no more use.
    error run(std::span<call> calls) {
        D::forget_error();
        const typename D::in_use in_use(device_);
        BATT_DEVICE_TRY(in_use.error());
        // two are enough for a single call: one chunk is copied while the other one runs
        width_ = calls.size() > 1 ? slots_.size() : 2;
        error e = D::no_error;
        for (std::size_t k = 0; k < width_ && !D::failed(e); ++k) e = slots_[k].prepare(device_);
        for (std::size_t k = 0; k < calls.size() && !D::failed(e); ++k) e = stream(calls[k]);
        for (std::size_t k = 0; k < width_; ++k) {
            const error last = finish(next_slot());
            if (!D::failed(e)) e = last;
        }
        return e;
    }

    /// Whether the host had memory for the outputs.
    bool had_host_memory() const { return had_host_memory_; }

private:
    slot& next_slot() {
        next_ = (next_ + 1) % width_;
        return slots_[next_];
    }

    /// Starts all chunks of a call. Before each of them a slot finishes the chunk that it has.
    error stream(call& c) {
        c.tier_samples.assign(c.tiers.size() + 1, 0);
        BATT_DEVICE_TRY(bring_resident(c));
        std::size_t chunk = c.batch_size;
        if (chunk == 0) BATT_DEVICE_TRY(choose_chunk(c, chunk));
        for (std::size_t at = 0, end = 0;;) {
            if (at == end && !c.source->take(std::min(chunk, c.most), at, end)) return D::no_error;
            slot& s = next_slot();
            BATT_DEVICE_TRY(finish(s));
            const std::size_t n = std::min(chunk, end - at);
            error e = start(s, c, at, n);
            if (e == D::no_memory) {
                // other slots may have what is missing
                BATT_DEVICE_TRY(give_back());
                e = start(s, c, at, n);
            }
            if (e == D::no_memory && n > smallest_chunk) {
                // there is less memory than there seemed to be: go on with smaller chunks
                chunk = n / 2;
                continue;
            }
            BATT_DEVICE_TRY(e);
            at += n;
        }
    }

    /// Finishes all slots, and gives back their memory and that of the samples that stay here.
    error give_back() {
        for (slot& s : slots_) {
            BATT_DEVICE_TRY(finish(s));
            s.clear();
        }
        resident_.give_back();
        return D::no_error;
    }

    /// Chooses how many turns a chunk has, so that all slots in use fit the free memory.
    error choose_chunk(const call& c, std::size_t& chunk) const {
        chunk = smallest_chunk;
        if (c.all->count() <= chunk) return D::no_error;
        std::size_t free = 0;
        BATT_DEVICE_TRY(D::free_memory(device_, free));
        for (const slot& s : slots_) free += s.bytes();
        chunk = chunk_for(free, width_, *c.samples, resident_.has_samples(*c.samples), c.programs,
                          c.outputs);
        return D::no_error;
    }

    /// Brings the samples and demonstrations of a call, unless they are here.
    error bring_resident(call& c) {
        if (!resident_.lacks(*c.samples)) return D::no_error;
        const double begin = now();
        // chunks in flight may read what is replaced
        for (slot& other : slots_) BATT_DEVICE_TRY(finish(other));
        BATT_DEVICE_TRY(resident_.bring(*c.samples, next_slot().stream));
        c.seconds.copy_in += now() - begin;
        return D::no_error;
    }

    /// Starts n turns of a call, from turn `at` on. `no_memory` leaves the slot free, with nothing
    /// under way.
    error start(slot& s, call& c, std::size_t at, std::size_t n) {
        const double begin = now();
        const sample_view& v = *c.samples;
        s.from = at;
        s.order = c.all->has_active() ? turns_in_order(*c.all, at, n) : turns_in_order();
        const bool sorted = c.all->has_active(), in_a_row = c.all->in_a_row(at, n);
        // Samples that lie in a row are sent, or used, as they lie. For others the turns say where
        // their samples are if the device has them; if not, these are sent in the order of launch.
        const bool at_hand = resident_.is_at_hand(v, v.in) && resident_.is_at_hand(v, v.expected);
        const bool has_positions = in_a_row ? sorted : at_hand;
        BATT_DEVICE_TRY(make_room(s, c, n, in_a_row, has_positions));
        s.job = device_job{};
        s.job.count = s.job.apart = static_cast<std::uint32_t>(n);
        BATT_DEVICE_TRY(D::record(s.events[0], s.stream));
        std::size_t base = 0; // the sample that has position 0
        if (in_a_row) {
            base = c.all->sample(at);
            BATT_DEVICE_TRY(
                bring(s, v, v.in, resident_.in(), s.in, base, n, s.job.in, s.job.in_sizes));
            BATT_DEVICE_TRY(bring(s, v, v.expected, resident_.expected(), s.expected, base, n,
                                  s.job.expected, s.job.expected_sizes));
            for (std::size_t k = 0; has_positions && k < n; ++k)
                s.positions.host()[k] = s.order.turn[k];
        } else if (at_hand) {
            base = begin_of_part(v.in.parts.empty() ? v.expected : v.in, c.all->sample(at));
            BATT_DEVICE_TRY(
                bring(s, v, v.in, resident_.in(), s.in, base, n, s.job.in, s.job.in_sizes));
            BATT_DEVICE_TRY(bring(s, v, v.expected, resident_.expected(), s.expected, base, n,
                                  s.job.expected, s.job.expected_sizes));
            for (std::size_t k = 0; k < n; ++k)
                s.positions.host()[k] = static_cast<std::uint32_t>(c.all->sample(s.turn(k)) - base);
        } else {
            BATT_DEVICE_TRY(collect(s, c, v.in, s.in, n, s.job.in, s.job.in_sizes));
            BATT_DEVICE_TRY(
                collect(s, c, v.expected, s.expected, n, s.job.expected, s.job.expected_sizes));
        }
        if (has_positions) BATT_DEVICE_TRY(s.positions.send(n, s.stream));
        if (sorted) {
            std::copy_n(s.order.active.data(), n, s.active.host());
            BATT_DEVICE_TRY(s.active.send(n, s.stream));
        }
        if (v.task != nullptr) {
            for (std::size_t k = 0; k < n; ++k) s.task.host()[k] = v.task[c.all->sample(s.turn(k))];
            BATT_DEVICE_TRY(s.task.send(n, s.stream));
            resident_.show_demonstrations(s.job);
        }
        BATT_DEVICE_TRY(send_parameters(s, c, n));
        s.job.positions = has_positions ? s.positions.device() : nullptr;
        s.job.active = sorted ? s.active.device() : nullptr;
        s.job.task = v.task != nullptr ? s.task.device() : nullptr;
        s.job.verdicts = s.verdicts.device();
        s.job.out = c.outputs ? s.out.rows.device() : nullptr;
        s.job.out_sizes = c.outputs ? s.out.sizes.device() : nullptr;
        BATT_DEVICE_TRY(D::record(s.events[1], s.stream));
        BATT_DEVICE_TRY(c.tiers[0](s.job, s.stream));
        BATT_DEVICE_TRY(D::record(s.events[2], s.stream));
        BATT_DEVICE_TRY(fetch_results(s, c));
        BATT_DEVICE_TRY(D::record(s.events[3], s.stream));
        c.tier_samples[0] += n;
        s.of = &c;
        c.seconds.prepare += now() - begin;
        return D::no_error;
    }

    /// Makes room for all that a chunk needs, before anything is under way.
    error make_room(slot& s, const call& c, std::size_t n, bool in_a_row, bool has_positions) {
        const sample_view& v = *c.samples;
        const std::size_t results = n * static_cast<std::size_t>(c.programs);
        BATT_DEVICE_TRY(s.verdicts.reserve(results, s.stream));
        if (c.stays.rows != nullptr)
            BATT_DEVICE_TRY(s.out.reserve_there(results, s.stream));
        else if (c.outputs)
            BATT_DEVICE_TRY(s.out.reserve(results, s.stream));
        const auto room = [&](const batch_view& grids, sent_grids<D>& to) {
            if (in_a_row ? resident_.is_at_hand(v, grids) : has_positions || grids.count == 0)
                return D::no_error;
            if (in_a_row) return to.reserve_for(grids.from(c.all->sample(s.from)), n, s.stream);
            if (grids.on_device) return to.reserve(n, s.stream);
            return to.reserve_for(
                grids, n, [&](std::size_t k) { return c.all->sample(s.turn(k)); }, s.stream);
        };
        BATT_DEVICE_TRY(room(v.in, s.in));
        BATT_DEVICE_TRY(room(v.expected, s.expected));
        if (has_positions) BATT_DEVICE_TRY(s.positions.reserve(n, s.stream));
        if (c.all->has_active()) BATT_DEVICE_TRY(s.active.reserve(n, s.stream));
        if (v.task != nullptr) BATT_DEVICE_TRY(s.task.reserve(n, s.stream));
        const std::size_t words = words_of(v.parameters);
        if (words != 0)
            BATT_DEVICE_TRY(
                s.parameters.reserve(words * (has_columns(v.parameters) ? n : 1), s.stream));
        return D::no_error;
    }

    /// Sends the values of parameters: for each of n turns, or once for all of them.
    static error send_parameters(slot& s, const call& c, std::size_t n) {
        const std::span<const parameter_column> values = c.samples->parameters;
        const std::size_t words = words_of(values);
        if (words == 0) return D::no_error;
        const bool each = has_columns(values);
        const auto put = [&](std::size_t k) {
            put_words(values, c.all->sample(s.turn(k)), s.parameters.host() + k * words);
        };
        if (each)
            for_each_on_cores(n, put);
        else
            put(0);
        s.job.parameters = s.parameters.device();
        s.job.parameters_apart = each ? static_cast<std::uint32_t>(words) : 0;
        return s.parameters.send(words * (each ? n : 1), s.stream);
    }

    /// The samples of the view from sample `from` on: where the device has them, or n of them sent.
    error bring(slot& s, const sample_view& v, const batch_view& grids,
                const sent_grids<D>& resident, sent_grids<D>& to, std::size_t from, std::size_t n,
                const packed_row*& rows, const packed_size*& sizes) {
        if (grids.count == 0) return D::no_error;
        const batch_view there = grids.from(from);
        if (resident_.is_at_hand(v, grids)) {
            rows = grids.on_device ? there.rows : resident.rows() + from * packed_side;
            sizes = grids.on_device ? there.sizes : resident.sizes() + from;
            return D::no_error;
        }
        rows = to.rows();
        sizes = to.sizes();
        return to.send(there, n, s.stream);
    }
    /// Sends the samples of n turns in the order of launch, wherever they lie.
    error collect(slot& s, const call& c, const batch_view& grids, sent_grids<D>& to, std::size_t n,
                  const packed_row*& rows, const packed_size*& sizes) {
        if (grids.count == 0) return D::no_error;
        rows = to.rows();
        sizes = to.sizes();
        const auto place = [&](std::size_t k) { return c.all->sample(s.turn(k)); };
        if (!grids.on_device) return to.send(grids, n, place, s.stream);
        for (std::size_t k = 0, row = 1; k < n; k += row, row = 1) {
            const batch_view there = grids.from(place(k));
            while (row < there.count && k + row < n && place(k + row) == place(k) + row) ++row;
            BATT_DEVICE_TRY(D::on_device(to.rows() + k * packed_side, there.rows,
                                         row * packed_side * sizeof(packed_row), s.stream));
            BATT_DEVICE_TRY(
                D::on_device(to.sizes() + k, there.sizes, row * sizeof(packed_size), s.stream));
        }
        return D::no_error;
    }

    static error fetch_results(slot& s, const call& c) {
        const std::size_t n = std::size_t{s.job.count} * static_cast<std::size_t>(c.programs);
        BATT_DEVICE_TRY(s.verdicts.fetch(n, s.stream));
        if (c.stays.rows != nullptr) return keep_outputs(s, c);
        return c.outputs ? s.out.fetch(n, s.stream) : D::no_error;
    }

    /// Waits for the chunk in the slot, takes its results, and runs what overflowed at the next
    /// tiers.
    error finish(slot& s) {
        if (s.of == nullptr) return D::no_error;
        call& c = *s.of;
        s.of = nullptr;
        BATT_DEVICE_TRY(D::wait(s.stream));
        c.seconds.copy_in += D::seconds(s.events[0], s.events[1]);
        c.seconds.kernel += D::seconds(s.events[1], s.events[2]);
        c.seconds.copy_out += D::seconds(s.events[2], s.events[3]);
        take_results(s, c);
        for (std::size_t t = 1; t < c.tiers.size(); ++t) {
            const overflowed_samples<std::uint32_t> left = left_of(s, c);
            if (left.positions.empty()) break;
            const double begin = now();
            const error e = run_again(s, c, t, left);
            c.seconds.retry += now() - begin;
            if (e == D::no_memory) break; // as if this were the last tier of the device
            BATT_DEVICE_TRY(e);
            c.tier_samples[t] += left.positions.size();
        }
        return D::no_error;
    }

    /// The turns that overflowed in the slot's last launch, and the programs that did.
    static overflowed_samples<std::uint32_t> left_of(const slot& s, const call& c) {
        const std::span<const std::uint64_t> active = s.order.active;
        return overflowed<std::uint32_t>(s.verdicts.host(), c.programs, s.job.count, s.job.count,
                                         active.empty() ? nullptr : active.data());
    }

    /// Runs some turns of the slot's last launch at a tier, and takes the results.
    error run_again(slot& s, call& c, std::size_t tier,
                    const overflowed_samples<std::uint32_t>& left) {
        const std::size_t n = left.positions.size();
        const bool had_positions = s.job.positions != nullptr;
        const std::size_t words = s.job.parameters_apart; // of a turn; 0: all have the same
        BATT_DEVICE_TRY(s.positions.reserve(n, s.stream));
        BATT_DEVICE_TRY(s.active.reserve(n, s.stream));
        turns_in_order order;
        order.active = left.active;
        for (std::size_t k = 0; k < n; ++k) {
            const std::uint32_t was = left.positions[k]; // at least k: the lists shrink in place
            order.turn.push_back(static_cast<std::uint32_t>(s.turn(was) - s.from));
            s.positions.host()[k] = had_positions ? s.positions.host()[was] : was;
            if (s.job.task != nullptr) s.task.host()[k] = s.task.host()[was];
            s.active.host()[k] = left.active[k];
            for (std::size_t w = 0; w < words; ++w)
                s.parameters.host()[k * words + w] = s.parameters.host()[was * words + w];
        }
        s.order = std::move(order);
        BATT_DEVICE_TRY(s.positions.send(n, s.stream));
        BATT_DEVICE_TRY(s.active.send(n, s.stream));
        if (s.job.task != nullptr) BATT_DEVICE_TRY(s.task.send(n, s.stream));
        if (words != 0) BATT_DEVICE_TRY(s.parameters.send(n * words, s.stream));
        s.job.positions = s.positions.device();
        s.job.active = s.active.device();
        s.job.count = s.job.apart = static_cast<std::uint32_t>(n);
        BATT_DEVICE_TRY(c.tiers[tier](s.job, s.stream));
        BATT_DEVICE_TRY(fetch_results(s, c));
        BATT_DEVICE_TRY(D::wait(s.stream));
        take_results(s, c);
        return D::no_error;
    }

    /// Puts the results of the slot's last launch in their places in the report.
    void take_results(const slot& s, const call& c) {
        const std::size_t n = s.job.count, all = c.all->count();
        const auto programs = static_cast<std::size_t>(c.programs);
        const bool has_outputs = c.outputs && c.stays.rows == nullptr;
        const auto put = [&](std::size_t p, std::size_t k) {
            const std::size_t from = p * n + k, to = p * all + s.turn(k);
            c.report->verdicts[to] = s.verdicts.host()[from];
            if (has_outputs)
                c.report->outputs[to] =
                    batch::unpack(s.out.rows.host() + from * packed_side, s.out.sizes.host()[from]);
        };
        const auto all_of = [&](const auto& f) {
            if (!for_each_on_cores(n, f)) had_host_memory_ = false;
        };
        if (!s.order.turn.empty())
            return all_of([&](std::size_t k) {
                for (std::size_t p = 0; p < programs; ++p)
                    if ((s.order.active[k] >> p & 1U) != 0) put(p, k);
            });
        for (std::size_t p = 0; p < programs; ++p)
            if (has_outputs)
                all_of([&](std::size_t k) { put(p, k); });
            else
                copy_on_cores(c.report->verdicts.data() + p * all + s.from,
                              s.verdicts.host() + p * n, n * sizeof(verdict));
    }

    int device_;
    bool had_host_memory_ = true;
    std::size_t width_ = 2, next_ = 0;
    std::array<slot, 8> slots_;
    resident_samples<D> resident_; // behind the slots, on whose streams it is freed
};

} // namespace batt::detail
BATT_HOST_CALLS_END
