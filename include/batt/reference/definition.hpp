// The table of definitions: one specialisation per operation, in the headers of the families.
#pragma once

#include <batt/dsl/operations.hpp>
#include <batt/reference/gather.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

/// The operation `Op` by its definition: a static function `call`, overloaded by argument types.
/// It throws `batt::error` where the operation fails.
template <class Op>
struct definition;

/// Whether an operation has a definition: those of the DSL have one, a user's own may have one.
template <class Op>
concept defined = requires { sizeof(definition<Op>); };

} // namespace batt::reference
BATT_HOST_CALLS_END
