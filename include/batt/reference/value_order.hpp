// Equality and the one order of values, by which sets are sorted; functions have equality only.
#pragma once

#include <batt/value/ivec.hpp>
#include <cstddef>
#include <type_traits>
#include <utility>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

/// Two values of any types. Its global name is `pair_of`, as `pair` is an operation in programs.
template <class A, class B>
using pair = pair_of<A, B>;

template <class T>
class tuple;
template <class T>
class set;
class grid;

/// Whether T is a function value of the DSL: it has a member `is_function`.
template <class T>
concept function_value = requires { requires T::is_function; };

/// Whether every value of the function type T is the same function: it has a member `is_named`.
template <class T>
concept named_function = function_value<T> && requires { requires T::is_named; };

/// Whether T is integer or boolean.
template <class T>
concept integral_value = std::is_same_v<T, integer> || std::is_same_v<T, boolean>;

/// Whether T is a set, a tuple, a pair.
template <class T>
inline constexpr bool is_set_v = false;
template <class T>
inline constexpr bool is_set_v<set<T>> = true;
template <class T>
inline constexpr bool is_tuple_v = false;
template <class T>
inline constexpr bool is_tuple_v<tuple<T>> = true;
template <class T>
inline constexpr bool is_pair_v = false;
template <class A, class B>
inline constexpr bool is_pair_v<pair<A, B>> = true;

/// Whether values of T are ordered: all are, except functions and what holds functions.
template <class T>
inline constexpr bool is_ordered_v = !function_value<T>;
template <class T>
inline constexpr bool is_ordered_v<set<T>> = is_ordered_v<T>;
template <class T>
inline constexpr bool is_ordered_v<tuple<T>> = is_ordered_v<T>;
template <class A, class B>
inline constexpr bool is_ordered_v<pair<A, B>> = is_ordered_v<A> && is_ordered_v<B>;

/// Whether no two values of T are equal: functions that bind values have nothing to compare by.
template <class T>
inline constexpr bool is_distinct_v =
    function_value<T> && !named_function<T> && !requires(const T& f) { f.same(f); };
template <class A, class B>
inline constexpr bool is_distinct_v<pair<A, B>> = is_distinct_v<A> || is_distinct_v<B>;

/// Comparison of values; one class, so that the cases can refer to each other.
struct compare {
    /// Whether two values are equal, also across the two views of one value (a grid and the tuple
    /// of its rows, a pair and a tuple of two); values of unrelated types differ.
    template <class A, class B>
    static bool equal(const A& a, const B& b) {
        if constexpr (integral_value<A> && integral_value<B>) {
            return static_cast<integer>(a) == static_cast<integer>(b);
        } else if constexpr (function_value<A> || function_value<B>) {
            return same_function(a, b);
        } else if constexpr (std::is_same_v<A, ivec> && std::is_same_v<B, ivec>) {
            return a == b;
        } else if constexpr (std::is_same_v<A, grid> && std::is_same_v<B, grid>) {
            return a.height() == b.height() && a.width() == b.width() && a.cells() == b.cells();
        } else if constexpr (is_set_v<A> && is_set_v<B>) {
            return equal_sets(a, b);
        } else if constexpr (is_pair_like<A> && is_pair_like<B>) {
            return !is_none(a) && !is_none(b) && equal(part<0>(a), part<0>(b)) &&
                   equal(part<1>(a), part<1>(b));
        } else if constexpr (is_sequence<A> && is_sequence<B>) {
            return equal_sequences(a, b);
        } else if constexpr (is_pair_like<A> && is_sequence<B>) {
            return !is_none(a) && size(b) == 2 && equal(part<0>(a), item(b, 0)) &&
                   equal(part<1>(a), item(b, 1));
        } else if constexpr (is_sequence<A> && is_pair_like<B>) {
            return equal(b, a);
        } else {
            return false;
        }
    }

    /// Whether a comes before b in value order.
    template <class T>
    static bool less(const T& a, const T& b) {
        static_assert(is_ordered_v<T>, "functions have no order");
        if constexpr (integral_value<T> || std::is_same_v<T, ivec>) {
            return a < b;
        } else if constexpr (is_pair_v<T>) {
            if (less(a.first, b.first)) return true;
            return !less(b.first, a.first) && less(a.second, b.second);
        } else if constexpr (std::is_same_v<T, grid>) {
            return less_grids(a, b);
        } else {
            auto x = a.begin();
            auto y = b.begin();
            for (; x != a.end() && y != b.end(); ++x, ++y) {
                if (less(*x, *y)) return true;
                if (less(*y, *x)) return false;
            }
            return x == a.end() && y != b.end();
        }
    }

    /// `less` as an object, which sorting can inline.
    struct ascending {
        template <class T>
        bool operator()(const T& a, const T& b) const {
            return less(a, b);
        }
    };

    /// Whether the key a comes before the key b: by value, but sets by cardinality.
    template <class T>
    static bool key_less(const T& a, const T& b) {
        if constexpr (is_set_v<T>) {
            return a.size() < b.size();
        } else {
            return less(a, b);
        }
    }

private:
    template <class T>
    static constexpr bool is_pair_like = std::is_same_v<T, ivec> || is_pair_v<T>;
    template <class T>
    static constexpr bool is_sequence = std::is_same_v<T, grid> || is_tuple_v<T>;

    template <class T>
    static bool is_none(const T& x) {
        if constexpr (std::is_same_v<T, ivec>) {
            return x.is_none();
        } else {
            return false;
        }
    }

    template <int K, class T>
    static const auto& part(const T& x) {
        if constexpr (std::is_same_v<T, ivec>) {
            return K == 0 ? x.i : x.j;
        } else if constexpr (K == 0) {
            return x.first;
        } else {
            return x.second;
        }
    }

    template <class T>
    static std::size_t size(const T& x) {
        if constexpr (std::is_same_v<T, grid>) {
            return static_cast<std::size_t>(x.height());
        } else {
            return x.size();
        }
    }

    template <class T>
    static decltype(auto) item(const T& x, std::size_t k) {
        if constexpr (std::is_same_v<T, grid>) {
            return x.row(static_cast<integer>(k));
        } else {
            return x[k];
        }
    }

    template <class A, class B>
    static bool equal_sequences(const A& a, const B& b) {
        if (size(a) != size(b)) return false;
        for (std::size_t k = 0; k < size(a); ++k) {
            if (!equal(item(a, k), item(b, k))) return false;
        }
        return true;
    }

    template <class T>
    static bool holds(const T& s, const auto& v) {
        for (const auto& x : s) {
            if (equal(x, v)) return true;
        }
        return false;
    }

    template <class A, class B>
    static bool equal_sets(const set<A>& a, const set<B>& b) {
        if (a.size() != b.size()) return false;
        if constexpr (is_ordered_v<A> && is_ordered_v<B>) {
            auto y = b.begin();
            for (const auto& x : a) {
                if (!equal(x, *y++)) return false;
            }
            return true;
        } else {
            for (const auto& x : a) {
                if (!holds(b, x)) return false;
            }
            return true;
        }
    }

    template <class A, class B>
    static bool same_function(const A& a, const B& b) {
        if constexpr (requires { a.same(b); }) {
            return a.same(b);
        } else if constexpr (requires { b.same(a); }) {
            return b.same(a);
        } else {
            return std::is_same_v<A, B> && named_function<A>;
        }
    }

    template <class G>
    static bool less_grids(const G& a, const G& b) {
        for (integer i = 0; i < a.height() && i < b.height(); ++i) {
            const auto x = a.row(i);
            const auto y = b.row(i);
            if (less(x, y)) return true;
            if (less(y, x)) return false;
        }
        return a.height() < b.height();
    }
};

} // namespace batt::reference
BATT_HOST_CALLS_END
