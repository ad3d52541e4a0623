// The reference layer: every operation by its plain definition, on the host, for grids of any size.
//
// Failures are exceptions. compose, chain, matcher, lbind, rbind, power and fork, which make
// functions of functions, are not here: the callers have function values of their own.
#pragma once

#include <batt/reference/definitions/arithmetic.hpp>
#include <batt/reference/definitions/box.hpp>
#include <batt/reference/definitions/by_key.hpp>
#include <batt/reference/definitions/color.hpp>
#include <batt/reference/definitions/combinators.hpp>
#include <batt/reference/definitions/concat.hpp>
#include <batt/reference/definitions/container.hpp>
#include <batt/reference/definitions/corner.hpp>
#include <batt/reference/definitions/crop.hpp>
#include <batt/reference/definitions/extent.hpp>
#include <batt/reference/definitions/filter.hpp>
#include <batt/reference/definitions/functional.hpp>
#include <batt/reference/definitions/gravitate.hpp>
#include <batt/reference/definitions/halves.hpp>
#include <batt/reference/definitions/line.hpp>
#include <batt/reference/definitions/line_tests.hpp>
#include <batt/reference/definitions/logic.hpp>
#include <batt/reference/definitions/merge.hpp>
#include <batt/reference/definitions/mirror.hpp>
#include <batt/reference/definitions/neighbors.hpp>
#include <batt/reference/definitions/objects.hpp>
#include <batt/reference/definitions/painting.hpp>
#include <batt/reference/definitions/patch.hpp>
#include <batt/reference/definitions/relation.hpp>
#include <batt/reference/definitions/repetition.hpp>
#include <batt/reference/definitions/rotate.hpp>
#include <batt/reference/definitions/scale.hpp>
#include <batt/reference/definitions/sets.hpp>
#include <batt/reference/definitions/shift.hpp>
#include <batt/reference/definitions/size.hpp>
#include <batt/reference/definitions/tuples.hpp>
