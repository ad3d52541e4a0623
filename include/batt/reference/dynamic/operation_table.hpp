// The operations by name: the one place where names and definitions meet.
#pragma once

#include <batt/dsl/table.hpp>
#include <batt/reference/dynamic/arithmetic.hpp>
#include <batt/reference/dynamic/box.hpp>
#include <batt/reference/dynamic/by_key.hpp>
#include <batt/reference/dynamic/color.hpp>
#include <batt/reference/dynamic/combinators.hpp>
#include <batt/reference/dynamic/concat.hpp>
#include <batt/reference/dynamic/container.hpp>
#include <batt/reference/dynamic/corner.hpp>
#include <batt/reference/dynamic/crop.hpp>
#include <batt/reference/dynamic/extent.hpp>
#include <batt/reference/dynamic/filter.hpp>
#include <batt/reference/dynamic/functional.hpp>
#include <batt/reference/dynamic/gravitate.hpp>
#include <batt/reference/dynamic/halves.hpp>
#include <batt/reference/dynamic/line.hpp>
#include <batt/reference/dynamic/line_tests.hpp>
#include <batt/reference/dynamic/logic.hpp>
#include <batt/reference/dynamic/merge.hpp>
#include <batt/reference/dynamic/mirror.hpp>
#include <batt/reference/dynamic/neighbors.hpp>
#include <batt/reference/dynamic/objects.hpp>
#include <batt/reference/dynamic/painting.hpp>
#include <batt/reference/dynamic/patch.hpp>
#include <batt/reference/dynamic/relation.hpp>
#include <batt/reference/dynamic/repetition.hpp>
#include <batt/reference/dynamic/rotate.hpp>
#include <batt/reference/dynamic/scale.hpp>
#include <batt/reference/dynamic/sets.hpp>
#include <batt/reference/dynamic/shift.hpp>
#include <batt/reference/dynamic/size.hpp>
#include <batt/reference/dynamic/tuples.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic {

namespace detail {

/// The entry of a definition, whose signature becomes that of all entries.
template <auto F, class... A>
constexpr operation make_entry(std::string_view name, value (*)(A...)) {
    return {name, static_cast<int>(sizeof...(A)), [](const value* a) {
                return [&]<std::size_t... K>(std::index_sequence<K...>) {
                    return F(a[K]...);
                }(std::index_sequence_for<A...>{});
            }};
}
template <auto F>
constexpr operation entry(std::string_view name) {
    return make_entry<F>(name, F);
}

} // namespace detail

/// All operations, in the order of `text::operations`.
inline constexpr auto standard_operations =
    table::detail::sorted(std::array<operation, table::detail::operation_count>{
#define BATT_OPERATION(name_, header_, signature_)                                                 \
    detail::entry<&operations::name_>(table::detail::name_of(#name_)),
#include <batt/dsl/operations.def>
    });

namespace detail {

/// Whether every definition takes as many arguments as the operation has parameters.
constexpr bool agrees_with_table() {
    for (std::size_t k = 0; k < standard_operations.size(); ++k)
        if (standard_operations[k].parameters != table::operations[k].arity) return false;
    return true;
}
static_assert(agrees_with_table());

} // namespace detail

/// The table of the operations of the DSL.
inline const operation_table& standard_table() {
    static const operation_table table(standard_operations);
    return table;
}

} // namespace batt::reference::dynamic
BATT_HOST_CALLS_END
