// What run_batt reports about pipelines made for the test: scores, JSON, submissions, forms.
#include <batt/io/submission.hpp>
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <support/fake_pipeline.hpp>
#include <support/scratch_folder.hpp>
#include <text.hpp>

namespace {

/// Like `identity`, but gives another grid where the first cell is 2, and fails where it is 3.
fake_result other_identity(const fake_sample& s) {
    if (s.input(0, 0) == 2) return {batt::grid{{8}}};
    if (s.input(0, 0) == 3) return {{}, batt::status::domain, 7};
    return {s.input};
}

/// Returns the input where the first cell is 4 or less, otherwise a wrong but valid grid.
fake_result small_identity(const fake_sample& s) {
    return s.input(0, 0) <= 4 ? fake_result{s.input} : fake_result{batt::grid{{0, 0, 0}}};
}

/// The input where the first cell is 4 or less, else a grid that no task may hold.
fake_result invalid_above_4(const fake_sample& s) {
    return s.input(0, 0) <= 4 ? fake_result{s.input} : fake_result{batt::grid(31, 31, 1)};
}

const std::vector<fake_program> first = {{"same", "solve_same", &identity},
                                         {"next", "solve_next", &increment}};
const std::vector<fake_program> second = {{"same", "solve_small", &small_identity},
                                          {"absent", "solve_absent", &cheat}};
const std::vector<fake_program> moody = {{"same", "solve_moody", &identity, nullptr, true}};
const std::vector<fake_program> forms = {{"same", "solve_same", &identity, &other_identity}};
const std::vector<fake_program> invalid = {{"same", "solve_same", &invalid_above_4}};

const std::vector<batt::pipeline_entry> pipelines = {{"first", &make<&first>},
                                                     {"second", &make<&second>}};

const char* const same = R"({"train": [{"input": [[1]], "output": [[1]]},
                                       {"input": [[2, 3]], "output": [[2, 3]]},
                                       {"input": [[3]], "output": [[3]]}],
                             "test": [{"input": [[5]], "output": [[5]]}, {"input": [[4]]}]})";
const char* const next = R"({"train": [{"input": [[1]], "output": [[2]]}],
                             "test": [{"input": [[4]], "output": [[5]]}]})";
const char* const hard = R"({"train": [{"input": [[1]], "output": [[7]]}],
                             "test": [{"input": [[9]], "output": [[7]]}]})";

outcome call(const scratch_folder& folder, std::vector<std::string> words,
             const std::vector<batt::pipeline_entry>& with = pipelines) {
    words.insert(words.begin(), {"--mega-batch", "--tasks", folder.path().string()});
    record() = {};
    return call_with(with, words);
}

nlohmann::json read_json(const std::filesystem::path& path) {
    std::ifstream stream(path);
    return nlohmann::json::parse(stream);
}

/// Tasks in a folder of their own, so that written files are not taken for tasks.
struct places {
    scratch_folder tasks;
    scratch_folder written;

    places() {
        tasks.write("same.json", same);
        tasks.write("next.json", next);
    }
    std::filesystem::path file() const { return written.path() / "out.json"; }
};

} // namespace

TEST_CASE("every pipeline runs once over the samples of its own tasks") {
    const places p;
    const outcome result = call(p.tasks, {});
    CHECK(result.exit == run_batt::pair_failed);
    CHECK(record().runs == 2);
    CHECK(record().samples == std::vector<std::size_t>{7, 5});
    CHECK(result.has_row("\nsame solve_same 3 3/3 1/1 100 % ok 5\n"));
    CHECK(result.has_row("\nsame solve_small 3 3/3 0/1 80.0 % ok 4, wrong 1\n"));
    CHECK(result.has_row("\nnext solve_next 3 1/1 1/1 100 % ok 2\n"));
    CHECK(result.has_row("\ntotal 3 lines 7/7 2/3 91.6 % ok 11, wrong 1\n"));
    // 12 program-samples in two runs of half a second
    CHECK(result.says("12 samples (a program on a pair each) in 1000.000 ms, 12.0 samples/s"));
    CHECK(result.says("1 program is for a task that is not in " + p.tasks.path().string() +
                      ": absent.\n"));
    CHECK(result.says("3 programs solve all train pairs of a task; 2 of 2 tasks have such a "
                      "program.\n"));
    CHECK(result.says("Solved 2 of 2 tasks, 9 of 10 pairs, on a test (host).\n"));
    CHECK(result.err.empty());
    CHECK(call(p.tasks, {"--card", "first"}).exit == run_batt::all_solved);
    CHECK(call(p.tasks, {"-i", "next"}).exit == run_batt::all_solved);
    CHECK(record().samples == std::vector<std::size_t>{2});
}

TEST_CASE("with --cross every program runs on every sample") {
    const places p;
    const outcome result = call(p.tasks, {"--cross"});
    CHECK(record().samples == std::vector<std::size_t>{7, 7});
    CHECK(result.exit == run_batt::all_solved);
    CHECK(result.says("same   solve_absent"));
    CHECK(result.says("Not listed: 3 runs of a program on another program's task"));
    CHECK(result.says("Solved 2 of 2 tasks, 6 of 6 pairs by any program"));
    p.tasks.write("hard.json", hard);
    CHECK(call(p.tasks, {"--cross", "--card", "first"}).exit == run_batt::pair_failed);
    CHECK(call(p.tasks, {"--cross", "-i", "hard", "--card", "first"})
              .says("Solved 0 of 1 tasks, 0 of 2 pairs by any program"));
    // Without --cross a task that has no program is only noted.
    const outcome own = call(p.tasks, {"--card", "first"});
    CHECK(own.exit == run_batt::all_solved);
    CHECK(own.says("1 task has no program.\n"));
}

TEST_CASE("the report as JSON") {
    const places p;
    call(p.tasks, {"--json", p.file().string(), "--outputs", "--repeat", "2"});
    const auto all = read_json(p.file());
    CHECK(all["version"] == BATT_VERSION_STRING);
    CHECK(all["partial"] == false);
    CHECK(all["asked"]["repeat"] == 2);
    CHECK(all["device"] == nlohmann::json{{"backend", "host"}, {"name", "a test"}});
    CHECK(all["times"]["total"] == 1.0);
    CHECK(all["times"]["kernel"] == 0.5);
    CHECK(all["totals"]["tasks_solved"] == 2);
    CHECK(all["totals"]["pairs_solved"] == 9);
    CHECK(all["totals"]["pairs"] == 10);
    CHECK(all["totals"]["samples_per_second"] == 24.0);
    CHECK(all["tasks"].size() == 2);
    const auto& same_task = all["tasks"][1];
    CHECK(same_task["id"] == "same");
    CHECK(same_task["pairs"] == nlohmann::json{"train1", "train2", "train3", "test1", "test2"});
    CHECK(same_task["cells"] == nlohmann::json::parse("[1, 2, 1, 1, null]"));
    CHECK(same_task["solve_train"] == nlohmann::json{0, 2});
    CHECK(all["programs"].size() == 4);
    CHECK(all["programs"][2]["name"] == "solve_small");
    CHECK(all["programs"][2]["file"] == "fake.py");
    CHECK(all["programs"][2]["task"] == "same");
    CHECK(all["programs"][3]["task"].is_null());
    CHECK(all["pipelines"][1]["tier_samples"] == nlohmann::json{10, 0});
    CHECK(all["verdicts"].size() == 3);
    const auto& small = all["verdicts"][2];
    CHECK(small["task"] == "same");
    CHECK(small["program"] == 2);
    CHECK(small["solved"] == 3);
    CHECK(small["scored"] == 4);
    CHECK(small["equal_cells"] == 0.8);
    CHECK(small["match"] == nlohmann::json::parse("[true, true, true, false, null]"));
    CHECK(small["cells"] == nlohmann::json::parse("[1, 2, 1, 0, null]"));
    CHECK(small["output"][3] == nlohmann::json::parse("[[0, 0, 0]]"));
    CHECK(small["hash"][3].get<std::string>().size() == 16);
    CHECK(small["hash"][0] == all["verdicts"][1]["hash"][0]);
    CHECK(small["hash"][3] != all["verdicts"][1]["hash"][3]);
    CHECK(all["notes"].size() == 1);

    call(p.tasks, {"--json", p.file().string()});
    CHECK_FALSE(read_json(p.file())["verdicts"][0].contains("output"));
    p.tasks.write("hard.json", hard);
    call(p.tasks, {"--json", p.file().string(), "--cross", "--outputs"});
    const auto crossed = read_json(p.file());
    CHECK(crossed["verdicts"].size() == 12);
    const auto& failed = crossed["verdicts"][0];
    CHECK(failed["task"] == "hard");
    CHECK(failed["status"] == nlohmann::json{"ok", "not_found"});
    CHECK(failed["statement"] == nlohmann::json{0, 2});
    CHECK(failed["output"] == nlohmann::json::parse("[[[1]], null]"));
    CHECK(failed["hash"][1].is_null());
}

TEST_CASE("each line of the JSON report holds one entry") {
    const places p;
    call(p.tasks, {"--json", p.file().string()});
    std::ifstream stream(p.file());
    std::size_t lines = 0;
    for (std::string line; std::getline(stream, line); ++lines) CHECK(line.size() < 400);
    CHECK(lines == 28);
}

TEST_CASE("the CSV report has a line per program and pair") {
    const places p;
    call(p.tasks, {"--csv", p.file().string()});
    std::ifstream stream(p.file());
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    CHECK(lines.size() == 1 + 2 + 5 + 5);
    CHECK(lines[0] == "task,program,file,line,pair,status,statement,match,equal_cells,cells,"
                      "hash\r");
    CHECK(lines[1].starts_with("next,solve_next,fake.py,20,train1,ok,0,1,1,1,"));
    CHECK(lines[11].starts_with("same,solve_small,fake.py,10,test1,ok,0,0,0,1,"));
    CHECK(lines[12].starts_with("same,solve_small,fake.py,10,test2,ok,0,,,,"));
    call(p.tasks, {"--csv", p.file().string(), "--only", "wrong"});
    std::ifstream again(p.file());
    const std::string text(std::istreambuf_iterator<char>(again), {});
    CHECK(text.find("solve_same") == std::string::npos);
    CHECK(text.find("solve_small") != std::string::npos);
}

TEST_CASE("only what is wrong, or only what is solved") {
    const places p;
    const outcome wrong = call(p.tasks, {"--only", "wrong"});
    CHECK(wrong.says("solve_small"));
    CHECK_FALSE(wrong.says("solve_same"));
    CHECK(wrong.has_row("\ntotal 1 line 7/7 2/3"));
    const outcome solved = call(p.tasks, {"--only", "solved", "--show"});
    CHECK_FALSE(solved.says("solve_small"));
    CHECK(solved.says("solve_same"));
    CHECK_FALSE(solved.says("the output is wrong"));
}

TEST_CASE("quiet runs print only problems") {
    const places p;
    const outcome quiet = call(p.tasks, {"--quiet", "--json", p.file().string()});
    CHECK(quiet.out.empty());
    CHECK(quiet.err.empty());
    CHECK(quiet.exit == run_batt::pair_failed);
    CHECK(std::filesystem::exists(p.file()));
    CHECK(call(p.tasks, {"--quiet", "--submission", p.file().string()}).out.empty());
    CHECK(call(p.tasks, {"--quiet", "-i", "none"}).warns("There is no task none"));
    CHECK(call(p.tasks, {"--quiet", "--show"}).says("the output is wrong"));
}

TEST_CASE("with --task every program is a candidate for one task") {
    const places p;
    const outcome result = call(p.tasks, {"--task", "next"});
    CHECK(record().samples == std::vector<std::size_t>{2, 2});
    CHECK(result.exit == run_batt::all_solved); // by one of them
    CHECK(result.has_row("\nnext solve_same 3 0/1 0/1 0.0 % wrong 2\n"));
    CHECK(result.has_row("\nnext solve_absent 3 1/1 1/1 100 % ok 2\n"));
    CHECK(result.says("Solved 1 of 1 tasks, 2 of 2 pairs by any program"));
    CHECK(call(p.tasks, {"--task", "none"}).warns("There is no task none in "));
}

TEST_CASE("repetitions that disagree are not solved") {
    const places p;
    const std::vector<batt::pipeline_entry> with = {{"moody", &make<&moody>}};
    CHECK(call(p.tasks, {}, with).exit == run_batt::all_solved);
    p.tasks.write("same.json", next);
    const outcome result = call(p.tasks, {"--repeat", "3"}, {{"first", &make<&first>}});
    CHECK(result.says("12 samples (a program on a pair each)")); // 4 samples, 3 times
    p.tasks.write("same.json", R"({"train": [{"input": [[1]], "output": [[1]]}], "test": []})");
    CHECK(call(p.tasks, {"--repeat", "3"}, with).exit == run_batt::pair_failed);
}

TEST_CASE("a GPU by its number, or all of them") {
    const places p;
    const auto device = [&](const std::vector<std::string>& words) {
        call(p.tasks, words);
        return record().asked.front().device;
    };
    CHECK(device({}) == 0);
    CHECK(device({"--device", "all"}) == -1);
    // A GPU that is asked for by its number and is not there is an error.
    const outcome third = call(p.tasks, {"--device", "3"});
    CHECK(third.exit == run_batt::bad_input);
    CHECK(third.warns("this program was built without CUDA"));
    CHECK(call(p.tasks, {"--device", "all"})
              .says("There is no usable GPU, so --device all ran on "
                    "the host.\n"));
    CHECK_FALSE(call(p.tasks, {}).says("GPU"));
}

TEST_CASE("batches on the host hold 1000 samples unless another size is asked for") {
    const places p;
    const auto size = [&](const std::vector<std::string>& words) {
        call(p.tasks, words);
        return record().asked.front().batch_size;
    };
    CHECK(size({"--backend", "host"}) == 1000);
    CHECK(size({"--backend", "host", "--batch-size", "0"}) == 0);
    CHECK(size({"--backend", "host", "--batch-size", "17"}) == 17);
    CHECK(size({}) == 0);
}

TEST_CASE("a submission holds the answers of programs that solve all train pairs") {
    const places p;
    p.tasks.write("hard.json", hard);
    const outcome result = call(p.tasks, {"--submission", p.file().string()});
    const auto written = batt::io::read_submission(p.file());
    CHECK(written.errors.empty());
    CHECK(written.answers.size() == 3);
    using batt::grid;
    const std::vector<batt::io::attempts> expected = {{grid{{5}}, grid{{0, 0, 0}}},
                                                      {grid{{4}}, grid{{4}}}};
    CHECK(written.answers.at("same") == expected);
    CHECK(written.answers.at("hard").front() == batt::io::placeholder_attempts());
    CHECK(result.says("out.json: 3 tasks, 4 test inputs, 1 of them with a placeholder; no program "
                      "solves all train pairs of 1 task: hard.\n"));
    CHECK(result.has_row("\nsame 1/1 1.00\n"));
    CHECK(result.says("Not listed: 1 task with nothing but placeholders, which hit nothing.\n"));
    CHECK(result.says("The submission scores 2.00 of 3 tasks (66.7 %) and hits 2 of 3 test "
                      "outputs.\n"));
}

TEST_CASE("with --cross any program may answer, but not one that looks at the solution") {
    const places p;
    p.tasks.write("hard.json", hard);
    call(p.tasks, {"--submission", p.file().string(), "--cross"});
    const auto written = batt::io::read_submission(p.file());
    // Only the cheat solves its train pair.
    CHECK(written.answers.at("hard").front() == batt::io::placeholder_attempts());
    CHECK(written.answers.at("next").front().first == batt::grid{{5}});
}

TEST_CASE("an output that is too large for a task is no answer") {
    const places p;
    const outcome result =
        call(p.tasks, {"--submission", p.file().string(), "-i", "same"}, {{"a", &make<&invalid>}});
    const auto written = batt::io::read_submission(p.file());
    CHECK(written.errors.empty());
    CHECK(written.answers.at("same")[0] == batt::io::placeholder_attempts());
    CHECK(written.answers.at("same")[1].first == batt::grid{{4}});
    CHECK(result.says("2 test inputs, 1 of them with a placeholder.\n"));
}

TEST_CASE("a submission for challenges is scored by the solutions file") {
    scratch_folder folder;
    const auto challenges = folder.write(
        "challenges.json",
        R"({"same": {"train": [{"input": [[1]], "output": [[1]]}], "test": [{"input": [[4]]}]}})");
    const auto solutions = folder.write("solutions.json", R"({"same": [[[4]]]})");
    const std::string file = (folder.path() / "out.json").string();
    const outcome unscored =
        call_with(pipelines, {"--tasks", challenges.string(), "--submission", file});
    CHECK(unscored.exit == run_batt::all_solved);
    CHECK_FALSE(unscored.says("The submission scores"));
    const outcome scored = call_with(pipelines, {"--tasks", challenges.string(), "--submission",
                                                 file, "--solutions", solutions.string()});
    CHECK(scored.exit == run_batt::all_solved);
    CHECK(scored.says("The submission scores 1.00 of 1 task (100.0 %) and hits 1 of 1 test "
                      "output.\n"));
}

TEST_CASE("forms that agree are 100 % equal, and differences are shown") {
    const places p;
    const outcome equal = call(p.tasks, {"--check-forms", "--card", "first"});
    CHECK(equal.exit == run_batt::all_solved);
    CHECK(equal.says("Standard and vectorized form (a test): 7 of 7 results are equal (100 %).\n"));
    const outcome result = call(p.tasks, {"--check-forms"}, {{"forms", &make<&forms>}});
    CHECK(result.exit == run_batt::pair_failed);
    CHECK(result.says("Task same, train pair 2, program solve_same: the standard form gives an "
                      "output of 1x1 cells that does not match, the vectorized form an output of "
                      "1x2 cells that matches.\n"
                      "standard 1x1   vectorized 1x2\n"
                      "8              2*3*\n"));
    CHECK(result.says("Task same, train pair 3, program solve_same: the standard form gives domain "
                      "at statement 7, the vectorized form an output of 1x1 cells that matches."));
    CHECK(result.says("3 of 5 results are equal (60.00 %).\n"));
}

TEST_CASE("the forms are timed side by side") {
    const places p;
    const outcome result = call(p.tasks, {"--timing", "--card", "first", "--repeat", "2"});
    CHECK(result.exit == run_batt::all_solved);
    // 7 program-samples of 2 tasks: 5 s by the standard form, 0.5 s for twice as many by others
    CHECK(result.says("Timing 7 samples (a program on a pair each) of 2 tasks: standard form, "
                      "sequential, once; vectorized, one core, 2 times; vectorized, all cores, 2 "
                      "times; vectorized, GPU, 2 times.\n"));
    CHECK(result.has_row("standard form, sequential 2500.0000 714.285714 1.40 1.0\n"));
    CHECK(result.has_row("vectorized, one core 125.0000 35.714286 28.0 20.0\n"));
    CHECK(result.has_row("vectorized, all cores 125.0000 35.714286 28.0 20.0\n"));
    CHECK(result.has_row("vectorized, GPU no CUDA device"));
    CHECK(result.says("The GPU did not run: this program was built without CUDA.\n"));
    CHECK(result.says("milliseconds"));
    CHECK(record().asked[1].threads == 1);
    CHECK(record().asked[3].threads == 0);
}

TEST_CASE("wrong pairs of the programs in the table are shown") {
    const places p;
    const outcome result = call(p.tasks, {"--show", "--cross"});
    CHECK(result.says("Task same, test pair 1, program solve_small: the output is wrong.\n"
                      "input 1x1   expected 1x1   got 1x3\n"
                      "5           5              0*0*0*\n"));
    CHECK_FALSE(result.says("Task same, train pair 1, program solve_next"));
}

TEST_CASE("with --cross the best program on a task that none solves is listed and shown") {
    const places p;
    p.tasks.write("far.json", R"({"train": [{"input": [[2, 3, 8]], "output": [[2, 3, 4]]},
                                            {"input": [[1, 6]], "output": [[4, 4]]}],
                                  "test": []})");
    const outcome result = call(p.tasks, {"--cross", "--show", "--card", "first"});
    CHECK(result.has_row("\nfar solve_same 3 0/2 - 40.0 % wrong 2\n"));
    CHECK(result.says("Task far, train pair 1, program solve_same: the output is wrong, 2 of 3 "
                      "cells are equal.\n"
                      "input 1x3   expected 1x3   got 1x3\n"
                      "2 3 8       2 3 4          2 3 8*\n"));
    CHECK_FALSE(result.says("Task far, train pair 1, program solve_next"));
}

TEST_CASE("bad input of a mega-batch gives exit code 2") {
    const places p;
    const outcome cuda = call(p.tasks, {"--backend", "cuda", "--submission", p.file().string()});
    CHECK(cuda.exit == run_batt::bad_input);
    CHECK(cuda.err == "run_batt: Pipeline first: this program was built without CUDA\n");
    CHECK_FALSE(std::filesystem::exists(p.file()));
    CHECK(call(p.tasks, {}, {}).warns("There is nothing to run"));
    CHECK(call(p.tasks, {"--card", "none"}).exit == run_batt::bad_input);
    CHECK(call(p.tasks, {"-i", "hard"}).exit == run_batt::bad_input);
    p.tasks.write("hard.json", hard);
    const outcome no_program = call(p.tasks, {"-i", "hard", "-i", "next"});
    CHECK(no_program.exit == run_batt::bad_input);
    CHECK(no_program.warns("run_batt: There is no program for task hard.\n"));
    CHECK(no_program.says("Solved 1 of 1 tasks"));
    CHECK(call(p.tasks, {"--outputs"}).exit == run_batt::bad_input); // nowhere to write them
    p.tasks.write("bad.json", "{");
    const outcome bad = call(p.tasks, {"--card", "first"});
    CHECK(bad.exit == run_batt::bad_input);
    CHECK(bad.says("Solved 2 of 2 tasks"));
}

TEST_CASE("programs see the demonstrations of the sample's task") {
    static const std::vector<fake_program> list = {{"same", "a", &first_demonstration},
                                                   {"next", "b", &first_demonstration}};
    const places p;
    const outcome result =
        call(p.tasks, {"--json", p.file().string(), "--outputs"}, {{"list", &make<&list>}});
    const auto all = read_json(p.file());
    CHECK(all["verdicts"][0]["output"][1] == nlohmann::json::parse("[[2]]"));
    CHECK(all["verdicts"][1]["output"][3] == nlohmann::json::parse("[[1]]"));
}
