// Steps that know their types: an operation, a conversion, or an operation whose function has been
// called before, on the values of one item.
#pragma once

#include <batt/columns/record.hpp>
#include <batt/dsl.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {

namespace value {
/// A function whose k-th call gives the k-th of the values that stand in a column from some place
/// on. What failed there fails here.
template <class R>
struct recorded {
    using tag = type::recorded<R>;
    static constexpr bool is_function = true;
    static constexpr bool is_named = false;

    const columns::item* at = nullptr;
    int argument = 0;
    std::uint32_t* next = nullptr;
    columns::failure_code* met = nullptr;

    template <class M, class... V>
    BATT_FN of<M, R> call_on(M& m, const V&...) const;
};
namespace detail {
template <class B, class R>
struct common<B, type::recorded<R>> {
    using type = recorded<R>;
};
} // namespace detail
} // namespace value

template <class R>
inline constexpr int arity_of<type::recorded<R>> = 1;
template <class R, class A>
    requires(!detail::any_ill<A>)
struct call_result<type::recorded<R>, A> {
    using type = R;
};

namespace columns {

namespace detail {

/// Whether an argument of this type has a column: flags are known when compiling.
template <class A>
inline constexpr bool has_column = true;
template <bool B>
inline constexpr bool has_column<type::flag<B>> = false;

template <class M, class A>
inline constexpr int record_size = has_column<A> ? layout_on<M, A>.record() : 1;

/// The value of a record.
template <class A, class M>
BATT_FN value::of<M, A> load(M& m, const record<M>& r) {
    if constexpr (std::is_same_v<A, type::boolean>) {
        return r[1] != 0;
    } else if constexpr (!has_column<A>) {
        return {};
    } else {
        constexpr layout l = layout_on<M, A>;
        std::uint32_t w[std::size_t{l.words > 0 ? l.words : 1}];
        BATT_UNROLL
        for (int k = 0; k < l.words; ++k) w[k] = r[1 + k];
        return value::codec<M, value::of<M, A>>::load(
            m, w, l.lines > 0 ? static_cast<int>(r[1 + l.words]) : 0);
    }
}

/// Writes what an operation gave, or why it gave nothing.
template <class M, class V>
BATT_FN void store(keeper<M>& keep, const group& g, const item& at, std::uint32_t* out,
                   const V& given) {
    M& m = keep.machine();
    using codec = value::codec<M, V>;
    constexpr int size = 1 + codec::words + (codec::lines > 0 ? 1 : 0);
    std::uint32_t w[std::size_t{size}] = {};
    if constexpr (std::is_same_v<V, boolean>) {
        w[1] = given ? 1 : 0;
    } else if (m.ok()) {
        const V v = keep.kept(given);
        int lines = 0;
        if constexpr (codec::lines > 0) {
            lines = keep.allocate(codec::lines);
            if (lines < 0) m.fail(status::capacity); // and the chunk does not count
            w[1 + codec::words] = static_cast<std::uint32_t>(lines);
        }
        if (m.ok()) codec::save(m, v, w + 1, lines);
    }
    const auto s = static_cast<unsigned>(m.take_status());
    if (s != 0)
        write_failure<M>(out, size,
                         failure_at((g.changed >> s & 1U) != 0 ? g.becomes : s, at.j.node));
    else
        write<M>(out, w);
}

/// The place of argument K among the columns.
template <class... A>
constexpr int column_of(int k) {
    constexpr bool columns[] = {has_column<A>...};
    int n = 0;
    for (int i = 0; i < k; ++i) n += columns[i] ? 1 : 0;
    return n;
}

template <class M, class A>
BATT_FN record<M> read(const item& at, int column) {
    constexpr int n = record_size<M, A>;
    return record<M>(at.argument(column, n), n);
}

} // namespace detail

/// An operation on arguments of these types.
template <class Op, class... A>
struct call_step {
    using result = call_t<type::named<Op>, A...>;

    template <class M>
    static BATT_FN void run(keeper<M>& keep, const group& g, const item& at) {
        run(keep, g, at, std::make_integer_sequence<int, static_cast<int>(sizeof...(A))>{});
    }

private:
    template <class M, class T>
    static BATT_FN failure_code failed(const record<M>& r) {
        return detail::has_column<T> ? r.failed() : 0;
    }
    template <class M, int... K>
    static BATT_FN void run(keeper<M>& keep, const group& g, const item& at,
                            std::integer_sequence<int, K...>) {
        M& m = keep.machine();
        constexpr int size = detail::record_size<M, result>;
        std::uint32_t* const out = at.out(size);
        const record<M> r[] = {detail::read<M, A>(at, detail::column_of<A...>(K))...};
        failure_code met = 0;
        ((met = met != 0 ? met : failed<M, A>(r[K])), ...);
        if (met != 0) {
            write_failure<M>(out, size, met);
            return;
        }
        keep.begin();
        const auto v = batt::call(m, value::named<Op>{}, detail::load<A>(m, r[K])...);
        detail::store(keep, g, at, out, v);
    }
};

/// A value in another form.
template <class To, class From>
struct convert_step {
    using result = To;

    template <class M>
    static BATT_FN void run(keeper<M>& keep, const group& g, const item& at) {
        M& m = keep.machine();
        constexpr int size = detail::record_size<M, To>;
        std::uint32_t* const out = at.out(size);
        const record<M> r = detail::read<M, From>(at, 0);
        if (r.failed() != 0) {
            write_failure<M>(out, size, r.failed());
            return;
        }
        keep.begin();
        using value::convert;
        const auto v = convert<To>(m, detail::load<From>(m, r));
        detail::store(keep, g, at, out, v);
    }
};

namespace detail {
template <class Op>
inline constexpr bool function_first =
    std::is_same_v<Op, op::apply> || std::is_same_v<Op, op::mapply>;
template <class Op, class R, class C>
struct collected {
    using result = call_t<type::named<Op>, C, type::recorded<R>>;
};
template <class Op, class R, class C>
    requires function_first<Op>
struct collected<Op, R, C> {
    using result = call_t<type::named<Op>, type::recorded<R>, C>;
};
template <class C>
inline constexpr bool is_counted = false;
template <>
inline constexpr bool is_counted<type::set<type::unit>> = true;
template <>
inline constexpr bool is_counted<type::tuple<type::unit>> = true;
} // namespace detail

/// An operation whose function gave R for each element of a C. Of a container of units only the
/// number of elements counts.
template <class Op, class R, class C>
struct collect_step {
    using result = typename detail::collected<Op, R, C>::result;

    template <class M>
    static BATT_FN void run(keeper<M>& keep, const group& g, const item& at) {
        M& m = keep.machine();
        constexpr int size = detail::record_size<M, result>;
        std::uint32_t* const out = at.out(size);
        const record<M> counts(at.argument(0, 3), 3);
        if (counts.failed() != 0) {
            write_failure<M>(out, size, counts.failed());
            return;
        }
        std::uint32_t next = counts[1];
        failure_code met = 0;
        const value::recorded<R> f{&at, 1, &next, &met};
        keep.begin();
        if constexpr (detail::is_counted<C>) {
            finish(keep, g, at, out, f, value::of<M, C>{0, static_cast<int>(counts[2])}, met);
        } else {
            const record<M> r = detail::read<M, C>(at, 2);
            if (r.failed() != 0)
                write_failure<M>(out, size, r.failed());
            else
                finish(keep, g, at, out, f, detail::load<C>(m, r), met);
        }
    }

private:
    template <class M, class F, class V>
    static BATT_FN void finish(keeper<M>& keep, const group& g, const item& at, std::uint32_t* out,
                               const F& f, const V& c, failure_code& met) {
        M& m = keep.machine();
        const auto v = [&] {
            if constexpr (detail::function_first<Op>)
                return batt::call(m, value::named<Op>{}, f, c);
            else
                return batt::call(m, value::named<Op>{}, c, f);
        }();
        if (met != 0) {
            m.take_status();
            write_failure<M>(out, detail::record_size<M, result>, met);
        } else {
            detail::store(keep, g, at, out, v);
        }
    }
};

} // namespace columns

template <class R>
template <class M, class... V>
BATT_FN value::of<M, R> value::recorded<R>::call_on(M& m, const V&...) const {
    constexpr int size = columns::detail::record_size<M, R>;
    const columns::record<M> r(at->argument(argument, size, (*next)++), size);
    const columns::failure_code failed = r.failed();
    if (failed != 0) {
        if (m.ok()) *met = failed;
        m.fail(status::type);
        return {};
    }
    return columns::detail::load<R>(m, r);
}

} // namespace batt
BATT_HOST_CALLS_END
