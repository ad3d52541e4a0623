// The grid a user holds on the host: any size, one byte a cell.
#pragma once

#include <batt/value/status.hpp>
#include <cstddef>
#include <initializer_list>
#include <vector>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// A grid of colours on the host: h rows of w cells, row-major. Zero height implies zero width.
/// Batches pack it into bit-planes; programs called on the host take and return it.
class grid {
public:
    grid() = default;

    /// h x w cells of one colour. Negative extents count as 0.
    grid(int h, int w, int color = 0)
        : height_(h > 0 ? h : 0), width_(h > 0 && w > 0 ? w : 0),
          cells_(static_cast<std::size_t>(height_) * static_cast<std::size_t>(width_),
                 static_cast<signed char>(color)) {}

    /// Rows of colours. Rows of differing length are cut to or padded (with 0) to the first.
    grid(std::initializer_list<std::initializer_list<int>> rows)
        : grid(static_cast<int>(rows.size()),
               rows.size() == 0 ? 0 : static_cast<int>(rows.begin()->size())) {
        int i = 0;
        for (const auto& row : rows) {
            int j = 0;
            for (int c : row) {
                if (j < width_) (*this)(i, j) = static_cast<signed char>(c);
                ++j;
            }
            ++i;
        }
    }

    int height() const { return height_; }
    int width() const { return width_; }

    /// The colour at row i, column j, which must lie in the grid.
    signed char& operator()(int i, int j) { return cells_[offset(i, j)]; }
    signed char operator()(int i, int j) const { return cells_[offset(i, j)]; }

    /// The cells, row by row.
    const signed char* data() const { return cells_.data(); }

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
