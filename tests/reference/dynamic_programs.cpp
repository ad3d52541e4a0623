// Generated programs with their results, through the definition at run time: every result agrees.
#include "support/dynamic_json.hpp"
#include "support/folder_lines.hpp"
#include <batt/text/read.hpp>
#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>

namespace {

using namespace batt;
using batt::testing::json;
using batt::testing::lines_in;
namespace dynamic = batt::reference::dynamic;

dynamic::value grid_of(const json& rows) {
    return batt::testing::detail::typed_value("grid", rows);
}

/// What is wrong with a program's result; nothing if it is right.
std::string wrong(const dynamic::outcome& got, const json& expected) {
    if (expected.contains("error")) {
        if (expected.contains("otherwise")) return wrong(got, expected["otherwise"]);
        const int statement = expected.contains("began") ? expected["began"].get<int>()
                                                         : expected["statement"].get<int>();
        if (got.ok()) return "a value where " + expected.dump() + " is due";
        if (got.statement != statement)
            return std::string(to_string(got.why)) + " in statement " +
                   std::to_string(got.statement) + ", not " + std::to_string(statement) + ": " +
                   expected.dump();
        return {};
    }
    if (!got.ok())
        return std::string(to_string(got.why)) + " in statement " + std::to_string(got.statement) +
               " where a value is due";
    const bool grid = expected.contains("grid");
    const dynamic::value value =
        grid ? grid_of(expected["grid"]) : batt::testing::value_of(expected["value"]);
    if (!batt::testing::same_value(got.result, value))
        return batt::testing::shown(got.result) + " where " + batt::testing::shown(value) +
               " is due";
    const auto out = dynamic::to_grid(got.result);
    if ((out && dynamic::is_output(*out)) != grid)
        return "a grid where none is due, or none where one is due";
    return {};
}

void check_recorded_programs(const std::filesystem::path& folder, std::size_t least) {
    const std::vector<std::string> lines = lines_in(folder);
    CHECK(lines.size() >= least);
    int failures = 0;
    for (const std::string& line : lines) {
        const json item = json::parse(line);
        const text::reading read = text::read(item["program"].get<std::string>(), "program");
        if (read.functions.size() != 1) {
            MESSAGE("not read: " << item["program"].get<std::string>()
                                 << (read.problems.empty() ? "" : to_string(read.problems[0])));
            ++failures;
            continue;
        }
        for (std::size_t k = 0; k < item["inputs"].size(); ++k) {
            const dynamic::scope outer;
            dynamic::sample s;
            s.input = grid_of(item["inputs"][k]);
            const dynamic::outcome got = dynamic::evaluate(read.functions[0], s);
            const std::string text = wrong(got, item["results"][k]);
            if (text.empty()) continue;
            ++failures;
            if (failures < 40)
                MESSAGE(item["id"].get<std::string>() << " on input " << k << ": " << text << "\n"
                                                      << item["program"].get<std::string>());
        }
    }
    CHECK(failures == 0);
}

} // namespace

TEST_CASE("a sample of the generated programs gives the recorded results") {
    check_recorded_programs(BATT_TEST_DATA "/programs", 50);
}

TEST_CASE("all generated programs give the recorded results, where they are at hand") {
    const std::filesystem::path folder = std::filesystem::path(BATT_SHARED) / "programs";
    if (std::string_view(BATT_SHARED).empty() || !std::filesystem::is_directory(folder)) {
        MESSAGE("there is no folder with all programs; the sample has run");
        return;
    }
    check_recorded_programs(folder, 1000);
}
