// The limits of the reference layer. It is the last tier, so a sample beyond them has no result;
// every operation asks here before it allocates.
#pragma once

#include <algorithm>
#include <batt/reference/error.hpp>
#include <batt/value/grid.hpp>
#include <batt/value/limits.hpp>
#include <cstddef>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

inline constexpr integer max_side = 4096;                        ///< rows or columns of a grid
inline constexpr std::int64_t max_cells = std::int64_t{1} << 22; ///< cells of a grid
/// Scalars, locations and cells in one value, nested ones included: limits on counts alone would
/// not stop a tuple of millions of large grids.
inline constexpr std::size_t max_weight = std::size_t{1} << 25;
/// Calls that one operation may make over all pairs of elements of two containers.
inline constexpr std::uint64_t max_calls = std::uint64_t{1} << 26;

/// `capacity` if a container of n elements is too large.
inline void check_count(std::uint64_t n) {
    if (n > static_cast<std::uint64_t>(max_elements)) fail(status::capacity);
}

/// `capacity` if a value of this weight is too large.
inline void check_weight(std::uint64_t weight) {
    if (weight > max_weight) fail(status::capacity);
}

/// The largest colour that grids and objects may hold on the calling thread.
inline thread_local constinit integer most_color = max_color;

/// Sets another largest colour on this thread for as long as the object lives.
class color_scope {
public:
    explicit color_scope(integer most) : before_(most_color) { most_color = most; }
    color_scope(const color_scope&) = delete;
    color_scope& operator=(const color_scope&) = delete;
    ~color_scope() { most_color = before_; }

private:
    integer before_;
};

/// The largest colour of a sample that holds a grid: 15 where the grid does.
inline integer most_color_with(const batt::grid& g) {
    const signed char* const end = g.data() + g.height() * g.width();
    return std::find(g.data(), end, max_given_color) != end ? max_given_color : max_color;
}

/// Whether c can stand in a grid or an object.
inline bool is_color(integer c) { return c >= min_color && c <= most_color; }

/// `domain` if c cannot stand in a grid or an object.
inline void check_color(integer c) {
    if (!is_color(c)) fail(status::domain);
}

/// `empty` if loc is no location.
inline void check_located(ivec loc) {
    if (loc.is_none()) fail(status::empty);
}

/// The location (i, j) of a patch; `capacity` if a patch cannot hold it.
inline ivec location(std::int64_t i, std::int64_t j) {
    if (!is_coordinate(i) || !is_coordinate(j)) fail(status::capacity);
    return {static_cast<integer>(i), static_cast<integer>(j)};
}

/// Checks what enters a set; only locations and cells have rules.
template <class T>
void check_entry(const T&) {}

inline void check_entry(ivec loc) {
    check_located(loc);
    location(loc.i, loc.j);
}

inline void check_entry(const cell& x) {
    check_located(x.second);
    check_color(x.first);
    location(x.second.i, x.second.j);
}

} // namespace batt::reference
BATT_HOST_CALLS_END
