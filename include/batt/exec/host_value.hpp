// Values as a user holds them on the host, brought to a machine and back.
#pragma once

#include <batt/exec/sample.hpp>
#if BATT_HAS_REFERENCE
#include <batt/reference/machine/definition_machine.hpp>
#endif

BATT_HOST_CALLS_BEGIN
namespace batt::host {

/// The static type of what a user passes to a call: integers, booleans, ivecs, grids, the
/// containers of the reference, named constants, operations and expressions without variables.
template <class V>
struct tag_of : value::tag_of<V> {};
template <>
struct tag_of<batt::grid> {
    using type = batt::type::grid;
};
template <class Op>
struct tag_of<operation<Op>> {
    using type = batt::type::named<Op>;
};
template <class E>
    requires std::is_base_of_v<expr::expression, E>
struct tag_of<E> {
    using type = expr::infer_t<E, expr::empty_scope>;
};
/// That type.
template <class V>
using tag = typename tag_of<std::remove_cvref_t<V>>::type;

/// Types whose values are a few words or a grid: columns hold them, every machine can take them.
template <class T>
concept plain = batt::type::integral<T> || std::is_same_v<T, batt::type::ivec> ||
                std::is_same_v<T, batt::type::grid> || batt::type::function<T>;

/// Types without functions: a machine's values of these can be brought to the reference.
template <class T>
inline constexpr bool of_data = batt::type::integral<T> || batt::type::object_like<T>;
template <>
inline constexpr bool of_data<batt::type::ivec> = true;
template <>
inline constexpr bool of_data<batt::type::grid> = true;
template <>
inline constexpr bool of_data<batt::type::indices> = true;
template <class T>
inline constexpr bool of_data<batt::type::set<T>> = of_data<T>;
template <class T>
inline constexpr bool of_data<batt::type::tuple<T>> = of_data<T>;
template <class A, class B>
inline constexpr bool of_data<batt::type::pair<A, B>> = of_data<A> && of_data<B>;

/// How a user holds a type: integers, booleans, ivecs and grids as such, containers as the
/// reference has them.
template <class Tag>
struct form {
#if BATT_HAS_REFERENCE
    using type = value::of<reference::definition_machine, Tag>;
#endif
};
template <>
struct form<batt::type::integer> {
    using type = integer;
};
template <>
struct form<batt::type::boolean> {
    using type = boolean;
};
template <>
struct form<batt::type::ivec> {
    using type = ivec;
};
template <>
struct form<batt::type::grid> {
    using type = batt::grid;
};
/// How a value of a static type is given to the user.
template <class Tag>
using form_t = typename form<batt::type::decay<Tag>>::type;

/// g as a value of a serial machine; `capacity` if it is larger than 32 x 32, `domain` if it holds
/// a colour outside -1..14.
template <class M>
value::grid<M> to_machine(M& m, const batt::grid& g) {
    packed_row rows[packed_side];
    packed_size size{0, 0};
    if (g.height() > packed_side || g.width() > packed_side)
        m.fail(status::capacity);
    else if (!batt::detail::pack_rows(reinterpret_cast<const unsigned char*>(g.data()), g.height(),
                                      g.width(), g.width(), rows))
        m.fail(status::domain);
    else
        size = {static_cast<std::uint8_t>(g.height()), static_cast<std::uint8_t>(g.width())};
    return load_grid<M>(rows, size);
}
template <class M, class V>
V to_machine(M&, const V& v) {
    return v;
}
template <class M, class Op>
value::named<Op> to_machine(M&, const operation<Op>&) {
    return {};
}
template <class M, class E>
    requires std::is_base_of_v<expr::expression, E>
auto to_machine(M& m, const E&) {
    expr::detail::evaluator<M> e{m, 0};
    struct {
    } none;
    return e(E{}, none);
}

/// A value of a serial machine in the user's form.
template <class M>
batt::grid from_machine(M&, const value::grid<M>& g) {
    packed_row rows[packed_side];
    packed_size size{};
    store_grid<M>(g, rows, &size); // windows of grids have 32 rows
    return batch::unpack(rows, size);
}

#if BATT_HAS_REFERENCE
/// A value of a serial machine as the reference has it.
template <class M, class V>
auto to_reference(M& m, const V& v) {
    using T = value::tag<V>;
    using R = value::of<reference::definition_machine, batt::type::decay<T>>;
    if constexpr (std::is_same_v<T, batt::type::grid>) {
        return reference::from_host(from_machine(m, v));
    } else if constexpr (batt::type::pair_like<T> && !std::is_same_v<T, batt::type::ivec>) {
        return R{to_reference(m, v.first), to_reference(m, v.second)};
    } else if constexpr (std::is_convertible_v<V, R>) {
        return R(v);
    } else {
        reference::storage<typename R::value_type> items;
        if constexpr (requires { items.reserve(0); })
            items.reserve(static_cast<std::size_t>(value::count(m, v)));
        value::for_each(m, v, [&](const auto& x) {
            items.push_back(to_reference(m, x));
            return true;
        });
        // the order of a machine's sets is that of the reference
        if constexpr (reference::is_set_v<R>)
            return R::in_order(std::move(items));
        else
            return R(std::move(items));
    }
}
#endif
template <class M, class V>
auto from_machine(M& m, const V& v) {
    if constexpr (std::is_convertible_v<V, form_t<value::tag<V>>>)
        return form_t<value::tag<V>>(v);
    else
        return to_reference(m, v);
}

#if BATT_HAS_REFERENCE
/// The same for the reference.
inline reference::grid to_machine(reference::definition_machine& b, const batt::grid& g) {
    for (int i = 0; i < g.height(); ++i)
        for (int j = 0; j < g.width(); ++j)
            if (!reference::is_color(g(i, j))) b.fail(status::domain);
    return reference::from_host(g);
}
inline batt::grid from_machine(reference::definition_machine&, const reference::grid& g) {
    return reference::to_host(g);
}
template <class V>
V from_machine(reference::definition_machine&, const V& v) {
    return v;
}
#endif

/// The arena of the calling thread for one use, at least `lines` lines; throws std::bad_alloc
/// without memory. Use: any type. Machines of different uses may work at the same time.
template <class Use>
arena_memory thread_arena(int lines) {
    thread_local std::vector<std::uint32_t> words;
    const std::size_t need = static_cast<std::size_t>(lines) * 32;
    if (words.size() < need) words.resize(need);
    return {words.data(), lines};
}
/// The use that plain calls make of an arena.
struct plain_call;
/// A machine of a tier for a plain call.
template <class Tier>
auto thread_machine() {
    return typename Tier::template machine_type<serial>(thread_arena<plain_call>(Tier::lines));
}

} // namespace batt::host
BATT_HOST_CALLS_END
