// What text means: programs in Python's own expressions give what Python makes of them.
//
// tests/python_programs/generate.py made the programs and ran them. Where Python raises, a value is
// allowed: what the output does not need does not count here, and Python evaluates all of it.
#include "support/json_grid.hpp"
#include <batt/reference/dynamic/evaluation.hpp>
#include <batt/text/read.hpp>
#include <cstdlib>
#include <doctest/doctest.h>
#include <fstream>
#include <nlohmann/json.hpp>

namespace {

using nlohmann::json;
namespace dynamic = batt::reference::dynamic;

} // namespace

TEST_CASE("programs in Python's expressions give what Python gives") {
    const char* other = std::getenv("BATT_PYTHON_PROGRAMS");
    std::ifstream file(other != nullptr ? other : BATT_TEST_DATA "/python_programs.jsonl");
    int grids = 0;
    int failed_here = 0;
    for (std::string line; std::getline(file, line);) {
        const json item = json::parse(line);
        const std::string text = item["program"];
        CAPTURE(text);
        const batt::text::reading read = batt::text::read(text, "python.py");
        const std::string name = "solve_" + item["id"].get<std::string>();
        const auto found = std::find_if(read.functions.begin(), read.functions.end(),
                                        [&](const auto& p) { return p.name == name; });
        for (const auto& problem : read.problems) MESSAGE(to_string(problem));
        REQUIRE_MESSAGE(found != read.functions.end(), name);
        for (std::size_t k = 0; k < item["inputs"].size(); ++k) {
            const dynamic::scope thread;
            dynamic::sample sample;
            sample.input = dynamic::from_grid(batt::testing::grid_from(item["inputs"][k]));
            const dynamic::outcome got = dynamic::evaluate(*found, sample);
            const json& due = item["results"][k];
            if (due.contains("error")) {
                failed_here += got.ok() ? 0 : 1;
                continue;
            }
            ++grids;
            CHECK_MESSAGE(got.ok(), name << " on input " << k << ": "
                                         << std::string(to_string(got.why)) << " in statement "
                                         << got.statement);
            if (!got.ok()) continue;
            const auto grid = dynamic::to_grid(got.result);
            CHECK_MESSAGE((grid && *grid == batt::testing::grid_from(due["grid"])),
                          name << " on input " << k);
        }
    }
    CHECK(grids > 0);
    CHECK(failed_here > 0);
}
