// Sorts values with all lanes of a machine.
#pragma once

#include <algorithm>
#include <batt/columns/lane_work.hpp>
#include <batt/columns/places.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

/// The most steps of comparing values that a lane of a device takes for an item, some 10
/// milliseconds: with more, other lanes would wait for it, and a core takes far less.
inline constexpr int most_steps_of_lane = 1 << 14;

/// Counts the steps of comparing that a lane takes for an item.
template <class M>
class step_count {
public:
    /// The count, for those who go on counting.
    BATT_FN int& steps() { return steps_; }
    /// Whether this lane should compare no more.
    BATT_FN bool is_over() const { return M::lanes::on_device && steps_ > most_steps_of_lane; }
    /// Whether that is so for any lane: then nothing that was compared counts.
    BATT_FN bool any_is_over() const {
        if constexpr (M::lanes::on_device)
            return M::lanes::ballot(is_over()) != 0;
        else
            return false;
    }

private:
    int steps_ = 0;
};

/// The numbers 0..n-1 of values in value order; of values that are equal, or differ only in their
/// windows, the smaller number comes first. They are in lines of the machine's arena.
///
/// On a device keys that hold the whole value are sorted digit by digit (a radix sort), in some
/// n / 8 steps for each of the digits in which some differ. Others are compared and exchanged (a
/// bitonic network): some n * log(n)^2 / 128 steps.
template <class M>
class sorted_numbers {
public:
    /// How many lines it takes.
    static BATT_FN int lines_for(int n) { return 3 * ((n + 31) / 32); }
    /// base: line 0 of the pool. If there is no room for it, the machine has failed. If lanes take
    /// more steps than they should, the order means nothing.
    BATT_FN sorted_numbers(M& m, std::uint32_t* base, const shape_table& s, const value_places& v,
                           int n, step_count<M>& steps)
        : shapes_(s), values_(v), steps_(steps), count_(n), lines_((n + 31) / 32) {
        const int at = m.allocate(lines_for(n));
        if (at < 0) return;
        number_ = base + static_cast<std::ptrdiff_t>(at) * 32;
        high_ = number_ + static_cast<std::ptrdiff_t>(lines_) * 32;
        low_ = high_ + static_cast<std::ptrdiff_t>(lines_) * 32;
        const form begin = first_form(s, 0);
        const bool has_keys = begin == form::integer || begin == form::ivec || begin == form::set ||
                              begin == form::tuple;
        const auto key_of = [&](int k) { return order_key::of(v.base, s, 0, v[k]).bits(); };
        const std::uint64_t key_0 = has_keys && n > 0 ? key_of(0) : 0;
        std::uint64_t differing = 0;
        for_numbers<M>(32 * lines_, [&](int k) {
            // places after the last value come after all values
            std::uint64_t key = ~std::uint64_t{0};
            if (has_keys && k < count_) {
                key = key_of(k);
                differing |= key ^ key_0;
            }
            put(k, {key, static_cast<std::uint32_t>(k)});
        });
        if (!has_keys) return;
        if constexpr (M::lanes::on_device) {
            if (lines_ >= least_lines_for_digits && order_key::is_exact(key_0) &&
                sort_by_digits(differing))
                return;
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
    /// A word for each value, at its number; words are equal where the values are. Null if there
    /// are none. They lie at low().
    BATT_FN const std::uint32_t* keys() const { return keys_; }
    /// Memory for as many words each, to use now that the order is known.
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
    BATT_FN entry get(int k) const { return {std::uint64_t{high_[k]} << 32 | low_[k], number_[k]}; }
    BATT_FN entry at_number(std::uint32_t n) const {
        return {std::uint64_t{high_[n]} << 32 | low_[n], n};
    }
    BATT_FN bool before(const entry& a, const entry& b) const {
        if (a.key != b.key) return a.key < b.key;
        if (!order_key::is_exact(a.key) && !steps_.is_over()) {
            const int c =
                compare_places(values_.base, shapes_, 0, values_[static_cast<int>(a.number)],
                               values_[static_cast<int>(b.number)], steps_.steps());
            if (c != 0 && c != open_order) return c < 0;
        }
        return a.number < b.number;
    }

    // Every exchange puts the smaller of two entries first, so that the network needs nothing
    // after the last line.

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
    /// Sorts blocks of `size` lines whose halves are sorted.
    BATT_FN void merge_lines(int size) {
        const int lane = M::lanes::lane();
        meet_lanes<M>();
        for (int begin = 0; begin < lines_; begin += size)
            for (int line = 0; line < size / 2; ++line) {
                const int other = begin + size - 1 - line;
                if (other < lines_) exchange(32 * (begin + line) + lane, 32 * other + 31 - lane);
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

    /// With fewer lines the network is as fast.
    static constexpr int least_lines_for_digits = 4;
    static constexpr int digit_bits = 6, most_digits = 5;
    static constexpr int lines_at_once = 4; ///< which are loaded together

    /// Sorts by the digits in which keys differ; false if these are too many, or some keys do not
    /// hold the whole value. differing: for each lane, the bits in which its keys differ from the
    /// first key of all.
    BATT_FN bool sort_by_digits(std::uint64_t differing) {
        differing = M::lanes::or_all(static_cast<std::uint32_t>(differing)) |
                    std::uint64_t{M::lanes::or_all(static_cast<std::uint32_t>(differing >> 32))}
                        << 32;
        if (!order_key::is_exact(~differing)) return false;
        const auto differs_at = [&](int d) {
            return (differing >> order_key::digit_place(d) & order_key::digit_mask) != 0;
        };
        int digits = 0;
        for (int d = 0; d < order_key::digits; ++d) digits += differs_at(d) ? 1 : 0;
        if (digits > most_digits) return false;
        for_numbers<M>(count_, [&](int k) {
            const std::uint64_t key = get(k).key;
            std::uint32_t word = 0;
            for (int d = order_key::digits - 1; d >= 0; --d)
                if (differs_at(d))
                    word = word << digit_bits |
                           static_cast<std::uint32_t>(key >> order_key::digit_place(d) &
                                                      order_key::digit_mask);
            low_[k] = word;
        });
        for (int d = 0; d < digits; ++d) {
            sort_by_digit(d * digit_bits);
            std::uint32_t* const sorted = high_;
            high_ = number_;
            number_ = sorted;
        }
        keys_ = low_;
        return true;
    }
    /// What lanes know of the digits of a line: which lanes have the same digit as this one, and
    /// which have the digits that are the number of this lane, and 32 more.
    struct digit_lanes {
        std::uint32_t same, low, high;

        BATT_FN digit_lanes(std::uint32_t digit, bool is_value) {
            const auto lane = static_cast<std::uint32_t>(M::lanes::lane());
            same = low = M::lanes::ballot(is_value);
            BATT_UNROLL
            for (int b = 0; b < digit_bits - 1; ++b) {
                const std::uint32_t one = M::lanes::ballot((digit >> b & 1) != 0);
                same &= (digit >> b & 1) != 0 ? one : ~one;
                low &= (lane >> b & 1) != 0 ? one : ~one;
            }
            const std::uint32_t one = M::lanes::ballot(digit > 31);
            same &= digit > 31 ? one : ~one;
            high = low & one;
            low &= ~one;
        }
    };
    /// Moves numbers from number_ to high_, sorted by a digit of their keys, which are at low_.
    BATT_FN void sort_by_digit(int shift) {
        const int lane = M::lanes::lane();
        const std::uint32_t below = (std::uint32_t{1} << lane) - 1;
        const auto digit_of = [&](std::uint32_t number) { return low_[number] >> shift & 63; };
        // Each lane counts two digits: first how many there are, then where the next one goes.
        std::uint32_t low = 0, high = 0;
        for (int from = 0; from < count_; from += 32 * lines_at_once) {
            std::uint32_t digit[lines_at_once] = {};
            BATT_UNROLL
            for (int x = 0; x < lines_at_once; ++x) {
                const int k = from + 32 * x + lane;
                if (k < count_) digit[x] = digit_of(static_cast<std::uint32_t>(k));
            }
            BATT_UNROLL
            for (int x = 0; x < lines_at_once; ++x) {
                const digit_lanes of(digit[x], from + 32 * x + lane < count_);
                low += static_cast<std::uint32_t>(bits::popcount(of.low));
                high += static_cast<std::uint32_t>(bits::popcount(of.high));
            }
        }
        const std::uint32_t lows = sum_before(low);
        sum_before(high);
        high += lows;
        for (int from = 0; from < count_; from += 32 * lines_at_once) {
            std::uint32_t number[lines_at_once] = {}, digit[lines_at_once] = {};
            BATT_UNROLL
            for (int x = 0; x < lines_at_once; ++x) {
                const int k = from + 32 * x + lane;
                if (k < count_) number[x] = number_[k];
            }
            BATT_UNROLL
            for (int x = 0; x < lines_at_once; ++x)
                if (from + 32 * x + lane < count_) digit[x] = digit_of(number[x]);
            BATT_UNROLL
            for (int x = 0; x < lines_at_once; ++x) {
                const bool is_value = from + 32 * x + lane < count_;
                const digit_lanes of(digit[x], is_value);
                const int who = static_cast<int>(digit[x] & 31);
                const std::uint32_t at_low = M::lanes::shuffle(low, who);
                const std::uint32_t at_high = M::lanes::shuffle(high, who);
                if (is_value)
                    high_[(digit[x] > 31 ? at_high : at_low) +
                          static_cast<std::uint32_t>(bits::popcount(of.same & below))] = number[x];
                low += static_cast<std::uint32_t>(bits::popcount(of.low));
                high += static_cast<std::uint32_t>(bits::popcount(of.high));
            }
        }
        meet_lanes<M>();
    }
    /// x becomes the sum over the lanes before; returns the sum over all.
    static BATT_FN std::uint32_t sum_before(std::uint32_t& x) {
        const int lane = M::lanes::lane();
        std::uint32_t end = x;
        for (int apart = 1; apart < 32; apart *= 2) {
            const std::uint32_t lower = M::lanes::shuffle(end, lane - apart);
            if (lane >= apart) end += lower;
        }
        x = end - x;
        return M::lanes::shuffle(end, 31);
    }

    const shape_table& shapes_;
    const value_places& values_;
    step_count<M>& steps_;
    std::uint32_t *number_ = nullptr, *high_ = nullptr, *low_ = nullptr;
    const std::uint32_t* keys_ = nullptr;
    int count_, lines_; ///< and lines of each
};

} // namespace batt::columns
BATT_HOST_CALLS_END
