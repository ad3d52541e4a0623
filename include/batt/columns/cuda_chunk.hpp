// A chunk of outputs and samples on a CUDA device: a launch for all nodes of a kind that are ready,
// launches side by side where none needs the other.
#pragma once

#include <batt/columns/chunk_memory.hpp>
#include <batt/columns/launch_order.hpp>
#include <batt/columns/schedule.hpp>
#if defined(__CUDACC__)

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

/// The samples of a space that a chunk runs on: a range of the ids.
struct sample_range {
    space_id space = 0;
    std::uint32_t first = 0, count = 0;
};

/// Runs chunks at a tier on a device, which must be current, one after the other.
template <int Tier>
class cuda_chunk {
public:
    /// The graph, the catalog and the memory must outlive it. fifteen: whether the samples have the
    /// colour 15.
    cuda_chunk(const graph& g, const catalog& compiled, chunk_memory& kept, bool fifteen = false)
        : graph_(g), catalog_(compiled), maker_(g, {tier_extents[Tier], tier_extents[Tier]}),
          schedule_(g), needed_(g), kinds_(g, maker_), kept_(kept) {
        memory_.fifteen = fifteen;
    }

    /// bytes: of device memory for the pool; workers: warps at once, at least a block of them.
    cudaError_t reserve(std::size_t bytes, int workers, cudaStream_t stream) {
        stream_ = stream;
        const int streams = std::clamp(workers / block_warps, 1, int{launch_order::most_streams});
        share_ = workers / streams / block_warps * block_warps;
        if (const cudaError_t e = kept_.streams.reserve(streams); e != cudaSuccess) return e;
        order_.start(streams);
        const std::size_t scratch = static_cast<std::size_t>(workers) * scratch_lines * 128;
        const std::size_t most = (std::size_t{1} << 31) * 128 - scratch - 128;
        const std::size_t pool = std::min(bytes, most) / 128 * 128;
        const std::size_t had = kept_.pool.bytes();
        if (const cudaError_t e = kept_.pool.reserve((pool + scratch) / 4, stream);
            e != cudaSuccess)
            return e;
        // Lines are read whole, also where their last elements have not been written.
        if (kept_.pool.bytes() != had)
            cudaMemsetAsync(kept_.pool.get(), 0, kept_.pool.bytes(), stream);
        memory_.base = kept_.pool.get();
        memory_.lines = static_cast<int>(pool / 128);
        memory_.scratch = scratch_lines;
        memory_.scratch_first = memory_.lines;
        return cudaSuccess;
    }

    /// Runs outputs, those of one space side by side; the results of output k on the samples of its
    /// space begin at place first[k] of results. False with `full` set if the pool is too small, or
    /// with the error that CUDA reports.
    bool run(std::span<const output> outputs, std::span<const sample_range> ranges,
             const device_samples& samples, const device_results& results,
             std::vector<std::uint32_t>& first, bool& full, cudaError_t& error) {
        full = false;
        error_ = cudaSuccess;
        start(ranges);
        const std::vector<node_id>& nodes = needed_.of(outputs);
        bool good = reserve_tables(nodes, outputs.size());
        if (good) {
            schedule_.start(nodes);
            good = constants(nodes) && run_all(samples);
        }
        if (good) judge_all(outputs, samples, results, first);
        error = finish();
        full = error == cudaSuccess && (!good || kept_.host_counters.get()[0] != 0);
        return error == cudaSuccess && !full;
    }

private:
    static constexpr int scratch_lines = tier_scratch[Tier], block_warps = block_threads / 32;
    static constexpr std::uint32_t most_items = std::uint32_t{1} << 31; ///< of a launch

    /// Notes the first error that CUDA reports.
    bool tried(cudaError_t e) {
        if (error_ == cudaSuccess) error_ = e;
        return error_ == cudaSuccess;
    }
    cudaError_t finish() {
        tried(kept_.streams.finish());
        tried(cudaStreamSynchronize(stream_));
        tried(cudaGetLastError());
        return error_;
    }
    void start(std::span<const sample_range> ranges) {
        columns_.resize(index(graph_.size()), 0);
        items_.assign(index(graph_.spaces()), 0);
        ids_.assign(index(graph_.spaces()), 0);
        parents_.resize(index(graph_.spaces()), 0);
        items_[0] = 1;
        for (const sample_range& r : ranges) {
            items_[index(r.space)] = r.count;
            ids_[index(r.space)] = r.first;
        }
        made_by_.resize(index(graph_.size()), -1);
        spread_by_.assign(index(graph_.spaces()), -1);
        kind_of_.resize(index(graph_.size()), 0);
        order_.start(order_.streams());
        // Records are below, what they refer to is above.
        top_ = 0;
        record_end_ = memory_.lines / 4;
        job_count_ = 0;
        counter_count_ = 1;
        sent_ = -1;
        nodes_.clear();
    }
    bool reserve_tables(const std::vector<node_id>& nodes, std::size_t outputs) {
        std::size_t counts = 1;
        const std::size_t known = kinds_.all().size();
        for (node_id n : nodes) {
            const node& at = graph_[n];
            made_by_[index(n)] = -1;
            counts += step_maker::counts_elements(at) ? 1 : 0;
            if (step_maker::knows_no_types(at.what)) kind_of_[index(n)] = kinds_.place_of(n);
        }
        const std::size_t jobs = nodes.size() + counts + outputs, kinds = kinds_.all().size();
        for (const cudaError_t e :
             {kept_.jobs.reserve(jobs, stream_), kept_.host_jobs.reserve(jobs, stream_),
              kept_.kinds.reserve(kinds, stream_), kept_.host_kinds.reserve(kinds, stream_),
              kept_.counters.reserve(counts, stream_), kept_.host_counters.reserve(counts, stream_),
              kept_.top.reserve(1, stream_), kept_.host_top.reserve(1, stream_)})
            // half as many nodes need less memory
            if (e == cudaErrorMemoryAllocation || !tried(e)) return false;
        memory_.counters = kept_.counters.get();
        memory_.top = kept_.top.get();
        cudaMemsetAsync(kept_.counters.get(), 0, counts * sizeof(std::uint32_t), stream_);
        kept_.host_top.get()[0] = static_cast<unsigned long long>(record_end_);
        cudaMemcpyAsync(kept_.top.get(), kept_.host_top.get(), sizeof(unsigned long long),
                        cudaMemcpyHostToDevice, stream_);
        if (kinds > known) {
            std::copy_n(kinds_.all().data(), kinds, kept_.host_kinds.get());
            cudaMemcpyAsync(kept_.kinds.get(), kept_.host_kinds.get(), kinds * sizeof(group),
                            cudaMemcpyHostToDevice, stream_);
        }
        return tried(cudaPeekAtLastError());
    }
    static std::size_t index(int k) { return static_cast<std::size_t>(k); }
    bool allocate(std::uint32_t items, int record, std::uint32_t& line) {
        const std::int64_t lines = (std::int64_t{items} * record + 31) / 32;
        if (top_ + lines > record_end_) return false;
        line = static_cast<std::uint32_t>(top_);
        top_ += lines;
        return true;
    }
    bool constants(const std::vector<node_id>& nodes) {
        std::size_t n = 0;
        for (node_id k : nodes) n += schedule::is_constant(graph_[k]) ? 1 : 0;
        if (n == 0) return true;
        if (!tried(kept_.host_constants.reserve(n * 32, stream_))) return false;
        if (top_ + static_cast<std::int64_t>(n) > record_end_) return false;
        std::uint32_t* to = kept_.host_constants.get();
        const auto from = static_cast<std::uint32_t>(top_);
        for (node_id k : nodes) {
            const node& at = graph_[k];
            if (!schedule::is_constant(at)) continue;
            columns_[index(k)] = static_cast<std::uint32_t>(top_++);
            std::fill(to, to + 32, 0U);
            to[1] = static_cast<std::uint32_t>(at.number);
            if (at.what == step::location) to[2] = static_cast<std::uint32_t>(at.arguments[0]);
            to += 32;
        }
        return tried(cudaMemcpyAsync(at_line(memory_, from), kept_.host_constants.get(), n * 128,
                                     cudaMemcpyHostToDevice, stream_));
    }
    bool run_all(const device_samples& samples) {
        for (;;) {
            groups_.clear();
            counted_.clear();
            const std::size_t from = job_count_;
            while (schedule_.next(ready_))
                if (!add_group()) return false;
            if (schedule_.next_counting(ready_) && !add_group()) return false;
            send_jobs(from);
            for (const ready_group& w : groups_)
                if (!launch(w, samples)) return false;
            if (counted_.empty()) return true;
            if (!spread_all()) return false;
        }
    }
    /// Adds the nodes that are ready as a launch.
    bool add_group() {
        ready_group w{ready_[0], nodes_.size(), 0, maker_.of(ready_[0])};
        w.g.jobs = kept_.jobs.get() + job_count_;
        w.g.kinds = kept_.kinds.get();
        for (node_id n : ready_) {
            const node& at = graph_[n];
            const std::uint32_t items = items_[index(at.space)];
            job j;
            j.node = static_cast<std::uint32_t>(n);
            if (!allocate(items, maker_.record_of(n), j.out)) return false;
            columns_[index(n)] = j.out;
            for (int a = 0; a < at.count; ++a) {
                const node_id x = at.arguments[index(a)];
                j.argument[a] = columns_[index(x)];
                if (graph_[x].space == 0) j.same |= 1U << a;
            }
            if (step_maker::is_leaf(at.what)) j.argument[0] = ids_[index(at.space)];
            j.parents = parents_[index(at.space)];
            j.kind = static_cast<std::uint32_t>(kind_of_[index(n)]);
            if (step_maker::counts_elements(at)) {
                j.counter = static_cast<std::uint32_t>(counter_count_++);
                counted_.push_back({n, j.out, j.counter});
            }
            if (items == 0) continue;
            if (items > most_items - w.g.items) return false;
            nodes_.push_back(n);
            add_job(w.g, j, items);
        }
        w.last = nodes_.size();
        if (w.g.items > 0) groups_.push_back(w);
        return true;
    }
    void add_job(group& g, job j, std::uint32_t items) {
        j.first = g.items;
        g.items += items;
        ++g.job_count;
        kept_.host_jobs.get()[job_count_++] = j;
    }
    void send_jobs(std::size_t from) {
        if (job_count_ == from) return;
        order_.begin();
        sent_ = order_.add_copy();
        cudaMemcpyAsync(kept_.jobs.get() + from, kept_.host_jobs.get() + from,
                        (job_count_ - from) * sizeof(job), cudaMemcpyHostToDevice, stream_);
        tried(kept_.streams.launched(sent_, stream_));
    }
    struct ready_group {
        node_id n;
        std::size_t first, last; ///< of nodes_
        group g;
    };
    bool launch(const ready_group& w, const device_samples& samples) {
        const node& at = graph_[w.n];
        order_.begin();
        for (std::size_t k = w.first; k < w.last; ++k) {
            const node& x = graph_[nodes_[k]];
            for (node_id a : x.args()) order_.after(made_by_[index(a)]);
            order_.after(spread_by_[index(x.space)]);
        }
        const std::uint32_t warps =
            step_maker::moves_records(at.what) ? (w.g.items + 31) / 32 : w.g.items;
        const int number = launched(warps, schedule::cost_of(at.what), [&](auto place, auto& mem) {
            switch (at.what) {
            case step::call:
            case step::collect:
            case step::convert: catalog_[at.number].on_device[Tier](&place, mem, w.g); break;
            case step::input:
            case step::expected:
            case step::demonstrations:
                launch_work<load_work, Tier>(place, mem, w.g, {samples});
                break;
            default:
                if (step_maker::compares(at.what))
                    launch_group<comparison_step, Tier>(&place, mem, w.g);
                else if (step_maker::makes_lists(at.what))
                    launch_group<list_step, Tier>(&place, mem, w.g);
                else
                    launch_records(place, mem, w.g);
            }
        });
        for (std::size_t k = w.first; k < w.last; ++k) made_by_[index(nodes_[k])] = number;
        return error_ == cudaSuccess;
    }
    /// Starts a launch that can use so many warps by f, where and when the order says; returns its
    /// number. cost: per turn of a warp.
    template <class F>
    int launched(std::uint32_t warps, int cost, const F& f) {
        order_.after(sent_);
        const int shares = static_cast<int>(
            std::min<std::int64_t>((std::int64_t{warps} + share_ - 1) / share_, order_.streams()));
        const std::int64_t turns = warps / (std::int64_t{shares} * share_) + 1;
        const int number = order_.add(shares, static_cast<double>(cost * turns));
        const int first = order_.stream_of(number);
        const cudaStream_t stream = kept_.streams[first];
        for (int n : order_.waits()) tried(kept_.streams.wait(n, stream));
        memory mem = memory_;
        mem.scratch_first += first * share_ * scratch_lines;
        f(launch_place{stream, shares * share_}, mem);
        tried(cudaPeekAtLastError());
        tried(kept_.streams.launched(number, stream));
        return number;
    }
    /// Gives the elements of containers that were counted their outer items.
    bool spread_all() {
        if (!read_counters()) return false;
        const std::size_t from = job_count_;
        group g;
        g.jobs = kept_.jobs.get() + job_count_;
        for (const counted& c : counted_) {
            const space_id inner = graph_.space_made_by(c.n);
            const std::uint32_t total = kept_.host_counters.get()[c.counter];
            items_[index(inner)] = total;
            job j;
            if (!allocate(total, 1, j.out)) return false;
            parents_[index(inner)] = j.out;
            const std::uint32_t items = items_[index(graph_[c.n].space)];
            if (items == 0 || total == 0) continue;
            j.argument[0] = c.column;
            add_job(g, j, items);
        }
        send_jobs(from);
        if (g.items > 0) {
            order_.begin();
            for (const counted& c : counted_) order_.after(made_by_[index(c.n)]);
            const int number =
                launched(g.items, schedule::cost_of(step::elements), [&](auto place, auto& mem) {
                    launch_group<spread_step, Tier>(&place, mem, g);
                });
            for (const counted& c : counted_) spread_by_[index(graph_.space_made_by(c.n))] = number;
        }
        for (const counted& c : counted_) schedule_.spread(c.n);
        return error_ == cudaSuccess;
    }
    /// Reads how many elements were counted as soon as that is known; other launches may go on.
    bool read_counters() {
        order_.begin();
        for (const counted& c : counted_) order_.after(made_by_[index(c.n)]);
        const int number = order_.add_copy();
        for (int n : order_.waits()) tried(kept_.streams.wait(n, stream_));
        const std::uint32_t first = counted_[0].counter;
        cudaMemcpyAsync(kept_.host_counters.get() + first, kept_.counters.get() + first,
                        counted_.size() * sizeof(std::uint32_t), cudaMemcpyDeviceToHost, stream_);
        tried(cudaStreamSynchronize(stream_));
        order_.over(number);
        return error_ == cudaSuccess;
    }
    void judge_all(std::span<const output> outputs, const device_samples& samples,
                   const device_results& results, std::vector<std::uint32_t>& first) {
        const std::size_t from = job_count_;
        group g;
        g.jobs = kept_.jobs.get() + job_count_;
        first.clear();
        for (const output& o : outputs) {
            const std::uint32_t items = items_[index(o.samples)];
            first.push_back(g.items);
            if (items == 0) continue;
            job j;
            j.argument[0] = columns_[index(o.node)];
            j.argument[1] = ids_[index(o.samples)];
            j.same = graph_[o.node].space == 0 ? 1 : 0;
            j.counter = static_cast<std::uint32_t>(maker_.record_of(o.node));
            add_job(g, j, items);
        }
        send_jobs(from);
        order_.begin();
        for (const output& o : outputs) order_.after(made_by_[index(o.node)]);
        if (g.items > 0)
            launched(g.items, schedule::cost_of(step::elements), [&](auto place, auto& mem) {
                launch_work<judge_work, Tier>(place, mem, g, {samples, results});
            });
        // Whether the pool was full is only known when everything is done.
        tried(kept_.streams.finish());
        tried(cudaMemcpyAsync(kept_.host_counters.get(), kept_.counters.get(),
                              sizeof(std::uint32_t), cudaMemcpyDeviceToHost, stream_));
    }

    struct counted {
        node_id n;
        std::uint32_t column, counter;
    };

    const graph& graph_;
    const catalog& catalog_;
    step_maker maker_;
    schedule schedule_;
    needed_nodes needed_;
    group_table kinds_;
    chunk_memory& kept_;
    launch_order order_;
    cudaStream_t stream_ = nullptr; ///< for copies
    int share_ = 0;                 ///< of the workers, for each stream
    memory memory_;
    std::vector<std::uint32_t> columns_, items_, ids_, parents_; ///< of nodes, of spaces
    std::vector<int> made_by_, kind_of_; ///< of nodes: their launches, and their groups
    std::vector<int> spread_by_;         ///< the launch that gives a space its outer items
    std::vector<node_id> ready_, nodes_;
    std::vector<ready_group> groups_;
    std::vector<counted> counted_;
    std::int64_t top_ = 0, record_end_ = 0;
    std::size_t job_count_ = 0;
    int counter_count_ = 1, sent_ = -1;
    cudaError_t error_ = cudaSuccess;
};

} // namespace batt::columns
BATT_HOST_CALLS_END

#endif // defined(__CUDACC__)
