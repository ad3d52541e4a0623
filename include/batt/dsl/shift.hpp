// Patches moved: shift, normalize.
#pragma once

#include <batt/dsl/operation.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {
namespace op {

/// shift(p, d) -> patch: p with every location moved by d. [empty: no location]
/// Cost: none, only the origin changes.
struct shift : parameters<kind::patch, kind::ivec> {
    template <class P>
    static P rule(P, type::ivec);

    template <class M, class P>
    static BATT_FN P eval(M& m, const P& p, ivec d) {
        if (d.is_none()) {
            m.fail(status::empty);
            return p;
        }
        const int i = wrap_add(p.i, d.i), j = wrap_add(p.j, d.j);
        if (!value::is_located<M>(i, j) && value::is_empty(m, p)) return p;
        return value::at_origin(m, p, i, j);
    }
};

/// normalize(p) -> patch: p moved so that its bounding box begins at (0, 0), if it is not empty.
/// Cost: one bounding box, one move of a mask. The mask moves in its window, so that normalized
/// patches compare without further moves; the layers of an object stay and its origin changes.
struct normalize : parameters<kind::patch> {
    template <class P>
    static P rule(P);

    template <class M, class P>
    static BATT_FN P eval(M& m, const P& p) {
        using R = typename M::patch_rows;
        const value::box_of b = value::bounds(m, p);
        if (b.none) return p;
        if constexpr (std::is_same_v<value::tag<P>, type::object>)
            return value::at_origin(m, p, p.i - b.top, p.j - b.left);
        else
            return value::with_window(
                m, p, 0, 0, [&](const R& x) { return moved(x, p.i - b.top, p.j - b.left); });
    }
};

} // namespace op
} // namespace batt
BATT_HOST_CALLS_END
