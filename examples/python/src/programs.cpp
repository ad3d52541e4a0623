#include "programs.hpp"
#include "grids.hpp"
#include "values.hpp"

#include <algorithm>
#include <batt/exec/definition_pipeline.hpp>
#include <batt/io/dialect.hpp>
#include <batt/io/program_files.hpp>
#include <batt/reference/dynamic/evaluation.hpp>
#include <batt/text/read.hpp>
#include <batt/text/rewrite.hpp>
#include <fstream>
#include <map>
#include <mutex>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

namespace batt::python {

namespace {

struct reading {
    program_list programs;
    std::vector<text::problem> problems, warnings;
    std::vector<std::string> complaints; ///< about files, not places in them
};

void read_piece(reading& out, const io::program_text& piece, const text::prelude& before) {
    text::reading read = text::read(piece.text, piece.file, {&before});
    const int lines_before = piece.first_line - 1;
    for (text::program& p : read.functions) {
        p.line += lines_before;
        if (!piece.hint.empty()) p.id = piece.hint;
        out.programs.texts.push_back(std::move(p));
    }
    for (auto* from : {&read.problems, &read.warnings})
        for (text::problem& p : *from) {
            p.at.line += lines_before;
            (from == &read.problems ? out.problems : out.warnings).push_back(std::move(p));
        }
    if (read.functions.empty() && read.problems.empty())
        out.complaints.push_back(piece.file + ": no program in the text");
}

using named_texts = std::vector<std::pair<std::string, std::string>>;

/// The dialect that these texts make. It is read once, however often it is named.
text::prelude dialect_of(const named_texts& dialect, std::vector<text::problem>& problems) {
    static std::mutex one_at_a_time;
    static std::map<named_texts, text::prelude> known;
    const std::lock_guard guard(one_at_a_time);
    if (const auto found = known.find(dialect); found != known.end()) return found->second;
    text::prelude made;
    for (const auto& [said, name] : dialect) {
        problems = made.add_dialect(said, name);
        if (!problems.empty()) return {};
    }
    return known.emplace(dialect, made).first->second;
}

/// What programs may use: a dialect and preludes, each given as texts with their names.
text::prelude made_prelude(reading& out, const named_texts& dialect, const named_texts& all) {
    text::prelude before = dialect_of(dialect, out.problems);
    for (const auto& [said, name] : all)
        for (text::problem& p : before.add(said, name)) out.problems.push_back(std::move(p));
    return before;
}

reading load(const std::vector<std::string>& paths, const named_texts& dialect,
             const named_texts& preludes) {
    reading out;
    const text::prelude before = made_prelude(out, dialect, preludes);
    if (!out.problems.empty() && before.own() == nullptr && !dialect.empty()) return out;
    const std::vector<std::filesystem::path> all(paths.begin(), paths.end());
    const io::program_texts found = io::read_program_files(all);
    for (const io::program_text& piece : found.pieces) read_piece(out, piece, before);
    out.complaints.insert(out.complaints.begin(), found.problems.begin(), found.problems.end());
    return out;
}

/// Reads a text like a file of this name.
reading parse(const std::string& text, const std::string& name, const named_texts& dialect,
              const named_texts& preludes) {
    reading out;
    const text::prelude before = made_prelude(out, dialect, preludes);
    if (!out.problems.empty() && before.own() == nullptr && !dialect.empty()) return out;
    const io::program_texts found = io::program_texts_of(text, name);
    for (const io::program_text& piece : found.pieces) read_piece(out, piece, before);
    out.complaints.insert(out.complaints.begin(), found.problems.begin(), found.problems.end());
    return out;
}

nb::object python_of(const reading& r) {
    const auto places = [](const std::vector<text::problem>& all) {
        nb::list out;
        for (const text::problem& p : all)
            out.append(nb::make_tuple(said(p.file), p.at.line, p.at.column, said(p.text)));
        return out;
    };
    nb::list complaints;
    for (const std::string& c : r.complaints) complaints.append(said(c));
    return nb::make_tuple(r.programs, places(r.problems), places(r.warnings), complaints);
}

named_texts texts_of(const nb::list& from) {
    named_texts out;
    for (nb::handle one : from) {
        const auto pair = nb::cast<nb::tuple>(one);
        out.push_back({nb::cast<std::string>(pair[0]), nb::cast<std::string>(pair[1])});
    }
    return out;
}

void check(const program_list& l, std::size_t k) {
    if (k >= l.size()) throw nb::index_error("there is no such program");
}

/// Programs that were pickled, each read again from the text that `text` gave.
program_list restored(const nb::list& from) {
    program_list out;
    for (nb::handle one : from) {
        const auto is = nb::cast<nb::tuple>(one);
        const auto file = nb::cast<std::string>(is[3]);
        std::vector<text::problem> problems;
        const text::prelude before = dialect_of(texts_of(nb::cast<nb::list>(is[5])), problems);
        text::reading read = text::read(nb::cast<std::string>(is[0]), file, {&before});
        if (read.functions.size() != 1) throw nb::value_error("the pickled program cannot be read");
        text::program& p = read.functions[0];
        p.name = nb::cast<std::string>(is[1]);
        p.id = nb::cast<std::string>(is[2]);
        p.line = nb::cast<int>(is[4]);
        out.texts.push_back(std::move(p));
    }
    return out;
}

/// S, I and C as Python gives them.
sample_set sample_of(nb::handle input, nb::handle expected, const nb::list& demonstrations) {
    sample_set samples;
    samples.inputs.push_back(to_grid(input, "the input"));
    samples.expected.emplace_back();
    if (!expected.is_none()) samples.expected[0] = to_grid(expected, "the expected output");
    samples.task.push_back(0);
    samples.demonstrations.emplace_back();
    for (nb::handle one : demonstrations) {
        const auto pair = nb::cast<nb::sequence>(one);
        samples.demonstrations[0].push_back({to_grid(nb::object(pair[0]), "a demonstration"),
                                             to_grid(nb::object(pair[1]), "a demonstration")});
    }
    return samples;
}

/// (value, status, statement) of what a program returns.
nb::object result_of(const program_list& l, std::size_t k, nb::handle input, nb::handle expected,
                     const nb::list& demonstrations, nb::handle make_function, std::uint64_t steps,
                     std::uint64_t bytes) {
    namespace dynamic = batt::reference::dynamic;
    check(l, k);
    const sample_set samples = sample_of(input, expected, demonstrations);
    const text::program p = l.at(k);
    dynamic::sample s;
    s.give(samples.inputs[0], samples.expected[0] ? &*samples.expected[0] : nullptr);
    s.show(samples.demonstrations[0]);
    dynamic::evaluation made(p, s, {steps, bytes});
    const dynamic::outcome o = made.output();
    status why = o.why;
    if (o.ok()) {
        try {
            typing::static_type type;
            if (may_hold_truth(o.result)) type = program_types(p)(p.result);
            return nb::make_tuple(to_python(o.result, type, make_function), 0, 0);
        } catch (const dynamic::failed& e) {
            why = e.why;
        }
    }
    return nb::make_tuple(nb::none(), static_cast<int>(why), o.statement);
}

/// (text, operation, status, began, tied, type, value) of each statement.
nb::list traced(const program_list& l, std::size_t k, nb::handle input, nb::handle expected,
                const nb::list& demonstrations, std::uint64_t steps, std::uint64_t bytes) {
    check(l, k);
    const sample_set samples = sample_of(input, expected, demonstrations);
    const text::program p = l.at(k);
    const program_types types(p);
    const auto pipeline = make_definition_pipeline({p}, {steps, bytes});
    std::vector<traced_statement> statements;
    error_message error;
    bool good = false;
    {
        const nb::gil_scoped_release others_may_run;
        good = pipeline->trace(0, samples, 0, backend::automatic, statements, error);
    }
    if (!good) throw nb::value_error(error.text.c_str());
    nb::list out;
    for (const traced_statement& t : statements) {
        const typing::static_type type =
            types(p.statements[static_cast<std::size_t>(t.statement) - 1].value);
        out.append(nb::make_tuple(t.text, t.operation, static_cast<int>(t.why), t.began, t.tied,
                                  type_text(t.value, type), to_python(t.value, type)));
    }
    return out;
}

/// A graph that grows, as Python has it.
struct graph {
    std::shared_ptr<program_graph> is = std::make_shared<program_graph>();

    int checked(program_graph::value v) const {
        if (!is->has(v)) throw nb::value_error(is->refused().c_str());
        return v.id;
    }
    std::vector<program_graph::value> values(const std::vector<int>& ids) const {
        std::vector<program_graph::value> out;
        for (const int id : ids) {
            if (!is->has({id})) throw nb::value_error(is->why_absent({id}).c_str());
            out.push_back({id});
        }
        return out;
    }
};

} // namespace

void bind_programs(nb::module_& m) {
    nb::class_<program_list>(m, "ProgramList")
        .def("__len__", &program_list::size)
        .def("text",
             [](const program_list& l, std::size_t k) {
                 check(l, k);
                 return text::to_text(l.at(k));
             })
        .def("about",
             [](const program_list& l, std::size_t k) {
                 check(l, k);
                 if (l.graph != nullptr) return nb::make_tuple(l.name, l.id, "", 0);
                 const text::program& p = l.texts[k];
                 return nb::make_tuple(p.name, p.id, p.file, p.line);
             })
        // the texts of its dialect
        .def("dialect",
             [](const program_list& l, std::size_t k) {
                 check(l, k);
                 nb::list out;
                 const auto own = l.graph != nullptr ? l.graph->own() : l.texts[k].own;
                 if (own != nullptr)
                     for (const auto& s : own->sources) out.append(nb::make_tuple(s.text, s.file));
                 return out;
             })
        // the places of those that are scores of grids
        .def("scores",
             [](const program_list& l) {
                 std::vector<std::size_t> out;
                 for (std::size_t k = 0; k < l.texts.size(); ++k)
                     if (l.texts[k].is_score) out.push_back(k);
                 return out;
             })
        .def("is_score",
             [](const program_list& l, std::size_t k) {
                 check(l, k);
                 return l.graph == nullptr && l.texts[k].is_score;
             })
        .def("candidate_ids",
             [](const program_list& l, std::size_t k) {
                 check(l, k);
                 return l.graph != nullptr ? std::vector<std::string>{l.id}
                                           : text::candidate_ids(l.texts[k]);
             })
        .def("take",
             [](const program_list& l, const std::vector<std::size_t>& which) {
                 program_list out;
                 out.graph = l.graph;
                 out.name = l.name;
                 out.id = l.id;
                 for (const std::size_t k : which) {
                     check(l, k);
                     if (l.graph != nullptr)
                         out.roots.push_back(l.roots[k]);
                     else
                         out.texts.push_back(l.texts[k]);
                 }
                 return out;
             })
        .def("joined",
             [](const program_list& a, const program_list& b) {
                 program_list out;
                 if (a.graph != nullptr && a.graph == b.graph && a.id == b.id) {
                     out = a;
                     out.roots.insert(out.roots.end(), b.roots.begin(), b.roots.end());
                     return out;
                 }
                 for (const program_list* l : {&a, &b})
                     for (std::size_t k = 0; k < l->size(); ++k) out.texts.push_back(l->at(k));
                 return out;
             })
        .def("result", &result_of, nb::arg("k"), nb::arg("input"), nb::arg("expected").none(),
             nb::arg("demonstrations"), nb::arg("make_function"), nb::arg("steps"),
             nb::arg("bytes"))
        .def("trace", &traced, nb::arg("k"), nb::arg("input"), nb::arg("expected").none(),
             nb::arg("demonstrations"), nb::arg("steps"), nb::arg("bytes"));
    m.def("restored", &restored);
    m.def("load", [](const std::vector<std::string>& paths, const nb::list& dialect,
                     const nb::list& preludes) {
        const named_texts known = texts_of(dialect), before = texts_of(preludes);
        reading r;
        {
            const nb::gil_scoped_release others_may_run;
            r = load(paths, known, before);
        }
        return python_of(r);
    });
    m.def("parse", [](const std::string& text, const std::string& name, const nb::list& dialect,
                      const nb::list& preludes) {
        const named_texts known = texts_of(dialect), before = texts_of(preludes);
        reading r;
        {
            const nb::gil_scoped_release others_may_run;
            r = parse(text, name, known, before);
        }
        return python_of(r);
    });

    nb::class_<graph>(m, "Graph")
        .def("__init__",
             [](graph* g, const nb::list& dialect) {
                 std::vector<text::problem> problems;
                 const text::prelude known = dialect_of(texts_of(dialect), problems);
                 if (!problems.empty()) throw nb::value_error(to_string(problems[0]).c_str());
                 new (g) graph{std::make_shared<program_graph>(known.own())};
             })
        .def("input", [](graph& g) { return g.is->input().id; })
        .def("demonstrations", [](graph& g) { return g.is->demonstrations().id; })
        .def("expected", [](graph& g) { return g.is->expected().id; })
        .def("none", [](graph& g) { return g.is->none().id; })
        .def("integer", [](graph& g, int n) { return g.is->integer(n).id; })
        .def("named",
             [](graph& g, const std::string& name) {
                 if (table::constant_of(name) >= 0) return g.is->constant(name).id;
                 if (g.is->operation_of(name) >= 0) return g.is->function(name).id;
                 throw nb::key_error(("there is no operation or constant " + name).c_str());
             })
        .def("call",
             [](graph& g, int f, const std::vector<int>& arguments) {
                 const auto all = g.values(arguments);
                 return g.checked(g.is->call(g.values({f})[0], all));
             })
        .def("add",
             [](graph& g, const program_list& l, std::size_t k) {
                 check(l, k);
                 return g.checked(g.is->add(l.at(k)));
             })
        .def("parts",
             [](const graph& g, int v) {
                 const auto parts = g.is->parts(g.values({v})[0]);
                 return std::vector<int>(parts.begin(), parts.end());
             })
        .def("calls_of", [](const graph& g, int v) { return g.is->calls_of(g.values({v})[0]); })
        .def("type",
             [](graph& g, int v) -> nb::object {
                 const auto& t = g.is->type(g.values({v})[0]);
                 if (t.ill()) return nb::none();
                 return nb::cast(typing::to_text(t));
             })
        .def("why_ill_typed", [](graph& g, int v) { return g.is->why_ill_typed(g.values({v})[0]); })
        .def("accepts",
             [](graph& g, const std::vector<int>& arguments) {
                 const auto all = g.values(arguments);
                 std::vector<std::string> out;
                 for (const std::string_view name : g.is->accepts(all)) out.emplace_back(name);
                 return out;
             })
        // A copy, so that the graph may grow while they run.
        .def("programs", [](const graph& g, const std::vector<int>& roots, const std::string& name,
                            const std::string& id) {
            program_list out;
            out.name = name;
            out.id = id;
            out.roots = g.values(roots);
            out.graph = std::make_shared<const program_graph>(*g.is);
            return out;
        });
}

} // namespace batt::python
