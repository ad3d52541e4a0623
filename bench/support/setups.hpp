// Programs around one operation: statements that make its arguments, and a grid made of its result.
//
// `on_objects("argmax", area(argmax(x1, size)))` is named "argmax on objects"; setups.cpp has the
// benchmark "setup/objects" of the same program without argmax, so that both can be compared.
#pragma once

#include "bench.hpp"

namespace batt::solvers {

/// A grid as large as I that depends on a number; the next two on a location and on a patch.
template <class E>
constexpr auto mark(const E& number) {
    return fill(I, FIVE, initset(toivec(number)));
}
template <class E>
constexpr auto spot(const E& location) {
    return fill(I, FIVE, initset(location));
}
template <class E>
constexpr auto area(const E& patch) {
    return fill(I, FIVE, patch);
}

inline std::string named(const std::string& op, const std::string& setup) {
    return op.empty() ? setup : op + " on " + setup;
}

/// x1 = a colour.
template <class E>
bench::entry on_number(const std::string& op, const E& o) {
    return bench::scored(named(op, "number"), bench::scenes, solver(x1 = index(I, ORIGIN), O = o));
}
/// x1 = (15, 15), which is known only at run time.
template <class E>
bench::entry on_location(const std::string& op, const E& o) {
    return bench::scored(named(op, "location"), bench::scenes, solver(x1 = halve(shape(I)), O = o));
}
/// x1 = 0, 1, ... 29.
template <class E>
bench::entry on_numbers(const std::string& op, const E& o) {
    return bench::scored(named(op, "numbers"), bench::scenes,
                         solver(x1 = interval(ZERO, height(I), ONE), O = o));
}
/// x1 = the set of all colours.
template <class E>
bench::entry on_palette(const std::string& op, const E& o) {
    return bench::scored(named(op, "palette"), bench::grids, solver(x1 = palette(I), O = o));
}
/// x1 = about 90 locations.
template <class E>
bench::entry on_locations(const std::string& op, const E& o) {
    return bench::scored(named(op, "locations"), bench::grids, solver(x1 = ofcolor(I, ONE), O = o));
}
/// x1 = the background of a scene.
template <class E>
bench::entry on_patch(const std::string& op, const E& o) {
    return bench::scored(named(op, "patch"), bench::scenes, solver(x1 = ofcolor(I, ZERO), O = o));
}
/// x1 = all cells of a scene.
template <class E>
bench::entry on_asobject(const std::string& op, const E& o) {
    return bench::scored(named(op, "asobject"), bench::scenes, solver(x1 = asobject(I), O = o));
}
/// x1 = an object of 3 x 3 cells.
template <class E>
bench::entry on_corner(const std::string& op, const bench::input& in, const E& o) {
    return bench::scored(named(op, "corner"), in,
                         solver(x1 = asobject(crop(I, UNITY, THREE_BY_THREE)), O = o));
}
/// x1 = an object of 15 x 15 cells.
template <class E>
bench::entry on_large_corner(const std::string& op, const bench::input& in, const E& o) {
    return bench::scored(named(op, "large corner"), in,
                         solver(x1 = asobject(crop(I, UNITY, expr::location<15, 15>{})), O = o));
}
/// x1 = the objects of a scene.
template <class E>
bench::entry on_objects(const std::string& op, const E& o) {
    return bench::scored(named(op, "objects"), bench::scenes,
                         solver(x1 = objects(I, T, F, T), O = o));
}
/// x1 = the 900 cells of a checkerboard, each an object.
template <class E>
bench::entry on_900_objects(const std::string& op, const E& o) {
    return bench::scored(named(op, "900 objects"), bench::checkerboards,
                         solver(x1 = objects(I, T, F, F), O = o));
}
/// x1 = the last object of a scene.
template <class E>
bench::entry on_object(const std::string& op, const E& o) {
    return bench::scored(named(op, "object"), bench::scenes,
                         solver(x2 = objects(I, T, F, T), x1 = last(x2), O = o));
}
/// x1, x2 = the first and the last object of a scene.
template <class E>
bench::entry on_two_objects(const std::string& op, const E& o) {
    return bench::scored(named(op, "two objects"), bench::scenes,
                         solver(x3 = objects(I, T, F, T), x1 = first(x3), x2 = last(x3), O = o));
}
/// x1 = 6 x 9 locations.
template <class E>
bench::entry on_54_locations(const std::string& op, const E& o) {
    return bench::scored(named(op, "54 locations"), bench::few_grids,
                         solver(x1 = asindices(crop(I, ORIGIN, expr::location<6, 9>{})), O = o));
}

} // namespace batt::solvers
