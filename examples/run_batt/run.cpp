// The course of a run: files, tasks, programs, verdicts, reports.
#include "run.hpp"

#include "check.hpp"
#include "collection.hpp"
#include "evaluation.hpp"
#include "inputs.hpp"
#include "interrupt.hpp"
#include "pieces.hpp"
#include "progress.hpp"
#include "read_programs.hpp"
#include "reports.hpp"
#include "submission.hpp"
#include "tables.hpp"
#include "text.hpp"
#include "text_programs.hpp"
#include "timing.hpp"
#include "trace.hpp"
#include "wrong_pairs.hpp"
#include <ostream>

namespace run_batt {

namespace {

/// The tasks that the run is about. A task without a program still has an entry in a submission,
/// unless --count limits the number of tasks: then only tasks with programs count.
std::vector<task_programs> choose_tasks(context& here) {
    const bool has_entries = !here.wanted.submission.empty() && here.wanted.count == 0;
    return match(here, here.wanted.cross || has_entries);
}

/// What is done besides the reports. Nothing more of it begins once the run is interrupted.
/// @return false if something that was compared differs.
bool run_extras(const evaluation& all, const scoreboard& board,
                std::vector<std::string>& problems) {
    const options& wanted = all.here->wanted;
    bool equal = true;
    const auto step = [&](bool asked, auto run_it) {
        if (!asked || was_interrupted()) return;
        std::string problem;
        run_it(problem);
        if (!problem.empty()) problems.push_back(problem);
    };
    step(wanted.show, [&](std::string& problem) { show_wrong_pairs(all, board, problem); });
    step(wanted.check, [&](std::string& problem) { equal = check_forms(all, problem); });
    step(wanted.timing, [&](std::string& problem) {
        print_phases(all);
        print_timing(all, problem);
    });
    return equal;
}

int run_programs(context& here, output_files& files) {
    const options& wanted = here.wanted;
    const auto jobs = choose_tasks(here);
    bool has_work = false;
    for (const auto& job : jobs) {
        has_work =
            has_work || !job.programs.empty() || (wanted.cross && !here.programs.programs.empty());
    }
    if (!has_work && here.problems.empty()) {
        here.problems.push_back("There is nothing to run: no task in " + place_of_tasks(wanted) +
                                " has a program. --task ID and --cross run programs on tasks that "
                                "do not have their names.");
    }
    here.tell_problems();
    if (wanted.draw) draw_tasks(here, jobs);

    evaluation all = make_evaluation(here, here.programs, jobs);
    std::string problem;
    const bool ran = evaluate(all, problem);
    if (!problem.empty()) here.problems.push_back(problem);
    scoreboard board;
    bool equal = true;
    if (ran) {
        board = make_scoreboard(all);
        note_the_machine(here, all.where);
        if (!wanted.quiet) print_scores(all, board);
        // Only if it ran: what the environment refused once it would refuse again.
        equal = run_extras(all, board, here.problems);
    }
    if (!wanted.quiet) {
        for (const auto& note : here.notes) here.out << note << '\n';
        if (ran && has_work) print_totals(all, board);
    }
    here.out.flush();
    if (ran) {
        if (files.submission) submit(all, *files.submission, here.problems);
        write_reports(all, board, files, here.problems);
    }
    here.out.flush();
    here.tell_problems();
    if (was_interrupted()) return interrupted;
    if (!here.problems.empty()) return bad_input;
    return equal && board.all_solved() ? all_solved : pair_failed;
}

/// What rank 0 has read, for the others. If it ends before it has read all, they get nothing, so
/// that they do not wait.
class read_once {
public:
    explicit read_once(batt::mpi::channel* ranks) : ranks_(ranks) {}
    ~read_once() { tell({}); }
    read_once(const read_once&) = delete;
    read_once& operator=(const read_once&) = delete;

    void tell(const std::string& bytes) {
        if (ranks_ != nullptr) ranks_->broadcast(bytes);
        ranks_ = nullptr;
    }

private:
    batt::mpi::channel* ranks_;
};

/// What every rank but the first does: nothing is printed or written there.
int follow(const options& asked, const std::vector<batt::pipeline_entry>& linked,
           std::ostream& nowhere) {
    options wanted = asked;
    const std::string bytes = wanted.ranks->broadcast({});
    if (bytes.empty()) {
        wanted.ranks->send(0, batt::mpi::subject::leave, {});
        return all_solved;
    }
    context here{wanted, nowhere, nowhere};
    inputs read = inputs_from(bytes);
    load_tasks(here, wanted, read);
    load_programs(here, read, linked);
    evaluation all = make_evaluation(here, here.programs, choose_tasks(here));
    batt::mpi::follow(*wanted.ranks, work_on(all), &was_interrupted);
    return all_solved;
}

} // namespace

int run(const options& asked, const std::vector<batt::pipeline_entry>& linked, std::ostream& out,
        std::ostream& err, std::istream& in) {
    const interrupt_watch watch;
    options wanted = asked;
    const auto overflow = overflow_tier_by(wanted.compiled_columns);
    wanted.overflow = overflow.get();
    if (wanted.ranks != nullptr && wanted.lead == nullptr) return follow(wanted, linked, out);
    read_once shared(wanted.ranks);
    context here{wanted, out, err};
    // A place that cannot be written is reported before anybody waits for what belongs there.
    output_files files = open_files(wanted, here.problems);
    if (!here.problems.empty()) {
        here.tell_problems();
        return bad_input;
    }
    const double started = seconds_now();
    {
        const interruptible_reads reads;
        inputs read = read_inputs(wanted, !linked.empty(), in);
        if (!was_interrupted() && wanted.ranks != nullptr) shared.tell(to_bytes(read));
        load_tasks(here, wanted, read);
        if (!was_interrupted()) load_programs(here, read, linked);
    }
    if (was_interrupted()) {
        if (!wanted.quiet) out << "The run was stopped early, before anything ran.\n";
        return interrupted;
    }
    here.loading_seconds = seconds_now() - started;
    if (!wanted.traces.empty() || !wanted.trace_diffs.empty()) return run_traces(here);
    return run_programs(here, files);
}

} // namespace run_batt
