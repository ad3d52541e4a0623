// Steps that know no types and move the words of records, each item by itself.
#pragma once

#include <batt/columns/list_steps.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

namespace detail {

BATT_FN void copy_record(std::uint32_t* to, const std::uint32_t* from, int n) {
    for (int k = 0; k < n; ++k) to[k] = from[k];
}
/// Writes the record of element k of a list, whose windows stay where they are.
BATT_FN void write_element(const std::uint32_t* base, const layout& e, std::uint32_t* out,
                           int offset, int k) {
    const value_place words = element_place(base, e, offset, k);
    out[0] = 0;
    for (int x = 0; x < e.words; ++x) out[1 + x] = words[x];
    if (!e.packed())
        out[1 + e.words] =
            static_cast<std::uint32_t>(offset + k * e.stride() + (e.words > 0 ? 1 : 0));
}
/// Takes n places among the elements of a space; returns the first.
BATT_FN std::uint32_t count_up(const memory& m, std::uint32_t counter, std::uint32_t n) {
#if BATT_ON_DEVICE
    return atomicAdd(&m.counters[counter], n);
#else
    const std::uint32_t at = m.counters[counter];
    m.counters[counter] += n;
    return at;
#endif
}

} // namespace detail

/// One item of a step that moves the words of records, and no windows: on a device a lane does it
/// alone. False if it is another step.
BATT_FN bool run_record_step(const group& g, const item& at) {
    const int size = g.result.record();
    std::uint32_t* const out = at.out(size);
    const auto argument = [&](int k) { return at.argument(k, g.of[k].record()); };
    const auto fail_with = [&](failure_code c) {
        out[0] = c;
        for (int k = 1; k < size; ++k) out[k] = 0;
    };
    const auto fail = [&](unsigned why) { fail_with(failure_at(why, at.j.node)); };
    /// The failure of the first argument from number k on that failed.
    const auto failure_from = [&](int k) {
        failure_code met = 0;
        for (; k < 4 && met == 0; ++k)
            if (g.of[k].words >= 0) met = argument(k)[0];
        return met;
    };
    const auto last_argument = [&](int word) {
        int k = 3;
        while (k > 0 && g.of[k].words < 0) --k;
        return argument(k)[word];
    };
    const auto copy_or_fail = [&](const std::uint32_t* from, failure_code met) {
        if (met != 0)
            fail_with(met);
        else
            detail::copy_record(out, from, size);
    };
    const auto write_number = [&](std::uint32_t x) {
        out[0] = 0;
        out[1] = x;
    };
    const auto what = static_cast<step>(g.what);
    switch (what) {
    case step::take: {
        // With number 0 a failure of the value counts first, otherwise those of the others do.
        failure_code met = failure_from(g.number == 0 ? 0 : 1);
        if (met == 0) met = argument(0)[0];
        copy_or_fail(argument(0), met);
        return true;
    }
    case step::choose:
    case step::choose_pushed:
    case step::choose_strict: {
        const std::uint32_t* const c = argument(0);
        if (c[0] != 0) {
            if (what == step::choose_pushed)
                fail(beyond_status);
            else
                fail_with(c[0]);
            return true;
        }
        const failure_code met = what == step::choose_strict ? failure_from(1) : 0;
        const int k = c[1] != 0 ? 1 : 2;
        const std::uint32_t* const taken = argument(k);
        if (met == 0 && taken[0] == 0 && g.of[k].record() != size)
            fail(beyond_status); // the chosen value has no column
        else
            copy_or_fail(taken, met != 0 ? met : taken[0]);
        return true;
    }
    case step::unlike:
    case step::no_grid:
    case step::stuck:
    case step::beyond: {
        const failure_code met = failure_from(0);
        if (met != 0)
            fail_with(met);
        else if (what == step::unlike)
            write_number(0);
        else if (what == step::no_grid && g.number == 1 && argument(0)[2] == 0)
            fail(beyond_status); // the empty tuple is a grid
        else if (what == step::no_grid)
            fail(no_grid_status);
        else if (what == step::stuck && g.number > 0 && (g.number < 0x100 || last_argument(1) != 0))
            fail(static_cast<unsigned>(g.number & 0xFF) - 1);
        else
            fail(beyond_status);
        return true;
    }
    case step::first_failure: {
        const std::uint32_t* const counts = argument(0);
        failure_code met = counts[0];
        if (met == 0 && counts[2] != 0) met = at.argument(1, g.of[1].record(), counts[1])[0];
        if (met != 0)
            fail_with(met);
        else
            fail(beyond_status);
        return true;
    }
    case step::elements:
    case step::pairs:
    case step::products: {
        const std::uint32_t* const a = argument(0);
        failure_code met = a[0];
        std::int64_t n = met == 0 ? a[2] : 0;
        if (what != step::elements && met == 0) {
            const std::uint32_t* const b = argument(1);
            met = b[0];
            const std::int64_t other = met == 0 ? b[2] : 0;
            n = what == step::products ? n * other : (other < n ? other : n);
        }
        if (met == 0 && n > max_elements)
            met = failure_at(static_cast<unsigned>(status::capacity), at.j.node);
        const auto count = met == 0 ? static_cast<std::uint32_t>(n) : 0U;
        out[0] = met;
        out[1] = detail::count_up(at.m, at.j.counter, count);
        out[2] = count;
        return true;
    }
    case step::element: {
        // Argument 0 is a list, argument 1 the counts of elements.
        const std::uint32_t p = at.parent();
        const std::uint32_t* const counts = at.argument(1, 3, p);
        const std::uint32_t* const list = at.argument(0, 3, p);
        auto k = static_cast<std::int64_t>(at.index - counts[1]);
        const int how = g.number;
        // Products go through the second list and for each of its elements through the first.
        const auto length = static_cast<std::int64_t>(list[2]);
        if (how == 2) k = k % length;
        if (how == 3) k = k / (static_cast<std::int64_t>(counts[2]) / length);
        detail::write_element(at.m.base, g.result, out, static_cast<int>(list[1]),
                              static_cast<int>(k));
        return true;
    }
    case step::lift: detail::copy_record(out, at.argument(0, size, at.parent()), size); return true;
    case step::at: {
        const std::uint32_t* const list = argument(0);
        failure_code met = list[0];
        const auto count = met == 0 ? static_cast<std::int64_t>(list[2]) : 0;
        std::int64_t k = g.number == 2 ? count - 1 : 0;
        if (met == 0 && g.number == 0) {
            const std::uint32_t* const place = argument(1);
            met = place[0];
            k = met == 0 ? static_cast<std::int64_t>(place[1]) : 0;
        }
        if (met == 0 && (k < 0 || k >= count))
            met = failure_at(static_cast<unsigned>(status::empty), at.j.node);
        if (met != 0)
            fail_with(met);
        else
            detail::write_element(at.m.base, g.result, out, static_cast<int>(list[1]),
                                  static_cast<int>(k));
        return true;
    }
    case step::part: {
        // The number is 0 for the first and 1 for the second of a pair.
        const std::uint32_t* const pair = argument(0);
        if (pair[0] != 0) {
            fail_with(pair[0]);
            return true;
        }
        const layout whole = g.of[0], mine = g.result;
        const int skip = g.number == 0 ? 0 : whole.words - mine.words;
        out[0] = 0;
        detail::copy_record(out + 1, pair + 1 + skip, mine.words);
        if (mine.lines > 0)
            out[1 + mine.words] =
                pair[1 + whole.words] +
                static_cast<std::uint32_t>(g.number == 0 ? 0 : whole.lines - mine.lines);
        return true;
    }
    case step::count: {
        const std::uint32_t* const list = argument(0);
        if (list[0] != 0)
            fail_with(list[0]);
        else
            write_number(list[2]);
        return true;
    }
    default: return false;
    }
}

/// The outer item of each element of an item.
template <class M>
BATT_FN void spread(const memory& mem, const job& j, std::uint32_t index) {
    const record<M> counts(at_line(mem, j.argument[0]) + static_cast<std::ptrdiff_t>(index) * 3, 3);
    std::uint32_t* const parents = at_line(mem, j.out);
    const std::uint32_t first = counts[1], n = counts[2];
    if constexpr (M::lanes::on_device) {
        for (std::uint32_t k = static_cast<std::uint32_t>(M::lanes::lane()); k < n; k += 32)
            parents[first + k] = index;
    } else {
        for (std::uint32_t k = 0; k < n; ++k) parents[first + k] = index;
    }
}

} // namespace batt::columns
BATT_HOST_CALLS_END
