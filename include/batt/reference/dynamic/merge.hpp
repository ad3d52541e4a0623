// Containers joined.
#pragma once

#include <batt/reference/dynamic/readings.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic::operations {

/// Fails with `domain` if tuples are joined whose elements are tuples of several lengths.
inline void check_stacked(const elements& parts) {
    const auto is_tuple = [](const value& x) { return x.is_tuple(); };
    if (!parts.container().is_tuple() || !std::all_of(parts.begin(), parts.end(), is_tuple)) return;
    std::size_t width = 0;
    bool any = false;
    bool differ = false;
    for (const value& part : parts) {
        const elements rows(part);
        charge(rows.size());
        for (const value& row : rows) {
            if (!row.is_tuple()) return;
            differ = differ || (any && read_size(row) != width);
            width = read_size(row);
            any = true;
        }
    }
    if (differ) fail(status::domain);
}

/// The elements of the containers in c, in a container of c's kind.
inline value merge(const value& c) {
    const elements parts(c);
    std::uint64_t size = 0;
    for (const value& part : parts) size += read_size(part);
    charge(parts.size() + size);
    if (c.is_set() && parts.size() == 1 && detail::has_counted_order(parts[0]))
        return detail::same_set(parts[0]);
    auto items = vector_for<value>(size);
    for (const value& part : parts) {
        const elements inner(part);
        items.insert(items.end(), inner.begin(), inner.end());
    }
    check_stacked(parts);
    return make_like(c, std::move(items));
}
/// Union of sets, concatenation of tuples; the kind of a decides.
inline value combine(const value& a, const value& b) {
    const elements xs(a);
    const elements ys(b);
    auto items = vector_for<value>(std::uint64_t{xs.size()} + ys.size());
    items.insert(items.end(), xs.begin(), xs.end());
    items.insert(items.end(), ys.begin(), ys.end());
    return make_like(a, std::move(items));
}

} // namespace batt::reference::dynamic::operations
BATT_HOST_CALLS_END
