// Columns as the overflow tier of compiled pipelines: they give what the standard form gives, and
// leave to it what they do not know.
#include "support/columns_check.hpp"
#include "support/json_grid.hpp"
#include "support/ran.hpp"
#include "support/shown_result.hpp"
#include <batt/columns.hpp>
#include <batt/columns/overflow_columns.hpp>
#include <card_overflow.hpp>
#include <deque>
#include <doctest/doctest.h>
#include <fstream>
#include <nlohmann/json.hpp>

namespace {

using namespace batt;
using namespace batt::testing;
using nlohmann::json;

/// Columns run on the host, too, and even for few samples.
constexpr overflow_columns_options always{true, 0};

/// Two colours like a chess board: there are as many objects as cells.
grid board(int h, int w) {
    grid g(h, w);
    for (int i = 0; i < h; ++i)
        for (int j = 0; j < w; ++j) g(i, j) = static_cast<signed char>((i + j) % 2 + 1);
    return g;
}

/// Samples of two tasks, some without an expected output. On most of them all pairs of places are
/// too many for an arena. The largest are too large for some windows, too.
sample_set large_samples() {
    sample_set s;
    std::mt19937 random(seed_or(61));
    s.inputs = {grid{{1, 2}, {3, 4}}, board(30, 30),  grid(14, 14, 7), grid(3, 0),
                board(9, 30),         grid(7, 31, 1), grid{{0}},       board(17, 18)};
    for (int k = 0; k < 4; ++k) {
        grid noise(15, 14 + k);
        for (int i = 0; i < noise.height(); ++i)
            for (int j = 0; j < noise.width(); ++j)
                noise(i, j) = static_cast<signed char>(random() % 10);
        s.inputs.push_back(noise);
    }
    for (std::size_t k = 0; k < s.inputs.size(); ++k) {
        s.task.push_back(static_cast<std::uint32_t>(k % 2));
        s.expected.emplace_back(s.inputs[k]);
        if (k % 4 == 3) s.expected.back().reset();
    }
    s.demonstrations = {{{board(2, 2), board(3, 4)}, {board(1, 2), grid(30, 2, 5)}},
                        {{board(5, 5), board(6, 6)}}};
    return s;
}

struct told_place {
    any_pipeline* pipeline;
    std::size_t program;
};

/// The pipelines that card made of tests/data/card/overflow.py.
const std::vector<std::unique_ptr<any_pipeline>>& pipelines() {
    static const std::vector<std::unique_ptr<any_pipeline>> all = [] {
        std::vector<std::unique_ptr<any_pipeline>> made;
        for (const pipeline_entry& e : card_overflow()) made.push_back(e.make());
        return made;
    }();
    return all;
}
told_place program_called(const std::string& id) {
    for (const auto& pipeline : pipelines())
        for (int p = 0; p < pipeline->programs(); ++p)
            if (pipeline->source(p).id == id) return {pipeline.get(), static_cast<std::size_t>(p)};
    FAIL("there is no program " << id);
    return {};
}
/// The samples, all of them for one program only.
sample_set only(const told_place& at, sample_set samples) {
    samples.active.assign(samples.inputs.size(), std::uint64_t{1} << at.program);
    return samples;
}

run_options asked(overflow_tier* overflow) {
    run_options o;
    o.where = tested_backend();
    o.outputs = true;
    o.overflow = overflow;
    return o;
}
run_report run(any_pipeline& p, const sample_set& samples, const run_options& o,
               std::size_t repeat = 1) {
    return testing::ran(p.run(samples, o, repeat));
}
run_report run_standard(any_pipeline& p, const sample_set& samples) {
    run_options o;
    o.outputs = true;
    return testing::ran(p.run_standard(samples, o));
}
void check_same(const run_report& got, const run_report& due) {
    REQUIRE(got.verdicts.size() == due.verdicts.size());
    for (std::size_t k = 0; k < due.verdicts.size(); ++k) {
        CAPTURE(k);
        CHECK(got.verdicts[k] == due.verdicts[k]);
        CHECK(got.outputs[k] == due.outputs[k]);
    }
}

/// Gives every other sample of one program the verdict that a test says, and keeps what it was
/// asked for.
class told_tier final : public overflow_tier {
public:
    std::size_t calls = 0;
    std::vector<std::size_t> samples;
    backend where = backend::automatic;
    std::size_t program = 0; ///< the only one that it knows
    verdict gives;

    std::size_t run(const overflow_call& call) override {
        ++calls;
        where = call.options.where;
        const std::size_t n = call.samples.in.count;
        samples.push_back(n);
        REQUIRE(call.samples.active != nullptr);
        for (std::size_t k = 0; k < n; k += 2) {
            CHECK(!call.samples.in.on_device);
            if ((call.samples.active[k] >> program & 1U) == 0) continue;
            CHECK(call.verdicts[program * n + k].why() == status::capacity);
            call.verdicts[program * n + k] = gives;
            if (call.outputs != nullptr) call.outputs[program * n + k] = grid{{1}};
        }
        return n;
    }
};

/// A program as card describes it in a pipeline.
class told_source {
public:
    explicit told_source(const text::program& p)
        : text_(text::statements_to_text(p)),
          result_(text::text_of(p, text::statement_names(p), p.result)),
          statements_(static_cast<int>(p.statements.size())) {}
    program_source source() const {
        return {"", "solve", "test.py", 1, statements_, text_.c_str(), result_.c_str()};
    }

private:
    std::string text_, result_;
    int statements_;
};

} // namespace

TEST_CASE("results are the same with columns before the definition") {
    const auto columns = make_overflow_columns(columns::compiled(), always);
    sample_set samples = large_samples();
    std::mt19937 random(seed_or(62));
    std::size_t by_columns = 0;
    for (const auto& pipeline : pipelines())
        for (const bool chosen : {false, true}) {
            samples.active.clear();
            for (std::size_t k = 0; chosen && k < samples.inputs.size(); ++k)
                samples.active.push_back(random() | random());
            const run_report due = run_standard(*pipeline, samples);
            const run_report without = run(*pipeline, samples, asked(nullptr));
            const run_report with = run(*pipeline, samples, asked(columns.get()));
            check_same(without, due);
            check_same(with, due);
            CHECK(without.tier_samples.size() == 2);
            REQUIRE(with.tier_samples.size() == 3);
            CHECK(with.tier_samples[0] == samples.inputs.size());
            CHECK(with.tier_samples[1] <= without.tier_samples[1]);
            CHECK(with.tier_samples[2] <= without.tier_samples[1]);
            CHECK(without.evaluations.columns == 0);
            CHECK(with.evaluations.columns + with.evaluations.definition ==
                  without.evaluations.definition);
            by_columns += with.evaluations.columns;
        }
    CHECK(by_columns > 50);
}

TEST_CASE("columns have room for samples that overflow an arena") {
    const auto columns = make_overflow_columns(columns::compiled(), always);
    for (const std::string id : {"pairs", "fails", "nested", "task"}) {
        CAPTURE(id);
        const told_place at = program_called(id);
        const sample_set samples = only(at, large_samples());
        const run_report r = run(*at.pipeline, samples, asked(columns.get()), 2);
        CHECK(r.tier_samples[1] > 4);
        // the largest may be too large for columns, too, and so is an output that no batch holds
        const std::size_t least = id == "task" ? 2 : r.tier_samples[1] - 2;
        CHECK(r.evaluations.columns >= least);
        CHECK(r.evaluations.definition == r.tier_samples[2]);
        CHECK(r.evaluations.columns + r.tier_samples[2] == r.tier_samples[1]);
        CHECK(r.seconds.retry > 0);
    }
    // windows of 64 rows, which outputs may fill
    for (const std::string id : {"doubled", "tall"}) {
        CAPTURE(id);
        const told_place at = program_called(id);
        const run_report r = run(*at.pipeline, only(at, large_samples()), asked(columns.get()));
        CHECK(r.tier_samples[1] > 4);
        CHECK(r.evaluations.definition == (id == "tall" ? 1 : 0)); // 90 rows
    }
}

TEST_CASE("samples that cannot be packed run on columns, and on the host only these") {
    const auto columns = make_overflow_columns(columns::compiled(), {false, 0});
    sample_set samples = large_samples();
    std::mt19937 random(seed_or(63));
    for (const std::size_t k : {0, 3, 5, 6, 9}) {
        grid g(k == 3 ? 64 : 40, k == 5 ? 5 : 50, 3);
        for (int n = 0; n < 30; ++n)
            g(static_cast<int>(random() % 40), static_cast<int>(random() % 5)) =
                static_cast<signed char>(random() % (k < 6 ? 16 : 10));
        samples.inputs[k] = g;
        samples.expected[k] = g;
    }
    samples.inputs[8] = grid{{15, 0}, {7, 15}};
    samples.inputs[9](3, 3) = 15;
    samples.inputs[9](0, 0) = -1; // beside a 15: it runs by definition
    std::size_t by_columns = 0;
    for (const auto& pipeline : pipelines()) {
        const run_report due = run_standard(*pipeline, samples);
        const run_report got = run(*pipeline, samples, asked(columns.get()));
        check_same(got, due);
        by_columns += got.evaluations.columns;
        CHECK(got.evaluations.definition > 0);
    }
    CHECK(by_columns > 10);
}

TEST_CASE("without a last tier, what columns do not hold either stays capacity") {
    const auto columns = make_overflow_columns(columns::compiled(), always);
    const sample_set samples = large_samples();
    std::size_t by_columns = 0, all_stayed = 0;
    for (const auto& pipeline : pipelines()) {
        const run_report due = run(*pipeline, samples, asked(columns.get()));
        run_options o = asked(columns.get());
        o.last_tier = false;
        const run_report some = run(*pipeline, samples, o);
        std::size_t stayed = 0;
        for (std::size_t k = 0; k < due.verdicts.size(); ++k) {
            if (some.verdicts[k].why() == status::capacity)
                ++stayed;
            else
                CHECK(some.verdicts[k] == due.verdicts[k]);
        }
        CHECK(some.evaluations.columns == due.evaluations.columns);
        CHECK(some.evaluations.definition == 0);
        CHECK(some.evaluations.stayed == due.evaluations.definition);
        CHECK(some.evaluations.stayed == stayed);
        CHECK(some.tier_samples.back() == 0);
        by_columns += some.evaluations.columns;
        all_stayed += stayed;
    }
    CHECK(by_columns > 20);
    CHECK(all_stayed > 10);
}

TEST_CASE("outputs that cannot match stay capacity, and no match is lost") {
    const auto columns = make_overflow_columns(columns::compiled(), always);
    sample_set samples = large_samples();
    // outputs of a program are expected, even some that cannot be packed
    const told_place tall = program_called("tall");
    const run_report outputs = run(*tall.pipeline, samples, asked(nullptr));
    for (std::size_t k = 0; k < samples.inputs.size(); k += 3)
        samples.expected[k] = outputs.outputs[tall.program * samples.inputs.size() + k];
    std::size_t all_stayed = 0, matches = 0;
    for (const auto& pipeline : pipelines())
        for (overflow_tier* const tier : {static_cast<overflow_tier*>(nullptr), columns.get()}) {
            run_options o = asked(tier);
            o.outputs = false;
            const run_report due = run(*pipeline, samples, o);
            o.unmatchable = false;
            const run_report some = run(*pipeline, samples, o);
            std::size_t stayed = 0;
            for (std::size_t k = 0; k < due.verdicts.size(); ++k) {
                CHECK(some.verdicts[k].match() == due.verdicts[k].match());
                matches += due.verdicts[k].match();
                if (some.verdicts[k] == due.verdicts[k]) continue;
                ++stayed;
                CHECK(some.verdicts[k].why() == status::capacity);
            }
            CHECK(some.evaluations.stayed == stayed);
            // columns, too, leave what cannot match before they take larger windows
            CHECK(some.evaluations.columns <= due.evaluations.columns);
            CHECK(some.evaluations.columns + some.evaluations.definition + stayed ==
                  due.evaluations.columns + due.evaluations.definition);
            all_stayed += stayed;
        }
    CHECK(all_stayed > 3);
    CHECK(matches > 10);
}

TEST_CASE("programs that mean something else to static types are left to the definition") {
    const auto columns = make_overflow_columns(columns::compiled(), always);
    for (const std::string id : {"cells", "lengths", "illtyped", "outside"}) {
        CAPTURE(id);
        const told_place at = program_called(id);
        const sample_set samples = only(at, large_samples());
        const run_report r = run(*at.pipeline, samples, asked(columns.get()));
        CHECK(r.evaluations.columns == 0);
        if (id == "outside")
            CHECK(r.verdicts[at.program * samples.inputs.size() + 1] ==
                  verdict(status::out_of_range, 3));
        CHECK(r.evaluations.definition > 4);
        CHECK(r.tier_samples[2] == r.evaluations.definition);
    }
}

TEST_CASE("on the host the definition follows at once unless columns are to run there") {
    if (tested_backend() != backend::host) return;
    const auto columns = make_overflow_columns(columns::compiled());
    const told_place at = program_called("pairs");
    const sample_set samples = only(at, large_samples());
    const run_report r = run(*at.pipeline, samples, asked(columns.get()));
    check_same(r, run_standard(*at.pipeline, samples));
    CHECK(r.tier_samples[1] == 0);
    CHECK(r.tier_samples[2] > 4);
    CHECK(r.evaluations.columns == 0);
    CHECK(r.evaluations.definition == r.tier_samples[2]);
}

TEST_CASE("an overflow tier gets the samples that overflowed, and the definition what is left") {
    const told_place at = program_called("fails");
    const sample_set samples = only(at, large_samples());
    const std::size_t n = samples.inputs.size();
    const run_report due = run(*at.pipeline, samples, asked(nullptr));
    told_tier told;
    told.program = at.program;
    told.gives = verdict(status::domain, 4);
    const run_report r = run(*at.pipeline, samples, asked(&told));
    CHECK(told.calls == 1);
    CHECK(told.where == tested_backend());
    REQUIRE(told.samples[0] == due.tier_samples[1]);
    CHECK(r.tier_samples == std::vector<std::size_t>{n, told.samples[0], told.samples[0] / 2});
    std::size_t overflowed = 0;
    for (std::size_t k = 0; k < n; ++k) {
        const std::size_t place = at.program * n + k;
        const int cells = samples.inputs[k].height() * samples.inputs[k].width();
        const bool is_large = cells > 190;
        const bool is_told = is_large && overflowed++ % 2 == 0;
        CHECK(r.verdicts[place] == (is_told ? told.gives : due.verdicts[place]));
    }
    // a verdict with a statement that the program does not have is ignored
    told.gives = verdict(status::domain, 77);
    check_same(run(*at.pipeline, samples, asked(&told)), due);
    // samples that fit do not reach the overflow tier
    sample_set small = samples;
    small.inputs.assign(n, grid{{1, 2}});
    CHECK(run(*at.pipeline, small, asked(&told)).tier_samples == std::vector<std::size_t>{n, 0, 0});
    CHECK(told.calls == 2);
}

TEST_CASE("random programs give on columns what their standard form gave, or are left to it") {
    std::ifstream file(BATT_TEST_DATA "/random_programs.jsonl");
    std::string line;
    REQUIRE(std::getline(file, line));
    batch in, expected, pairs;
    const json head = json::parse(line);
    for (const json& rows : head["inputs"]) in.push_back(grid_from(rows));
    const std::size_t n = in.size();
    for (std::size_t k = 0; k < n; ++k) expected.push_back(in[(k + 1) % n]);
    for (std::size_t k = 0; k < 4; ++k) pairs.push_back(in[k]);
    const std::vector<std::uint64_t> active(n, ~std::uint64_t{0});
    const std::vector<std::uint32_t> task(n, 0);
    const std::uint32_t first[] = {0, 4};
    sample_view samples{in, expected, active.data(), task.data(), pairs, first, 1};
    std::deque<told_source> texts;
    std::vector<json> due;
    while (std::getline(file, line)) {
        due.push_back(json::parse(line));
        texts.emplace_back(program_of(due.back()["program"].get<std::string>()));
    }
    std::size_t ran = 0, left = 0;
    run_options options;
    options.where = tested_backend();
    const auto columns = make_overflow_columns(columns::compiled(), always);
    for (std::size_t from = 0; from < texts.size(); from += 50) {
        std::vector<program_source> sources;
        for (std::size_t k = from; k < from + 50 && k < texts.size(); ++k)
            sources.push_back(texts[k].source());
        std::vector<verdict> got(sources.size() * n, verdict(status::capacity, 0));
        columns->run({sources, samples, got.data(), nullptr, options});
        for (std::size_t p = 0; p < sources.size(); ++p)
            for (std::size_t k = 0; k < n; ++k) {
                const verdict v = got[p * n + k];
                const bool is_left = v.why() == status::capacity;
                ++(is_left ? left : ran);
                if (!is_left)
                    CHECK_MESSAGE(shown(v) == shown(due[from + p]["results"][k]),
                                  std::string(sources[p].text) << " on sample " << k);
            }
    }
    MESSAGE(ran << " evaluations by columns, " << left << " left to the definition");
    CHECK(ran * 2 > ran + left);
}
