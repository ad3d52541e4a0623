// Values of the DSL between Python and C++.
#pragma once

#include <batt/exec/report.hpp>
#include <batt/reference/dynamic/evaluate.hpp>
#include <nanobind/nanobind.h>

namespace batt::python {

namespace nb = nanobind;

/// A value as C++ has it, within the limits of the thread. Throws what `call` of Python raises, or
/// `failed`.
reference::dynamic::value to_value(nb::handle from);
/// A value as Python has it; functions as `make_function(name, parts)` makes them.
nb::object to_python(const reference::dynamic::value& v, nb::handle make_function);
/// The same of a value that is shown: functions are None, grids arrays.
nb::object to_python(const shown_value& v);

/// Binds calls of operations on values of Python.
void bind_values(nb::module_& m);

} // namespace batt::python
