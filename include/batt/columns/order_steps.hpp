// Steps that compare values of any type where they lie, to sort them or to find equal ones.
#pragma once

#include <batt/columns/compared.hpp>
#include <batt/columns/sorted_numbers.hpp>
#include <batt/columns/steps.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

namespace detail {

/// The most elements with windows that a device sorts: with more, a warp takes longer than a core
/// takes by definition.
inline constexpr int most_with_windows = 512;

/// Inserts x at a place among n numbers; those from there on move by one.
template <class M>
BATT_FN void insert_number(std::uint32_t* numbers, int n, int at, std::uint32_t x) {
    if constexpr (M::lanes::on_device) {
        for (int top = n; top > at; top -= 32) {
            const int k = top - M::lanes::lane();
            const std::uint32_t moved = k > at ? numbers[k - 1] : 0;
            meet_lanes<M>();
            if (k > at) numbers[k] = moved;
            meet_lanes<M>();
        }
    } else {
        for (int k = n; k > at; --k) numbers[k] = numbers[k - 1];
    }
    for_numbers<M>(1, [&](int) { numbers[at] = x; });
}

template <class M>
BATT_FN void write_number(std::uint32_t* out, std::uint32_t x) {
    const std::uint32_t w[] = {0, x};
    write<M>(out, w);
}

/// Values that a step compares, and the machine that does it: values without windows by lanes at
/// once, others one after the other by all lanes.
template <class M>
class compared_values {
public:
    BATT_FN compared_values(M& m, std::uint32_t* base, const shape_table& s, const value_places& v,
                            int n)
        : m_(m), base_(base), shapes_(s), values_(v), count_(n) {}

    /// Whether lanes took more steps than they should: then nothing that was found counts.
    BATT_FN bool took_too_long() const { return steps_.any_is_over(); }

    /// Whether each value comes after the one before.
    BATT_FN bool ascending() {
        const auto is_wrong = [&](int k) { return compare(k, k + 1) >= 0; };
        if (shapes_.plain) return first_number<M>(count_ - 1, is_wrong) >= count_ - 1;
        for (int k = 0; k + 1 < count_; ++k)
            if (is_wrong(k)) return false;
        return true;
    }
    /// The number of the first of the greatest, or of the least.
    BATT_FN int extreme(bool greatest) {
        const auto better = [&](int x, int y) {
            const int c = compare(x, y);
            return greatest ? c > 0 : c < 0;
        };
        if (shapes_.plain) return best_number<M>(count_, better);
        int best = 0;
        for (int k = 1; k < count_; ++k)
            if (better(k, best)) best = k;
        return best;
    }

    /// The numbers of the values in value order; of equal ones the first comes first.
    std::uint32_t* order = nullptr;
    /// Whether a value in this order differs from the one before.
    std::uint32_t* begins = nullptr;
    /// Room for as many numbers.
    std::uint32_t* room = nullptr;

    /// Finds these; false without room for them.
    BATT_FN bool sort() {
        const sorted_numbers<M> sorted(m_, base_, shapes_, values_, count_, steps_);
        if (!m_.ok()) return false;
        order = sorted.numbers();
        begins = sorted.high();
        room = sorted.low();
        if (const std::uint32_t* const keys = sorted.keys()) {
            for_numbers<M>(count_, [&](int k) {
                begins[k] = k == 0 || keys[order[k - 1]] != keys[order[k]] ? 1 : 0;
            });
            return true;
        }
        for_numbers<M>(count_, [&](int k) {
            const int c = k == 0 ? -1 : places_compared(number(order, k - 1), number(order, k));
            begins[k] = c != 0 && c != open_order ? 1 : 0;
        });
        if (shapes_.plain) return true;
        // Of values that begin alike, windows decide.
        std::uint32_t* const done = room;
        for (int k = 0, first = 0; k < count_; ++k) {
            const std::uint32_t x = order[k];
            if (begins[k] != 0) first = k;
            int low = first, high = k;
            while (low < high) {
                const int middle = (low + high) / 2;
                if (compare(number(done, middle), static_cast<int>(x)) <= 0)
                    low = middle + 1;
                else
                    high = middle;
            }
            insert_number<M>(done, k, low, x);
        }
        room = order;
        order = done;
        for (int k = 1; k < count_; ++k) {
            if (begins[k] != 0) continue;
            const bool differs = compare(number(done, k - 1), number(done, k)) != 0;
            for_numbers<M>(1, [&](int) { begins[k] = differs ? 1 : 0; });
        }
        return m_.ok();
    }

private:
    static BATT_FN int number(const std::uint32_t* numbers, int k) {
        return static_cast<int>(numbers[k]);
    }
    BATT_FN int places_compared(int x, int y) {
        if (steps_.is_over()) return 0;
        return compare_places(base_, shapes_, 0, values_[x], values_[y], steps_.steps());
    }
    BATT_FN int compare(int x, int y) {
        if (shapes_.plain) return places_compared(x, y);
        if (steps_.any_is_over()) return 0;
        return compare_values<0>(m_, shapes_, 0, words(x), words(y), steps_.steps());
    }
    BATT_FN value_words words(int k) const {
        const layout& l = values_.of;
        const value_place at = values_[k];
        value_words v;
        for (int x = 0; x < value_words::most; ++x)
            if (x < l.words) v.w[x] = at[x];
        if (values_.records == nullptr)
            v.line = values_.offset + k * l.stride() + (l.words > 0 ? 1 : 0);
        else if (l.lines > 0)
            v.line = static_cast<int>(at[l.words]);
        return v;
    }

    M& m_;
    std::uint32_t* base_;
    const shape_table& shapes_;
    const value_places& values_;
    int count_;
    step_count<M> steps_;
};

/// Lines for a result: on the host they lie before those for the work that leads to it.
template <class M>
class result_lines {
public:
    /// most: how many there can be.
    BATT_FN result_lines(keeper<M>& keep, int most) : keep_(keep) {
        if constexpr (!M::lanes::on_device) at_ = keep.machine().allocate(most);
    }
    /// n of them; -1, and the chunk does not count, if there is no room.
    BATT_FN int take(int n) {
        if constexpr (M::lanes::on_device) return keep_.allocate(n);
        if (at_ >= 0) keep_.machine().release(at_ + n);
        return at_;
    }

private:
    keeper<M>& keep_;
    int at_ = -1;
};

/// Writes the result of a step that sorts values to `out`; false if the pool has no room: then the
/// chunk does not count.
template <class M>
BATT_FN bool write_ordered(keeper<M>& keep, const group& g, const item& at, std::uint32_t* out,
                           compared_values<M>& all, const value_places& v, int n) {
    M& m = keep.machine();
    std::uint32_t* const base = at.m.base;
    const auto what = static_cast<step>(g.what);
    const int most = what == step::as_set ? v.of.size(n) : (n + 31) / 32;
    if constexpr (!M::lanes::on_device)
        if (!m.has_room(most + sorted_numbers<M>::lines_for(n))) return false;
    result_lines<M> result(keep, most);
    if (!all.sort()) return true; // and the machine has failed
    std::uint32_t* const order = all.order;
    std::uint32_t* const room = all.room;
    const auto begins = [&](int k) { return all.begins[k] != 0; };
    if (what == step::commonest) {
        // Of values that occur equally often, the smallest counts.
        const int runs = for_kept_numbers<M>(
            n, begins, [&](int k, int place) { room[place] = static_cast<std::uint32_t>(k); });
        const auto length = [&](int run) {
            return (run + 1 < runs ? room[run + 1] : static_cast<std::uint32_t>(n)) - room[run];
        };
        const int best = best_number<M>(runs, [&](int x, int y) {
            return g.number == 0 ? length(x) > length(y) : length(x) < length(y);
        });
        result.take(0);
        write_number<M>(out, order[room[best]]);
        return true;
    }
    int count = n;
    if (what == step::as_set) {
        count = for_kept_numbers<M>(n, begins, [&](int k, int place) { room[place] = order[k]; });
    } else if (what == step::firsts) {
        for_numbers<M>(n, [&](int k) { room[k] = 0; });
        for_numbers<M>(n, [&](int k) {
            if (begins(k)) room[order[k]] = 1;
        });
        count = for_kept_numbers<M>(n, begins, [](int, int) {});
    }
    const int to = result.take(what == step::as_set ? v.of.size(count) : (count + 31) / 32);
    if (to < 0) return false;
    std::uint32_t* const numbers = base + static_cast<std::ptrdiff_t>(to) * 32;
    if (what == step::as_set)
        copy_elements(m, base, v.of, to, v.offset, count,
                      [&](int k) { return static_cast<int>(room[k]); });
    else if (what == step::firsts)
        for_kept_numbers<M>(
            n, [&](int k) { return room[k] != 0; },
            [&](int k, int place) { numbers[place] = static_cast<std::uint32_t>(k); });
    else
        for_numbers<M>(n, [&](int k) { numbers[k] = order[k]; });
    write_list<M>(out, to, count);
    return true;
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
            detail::write_number<M>(out, detail::equal_values(m, at.m.base, s,
                                                              detail::words_of(first, e),
                                                              detail::words_of(second, e)));
        if (m.take_status() != status::ok) fail(status::capacity);
        return;
    }
    // The values are the elements of a list or those of a space.
    const bool of_space = what == step::extreme || what == step::ranked;
    const int n = static_cast<int>(first[2]);
    value_places v{at.m.base, e, static_cast<int>(first[1]), nullptr, 0};
    if (of_space) {
        v.records = at.argument(1, e.record(), first[1]);
        v.apart = (at.j.same >> 1 & 1U) != 0 ? 0 : e.record();
        const int failed =
            first_number<M, numbers_at_once>(n, [&](int k) { return v.record_at(k)[0] != 0; });
        if (failed < n) {
            write_failure<M>(out, size, v.record_at(failed)[0]);
            return;
        }
    }
    if constexpr (M::lanes::on_device) {
        if (!s.plain && n > detail::most_with_windows) {
            write_failure<M>(out, size, failure_at(beyond_status, at.j.node));
            m.take_status();
            return;
        }
    }
    detail::compared_values<M> all(m, at.m.base, s, v, n);
    if (n == 0 && (what == step::extreme || what == step::commonest)) {
        fail(status::empty);
        return;
    }
    if (what == step::extreme) {
        detail::write_number<M>(out, static_cast<std::uint32_t>(all.extreme(g.number == 0)));
    } else if (what == step::as_set && g.number == 1 &&
               first_number<M>(n, [&](int k) { return holds_none(v.base, s, 0, v[k]); }) < n) {
        fail(status::empty);
        return;
    } else if (what == step::as_set && all.ascending()) {
        // The list is the set.
        if (m.ok()) detail::write_list<M>(out, static_cast<int>(first[1]), n);
    } else if (!detail::write_ordered(keep, g, at, out, all, v, n)) {
        fail(status::capacity);
        return;
    }
    const bool has_failed = m.take_status() != status::ok;
    if (has_failed || all.took_too_long()) {
        meet_lanes<M>();
        if (has_failed)
            fail(status::capacity);
        else
            write_failure<M>(out, size, failure_at(beyond_status, at.j.node));
    }
}

} // namespace batt::columns
BATT_HOST_CALLS_END
