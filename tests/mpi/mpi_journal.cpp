// The journal of a run: cut at every byte, damaged in every byte, of another run, in use, on a full
// disk.
#include <batt/mpi/journal.hpp>
#include <csignal>
#include <cstdlib>
#include <doctest/doctest.h>
#include <fstream>
#include <iterator>
#include <support/scratch_folder.hpp>
#include <sys/resource.h>
#include <sys/wait.h>

namespace {

using namespace batt::mpi;

const run_identity this_run = {{"programs", digest_of("p")}, {"tasks", digest_of("t")}};

struct opened {
    journal file;
    std::vector<std::string> records;
    std::optional<std::string> problem;

    explicit opened(const std::string& path, const run_identity& run = this_run) {
        problem =
            file.open(path, run, [&](std::string_view record) { records.emplace_back(record); });
    }
};

std::string text_of(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

const std::vector<std::string> three = {"first", "", std::string(300, 'x')};

/// Writes a journal of three records; gives where its head and each record end.
std::vector<std::size_t> write_three(const std::string& path) {
    opened to(path);
    REQUIRE_FALSE(to.problem);
    CHECK(to.records.empty());
    std::vector<std::size_t> ends = {std::filesystem::file_size(path)};
    for (const std::string& record : three) {
        CHECK_FALSE(to.file.add(record));
        ends.push_back(std::filesystem::file_size(path));
    }
    return ends;
}

bool is_beginning(const std::vector<std::string>& records, std::size_t count) {
    return records.size() == count && std::equal(records.begin(), records.end(), three.begin());
}

} // namespace

TEST_CASE("records are read again, and more can be added") {
    const scratch_folder here;
    const std::string path = (here.path() / "j").string();
    write_three(path);
    for (std::size_t turn = 0; turn < 2; ++turn) {
        opened again(path);
        CHECK_FALSE(again.problem);
        CHECK(again.records.size() == 3 + turn);
        CHECK(again.file.records() == 3 + turn);
        CHECK(again.file.dropped() == 0);
        CHECK_FALSE(again.file.add("more"));
    }
    CHECK(opened(path).records.back() == "more");
}

TEST_CASE("a journal that is cut at any byte keeps its whole records, and takes more") {
    const scratch_folder here;
    const std::string path = (here.path() / "j").string();
    const std::vector<std::size_t> ends = write_three(path);
    const std::string whole = text_of(path);
    for (std::size_t size = 0; size <= whole.size(); ++size) {
        CAPTURE(size);
        here.write("cut", whole.substr(0, size));
        const std::string cut = (here.path() / "cut").string();
        std::size_t due = 0;
        while (due < 3 && ends[due + 1] <= size) ++due;
        {
            opened again(cut);
            REQUIRE_FALSE(again.problem);
            CHECK(is_beginning(again.records, due));
            CHECK(again.file.dropped() == (size < ends[0] ? size : size - ends[due]));
            for (std::size_t k = due; k < 3; ++k) CHECK_FALSE(again.file.add(three[k]));
        }
        CHECK(text_of(cut) == whole);
    }
}

TEST_CASE("a journal ends before the record in which a byte is damaged") {
    const scratch_folder here;
    const std::string path = (here.path() / "j").string();
    const std::vector<std::size_t> ends = write_three(path);
    const std::string whole = text_of(path);
    for (std::size_t at = 0; at < whole.size(); ++at) {
        for (const char flip : {char(1), char(-128)}) {
            CAPTURE(at);
            std::string damaged = whole;
            damaged[at] = static_cast<char>(damaged[at] ^ flip);
            here.write("damaged", damaged);
            opened again((here.path() / "damaged").string());
            CHECK(again.problem.has_value() == (at < ends[0]));
            if (at < ends[0]) {
                CHECK(text_of((here.path() / "damaged").string()) == damaged);
                continue;
            }
            std::size_t due = 0;
            while (ends[due + 1] <= at) ++due;
            CHECK(is_beginning(again.records, due));
        }
    }
    // zeros, as some file systems leave them, are not records; nor is a record in another's place
    here.write("zeros", whole + std::string(100, '\0'));
    CHECK(is_beginning(opened((here.path() / "zeros").string()).records, 3));
    here.write("twice", whole + whole.substr(ends[0], ends[1] - ends[0]));
    CHECK(is_beginning(opened((here.path() / "twice").string()).records, 3));
}

TEST_CASE("the journal of another run is refused, and left as it is") {
    const scratch_folder here;
    const std::string path = (here.path() / "j").string();
    write_three(path);
    const std::string before = text_of(path);
    const auto refusal = [&](const run_identity& run) {
        opened other(path, run);
        CHECK(other.records.empty());
        CHECK_FALSE(other.file.is_open());
        CHECK(text_of(path) == before);
        return other.problem.value_or("");
    };
    const std::string begin = "The journal " + path + " belongs to another run: its ";
    const std::string end = " are different. Use another file, or none, to begin anew.";
    CHECK(refusal({{"programs", digest_of("q")}, {"tasks", digest_of("t")}}) ==
          begin + "programs" + end);
    CHECK(refusal({{"programs", digest_of("p")}, {"tasks", digest_of("u")}}) ==
          begin + "tasks" + end);
    CHECK(refusal({{"programs", digest_of("q")}, {"tasks", digest_of("u")}}) ==
          begin + "programs and tasks" + end);
    here.write("text", "Dear diary, today nothing was solved.");
    const std::string text = (here.path() / "text").string();
    CHECK(opened(text).problem == "The journal " + text + " is not a journal.");
    CHECK(text_of(text).starts_with("Dear diary"));
    CHECK(opened("/nonexistent/j").problem ==
          "The journal /nonexistent/j cannot be opened: No such file or directory.");
}

TEST_CASE("a journal can be open only once at a time") {
    const scratch_folder here;
    const std::string path = (here.path() / "j").string();
    opened first(path);
    CHECK(opened(path).problem == "The journal " + path + " is in use by another run.");
    CHECK_FALSE(first.file.add("x"));
    first.file.close();
    CHECK(opened(path).records.size() == 1);
}

TEST_CASE("if a record cannot be written, the earlier ones stay") {
    const scratch_folder here;
    const std::string path = (here.path() / "j").string();
    const std::vector<std::size_t> ends = write_three(path);
    // in a process of its own, whose files may grow by only a few bytes
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit most = {ends.back() + 20, ends.back() + 20};
        setrlimit(RLIMIT_FSIZE, &most);
        journal file;
        const bool good = !file.open(path, this_run, [](std::string_view) {});
        const auto problem = file.add("a longer record");
        const bool told = problem && problem->ends_with("cannot be written: File too large.");
        _exit(good && told && !file.is_open() && !file.add("more") ? 0 : 1);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
    CHECK(std::filesystem::file_size(path) == ends.back());
    CHECK(is_beginning(opened(path).records, 3));
}

TEST_CASE("kill -9 in the middle of writes loses no whole record") {
    const scratch_folder here;
    const std::string path = (here.path() / "j").string();
    std::size_t before = 0;
    for (int turn = 0; turn < 5; ++turn) {
        const pid_t child = fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            journal file;
            std::size_t next = 0;
            if (file.open(path, this_run, [&](std::string_view) { ++next; })) _exit(1);
            for (;; ++next) file.add(std::to_string(next) + std::string(next % 5000, '.'));
        }
        usleep(30'000);
        kill(child, SIGKILL);
        int status = 0;
        REQUIRE(waitpid(child, &status, 0) == child);
        CHECK(WIFSIGNALED(status));
        opened again(path);
        CHECK_FALSE(again.problem);
        CHECK(again.records.size() >= before);
        before = again.records.size();
        for (std::size_t k = 0; k < before; ++k) {
            REQUIRE(again.records[k] == std::to_string(k) + std::string(k % 5000, '.'));
        }
    }
    CHECK(before > 0);
}
