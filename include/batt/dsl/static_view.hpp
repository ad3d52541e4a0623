// From the tags of static types to the same types as values.
#pragma once

#include <batt/dsl/operations.hpp>
#include <batt/dsl/static_type.hpp>
#include <batt/value/type.hpp>

namespace batt::typing {

/// A static type as a constant of the program, so that thousands of them cost no code.
struct described {
    form is = form::ill;
    int number = 0;
    int count = 0;
    const described* parts[3] = {};
};

namespace detail {

/// The place of an operation in table::operations.
template <class Op>
inline constexpr int place_of = -1;
#define BATT_OPERATION(name_, header_, signature_)                                                 \
    template <>                                                                                    \
    inline constexpr int place_of<op::name_> =                                                     \
        table::operation_of(table::detail::parsed(#name_, #header_, signature_).name);
#include <batt/dsl/operations.def>

} // namespace detail

/// The description of the type that a tag stands for.
template <class T>
inline constexpr described description{};
#define BATT_SAME(name_)                                                                           \
    template <>                                                                                    \
    inline constexpr described description<type::name_>{form::name_, 0, 0, {}};
BATT_SAME(integer)
BATT_SAME(boolean)
BATT_SAME(ivec)
BATT_SAME(grid)
BATT_SAME(indices)
BATT_SAME(object)
BATT_SAME(univalued)
#undef BATT_SAME
#define BATT_BUILT(name_)                                                                          \
    template <class... T>                                                                          \
    inline constexpr described description<type::name_<T...>>{                                     \
        form::name_, 0, static_cast<int>(sizeof...(T)), {&description<T>...}};
BATT_BUILT(set)
BATT_BUILT(tuple)
BATT_BUILT(pair)
BATT_BUILT(lbind)
BATT_BUILT(rbind)
BATT_BUILT(compose)
BATT_BUILT(fork)
BATT_BUILT(matcher)
BATT_BUILT(repeated)
BATT_BUILT(choice)
#undef BATT_BUILT
template <integer N>
inline constexpr described description<type::constant<N>>{form::constant, N, 0, {}};
template <bool B>
inline constexpr described description<type::flag<B>>{form::flag, B ? 1 : 0, 0, {}};
template <class F, int N>
inline constexpr described description<type::power<F, N>>{form::power, N, 1, {&description<F>}};
template <class Op>
inline constexpr described description<type::named<Op>>{form::named, detail::place_of<Op>, 0, {}};

/// The type that is described.
inline static_type to_type(const described& d) {
    std::vector<static_type> parts;
    for (int k = 0; k < d.count; ++k) parts.push_back(to_type(*d.parts[k]));
    return {d.is, d.number, std::move(parts)};
}

/// The static type that a tag stands for.
template <class T>
static_type type_of() {
    return to_type(description<T>);
}

} // namespace batt::typing
