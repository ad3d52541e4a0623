// A part of what is compiled to run on columns: the entries of instances.def of one unit.
//
// The sources of `batt_add_columns` include this. Compiled as CUDA it adds the kernels, compiled as
// C++ what runs on the host.
#pragma once

#include <batt/columns/catalog.hpp>
#include <batt/columns/run_group.hpp>
#include <batt/columns/typed_steps.hpp>
#include <batt/dsl/static_view.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::columns::detail {

/// Units for the host and for devices are linked together, so what differs has different names.
#if defined(__CUDACC__)
inline namespace on_device {
#else
inline namespace on_host {
#endif

template <class Step, int Tier>
constexpr run_function function_of() {
#if defined(__CUDACC__)
    return &launch_group<Step, Tier>;
#else
    return &run_group<Step, Tier>;
#endif
}

/// An entry as a constant; nothing if it is of another unit.
template <bool Here, int Tier, catalog_entry::kind Kind, class Op, class Step, class... A>
constexpr compiled_entry entry_of() {
    if constexpr (Here)
        return {Kind,
                typing::detail::place_of<Op>,
                static_cast<int>(sizeof...(A)),
                {&typing::description<A>...},
                &typing::description<typename Step::result>,
                function_of<Step, Tier>()};
    else
        return {};
}

/// The container of a COLLECT: where none is named only the number of elements counts.
template <class... C>
struct container_of {
    using type = batt::type::set<batt::type::unit>;
};
template <class C>
struct container_of<C> {
    using type = C;
};
template <bool Here, int Tier, class Op, class... A>
constexpr compiled_entry entry_of_call() {
    return entry_of<Here, Tier, catalog_entry::kind::call, Op, call_step<Op, A...>, A...>();
}
template <bool Here, int Tier, class Op, class R, class... C>
constexpr compiled_entry entry_of_collect() {
    return entry_of<Here, Tier, catalog_entry::kind::collect, Op,
                    collect_step<Op, R, typename container_of<C...>::type>, R, C...>();
}
template <bool Here, int Tier, class To, class From>
constexpr compiled_entry entry_of_convert() {
    return entry_of<Here, Tier, catalog_entry::kind::convert, void, convert_step<To, From>, To,
                    From>();
}

/// What a unit, one of so many, holds, with each entry at its place among all.
template <int Unit, int Units, int Tier>
std::span<const compiled_entry> entries_of_unit() {
    using type::integer, type::boolean, type::ivec, type::grid, type::indices, type::object,
        type::univalued, type::set, type::tuple, type::pair, type::cell, type::flag;
    static constexpr compiled_entry all[] = {
#define BATT_COLUMN_CALL(unit_, operation_, ...)                                                   \
    entry_of_call<unit_ % Units == Unit, Tier, op::operation_, __VA_ARGS__>(),
#define BATT_COLUMN_COLLECT(unit_, operation_, ...)                                                \
    entry_of_collect<unit_ % Units == Unit, Tier, op::operation_, __VA_ARGS__>(),
#define BATT_COLUMN_CONVERT(unit_, ...)                                                            \
    entry_of_convert<unit_ % Units == Unit, Tier, __VA_ARGS__>(),
#include <batt/columns/instances.def>
    };
    return all;
}

} // namespace on_host, on_device
} // namespace batt::columns::detail
BATT_HOST_CALLS_END
