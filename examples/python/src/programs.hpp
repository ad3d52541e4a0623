// Programs as data for Python: those of text and those that were built.
#pragma once

#include <batt/columns.hpp>
#include <batt/text/program.hpp>
#include <memory>
#include <nanobind/nanobind.h>
#include <vector>

namespace batt::python {

namespace nb = nanobind;

/// Programs in a row: all of text, or all values of one graph.
struct program_list {
    std::vector<text::program> texts;
    std::shared_ptr<const program_graph> graph; ///< null for those of text
    std::vector<program_graph::value> roots;
    std::string name, id; ///< of all that were built

    std::size_t size() const { return graph != nullptr ? roots.size() : texts.size(); }
    text::program at(std::size_t k) const { return graph != nullptr ? built(k) : texts[k]; }
    text::program built(std::size_t k) const {
        text::program p = graph->to_program(roots[k], name);
        p.id = id;
        return p;
    }
    program_set set(reference::dynamic::limits most) const {
        return graph != nullptr ? program_set(graph, roots, most) : program_set(texts, most);
    }
};

void bind_programs(nb::module_& m);

} // namespace batt::python
