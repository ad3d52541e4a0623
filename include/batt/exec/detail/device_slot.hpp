// The slots of a device, each of which has a chunk of a call at work.
#pragma once

#include <array>
#include <batt/exec/detail/device_job.hpp>
#include <batt/exec/detail/device_memory.hpp>
#include <batt/exec/detail/turns.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::detail {

/// Memory of a device in which the outputs of a call stay, a place for each result. Where there is
/// none, outputs come to the report if they are wanted.
struct output_memory {
    int device = -1;
    packed_row* rows = nullptr;
    packed_size* sizes = nullptr;
};

/// What one call runs, for one device: where its turns come from and where results go.
template <class D>
struct device_call {
    const sample_view* samples;
    const turns* all;
    int programs;
    std::span<const typename D::launcher> tiers;
    bool outputs;
    std::size_t batch_size;
    turns_to_run* source; ///< of this device, or of several
    std::size_t most;     ///< turns that it takes from there at once
    run_report* report;   ///< of the whole call; this device writes for its turns
    output_memory stays{};
    phase_times seconds{};
    std::vector<std::size_t> tier_samples{};
};

/// One of the places that chunks stream through.
///
/// Its life: `start` makes room, sends a chunk of a call, launches the first tier and asks for its
/// results, all on the slot's stream and without waiting; the slot is then in flight. `finish`
/// waits, takes the results into the report, and runs what overflowed at the next tiers, one after
/// the other. Such a retry reads the same grids. It overwrites the lists (positions, active, task,
/// parameters) and the results, which the report has by then: it numbers its own turns from 0.
template <class D>
struct device_slot {
    typename D::stream stream{};
    std::array<typename D::event, 4> events{}; ///< begin, copied in, computed, copied out
    bool has_stream = false;
    std::size_t events_made = 0;

    sent_grids<D> in, expected;
    staged_grids<D> out;
    staged_array<D, verdict> verdicts;
    staged_array<D, std::uint32_t> positions, task;
    staged_array<D, std::uint64_t> active;
    staged_array<D, integer> parameters;

    device_call<D>* of = nullptr; ///< the call of the chunk in flight; null: none
    std::size_t from = 0;         ///< its first turn
    turns_in_order order;         ///< its turns as launched; empty: one after the other
    device_job job{};

    device_slot() = default;
    device_slot(const device_slot&) = delete;
    device_slot& operator=(const device_slot&) = delete;
    ~device_slot() {
        if (!has_stream) return;
        for (std::size_t k = 0; k < events_made; ++k) D::end_event(events[k]);
        clear();
        D::end_stream(stream);
    }

    typename D::error prepare(int device) {
        if (!has_stream) BATT_DEVICE_TRY(D::make_stream(stream, device));
        has_stream = true;
        while (events_made < events.size()) {
            BATT_DEVICE_TRY(D::make_event(events[events_made]));
            ++events_made;
        }
        return D::no_error;
    }
    /// Of device memory.
    std::size_t bytes() const {
        return in.bytes() + expected.bytes() + out.bytes() + verdicts.bytes() + positions.bytes() +
               task.bytes() + active.bytes() + parameters.bytes();
    }
    /// Gives its memory back; it must not be in flight.
    void clear() {
        in.clear();
        expected.clear();
        out.clear();
        verdicts.clear();
        positions.clear();
        task.clear();
        active.clear();
        parameters.clear();
    }
    /// The turn of the call that is the k-th of the launch.
    std::size_t turn(std::size_t k) const {
        return from + (order.turn.empty() ? k : order.turn[k]);
    }
};

/// Copies the outputs of the slot's last launch to the places where they stay.
template <class D>
typename D::error keep_outputs(const device_slot<D>& s, const device_call<D>& c) {
    const std::size_t n = s.job.count, all = c.all->count();
    const auto copy = [&](std::size_t from, std::size_t to, std::size_t count) {
        BATT_DEVICE_TRY(D::on_device(c.stays.rows + to * packed_side,
                                     s.out.rows.device() + from * packed_side,
                                     count * packed_side * sizeof(packed_row), s.stream));
        return D::on_device(c.stays.sizes + to, s.out.sizes.device() + from,
                            count * sizeof(packed_size), s.stream);
    };
    for (std::size_t p = 0; p < static_cast<std::size_t>(c.programs); ++p) {
        if (s.order.turn.empty()) {
            BATT_DEVICE_TRY(copy(p * n, p * all + s.from, n));
            continue;
        }
        for (std::size_t k = 0; k < n; ++k)
            if ((s.order.active[k] >> p & 1U) != 0)
                BATT_DEVICE_TRY(copy(p * n + k, p * all + s.turn(k), 1));
    }
    return D::no_error;
}

} // namespace batt::detail
BATT_HOST_CALLS_END
