// Heights and widths of grids, of tuples taken as rows, and of patches.
#pragma once

#include <batt/reference/dynamic/readings.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic::operations {

/// Rows of a tuple, or of the bounds of a patch; 0 if that is empty.
inline integer height_of(const value& p) {
    if (p.is_tuple()) return static_cast<integer>(read_size(read_rows(p)));
    const patch locations(p);
    return locations.empty() ? 0 : locations.box().height();
}
/// The size of a tuple's first element, or the columns of the bounds of a patch; 0 if it is empty.
inline integer width_of(const value& p) {
    if (p.is_tuple()) {
        const elements rows(read_rows(p));
        return rows.empty() ? 0 : static_cast<integer>(read_size(rows[0]));
    }
    const patch locations(p);
    return locations.empty() ? 0 : locations.box().width();
}

/// Rows of a tuple or patch.
inline value height(const value& p) { return value(height_of(p)); }
/// Columns of a tuple or patch.
inline value width(const value& p) { return value(width_of(p)); }
/// (height, width).
inline value shape(const value& p) { return value(ivec{height_of(p), width_of(p)}); }
/// Whether p is higher than wide.
inline value portrait(const value& p) { return value::truth(height_of(p) > width_of(p)); }
/// Whether p is as high as wide; a patch must also have as many elements as its bounds have places.
/// `empty` for the empty tuple.
inline value square(const value& p) {
    if (p.is_tuple()) {
        if (read_size(p) == 0) fail(status::empty);
        return value::truth(height_of(p) == width_of(p));
    }
    const patch locations(p);
    if (locations.empty()) return value::truth(true);
    const bounds b = locations.box();
    return value::truth(b.height() == b.width() &&
                        b.area() == static_cast<std::int64_t>(locations.size()));
}

} // namespace batt::reference::dynamic::operations
BATT_HOST_CALLS_END
