// Random programs, mutants and random calls on columns, compared with the definition.
#include "support/columns_check.hpp"
#include "support/damage.hpp"
#include "support/dynamic_json.hpp"
#include "support/json_grid.hpp"
#include "support/literal.hpp"
#include <batt/columns.hpp>
#include <batt/columns/graph.hpp>
#include <batt/text/read.hpp>
#include <doctest/doctest.h>
#include <fstream>

namespace {

using namespace batt;
using namespace batt::testing;

using engine = std::mt19937;

std::vector<grid> random_grids(engine& random, int n) {
    std::vector<grid> out;
    for (; n > 0; --n) out.push_back(random_grid(random));
    return out;
}

/// The 500 random programs, and the grids that they were made for.
program_group recorded_programs() {
    program_group out;
    std::ifstream file(BATT_TEST_DATA "/random_programs.jsonl");
    std::string line;
    REQUIRE(std::getline(file, line));
    const json head = json::parse(line);
    for (const json& rows : head["inputs"]) out.inputs.push_back(grid_from(rows));
    const std::size_t n = out.inputs.size();
    for (std::size_t k = 0; k < n; ++k) out.expected.push_back(out.inputs[(k + 1) % n]);
    out.demonstrations = {{out.inputs[0], out.inputs[1]}, {out.inputs[2], out.inputs[3]}};
    while (std::getline(file, line))
        out.programs.push_back(program_of(json::parse(line)["program"].get<std::string>()));
    return out;
}

/// Runs programs with and without evaluations that cannot match; returns how many stayed.
std::size_t check_unmatchable(program_group group) {
    const run_report outputs = run_on_columns(group, {.outputs = true});
    const std::size_t n = group.inputs.size();
    // the output of one of the programs is expected, however large it is
    group.expected.resize(n);
    for (std::size_t k = 0; k < n; k += 2) {
        const std::size_t from = k * 7 % group.programs.size() * n + k;
        if (outputs.verdicts[from].ok()) group.expected[k] = outputs.outputs[from];
    }
    const run_report all = run_on_columns(group);
    const run_report some = run_on_columns(group, {.unmatchable = false});
    std::size_t stayed = 0, matches = 0, wrong = 0;
    for (std::size_t k = 0; k < all.verdicts.size(); ++k) {
        const verdict &a = all.verdicts[k], &b = some.verdicts[k];
        wrong += a.match() != b.match() || a.cells() != b.cells();
        matches += a.match();
        if (a == b) continue;
        ++stayed;
        wrong += b != verdict(status::capacity, 0);
    }
    CHECK(wrong == 0);
    CHECK(matches >= n / 4);
    CHECK(all.evaluations.stayed == 0);
    CHECK(some.evaluations.stayed >= stayed);
    CHECK(some.evaluations.definition + some.evaluations.columns + some.evaluations.stayed ==
          all.verdicts.size());
    // if outputs are asked for, all of them come
    CHECK(run_on_columns(group, {.outputs = true, .unmatchable = false}).verdicts == all.verdicts);
    return some.evaluations.stayed;
}

/// Compares mutants of programs, each with one or two changes, on random grids.
void check_mutants(const std::vector<text::program>& programs, std::size_t count, unsigned seed,
                   double beyond_most) {
    engine random(seed_or(seed));
    column_tally all;
    while (all.evaluations < count) {
        std::vector<program_group> groups(40);
        for (program_group& g : groups) {
            g.inputs = random_grids(random, 3);
            g.expected.push_back(g.inputs[1]);
            g.expected.push_back(std::nullopt);
            g.expected.push_back(g.inputs[2]);
            for (int n = 0; n < 5; ++n) {
                text::program p = programs[below(random, programs.size())];
                for (std::size_t times = 1 + below(random, 2); times > 0; --times)
                    mutate(p, random);
                g.programs.push_back(std::move(p));
            }
        }
        const column_tally t = compare_with_definition(groups);
        CHECK_MESSAGE(t.different == 0, t.text());
        all.evaluations += t.evaluations;
        all.beyond += t.beyond;
        all.overflowed += t.overflowed;
        all.limited += t.limited;
    }
    MESSAGE(all.text());
    CHECK(all.beyond_share() <= beyond_most);
}

} // namespace

TEST_CASE("outputs that are too large to match stay capacity, and no match is lost") {
    engine random(seed_or(20261130));
    check_unmatchable(recorded_programs());
    program_group examples{example_programs(), random_grids(random, 60)};
    for (int k = 0; k < 6; ++k) examples.inputs.push_back(grid(30, 29 - k, 3));
    examples.inputs.push_back(grid(40, 3, 2));
    CHECK(check_unmatchable(examples) > 20);
    // mutants, some of which have larger numbers
    program_group mutants{example_programs(), random_grids(random, 12)};
    for (text::program& p : mutants.programs)
        for (int k = 0; k < 2; ++k) mutate(p, random);
    check_unmatchable(mutants);
}

TEST_CASE("500 random programs on columns") {
    const program_group all = recorded_programs();
    REQUIRE(all.programs.size() == 500);
    const column_tally t = compare_with_definition(std::span(&all, 1));
    MESSAGE(t.text());
    CHECK(t.different == 0);
    CHECK(t.beyond_share() <= 0.05);
}

TEST_CASE("mutants of random programs on columns") {
    check_mutants(recorded_programs().programs, cases_or(4000), 20261129, 0.15);
}

TEST_CASE("mutants of the examples on columns") {
    const std::vector<text::program> examples = example_programs();
    REQUIRE(examples.size() >= 60);
    check_mutants(examples, cases_or(4000), 20261130, 0.15);
}

namespace {

/// Grows programs of calls that have a column form; other calls are not taken.
class growth {
public:
    growth(engine& random, const grid& input)
        : random_(random), input_(input), graph_(columns::compiled()),
          samples_(graph_.add_samples()) {}

    struct step {
        text::operand value;
        std::string type; ///< its static type
    };

    /// Adds a random call on earlier values, functions and constants; false if it has no column.
    bool add(statement_builder& build) {
        const std::size_t place = below(random_, text::operations.size());
        std::vector<text::operand> arguments;
        std::vector<columns::node_id> nodes;
        for (const auto& p : table::operations[place].parameters) {
            if (static_cast<int>(arguments.size()) == table::operations[place].arity) break;
            const auto [operand, node] = argument(p.kind == "function");
            arguments.push_back(operand);
            nodes.push_back(node);
        }
        const columns::node_id n = graph_.call_operation(static_cast<int>(place), nodes);
        if (graph_.is_beyond(n) || graph_[n].type == columns::type_table::none ||
            graph_.is_function(n))
            return false;
        const text::operand f{text::form::operation, static_cast<int>(place)};
        const text::operand result = build.call(f, arguments);
        steps.push_back({result, typing::to_text(columns::stored(graph_.type(n)))});
        nodes_.push_back(n);
        return true;
    }

    std::vector<step> steps;

private:
    std::pair<text::operand, columns::node_id> argument(bool function) {
        if (function || below(random_, 12) == 0) {
            const auto f = static_cast<int>(below(random_, text::operations.size()));
            return {{text::form::operation, f}, graph_.function(f)};
        }
        if (!nodes_.empty() && below(random_, 3) != 0) {
            const std::size_t k = below(random_, nodes_.size());
            return {steps[k].value, nodes_[k]};
        }
        if (below(random_, 3) == 0) return {{text::form::input, 0}, graph_.input(samples_)};
        const auto c = static_cast<int>(below(random_, text::constants.size()));
        return {{text::form::constant, c}, graph_.constant(c)};
    }

    engine& random_;
    const grid& input_;
    columns::graph graph_;
    columns::space_id samples_;
    std::vector<columns::node_id> nodes_;
};

} // namespace

TEST_CASE("values of every type are those of the definition") {
    engine random(seed_or(20261201));
    std::map<std::string, int> types;
    std::size_t compared = 0, unequal = 0, long_literals = 0;
    column_tally all;
    while (all.evaluations < cases_or(3000)) {
        std::vector<program_group> groups;
        std::vector<bool> has_value;
        for (int n = 0; n < 12; ++n) {
            const grid input = random_grid(random);
            growth grown(random, input);
            statement_builder build(input);
            for (int tries = 0; tries < 3000 && grown.steps.size() < 20; ++tries) grown.add(build);
            const text::program p = std::move(build).finished(grown.steps.back().value);
            for (const growth::step& s : grown.steps) {
                text::program one = p;
                one.result = s.value;
                dynamic::sample sample;
                sample.input = dynamic::from_grid(input);
                const dynamic::outcome due = dynamic::evaluate(one, sample, {300'000, 10 << 20});
                if (due.why == status::capacity) continue;
                const bool certain =
                    due.ok() && !holds_function(due.result) && !holds_no_location(due.result);
                statement_builder more(std::move(one), input);
                text::operand output = s.value;
                if (certain) {
                    const text::operand one_place =
                        more.literal(dynamic::value(ivec{1, 1}), "ivec");
                    const text::operand same =
                        more.call("equality", {output, more.literal(due.result, s.type)});
                    output = more.call("canvas", {same, one_place});
                    ++types[s.type];
                }
                groups.push_back({{std::move(more).finished(output)}, {input}});
                has_value.push_back(certain);
            }
        }
        const column_tally t = compare_with_definition(groups);
        CHECK_MESSAGE(t.different == 0, t.text());
        for (std::size_t k = 0; k < t.due.size(); ++k) {
            if (!has_value[k]) continue;
            ++compared;
            // a literal of thousands of statements is too long for the definition's limits
            const bool limited = t.due[k].statement() == verdict::max_statement;
            long_literals += limited ? 1 : 0;
            unequal += limited || t.due[k] == verdict_on(grid{{1}}, nullptr) ? 0 : 1;
        }
        all.evaluations += t.evaluations;
        all.beyond += t.beyond;
        all.overflowed += t.overflowed;
    }
    MESSAGE(all.text() << compared << " values of " << types.size() << " types");
    CHECK(unequal == 0);
    CHECK(long_literals * 100 <= compared);
    CHECK(types.size() >= 15);
    CHECK(compared * 2 >= all.evaluations);
    CHECK(all.beyond_share() <= 0.025);
}
