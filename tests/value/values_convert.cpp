// Every conversion of a value into another view: the machines against the reference.
#include "support/check.hpp"

namespace batt {

namespace op {

/// v as a value of static type To.
template <class To>
struct seen_as : parameters<kind::any> {
    using result = To;

    template <class M, class V>
    static BATT_FN value::of<M, To> eval(M& m, const V& v) {
        return value::convert<To>(m, v);
    }
};

} // namespace op

template <class To>
struct reference::definition<op::seen_as<To>> {
    static auto call(const auto& v) {
        if constexpr (std::is_same_v<To, batt::type::indices> &&
                      std::is_same_v<decltype(v), const object&>) {
            storage<ivec> places;
            for (const cell& x : v) places.push_back(x.second);
            return indices(places);
        } else {
            definition_machine b;
            return by_definition::convert<To>(b, v);
        }
    }
};

namespace testing {

template <class To, class... From>
static void check_conversions() {
    (check_random<op::seen_as<To>, From>(), ...);
}

template <class A, class B>
using pair = type::pair<A, B>;
template <class T>
using tuple = type::tuple<T>;
template <class T>
using set = type::set<T>;
using type::boolean;
using type::integer;
using location = type::ivec;
using coloured = type::cell;
/// Works as a location.
using flags = pair<boolean, boolean>;

TEST_CASE("scalars and pairs") {
    check_conversions<integer, boolean>();
    check_conversions<location, pair<integer, boolean>, pair<boolean, boolean>>();
    check_conversions<tuple<integer>, location, tuple<boolean>, pair<boolean, boolean>>();
    check_conversions<pair<type::object, integer>, pair<type::univalued, boolean>>();
}

TEST_CASE("patches and sequences") {
    check_conversions<type::object, type::univalued, tuple<coloured>, pair<coloured, coloured>>();
    check_conversions<type::indices, type::object, tuple<location>, pair<location, location>>();
    check_conversions<tuple<location>, type::indices, tuple<flags>, pair<location, flags>>();
    check_conversions<tuple<coloured>, type::object, type::univalued>();
    check_conversions<type::indices, set<flags>, tuple<flags>, pair<flags, location>>();
    check_conversions<type::object, set<pair<boolean, location>>, tuple<pair<integer, flags>>,
                      pair<pair<boolean, flags>, coloured>>();
}

TEST_CASE("grids and rows") {
    check_conversions<type::grid, tuple<tuple<integer>>, tuple<tuple<boolean>>, tuple<location>>();
    check_conversions<type::grid, pair<tuple<integer>, tuple<integer>>, tuple<flags>>();
    check_conversions<type::grid, pair<location, location>, pair<tuple<integer>, location>,
                      pair<flags, tuple<boolean>>>();
    check_conversions<tuple<tuple<integer>>, type::grid>();
}

TEST_CASE("containers whose elements are converted") {
    check_conversions<set<integer>, set<boolean>, tuple<integer>>();
    check_conversions<set<type::object>, set<type::univalued>, tuple<type::univalued>>();
    check_conversions<tuple<tuple<type::object>>, tuple<tuple<type::univalued>>>();
}

TEST_CASE("rows that are no grid") {
    using rows = reference::tuple<reference::tuple<batt::integer>>;
    CHECK(evaluate<op::seen_as<type::grid>, tuple<tuple<integer>>>(rows{{1, 2}, {3}}) ==
          status::domain);
    CHECK(evaluate<op::seen_as<type::grid>, tuple<tuple<integer>>>(rows{{1, 15}}) ==
          status::domain);
    CHECK(evaluate<op::seen_as<type::grid>, tuple<tuple<integer>>>(rows{{14, -1}}) ==
          grid_of({{14, -1}}));
    CHECK(evaluate<op::seen_as<type::grid>, tuple<tuple<integer>>>(rows{}) == reference::grid());
}

} // namespace testing
} // namespace batt
