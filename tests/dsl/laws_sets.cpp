// Laws of sets: union and intersection.
#include "support/law.hpp"

BATT_HOST_CALLS_BEGIN
namespace batt::testing {

struct set_algebra : law<3> {
    static BATT_FN int eval(auto& m, const auto& a, const auto& b, const auto& c) {
        parts all;
        const auto either = on<op::combine>(m, a, b);
        const auto both = on<op::intersection>(m, a, b);
        all(equal(m, on<op::combine>(m, a, a), a));
        all(equal(m, on<op::intersection>(m, a, a), a));
        all(equal(m, either, on<op::combine>(m, b, a)));
        all(equal(m, both, on<op::intersection>(m, b, a)));
        all(equal(m, on<op::combine>(m, a, both), a));
        all(equal(m, on<op::intersection>(m, a, either), a));
        all(on<op::size>(m, either) ==
            on<op::size>(m, a) + on<op::size>(m, b) - on<op::size>(m, both));
        all(equal(m, on<op::combine>(m, either, c),
                  on<op::combine>(m, a, on<op::combine>(m, b, c))));
        all(equal(m, on<op::intersection>(m, both, c),
                  on<op::intersection>(m, a, on<op::intersection>(m, b, c))));
        all(equal(
            m, on<op::intersection>(m, either, c),
            on<op::combine>(m, on<op::intersection>(m, a, c), on<op::intersection>(m, b, c))));
        return all.broken();
    }
};

using ints = type::set<type::integer>;
using objects = type::set<type::object>;

TEST_CASE("set algebra") {
    check_law<set_algebra, type::indices, type::indices, type::indices>();
    check_law<set_algebra, type::object, type::object, type::object>();
    check_law<set_algebra, ints, ints, ints>();
    check_law<set_algebra, objects, objects, objects>();
}

} // namespace batt::testing
BATT_HOST_CALLS_END
