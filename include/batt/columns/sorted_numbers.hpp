// Values put in order by all lanes of a machine.
#pragma once

#include <algorithm>
#include <batt/columns/lane_work.hpp>
#include <batt/columns/places.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

/// The numbers 0..n-1 of values in the order of these; of equal values, and of those of which only
/// windows differ, the smaller number comes first. It lies in lines of the machine's arena.
///
/// On a device lanes compare and exchange (a bitonic network): some n * log(n)^2 / 128 steps.
template <class M>
class sorted_numbers {
public:
    /// How many lines it takes.
    static BATT_FN int lines_for(int n) { return 3 * ((n + 31) / 32); }
    /// base: line 0 of the pool. Without room for it the machine has failed.
    BATT_FN sorted_numbers(M& m, std::uint32_t* base, const shape_table& s, const value_places& v,
                           int n)
        : shapes_(s), values_(v), count_(n), lines_((n + 31) / 32) {
        const int at = m.allocate(lines_for(n));
        if (at < 0) return;
        number_ = base + static_cast<std::ptrdiff_t>(at) * 32;
        high_ = number_ + static_cast<std::ptrdiff_t>(lines_) * 32;
        low_ = high_ + static_cast<std::ptrdiff_t>(lines_) * 32;
        const form begin = first_form(s, 0);
        const bool has_keys = begin == form::integer || begin == form::ivec ||
                              begin == form::set || begin == form::tuple;
        for_numbers<M>(32 * lines_, [&](int k) {
            // what is behind the last value comes after all
            std::uint64_t key = ~std::uint64_t{0};
            if (has_keys && k < count_) key = order_key::of(v.base, s, 0, v[k]).bits();
            put(k, {key, static_cast<std::uint32_t>(k)});
        });
        if (!has_keys) return;
        if constexpr (M::lanes::on_device) {
            for (int line = 0; line < lines_; ++line) sort_line(line);
            for (int size = 2; size / 2 < lines_; size *= 2) merge_lines(size);
            meet_lanes<M>();
        } else {
            std::sort(number_, number_ + count_, [&](std::uint32_t a, std::uint32_t b) {
                return before(at_number(a), at_number(b));
            });
        }
    }

    BATT_FN std::uint32_t* numbers() const { return number_; }
    /// As many words, and as many again, to use now that the order is known.
    BATT_FN std::uint32_t* high() const { return high_; }
    BATT_FN std::uint32_t* low() const { return low_; }

private:
    struct entry {
        std::uint64_t key;
        std::uint32_t number;
    };

    BATT_FN void put(int k, const entry& e) {
        number_[k] = e.number;
        high_[k] = static_cast<std::uint32_t>(e.key >> 32);
        low_[k] = static_cast<std::uint32_t>(e.key);
    }
    BATT_FN entry get(int k) const {
        return {std::uint64_t{high_[k]} << 32 | low_[k], number_[k]};
    }
    BATT_FN entry at_number(std::uint32_t n) const {
        return {std::uint64_t{high_[n]} << 32 | low_[n], n};
    }
    BATT_FN bool before(const entry& a, const entry& b) const {
        if (a.key != b.key) return a.key < b.key;
        if (!order_key::is_exact(a.key)) {
            const int c = compare_places(values_.base, shapes_, 0,
                                         values_[static_cast<int>(a.number)],
                                         values_[static_cast<int>(b.number)]);
            if (c != 0 && c != open_order) return c < 0;
        }
        return a.number < b.number;
    }

    // Every exchange puts the smaller of two entries in front, so that the network needs nothing
    // behind the last line.

    BATT_FN entry exchanged_in_line(const entry& mine, int mask) const {
        const int lane = M::lanes::lane();
        const entry other{M::lanes::shuffle(mine.key, lane ^ mask),
                          M::lanes::shuffle(mine.number, lane ^ mask)};
        return before(other, mine) == (lane < (lane ^ mask)) ? other : mine;
    }
    BATT_FN void sort_line(int line) {
        const int k = 32 * line + M::lanes::lane();
        entry e = get(k);
        for (int size = 2; size <= 32; size *= 2) {
            e = exchanged_in_line(e, size - 1);
            for (int apart = size / 4; apart > 0; apart /= 2) e = exchanged_in_line(e, apart);
        }
        put(k, e);
    }
    BATT_FN void exchange(int a, int b) {
        const entry x = get(a), y = get(b);
        if (!before(y, x)) return;
        put(a, y);
        put(b, x);
    }
    /// Blocks of `size` lines whose halves are in order.
    BATT_FN void merge_lines(int size) {
        const int lane = M::lanes::lane();
        meet_lanes<M>();
        for (int begin = 0; begin < lines_; begin += size)
            for (int line = 0; line < size / 2; ++line) {
                const int other = begin + size - 1 - line;
                if (other < lines_)
                    exchange(32 * (begin + line) + lane, 32 * other + 31 - lane);
            }
        meet_lanes<M>();
        for (int apart = size / 4; apart > 0; apart /= 2)
            for (int line = 0; line + apart < lines_; ++line)
                if ((line & apart) == 0) exchange(32 * line + lane, 32 * (line + apart) + lane);
        for (int line = 0; line < lines_; ++line) {
            const int k = 32 * line + lane;
            entry e = get(k);
            for (int apart = 16; apart > 0; apart /= 2) e = exchanged_in_line(e, apart);
            put(k, e);
        }
        meet_lanes<M>();
    }

    const shape_table& shapes_;
    const value_places& values_;
    std::uint32_t *number_ = nullptr, *high_ = nullptr, *low_ = nullptr;
    int count_, lines_; ///< and lines of each
};

} // namespace batt::columns
BATT_HOST_CALLS_END
