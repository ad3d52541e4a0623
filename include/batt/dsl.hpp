// The operations, and the programs made of them, without executors: what a kernel of your own
// needs.
#pragma once

#include <batt/dsl/arithmetic.hpp>
#include <batt/dsl/box.hpp>
#include <batt/dsl/by_key.hpp>
#include <batt/dsl/color.hpp>
#include <batt/dsl/combinators.hpp>
#include <batt/dsl/concat.hpp>
#include <batt/dsl/constants.hpp>
#include <batt/dsl/container.hpp>
#include <batt/dsl/container_types.hpp>
#include <batt/dsl/corner.hpp>
#include <batt/dsl/crop.hpp>
#include <batt/dsl/extent.hpp>
#include <batt/dsl/filter.hpp>
#include <batt/dsl/function_call.hpp>
#include <batt/dsl/functional.hpp>
#include <batt/dsl/gravitate.hpp>
#include <batt/dsl/halves.hpp>
#include <batt/dsl/kind.hpp>
#include <batt/dsl/line.hpp>
#include <batt/dsl/line_tests.hpp>
#include <batt/dsl/logic.hpp>
#include <batt/dsl/merge.hpp>
#include <batt/dsl/mirror.hpp>
#include <batt/dsl/neighbors.hpp>
#include <batt/dsl/objects.hpp>
#include <batt/dsl/operation.hpp>
#include <batt/dsl/overload.hpp>
#include <batt/dsl/painting.hpp>
#include <batt/dsl/patch.hpp>
#include <batt/dsl/relation.hpp>
#include <batt/dsl/repetition.hpp>
#include <batt/dsl/rotate.hpp>
#include <batt/dsl/scale.hpp>
#include <batt/dsl/sets.hpp>
#include <batt/dsl/shift.hpp>
#include <batt/dsl/size.hpp>
#include <batt/dsl/tuples.hpp>
#include <batt/expr/solver.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// Where programs live: the names of the DSL are visible here, and hide those of the C library.
namespace solvers {
using namespace dsl;
}

} // namespace batt
BATT_HOST_CALLS_END
