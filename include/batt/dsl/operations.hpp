// The names of the operations, one tag type each, so that all layers key their tables on them.
#pragma once

/// Tag types of the operations. The header of its family defines each as the operation itself.
namespace batt::op {

#define BATT_OPERATION(name_, header_, signature_) struct name_;
#include <batt/dsl/operations.def>

} // namespace batt::op
