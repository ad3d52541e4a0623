// Steps that know no types: records and elements of containers that are moved as they are.
#pragma once

#include <batt/columns/list_steps.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

namespace detail {

/// Writes the record of element k of a list, whose windows stay where they are.
template <class M>
BATT_FN void write_element(M& m, const layout& e, std::uint32_t* out, int offset, int k) {
    constexpr int most = 8;
    std::uint32_t w[most] = {};
    if (e.packed()) {
        for (int x = 0; x < e.words && x < most - 1; ++x)
            w[1 + x] = m.load_word(offset + (k >> 5) * e.words + x, k & 31);
    } else {
        const int at = offset + k * e.stride();
        for (int x = 0; x < e.words && x < most - 2; ++x) w[1 + x] = m.load_word(at, x);
        const auto windows = static_cast<std::uint32_t>(at + (e.words > 0 ? 1 : 0));
        for (int x = 0; x < most; ++x)
            if (x == 1 + e.words) w[x] = windows;
    }
    write<M>(out, w, e.record());
}
template <class M>
BATT_FN void write_number(std::uint32_t* out, std::uint32_t x) {
    const std::uint32_t w[] = {0, x};
    write<M>(out, w);
}

} // namespace detail

/// One item of a step that knows no types.
template <class M>
BATT_FN void run_step(keeper<M>& keep, const group& g, const item& at) {
    M& m = keep.machine();
    const int size = g.result.record();
    std::uint32_t* const out = at.out(size);
    const auto argument = [&](int k) {
        return record<M>(at.argument(k, g.of[k].record()), g.of[k].record());
    };
    const auto fail = [&](unsigned why) {
        write_failure<M>(out, size, failure_at(why, at.j.node));
    };
    const auto last_argument = [&](int word) {
        int k = 3;
        while (k > 0 && g.of[k].words < 0) --k;
        return argument(k)[word];
    };
    const auto what = static_cast<step>(g.what);
    switch (what) {
    case step::take: {
        // With number 0 a failure of the value counts first, otherwise those of the others do.
        const bool first = g.number == 0;
        const record<M> value = argument(0);
        failure_code met = first ? value.failed() : 0;
        for (int k = 1; k < 4 && met == 0; ++k)
            if (g.of[k].words >= 0) met = argument(k).failed();
        if (met == 0) met = value.failed();
        if (met != 0)
            write_failure<M>(out, size, met);
        else
            value.copy_to(out, size);
        return;
    }
    case step::choose:
    case step::choose_pushed:
    case step::choose_strict: {
        const record<M> c = argument(0);
        if (c.failed() != 0) {
            if (what == step::choose_pushed)
                fail(beyond_status);
            else
                write_failure<M>(out, size, c.failed());
            return;
        }
        if (what == step::choose_strict) {
            const failure_code a = argument(1).failed(), b = argument(2).failed();
            if ((a | b) != 0) {
                write_failure<M>(out, size, a != 0 ? a : b);
                return;
            }
        }
        const int k = c[1] != 0 ? 1 : 2;
        const record<M> taken = argument(k);
        if (taken.failed() == 0 && g.of[k].record() != size)
            fail(beyond_status); // the chosen value has no column
        else if (taken.failed() != 0)
            write_failure<M>(out, size, taken.failed());
        else
            taken.copy_to(out, size);
        return;
    }
    case step::unlike:
    case step::no_grid:
    case step::stuck:
    case step::beyond: {
        failure_code met = 0;
        for (int k = 0; k < 4 && met == 0; ++k)
            if (g.of[k].words >= 0) met = argument(k).failed();
        if (met != 0)
            write_failure<M>(out, size, met);
        else if (what == step::unlike)
            detail::write_number<M>(out, 0);
        else if (what == step::no_grid && g.number == 1 && argument(0)[2] == 0)
            fail(beyond_status); // the empty tuple is a grid
        else if (what == step::no_grid)
            fail(no_grid_status);
        else if (what == step::stuck && g.number > 0 && (g.number < 0x100 || last_argument(1) != 0))
            fail(static_cast<unsigned>(g.number & 0xFF) - 1);
        else
            fail(beyond_status);
        return;
    }
    case step::first_failure: {
        const record<M> counts = argument(0);
        failure_code met = counts.failed();
        if (met == 0 && counts[2] != 0)
            met = record<M>(at.argument(1, g.of[1].record(), counts[1]), g.of[1].record()).failed();
        if (met != 0)
            write_failure<M>(out, size, met);
        else
            fail(beyond_status);
        return;
    }
    case step::elements:
    case step::pairs:
    case step::products: {
        const record<M> a = argument(0);
        failure_code met = a.failed();
        std::int64_t n = met == 0 ? a[2] : 0;
        if (what != step::elements && met == 0) {
            const record<M> b = argument(1);
            met = b.failed();
            const std::int64_t other = met == 0 ? b[2] : 0;
            n = what == step::products ? n * other : (other < n ? other : n);
        }
        if (met == 0 && n > max_elements)
            met = failure_at(static_cast<unsigned>(status::capacity), at.j.node);
        const auto count = met == 0 ? static_cast<std::uint32_t>(n) : 0U;
        const std::uint32_t w[] = {met, keep.count_up(at.j.counter, count), count};
        write<M>(out, w);
        return;
    }
    case step::element: {
        // Argument 0 is a list, argument 1 the counts of elements.
        const std::uint32_t p = at.parent();
        const record<M> counts(at.argument(1, 3, p), 3);
        const record<M> list(at.argument(0, 3, p), 3);
        auto k = static_cast<std::int64_t>(at.index - counts[1]);
        const int how = g.number;
        // Products go through the second list and for each of its elements through the first.
        const auto length = static_cast<std::int64_t>(list[2]);
        if (how == 2) k = k % length;
        if (how == 3) k = k / (static_cast<std::int64_t>(counts[2]) / length);
        detail::write_element(m, g.result, out, static_cast<int>(list[1]), static_cast<int>(k));
        return;
    }
    case step::lift: {
        record<M>(at.argument(0, size, at.parent()), size).copy_to(out, size);
        return;
    }
    case step::at: {
        const record<M> list = argument(0);
        failure_code met = list.failed();
        const auto count = met == 0 ? static_cast<std::int64_t>(list[2]) : 0;
        std::int64_t k = g.number == 2 ? count - 1 : 0;
        if (met == 0 && g.number == 0) {
            const record<M> place = argument(1);
            met = place.failed();
            k = met == 0 ? static_cast<std::int64_t>(place[1]) : 0;
        }
        if (met == 0 && (k < 0 || k >= count))
            met = failure_at(static_cast<unsigned>(status::empty), at.j.node);
        if (met != 0)
            write_failure<M>(out, size, met);
        else
            detail::write_element(m, g.result, out, static_cast<int>(list[1]), static_cast<int>(k));
        return;
    }
    case step::join: {
        const record<M> a = argument(0), b = argument(1);
        if (a.failed() != 0 || b.failed() != 0) {
            write_failure<M>(out, size, a.failed() != 0 ? a.failed() : b.failed());
            return;
        }
        const layout x = g.of[0], y = g.of[1];
        std::uint32_t lines = x.lines > 0 ? a[1 + x.words] : y.lines > 0 ? b[1 + y.words] : 0;
        if (x.lines > 0 && y.lines > 0) {
            const int to = keep.allocate(x.lines + y.lines);
            if (to < 0) {
                fail(static_cast<unsigned>(status::capacity));
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
        return;
    }
    case step::part: {
        // The number is 0 for the first and 1 for the second of a pair.
        const record<M> pair = argument(0);
        if (pair.failed() != 0) {
            write_failure<M>(out, size, pair.failed());
            return;
        }
        const layout whole = g.of[0], mine = g.result;
        const int skip = g.number == 0 ? 0 : whole.words - mine.words;
        std::uint32_t w[16] = {};
        for (int k = 0; k < mine.words && k < 14; ++k) w[1 + k] = pair[1 + skip + k];
        if (mine.lines > 0)
            w[1 + mine.words] =
                pair[1 + whole.words] +
                static_cast<std::uint32_t>(g.number == 0 ? 0 : whole.lines - mine.lines);
        write<M>(out, w, size);
        return;
    }
    case step::count: {
        const record<M> list = argument(0);
        if (list.failed() != 0)
            write_failure<M>(out, size, list.failed());
        else
            detail::write_number<M>(out, list[2]);
        return;
    }
    default: run_list_step(keep, g, at);
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
