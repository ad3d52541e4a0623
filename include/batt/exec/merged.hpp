// One call of a pipeline of solvers and scores over (S, I, C), as `card --batt` writes them.
#pragma once

#include <algorithm>
#include <batt/exec/any_pipeline.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// A solver of a pipeline, as in the tables that card writes; so are the next two.
struct merged_solver {
    int statement = 0;      ///< number of the t that is its O; 0 if none is
    bool is_mutant = false; ///< one of several for its task
    const char* id = "";    ///< of its task
    int program = 0;        ///< of the pipeline
};
/// A score of the input, or of what a solver makes.
struct merged_score {
    int statement = 0;        ///< number of the t that is (score, item); 0 if none is
    const char* subject = ""; ///< the task of the solver that is scored; None: the input
    const char* name = "";    ///< of the score
    int program = 0;          ///< of the pipeline
    int alone = 0;            ///< the statement of the program that is the score alone
};
/// A statement of a pipeline.
struct merged_statement {
    const char* type = ""; ///< static; empty if it is not known
    const char* text = ""; ///< "t3 = fill(I, FIVE, t2)"
};

/// What a solver makes.
struct solver_value {
    merged_solver what;
    status why = status::ok;
    grid value; ///< empty if it failed
};
/// What a score says.
struct score_value {
    merged_score what;
    status why = status::ok;    ///< of the pair of score and item
    shown_value value{};        ///< that pair
    std::optional<int> score{}; ///< from 0 to 1000, also where the item failed
};
/// (o, s): what the solvers make and what the scores say.
struct merged_values {
    std::vector<solver_value> o;
    std::vector<score_value> s;
};

namespace detail {

/// The integer that a score counts as.
inline std::optional<int> counted_score(const shown_value& v) {
    constexpr int most = 1000;
    if (v.what == shown_value::form::number || v.what == shown_value::form::truth)
        return std::clamp<int>(v.number, 0, most);
    return std::nullopt;
}
/// The same for the first element of a pair, or of a longer tuple.
inline std::optional<int> first_score(const shown_value& v) {
    if (v.what == shown_value::form::location) return std::clamp<int>(v.location.i, 0, 1000);
    if (v.what != shown_value::form::container || v.elements.size() < 2 ||
        v.type.starts_with("set"))
        return std::nullopt;
    return counted_score(v.elements[0]);
}

} // namespace detail

/// Calls the pipeline that Table belongs to on one sample: o has an entry for each solver, s for
/// each score of each subject. Nothing, with a sentence in error, if the sample cannot be held.
/// Cost: a run, and a trace for each entry of s.
template <class Table>
std::optional<merged_values>
call_merged(any_pipeline& pipeline, const std::vector<std::pair<grid, grid>>& demonstrations,
            const grid& input, const std::optional<grid>& expected, error_message& error) {
    sample_set one;
    one.inputs = {input};
    one.expected = {expected};
    one.task = {0};
    one.demonstrations = {demonstrations};
    run_options options;
    options.where = backend::host;
    options.outputs = true;
    const auto report = pipeline.run(one, options);
    if (!report) {
        error = report.error();
        return std::nullopt;
    }
    merged_values out;
    for (int k = 0; k < Table::solvers; ++k) {
        const merged_solver& what = Table::o[k];
        const auto p = static_cast<std::size_t>(what.program);
        out.o.push_back({what, report->verdicts[p].why(), report->outputs[p]});
    }
    for (int k = 0; k < Table::scores; ++k) {
        score_value s{Table::s[k]};
        std::vector<traced_statement> statements;
        if (!pipeline.trace(s.what.program, one, 0, backend::host, statements, error))
            return std::nullopt;
        const int last = pipeline.source(s.what.program).statements;
        s.why = status::type;
        for (const traced_statement& t : statements) {
            if (t.statement == s.what.alone && t.why == status::ok)
                s.score = detail::counted_score(t.value);
            if (t.statement != last) continue;
            s.why = t.why;
            if (t.why == status::ok) s.value = t.value;
        }
        if (!s.score && s.why == status::ok) s.score = detail::first_score(s.value);
        out.s.push_back(std::move(s));
    }
    return out;
}

} // namespace batt
BATT_HOST_CALLS_END
