// Programs by the ten thousand: their graph is made in parts, and no result depends on that.
#include "support/columns_check.hpp"
#include "support/random_check.hpp"
#include <batt/columns.hpp>
#include <batt/columns/lowered.hpp>
#include <doctest/doctest.h>
#include <random>

namespace {

using namespace batt;

/// Random programs that have much in common: they call operations on values that were made before.
/// Some calls fail, are ill-typed or have no column form.
program_set programs_by_node(std::size_t count) {
    std::mt19937 random(17);
    program_graph g;
    const auto below = [&](std::size_t n) { return random() % n; };
    const std::vector<std::string_view> of_one = {
        "hmirror", "vmirror", "dmirror", "rot90",    "tophalf",  "compress", "height",
        "palette", "objects", "first",   "asobject", "ulcorner", "normalize"};
    const std::vector<std::string_view> of_two = {"hconcat", "vconcat", "upscale", "ofcolor",
                                                  "astuple", "apply",   "index"};
    std::vector<program_graph::value> values = {g.input(),          g.integer(2),
                                                g.constant("FIVE"), g.constant("UNITY"),
                                                g.function("size"), g.function("hmirror")};
    for (const std::string_view name : {"vmirror", "rot180", "trim", "lefthalf"})
        values.push_back(g.call(name, {g.input()}));
    std::vector<program_graph::value> roots;
    while (roots.size() < count) {
        if (values.size() > 600) values.resize(100);
        program_graph::value v = values[below(values.size())];
        const std::size_t last = 1 + below(4);
        for (std::size_t k = 0; k < last; ++k) {
            const auto other = values[below(values.size())];
            const auto name = below(3) > 0 ? of_one[below(of_one.size())] : std::string_view();
            if (name == "objects")
                v = g.call(name, {v, g.constant("T"), g.constant("F"), g.constant("T")});
            else if (!name.empty())
                v = g.call(name, {v});
            else
                v = g.call(of_two[below(of_two.size())], {v, other});
            if (!g.type(v).ill()) values.push_back(v);
        }
        roots.push_back(v);
    }
    return program_set(std::move(g), std::move(roots), {100'000, 1 << 20});
}

std::vector<verdict> verdicts_with(const program_set& programs, const sample_view& data,
                                   int threads) {
    mega_batch<program_set> executor(programs, columns::compiled());
    run_options o;
    o.where = testing::tested_backend();
    o.threads = threads;
    const auto r = executor.run(data, o);
    REQUIRE_MESSAGE(r, r.error().text);
    return r->verdicts;
}

} // namespace

TEST_CASE("many programs together give what a few of them give") {
    constexpr std::size_t count = 70'000; // more than two parts
    const program_set all = programs_by_node(count);
    const batch in(std::vector<grid>{grid{{1, 0, 2}, {1, 1, 0}, {0, 3, 3}, {0, 0, 3}}});
    sample_view data;
    data.in = in;
    const std::vector<verdict> got = verdicts_with(all, data, 2);
    CHECK(got == verdicts_with(all, data, 1));

    std::vector<program_graph::value> few;
    for (std::size_t p = 0; p < count; p += 7) few.push_back(all.root(p));
    auto graph = std::make_shared<const program_graph>(all.graph());
    const std::vector<verdict> due =
        verdicts_with(program_set(std::move(graph), few, {100'000, 1 << 20}), data, 2);
    std::size_t ok = 0, late = 0;
    for (std::size_t k = 0; k < few.size(); ++k) {
        CHECK(got[7 * k] == due[k]);
        ok += due[k].ok() ? 1 : 0;
        late += !due[k].ok() && due[k].statement() > 2 ? 1 : 0;
    }
    CHECK(ok > 500);
    CHECK(late > 500);
}

TEST_CASE("a graph made in parts has the nodes of one that is made at once") {
    const program_set all = programs_by_node(70'000);
    columns::graph parts(columns::compiled()), whole(columns::compiled());
    const columns::space_id samples = parts.add_samples();
    REQUIRE(samples == whole.add_samples());
    const run_options two_threads{.threads = 2};
    columns::lowered_programs lowered;
    REQUIRE(lowered.make(parts, columns::compiled(), all, 1, columns::host_threads(two_threads),
                         [&](std::size_t p) { return p == 3 ? -1 : samples; }));
    CHECK(lowered.output(3) < 0);
    columns::lowering lower(whole, all.graph());
    std::size_t shared = 0;
    for (std::size_t p = 0; p < all.size(); ++p) {
        if (p == 3) continue;
        const columns::node_id due = lower.output(all.root(p), samples);
        const columns::node_id got = lowered.output(p);
        REQUIRE(parts[got].what == whole[due].what);
        REQUIRE(parts[got].operation == whole[due].operation);
        REQUIRE(parts[got].count == whole[due].count);
        REQUIRE(parts.type(got) == whole.type(due));
        REQUIRE(parts.space_at(parts[got].space).depth == whole.space_at(whole[due].space).depth);
        shared += lowered.find(p, all.root(p).id, samples) >= 0 ? 1 : 0;
    }
    CHECK(shared > all.size() / 2);
    // the node that counts the elements of a space leads to the space
    CHECK(parts.spaces() > 2);
    for (columns::space_id s = 2; s < parts.spaces(); ++s)
        CHECK(parts.space_made_by(parts.space_at(s).made_by) == s);
    // what several parts have in common is made in each; that is little
    CHECK(parts.size() >= whole.size());
    CHECK(parts.size() < whole.size() + whole.size() / 2);
}

TEST_CASE("programs on lists of their own give what they give on one list") {
    program_set all(testing::example_programs());
    std::mt19937 random(testing::seed_or(20261130));
    batch in;
    for (int k = 0; k < 20; ++k) in.push_back(testing::random_grid(random));
    sample_view data;
    data.in = in;
    const std::vector<verdict> due = verdicts_with(all, data, 2);

    // Programs that share no samples may be in different parts of the graph, in the order of their
    // lists.
    for (const std::size_t first : {0U, 33U}) {
        CAPTURE(first);
        program_samples which;
        for (std::size_t p = 0; p < all.size(); ++p) {
            which.of_program.push_back(static_cast<std::uint32_t>((p + first) % all.size()));
            which.lists.emplace_back();
            for (std::uint32_t k = 0; k < in.size(); ++k) which.lists[p].push_back(k);
        }
        mega_batch<program_set> executor(all, columns::compiled());
        run_options o;
        o.where = testing::tested_backend();
        const auto got = executor.run(data, o, &which);
        REQUIRE_MESSAGE(got, got.error().text);
        CHECK(got->verdicts == due);
    }
    CHECK(all.size() > 64);
}

TEST_CASE("a program alone in its part of the graph gives what it gives among others") {
    const program_set all(testing::example_programs());
    REQUIRE(all.size() > 64);
    std::mt19937 random(testing::seed_or(20261130));
    batch in;
    for (int k = 0; k < 12; ++k) in.push_back(testing::random_grid(random));
    sample_view data;
    data.in = in;
    const std::vector<verdict> due = verdicts_with(all, data, 2);
    mega_batch<program_set> executor(all, columns::compiled());
    run_options o;
    o.where = testing::tested_backend();
    // The others run on no sample, so that the part before it has no types.
    for (std::size_t p = 0; p < all.size(); ++p) {
        CAPTURE(p);
        program_samples which;
        which.lists.resize(2);
        for (std::uint32_t k = 0; k < in.size(); ++k) which.lists[1].push_back(k);
        which.of_program.assign(all.size(), 0);
        which.of_program[p] = 1;
        const auto got = executor.run(data, o, &which);
        REQUIRE_MESSAGE(got, got.error().text);
        for (std::size_t k = p * in.size(); k < (p + 1) * in.size(); ++k)
            CHECK(got->verdicts[k] == due[k]);
    }
}
