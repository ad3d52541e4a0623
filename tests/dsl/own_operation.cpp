// A user's own operations: used in programs like any other, on the machines and by definition.
#include "support/only.hpp"
#include "support/run_program.hpp"
#include <mine/tint.hpp>

// In a namespace of the user's own, as tint and only are.
namespace mine {

using namespace batt;

/// twice(f, x): f(f(x)), for any function that takes what it gives.
struct twice_operation : parameters<kind::function, kind::any> {
    template <class F, class T>
        requires std::is_same_v<call_t<F, T>, T>
    static T rule(F, T);

    template <class M, class F, class V>
    static BATT_FN auto eval(M& m, const F& f, const V& x) {
        return call(m, f, call(m, f, x));
    }
};
BATT_CONSTANT operation<twice_operation> twice{};

/// darken(g) -> grid: black wherever g is not. It has no definition.
struct darken_operation : parameters<kind::grid> {
    using result = type::grid;

    template <class M>
    static BATT_FN value::grid<M> eval(M& m, const value::grid<M>& g) {
        value::grid<M> out = g;
        value::put_color(m, out, value::area(m, g), 0);
        return out;
    }
};
BATT_CONSTANT operation<darken_operation> darken{};

} // namespace mine

namespace batt::reference {

template <>
struct definition<mine::twice_operation> {
    static auto call(const auto& f, const auto& x) { return f(f(x)); }
};

} // namespace batt::reference

namespace batt::solvers {

using mine::darken;
using mine::only;
using mine::tint;
using mine::twice;
using namespace testing;

TEST_CASE("a user's own operation in a program") {
    const grid g{{0, 1, 2}, {3, 0, 0}};
    CHECK(run(solver(O = tint(I, FIVE)), g) == grid{{0, 5, 5}, {5, 0, 0}});
    CHECK(run(solver(x1 = mostcolor(I), x2 = increment(x1), O = tint(vmirror(I), x2)), g) ==
          grid{{1, 1, 0}, {0, 0, 1}});
}

TEST_CASE("a user's own operation as a function value") {
    const grid g{{0, 1, 2}, {3, 0, 0}};
    CHECK(run(solver(x1 = rbind(tint, TWO), x2 = compose(x1, hmirror), O = x2(I)), g) ==
          grid{{2, 0, 0}, {0, 2, 2}});
    CHECK(run(solver(x1 = fork(hconcat, identity, identity), O = twice(x1, I)), grid{{0, 7}}) ==
          grid{{0, 7, 0, 7, 0, 7, 0, 7}});
    CHECK(run(solver(O = twice(rot90, I)), g) == grid{{0, 0, 3}, {2, 1, 0}});
    CHECK(run(solver(x1 = branch(portrait(I), rbind(tint, ONE), rbind(tint, TWO)), O = x1(I)), g) ==
          grid{{0, 2, 2}, {2, 0, 0}});
}

TEST_CASE("a user's own operation fails like any other") {
    const grid g{{0, 1}, {0, 0}};
    CHECK(run(solver(x1 = multiply(TEN, TWO), O = tint(I, x1)), g) == failed(status::domain, 2));
    CHECK(run(solver(x1 = multiply(TEN, TWO), O = tint(I, x1)), grid(2, 2)) == grid(2, 2));
    constexpr auto p = solver(x1 = objects(I, T, F, T), x2 = only(x1), O = fill(I, FIVE, x2));
    CHECK(run(p, g) == grid{{0, 5}, {0, 0}});
    CHECK(run(p, grid{{0, 1}, {2, 0}}) == failed(status::domain, 2));
    CHECK(run(p, grid(3, 3)) == failed(status::domain, 2));
}

TEST_CASE("without a definition there is no tier after the last") {
    constexpr auto p = solver(x1 = upscale(I, THREE), x2 = compose(darken, hmirror), x3 = x2(x1),
                              O = downscale(x3, THREE));
    using darkened = std::remove_const_t<decltype(p)>;
    CHECK(on_machine<darkened>(grid{{1, 2}}) == grid(1, 2));
    CHECK(on_reference<darkened>(grid{{1, 2}}) == failed(status::capacity, 3));
    CHECK(p(grid{{1, 2}}) == grid(1, 2));
    CHECK(p(grid(11, 1)).error().why() == status::capacity);
    CHECK(p(grid(11, 1)).error().statement() == 3);
    CHECK(darken(grid{{1, 2}}) == grid(1, 2));
    CHECK(darken(grid(100, 1)).error().why() == status::capacity);
    mega_batch<darkened> executor;
    const auto report = executor.run(batch(std::vector<grid>{{{1, 2}}, grid(11, 1)}));
    REQUIRE(report.has_value());
    CHECK(report->verdicts[0].ok());
    CHECK(report->verdicts[1] == verdict(status::capacity, 3));
}

TEST_CASE("a wrong call of a user's own operation") {
    CHECK(run(lenient_solver(x1 = twice(size, I), O = I), grid(1, 1)) == grid(1, 1));
    CHECK(run(lenient_solver(O = tint(I, I)), grid(1, 1)) == failed(status::type, 1));
}

} // namespace batt::solvers
