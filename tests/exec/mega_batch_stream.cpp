// Streams of samples give what one batch gives, whatever the chunks, in order, with at most three
// chunks at a time; a stream that ends early says why, and nothing before that place is lost.
#include "support/object_pipeline.hpp"
#include "support/run_batch.hpp"
#include <atomic>
#include <batt/exec/run_stream.hpp>
#include <chrono>
#include <stdexcept>

namespace batt::solvers {

using namespace testing;

namespace {

/// Grids with expected outputs, some absent; one cannot be packed.
struct stream_samples {
    std::vector<grid> in;
    std::vector<std::optional<grid>> expected;

    explicit stream_samples(int count) : in(some_grids(count, 61)) {
        in[in.size() / 3] = grid(40, 2, 3);
        const auto known = some_expected(all_on_reference<decltype(pipeline)>(in));
        for (std::size_t k = 0; k < in.size(); ++k)
            if (k % 5 == 3)
                expected.emplace_back();
            else
                expected.emplace_back(known[k]);
    }
    /// Puts n samples into a chunk, or those that are left.
    void give(sample_chunk& c, std::size_t n) const {
        for (std::size_t k = c.first; k < std::min(c.first + n, in.size()); ++k) {
            c.in.push_back(in[k]);
            if (expected[k])
                c.expected.push_back(*expected[k]);
            else
                c.expected.push_absent();
        }
    }
};

/// The results of a stream, put together.
struct collected {
    std::vector<verdict> verdicts;
    std::vector<grid> outputs;
    std::size_t calls = 0;

    void take(const sample_chunk& c, run_report& r) {
        CHECK(c.first == verdicts.size());
        CHECK(c.in.size() == r.verdicts.size());
        verdicts.insert(verdicts.end(), r.verdicts.begin(), r.verdicts.end());
        for (grid& g : r.outputs) outputs.push_back(std::move(g));
        ++calls;
    }
};

stream_options options_for(backend where, std::size_t chunk) {
    stream_options o;
    o.where = where;
    o.outputs = true;
    o.chunk_size = chunk;
    return o;
}

/// An executor that counts its runs, and calls a function at the beginning of each.
struct watched_executor {
    std::function<void(std::size_t)> at_run;
    std::size_t runs = 0;
    executor_type executor{};

    cuda::std::expected<run_report, error_message> run(const sample_view& v, const run_options& o) {
        at_run(runs++);
        return executor.run(v, o);
    }
};

/// Waits for another thread to do something; false if it does not.
bool wait_for(const std::function<bool()>& done) {
    for (int k = 0; k < 6000 && !done(); ++k)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return done();
}

} // namespace

TEST_CASE("a stream gives what one batch gives, for chunks of any size") {
    const stream_samples samples(500);
    batch in(samples.in), expected;
    for (const auto& g : samples.expected)
        if (g)
            expected.push_back(*g);
        else
            expected.push_absent();
    for (const backend where : backends()) {
        executor_type executor;
        const run_report due = run_batch(executor, in, expected, options_for(where, 0));
        CHECK(due.evaluations.definition > 0);
        for (const std::size_t chunk : {1U, 7U, 64U, 250U, 499U, 500U, 501U, 0U}) {
            INFO(chunk);
            collected all;
            const stream_report r = run_stream(
                executor, [&](sample_chunk& c) { samples.give(c, c.wanted); },
                [&](const sample_chunk& c, run_report& report) { all.take(c, report); },
                options_for(where, chunk));
            REQUIRE_MESSAGE(r, r.error->text);
            CHECK(r.samples == 500);
            CHECK(all.calls == (chunk == 0 ? 1 : (500 + chunk - 1) / chunk));
            CHECK(all.verdicts == due.verdicts);
            CHECK(all.outputs == due.outputs);
            CHECK(r.totals.verdicts.empty());
            CHECK(r.totals.outputs.empty());
            CHECK(r.totals.where == due.where);
            CHECK(r.totals.device == due.device);
            CHECK(r.totals.tier_samples == due.tier_samples);
            CHECK(r.totals.evaluations.definition == due.evaluations.definition);
            CHECK(r.totals.seconds.total > 0);
            CHECK(r.totals.seconds.kernel > 0);
            CHECK(r.source_seconds > 0);
            CHECK(r.sink_seconds > 0);
        }
    }
}

TEST_CASE("chunks of any size, even larger than wanted, through an any_pipeline") {
    const stream_samples samples(300);
    const auto program = make_program<decltype(pipeline), pipeline_source>();
    collected all;
    std::size_t k = 0;
    const auto r = run_stream(
        *program, [&](sample_chunk& c) { samples.give(c, k++ % 3 == 0 ? 40 : 3); },
        [&](const sample_chunk& c, run_report& report) { all.take(c, report); },
        options_for(backend::host, 10));
    REQUIRE(r);
    CHECK(r.samples == 300);
    REQUIRE(all.outputs.size() == 300);
    const auto results = all_on_reference<decltype(pipeline)>(samples.in);
    std::size_t wrong = 0;
    for (std::size_t s = 0; s < 300; ++s) {
        const auto& e = samples.expected[s];
        wrong += all.verdicts[s] != verdict_on(results[s], e ? &*e : nullptr) ||
                 all.outputs[s] != results[s].out;
    }
    CHECK(wrong == 0);
}

TEST_CASE("a source without samples") {
    executor_type executor;
    std::size_t sunk = 0;
    const auto r = run_stream(
        executor, [](sample_chunk&) {}, [&](const sample_chunk&, const run_report&) { ++sunk; });
    CHECK(r);
    CHECK(r.samples == 0);
    CHECK(sunk == 0);
    CHECK(r.totals.tier_samples.empty());
}

TEST_CASE("a source that gives values for samples, but no samples, is an error and no end") {
    executor_type executor;
    const auto without_samples = [&](const chunk_parameter& given) {
        return run_stream(
            executor, [&](sample_chunk& c) { c.parameters = {given}; },
            [](const sample_chunk&, const run_report&) {});
    };
    const auto r = without_samples(std::vector<integer>{1, 2});
    REQUIRE_FALSE(r);
    CHECK(r.error->text ==
          "the source ended the stream before sample 0: it gave values without samples");
    CHECK(without_samples(integer{1})); // one for all, of which there are none
}

TEST_CASE("grids that are made on all cores, and an exception among them") {
    batch b(std::vector<grid>{grid{{1}}});
    const auto made = [](std::size_t k) {
        return grid(k % 1000 == 999 ? 40 : 2, 1, static_cast<int>(k % 10));
    };
    b.append(5000, made);
    REQUIRE(b.size() == 5001);
    CHECK(b.unpacked() == 5);
    std::size_t wrong = b[0] != grid{{1}};
    for (std::size_t k = 0; k < 5000; ++k) wrong += b[k + 1] != made(k);
    CHECK(wrong == 0);
    CHECK_THROWS_WITH_AS(b.append(5000,
                                  [&](std::size_t k) {
                                      if (k == 4321) throw std::runtime_error("no such grid");
                                      return made(k);
                                  }),
                         "no such grid", std::runtime_error);
    CHECK(b.size() == 5001);
    CHECK(b.unpacked() == 5);
    b.push_back(grid{{2}});
    CHECK(b[5001] == grid{{2}});
    b.clear();
    CHECK(b.size() == 0);
    CHECK(b.unpacked() == 0);
    b.append(2, made);
    CHECK(b[1] == made(1));
}

namespace {

/// A way to end a stream of 95 samples in chunks of 10.
struct fault {
    const char* sentence;
    std::size_t samples; ///< how many are done
    std::function<std::optional<error_message>(sample_chunk&)> source;
    std::function<std::optional<error_message>(const sample_chunk&)> sink;
};

using maybe = std::optional<error_message>;

std::vector<fault> faults() {
    const auto fine = [](const auto&) { return maybe(); };
    std::vector<fault> all;
    for (const std::size_t at : {0U, 30U, 90U}) {
        const auto in_source = [at](auto f) {
            return [at, f](sample_chunk& c) { return c.first == at ? f(c) : maybe(); };
        };
        const auto in_sink = [at](auto f) {
            return [at, f](const sample_chunk& c) { return c.first == at ? f(c) : maybe(); };
        };
        all.push_back({"the source ended the stream before sample N: no more disk", at,
                       in_source([](auto&) { return maybe(error_message{"no more disk"}); }),
                       fine});
        all.push_back(
            {"the source ended the stream before sample N: a file is broken", at,
             in_source([](auto&) -> maybe { throw std::runtime_error("a file is broken"); }),
             fine});
        all.push_back({"the source ended the stream before sample N: the host has no memory", at,
                       in_source([](auto&) -> maybe { throw std::bad_alloc(); }), fine});
        all.push_back({"the source ended the stream before sample N: what it threw is no "
                       "std::exception",
                       at, in_source([](auto&) -> maybe { throw 7; }), fine});
        all.push_back({"the run ended the stream before sample N: the batch has", at,
                       in_source([](sample_chunk& c) {
                           c.expected.push_absent();
                           return maybe();
                       }),
                       fine});
        all.push_back({"the run ended the stream before sample N: there are", at,
                       in_source([](sample_chunk& c) {
                           c.task.assign(100, 0);
                           return maybe();
                       }),
                       fine});
        all.push_back({"the run ended the stream before sample N: sample 0 is of task 2, but there "
                       "are only 0",
                       at, in_source([](sample_chunk& c) {
                           c.task.assign(c.in.size(), 2);
                           return maybe();
                       }),
                       fine});
        all.push_back({"the sink ended the stream before sample N: enough", at, fine,
                       in_sink([](auto&) { return maybe(error_message{"enough"}); })});
        all.push_back({"the sink ended the stream before sample N: no space", at, fine,
                       in_sink([](auto&) -> maybe { throw std::runtime_error("no space"); })});
    }
    return all;
}

} // namespace

TEST_CASE("whatever ends a stream early, the chunks before that place are done") {
    const stream_samples samples(95);
    const auto results = all_on_reference<decltype(pipeline)>(samples.in);
    for (const backend where : backends()) {
        executor_type executor;
        for (const fault& f : faults()) {
            std::string sentence = f.sentence;
            sentence.replace(sentence.find('N'), 1, std::to_string(f.samples));
            INFO(sentence);
            collected all;
            std::size_t ends = 0;
            const auto r = run_stream(
                executor,
                [&](sample_chunk& c) {
                    samples.give(c, c.wanted);
                    ends += c.in.size() == 0;
                    return f.source(c);
                },
                [&](const sample_chunk& c, run_report& report) {
                    if (maybe why = f.sink(c)) return why;
                    all.take(c, report);
                    return maybe();
                },
                options_for(where, 10));
            CHECK(!r);
            REQUIRE(r.error);
            CHECK(r.error->text.substr(0, sentence.size()) == sentence);
            CHECK(r.samples == f.samples);
            CHECK(all.verdicts.size() == f.samples);
            CHECK(ends <= 1);
            if (f.samples > 0) {
                REQUIRE(!r.totals.tier_samples.empty());
                CHECK(r.totals.tier_samples[0] == f.samples);
            }
            for (std::size_t k = 0; k < all.verdicts.size(); ++k)
                CHECK(all.outputs[k] == results[k].out);
        }
        // afterwards the executor works as before
        check_report(run_batch(executor, batch(samples.in), {}, options_for(where, 0)), results, {},
                     true);
    }
}

TEST_CASE("a stream with several faults reports the first one in its order") {
    const stream_samples samples(40);
    std::atomic<bool> source_failed = false;
    executor_type executor;
    // the sink fails on the first chunk after the source has failed on the third
    const auto r = run_stream(
        executor,
        [&](sample_chunk& c) {
            samples.give(c, 10);
            if (c.first < 20) return maybe();
            source_failed = true;
            return maybe(error_message{"late"});
        },
        [&](const sample_chunk&, const run_report&) {
            CHECK(wait_for([&] { return source_failed.load(); }));
            return maybe(error_message{"early"});
        },
        options_for(backend::host, 10));
    REQUIRE(r.error);
    CHECK(r.error->text == "the sink ended the stream before sample 0: early");
    CHECK(r.samples == 0);
}

TEST_CASE("a stream that is stopped from outside") {
    const stream_samples samples(95);
    executor_type executor;
    std::size_t asked = 0, sunk = 0;
    stream_options o = options_for(backend::host, 10);
    o.stopped = [&] { return ++asked > 4; };
    const auto r = run_stream(
        executor, [&](sample_chunk& c) { samples.give(c, c.wanted); },
        [&](const sample_chunk&, const run_report&) { ++sunk; }, o);
    REQUIRE(r.error);
    CHECK(r.error->text == "the run ended the stream before sample 40: the run was stopped");
    CHECK(r.samples == 40);
    CHECK(sunk == 4);
}

TEST_CASE("options that no run accepts end the stream") {
    const stream_samples samples(5);
    executor_type executor;
    stream_options o;
    o.threads = -2;
    const auto r = run_stream(
        executor, [&](sample_chunk& c) { samples.give(c, c.wanted); },
        [](const sample_chunk&, const run_report&) {}, o);
    REQUIRE(r.error);
    CHECK(r.error->text.find("threads is -2") != std::string::npos);
}

TEST_CASE("chunks are made, run and sunk side by side, and there are no more than three") {
    const stream_samples samples(200);
    std::atomic<std::size_t> made = 0, sunk = 0;
    std::atomic<bool> has_overlapped = false, is_bounded = true;
    watched_executor executor{[&](std::size_t k) {
        // this run ends when the source has made the next chunk and the sink has the one before
        if (k == 1)
            has_overlapped =
                wait_for([&] { return made == 3; }) && wait_for([&] { return sunk == 1; });
    }};
    const auto r = run_stream(
        executor,
        [&](sample_chunk& c) {
            samples.give(c, 10);
            if (++made > sunk + 3) is_bounded = false;
        },
        [&](const sample_chunk& c, const run_report&) {
            ++sunk;
            if (c.first == 0) CHECK(wait_for([&] { return has_overlapped.load(); }));
        },
        options_for(backend::host, 10));
    CHECK(r);
    CHECK(has_overlapped);
    CHECK(is_bounded);
    CHECK(r.samples == 200);
}

} // namespace batt::solvers
