// A value of any type as text and pictures, for people to see.
#pragma once

#include <batt/exec/any_pipeline.hpp>
#include <batt/io/picture.hpp>
#include <string>

namespace run_batt {

/// Draws a value: grids and patches as pictures side by side, containers element by element (only
/// the first ones), and anything else on one line.
/// @return lines, each with its end.
std::string draw_value(const batt::shown_value& value, batt::io::color_mode mode, int columns);

/// Whether two values are equal where only form counts, as it does at run time: T is 1, a location
/// is a tuple of two integers, a grid one of rows. Functions count as equal.
bool is_same_form(const batt::shown_value& a, const batt::shown_value& b);

} // namespace run_batt
