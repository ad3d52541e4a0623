// Laws of patches: moves, boxes and corners, relations, lines, periods.
#include "support/law.hpp"

BATT_HOST_CALLS_BEGIN
namespace batt::testing {

struct moved : law<2> {
    static BATT_FN int eval(auto& b, const auto& p, const auto& d) {
        parts all;
        const auto there = on<op::shift>(b, p, d);
        all(equal(b, on<op::shift>(b, there, on<op::invert>(b, d)), p));
        all(equal(b, on<op::shift>(b, p, ivec{0, 0}), p));
        const auto normal = on<op::normalize>(b, p);
        all(equal(b, on<op::normalize>(b, there), normal));
        all(equal(b, on<op::normalize>(b, normal), normal));
        all(equal(b, on<op::toindices>(b, there), on<op::shift>(b, on<op::toindices>(b, p), d)));
        all(on<op::size>(b, there) == on<op::size>(b, p));
        all(equal(b, on<op::shape>(b, there), on<op::shape>(b, p)));
        if (on<op::size>(b, p) == 0) return all.broken();
        all(equal(b, on<op::shift>(b, normal, on<op::ulcorner>(b, p)), p));
        all(equal(b, on<op::ulcorner>(b, normal), ivec{0, 0}));
        all(equal(b, on<op::ulcorner>(b, there), on<op::add>(b, on<op::ulcorner>(b, p), d)));
        all(equal(b, on<op::center>(b, there), on<op::add>(b, on<op::center>(b, p), d)));
        all(equal(b, on<op::hmirror>(b, there), on<op::shift>(b, on<op::hmirror>(b, p), d)));
        all(equal(b, on<op::backdrop>(b, there), on<op::shift>(b, on<op::backdrop>(b, p), d)));
        all(on<op::hline>(b, there) == on<op::hline>(b, p));
        all(on<op::hline>(b, p) == on<op::vline>(b, on<op::dmirror>(b, p)));
        return all.broken();
    }
};

struct boxes : law<1> {
    static BATT_FN int eval(auto& b, const auto& p) {
        parts all;
        const auto places = on<op::toindices>(b, p), back = on<op::backdrop>(b, p);
        const auto gaps = on<op::delta>(b, p), border = on<op::box>(b, p);
        const integer h = on<op::height>(b, p), w = on<op::width>(b, p);
        all(on<op::size>(b, back) == h * w);
        all(equal(b, on<op::combine>(b, gaps, places), back));
        all(on<op::size>(b, on<op::intersection>(b, gaps, places)) == 0);
        all(on<op::size>(b, on<op::delta>(b, back)) == 0);
        all(equal(b, on<op::backdrop>(b, back), back));
        all(on<op::size>(b, on<op::difference>(b, border, back)) == 0);
        all(equal(b, on<op::box>(b, back), border));
        all(equal(b, on<op::box>(b, border), border));
        if (on<op::size>(b, p) == 0) return all.broken();
        const auto corners = on<op::corners>(b, p);
        all(equal(b, on<op::box>(b, corners), border));
        all(on<op::size>(b, on<op::difference>(b, corners, border)) == 0);
        all(on<op::size>(b, corners) == (h > 1 ? 2 : 1) * (w > 1 ? 2 : 1));
        const auto outer = on<op::outbox>(b, p);
        all(on<op::size>(b, on<op::intersection>(b, outer, back)) == 0);
        all(on<op::size>(b, outer) == 2 * (h + w) + 4);
        all(equal(b, on<op::inbox>(b, outer), border));
        all(equal(b, on<op::combine>(b, outer, back), on<op::backdrop>(b, outer)));
        if (h > 2 && w > 2) all(equal(b, on<op::outbox>(b, on<op::inbox>(b, p)), border));
        const auto u = on<op::uppermost>(b, p), l = on<op::lowermost>(b, p);
        const auto left = on<op::leftmost>(b, p), right = on<op::rightmost>(b, p);
        all(equal(b, on<op::ulcorner>(b, p), ivec{u, left}));
        all(equal(b, on<op::urcorner>(b, p), ivec{u, right}));
        all(equal(b, on<op::llcorner>(b, p), ivec{l, left}));
        all(equal(b, on<op::lrcorner>(b, p), ivec{l, right}));
        all(equal(b, on<op::shape>(b, p), ivec{l - u + 1, right - left + 1}));
        all(on<op::contained>(b, on<op::center>(b, p), back));
        all(equal(b, on<op::centerofmass>(b, border), on<op::centerofmass>(b, back)) || h < 3 ||
            w < 3 || h % 2 == 0 || w % 2 == 0);
        all(on<op::square>(b, back) == (h == w));
        all(on<op::square>(b, places) == (h == w && on<op::size>(b, gaps) == 0));
        all(on<op::hline>(b, places) == (h == 1 && on<op::size>(b, gaps) == 0));
        return all.broken();
    }
};

struct related : law<2> {
    static BATT_FN int eval(auto& b, const auto& p, const auto& q) {
        parts all;
        all(on<op::hmatching>(b, p, q) == on<op::hmatching>(b, q, p));
        all(on<op::vmatching>(b, p, q) == on<op::vmatching>(b, q, p));
        const integer distance = on<op::manhattan>(b, p, q);
        all(distance == on<op::manhattan>(b, q, p));
        const auto common =
            on<op::intersection>(b, on<op::toindices>(b, p), on<op::toindices>(b, q));
        all((distance == 0) == (on<op::size>(b, common) > 0));
        all(on<op::manhattan>(b, p, p) == 0);
        all(on<op::adjacent>(b, p, q) == (distance == 1));
        all(on<op::hmatching>(b, p, on<op::shift>(b, p, ivec{0, 7})));
        all(on<op::vmatching>(b, p, on<op::shift>(b, p, ivec{-7, 0})));
        all(distance > 0 || (on<op::hmatching>(b, p, q) && on<op::vmatching>(b, p, q)));
        const ivec from = on<op::center>(b, p), to = on<op::center>(b, q);
        const ivec way = on<op::position>(b, p, q);
        if (!equal(b, from, to))
            all(equal(b, way, on<op::sign>(b, on<op::subtract>(b, to, from))));
        else
            all(equal(b, way, ivec{0, -1}));
        const ivec steps = on<op::gravitate>(b, p, q);
        const integer n = on<op::maximum>(b, on<op::multiply>(b, steps, on<op::sign>(b, steps)));
        all(on<op::adjacent>(b, on<op::shift>(b, p, steps), q) || n == 42);
        all((n == 0) == on<op::adjacent>(b, p, q));
        all((steps.i != 0) == (n > 0 && on<op::vmatching>(b, p, q)));
        return all.broken();
    }
};

struct lines : law<2> {
    static BATT_FN int eval(auto& b, const auto& v, const auto& w) {
        parts all;
        const auto line = on<op::connect>(b, v, w);
        all(equal(b, line, on<op::connect>(b, w, v)));
        if (on<op::size>(b, line) > 0) {
            const ivec d = on<op::subtract>(b, w, v);
            all(on<op::size>(b, line) ==
                1 + on<op::maximum>(b, on<op::multiply>(b, d, on<op::sign>(b, d))));
            all(on<op::contained>(b, v, line) && on<op::contained>(b, w, line));
            all(equal(b, line,
                      on<op::connect>(b, on<op::ulcorner>(b, line), on<op::lrcorner>(b, line))) ||
                equal(b, line,
                      on<op::connect>(b, on<op::urcorner>(b, line), on<op::llcorner>(b, line))));
        }
        const ivec d = on<op::sign>(b, w);
        const auto ray = on<op::shoot>(b, v, d);
        all(equal(b, ray, on<op::connect>(b, v, on<op::add>(b, v, on<op::multiply>(b, 42, d)))));
        all(on<op::size>(b, ray) == (equal(b, d, ivec{0, 0}) ? 1 : 43));
        const auto around = on<op::neighbors>(b, v);
        all(equal(b, around,
                  on<op::combine>(b, on<op::dneighbors>(b, v), on<op::ineighbors>(b, v))));
        all(equal(b, around, on<op::outbox>(b, on<op::initset>(b, v))));
        all(equal(b, around, on<op::inbox>(b, on<op::initset>(b, v))));
        all(on<op::size>(b, around) == 8);
        all(equal(b, on<op::mapply>(b, function<op::dneighbors>{}, on<op::initset>(b, v)),
                  on<op::dneighbors>(b, v)));
        all(on<op::manhattan>(b, on<op::dneighbors>(b, v), on<op::initset>(b, v)) == 1);
        all(on<op::manhattan>(b, on<op::ineighbors>(b, v), on<op::initset>(b, v)) == 2);
        const auto row = on<op::hfrontier>(b, v), column = on<op::vfrontier>(b, v);
        all(on<op::size>(b, row) == 30 && on<op::hline>(b, row));
        all(on<op::size>(b, column) == 30 && on<op::vline>(b, column));
        const ivec transposed{on<op::last>(b, v), on<op::first>(b, v)};
        all(equal(b, on<op::normalize>(b, on<op::dmirror>(b, row)),
                  on<op::normalize>(b, on<op::vfrontier>(b, transposed))));
        return all.broken();
    }
};

struct coloured : law<2> {
    static BATT_FN int eval(auto& b, const auto& o, integer k) {
        parts all;
        k = k < 1 || k > 4 ? 2 : k;
        const auto places = on<op::toindices>(b, o);
        const auto one = on<op::recolor>(b, 3, o);
        all(equal(b, on<op::toindices>(b, one), places));
        all(equal(b, one, on<op::recolor>(b, 3, places)));
        all(on<op::numcolors>(b, o) == on<op::size>(b, on<op::palette>(b, o)));
        const auto large = on<op::upscale>(b, o, k);
        all(on<op::size>(b, large) == k * k * on<op::size>(b, o));
        all(equal(b, on<op::shape>(b, large), on<op::multiply>(b, k, on<op::shape>(b, o))));
        all(equal(b, on<op::upscale>(b, o, 1), o));
        all(on<op::hperiod>(b, o) == on<op::hperiod>(b, on<op::normalize>(b, o)));
        if (on<op::size>(b, o) == 0) return all.broken();
        all(on<op::color>(b, one) == 3 && on<op::mostcolor>(b, one) == 3);
        all(on<op::color>(b, o) == on<op::minimum>(b, on<op::palette>(b, o)));
        all(on<op::color>(b, o) == on<op::first>(b, on<op::first>(b, o)));
        all(equal(b, on<op::ulcorner>(b, large), on<op::ulcorner>(b, o)));
        all(equal(b, on<op::normalize>(b, large), on<op::upscale>(b, on<op::normalize>(b, o), k)));
        all(on<op::hperiod>(b, o) == on<op::vperiod>(b, on<op::dmirror>(b, o)));
        // only mirrors along the other axis: a patch with gaps may repeat to the right and not to
        // the left
        all(on<op::hperiod>(b, o) == on<op::hperiod>(b, on<op::hmirror>(b, o)));
        all(on<op::vperiod>(b, o) == on<op::vperiod>(b, on<op::vmirror>(b, o)));
        all(on<op::hperiod>(b, o) <= on<op::width>(b, o));
        return all.broken();
    }
};

TEST_CASE("patches moved") {
    check_law<moved, type::indices, type::ivec>(10);
    check_law<moved, type::object, type::ivec>(10);
    check_law<moved, type::univalued, type::ivec>(10);
}

TEST_CASE("boxes and corners") {
    check_law<boxes, type::indices>();
    check_law<boxes, type::object>();
}

TEST_CASE("relations") {
    check_law<related, type::indices, type::indices>(40);
    check_law<related, type::object, type::univalued>(40);
}

TEST_CASE("lines and neighbours") { check_law<lines, type::ivec, type::ivec>(15); }

TEST_CASE("objects recoloured, scaled, repeating") {
    check_law<coloured, type::object, type::integer>();
    check_law<coloured, type::univalued, type::integer>();
}

} // namespace batt::testing
BATT_HOST_CALLS_END
