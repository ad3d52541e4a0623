// The constants, tested by what programs compute from them.
#include <batt/batt.hpp>
#include <doctest/doctest.h>

using namespace batt;

namespace batt::solvers {

/// The value of n: a program makes a grid of n + 3 rows.
template <class N>
int height_of(const N& n) {
    const auto p = solver(O = canvas(ZERO, astuple(add(n, THREE), ONE)));
    const auto g = p(grid{{0}});
    return g ? g->height() - 3 : -1000;
}

/// The value of v: a program makes a grid with the extents v + 2.
template <class V>
ivec extents_of(const V& v) {
    const auto p = solver(O = canvas(ZERO, add(v, TWO_BY_TWO)));
    const auto g = p(grid{{0}});
    return g ? ivec{g->height() - 2, g->width() - 2} : ivec{-1000, 0};
}

template <class B>
bool truth_of(const B& b) {
    const auto p = solver(O = branch(both(b, b), canvas(ONE, UNITY), canvas(ZERO, UNITY)));
    const auto g = p(grid{{0}});
    return g && (*g)(0, 0) == 1;
}

} // namespace batt::solvers

TEST_CASE("constants") {
    using namespace batt::dsl;
    using namespace batt::solvers;
    CHECK(truth_of(T));
    CHECK(!truth_of(F));
    CHECK(height_of(NEG_TWO) == -2);
    CHECK(height_of(NEG_ONE) == -1);
    CHECK(height_of(ZERO) == 0);
    CHECK(height_of(ONE) == 1);
    CHECK(height_of(TWO) == 2);
    CHECK(height_of(THREE) == 3);
    CHECK(height_of(FOUR) == 4);
    CHECK(height_of(FIVE) == 5);
    CHECK(height_of(SIX) == 6);
    CHECK(height_of(SEVEN) == 7);
    CHECK(height_of(EIGHT) == 8);
    CHECK(height_of(NINE) == 9);
    CHECK(height_of(TEN) == 10);
    CHECK(extents_of(DOWN) == ivec{1, 0});
    CHECK(extents_of(RIGHT) == ivec{0, 1});
    CHECK(extents_of(UP) == ivec{-1, 0});
    CHECK(extents_of(LEFT) == ivec{0, -1});
    CHECK(extents_of(ORIGIN) == ivec{0, 0});
    CHECK(extents_of(UNITY) == ivec{1, 1});
    CHECK(extents_of(NEG_UNITY) == ivec{-1, -1});
    CHECK(extents_of(UP_RIGHT) == ivec{-1, 1});
    CHECK(extents_of(DOWN_LEFT) == ivec{1, -1});
    CHECK(extents_of(ZERO_BY_TWO) == ivec{0, 2});
    CHECK(extents_of(TWO_BY_ZERO) == ivec{2, 0});
    CHECK(extents_of(TWO_BY_TWO) == ivec{2, 2});
    CHECK(extents_of(THREE_BY_THREE) == ivec{3, 3});
}
