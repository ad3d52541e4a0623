// Laws of arithmetic and logic: wrapped integers are a ring, ivecs are computed by components.
#include "support/law.hpp"

BATT_HOST_CALLS_BEGIN
namespace batt::testing {

struct ring : law<3> {
    static BATT_FN int eval(auto& b, const auto& x, const auto& y, const auto& z) {
        parts all;
        const auto sum = on<op::add>(b, x, y);
        all(equal(b, sum, on<op::add>(b, y, x)));
        all(equal(b, on<op::add>(b, sum, z), on<op::add>(b, x, on<op::add>(b, y, z))));
        const auto product = on<op::multiply>(b, x, y);
        all(equal(b, product, on<op::multiply>(b, y, x)));
        all(equal(b, on<op::multiply>(b, product, z),
                  on<op::multiply>(b, x, on<op::multiply>(b, y, z))));
        all(equal(b, on<op::multiply>(b, sum, z),
                  on<op::add>(b, on<op::multiply>(b, x, z), on<op::multiply>(b, y, z))));
        all(equal(b, on<op::subtract>(b, x, y), on<op::add>(b, x, on<op::invert>(b, y))));
        all(equal(b, on<op::subtract>(b, sum, y), on<op::add>(b, x, on<op::multiply>(b, 0, y))));
        return all.broken();
    }
};

struct unary : law<1> {
    static BATT_FN int eval(auto& b, const auto& x) {
        parts all;
        all(equal(b, on<op::invert>(b, on<op::invert>(b, x)), on<op::add>(b, x, 0)));
        all(equal(b, on<op::double_>(b, x), on<op::add>(b, x, x)));
        all(equal(b, on<op::double_>(b, x), on<op::multiply>(b, 2, x)));
        all(equal(b, on<op::halve>(b, x), on<op::divide>(b, x, 2)));
        all(equal(b, on<op::increment>(b, x), on<op::add>(b, 1, x)));
        all(equal(b, on<op::decrement>(b, x), on<op::subtract>(b, x, 1)));
        all(equal(b, on<op::decrement>(b, on<op::increment>(b, x)), on<op::add>(b, x, 0)));
        all(equal(b, on<op::crement>(b, x), on<op::add>(b, x, on<op::sign>(b, x))));
        all(equal(b, on<op::sign>(b, on<op::sign>(b, x)), on<op::sign>(b, x)));
        all(equal(b, on<op::divide>(b, x, 1), on<op::add>(b, x, 0)));
        return all.broken();
    }
};

struct integers : law<2> {
    static BATT_FN int eval(auto& b, integer x, integer y) {
        parts all;
        const integer half = on<op::halve>(b, x);
        const integer rest = on<op::subtract>(b, x, on<op::double_>(b, half));
        all(rest == (on<op::even>(b, x) ? 0 : 1));
        all(on<op::positive>(b, x) == on<op::greater>(b, x, 0));
        all(on<op::positive>(b, x) == (on<op::sign>(b, x) == 1));
        all(!(on<op::greater>(b, x, y) && on<op::greater>(b, y, x)));
        all(on<op::greater>(b, x, y) || on<op::greater>(b, y, x) || equal(b, x, y));
        if (y == 0) return all.broken();
        // x = y * quotient + remainder, where the remainder lies between 0 and y and is not y
        const integer left =
            on<op::subtract>(b, x, on<op::multiply>(b, y, on<op::divide>(b, x, y)));
        all(y > 0 ? left >= 0 && left < y : left <= 0 && left > y);
        return all.broken();
    }
};

struct components : law<2> {
    static BATT_FN int eval(auto& b, const auto& v, const auto& w) {
        parts all;
        const integer vi = on<op::first>(b, v), vj = on<op::last>(b, v);
        const integer wi = on<op::first>(b, w), wj = on<op::last>(b, w);
        all(equal(b, on<op::add>(b, on<op::toivec>(b, vi), on<op::tojvec>(b, vj)), v));
        all(equal(b, on<op::astuple>(b, vi, vj), v));
        all(equal(b, on<op::multiply>(b, v, w),
                  on<op::astuple>(b, on<op::multiply>(b, vi, wi), on<op::multiply>(b, vj, wj))));
        all(equal(b, on<op::subtract>(b, v, w),
                  on<op::astuple>(b, on<op::subtract>(b, vi, wi), on<op::subtract>(b, vj, wj))));
        all(equal(b, on<op::subtract>(b, vi, w),
                  on<op::astuple>(b, on<op::subtract>(b, vi, wi), on<op::subtract>(b, vi, wj))));
        all(equal(b, on<op::crement>(b, v), on<op::apply>(b, function<op::crement>{}, v)));
        all(equal(b, on<op::halve>(b, v), on<op::apply>(b, function<op::halve>{}, v)));
        return all.broken();
    }
};

struct truth : law<2> {
    static BATT_FN int eval(auto& b, bool x, bool y) {
        parts all;
        const auto no = [&](bool v) { return on<op::flip>(b, v); };
        all(no(no(x)) == x);
        all(no(on<op::both>(b, x, y)) == on<op::either>(b, no(x), no(y)));
        all(no(on<op::either>(b, x, y)) == on<op::both>(b, no(x), no(y)));
        all(on<op::both>(b, x, on<op::either>(b, x, y)) == x);
        all(on<op::branch>(b, x, 1, 2) == (x ? 1 : 2));
        return all.broken();
    }
};

using I = type::integer;
using V = type::ivec;

TEST_CASE("numbers are a ring") {
    check_law<ring, I, I, I>();
    check_law<ring, V, V, V>(10);
    check_law<ring, I, V, type::boolean>(10);
    check_law<unary, I>();
    check_law<unary, V>(10);
    check_law<unary, type::boolean>();
    check_law<integers, I, I>();
}

TEST_CASE("ivecs are computed by components") { check_law<components, V, V>(10); }

TEST_CASE("truth values") { check_law<truth, type::boolean, type::boolean>(); }

} // namespace batt::testing
BATT_HOST_CALLS_END
