// Laws of grids: cutting and joining, scaling.
#include "support/law.hpp"

BATT_HOST_CALLS_BEGIN
namespace batt::testing {

struct cut_and_joined : law<2> {
    static BATT_FN int eval(auto& b, const auto& g, integer n) {
        parts all;
        const integer h = on<op::height>(b, g), w = on<op::width>(b, g);
        n = n < 1 || n > 6 ? 2 : n;
        all(equal(b, on<op::crop>(b, g, ivec{0, 0}, ivec{h, w}), g));
        all(equal(b, on<op::crop>(b, g, ivec{0, 0}, on<op::shape>(b, g)), g));
        const auto upper = on<op::tophalf>(b, g), lower = on<op::bottomhalf>(b, g);
        const auto middle = on<op::crop>(b, g, ivec{h / 2, 0}, ivec{h % 2, w});
        all(equal(b, on<op::vconcat>(b, on<op::vconcat>(b, upper, middle), lower), g));
        if (w > 1) {
            const auto left = on<op::lefthalf>(b, g), right = on<op::righthalf>(b, g);
            const auto between = on<op::crop>(b, g, ivec{0, w / 2}, ivec{h, w % 2});
            all(equal(b, on<op::hconcat>(b, on<op::hconcat>(b, left, between), right), g));
            all(equal(b, left, on<op::vmirror>(b, on<op::righthalf>(b, on<op::vmirror>(b, g)))));
        }
        all(equal(b, upper, on<op::hmirror>(b, on<op::bottomhalf>(b, on<op::hmirror>(b, g)))));
        all(equal(b, on<op::vconcat>(b, g, nothing_of(b, g)), g));
        if (h > 2 && w > 2)
            all(equal(b, on<op::trim>(b, g), on<op::crop>(b, g, ivec{1, 1}, ivec{h - 2, w - 2})));
        all(equal(b, on<op::cellwise>(b, g, g, 99), g));
        const auto twice = on<op::hconcat>(b, g, g);
        all(on<op::width>(b, twice) == 2 * w && on<op::height>(b, twice) == h);
        const auto stack = on<op::merge>(b, on<op::repeat>(b, g, n));
        if (n <= 4) {
            all(equal(b, on<op::first>(b, on<op::vsplit>(b, stack, n)), g));
            all(equal(b, on<op::merge>(b, on<op::vsplit>(b, stack, n)), stack));
        }
        const auto columns = on<op::hsplit>(b, g, n);
        all(on<op::size>(b, columns) == n);
        if (w > 0)
            all(equal(b, on<op::merge>(b, on<op::apply>(b, function<op::dmirror>{}, columns)),
                      on<op::merge>(b, on<op::vsplit>(b, on<op::dmirror>(b, g), n))));
        all(equal(b, on<op::compress>(b, g), g) || on<op::size>(b, on<op::frontiers>(b, g)) > 0);
        all(on<op::size>(b, on<op::difference>(b, on<op::merge>(b, on<op::frontiers>(b, g)),
                                               on<op::asobject>(b, g))) == 0);
        return all.broken();
    }

private:
    /// A grid of 0x0 cells, cropped from g.
    static BATT_FN auto nothing_of(auto& b, const auto& g) {
        return on<op::crop>(b, g, ivec{0, 0}, ivec{0, 0});
    }
};

struct scaled : law<2> {
    static BATT_FN int eval(auto& b, const auto& g, integer k) {
        parts all;
        k = k < 1 || k > 4 ? 2 : k;
        const auto large = on<op::upscale>(b, g, k);
        all(equal(b, on<op::downscale>(b, large, k), g));
        all(equal(b, large, on<op::vupscale>(b, on<op::hupscale>(b, g, k), k)));
        all(equal(b, large, on<op::hupscale>(b, on<op::vupscale>(b, g, k), k)));
        all(equal(b, on<op::shape>(b, large), on<op::multiply>(b, on<op::shape>(b, g), k)));
        all(equal(b, on<op::palette>(b, large), on<op::palette>(b, g)));
        all(equal(b, on<op::asobject>(b, large), on<op::upscale>(b, on<op::asobject>(b, g), k)));
        all(equal(b, on<op::downscale>(b, g, -k), on<op::downscale>(b, g, k)));
        all(equal(b, on<op::downscale>(b, g, 1), g));
        return all.broken();
    }
};

using I = type::integer;

TEST_CASE("grids cut and joined") { check_law<cut_and_joined, type::grid, I>(15); }

TEST_CASE("grids scaled") { check_law<scaled, type::grid, I>(15); }

} // namespace batt::testing
BATT_HOST_CALLS_END
