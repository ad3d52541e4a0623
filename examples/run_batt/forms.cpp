// run_batt --check-forms: the standard form of every program against the vectorized one.
#include "forms.hpp"

#include "run.hpp"
#include "text.hpp"
#include <algorithm>
#include <ostream>

namespace run_batt {

namespace {

/// Runs one form of a pipeline, with outputs.
bool run_form(bool is_standard, batt::any_pipeline& pipeline, const pipeline_batch& batch,
              const batt::run_options& how, batt::run_report& report, std::string& problem) {
    batt::error_message error;
    const bool ran = is_standard ? pipeline.run_standard(batch.samples, how, report, error)
                                 : pipeline.run(batch.samples, 1, how, report, error);
    if (!ran) {
        problem = error.text;
        return false;
    }
    return is_complete(report, batch, true, problem);
}

void print_difference(const evaluation& all, std::size_t p, std::size_t k,
                      const batt::run_report& standard, const batt::run_report& vectorized,
                      std::size_t entry) {
    const context& here = *all.here;
    const sample& s = all.samples[k];
    const batt::grid& by_definition = standard.outputs[entry];
    const batt::grid& fast = vectorized.outputs[entry];
    here.out << "Task " << batt::io::detail::printable(all.tasks[s.task].what->id) << ", "
             << pair_name(s.is_test, *s.pair) << ", program "
             << batt::io::detail::printable(all.of(p).name) << ": the standard form gives "
             << describe(standard.verdicts[entry], by_definition) << ", the vectorized form "
             << describe(vectorized.verdicts[entry], fast) << ".\n";
    if (by_definition == fast) return;
    here.out << batt::io::draw(
                    {{"standard", &by_definition}, {"vectorized", &fast, &by_definition}},
                    here.wanted.colors, here.wanted.columns)
             << '\n';
}

} // namespace

bool check_forms(const evaluation& all, std::string& problem) {
    const context& here = *all.here;
    const collection& programs = here.programs;
    batt::run_options how = here.wanted.how();
    how.outputs = true;
    std::size_t compared = 0;
    std::size_t different = 0;
    std::string device;
    here.out << '\n';
    constexpr std::size_t most_shown = 10;
    progress_bar bar(here.err, programs.pipelines.size(), here.wanted.progress);
    for (std::size_t at = 0; at < programs.pipelines.size(); ++at) {
        bar.show(at, "check of " + programs.names[at]);
        const pipeline_batch batch = make_batch(all, at, everything(all));
        if (batch.origin.empty()) continue;
        batt::run_report standard;
        batt::run_report vectorized;
        if (!run_form(true, *programs.pipelines[at], batch, how, standard, problem) ||
            !run_form(false, *programs.pipelines[at], batch, how, vectorized, problem)) {
            problem = "Pipeline " + programs.names[at] + ": " + problem;
            return false;
        }
        device = vectorized.device;
        for (std::size_t i = 0; i < batch.programs.size(); ++i) {
            for (std::size_t k = 0; k < batch.origin.size(); ++k) {
                if (!batch.active(i, k)) continue;
                ++compared;
                const std::size_t entry = i * batch.origin.size() + k;
                if (standard.verdicts[entry] == vectorized.verdicts[entry] &&
                    standard.outputs[entry] == vectorized.outputs[entry]) {
                    continue;
                }
                if (++different > most_shown) continue;
                print_difference(all, batch.programs[i], batch.origin[k], standard, vectorized,
                                 entry);
            }
        }
    }
    if (different > most_shown) {
        here.out << "... and " << different - most_shown << " more differences.\n";
    }
    const double percent =
        compared ? 100.0 * static_cast<double>(compared - different) / static_cast<double>(compared)
                 : 100.0;
    // 99.996 % is not 100 %: cut, not rounded
    const double shown = different ? std::min(percent, 99.99) : 100.0;
    here.out << "Standard and vectorized form" << (device.empty() ? "" : " (" + device + ")")
             << ": " << compared - different << " of " << compared << " results are equal ("
             << format(different ? "%.2f" : "%.0f", shown) << " %).\n";
    return different == 0;
}

} // namespace run_batt
