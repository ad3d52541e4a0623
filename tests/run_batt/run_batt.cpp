// run_batt with programs made for the test: what it prints, and its exit code.
#include <doctest/doctest.h>
#include <progress.hpp>
#include <support/fake_pipeline.hpp>
#include <support/scratch_folder.hpp>
#include <text.hpp>

namespace {

const std::vector<fake_program> first = {{"good", "solve_good", &identity},
                                         {"mixed", "solve_mixed", &identity}};
const std::vector<fake_program> second = {{"moody", "solve_moody", &identity, nullptr, true},
                                          {"absent", "solve_absent", &identity}};
const std::vector<fake_program> other = {{"good", "verify_good", &increment}};

const std::vector<batt::pipeline_entry> pipelines = {{"first", &make<&first>},
                                                     {"second_12", &make<&second>}};

outcome call(const std::vector<std::string>& words,
             const std::vector<batt::pipeline_entry>& with = pipelines) {
    return call_with(with, words);
}

const char* const good = R"({"train": [{"input": [[1]], "output": [[1]]},
                                       {"input": [[2, 3]], "output": [[2, 3]]}],
                             "test": [{"input": [[4]], "output": [[4]]}]})";
const char* const mixed = R"({"train": [{"input": [[1]], "output": [[1]]},
                                        {"input": [[2, 3]], "output": [[2, 5]]}],
                              "test": [{"input": [[9]], "output": [[9]]}, {"input": [[7]]}]})";

} // namespace

TEST_CASE("all pairs solved") {
    scratch_folder folder;
    folder.write("good.json", good);
    folder.write("other.json", good);
    const outcome result =
        call({"--tasks", folder.path().string(), "--repeat", "1000", "--timing"});
    CHECK(result.exit == run_batt::all_solved);
    CHECK(result.has_row("task program statements train test cells statuses\n"));
    CHECK(result.has_row("\ngood solve_good 3 2/2 1/1 100 % ok 3\n"));
    CHECK(result.has_row("\nfirst 500.000 0.000 0.000 250.000"));
    CHECK(result.says("3000 + 0"));
    CHECK(result.says("1 task has no program.\n"));
    CHECK(result.says("3 programs are for tasks that are not in " + folder.path().string() +
                      ": mixed, moody, absent.\n"));
    CHECK(result.says("3000 samples (a program on a pair each) in 500.000 ms, 6.00 k samples/s, by "
                      "4 programs in 2 pipelines.\n"));
    CHECK(result.says("Solved 1 of 1 tasks, 3 of 3 pairs, on a test (host).\n"));
    CHECK(result.err.empty());
}

TEST_CASE("wrong and failed pairs are counted and shown") {
    scratch_folder folder;
    folder.write("good.json", good);
    folder.write("mixed.json", mixed);
    const outcome result = call({"--tasks", folder.path().string(), "--show"});
    CHECK(result.exit == run_batt::pair_failed);
    // 2 of 4 expected cells are equal; the pair without an expected output runs but does not count.
    CHECK(result.has_row("\nmixed solve_mixed 3 1/2 0/1 50.0 % ok 2, wrong 1, not_found 1\n"));
    CHECK(result.says("Task mixed, train pair 2, program solve_mixed: the output is wrong, 1 of 2 "
                      "cells are equal.\n"
                      "input 1x2   expected 1x2   got 1x2\n"
                      "2 3         2 5            2 3*\n"));
    CHECK(result.says("Task mixed, test pair 1, program solve_mixed: statement 2 failed with "
                      "not_found.\n"
                      "input 1x1   expected 1x1\n"
                      "9           9 \n"));
    CHECK(result.says("Solved 1 of 2 tasks, 4 of 6 pairs, on a test (host).\n"));
}

TEST_CASE("several programs for one task are listed separately") {
    scratch_folder folder;
    folder.write("good.json", good);
    const std::vector<batt::pipeline_entry> both = {{"first", &make<&first>},
                                                    {"other", &make<&other>}};
    const outcome result = call({"--tasks", folder.path().string(), "--show"}, both);
    CHECK(result.exit == run_batt::pair_failed);
    // A program that is alone in its pipeline has a time of its own.
    CHECK(result.has_row("\ngood solve_good 3 2/2 1/1 100 % ok 3 -\n"));
    CHECK(result.has_row("\ngood verify_good 3 0/2 0/1 0.0 % wrong 3 166666.667\n"));
    CHECK(result.says("Task good, train pair 1, program verify_good: the output is wrong.\n"));
    CHECK(result.says("Solved 1 of 1 tasks, 3 of 6 pairs"));
}

TEST_CASE("collections are chosen by name, with or without their numbers") {
    scratch_folder folder;
    folder.write("good.json", good);
    folder.write("moody.json", good);
    const std::string tasks = folder.path().string();
    CHECK(call({"--tasks", tasks}).says("of 2 tasks"));
    const outcome second_only = call({"--tasks", tasks, "--card", "second"});
    CHECK(second_only.says("moody"));
    CHECK(second_only.says("of 1 tasks"));
    CHECK(call({"--tasks", tasks, "--card", "second_12"}).says("of 1 tasks"));
    CHECK(call({"--tasks", tasks, "--card", "first", "second"}).says("of 2 tasks"));
    const outcome unknown = call({"--tasks", tasks, "--card", "sec", "first"});
    CHECK(unknown.exit == run_batt::bad_input);
    CHECK(unknown.warns("run_batt: There is no collection sec; there is first, second.\n"));
}

TEST_CASE("a pair is solved only if it is solved in every repetition") {
    scratch_folder folder;
    folder.write("moody.json", good);
    CHECK(call({"--tasks", folder.path().string()}).exit == run_batt::all_solved);
    const outcome repeated = call({"--tasks", folder.path().string(), "--repeat", "3"});
    CHECK(repeated.exit == run_batt::pair_failed);
    CHECK(repeated.says("ok 2, wrong 1"));
}

TEST_CASE("tasks are chosen by id and by count") {
    scratch_folder folder;
    folder.write("good.json", good);
    folder.write("mixed.json", mixed);
    folder.write("other.json", good);
    const std::string tasks = folder.path().string();
    CHECK(call({"--tasks", tasks, "-i", "good"}).exit == run_batt::all_solved);
    CHECK(call({"--tasks", tasks, "-i", "good", "-i", "mixed", "-i", "good"}).says("of 2 tasks"));
    CHECK(call({"--tasks", tasks, "-c", "1"}).says("of 1 tasks"));
    const outcome unknown = call({"--tasks", tasks, "-i", "good", "-i", "nope", "-i", "other"});
    CHECK(unknown.exit == run_batt::bad_input);
    CHECK(unknown.warns("run_batt: There is no task nope in " + tasks + ".\n"));
    CHECK(unknown.warns("run_batt: There is no program for task other.\n"));
    CHECK(unknown.says("Solved 1 of 1 tasks"));
}

TEST_CASE("a column is left out where even a cut table does not fit") {
    run_batt::options wanted;
    run_batt::text_table table;
    table.add({"first", "second", "third"});
    table.add({"0123456789", "0123456789", "0123456789"});
    wanted.table_columns = 28; // three columns of eight characters
    table.spare(1, wanted);
    CHECK(table.text({}, wanted).find("second") != std::string::npos);
    wanted.table_columns = 27;
    table.spare(1, wanted);
    const std::string text = table.text({}, wanted);
    CHECK(text.find("second") == std::string::npos);
    CHECK(text.find("third") != std::string::npos);
}

TEST_CASE("a long list of names ends with the number of names left out") {
    CHECK(run_batt::list_some({"a", "b"}) == "a, b");
    CHECK(run_batt::list_some({"a", "b", "c", "d", "e", "f", "g", "h"}) ==
          "a, b, c, d, e, f and 2 more");
}

TEST_CASE("bad input gives exit code 2, and the good input still runs") {
    scratch_folder folder;
    folder.write("good.json", good);
    const auto bad = folder.write("mixed.json", "{");
    const outcome result = call({"--tasks", folder.path().string()});
    CHECK(result.exit == run_batt::bad_input);
    CHECK(result.warns("run_batt: " + bad.string() + ": is not JSON"));
    CHECK(result.says("Solved 1 of 1 tasks"));
    CHECK(call({"--tasks", "/nonexistent"}).exit == run_batt::bad_input);
    const outcome nothing = call({"--tasks", folder.path().string()}, {});
    CHECK(nothing.exit == run_batt::bad_input);
    folder.write("mixed.json", good);
    CHECK(call({"--tasks", folder.path().string()}, {}).warns("There is nothing to run"));
}

TEST_CASE("a refusal by the environment is one sentence and exit code 2") {
    scratch_folder folder;
    folder.write("good.json", good);
    folder.write("mixed.json", mixed);
    const outcome result = call({"--tasks", folder.path().string(), "--backend", "cuda"});
    CHECK(result.exit == run_batt::bad_input);
    CHECK(result.err == "run_batt: Pipeline first: this program was built without CUDA\n");
}

TEST_CASE("bad arguments give exit code 2") {
    for (const std::vector<std::string>& words :
         std::vector<std::vector<std::string>>{{"--bogus"},
                                               {"stray"},
                                               {"--repeat", "0"},
                                               {"--repeat", "-1"},
                                               {"--repeat", "x"},
                                               {"--batch-size", "-1"},
                                               {"-c", "-2"},
                                               {"--backend", "gpu"},
                                               {"--device", "-1"},
                                               {"--device", "some"},
                                               {"--solutions", "file"},
                                               {"-i"},
                                               {"--only", "right"},
                                               {"--color", "red"},
                                               {"--task", "a", "-i", "a"},
                                               {"--device", "1", "--backend", "host"}}) {
        CAPTURE(words[0]);
        CHECK(call(words).exit == run_batt::bad_input);
    }
    for (const char* other : {"--draw", "--show", "--check", "--timing"}) {
        CAPTURE(other);
        CHECK(call({"--trace", "good:train1", other}).exit == run_batt::bad_input);
    }
    CHECK(call({"--help"}).exit == 0);
}

TEST_CASE("challenges with solutions") {
    scratch_folder folder;
    const auto challenges = folder.write(
        "challenges.json",
        R"({"good": {"train": [{"input": [[1]], "output": [[1]]}], "test": [{"input": [[4]]}]}})");
    const auto solutions = folder.write("solutions.json", R"({"good": [[[4]]]})");
    const outcome result =
        call({"--tasks", challenges.string(), "--solutions", solutions.string()});
    CHECK(result.exit == run_batt::all_solved);
    CHECK(result.says("2 of 2 pairs"));
    CHECK(call({"--tasks", challenges.string()}).says("1 of 1 pairs"));
}

TEST_CASE("solutions for a folder are used, and those that fit no challenge are reported") {
    scratch_folder folder;
    scratch_folder other;
    folder.write("good.json", R"({"train": [{"input": [[1]], "output": [[1]]}],
                                  "test": [{"input": [[4]]}]})");
    const std::string tasks = folder.path().string();
    const auto call_with_solutions = [&](const char* solutions) {
        const auto file = other.write("solutions.json", solutions);
        return call({"--tasks", tasks, "--solutions", file.string()});
    };
    CHECK(call({"--tasks", tasks}).says("1 of 1 pairs"));
    CHECK(call_with_solutions(R"({"good": [[[4]]]})").says("2 of 2 pairs"));
    CHECK(call_with_solutions(R"({"good": [[[5]]]})").exit == run_batt::pair_failed);
    CHECK(call_with_solutions(R"({"bad": [[[4]]]})").warns("task bad: has a solution but no"));
    CHECK(call_with_solutions(R"({})").warns("task good: has a challenge but no solution"));
    CHECK(call_with_solutions("[]").exit == run_batt::bad_input);
}

TEST_CASE("tables count characters, not bytes") {
    run_batt::text_table table;
    table.add({"task", "pairs"});
    table.add({"\xC3\xA4\xE2\x82\xAC", "1"});
    CHECK(table.text({}, run_batt::options{}) ==
          "task  pairs\n-----------\n\xC3\xA4\xE2\x82\xAC        1\n");
}

TEST_CASE("tables that are wider than the terminal are cut where they are widest") {
    run_batt::text_table table(2);
    table.add({"task", "program", "pairs"});
    table.add({"0abc", "solve_with_a_very_long_name", "3/3"});
    run_batt::options wanted;
    wanted.table_columns = 25;
    CHECK(table.text({}, wanted) == "task  program       pairs\n"
                                    "-------------------------\n"
                                    "0abc  solve_with..    3/3\n");
    wanted.table_columns = 10; // no column becomes too narrow to be read
    CHECK(table.text({}, wanted).find("solve_..") != std::string::npos);
}

TEST_CASE("a share is 100 % only if it is all") {
    CHECK(run_batt::percent(0, 0) == "-");
    CHECK(run_batt::percent(3, 3) == "100 %");
    CHECK(run_batt::percent(99999, 100000) == "99.9 %");
    CHECK(run_batt::percent(0, 7) == "0.0 %");
}

TEST_CASE("the bar waits before it appears, shows rate and time left, and removes itself") {
    static double time = 0;
    const auto now = [] { return time; };
    std::ostringstream out;
    {
        time = 0;
        run_batt::progress bar(out, run_batt::progress_kind::bar, 1000, "samples", now);
        bar.show(1, "a");
        CHECK(out.str().empty());
        time = 2;
        bar.show(500, "b");
        CHECK(out.str() == "\r\x1b[K[############............] 500 of 1000 samples, 250/s, 2 s "
                           "left: b");
        time = 2.05; // too soon after the last time
        bar.show(501, "c");
    }
    CHECK(out.str().ends_with(": b\r\x1b[K"));
}

TEST_CASE("a pipe gets a line every few seconds") {
    static double time = 0;
    const auto now = [] { return time; };
    std::ostringstream out;
    time = 0;
    run_batt::progress lines(out, run_batt::progress_kind::lines, 10000, "samples", now);
    for (time = 1; time < 12; time += 1) lines.show(static_cast<std::size_t>(time), "a");
    CHECK(out.str() == "run_batt: 5 of 10000 samples, 1.00/s, 2 h 46 min left.\n"
                       "run_batt: 10 of 10000 samples, 1.00/s, 2 h 46 min left.\n");
    std::ostringstream silent;
    run_batt::progress none(silent, run_batt::progress_kind::none, 10, "samples", now);
    time = 100;
    none.show(5, "a");
    CHECK(silent.str().empty());
}
