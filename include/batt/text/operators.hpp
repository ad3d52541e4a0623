// How tightly the operators of Python bind, and what its numbers mean.
#pragma once

#include <batt/text/syntax.hpp>
#include <cstdint>

namespace batt::text::detail {

inline constexpr int compare_level = 5, power_level = 13;

/// An operator and its level: 0 if a mark is no operator, larger if it binds more tightly.
struct binding {
    op how;
    int level;
};

constexpr binding operator_of(int mark) {
    switch (mark) {
    case mark_id("+"): return {op::add, 10};
    case mark_id("-"): return {op::subtract, 10};
    case mark_id("*"): return {op::multiply, 11};
    case mark_id("//"): return {op::floor_divide, 11};
    case mark_id("%"): return {op::modulo, 11};
    case mark_id("**"): return {op::power, power_level};
    case mark_id("&"): return {op::bit_and, 8};
    case mark_id("^"): return {op::bit_xor, 7};
    case mark_id("|"): return {op::bit_or, 6};
    case mark_id("=="): return {op::equal, compare_level};
    case mark_id("!="): return {op::unequal, compare_level};
    case mark_id("<"): return {op::less, compare_level};
    case mark_id("<="): return {op::less_equal, compare_level};
    case mark_id(">"): return {op::greater, compare_level};
    case mark_id(">="): return {op::greater_equal, compare_level};
    case mark_id("/"):
    case mark_id("@"):
    case mark_id("<<"):
    case mark_id(">>"):
    case mark_id(":="): return {op::unsupported, 1};
    default: return {op::add, 0};
    }
}

/// The operator of an assignment like `+=`, or `unsupported`.
constexpr op augmented_of(int mark) {
    switch (mark) {
    case mark_id("+="): return op::add;
    case mark_id("-="): return op::subtract;
    case mark_id("*="): return op::multiply;
    case mark_id("//="): return op::floor_divide;
    case mark_id("%="): return op::modulo;
    case mark_id("&="): return op::bit_and;
    case mark_id("^="): return op::bit_xor;
    case mark_id("|="): return op::bit_or;
    default: return op::unsupported;
    }
}

/// The largest number that `whole_number` tells from larger ones.
inline constexpr std::int64_t largest_number = 2147483648;

/// The value of a number in Python, at most `largest_number` + 1; -1 if it is no whole number.
constexpr std::int64_t whole_number(std::string_view digits) {
    int base = 10;
    if (digits.size() > 1 && digits[0] == '0') {
        const int letter = digits[1] | 0x20;
        base = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 10;
        if (base != 10) digits.remove_prefix(2);
    }
    std::int64_t value = 0;
    bool any = false;
    for (char c : digits) {
        if (c == '_') continue;
        const int lower = c | 0x20;
        const int digit = is_digit(c)                    ? c - '0'
                          : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10
                                                         : 99;
        if (digit >= base) return -1;
        any = true;
        value = value * base + digit;
        if (value > largest_number) value = largest_number + 1;
    }
    return any ? value : -1;
}

} // namespace batt::text::detail
