// Grids as patches, and what patches hold: asindices, asobject, toindices, toobject.
#pragma once

#include <batt/dsl/objects.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {
namespace op {

/// asindices(g) -> indices: all places. Cost: one mask.
struct asindices : parameters<kind::grid> {
    using result = type::indices;

    template <class M>
    static BATT_FN value::indices<M> eval(M& m, const value::grid<M>& g) {
        return {0, 0, value::from_grid(m, value::area(m, g))};
    }
};

/// asobject(g) -> object: all cells. Cost: a mask per colour.
struct asobject : parameters<kind::grid> {
    using result = type::object;

    template <class M>
    static BATT_FN value::object<M> eval(M& m, const value::grid<M>& g) {
        return objects::colored(m, g, value::from_grid(m, value::area(m, g)));
    }
};

/// toindices(p) -> indices: the locations. Cost: a step per layer.
struct toindices : parameters<kind::patch> {
    using result = type::indices;

    template <class M, class P>
    static BATT_FN value::indices<M> eval(M& m, const P& p) {
        return value::locations(m, p);
    }
};

/// toobject(p, g) -> object: g's cells at p's locations; those outside g are dropped.
/// [empty: g has zero height] Cost: one move of a window, a mask per colour.
struct toobject : parameters<kind::patch, kind::grid> {
    using result = type::object;

    template <class M, class P>
    static BATT_FN value::object<M> eval(M& m, const P& p, const value::grid<M>& g) {
        if (g.h == 0) m.fail(status::empty);
        const auto places = value::in_grid(m, p.i, p.j, value::mask_of(m, p), g.h, g.w);
        return objects::colored(m, g, value::from_grid(m, places));
    }
};

} // namespace op
} // namespace batt
BATT_HOST_CALLS_END
