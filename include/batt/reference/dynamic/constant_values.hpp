// The values of the names that programs need not assign.
#pragma once

#include <batt/dsl/table.hpp>
#include <batt/reference/dynamic/any_value.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic {

/// The constant at a place of `text::constants`.
inline value constant_at(int place) {
    const table::constant& c = table::constants[static_cast<std::size_t>(place)];
    return c.is == table::constant::form::location ? value(ivec{c.i, c.j}) : value(integer{c.i});
}

} // namespace batt::reference::dynamic
BATT_HOST_CALLS_END
