// The code that decides how columns run on devices, tested without one: the order of nodes, which
// launches wait for which, and what runs again.
#include "support/columns_check.hpp"
#include "support/damage.hpp"
#include <batt/columns.hpp>
#include <batt/columns/device_chunks.hpp>
#include <batt/columns/launch_order.hpp>
#include <batt/columns/lower.hpp>
#include <batt/columns/schedule.hpp>
#include <batt/columns/second_turn.hpp>
#include <doctest/doctest.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

namespace {

using namespace batt;
using namespace batt::columns;
using namespace batt::testing;

std::size_t at(int k) { return static_cast<std::size_t>(k); }

/// Programs, of which three at a time share their samples.
struct many_programs {
    graph of{compiled()};
    std::vector<output> outputs;

    many_programs() {
        std::ifstream file(BATT_TEST_DATA "/random_programs.jsonl");
        program_graph programs;
        lowering lower(of, programs);
        space_id samples = 0;
        std::string line;
        std::getline(file, line);
        for (int n = 0; n < 120 && std::getline(file, line); ++n) {
            if (n % 3 == 0) samples = of.add_samples();
            const auto p = program_of(nlohmann::json::parse(line)["program"].get<std::string>());
            outputs.push_back({lower.output(programs.add(p), samples), samples});
        }
        REQUIRE(outputs.size() == 120);
    }
};

bool same_layout(const layout& a, const layout& b) {
    return a.words == b.words && a.lines == b.lines;
}
bool same_group(const group& a, const group& b) {
    bool same = a.what == b.what && a.number == b.number && a.changed == b.changed &&
                a.becomes == b.becomes && same_layout(a.result, b.result);
    for (std::size_t k = 0; k < std::size(a.of); ++k) same = same && same_layout(a.of[k], b.of[k]);
    for (std::size_t k = 0; k < std::size(a.shapes.at); ++k) {
        const shape &x = a.shapes.at[k], &y = b.shapes.at[k];
        same = same && x.is == y.is && x.first == y.first && x.second == y.second &&
               same_layout(x.of, y.of);
    }
    return same;
}

} // namespace

TEST_CASE("nodes are handed out once, after all that they need, and together for each launch") {
    const many_programs m;
    needed_nodes needed(m.of);
    const std::vector<node_id> nodes = needed.of(m.outputs);
    schedule s(m.of);
    for (int turn = 0; turn < 2; ++turn) {
        s.start(nodes);
        std::vector<bool> done(at(m.of.size()), false), spread(at(m.of.size()), false);
        std::size_t left = 0, launches = 0, early = 0, mixed = 0;
        for (node_id n : nodes) {
            done[at(n)] = schedule::is_constant(m.of[n]);
            left += done[at(n)] ? 0 : 1;
        }
        const auto take = [&](const std::vector<node_id>& ready) {
            ++launches;
            for (node_id n : ready) {
                const node& x = m.of[n];
                for (node_id a : x.args()) early += done[at(a)] ? 0 : 1;
                const node_id counts = m.of.space_at(x.space).made_by;
                early += counts < 0 || spread[at(counts)] ? 0 : 1;
                early += done[at(n)] ? 1 : 0;
                mixed += step_maker::launch_of(x) != step_maker::launch_of(m.of[ready[0]]) ? 1 : 0;
                mixed +=
                    step_maker::counts_elements(x) != step_maker::counts_elements(m.of[ready[0]]);
            }
            for (node_id n : ready) done[at(n)] = true;
            left -= ready.size();
        };
        std::vector<node_id> ready;
        for (;;) {
            while (s.next(ready)) take(ready);
            if (!s.next_counting(ready)) break;
            take(ready);
            for (node_id n : ready) {
                spread[at(n)] = true;
                s.spread(n);
            }
        }
        CHECK(left == 0);
        CHECK(early == 0);
        CHECK(mixed == 0);
        CHECK(launches * 2 < nodes.size());
    }
}

TEST_CASE("nodes that share a group need the same kernel and layouts") {
    const many_programs m;
    needed_nodes needed(m.of);
    step_maker maker(m.of, {32, 32});
    group_table table(m.of, maker);
    std::size_t wrong = 0, known = 0;
    for (node_id n : needed.of(m.outputs)) {
        const node& x = m.of[n];
        if (schedule::is_constant(x) || x.what == step::call || x.what == step::collect ||
            x.what == step::convert)
            continue;
        const int place = table.place_of(n);
        wrong += same_group(table.all()[at(place)], maker.of(n)) ? 0 : 1;
        ++known;
    }
    CHECK(wrong == 0);
    CHECK(table.all().size() * 2 < known);
}

TEST_CASE("what a launch needs is over before it, and no other launch has its streams meanwhile") {
    std::mt19937 random(seed_or(20261210));
    launch_order order;
    for (const int streams : {1, 3, launch_order::most_streams}) {
        // before: for each launch all launches that are over before it. These are the ones it
        // waited for, the last one on its stream, and all that were over before those.
        constexpr std::size_t launches = 400;
        order.start(streams);
        std::vector<std::set<int>> before(launches);
        std::vector<std::set<int>> needs(launches);
        std::vector<int> last(at(streams) + 1, -1), first_share(launches), shares(launches);
        std::set<int> over;
        std::size_t waits = 0, missing = 0, shared = 0;
        for (std::size_t k = 0; k < launches; ++k) {
            order.begin();
            for (std::size_t d = below(random, 4); k > 0 && d-- > 0;) {
                // mostly one of the last launches
                const std::size_t back = 1 + below(random, below(random, 8) == 0 ? k : 9);
                if (back > k) continue;
                needs[k].insert(static_cast<int>(k - back));
                order.after(static_cast<int>(k - back));
            }
            const bool copy = below(random, 20) == 0;
            shares[k] = copy                     ? 0
                        : below(random, 10) == 0 ? 1 + static_cast<int>(below(random, at(streams)))
                                                 : 1;
            const int n = copy ? order.add_copy()
                               : order.add(shares[k], static_cast<double>(below(random, 60)));
            REQUIRE(n == static_cast<int>(k));
            const int stream = order.stream_of(n);
            REQUIRE(stream <= streams);
            REQUIRE((copy ? stream == streams : stream + shares[k] <= streams));
            first_share[k] = stream;
            before[k] = over;
            const auto follows = [&](int x) {
                before[k].insert(x);
                before[k].insert(before[at(x)].begin(), before[at(x)].end());
            };
            if (last[at(stream)] >= 0) follows(last[at(stream)]);
            for (int x : order.waits()) follows(x);
            waits += order.waits().size();
            last[at(stream)] = n;
            for (int x : needs[k]) missing += before[k].contains(x) ? 0 : 1;
            for (std::size_t x = 0; x < k; ++x) {
                const bool touches =
                    first_share[x] < stream + shares[k] && stream < first_share[x] + shares[x];
                if (touches && !before[k].contains(static_cast<int>(x))) ++shared;
            }
            if (copy && below(random, 2) == 0) {
                order.over(n);
                over.insert(n);
                over.insert(before[k].begin(), before[k].end());
            }
        }
        CHECK(missing == 0);
        CHECK(shared == 0);
        CHECK(waits < launches * 4);
        // with many streams the launches are spread over more than ten of them
        if (streams > 3) CHECK(std::set<int>(first_share.begin(), first_share.end()).size() > 10);
    }
}

TEST_CASE("all that did not fit runs again, and in a chunk each space has one list") {
    std::mt19937 random(seed_or(20261211));
    for (const std::size_t lists : {1U, 5U, 40U}) {
        graph g{compiled()};
        pass all;
        std::vector<too_large> which;
        for (std::size_t k = 0; k < lists; ++k) {
            const space_id samples = g.add_samples();
            auto& list = all.lists.emplace_back();
            for (std::size_t n = 1 + below(random, lists == 1 ? 3000 : 6); list.size() < n;)
                list.push_back(static_cast<std::uint32_t>(1000 * k + list.size()));
            for (int n = 0; n < 30; ++n) {
                all.outputs.push_back({n, samples});
                all.list_of.push_back(static_cast<std::uint32_t>(k));
                all.first.push_back(all.results.size());
                all.results.resize(all.results.size() + list.size());
                too_large one{all.outputs.size() - 1, {}};
                for (std::uint32_t i = 0; i < list.size(); ++i)
                    if (below(random, lists == 1 ? 100 : 2) == 0) one.places.push_back(i);
                if (!one.places.empty()) which.push_back(one);
            }
        }
        std::vector<too_large> given = which;
        pass again;
        const std::size_t needless = lists == 5 ? 0 : 8192;
        const auto places = share_lists(all, given, needless, again);
        REQUIRE(given.size() == which.size());
        REQUIRE(again.outputs.size() == which.size());
        REQUIRE(again.list_of.size() == which.size());
        REQUIRE(places.size() == again.lists.size());

        run_options options;
        const sample_view none;
        const device_call call{
            1,    g,       compiled(), again.outputs, again.lists, again.list_of, none,
            true, nullptr, {},         options};
        const auto sorted = sorted_by_list(call);
        std::vector<int> runs(sorted.size(), 0);
        const auto chunks = cut_into_chunks(call, sorted, 1);
        if (needless > 0) CHECK(chunks.size() < 8 + 30 / lists);
        for (std::size_t k = 0; needless == 0 && k < given.size(); ++k)
            CHECK(places[again.list_of[k]] == given[k].places);
        std::size_t two = 0;
        for (const device_chunk& c : chunks) {
            std::vector<std::uint32_t> list(at(g.spaces()), ~0U);
            for (std::size_t k = c.first_output; k < c.last_output; ++k) {
                ++runs[sorted[k]];
                std::uint32_t& l = list[at(again.outputs[sorted[k]].samples)];
                two += l != ~0U && l != again.list_of[sorted[k]] ? 1 : 0;
                l = again.list_of[sorted[k]];
            }
        }
        CHECK(two == 0);
        CHECK(std::count(runs.begin(), runs.end(), 1) == static_cast<std::ptrdiff_t>(runs.size()));

        // Each result says to which output and sample it belongs.
        const auto mark = [](node_id n, std::uint32_t sample) {
            return failure_at(1, static_cast<unsigned>(n) << 20 | sample);
        };
        for (std::size_t k = 0; k < again.outputs.size(); ++k) {
            again.first.push_back(again.results.size());
            for (std::uint32_t sample : again.samples_of(k))
                again.results.push_back({{}, mark(again.outputs[k].node, sample)});
        }
        for (std::size_t k = 0; k < given.size(); ++k)
            take_again(all, again, k, places[again.list_of[k]], given[k]);
        std::vector<failure_code> due(all.results.size(), 0);
        for (const too_large& x : which)
            for (std::uint32_t i : x.places)
                due[all.first[x.output] + i] =
                    mark(all.outputs[x.output].node, all.samples_of(x.output)[i]);
        std::size_t wrong = 0;
        for (std::size_t k = 0; k < due.size(); ++k)
            wrong += all.results[k].failed == due[k] ? 0 : 1;
        CHECK(wrong == 0);
    }
}
