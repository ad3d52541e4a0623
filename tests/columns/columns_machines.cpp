// Random calls on many random grids give the same on a device as on the host. They are not compared
// with the definition, so that there can be many: BATT_TEST_CASES=1000000000 is a billion values.
#include "support/columns_check.hpp"
#include "support/damage.hpp"
#include "support/random_check.hpp"
#include <batt/columns.hpp>
#include <doctest/doctest.h>

namespace {

using namespace batt;
using namespace batt::testing;

/// Random well-typed calls, some of which together become a program that returns a grid.
class random_calls {
public:
    explicit random_calls(std::mt19937& random) : random_(random) {
        for (const char* name : {"ZERO", "ONE", "FIVE", "T", "F", "UNITY", "DOWN", "TWO_BY_TWO"})
            pool_.push_back(graph_.constant(name));
        for (const char* name : {"size", "color", "height", "hmirror", "identity", "ulcorner",
                                 "even", "increment", "toindices", "normalize", "first"})
            pool_.push_back(graph_.function(name));
        for (const bool diagonal : {false, true})
            pool_.push_back(graph_.call("objects", {input(), graph_.constant("T"),
                                                    graph_.constant(diagonal ? "T" : "F"),
                                                    graph_.constant("T")}));
        pool_.push_back(graph_.call("ofcolor", {input(), graph_.constant("ONE")}));
        pool_.push_back(graph_.call("asobject", {input()}));
    }

    /// `count` programs, each of which shows in its output what a few random calls give.
    program_set programs(std::size_t count) {
        std::vector<program_graph::value> roots;
        while (roots.size() < count) {
            program_graph::value out = input();
            for (std::size_t n = 1 + below(random_, 4); n > 0; --n) {
                const program_graph::value v = call();
                if (v.id < 0) continue;
                if (pool_.size() < 200) pool_.push_back(v);
                if (const program_graph::value shown = shown_on(out, v); shown.id >= 0) out = shown;
            }
            roots.push_back(out);
        }
        return program_set(std::move(graph_), std::move(roots), {200'000, 16 << 20});
    }

private:
    program_graph::value input() { return graph_.input(); }
    /// A call on one to four random values, of an operation that accepts them; none if there is no
    /// such operation.
    program_graph::value call() {
        std::vector<program_graph::value> some;
        for (std::size_t n = 1 + below(random_, 4); n > 0; --n)
            some.push_back(below(random_, 4) == 0 ? input() : pool_[below(random_, pool_.size())]);
        const std::vector<std::string_view>& all = graph_.accepts(some);
        if (all.empty()) return {};
        return graph_.call(all[below(random_, all.size())], some);
    }
    /// The grid g changed in a way that depends on v; none if there is no such way.
    program_graph::value shown_on(program_graph::value g, program_graph::value v) {
        const auto is_grid = [&](program_graph::value x) {
            return graph_.has(x) && typing::to_text(graph_.type(x)) == "grid";
        };
        const auto painted = [&](program_graph::value grid) {
            return graph_.call("paint", {g, graph_.call("asobject", {grid})});
        };
        const auto marked = [&](program_graph::value patch) {
            return graph_.call("fill", {g, graph_.constant("FIVE"), patch});
        };
        const program_graph::value one = graph_.constant("ONE");
        if (is_grid(v)) return g == input() ? v : painted(v);
        for (const program_graph::value out :
             {marked(v), marked(graph_.call("initset", {v})),
              marked(graph_.call("initset", {graph_.call("astuple", {v, one})})),
              graph_.call("branch", {v, g, graph_.call("vmirror", {g})}),
              marked(graph_.call("merge", {v})), painted(graph_.call("last", {v})),
              painted(graph_.call("canvas",
                                  {one, graph_.call("astuple", {graph_.call("size", {v}), one})}))})
            if (is_grid(out)) return out;
        return {};
    }

    std::mt19937& random_;
    program_graph graph_;
    std::vector<program_graph::value> pool_;
};

/// The verdicts of a back end; `values` is set to how many values it made.
std::vector<verdict> verdicts_on(backend where, const program_set& programs,
                                 const sample_view& data, std::size_t chunk, std::size_t& values) {
    mega_batch<program_set> executor(programs, columns::compiled());
    run_options o;
    o.where = where;
    o.batch_size = chunk;
    const auto report = executor.run(data, o);
    REQUIRE_MESSAGE(report, report.error().text);
    values = executor.counts().nodes * data.in.count;
    return report->verdicts;
}

} // namespace

TEST_CASE("random calls are the same on every machine") {
    const backend where = tested_backend();
    const std::size_t wanted = cases_or(100'000);
    std::mt19937 random(seed_or(20261202));
    std::size_t calls = 0, different = 0, limited = 0, matches = 0, evaluations = 0;
    while (calls < wanted) {
        const std::size_t scale = wanted > 10'000'000 ? 20 : 1;
        const program_set programs = random_calls(random).programs(100 * scale);
        batch in, expected;
        for (std::size_t k = 0; k < 100 * scale; ++k) {
            const grid g = random_grid(random);
            in.push_back(g);
            expected.push_back(g);
        }
        sample_view data;
        data.in = in;
        data.expected = expected;
        std::size_t values = 0;
        // without a device the host runs again, in other chunks
        const auto here = verdicts_on(backend::host, programs, data, 0, values);
        const auto there =
            verdicts_on(where, programs, data, where == backend::host ? 7 : 0, values);
        calls += values;
        evaluations += here.size();
        for (std::size_t k = 0; k < here.size(); ++k) {
            matches += here[k].match();
            if (here[k] == there[k]) continue;
            // what is too long for the definition need not be so on both machines
            const bool is_long =
                here[k].why() == status::capacity || there[k].why() == status::capacity;
            ++(is_long ? limited : different);
        }
    }
    MESSAGE(calls << " values, " << evaluations << " evaluations, " << matches << " matches, "
                  << limited << " over the limits, " << different << " different");
    CHECK(different == 0);
    CHECK(limited * 1000 <= evaluations);
    CHECK(matches > 0);
}
