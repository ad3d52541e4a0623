// What pipelines that card wrote share behind the run-time interface: numbers of statements,
// traces.
#pragma once

#include <algorithm>
#include <batt/exec/any_pipeline.hpp>
#include <batt/exec/mega_batch.hpp>
#include <numeric>

BATT_HOST_CALLS_BEGIN
namespace batt::detail {

/// What a pipeline says about itself.
struct pipeline_facts {
    int programs, statements;
    const program_source* sources;
    const statement_use* uses;
    std::size_t use_count;
    const char* const* operations; ///< of merged statements, from 1 on at [0]
    bool uses_demonstrations, uses_expected;
    const program_place* places = nullptr; ///< of the programs; null: the sources say them
};

/// Everything of an any_pipeline but the pipeline itself.
class pipeline_base : public any_pipeline {
public:
    explicit pipeline_base(const pipeline_facts& facts) : facts_(facts) {
        // a statement that is not mapped is its program's own
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

    bool trace(int program, const sample_set& samples, std::size_t k, backend where,
               std::vector<traced_statement>& statements, error_message& error) override {
        sample_set one;
        one.inputs.push_back(samples.inputs.at(k));
        if (!samples.expected.empty()) one.expected.push_back(samples.expected.at(k));
        if (!samples.task.empty()) one.task.push_back(samples.task.at(k));
        one.demonstrations = samples.demonstrations;
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
        const auto packed = packed_samples::pack(one);
        if (!packed) {
            error = packed.error();
            return false;
        }
        const std::uint64_t only = std::uint64_t{1} << program;
        sample_view v = taken(packed->view());
        v.active = &only;
        std::vector<int> numbers;
        bool good = false;
        if (!within_memory([&] { good = trace_sample(v, where, numbers, error); }))
            error.text = "the host has no memory for the trace";
        if (!good) return false;
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
    sample_view taken(const sample_view& samples) const override {
        sample_view out = samples;
        if (!facts_.uses_demonstrations && !shows_fifteen(samples)) out.task = nullptr;
        return out;
    }
    /// The one sample, as the numbers of a trace.
    virtual bool trace_sample(const sample_view&, backend, std::vector<int>&, error_message&) = 0;

private:
    static std::size_t index(int k) { return static_cast<std::size_t>(k); }
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

    void name_statements(run_report& report) const override {
        const std::size_t n = report.verdicts.size() / std::max(index(facts_.programs), index(1));
        for (int p = 0; p < facts_.programs; ++p)
            for (std::size_t k = 0; k < n; ++k) {
                verdict& v = report.verdicts[index(p) * n + k];
                if (!v.ok()) v = verdict(v.why(), own(p, v.statement()));
            }
    }

    pipeline_facts facts_;
    std::vector<std::vector<int>> own_;
};

} // namespace batt::detail
BATT_HOST_CALLS_END
