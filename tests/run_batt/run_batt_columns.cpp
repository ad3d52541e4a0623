// run_batt --programs by columns: the same reports, how many evaluations ran by columns, and
// comparisons of all forms.
#include <batt/columns.hpp>
#include <chrono>
#include <csignal>
#include <doctest/doctest.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <support/text_places.hpp>
#include <thread>
#include <unistd.h>

namespace {

const char* const solver = "def solve_0abc(I):\n    x1 = vmirror(I)\n    x2 = size(x1)\n"
                           "    O = vmirror(vmirror(x1))\n    return O\n";

struct places : text_places {
    places() {
        tasks.write("0abc.json", mirrored);
        programs.write("a.py", solver);
        columns = &batt::columns::compiled();
    }
};

} // namespace

TEST_CASE("programs of text run by columns unless the definition is asked for") {
    const places p;
    const outcome columns = p.call({});
    CHECK(columns.exit == run_batt::all_solved);
    CHECK(columns.has_row("\n0abc solve_0abc 3 1/1 1/1 100 % ok 2"));
    CHECK(columns.says("By columns 2, by definition 0.\n"));
    CHECK(columns.err.empty());
    const outcome defined = p.call({"--by", "definition"});
    CHECK(defined.exit == run_batt::all_solved);
    CHECK_FALSE(defined.says("By columns"));
    CHECK(p.call({"--by", "miracle"}).exit == run_batt::bad_input);
    const outcome without = call_with({}, {"--tasks", p.tasks.path().string(), "--programs",
                                           p.programs.path().string(), "--by", "columns"});
    CHECK(without.exit == run_batt::bad_input);
    CHECK(without.warns("This run_batt was built without columns"));
    CHECK(without.has_row("\n0abc solve_0abc 3 1/1 1/1 100 % ok 2"));
}

TEST_CASE("the report says how many evaluations ran by columns, and why others did not") {
    const places p;
    p.tasks.write("0def.json", R"({"train": [{"input": [[1]], "output": [[1]]}],
                                   "test": [{"input": [[2]]}]})");
    // None has no type, so it cannot be compared with a value that has a column
    p.programs.write("b.py", "def solve_0def(I):\n    return branch(equality(None, I), I, I)\n");
    const std::string report = p.file("report");
    const outcome result = p.call({"--json", report});
    CHECK(result.exit == run_batt::all_solved);
    CHECK(result.says("By columns 2, by definition 2 (2 have no column form).\n"));
    const auto json = nlohmann::json::parse(std::ifstream(p.file("report")));
    const auto& counts = json["totals"]["evaluations"];
    CHECK(counts["columns"] == 2);
    CHECK(counts["definition"] == 2);
    CHECK(counts["no_form"] == 2);
    CHECK(counts["too_large"] == 0);
    CHECK(json["pipelines"][0]["evaluations"] == counts);
    CHECK(json["asked"]["by"] == "auto");
}

TEST_CASE("compiled programs use columns where samples are too large, unless --by definition") {
    const places p;
    const auto call = [&](std::vector<std::string> words, const batt::columns::catalog* columns) {
        record() = {};
        record().too_large.columns = 2;
        record().too_large.definition = 1;
        words.insert(words.begin(), {"--tasks", p.tasks.path().string()});
        return call_with({{"linked", &make<&mirroring>}}, words, "", columns);
    };
    const outcome result = call({"--json", p.file("report")}, &batt::columns::compiled());
    CHECK(result.exit == run_batt::all_solved);
    REQUIRE(record().asked.size() == 1);
    CHECK(record().asked[0].overflow != nullptr);
    CHECK(result.says("Too large for compiled programs: 3 samples, of which 2 ran by columns and 1 "
                      "by definition.\n"));
    const auto json = nlohmann::json::parse(std::ifstream(p.file("report")));
    CHECK(json["totals"]["evaluations"]["columns"] == 2);
    CHECK(json["pipelines"][0]["evaluations"]["definition"] == 1);
    call({"--by", "definition"}, &batt::columns::compiled());
    CHECK(record().asked.at(0).overflow == nullptr);
    call({}, nullptr);
    CHECK(record().asked.at(0).overflow == nullptr);
    record() = {};
    const outcome small =
        call_with({{"linked", &make<&mirroring>}}, {"--tasks", p.tasks.path().string()});
    CHECK_FALSE(small.says("Too large"));
}

TEST_CASE("--no-last-tier skips evaluations that are too large, and the report counts them") {
    const places p;
    p.tasks.write("0def.json", R"({"train": [{"input": [[1]], "output": [[2]]}],
                                   "test": [{"input": [[1]]}]})");
    p.programs.write("b.py", "def solve_0def(I):\n    return upscale(I, 200)\n");
    const outcome with = p.call({});
    CHECK(with.says("By columns 2, by definition 2 (2 are too large for columns).\n"));
    const outcome without = p.call({"--no-last-tier", "--json", p.file("report")});
    CHECK(without.exit == run_batt::pair_failed);
    CHECK(without.says("By columns 2, by definition 0 (2 are too large for columns); the status of "
                       "2 stays capacity.\n"));
    const auto json = nlohmann::json::parse(std::ifstream(p.file("report")));
    const auto& counts = json["totals"]["evaluations"];
    CHECK(counts["stayed"] == 2);
    CHECK(counts["definition"] == 0);
    CHECK(json["asked"]["last_tier"] == false);
    CHECK(json["verdicts"][1]["status"] == nlohmann::json{"capacity", "capacity"});
    // without the last tier there is nothing to compare with
    const outcome check = p.call({"--no-last-tier", "--check"});
    CHECK(check.exit == run_batt::bad_input);
    // compiled programs
    record() = {};
    record().too_large.stayed = 4;
    const outcome linked = call_with({{"linked", &make<&mirroring>}},
                                     {"--tasks", p.tasks.path().string(), "--no-last-tier"});
    REQUIRE(record().asked.size() == 1);
    CHECK_FALSE(record().asked[0].last_tier);
    CHECK(linked.says("Too large for compiled programs: 4 samples, of which 0 ran by columns and 0 "
                      "by definition; the status of 4 stays capacity.\n"));
}

TEST_CASE("--no-unmatchable skips only evaluations whose outputs are too large to match") {
    const places p;
    p.tasks.write("0def.json", R"({"train": [{"input": [[1]], "output": [[2]]}],
                                   "test": [{"input": [[1]]}]})");
    p.programs.write("b.py",
                     "def solve_0def(I):\n    x1 = upscale(I, 200)\n    return vmirror(x1)\n"
                     "def solve_0def_2(I):\n    x1 = upscale(I, 200)\n"
                     "    return downscale(x1, 100)\n");
    const outcome result = p.call({"--no-unmatchable", "--json", p.file("report")});
    CHECK(result.exit == run_batt::pair_failed);
    // the pair without an output, and the program whose output is small again, run by definition
    CHECK(result.says("By columns 2, by definition 3 (4 are too large for columns); the status of "
                      "1 stays capacity.\n"));
    const auto json = nlohmann::json::parse(std::ifstream(p.file("report")));
    CHECK(json["asked"]["unmatchable"] == false);
    CHECK(json["totals"]["evaluations"]["stayed"] == 1);
    CHECK(p.call({}).exit == result.exit);
    const outcome check = p.call({"--no-unmatchable", "--check"});
    CHECK(check.exit == run_batt::bad_input);
    // the option reaches compiled programs, too
    record() = {};
    call_with({{"linked", &make<&mirroring>}},
              {"--tasks", p.tasks.path().string(), "--no-unmatchable"});
    REQUIRE(record().asked.size() == 1);
    CHECK_FALSE(record().asked[0].unmatchable);
    CHECK(record().asked[0].last_tier);
}

TEST_CASE("many programs on many pairs, repeated, run in pieces") {
    const places p;
    std::string text;
    for (int k = 0; k < 200; ++k) {
        text += "def solve_0abc_" + std::to_string(k) + "(I):\n    return replace(vmirror(I), " +
                std::to_string(k % 10) + ", " + std::to_string(k % 7) + ")\n";
    }
    p.programs.write("many.py", text);
    const outcome result = p.call({"--cross", "--repeat", "300"});
    CHECK(result.says("120600 samples (a program on a pair each)"));
    CHECK(result.says("by 201 programs in 1 pipeline.\n"));
    CHECK(result.says("By columns 120600, by definition 0.\n"));
    CHECK(result.says("Solved 1 of 1 tasks, 2 of 2 pairs by any program"));
    CHECK(result.has_row("\n0abc solve_0abc_70 1 1/1 1/1 100 % ok 2"));
}

TEST_CASE("ctrl-C ends a run by columns") {
    const places p;
    std::thread somebody([] {
        std::this_thread::sleep_for(std::chrono::milliseconds(500));
        kill(getpid(), SIGINT);
    });
    const outcome result = p.call({"--repeat", "3000000000"});
    somebody.join();
    CHECK(result.exit == run_batt::interrupted);
    CHECK(result.says("The run was stopped early"));
    CHECK(result.has_row("\n0abc solve_0abc 3 1/1 "));
}

TEST_CASE("the outputs of a submission are computed by columns, with C hidden") {
    const places p;
    p.programs.write("a.py", "def solve_0abc(S, I, C):\n    return C\n"
                             "def solve_0abc_2(I):\n    return vmirror(I)\n");
    const std::string file = p.file("submission");
    p.call({"--submission", file});
    const auto answers = nlohmann::json::parse(std::ifstream(p.file("submission")));
    CHECK(answers["0abc"][0]["attempt_1"] == nlohmann::json({{4, 3}}));
    const outcome shown = p.call({"--show", "--only", "wrong"});
    CHECK(shown.exit == run_batt::all_solved);
}

TEST_CASE("columns, definition and compiled programs are checked against each other") {
    const places p;
    const outcome alone = p.call({"--check"});
    CHECK(alone.exit == run_batt::all_solved);
    CHECK(alone.says("Column and defined form (host): 2 of 2 results are equal (100 %).\n"));
    const outcome equal = p.call({"--check"}, {{"linked", &make<&mirroring>}});
    CHECK(equal.exit == run_batt::all_solved);
    CHECK(equal.says("Column and compiled form (a test): 2 of 2 results are equal (100 %).\n"));
    const outcome different = p.call({"--check"}, {{"linked", &make<&keeping>}});
    CHECK(different.exit == run_batt::pair_failed);
    CHECK(different.says("Task 0abc, train pair 1, program solve_0abc: the column form gives an "));
    CHECK(different.says("Column and defined form (host): 2 of 2 results are equal (100 %).\n"));
}

TEST_CASE("any two ways to trace a program are compared") {
    const places p;
    const outcome result = p.call({"--trace-diff", "0abc:train1", "--backend", "host"});
    CHECK(result.exit == run_batt::all_solved);
    CHECK(result.out ==
          "Program solve_0abc on task 0abc, train pair 1, by definition and by columns "
          "on the host:\n\n"
          "All 3 statements are equal by definition and by columns on the host.\n\n");
    const outcome traced = p.call({"--trace", "0abc:train1"});
    CHECK(traced.says("train pair 1, by definition:\n"));
    CHECK(traced.says("   size, integer, ok\n1\n"));
    CHECK(traced.says("The program: an output of 1x2 cells that matches.\n"));
}

TEST_CASE("forms of text are timed side by side") {
    const places p;
    const outcome result = p.call({"--timing", "--repeat", "3"});
    CHECK(result.says("definition, one core, once; columns, one core, 3 times; columns, all cores, "
                      "3 times; columns, GPU, 3 times.\n"));
    CHECK(result.has_row("\ncolumns, all cores "));
    const outcome quiet = p.call({"--timing", "--quiet"});
    CHECK(quiet.says("By columns 2, by definition 0.\n"));
}

TEST_CASE("further pairs of a task are scored separately") {
    const places p;
    p.tasks.write("0abc.json", R"({"train": [{"input": [[1, 2]], "output": [[2, 1]]}],
                                   "test": [{"input": [[3, 4]], "output": [[4, 3]]}],
                                   "arc-gen": [{"input": [[5, 6]], "output": [[6, 5]]},
                                               {"input": [[5, 6]], "output": [[0, 0]]}]})");
    const std::string json = p.file("report"), csv = p.file("lines");
    const outcome result = p.call({"--json", json, "--csv", csv, "--show"});
    CHECK(result.exit == run_batt::pair_failed);
    CHECK(result.has_row("task program statements train test further cells statuses us/sample\n"));
    CHECK(result.has_row("\n0abc solve_0abc 3 1/1 1/1 1/2 75.0 % ok 3, wrong 1"));
    CHECK(result.says("Task 0abc, arc-gen pair 2, program solve_0abc: the output is wrong.\n"));
    CHECK(result.says("1 program solves all train pairs of a task"));
    std::ifstream file(json);
    const auto report = nlohmann::json::parse(file);
    CHECK(report["tasks"][0]["pairs"] ==
          std::vector<std::string>{"train1", "test1", "arc-gen1", "arc-gen2"});
    std::ifstream lines(csv);
    const std::string text{std::istreambuf_iterator<char>(lines), {}};
    CHECK(text.find("arc-gen2,ok,0,0,0,2,") != std::string::npos);
    const outcome traced = p.call({"--trace", "0abc:arc-gen2"});
    CHECK(traced.exit == run_batt::all_solved);
    CHECK(traced.says("arc-gen pair 2"));
    CHECK(p.call({"--trace", "0abc:arc-gen3"}).warns("task 0abc has 2 arc-gen pairs."));
    CHECK(p.call({"--trace", "0abc:gen1"}).warns("asked for as ID:train1 or ID:test1."));
}

TEST_CASE("large grids run where they are allowed") {
    const places p;
    std::string row = "15", back;
    for (int j = 1; j < 64; ++j) row += ", " + std::to_string(j % 16);
    for (int j = 63; j > 0; --j) back += std::to_string(j % 16) + ", ";
    p.tasks.write("0abc.json", R"({"train": [{"input": [[)" + row + R"(]], "output": [[)" + back +
                                   R"(15]]}], "test": [{"input": [[1, 2]], "output": [[2, 1]]}]})");
    const outcome refused = p.call({});
    CHECK(refused.exit == run_batt::bad_input);
    CHECK(refused.warns("has 64 cells, at most 30 are allowed without --allow-large."));
    for (const char* by : {"columns", "definition"}) {
        const outcome result = p.call({"--allow-large", "--by", by, "--repeat", "2"});
        CHECK(result.exit == run_batt::all_solved);
        CHECK(result.has_row("\n0abc solve_0abc 3 1/1 1/1 100 % ok 2"));
    }
}
