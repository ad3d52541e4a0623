// An operation of one's own: fifteen lines, then it is used in programs like any other.
#pragma once

#include <batt/batt.hpp>

namespace mine {

using namespace batt;

/// tint(g, c) -> grid: colour c wherever g is not black. [domain: c is no colour]
struct tint_operation : parameters<kind::grid, kind::integer> {
    using result = type::grid;

    template <class M>
    static BATT_FN value::grid<M> eval(M& m, const value::grid<M>& g, integer c) {
        value::grid<M> out = g;
        value::put_color(m, out, minus(value::area(m, g), value::where_color(m, g, 0)), c);
        return out;
    }
};
BATT_CONSTANT operation<tint_operation> tint{};

} // namespace mine

// What it means, cell by cell: for samples that no machine can hold, and for tests.
template <>
struct batt::reference::definition<mine::tint_operation> {
    static grid call(const grid& g, integer c) {
        grid out = g;
        for (integer i = 0; i < g.height(); ++i)
            for (integer j = 0; j < g.width(); ++j) {
                if (g.at(i, j) == 0) continue;
                check_color(c);
                out.at(i, j) = c;
            }
        return out;
    }
};
