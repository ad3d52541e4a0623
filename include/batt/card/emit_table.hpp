// Writes the table of a pipeline of solvers and scores: which statement belongs to which of them,
// and what each says.
#pragma once

#include <batt/card/emit.hpp>
#include <batt/card/scored.hpp>

namespace batt::card {

/// Writes what `emit` leaves out of a pipeline of solvers and scores, the struct NAME_table:
/// o, an entry per solver; s, an entry per score and subject; statements, t1, t2, ...
/// (batt/exec/merged.hpp).
inline void emit_table(std::ostream& out, const scored_pipeline& scored, const std::string& name) {
    const pipeline& merged = scored.merged;
    const auto at = [&](int k) -> const program& {
        return merged.programs[static_cast<std::size_t>(k)];
    };
    const auto number = [&](int k) {
        return detail::statement_of(merged.results[static_cast<std::size_t>(k)]);
    };
    out << "\n#include <batt/exec/merged.hpp>\n\nnamespace batt::cards {\n\n"
           "/// Which statements of "
        << name << " belong to which solvers and scores.\nstruct " << name
        << "_table {\n"
           "    /// {number, whether it is a mutant, task, program}\n"
           "    static constexpr merged_solver o[] = {\n";
    for (int p = 0; p < scored.solvers; ++p) {
        // solve_0abc_17: one of several for task 0abc
        const std::size_t end = at(p).id.find('_');
        out << "        {" << number(p) << ", " << (end != at(p).id.npos ? "true" : "false") << ", "
            << detail::literal(at(p).id.substr(0, end)) << ", " << p << "},\n";
    }
    if (scored.solvers == 0) out << "        {},\n";
    out << "    };\n    /// {number, task of the solver or None, score, program, its statement "
           "that gives the score alone}\n    static constexpr merged_score s[] = {\n";
    for (const scored_subject& s : scored.scores)
        out << "        {" << number(s.program) << ", "
            << detail::literal(s.solver < 0 ? "None" : at(s.solver).id) << ", "
            << detail::literal(at(s.program).name) << ", " << s.program << ", " << s.score_alone
            << "},\n";
    if (scored.scores.empty()) out << "        {},\n";
    out << "    };\n    /// {what it is by static types, if that is known; what it says}\n"
           "    static constexpr merged_statement statements[] = {\n";
    const program all = merged_program(merged);
    const statement_names names(all);
    const auto types = text::detail::types_of_calls(all, [](const auto&...) {});
    for (std::size_t k = 0; k < all.statements.size(); ++k)
        out << "        {" << detail::literal(types[k].ill() ? "" : typing::to_text(types[k]))
            << ", "
            << detail::literal(names[k] + " = " +
                               text::text_of(all, names, all.statements[k].value))
            << "},\n";
    if (all.statements.empty()) out << "        {},\n";
    out << "    };\n    static constexpr int solvers = " << scored.solvers
        << ", scores = " << scored.scores.size() << ";\n};\n\n} // namespace batt::cards\n";
}

} // namespace batt::card
