// run_batt --programs: programs of text from files of every kind, matched to tasks and run by
// definition.
#include <chrono>
#include <csignal>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <future>
#include <nlohmann/json.hpp>
#include <support/text_places.hpp>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace {

/// A program that the compiler refuses has this status, whatever its input.
fake_result ill_typed(const fake_sample&) { return {{}, batt::status::type, 1}; }

const std::vector<fake_program> refusing = {{"0abc", "solve_0abc", &ill_typed}};

const char* const turned = R"({"train": [{"input": [[1, 2]], "output": [[1], [2]]}],
                               "test": [{"input": [[3, 4]]}]})";
const char* const solver = "def solve_0abc(I):\n    x1 = vmirror(I)\n    x2 = identity(x1)\n"
                           "    O = vmirror(vmirror(x2))\n    return O\n";

struct places : text_places {
    places() {
        tasks.write("0abc.json", mirrored);
        tasks.write("0def.json", turned);
    }
};

} // namespace

TEST_CASE("programs of text from files of every kind run in one pipeline") {
    const places p;
    p.programs.write("solvers.py", solver);
    p.programs.write("0def.py", "def transform(I):\n    return dmirror(I)\n");
    p.programs.write("answer.md", "Sure:\n\n```python\ndef solve_0def_17(g):\n    return "
                                  "dmirror(g)\n```\n");
    p.programs.write("more.jsonl", "{\"task_id\": \"0abc\", \"program\": \"def f(I):\\n    return "
                                   "hmirror(I)\\n\"}\n");
    const outcome result = p.call({});
    CHECK(result.exit == run_batt::pair_failed);
    CHECK(result.err.empty());
    CHECK(result.has_row("\n0abc solve_0abc 3 1/1 1/1 100 % ok 2\n"));
    CHECK(result.has_row("\n0abc f 1 0/1 0/1 0.0 % wrong 2\n"));
    CHECK(result.has_row("\n0def transform 1 1/1 - 100 % ok 2\n"));
    CHECK(result.has_row("\n0def solve_0def_17 1 1/1 - 100 % ok 2\n"));
    CHECK(result.says("Loaded 4 of 4 programs.\n"));
    CHECK(result.says("by 4 programs in 1 pipeline.\n"));
}

TEST_CASE("what cannot be read is reported with its place, and the rest runs") {
    const places p;
    p.programs.write("a.py", std::string(solver) + "\ndef solve_0def(I):\n    for x in I:\n"
                                                   "        pass\n    return I\n");
    const outcome result = p.call({});
    CHECK(result.exit == run_batt::bad_input);
    CHECK(result.err.starts_with(p.program("a.py") + ":8:"));
    CHECK(result.says("Loaded 1 of 2 programs.\n"));
    CHECK(result.has_row("\n0abc solve_0abc 3 1/1 1/1"));
    const outcome missing =
        call_with({}, {"--tasks", p.tasks.path().string(), "--programs", "/nonexistent.py"});
    CHECK(missing.exit == run_batt::bad_input);
    CHECK(missing.warns("/nonexistent.py"));
    CHECK(missing.says("Loaded 0 of 0 programs.\n"));
}

TEST_CASE("a warning is printed, and the program still runs") {
    const places p;
    p.programs.write("a.py", "def solve_0abc(I):\n    x1 = crop(I)\n    return vmirror(I)\n");
    const outcome result = p.call({});
    CHECK(result.exit == run_batt::all_solved);
    CHECK(result.warns("a.py:2:"));
    CHECK(result.warns("warning: crop takes 3 arguments"));
    CHECK(p.call({"--quiet"}).err.empty());
}

TEST_CASE("a prelude is in the scope of every program") {
    const places p;
    p.programs.write("a.py", "def solve_0abc(I):\n    return turn(I)\n");
    scratch_folder other;
    const auto prelude = other.write("prelude.py", "def turn(g):\n    return vmirror(g)\n");
    CHECK(p.call({}).exit == run_batt::pair_failed); // there is no such name
    CHECK(p.call({"--prelude", prelude.string()}).exit == run_batt::all_solved);
    CHECK(p.call({"--prelude", "/nonexistent.py"}).exit == run_batt::bad_input);
}

TEST_CASE("a pipeline of text takes more programs than a compiled one") {
    const places p;
    std::string text;
    for (int k = 0; k < 70; ++k) {
        text += "def solve_0abc_" + std::to_string(k) + "(I):\n    return vmirror(I)\n";
    }
    p.programs.write("many.py", text);
    const outcome result = p.call({"--cross"});
    CHECK(result.says("Loaded 70 of 70 programs.\n"));
    CHECK(result.says("70 programs in 1 pipeline."));
    CHECK(result.has_row("\n0abc solve_0abc_69 1 1/1 1/1 100 % ok 2\n"));
    // Long runs are cut into pieces, between which they can be stopped.
    const outcome longer = p.call({"--cross", "--repeat", "50"});
    CHECK(longer.says("14000 samples (a program on a pair each)"));
    CHECK(longer.has_row("\n0abc solve_0abc_69 1 1/1 1/1 100 % ok 2\n"));
    CHECK(longer.says("Solved 1 of 2 tasks, 2 of 3 pairs by any program"));
}

TEST_CASE("every program is a candidate for a single task from the standard input") {
    const places p;
    p.programs.write("a.py", std::string(solver) + "def keep(I):\n    return I\n");
    const auto call = [&](std::vector<std::string> words) {
        words.insert(words.begin(), {"--tasks", "-", "--programs", p.programs.path().string()});
        return call_with({}, words, mirrored);
    };
    const outcome nameless = call({});
    CHECK(nameless.exit == run_batt::all_solved);
    CHECK(nameless.has_row("\nstdin solve_0abc 3 1/1 1/1"));
    CHECK(nameless.has_row("\nstdin keep 0 0/1 0/1"));
    CHECK(call({"-i", "0abc"}).has_row("\n0abc solve_0abc 3 1/1 1/1"));
    CHECK_FALSE(call({"-i", "0abc"}).says("keep"));
    CHECK(call({"--task", "0xyz"}).has_row("\n0xyz solve_0abc 3 1/1 1/1"));
    const outcome two =
        call_with({}, {"--tasks", "-", "--programs", p.programs.path().string()},
                  std::string("{\"0abc\": ") + mirrored + ", \"0def\": " + turned + "}");
    CHECK(two.says("Solved 1 of 1 tasks"));
    CHECK(call_with({}, {"--tasks", "-", "--programs", p.programs.path().string()}, "{").exit ==
          run_batt::bad_input);
}

TEST_CASE("programs of text are checked against compiled programs of the same name") {
    const places p;
    p.programs.write("a.py", solver);
    const outcome equal = p.call({"--check"}, {{"linked", &make<&mirroring>}});
    CHECK(equal.exit == run_batt::all_solved);
    CHECK(equal.says("Defined and compiled form (a test): 2 of 2 results are equal (100 %).\n"));
    const outcome different = p.call({"--check"}, {{"linked", &make<&keeping>}});
    CHECK(different.exit == run_batt::pair_failed);
    CHECK(different.says("Task 0abc, train pair 1, program solve_0abc: the defined form gives an "
                         "output of 1x2 cells that matches, the compiled form an output of 1x2 "
                         "cells that does not match.\n"
                         "defined 1x2   compiled 1x2\n"
                         "2 1           1*2*\n"));
    CHECK(different.says("0 of 2 results are equal (0.00 %).\n"));
    const outcome refused = p.call({"--check"}, {{"linked", &make<&refusing>}});
    CHECK(refused.says("0 of 0 results are equal (100 %).\n"));
    CHECK(refused.says("2 results that the compiled form refuses for their types are not "
                       "compared.\n"));
    const outcome alone = p.call({"--check"});
    CHECK(alone.exit == run_batt::bad_input);
    CHECK(alone.warns("There is nothing to compare: no compiled program of this run_batt has the "
                      "name of one that runs as text."));
}

TEST_CASE("programs of text are timed beside compiled programs of the same name") {
    const places p;
    p.programs.write("a.py", solver);
    const outcome alone = p.call({"--timing", "--repeat", "3"});
    CHECK(alone.says("Timing 2 samples (a program on a pair each) of 1 task: definition, one core, "
                     "3 times; definition, all cores, 3 times.\n"));
    CHECK(alone.has_row("\ndefinition, all cores "));
    const outcome beside = p.call({"--timing"}, {{"linked", &make<&mirroring>}});
    CHECK(beside.has_row("\ndefinition, one core "));
    CHECK(beside.has_row("\nvectorized, all cores "));
}

TEST_CASE("programs of text are traced by definition") {
    const places p;
    p.programs.write("a.py", solver);
    const outcome result = p.call({"--trace", "0abc:train1"});
    CHECK(result.exit == run_batt::all_solved);
    CHECK(result.out == "Program solve_0abc on task 0abc, train pair 1, by definition:\n\n"
                        "I 1x2\n"
                        "1 2 \n\n"
                        "1  x1 = vmirror(I)\n"
                        "   vmirror, grid, ok\n"
                        "grid 1x2\n"
                        "2 1 \n\n"
                        "2  x2 = identity(x1)\n"
                        "   identity, grid, ok\n"
                        "grid 1x2\n"
                        "2 1 \n\n"
                        "3  O = vmirror(vmirror(x2))\n"
                        "   vmirror, grid, ok\n"
                        "grid 1x2\n"
                        "2 1 \n\n"
                        "The program: an output of 1x2 cells that matches.\n\n");
    const outcome nothing = p.call({"--trace-diff", "0abc:train1"});
    CHECK(nothing.exit == run_batt::bad_input);
    CHECK(nothing.warns("run_batt: Trace of 0abc:train1: there is nothing to compare, as no "
                        "compiled program of this run_batt has the name solve_0abc; "
                        "BATT_CARD_FILES compiles programs into it.\n"));
}

TEST_CASE("an output that is not a grid is reported") {
    const places p;
    p.programs.write("a.py", "def solve_0abc(I):\n    return size(I)\n");
    const outcome result = p.call({"--show"});
    CHECK(result.has_row("\n0abc solve_0abc 1 0/1 0/1 0.0 % wrong 2 "));
    CHECK(result.says("Task 0abc, train pair 1, program solve_0abc: the output is no grid.\n"
                      "input 1x2   expected 1x2\n"));
}

TEST_CASE("--device is not for programs that run by definition") {
    const places p;
    p.programs.write("a.py", solver);
    const outcome all = p.call({"--device", "all"});
    CHECK(all.exit == run_batt::all_solved);
    CHECK(all.says("Programs of text ran by definition, on the host; --device is for columns and "
                   "for compiled programs.\n"));
    const outcome one = p.call({"--device", "5"});
    CHECK(one.warns("--device 5"));
    CHECK_FALSE(one.says("--device")); // reported once
    CHECK(p.call({"--device", "5"}).exit == run_batt::bad_input);
    CHECK(p.call({"--backend", "cuda"}).exit == run_batt::bad_input);
}

TEST_CASE("without programs and pipelines the programs that come with batt are used") {
    const places p;
    const auto file = p.programs.write("a.py", solver);
    run_batt::options wanted;
    wanted.tasks = p.tasks.path().string();
    wanted.default_programs = p.programs.path().string();
    std::ostringstream out;
    std::ostringstream err;
    CHECK(run_batt::run(wanted, {}, out, err) == run_batt::all_solved);
    CHECK(out.str().find("solve_0abc") != std::string::npos);
    wanted.prelude = "x.py";
    CHECK(run_batt::run(wanted, {{"linked", &make<&mirroring>}}, out, err) == run_batt::bad_input);
    CHECK(err.str() == "run_batt: --prelude is for programs of text, and --programs names none.\n");
}

TEST_CASE("ctrl-C also ends repetitions") {
    const places p;
    p.programs.write("a.py", solver);
    std::thread somebody([] {
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
        kill(getpid(), SIGINT);
    });
    const outcome result = p.call({"--repeat", "3000000"});
    somebody.join();
    CHECK(result.exit == run_batt::interrupted);
    CHECK(result.says("The run was stopped early"));
    CHECK(result.has_row("\n0abc solve_0abc 3 1/1 "));
}

TEST_CASE("ctrl-C ends the wait for programs from a pipe") {
    const places p;
    const std::string pipe = p.program("0abc.py");
    REQUIRE(mkfifo(pipe.c_str(), S_IRUSR | S_IWUSR) == 0);
    const int writer = open(pipe.c_str(), O_RDWR | O_CLOEXEC);
    REQUIRE(writer >= 0);
    std::promise<void> ended;
    const auto wait = [is_over = ended.get_future().share()](std::chrono::milliseconds most) {
        return is_over.wait_for(most) == std::future_status::ready;
    };
    bool in_time = false;
    std::thread somebody([&, reader = pthread_self()] {
        wait(std::chrono::milliseconds(200));
        pthread_kill(reader, SIGINT);
        in_time = wait(std::chrono::seconds(20));
        close(writer); // ends the wait if the signal did not
    });
    const outcome result = call_with({}, {"--tasks", p.tasks.path().string(), "--programs", pipe});
    ended.set_value();
    somebody.join();
    CHECK(in_time);
    CHECK(result.exit == run_batt::interrupted);
    CHECK(result.out == "The run was stopped early, before anything ran.\n");
    CHECK(result.err.empty());
}

TEST_CASE("no sentence misleads where nothing runs or every program runs on every task") {
    const places p;
    p.programs.write("a.py", "def solve_none(I):\n    return I\n");
    const outcome nothing = p.call({});
    CHECK(nothing.warns("There is nothing to run"));
    CHECK_FALSE(nothing.says("0 samples"));
    const outcome cross = p.call({"--cross"});
    CHECK_FALSE(cross.says("has no program"));
    CHECK_FALSE(cross.says("is for a task that is not"));
}

TEST_CASE("a program of text has limits of steps and of memory per pair") {
    const places p;
    p.programs.write("0abc.py", "def solve_0abc(I):\n    x1 = interval(ZERO, 500000, ONE)\n"
                                "    return branch(size(x1), vmirror(I), I)\n");
    CHECK(p.call({"--id", "0abc"}).exit == run_batt::all_solved);
    const outcome few = p.call({"--id", "0abc", "--max-steps", "1000"});
    CHECK(few.exit == run_batt::pair_failed);
    CHECK(few.out.find("capacity") != std::string::npos);
    const outcome small = p.call({"--id", "0abc", "--max-memory", "1"});
    CHECK(small.exit == run_batt::pair_failed);
    CHECK(small.out.find("capacity") != std::string::npos);
    CHECK(p.call({"--max-steps", "0"}).exit == run_batt::bad_input);
}
