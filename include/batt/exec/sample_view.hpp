// What pipelines read: packed grids, in whichever memory they lie, and the samples made of them.
#pragma once

#include <batt/exec/parameters.hpp>
#include <batt/exec/report.hpp>
#include <batt/exec/wide_grid.hpp>
#include <batt/value/limits.hpp>
#include <concepts>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// Largest side of a packed grid.
inline constexpr int packed_side = 32;

/// Rows and columns of a packed grid, read and written together.
struct alignas(2) packed_size {
    std::uint8_t h, w;

    /// The size of a grid that is not there: an expected output that is not known.
    static BATT_FN constexpr packed_size absent() { return {255, 255}; }
    BATT_FN constexpr bool is_absent() const { return h == 255; }
    /// The size that stands for a grid that cannot be packed. Its rows begin with a
    /// `detail::unpacked_place`, which says where it is.
    static BATT_FN constexpr packed_size unpacked() { return {254, 254}; }
    /// The same for a grid whose wide rows are in the memory of the device, too.
    static BATT_FN constexpr packed_size sent_wide() { return {254, 253}; }
    BATT_FN constexpr bool is_unpacked() const { return h == 254; }
    BATT_FN constexpr bool is_sent_wide() const { return h == 254 && w == 253; }
    /// Whether the rows are those of a grid.
    BATT_FN constexpr bool is_packed() const { return h <= packed_side && w <= packed_side; }
};

/// A part of a batch: packed grids in the memory of one device.
struct batch_part {
    int device = 0;
    const packed_row* rows = nullptr;
    const packed_size* sizes = nullptr;
    std::size_t count = 0;
};

/// Packed grids somewhere in memory: sample k has rows[32 * k ...] and sizes[k]. A batch with grids
/// that cannot be packed must outlive its views, and views of its copies on a device.
struct batch_view {
    const packed_row* rows = nullptr;
    const packed_size* sizes = nullptr;
    std::size_t count = 0;
    bool on_device = false; ///< in the memory of a device, on which programs then run
    /// The parts of a batch in the memory of several devices, in order, with `count` grids
    /// together. rows and sizes are then those of the first. `device_batch` makes such a batch.
    std::span<const batch_part> parts{};

    /// Sample k, and those behind it that lie in the same part.
    batch_view from(std::size_t k) const {
        if (parts.empty()) return {rows + k * packed_side, sizes + k, count - k, on_device};
        std::size_t p = 0;
        while (k >= parts[p].count) k -= parts[p++].count;
        return {parts[p].rows + k * packed_side, parts[p].sizes + k, parts[p].count - k, on_device};
    }
};

/// Samples as pipelines take them: (S, I, C), and which programs run. What is null or empty is not
/// there. All but `in` and `expected` is in host memory.
struct sample_view {
    batch_view in;
    batch_view expected{};                 ///< C; a size may be `absent`
    const std::uint64_t* active = nullptr; ///< bit p of entry k: program p runs on sample k
    const std::uint32_t* task = nullptr;   ///< entry k: the task whose demonstrations sample k has
    batch_view demonstrations{};           ///< input, output, input, output, ...
    const std::uint32_t* first = nullptr;  ///< S of task t: grids first[t] .. first[t + 1] - 1
    std::size_t tasks = 0;
    /// If not 0, all views with this number are of the same samples, for as long as there are such
    /// views. Once one pipeline has sent them to a device, the others find them there.
    std::uint64_t number = 0;
    /// The values of a program's parameters (`parameter_values`).
    std::span<const parameter_column> parameters{};
};

/// Which samples of a view run, for which programs, and how often. Result k of a repetition is that
/// of the k-th chosen sample, and repetitions follow each other. Samples are not copied for it.
struct sample_choice {
    /// The places of the chosen samples in the view, in any order. Nothing: all of them.
    std::optional<std::span<const std::uint32_t>> samples{};
    /// A row of words for each chosen sample, as in `sample_set`. Empty: as the view says.
    std::span<const std::uint64_t> active{};
    std::size_t repeat = 1;
};

/// A parameter of functions that read samples only during the call: a view, or whatever has one,
/// even a temporary batch.
class batch_argument {
public:
    batch_argument() = default;
    template <class T>
        requires std::convertible_to<const T&, batch_view>
    batch_argument(const T& samples) : view_(samples) {}

    operator const batch_view&() const { return view_; }

private:
    batch_view view_;
};

namespace detail {

/// Whether the colour 15 occurs in one of n grids in host memory.
inline bool have_fifteen(const packed_row* rows, const packed_size* sizes, std::size_t n) {
    for (std::size_t k = 0; k < n; ++k)
        if (sizes[k].is_unpacked() && unpacked_place::at(rows + k * packed_side).has_fifteen != 0)
            return true;
    return false;
}

/// Whether the colour 15 occurs in the demonstrations. Samples that have these then have it, too,
/// whether a program looks at demonstrations or not.
inline bool shows_fifteen(const sample_view& samples) {
    const batch_view& shown = samples.demonstrations;
    return samples.task != nullptr && have_fifteen(shown.rows, shown.sizes, shown.count);
}
/// The same for the demonstrations of sample k.
inline bool shows_fifteen(const sample_view& samples, std::size_t k) {
    if (samples.task == nullptr) return false;
    const std::uint32_t t = samples.task[k], first = samples.first[t];
    const batch_view& shown = samples.demonstrations;
    return have_fifteen(shown.rows + std::size_t{first} * packed_side, shown.sizes + first,
                        samples.first[t + 1] - first);
}

/// Whether an expected grid of this size has rows, and is small enough to be packed. An output that
/// is larger cannot match it.
inline bool is_matchable(packed_size expected) { return expected.is_packed() && expected.h != 0; }

/// Whether the grids of v, a batch of `what`, have possible sizes; some may be absent if that is
/// said. If not, a sentence, which calls grid k number names[k], or k if `names` is null.
inline bool check_sizes(const batch_view& v, const char* what, bool may_be_absent,
                        error_message& error, const std::size_t* names = nullptr) {
    if (v.on_device) return true; // it has `capacity` there, and is checked when it comes back
    for (std::size_t k = 0; k < v.count; ++k) {
        const packed_size s = v.sizes[k];
        if (s.is_packed() || s.is_unpacked() || (may_be_absent && s.is_absent())) continue;
        error.text = std::string("grid ") + std::to_string(names != nullptr ? names[k] : k) +
                     " of the " + what + " is " +
                     (s.is_absent() ? std::string("absent")
                                    : std::to_string(s.h) + " x " + std::to_string(s.w) +
                                          ", a batch holds at most 32 x 32");
        return false;
    }
    return true;
}

} // namespace detail
} // namespace batt
BATT_HOST_CALLS_END
