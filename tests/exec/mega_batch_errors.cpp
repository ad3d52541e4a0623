// When the executor cannot run something it says so in a sentence, and it stays usable.
#include "support/object_pipeline.hpp"
#include "support/ran.hpp"
#include "support/run_batch.hpp"

namespace batt::solvers {

using namespace testing;

/// The sentence of a run that must fail, after which a good run must succeed.
static std::string sentence(executor_type& executor, const batch_argument& in,
                            const batch_argument& expected, const run_options& options) {
    const auto r = executor.run(in, expected, options);
    REQUIRE(!r.has_value());
    const std::string text = r.error().text;
    const auto grids = some_grids(40, 31);
    const auto results = all_on_reference<decltype(pipeline)>(grids);
    for (const backend where : backends()) {
        run_options good;
        good.where = where;
        good.outputs = true;
        check_report(run_batch(executor, batch(grids), {}, good), results, {}, true);
    }
    return text;
}

static bool mentions(const std::string& text, const char* part) {
    INFO(text);
    const bool found = text.find(part) != std::string::npos;
    CHECK(found);
    return found;
}

TEST_CASE("unequal numbers of inputs and expected outputs") {
    executor_type executor;
    const batch five(some_grids(5, 32)), four(some_grids(4, 33));
    for (const backend where : backends()) {
        run_options o;
        o.where = where;
        const std::string text = sentence(executor, five, four, o);
        CHECK(mentions(text, "5 inputs"));
        CHECK(mentions(text, "4 expected"));
        sentence(executor, batch_view{}, four, o);
    }
}

TEST_CASE("batches without memory") {
    executor_type executor;
    const batch two(some_grids(2, 34));
    const batch_view good = two;
    for (const backend where : backends()) {
        run_options o;
        o.where = where;
        CHECK(mentions(sentence(executor, batch_view{nullptr, good.sizes, 2, false}, {}, o),
                       "memory"));
        CHECK(mentions(sentence(executor, batch_view{good.rows, nullptr, 2, false}, {}, o),
                       "memory"));
        CHECK(mentions(sentence(executor, good, batch_view{nullptr, good.sizes, 2, false}, o),
                       "memory"));
        CHECK(mentions(sentence(executor, good, batch_view{good.rows, nullptr, 2, false}, o),
                       "memory"));
    }
}

TEST_CASE("sizes that a batch cannot have") {
    executor_type executor;
    batch three(some_grids(3, 35));
    const batch_view good = three;
    std::vector<packed_size> sizes(good.sizes, good.sizes + 3);
    sizes[1] = {33, 2};
    for (const backend where : backends()) {
        run_options o;
        o.where = where;
        std::string text = sentence(executor, batch_view{good.rows, sizes.data(), 3, false}, {}, o);
        CHECK(mentions(text, "grid 1 of the inputs is 33 x 2"));
        text = sentence(executor, good, batch_view{good.rows, sizes.data(), 3, false}, o);
        CHECK(mentions(text, "grid 1 of the expected outputs is 33 x 2"));
        sizes[2] = packed_size::absent();
        text = sentence(executor, batch_view{good.rows + packed_side, sizes.data() + 2, 1, false},
                        {}, o);
        CHECK(mentions(text, "grid 0 of the inputs is absent"));
        sizes[2] = good.sizes[2];
    }
}

TEST_CASE("a grid without rows has no columns") {
    const packed_row rows[packed_side] = {};
    const packed_size size{0, 5};
    const batch_view odd{rows, &size, 1, false};
    constexpr auto p = solver(O = I);
    mega_batch<decltype(p)> executor;
    for (const backend where : backends()) {
        run_options o;
        o.where = where;
        o.outputs = true;
        const auto r = run_batch(executor, odd, batch(std::vector<grid>{grid()}), o);
        CHECK(r.outputs[0] == grid());
        CHECK(r.verdicts[0].match());
    }
}

TEST_CASE("grids that cannot be packed keep their places") {
    batch b;
    const std::vector<grid> large{grid(33, 1), grid(1, 33), grid(1, 1, 15), grid(1, 1, -2)};
    for (const grid& g : large) {
        CHECK(!batch::accepts(g));
        b.push_back(g);
        b.push_back(grid(1, 1, -1));
    }
    b.push_back(grid(32, 32, 14));
    REQUIRE(b.size() == 9);
    CHECK(b.unpacked() == 4);
    const batch copy = b.repeated(2);
    b = {};
    for (std::size_t k = 0; k < 18; ++k)
        CHECK(copy[k] == (k % 9 == 8       ? grid(32, 32, 14)
                          : k % 9 % 2 == 1 ? grid(1, 1, -1)
                                           : large[k % 9 / 2]));
}

TEST_CASE("a negative number of threads") {
    executor_type executor;
    const batch two(some_grids(2, 34));
    run_options o;
    o.threads = -3;
    for (const backend where : backends()) {
        o.where = where;
        CHECK(mentions(sentence(executor, two, {}, o), "threads is -3"));
    }
}

namespace {
sample_set samples_of(const std::vector<grid>& inputs, const std::vector<grid>& expected) {
    sample_set s;
    s.inputs = inputs;
    s.expected.assign(expected.begin(), expected.end());
    return s;
}
} // namespace

TEST_CASE("a program behind the run-time interface") {
    const auto program = make_program<decltype(pipeline), pipeline_source>();
    CHECK(program->programs() == 1);
    CHECK(program->statements() == 4);
    CHECK(std::string(program->source(0).id) == "abc");
    CHECK(program->source(0).statements == 4);
    run_report report;
    error_message error;
    const sample_set larger = samples_of({grid(40, 2, 3)}, {});
    report = testing::ran(program->run(larger));
    CHECK(report.verdicts[0] ==
          testing::verdict_on(on_reference<decltype(pipeline)>(grid(40, 2, 3)), nullptr));
    const auto grids = some_grids(30, 36);
    const auto results = all_on_reference<decltype(pipeline)>(grids);
    const auto wanted = some_expected(results);
    error = testing::refused(program->run(samples_of(grids, {grid()})));
    CHECK(mentions(error.text, "30 inputs but 1 expected outputs"));
    run_options o;
    o.outputs = true;
    const sample_set samples = samples_of(grids, wanted);
    report = testing::ran(program->run(samples, o));
    check_report(report, results, wanted, true);
    report = testing::ran(program->run_standard(samples, o));
    check_report(report, results, wanted, true);
    report = testing::ran(program->run(samples, o, 3));
    CHECK(report.verdicts.size() == 90);
    for (std::size_t k = 0; k < 30; ++k) {
        CHECK(report.verdicts[k + 30] == report.verdicts[k]);
        CHECK(report.verdicts[k + 60] == report.verdicts[k]);
        CHECK(report.outputs[k + 60] == results[k].out);
    }
    // so many repetitions that not every one has a copy of the samples
    constexpr auto mirrored = solver(O = vmirror(I));
    const auto fast = make_program<decltype(mirrored), pipeline_source>();
    sample_set pair = samples_of({grid{{1, 2}}, grid{{3}}}, {grid{{2, 1}}, grid{{4}}});
    report = testing::ran(fast->run(pair, {}, 300'001));
    REQUIRE(report.verdicts.size() == 600'002);
    std::size_t matches = 0;
    for (std::size_t k = 0; k < report.verdicts.size(); k += 2)
        matches += report.verdicts[k].match() && report.verdicts[k + 1].ok() &&
                   !report.verdicts[k + 1].match();
    CHECK(matches == 300'001);
    CHECK(report.tier_samples[0] == 600'002);
    std::vector<traced_statement> statements;
    CHECK(!program->trace(0, samples, 0, backend::host, statements, error));
    CHECK(mentions(error.text, "not written by card"));
}

#if !defined(__CUDACC__)

TEST_CASE("CUDA in a program that was built without it") {
    executor_type executor;
    run_options o;
    o.where = backend::cuda;
    CHECK(mentions(sentence(executor, batch(some_grids(3, 37)), {}, o), "without CUDA"));
    o.where = backend::automatic;
    CHECK(run_batch(executor, batch(some_grids(3, 37)), {}, o).where == backend::host);
}

#else

TEST_CASE("a device that does not exist") {
    executor_type executor;
    run_options o;
    o.where = backend::cuda;
    for (const int device : {99, -2}) {
        o.device = device;
        CHECK(mentions(sentence(executor, batch(some_grids(3, 38)), {}, o),
                       ("no CUDA device " + std::to_string(device)).c_str()));
    }
}

TEST_CASE("device memory on the host") {
    executor_type executor;
    run_options o;
    o.where = backend::host;
    const batch three(some_grids(3, 39));
    const device_batch copy = copied_to_device(three);
    CHECK(mentions(sentence(executor, copy, {}, o), "device memory"));
    CHECK(mentions(sentence(executor, three, copy, o), "device memory"));
}

/// Occupies all free memory of the device but `left` bytes.
class occupied_memory {
public:
    explicit occupied_memory(std::size_t left) {
        cudaMemPool_t pool;
        REQUIRE(cudaDeviceGetDefaultMemPool(&pool, 0) == cudaSuccess);
        REQUIRE(cudaDeviceSynchronize() == cudaSuccess);
        REQUIRE(cudaMemPoolTrimTo(pool, 0) == cudaSuccess);
        for (std::size_t piece = std::size_t{1} << 36; piece >= std::size_t{1} << 20;) {
            std::size_t free = 0, all = 0;
            cudaMemGetInfo(&free, &all);
            void* p = nullptr;
            if (free >= left + piece && cudaMalloc(&p, piece) == cudaSuccess)
                taken_.push_back(p);
            else
                piece /= 2;
        }
        cudaGetLastError();
    }
    occupied_memory(const occupied_memory&) = delete;
    occupied_memory& operator=(const occupied_memory&) = delete;
    ~occupied_memory() {
        for (void* p : taken_) cudaFree(p);
    }

private:
    std::vector<void*> taken_;
};

TEST_CASE("device memory smaller than the batch") {
    const auto grids = some_grids(500, 40);
    const auto results = all_on_reference<decltype(pipeline)>(grids);
    const auto wanted = some_expected(results);
    const batch in = batch(grids).repeated(300), expected = batch(wanted).repeated(300);
    executor_type warm_up; // the first launch takes the memory that kernels need for themselves
    run_options o;
    o.where = backend::cuda;
    o.outputs = true;
    check_report(run_batch(warm_up, batch(grids), batch(wanted), o), results, wanted, true);
    const auto count_wrong = [&](const run_report& r) {
        std::size_t wrong = 0;
        for (std::size_t k = 0; k < r.verdicts.size(); ++k) {
            const auto& x = results[k % 500];
            wrong += r.verdicts[k] != verdict_on(x, &wanted[k % 500]) || r.outputs[k] != x.out;
        }
        return wrong;
    };
    executor_type executor;
    {
        // 150,000 samples would take 230 MB
        const occupied_memory rest(std::size_t{100} << 20);
        CHECK(count_wrong(run_batch(executor, in, expected, o)) == 0);
    }
    executor_type fresh;
    {
        // the only memory left is what other executors of the process have kept
        const occupied_memory all(0);
        const auto r = fresh.run(in, expected, o);
        if (!r.has_value()) {
            CHECK(mentions(r.error().text, "out of memory"));
        } else {
            CHECK(count_wrong(*r) == 0);
        }
    }
    check_report(run_batch(fresh, batch(grids), batch(wanted), o), results, wanted, true);
}

#endif

} // namespace batt::solvers
