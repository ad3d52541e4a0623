// Values as a user holds them on the host, brought to a machine and back.
#pragma once

#include <batt/expr/program.hpp>
#include <batt/value/grid.hpp>
#if BATT_HAS_REFERENCE
#include <batt/reference/backend.hpp>
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

/// Types whose values are a few words or a grid: what columns hold and every machine can be given.
template <class T>
concept plain = batt::type::integral<T> || std::is_same_v<T, batt::type::ivec> ||
                std::is_same_v<T, batt::type::grid> || batt::type::function<T>;

/// Integers, booleans, ivecs and grids are the user's own; containers those of the reference.
template <class Tag>
struct form {
#if BATT_HAS_REFERENCE
    using type = value::of<reference::backend, Tag>;
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
/// How a value of a static type is handed to the user.
template <class Tag>
using form_t = typename form<batt::type::decay<Tag>>::type;

/// g as a value of a serial machine; `capacity` if it is larger than the window, `domain` if it
/// holds a colour outside -1..14.
template <class M>
value::grid<M> to_machine(M& m, const batt::grid& g) {
    value::grid<M> out = value::empty_grid<M>(0);
    if (g.height() > M::grid_extent || g.width() > M::grid_extent) {
        m.fail(status::capacity);
        return out;
    }
    out = value::empty_grid<M>(g.height());
    out.w = g.width();
    for (int i = 0; i < g.height(); ++i)
        for (int j = 0; j < g.width(); ++j) {
            if (!value::representable(g(i, j))) m.fail(status::domain);
            for (int k = 0; k < 4; ++k)
                out.plane[k].w[i] |= static_cast<typename M::grid_rows::word_type>(
                    static_cast<typename M::grid_rows::word_type>(g(i, j) >> k & 1) << j);
        }
    return out;
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
batt::grid from_machine(const value::grid<M>& g) {
    batt::grid out(g.h, g.w);
    for (int i = 0; i < g.h; ++i)
        for (int j = 0; j < g.w; ++j)
            out(i, j) = static_cast<signed char>(value::color_at(g, i, j));
    return out;
}
template <class V>
V from_machine(const V& v) {
    return v;
}

#if BATT_HAS_REFERENCE
/// The same for the reference.
inline reference::grid to_machine(reference::backend& b, const batt::grid& g) {
    for (int i = 0; i < g.height(); ++i)
        for (int j = 0; j < g.width(); ++j)
            if (!value::representable(g(i, j))) b.fail(status::domain);
    return reference::from_host(g);
}
inline batt::grid from_machine(const reference::grid& g) { return reference::to_host(g); }
#endif

/// The machine of the calling thread: grids to 32, patches to 64, 4,096 lines.
using thread_machine = machine<serial, 32, 64>;
inline thread_machine& this_thread() {
    constexpr int lines = 4096;
    thread_local std::vector<std::uint32_t> words(static_cast<std::size_t>(lines) * 32);
    thread_local thread_machine m(arena_memory{words.data(), lines});
    m.reset();
    return m;
}

} // namespace batt::host
BATT_HOST_CALLS_END
