// Whether a patch is a straight line: hline, vline.
#pragma once

#include <batt/dsl/extent.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {
namespace op {

/// hline(p) -> boolean: height 1 and width == number of cells (empty: false); repeats in a sequence
/// count. Cost: one bounding box and a count per layer; element by element for a sequence.
struct hline : parameters<kind::sequence> {
    using result = type::boolean;

    template <class M, class P>
    static BATT_FN boolean eval(M& m, const P& p) {
        const detail::extent_and_count e = detail::counted(m, p);
        return e.box.height() == 1 && e.box.width() == e.count;
    }
};

/// vline(p) -> boolean: width 1 and height == number of cells (empty: false); repeats in a sequence
/// count. Cost: one bounding box and a count per layer; element by element for a sequence.
struct vline : parameters<kind::sequence> {
    using result = type::boolean;

    template <class M, class P>
    static BATT_FN boolean eval(M& m, const P& p) {
        const detail::extent_and_count e = detail::counted(m, p);
        return e.box.width() == 1 && e.box.height() == e.count;
    }
};

} // namespace op
} // namespace batt
BATT_HOST_CALLS_END
