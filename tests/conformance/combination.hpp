// One combination of recorded calls, an operation on arguments of certain types, as a program.
#pragma once

#include "../support/wire.hpp"
#include <batt/dsl.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::conformance {

using testing::reader;
using testing::wire;
using testing::writer;

// Arguments: `tag` is the static type, `read` makes the value from the numbers of a call.

/// Data, or a named operation.
template <class Tag>
struct data {
    using tag = Tag;
    template <class B>
    static BATT_FN value::of<B, Tag> read(B& b, reader& in) {
        return wire<Tag>::read(b, in);
    }
};

/// A pair of which a part holds functions.
template <class X, class Y>
struct both {
    using tag = type::pair_of<typename X::tag, typename Y::tag>;
    template <class B>
    static BATT_FN value::of<B, tag> read(B& b, reader& in) {
        const auto x = X::read(b, in);
        return {x, Y::read(b, in)};
    }
};

namespace detail {
template <class... T>
struct unified;
template <class T>
struct unified<T> {
    using type = T;
};
template <class A, class B, class... T>
struct unified<A, B, T...> : unified<type::unify<A, B>, T...> {};
} // namespace detail

/// A set or tuple that holds functions: every element has a type of its own, and the container has
/// the one that the library finds for all of them.
template <bool IsSet, class... X>
struct listed {
    using element = typename detail::unified<typename X::tag...>::type;
    using tag = std::conditional_t<IsSet, type::set_of<element>, type::tuple_of<element>>;
    template <class B>
    static BATT_FN value::of<B, tag> read(B& b, reader& in) {
        constexpr int n = static_cast<int>(sizeof...(X));
        if constexpr (!machine_like<B>) {
            reference::storage<value::of<B, element>> items;
            (items.push_back(batt::detail::converted<element>(b, X::read(b, in))), ...);
            return value::of<B, tag>(items);
        } else if constexpr (IsSet) {
            value::set_builder<B, element> out(b, n);
            (out.push(batt::detail::converted<element>(b, X::read(b, in))), ...);
            return out.close();
        } else {
            value::builder<B, element> out(b, n);
            (out.push(batt::detail::converted<element>(b, X::read(b, in))), ...);
            return out.close();
        }
    }
};
template <bool IsSet>
struct listed<IsSet> : data<std::conditional_t<IsSet, type::set<type::named<op::identity>>,
                                               type::tuple<type::named<op::identity>>>> {
    template <class B>
    static BATT_FN auto read(B& b, reader&) {
        const int none = 0;
        reader in{&none};
        return wire<typename listed::tag>::read(b, in);
    }
};

/// Operation Op on arguments A.
template <class Op, class... A>
struct combination {
    using result = call_t<type::named<Op>, typename A::tag...>;
    template <class B>
    using values =
        batt::detail::arguments<std::make_integer_sequence<int, static_cast<int>(sizeof...(A))>,
                                value::of<B, typename A::tag>...>;

    template <class B>
    static BATT_FN value::of<B, result> call(B& b, reader& in) {
        const values<B> a{{A::read(b, in)}...};
        return batt::detail::call_on_all(b, value::named<Op>{}, a);
    }

    /// One call on a machine: writes the status and the numbers of the value, returns how many.
    template <class M>
    static BATT_FN int evaluate(M& m, const int* numbers, int* out, int capacity) {
        m.reset();
        reader in{numbers};
        const auto v = call(m, in);
        return batt::testing::write_answer<result>(m, v, out, capacity);
    }
};

/// The function that a combinator such as `rbind` makes, by the combinator itself.
template <class Op, class... A>
struct made {
    using tag = typename combination<Op, A...>::result;
    template <class B>
    static BATT_FN value::of<B, tag> read(B& b, reader& in) {
        return combination<Op, A...>::call(b, in);
    }
};

} // namespace batt::conformance
BATT_HOST_CALLS_END
