// Programs as data behind the run-time interface of pipelines: run by definition, at once.
#pragma once

#include <atomic>
#include <batt/exec/any_pipeline.hpp>
#include <batt/exec/detail/cores.hpp>
#include <batt/exec/detail/show.hpp>
#include <batt/exec/detail/turns.hpp>
#include <batt/reference/dynamic/evaluation.hpp>
#include <batt/reference/memory.hpp>
#include <batt/text/rewrite.hpp>
#include <chrono>

BATT_HOST_CALLS_BEGIN
namespace batt {

namespace detail {

/// Programs as data on the cores of the host. An item of work is a program on a sample.
class definition_pipeline final : public any_pipeline {
public:
    definition_pipeline(std::vector<text::program> programs, reference::dynamic::limits most,
                        std::shared_ptr<const reference::dynamic::operation_table> table)
        : programs_(std::move(programs)), most_(most), table_(std::move(table)) {
        for (const text::program& p : programs_)
            texts_.push_back(text::statements_to_text(p, "", false));
        for (const text::program& p : programs_) uses_demonstrations_ |= p.demonstrations;
    }

    int programs() const override { return static_cast<int>(programs_.size()); }
    program_source source(int program) const override {
        const text::program& p = programs_[index(program)];
        return {p.id.c_str(),
                p.name.c_str(),
                p.file.c_str(),
                p.line,
                static_cast<int>(p.statements.size()),
                texts_[index(program)].c_str()};
    }
    int statements() const override {
        std::size_t n = 0;
        for (const text::program& p : programs_) n += p.statements.size();
        return static_cast<int>(n);
    }

    bool trace(int program, const sample_set& samples, std::size_t k, backend,
               std::vector<traced_statement>& statements, error_message& error) override {
        if (!agree(samples, error)) return false;
        const text::program& p = programs_[index(program)];
        const text::statement_names names(p, false);
        reference::dynamic::sample s;
        set_input(s, samples, k);
        set_demonstrations(s, samples, k);
        reference::dynamic::evaluation run(p, s, most_, *table_);
        statements.clear();
        for (const auto& [what, tied] : run.trace()) {
            const std::size_t at = statements.size();
            traced_statement t;
            t.statement = static_cast<int>(at) + 1;
            t.text = names[at] + " = " + text::text_of(p, names, p.statements[at].value);
            t.operation = operation_of(p, p.statements[at].value);
            t.why = what.why;
            t.began = what.statement;
            t.tied = tied;
            if (what.ok()) t.value = value_showing().show(what.result);
            statements.push_back(std::move(t));
        }
        return true;
    }

private:
    expected_report run_samples(const sample_view& samples, const run_options& options,
                                const sample_choice& which) override {
        const auto start = std::chrono::steady_clock::now();
        const std::size_t n = turns(samples, which).count();
        run_report report;
        error_message error;
        if (samples.in.on_device || samples.expected.on_device)
            error.text = "the batch is in device memory but runs on the host";
        if (!error.text.empty() || !check(samples, error))
            return cuda::std::unexpected<error_message>(error);
        report.verdicts.resize(capped_product(n, programs_.size()));
        if (options.outputs) report.outputs.resize(report.verdicts.size());
        report.device = "host";
        std::atomic<std::size_t> next = 0, evaluations = 0;
        bool good = true;
        with_threads(options.threads, [&] {
            good = all_cores{}.for_each(workers(options.threads, n), [&](std::size_t) {
                work(samples, which, options, next, evaluations, report);
            });
        });
        report.evaluations.definition = evaluations;
        report.tier_samples = {evaluations};
        if (!good) error.text = "there is no memory for the samples of programs run by definition";
        if (is_stopped(options)) error.text = "the run was stopped";
        if (!error.text.empty()) return cuda::std::unexpected<error_message>(error);
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
        report.seconds.total = report.seconds.reference = taken.count();
        return report;
    }
    expected_report run_samples_standard(const sample_view& samples, const run_options& options,
                                         const sample_choice& which) override {
        return run_samples(samples, options, which);
    }

    static std::size_t index(int k) { return static_cast<std::size_t>(k); }

    std::string operation_of(const text::program& p, text::operand value) const {
        if (value.what != text::form::call) return {};
        const text::operand called = p.calls[index(value.index)].parts[0];
        if (called.what != text::form::operation) return {};
        const std::size_t own = index(called.index) - text::operations.size();
        if (index(called.index) >= text::operations.size() && p.own != nullptr &&
            own < p.own->operations.size())
            return p.own->operations[own].text;
        const reference::dynamic::operation* named = table_->at(called.index);
        return named != nullptr ? std::string(named->name) : std::string();
    }

    static void set_input(reference::dynamic::sample& s, const sample_set& samples, std::size_t k) {
        const bool known = !samples.expected.empty() && samples.expected[k];
        s.give(samples.inputs[k], known ? &*samples.expected[k] : nullptr);
    }
    static void set_demonstrations(reference::dynamic::sample& s, const sample_set& samples,
                                   std::size_t k) {
        if (samples.task.empty()) return;
        s.show(samples.demonstrations.at(samples.task[k]));
    }

    /// Takes turns until there is none left.
    void work(const sample_view& samples, const sample_choice& which, const run_options& options,
              std::atomic<std::size_t>& next, std::atomic<std::size_t>& evaluations,
              run_report& report) const {
        const turns all(samples, which);
        const std::size_t n = all.count(), words = sample_set::words_for(programs_.size());
        std::size_t done = 0;
        reference::dynamic::sample s;
        std::optional<std::uint32_t> task;
        for (std::size_t at = next++; at < n; at = next++) {
            const std::size_t k = all.sample(at);
            const auto grid_at = [](const batch_view& v, std::size_t place) {
                return batch::unpack(v.rows + place * packed_side, v.sizes[place]);
            };
            const grid input = grid_at(samples.in, k);
            std::optional<grid> expected;
            if (samples.expected.count != 0 && !samples.expected.sizes[k].is_absent())
                expected = grid_at(samples.expected, k);
            s.give(input, expected ? &*expected : nullptr);
            if (uses_demonstrations_ && samples.task != nullptr && task != samples.task[k]) {
                task = samples.task[k];
                std::vector<std::pair<grid, grid>> pairs;
                for (std::size_t g = samples.first[*task]; g < samples.first[*task + 1]; g += 2)
                    pairs.emplace_back(grid_at(samples.demonstrations, g),
                                       grid_at(samples.demonstrations, g + 1));
                s.show(pairs);
            }
            s.shown_color = shows_fifteen(samples, k) ? max_given_color : max_color;
            const std::size_t row = which.active.empty() ? 0 : all.chosen(at) * words;
            for (std::size_t p = 0; p < programs_.size(); ++p) {
                const bool runs = which.active.empty()
                                      ? p >= 64 || (all.active(at) >> p & 1U) != 0
                                      : (which.active[row + p / 64] >> p % 64 & 1U) != 0;
                if (!runs) continue;
                if (is_stopped(options)) return;
                ++done;
                std::optional<grid> output;
                report.verdicts[p * n + at] = judged(programs_[p], s, expected, output);
                if (!report.outputs.empty() && output)
                    report.outputs[p * n + at] = std::move(*output);
            }
        }
        evaluations += done;
    }

    verdict judged(const text::program& p, const reference::dynamic::sample& s,
                   const std::optional<grid>& expected, std::optional<grid>& output) const {
        reference::dynamic::outcome o = reference::dynamic::evaluate(p, s, most_, *table_);
        output = reference::dynamic::output_grid(o, p, s);
        if (!output) return {o.why, o.statement};
        return verdict_on(*output, expected ? &*expected : nullptr);
    }

    std::vector<text::program> programs_;
    std::vector<std::string> texts_;
    reference::dynamic::limits most_;
    std::shared_ptr<const reference::dynamic::operation_table> table_;
    bool uses_demonstrations_ = false;
};

} // namespace detail

/// A pipeline of any number of programs as data. It runs by definition on the host's cores,
/// whatever back end is asked for. The limits hold for each program on each sample; beyond them
/// its verdict is `capacity`. An output that is no grid is neither a failure nor a match; its hash
/// is 0, and it is an empty grid among the outputs. The table, if one is given, holds operations
/// beyond those of the DSL.
inline std::unique_ptr<any_pipeline> make_definition_pipeline(
    std::vector<text::program> programs, reference::dynamic::limits most = {},
    std::shared_ptr<const reference::dynamic::operation_table> table = nullptr) {
    if (table == nullptr)
        table = std::make_shared<const reference::dynamic::operation_table>(
            reference::dynamic::standard_table());
    return std::make_unique<detail::definition_pipeline>(std::move(programs), most,
                                                         std::move(table));
}

} // namespace batt
BATT_HOST_CALLS_END
