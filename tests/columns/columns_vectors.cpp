// Recorded calls as programs on columns: calls make the arguments, and the program itself compares
// the result of the operation with the recorded one.
#include "support/columns_check.hpp"
#include "support/recorded_calls.hpp"
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>

namespace {

using namespace batt;
using namespace batt::testing;

struct totals {
    std::size_t calls = 0, beyond = 0, overflowed = 0, certain = 0, different = 0, unequal = 0;
};

void run(std::vector<recorded_call>& calls, totals& all) {
    std::vector<program_group> groups;
    for (const recorded_call& c : calls) groups.push_back(c.group);
    const column_tally t = compare_with_definition(groups);
    CHECK_MESSAGE(t.different == 0, t.text());
    all.calls += t.evaluations;
    all.beyond += t.beyond;
    all.overflowed += t.overflowed;
    all.different += t.different;
    const verdict equal = verdict_on(grid{{1}}, nullptr);
    for (std::size_t k = 0; k < calls.size(); ++k) {
        if (!calls[k].is_certain) continue;
        ++all.certain;
        if (t.due[k] != equal && ++all.unequal < 20)
            MESSAGE(calls[k].text << "\n  gives another result by definition, with the status "
                                  << std::string(to_string(t.due[k].why()))
                                  << "\n  again: " << t.check.again(k));
    }
    calls.clear();
}

void check_recorded_calls(const std::filesystem::path& folder, std::size_t least,
                          double beyond_most) {
    totals all;
    std::vector<recorded_call> calls;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".jsonl") continue;
        std::ifstream in(entry.path());
        for (std::string line; std::getline(in, line);) {
            calls.push_back(program_of_call(json::parse(line)));
            if (calls.size() == 400) run(calls, all);
        }
    }
    run(calls, all);
    const double beyond = 100.0 * static_cast<double>(all.beyond) / static_cast<double>(all.calls);
    MESSAGE(all.calls << " calls, " << beyond << " % of them beyond columns, " << all.overflowed
                      << " too large, " << all.certain << " with a result to compare");
    CHECK(all.calls >= least);
    CHECK(all.certain * 10 >= all.calls * 8);
    CHECK(all.unequal == 0);
    CHECK(all.different == 0);
    CHECK(beyond <= beyond_most);
}

} // namespace

TEST_CASE("a sample of the recorded calls on columns") {
    check_recorded_calls(BATT_TEST_DATA "/vectors", 300, 1);
}

TEST_CASE("all recorded calls on columns, if they are there") {
    const std::filesystem::path folder = std::filesystem::path(BATT_SHARED) / "vectors";
    if (std::string_view(BATT_SHARED).empty() || !std::filesystem::is_directory(folder)) {
        MESSAGE("there is no folder with all recorded calls; the sample has run");
        return;
    }
    check_recorded_calls(folder, 12'000, 1);
}
