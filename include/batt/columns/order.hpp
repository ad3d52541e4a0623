// Values of any type compared where they lie: what puts them in order or finds equal ones.
#pragma once

#include <batt/columns/steps.hpp>
#include <batt/value/compare.hpp>
#include <batt/value/search.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

namespace detail {

/// A value in a record or in a list: its words at hand, and the line of its windows.
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
/// Windows are compared in one place: it is much code.
template <class M>
BATT_CALLED_FN int compare_windows_of(M& m, form is, const value_words& a, const value_words& b) {
    switch (is) {
    case form::grid: return compare_as<value::grid<M>>(m, a, b);
    case form::indices: return compare_as<value::indices<M>>(m, a, b);
    case form::univalued: return compare_as<value::univalued<M>>(m, a, b);
    default: return compare_as<value::object<M>>(m, a, b);
    }
}

/// Whether a location that is none stands in a value, at any depth.
template <int Depth, class M>
BATT_CALLED_FN bool holds_none(M& m, const shape_table& s, int t, const value_words& a) {
    const shape& is = s.at[t];
    if (is.is == form::ivec)
        return ivec{static_cast<integer>(a.w[0]), static_cast<integer>(a.w[1])}.is_none();
    if constexpr (Depth < shape_table::deepest) {
        if (is.is == form::pair) {
            const shape& first = s.at[is.first];
            value_words second;
            for (int k = 0; k < value_words::most; ++k)
                if (k + first.of.words < value_words::most) second.w[k] = a.w[k + first.of.words];
            return holds_none<Depth + 1>(m, s, is.first, a) ||
                   holds_none<Depth + 1>(m, s, is.second, second);
        }
        if (is.is == form::tuple) {
            const layout l = s.at[is.first].of;
            for (int k = 0; k < static_cast<int>(a.w[1]); ++k)
                if (holds_none<Depth + 1>(m, s, is.first,
                                          words_at(m, l, static_cast<int>(a.w[0]), k)))
                    return true;
        }
    }
    return false;
}

/// Two values of shape t in value order.
template <int Depth, class M>
BATT_CALLED_FN int compare_values(M& m, const shape_table& s, int t, const value_words& a,
                                  const value_words& b) {
    const shape& is = s.at[t];
    switch (is.is) {
    case form::integer: {
        const auto x = static_cast<integer>(a.w[0]), y = static_cast<integer>(b.w[0]);
        return x < y ? -1 : x > y ? 1 : 0;
    }
    case form::ivec: return compare_as<ivec>(m, a, b);
    case form::grid:
    case form::indices:
    case form::univalued:
    case form::object: return compare_windows_of(m, is.is, a, b);
    default: break;
    }
    if constexpr (Depth < shape_table::deepest) {
        if (is.is == form::pair) {
            const shape& first = s.at[is.first];
            const int c = compare_values<Depth + 1>(m, s, is.first, a, b);
            if (c != 0) return c;
            value_words x, y;
            for (int k = 0; k < value_words::most; ++k) {
                if (k + first.of.words >= value_words::most) continue;
                x.w[k] = a.w[k + first.of.words];
                y.w[k] = b.w[k + first.of.words];
            }
            x.line = a.line + first.of.lines;
            y.line = b.line + first.of.lines;
            return compare_values<Depth + 1>(m, s, is.second, x, y);
        }
        if (is.is == form::set || is.is == form::tuple) {
            const layout l = s.at[is.first].of;
            const int na = static_cast<int>(a.w[1]), nb = static_cast<int>(b.w[1]);
            for (int k = 0; k < na && k < nb; ++k) {
                const int c = compare_values<Depth + 1>(
                    m, s, is.first, words_at(m, l, static_cast<int>(a.w[0]), k),
                    words_at(m, l, static_cast<int>(b.w[0]), k));
                if (c != 0) return c;
            }
            return na < nb ? -1 : na > nb ? 1 : 0;
        }
    }
    return 0;
}

template <class M>
BATT_FN void write_numbers(keeper<M>& keep, std::uint32_t* out, const value::permutation<M>& p,
                           int n) {
    M& m = keep.machine();
    const int at = keep.allocate((n + 31) / 32);
    if (at < 0) {
        m.fail(status::capacity);
        return;
    }
    for (int k = 0; k < n; ++k)
        m.store_word(at + (k >> 5), k & 31, static_cast<std::uint32_t>(p[k]));
    write_list<M>(out, at, n);
}

} // namespace detail

/// One item of a step that compares values.
template <class M>
BATT_FN void run_comparison(keeper<M>& keep, const group& g, const item& at) {
    M& m = keep.machine();
    const auto what = static_cast<step>(g.what);
    const int size = g.result.record();
    std::uint32_t* const out = at.out(size);
    const auto argument = [&](int k) {
        return record<M>(at.argument(k, g.of[k].record()), g.of[k].record());
    };
    const auto fail = [&](status s) {
        write_failure<M>(out, size, failure_at(static_cast<unsigned>(s), at.j.node));
    };
    const shape_table& s = g.shapes;
    const auto compared = [&](const detail::value_words& a, const detail::value_words& b) {
        return detail::compare_values<0>(m, s, 0, a, b);
    };
    const record<M> first = argument(0);
    if (first.failed() != 0) {
        write_failure<M>(out, size, first.failed());
        return;
    }
    keep.begin();
    const layout e = s.at[0].of;
    if (what == step::same) {
        const record<M> second = argument(1);
        if (second.failed() != 0)
            write_failure<M>(out, size, second.failed());
        else
            detail::write_number<M>(
                out, compared(detail::words_of(first, e), detail::words_of(second, e)) == 0);
        if (m.take() != status::ok) fail(status::capacity);
        return;
    }
    // The values are the elements of a list or those of a space.
    const bool of_space = what == step::extreme || what == step::ranked;
    const int n = static_cast<int>(first[2]);
    const auto value = [&](int k) {
        if (!of_space) return detail::words_at(m, e, static_cast<int>(first[1]), k);
        const record<M> r(at.argument(1, e.record(), first[1] + static_cast<std::uint32_t>(k)),
                          e.record());
        return detail::words_of(r, e);
    };
    if (of_space)
        for (int k = 0; k < n; ++k) {
            const record<M> r(at.argument(1, e.record(), first[1] + static_cast<std::uint32_t>(k)),
                              e.record());
            if (r.failed() == 0) continue;
            write_failure<M>(out, size, r.failed());
            return;
        }
    if (what == step::extreme) {
        if (n == 0) {
            fail(status::empty);
            return;
        }
        int best = 0;
        for (int k = 1; k < n; ++k) {
            const int c = compared(value(k), value(best));
            if (g.number == 0 ? c > 0 : c < 0) best = k;
        }
        detail::write_number<M>(out, static_cast<std::uint32_t>(best));
    } else if (what == step::commonest) {
        if (n == 0) {
            fail(status::empty);
            return;
        }
        // Of values that occur equally often the smallest counts.
        int best = 0, best_count = 0;
        for (int k = 0; k < n; ++k) {
            const auto v = value(k);
            int count = 0;
            bool again = false;
            for (int x = 0; x < n && !again; ++x) {
                if (compared(value(x), v) != 0) continue;
                again = x < k;
                ++count;
            }
            if (again) continue;
            const bool more = g.number == 0 ? count > best_count : count < best_count;
            if (best_count == 0 || more ||
                (count == best_count && compared(v, value(best)) < 0)) {
                best = k;
                best_count = count;
            }
        }
        detail::write_number<M>(out, static_cast<std::uint32_t>(best));
    } else if (what == step::firsts) {
        value::permutation<M> kept(m, n);
        for (int k = 0; k < n && m.ok(); ++k) {
            const auto v = value(k);
            bool again = false;
            for (int x = 0; x < kept.count() && !again; ++x)
                again = compared(value(kept[x]), v) == 0;
            if (!again) kept.insert(kept.count(), k);
        }
        if (m.ok()) detail::write_numbers(keep, out, kept, kept.count());
    } else {
        // What is left is `ranked` and `as_set`.
        const bool once = what == step::as_set;
        if (once && g.number == 1)
            for (int k = 0; k < n; ++k)
                if (detail::holds_none<0>(m, s, 0, value(k))) {
                    fail(status::empty);
                    return;
                }
        bool ascending = once;
        for (int k = 1; k < n && ascending; ++k) ascending = compared(value(k - 1), value(k)) < 0;
        if (ascending) {
            // The list is the set.
            if (m.ok()) detail::write_list<M>(out, static_cast<int>(first[1]), n);
            if (m.take() != status::ok) fail(status::capacity);
            return;
        }
        value::permutation<M> places(m, n);
        for (int k = 0; k < n && m.ok(); ++k) {
            const auto v = value(k);
            int low = 0, high = places.count();
            bool found = false;
            while (low < high && !found) {
                const int middle = (low + high) / 2;
                const int c = compared(value(places[middle]), v);
                found = once && c == 0;
                if (c <= 0)
                    low = middle + 1;
                else
                    high = middle;
            }
            if (!found) places.insert(low, k);
        }
        if (m.ok() && !once) {
            detail::write_numbers(keep, out, places, places.count());
        } else if (m.ok()) {
            const int to = keep.allocate(e.size(places.count()));
            if (to < 0) {
                fail(status::capacity);
                return;
            }
            for (int k = 0; k < places.count(); ++k)
                detail::copy_element(m, e, to, k, static_cast<int>(first[1]), places[k]);
            detail::write_list<M>(out, to, places.count());
        }
    }
    if (m.take() != status::ok) fail(status::capacity);
}

} // namespace batt::columns
BATT_HOST_CALLS_END
