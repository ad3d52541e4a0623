// The module batt._core: what Python cannot do itself. Users import batt.
#include "grids.hpp"
#include "programs.hpp"
#include "values.hpp"

#include <batt/value/status.hpp>

namespace batt::python {
void bind_run(nb::module_& m);
void bind_scores(nb::module_& m);
void bind_tasks(nb::module_& m);
} // namespace batt::python

NB_MODULE(_core, m) {
    namespace nb = nanobind;
    m.doc() = "The compiled part of batt.";
    batt::python::bind_grids(m);
    batt::python::bind_programs(m);
    batt::python::bind_values(m);
    batt::python::bind_run(m);
    batt::python::bind_scores(m);
    batt::python::bind_tasks(m);
    nb::list statuses;
    for (int k = 0; k < 8; ++k)
        statuses.append(nb::str(batt::to_string(static_cast<batt::status>(k))));
    m.attr("statuses") = statuses;
    m.attr("version") = BATT_VERSION;
}
