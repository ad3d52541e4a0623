// The names of the operations, one tag type each, so that every layer keys its tables on them.
#pragma once

/// Tag types of the operations. Each is defined, as the operation itself, in its family's header.
namespace batt::op {

#define BATT_OPERATION(name_, header_, signature_) struct name_;
#include <batt/dsl/operations.def>

} // namespace batt::op
