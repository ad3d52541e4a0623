// The executor's work with devices, on fake ones: results are those of the host, wherever samples
// lie and however they are chosen, and no sample and no memory is lost when a device fails.
#include "support/fake_device.hpp"
#include "support/limited_memory.hpp"
#include "support/run_batch.hpp"
#include <batt/exec/mega_batch.hpp>
#include <batt/exec/run_stream.hpp>
#include <batt/expr/merged_programs.hpp>

#if defined(__linux__)
#include <cerrno>
#include <dlfcn.h>
#include <pthread.h>

/// No thread can be started while it is set.
static std::atomic<bool> refuses_threads = false;

extern "C" int pthread_create(pthread_t* thread, const pthread_attr_t* how, void* (*f)(void*),
                              void* argument) {
    using function = int (*)(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*);
    static const auto real = reinterpret_cast<function>(dlsym(RTLD_NEXT, "pthread_create"));
    return refuses_threads ? EAGAIN : real(thread, how, f, argument);
}
#endif

BATT_HOST_CALLS_BEGIN
namespace batt::solvers {

using namespace testing;
using batt::detail::compiled_call;
using batt::detail::compiled_pipeline;
using batt::detail::turns;

namespace {

/// A program that always fits, one that overflows windows of 32, and one that reads demonstrations.
struct three_programs {
    static constexpr int programs = 3, statements = 6;
    static constexpr bool rays = false, uses_demonstrations = true, uses_expected = false;

    template <class Run>
    static BATT_FN void run(Run& run) {
        const auto I = run.input();
        const auto S = run.demonstrations();
        const auto v1 = step<1, 0x1ULL>(run, dsl::vmirror, I);
        output<0>(run, v1);
        const auto v2 = step<2, 0x2ULL>(run, dsl::upscale, I, dsl::THREE);
        const auto v3 = step<3, 0x2ULL>(run, dsl::hmirror, v2);
        const auto v4 = step<4, 0x2ULL>(run, dsl::downscale, v3, dsl::THREE);
        output<1>(run, v4);
        const auto v5 = step<5, 0x4ULL>(run, dsl::first, S);
        const auto v6 = step<6, 0x4ULL>(run, dsl::last, v5);
        output<2>(run, v6);
    }
};
using two_tiers = tiers<tier<32, 32, 512>, tier<64, 64, 512>>;

/// A pipeline on fake devices.
template <class Pipeline>
class fake_executor_of {
public:
    cuda::std::expected<run_report, error_message> run(const sample_view& samples,
                                                       const run_options& options = {},
                                                       const sample_choice& which = {}) {
        auto all = run_together(samples, {&which, 1}, options);
        if (!all) return cuda::std::unexpected<error_message>(all.error());
        return std::move(all->front());
    }
    cuda::std::expected<std::vector<run_report>, error_message>
    run_together(const sample_view& samples, std::span<const sample_choice> which,
                 const run_options& options) {
        std::vector<compiled_call<fake_device>> calls;
        for (const sample_choice& one : which)
            calls.push_back({&compiled(), samples, turns(samples, one)});
        error_message error;
        bool good = false;
        const bool has_memory = batt::detail::within_memory([&] {
            good = batt::detail::run_on_all<fake_device>(*pool_, std::span(calls), options, error);
        });
        CHECK(has_memory);
        if (!good) return cuda::std::unexpected<error_message>(error);
        std::vector<run_report> reports;
        for (auto& c : calls) reports.push_back(std::move(c.report));
        return reports;
    }

    /// The outputs stay on a device; when the run is over the report gets them as grids.
    cuda::std::expected<run_report, error_message> run_to_device(const sample_view& samples,
                                                                 const run_options& options,
                                                                 const sample_choice& which,
                                                                 int device) {
        const turns all(samples, which);
        const std::size_t n = all.count() * three_programs::programs;
        const batch blank(std::vector<grid>(n, grid()));
        const fake_device_batch there(blank, device);
        const batch_view at = there.view();
        compiled_call<fake_device> call{&compiled(), samples, all};
        call.stays = {device, const_cast<packed_row*>(at.rows), const_cast<packed_size*>(at.sizes)};
        error_message error;
        bool good = false;
        const bool has_memory = batt::detail::within_memory([&] {
            good = batt::detail::run_on_all<fake_device>(*pool_, {&call, 1}, options, error);
        });
        CHECK(has_memory);
        if (!good) return cuda::std::unexpected<error_message>(error);
        CHECK(call.report.outputs.empty());
        for (std::size_t k = 0; k < n; ++k)
            call.report.outputs.push_back(batch::unpack(at.rows + k * packed_side, at.sizes[k]));
        return std::move(call.report);
    }

private:
    static const compiled_pipeline<fake_device>& compiled() {
        static const compiled_pipeline<fake_device> one{
            Pipeline::programs, fake_tiers<Pipeline, two_tiers>::launchers,
            batt::detail::reference_piece<Pipeline>(), batt::detail::texts_of<Pipeline>()};
        return one;
    }
    std::shared_ptr<batt::detail::device_pool<fake_device>> pool_ =
        batt::detail::device_pool<fake_device>::shared();
};
using fake_executor = fake_executor_of<three_programs>;
using host_executor = mega_batch<three_programs, two_tiers, three_programs>;

/// A program that overflows windows of 32 for some samples and values.
using with_parameters = single_program<std::remove_cv_t<decltype(solver(
    x1 = upscale(I, param<0>), x2 = replace(x1, param<1>, FIVE),
    x3 = fill(x2, param<1>, initset(param<2, type::ivec>)), O = downscale(x3, param<0>)))>>;

/// Samples of three tasks; some expected outputs are absent, some grids cannot be packed.
sample_set some_samples(int count) {
    std::mt19937 random(5);
    sample_set s;
    s.inputs = some_grids(count, 23);
    s.inputs[static_cast<std::size_t>(count) / 2] = grid(70, 3, 2);
    s.demonstrations = {{{random_grid(random), random_grid(random)}},
                        {},
                        {{random_grid(random), grid{{1, 2}}}, {grid(3, 3, 1), grid(2, 2, 2)}}};
    for (std::size_t k = 0; k < s.inputs.size(); ++k) {
        s.task.push_back(static_cast<std::uint32_t>(k * 7 % 3));
        if (k % 5 == 4)
            s.expected.emplace_back();
        else
            s.expected.emplace_back(k % 5 == 3 ? s.inputs[k] : random_grid(random, 12));
    }
    return s;
}

/// The fake machine, cleared; in the end it must be empty again and have seen nothing wrong.
struct watched_machine {
    watched_machine() { machine().clear(); }
    watched_machine(const watched_machine&) = delete;
    watched_machine& operator=(const watched_machine&) = delete;
    ~watched_machine() {
        CHECK(machine().is_empty());
        for (const std::string& what : machine().wrongs()) FAIL_CHECK(what);
        machine().clear();
    }
    static fake_machine& machine() { return fake_machine::get(); }
};

template <class Pipeline = three_programs>
run_report on_host(const sample_view& v, const run_options& asked,
                   const sample_choice& which = {}) {
    mega_batch<Pipeline, two_tiers, Pipeline> executor;
    run_options o = asked;
    o.where = backend::host;
    auto r = executor.run(v, o, which);
    REQUIRE(r.has_value());
    return std::move(*r);
}

void check_equal(const cuda::std::expected<run_report, error_message>& got, const run_report& due) {
    const std::string text = got ? "" : got.error().text;
    REQUIRE_MESSAGE(got.has_value(), text);
    CHECK(got->verdicts == due.verdicts);
    CHECK(got->outputs == due.outputs);
    CHECK(got->evaluations.definition == due.evaluations.definition);
}

struct chosen {
    const char* name;
    std::vector<std::uint32_t> samples; ///< empty: all
    std::vector<std::uint64_t> active;  ///< empty: all
    std::size_t repeat = 1;

    sample_choice choice() const {
        sample_choice c;
        if (!samples.empty()) c.samples = samples;
        c.active = active;
        c.repeat = repeat;
        return c;
    }
};

std::vector<chosen> choices(std::size_t n) {
    std::vector<chosen> all{{"all", {}, {}},
                            {"three times", {}, {}, 3},
                            {"some", {}, {}},
                            {"for some programs", {}, {}},
                            {"both, twice", {}, {}, 2}};
    std::mt19937 random(9);
    for (std::size_t k = 0; k < n; ++k) {
        if (random() % 3 == 0) all[2].samples.push_back(static_cast<std::uint32_t>(random() % n));
        all[3].active.push_back(random() % 8);
    }
    all[4].samples = all[2].samples;
    for (std::size_t k = 0; k < all[4].samples.size(); ++k) all[4].active.push_back(random() % 8);
    return all;
}

} // namespace

TEST_CASE("chosen samples run on the host as if there were no others") {
    const auto packed = packed_samples::pack(some_samples(150));
    REQUIRE(packed.has_value());
    const sample_view v = packed->view();
    run_options o;
    o.outputs = true;
    const run_report whole = on_host(v, o);
    CHECK(whole.evaluations.definition > 20);
    CHECK(whole.tier_samples[1] > 10);
    for (const chosen& c : choices(150)) {
        INFO(c.name);
        const run_report r = on_host(v, o, c.choice());
        const std::size_t each = c.samples.empty() ? 150 : c.samples.size(), n = each * c.repeat;
        REQUIRE(r.verdicts.size() == 3 * n);
        std::size_t wrong = 0;
        for (std::size_t p = 0; p < 3; ++p)
            for (std::size_t k = 0; k < n; ++k) {
                const std::size_t at = c.samples.empty() ? k % each : c.samples[k % each];
                const bool runs = c.active.empty() || (c.active[k % each] >> p & 1U) != 0;
                wrong += r.verdicts[p * n + k] != (runs ? whole.verdicts[p * 150 + at] : verdict());
                wrong += r.outputs[p * n + k] != (runs ? whole.outputs[p * 150 + at] : grid());
            }
        CHECK(wrong == 0);
    }
}

TEST_CASE("devices give what the host gives, wherever samples lie and whichever of them run") {
    const watched_machine watched;
    const auto packed = packed_samples::pack(some_samples(150));
    REQUIRE(packed.has_value());
    const sample_view numbered = packed->view();
    sample_view plain = numbered;
    plain.number = 0;
    const fake_device_batch in(numbered.in), expected(numbered.expected);
    sample_view there = plain, in_there = plain, expected_there = plain, unscored = plain;
    const fake_device_batch locked(numbered.in, -1);
    sample_view in_locked = plain;
    in_locked.in = locked.view();
    in_locked.in.on_device = false;
    there.in = in_there.in = in.view();
    there.expected = expected_there.expected = expected.view();
    unscored.expected = {};
    const std::pair<const char*, sample_view> all[] = {
        {"kept", numbered},
        {"sent", plain},
        {"on the device", there},
        {"inputs on the device", in_there},
        {"expected outputs on the device", expected_there},
        {"unscored", unscored},
        {"inputs in locked memory", in_locked}};
    fake_executor executor;
    for (const chosen& c : choices(150))
        for (const bool outputs : {false, true}) {
            run_options o;
            o.outputs = outputs;
            const run_report due = on_host(numbered, o, c.choice());
            const run_report due_unscored = on_host(unscored, o, c.choice());
            for (const auto& [name, v] : all)
                for (const std::size_t batch_size : {0U, 1U, 64U}) {
                    INFO(c.name << ", " << name << ", " << batch_size);
                    o.batch_size = batch_size;
                    check_equal(executor.run(v, o, c.choice()),
                                v.expected.count == 0 ? due_unscored : due);
                }
        }
}

TEST_CASE("outputs that stay on a device are those of the host") {
    const watched_machine watched;
    watched.machine().devices = 2;
    const auto packed = packed_samples::pack(some_samples(150));
    REQUIRE(packed.has_value());
    sample_view plain = packed->view();
    plain.number = 0;
    const fake_device_batch in(plain.in, 1), expected(plain.expected, 1);
    sample_view there = plain;
    there.in = in.view();
    there.expected = expected.view();
    fake_executor executor;
    for (const chosen& c : choices(150)) {
        const run_report due = on_host(packed->view(), {.outputs = true}, c.choice());
        for (const auto& [name, v] :
             {std::pair("kept", packed->view()), {"sent", plain}, {"on the device", there}})
            for (const std::size_t batch_size : {0U, 1U, 64U}) {
                INFO(c.name << ", " << name << ", " << batch_size);
                run_options o;
                o.batch_size = batch_size;
                o.device = 1;
                check_equal(executor.run_to_device(v, o, c.choice(), 1), due);
            }
    }
    run_options o;
    const auto elsewhere = executor.run_to_device(there, o, {}, 0);
    REQUIRE(!elsewhere.has_value());
    CHECK(elsewhere.error().text ==
          "outputs are to stay on fake device 0, but the samples do not run there");
    // without a last tier, samples that are too large have no output
    o.last_tier = false;
    const run_report due = on_host(plain, {.outputs = true, .last_tier = false});
    check_equal(executor.run_to_device(plain, o, {}, 0), due);
}

TEST_CASE("several devices take samples when they are free, or those in their memory") {
    const watched_machine watched;
    watched.machine().devices = 3;
    const auto packed = packed_samples::pack(some_samples(5000));
    REQUIRE(packed.has_value());
    sample_view v = packed->view();
    run_options o;
    o.device = -1;
    fake_executor executor;
    const run_report due = on_host(v, o);
    const auto r = executor.run(v, o);
    check_equal(r, due);
    CHECK(r->device == "3 x a fake device");
    // in pieces, one of them empty
    const fake_device_batch first(v.in, 0), second(v.in, 2);
    std::vector<batch_part> parts;
    for (const auto& [device, from, to] : {std::tuple(0, 0, 2000), std::tuple(2, 2000, 2000),
                                           std::tuple(2, 2000, 4000), std::tuple(0, 4000, 5000)}) {
        const batch_view at =
            (device == 0 ? first : second).view().from(static_cast<std::size_t>(from));
        parts.push_back({device, at.rows, at.sizes, static_cast<std::size_t>(to - from)});
    }
    v.in = first.view();
    v.in.parts = parts;
    for (const chosen& c : choices(5000)) {
        if (!c.samples.empty() && c.active.empty()) continue; // many short runs of turns
        INFO(c.name);
        check_equal(executor.run(v, o, c.choice()), on_host(packed->view(), o, c.choice()));
    }
    o.device = 3;
    const auto refused = executor.run(packed->view(), o);
    REQUIRE(!refused.has_value());
    CHECK(refused.error().text == "there is no fake device 3");
}

TEST_CASE("the values of parameters follow the samples to every device and tier") {
    const watched_machine watched;
    watched.machine().devices = 2;
    const auto packed = packed_samples::pack(some_samples(150));
    REQUIRE(packed.has_value());
    sample_view numbered = packed->view();
    numbered.task = nullptr;
    std::vector<integer> factors, colors;
    for (int k = 0; k < 150; ++k) {
        factors.push_back(k % 4);
        colors.push_back(k % 17 - 1);
    }
    const fake_device_batch in(numbered.in, 1), expected(numbered.expected, 1);
    sample_view plain = numbered;
    plain.number = 0;
    sample_view there = plain;
    there.in = in.view();
    there.expected = expected.view();
    fake_executor_of<with_parameters> executor;
    const parameter_values each{factors, colors, dsl::UNITY}, same{2, 3, ivec{0, 1}};
    std::size_t launches = 0;
    for (const parameter_values* const values : {&each, &same})
        for (const chosen& c : choices(150)) {
            if (c.samples.empty() && !c.active.empty()) continue; // it chooses among three programs
            sample_choice choice = c.choice();
            choice.active = {};
            run_options o;
            o.outputs = true;
            numbered.parameters = plain.parameters = there.parameters = *values;
            const run_report due = on_host<with_parameters>(numbered, o, choice);
            CHECK(due.tier_samples[1] > 0);
            for (const sample_view& v : {numbered, plain, there})
                for (const std::size_t batch_size : {0U, 1U, 64U})
                    for (const int device : {1, -1}) {
                        INFO(c.name << ", " << batch_size << ", device " << device);
                        o.batch_size = batch_size;
                        o.device = device;
                        check_equal(executor.run(v, o, choice), due);
                    }
        }
    launches = watched.machine().launches;
    CHECK(launches > 1000);
    // a value for all samples is sent once, values per sample for each
    numbered.parameters = same;
    REQUIRE(executor.run(numbered).has_value());
    watched.machine().sent = 0;
    REQUIRE(executor.run(numbered).has_value());
    const std::size_t sent = watched.machine().sent;
    numbered.parameters = each;
    watched.machine().sent = 0;
    REQUIRE(executor.run(numbered).has_value());
    CHECK(watched.machine().sent >= sent + 150 * 4 * sizeof(integer) - 4 * sizeof(integer));
    // whichever call fails
    const run_report due = on_host<with_parameters>(plain, {});
    plain.parameters = each;
    const run_report due_each = on_host<with_parameters>(plain, {});
    CHECK(due.verdicts != due_each.verdicts);
    for (std::size_t at = 1; at < 60; ++at) {
        fake_executor_of<with_parameters> fresh;
        watched.machine().calls = 0;
        watched.machine().fails_at = at;
        const auto r = fresh.run(plain);
        watched.machine().fails_at = 0;
        if (r) CHECK(r->verdicts == due_each.verdicts);
        check_equal(fresh.run(plain), due_each);
    }
}

TEST_CASE("outputs that cannot match stay capacity on devices, too") {
    const watched_machine watched;
    sample_set set = some_samples(150);
    set.task.clear();
    const auto packed = packed_samples::pack(set);
    REQUIRE(packed.has_value());
    sample_view v = packed->view();
    const fake_device_batch in(v.in), expected(v.expected);
    sample_view there = v;
    there.number = 0;
    there.in = in.view();
    there.expected = expected.view();
    using large = single_program<std::remove_cv_t<decltype(solver(O = upscale(I, FIVE)))>>;
    fake_executor_of<large> executor;
    for (const chosen& c : choices(150)) {
        if (!c.active.empty()) continue;
        INFO(c.name);
        run_options o;
        const run_report all = on_host<large>(v, o, c.choice());
        o.unmatchable = false;
        const run_report due = on_host<large>(v, o, c.choice());
        CHECK(due.evaluations.stayed > 5);
        CHECK(due.evaluations.definition > 0); // no grid is expected, or one that cannot be packed
        CHECK(due.evaluations.stayed + due.evaluations.definition == all.evaluations.definition);
        for (const sample_view& from : {v, there}) {
            const auto r = executor.run(from, o, c.choice());
            check_equal(r, due);
            CHECK(r->evaluations.stayed == due.evaluations.stayed);
            CHECK(r->tier_samples == due.tier_samples);
        }
    }
}

#if defined(__linux__)
TEST_CASE("devices without threads work one after the other") {
    const watched_machine watched;
    watched.machine().devices = 3;
    const auto packed = packed_samples::pack(some_samples(900));
    REQUIRE(packed.has_value());
    run_options o;
    o.device = -1;
    fake_executor executor;
    const run_report due = on_host(packed->view(), {}); // starts the threads of the host
    refuses_threads = true;
    const auto r = executor.run(packed->view(), o);
    refuses_threads = false;
    check_equal(r, due);
}
#endif

TEST_CASE("pipelines run side by side on samples that are sent once") {
    const watched_machine watched;
    const auto packed = packed_samples::pack(some_samples(150));
    REQUIRE(packed.has_value());
    const sample_view v = packed->view();
    const std::vector<chosen> kinds = choices(150);
    std::vector<sample_choice> which;
    for (int k = 0; k < 20; ++k) which.push_back(kinds[static_cast<std::size_t>(k) % 5].choice());
    run_options o;
    o.outputs = true;
    fake_executor executor;
    for (const std::size_t batch_size : {0U, 40U}) {
        o.batch_size = batch_size;
        const auto all = executor.run_together(v, which, o);
        REQUIRE(all.has_value());
        for (std::size_t k = 0; k < which.size(); ++k)
            check_equal((*all)[k], on_host(v, {.outputs = true}, which[k]));
    }
    // grids and demonstrations are sent once, and after that only lists
    watched.machine().sent = 0;
    REQUIRE(executor.run(v, {}).has_value());
    const std::size_t lists = watched.machine().sent;
    CHECK(lists < 150 * 64);
    // of other samples only the rows that their grids have are sent
    std::size_t rows = 0, grids = 0;
    for (const batch_view& b : {v.in, v.expected, v.demonstrations})
        for (std::size_t k = 0; k < b.count; ++k, ++grids)
            rows += b.sizes[k].is_packed() ? b.sizes[k].h : 0U;
    const auto others = packed_samples::pack(some_samples(150));
    watched.machine().sent = 0;
    REQUIRE(executor.run(others->view(), {}).has_value());
    const std::size_t sent = watched.machine().sent;
    CHECK(sent >= lists + rows * sizeof(packed_row));
    CHECK(sent < lists + rows * sizeof(packed_row) + grids * 8);
    check_equal(executor.run(v, o), on_host(v, {.outputs = true}));
}

TEST_CASE("too little memory on the device leads to smaller chunks, or to a sentence") {
    const watched_machine watched;
    const auto packed = packed_samples::pack(some_samples(6000));
    REQUIRE(packed.has_value());
    sample_view v = packed->view();
    const run_report due = on_host(v, {});
    std::optional<fake_executor> executor(std::in_place);
    for (const std::uint64_t number : {v.number, std::uint64_t{0}}) {
        v.number = number;
        for (const std::size_t memory :
             {std::size_t{30} << 20, std::size_t{8} << 20, std::size_t{6} << 20}) {
            watched.machine().memory = memory;
            check_equal(executor->run(v, {}), due);
        }
        executor.reset(); // with all that it keeps
        executor.emplace();
        watched.machine().memory = 500'000;
        const auto refused = executor->run(v, {});
        REQUIRE(!refused.has_value());
        CHECK(refused.error().text == "fake device 0: out of memory");
        watched.machine().memory = ~std::size_t{0};
        check_equal(executor->run(v, {}), due);
    }
}

TEST_CASE("no memory on the host for outputs that come from a device") {
    const watched_machine watched;
    const batch in(std::vector<grid>(4, grid(30, 30, 1)));
    const std::vector<std::uint64_t> first_program(4, 1);
    run_options o;
    o.outputs = true;
    sample_choice which;
    which.active = first_program;
    fake_executor executor;
    check_equal(executor.run({in}, o, which), on_host({in}, o, which));
    {
        const memory_limit limited(899); // an output has 900 cells, everything else is smaller
        const auto refused = executor.run({in}, o, which);
        REQUIRE(!refused.has_value());
        CHECK(refused.error().text.empty()); // the caller says what there is no memory for
    }
    check_equal(executor.run({in}, o, which), on_host({in}, o, which));
}

TEST_CASE("whichever call fails, the run ends with a sentence or with the right results") {
    const auto packed = packed_samples::pack(some_samples(30));
    REQUIRE(packed.has_value());
    sample_view plain = packed->view();
    plain.number = 0;
    const std::vector<chosen> kinds = choices(30);
    for (const sample_view& v : {packed->view(), plain})
        for (const chosen* c : {&kinds[1], &kinds[4]})
            for (const bool only_memory : {false, true})
                for (const bool fails_on : {false, true}) {
                    INFO(c->name << ", only memory fails " << only_memory << ", fails from then on "
                                 << fails_on << ", samples are kept " << (v.number != 0));
                    const watched_machine watched;
                    fake_machine& machine = watched.machine();
                    run_options o;
                    o.batch_size = 25;
                    o.outputs = true;
                    const run_report due = on_host(v, o, c->choice());
                    std::size_t failed = 0, good = 0, all = 0;
                    for (std::size_t at = 1; at <= all || all == 0; at += 1 + at / 30) {
                        fake_executor executor;
                        machine.fails_at = 0;
                        machine.calls = 0;
                        machine.only_memory = only_memory;
                        machine.fails_on = fails_on;
                        if (all == 0) {
                            check_equal(executor.run(v, o, c->choice()), due);
                            all = machine.calls;
                            REQUIRE(all > 10);
                            continue;
                        }
                        machine.fails_at = at;
                        // the memory of outputs that stay is asked for by the first two calls
                        const bool stay = at % 3 == 0;
                        const auto r = stay ? executor.run_to_device(v, o, c->choice(), 0)
                                            : executor.run(v, o, c->choice());
                        if (r) {
                            ++good;
                            CHECK(r->verdicts == due.verdicts);
                            CHECK(r->outputs == due.outputs);
                        } else {
                            ++failed;
                            const bool names_it =
                                r.error().text == "fake device 0: broken" ||
                                r.error().text == "fake device 0: out of memory" ||
                                r.error().text == "fake: broken";
                            CHECK_MESSAGE(names_it, r.error().text);
                        }
                        // and the executor is as good as new
                        machine.fails_at = 0;
                        check_equal(executor.run(v, o, c->choice()), due);
                    }
                    // when memory is refused once, there may be enough a moment later
                    if (!only_memory) CHECK(failed > good);
                    if (only_memory && !fails_on) CHECK(good > 0);
                }
}

namespace {

/// Runs the samples of a set as a stream through an executor; `all` gets the results as the report
/// on a single batch would have them.
template <class Executor>
stream_report stream_of(Executor& executor, const sample_set& set, stream_options options,
                        run_report& all) {
    const std::size_t n = set.inputs.size(), programs = three_programs::programs;
    all = {};
    all.verdicts.resize(programs * n);
    all.outputs.resize(programs * n);
    options.outputs = true;
    options.demonstrations = set.demonstrations;
    return run_stream(
        executor,
        [&](sample_chunk& c) {
            for (std::size_t k = c.first; k < n && c.in.size() < c.wanted; ++k) {
                c.in.push_back(set.inputs[k]);
                if (set.expected[k])
                    c.expected.push_back(*set.expected[k]);
                else
                    c.expected.push_absent();
                c.task.push_back(set.task[k]);
            }
        },
        [&](const sample_chunk& c, run_report& r) {
            for (std::size_t p = 0; p < programs; ++p)
                for (std::size_t k = 0; k < c.in.size(); ++k) {
                    all.verdicts[p * n + c.first + k] = r.verdicts[p * c.in.size() + k];
                    all.outputs[p * n + c.first + k] = std::move(r.outputs[p * c.in.size() + k]);
                }
        },
        options);
}

} // namespace

TEST_CASE("streams with demonstrations give what one batch gives, on the host and on devices") {
    const watched_machine watched;
    watched.machine().devices = 2;
    const sample_set set = some_samples(150);
    const auto packed = packed_samples::pack(set);
    REQUIRE(packed.has_value());
    const run_report due = on_host(packed->view(), {.outputs = true});
    fake_executor devices;
    host_executor host;
    for (const std::size_t chunk : {1U, 40U, 1000U})
        for (const int device : {0, -1}) {
            stream_options o;
            o.chunk_size = chunk;
            o.device = device;
            run_report all;
            const auto r = stream_of(devices, set, o, all);
            REQUIRE(r);
            CHECK(all.verdicts == due.verdicts);
            CHECK(all.outputs == due.outputs);
            CHECK(r.totals.evaluations.definition == due.evaluations.definition);
            o.where = backend::host;
            REQUIRE(stream_of(host, set, o, all));
            CHECK(all.verdicts == due.verdicts);
            CHECK(all.outputs == due.outputs);
        }
}

TEST_CASE("a device that fails in a stream gives a sentence, and the sink got right results") {
    const sample_set set = some_samples(40);
    const auto packed = packed_samples::pack(set);
    REQUIRE(packed.has_value());
    const run_report due = on_host(packed->view(), {.outputs = true});
    const watched_machine watched;
    fake_machine& machine = watched.machine();
    stream_options o;
    o.chunk_size = 10;
    run_report all;
    std::size_t failed = 0, parts = 0, calls = 0;
    {
        fake_executor executor;
        machine.calls = 0;
        REQUIRE(stream_of(executor, set, o, all));
        calls = machine.calls;
    }
    for (std::size_t at = 1; at <= calls; at += 7) {
        fake_executor executor;
        machine.calls = 0;
        machine.fails_at = at;
        const auto r = stream_of(executor, set, o, all);
        machine.fails_at = 0;
        if (!r) {
            ++failed;
            parts += r.samples > 0;
            CHECK(r.error->text.find("the run ended the stream before sample " +
                                     std::to_string(r.samples) + ": fake") == 0);
        } else {
            CHECK(r.samples == 40);
        }
        for (std::size_t p = 0; p < 3; ++p)
            for (std::size_t k = 0; k < r.samples; ++k) {
                CHECK(all.verdicts[p * 40 + k] == due.verdicts[p * 40 + k]);
                CHECK(all.outputs[p * 40 + k] == due.outputs[p * 40 + k]);
            }
        REQUIRE(stream_of(executor, set, o, all));
        CHECK(all.verdicts == due.verdicts);
    }
    CHECK(failed > 3);
    CHECK(parts > 2);
}

#if defined(__linux__)
TEST_CASE("a stream without threads") {
    host_executor executor;
    run_report all;
    const sample_set set = some_samples(40);
    refuses_threads = true;
    const auto r = stream_of(executor, set, {}, all);
    refuses_threads = false;
    REQUIRE(r.error);
    CHECK(r.error->text == "the host has no threads for source and sink");
    CHECK(r.samples == 0);
    CHECK(stream_of(executor, set, {}, all));
}
#endif

} // namespace batt::solvers
BATT_HOST_CALLS_END
