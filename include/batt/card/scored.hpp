// Merges solvers and scores of grids into one pipeline: every score of the input and of what each
// solver makes.
#pragma once

#include <batt/card/merge.hpp>
#include <batt/text/check.hpp>
#include <ostream>

namespace batt::card {

/// A score of the input, or of what a solver makes.
struct scored_subject {
    int program = 0; ///< of the pipeline
    int solver = -1; ///< likewise; -1: of the input
    /// The statement of the program, from 1, that gives the score alone; 0 if no call does.
    int score_alone = 0;
};

/// Solvers and scores, merged. The solvers are the first programs.
struct scored_pipeline {
    pipeline merged;
    int solvers = 0;
    std::vector<scored_subject> scores; ///< those of the input, then solver by solver
};

namespace detail {

/// A score of what a solver makes, as a program.
inline program score_of_output(const program& score, const program& solver) {
    program out = solver;
    out.name = score.name;
    out.file = score.file;
    out.line = score.line;
    out.demonstrations = out.is_score = true;
    const auto calls = static_cast<int>(out.calls.size());
    const auto statements = static_cast<int>(out.statements.size());
    const auto unknown = static_cast<int>(out.unknown.size());
    const auto moved = [&](operand r) {
        switch (r.what) {
        case form::input: return solver.result;
        case form::call: r.index += calls; break;
        case form::variable: r.index += statements; break;
        case form::unknown: r.index += unknown; break;
        default: break;
        }
        return r;
    };
    for (const batt::text::call& c : score.calls) {
        batt::text::call& copy = out.calls.emplace_back();
        copy.at = c.at;
        copy.statement = c.statement + statements;
        for (const operand part : c.parts) copy.parts.push_back(moved(part));
    }
    for (const statement& s : score.statements)
        out.statements.push_back({s.name, moved(s.value), s.at});
    out.unknown.insert(out.unknown.end(), score.unknown.begin(), score.unknown.end());
    out.result = moved(score.result);
    return out;
}

/// The statement of a score that gives its first part, from 1; 0 if that is no call.
inline int score_alone(const program& p) {
    const std::vector<operand> values = resolved(p);
    const operand result = resolve(values, p.result);
    if (result.what != form::call) return 0;
    const operands& parts = p.calls[static_cast<std::size_t>(result.index)].parts;
    if (parts.size() != 3 || parts[0] != operand{form::operation, operation_of("astuple")})
        return 0;
    const operand score = resolve(values, parts[1]);
    return score.what == form::call ? p.calls[static_cast<std::size_t>(score.index)].statement + 1
                                    : 0;
}

} // namespace detail

/// Merges solvers, scores of the input, and scores of what each solver makes. Equal calls are made
/// once, for all that need them.
inline scored_pipeline merge_scored(std::vector<program> solvers,
                                    const std::vector<program>& scores, bool share = true) {
    scored_pipeline out;
    out.solvers = static_cast<int>(solvers.size());
    std::vector<program> all = std::move(solvers);
    const auto add = [&](program p, int solver) {
        p = expanded(p); // so that a score stands in a statement of its own
        out.scores.push_back({static_cast<int>(all.size()), solver, detail::score_alone(p)});
        all.push_back(std::move(p));
    };
    for (const program& score : scores) add(score, -1);
    for (int k = 0; k < out.solvers; ++k)
        for (const program& score : scores)
            add(detail::score_of_output(score, all[static_cast<std::size_t>(k)]), k);
    out.merged = merge(std::move(all), share);
    return out;
}

/// All statements of a pipeline as one program over (S, I, C): t1, t2, ... as they are counted.
inline program merged_program(const pipeline& merged) {
    program out;
    out.demonstrations = true;
    if (merged.programs.empty()) return out;
    out.own = merged.programs[0].own;
    for (std::size_t k = 0; k < merged.calls.size(); ++k) {
        batt::text::call& c = out.calls.emplace_back();
        c.statement = static_cast<int>(k);
        for (operand part : merged.calls[k].parts) {
            if (part.what == form::call) part.what = form::variable;
            if (part.what == form::unknown) part.index = 0;
            c.parts.push_back(part);
        }
        out.statements.push_back(
            {"t" + std::to_string(k + 1), {form::call, static_cast<int>(k)}, {}});
    }
    for (const program& p : merged.programs)
        if (out.unknown.empty() && !p.unknown.empty()) out.unknown = {p.unknown[0]};
    if (!out.statements.empty())
        out.result = {form::variable, static_cast<int>(out.statements.size()) - 1};
    return out;
}

namespace detail {

/// The number of the statement that a value is, from 1; 0 if it is none.
inline int statement_of(operand r) { return r.what == form::call ? r.index + 1 : 0; }

} // namespace detail

} // namespace batt::card
