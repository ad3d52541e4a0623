// What the executor cannot do comes back as a sentence, and the executor stays usable.
#include "support/run_batch.hpp"
#include <batt/dsl.hpp>
#include <batt/exec/program.hpp>

namespace batt::solvers {

using namespace testing;

constexpr auto pipeline = solver(x1 = objects(I, T, F, T), x2 = argmax(x1, size),
                                 x3 = fill(I, FIVE, x2), O = vmirror(x3));
using executor_type = mega_batch<decltype(pipeline)>;

/// The sentence of a run that must fail, after which a good run must succeed.
static std::string sentence(executor_type& executor, const batch_view& in,
                            const batch_view& expected, const run_options& options) {
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

TEST_CASE("no memory") {
    executor_type executor;
    const batch two(some_grids(2, 34));
    const batch_view good = two;
    for (const backend where : backends()) {
        run_options o;
        o.where = where;
        CHECK(mentions(sentence(executor, {nullptr, good.sizes, 2, false}, {}, o), "memory"));
        CHECK(mentions(sentence(executor, {good.rows, nullptr, 2, false}, {}, o), "memory"));
        CHECK(mentions(sentence(executor, good, {nullptr, good.sizes, 2, false}, o), "memory"));
        CHECK(mentions(sentence(executor, good, {good.rows, nullptr, 2, false}, o), "memory"));
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
        std::string text = sentence(executor, {good.rows, sizes.data(), 3, false}, {}, o);
        CHECK(mentions(text, "grid 1 of the inputs is 33 x 2"));
        text = sentence(executor, good, {good.rows, sizes.data(), 3, false}, o);
        CHECK(mentions(text, "grid 1 of the expected outputs is 33 x 2"));
    }
}

TEST_CASE("without rows there are no columns") {
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

TEST_CASE("grids that a batch does not take") {
    batch b;
    CHECK(!b.push_back(grid(33, 1)));
    CHECK(!b.push_back(grid(1, 33)));
    CHECK(!b.push_back(grid(1, 1, 15)));
    CHECK(!b.push_back(grid(1, 1, -2)));
    CHECK(b.size() == 0);
    CHECK(b.push_back(grid(32, 32, 14)));
    CHECK(b.push_back(grid(1, 1, -1)));
    CHECK(b[0] == grid(32, 32, 14));
    CHECK(b[1] == grid(1, 1, -1));
}

namespace {
struct pipeline_source {
    static constexpr program_source value{"abc", "solve_abc", "abc.hpp", 1, 0, ""};
};

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
    CHECK(!program->run(samples_of({grid(40, 2)}, {}), 1, {}, report, error));
    CHECK(mentions(error.text, "32 x 32"));
    const auto grids = some_grids(30, 36);
    const auto results = all_on_reference<decltype(pipeline)>(grids);
    const auto wanted = some_expected(results);
    CHECK(!program->run(samples_of(grids, {grid()}), 1, {}, report, error));
    CHECK(mentions(error.text, "30 inputs but 1 expected outputs"));
    run_options o;
    o.outputs = true;
    const sample_set samples = samples_of(grids, wanted);
    REQUIRE(program->run(samples, 1, o, report, error));
    check_report(report, results, wanted, true);
    REQUIRE(program->run_standard(samples, o, report, error));
    check_report(report, results, wanted, true);
    REQUIRE(program->run(samples, 3, o, report, error));
    CHECK(report.verdicts.size() == 90);
    for (std::size_t k = 0; k < 30; ++k) {
        CHECK(report.verdicts[k + 30] == report.verdicts[k]);
        CHECK(report.verdicts[k + 60] == report.verdicts[k]);
        CHECK(report.outputs[k + 60] == results[k].out);
    }
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
    const device_batch copy = on_device(three);
    CHECK(mentions(sentence(executor, copy, {}, o), "device memory"));
    CHECK(mentions(sentence(executor, three, copy, o), "device memory"));
}

/// Takes all of the device's free memory but `left` bytes.
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
    executor_type warm_up; // what kernels need of their own is taken at the first launch
    run_options o;
    o.where = backend::cuda;
    o.outputs = true;
    check_report(run_batch(warm_up, batch(grids), batch(wanted), o), results, wanted, true);
    executor_type executor;
    {
        // 150,000 samples want 230 MB
        const occupied_memory rest(std::size_t{100} << 20);
        const run_report r = run_batch(executor, in, expected, o);
        std::size_t wrong = 0;
        for (std::size_t k = 0; k < r.verdicts.size(); ++k) {
            const auto& x = results[k % 500];
            wrong += r.verdicts[k] != verdict_on(x, &wanted[k % 500]) || r.outputs[k] != x.out;
        }
        CHECK(wrong == 0);
    }
    executor_type fresh;
    {
        const occupied_memory all(0);
        const auto r = fresh.run(in, expected, o);
        REQUIRE(!r.has_value());
        CHECK(mentions(r.error().text, "out of memory"));
    }
    check_report(run_batch(fresh, batch(grids), batch(wanted), o), results, wanted, true);
}

#endif

} // namespace batt::solvers
