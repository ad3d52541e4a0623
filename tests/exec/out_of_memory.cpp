// On a host without memory the executor says in a sentence what it has no memory for, and stays
// usable.
#include "support/limited_memory.hpp"
#include "support/object_pipeline.hpp"
#include "support/ran.hpp"
#include "support/run_batch.hpp"
#include <batt/exec/run_stream.hpp>
#include <batt/exec/validate.hpp>

namespace batt::solvers {

using namespace testing;

namespace {
bool mentions(const std::string& text, const char* part) {
    INFO(text);
    const bool found = text.find(part) != std::string::npos;
    CHECK(found);
    return found;
}

/// The sentence of a run under a limit, after which the executor must do the same run without one.
template <class Executor>
std::string sentence(Executor& executor, const std::vector<grid>& grids, std::size_t limit,
                     const run_options& options) {
    const batch in(grids);
    std::string text;
    {
        const memory_limit limited(limit);
        const auto r = executor.run(in, options);
        if (!r) text = r.error().text;
    }
    CHECK(!text.empty());
    check_report(run_batch(executor, in, {}, options), all_on_reference<decltype(pipeline)>(grids),
                 {}, options.outputs);
    return text;
}
} // namespace

TEST_CASE("no memory for verdicts and outputs") {
    executor_type executor;
    const auto grids = some_grids(3000, 51);
    run_options o;
    o.where = backend::host;
    CHECK(mentions(sentence(executor, grids, 47999, o),
                   "the host has no memory for 3000 samples of 1 program at 16 bytes each"));
    o.outputs = true;
    CHECK(mentions(sentence(executor, grids, 48000, o), "no memory for 3000 samples of 1 program"));
}

TEST_CASE("no memory on the threads that work") {
    // an arena that no thread has allocated before: 2,560,000 bytes
    mega_batch<decltype(pipeline), tiers<tier<32, 32, 20000>>> executor;
    const auto grids = some_grids(1000, 52);
    run_options o;
    o.where = backend::host;
    for (const int threads : {1, 3}) {
        o.threads = threads;
        CHECK(mentions(sentence(executor, grids, 2'000'000, o), "no memory for 1000 samples"));
    }
}

TEST_CASE("a batch without memory throws like a container, and stays as it was") {
    const std::vector<grid> grids(10, grid(30, 30, 7)); // 900 cells each, the rest is smaller
    batch b(grids);
    b.reserve(100);
    {
        const memory_limit limited(899);
        CHECK_THROWS_AS(b.grids(), std::bad_alloc);
        CHECK_THROWS_AS(b.append(20, [](std::size_t) { return grid(30, 30, 1); }), std::bad_alloc);
    }
    CHECK(b.size() == 10);
    b.append(20, [](std::size_t k) { return grid(30, 30, static_cast<int>(k % 10)); });
    CHECK(b.size() == 30);
    CHECK(b.grids()[9] == grids[9]);
    CHECK(b[15] == grid(30, 30, 5));
}

TEST_CASE("no memory for the standard form") {
    executor_type executor;
    const auto grids = some_grids(3000, 53);
    const batch in(grids);
    std::string text;
    {
        const memory_limit limited(4000);
        const auto r = executor.run_standard({in, batch_view{}}, {});
        if (!r) text = r.error().text;
    }
    CHECK(mentions(text, "no memory for 3000 samples of 1 program"));
    const auto r = executor.run_standard({in, batch_view{}}, {});
    REQUIRE(r.has_value());
    check_report(*r, all_on_reference<decltype(pipeline)>(grids), {}, false);
}

TEST_CASE("samples repeated beyond all memory") {
    const auto program = make_program<decltype(pipeline), pipeline_source>();
    const auto grids = some_grids(4, 54);
    const auto results = all_on_reference<decltype(pipeline)>(grids);
    sample_set samples;
    samples.inputs = grids;
    samples.active.assign(4, 1);
    samples.task.assign(4, 0);
    samples.demonstrations.resize(1);
    run_options o;
    o.where = backend::host;
    run_report report;
    error_message error;
    // 4 samples have 128 rows: 2^57 times as many are 0 in 64 bits, and the last two wrap, too
    for (const std::size_t repeat : {std::size_t{999'999'999'999}, std::size_t{1} << 57,
                                     (std::size_t{1} << 57) + 1, ~std::size_t{0}}) {
        {
            const memory_limit limited(std::size_t{1} << 30);
            const auto r = program->run(samples, o, repeat);
            CHECK(!r.has_value());
            error = r ? error_message{} : r.error();
        }
        CHECK(mentions(error.text, ("4 samples, " + std::to_string(repeat) +
                                    " times over, of 1 program at 16 bytes each")
                                       .c_str()));
        report = testing::ran(program->run(samples, o));
        check_report(report, results, {}, false);
    }
    {
        const memory_limit limited(1000);
        error = testing::refused(program->run_standard(samples, o));
    }
    report = testing::ran(program->run_standard(samples, o));
    check_report(report, results, {}, false);
}

TEST_CASE("no memory for a column, and none for a single call of many") {
    const std::vector<grid> column(2000, grid(2, 2, 1));
    {
        const memory_limit limited(8000);
        const auto r = safe_batch_operation(dsl::vmirror, column);
        CHECK(!r.has_value());
        if (!r) CHECK(mentions(r.error().text, "no memory for 2000 calls"));
    }
    REQUIRE(safe_batch_operation(dsl::vmirror, column).has_value());
    // one result is larger than all others together
    std::vector<std::tuple<grid, integer>> calls(20, {grid(2, 2, 1), 2});
    calls[7] = {grid(30, 30, 1), 9};
    const memory_limit limited(20'000);
    const auto r = batch_validate_and_call(dsl::upscale, calls);
    REQUIRE(r.values.size() == 20);
    CHECK(r.failed == std::vector<failed_call>{{7, status::capacity}});
    CHECK(r.values[6] == grid(4, 4, 1));
    CHECK(r.values[8] == grid(4, 4, 1));
}

TEST_CASE("a stream of any length takes the memory of three chunks") {
    constexpr std::size_t chunk = 500;
    // packed inputs and expected outputs, verdicts, and outputs as grids of 30 x 30
    constexpr std::size_t bytes_each =
        2 * (512 + sizeof(packed_size)) + sizeof(verdict) + sizeof(grid) + 900 + 32;
    constexpr auto mirrored = solver(O = vmirror(I));
    mega_batch<decltype(mirrored)> executor;
    stream_options o;
    o.where = backend::host;
    o.outputs = true;
    o.chunk_size = chunk;
    const auto peak_of = [&](std::size_t samples) {
        const std::size_t before = most_bytes = bytes_now.load();
        std::size_t matches = 0;
        const auto r = run_stream(
            executor,
            [&](sample_chunk& c) {
                for (std::size_t k = c.first; k < samples && c.in.size() < c.wanted; ++k) {
                    c.in.push_back(grid(30, 30, static_cast<int>(k % 10)));
                    c.expected.push_back(grid(30, 30, static_cast<int>(k % 10)));
                }
            },
            [&](const sample_chunk&, const run_report& report) {
                for (const verdict& v : report.verdicts) matches += v.match();
            },
            o);
        CHECK(r);
        CHECK(r.samples == samples);
        CHECK(matches == samples);
        return most_bytes - before;
    };
    peak_of(3 * chunk); // starts the threads of the host
    const std::size_t few = peak_of(10 * chunk), many = peak_of(200 * chunk);
    // a vector that grows takes up to twice what it holds
    CHECK(few < 2 * 3 * chunk * bytes_each);
    CHECK(many < 2 * 3 * chunk * bytes_each);
}

TEST_CASE("no memory in the middle of a stream") {
    executor_type executor;
    const auto grids = some_grids(3000, 55);
    stream_options o;
    o.where = backend::host;
    o.chunk_size = 500;
    std::vector<verdict> seen;
    seen.reserve(grids.size());
    const auto from_sample_1000_on = [&](std::size_t largest, bool in_source) {
        seen.clear();
        const auto r = run_stream(
            executor,
            [&](sample_chunk& c) {
                c.in.reserve(in_source && c.first == 1000 ? 200'000 : c.wanted);
                for (std::size_t k = c.first; k < grids.size() && c.in.size() < c.wanted; ++k)
                    c.in.push_back(grids[k]);
            },
            [&](const sample_chunk& c, const run_report& report) {
                seen.insert(seen.end(), report.verdicts.begin(), report.verdicts.end());
                if (!in_source && c.first == 500) largest_allocation = largest;
            },
            o);
        largest_allocation = ~std::size_t{0};
        return r;
    };
    largest_allocation = 20'000'000;
    auto r = from_sample_1000_on(0, true);
    REQUIRE(r.error);
    CHECK(mentions(r.error->text, "the source ended the stream before sample 1000: the host has no "
                                  "memory"));
    CHECK(r.samples == 1000);
    // the run of the third or of the fourth chunk is the first that has no memory
    r = from_sample_1000_on(7999, false);
    REQUIRE(r.error);
    CHECK(mentions(r.error->text, "the run ended the stream before sample "));
    CHECK(mentions(r.error->text, "the host has no memory for 500 samples of 1 program at 16"));
    const bool is_whole = r.samples == 1000 || r.samples == 1500;
    CHECK(is_whole);
    CHECK(seen.size() == r.samples);
    const auto results = all_on_reference<decltype(pipeline)>(grids);
    std::size_t wrong = 0;
    for (std::size_t k = 0; k < seen.size(); ++k)
        wrong += seen[k] != verdict_on(results[k], nullptr);
    CHECK(wrong == 0);
    check_report(run_batch(executor, batch(grids), {}, o), results, {}, false);
}

} // namespace batt::solvers
