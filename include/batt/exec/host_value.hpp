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

/// Values that are brought to an arena in one step: patches, and lists of a few words each.
template <class T>
inline constexpr bool is_flat = batt::type::plain_patch<T>;
template <class T>
inline constexpr bool is_flat<batt::type::set<T>> = batt::type::integral<T>;
template <class T>
inline constexpr bool is_flat<batt::type::tuple<T>> =
    batt::type::integral<T> || std::is_same_v<T, batt::type::ivec> ||
    std::is_same_v<T, batt::type::cell>;

/// Whether a call with a result R of arguments T... runs on a machine first. A call that takes no
/// container does. Bringing a patch there takes some 100 ns, which pays where the work is on cells:
/// beside a grid, for a new patch, between two patches. It does not where elements are counted or
/// chosen, as of a set of objects.
template <class R, class... T>
inline constexpr bool is_for_machine =
    (plain<T> && ...) || (((plain<T> || is_flat<T>) && ...) &&
                          (std::is_same_v<R, batt::type::grid> || batt::type::plain_patch<R> ||
                           (std::is_same_v<T, batt::type::grid> || ...) ||
                           (int{batt::type::plain_patch<T>} + ... + 0) > 1));

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

#if BATT_HAS_REFERENCE
namespace detail {

/// Whether windows of 32 hold a colour.
inline bool is_held(integer color) { return color >= min_color && color <= max_color; }

inline ivec place_of(ivec at) { return at; }
inline ivec place_of(const cell& c) { return c.second; }

/// Where a window lies that holds all elements of a set: at (0, 0) if that serves, so that windows
/// coincide; `capacity` if there is none.
template <class M, class T>
ivec window_origin(M& m, const reference::set<T>& items) {
    constexpr integer extent = M::patch_extent;
    integer used = 0; // what is negative or too large has a bit that no place in the window has
    for (const T& x : items) used |= place_of(x).i | place_of(x).j;
    if ((used & ~(extent - 1)) == 0) return {0, 0};
    ivec low = place_of(items[0]), high = low;
    for (const T& x : items) {
        const ivec at = place_of(x);
        low = {std::min(low.i, at.i), std::min(low.j, at.j)};
        high = {std::max(high.i, at.i), std::max(high.j, at.j)};
    }
    if (high.i - low.i < extent && high.j - low.j < extent && value::located(m, low.i, low.j))
        return low;
    m.fail(status::capacity);
    return {0, 0};
}

/// A window at an origin with the elements that begin with the k-th and end before another.
template <class M, class T>
typename M::patch_rows window_of(const reference::set<T>& items, ivec origin, std::size_t k,
                                 std::size_t end) {
    using rows_type = typename M::patch_rows;
    typename rows_type::word_type words[M::patch_extent] = {};
    for (; k < end; ++k) {
        const ivec at = place_of(items[k]);
        words[at.i - origin.i] |= typename rows_type::word_type{1} << (at.j - origin.j);
    }
    return rows_type::generate([&](int r) { return words[r]; });
}

} // namespace detail

/// A container of the reference, or an element of one, as a serial machine has it; `capacity` if
/// its windows or its arena do not hold it. Not for containers of grids.
template <machine_like M, class R>
value::of<M, value::tag<R>> from_reference(M& m, const R& v) {
    using V = value::of<M, value::tag<R>>;
    if constexpr (std::is_same_v<R, reference::indices>) {
        const ivec at = detail::window_origin(m, v);
        return {at.i, at.j, detail::window_of<M>(v, at, 0, m.ok() ? v.size() : 0)};
    } else if constexpr (std::is_same_v<R, reference::object>) {
        const ivec at = detail::window_origin(m, v);
        value::layer_builder<M> layers(m);
        for (std::size_t k = 0, end = 0; k < v.size() && m.ok(); k = end) {
            const integer color = v[k].first; // cells of a colour follow each other
            while (end < v.size() && v[end].first == color) ++end;
            if (detail::is_held(color))
                layers.push(color, detail::window_of<M>(v, at, k, end));
            else
                m.fail(status::capacity);
        }
        return layers.close(at.i, at.j);
    } else if constexpr (reference::is_set_v<R> || reference::is_tuple_v<R>) {
        // elements are at most `max_elements`
        value::builder<M, typename V::element> list(m, static_cast<int>(v.size()));
        for (const auto& x : v)
            if (m.ok()) list.push(from_reference(m, x));
        // the order of the reference's sets is that of a machine
        if constexpr (reference::is_set_v<R>)
            return list.close_as_set();
        else
            return list.close();
    } else if constexpr (reference::is_pair_v<R>) {
        return {from_reference(m, v.first), from_reference(m, v.second)};
    } else {
        return v;
    }
}
template <machine_like M, class R>
    requires(reference::is_set_v<R> || reference::is_tuple_v<R>)
auto to_machine(M& m, const R& v) {
    return from_reference(m, v);
}
#endif

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
template <class V>
    requires(reference::is_set_v<V> || reference::is_tuple_v<V>)
const V& to_machine(reference::definition_machine&, const V& v) {
    return v;
}
inline batt::grid from_machine(reference::definition_machine&, const reference::grid& g) {
    return reference::to_host(g);
}
template <class V>
V from_machine(reference::definition_machine&, V v) {
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
