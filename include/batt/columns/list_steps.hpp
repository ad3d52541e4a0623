// Steps that know no types and make lists and pairs of existing values, with their windows.
#pragma once

#include <batt/columns/lane_work.hpp>
#include <batt/columns/nodes.hpp>
#include <batt/columns/places.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

namespace detail {

/// Puts word w of a value into place `to` of a packed list.
BATT_FN void put_word(std::uint32_t* base, const layout& e, int offset, int to, int w,
                      std::uint32_t word) {
    base[static_cast<std::ptrdiff_t>(offset + (to >> 5) * e.words + w) * 32 + (to & 31)] = word;
}
/// Puts the words of a value there.
BATT_FN void put_words(std::uint32_t* base, const layout& e, int offset, int to,
                       const value_place& from) {
    for (int w = 0; w < e.words; ++w) put_word(base, e, offset, to, w, from[w]);
}
/// Puts values from(k), each a value_place, into places k < n of a packed list.
template <class M, class F>
BATT_FN void put_values(std::uint32_t* base, const layout& e, int offset, int n, const F& from) {
    if constexpr (M::lanes::on_device) {
        for (int first = M::lanes::lane(); first < n; first += 32 * numbers_at_once) {
            value_place at[numbers_at_once];
            BATT_UNROLL
            for (int x = 0; x < numbers_at_once; ++x)
                if (first + 32 * x < n) at[x] = from(first + 32 * x);
            for (int w = 0; w < e.words; ++w) {
                std::uint32_t word[numbers_at_once];
                BATT_UNROLL
                for (int x = 0; x < numbers_at_once; ++x)
                    if (first + 32 * x < n) word[x] = at[x][w];
                BATT_UNROLL
                for (int x = 0; x < numbers_at_once; ++x)
                    if (first + 32 * x < n) put_word(base, e, offset, first + 32 * x, w, word[x]);
            }
        }
        meet_lanes<M>();
    } else {
        for (int k = 0; k < n; ++k) put_words(base, e, offset, k, from(k));
    }
}
/// Copies elements from(k) of a list to places k < n of another.
template <class M, class F>
BATT_FN void copy_elements(M& m, std::uint32_t* base, const layout& e, int to_offset,
                           int from_offset, int n, const F& from) {
    if (e.packed())
        put_values<M>(base, e, to_offset, n,
                      [&](int k) { return element_place(base, e, from_offset, from(k)); });
    else
        for (int k = 0; k < n; ++k)
            m.copy_lines(to_offset + k * e.stride(), from_offset + from(k) * e.stride(),
                         e.stride());
}
/// Puts the values of records into a list, those of record_at(k) into places k < n.
template <class M, class F>
BATT_FN void put_records(M& m, std::uint32_t* base, const layout& e, int offset, int n,
                         const F& record_at) {
    if (e.packed()) {
        put_values<M>(base, e, offset, n, [&](int k) { return value_place{record_at(k) + 1, 1}; });
        return;
    }
    const int header = e.words > 0 ? 1 : 0;
    for (int k = 0; k < n; ++k) {
        const record<M> r(record_at(k), e.record());
        const int at = offset + k * e.stride();
        for (int x = 0; x < e.words; ++x) m.store_word(at, x, r[1 + x]);
        m.copy_lines(at + header, static_cast<int>(r[1 + e.words]), e.lines);
    }
}
template <class M>
BATT_FN void write_list(std::uint32_t* out, int offset, int count) {
    const std::uint32_t w[] = {0, static_cast<std::uint32_t>(offset),
                               static_cast<std::uint32_t>(count)};
    write<M>(out, w);
}

/// Two values as a pair, whose windows lie side by side. Argument 0 has not failed.
template <class M>
BATT_FN void run_join(keeper<M>& keep, const group& g, const item& at, const record<M>& a) {
    M& m = keep.machine();
    const int size = g.result.record();
    std::uint32_t* const out = at.out(size);
    const record<M> b(at.argument(1, g.of[1].record()), g.of[1].record());
    if (b.failed() != 0) {
        write_failure<M>(out, size, b.failed());
        return;
    }
    const layout x = g.of[0], y = g.of[1];
    std::uint32_t lines = x.lines > 0 ? a[1 + x.words] : y.lines > 0 ? b[1 + y.words] : 0;
    if (x.lines > 0 && y.lines > 0) {
        const int to = keep.allocate(x.lines + y.lines);
        if (to < 0) {
            write_failure<M>(out, size,
                             failure_at(static_cast<unsigned>(status::capacity), at.j.node));
            return;
        }
        m.copy_lines(to, static_cast<int>(a[1 + x.words]), x.lines);
        m.copy_lines(to + x.lines, static_cast<int>(b[1 + y.words]), y.lines);
        lines = static_cast<std::uint32_t>(to);
    }
    std::uint32_t w[16] = {};
    for (int k = 0; k < x.words && k < 7; ++k) w[1 + k] = a[1 + k];
    for (int k = 0; k < y.words && k < 7; ++k) w[1 + x.words + k] = b[1 + k];
    w[1 + x.words + y.words] = lines;
    write<M>(out, w, size);
}

} // namespace detail

/// One item of a step that makes a list or a pair.
template <class M>
BATT_FN void run_list_step(keeper<M>& keep, const group& g, const item& at) {
    M& m = keep.machine();
    std::uint32_t* const base = at.m.base;
    const int size = g.result.record();
    std::uint32_t* const out = at.out(size);
    const auto argument = [&](int k) {
        return record<M>(at.argument(k, g.of[k].record()), g.of[k].record());
    };
    const auto fail = [&](status why) {
        write_failure<M>(out, size, failure_at(static_cast<unsigned>(why), at.j.node));
    };
    /// Makes a list of n elements e: put(offset) writes them.
    const auto make = [&](const layout& e, int n, const auto& put) {
        const int offset = n > max_elements ? -1 : keep.allocate(e.size(n));
        if (offset < 0) {
            fail(status::capacity); // and if the pool is full the chunk does not count
            return;
        }
        put(offset);
        detail::write_list<M>(out, offset, n);
    };
    const record<M> first = argument(0);
    const auto what = static_cast<step>(g.what);
    failure_code met = first.failed();
    if (met == 0 &&
        (what == step::gather || what == step::concat || (what == step::repeat && g.number == 0)))
        met = argument(1).failed();
    if (met != 0) {
        write_failure<M>(out, size, met);
        return;
    }
    if (what == step::join) {
        detail::run_join(keep, g, at, first);
        return;
    }
    const bool is_list = what != step::repeat; // repeat has counts of elements
    const int offset = is_list ? static_cast<int>(first[1]) : 0;
    const int count = is_list ? static_cast<int>(first[2]) : 0;
    switch (what) {
    case step::gather: {
        const record<M> places = argument(1);
        const int numbers = static_cast<int>(places[1]);
        const layout number{1, 0};
        make(g.of[2], static_cast<int>(places[2]), [&](int to) {
            detail::copy_elements(
                m, base, g.of[2], to, offset, static_cast<int>(places[2]), [&](int k) {
                    return static_cast<int>(element_place(base, number, numbers, k)[0]);
                });
        });
        return;
    }
    case step::repeat: {
        const auto wanted = g.number == 0 ? static_cast<std::int32_t>(argument(1)[1]) : 1;
        const int n = wanted < 0 ? 0 : wanted;
        const std::uint32_t* const value = at.argument(0, g.of[0].record());
        make(g.of[0], n, [&](int to) {
            detail::put_records(m, base, g.of[0], to, n, [&](int) { return value; });
        });
        return;
    }
    case step::implode: {
        // Argument 0 is the counts of elements, argument 1 what the function gave.
        const layout e = g.of[1];
        const std::uint32_t begin = first[1];
        const auto record_at = [&](int k) {
            return at.argument(1, e.record(), begin + static_cast<std::uint32_t>(k));
        };
        const int failed =
            first_number<M, numbers_at_once>(count, [&](int k) { return record_at(k)[0] != 0; });
        if (count <= max_elements && failed < count) {
            write_failure<M>(out, size, record_at(failed)[0]);
            return;
        }
        make(e, count, [&](int to) { detail::put_records(m, base, e, to, count, record_at); });
        return;
    }
    case step::concat:
    case step::flatten: {
        const layout e = g.of[2], list{2, 0};
        const bool two = what == step::concat;
        // The line and the count of list k.
        int of_two[4] = {offset, count, 0, 0};
        if (two) {
            const record<M> second = argument(1);
            of_two[2] = static_cast<int>(second[1]);
            of_two[3] = static_cast<int>(second[2]);
        }
        const auto word = [&](int k, int x) {
            if (two) return k == 0 ? of_two[x] : of_two[2 + x];
            return static_cast<int>(element_place(base, list, offset, k)[x]);
        };
        const auto count_of = [&](int k) { return word(k, 1); };
        const int lists = two ? 2 : count;
        const int n = sum_of_numbers<M>(lists, max_elements, count_of);
        make(e, n, [&](int to) {
            if (e.packed()) {
                for_elements<M>(lists, count_of, [&](int place, int k, int x) {
                    detail::put_words(base, e, to, place, element_place(base, e, word(k, 0), x));
                });
                return;
            }
            int place = to;
            for (int k = 0; k < lists; ++k) {
                const int lines = e.size(count_of(k));
                m.copy_lines(place, word(k, 0), lines);
                place += lines;
            }
        });
        return;
    }
    default: return;
    }
}

} // namespace batt::columns
BATT_HOST_CALLS_END
