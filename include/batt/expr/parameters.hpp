// Parameters of a program, `param<0>`, `param<1>`: values that it is given when it runs.
#pragma once

#include <batt/dsl/node.hpp>
#include <limits>

BATT_HOST_CALLS_BEGIN
namespace batt {

namespace expr {

/// What a parameter can be.
enum class parameter_type : std::uint8_t { integer, boolean, ivec };

/// The most parameters that a program can have.
inline constexpr int most_parameters = 64;

namespace detail {

template <class T>
inline constexpr bool is_parameter_type =
    std::is_same_v<T, type::integer> || std::is_same_v<T, type::boolean> ||
    std::is_same_v<T, type::ivec>;
template <class T>
inline constexpr parameter_type parameter_type_of =
    std::is_same_v<T, type::boolean> ? parameter_type::boolean
    : std::is_same_v<T, type::ivec>  ? parameter_type::ivec
                                     : parameter_type::integer;
template <parameter_type What>
using parameter_tag =
    type::chosen<What == parameter_type::boolean, type::boolean,
                 type::chosen<What == parameter_type::ivec, type::ivec, type::integer>>;

/// The variable that holds parameter N while a program runs; no statement assigns it.
constexpr int parameter_variable(int n) { return -16 - n; }

} // namespace detail

/// Parameter N of a program, of the static type T.
template <int N, class T>
struct parameter : expression {
    static_assert(N >= 0 && N < most_parameters,
                  "batt: the parameters of a program are param<0> to param<63>");
    static_assert(detail::is_parameter_type<T>,
                  "batt: a parameter of a program is a type::integer, a type::boolean or a "
                  "type::ivec");
};
template <int N, class T>
inline constexpr bool has_variables<parameter<N, T>> = true;

/// The parameters of a program: how many, and what each is. Their values travel as integers one
/// after the other, their *words*: an ivec is two words, anything else one.
struct parameter_list {
    int count = 0;
    bool agree = true; ///< whether each has one type wherever it stands
    bool is_used[most_parameters] = {};
    parameter_type what[most_parameters] = {};

    static constexpr int words_of(parameter_type what) {
        return what == parameter_type::ivec ? 2 : 1;
    }
    /// Where the words of parameter n begin.
    constexpr int begin(int n) const {
        int at = 0;
        for (int k = 0; k < n; ++k) at += words_of(what[k]);
        return at;
    }
    constexpr int words() const { return begin(count); }
    /// Whether their numbers have no gap.
    constexpr bool are_dense() const {
        for (int k = 0; k < count; ++k)
            if (!is_used[k]) return false;
        return true;
    }
    constexpr void add(int n, parameter_type t) {
        if (n < 0 || n >= most_parameters) return;
        agree = agree && (!is_used[n] || what[n] == t);
        is_used[n] = true;
        what[n] = t;
        count = count > n ? count : n + 1;
    }
};

namespace detail {

/// Adds the parameters of an expression to a list.
template <class E>
struct parameters_in {
    static constexpr void add(parameter_list&) {}
};
template <int N, class T>
struct parameters_in<parameter<N, T>> {
    static constexpr void add(parameter_list& all) { all.add(N, parameter_type_of<T>); }
};
template <class Op, class... A>
struct parameters_in<call<Op, A...>> {
    static constexpr void add(parameter_list& all) { (parameters_in<A>::add(all), ...); }
};
template <class F, class... A>
struct parameters_in<invoke<F, A...>> {
    static constexpr void add(parameter_list& all) { (parameters_in<A>::add(all), ...); }
};
template <class... E>
constexpr parameter_list parameters_of() {
    parameter_list all;
    (parameters_in<E>::add(all), ...);
    return all;
}

/// The value of a parameter of type T from its words.
template <class T>
BATT_FN auto parameter_value(const integer* words) {
    if constexpr (std::is_same_v<T, type::ivec>)
        return ivec{words[0], words[1]};
    else if constexpr (std::is_same_v<T, type::boolean>)
        return words[0] != 0;
    else
        return words[0];
}

template <class V>
inline constexpr bool is_flag = std::is_same_v<V, bool>;
template <bool B>
inline constexpr bool is_flag<value::flag<B>> = true;

/// Whether a C++ value can be given for a parameter of type T: not an integer for a boolean, nor
/// one of more than 32 bits. (An initialiser in braces does not check this: nvcc lets it pass.)
template <class T, class V>
inline constexpr bool fits_parameter =
    std::is_integral_v<V> && std::numeric_limits<V>::digits <= 31;
template <integer N>
inline constexpr bool fits_parameter<type::integer, value::constant<N>> = true;
template <bool B>
inline constexpr bool fits_parameter<type::integer, value::flag<B>> = true;
template <class V>
inline constexpr bool fits_parameter<type::boolean, V> = is_flag<V>;
template <class V>
inline constexpr bool fits_parameter<type::ivec, V> = std::is_convertible_v<const V&, ivec>;

/// The words of the values that a plain call is given.
template <class P>
struct given_words {
    integer words[static_cast<std::size_t>(P::parameters.words())] = {};

    template <class... V>
    explicit given_words(const V&... v) {
        static_assert(sizeof...(V) == static_cast<std::size_t>(P::parameters.count),
                      "batt: a program is called with a grid and a value for each of its "
                      "parameters");
        if constexpr (sizeof...(V) == static_cast<std::size_t>(P::parameters.count))
            put_all(std::make_integer_sequence<int, static_cast<int>(sizeof...(V))>{}, v...);
    }

private:
    template <int... K, class... V>
    void put_all(std::integer_sequence<int, K...>, const V&... v) {
        (put<K>(v), ...);
    }
    template <int K, class V>
    void put(const V& v) {
        using T = parameter_tag<P::parameters.what[K]>;
        static_assert(fits_parameter<T, V>,
                      "batt: a value that a program is called with does not have the type of the "
                      "parameter");
        integer* const at = words + P::parameters.begin(K);
        if constexpr (!fits_parameter<T, V>) {
            at[0] = 0;
        } else if constexpr (std::is_same_v<T, type::ivec>) {
            const ivec two = v;
            at[0] = two.i;
            at[1] = two.j;
        } else {
            at[0] = static_cast<integer>(v);
        }
    }
};

} // namespace detail
} // namespace expr

namespace dsl {

/// Parameter N of a program: a value of the static type Type that is given when it runs, where a
/// constant could stand. A program has param<0>, param<1> ... without gaps.
template <int N, class Type = type::integer>
inline constexpr expr::parameter<N, Type> param{};

} // namespace dsl
} // namespace batt
BATT_HOST_CALLS_END
