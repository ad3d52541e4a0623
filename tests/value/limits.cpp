// The last tier at its limits: what value/limits.hpp allows works, what is larger has the status
// `capacity`, and nothing crashes or runs out of memory on the way.
#include <batt/dsl.hpp>
#include <batt/reference/machine/definition_machine.hpp>
#include <doctest/doctest.h>

namespace batt::testing {

using reference::grid;
using reference::indices;
using reference::object;
using integers = reference::tuple<integer>;
using integer_set = reference::set<integer>;

/// Op on values of the reference, as programs call it.
template <class Op, class... V>
static auto on(const V&... v) {
    reference::definition_machine b;
    return batt::call(b, value::named<Op>{}, v...);
}
/// The status of a call.
template <class F>
static status outcome(const F& f) {
    reference::definition_machine b;
    return b
        .attempt(1,
                 [&] {
                     f();
                     return failure{};
                 })
        .why();
}
template <class Op, class... V>
static status status_of(const V&... v) {
    return outcome([&] { on<Op>(v...); });
}

/// Colours without a pattern.
static grid mixed(integer h, integer w) {
    grid g(h, w);
    std::uint32_t x = 12345;
    for (integer i = 0; i < h; ++i)
        for (integer j = 0; j < w; ++j) {
            x = x * 1664525U + 1013904223U;
            g.at(i, j) = static_cast<integer>(x >> 28U) % 10;
        }
    return g;
}
static integers count_to(integer n) { return on<op::interval>(0, n, 1); }

TEST_CASE("grids of 1,024 x 1,024") {
    const grid g = mixed(1024, 1024);
    CHECK(on<op::dmirror>(on<op::dmirror>(g)) == g);
    CHECK(on<op::rot90>(on<op::rot270>(g)) == g);
    CHECK(on<op::upscale>(mixed(32, 32), 32).height() == 1024);
    CHECK(on<op::downscale>(on<op::upscale>(g, 2), 2) == g);
    CHECK(on<op::hconcat>(g, g).width() == 2048);
    CHECK(on<op::merge>(on<op::vsplit>(g, 512)) == g);
    CHECK(on<op::hsplit>(g, 1024).size() == 1024);
    CHECK(on<op::compress>(g) == g);
    CHECK(on<op::numcolors>(g) == 10);
    const object whole = on<op::asobject>(g);
    CHECK(whole.size() == 1024 * 1024);
    CHECK(on<op::paint>(on<op::canvas>(0, ivec{1024, 1024}), whole) == g);
    CHECK(on<op::toobject>(on<op::ofcolor>(g, 3), g).size() == on<op::ofcolor>(g, 3).size());
    CHECK(on<op::merge>(on<op::partition>(g)) == whole);
    CHECK(on<op::normalize>(on<op::shift>(whole, ivec{-900, 31000})) == whole);
    CHECK(on<op::occurrences>(g, on<op::toobject>(indices{{1000, 1000}, {1020, 1023}}, g)).size() >
          0);
    CHECK(on<op::backdrop>(indices{{0, 0}, {1023, 1023}}).size() == 1024 * 1024);
    const auto all =
        on<op::objects>(g, value::flag<true>{}, value::flag<false>{}, value::flag<false>{});
    CHECK(all.size() > 100000);
    CHECK(on<op::merge>(all) == whole);
    CHECK(on<op::size>(on<op::totuple>(g)) == 1024);
}

TEST_CASE("grids beyond the largest") {
    using reference::max_side;
    CHECK(on<op::canvas>(1, ivec{max_side, 1024}).height() == max_side);
    CHECK(status_of<op::canvas>(1, ivec{max_side + 1, 1}) == status::capacity);
    CHECK(status_of<op::canvas>(1, ivec{1, 2147483647}) == status::capacity);
    CHECK(status_of<op::canvas>(1, ivec{max_side, max_side}) == status::capacity);
    const grid wide(1024, max_side, 3), high(max_side, 1024, 3);
    CHECK(status_of<op::hconcat>(wide, wide) == status::capacity);
    CHECK(status_of<op::vconcat>(high, high) == status::capacity);
    CHECK(status_of<op::vconcat>(wide, wide) == status::capacity);
    CHECK(status_of<op::merge>(on<op::repeat>(high, 2)) == status::capacity);
    CHECK(status_of<op::combine>(high, high) == status::capacity);
    CHECK(status_of<op::upscale>(grid(32, 32), 65) == status::capacity);
    CHECK(status_of<op::upscale>(grid(1, 1), 2147483647) == status::capacity);
    CHECK(status_of<op::hupscale>(high, 5) == status::capacity);
    CHECK(status_of<op::vupscale>(wide, 2) == status::capacity);
    const auto rows = on<op::repeat>(on<op::repeat>(7, max_side), max_side);
    CHECK(status_of<op::vmirror>(rows) == status::capacity);
    CHECK(status_of<op::rot90>(on<op::repeat>(integers{}, max_side + 1)) == status::capacity);
    // as many grids as fit into one value, and one more
    CHECK(on<op::repeat>(grid(1024, 1024), 31).size() == 31);
    CHECK(status_of<op::repeat>(grid(1024, 1024), 32) == status::capacity);
    CHECK(status_of<op::hsplit>(wide, 2147483647) == status::capacity);
    CHECK(status_of<op::vsplit>(wide, 5000000) == status::capacity);
}

TEST_CASE("patches of 100,000 cells and more") {
    const object o = on<op::asobject>(mixed(316, 317));
    CHECK(o.size() > 100000);
    CHECK(on<op::upscale>(o, 6).size() == 36 * o.size());
    CHECK(status_of<op::upscale>(o, 7) == status::capacity);
    CHECK(status_of<op::upscale>(object{{1, {0, 0}}}, 2147483647) == status::capacity);
    CHECK(on<op::dmirror>(on<op::dmirror>(o)) == o);
    const object far = on<op::shift>(o, ivec{400, 0});
    CHECK(on<op::combine>(o, far).size() == 2 * o.size());
    CHECK(on<op::intersection>(o, far).size() == 0);
    CHECK(on<op::difference>(o, o).size() == 0);
    CHECK(on<op::manhattan>(o, far) == 400 - 315);
    CHECK(on<op::gravitate>(o, far) == ivec{42, 0});
    CHECK(on<op::delta>(o).size() == 0);
    CHECK(on<op::hperiod>(on<op::recolor>(3, o)) == 1);
    CHECK(on<op::connect>(ivec{-32768, 0}, ivec{32767, 0}).size() == 65536);
    const indices corners{{-32768, -32768}, {32767, 32767}};
    CHECK(on<op::box>(corners).size() == 4 * 65535);
    CHECK(status_of<op::outbox>(corners) == status::capacity);
    CHECK(status_of<op::backdrop>(corners) == status::capacity);
    CHECK(status_of<op::delta>(corners) == status::capacity);
    CHECK(status_of<op::normalize>(corners) == status::capacity);
    CHECK(status_of<op::shift>(o, ivec{32767, 0}) == status::capacity);
    CHECK(status_of<op::shift>(o, ivec{2147483647, 2147483647}) == status::capacity);
    CHECK(on<op::manhattan>(indices{{-32768, -32768}}, indices{{32767, 32767}}) == 131070);
}

TEST_CASE("a million pairs") {
    const integers thousand = count_to(1000);
    const integer_set distinct = on<op::combine>(integer_set{}, thousand);
    CHECK(on<op::product>(distinct, thousand).size() == 1000000);
    CHECK(on<op::product>(on<op::connect>(ivec{0, 0}, ivec{0, 999}), thousand).size() == 1000000);
    CHECK(on<op::prapply>(value::named<op::add>{}, distinct, distinct).size() == 1999);
    CHECK(on<op::prapply>(value::named<op::astuple>{}, thousand, thousand).size() == 1000000);
    CHECK(status_of<op::product>(count_to(3000), count_to(3000)) == status::capacity);
    const integers many = count_to(10000);
    CHECK(status_of<op::product>(many, many) == status::capacity);
    CHECK(status_of<op::prapply>(value::named<op::add>{}, many, many) == status::capacity);
    // many calls with few different results fit
    CHECK(on<op::prapply>(value::named<op::multiply>{}, many, on<op::repeat>(0, 1000)).size() == 1);
}

TEST_CASE("tuples of a million elements") {
    const integers t = count_to(1000000);
    CHECK(on<op::size>(t) == 1000000);
    CHECK(on<op::apply>(value::named<op::double_>{}, t).size() == 1000000);
    CHECK(on<op::papply>(value::named<op::add>{}, t, t)[999999] == 1999998);
    CHECK(on<op::pair>(t, t).size() == 1000000);
    CHECK(on<op::dedupe>(on<op::combine>(t, t)) == t);
    CHECK(on<op::order>(t, value::named<op::invert>{})[0] == 999999);
    CHECK(on<op::argmax>(t, value::named<op::sign>{}) == 1);
    CHECK(on<op::sfilter>(t, value::named<op::even>{}).size() == 500000);
    CHECK(on<op::mostcommon>(on<op::combine>(t, integers{77})) == 77);
    CHECK(on<op::merge>(on<op::repeat>(t, 3)).size() == 3000000);
    CHECK(on<op::repeat>(1, 4000000).size() == 4000000);
    CHECK(status_of<op::merge>(on<op::repeat>(t, 5)) == status::capacity);
    CHECK(status_of<op::repeat>(t, 34) == status::capacity);
    CHECK(status_of<op::repeat>(1, 5000000) == status::capacity);
    CHECK(status_of<op::repeat>(1, 2147483647) == status::capacity);
    CHECK(status_of<op::interval>(0, 5000000, 1) == status::capacity);
    CHECK(status_of<op::interval>(-2147483647, 2147483647, 1) == status::capacity);
    CHECK(status_of<op::interval>(2147483647, -2147483647, -1) == status::capacity);
    const auto large = on<op::lbind>(value::named<op::repeat>{}, 9);
    CHECK(status_of<op::apply>(large, on<op::repeat>(1000000, 40)) == status::capacity);
    CHECK(status_of<op::mapply>(large, on<op::repeat>(1000000, 5)) == status::capacity);
    CHECK(status_of<op::prapply>(value::named<op::repeat>{}, integer_set{1, 2},
                                 on<op::interval>(1000000, 1000040, 1)) == status::capacity);
}

TEST_CASE("values that double, statement by statement") {
    integers t{1};
    int steps = 0;
    CHECK(outcome([&] {
              for (; steps < 64; ++steps) t = on<op::combine>(t, t);
          }) == status::capacity);
    CHECK(steps == 22);
    grid g(1, 1, 5);
    steps = 0;
    CHECK(outcome([&] {
              for (; steps < 64; ++steps)
                  g = steps % 2 == 0 ? on<op::hconcat>(g, g) : on<op::vconcat>(g, g);
          }) == status::capacity);
    CHECK(steps == 22);
    auto p = on<op::astuple>(t, t);
    CHECK(outcome([&] {
              const auto q = on<op::astuple>(p, p);
              const auto r = on<op::astuple>(q, q);
              on<op::astuple>(r, r);
          }) == status::capacity);
}

TEST_CASE("functions applied again and again") {
    const auto often = on<op::power>(value::named<op::increment>{}, 65536);
    reference::definition_machine b;
    CHECK(batt::call(b, often, 1) == 65537);
    CHECK(status_of<op::power>(value::named<op::increment>{}, 65537) == status::capacity);
    const auto doubled = on<op::fork>(value::named<op::hconcat>{}, value::named<op::identity>{},
                                      value::named<op::identity>{});
    CHECK(batt::call(b, on<op::power>(doubled, 12), grid(1, 1)).width() == 4096);
    CHECK(outcome([&] { batt::call(b, on<op::power>(doubled, 60000), grid(1, 1)); }) ==
          status::capacity);
    // a power of a power
    const auto far = on<op::power>(on<op::power>(value::named<op::increment>{}, 1000), 1000);
    CHECK(batt::call(b, far, 0) == 1000000);
}

} // namespace batt::testing
