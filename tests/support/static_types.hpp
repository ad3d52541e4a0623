// Compares the result types that call_t gives for tags with those that the rules of the table give
// for the same types.
#pragma once

#include <batt/dsl.hpp>
#include <batt/dsl/static_rules.hpp>
#include <batt/dsl/static_view.hpp>
#include <doctest/doctest.h>

namespace batt::testing {

template <class... T>
struct types {};

template <class... Lists>
struct joined_lists;
template <class... A>
struct joined_lists<types<A...>> {
    using list = types<A...>;
};
template <class... A, class... B, class... More>
struct joined_lists<types<A...>, types<B...>, More...> : joined_lists<types<A..., B...>, More...> {
};
/// The types of several lists in one.
template <class... Lists>
using joined = typename joined_lists<Lists...>::list;

template <class T, class... U>
concept is_one_of = (std::is_same_v<T, U> || ...);

using typing::described;

/// A call that was made at compile time.
struct compared_call {
    int operation;
    const described* arguments[4];
    int count;
};

/// Compares a row of calls, which differ in their last argument; returns how many are well-typed.
inline int check_row(compared_call call, const described* const* last,
                     const described* const* given, int n) {
    int well_typed = 0;
    for (int k = 0; k < n; ++k) {
        call.arguments[call.count - 1] = last[k];
        std::vector<typing::static_type> arguments;
        for (int a = 0; a < call.count; ++a)
            arguments.push_back(typing::to_type(*call.arguments[a]));
        const typing::static_type expected = typing::to_type(*given[k]);
        const typing::static_type found = typing::result_of(call.operation, arguments);
        well_typed += expected.ill() ? 0 : 1;
        if (found == expected) continue;
        std::string text(table::operations[static_cast<std::size_t>(call.operation)].name);
        for (const typing::static_type& t : arguments) text += " " + typing::to_text(t);
        FAIL_CHECK(text << " gives " << typing::to_text(expected) << " by its tags and "
                        << typing::to_text(found) << " by the table");
    }
    return well_typed;
}

template <class Op, class... A, class... Last>
int check_last(types<A...>, types<Last...>) {
    static constexpr const described* last[] = {&typing::description<Last>...};
    static constexpr const described* given[] = {
        &typing::description<call_t<type::named<Op>, A..., Last>>...};
    return check_row({typing::detail::place_of<Op>,
                      {&typing::description<A>...},
                      static_cast<int>(sizeof...(A)) + 1},
                     last, given, static_cast<int>(sizeof...(Last)));
}
template <class Op, class... A, class... First, class Second, class... More>
int check_calls(types<A...>, types<First...>, Second second, More... more);
template <class Op, class... A, class... Last>
int check_calls(types<A...> before, types<Last...> last) {
    return check_last<Op>(before, last);
}
template <class Op, class... A, class... First, class Second, class... More>
int check_calls(types<A...>, types<First...>, Second second, More... more) {
    return (check_calls<Op>(types<A..., First>{}, second, more...) + ...);
}

template <class Op>
using f = type::named<Op>;

/// Types of values: all forms, those that count as others, and nested ones.
using scalars = types<type::integer, type::boolean, type::constant<3>, type::flag<true>, type::ivec,
                      type::pair<type::integer, type::boolean>, type::cell>;
using patches = types<type::indices, type::object, type::univalued,
                      type::set<type::pair<type::boolean, type::boolean>>,
                      type::set<type::pair<type::boolean, type::ivec>>, type::tuple<type::ivec>,
                      type::tuple<type::cell>, type::tuple<type::pair<type::boolean, type::ivec>>,
                      type::pair<type::ivec, type::ivec>, type::pair<type::cell, type::cell>,
                      type::choice<type::object, type::indices>>;
using rows_and_grids =
    types<type::grid, type::tuple<type::integer>, type::tuple<type::boolean>,
          type::tuple<type::tuple<type::integer>>, type::tuple<type::tuple<type::boolean>>,
          type::pair<type::tuple<type::integer>, type::tuple<type::integer>>>;
using nested =
    types<type::set<type::integer>, type::set<type::object>, type::set<type::univalued>,
          type::set<type::indices>, type::set<type::grid>, type::set<type::tuple<type::integer>>,
          type::set<type::set<type::object>>, type::tuple<type::grid>, type::tuple<type::object>,
          type::tuple<type::indices>, type::tuple<type::tuple<type::grid>>,
          type::tuple<type::tuple<type::ivec>>, type::tuple<type::set<type::integer>>,
          type::tuple<type::pair<type::grid, type::grid>>, type::pair<type::grid, type::grid>,
          type::pair<type::object, type::tuple<type::object>>,
          type::pair<type::tuple<type::integer>, type::grid>,
          type::pair<type::object, type::tuple<type::cell>>,
          type::pair<type::integer, type::object>>;
/// Types of functions.
using unary_functions = types<
    f<op::size>, f<op::even>, f<op::first>, f<op::shape>, f<op::identity>, f<op::hmirror>,
    f<op::toindices>, f<op::color>, f<op::neighbors>, f<op::initset>,
    type::lbind<f<op::add>, type::integer>, type::rbind<f<op::remove>, type::set<type::integer>>,
    type::lbind<f<op::lbind>, f<op::shift>>, type::compose<f<op::even>, f<op::size>>,
    type::fork<f<op::astuple>, f<op::height>, f<op::width>>,
    type::matcher<f<op::size>, type::constant<1>>, type::matcher<f<op::last>, type::ivec>,
    type::power<f<op::first>, 2>, type::repeated<f<op::outbox>>, type::repeated<f<op::first>>,
    type::choice<f<op::height>, f<op::vmirror>>, type::choice<f<op::asobject>, f<op::asindices>>>;
using binary_functions =
    types<f<op::astuple>, f<op::add>, f<op::equality>, f<op::shift>, f<op::recolor>, f<op::insert>,
          f<op::apply>, f<op::sfilter>, f<op::compose>, f<op::hconcat>,
          type::lbind<f<op::fill>, type::grid>, type::choice<f<op::combine>, f<op::difference>>>;
using larger_functions = types<f<op::fill>, f<op::objects>, f<op::branch>>;
using of_functions =
    types<type::set<type::choice<f<op::height>, f<op::width>>>, type::tuple<f<op::size>>,
          type::pair<f<op::height>, f<op::shape>>, type::pair<f<op::even>, type::integer>>;

using values = joined<scalars, patches, rows_and_grids, nested, of_functions>;
using functions = joined<unary_functions, binary_functions, larger_functions>;

/// The types that are tried for a parameter of a kind, in an operation of Arity parameters: all for
/// one parameter, all that may make a difference for two, and for more those that tell kinds and
/// rules apart.
template <class Kind, int Arity>
struct tried {
    using list =
        types<type::integer, type::flag<true>, type::ivec, type::pair<type::integer, type::boolean>,
              type::grid, type::tuple<type::tuple<type::integer>>, type::object,
              type::set<type::pair<type::boolean, type::boolean>>, type::tuple<type::cell>,
              type::choice<type::object, type::indices>, f<op::size>>;
};
template <class Kind>
struct tried<Kind, 1> {
    using list = joined<values, functions>;
};
template <class Kind>
    requires is_one_of<Kind, kind::any, kind::container, kind::set, kind::literal>
struct tried<Kind, 2> {
    using list = joined<values, types<f<op::size>, f<op::add>, type::repeated<f<op::outbox>>>>;
};
template <>
struct tried<kind::function, 2> {
    using list = joined<functions, types<type::integer, type::object>>;
};
template <class Kind>
    requires is_one_of<Kind, kind::container, kind::alternative>
struct tried<Kind, 3> {
    using list =
        types<type::indices, type::univalued, type::tuple<type::cell>,
              type::pair<type::ivec, type::ivec>, type::grid,
              type::tuple<type::tuple<type::integer>>, type::set<type::object>,
              type::tuple<type::grid>, type::tuple<type::integer>, type::ivec, type::integer,
              type::set<type::pair<type::boolean, type::ivec>>,
              type::choice<type::object, type::indices>, type::tuple<f<op::size>>, f<op::size>>;
};
template <>
struct tried<kind::function, 3> {
    using list = joined<binary_functions, types<f<op::size>, f<op::identity>, f<op::fill>,
                                                type::matcher<f<op::size>, type::constant<1>>,
                                                type::power<f<op::first>, 2>, type::grid>>;
};
template <>
struct tried<kind::literal, 4> {
    using list =
        types<type::flag<true>, type::flag<false>, type::boolean, type::constant<1>, type::object>;
};

/// Compares all calls of an operation with what is tried for its parameters.
template <class Op, class... K>
void compare_calls(const parameters<K...>*) {
    CAPTURE(table::operations[static_cast<std::size_t>(typing::detail::place_of<Op>)].name);
    // without a well-typed call the lists would compare nothing of use
    CHECK(check_calls<Op>(types<>{}, typename tried<K, static_cast<int>(sizeof...(K))>::list{}...) >
          0);
}

/// Every third operation of the table, so that several compilers share the work.
template <int Part, class Op>
void compare_part() {
    if constexpr (typing::detail::place_of<Op> % 3 == Part)
        compare_calls<Op>(static_cast<const typename Op::kinds*>(nullptr));
}
template <int Part>
void compare_part_of_table() {
#define BATT_OPERATION(name_, header_, signature_) compare_part<Part, op::name_>();
#include <batt/dsl/operations.def>
}

} // namespace batt::testing
