// The machine on which calls and programs run by definition, its values and their conversions.
#pragma once

#include <batt/dsl/function_call.hpp>
#include <batt/reference/reference.hpp>
#include <batt/value/grid.hpp>

BATT_HOST_CALLS_BEGIN
/// A namespace of its own, because the definitions have conversions of the same names.
namespace batt::by_definition {

/// The machine on which programs run by definition. A failure is a thrown `batt::error`.
struct definition_machine {
    /// Always true, because a failure is thrown.
    bool ok() const { return true; }
    [[noreturn]] void fail(status s) { reference::fail(s); }

    /// Runs one statement and returns its failure, or that of an argument that it used.
    template <class F>
    failure attempt(int statement, const F& f) {
        try {
            return f();
        } catch (const batt::error& e) {
            return {e.why, statement};
        } catch (const std::bad_alloc&) {
            return {status::capacity, statement};
        }
    }
};

} // namespace batt::by_definition

namespace batt::reference {
using by_definition::definition_machine;
}

namespace batt::value {

template <class Tag>
struct on<reference::definition_machine, Tag> : detail::common<reference::definition_machine, Tag> {
};
template <>
struct on<reference::definition_machine, type::grid> {
    using type = reference::grid;
};
template <>
struct on<reference::definition_machine, type::indices> {
    using type = reference::set<ivec>;
};
template <>
struct on<reference::definition_machine, type::univalued> {
    using type = reference::set<cell>;
};
template <>
struct on<reference::definition_machine, type::object> {
    using type = reference::set<cell>;
};
template <class T>
struct on<reference::definition_machine, type::set<T>> {
    using type = reference::set<of<reference::definition_machine, T>>;
};
template <class T>
struct on<reference::definition_machine, type::tuple<T>> {
    using type = reference::tuple<of<reference::definition_machine, T>>;
};
template <class A, class B>
struct on<reference::definition_machine, type::pair<A, B>> {
    using type = reference::pair_t<of<reference::definition_machine, A>,
                                   of<reference::definition_machine, B>>;
};

template <>
struct tag_of<reference::grid> {
    using type = type::grid;
};
template <class T>
struct tag_of<reference::set<T>> {
    using type = type::set_of<tag<T>>;
};
template <class T>
struct tag_of<reference::tuple<T>> {
    using type = type::tuple_of<tag<T>>;
};

} // namespace batt::value

namespace batt::reference {

/// The common type of two functions holds one of them, chosen at run time.
template <function_value F, function_value G>
    requires differ<F, G>
struct common<F, G> {
    using type = value::of<definition_machine, batt::type::unify<value::tag<F>, value::tag<G>>>;
};

} // namespace batt::reference

namespace batt::value {

/// Calls a function value by definition.
template <class F, class... A>
auto call_on_reference(const F& f, const A&... a) {
    reference::definition_machine b;
    return batt::call(b, f, a...);
}

} // namespace batt::value

namespace batt::by_definition {

/// x as a value of static type To.
template <class To, class From>
value::of<definition_machine, To> convert(definition_machine&, const From& x) {
    using V = value::of<definition_machine, To>;
    if constexpr (std::is_same_v<V, From>)
        return x;
    else if constexpr (type::patch_choice<To>)
        return V(
            reference::convert<std::conditional_t<type::cells<value::tag<From>>,
                                                  reference::set<cell>, reference::set<ivec>>>(x));
    else if constexpr (std::is_same_v<To, type::grid>)
        return reference::to_grid(
            reference::convert<reference::tuple<reference::tuple<integer>>>(x));
    else
        return reference::convert<V>(x);
}

/// v itself, or for a constant the integer or boolean that it stands for.
template <class V>
decltype(auto) plain(const V& v) {
    using T = value::tag<V>;
    if constexpr (std::is_same_v<type::decay<T>, T>)
        return (v);
    else
        return value::of<definition_machine, type::decay<T>>(v);
}

/// Whether two values are equal.
template <class A, class B>
bool same(definition_machine&, const A& a, const B& b) {
    return reference::definition<op::equality>::call(plain(a), plain(b));
}

/// An operation without a definition fails with `capacity`, because there is no larger tier.
template <class V>
[[noreturn]] V undefined(definition_machine& b) {
    b.fail(status::capacity);
}

/// Op on canonical arguments: by its definition, or by its `eval` if it only builds functions.
template <class Op, class... C>
auto evaluate(definition_machine& b, const C&... c) {
    using R = call_t<type::named<Op>, value::tag<C>...>;
    if constexpr (Op::structural)
        return Op::eval(b, c...);
    else if constexpr (reference::defined<Op>)
        return convert<R>(b, reference::definition<Op>::call(c...));
    else
        return undefined<value::of<definition_machine, R>>(b);
}

} // namespace batt::by_definition

namespace batt::reference {

/// Converts a user's grid to one of the reference and back.
inline grid from_host(const batt::grid& g) {
    grid out(g.height(), g.width());
    for (integer i = 0; i < g.height(); ++i)
        for (integer j = 0; j < g.width(); ++j) out.at(i, j) = g(i, j);
    return out;
}
inline batt::grid to_host(const grid& g) {
    batt::grid out(g.height(), g.width());
    for (integer i = 0; i < g.height(); ++i)
        for (integer j = 0; j < g.width(); ++j) out(i, j) = static_cast<signed char>(g.at(i, j));
    return out;
}

} // namespace batt::reference
BATT_HOST_CALLS_END
