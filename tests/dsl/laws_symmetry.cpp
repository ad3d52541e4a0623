// Laws of the symmetries of grids and patches: the dihedral group, and what commutes with it.
#include "support/law.hpp"

BATT_HOST_CALLS_BEGIN
namespace batt::testing {

/// The eight symmetries of the square, k = 0..7: k % 4 quarter turns clockwise, after a
/// transposition if k >= 4.
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
/// The same for a patch, whose rotations are two mirrors.
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
/// The symmetry that is `first` and then `second`: a transposition reverses turns.
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
        // operations that know no direction commute with symmetries
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

using I = type::integer;

TEST_CASE("the dihedral group") { check_law<dihedral_group, type::grid, I, I>(); }

TEST_CASE("the dihedral group of patches") {
    check_law<dihedral_group_of_patches, type::indices, I, I>(25);
    check_law<dihedral_group_of_patches, type::object, I, I>(25);
}

} // namespace batt::testing
BATT_HOST_CALLS_END
