// How run_batt shows what came of a mega-batch: scores and JSON.
#include "mega_report.hpp"

#include "text.hpp"
#include <algorithm>
#include <batt/io/grid_json.hpp>
#include <nlohmann/json.hpp>
#include <ostream>
#include <set>

namespace run_batt {

namespace {

using batt::io::detail::printable;

/// Solved pairs among those with an expected output, and all statuses.
struct score {
    std::size_t train_solved = 0, train = 0;
    std::size_t test_solved = 0, test = 0;
    std::size_t samples = 0;
    status_counts statuses;

    bool all_solved() const { return train_solved == train && test_solved == test; }

    void add(const score& other) {
        train_solved += other.train_solved;
        train += other.train;
        test_solved += other.test_solved;
        test += other.test;
        samples += other.samples;
        statuses.add(other.statuses);
    }
};

score score_of(const evaluation& all, std::size_t p, std::size_t task) {
    score result;
    for (std::size_t k = all.tasks[task].first; k < all.tasks[task].last; ++k) {
        const bool is_test = all.samples[k].is_test;
        ++result.samples;
        result.statuses.add(all.programs[p].verdicts[k], all.wrong(p, k));
        if (!all.samples[k].pair->output) continue;
        ++(is_test ? result.test : result.train);
        if (all.solved(p, k)) ++(is_test ? result.test_solved : result.train_solved);
    }
    return result;
}

std::string solved_or_none(std::size_t solved, std::size_t all) {
    return all ? solved_of(solved, all) : "-";
}

std::string microseconds(double seconds) { return format("%.3f", seconds * 1e6); }

pipeline_outcome sum_of(const std::vector<pipeline_outcome>& pipelines) {
    pipeline_outcome sum;
    for (const auto& p : pipelines) {
        sum.samples += p.samples;
        sum.seconds.total += p.seconds.total;
    }
    return sum;
}

/// Calls f(p, task) for each program and each task that it ran on, task by task.
template <class F>
void for_each_run(const evaluation& all, F f) {
    for (std::size_t task = 0; task < all.tasks.size(); ++task) {
        for (std::size_t p = 0; p < all.programs.size(); ++p) {
            if (all.runs(p, task)) f(p, task);
        }
    }
}

/// What "solved" counts: pairs of own tasks or, with --cross, pairs that any program solves.
struct pair_counts {
    std::size_t pairs = 0, solved = 0;
    std::size_t tasks = 0, solved_tasks = 0;
};

pair_counts count_pairs(const evaluation& all) {
    pair_counts counts;
    for (std::size_t task = 0; task < all.tasks.size(); ++task) {
        const evaluated_task& t = all.tasks[task];
        bool has_program = false;
        bool solved_by_one = false;
        std::vector<bool> solved_by_any(t.last - t.first, false);
        for (std::size_t p = 0; p < all.programs.size(); ++p) {
            if (!all.runs(p, task)) continue;
            has_program = true;
            const score one = score_of(all, p, task);
            solved_by_one = solved_by_one || one.all_solved();
            for (std::size_t k = t.first; k < t.last; ++k) {
                if (all.solved(p, k)) solved_by_any[k - t.first] = true;
            }
            if (all.cross()) continue;
            counts.pairs += one.train + one.test;
            counts.solved += one.train_solved + one.test_solved;
        }
        if (!has_program) continue;
        ++counts.tasks;
        if (solved_by_one) ++counts.solved_tasks;
        if (!all.cross()) continue;
        for (std::size_t k = t.first; k < t.last; ++k) {
            if (!all.samples[k].pair->output) continue;
            ++counts.pairs;
            if (solved_by_any[k - t.first]) ++counts.solved;
        }
    }
    return counts;
}

} // namespace

void print_scores(const evaluation& all) {
    text_table table(2);
    // A pipeline is timed, not each program of it: a shared statement is nobody's own.
    table.add({"task", "program", "statements", "train", "test", "statuses", "samples",
               "us a sample, its pipeline's mean"});
    std::vector<const char*> colors;
    score sum;
    std::size_t left_out = 0;
    for_each_run(all, [&](std::size_t p, std::size_t task) {
        const score one = score_of(all, p, task);
        sum.add(one);
        const bool is_own = all.programs[p].own_task == task;
        if (!is_own && !all.solves_train(p, task)) {
            ++left_out;
            return;
        }
        const program& what = all.of(p);
        table.add({printable(all.tasks[task].what->id), printable(what.name),
                   std::to_string(what.source.statements),
                   solved_or_none(one.train_solved, one.train),
                   solved_or_none(one.test_solved, one.test), one.statuses.text(),
                   std::to_string(one.samples * all.here->wanted.repeat),
                   microseconds(all.pipelines[what.pipeline].seconds_a_sample())});
        colors.push_back(one.all_solved() ? "32" : "31");
    });
    if (sum.samples == 0) return;
    const pipeline_outcome time = sum_of(all.pipelines);
    table.add({"total", "", "", solved_or_none(sum.train_solved, sum.train),
               solved_or_none(sum.test_solved, sum.test), sum.statuses.text(),
               std::to_string(time.samples), microseconds(time.seconds_a_sample())});
    colors.push_back("");
    all.here->out << table.text(colors, all.here->wanted) << '\n';
    if (left_out > 0) {
        all.here->out << "Not listed: " << left_out
                      << " runs of a program on another program's task of which it does not solve "
                         "all train pairs.\n";
    }
}

void print_totals(const evaluation& all) {
    std::ostream& out = all.here->out;
    std::set<std::size_t> with_solver;
    std::set<std::size_t> solvers;
    for_each_run(all, [&](std::size_t p, std::size_t task) {
        if (!all.solves_train(p, task)) return;
        with_solver.insert(task);
        solvers.insert(p);
    });
    const pair_counts counts = count_pairs(all);
    out << counted(solvers.size(), "program solves", "programs solve")
        << " all train pairs of a task; " << with_solver.size() << " of " << counts.tasks
        << " tasks have such a program.\n";
    const pipeline_outcome time = sum_of(all.pipelines);
    const double rate = time.seconds.total > 0 ? static_cast<double>(time.samples) / time.seconds.total : 0;
    out << time.samples << " samples (a program on a pair each) in "
        << format("%.3f", time.seconds.total * 1e3) << " ms, " << short_number(rate) << " samples/s, by "
        << counted(all.pipelines.size(), "pipeline", "pipelines") << " of "
        << counted(all.programs.size(), "program", "programs") << ".\n";
    out << "Solved " << counts.solved_tasks << " of " << counts.tasks << " tasks, " << counts.solved
        << " of " << counts.pairs << " pairs" << (all.cross() ? " by any program" : "");
    if (!all.device.empty()) out << ", on " << all.device << " (" << backend_name(all.where) << ")";
    out << ".\n";
}

bool all_pairs_solved(const evaluation& all) {
    const pair_counts counts = count_pairs(all);
    return counts.solved == counts.pairs;
}

std::string to_json(const evaluation& all, const output_map& outputs) {
    using json = nlohmann::ordered_json;
    json root = json::object();
    for (std::size_t task = 0; task < all.tasks.size(); ++task) {
        const evaluated_task& t = all.tasks[task];
        json train = json::array();
        json test = json::array();
        for (std::size_t k = t.first; k < t.last; ++k) {
            json results = json::array();
            for (std::size_t p = 0; p < all.programs.size(); ++p) {
                if (!all.runs(p, task)) continue;
                const batt::verdict v = all.programs[p].verdicts[k];
                json one = {{"program", all.of(p).name},
                            {"status", batt::to_string(v.why())},
                            {"statement", v.statement()},
                            {"match", v.ok() && v.match()}};
                const auto output = outputs.find({p, k});
                if (output != outputs.end()) {
                    one["output"] = batt::io::grid_to_json(output->second);
                }
                results.push_back(std::move(one));
            }
            (all.samples[k].is_test ? test : train)
                .push_back({{"pair", all.samples[k].pair->number},
                            {"scored", all.samples[k].pair->output.has_value()},
                            {"programs", std::move(results)}});
        }
        json solvers = json::array();
        for (std::size_t p = 0; p < all.programs.size(); ++p) {
            if (all.runs(p, task) && all.solves_train(p, task)) solvers.push_back(all.of(p).name);
        }
        root[all.tasks[task].what->id] = {{"train", std::move(train)},
                                          {"test", std::move(test)},
                                          {"solve_train", std::move(solvers)}};
    }
    // Names of files may hold bytes that are no UTF-8.
    return root.dump(1, ' ', false, json::error_handler_t::replace);
}

} // namespace run_batt
