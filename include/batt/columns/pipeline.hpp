// Programs as data behind the run-time interface of pipelines: by columns where they can.
#pragma once

#include <batt/columns/program_set.hpp>
#include <batt/exec/detail/pipeline_base.hpp>
#include <bit>
#include <map>

BATT_HOST_CALLS_BEGIN
namespace batt {

namespace detail {

/// Programs by columns. What is told of the programs comes from the definition.
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
        if (within_memory([&] { good = by_columns(samples, repeat, options, report, error); }))
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

    bool by_columns(const sample_set& samples, std::size_t repeat, const run_options& options,
                    run_report& report, error_message& error) {
        pipeline_facts facts{};
        facts.programs = programs();
        facts.uses_demonstrations = uses_demonstrations_;
        facts.uses_expected = true;
        packed_samples packed;
        if (!packed.pack(samples, 1, facts, error)) return false;
        program_samples which;
        if (!samples.active.empty() || repeat > 1) which = lists_of(samples, repeat);
        which.packed = repeat > 1;
        auto result = executor_.run(packed.view(), options, which.lists.empty() ? nullptr : &which);
        if (!result) {
            error = result.error();
            return false;
        }
        report = std::move(*result);
        if (repeat > 1) spread(which, samples.inputs.size(), repeat, report);
        return true;
    }

    /// Puts the results of a packed report, in which all runs of a program on a sample stand in a
    /// row, in the places of a report of n samples `repeat` times over.
    static void spread(const program_samples& which, std::size_t n, std::size_t repeat,
                       run_report& report) {
        const std::size_t all = which.of_program.size() * n * repeat;
        std::vector<verdict> verdicts(all);
        std::vector<grid> outputs(report.outputs.empty() ? 0 : all);
        std::size_t from = 0;
        for (std::size_t p = 0; p < which.of_program.size(); ++p) {
            const auto& list = which.lists[which.of_program[p]];
            for (std::size_t i = 0; i < list.size(); ++i, ++from) {
                const std::size_t to = (p * repeat + i % repeat) * n + list[i];
                verdicts[to] = report.verdicts[from];
                if (!outputs.empty()) outputs[to] = std::move(report.outputs[from]);
            }
        }
        report.verdicts = std::move(verdicts);
        report.outputs = std::move(outputs);
    }

    /// The samples of each program, each `repeat` times; programs with the same samples share them.
    program_samples lists_of(const sample_set& samples, std::size_t repeat) const {
        const std::size_t programs = executor_.programs().size();
        std::vector<std::vector<std::uint32_t>> each(programs);
        const auto add = [&](std::size_t p, std::size_t k) {
            each[p].insert(each[p].end(), repeat, static_cast<std::uint32_t>(k));
        };
        for (std::size_t k = 0; k < samples.inputs.size(); ++k) {
            if (samples.active.empty()) {
                add(0, k);
                continue;
            }
            const auto words = samples.programs_on(k);
            for (std::size_t w = 0; w < words.size(); ++w)
                for (std::uint64_t left = words[w]; left != 0; left &= left - 1) {
                    const std::size_t p = 64 * w + static_cast<std::size_t>(std::countr_zero(left));
                    if (p < programs) add(p, k);
                }
        }
        if (samples.active.empty()) { // all programs share one list
            each.resize(1);
            return {std::move(each), std::vector<std::uint32_t>(programs, 0)};
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
/// What has no column form or does not fit it, and samples that cannot be packed (more than 32 rows
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
