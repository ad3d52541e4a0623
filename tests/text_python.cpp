// What text means: programs in Python's own expressions give what Python makes of them.
//
// tests/python_programs/generate.py made the programs and ran them. Where Python raises, a value is
// allowed: what the output does not need does not count here, and Python evaluates all of it.
#include <batt/reference/dynamic/evaluate.hpp>
#include <batt/text/read.hpp>
#include <doctest/doctest.h>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

namespace {

using nlohmann::json;
namespace dynamic = batt::reference::dynamic;

batt::grid grid_of(const json& rows) {
    batt::grid g(static_cast<int>(rows.size()),
                 rows.empty() ? 0 : static_cast<int>(rows[0].size()));
    for (int i = 0; i < g.height(); ++i)
        for (int j = 0; j < g.width(); ++j)
            g(i, j) = static_cast<signed char>(
                rows[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)].get<int>());
    return g;
}

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
            sample.input = dynamic::from_grid(grid_of(item["inputs"][k]));
            const dynamic::outcome got = dynamic::evaluate(*found, sample);
            const json& due = item["results"][k];
            if (due.contains("error")) {
                failed_here += got.ok() ? 0 : 1;
                continue;
            }
            ++grids;
            CHECK_MESSAGE(got.ok(), name << " on input " << k << ": " << std::string(to_string(got.why))
                                         << " in statement " << got.statement);
            if (!got.ok()) continue;
            const auto grid = dynamic::to_grid(got.result);
            CHECK_MESSAGE((grid && *grid == grid_of(due["grid"])), name << " on input " << k);
        }
    }
    CHECK(grids > 0);
    CHECK(failed_here > 0);
}
