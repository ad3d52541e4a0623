// Programs with parameters in the executor: with one value for all samples or one per sample they
// give what the definition gives with these values, wherever they run.
#include "support/run_batch.hpp"
#include <batt/dsl.hpp>
#include <batt/exec/program_pipeline.hpp>
#include <batt/exec/run_stream.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::solvers::parameters_given {

using namespace testing;

/// Overflows windows of 32 for some samples and values.
constexpr auto program =
    solver(x1 = objects(I, T, param<1, type::boolean>, T), x2 = argmax(x1, size),
           x3 = shift(x2, param<2, type::ivec>), x4 = fill(I, param<0>, x3),
           x5 = upscale(x4, param<3>), x6 = vmirror(x5), O = downscale(x6, param<3>));
using P = std::remove_cv_t<decltype(program)>;

namespace {

/// Values for n samples, as a run and as a plain call take them.
struct some_values {
    std::vector<integer> colors, factors;
    std::unique_ptr<bool[]> diagonal;
    std::vector<ivec> steps;

    some_values(std::size_t n, unsigned seed) : diagonal(new bool[n]) {
        std::mt19937 random(seed);
        for (std::size_t k = 0; k < n; ++k) {
            colors.push_back(static_cast<integer>(random() % 18) - 2); // some are no colours
            factors.push_back(static_cast<integer>(random() % 4));
            diagonal[k] = random() % 2 == 0;
            steps.push_back({static_cast<integer>(random() % 7) - 3, 1});
        }
    }
    std::span<const bool> diagonals() const { return {diagonal.get(), colors.size()}; }
};

/// The results by definition, sample by sample.
template <class Values>
std::vector<sample_result> by_definition(const std::vector<grid>& grids, const Values& values_of) {
    std::vector<sample_result> out;
    for (std::size_t k = 0; k < grids.size(); ++k) {
        const auto [color, diagonal, step, factor] = values_of(k);
        const integer words[] = {color, diagonal ? 1 : 0, step.i, step.j, factor};
        reference::definition_machine b;
        const auto r = P::run_grid(b, reference::from_host(grids[k]), words);
        out.push_back(
            {r.why.why(), r.why.statement(), r.why.none() ? reference::to_host(r.value) : grid()});
    }
    return out;
}

/// Checks the run in all ways in which it can be made.
void check_all(const std::vector<grid>& grids, const std::vector<sample_result>& results,
               const parameter_values& values) {
    const std::vector<grid> wanted = some_expected(results);
    const batch in(grids), expected(wanted);
    mega_batch<P, tiers<tier<32, 32, 40>, large_tier>> executor;
    const auto check_run = [&](const sample_view& v, const run_options& o) {
        const auto r = executor.run(v, o);
        const std::string text = r ? "" : r.error().text;
        REQUIRE_MESSAGE(r.has_value(), text);
        check_report(*r, results, v.expected.count != 0 ? wanted : std::vector<grid>(), o.outputs);
        return *r;
    };
    for (const backend where : backends())
        for (const std::size_t batch_size : {0, 7}) {
            run_options o;
            o.where = where;
            o.batch_size = batch_size;
            o.outputs = batch_size != 0;
            const run_report r =
                check_run({.in = in, .expected = expected, .parameters = values}, o);
            CHECK(r.tier_samples[1] > 0);
            check_run({.in = in, .parameters = values}, o);
        }
    const auto standard = executor.run_standard({.in = in, .parameters = values});
    REQUIRE(standard);
    check_report(*standard, results, {}, false);
#if defined(__CUDACC__)
    const device_batch there = copied_to_device(in), wanted_there = copied_to_device(expected);
    for (const std::size_t batch_size : {0, 16}) {
        run_options o;
        o.where = backend::cuda;
        o.batch_size = batch_size;
        check_run({.in = there, .expected = wanted_there, .parameters = values}, o);
        o.device = -1;
        check_run({.in = in, .expected = wanted_there, .parameters = values}, o);
    }
#endif
}

} // namespace

TEST_CASE("a stream of samples with values for all of them") {
    const auto grids = some_grids(50, 61);
    const batch all(grids);
    const parameter_values values{3, true, ivec{1, 1}, 2};
    mega_batch<P> executor;
    const auto due = executor.run({.in = all, .parameters = values});
    REQUIRE(due);
    stream_options o;
    o.chunk_size = 20;
    o.parameters = values;
    std::vector<verdict> got;
    const auto source = [&](sample_chunk& c) {
        const std::size_t n = std::min(c.wanted, grids.size() - c.first);
        c.in.append(n, [&](std::size_t k) { return grids[c.first + k]; });
    };
    const auto sink = [&](const sample_chunk&, run_report& r) {
        got.insert(got.end(), r.verdicts.begin(), r.verdicts.end());
    };
    REQUIRE(run_stream(executor, source, sink, o));
    CHECK(got == due->verdicts);
}

TEST_CASE("a stream whose chunks have values of their own, per sample or for all, or none") {
    const auto grids = some_grids(150, 62);
    const some_values each(grids.size(), 7);
    const auto results = by_definition(grids, [&](std::size_t k) {
        const bool own = k < 100; // the last chunks take the values of the options
        return std::tuple(own ? each.colors[k] : 3, own ? each.diagonal[k] : true,
                          own ? each.steps[k] : ivec{1, 1}, own ? 1 + (k < 40) : 2);
    });
    for (const backend where : backends())
        for (const std::size_t chunk_size : {1U, 20U}) {
            mega_batch<P> executor;
            stream_options o;
            o.where = where;
            o.outputs = true;
            o.chunk_size = chunk_size;
            o.parameters = {3, true, ivec{1, 1}, 2};
            std::size_t wrong = 0, done = 0;
            const auto source = [&](sample_chunk& c) {
                CHECK(c.parameters.empty());
                const std::size_t n = std::min(c.wanted, grids.size() - c.first);
                std::vector<integer> colors, diagonal;
                std::vector<ivec> steps;
                for (std::size_t k = c.first; k < c.first + n; ++k) {
                    c.in.push_back(grids[k]);
                    colors.push_back(each.colors[k]);
                    diagonal.push_back(each.diagonal[k] ? 1 : 0);
                    steps.push_back(each.steps[k]);
                }
                if (c.first < 100) c.parameters = {colors, diagonal, steps, c.first < 40 ? 2 : 1};
            };
            const auto sink = [&](const sample_chunk& c, const run_report& r) {
                for (std::size_t k = 0; k < c.in.size(); ++k, ++done)
                    wrong += r.verdicts[k] != verdict_on(results[done], nullptr) ||
                             r.outputs[k] != results[done].out;
            };
            const stream_report r = run_stream(executor, source, sink, o);
            const std::string text = r ? "" : r.error->text;
            REQUIRE_MESSAGE(r, text);
            CHECK(done == grids.size());
            CHECK(wrong == 0);
        }
}

TEST_CASE("values of a chunk that do not fit end the stream before it") {
    mega_batch<P> executor;
    std::vector<chunk_parameter> values;
    const auto sentence = [&] {
        const auto r = run_stream(
            executor,
            [&](sample_chunk& c) {
                if (c.first == 6) return;
                c.in.append(3, [](std::size_t) { return grid(2, 2, 1); });
                if (c.first == 3)
                    c.parameters = values;
                else
                    c.parameters = {std::vector<integer>(3, 5), 1, ivec{0, 0}, 1};
            },
            [](const sample_chunk&, const run_report&) {});
        CHECK(r.samples == (r ? 6 : 3));
        return r ? std::string() : r.error->text;
    };
    const std::string begin = "the run ended the stream before sample 3: ";
    values = {5, 1, ivec{0, 0}, std::vector<integer>(3, 2)};
    CHECK(sentence() == "");
    values = {std::vector<integer>(2, 5), 1, ivec{0, 0}, 1};
    CHECK(sentence() == begin + "parameter 0 has 2 values, but there are 3 inputs");
    values = {5, 1};
    CHECK(sentence() == begin + "the program takes 4 parameters, but 2 are given");
    values = {5, std::vector<integer>{0, 1, 2}, ivec{0, 0}, 1};
    CHECK(sentence() == begin + "parameter 1 is true or false, but its value is 2 for sample 2");
    values = {5, 1, std::vector<integer>(3, 2), 1};
    CHECK(sentence() == begin + "parameter 2 is a location, but it is given integers");
    values = {}; // the values are those of the options, which have none
    CHECK(sentence() == begin + "the program takes 4 parameters, but none is given");
}

TEST_CASE("a value per sample, a value for all, and both") {
    std::vector<grid> grids = some_grids(150, 91);
    grids[60] = grid(40, 3, 2); // it cannot be packed
    grids[60](1, 1) = 5;
    const some_values each(grids.size(), 4);
    check_all(grids,
              by_definition(grids,
                            [&](std::size_t k) {
                                return std::tuple(each.colors[k], each.diagonal[k], each.steps[k],
                                                  each.factors[k]);
                            }),
              {each.colors, each.diagonals(), each.steps, each.factors});
    check_all(grids,
              by_definition(grids, [&](std::size_t) { return std::tuple(7, true, ivec{0, 1}, 3); }),
              {7, true, dsl::RIGHT, 3});
    check_all(
        grids,
        by_definition(grids, [&](std::size_t k) { return std::tuple(7, false, each.steps[k], 2); }),
        {7, false, each.steps, 2});
}

TEST_CASE("chosen samples have their own values, in every repetition") {
    const std::vector<grid> grids = some_grids(60, 92);
    const some_values each(grids.size(), 5);
    const auto results = by_definition(grids, [&](std::size_t k) {
        return std::tuple(each.colors[k], each.diagonal[k], each.steps[k], each.factors[k]);
    });
    const std::uint32_t places[] = {59, 3, 3, 17, 0, 41};
    std::vector<sample_result> due;
    for (int turn = 0; turn < 3; ++turn)
        for (const std::uint32_t k : places) due.push_back(results[k]);
    const batch in(grids);
    const parameter_values values{each.colors, each.diagonals(), each.steps, each.factors};
    mega_batch<P> executor;
    for (const backend where : backends()) {
        run_options o;
        o.where = where;
        o.outputs = true;
        const auto r = executor.run({.in = in, .parameters = values}, o,
                                    sample_choice{.samples = places, .repeat = 3});
        REQUIRE(r);
        check_report(*r, due, {}, true);
    }
}

TEST_CASE("values that do not fit the parameters or the samples") {
    const batch in(some_grids(5, 93));
    const some_values each(5, 6);
    const std::span<const integer> colors(each.colors);
    mega_batch<P> executor;
    const auto sentence = [&](const parameter_values& values) {
        for (const backend where : backends()) {
            run_options o;
            o.where = where;
            const auto r = executor.run({.in = in, .parameters = values}, o);
            REQUIRE(!r);
            const auto standard = executor.run_standard({.in = in, .parameters = values});
            REQUIRE(!standard);
            CHECK(standard.error().text == r.error().text);
            if (where == backends().back()) return r.error().text;
        }
        return std::string();
    };
    CHECK(sentence({}) == "the program takes 4 parameters, but none is given");
    CHECK(sentence({3}) == "the program takes 4 parameters, but 1 is given");
    CHECK(sentence({3, true, dsl::UP, 2, 2}) == "the program takes 4 parameters, but 5 are given");
    CHECK(sentence({3, true, dsl::UP, colors.first(4)}) ==
          "parameter 3 has 4 values, but there are 5 inputs");
    const std::vector<integer> six(6), no_truth{1, 0, 1, -1, 5};
    CHECK(sentence({six, true, dsl::UP, 2}) == "parameter 0 has 6 values, but there are 5 inputs");
    CHECK(sentence({dsl::UP, true, dsl::UP, 2}) ==
          "parameter 0 is an integer, but it is given locations");
    CHECK(sentence({3, true, 4, 2}) == "parameter 2 is a location, but it is given integers");
    CHECK(sentence({3, 2, dsl::UP, 2}) == "parameter 1 is true or false, but its value is 2");
    CHECK(sentence({3, no_truth, dsl::UP, 2}) ==
          "parameter 1 is true or false, but its value is -1 for sample 3");
    CHECK(sentence({std::span<const integer>(static_cast<const integer*>(nullptr), 5), true,
                    dsl::UP, 2}) == "parameter 0 has values, but no memory");
    // and the executor is as good as new; the integers 0 and 1 are taken for booleans
    CHECK(executor.run({.in = in, .parameters = parameter_values{3, 1, dsl::UP, 2}}));
    CHECK(executor.run({.in = in, .parameters = parameter_values{true, false, dsl::UP, colors}}));
    // a program without parameters
    mega_batch<decltype(solver(O = vmirror(I)))> none;
    const auto r = none.run({.in = in, .parameters = parameter_values{colors}});
    REQUIRE(!r);
    CHECK(r.error().text == "the program takes no parameters, but 1 is given");
}

// a column must live longer than the runs
static_assert(!std::is_constructible_v<parameter_column, std::vector<integer>>);
static_assert(std::is_constructible_v<parameter_column, const std::vector<integer>&>);
static_assert(std::is_constructible_v<parameter_column, std::span<const ivec>>);
// 64 bits may not fit, and a vector<bool> holds no bools
static_assert(!std::is_constructible_v<parameter_column, long long>);
static_assert(!std::is_constructible_v<parameter_column, unsigned>);
static_assert(std::is_constructible_v<parameter_column, unsigned short>);
static_assert(!std::is_constructible_v<parameter_column, std::vector<bool>&>);

namespace {
struct program_named {
    static constexpr program_source value{"abc", "solve_abc", "abc.hpp", 1, 0, ""};
};
} // namespace

TEST_CASE("parameters behind the run-time interface, beside programs that take none") {
    const auto with = make_program<decltype(program), program_named>();
    const auto without = make_program<decltype(solver(O = vmirror(I))), program_named>();
    const std::vector<grid> grids = some_grids(20, 94);
    const auto results =
        by_definition(grids, [](std::size_t) { return std::tuple(3, true, ivec{1, 0}, 1); });
    const batch in(grids);
    const parameter_values values{3, true, dsl::DOWN, 1};
    const sample_view v{.in = in, .parameters = values};
    const pipeline_call calls[] = {{with.get()}, {without.get()}, {with.get()}};
    const auto reports = run_side_by_side(v, calls);
    for (const int k : {0, 2}) {
        REQUIRE(reports[static_cast<std::size_t>(k)]);
        check_report(*reports[static_cast<std::size_t>(k)], results, {}, false);
    }
    REQUIRE(!reports[1]);
    CHECK(reports[1].error().text == "the program takes no parameters, but 4 are given");
    sample_set set;
    set.inputs = grids;
    const auto r = with->run(set);
    REQUIRE(!r);
    CHECK(r.error().text == "the program takes 4 parameters, but none is given");
}

} // namespace batt::solvers::parameters_given
BATT_HOST_CALLS_END
