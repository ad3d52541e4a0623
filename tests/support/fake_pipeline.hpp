// Pipelines made for tests of run_batt: programs are plain functions, and every run is recorded.
#pragma once

#include <batt/exec/any_pipeline.hpp>
#include <batt/io/task.hpp>
#include <options.hpp>
#include <run.hpp>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

/// What a program of a fake pipeline sees of a sample.
struct fake_sample {
    const std::vector<std::pair<batt::grid, batt::grid>>& demonstrations; ///< S
    const batt::grid& input;                                              ///< I
    const std::optional<batt::grid>& expected;                            ///< C
};

struct fake_result {
    batt::grid output;
    batt::status why = batt::status::ok;
    int statement = 0;
};

struct fake_program {
    const char* id;
    const char* name;
    fake_result (*compute)(const fake_sample&);
    fake_result (*by_definition)(const fake_sample&) = nullptr; ///< if it differs
    bool is_moody = false; ///< the last of several repetitions gives something else
};

/// The runs that pipelines were asked for since the record was cleared.
struct fake_record {
    int runs = 0;
    std::vector<std::size_t> samples; ///< of each run
    std::vector<batt::run_options> asked;
    batt::evaluation_counts too_large; ///< what each run reports on samples that are too large
};

inline fake_record& record() {
    static fake_record all;
    return all;
}

class fake_pipeline : public batt::any_pipeline {
public:
    explicit fake_pipeline(std::vector<fake_program> programs) : programs_(std::move(programs)) {}

    int programs() const override { return static_cast<int>(programs_.size()); }
    batt::program_source source(int p) const override {
        const fake_program& one = programs_[static_cast<std::size_t>(p)];
        return {one.id, one.name, "fake.py", 10 * (p + 1), 3, "O = vmirror(I)"};
    }
    int statements() const override { return 2; }

    bool trace(int, const batt::sample_set&, std::size_t, batt::backend,
               std::vector<batt::traced_statement>&, batt::error_message& error) override {
        error.text = "this pipeline has no traces";
        return false;
    }

protected:
    expected_report run_samples(const batt::sample_view& v, const batt::run_options& options,
                                const batt::sample_choice& which) override {
        if (options.where == batt::backend::cuda) {
            return cuda::std::unexpected<batt::error_message>(
                batt::error_message{"this program was built without CUDA"});
        }
        const batt::sample_set samples = samples_of(v, which);
        ++record().runs;
        record().samples.push_back(samples.inputs.size());
        record().asked.push_back(options);
        batt::run_report report = run_all(samples, which.repeat, options, false);
        report.evaluations = record().too_large;
        return report;
    }
    expected_report run_samples_standard(const batt::sample_view& v,
                                         const batt::run_options& options,
                                         const batt::sample_choice& which) override {
        batt::run_report report = run_all(samples_of(v, which), 1, options, true);
        report.seconds.total *= 10;
        return report;
    }

private:
    /// The grids of the chosen samples.
    static batt::sample_set samples_of(const batt::sample_view& v,
                                       const batt::sample_choice& which) {
        const auto grid_at = [](const batt::batch_view& b, std::size_t k) {
            return batt::batch::unpack(b.rows + k * batt::packed_side, b.sizes[k]);
        };
        batt::sample_set set;
        for (std::size_t t = 0; t < v.tasks; ++t) {
            auto& pairs = set.demonstrations.emplace_back();
            for (std::size_t g = v.first[t]; g < v.first[t + 1]; g += 2) {
                pairs.emplace_back(grid_at(v.demonstrations, g), grid_at(v.demonstrations, g + 1));
            }
        }
        const std::size_t count = which.samples ? which.samples->size() : v.in.count;
        for (std::size_t k = 0; k < count; ++k) {
            const std::size_t at = which.samples ? (*which.samples)[k] : k;
            set.inputs.push_back(grid_at(v.in, at));
            if (v.expected.count != 0) {
                set.expected.emplace_back();
                if (!v.expected.sizes[at].is_absent()) set.expected[k] = grid_at(v.expected, at);
            }
            if (v.task != nullptr) set.task.push_back(v.task[at]);
        }
        set.active.assign(which.active.begin(), which.active.end());
        return set;
    }

    batt::run_report run_all(const batt::sample_set& samples, std::size_t repeat,
                             const batt::run_options& options, bool is_standard) {
        batt::run_report report;
        const std::size_t count = samples.inputs.size();
        for (std::size_t p = 0; p < programs_.size(); ++p) {
            for (std::size_t k = 0; k < count * repeat; ++k) {
                auto [v, output] = one(programs_[p], p, samples, k % count, is_standard);
                const bool is_last = repeat > 1 && k + 1 == count * repeat;
                if (programs_[p].is_moody && is_last) v = {batt::status::ok, 0, false};
                report.verdicts.push_back(v);
                if (options.outputs) report.outputs.push_back(output);
            }
        }
        report.device = "a test";
        report.seconds.total = 0.5;
        report.seconds.kernel = 0.25;
        report.tier_samples = {count * repeat, 0};
        return report;
    }

    static std::pair<batt::verdict, batt::grid> one(const fake_program& program, std::size_t p,
                                                    const batt::sample_set& samples, std::size_t k,
                                                    bool is_standard) {
        if (!samples.runs(p, k)) return {};
        static const std::vector<std::pair<batt::grid, batt::grid>> none;
        const fake_sample s{samples.task.empty() ? none : samples.demonstrations[samples.task[k]],
                            samples.inputs[k], samples.expected[k]};
        const bool by_definition = is_standard && program.by_definition;
        fake_result r = by_definition ? program.by_definition(s) : program.compute(s);
        if (r.why != batt::status::ok) return {batt::verdict(r.why, r.statement), {}};
        return {batt::verdict_on(r.output, s.expected ? &*s.expected : nullptr), r.output};
    }

    std::vector<fake_program> programs_;
};

/// Returns its input, and fails where the first cell is 9.
inline fake_result identity(const fake_sample& s) {
    if (s.input(0, 0) == 9) return {{}, batt::status::not_found, 2};
    return {s.input};
}

/// Mirrors its input; it stands for a compiled program with the name of a program of text.
inline fake_result mirror(const fake_sample& s) {
    batt::grid g = s.input;
    for (int i = 0; i < g.height(); ++i) {
        for (int j = 0; j < g.width(); ++j) g(i, j) = s.input(i, g.width() - 1 - j);
    }
    return {g};
}

/// Adds one to every cell.
inline fake_result increment(const fake_sample& s) {
    batt::grid g = s.input;
    for (int i = 0; i < g.height(); ++i) {
        for (int j = 0; j < g.width(); ++j) g(i, j) = static_cast<signed char>(g(i, j) + 1);
    }
    return {g};
}

/// Returns C, and fails where there is none.
inline fake_result cheat(const fake_sample& s) {
    if (!s.expected) return {{}, batt::status::type, 1};
    return {*s.expected};
}

/// Returns the output of the first demonstration.
inline fake_result first_demonstration(const fake_sample& s) {
    return {s.demonstrations.front().second};
}

/// A pipeline with these programs: `make<&list>`.
template <const std::vector<fake_program>* List>
std::unique_ptr<batt::any_pipeline> make() {
    return std::make_unique<fake_pipeline>(*List);
}

/// What came of a command line.
struct outcome {
    int exit = 0;
    std::string out;
    std::string err;

    bool says(const std::string& text) const { return out.find(text) != std::string::npos; }
    /// Whether these cells, with one space between them, are part of a line of a table.
    bool has_row(const std::string& cells) const {
        std::string squeezed;
        for (const char c : out) {
            if (c != ' ' || squeezed.empty() || squeezed.back() != ' ') squeezed += c;
        }
        return squeezed.find(cells) != std::string::npos;
    }
    bool warns(const std::string& text) const { return err.find(text) != std::string::npos; }
};

/// Runs run_batt with these pipelines, without default tasks and programs.
/// @param input what the standard input holds
/// @param columns the catalog for programs of text; null: they run by definition
inline outcome call_with(const std::vector<batt::pipeline_entry>& pipelines,
                         std::vector<std::string> words, const std::string& input = "",
                         const batt::columns::catalog* columns = nullptr) {
    words.insert(words.begin(), "run_batt");
    std::vector<const char*> arguments;
    for (const auto& word : words) arguments.push_back(word.c_str());
    outcome result;
    std::ostringstream out;
    std::ostringstream err;
    auto wanted =
        run_batt::parse_options(static_cast<int>(arguments.size()), arguments.data(), result.exit);
    std::istringstream in(input);
    if (wanted) wanted->compiled_columns = columns;
    if (wanted) result.exit = run_batt::run(*wanted, pipelines, out, err, in);
    result.out = out.str();
    result.err = err.str();
    return result;
}
