// Laws of grids: the dihedral group, cutting and joining, scaling, colours, painting.
#include "support/law.hpp"

BATT_HOST_CALLS_BEGIN
namespace batt::testing {

/// The eight symmetries of the square, k = 0..7: k % 4 quarter turns clockwise, after a transposition
/// if k >= 4.
template <class B, class G>
BATT_FN G turned(B& b, int k, const G& g) {
    switch (k) {
    case 1: return on<op::rot90>(b, g);
    case 2: return on<op::rot180>(b, g);
    case 3: return on<op::rot270>(b, g);
    case 4: return on<op::dmirror>(b, g);
    case 5: return on<op::vmirror>(b, g);
    case 6: return on<op::cmirror>(b, g);
    case 7: return on<op::hmirror>(b, g);
    default: return g;
    }
}
/// The same of a patch, whose rotations are two mirrors.
template <class B, class P>
BATT_FN P turned_patch(B& b, int k, const P& p) {
    switch (k) {
    case 1: return on<op::dmirror>(b, on<op::hmirror>(b, p));
    case 2: return on<op::vmirror>(b, on<op::hmirror>(b, p));
    case 3: return on<op::dmirror>(b, on<op::vmirror>(b, p));
    case 4: return on<op::dmirror>(b, p);
    case 5: return on<op::vmirror>(b, p);
    case 6: return on<op::cmirror>(b, p);
    case 7: return on<op::hmirror>(b, p);
    default: return p;
    }
}
/// The symmetry that is `first` and then `second`: a transposition turns turns around.
BATT_FN constexpr int composed(int first, int second) {
    const int turns = second < 4 ? first % 4 + second : second - first % 4;
    return ((turns % 4) + 4) % 4 + ((first >= 4) != (second >= 4) ? 4 : 0);
}

struct dihedral_group : law<3> {
    static BATT_FN int eval(auto& b, const auto& g, integer x, integer y) {
        parts all;
        const int first = static_cast<int>(static_cast<unsigned>(x) % 8);
        const int second = static_cast<int>(static_cast<unsigned>(y) % 8);
        if (on<op::width>(b, g) == 0) return 0; // the height is lost in a transposition
        const auto once = turned(b, first, g);
        const int both = composed(first, second);
        all(equal(b, turned(b, second, once), turned(b, both, g)));
        all(equal(b, turned(b, first, turned(b, first, g)), turned(b, composed(first, first), g)));
        all(equal(b, turned_patch(b, first, on<op::asobject>(b, g)), on<op::asobject>(b, once)));
        const integer h = on<op::height>(b, g), w = on<op::width>(b, g);
        const bool upright = first == 0 || first == 2 || first == 5 || first == 7;
        all(equal(b, on<op::shape>(b, once), upright ? ivec{h, w} : ivec{w, h}));
        all(on<op::portrait>(b, once) == (upright ? h > w : w > h));
        all(equal(b, on<op::palette>(b, once), on<op::palette>(b, g)));
        // what knows no direction goes along
        all(equal(b, on<op::trim>(b, once), turned(b, first, on<op::trim>(b, g))) ||
            on<op::width>(b, on<op::trim>(b, g)) == 0);
        all(equal(b, on<op::upscale>(b, once, 2), turned(b, first, on<op::upscale>(b, g, 2))));
        const auto pressed = on<op::compress>(b, g);
        all(equal(b, on<op::compress>(b, once), turned(b, first, pressed)) ||
            on<op::width>(b, pressed) == 0);
        return all.broken();
    }
};

struct dihedral_group_of_patches : law<3> {
    static BATT_FN int eval(auto& b, const auto& p, integer x, integer y) {
        parts all;
        const int first = static_cast<int>(static_cast<unsigned>(x) % 8);
        const int second = static_cast<int>(static_cast<unsigned>(y) % 8);
        const auto once = turned_patch(b, first, p);
        all(equal(b, turned_patch(b, second, once), turned_patch(b, composed(first, second), p)));
        all(equal(b, on<op::ulcorner>(b, once), on<op::ulcorner>(b, p)));
        all(on<op::size>(b, once) == on<op::size>(b, p));
        all(on<op::square>(b, once) == on<op::square>(b, p));
        all(equal(b, on<op::backdrop>(b, once), turned_patch(b, first, on<op::backdrop>(b, p))));
        all(equal(b, on<op::box>(b, once), turned_patch(b, first, on<op::box>(b, p))));
        all(equal(b, on<op::toindices>(b, once), turned_patch(b, first, on<op::toindices>(b, p))));
        return all.broken();
    }
};

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
    /// 0x0, from g.
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
        if (cells > 0)
            all(equal(b, replaced, on<op::fill>(b, g, to, on<op::ofcolor>(b, g, from))));
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

struct painted : law<4> {
    static BATT_FN int eval(auto& b, const auto& g, const auto& p, const auto& o, integer c) {
        parts all;
        c = colours::color_of(c);
        const auto whole = on<op::asobject>(b, g);
        all(equal(b, on<op::paint>(b, g, whole), g));
        const auto blank = on<op::canvas>(b, c, on<op::shape>(b, g));
        all(equal(b, on<op::paint>(b, blank, whole), g));
        all(on<op::size>(b, on<op::palette>(b, blank)) <= 1);
        const auto filled = on<op::fill>(b, g, c, p);
        all(equal(b, filled, on<op::paint>(b, g, on<op::recolor>(b, c, p))));
        all(equal(b, on<op::fill>(b, filled, c, p), filled));
        const auto inside = on<op::intersection>(b, on<op::toindices>(b, p), on<op::asindices>(b, g));
        all(equal(b, filled, on<op::fill>(b, g, c, inside)));
        all(on<op::colorcount>(b, filled, c) >= on<op::size>(b, inside));
        const auto part = on<op::toobject>(b, p, g);
        all(equal(b, on<op::toindices>(b, part), inside));
        all(equal(b, on<op::paint>(b, filled, part), g));
        all(on<op::size>(b, on<op::difference>(b, part, whole)) == 0);
        const integer back = on<op::mostcolor>(b, g);
        const auto free = on<op::intersection>(b, on<op::toindices>(b, p), on<op::ofcolor>(b, g, back));
        all(equal(b, on<op::underfill>(b, g, c, p), on<op::fill>(b, g, c, free)));
        all(equal(b, on<op::underpaint>(b, g, on<op::recolor>(b, c, p)), on<op::underfill>(b, g, c, p)));
        all(equal(b, on<op::cover>(b, g, p), on<op::fill>(b, g, back, p)));
        all(equal(b, on<op::move>(b, g, o, ivec{1, -2}),
                 on<op::paint>(b, on<op::cover>(b, g, o), on<op::shift>(b, o, ivec{1, -2}))));
        all(equal(b, on<op::paint>(b, on<op::paint>(b, g, o), o), on<op::paint>(b, g, o)));
        if (on<op::size>(b, inside) > 0) {
            all(equal(b, on<op::shape>(b, on<op::subgrid>(b, inside, g)), on<op::shape>(b, inside)));
            all(on<op::index>(b, g, on<op::first>(b, inside)) ==
                on<op::color>(b, on<op::toobject>(b, on<op::initset>(b, on<op::first>(b, inside)), g)));
            all(on<op::contained>(b, on<op::ulcorner>(b, part), on<op::occurrences>(b, g, part)));
            all(equal(b, on<op::occurrences>(b, g, part),
                     on<op::occurrences>(b, g, on<op::normalize>(b, part))));
        }
        all(equal(b, on<op::subgrid>(b, whole, g), g));
        return all.broken();
    }
};

using I = type::integer;

TEST_CASE("the dihedral group") {
    check_law<dihedral_group, type::grid, I, I>();
    check_law<dihedral_group_of_patches, type::indices, I, I>(15);
    check_law<dihedral_group_of_patches, type::object, I, I>(15);
}

TEST_CASE("grids cut, joined and scaled") {
    check_law<cut_and_joined, type::grid, I>(15);
    check_law<scaled, type::grid, I>(15);
}

TEST_CASE("colours") { check_law<colours, type::grid, I, I>(); }

TEST_CASE("painting") {
    check_law<painted, type::grid, type::indices, type::object, I>(25);
    check_law<painted, type::grid, type::object, type::univalued, I>(25);
}

} // namespace batt::testing
BATT_HOST_CALLS_END
