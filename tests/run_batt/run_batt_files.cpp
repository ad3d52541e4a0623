// Files that run_batt writes: opened before the run, replaced only when whole, kept on ctrl-C.
#include <csignal>
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <output_file.hpp>
#include <support/fake_pipeline.hpp>
#include <support/scratch_folder.hpp>
#include <sys/stat.h>
#include <unistd.h>

namespace {

/// A program during which ctrl-C is pressed.
fake_result interrupted(const fake_sample& s) {
    if (s.input(0, 0) == 1) std::raise(SIGINT); // a second one would end this process
    return {s.input};
}

const std::vector<fake_program> good = {{"good", "solve_good", &identity}};
const std::vector<fake_program> slow = {{"good", "solve_slow", &interrupted}};
const std::vector<fake_program> last = {{"good", "solve_last", &increment}};

const std::vector<batt::pipeline_entry> one = {{"good", &make<&good>}, {"last", &make<&last>}};
const std::vector<batt::pipeline_entry> stopped = {
    {"good", &make<&good>}, {"slow", &make<&slow>}, {"last", &make<&last>}};

struct places {
    scratch_folder tasks;
    scratch_folder written;

    places() {
        tasks.write("good.json", R"({"train": [{"input": [[1]], "output": [[1]]}],
                                     "test": [{"input": [[2]], "output": [[2]]}]})");
    }
    std::string file(const std::string& name) const { return (written.path() / name).string(); }
    std::size_t files() const {
        const std::filesystem::directory_iterator all(written.path());
        return static_cast<std::size_t>(std::distance(begin(all), end(all)));
    }
    outcome call(std::vector<std::string> words,
                 const std::vector<batt::pipeline_entry>& with = one) const {
        words.insert(words.begin(), {"--tasks", tasks.path().string()});
        record() = {};
        return call_with(with, words);
    }
};

std::string text_of(const std::string& path) {
    std::ifstream stream(path);
    return {std::istreambuf_iterator<char>(stream), {}};
}

} // namespace

TEST_CASE("a file that cannot be written is reported before anything runs") {
    const places p;
    for (const char* option : {"--json", "--csv", "--html", "--submission"}) {
        CAPTURE(option);
        const outcome result = p.call({option, "/nonexistent/x"});
        CHECK(result.exit == run_batt::bad_input);
        CHECK(result.err == "run_batt: The file /nonexistent/x cannot be written: No such file or "
                            "directory.\n");
        CHECK(record().runs == 0);
    }
    CHECK(p.call({"--json", p.written.path().string()}).warns("cannot be written"));
    CHECK(p.call({"--svg", "/proc/nowhere"}).warns("The folder /proc/nowhere cannot be written."));
    CHECK(record().runs == 0);
    const std::string twice = p.file("x");
    CHECK(p.call({"--json", twice, "--csv", twice}).warns("x is asked for twice.\n"));
    CHECK(p.files() == 0);
}

TEST_CASE("an existing file stays until a whole one replaces it") {
    const places p;
    const std::string path = p.file("report.json");
    p.written.write("report.json", "before");
    REQUIRE(chmod(path.c_str(), 0640) == 0);
    CHECK(p.call({"--json", path, "--backend", "cuda"}).exit == run_batt::bad_input);
    CHECK(text_of(path) == "before");
    CHECK(p.files() == 1);
    p.call({"--json", path});
    CHECK(nlohmann::json::parse(text_of(path))["partial"] == false);
    CHECK(p.files() == 1);
    struct stat there {};
    REQUIRE(stat(path.c_str(), &there) == 0);
    CHECK((there.st_mode & 0777) == 0640);

    std::filesystem::create_symlink("report.json", p.written.path() / "link.json");
    p.call({"--json", p.file("link.json"), "--repeat", "2"});
    CHECK(std::filesystem::is_symlink(p.written.path() / "link.json"));
    CHECK(nlohmann::json::parse(text_of(path))["asked"]["repeat"] == 2);
}

TEST_CASE("devices are written in place") {
    const places p;
    CHECK(p.call({"--json", "/dev/null", "--card", "good"}).exit == run_batt::all_solved);
    CHECK(p.call({"--submission", "/dev/null", "--card", "good"}).exit == run_batt::all_solved);
    if (access("/dev/full", W_OK) == 0) {
        CHECK(p.call({"--json", "/dev/full"}).warns("The file /dev/full cannot be written"));
    }
    CHECK(std::filesystem::is_character_file("/dev/null"));
}

TEST_CASE("after ctrl-C results so far are kept") {
    const places p;
    const std::string path = p.file("report.json");
    struct sigaction before {};
    sigaction(SIGINT, nullptr, &before);
    const outcome result = p.call(
        {"--json", path, "--show", "--timing", "--submission", p.file("answers.json")}, stopped);
    CHECK(result.exit == run_batt::interrupted);
    CHECK(result.says("The run was stopped early"));
    CHECK(result.says("solve_slow"));
    CHECK_FALSE(result.says("solve_last"));
    CHECK_FALSE(result.says("Timing"));
    const auto report = nlohmann::json::parse(text_of(path));
    CHECK(report["partial"] == true);
    CHECK(report["verdicts"].size() == 2);
    CHECK(report["totals"]["pairs"] == 4);
    CHECK(text_of(p.file("answers.json")).starts_with("{\"good\":[{\"attempt_1\":[[2]]"));
    // The signal has its earlier handler again.
    struct sigaction after {};
    sigaction(SIGINT, nullptr, &after);
    CHECK((after.sa_handler == before.sa_handler));
    CHECK(p.call({}).exit == run_batt::pair_failed);
}

TEST_CASE("pictures of the tasks and of wrong pairs") {
    const places p;
    const std::string folder = p.file("new/pictures");
    CHECK(p.call({"--svg", folder}).exit == run_batt::pair_failed);
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        names.push_back(entry.path().filename().string());
        CHECK(text_of(entry.path().string()).starts_with("<svg"));
    }
    std::sort(names.begin(), names.end());
    CHECK(names == std::vector<std::string>{"good.svg", "good_solve_last_test1.svg",
                                            "good_solve_last_train1.svg"});
}

TEST_CASE("the report as an HTML page") {
    const places p;
    p.call({"--html", p.file("report.html")});
    const std::string html = text_of(p.file("report.html"));
    CHECK(html.starts_with("<!doctype html>"));
    for (const char* part : {"solve_good", "solve_last", "wrong output", "<svg", "pairs solved"}) {
        CAPTURE(part);
        CHECK(html.find(part) != std::string::npos);
    }
}

TEST_CASE("tasks are drawn before anything runs") {
    const places p;
    const outcome result = p.call({"--draw", "--card", "good"});
    CHECK(result.out.starts_with("Task good\n"
                                 "train 1 1x1   -> 1x1   test 1 1x1   -> 1x1\n"
                                 "1             1        2            2 \n\n"));
    CHECK(result.says("Solved 1 of 1 tasks"));
}
