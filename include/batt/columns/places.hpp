// Compares values where they lie, each lane for itself: lanes compare different values at once.
#pragma once

#include <batt/columns/record.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

/// Where the words of a value lie, each `apart` words after the one before.
struct value_place {
    const std::uint32_t* words = nullptr;
    int apart = 0;

    BATT_FN std::uint32_t operator[](int k) const {
        return words[static_cast<std::ptrdiff_t>(k) * apart];
    }
    /// Its words from number n on.
    BATT_FN value_place from(int n) const {
        return {words + static_cast<std::ptrdiff_t>(n) * apart, apart};
    }
};
/// Element k of a list at line `offset` of a pool.
BATT_FN value_place element_place(const std::uint32_t* base, const layout& of, int offset, int k) {
    const auto line = [base](int n) { return base + static_cast<std::ptrdiff_t>(n) * 32; };
    if (of.packed()) return {line(offset + (k >> 5) * of.words) + (k & 31), 32};
    return {line(offset + k * of.stride()), 1};
}

/// The values that a step compares: the elements of a list, or records.
struct value_places {
    const std::uint32_t* base;    ///< of the pool
    layout of;                    ///< of each
    int offset;                   ///< of the list
    const std::uint32_t* records; ///< the first, if there is no list,
    int apart;                    ///< and words from one to the next

    BATT_FN const std::uint32_t* record_at(int k) const {
        return records + static_cast<std::ptrdiff_t>(k) * apart;
    }
    BATT_FN value_place operator[](int k) const {
        if (records != nullptr) return {record_at(k) + 1, 1};
        return element_place(base, of, offset, k);
    }
};

/// The result of a comparison where windows decide, which a lane alone does not compare.
inline constexpr int open_order = 2;

/// Compares two values of shape t of s in value order: -1, 0, 1, or `open_order`. steps: a count
/// to which it adds the parts that it compares.
template <int Depth = 0>
BATT_CALLED_FN int compare_places(const std::uint32_t* base, const shape_table& s, int t,
                                  value_place a, value_place b, int& steps) {
    const shape& is = s.at[t];
    ++steps;
    if (is.is == form::integer) {
        const auto x = static_cast<integer>(a[0]), y = static_cast<integer>(b[0]);
        return x < y ? -1 : x > y ? 1 : 0;
    }
    if (is.is == form::ivec) {
        const ivec x{static_cast<integer>(a[0]), static_cast<integer>(a[1])};
        const ivec y{static_cast<integer>(b[0]), static_cast<integer>(b[1])};
        return x < y ? -1 : x == y ? 0 : 1;
    }
    if constexpr (Depth < shape_table::deepest) {
        if (is.is == form::pair) {
            const int c = compare_places<Depth + 1>(base, s, is.first, a, b, steps);
            if (c != 0) return c;
            const int n = s.at[is.first].of.words;
            return compare_places<Depth + 1>(base, s, is.second, a.from(n), b.from(n), steps);
        }
        if (is.is == form::set || is.is == form::tuple) {
            const layout l = s.at[is.first].of;
            const int x = static_cast<int>(a[0]), y = static_cast<int>(b[0]);
            const int nx = static_cast<int>(a[1]), ny = static_cast<int>(b[1]);
            for (int k = 0; k < nx && k < ny; ++k) {
                const int c =
                    compare_places<Depth + 1>(base, s, is.first, element_place(base, l, x, k),
                                              element_place(base, l, y, k), steps);
                if (c != 0) return c;
            }
            return nx < ny ? -1 : nx > ny ? 1 : 0;
        }
    }
    return open_order;
}

/// Whether a location that is none occurs in a value, at any depth.
template <int Depth = 0>
BATT_CALLED_FN bool holds_none(const std::uint32_t* base, const shape_table& s, int t,
                               value_place a) {
    const shape& is = s.at[t];
    if (is.is == form::ivec)
        return ivec{static_cast<integer>(a[0]), static_cast<integer>(a[1])}.is_none();
    if constexpr (Depth < shape_table::deepest) {
        if (is.is == form::pair)
            return holds_none<Depth + 1>(base, s, is.first, a) ||
                   holds_none<Depth + 1>(base, s, is.second, a.from(s.at[is.first].of.words));
        if (is.is == form::tuple)
            for (int k = 0; k < static_cast<int>(a[1]); ++k)
                if (holds_none<Depth + 1>(
                        base, s, is.first,
                        element_place(base, s.at[is.first].of, static_cast<int>(a[0]), k)))
                    return true;
    }
    return false;
}

/// The form with which values of shape t begin.
BATT_FN form first_form(const shape_table& s, int t) {
    for (int depth = 0; s.at[t].is == form::pair && depth <= shape_table::deepest; ++depth)
        t = s.at[t].first;
    return s.at[t].is;
}

/// The beginning of a value in a few bits: if two values have different keys, the one with the
/// smaller key comes first. A key is ten numbers of 6 bits, of which 0 ends a container; a number
/// that is out of range ends the key, and so does a window.
class order_key {
public:
    static constexpr int digits = 10;
    static constexpr std::uint64_t digit_mask = 63;
    /// The first bit of digit d; digit 0 counts least.
    static BATT_FN int digit_place(int d) { return 6 * d + 1; }

    /// The key of a value of shape t of s.
    static BATT_FN order_key of(const std::uint32_t* base, const shape_table& s, int t,
                                value_place a) {
        order_key k;
        k.add_value<0>(base, s, t, a);
        k.bits_ = k.bits_ << (6 * k.left_ + 1) | (k.exact_ ? 1 : 0);
        return k;
    }
    BATT_FN std::uint64_t bits() const { return bits_; }
    /// Whether values with these bits are equal.
    static BATT_FN bool is_exact(std::uint64_t bits) { return (bits & 1) != 0; }

private:
    static constexpr int lowest = -1, above = 60; ///< the range of numbers

    BATT_FN void add(std::uint64_t six) {
        if (left_ == 0) {
            exact_ = false;
            return;
        }
        bits_ = bits_ << 6 | six;
        --left_;
    }
    BATT_FN void add_number(integer x) {
        if (!exact_) return;
        if (x >= lowest && x < above) {
            add(static_cast<std::uint64_t>(x - lowest + 2));
        } else {
            add(x < lowest ? 1 : 63);
            exact_ = false;
        }
    }
    template <int Depth>
    BATT_CALLED_FN void add_value(const std::uint32_t* base, const shape_table& s, int t,
                                  value_place a) {
        const shape& is = s.at[t];
        if (is.is == form::integer) {
            add_number(static_cast<integer>(a[0]));
            return;
        }
        if (is.is == form::ivec) {
            add_number(static_cast<integer>(a[0]));
            add_number(static_cast<integer>(a[1]));
            return;
        }
        if constexpr (Depth < shape_table::deepest) {
            if (is.is == form::pair) {
                add_value<Depth + 1>(base, s, is.first, a);
                if (exact_)
                    add_value<Depth + 1>(base, s, is.second, a.from(s.at[is.first].of.words));
                return;
            }
            if (is.is == form::set || is.is == form::tuple) {
                const int n = static_cast<int>(a[1]);
                const form begin = first_form(s, is.first);
                const bool is_number = begin == form::integer || begin == form::ivec;
                for (int k = 0; k < n && exact_; ++k) {
                    if (!is_number) add(1); // what an element begins with may be 0, too
                    if (exact_)
                        add_value<Depth + 1>(
                            base, s, is.first,
                            element_place(base, s.at[is.first].of, static_cast<int>(a[0]), k));
                }
                if (exact_) add(0);
                return;
            }
        }
        exact_ = false;
    }

    std::uint64_t bits_ = 0;
    int left_ = digits;
    bool exact_ = true;
};

} // namespace batt::columns
BATT_HOST_CALLS_END
