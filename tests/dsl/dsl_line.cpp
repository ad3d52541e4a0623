// Lines: straight and diagonal ones of any length, also where no window can hold them.
#include "support/check.hpp"
#include <batt/dsl/line.hpp>

using namespace batt;
using namespace batt::testing;

static const ivec nowhere = ivec::no_location();

TEST_CASE("connect") {
    using reference::indices;
    const auto connect = [](ivec a, ivec b) {
        return evaluate<op::connect, type::ivec, type::ivec>(a, b);
    };
    CHECK(connect({2, 3}, {2, 3}) == indices{{2, 3}});
    CHECK(connect({2, 3}, {2, 1}) == indices{{2, 1}, {2, 2}, {2, 3}});
    CHECK(connect({-1, 3}, {1, 3}) == indices{{-1, 3}, {0, 3}, {1, 3}});
    CHECK(connect({2, 3}, {0, 1}) == indices{{0, 1}, {1, 2}, {2, 3}});
    CHECK(connect({2, 1}, {0, 3}) == indices{{0, 3}, {1, 2}, {2, 1}});
    CHECK(connect({0, 0}, {1, 2}) == indices{});
    CHECK(connect({-2147483647, 0}, {2147483647, 5}) == indices{});
    CHECK(connect({-2147483647, 0}, {2147483647, 0}) == status::capacity);
    CHECK(connect({40000, 0}, {40000, 0}) == status::capacity);
    CHECK(connect(nowhere, {0, 0}) == status::empty);
    CHECK(connect({0, 0}, nowhere) == status::empty);
    check_random<op::connect, type::ivec, type::ivec>();
    check_random<op::connect, type::ivec, type::pair<type::integer, type::boolean>>();
}

TEST_CASE("connect from every place to every place around it") {
    using C = combination<type::named<op::connect>, type::ivec, type::ivec>;
    std::vector<std::vector<int>> cases;
    std::vector<answer_numbers> expected;
    for (int n : {1, 2, 30, 31, 32, 33, 63, 64})
        for (int di : {-1, 0, 1})
            for (int dj : {-1, 0, 1})
                for (int i : {-50, -1, 0, 1, 31, 62})
                    for (int j : {-40, 0, 30}) {
                        cases.push_back({i, j, i + n * di, j + n * dj});
                        expected.push_back(C::on_reference(cases.back()));
                    }
    const tally t = compare_machines<C>(cases, expected);
    CHECK_MESSAGE(t.wrong == 0, t.first);
    CHECK(t.too_large == 0);
}

TEST_CASE("shoot") {
    using reference::indices;
    const auto shoot = [](ivec a, ivec d) {
        return evaluate<op::shoot, type::ivec, type::ivec>(a, d);
    };
    CHECK(shoot({4, 5}, {0, 0}) == indices{{4, 5}});
    CHECK(shoot({4, 5}, {1, 2}) == indices{});
    CHECK(shoot({4, 5}, {-1, 1}).value.size() == 43);
    CHECK(shoot({4, 5}, {2, 2}).value.size() == 85);
    CHECK(shoot({4, 5}, {900, 0}) == status::capacity);
    CHECK(shoot({4, 5}, {2147483647, 0}) == status::capacity);
    CHECK(shoot(nowhere, {1, 0}) == status::empty);
    CHECK(shoot({0, 0}, nowhere) == status::empty);
    check_random<op::shoot, type::ivec, type::ivec>();
}

TEST_CASE("hfrontier and vfrontier") {
    CHECK(evaluate<op::hfrontier, type::ivec>({-7, 99999}).value.size() == 30);
    CHECK(evaluate<op::hfrontier, type::ivec>({99999, 0}) == status::capacity);
    CHECK(evaluate<op::hfrontier, type::ivec>(nowhere) == status::empty);
    CHECK(evaluate<op::vfrontier, type::ivec>({99999, 70}).value.size() == 30);
    CHECK(evaluate<op::vfrontier, type::ivec>(nowhere) == status::empty);
    check_random<op::hfrontier, type::ivec>();
    check_random<op::vfrontier, type::ivec>();
}
