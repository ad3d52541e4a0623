// Values of the DSL between Python and C++.
#pragma once

#include <batt/reference/dynamic/evaluate.hpp>
#include <nanobind/nanobind.h>

namespace batt::python {

namespace nb = nanobind;

/// Binds calls of operations on values of Python.
void bind_values(nb::module_& m);

} // namespace batt::python
