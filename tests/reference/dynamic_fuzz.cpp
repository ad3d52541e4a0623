// The definition at run time on programs that nobody would write: whatever they call, they end with
// a value, or with a status and one of their statements, and they end alike each time.
#include "support/card_terms.hpp"
#include "support/damage.hpp"
#include "support/json_grid.hpp"
#include "support/random_check.hpp"
#include <batt/reference/dynamic/evaluation.hpp>
#include <batt/text/read.hpp>
#include <doctest/doctest.h>
#include <fstream>
#include <nlohmann/json.hpp>

namespace {

using namespace batt;
namespace dynamic = batt::reference::dynamic;
using batt::testing::below;
using card_terms::engine;

struct seen {
    int values = 0;
    int failures = 0;
    int limits = 0;
};

/// Evaluates a program within small limits, twice.
void check(const text::program& p, const dynamic::sample& s, seen& all) {
    CAPTURE(text::to_text(p));
    constexpr dynamic::limits small{200'000, 1 << 22};
    const dynamic::outcome got = dynamic::evaluate(p, s, small);
    const dynamic::outcome again = dynamic::evaluate(p, s, small);
    CHECK(got.why == again.why);
    CHECK(got.statement == again.statement);
    if (got.ok()) {
        ++all.values;
        CHECK(got.statement == 0);
        const dynamic::scope more;
        if (!dynamic::holds_function(got.result)) CHECK(dynamic::equal(got.result, again.result));
        return;
    }
    ++(got.why == status::capacity ? all.limits : all.failures);
    CHECK(got.statement >= 1);
    CHECK(got.statement <= static_cast<int>(p.statements.size()) + 1);
    dynamic::evaluation traced(p, s, small);
    CHECK(traced.trace().size() == p.statements.size());
}

/// Replaces parts of calls by operations, constants, numbers, none or earlier calls, or swaps them.
void damage(text::program& p, engine& random) {
    using text::form;
    for (std::size_t n = 1 + below(random, 4); n > 0 && !p.calls.empty(); --n) {
        const std::size_t k = below(random, p.calls.size());
        text::call& c = p.calls[k];
        text::operand& part = c.parts[below(random, c.parts.size())];
        switch (below(random, 7)) {
        case 0:
        case 1:
            part = {form::operation, static_cast<int>(below(random, text::operations.size()))};
            break;
        case 2:
            part = {form::constant, static_cast<int>(below(random, text::constants.size()))};
            break;
        case 3: {
            constexpr int numbers[] = {0, 3, -1, 15, 40, 65536, 2147483647, -2147483647 - 1};
            part = {form::integer, numbers[below(random, std::size(numbers))]};
            break;
        }
        case 4: part = {form::none, 0}; break;
        case 5:
            if (k > 0) part = {form::call, static_cast<int>(below(random, k))};
            break;
        default: std::swap(part, c.parts[below(random, c.parts.size())]); break;
        }
    }
}

} // namespace

TEST_CASE("random calls of random operations end") {
    engine random(batt::testing::seed_or(5));
    const dynamic::scope values;
    dynamic::sample s;
    s.input = dynamic::from_grid(grid{{0, 1, 1}, {2, 0, 3}, {2, 2, 0}});
    s.expected = dynamic::from_grid(grid{{1}});
    s.demonstrations = dynamic::from_demonstrations({{grid{{1, 2}}, grid{{2, 1}}}});
    seen all;
    card_terms::program_generator generator(random);
    for (int n = 0; n < 300; ++n) {
        const text::reading read = text::read(generator.make("solve_a").text, "a.py");
        for (const text::program& p : read.functions) check(p, s, all);
    }
    CHECK(all.failures > 0);
    CHECK(all.values > 0);
}

TEST_CASE("programs of which some calls are damaged end") {
    engine random(batt::testing::seed_or(6));
    std::ifstream file(BATT_TEST_DATA "/programs/sample.jsonl");
    const dynamic::scope values;
    seen all;
    for (std::string line; std::getline(file, line);) {
        const nlohmann::json item = nlohmann::json::parse(line);
        const text::reading read = text::read(item["program"].get<std::string>(), "a.py");
        REQUIRE(read.functions.size() == 1);
        dynamic::sample s;
        s.input = dynamic::from_grid(batt::testing::grid_from(item["inputs"][0]));
        for (int n = 0; n < 40; ++n) {
            text::program p = read.functions[0];
            damage(p, random);
            check(p, s, all);
        }
    }
    CHECK(all.values > 100);
    CHECK(all.failures > 100);
    CHECK(all.limits > 0);
}
