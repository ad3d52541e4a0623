// What the tests of columns share, compiled once.
#include "columns_check.hpp"
#include "damage.hpp"
#include "shown_value.hpp"
#include <batt/columns.hpp>
#include <batt/text/read.hpp>
#include <batt/text/rewrite.hpp>
#include <cstdio>
#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <sstream>

BATT_HOST_CALLS_BEGIN
namespace batt::testing {

namespace {

namespace dynamic = reference::dynamic;

/// Enough for every program of the tests but those that would run too long.
constexpr dynamic::limits enough{3'000'000, 100 << 20};

/// The samples of groups as an executor takes them; each group is a task.
class packed_samples {
public:
    explicit packed_samples(std::span<const program_group> groups) {
        for (const program_group& g : groups) {
            auto& list = which.lists.emplace_back();
            for (std::size_t k = 0; k < g.inputs.size(); ++k) {
                list.push_back(static_cast<std::uint32_t>(inputs_.size()));
                inputs_.push_back(g.inputs[k]);
                if (k < g.expected.size() && g.expected[k])
                    expected_.push_back(*g.expected[k]);
                else
                    expected_.push_absent();
                task_.push_back(static_cast<std::uint32_t>(first_.size()));
            }
            first_.push_back(static_cast<std::uint32_t>(demonstrations_.size()));
            for (const auto& [in, out] : g.demonstrations) {
                demonstrations_.push_back(in);
                demonstrations_.push_back(out);
            }
            for (std::size_t k = 0; k < g.programs.size(); ++k)
                which.of_program.push_back(static_cast<std::uint32_t>(which.lists.size()) - 1);
        }
        first_.push_back(static_cast<std::uint32_t>(demonstrations_.size()));
    }
    sample_view view() const {
        sample_view v;
        v.in = inputs_.view();
        v.expected = expected_.view();
        v.task = task_.data();
        v.demonstrations = demonstrations_.view();
        v.first = first_.data();
        v.tasks = first_.size() - 1;
        return v;
    }

    program_samples which;

private:
    batch inputs_, expected_, demonstrations_;
    std::vector<std::uint32_t> task_, first_;
};

/// A verdict and, if the result is a grid, the output.
struct result {
    verdict v;
    std::optional<grid> output;
};

/// The expected output of sample k; null if there is none.
const grid* expected_of(const program_group& g, std::size_t k) {
    return k < g.expected.size() && g.expected[k] ? &*g.expected[k] : nullptr;
}

result by_definition(const program_group& g, const text::program& p, std::size_t k) {
    dynamic::sample s;
    const grid* const expected = expected_of(g, k);
    s.give(g.inputs[k], expected);
    s.show(g.demonstrations); // their colours count even if the program does not look at them
    dynamic::outcome o = dynamic::evaluate(p, s, enough);
    std::optional<grid> out = dynamic::output_grid(o, p, s);
    const verdict v = out ? verdict_on(*out, expected) : verdict(o.why, o.statement);
    return {v, std::move(out)};
}

std::string shown(const result& r) {
    if (!r.v.ok())
        return std::string(" ") + to_string(r.v.why()) + " in statement " +
               std::to_string(r.v.statement());
    if (r.output) return shown_block(*r.output) + (r.v.match() ? "\n    which matches" : "");
    char text[70];
    std::snprintf(text, sizeof text, " hash %016llx, %d cells, match %d",
                  static_cast<unsigned long long>(r.v.hash()), r.v.cells(), r.v.match() ? 1 : 0);
    return text;
}

/// Program p of a group on its sample k.
program_group alone(const program_group& g, std::size_t p, std::size_t k) {
    program_group one;
    one.programs = {g.programs[p]};
    one.inputs = {g.inputs[k]};
    if (k < g.expected.size()) one.expected = {g.expected[k]};
    one.demonstrations = g.demonstrations;
    return one;
}

/// The report of an executor on these samples.
run_report run(mega_batch<program_set>& executor, const packed_samples& samples,
               const run_options& options) {
    const auto report = executor.run(samples.view(), options, &samples.which);
    REQUIRE_MESSAGE(report.has_value(), report.error().text);
    return *report;
}

} // namespace

std::string column_tally::text() const {
    return std::to_string(evaluations) + " evaluations, " + std::to_string(beyond) + " beyond, " +
           std::to_string(overflowed) + " too large, " + std::to_string(limited) +
           " over the limits, " + std::to_string(different) + " different\n" + first;
}

backend tested_backend() {
    static const backend where = [] {
        const char* const name = std::getenv("BATT_TEST_BACKEND");
        if (name == nullptr || std::string_view(name) != "cuda") return backend::host;
        const bool built_for_one = columns::compiled().make_device != nullptr;
        REQUIRE(built_for_one);
        error_message why;
        if (!columns::compiled().make_device()->ready({}, why)) {
            std::printf("skipped: no usable CUDA device (%s)\n", why.text.c_str());
            std::exit(77);
        }
        return backend::cuda;
    }();
    return where;
}

namespace {

/// The verdicts of all groups on columns, in one call of an executor: group by group, in a group
/// program by program, and for a program sample by sample.
std::vector<verdict> on_columns(std::span<const program_group> groups, column_tally& out) {
    std::vector<text::program> programs;
    for (const program_group& g : groups)
        programs.insert(programs.end(), g.programs.begin(), g.programs.end());
    const packed_samples samples(groups);
    mega_batch<program_set> executor(program_set(programs, enough), columns::compiled());
    run_options options;
    options.where = tested_backend();
    const run_report report = run(executor, samples, options);
    CHECK(report.where == options.where);
    const std::size_t all = samples.view().in.count;
    std::vector<verdict> verdicts;
    std::size_t program = 0, first_sample = 0;
    for (const program_group& g : groups) {
        for (std::size_t p = 0; p < g.programs.size(); ++p, ++program)
            for (std::size_t k = 0; k < g.inputs.size(); ++k)
                verdicts.push_back(report.verdicts[program * all + first_sample + k]);
        first_sample += g.inputs.size();
    }
    CHECK(executor.counts().evaluations == verdicts.size());
    out.beyond += executor.counts().beyond;
    out.overflowed += executor.counts().overflowed;
    return verdicts;
}

/// What is printed about an evaluation that differs.
std::string difference(const program_group& one, const verdict& got, const result& due) {
    run_options options;
    options.outputs = true;
    const run_report again = run_on_columns(one, options);
    const bool same_alone = again.verdicts[0] == got;
    result columns{got, {}};
    if (same_alone && got.ok()) columns.output = again.outputs[0];
    return text::to_text(one.programs[0]) + "  on:" + shown_block(one.inputs[0]) +
           "\n  by definition:" + shown(due) + "\n  on columns:" + shown(columns) +
           (same_alone ? "" : "\n  (alone it gives" + shown({again.verdicts[0], {}}) + ")");
}

} // namespace

column_tally compare_with_definition(std::span<const program_group> groups) {
    constexpr std::size_t most_told = 6;
    column_tally out;
    out.check = random_check::next();
    std::vector<verdict> all;
    if (!random_check::one_alone()) all = on_columns(groups, out);
    std::size_t shown_programs = 0;
    for (const program_group& g : groups)
        for (std::size_t p = 0; p < g.programs.size(); ++p) {
            bool is_shown = false; // one sample per program
            for (std::size_t k = 0; k < g.inputs.size(); ++k) {
                const result due = by_definition(g, g.programs[p], k);
                const std::size_t place = out.evaluations++;
                out.due.push_back(due.v);
                const bool runs = out.check.runs(place);
                if (due.v.why() == status::capacity) {
                    ++out.limited;
                    continue;
                }
                if (!runs || (!all.empty() && all[place] == due.v)) continue;
                const program_group one = alone(g, p, k);
                const verdict got = all.empty() ? on_columns({&one, 1}, out)[0] : all[place];
                if (got == due.v) continue;
                ++out.different;
                if (!is_shown && shown_programs++ < most_told)
                    out.first +=
                        difference(one, got, due) + "\n  again: " + out.check.again(place) + "\n\n";
                is_shown = true;
            }
        }
    return out;
}

run_report run_on_columns(const program_group& group, const run_options& options) {
    const packed_samples samples(std::span(&group, 1));
    mega_batch<program_set> executor(program_set(group.programs, enough), columns::compiled());
    run_options here = options;
    here.where = tested_backend();
    return run(executor, samples, here);
}

text::program program_of(const std::string& text) {
    text::reading read = text::read(text, "program.py");
    REQUIRE_MESSAGE(read.problems.empty(), text << to_string(read.problems[0]));
    REQUIRE(read.functions.size() == 1);
    return std::move(read.functions[0]);
}

std::vector<text::program> example_programs() {
    std::vector<text::program> out;
    const std::filesystem::path folder = BATT_TEST_DATA "/../../examples/programs";
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".py") continue;
        std::ifstream in(entry.path());
        std::stringstream text;
        text << in.rdbuf();
        for (text::program& p : text::read(text.str(), entry.path().string()).functions)
            out.push_back(std::move(p));
    }
    return out;
}

grid random_grid(std::mt19937& random) {
    const auto up_to = [&](int most) {
        return static_cast<int>(below(random, static_cast<std::size_t>(most) + 1));
    };
    constexpr int sides[] = {3, 8, 14, 29};
    const int side = sides[up_to(3)];
    grid g(1 + up_to(side), 1 + up_to(side));
    const int back = up_to(9), noise = up_to(2);
    const auto put = [&](int i, int j, int color) { g(i, j) = static_cast<signed char>(color); };
    for (int i = 0; i < g.height(); ++i)
        for (int j = 0; j < g.width(); ++j)
            put(i, j, noise == 0 && up_to(6) == 0 ? up_to(9) : back);
    for (int n = up_to(6); n > 0; --n) {
        const int top = up_to(g.height() - 1), left = up_to(g.width() - 1), color = up_to(9);
        const int bottom = std::min(top + up_to(5), g.height() - 1);
        const int right = std::min(left + up_to(5), g.width() - 1);
        for (int i = top; i <= bottom; ++i)
            for (int j = left; j <= right; ++j) put(i, j, color);
    }
    return g;
}

void mutate(text::program& p, std::mt19937& random) {
    using text::form;
    if (p.calls.empty()) return;
    const auto any = [&](std::size_t n) { return static_cast<int>(below(random, n)); };
    // one change in eight is wild; the others have some chance to mean something there
    const bool wild = below(random, 8) == 0;
    const std::size_t k = below(random, p.calls.size());
    text::call& c = p.calls[k];
    text::operand& part = c.parts[below(random, c.parts.size())];
    if (wild) {
        switch (below(random, 4)) {
        case 0: part = {form::operation, any(text::operations.size())}; break;
        case 1: part = {form::input, 0}; break;
        case 2: part = {form::integer, any(40) - 5}; break;
        default:
            if (k > 0) part = {form::call, any(k)};
            break;
        }
        return;
    }
    const auto alike = [](int a, int b) {
        const auto& x = table::operations[static_cast<std::size_t>(a)];
        const auto& y = table::operations[static_cast<std::size_t>(b)];
        if (x.arity != y.arity) return false;
        for (int i = 0; i < x.arity; ++i) {
            const auto at = static_cast<std::size_t>(i);
            if (x.parameters[at].kind != y.parameters[at].kind) return false;
        }
        return true;
    };
    if (part.what == form::operation) {
        std::vector<int> others;
        for (int o = 0; o < static_cast<int>(text::operations.size()); ++o)
            if (o != part.index && alike(o, part.index)) others.push_back(o);
        if (!others.empty()) part.index = others[below(random, others.size())];
    } else if (part.what == form::constant) {
        const auto is = table::constants[static_cast<std::size_t>(part.index)].is;
        int other = part.index;
        while (other == part.index || table::constants[static_cast<std::size_t>(other)].is != is)
            other = any(text::constants.size());
        part.index = other;
    } else if (k > 0) {
        part = {form::call, any(k)};
    }
}

} // namespace batt::testing
BATT_HOST_CALLS_END
