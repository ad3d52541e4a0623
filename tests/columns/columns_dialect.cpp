// The typed dialect: its recorded calls and its programs on columns, compared with the definition
// and with what was recorded.
#include "support/recorded_calls.hpp"
#include <batt/io/dialect.hpp>
#include <batt/text/rewrite.hpp>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>

namespace {

using namespace batt;
using namespace batt::testing;

const text::prelude& typed_dialect() {
    static const text::prelude known = [] {
        text::prelude p;
        for (const std::string& problem : io::add_dialect(p, "typed", BATT_DIALECTS)) FAIL(problem);
        return p;
    }();
    return known;
}

/// The same program as it is read from its text, where numbers choose among overloads.
text::program read_again(const text::program& p) {
    const std::string source = text::to_text(p);
    text::reading read = text::read(source, "again.py", {&typed_dialect()});
    REQUIRE_MESSAGE(read.problems.empty(), to_string(read.problems[0]) << " in\n" << source);
    return std::move(read.functions.at(0));
}

struct dialect_totals {
    std::size_t calls = 0, beyond = 0, certain = 0, wrong = 0, different = 0;
};

void run_dialect_calls(std::vector<recorded_call>& calls, const std::vector<json>& recorded,
                       dialect_totals& all) {
    std::vector<program_group> groups;
    for (recorded_call& c : calls) groups.push_back(c.group);
    const column_tally t = compare_with_definition(groups);
    CHECK_MESSAGE(t.different == 0, t.text());
    all.calls += t.evaluations;
    all.beyond += t.beyond;
    all.different += t.different;
    const verdict equal = verdict_on(grid{{1}}, nullptr);
    for (std::size_t k = 0; k < calls.size(); ++k) {
        const bool is_error = recorded[k].contains("error");
        if (!is_error && !calls[k].is_certain) continue;
        ++all.certain;
        if (is_error ? !t.due[k].ok() : t.due[k] == equal) continue;
        if (++all.wrong < 40)
            MESSAGE(calls[k].text << "\n  gives " << std::string(to_string(t.due[k].why()))
                                  << " in\n"
                                  << text::to_text(calls[k].group.programs[0]).substr(0, 3000)
                                  << "  again: " << t.check.again(k));
    }
    calls.clear();
}

/// numbered: whether the calls are read as text, where a number chooses an overload at once.
dialect_totals check_calls(const std::filesystem::path& folder, bool numbered) {
    dialect_totals all;
    std::vector<recorded_call> calls;
    std::vector<json> recorded;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".jsonl") continue;
        std::ifstream in(entry.path());
        for (std::string line; std::getline(in, line);) {
            recorded.push_back(json::parse(line));
            calls.push_back(program_of_call(recorded.back(), typed_dialect().own()));
            if (numbered) {
                text::program& p = calls.back().group.programs[0];
                p = read_again(p);
            }
            if (calls.size() < 400) continue;
            run_dialect_calls(calls, recorded, all);
            recorded.clear();
        }
    }
    run_dialect_calls(calls, recorded, all);
    MESSAGE(all.calls << " calls, " << all.beyond << " of them beyond columns, " << all.certain
                      << " with a result to compare, " << all.wrong << " wrong");
    return all;
}

} // namespace

TEST_CASE("a sample of recorded calls of the typed dialect") {
    for (const bool numbered : {false, true}) {
        const dialect_totals all = check_calls(BATT_TEST_DATA "/vectors_dialect", numbered);
        CHECK(all.calls >= 300);
        CHECK(all.wrong == 0);
        CHECK(all.different == 0);
    }
}

TEST_CASE("programs of the typed dialect on columns") {
    std::vector<program_group> groups;
    std::mt19937 random(seed_or(11));
    for (const std::string path :
         {BATT_DIALECTS "/typed/programs", BATT_TEST_DATA "/card/typed.py"}) {
        std::vector<std::filesystem::path> files;
        if (std::filesystem::is_directory(path))
            for (const auto& entry : std::filesystem::directory_iterator(path))
                files.push_back(entry.path());
        else
            files.push_back(path);
        for (const auto& file : files) {
            std::ifstream in(file);
            const std::string source(std::istreambuf_iterator<char>(in), {});
            text::reading read = text::read(source, file.string(), {&typed_dialect()});
            CHECK(read.problems.empty());
            CHECK(read.warnings.empty());
            program_group group;
            for (text::program& p : read.functions) {
                CHECK(text::to_text(read_again(p)) == text::to_text(p));
                group.programs.push_back(std::move(p));
            }
            for (int k = 0; k < 40; ++k) {
                group.inputs.push_back(random_grid(random));
                group.expected.push_back(random_grid(random));
            }
            group.demonstrations = {{group.inputs[0], *group.expected[0]},
                                    {group.inputs[1], group.inputs[1]}};
            groups.push_back(std::move(group));
        }
    }
    const column_tally t = compare_with_definition(groups);
    CHECK_MESSAGE(t.different == 0, t.text());
    MESSAGE(t.evaluations << " evaluations, " << t.beyond << " beyond columns");
    CHECK(t.evaluations >= 500);
    CHECK(t.beyond * 20 <= t.evaluations);
}

TEST_CASE("all recorded calls of the typed dialect, if they are there") {
    const std::filesystem::path folder = std::filesystem::path(BATT_SHARED) / "vectors_dialect";
    if (std::string_view(BATT_SHARED).empty() || !std::filesystem::is_directory(folder)) {
        MESSAGE("there is no folder with all recorded calls; the sample has run");
        return;
    }
    for (const bool numbered : {false, true}) {
        const dialect_totals all = check_calls(folder, numbered);
        CHECK(all.calls >= 5'000);
        CHECK(all.wrong == 0);
        CHECK(all.different == 0);
    }
}
