// Samples that stay on a device for the calls to come.
#pragma once

#include <batt/exec/detail/device_job.hpp>
#include <batt/exec/detail/device_memory.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::detail {

/// At most so many samples stay on a device for the next pipelines. More are sent again each time.
inline constexpr std::size_t most_resident = std::size_t{1} << 18;

/// What a device keeps: the samples of a view with a number, and the demonstrations of any view.
template <class D>
class resident_samples {
public:
    using error = typename D::error;
    using stream = typename D::stream;

    /// Whether inputs and expected grids of the view are here.
    bool has_samples(const sample_view& v) const { return may_stay(v) && number_ == v.number; }
    /// Whether these grids of the view are on a device, here or where the caller has them.
    bool is_at_hand(const sample_view& v, const batch_view& grids) const {
        return grids.count == 0 || grids.on_device || has_samples(v);
    }
    /// Whether `bring` has something to do.
    bool lacks(const sample_view& v) const { return lacks_samples(v) || lacks_tasks(v); }

    /// Brings what all turns of a call share: the samples, if they may stay and there is memory for
    /// them, and the demonstrations. Nothing on the device may read what this replaces.
    error bring(const sample_view& v, stream s) {
        if (lacks_samples(v)) {
            number_ = 0;
            error e = send(v.in, in_, s);
            if (!D::failed(e)) e = send(v.expected, expected_, s);
            if (e == D::no_memory) { // then they come with every chunk
                BATT_DEVICE_TRY(D::wait(s));
                give_back();
            } else {
                BATT_DEVICE_TRY(e);
                number_ = v.number;
            }
        }
        if (lacks_tasks(v)) {
            tasks_of_ = 0;
            BATT_DEVICE_TRY(send(v.demonstrations, demonstrations_, s));
            BATT_DEVICE_TRY(first_.reserve_for(v.first, v.tasks + 1, s));
            BATT_DEVICE_TRY(first_.send(v.first, v.tasks + 1, s));
            tasks_of_ = v.number;
        }
        return D::wait(s);
    }
    /// Gives the memory of the samples back; they then come with every chunk.
    void give_back() {
        number_ = 0;
        in_.clear();
        expected_.clear();
    }

    const sent_grids<D>& in() const { return in_; }
    const sent_grids<D>& expected() const { return expected_; }
    /// Tells a kernel where the demonstrations are.
    void show_demonstrations(device_job& job) const {
        job.first = first_.device();
        job.demonstrations = demonstrations_.rows();
        job.demonstration_sizes = demonstrations_.sizes();
    }

private:
    static bool may_stay(const sample_view& v) {
        return v.number != 0 && v.in.count <= most_resident && !v.in.on_device &&
               !v.expected.on_device;
    }
    bool lacks_samples(const sample_view& v) const { return may_stay(v) && !has_samples(v); }
    bool lacks_tasks(const sample_view& v) const {
        return v.task != nullptr && (v.number == 0 || tasks_of_ != v.number);
    }
    /// Sends all grids of a batch.
    static error send(const batch_view& grids, sent_grids<D>& to, stream s) {
        if (grids.count == 0) return D::no_error;
        BATT_DEVICE_TRY(to.reserve_for(grids, grids.count, s));
        return to.send(grids, grids.count, s);
    }

    std::uint64_t number_ = 0;   ///< of the view whose samples are here; 0: none
    std::uint64_t tasks_of_ = 0; ///< of the view whose demonstrations are here; 0: of none
    sent_grids<D> in_, expected_, demonstrations_;
    staged_array<D, std::uint32_t> first_;
};

} // namespace batt::detail
BATT_HOST_CALLS_END
