// Batches: grids as packed bit-planes, 512 bytes a sample, in host or device memory.
#pragma once

#include <batt/exec/host_memory.hpp>
#include <batt/exec/pack_row.hpp>
#include <batt/exec/report.hpp>
#include <batt/value/limits.hpp>
#include <cstring>
#include <span>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// Row r of a packed grid: bit j of plane k is bit k of the colour at (r, j).
struct alignas(16) packed_row {
    std::uint32_t plane[4];
};

/// Rows and columns of a packed grid; read and written at once.
struct alignas(2) packed_size {
    std::uint8_t h, w;

    /// The size of what is not there: an expected grid that nobody knows.
    static BATT_FN constexpr packed_size absent() { return {255, 255}; }
    BATT_FN constexpr bool is_absent() const { return h == 255; }
};

/// Largest side of a packed grid.
inline constexpr int packed_side = 32;

/// A piece of a batch: packed grids in the memory of one device.
struct batch_part {
    int device = 0;
    const packed_row* rows = nullptr;
    const packed_size* sizes = nullptr;
    std::size_t count = 0;
};

/// Packed grids somewhere in memory: sample k has rows[32 * k ...] and sizes[k].
struct batch_view {
    const packed_row* rows = nullptr;
    const packed_size* sizes = nullptr;
    std::size_t count = 0;
    bool on_device = false; ///< the memory is of a device, on which the batch runs
    /// Of a batch in the memory of several devices its pieces, in order, `count` grids together;
    /// rows and sizes are then those of the first. `device_batch` makes such a batch.
    std::span<const batch_part> parts{};

    /// The samples from number k on that lie together.
    batch_view from(std::size_t k) const {
        if (parts.empty()) return {rows + k * packed_side, sizes + k, count - k, on_device};
        std::size_t p = 0;
        while (k >= parts[p].count) k -= parts[p++].count;
        return {parts[p].rows + k * packed_side, parts[p].sizes + k, parts[p].count - k, on_device};
    }
};

/// Samples as pipelines take them: (S, I, C) and which programs run. What is null or empty is not
/// there; active, task and first are in host memory, the demonstrations too.
struct sample_view {
    batch_view in;
    batch_view expected;                    ///< C; a size may be `absent`
    const std::uint64_t* active = nullptr;  ///< bit p of entry k: program p runs on sample k
    const std::uint32_t* task = nullptr;    ///< which demonstrations are S of sample k
    batch_view demonstrations{};            ///< inputs and outputs, one after the other
    const std::uint32_t* first = nullptr;   ///< S of task t: grids first[t] .. first[t + 1] - 1
    std::size_t tasks = 0;
};

/// Grids in host memory, packed.
class batch {
public:
    /// No samples.
    batch() = default;
    /// The grids in order, without those that `accepts` refuses.
    explicit batch(const std::vector<grid>& grids) {
        rows_.reserve(grids.size() * packed_side);
        for (const grid& g : grids) push_back(g);
    }

    /// Number of samples.
    std::size_t size() const { return sizes_.size(); }

    /// Room for n samples.
    void reserve(std::size_t n) {
        rows_.reserve(detail::capped_product(n, packed_side));
        sizes_.reserve(n);
    }

    /// Whether a grid can be in a batch: at most 32 x 32, colours -1..14.
    static bool accepts(const grid& g) {
        if (g.height() > packed_side || g.width() > packed_side) return false;
        for (int i = 0; i < g.height(); ++i)
            for (int j = 0; j < g.width(); ++j)
                if (g(i, j) < min_color || g(i, j) > max_color) return false;
        return true;
    }

    /// Appends g; false, and nothing is appended, if a batch cannot hold it.
    bool push_back(const grid& g) {
        return push_bytes(reinterpret_cast<const unsigned char*>(g.data()), g.height(), g.width(),
                          g.width());
    }
    /// Appends a grid of h rows of w bytes each, rows `apart` bytes from each other: colours 0..14,
    /// or -1. False, and nothing is appended, if a batch cannot hold it. Cost: 0.15 microseconds of
    /// a core for 30 x 30 cells.
    bool push_bytes(const unsigned char* cells, int h, int w, std::ptrdiff_t apart) {
        if (h < 0 || w < 0 || h > packed_side || w > packed_side) return false;
        const std::size_t at = rows_.size();
        rows_.resize(at + packed_side, packed_row{});
        for (int i = 0; i < h; ++i) {
            if (detail::pack_row(cells + i * apart, w, rows_[at + static_cast<std::size_t>(i)].plane))
                continue;
            rows_.resize(at);
            return false;
        }
        sizes_.push_back({static_cast<std::uint8_t>(h), static_cast<std::uint8_t>(w)});
        return true;
    }

    /// Appends the place of a grid that is not there.
    void push_absent() {
        rows_.resize(rows_.size() + packed_side, packed_row{});
        sizes_.push_back(packed_size::absent());
    }

    /// Appends a packed grid.
    void push_packed(const packed_row* rows, packed_size size) {
        rows_.insert(rows_.end(), rows, rows + packed_side);
        sizes_.resize(sizes_.size() + 1);
        sizes_.back() = size;
    }

    /// Sample k as a grid.
    grid operator[](std::size_t k) const { return unpack(&rows_[k * packed_side], sizes_[k]); }

    /// A packed grid as a grid of the user.
    static grid unpack(const packed_row* rows, packed_size size) {
        grid g(size.h, size.w);
        for (int i = 0; i < g.height(); ++i)
            for (int j = 0; j < g.width(); ++j) {
                unsigned code = 0;
                for (int k = 0; k < 4; ++k) code |= (rows[i].plane[k] >> j & 1U) << k;
                g(i, j) = static_cast<signed char>(code == 15U ? -1 : static_cast<int>(code));
            }
        return g;
    }

    /// The samples n times over.
    batch repeated(std::size_t n) const {
        batch out;
        out.rows_.reserve(detail::capped_product(rows_.size(), n));
        out.sizes_.reserve(detail::capped_product(sizes_.size(), n));
        for (std::size_t k = 0; k < n; ++k) {
            out.rows_.insert(out.rows_.end(), rows_.begin(), rows_.end());
            out.sizes_.insert(out.sizes_.end(), sizes_.begin(), sizes_.end());
        }
        return out;
    }

    /// Where the samples are; valid until the batch changes.
    batch_view view() const { return {rows_.data(), sizes_.data(), sizes_.size(), false}; }
    operator batch_view() const { return view(); }

private:
    std::vector<packed_row> rows_;
    std::vector<packed_size> sizes_;
};

} // namespace batt
BATT_HOST_CALLS_END
