// Values of any type compared with windows, by all lanes together.
#pragma once

#include <batt/columns/lane_work.hpp>
#include <batt/columns/places.hpp>
#include <batt/value/compare.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

namespace detail {

/// A value in a record or in a list: its words, already read, and the line of its windows.
struct value_words {
    static constexpr int most = 8;
    std::uint32_t w[most] = {};
    int line = 0;
};

template <class M>
BATT_FN value_words words_of(const record<M>& r, const layout& l) {
    value_words v;
    for (int k = 0; k < value_words::most; ++k)
        if (k < l.words) v.w[k] = r[1 + k];
    if (l.lines > 0) v.line = static_cast<int>(r[1 + l.words]);
    return v;
}
template <class M>
BATT_FN value_words words_at(M& m, const layout& l, int offset, int k) {
    value_words v;
    for (int x = 0; x < value_words::most; ++x) {
        if (x >= l.words) continue;
        v.w[x] = l.packed() ? m.load_word(offset + (k >> 5) * l.words + x, k & 31)
                            : m.load_word(offset + k * l.stride(), x);
    }
    if (!l.packed()) v.line = offset + k * l.stride() + (l.words > 0 ? 1 : 0);
    return v;
}

template <class V, class M>
BATT_FN int compare_as(M& m, const value_words& a, const value_words& b) {
    using codec = value::codec<M, V>;
    return value::compare(m, codec::load(m, a.w, a.line), codec::load(m, b.w, b.line));
}
/// A function of its own, as comparing windows is much code.
template <class M>
BATT_CALLED_FN int compare_windows_of(M& m, form is, const value_words& a, const value_words& b) {
    switch (is) {
    case form::grid: return compare_as<value::grid<M>>(m, a, b);
    case form::indices: return compare_as<value::indices<M>>(m, a, b);
    case form::univalued: return compare_as<value::univalued<M>>(m, a, b);
    default: return compare_as<value::object<M>>(m, a, b);
    }
}

/// The cost of comparing windows, in steps of comparing numbers.
inline constexpr int steps_of_windows = 4;

/// Compares two values of shape t in value order. steps: as in `compare_places`.
template <int Depth, class M>
BATT_CALLED_FN int compare_values(M& m, const shape_table& s, int t, const value_words& a,
                                  const value_words& b, int& steps) {
    const shape& is = s.at[t];
    ++steps;
    switch (is.is) {
    case form::integer: {
        const auto x = static_cast<integer>(a.w[0]), y = static_cast<integer>(b.w[0]);
        return x < y ? -1 : x > y ? 1 : 0;
    }
    case form::ivec: return compare_as<ivec>(m, a, b);
    case form::grid:
    case form::indices:
    case form::univalued:
    case form::object: steps += steps_of_windows; return compare_windows_of(m, is.is, a, b);
    default: break;
    }
    if constexpr (Depth < shape_table::deepest) {
        if (is.is == form::pair) {
            const shape& first = s.at[is.first];
            const int c = compare_values<Depth + 1>(m, s, is.first, a, b, steps);
            if (c != 0) return c;
            value_words x, y;
            for (int k = 0; k < value_words::most; ++k) {
                if (k + first.of.words >= value_words::most) continue;
                x.w[k] = a.w[k + first.of.words];
                y.w[k] = b.w[k + first.of.words];
            }
            x.line = a.line + first.of.lines;
            y.line = b.line + first.of.lines;
            return compare_values<Depth + 1>(m, s, is.second, x, y, steps);
        }
        if (is.is == form::set || is.is == form::tuple) {
            const layout l = s.at[is.first].of;
            const int na = static_cast<int>(a.w[1]), nb = static_cast<int>(b.w[1]);
            for (int k = 0; k < na && k < nb; ++k) {
                const int c = compare_values<Depth + 1>(
                    m, s, is.first, words_at(m, l, static_cast<int>(a.w[0]), k),
                    words_at(m, l, static_cast<int>(b.w[0]), k), steps);
                if (c != 0) return c;
            }
            return na < nb ? -1 : na > nb ? 1 : 0;
        }
    }
    return 0;
}

/// Whether two values of shape 0 are equal. Elements without windows are compared by lanes at once.
template <class M>
BATT_FN bool equal_values(M& m, const std::uint32_t* base, const shape_table& s,
                          const value_words& a, const value_words& b) {
    const shape& is = s.at[0];
    const bool is_list = is.is == form::set || is.is == form::tuple;
    if (is_list && a.w[1] != b.w[1]) return false;
    int steps = 0;
    if (!is_list || !s.plain) return compare_values<0>(m, s, 0, a, b, steps) == 0;
    const int n = static_cast<int>(a.w[1]);
    const layout e = s.at[is.first].of;
    const value_places x{base, e, static_cast<int>(a.w[0]), nullptr, 0},
        y{base, e, static_cast<int>(b.w[0]), nullptr, 0};
    return first_number<M>(n, [&](int k) {
               return compare_places(base, s, is.first, x[k], y[k], steps) != 0;
           }) >= n;
}

} // namespace detail

} // namespace batt::columns
BATT_HOST_CALLS_END
