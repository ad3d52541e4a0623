// The grid that users hold on the host: any size, one byte per cell.
#pragma once

#include <batt/value/status.hpp>
#include <concepts>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

BATT_HOST_CALLS_BEGIN
namespace batt {

namespace detail {

/// Throws std::out_of_range; without exceptions the program ends.
[[noreturn]] inline void refuse_grid(const std::string& what) {
#if BATT_HAS_REFERENCE
    throw std::out_of_range(what);
#else
    std::fprintf(stderr, "%s\n", what.c_str());
    std::abort();
#endif
}

/// A colour as a cell holds it, in 8 bits; an integer that does not fit is refused.
inline signed char cell_of(int color) {
    if (color < -128 || color > 127)
        refuse_grid("batt: a grid cannot hold the colour " + std::to_string(color) +
                    "; a cell has 8 bits, -128..127");
    return static_cast<signed char>(color);
}

} // namespace detail

/// A grid of colours on the host: h rows of w cells, row-major. Zero height implies zero width.
/// Batches pack it into bit-planes; programs called on the host take and return it.
class grid {
public:
    grid() = default;

    /// h x w cells of one colour. Negative extents count as 0. Throws std::out_of_range if a cell
    /// cannot hold the colour.
    /// A template, so that `grid{{3}, {4}}` does not call it.
    template <std::integral H, std::integral W>
    grid(H h, W w, int color = 0)
        : height_(h > 0 ? static_cast<int>(h) : 0),
          width_(h > 0 && w > 0 ? static_cast<int>(w) : 0),
          cells_(static_cast<std::size_t>(height_) * static_cast<std::size_t>(width_),
                 detail::cell_of(color)) {}

    /// Rows of colours, `grid{{0, 1}, {2, 3}}`. Rows of differing length do not compile; a colour
    /// that a cell cannot hold throws std::out_of_range.
    template <std::size_t W, std::size_t... More>
    grid(const int (&first)[W], const int (&... more)[More])
        : grid(static_cast<int>(1 + sizeof...(More)), static_cast<int>(W)) {
        static_assert((... && (More == W)), "batt: the rows of a grid have different lengths");
        signed char* to = cells_.data();
        for (const int* row : {&first[0], &more[0]...})
            for (std::size_t j = 0; j < W; ++j) *to++ = detail::cell_of(row[j]);
    }

    /// h x w cells as they lie in memory, row by row: bytes, signed or not. Throws
    /// std::out_of_range if there are more or fewer, or if one is beyond 127.
    template <class Byte>
        requires(sizeof(Byte) == 1 && std::is_integral_v<Byte>)
    grid(int h, int w, std::span<const Byte> cells) : grid(h, w) {
        if (cells.size() != cells_.size())
            detail::refuse_grid(
                "batt: a grid of " + std::to_string(height_) + " x " + std::to_string(width_) +
                " does not have this number of cells: " + std::to_string(cells.size()));
        for (std::size_t k = 0; k < cells.size(); ++k) cells_[k] = detail::cell_of(cells[k]);
    }

    int height() const { return height_; }
    int width() const { return width_; }

    /// The colour at row i, column j, which must lie in the grid.
    signed char& operator()(int i, int j) { return cells_[offset(i, j)]; }
    signed char operator()(int i, int j) const { return cells_[offset(i, j)]; }

    /// The cells, row by row.
    const signed char* data() const { return cells_.data(); }
    signed char* data() { return cells_.data(); }

    friend bool operator==(const grid&, const grid&) = default;

private:
    std::size_t offset(int i, int j) const {
        return static_cast<std::size_t>(i) * static_cast<std::size_t>(width_) +
               static_cast<std::size_t>(j);
    }

    int height_ = 0;
    int width_ = 0;
    std::vector<signed char> cells_;
};

} // namespace batt
BATT_HOST_CALLS_END
