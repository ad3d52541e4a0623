// Laws of sets: differences.
#include "support/law.hpp"

BATT_HOST_CALLS_BEGIN
namespace batt::testing {

struct differences : law<3> {
    static BATT_FN int eval(auto& m, const auto& a, const auto& b, const auto& c) {
        parts all;
        const auto both = on<op::intersection>(m, a, b);
        const auto rest = on<op::difference>(m, a, b), without_c = on<op::difference>(m, a, c);
        all(on<op::size>(m, on<op::difference>(m, a, a)) == 0);
        all(equal(m, on<op::combine>(m, rest, both), a));
        all(on<op::size>(m, on<op::intersection>(m, rest, b)) == 0);
        all(equal(m, rest, on<op::difference>(m, a, both)));
        all(equal(m, on<op::difference>(m, a, on<op::combine>(m, b, c)),
                  on<op::intersection>(m, rest, without_c)));
        all(equal(m, on<op::difference>(m, a, on<op::intersection>(m, b, c)),
                  on<op::combine>(m, rest, without_c)));
        return all.broken();
    }
};

using ints = type::set<type::integer>;
using objects = type::set<type::object>;

TEST_CASE("differences") {
    check_law<differences, type::indices, type::indices, type::indices>();
    check_law<differences, type::object, type::object, type::object>();
    check_law<differences, ints, ints, ints>();
    check_law<differences, objects, objects, objects>();
}

} // namespace batt::testing
BATT_HOST_CALLS_END
