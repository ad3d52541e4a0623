// 400 programs, each on the pairs of its own task: from text in a process of their own, and in a
// process that has run them before.
#include "measured.hpp"

#include <batt/text/read.hpp>
#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <sched.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace batt::bench {

/// Threads and processes that are started while this lives run on two cores.
class two_cores {
public:
    two_cores() {
        sched_getaffinity(0, sizeof before_, &before_);
        cpu_set_t some;
        CPU_ZERO(&some);
        for (int k = 0, n = 0; k < CPU_SETSIZE && n < 2; ++k)
            if (CPU_ISSET(k, &before_)) CPU_SET(k, &some), ++n;
        sched_setaffinity(0, sizeof some, &some);
    }
    ~two_cores() { sched_setaffinity(0, sizeof before_, &before_); }
    two_cores(const two_cores&) = delete;
    two_cores& operator=(const two_cores&) = delete;

private:
    cpu_set_t before_;
};

/// A folder that exists as long as a benchmark runs.
class scratch_folder {
public:
    scratch_folder() : path_(std::filesystem::temp_directory_path() / "batt_bench_XXXXXX") {
        std::string name = path_.string();
        path_ = mkdtemp(name.data()) != nullptr ? name : "";
    }
    ~scratch_folder() {
        std::error_code ignored;
        if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
    }
    scratch_folder(const scratch_folder&) = delete;
    scratch_folder& operator=(const scratch_folder&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// Runs a program without showing its output, and gives its exit code; -1 if it cannot be started.
static int run_process(const std::vector<std::string>& words) {
    std::vector<char*> arguments;
    for (const std::string& w : words) arguments.push_back(const_cast<char*>(w.c_str()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t child = 0;
    const two_cores while_it_starts;
    const int failed =
        posix_spawn(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    int status = 0;
    if (failed != 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status)) return -1;
    return WEXITSTATUS(status);
}

static void whole_process(benchmark::State& state) {
    if (tasks().empty()) return state.SkipWithError(no_tasks().c_str());
    const scratch_folder folder;
    for (std::size_t t = 0; t < tasks().size(); ++t)
        std::ofstream(folder.path() / (tasks()[t].id + ".py")) << texts()[t];
    const char* moved = std::getenv("BATT_RUN_BATT");
    const std::vector<std::string> words = {moved != nullptr ? moved : BATT_RUN_BATT,
                                            "--programs",
                                            folder.path(),
                                            "--tasks",
                                            task_folder(),
                                            "--backend",
                                            "host",
                                            "--max-steps",
                                            std::to_string(most.steps),
                                            "--max-memory",
                                            std::to_string(most.bytes >> 20)};
    for (auto _ : state) {
        const auto start = std::chrono::steady_clock::now();
        const int code = run_process(words);
        state.SetIterationTime(
            std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
        if (code != 0 && code != 1) // 1: some pairs are not solved
            return state.SkipWithError((words[0] + " has exit code " + std::to_string(code) +
                                        "; BATT_RUN_BATT names another one")
                                           .c_str());
    }
    const program_samples which = own_pairs(read_texts().task);
    std::size_t evaluations = 0;
    for (const std::uint32_t list : which.of_program) evaluations += which.lists[list].size();
    state.counters["programs"] = static_cast<double>(which.of_program.size());
    state.counters["evaluations"] = static_cast<double>(evaluations);
}

static void second_call(benchmark::State& state, backend where) {
    if (tasks().empty()) return state.SkipWithError(no_tasks().c_str());
    const auto start = std::chrono::steady_clock::now();
    read_programs read = read_texts();
    const std::chrono::duration<double> reading = std::chrono::steady_clock::now() - start;
    const packed samples(pairs());
    const program_samples which = own_pairs(read.task);
    std::size_t statements = 0;
    for (const text::program& p : read.programs) statements += p.statements.size();
    column_work work{program_set(std::move(read.programs), most), samples.samples.view(), &which};
    work.options.where = where;
    work.options.threads = 2; // threads of the host
    measure(state, std::move(work));
    state.counters["read_s"] = reading.count();
    state.counters["statements"] = static_cast<double>(statements);
}

static const bool registered = [] {
    benchmark::RegisterBenchmark("columns/own pairs, process", whole_process)
        ->UseManualTime()
        ->Unit(benchmark::kMillisecond);
    register_both("own pairs", second_call);
    return true;
}();

} // namespace batt::bench
