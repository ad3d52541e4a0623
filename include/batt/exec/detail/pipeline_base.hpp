// What pipelines behind a run-time interface share: packing of samples, numbers of statements.
#pragma once

#include <batt/exec/mega_batch.hpp>
#include <algorithm>
#include <numeric>

BATT_HOST_CALLS_BEGIN
namespace batt::detail {

/// What a pipeline tells about itself.
struct pipeline_facts {
    int programs, statements;
    const program_source* sources;
    const statement_use* uses;
    std::size_t use_count;
    const char* const* operations; ///< of merged statements, from 1 on at [0]
    bool uses_demonstrations, uses_expected;
    const program_place* places = nullptr; ///< of the programs; null: the sources say them
};

/// A sample_set, packed. The views stay valid as long as it lives.
class packed_samples {
public:
    /// Packs the set; false, with a sentence, if its lists do not agree.
    bool pack(const sample_set& set, std::size_t repeat, const pipeline_facts& facts,
              error_message& error) {
        const std::size_t n = set.inputs.size();
        if (!agrees(set.expected.size(), n, "expected outputs", error) ||
            !has_sets(set, static_cast<std::size_t>(facts.programs), error) ||
            !agrees(set.task.size(), n, "tasks", error))
            return false;
        in_ = batch(set.inputs);
        for (const std::optional<grid>& g : set.expected)
            if (g)
                expected_.push_back(*g);
            else
                expected_.push_absent();
        active_ = set.active;
        if (facts.uses_demonstrations && !set.task.empty()) {
            task_ = set.task;
            first_.push_back(0);
            for (const auto& pairs : set.demonstrations) {
                for (const auto& [in, out] : pairs) {
                    demonstrations_.push_back(in);
                    demonstrations_.push_back(out);
                }
                first_.push_back(static_cast<std::uint32_t>(demonstrations_.size()));
            }
        }
        if (repeat > 1) {
            in_ = in_.repeated(repeat);
            expected_ = expected_.repeated(repeat);
            repeat_all(active_, repeat);
            repeat_all(task_, repeat);
        }
        return true;
    }

    sample_view view() const {
        sample_view v;
        v.in = in_;
        v.expected = expected_;
        if (!active_.empty()) v.active = active_.data();
        if (!first_.empty()) {
            v.task = task_.data();
            v.demonstrations = demonstrations_;
            v.first = first_.data();
            v.tasks = first_.size() - 1;
        }
        return v;
    }

private:
    static bool agrees(std::size_t got, std::size_t n, const char* what, error_message& error) {
        if (got == 0 || got == n) return true;
        error.text = "there are " + std::to_string(n) + " inputs but " + std::to_string(got) + " " +
                     what;
        return false;
    }
    template <class T>
    static void repeat_all(std::vector<T>& v, std::size_t times) {
        const std::size_t n = v.size();
        v.reserve(capped_product(n, times));
        for (std::size_t k = 1; k < times; ++k)
            v.insert(v.end(), v.begin(), v.begin() + static_cast<std::ptrdiff_t>(n));
    }

    batch in_, expected_, demonstrations_;
    std::vector<std::uint64_t> active_;
    std::vector<std::uint32_t> task_, first_;
};

/// All of an any_pipeline but the pipeline itself.
class pipeline_base : public any_pipeline {
public:
    explicit pipeline_base(const pipeline_facts& facts) : facts_(facts) {
        // a statement that nobody maps is its program's own
        std::vector<int> same(static_cast<std::size_t>(facts.statements) + 1);
        std::iota(same.begin(), same.end(), 0);
        own_.assign(static_cast<std::size_t>(facts.programs), same);
        for (int p = 0; p < facts.programs; ++p) own_[index(p)][0] = facts.sources[p].statements;
        for (std::size_t k = 0; k < facts.use_count; ++k) {
            const statement_use& u = facts.uses[k];
            if (u.program < facts.programs && u.merged <= facts.statements)
                own_[index(u.program)][index(u.merged)] = u.own;
        }
    }

    int programs() const override { return facts_.programs; }
    program_source source(int program) const override {
        program_source out = facts_.sources[program];
        if (facts_.places != nullptr) {
            out.file = facts_.places[program].file;
            out.line = facts_.places[program].line;
        }
        return out;
    }
    int statements() const override { return facts_.statements; }

    bool run(const sample_set& samples, std::size_t repeat, const run_options& options,
             run_report& report, error_message& error) override {
        packed_samples packed;
        const std::size_t n = std::max(samples.inputs.size(), index(1));
        repeat = std::max(repeat, index(1));
        // a device wants so many samples at once; the rest are runs of these again
        const std::size_t times = std::clamp(most_copied / n, index(1), repeat);
        if (!fits(packed, samples, times, error)) return false;
        if (times == repeat) return take(run_samples(packed.view(), options), report, error);
        bool good = false;
        const auto all = [&] {
            good = run_in_turns(packed.view(), samples.inputs.size(), times, repeat, options,
                                report, error);
        };
        if (within_memory(all)) return good;
        error.text = no_memory(std::to_string(samples.inputs.size()) + " samples, " +
                                   std::to_string(repeat) + " times over,",
                               index(facts_.programs) * sizeof(verdict));
        return false;
    }
    bool run_standard(const sample_set& samples, const run_options& options, run_report& report,
                      error_message& error) override {
        packed_samples packed;
        return fits(packed, samples, 1, error) &&
               take(run_samples_standard(packed.view(), options), report, error);
    }
    bool trace(int program, const sample_set& samples, std::size_t k, backend where,
               std::vector<traced_statement>& statements, error_message& error) override {
        sample_set one;
        one.inputs.push_back(samples.inputs.at(k));
        if (!samples.expected.empty()) one.expected.push_back(samples.expected.at(k));
        one.active.push_back(std::uint64_t{1} << program);
        if (!samples.task.empty()) one.task.push_back(samples.task.at(k));
        one.demonstrations = samples.demonstrations;
        packed_samples packed;
        std::vector<int> numbers;
        if (facts_.operations[0][0] == '\0' && facts_.statements > 0) {
            error.text = std::string("the statements of ") + facts_.sources[program].name +
                         " cannot be traced: it was not written by card";
            return false;
        }
        if (!batch::accepts(one.inputs[0])) {
            error.text = "the sample cannot be traced: its input is larger than 32 x 32 or has a "
                         "colour outside -1..14";
            return false;
        }
        if (!packed.pack(one, 1, facts_, error) ||
            !trace_sample(packed.view(), where, numbers, error))
            return false;
        const auto lines = lines_of(facts_.sources[program].text);
        statements.clear();
        for (statement_value& s : trace_reader(numbers).read()) {
            traced_statement t;
            t.statement = own(program, s.merged);
            t.text = t.statement > 0 && index(t.statement) <= lines.size()
                         ? lines[index(t.statement) - 1]
                         : std::string();
            t.operation = facts_.operations[s.merged - 1];
            t.why = s.why.why();
            t.began = s.why.none() ? 0 : own(program, s.why.statement());
            t.value = std::move(s.value);
            statements.push_back(std::move(t));
        }
        return true;
    }

protected:
    using expected_report = cuda::std::expected<run_report, error_message>;
    virtual expected_report run_samples(const sample_view&, const run_options&) = 0;
    virtual expected_report run_samples_standard(const sample_view&, const run_options&) = 0;
    /// The one sample, as the numbers of a trace.
    virtual bool trace_sample(const sample_view&, backend, std::vector<int>&, error_message&) = 0;

private:
    static constexpr std::size_t most_copied = std::size_t{1} << 18;

    static std::size_t index(int k) { return static_cast<std::size_t>(k); }
    /// Runs samples that are n samples `times` times over until they have run `repeat` times.
    bool run_in_turns(sample_view samples, std::size_t n, std::size_t times, std::size_t repeat,
                      const run_options& options, run_report& report, error_message& error) {
        const std::size_t programs = index(facts_.programs), all = n * repeat;
        run_report whole;
        whole.verdicts.resize(programs * all);
        if (options.outputs) whole.outputs.resize(programs * all);
        for (std::size_t done = 0; done < repeat; done += times) {
            const std::size_t some = n * std::min(times, repeat - done);
            samples.in.count = some;
            if (samples.expected.count != 0) samples.expected.count = some;
            run_report part;
            if (!take(run_samples(samples, options), part, error)) return false;
            for (std::size_t p = 0; p < programs; ++p) {
                const auto from = static_cast<std::ptrdiff_t>(p * some);
                const auto to = static_cast<std::ptrdiff_t>(p * all + done * n);
                std::copy_n(part.verdicts.begin() + from, some, whole.verdicts.begin() + to);
                if (options.outputs)
                    std::move(part.outputs.begin() + from,
                              part.outputs.begin() + from + static_cast<std::ptrdiff_t>(some),
                              whole.outputs.begin() + to);
            }
            whole.add_counts(part);
        }
        report = std::move(whole);
        return true;
    }
    /// Packs the samples; false, with a sentence, if their lists do not agree or the host's memory
    /// cannot hold them.
    bool fits(packed_samples& packed, const sample_set& samples, std::size_t repeat,
              error_message& error) const {
        bool good = false;
        if (within_memory([&] { good = packed.pack(samples, repeat, facts_, error); })) return good;
        packed = {};
        const std::size_t grids = samples.expected.empty() ? 1 : 2;
        error.text = no_memory(std::to_string(samples.inputs.size()) + " samples, " +
                                   std::to_string(repeat) + " times over,",
                               grids * (packed_side * sizeof(packed_row) + sizeof(packed_size)));
        return false;
    }
    int own(int program, int merged) const {
        return merged <= facts_.statements ? own_[index(program)][index(merged)] : merged;
    }
    static std::vector<std::string> lines_of(const std::string& text) {
        std::vector<std::string> out;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = std::min(text.find('\n', at), text.size());
            out.push_back(text.substr(at, end - at));
            at = end + 1;
        }
        return out;
    }

    /// The report with the statements of the programs in place of merged ones.
    bool take(expected_report result, run_report& report, error_message& error) const {
        if (!result) {
            error = result.error();
            return false;
        }
        report = std::move(*result);
        const std::size_t n = report.verdicts.size() / std::max(index(facts_.programs), index(1));
        for (int p = 0; p < facts_.programs; ++p)
            for (std::size_t k = 0; k < n; ++k) {
                verdict& v = report.verdicts[index(p) * n + k];
                if (!v.ok()) v = verdict(v.why(), own(p, v.statement()));
            }
        return true;
    }

    pipeline_facts facts_;
    std::vector<std::vector<int>> own_;
};

} // namespace batt::detail
BATT_HOST_CALLS_END
