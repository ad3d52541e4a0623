// The values on a machine: trivially copyable, a few words and rows each; containers are handles.
#pragma once

#include <batt/value/limits.hpp>
#include <batt/value/machine.hpp>
#include <batt/value/unify.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::value {

/// A grid of h x w cells: colour bit k of cell (i, j) is bit j of row i of plane k; -1 is held as
/// 15. Bits outside h x w are 0. Zero height implies zero width.
template <class M>
struct grid {
    using tag = type::grid;
    using rows_type = typename M::grid_rows;
    int h, w;
    rows_type plane[4];
};

/// A set of locations: window bit (r, c) is location (i + r, j + c), for any origin (i, j).
template <class M>
struct indices {
    using tag = type::indices;
    using rows_type = typename M::patch_rows;
    int i, j;
    rows_type mask;
};

/// An object of one colour.
template <class M>
struct univalued {
    using tag = type::univalued;
    using rows_type = typename M::patch_rows;
    int i, j;
    integer color;
    rows_type mask;
};

/// An object of any colours: one window per colour, in ascending order of colour, from line
/// `layers` of the arena on; bit c + 1 of the palette is colour c. No layer is empty.
template <class M>
struct object {
    using tag = type::object;
    using rows_type = typename M::patch_rows;
    int i, j;
    std::uint32_t palette;
    int layers;
};

/// Distinct elements in ascending value order (functions: in order of insertion).
template <class M, class T>
struct set {
    using tag = type::set<T>;
    using element = T;
    int offset, count;
};

/// Elements in order.
template <class M, class T>
struct tuple {
    using tag = type::tuple<T>;
    using element = T;
    int offset, count;
};

/// An integer known at compile time.
template <integer N>
struct constant {
    using tag = type::constant<N>;
    BATT_FN constexpr operator integer() const { return N; }
};
/// T or F, known at compile time.
template <bool B>
struct flag {
    using tag = type::flag<B>;
    BATT_FN constexpr operator boolean() const { return B; }
};
/// The value of an ill-typed call in a lenient program.
struct ill {
    using tag = type::ill;
};

/// The static type of a value.
template <class V>
struct tag_of {
    using type = typename V::tag;
};
template <>
struct tag_of<integer> {
    using type = type::integer;
};
template <>
struct tag_of<boolean> {
    using type = type::boolean;
};
template <>
struct tag_of<ivec> {
    using type = type::ivec;
};
template <class A, class B>
struct tag_of<batt::pair_of<A, B>> {
    using type = type::pair_of<typename tag_of<A>::type, typename tag_of<B>::type>;
};
/// The static type of a V.
template <class V>
using tag = decltype(type::made<typename tag_of<V>::type>());

// The definitions of the reference take any callable, so a function value can be called directly.
#define BATT_CALLABLE_ON_REFERENCE(named_)                                                         \
    static constexpr bool is_function = true;                                                      \
    static constexpr bool is_named = named_;                                                       \
    template <class... X>                                                                          \
    auto operator()(const X&... x) const {                                                         \
        return call_on_reference(*this, x...);                                                     \
    }

// Function values hold what they have bound. F, G, ... are function values, V any values.
/// A named operation.
template <class Op>
struct named {
    using tag = type::named<Op>;
    BATT_CALLABLE_ON_REFERENCE(true)
};
/// x -> f(v, x)
template <class F, class V>
struct lbind {
    using tag = type::lbind<value::tag<F>, value::tag<V>>;
    BATT_CALLABLE_ON_REFERENCE(false)
    F f;
    V v;
};
/// x -> f(x, v)
template <class F, class V>
struct rbind {
    using tag = type::rbind<value::tag<F>, value::tag<V>>;
    BATT_CALLABLE_ON_REFERENCE(false)
    F f;
    V v;
};
/// x -> f(g(x))
template <class F, class G>
struct compose {
    using tag = type::compose<value::tag<F>, value::tag<G>>;
    BATT_CALLABLE_ON_REFERENCE(false)
    F f;
    G g;
};
/// x -> outer(a(x), b(x))
template <class O, class A, class B>
struct fork {
    using tag = type::fork<value::tag<O>, value::tag<A>, value::tag<B>>;
    BATT_CALLABLE_ON_REFERENCE(false)
    O outer;
    A a;
    B b;
};
/// x -> f(x) == v
template <class F, class V>
struct matcher {
    using tag = type::matcher<value::tag<F>, value::tag<V>>;
    BATT_CALLABLE_ON_REFERENCE(false)
    F f;
    V v;
};
/// f applied N times, N known at compile time.
template <class F, int N>
struct power {
    using tag = type::power<value::tag<F>, N>;
    BATT_CALLABLE_ON_REFERENCE(false)
    F f;
};
/// f applied n times, n known at run time.
template <class F>
struct repeated {
    using tag = type::repeated<value::tag<F>>;
    BATT_CALLABLE_ON_REFERENCE(false)
    F f;
    integer n;
};
/// Whether two functions are the same named operation: all others are distinct.
template <class F, class G>
BATT_FN bool same_function(const F& f, const G& g) {
    if constexpr (requires { f.first; })
        return f.first ? same_function(f.f, g) : same_function(f.g, g);
    else if constexpr (requires { g.first; })
        return g.first ? same_function(f, g.f) : same_function(f, g.g);
    else
        return std::is_same_v<F, G> && F::is_named;
}

/// One of two functions, chosen at run time; the other is held and not used.
template <class F, class G>
struct choice {
    using tag = type::choice<value::tag<F>, value::tag<G>>;
    BATT_CALLABLE_ON_REFERENCE(false)
    bool first = true;
    F f{};
    G g{};

    choice() = default;
    BATT_FN choice(bool is_first, const F& x, const G& y) : first(is_first), f(x), g(y) {}
    /// From one of its alternatives, which may be a choice itself.
    template <class V>
        requires type::holds<tag, value::tag<V>>
    BATT_FN explicit choice(const V& v) {
        if constexpr (type::has_alternative<value::tag<F>, value::tag<V>>) {
            f = F(v);
        } else if constexpr (type::has_alternative<value::tag<G>, value::tag<V>>) {
            first = false;
            g = G(v);
        } else {
            *this = v.first ? choice(v.f) : choice(v.g);
        }
    }
    template <class V>
        requires(V::is_function)
    BATT_FN bool same(const V& other) const {
        return same_function(*this, other);
    }
};
#undef BATT_CALLABLE_ON_REFERENCE

/// The value type of a static type on a backend (a machine, or the reference).
template <class B, class Tag>
struct on;
/// The value type itself: of<M, type::set<type::object>>.
template <class B, class Tag>
using of = decltype(type::made<typename on<B, Tag>::type>());

namespace detail {
template <class B, class Tag>
struct common;
template <class B>
struct common<B, type::integer> {
    using type = integer;
};
template <class B>
struct common<B, type::boolean> {
    using type = boolean;
};
template <class B>
struct common<B, type::ivec> {
    using type = ivec;
};
template <class B>
struct common<B, type::ill> {
    using type = ill;
};
template <class B, integer N>
struct common<B, type::constant<N>> {
    using type = constant<N>;
};
template <class B, bool X>
struct common<B, type::flag<X>> {
    using type = flag<X>;
};
template <class B, class X, class Y>
struct common<B, type::pair<X, Y>> {
    using type = batt::pair_of<of<B, X>, of<B, Y>>;
};
template <class B, class Op>
struct common<B, type::named<Op>> {
    using type = named<Op>;
};
template <class B, class F, class V>
struct common<B, type::lbind<F, V>> {
    using type = lbind<of<B, F>, of<B, V>>;
};
template <class B, class F, class V>
struct common<B, type::rbind<F, V>> {
    using type = rbind<of<B, F>, of<B, V>>;
};
template <class B, class F, class G>
struct common<B, type::compose<F, G>> {
    using type = compose<of<B, F>, of<B, G>>;
};
template <class B, class O, class X, class Y>
struct common<B, type::fork<O, X, Y>> {
    using type = fork<of<B, O>, of<B, X>, of<B, Y>>;
};
template <class B, class F, class V>
struct common<B, type::matcher<F, V>> {
    using type = matcher<of<B, F>, of<B, V>>;
};
template <class B, class F, int N>
struct common<B, type::power<F, N>> {
    using type = power<of<B, F>, N>;
};
template <class B, class F>
struct common<B, type::repeated<F>> {
    using type = repeated<of<B, F>>;
};
template <class B, class F, class G>
struct common<B, type::choice<F, G>> {
    using type = choice<of<B, F>, of<B, G>>;
};
} // namespace detail

template <class L, int G, int P, int S, class Tag>
struct on<machine<L, G, P, S>, Tag> : detail::common<machine<L, G, P, S>, Tag> {};
template <class L, int G, int P, int S>
struct on<machine<L, G, P, S>, type::grid> {
    using type = grid<machine<L, G, P, S>>;
};
template <class L, int G, int P, int S>
struct on<machine<L, G, P, S>, type::indices> {
    using type = indices<machine<L, G, P, S>>;
};
template <class L, int G, int P, int S>
struct on<machine<L, G, P, S>, type::univalued> {
    using type = univalued<machine<L, G, P, S>>;
};
template <class L, int G, int P, int S>
struct on<machine<L, G, P, S>, type::object> {
    using type = object<machine<L, G, P, S>>;
};
template <class L, int G, int P, int S, class T>
struct on<machine<L, G, P, S>, type::set<T>> {
    using type = set<machine<L, G, P, S>, T>;
};
template <class L, int G, int P, int S, class T>
struct on<machine<L, G, P, S>, type::tuple<T>> {
    using type = tuple<machine<L, G, P, S>, T>;
};

} // namespace batt::value
BATT_HOST_CALLS_END
