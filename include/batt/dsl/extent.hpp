// How large a grid or a patch is: height, width, shape, portrait, square.
#pragma once

#include <batt/dsl/operation.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {
namespace op {

namespace detail {

/// Height and width of a grid or of a patch's bounding box.
template <class M, class P>
BATT_FN ivec extent(M& m, const P& p) {
    if constexpr (std::is_same_v<value::tag<P>, type::grid>) {
        return {p.h, p.w};
    } else {
        const value::box_of b = value::bounds(m, p);
        return {b.height(), b.width()};
    }
}

/// The bounding box of a patch or a sequence, and how many elements it has, repeats counted.
struct extent_and_count {
    value::box_of box;
    int count;
};
template <class M, class P>
BATT_FN extent_and_count counted(M& m, const P& p) {
    using patch = kind::patch::canonical<value::tag<P>>;
    const int n = value::count(m, p);
    return {value::bounds(m, value::convert<patch>(m, p)), n};
}

} // namespace detail

/// height(p) -> integer: rows of a grid, or of the bounding box of a patch; 0 if that is empty.
/// Cost: one ballot.
struct height : parameters<kind::piece> {
    using result = type::integer;

    template <class M, class P>
    static BATT_FN integer eval(M& m, const P& p) {
        if constexpr (std::is_same_v<value::tag<P>, type::grid>)
            return p.h;
        else
            return value::row_span(m, p).length();
    }
};

/// width(p) -> integer: columns of a grid, or of the bounding box of a patch; 0 if that is empty.
/// Cost: one reduction.
struct width : parameters<kind::piece> {
    using result = type::integer;

    template <class M, class P>
    static BATT_FN integer eval(M& m, const P& p) {
        if constexpr (std::is_same_v<value::tag<P>, type::grid>)
            return p.w;
        else
            return value::column_span(m, p).length();
    }
};

/// shape(p) -> ivec: (height, width). Cost: one bounding box.
struct shape : parameters<kind::piece> {
    using result = type::ivec;

    template <class M, class P>
    static BATT_FN ivec eval(M& m, const P& p) {
        return detail::extent(m, p);
    }
};

/// portrait(p) -> boolean: height > width. Cost: one bounding box.
struct portrait : parameters<kind::piece> {
    using result = type::boolean;

    template <class M, class P>
    static BATT_FN boolean eval(M& m, const P& p) {
        const ivec e = detail::extent(m, p);
        return e.i > e.j;
    }
};

/// square(p) -> boolean: height == width, and a patch has as many cells as its bounding box (an
/// empty one: true); repeats in a sequence count. [empty: a grid of zero height]
/// Cost: one bounding box and a count per layer; element by element for a sequence.
struct square : parameters<kind::counted_piece> {
    using result = type::boolean;

    template <class M, class P>
    static BATT_FN boolean eval(M& m, const P& p) {
        if constexpr (std::is_same_v<value::tag<P>, type::grid>) {
            if (p.h == 0) m.fail(status::empty);
            return p.h == p.w;
        } else {
            const detail::extent_and_count e = detail::counted(m, p);
            const int h = e.box.height();
            return h == e.box.width() && e.count == h * h;
        }
    }
};

} // namespace op
} // namespace batt
BATT_HOST_CALLS_END
