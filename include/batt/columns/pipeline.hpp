// Programs as data behind the run-time interface of pipelines: by columns where they can.
#pragma once

#include <batt/columns/program_set.hpp>
#include <batt/exec/pipeline_base.hpp>
#include <bit>
#include <map>

BATT_HOST_CALLS_BEGIN
namespace batt {

namespace detail {

/// Programs by columns. What a batch cannot hold, and what is told of the programs, comes from the
/// definition.
class column_pipeline final : public any_pipeline {
public:
    column_pipeline(std::vector<text::program> programs, const columns::catalog& compiled,
                    reference::dynamic::limits most,
                    std::shared_ptr<const reference::dynamic::operation_table> table)
        : compiled_(compiled), table_(table),
          definition_(make_definition_pipeline(programs, most, table)),
          uses_demonstrations_(std::any_of(programs.begin(), programs.end(),
                                           [](const auto& p) { return p.demonstrations; })),
          executor_(program_set(std::move(programs), most, std::move(table)), compiled) {}

    int programs() const override { return definition_->programs(); }
    program_source source(int program) const override { return definition_->source(program); }
    int statements() const override { return definition_->statements(); }

    bool run(const sample_set& samples, std::size_t repeat, const run_options& options,
             run_report& report, error_message& error) override {
        report = {};
        repeat = std::max<std::size_t>(repeat, 1);
        if (!agree(samples, executor_.programs().size(), error)) return false;
        bool good = false;
        if (within_memory([&] { good = run_all(samples, repeat, options, report, error); }))
            return good;
        error.text = "there is no memory for " + std::to_string(samples.inputs.size()) +
                     " samples, " + std::to_string(repeat) + " times over, and " +
                     std::to_string(programs()) + " programs";
        return false;
    }
    bool run_standard(const sample_set& samples, const run_options& options, run_report& report,
                      error_message& error) override {
        return definition_->run_standard(samples, options, report, error);
    }

    /// By columns a statement is what the program gives that ends there: its status, and its value
    /// where that is a grid.
    bool trace(int program, const sample_set& samples, std::size_t k, backend where,
               std::vector<traced_statement>& statements, error_message& error) override {
        if (!definition_->trace(program, samples, k, backend::automatic, statements, error))
            return false;
        if (where == backend::automatic) return true;
        column_pipeline cut(cut_at_statements(executor_.programs().program(index(program))),
                            compiled_,
                            executor_.programs().most(), table_);
        run_options options;
        options.where = where;
        options.outputs = true;
        run_report report;
        if (!cut.run(only(samples, {k}), 1, options, report, error)) return false;
        for (std::size_t s = 0; s < statements.size(); ++s) {
            traced_statement& t = statements[s];
            const verdict v = report.verdicts[s];
            t.why = v.why();
            t.began = v.statement();
            t.tied = false;
            t.value = {};
            if (!v.ok() || v.hash() == 0) continue; // only a grid has a hash
            t.value.what = shown_value::form::grid;
            t.value.type = "grid";
            t.value.cells = std::move(report.outputs[s]);
        }
        return true;
    }

private:
    static std::size_t index(int k) { return static_cast<std::size_t>(k); }

    /// The program that ends with each statement, and returns its value.
    static std::vector<text::program> cut_at_statements(const text::program& p) {
        std::vector<text::program> all;
        for (std::size_t s = 0; s < p.statements.size(); ++s) {
            text::program one = p;
            one.statements.resize(s + 1);
            while (!one.calls.empty() && one.calls.back().statement > static_cast<int>(s))
                one.calls.pop_back();
            one.result = {text::form::variable, static_cast<int>(s)};
            all.push_back(std::move(one));
        }
        return all;
    }

    /// Some of the samples, for every program.
    static sample_set only(const sample_set& all, const std::vector<std::size_t>& which) {
        sample_set some;
        some.demonstrations = all.demonstrations;
        for (std::size_t k : which) {
            some.inputs.push_back(all.inputs[k]);
            if (!all.expected.empty()) some.expected.push_back(all.expected[k]);
            if (!all.task.empty()) some.task.push_back(all.task[k]);
        }
        return some;
    }

    /// Whether a batch holds each sample.
    std::vector<bool> fitting(const sample_set& samples) const {
        std::vector<bool> task_fits;
        for (const auto& pairs : samples.demonstrations)
            task_fits.push_back(
                !uses_demonstrations_ || std::all_of(pairs.begin(), pairs.end(), [](const auto& p) {
                    return batch::accepts(p.first) && batch::accepts(p.second);
                }));
        std::vector<bool> fits;
        for (std::size_t k = 0; k < samples.inputs.size(); ++k)
            fits.push_back(batch::accepts(samples.inputs[k]) &&
                           (samples.expected.empty() || !samples.expected[k] ||
                            batch::accepts(*samples.expected[k])) &&
                           (samples.task.empty() || task_fits[samples.task[k]]));
        return fits;
    }

    bool run_all(const sample_set& samples, std::size_t repeat, const run_options& options,
                 run_report& report, error_message& error) {
        const std::vector<bool> fits = fitting(samples);
        std::vector<std::size_t> packed, larger;
        for (std::size_t k = 0; k < fits.size(); ++k) (fits[k] ? packed : larger).push_back(k);
        if (larger.empty()) return by_columns(samples, repeat, options, report, error);

        run_report parts[2];
        const std::vector<std::size_t>* const places[2] = {&packed, &larger};
        sample_set sets[2];
        for (int k = 0; k < 2; ++k) {
            sets[k] = only(samples, *places[k]);
            for (std::size_t s : *places[k])
                if (!samples.active.empty())
                    sets[k].active.insert(sets[k].active.end(), samples.programs_on(s).begin(),
                                          samples.programs_on(s).end());
        }
        if (!definition_->run(sets[1], repeat, options, parts[1], error)) return false;
        parts[1].evaluations.too_large = parts[1].evaluations.definition;
        if (packed.empty()) {
            report = std::move(parts[1]);
            report.tier_samples = {0, 0, report.evaluations.definition}; // as with columns beside
            return true;
        }
        if (!by_columns(sets[0], repeat, options, parts[0], error)) return false;
        join(parts, places, samples.inputs.size(), repeat, report);
        return true;
    }

    /// The report of all n samples from those of columns and of the definition.
    void join(run_report (&parts)[2], const std::vector<std::size_t>* const (&places)[2],
              std::size_t n, std::size_t repeat, run_report& report) const {
        const std::size_t all = executor_.programs().size() * n * repeat;
        std::vector<verdict> verdicts(all);
        std::vector<grid> outputs(parts[0].outputs.empty() ? 0 : all);
        for (int k = 0; k < 2; ++k) {
            std::size_t from = 0;
            for (std::size_t turn = 0; turn < executor_.programs().size() * repeat; ++turn)
                for (std::size_t s : *places[k]) {
                    verdicts[turn * n + s] = parts[k].verdicts[from];
                    if (!outputs.empty()) outputs[turn * n + s] = std::move(parts[k].outputs[from]);
                    ++from;
                }
        }
        const run_report& larger = parts[1];
        report = std::move(parts[0]);
        report.verdicts = std::move(verdicts);
        report.outputs = std::move(outputs);
        report.seconds.total += larger.seconds.total;
        report.seconds.reference += larger.seconds.reference;
        report.evaluations.definition += larger.evaluations.definition;
        report.evaluations.too_large += larger.evaluations.too_large;
        report.tier_samples.back() += larger.evaluations.definition;
    }

    bool by_columns(const sample_set& samples, std::size_t repeat, const run_options& options,
                    run_report& report, error_message& error) {
        pipeline_facts facts{};
        facts.programs = programs();
        facts.uses_demonstrations = uses_demonstrations_;
        facts.uses_expected = true;
        packed_samples packed;
        if (!packed.pack(samples, repeat, facts, error)) return false;
        program_samples which;
        if (!samples.active.empty()) which = lists_of(samples, repeat);
        auto result =
            executor_.run(packed.view(), options, samples.active.empty() ? nullptr : &which);
        if (!result) {
            error = result.error();
            return false;
        }
        report = std::move(*result);
        return true;
    }

    /// The samples of each program; programs with the same samples share them.
    program_samples lists_of(const sample_set& samples, std::size_t repeat) const {
        const std::size_t n = samples.inputs.size();
        std::vector<std::vector<std::uint32_t>> each(executor_.programs().size());
        for (std::size_t turn = 0; turn < repeat; ++turn)
            for (std::size_t k = 0; k < n; ++k) {
                const auto words = samples.programs_on(k);
                for (std::size_t w = 0; w < words.size(); ++w)
                    for (std::uint64_t left = words[w]; left != 0; left &= left - 1) {
                        const std::size_t p =
                            64 * w + static_cast<std::size_t>(std::countr_zero(left));
                        if (p < each.size())
                            each[p].push_back(static_cast<std::uint32_t>(turn * n + k));
                    }
            }
        program_samples which;
        std::map<std::vector<std::uint32_t>, std::uint32_t> known;
        for (auto& list : each) {
            const auto place = static_cast<std::uint32_t>(which.lists.size());
            const auto [at, is_new] = known.try_emplace(std::move(list), place);
            if (is_new) which.lists.push_back(at->first);
            which.of_program.push_back(at->second);
        }
        return which;
    }

    const columns::catalog& compiled_;
    std::shared_ptr<const reference::dynamic::operation_table> table_;
    std::unique_ptr<any_pipeline> definition_;
    bool uses_demonstrations_ = false;
    mega_batch<program_set> executor_;
};

} // namespace detail

/// A pipeline of programs as data, any number, that run by columns on the host's cores or on GPUs.
/// What has no column form or does not fit it, and samples that no batch holds (more than 32 rows
/// or columns), run by definition; reports count them. Results are those of
/// `make_definition_pipeline`, and so are limits and table. A trace is by definition where the
/// machine is left open; on a machine it has the statuses that columns give, and the values that
/// are grids.
inline std::unique_ptr<any_pipeline> make_column_pipeline(
    std::vector<text::program> programs, const columns::catalog& compiled,
    reference::dynamic::limits most = {},
    std::shared_ptr<const reference::dynamic::operation_table> table = nullptr) {
    return std::make_unique<detail::column_pipeline>(std::move(programs), compiled, most,
                                                     std::move(table));
}

} // namespace batt
BATT_HOST_CALLS_END
