// Laws of colours: counts add up, places of colours partition a grid, exchanges can be undone.
#include "support/law.hpp"

BATT_HOST_CALLS_BEGIN
namespace batt::testing {

struct colours : law<3> {
    static BATT_FN int eval(auto& b, const auto& g, integer from, integer to) {
        parts all;
        from = color_of(from);
        to = color_of(to);
        const integer cells = on<op::height>(b, g) * on<op::width>(b, g);
        const auto whole = on<op::asobject>(b, g);
        const auto palette = on<op::palette>(b, g);
        integer sum = 0;
        auto places = on<op::ofcolor>(b, g, -1);
        for (integer c = -1; c <= 14; ++c) {
            const integer n = on<op::colorcount>(b, g, c);
            const auto here = on<op::ofcolor>(b, g, c);
            sum += n;
            places = on<op::combine>(b, places, here);
            all(on<op::size>(b, here) == n && n == on<op::colorcount>(b, whole, c));
            all(on<op::contained>(b, c, palette) == (n > 0));
        }
        all(sum == cells);
        all(equal(b, places, on<op::asindices>(b, g)));
        all(equal(b, palette, on<op::palette>(b, whole)));
        all(on<op::numcolors>(b, g) == on<op::size>(b, palette));
        if (cells > 0) {
            const integer most = on<op::mostcolor>(b, g), least = on<op::leastcolor>(b, g);
            all(most == on<op::mostcolor>(b, whole) && least == on<op::leastcolor>(b, whole));
            all(on<op::colorcount>(b, g, most) >= on<op::colorcount>(b, g, from));
            all(on<op::colorcount>(b, g, least) <= on<op::colorcount>(b, g, most));
            all(on<op::color>(b, whole) == on<op::minimum>(b, palette));
        }
        const auto replaced = on<op::replace>(b, g, from, to);
        if (cells > 0) all(equal(b, replaced, on<op::fill>(b, g, to, on<op::ofcolor>(b, g, from))));
        if (on<op::colorcount>(b, g, to) == 0)
            all(equal(b, on<op::replace>(b, replaced, to, from), g));
        const auto switched = on<op::switch_>(b, g, from, to);
        all(equal(b, on<op::switch_>(b, switched, from, to), g));
        all(equal(b, on<op::switch_>(b, g, to, from), switched));
        all(equal(b, on<op::ofcolor>(b, switched, to), on<op::ofcolor>(b, g, from)));
        return all.broken();
    }

    static BATT_FN integer color_of(integer c) { return c < -1 || c > 14 ? 5 : c; }
};

using I = type::integer;

TEST_CASE("colours") { check_law<colours, type::grid, I, I>(); }

} // namespace batt::testing
BATT_HOST_CALLS_END
