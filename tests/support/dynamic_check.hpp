// Calls with static types, made by the definition at run time. Types are numbers, and the function
// that takes them is no template, so that tests of the families take no longer to compile.
#pragma once

#include "answer.hpp"
#include <batt/value/type.hpp>
#include <span>
#include <string>
#include <string_view>

BATT_HOST_CALLS_BEGIN
namespace batt::testing {

/// Static types as numbers; the comments say what follows a number.
enum class shape : int {
    integer,
    boolean,
    ivec,
    grid,
    indices,
    object,
    set,      ///< the element's shape
    tuple,    ///< likewise
    pair,     ///< both shapes
    constant, ///< its integer
    named,    ///< the length of the operation's name, and its letters
    lbind,    ///< the function's and the value's shape
    rbind,    ///< likewise
    compose,  ///< both shapes
    matcher,  ///< the function's and the value's shape
    repeated, ///< the function's shape
    power,    ///< the count and the function's shape
    fork,     ///< three shapes
    choice,   ///< both shapes
    other     ///< nothing: a type that programs cannot have
};

using shapes = std::vector<int>;

/// Adds the shape of a static type.
template <class Tag>
struct shape_of {
    static void put(shapes& out) { out.push_back(static_cast<int>(shape::other)); }
};

namespace detail {

template <shape S>
struct leaf_shape {
    static void put(shapes& out) { out.push_back(static_cast<int>(S)); }
};
template <shape S, class... Part>
struct shape_with {
    static void put(shapes& out) {
        out.push_back(static_cast<int>(S));
        (shape_of<Part>::put(out), ...);
    }
};

/// The compiler's spelling of Op.
template <class Op>
constexpr std::string_view spelled() {
    return __PRETTY_FUNCTION__;
}
/// Adds the name of an operation of the DSL, or the whole name of another type.
inline void put_name(std::string_view spelling, shapes& out) {
    // Op = batt::op::add; std::string_view = ...]
    spelling = spelling.substr(spelling.find("Op = ") + 5);
    spelling = spelling.substr(0, spelling.find_first_of(";]"));
    constexpr std::string_view front = "batt::op::";
    if (spelling.starts_with(front)) {
        spelling = spelling.substr(front.size());
        if (spelling.ends_with("_")) spelling.remove_suffix(1);
    }
    out.push_back(static_cast<int>(spelling.size()));
    out.insert(out.end(), spelling.begin(), spelling.end());
}

} // namespace detail

template <>
struct shape_of<type::integer> : detail::leaf_shape<shape::integer> {};
template <>
struct shape_of<type::boolean> : detail::leaf_shape<shape::boolean> {};
template <>
struct shape_of<type::ivec> : detail::leaf_shape<shape::ivec> {};
template <>
struct shape_of<type::grid> : detail::leaf_shape<shape::grid> {};
template <>
struct shape_of<type::indices> : detail::leaf_shape<shape::indices> {};
template <>
struct shape_of<type::object> : detail::leaf_shape<shape::object> {};
template <>
struct shape_of<type::univalued> : detail::leaf_shape<shape::object> {};
template <class T>
struct shape_of<type::set<T>> : detail::shape_with<shape::set, T> {};
template <class T>
struct shape_of<type::tuple<T>> : detail::shape_with<shape::tuple, T> {};
template <class A, class B>
struct shape_of<type::pair<A, B>> : detail::shape_with<shape::pair, A, B> {};
template <integer N>
struct shape_of<type::constant<N>> {
    static void put(shapes& out) {
        out.push_back(static_cast<int>(shape::constant));
        out.push_back(N);
    }
};
template <bool B>
struct shape_of<type::flag<B>> : shape_of<type::constant<B ? 1 : 0>> {};
template <class Op>
struct shape_of<type::named<Op>> {
    static void put(shapes& out) {
        out.push_back(static_cast<int>(shape::named));
        detail::put_name(detail::spelled<Op>(), out);
    }
};
template <class F, class V>
struct shape_of<type::lbind<F, V>> : detail::shape_with<shape::lbind, F, V> {};
template <class F, class V>
struct shape_of<type::rbind<F, V>> : detail::shape_with<shape::rbind, F, V> {};
template <class F, class G>
struct shape_of<type::compose<F, G>> : detail::shape_with<shape::compose, F, G> {};
template <class F, class V>
struct shape_of<type::matcher<F, V>> : detail::shape_with<shape::matcher, F, V> {};
template <class F>
struct shape_of<type::repeated<F>> : detail::shape_with<shape::repeated, F> {};
template <class F, int N>
struct shape_of<type::power<F, N>> {
    static void put(shapes& out) {
        out.push_back(static_cast<int>(shape::power));
        out.push_back(N);
        shape_of<F>::put(out);
    }
};
template <class O, class A, class B>
struct shape_of<type::fork<O, A, B>> : detail::shape_with<shape::fork, O, A, B> {};
template <class F, class G>
struct shape_of<type::choice<F, G>> : detail::shape_with<shape::choice, F, G> {};

/// How the definition at run time did on calls of one function.
struct dynamic_tally {
    int compared = 0;
    int wrong = 0;
    std::string first;           ///< the first wrong one
    std::size_t first_place = 0; ///< its place among the cases
};

/// Compares calls of a function of shape types[0]. The shapes after it are those of the arguments,
/// and the last is that of the result. Values are numbers as `wire` writes them.
dynamic_tally compare_dynamic(const shapes& types, const std::vector<std::vector<int>>& cases,
                              const std::vector<answer_numbers>& expected);

} // namespace batt::testing
BATT_HOST_CALLS_END
