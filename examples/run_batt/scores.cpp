// What came of a run, counted once for tables, reports and the exit code.
#include "scores.hpp"

#include <algorithm>

namespace run_batt {

namespace {

score score_of(const evaluation& all, std::size_t p, std::size_t task) {
    score result;
    for (std::size_t k = all.tasks[task].first; k < all.tasks[task].last; ++k) {
        if (!all.ran(p, k)) continue;
        const batt::verdict v = all.verdict(p, k);
        const sample& s = all.samples[k];
        ++result.samples;
        result.statuses.add(v, all.wrong(p, k));
        if (!s.pair->output) continue;
        ++(s.is_train() ? result.train : s.is_test() ? result.test : result.further);
        result.cells += cells_of(*s.pair);
        result.equal_cells += static_cast<std::uint64_t>(v.cells());
        if (all.solved(p, k))
            ++(s.is_train()  ? result.train_solved
               : s.is_test() ? result.test_solved
                             : result.further_solved);
    }
    return result;
}

/// Whether the first score is the better one.
bool is_better(const score& a, const score& b) {
    if (a.solved() != b.solved()) return a.solved() > b.solved();
    return a.equal_cells > b.equal_cells;
}

/// Chooses what people see of many runs: the task's own programs, those that solve all train pairs,
/// and where there are none the one that comes nearest.
void choose_listed(std::vector<scored_run>& runs, std::size_t first) {
    scored_run* nearest = nullptr;
    bool has_one = false;
    for (std::size_t k = first; k < runs.size(); ++k) {
        scored_run& run = runs[k];
        run.is_listed = run.is_own || run.solves_train;
        has_one = has_one || run.is_listed;
        const bool is_something = run.what.solved() > 0 || run.what.equal_cells > 0;
        if (is_something && (nearest == nullptr || is_better(run.what, nearest->what))) {
            nearest = &run;
        }
    }
    if (!has_one && nearest != nullptr) nearest->is_listed = true;
}

/// Counts the pairs of a task, whose runs are those from `first` on.
void count_task(const evaluation& all, const std::vector<scored_run>& runs, std::size_t first,
                std::size_t task, run_totals& totals) {
    const evaluated_task& t = all.tasks[task];
    bool is_solved = false;
    bool has_solver = false;
    std::vector<bool> solved_by_any(t.last - t.first, false);
    std::vector<bool> scored(t.last - t.first, false);
    for (std::size_t r = first; r < runs.size(); ++r) {
        const scored_run& run = runs[r];
        is_solved = is_solved || (run.what.all_solved() && run.what.pairs() > 0);
        has_solver = has_solver || run.solves_train;
        for (std::size_t k = t.first; k < t.last; ++k) {
            if (!all.ran(run.program, k) || !all.samples[k].pair->output) continue;
            scored[k - t.first] = true;
            if (all.solved(run.program, k)) solved_by_any[k - t.first] = true;
        }
        if (all.here->wanted.any_counts()) continue;
        totals.pairs += run.what.pairs();
        totals.solved_pairs += run.what.solved();
    }
    if (std::find(scored.begin(), scored.end(), true) == scored.end()) return;
    ++totals.tasks;
    totals.solved_tasks += is_solved ? 1 : 0;
    totals.tasks_with_solver += has_solver ? 1 : 0;
    if (!all.here->wanted.any_counts()) return;
    const auto count = [](const std::vector<bool>& which) {
        return static_cast<std::size_t>(std::count(which.begin(), which.end(), true));
    };
    totals.pairs += count(scored);
    totals.solved_pairs += count(solved_by_any);
}

} // namespace

void score::add(const score& other) {
    train_solved += other.train_solved;
    train += other.train;
    test_solved += other.test_solved;
    test += other.test;
    further_solved += other.further_solved;
    further += other.further;
    samples += other.samples;
    equal_cells += other.equal_cells;
    cells += other.cells;
    statuses.add(other.statuses);
}

std::uint64_t cells_of(const batt::io::example& pair) {
    if (!pair.output) return 0;
    return static_cast<std::uint64_t>(pair.output->height()) *
           static_cast<std::uint64_t>(pair.output->width());
}

double own_seconds_per_sample(const evaluation& all, std::size_t p) {
    const std::size_t at = all.of(p).pipeline;
    if (all.programs->pipelines[at].pipeline->programs() != 1) return 0;
    return all.pipelines[at].seconds_per_sample();
}

scoreboard make_scoreboard(const evaluation& all) {
    scoreboard board;
    run_totals& totals = board.totals;
    std::vector<bool> is_solver(all.outcomes.size(), false);
    for (std::size_t task = 0; task < all.tasks.size(); ++task) {
        const std::size_t first = board.runs.size();
        for (const std::size_t p : all.tasks[task].programs) {
            scored_run run{task, p, score_of(all, p, task), all.outcomes[p].own_task == task,
                           all.solves_train(p, task)};
            if (run.what.samples == 0) continue;
            if (run.solves_train) is_solver[p] = true;
            totals.sum.add(run.what);
            board.runs.push_back(run);
        }
        choose_listed(board.runs, first);
        count_task(all, board.runs, first, task, totals);
    }
    for (const scored_run& run : board.runs) board.left_out += run.is_listed ? 0 : 1;
    for (scored_run& run : board.runs) {
        const listing only = all.here->wanted.only;
        const bool is_wanted = (only == listing::solved) == run.what.all_solved();
        run.is_listed = run.is_listed && (only == listing::all || is_wanted);
    }
    totals.solvers = static_cast<std::size_t>(std::count(is_solver.begin(), is_solver.end(), true));
    for (const auto& p : all.pipelines) totals.time.add(p);
    return board;
}

} // namespace run_batt
