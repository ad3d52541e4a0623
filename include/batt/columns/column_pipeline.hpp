// Programs as data behind the run-time interface of pipelines: by columns where they can.
#pragma once

#include <batt/columns/program_set.hpp>
#include <batt/exec/any_pipeline.hpp>
#include <bit>
#include <map>

BATT_HOST_CALLS_BEGIN
namespace batt {

namespace detail {

/// Programs by columns. What it says about the programs comes from their pipeline by definition.
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

    /// By columns the result of a statement is that of the program that ends there: its status, and
    /// its value where that is a grid.
    bool trace(int program, const sample_set& samples, std::size_t k, backend where,
               std::vector<traced_statement>& statements, error_message& error) override {
        if (!definition_->trace(program, samples, k, backend::automatic, statements, error))
            return false;
        if (where == backend::automatic) return true;
        column_pipeline cut(cut_at_statements(executor_.programs().program(index(program))),
                            compiled_, executor_.programs().most(), table_);
        run_options options;
        options.where = where;
        options.outputs = true;
        any_pipeline& pieces = cut;
        auto report = pieces.run(only(samples, k), options);
        if (!report) {
            error = report.error();
            return false;
        }
        for (std::size_t s = 0; s < statements.size(); ++s) {
            traced_statement& t = statements[s];
            const verdict v = report->verdicts[s];
            t.why = v.why();
            t.began = v.statement();
            t.tied = false;
            t.value = {};
            if (!v.ok() || v.hash() == 0) continue; // only a grid has a hash
            t.value.what = shown_value::form::grid;
            t.value.type = "grid";
            t.value.cells = std::move(report->outputs[s]);
        }
        return true;
    }

private:
    static std::size_t index(int k) { return static_cast<std::size_t>(k); }

    /// For each statement, the program that ends with it and returns its value.
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

    /// One of the samples, for every program.
    static sample_set only(const sample_set& all, std::size_t k) {
        sample_set one;
        one.demonstrations = all.demonstrations;
        one.inputs.push_back(all.inputs[k]);
        if (!all.expected.empty()) one.expected.push_back(all.expected[k]);
        if (!all.task.empty()) one.task.push_back(all.task[k]);
        return one;
    }

    sample_view taken(const sample_view& samples) const override {
        sample_view out = samples;
        if (!uses_demonstrations_ && !shows_fifteen(samples)) out.task = nullptr;
        return out;
    }
    expected_report run_samples(const sample_view& samples, const run_options& options,
                                const sample_choice& which) override {
        const sample_view v = taken(samples);
        if (which.samples) {
            const picked_samples picked(v, *which.samples);
            return run_samples(picked.view(), options, {{}, which.active, which.repeat});
        }
        if (which.repeat == 1 && which.active.empty() && v.active == nullptr)
            return executor_.run(v, options);
        program_samples lists = lists_of(v, which);
        lists.packed = which.repeat > 1;
        auto report = executor_.run(v, options, &lists);
        if (report && lists.packed) spread(lists, v.in.count, which.repeat, *report);
        return report;
    }
    expected_report run_samples_standard(const sample_view& samples, const run_options& options,
                                         const sample_choice& which) override {
        return definition_->run_standard(samples, options, which);
    }

    /// Some samples of a view in host memory, and the demonstrations of their tasks, one after the
    /// other: columns send all that they get.
    class picked_samples {
    public:
        picked_samples(const sample_view& v, std::span<const std::uint32_t> places)
            : parameters_(v.parameters) {
            std::map<std::uint32_t, std::uint32_t> tasks;
            first_.push_back(0);
            for (const std::uint32_t k : places) {
                in_.push_packed(v.in.rows + k * std::size_t{packed_side}, v.in.sizes[k]);
                if (v.expected.count != 0)
                    expected_.push_packed(v.expected.rows + k * std::size_t{packed_side},
                                          v.expected.sizes[k]);
                if (v.active != nullptr) active_.push_back(v.active[k]);
                if (v.task == nullptr) continue;
                const std::uint32_t task = v.task[k];
                const auto number = static_cast<std::uint32_t>(tasks.size());
                const auto [at, is_new] = tasks.try_emplace(task, number);
                task_.push_back(at->second);
                if (!is_new) continue;
                for (std::size_t g = v.first[task]; g < v.first[task + 1]; ++g)
                    shown_.push_packed(v.demonstrations.rows + g * packed_side,
                                       v.demonstrations.sizes[g]);
                first_.push_back(static_cast<std::uint32_t>(shown_.size()));
            }
        }
        sample_view view() const {
            sample_view v;
            v.in = in_;
            v.expected = expected_;
            v.parameters = parameters_;
            if (!active_.empty()) v.active = active_.data();
            if (task_.empty()) return v;
            v.task = task_.data();
            v.demonstrations = shown_;
            v.first = first_.data();
            v.tasks = first_.size() - 1;
            return v;
        }

    private:
        batch in_, expected_, shown_;
        std::span<const parameter_column> parameters_; ///< which `run` refuses
        std::vector<std::uint64_t> active_;
        std::vector<std::uint32_t> task_, first_;
    };

    /// Moves the results of a packed report, in which all runs of a program on a sample are
    /// consecutive, to the places of a report of n samples `repeat` times over.
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
    program_samples lists_of(const sample_view& v, const sample_choice& which) const {
        const std::size_t programs = executor_.programs().size();
        const bool has_sets = !which.active.empty() || v.active != nullptr;
        const std::size_t words = sample_set::words_for(programs);
        // without sets all programs share one list
        std::vector<std::vector<std::uint32_t>> each(has_sets ? programs : 1);
        const auto add = [&](std::size_t p, std::size_t k) {
            each[p].insert(each[p].end(), which.repeat, static_cast<std::uint32_t>(k));
        };
        for (std::size_t k = 0; k < v.in.count; ++k) {
            if (!has_sets) {
                add(0, k);
                continue;
            }
            const auto sets = which.active.empty() ? std::span(v.active + k, 1)
                                                   : which.active.subspan(k * words, words);
            for (std::size_t w = 0; w < sets.size(); ++w)
                for (std::uint64_t left = sets[w]; left != 0; left &= left - 1) {
                    const std::size_t p = 64 * w + static_cast<std::size_t>(std::countr_zero(left));
                    if (p < programs) add(p, k);
                }
        }
        if (!has_sets) return {std::move(each), std::vector<std::uint32_t>(programs, 0)};
        program_samples lists;
        std::map<std::vector<std::uint32_t>, std::uint32_t> known;
        for (auto& list : each) {
            const auto place = static_cast<std::uint32_t>(lists.lists.size());
            const auto [at, is_new] = known.try_emplace(std::move(list), place);
            if (is_new) lists.lists.push_back(at->first);
            lists.of_program.push_back(at->second);
        }
        return lists;
    }

    const columns::catalog& compiled_;
    std::shared_ptr<const reference::dynamic::operation_table> table_;
    std::unique_ptr<any_pipeline> definition_;
    bool uses_demonstrations_ = false;
    mega_batch<program_set> executor_;
};

} // namespace detail

/// A pipeline of any number of programs as data, run by columns on the host's cores or on GPUs.
/// What has no column form or does not fit windows of 64 rows runs by definition; reports count it.
/// Results, limits and table are those of `make_definition_pipeline`.
///
/// A trace is by definition where the machine is left open. On a machine it has the statuses that
/// columns give, and those values that are grids.
inline std::unique_ptr<any_pipeline>
make_column_pipeline(std::vector<text::program> programs, const columns::catalog& compiled,
                     reference::dynamic::limits most = {},
                     std::shared_ptr<const reference::dynamic::operation_table> table = nullptr) {
    return std::make_unique<detail::column_pipeline>(std::move(programs), compiled, most,
                                                     std::move(table));
}

} // namespace batt
BATT_HOST_CALLS_END
