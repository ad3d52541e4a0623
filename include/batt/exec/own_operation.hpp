// Operations of the user's own, for programs that are read as text and run by definition.
#pragma once

#include <batt/exec/validate.hpp>
#include <batt/reference/dynamic/operation_table.hpp>
#include <batt/reference/dynamic/typed.hpp>
#include <batt/reference/memory.hpp>
#include <batt/text/program.hpp>
#include <memory>
#include <string>

BATT_HOST_CALLS_BEGIN
namespace batt {

namespace detail {

template <class... T>
struct type_list {};
/// The static types that an argument is tried as, in this order. An empty container takes the first
/// of those that the parameter accepts.
using tried_types =
    type_list<type::integer, type::boolean, type::ivec, type::grid, type::indices, type::object,
              type::cell, type::tuple<type::integer>, type::tuple<type::ivec>,
              type::tuple<type::cell>, type::set<type::integer>, type::set<type::object>,
              type::set<type::indices>, type::set<type::grid>, type::tuple<type::object>,
              type::tuple<type::indices>, type::tuple<type::grid>>;

/// Whether a parameter of kind K takes a T without turning it into something else.
template <class K, class T>
inline constexpr bool takes_as_it_is = std::is_same_v<typename K::template canonical<T>, T>;

template <int N, class Kinds>
struct kind_at;
template <int N, class... K>
struct kind_at<N, parameters<K...>>
    : std::tuple_element<static_cast<std::size_t>(N), std::tuple<K...>> {};

/// A value of the reference as validate_and_call takes it, and its result as a run-time value.
template <class V>
decltype(auto) as_users(const V& v) {
    if constexpr (std::is_same_v<V, reference::grid>)
        return reference::to_host(v);
    else
        return (v);
}
template <class V>
reference::dynamic::value as_run_time(const V& v) {
    if constexpr (std::is_same_v<V, grid>)
        return reference::dynamic::from_typed(reference::from_host(v));
    else
        return reference::dynamic::from_typed(v);
}

/// Finds static types for the arguments of an operation, from left to right, and calls it. Gives
/// nothing if the operation accepts no such types.
template <class Op>
struct own_call {
    using value = reference::dynamic::value;

    template <class... Given>
    static std::optional<value> with(const value* all, const Given&... given) {
        if constexpr (sizeof...(Given) < static_cast<std::size_t>(Op::arity)) {
            return next(tried_types{}, all, given...);
        } else if constexpr (std::is_same_v<called_tag<operation<Op>, Given...>, type::ill>) {
            return std::nullopt;
        } else {
            const auto result = validate_and_call(operation<Op>{}, given...);
            if (!result) reference::dynamic::fail(result.error().why());
            return as_run_time(*result);
        }
    }

private:
    template <class T, class... More, class... Given>
    static std::optional<value> next(type_list<T, More...>, const value* all,
                                     const Given&... given) {
        constexpr int place = static_cast<int>(sizeof...(Given));
        if constexpr (takes_as_it_is<typename kind_at<place, typename Op::kinds>::type, T>) {
            using V = batt::value::of<reference::definition_machine, T>;
            if (const auto v = reference::dynamic::to_typed<V>(all[place]))
                if (auto result = with(all, given..., as_users(*v))) return result;
        }
        return next(type_list<More...>{}, all, given...);
    }
    template <class... Given>
    static std::optional<value> next(type_list<>, const value*, const Given&...) {
        return std::nullopt;
    }
};

template <class... K>
constexpr bool takes_functions(parameters<K...>) {
    return (std::is_same_v<K, kind::function> || ...);
}

} // namespace detail

/// An operation of the user's own as programs read from text call it. Where it runs by definition,
/// its arguments are brought to static types that its parameters take, and it is called as
/// `validate_and_call` does: on the calling thread's machine or by its own definition. Arguments
/// for which there are no such types give the status `type`.
///
/// Parameters that take functions have no static type before a program is compiled: for an
/// operation with such a parameter write a `reference::dynamic::operation` instead.
template <class Op>
reference::dynamic::operation operation_of_own(std::string_view name) {
    static_assert(!detail::takes_functions(typename Op::kinds{}),
                  "batt: an operation that takes functions cannot be called with run-time values: "
                  "write a reference::dynamic::operation for it");
    static_assert(Op::arity <= reference::dynamic::max_parameters);
    return {name, Op::arity, [](const reference::dynamic::value* arguments) {
                const auto result = reference::dynamic::with_typed(
                    [&] { return detail::own_call<Op>::with(arguments); });
                if (result) return *result;
                for (int k = 0; k < Op::arity; ++k)
                    if (arguments[k].is(reference::dynamic::kind::no_location))
                        reference::dynamic::fail(status::empty);
                reference::dynamic::fail(status::type);
            }};
}

/// Operations of the user's own under their names: what reading text and running it needs of them.
///
///     own_operations mine;
///     mine.add<tint_operation>("tint", "grid color");
///     text::prelude known(mine.names());
///     text::reading read = text::read(source, "my.py", {&known});
///     auto pipeline = make_definition_pipeline(std::move(read.functions), {}, mine.table());
class own_operations {
public:
    /// parameters: their names for keyword arguments, with blanks between them, or nothing.
    template <class Op>
    own_operations& add(const std::string& name, const std::string& parameters = {}) {
        return add(name, parameters, operation_of_own<Op>({}));
    }
    /// An operation that is written for run-time values; its own name does not count.
    own_operations& add(const std::string& name, const std::string& parameters,
                        reference::dynamic::operation definition) {
        names_->operations.push_back({name, definition.parameters, parameters});
        table_->add(definition);
        return *this;
    }

    /// For `text::prelude`.
    std::shared_ptr<const text::vocabulary> names() const { return names_; }
    /// For `make_definition_pipeline` and `reference::dynamic::evaluate`.
    std::shared_ptr<const reference::dynamic::operation_table> table() const { return table_; }

private:
    std::shared_ptr<text::vocabulary> names_ = std::make_shared<text::vocabulary>();
    std::shared_ptr<reference::dynamic::operation_table> table_ =
        std::make_shared<reference::dynamic::operation_table>(
            reference::dynamic::standard_operations);
};

} // namespace batt
BATT_HOST_CALLS_END
