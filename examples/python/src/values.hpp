// Values of the DSL between Python and C++.
#pragma once

#include <batt/dsl/static_rules.hpp>
#include <batt/exec/any_pipeline.hpp>
#include <batt/reference/dynamic/evaluation.hpp>
#include <batt/text/program.hpp>
#include <nanobind/nanobind.h>

namespace batt::python {

namespace nb = nanobind;

/// The C++ form of a value, made within the limits of the thread. Throws what Python's `call`
/// raises, or `failed`.
reference::dynamic::value to_value(nb::handle from);

/// The static types of a program's values. In values, truth values are the integers 1 and 0; the
/// types say which of them are True or False in Python.
class program_types {
public:
    explicit program_types(const text::program& p);
    /// The type of a value, ill where nothing is known.
    typing::static_type operator()(text::operand value) const;

private:
    std::vector<text::operand> values_;
    std::vector<typing::static_type> of_calls_;
};

/// Whether a value may be a truth value or begin with one, judged by its numbers. If not, its type
/// does not matter.
bool may_hold_truth(const reference::dynamic::value& v);

/// The Python form of a value, in which `make_function(name, parts)` makes the functions.
nb::object to_python(const reference::dynamic::value& v, const typing::static_type& type,
                     nb::handle make_function);
/// The same for a value that is shown: functions become None, grids arrays.
nb::object to_python(const shown_value& v, const typing::static_type& type);
/// The name of its type.
std::string type_text(const shown_value& v, const typing::static_type& type);

/// Binds calls of operations on values of Python.
void bind_values(nb::module_& m);

} // namespace batt::python
