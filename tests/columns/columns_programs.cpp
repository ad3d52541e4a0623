// Generated programs on columns: they give what was recorded and what the definition gives, and
// enough of them have a column form.
#include "support/columns_check.hpp"
#include "support/folder_lines.hpp"
#include "support/json_grid.hpp"
#include <doctest/doctest.h>
#include <filesystem>

namespace {

using namespace batt;
using namespace batt::testing;
using nlohmann::json;

/// What is wrong with a verdict; nothing if it is what was recorded.
std::string wrong(const verdict& got, const json& recorded) {
    if (recorded.contains("otherwise")) return wrong(got, recorded["otherwise"]);
    if (recorded.contains("error")) {
        const int statement = recorded.value("began", recorded["statement"].get<int>());
        return !got.ok() && got.statement() == statement ? "" : "no failure as recorded";
    }
    if (!got.ok()) return std::string(to_string(got.why())) + " where a value is recorded";
    if (!recorded.contains("grid")) return {};
    return got == verdict_on(grid_from(recorded["grid"]), nullptr) ? "" : "another grid";
}

struct share {
    std::size_t evaluations = 0, beyond = 0, overflowed = 0;
    double percent() const {
        return 100.0 * static_cast<double>(beyond) / static_cast<double>(evaluations);
    }
};

/// Runs the programs of a folder: those with static types if `typed`, otherwise the others.
share check_recorded_programs(const std::filesystem::path& folder, bool typed, std::size_t least) {
    share all;
    std::vector<program_group> groups;
    std::vector<json> recorded;
    int failures = 0;
    std::size_t programs = 0;
    const auto run = [&] {
        const column_tally t = compare_with_definition(groups);
        CHECK_MESSAGE(t.different == 0, t.text());
        all.evaluations += t.evaluations;
        all.beyond += t.beyond;
        all.overflowed += t.overflowed;
        // the definition's verdicts, with which those of the columns agree
        std::size_t next = 0;
        for (const json& item : recorded)
            for (const json& due : item["results"]) {
                const std::string text = wrong(t.due[next++], due);
                if (!text.empty() && ++failures < 20)
                    MESSAGE(text << "\n" << item["program"].get<std::string>());
            }
        programs += groups.size();
        groups.clear();
        recorded.clear();
    };
    for (const std::string& line : lines_in(folder)) {
        const json item = json::parse(line);
        if (item["typed"].get<bool>() != typed) continue;
        program_group g;
        g.programs = {program_of(item["program"].get<std::string>())};
        for (const json& rows : item["inputs"]) g.inputs.push_back(grid_from(rows));
        groups.push_back(std::move(g));
        recorded.push_back(item);
        if (groups.size() == 250) run();
    }
    run();
    CHECK(programs >= least);
    CHECK(failures == 0);
    return all;
}

void check_shares(const std::filesystem::path& folder, std::size_t least, double typed_most,
                  double others_most) {
    for (const bool typed : {true, false}) {
        const share s = check_recorded_programs(folder, typed, least);
        MESSAGE(std::string(typed ? "typed" : "others")
                << ": " << s.evaluations << " evaluations, " << s.percent() << " % beyond columns, "
                << s.overflowed << " too large");
        CHECK(s.percent() <= (typed ? typed_most : others_most));
    }
}

} // namespace

TEST_CASE("a sample of the generated programs on columns") {
    check_shares(BATT_TEST_DATA "/programs", 20, 17, 53);
}

TEST_CASE("all generated programs on columns, if they are there") {
    const std::filesystem::path folder = std::filesystem::path(BATT_SHARED) / "programs";
    if (std::string_view(BATT_SHARED).empty() || !std::filesystem::is_directory(folder)) {
        MESSAGE("there is no folder with all programs; the sample has run");
        return;
    }
    check_shares(folder, 400, 11, 53);
}
