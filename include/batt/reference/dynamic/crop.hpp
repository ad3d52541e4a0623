// Places of grids and parts of them.
#pragma once

#include <batt/reference/dynamic/readings.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic::operations {

/// What `crop` keeps along an axis: `count` lines from `first` on.
struct span {
    std::size_t first;
    std::size_t count;

    span(std::size_t lines, std::int64_t from, std::int64_t dims) {
        const auto extent = static_cast<std::int64_t>(lines);
        std::int64_t to = from + dims;
        if (from < 0) from += extent;
        if (to < 0) to += extent;
        from = std::clamp<std::int64_t>(from, 0, extent);
        to = std::clamp<std::int64_t>(to, 0, extent);
        first = static_cast<std::size_t>(from);
        count = static_cast<std::size_t>(std::max<std::int64_t>(to - from, 0));
    }
};
/// The h rows of g from row i on, each with its w places from column j on. The rows that are kept
/// must be tuples, but may differ in length.
inline value cropped(const value& g, std::int64_t i, std::int64_t j, std::int64_t h,
                     std::int64_t w) {
    const elements rows(g);
    const span kept(rows.size(), i, h);
    charge(kept.count);
    auto out = vector_for<value>(kept.count);
    for (std::size_t k = kept.first; k < kept.first + kept.count; ++k) {
        const span places(read_size(read_tuple(rows[k])), j, w);
        out.push_back(slice(rows[k], places.first, places.count));
    }
    return make_tuple(std::move(out));
}

/// The value at loc; the value `none` if loc is not in g, `empty` if g has no row.
inline value index(const value& g, const value& loc) {
    const grid_view grid(g);
    const ivec at = read_location(loc);
    grid.with_rows();
    return grid.holds(at) ? grid.at(at) : value();
}
/// dims.i x dims.j places that hold c; negative extents count as 0.
inline value canvas(const value& c, const value& dims) {
    const ivec size = read_vector(dims);
    if (size.i <= 0) return make_tuple({});
    const auto w = static_cast<std::uint64_t>(std::max(size.j, 0));
    if (w > 0) as_place(c);
    charge(w + static_cast<std::uint64_t>(size.i));
    auto row = vector_for<value>(w);
    row.assign(static_cast<std::size_t>(w), c);
    auto rows = vector_for<value>(static_cast<std::uint64_t>(size.i));
    rows.assign(static_cast<std::size_t>(size.i), make_tuple(std::move(row)));
    return make_tuple(std::move(rows));
}
/// The dims.i x dims.j places of g from start on; a negative end counts from the far side, once.
inline value crop(const value& g, const value& start, const value& dims) {
    const ivec from = read_vector(start);
    const ivec size = read_vector(dims);
    return cropped(read_rows(g), from.i, from.j, size.i, size.j);
}
/// The part of g inside p's bounds, as crop gives it; `empty` if p is empty.
inline value subgrid(const value& p, const value& g) {
    const bounds b = patch(p).box();
    return cropped(read_rows(g), b.top, b.left, b.height(), b.width());
}
/// g without its outer ring.
inline value trim(const value& g) {
    const elements rows(read_rows(g));
    if (rows.size() <= 2) return make_tuple({});
    auto out = vector_for<value>(rows.size() - 2);
    for (std::size_t k = 1; k + 1 < rows.size(); ++k) {
        const std::size_t w = read_size(read_tuple(rows[k]));
        out.push_back(slice(rows[k], w <= 2 ? 0 : 1, w <= 2 ? 0 : w - 2));
    }
    return make_tuple(std::move(out));
}

} // namespace batt::reference::dynamic::operations
BATT_HOST_CALLS_END
