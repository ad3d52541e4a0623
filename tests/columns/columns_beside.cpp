// What the definition does beside a device changes no result, however its chunks come and in
// whatever order its threads work. The device is the host here.
#include "support/columns_check.hpp"
#include "support/damage.hpp"
#include "support/json_grid.hpp"
#include <batt/columns.hpp>
#include <batt/columns/host_pass.hpp>
#include <chrono>
#include <doctest/doctest.h>
#include <fstream>
#include <thread>

namespace {

using namespace batt;
using namespace batt::testing;
using nlohmann::json;

/// Runs some outputs at a time on the host, in random order, and takes its time.
class device_of_host final : public columns::device_runner {
public:
    explicit device_of_host(std::size_t at_once, unsigned seed = 1)
        : at_once_(at_once), random_(seed) {}

    std::size_t fails_at = ~std::size_t{0}; ///< the number of a chunk
    std::size_t chunks = 0;                 ///< that have run

    bool ready(const run_options&, error_message&) override { return true; }
    bool run(const columns::device_call& call, run_report& report, error_message& error) override {
        report.device = "the host";
        const bool good = call.tier == 0 ? run<0>(call) : run<1>(call);
        if (!good) error.text = "the device has failed";
        return good;
    }
    bool fetch(const batch_view&, std::span<const std::size_t>, batch&, error_message&) override {
        return false; // all samples are in host memory
    }

private:
    template <int Tier>
    bool run(const columns::device_call& call) {
        std::vector<std::size_t> first(1);
        for (std::size_t k = 0; k < call.outputs.size(); ++k)
            first.push_back(first.back() + call.samples_of(k).size());
        std::vector<std::size_t> begins;
        for (std::size_t k = 0; k < call.outputs.size(); k += at_once_) begins.push_back(k);
        std::shuffle(begins.begin(), begins.end(), random_);
        for (const std::size_t begin : begins) {
            if (chunks++ == fails_at) return false;
            std::vector<std::size_t> own;
            columns::pass p;
            p.lists.assign(call.lists.begin(), call.lists.end());
            p.fifteen = call.fifteen;
            for (std::size_t k = begin; k < std::min(begin + at_once_, call.outputs.size()); ++k) {
                own.push_back(k);
                p.outputs.push_back(call.outputs[k]);
                p.list_of.push_back(call.list_of[k]);
            }
            p.prepare<Tier>(call.options.outputs);
            if (!columns::host_pass<Tier>(call.of, call.compiled, call.data, call.options, p).run())
                return false;
            std::copy(p.results.begin(), p.results.end(), call.results + first[begin]);
            const columns::output_grids to = call.grids.from(first[begin]);
            if (to.rows != nullptr) std::copy(p.grids.begin(), p.grids.end(), to.rows);
            if (to.wide != nullptr) std::copy(p.wide.begin(), p.wide.end(), to.wide);
            if (to.sizes != nullptr) std::copy(p.sizes.begin(), p.sizes.end(), to.sizes);
            if (call.have_come) call.have_come(own, 0, 0);
            std::this_thread::sleep_for(std::chrono::microseconds(random_() % 2000));
        }
        return true;
    }

    std::size_t at_once_;
    std::mt19937 random_;
};

/// Programs on samples, some of which columns leave to the definition: without a column form, too
/// large for windows of 32 and of 64 rows, or failing where only the definition knows the
/// statement.
struct mixed_work {
    program_set programs;
    batch in, expected;
    program_samples which;

    /// wide: whether a sample is too large for windows of 32 rows, so that the device is asked
    /// for some samples at a time.
    explicit mixed_work(bool wide) : programs(some_programs(), {20'000, 1 << 22}) {
        std::mt19937 random(seed_or(20261130));
        for (int k = 0; k < 40; ++k) {
            const grid g = random_grid(random);
            in.push_back(g);
            expected.push_back(g);
        }
        if (wide) {
            in.push_back(grid(40, 40, 3));
            expected.push_back(grid(40, 40, 3));
        }
        which.lists.emplace_back();
        for (std::uint32_t k = 0; k < in.size(); ++k) which.lists[0].push_back(k);
        which.of_program.assign(programs.size(), 0);
    }
    sample_view view() const {
        sample_view v;
        v.in = in;
        v.expected = expected;
        return v;
    }

private:
    static std::vector<text::program> some_programs() {
        std::vector<text::program> out;
        std::ifstream file(BATT_TEST_DATA "/random_programs.jsonl");
        std::string line;
        std::getline(file, line);
        for (int n = 0; n < 50 && std::getline(file, line); ++n)
            out.push_back(program_of(json::parse(line)["program"].get<std::string>()));
        for (const char* body : {"hupscale(I, 4)", "upscale(vupscale(I, 3), 4)", "(I, 1)",
                                 "first({(1, I), (2, 3)})", "vmirror(I)", "canvas(15, (2, 2))"})
            out.push_back(
                program_of("def solve_a(I):\n    O = " + std::string(body) + "\n    return O\n"));
        return out;
    }
};

/// A run with a device, or without; the error where it fails.
cuda::std::expected<run_report, error_message>
ran(const mixed_work& work, const run_options& options, columns::device_runner* device) {
    run_report report;
    error_message error;
    columns::run_counts counts;
    const sample_view data = work.view();
    const columns::catalog& compiled = columns::compiled();
    if (!compiled.execute({work.programs, compiled, data, work.which, options}, device, report,
                          counts, error))
        return cuda::std::unexpected<error_message>(error);
    return report;
}

} // namespace

TEST_CASE("results do not depend on what the definition does beside a device") {
    for (const bool wide : {false, true}) {
        const mixed_work work(wide);
        for (const bool outputs : {false, true})
            for (const bool unmatchable : {true, false})
                for (const bool last_tier : {true, false}) {
                    run_options o;
                    o.outputs = outputs;
                    o.unmatchable = unmatchable;
                    o.last_tier = last_tier;
                    const auto due = ran(work, o, nullptr);
                    REQUIRE_MESSAGE(due, due.error().text);
                    CHECK(due->evaluations.no_form > 0);
                    CHECK(due->evaluations.too_large > 0);
                    for (const std::size_t at_once : {1U, 7U, 1000U})
                        for (const int threads : {1, 3}) {
                            CAPTURE(wide);
                            CAPTURE(outputs);
                            CAPTURE(unmatchable);
                            CAPTURE(last_tier);
                            CAPTURE(at_once);
                            CAPTURE(threads);
                            o.threads = threads;
                            device_of_host device(at_once, seed_or(static_cast<unsigned>(at_once)));
                            const auto got = ran(work, o, &device);
                            REQUIRE_MESSAGE(got, got.error().text);
                            CHECK(device.chunks > 1);
                            CHECK(got->verdicts == due->verdicts);
                            CHECK(got->outputs == due->outputs);
                            CHECK(got->evaluations.definition == due->evaluations.definition);
                            CHECK(got->evaluations.stayed == due->evaluations.stayed);
                        }
                }
    }
}

TEST_CASE("a device that fails ends the run, and so does a stop") {
    const mixed_work work(false);
    for (const std::size_t k : {0U, 1U, 5U}) {
        CAPTURE(k);
        device_of_host device(8, 3);
        device.fails_at = k;
        const auto got = ran(work, {}, &device);
        REQUIRE(!got);
        CHECK(got.error().text == "the device has failed");
    }
    run_options o;
    o.stopped = [] { return true; };
    device_of_host device(8);
    const auto got = ran(work, o, &device);
    REQUIRE(!got);
    CHECK(got.error().text == "the run was stopped");
}
