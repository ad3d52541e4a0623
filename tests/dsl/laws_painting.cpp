// Laws of painting: what is cut out and painted back, and where fill and its relatives agree.
#include "support/law.hpp"

BATT_HOST_CALLS_BEGIN
namespace batt::testing {

struct painted : law<4> {
    static BATT_FN int eval(auto& b, const auto& g, const auto& p, const auto& o, integer c) {
        parts all;
        c = c < -1 || c > 14 ? 5 : c;
        const auto whole = on<op::asobject>(b, g);
        all(equal(b, on<op::paint>(b, g, whole), g));
        const auto blank = on<op::canvas>(b, c, on<op::shape>(b, g));
        all(equal(b, on<op::paint>(b, blank, whole), g));
        all(on<op::size>(b, on<op::palette>(b, blank)) <= 1);
        const auto filled = on<op::fill>(b, g, c, p);
        all(equal(b, filled, on<op::paint>(b, g, on<op::recolor>(b, c, p))));
        all(equal(b, on<op::fill>(b, filled, c, p), filled));
        const auto inside =
            on<op::intersection>(b, on<op::toindices>(b, p), on<op::asindices>(b, g));
        all(equal(b, filled, on<op::fill>(b, g, c, inside)));
        all(on<op::colorcount>(b, filled, c) >= on<op::size>(b, inside));
        const auto part = on<op::toobject>(b, p, g);
        all(equal(b, on<op::toindices>(b, part), inside));
        all(equal(b, on<op::paint>(b, filled, part), g));
        all(on<op::size>(b, on<op::difference>(b, part, whole)) == 0);
        const integer back = on<op::mostcolor>(b, g);
        const auto free =
            on<op::intersection>(b, on<op::toindices>(b, p), on<op::ofcolor>(b, g, back));
        all(equal(b, on<op::underfill>(b, g, c, p), on<op::fill>(b, g, c, free)));
        all(equal(b, on<op::underpaint>(b, g, on<op::recolor>(b, c, p)),
                  on<op::underfill>(b, g, c, p)));
        all(equal(b, on<op::cover>(b, g, p), on<op::fill>(b, g, back, p)));
        all(equal(b, on<op::move>(b, g, o, ivec{1, -2}),
                  on<op::paint>(b, on<op::cover>(b, g, o), on<op::shift>(b, o, ivec{1, -2}))));
        all(equal(b, on<op::paint>(b, on<op::paint>(b, g, o), o), on<op::paint>(b, g, o)));
        if (on<op::size>(b, inside) > 0) {
            all(equal(b, on<op::shape>(b, on<op::subgrid>(b, inside, g)),
                      on<op::shape>(b, inside)));
            all(on<op::index>(b, g, on<op::first>(b, inside)) ==
                on<op::color>(
                    b, on<op::toobject>(b, on<op::initset>(b, on<op::first>(b, inside)), g)));
            all(on<op::contained>(b, on<op::ulcorner>(b, part), on<op::occurrences>(b, g, part)));
            all(equal(b, on<op::occurrences>(b, g, part),
                      on<op::occurrences>(b, g, on<op::normalize>(b, part))));
        }
        all(equal(b, on<op::subgrid>(b, whole, g), g));
        return all.broken();
    }
};

using I = type::integer;

TEST_CASE("painting") { check_law<painted, type::grid, type::indices, type::object, I>(25); }

} // namespace batt::testing
BATT_HOST_CALLS_END
