// Laws of containers: a set and an element, sorting, pairs and products, filters that split,
// sequences.
#include "support/law.hpp"

BATT_HOST_CALLS_BEGIN
namespace batt::testing {

struct element_and_set : law<2> {
    static BATT_FN int eval(auto& m, const auto& v, const auto& c) {
        parts all;
        const auto with = on<op::insert>(m, v, c), without = on<op::remove>(m, v, c);
        all(on<op::contained>(m, v, with));
        all(!on<op::contained>(m, v, without));
        all(equal(m, with, on<op::combine>(m, c, on<op::initset>(m, v))));
        all(equal(m, without, on<op::difference>(m, c, on<op::initset>(m, v))));
        all(equal(m, on<op::remove>(m, v, with), without));
        all(equal(m, on<op::insert>(m, v, without), with));
        all(on<op::contained>(m, v, c) == equal(m, with, c));
        all(equal(m, on<op::merge>(m, on<op::apply>(m, function<op::initset>{}, c)), c));
        all(equal(m, on<op::apply>(m, function<op::identity>{}, c), c));
        all(equal(m, on<op::first>(m, with), on<op::first>(m, on<op::totuple>(m, with))));
        if (on<op::size>(m, without) > 0)
            all(equal(m, on<op::other>(m, c, v), on<op::first>(m, without)));
        return all.broken();
    }
};

/// t sorted by `even` and by value.
struct sorting : law<1> {
    static BATT_FN int eval(auto& m, const auto& t) {
        parts all;
        const function<op::even> even;
        const function<op::identity> value;
        const auto odd = on<op::compose>(m, function<op::flip>{}, even);
        const auto sorted = on<op::order>(m, t, value), by_key = on<op::order>(m, t, even);
        // a permutation, ascending, stable
        all(on<op::size>(m, sorted) == on<op::size>(m, t));
        all(equal(m, on<op::order>(m, by_key, value), sorted));
        all(equal(m, on<op::order>(m, sorted, value), sorted));
        all(equal(m, on<op::sfilter>(m, by_key, even),
                  on<op::totuple>(m, on<op::sfilter>(m, t, even))));
        all(equal(
            m,
            on<op::combine>(m, on<op::sfilter>(m, by_key, odd), on<op::sfilter>(m, by_key, even)),
            by_key));
        all(on<op::size>(m, t) == 0 ||
            (on<op::first>(m, sorted) == on<op::valmin>(m, t, value) &&
             on<op::last>(m, sorted) == on<op::maximum>(m, t) &&
             on<op::first>(m, sorted) == on<op::minimum>(m, t) &&
             on<op::argmax>(m, t, value) == on<op::valmax>(m, t, value) &&
             on<op::argmin>(m, t, even) == on<op::first>(m, by_key)));
        return all.broken();
    }
};

/// Tuples of integers, and the sets of their elements.
struct tuples : law<2> {
    static BATT_FN int eval(auto& m, const auto& t, const auto& u) {
        parts all;
        const function<op::identity> value;
        const auto once = on<op::dedupe>(m, t), both = on<op::combine>(m, t, u);
        all(equal(m, on<op::dedupe>(m, once), once));
        const auto nothing = on<op::difference>(m, on<op::initset>(m, 0), on<op::initset>(m, 0));
        const auto elements = on<op::combine>(m, nothing, t);
        all(on<op::size>(m, once) == on<op::size>(m, elements));
        all(equal(m, on<op::order>(m, once, value), on<op::totuple>(m, elements)));
        all(on<op::size>(m, both) == on<op::size>(m, t) + on<op::size>(m, u));
        all(equal(m, on<op::dedupe>(m, both),
                  on<op::dedupe>(m, on<op::combine>(m, once, on<op::dedupe>(m, u)))));
        all(equal(m, on<op::pair>(m, t, u), on<op::papply>(m, function<op::astuple>{}, t, u)));
        all(equal(m, on<op::apply>(m, function<op::last>{}, on<op::pair>(m, t, t)), t));
        all(equal(
            m,
            on<op::sfilter>(m, on<op::prapply>(m, function<op::add>{}, t, u), function<op::even>{}),
            on<op::sfilter>(m, on<op::prapply>(m, function<op::add>{}, u, t),
                            function<op::even>{})));
        if (on<op::size>(m, t) == 0) return all.broken();
        const auto most = on<op::mostcommon>(m, t), least = on<op::leastcommon>(m, t);
        const auto count = [&](integer v) {
            return on<op::size>(m, t) - on<op::size>(m, on<op::remove>(m, v, t));
        };
        all(count(most) >= count(on<op::first>(m, t)));
        all(count(least) <= count(on<op::last>(m, t)) && count(least) > 0);
        return all.broken();
    }
};

struct products : law<2> {
    static BATT_FN int eval(auto& m, const auto& a, const auto& b) {
        parts all;
        const auto pairs = on<op::product>(m, a, b);
        all(on<op::size>(m, pairs) == on<op::size>(m, a) * on<op::size>(m, b));
        all(equal(m, pairs, on<op::prapply>(m, function<op::astuple>{}, a, b)));
        if (on<op::size>(m, b) > 0)
            all(equal(m, on<op::apply>(m, function<op::first>{}, pairs), a));
        if (on<op::size>(m, a) > 0) all(equal(m, on<op::apply>(m, function<op::last>{}, pairs), b));
        return all.broken();
    }
};

struct filters : law<2> {
    static BATT_FN int eval(auto& m, const auto& c, integer n) {
        parts all;
        const auto of_size = on<op::matcher>(m, function<op::size>{}, n);
        const auto others = on<op::compose>(m, function<op::flip>{}, of_size);
        const auto kept = on<op::sfilter>(m, c, of_size), dropped = on<op::sfilter>(m, c, others);
        all(equal(m, kept, on<op::sizefilter>(m, c, n)));
        all(equal(m, on<op::combine>(m, kept, dropped), c));
        all(on<op::size>(m, on<op::intersection>(m, kept, dropped)) == 0);
        all(equal(m, on<op::difference>(m, c, kept), dropped));
        all(equal(m, on<op::mfilter>(m, c, of_size), on<op::merge>(m, kept)));
        all(equal(m, on<op::mapply>(m, function<op::identity>{}, c), on<op::merge>(m, c)));
        if (on<op::size>(m, kept) > 0)
            all(equal(m, on<op::extract>(m, c, of_size), on<op::first>(m, kept)));
        if (on<op::size>(m, c) > 0) {
            const integer most = on<op::valmax>(m, c, function<op::size>{});
            all(equal(m, on<op::argmax>(m, c, function<op::size>{}),
                      on<op::first>(m, on<op::sizefilter>(m, c, most))));
        }
        return all.broken();
    }
};

struct sequences : law<3> {
    static BATT_FN int eval(auto& m, integer start, integer n, integer step) {
        parts all;
        n = n < 0 || n > 50 ? 7 : n;
        step = step == 0 || step > 100 || step < -100 ? 3 : step;
        start = start > 10000 || start < -10000 ? 0 : start;
        const auto t = on<op::interval>(m, start, start + n * step, step);
        all(on<op::size>(m, t) == n);
        all(equal(m, t, on<op::order>(m, t, function<op::identity>{})) == (step > 0 || n < 2));
        if (n > 0) {
            all(on<op::first>(m, t) == start);
            all(on<op::last>(m, t) == start + (n - 1) * step);
        }
        const auto copies = on<op::repeat>(m, start, n);
        all(on<op::size>(m, copies) == n);
        all(on<op::size>(m, on<op::dedupe>(m, copies)) == (n > 0 ? 1 : 0));
        // n steps from start
        const auto walk = on<op::lbind>(m, function<op::add>{}, step);
        if (n > 0) {
            const auto far = on<op::power>(m, walk, n);
            all(batt::call(m, far, start) == start + n * step);
        }
        return all.broken();
    }
};

using ints = type::set<type::integer>;
using row = type::tuple<type::integer>;
using objects = type::set<type::object>;

TEST_CASE("elements and sets") {
    check_law<element_and_set, type::integer, ints>();
    check_law<element_and_set, type::ivec, type::indices>(10);
    check_law<element_and_set, type::cell, type::object>(50); // random integers are no colours
    check_law<element_and_set, type::indices, type::set<type::indices>>();
}

TEST_CASE("tuples, sorted and paired") {
    check_law<sorting, row>();
    check_law<sorting, ints>();
    check_law<tuples, row, row>();
    check_law<sequences, type::integer, type::integer, type::integer>();
}

TEST_CASE("products and filters") {
    check_law<products, ints, ints>(70);
    check_law<products, type::indices, ints>();
    check_law<filters, objects, type::integer>();
    check_law<filters, type::set<type::indices>, type::integer>();
}

} // namespace batt::testing
BATT_HOST_CALLS_END
