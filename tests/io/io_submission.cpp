// Submissions: written, read, checked and scored.
#include <batt/io/submission.hpp>
#include <doctest/doctest.h>
#include <iterator>
#include <support/scratch_folder.hpp>

using batt::grid;
using batt::io::attempts;
using batt::io::submission;
using batt::io::task;

namespace {

const submission two_tasks = {{"a", {{grid{{1, 2}}, grid{{3}}}, {grid{{4}}, grid{{4}}}}},
                              {"b", {{grid{{5}, {6}}, grid{{7}}}}}};

/// Tasks with these test outputs; an empty grid is an output that is not known.
task make_task(const std::string& id, const std::vector<grid>& outputs) {
    task t{id, {}, {}};
    for (const grid& output : outputs) {
        t.test.push_back({grid{{0}}, {}, static_cast<int>(t.test.size() + 1)});
        if (output.height() > 0) t.test.back().output = output;
    }
    return t;
}

bool has(const std::vector<std::string>& sentences, const std::string& text) {
    for (const auto& sentence : sentences) {
        if (sentence.find(text) != std::string::npos) return true;
    }
    return false;
}

} // namespace

TEST_CASE("what is written has the competition's layout and is read as the same") {
    scratch_folder folder;
    const auto path = folder.path() / "submission.json";
    REQUIRE(batt::io::write_submission(path, two_tasks));
    std::ifstream stream(path);
    const std::string text(std::istreambuf_iterator<char>(stream), {});
    CHECK(text == R"({"a":[{"attempt_1":[[1,2]],"attempt_2":[[3]]},)"
                  R"({"attempt_1":[[4]],"attempt_2":[[4]]}],)"
                  R"("b":[{"attempt_1":[[5],[6]],"attempt_2":[[7]]}]})"
                  "\n");
    const auto read = batt::io::read_submission(path);
    CHECK(read.errors.empty());
    CHECK(read.answers == two_tasks);
    CHECK_FALSE(batt::io::write_submission("/nonexistent/file", two_tasks));
}

TEST_CASE("each fault of a file gives one sentence") {
    scratch_folder folder;
    const auto read = [&](const std::string& text) {
        return batt::io::read_submission(folder.write("s.json", text));
    };
    CHECK(has(read("{").errors, "s.json: is not JSON"));
    CHECK(has(read("[]").errors, "s.json: does not hold an object."));
    CHECK(has(batt::io::read_submission("/nonexistent").errors, "cannot be read"));
    const auto mixed = read(R"({"good": [{"attempt_1": [[1]], "attempt_2": [[2]]}],
                                "list": 3,
                                "entry": [7],
                                "key": [{"attempt_1": [[1]]}],
                                "ragged": [{"attempt_1": [[1]], "attempt_2": [[1, 2], [3]]}],
                                "color": [{"attempt_1": [[12]], "attempt_2": [[1]]}]})");
    CHECK(mixed.answers.size() == 1);
    CHECK(mixed.answers.contains("good"));
    CHECK(has(mixed.errors, "task list: is not a list of answers."));
    CHECK(has(mixed.errors, "task entry, test input 1: the key \"attempt_1\" is missing."));
    CHECK(has(mixed.errors, "task key, test input 1: the key \"attempt_2\" is missing."));
    CHECK(has(mixed.errors, "task ragged, test input 1, attempt_2 row 2: has 1 cells, but row 1 "
                            "has 2."));
    CHECK(has(mixed.errors, "task color, test input 1, attempt_1 row 1: cell 1 has colour 12, "
                            "only 0 to 9 are allowed."));
    CHECK(has(read(R"({"a": [], "a": []})").errors, "the key \"a\" stands twice"));
}

TEST_CASE("a submission is checked against its tasks") {
    const std::vector<task> tasks = {make_task("a", {grid{{1}}, grid{{1}}}),
                                     make_task("b", {grid{{1}}})};
    CHECK(batt::io::check_submission(two_tasks, tasks).empty());
    submission bad = two_tasks;
    bad["a"].pop_back();
    bad["c"] = {};
    bad["b"][0].first = grid(31, 1);
    bad["b"][0].second = grid{{10}};
    const auto errors = batt::io::check_submission(bad, tasks);
    CHECK(errors.size() == 4);
    CHECK(has(errors, "Task a has 1 entries for 2 test inputs."));
    CHECK(has(errors, "Task c is not among the tasks."));
    CHECK(has(errors, "Task b, test input 1, attempt 1: not a grid of 1 to 30 rows and columns"));
    CHECK(has(errors, "Task b, test input 1, attempt 2: not a grid"));
    bad.erase("b");
    CHECK(has(batt::io::check_submission(bad, tasks), "Task b has no entry."));
    CHECK(batt::io::is_task_grid(grid(30, 30, 9)));
    CHECK_FALSE(batt::io::is_task_grid(grid{}));
    CHECK_FALSE(batt::io::is_task_grid(grid(1, 31)));
    CHECK_FALSE(batt::io::is_task_grid(grid{{-1}}));
}

TEST_CASE("either attempt hits, and a task counts by its fraction") {
    const std::vector<task> tasks = {make_task("a", {grid{{3}}, grid{{5}}}),
                                     make_task("b", {grid{{5}, {6}}}), make_task("c", {grid{{1}}}),
                                     make_task("unknown", {grid{}})};
    const auto score = batt::io::score_submission(two_tasks, tasks);
    REQUIRE(score.tasks.size() == 3);
    CHECK(score.tasks[0].fraction() == 0.5);
    CHECK(score.tasks[1].fraction() == 1.0);
    CHECK(score.tasks[2].fraction() == 0.0);
    CHECK(score.total() == 1.5);
    CHECK(score.hits() == 2);
    CHECK(score.outputs() == 4);
}

TEST_CASE("a test pair that could not be read keeps its place") {
    task t = make_task("a", {grid{{1}}, grid{{4}}});
    t.test.erase(t.test.begin());
    CHECK(batt::io::test_inputs(t) == 2);
    CHECK(batt::io::score_submission(two_tasks, {t}).hits() == 1);
}
