// What columns give depends only on a program and its sample: not on chunks, memory, threads, the
// order of programs, or what runs beside them.
#include "support/columns_check.hpp"
#include "support/damage.hpp"
#include "support/json_grid.hpp"
#include <algorithm>
#include <batt/columns.hpp>
#include <batt/columns/lower.hpp>
#include <batt/text/rewrite.hpp>
#include <chrono>
#include <doctest/doctest.h>
#include <fstream>
#include <numeric>
#include <thread>

namespace {

using namespace batt;
using namespace batt::testing;
using nlohmann::json;

/// Programs of many kinds on grids of many sizes, some with an expected output.
program_group mixed() {
    program_group out;
    std::ifstream file(BATT_TEST_DATA "/programs/sample.jsonl");
    for (std::string line; std::getline(file, line);)
        out.programs.push_back(program_of(json::parse(line)["program"].get<std::string>()));
    std::ifstream random_file(BATT_TEST_DATA "/random_programs.jsonl");
    std::string line;
    std::getline(random_file, line);
    for (int n = 0; n < 60 && std::getline(random_file, line); ++n)
        out.programs.push_back(program_of(json::parse(line)["program"].get<std::string>()));
    std::mt19937 random(seed_or(20261202));
    for (int k = 0; k < 70; ++k) out.inputs.push_back(random_grid(random));
    for (std::size_t k = 0; k < out.inputs.size(); ++k)
        out.expected.push_back(k % 3 == 0 ? std::nullopt : std::optional(out.inputs[k]));
    out.demonstrations = {{out.inputs[0], out.inputs[1]}};
    REQUIRE(out.programs.size() > 100);
    return out;
}

program_group group_of(std::initializer_list<const char*> bodies, std::vector<grid> inputs) {
    program_group out;
    for (const char* body : bodies)
        out.programs.push_back(
            program_of("def solve_a(S, I, C):\n    O = " + std::string(body) + "\n    return O\n"));
    out.inputs = std::move(inputs);
    return out;
}

/// The samples of a group in another order.
program_group permuted(const program_group& g, std::span<const std::size_t> order) {
    program_group out = g;
    for (std::size_t k = 0; k < order.size(); ++k) {
        out.inputs[k] = g.inputs[order[k]];
        out.expected[k] = g.expected[order[k]];
    }
    return out;
}

} // namespace

TEST_CASE("results do not depend on chunks and threads") {
    const program_group all = mixed();
    const std::vector<verdict> due = run_on_columns(all).verdicts;
    for (const std::size_t chunk : {1U, 3U, 64U})
        for (const int threads : {1, 2, 5}) {
            run_options o;
            o.batch_size = chunk;
            o.threads = threads;
            CAPTURE(chunk);
            CAPTURE(threads);
            CHECK(run_on_columns(all, o).verdicts == due);
        }
}

TEST_CASE("results do not depend on the other programs and samples of the call") {
    const program_group all = mixed();
    const std::size_t n = all.inputs.size();
    const std::vector<verdict> due = run_on_columns(all).verdicts;
    std::mt19937 random(seed_or(20261203));

    program_group backwards = all;
    std::reverse(backwards.programs.begin(), backwards.programs.end());
    const std::vector<verdict> reversed = run_on_columns(backwards).verdicts;
    for (std::size_t p = 0; p < all.programs.size(); ++p)
        CHECK(std::equal(due.begin() + static_cast<std::ptrdiff_t>(p * n),
                         due.begin() + static_cast<std::ptrdiff_t>((p + 1) * n),
                         reversed.begin() +
                             static_cast<std::ptrdiff_t>((all.programs.size() - 1 - p) * n)));

    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), 0U);
    for (std::size_t k = n; k-- > 1;) std::swap(order[k], order[below(random, k + 1)]);
    const std::vector<verdict> moved = run_on_columns(permuted(all, order)).verdicts;
    std::size_t different = 0;
    for (std::size_t p = 0; p < all.programs.size(); ++p)
        for (std::size_t k = 0; k < n; ++k)
            different += moved[p * n + k] == due[p * n + order[k]] ? 0 : 1;
    CHECK(different == 0);

    for (std::size_t p = 0; p < all.programs.size(); p += 7) {
        program_group alone = all;
        alone.programs = {all.programs[p]};
        const std::vector<verdict> got = run_on_columns(alone).verdicts;
        CHECK(std::equal(got.begin(), got.end(), due.begin() + static_cast<std::ptrdiff_t>(p * n)));
    }
    program_group twice = all;
    twice.programs.insert(twice.programs.end(), all.programs.begin(), all.programs.end());
    const std::vector<verdict> both = run_on_columns(twice).verdicts;
    CHECK(std::equal(due.begin(), due.end(), both.begin()));
    CHECK(
        std::equal(due.begin(), due.end(), both.begin() + static_cast<std::ptrdiff_t>(due.size())));
}

TEST_CASE("outputs are the grids that the verdicts judge") {
    const program_group all = mixed();
    run_options o;
    o.outputs = true;
    const run_report r = run_on_columns(all, o);
    const std::size_t n = all.inputs.size();
    const std::vector<verdict> due = run_on_columns(all).verdicts;
    REQUIRE(r.verdicts.size() == due.size());
    for (std::size_t k = 0; k < due.size(); ++k)
        CHECK_MESSAGE(r.verdicts[k] == due[k], "sample " << k % n << ", statement "
                                                         << due[k].statement() << ", not "
                                                         << r.verdicts[k].statement() << "\n"
                                                         << text::to_text(all.programs[k / n]));
    REQUIRE(r.outputs.size() == r.verdicts.size());
    std::size_t grids = 0, wrong = 0;
    for (std::size_t k = 0; k < r.verdicts.size(); ++k) {
        const grid* const expected = all.expected[k % n] ? &*all.expected[k % n] : nullptr;
        if (r.outputs[k].height() == 0) continue; // the program failed, or gave no grid
        ++grids;
        wrong += r.verdicts[k] == verdict_on(r.outputs[k], expected) ? 0 : 1;
    }
    CHECK(grids * 4 > r.verdicts.size());
    CHECK(wrong == 0);
}

TEST_CASE("no programs, no samples") {
    program_group g = group_of({"vmirror(I)", "rot90(I)"}, {grid{{1, 2}}, grid{{3}}});
    program_group none = g;
    none.programs.clear();
    CHECK(run_on_columns(none).verdicts.empty());
    none = g;
    none.inputs.clear();
    CHECK(run_on_columns(none).verdicts.empty());
    none.programs.clear();
    CHECK(run_on_columns(none).verdicts.empty());
    // together with other groups
    program_group without_samples = g;
    without_samples.inputs.clear();
    program_group without_programs = g;
    without_programs.programs.clear();
    const program_group groups[] = {without_samples, g, without_programs, g};
    const column_tally t = compare_with_definition(groups);
    CHECK_MESSAGE(t.different == 0, t.text());
    CHECK(t.evaluations == 8);
    CHECK(t.beyond == 0);
}

TEST_CASE("expected grids and demonstrations, given and absent") {
    program_group g =
        group_of({"C", "vmirror(C)", "branch(equality(I, C), vmirror(I), I)", "first(first(S))",
                  "last(last(S))", "canvas(size(S), UNITY)", "hconcat(I, last(first(S)))",
                  "branch(equality(last(first(S)), I), C, I)", "I", "index(C, ORIGIN)",
                  "merge(apply(last, S))"},
                 {grid{{1, 2}, {3, 4}}, grid{{2, 1}}, grid{{5}}});
    g.expected = {grid{{1, 2}, {3, 4}}, std::nullopt, grid{{6}}};
    program_group with = g;
    with.demonstrations = {{grid{{1, 1}}, grid{{5}}}, {grid{{7, 7, 7}}, grid{{8}}}};
    program_group nothing_expected = with;
    nothing_expected.expected.clear();
    const program_group groups[] = {g, with, nothing_expected};
    const column_tally t = compare_with_definition(groups);
    CHECK_MESSAGE(t.different == 0, t.text());
    const verdict& identity = t.due[8 * 3];
    CHECK(identity.match());
    CHECK(identity.cells() == 4);
    CHECK(!t.due[8 * 3 + 1].match());
}

TEST_CASE("values too large for columns run by definition") {
    program_group g = group_of(
        {"canvas(ONE, astuple(40, 40))", "upscale(I, 20)", "hconcat(hconcat(I, I), I)",
         "crop(paint(canvas(ZERO, astuple(90, 90)), upscale(asobject(I), SEVEN)), ORIGIN, UNITY)",
         "canvas(size(toindices(upscale(asobject(I), TEN))), UNITY)",
         "canvas(size(product(asindices(I), asindices(I))), UNITY)",
         "canvas(size(repeat(I, 5000)), UNITY)",
         "shift(recolor(ONE, asindices(I)), astuple(32767, 0))",
         "canvas(size(shift(recolor(ONE, asindices(I)), astuple(40000, 0))), UNITY)",
         "canvas(width(combine(initset(astuple(-900, 7)), initset(astuple(900, 9)))), UNITY)",
         "canvas(size(interval(ZERO, 100000, ONE)), UNITY)", "trim(upscale(I, THREE))"},
        {grid{{1}}, grid(11, 11), grid(30, 30), grid(3, 25)});
    const column_tally t = compare_with_definition(std::span(&g, 1));
    CHECK_MESSAGE(t.different == 0, t.text());
    CHECK(t.overflowed > 10);
    CHECK(t.overflowed < t.evaluations);
}

TEST_CASE("a device with little memory gives the same results or refuses, and can be used again") {
    program_group all = mixed();
    all.programs.resize(60);
    const batch in(all.inputs);
    sample_view data;
    data.in = in;
    mega_batch<program_set> executor(program_set(all.programs), columns::compiled());
    run_options o;
    o.where = tested_backend();
    const auto first = executor.run(data, o);
    REQUIRE(first);
    const std::vector<verdict>& due = first->verdicts;
    const bool on_device = o.where == backend::cuda;
    std::size_t refused = 0, limited = 0;
    for (std::size_t most = 1 << 10; most <= (std::size_t{1} << 30); most *= on_device ? 4 : 1024) {
        o.outputs = !o.outputs;
        o.device_memory = most;
        const auto r = executor.run(data, o);
        CAPTURE(most);
        if (r) {
            CHECK(r->verdicts == due);
            ++limited;
        } else {
            CHECK_MESSAGE(r.error().text.find("memory") != std::string::npos, r.error().text);
            CHECK_MESSAGE(r.error().text.find("device 0") != std::string::npos, r.error().text);
            ++refused;
        }
        o.device_memory = 0;
        const auto free = executor.run(data, o);
        REQUIRE(free);
        CHECK(free->verdicts == due);
    }
    CHECK(limited >= 2);
    CHECK((refused > 0) == on_device);
}

TEST_CASE("a pool that is too small gives nothing, and every larger one gives the same") {
    using namespace batt::columns;
    const program_group all = mixed();
    graph g(compiled());
    const space_id samples = g.add_samples();
    program_graph programs;
    lowering lower(g, programs);
    const batch in(all.inputs);
    sample_view data;
    data.in = in;
    std::vector<std::uint32_t> some = {0, 5, 9};
    const auto run = [&](output o, int lines, std::vector<judged>& got) {
        host_chunk<0> chunk(g, compiled(), lines);
        got.assign(some.size(), {});
        return chunk.run(std::span(&o, 1), some, data, [] { return false; }, got.data());
    };
    int too_small = 0, enough = 0;
    for (std::size_t p = 0; p < all.programs.size(); p += 5) {
        const output o{lower.output(programs.add(all.programs[p]), samples), samples};
        std::vector<judged> due, got;
        if (!run(o, 1 << 20, due)) continue;
        for (int lines = 4100; lines < (1 << 20); lines += lines / 3) {
            if (!run(o, lines, got)) {
                ++too_small;
                continue;
            }
            ++enough;
            for (std::size_t k = 0; k < some.size(); ++k) {
                CHECK(got[k].what == due[k].what);
                CHECK(got[k].failed == due[k].failed);
            }
        }
    }
    CHECK(too_small > 20);
    CHECK(enough > 20);
}

namespace {

/// A device whose memory is the host's; it leaves everything to the definition.
class idle_device final : public columns::device_runner {
public:
    bool ready(const run_options&, error_message&) override { return true; }
    bool run(const columns::device_call& call, run_report&, error_message&) override {
        std::size_t places = 0;
        for (std::size_t k = 0; k < call.outputs.size(); ++k) places += call.samples_of(k).size();
        for (std::size_t k = 0; k < places; ++k)
            call.results[k].failed = columns::failure_at(columns::beyond_status, 0);
        return true;
    }
    bool fetch(const batch_view& from, std::span<const std::size_t> samples, batch& to,
               error_message& error) override {
        for (const std::size_t k : samples)
            to.push_packed(from.rows + k * packed_side, from.sizes[k]);
        if (!is_there) error.text = "the device is gone";
        return is_there;
    }
    static inline bool is_there = true;
};

} // namespace

TEST_CASE("the definition fetches samples of batches in device memory") {
    const program_group all = mixed();
    const batch in(all.inputs);
    batch expected;
    for (const std::optional<grid>& e : all.expected)
        e ? static_cast<void>(expected.push_back(*e)) : expected.push_absent();
    program_samples which{{{1, 2, 5}, {0, 40, 69}}, {}};
    for (std::size_t p = 0; p < all.programs.size(); ++p)
        which.of_program.push_back(static_cast<std::uint32_t>(p % 2));
    columns::catalog with_device = columns::compiled();
    with_device.make_device = []() -> std::unique_ptr<columns::device_runner> {
        return std::make_unique<idle_device>();
    };
    mega_batch<program_set> executor(program_set(all.programs), with_device);
    run_options options;
    options.where = backend::host;
    const auto due = executor.run({in, expected}, options, &which);
    REQUIRE(due);

    sample_view on_device{in, expected};
    on_device.in.on_device = on_device.expected.on_device = true;
    options.where = backend::cuda;
    const auto got = executor.run(on_device, options, &which);
    REQUIRE(got);
    CHECK(got->evaluations.columns == 0);
    CHECK(got->verdicts == due->verdicts);
    idle_device::is_there = false;
    const auto failed = executor.run(on_device, options, &which);
    REQUIRE(!failed);
    CHECK(failed.error().text == "the device is gone");

    options.where = backend::host;
    const auto refused = executor.run(on_device, options, &which);
    REQUIRE(!refused);
    CHECK(refused.error().text == "the batch is in device memory but runs on the host");
}

namespace {

/// A device whose memory is the host's: it runs the calls as the host does, after a pause.
class slow_device final : public columns::device_runner {
public:
    bool ready(const run_options&, error_message&) override { return true; }
    bool run(const columns::device_call& call, run_report&, error_message&) override {
        std::this_thread::sleep_for(pause);
        call.tier == 0 ? run_tier<0>(call) : run_tier<1>(call);
        return true;
    }
    bool fetch(const batch_view& from, std::span<const std::size_t> samples, batch& to,
               error_message&) override {
        for (const std::size_t k : samples)
            to.push_packed(from.rows + k * packed_side, from.sizes[k]);
        return true;
    }
    static inline std::chrono::milliseconds pause{0};

private:
    template <int Tier>
    static void run_tier(const columns::device_call& call) {
        columns::host_chunk<Tier> chunk(call.of, call.compiled, 1 << 19, call.fifteen);
        std::size_t place = 0;
        for (std::size_t k = 0; k < call.outputs.size(); ++k) {
            const auto& samples = call.samples_of(k);
            CHECK(chunk.run(
                call.outputs.subspan(k, 1), samples, call.data, [] { return false; },
                call.results + place, call.grids.from(place)));
            place += samples.size();
        }
    }
};

} // namespace

TEST_CASE("what the host does while a device works changes no result") {
    program_group all = mixed();
    // if I is large: larger windows hold the first output, and no window holds what the others
    // make, though the output of one of them is small
    const program_group large =
        group_of({"hconcat(I, I)", "upscale(I, SEVEN)", "crop(upscale(I, TEN), ORIGIN, UNITY)",
                  "canvas(ONE, astuple(size(product(asindices(I), asindices(I))), ONE))"},
                 {});
    all.programs.insert(all.programs.end(), large.programs.begin(), large.programs.end());
    for (int n = 1; n <= 30; n += 3) {
        all.inputs.emplace_back(n, n);
        all.expected.emplace_back(n % 2 == 0 ? std::optional(grid(n, 2 * n)) : std::nullopt);
    }
    const batch in(all.inputs);
    batch expected;
    for (const std::optional<grid>& e : all.expected)
        e ? static_cast<void>(expected.push_back(*e)) : expected.push_absent();
    columns::catalog with_device = columns::compiled();
    with_device.make_device = []() -> std::unique_ptr<columns::device_runner> {
        return std::make_unique<slow_device>();
    };
    mega_batch<program_set> executor(program_set(all.programs), with_device);
    sample_view on_device{in, expected};
    on_device.in.on_device = on_device.expected.on_device = true;
    for (const bool last_tier : {true, false}) {
        run_options options;
        options.outputs = true;
        options.last_tier = last_tier;
        options.where = backend::host;
        const auto due = executor.run({in, expected}, options);
        REQUIRE(due);
        CHECK(due->evaluations.too_large > 20);
        CHECK((due->evaluations.stayed > 0) == !last_tier);
        options.where = backend::cuda;
        // while the device works the host does nothing, some, or all of what it can do
        for (const int pause : {0, 2, 200}) {
            slow_device::pause = std::chrono::milliseconds(pause);
            const auto got = executor.run(on_device, options);
            REQUIRE(got);
            CHECK(got->verdicts == due->verdicts);
            CHECK(got->outputs == due->outputs);
            CHECK(got->evaluations.definition == due->evaluations.definition);
            CHECK(got->evaluations.stayed == due->evaluations.stayed);
        }
    }
}
