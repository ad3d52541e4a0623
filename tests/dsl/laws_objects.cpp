// Laws of objects: in every mode they are connected and disjoint, and make up the foreground.
#include "support/law.hpp"

BATT_HOST_CALLS_BEGIN
namespace batt::testing {

/// The components of the places of p on a blank grid of g's shape.
template <bool D, class B, class G, class P>
BATT_FN auto components(B& b, const G& g, const P& p) {
    const auto mask = on<op::fill>(b, on<op::canvas>(b, 0, on<op::shape>(b, g)), 1, p);
    return on<op::colorfilter>(
        b, on<op::objects>(b, mask, value::flag<true>{}, value::flag<D>{}, value::flag<false>{}),
        1);
}

/// Whether all of o is connected.
template <bool D>
struct is_connected : parameters<kind::grid, kind::any> {
    using result = type::boolean;
    static constexpr bool structural = true;

    static BATT_FN bool eval(auto& b, const auto& g, const auto& o) {
        return on<op::size>(b, components<D>(b, g, o)) == 1;
    }
};

template <bool U, bool D, bool W>
struct objects_of : law<2> {
    static BATT_FN int eval(auto& b, const auto& g, integer c) {
        parts all;
        const auto found =
            on<op::objects>(b, g, value::flag<U>{}, value::flag<D>{}, value::flag<W>{});
        const auto whole = on<op::asobject>(b, g);
        const auto merged = on<op::merge>(b, found);
        if constexpr (W) {
            const auto back = on<op::ofcolor>(b, g, on<op::mostcolor>(b, g));
            all(equal(b, merged, on<op::difference>(b, whole, on<op::toobject>(b, back, g))));
        } else {
            all(equal(b, merged, whole));
        }
        // disjoint: there are as many cells when repeats are counted
        all(on<op::size>(b, on<op::merge>(b, on<op::totuple>(b, found))) ==
            on<op::size>(b, merged));
        const auto connected = on<op::lbind>(b, function<is_connected<D>>{}, g);
        all(equal(b, on<op::sfilter>(b, found, connected), found));
        if constexpr (U) {
            // each has one colour, and there are as many of a colour as it has components
            const auto plain = on<op::matcher>(b, function<op::numcolors>{}, 1);
            all(equal(b, on<op::sfilter>(b, found, plain), found));
            const integer colour = c < 0 || c > 9 ? 1 : c;
            const auto of_colour = on<op::colorfilter>(b, found, colour);
            const auto places = on<op::toindices>(b, on<op::merge>(b, of_colour));
            all(on<op::size>(b, of_colour) == on<op::size>(b, components<D>(b, g, places)));
        } else {
            all(on<op::size>(b, found) ==
                on<op::size>(b, components<D>(b, g, on<op::toindices>(b, merged))));
        }
        return all.broken();
    }
};

struct partitioned : law<1> {
    static BATT_FN int eval(auto& b, const auto& g) {
        parts all;
        const auto found = on<op::partition>(b, g);
        const auto whole = on<op::asobject>(b, g);
        all(equal(b, on<op::merge>(b, found), whole));
        all(on<op::size>(b, found) == on<op::numcolors>(b, g));
        all(equal(b, on<op::apply>(b, function<op::color>{}, found), on<op::palette>(b, g)));
        const integer most = on<op::mostcolor>(b, g);
        const auto front = on<op::fgpartition>(b, g);
        const auto back = on<op::toobject>(b, on<op::ofcolor>(b, g, most), g);
        all(equal(b, on<op::insert>(b, back, front), found));
        all(equal(b, front, on<op::remove>(b, back, found)));
        all(equal(b, on<op::colorfilter>(b, found, most), on<op::initset>(b, back)));
        all(equal(b, on<op::argmin>(b, found, function<op::color>{}), on<op::first>(b, found)));
        return all.broken();
    }
};

template <bool U, bool D, bool W>
static void check_mode() {
    check_law<objects_of<U, D, W>, type::grid, type::integer>(10);
}

TEST_CASE("objects of one colour") {
    check_mode<true, false, false>();
    check_mode<true, false, true>();
    check_mode<true, true, false>();
    check_mode<true, true, true>();
}

TEST_CASE("objects of several colours") {
    check_mode<false, false, false>();
    check_mode<false, false, true>();
    check_mode<false, true, false>();
    check_mode<false, true, true>();
}

TEST_CASE("partitions") { check_law<partitioned, type::grid>(10); }

} // namespace batt::testing
BATT_HOST_CALLS_END
