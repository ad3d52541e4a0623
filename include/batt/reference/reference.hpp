// The reference layer: every operation by its plain definition, host only, any size, throwing.
//
// compose, chain, matcher, lbind, rbind, power and fork make functions of functions and are not
// here: what calls these definitions has function values of its own.
#pragma once

#include <batt/reference/arithmetic.hpp>
#include <batt/reference/choose.hpp>
#include <batt/reference/color.hpp>
#include <batt/reference/container.hpp>
#include <batt/reference/functional.hpp>
#include <batt/reference/geometry.hpp>
#include <batt/reference/grid.hpp>
#include <batt/reference/line.hpp>
#include <batt/reference/objects.hpp>
#include <batt/reference/painting.hpp>
#include <batt/reference/patch.hpp>
#include <batt/reference/piece.hpp>
#include <batt/reference/repetition.hpp>
