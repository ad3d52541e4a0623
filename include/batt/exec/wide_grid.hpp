// Grids that cannot be packed: as they are, and in planes of 64 x 64 where these hold them.
#pragma once

#include <algorithm>
#include <batt/exec/pack_row.hpp>
#include <batt/value/grid.hpp>
#include <batt/value/limits.hpp>
#include <cstring>
#include <vector>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// Largest side of a wide grid.
inline constexpr int wide_side = 64;

/// Row r of a wide grid: bit j of plane k is bit k of the colour at (r, j).
struct alignas(16) wide_row {
    std::uint64_t plane[4];
};

namespace detail {

/// A grid of at most 64 x 64 cells, -1..14 or 0..15, as 64 wide rows.
inline void pack_wide(const grid& g, wide_row* rows) {
    for (int i = 0; i < wide_side; ++i) {
        rows[i] = {};
        for (int from = 0; i < g.height() && from < g.width(); from += 32) {
            const int n = std::min(g.width() - from, 32);
            unsigned char cells[32] = {};
            std::memcpy(cells, g.data() + i * g.width() + from, static_cast<std::size_t>(n));
            packed_row half;
            pack_cells(cells, columns_mask(n), half);
            for (int k = 0; k < 4; ++k) rows[i].plane[k] |= std::uint64_t{half.plane[k]} << from;
        }
    }
}

/// The grid that wide rows hold; fifteen: code 15 is the colour 15, and not -1.
inline grid unpack_wide(const wide_row* rows, int h, int w, bool fifteen) {
    grid g(h, w);
    for (int i = 0; i < h; ++i)
        for (int from = 0; from < w; from += 32) {
            packed_row half;
            for (int k = 0; k < 4; ++k)
                half.plane[k] = static_cast<std::uint32_t>(rows[i].plane[k] >> from);
            unsigned char cells[32];
            unpack_cells(half, cells);
            if (fifteen)
                for (unsigned char& c : cells) c &= 15U;
            std::memcpy(g.data() + i * w + from, cells,
                        static_cast<std::size_t>(std::min(w - from, 32)));
        }
    return g;
}

/// A grid that cannot be packed, in host memory.
struct unpacked_grid {
    grid cells;
    bool has_fifteen = false;   ///< the colour 15 occurs
    std::vector<wide_row> wide; ///< 64; none if wide rows cannot hold it

    explicit unpacked_grid(grid g) : cells(std::move(g)) {
        signed char least = 0, most = 0, fifteens = 0;
        const signed char* const from = cells.data();
        const int n = cells.height() * cells.width();
        for (int k = 0; k < n; ++k) { // compilers vectorise this
            least = std::min(least, from[k]);
            most = std::max(most, from[k]);
            fifteens |= static_cast<signed char>(from[k] == max_given_color ? 1 : 0);
        }
        has_fifteen = fifteens != 0;
        if (cells.height() > wide_side || cells.width() > wide_side || least < min_color ||
            most > max_given_color || (has_fifteen && least < 0))
            return;
        wide.resize(wide_side);
        pack_wide(cells, wide.data());
    }
};

/// What stands in the place of a packed grid for one that cannot be packed.
struct unpacked_place {
    const unpacked_grid* whole = nullptr; ///< in host memory; null where there are wide rows alone
    const wide_row* wide = nullptr;       ///< null if they cannot hold it
    std::int32_t h = 0, w = 0;            ///< of what the wide rows hold
    std::int32_t has_fifteen = 0;

    unpacked_place() = default;
    explicit unpacked_place(const unpacked_grid& g)
        : whole(&g), wide(g.wide.empty() ? nullptr : g.wide.data()), h(g.cells.height()),
          w(g.cells.width()), has_fifteen(g.has_fifteen ? 1 : 0) {}
    /// What a machine gave: wide rows, with the colour 15 or without.
    unpacked_place(const wide_row* rows, int height, int width, bool fifteen)
        : wide(rows), h(height), w(width), has_fifteen(fifteen ? 1 : 0) {}

    /// The one that stands at these rows.
    static BATT_FN unpacked_place at(const packed_row* rows) {
        unpacked_place out;
        std::memcpy(static_cast<void*>(&out), rows, sizeof out);
        return out;
    }
    BATT_FN void put(packed_row* rows) const {
        std::memcpy(static_cast<void*>(rows), this, sizeof *this);
    }
    /// The grid.
    grid as_grid() const {
        return whole != nullptr ? whole->cells : unpack_wide(wide, h, w, has_fifteen != 0);
    }
};

} // namespace detail
} // namespace batt
BATT_HOST_CALLS_END
