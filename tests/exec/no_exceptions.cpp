// batt.hpp without exceptions: programs run, there is no reference, and `capacity` is final.
#define DOCTEST_CONFIG_NO_EXCEPTIONS_BUT_WITH_ALL_ASSERTS
#include <batt/batt.hpp>
#include <doctest/doctest.h>

#if BATT_HAS_REFERENCE
#error "this test is compiled without exceptions"
#endif

namespace batt::solvers {

constexpr auto pipeline = solver(x1 = objects(I, T, F, T), x2 = argmax(x1, size),
                                 x3 = fill(I, FIVE, x2), O = vmirror(x3));
constexpr auto large = solver(O = upscale(I, THREE));

template <class Program, class Tiers>
static run_report run(const std::vector<grid>& in, backend where) {
    mega_batch<Program, Tiers> executor;
    run_options o;
    o.where = where;
    o.outputs = true;
    const auto r = executor.run(batch(in), o);
    CHECK(r.has_value());
    return r ? *r : run_report{};
}

static std::vector<backend> backends() {
#if defined(__CUDACC__)
    return {backend::host, backend::cuda};
#else
    return {backend::host};
#endif
}

TEST_CASE("programs run") {
    for (const backend where : backends()) {
        const auto r = run<decltype(pipeline), tiers<fast_tier>>(
            {grid{{0, 0, 1}, {0, 2, 2}}, grid(3, 3)}, where);
        REQUIRE(r.verdicts.size() == 2);
        CHECK(r.verdicts[0].ok());
        CHECK(r.outputs[0] == grid{{1, 0, 0}, {5, 5, 0}});
        CHECK(r.verdicts[1] == verdict(status::empty, 2));
        CHECK(r.tier_samples[1] == 0);
    }
}

TEST_CASE("capacity after the last tier is final") {
    for (const backend where : backends()) {
        const std::vector<grid> in{grid(11, 2, 1), grid{{1, 2}}};
        const auto r = run<decltype(large), tiers<fast_tier>>(in, where);
        REQUIRE(r.verdicts.size() == 2);
        CHECK(r.verdicts[0] == verdict(status::capacity, 1));
        CHECK(r.outputs[0] == grid());
        CHECK(r.outputs[1] == grid{{1, 1, 1, 2, 2, 2}, {1, 1, 1, 2, 2, 2}, {1, 1, 1, 2, 2, 2}});
        CHECK(r.tier_samples.back() == 0);
        // only after the last tier: here a larger one follows
        const auto tiny = run<decltype(pipeline), tiers<tier<32, 32, 2>, fast_tier>>(
            {grid{{0, 0, 1}, {0, 2, 2}}}, where);
        REQUIRE(tiny.verdicts.size() == 1);
        CHECK(tiny.outputs[0] == grid{{1, 0, 0}, {5, 5, 0}});
        CHECK(tiny.tier_samples[1] == 1);
    }
}

TEST_CASE("a stream ends with its source, or with a sentence") {
    mega_batch<decltype(pipeline)> executor;
    for (const backend where : backends())
        for (const bool fails : {false, true}) {
            stream_options o;
            o.where = where;
            o.chunk_size = 2;
            const auto r = run_stream(
                executor,
                [](sample_chunk& c) {
                    if (c.first < 10) c.in.append(2, [](std::size_t) { return grid{{0, 1}}; });
                },
                [&](const sample_chunk& c, const run_report&) -> std::optional<error_message> {
                    if (fails && c.first == 6) return error_message{"enough"};
                    return std::nullopt;
                },
                o);
            CHECK(r.samples == (fails ? 6 : 10));
            CHECK(r.error.has_value() == fails);
        }
}

} // namespace batt::solvers
