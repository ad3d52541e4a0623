// What the definition does while a device works changes no result, however the device's chunks
// come and in whatever order the threads work. The device is the host here.
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

/// Runs some outputs at a time on the host, in random order and with pauses; if `cuts`, one output
/// at a time on some of its samples.
class device_of_host final : public columns::device_runner {
public:
    explicit device_of_host(std::size_t at_once, unsigned seed = 1)
        : at_once_(at_once), random_(seed) {}

    bool cuts = false;
    std::size_t fails_at = ~std::size_t{0}; ///< the number of the chunk that fails
    std::size_t fetched = 0;                ///< how many samples were fetched
    std::size_t chunks = 0;                 ///< how many chunks have run

    bool ready(const run_options&, error_message&) override { return true; }
    bool run(const columns::device_call& call, run_report& report, error_message& error) override {
        report.device = "the host";
        const bool good = call.tier == 0 ? run<0>(call) : run<1>(call);
        if (!good) error.text = "the device has failed";
        return good;
    }
    bool fetch(const batch_view& from, std::span<const std::size_t> samples, batch& to,
               error_message&) override {
        for (const std::size_t k : samples)
            to.push_packed(from.rows + k * packed_side, from.sizes[k]);
        fetched += samples.size();
        return true;
    }

private:
    template <int Tier>
    bool run(const columns::device_call& call) {
        std::vector<std::size_t> first(1);
        for (std::size_t k = 0; k < call.outputs.size(); ++k)
            first.push_back(first.back() + call.samples_of(k).size());
        struct piece {
            std::size_t output, outputs, sample, samples;
        };
        std::vector<piece> pieces;
        for (std::size_t k = 0; k < call.outputs.size(); k += cuts ? 1 : at_once_)
            if (cuts)
                for (std::size_t i = 0; i < call.samples_of(k).size(); i += at_once_)
                    pieces.push_back({k, 1, i, std::min(at_once_, call.samples_of(k).size() - i)});
            else
                pieces.push_back({k, std::min(at_once_, call.outputs.size() - k), 0, 0});
        std::shuffle(pieces.begin(), pieces.end(), random_);
        for (const piece& one : pieces) {
            if (chunks++ == fails_at) return false;
            std::vector<std::size_t> own;
            columns::pass p;
            p.fifteen = call.fifteen;
            for (std::size_t k = one.output; k < one.output + one.outputs; ++k) {
                own.push_back(k);
                p.outputs.push_back(call.outputs[k]);
                const auto& all = call.samples_of(k);
                const auto begin = all.begin() + static_cast<std::ptrdiff_t>(one.sample);
                const auto count = static_cast<std::ptrdiff_t>(one.samples);
                p.lists.emplace_back(begin, one.samples == 0 ? all.end() : begin + count);
                p.list_of.push_back(static_cast<std::uint32_t>(p.list_of.size()));
            }
            p.prepare<Tier>(call.options.outputs);
            if (!columns::host_pass<Tier>(call.of, call.compiled, call.data, call.options, p).run())
                return false;
            const std::size_t place = first[one.output] + one.sample;
            std::copy(p.results.begin(), p.results.end(), call.results + place);
            const columns::output_grids to = call.grids.from(place);
            if (to.rows != nullptr) std::copy(p.grids.begin(), p.grids.end(), to.rows);
            if (to.wide != nullptr) std::copy(p.wide.begin(), p.wide.end(), to.wide);
            if (to.sizes != nullptr) std::copy(p.sizes.begin(), p.sizes.end(), to.sizes);
            if (call.have_come) call.have_come(own, one.sample, one.sample + one.samples);
            std::this_thread::sleep_for(std::chrono::microseconds(random_() % (cuts ? 50 : 2000)));
        }
        return true;
    }

    std::size_t at_once_;
    std::mt19937 random_;
};

/// Programs on samples. Columns leave some evaluations to the definition: those without a column
/// form, those too large for windows of 32 and of 64 rows, and those that fail where only the
/// definition knows the statement.
struct mixed_work {
    program_set programs;
    batch in, expected;
    program_samples which;

    /// wide: whether there is a sample that is too large for windows of 32 rows, so that the device
    /// is asked for some samples at a time.
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
        which.lists.resize(3); // all samples, some, none
        for (std::uint32_t k = 0; k < in.size(); ++k) {
            which.lists[0].push_back(k);
            if (k % 3 == 1) which.lists[1].push_back(k);
        }
        for (std::size_t p = 0; p < programs.size(); ++p)
            which.of_program.push_back(p % 17 == 16 ? 2 : p % 3 == 2 ? 1 : 0);
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

/// A run with a device or without one; the error if it fails.
cuda::std::expected<run_report, error_message> ran(const mixed_work& work,
                                                   const run_options& options,
                                                   columns::device_runner* device,
                                                   bool resident = false) {
    run_report report;
    error_message error;
    columns::run_counts counts;
    sample_view data = work.view();
    data.in.on_device = data.expected.on_device = resident;
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

TEST_CASE("samples may come in pieces, lie in device memory, and differ among programs") {
    for (const bool packed : {false, true}) {
        mixed_work work(false);
        work.which.packed = packed;
        const auto due = ran(work, {}, nullptr);
        REQUIRE_MESSAGE(due, due.error().text);
        for (const std::size_t at_once : {1U, 6U})
            for (const bool resident : {false, true}) {
                CAPTURE(packed);
                CAPTURE(at_once);
                CAPTURE(resident);
                device_of_host device(at_once);
                device.cuts = true;
                const auto got = ran(work, {}, &device, resident);
                REQUIRE_MESSAGE(got, got.error().text);
                CHECK(got->verdicts == due->verdicts);
                CHECK((device.fetched > 0) == resident);
            }
    }
}

TEST_CASE("the calling thread asks whether to stop while the definition runs") {
    const mixed_work work(false);
    const auto caller = std::this_thread::get_id();
    device_of_host device(1000);
    run_options o;
    // once columns have run with both sizes of windows, only the definition is left to ask
    o.stopped = [&] { return device.chunks >= 2 && std::this_thread::get_id() == caller; };
    const auto got = ran(work, o, &device);
    REQUIRE(!got);
    CHECK(got.error().text == "the run was stopped");
}

TEST_CASE("no programs beside a device") {
    mixed_work work(false);
    work.programs = program_set(std::vector<text::program>{});
    work.which.of_program.clear();
    device_of_host device(3);
    const auto got = ran(work, {}, &device);
    REQUIRE_MESSAGE(got, got.error().text);
    CHECK(got->verdicts.empty());
}
