// run_batt --json: everything that came of a run, for programs to read.
#include "reports.hpp"

#include "differs.hpp"
#include "tables.hpp"
#include <array>
#include <batt/io/grid_json.hpp>
#include <nlohmann/json.hpp>

namespace run_batt {

namespace {

using json = nlohmann::ordered_json;

/// JSON on one line. Names of files may hold bytes that are not UTF-8: these are replaced.
std::string compact(const json& value) {
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

/// A list with an entry per line.
std::string lines(const std::vector<json>& entries) {
    std::string text = "[";
    for (std::size_t k = 0; k < entries.size(); ++k) {
        text += (k ? ",\n  " : "\n  ") + compact(entries[k]);
    }
    return text + (entries.empty() ? "]" : "\n ]");
}

json times_of(const pipeline_outcome& what) {
    json seconds = json::object();
    for (const phase& p : phases()) seconds[p.name] = what.seconds.*p.seconds;
    return seconds;
}

json evaluations_of(const batt::evaluation_counts& n) {
    return {{"columns", n.columns},     {"definition", n.definition}, {"no_form", n.no_form},
            {"too_large", n.too_large}, {"no_place", n.no_place},     {"stayed", n.stayed}};
}

double share(std::uint64_t part, std::uint64_t whole) {
    return whole ? static_cast<double>(part) / static_cast<double>(whole) : 0;
}

json totals_of(const evaluation& all, const scoreboard& board) {
    const run_totals& t = board.totals;
    const double seconds = t.time.seconds.total;
    return {
        {"programs", all.outcomes.size()},
        {"tasks", t.tasks},
        {"tasks_solved", t.solved_tasks},
        {"tasks_with_solver", t.tasks_with_solver},
        {"solvers", t.solvers},
        {"pairs", t.pairs},
        {"pairs_solved", t.solved_pairs},
        {"equal_cells", share(t.sum.equal_cells, t.sum.cells)},
        {"samples", t.time.samples},
        {"evaluations", evaluations_of(t.time.evaluations)},
        {"samples_per_second", seconds > 0 ? static_cast<double>(t.time.samples) / seconds : 0}};
}

json asked_of(const options& wanted) {
    static constexpr std::array<const char*, 3> backends = {"auto", "host", "cuda"};
    static constexpr std::array<const char*, 3> ways = {"auto", "definition", "columns"};
    return {{"tasks", wanted.tasks},
            {"solutions", wanted.solutions},
            {"programs", wanted.programs},
            {"dialect", wanted.dialect},
            {"prelude", wanted.prelude},
            {"task", wanted.task},
            {"ids", wanted.ids},
            {"count", wanted.count},
            {"backend", backends.at(static_cast<std::size_t>(wanted.where))},
            {"by", ways.at(static_cast<std::size_t>(wanted.by))},
            {"batch_size", wanted.batch_size.value_or(0)},
            {"repeat", wanted.repeat},
            {"threads", wanted.threads},
            {"max_steps", wanted.steps},
            {"max_memory", wanted.memory},
            {"cross", wanted.cross},
            {"allow_large", wanted.allow_large},
            {"last_tier", wanted.last_tier},
            {"unmatchable", wanted.unmatchable}};
}

std::vector<json> tasks_of(const evaluation& all, const scoreboard& board) {
    std::vector<json> solvers(all.tasks.size(), json::array());
    for (const scored_run& run : board.runs) {
        if (run.solves_train) solvers[run.task].push_back(run.program);
    }
    std::vector<json> entries;
    for (std::size_t t = 0; t < all.tasks.size(); ++t) {
        json pairs = json::array();
        json cells = json::array();
        for (std::size_t k = all.tasks[t].first; k < all.tasks[t].last; ++k) {
            const sample& s = all.samples[k];
            pairs.push_back(s.name());
            cells.push_back(s.pair->output ? json(cells_of(*s.pair)) : json());
        }
        entries.push_back({{"id", all.task(t).id},
                           {"pairs", std::move(pairs)},
                           {"cells", std::move(cells)},
                           {"solve_train", std::move(solvers[t])}});
    }
    return entries;
}

std::vector<json> programs_of(const evaluation& all) {
    std::vector<json> entries;
    for (std::size_t p = 0; p < all.outcomes.size(); ++p) {
        const program& what = all.of(p);
        const std::size_t own = all.outcomes[p].own_task;
        json entry = {{"name", what.name},
                      {"function", what.source.name},
                      {"file", what.source.file},
                      {"line", what.source.line},
                      {"statements", what.source.statements},
                      {"task", own == none ? json() : json(all.task(own).id)},
                      {"pipeline", what.pipeline}};
        const double seconds = own_seconds_per_sample(all, p);
        if (seconds > 0) entry["seconds_per_sample"] = seconds;
        entries.push_back(std::move(entry));
    }
    return entries;
}

std::vector<json> pipelines_of(const evaluation& all) {
    std::vector<json> entries;
    for (std::size_t at = 0; at < all.pipelines.size(); ++at) {
        const pipeline_outcome& what = all.pipelines[at];
        entries.push_back({{"name", all.programs->pipelines[at].name},
                           {"samples", what.samples},
                           {"tier_samples", what.tier_samples},
                           {"evaluations", evaluations_of(what.evaluations)},
                           {"seconds", times_of(what)}});
    }
    return entries;
}

/// A list per field, with an entry for each pair of the task.
json verdicts_of(const evaluation& all, const scored_run& run, const output_map& outputs) {
    json status = json::array();
    json statement = json::array();
    json match = json::array();
    json cells = json::array();
    json hash = json::array();
    json grids = json::array();
    const evaluated_task& t = all.tasks[run.task];
    for (std::size_t k = t.first; k < t.last; ++k) {
        const bool ran = all.ran(run.program, k);
        const bool is_scored = ran && all.samples[k].pair->output;
        const batt::verdict v = all.verdict(run.program, k);
        status.push_back(ran ? json(batt::to_string(v.why())) : json());
        statement.push_back(ran ? json(v.statement()) : json());
        match.push_back(is_scored ? json(v.ok() && v.match()) : json());
        cells.push_back(is_scored ? json(v.cells()) : json());
        hash.push_back(ran && v.ok() ? json(hash_text(v.hash())) : json());
        const auto output = outputs.find({run.program, k});
        grids.push_back(output == outputs.end() ? json()
                                                : json(batt::io::grid_to_json(output->second)));
    }
    json entry = {{"task", all.task(run.task).id},
                  {"program", run.program},
                  {"solved", run.what.solved()},
                  {"scored", run.what.pairs()},
                  {"equal_cells", share(run.what.equal_cells, run.what.cells)},
                  {"status", std::move(status)},
                  {"statement", std::move(statement)},
                  {"match", std::move(match)},
                  {"cells", std::move(cells)},
                  {"hash", std::move(hash)}};
    if (all.here->wanted.outputs) entry["output"] = std::move(grids);
    return entry;
}

/// What each differ says of the inputs of a task and of what programs made of them.
std::vector<json> scores_of(const evaluation& all, const output_map& outputs) {
    std::vector<json> entries;
    if (all.here->differs.empty()) return entries;
    for (const differ_scores& s : score_outputs(all, outputs)) {
        json pairs = json::array();
        for (const auto& one : s.pairs) pairs.push_back(one ? json(*one) : json());
        entries.push_back({{"task", all.task(s.task).id},
                           {"score", all.here->differs[s.differ].name},
                           {"program", s.program == none ? json() : json(s.program)},
                           {"pairs", std::move(pairs)},
                           {"sum", s.sum()}});
    }
    return entries;
}

} // namespace

std::string to_json(const evaluation& all, const scoreboard& board, const output_map& outputs) {
    const context& here = *all.here;
    std::vector<json> verdicts;
    for (const scored_run& run : board.runs) verdicts.push_back(verdicts_of(all, run, outputs));
    json times = times_of(board.totals.time);
    times["loading"] = here.loading_seconds;
    times["packing"] = all.packing_seconds;
    std::string text = "{";
    const auto add = [&](const char* key, const std::string& value) {
        text += (text.size() > 1 ? ",\n " : "") + compact(key) + ": " + value;
    };
    add("version", compact(BATT_VERSION_STRING));
    add("partial", all.is_partial ? "true" : "false");
    add("asked", compact(asked_of(here.wanted)));
    add("device", compact({{"backend", backend_name(all.where)}, {"name", all.device}}));
    add("times", compact(times));
    add("totals", compact(totals_of(all, board)));
    add("tasks", lines(tasks_of(all, board)));
    add("programs", lines(programs_of(all)));
    add("pipelines", lines(pipelines_of(all)));
    add("verdicts", lines(verdicts));
    add("scores", lines(scores_of(all, outputs)));
    add("problems", compact(here.problems));
    add("notes", compact(here.notes));
    return text + "}\n";
}

} // namespace run_batt
