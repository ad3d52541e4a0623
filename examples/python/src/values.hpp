// Values of the DSL between Python and C++.
#pragma once

#include <batt/dsl/static_rules.hpp>
#include <batt/exec/any_pipeline.hpp>
#include <batt/reference/dynamic/evaluation.hpp>
#include <batt/text/program.hpp>
#include <nanobind/nanobind.h>

namespace batt::python {

namespace nb = nanobind;

/// A value as C++ has it, within the limits of the thread. Throws what `call` of Python raises, or
/// `failed`.
reference::dynamic::value to_value(nb::handle from);

/// The static types of a program's values. Values carry no truth values, which are 1 and 0, so
/// their types tell what is True or False in Python.
class program_types {
public:
    explicit program_types(const text::program& p);
    /// Ill where nothing is known.
    typing::static_type operator()(text::operand value) const;

private:
    std::vector<text::operand> values_;
    std::vector<typing::static_type> of_calls_;
};

/// Whether a value may be or begin with a truth value, by its numbers: if not, its type matters to
/// nobody.
bool may_hold_truth(const reference::dynamic::value& v);

/// A value as Python has it; functions as `make_function(name, parts)` makes them.
nb::object to_python(const reference::dynamic::value& v, const typing::static_type& type,
                     nb::handle make_function);
/// The same of a value that is shown: functions are None, grids arrays.
nb::object to_python(const shown_value& v, const typing::static_type& type);
/// What its type is called.
std::string type_text(const shown_value& v, const typing::static_type& type);

/// Binds calls of operations on values of Python.
void bind_values(nb::module_& m);

} // namespace batt::python
