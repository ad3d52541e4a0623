// run_batt --mega-batch --timing: what each form costs on each machine.
#include "form_timing.hpp"

#include "text.hpp"
#include <iterator>
#include <ostream>

namespace run_batt {

namespace {

/// A line of the table: a form and where it runs.
struct form {
    const char* name;
    bool is_standard;
    batt::backend where;
    int threads; ///< 0: all
};

constexpr form forms[] = {{"standard form, sequential", true, batt::backend::host, 1},
                          {"vectorized, one core", false, batt::backend::host, 1},
                          {"vectorized, all cores", false, batt::backend::host, 0},
                          {"vectorized, GPU", false, batt::backend::cuda, 0}};

/// Runs all batches in one form and adds up the time and the samples.
bool measure(const evaluation& all, const std::vector<pipeline_batch>& batches, const form& f,
             progress_bar& bar, std::size_t& steps, pipeline_outcome& result,
             std::string& problem) {
    const context& here = *all.here;
    options asked = here.wanted;
    asked.where = f.where;
    batt::run_options how = asked.how();
    how.threads = f.threads;
    // The standard form takes long enough to be steady.
    const std::size_t repeat = f.is_standard ? 1 : here.wanted.repeat;
    for (std::size_t at = 0; at < batches.size(); ++at) {
        bar.show(steps++, std::string(f.name) + ", " + here.programs.names[at]);
        if (batches[at].origin.empty()) continue;
        auto& pipeline = *here.programs.pipelines[at];
        const batt::sample_set& samples = batches[at].samples;
        batt::run_report report;
        batt::error_message error;
        bool ran = true;
        if (f.is_standard) {
            ran = pipeline.run_standard(samples, how, report, error);
        } else {
            // The first run loads code and makes room; it is not counted.
            ran = pipeline.run(samples, 1, how, report, error) &&
                  pipeline.run(samples, repeat, how, report = {}, error);
        }
        if (!ran) {
            problem = error.text;
            return false;
        }
        result.samples += batches[at].program_samples * repeat;
        result.seconds.total += report.seconds.total;
        result.seconds.kernel +=
            report.seconds.kernel + report.seconds.retry + report.seconds.reference;
    }
    return true;
}

} // namespace

void print_form_timing(const evaluation& all, std::string& problem) {
    const context& here = *all.here;
    std::vector<pipeline_batch> batches;
    std::vector<bool> is_used(all.tasks.size(), false);
    std::size_t once = 0;
    for (std::size_t at = 0; at < here.programs.pipelines.size(); ++at) {
        batches.push_back(make_batch(all, at, everything(all)));
        for (const std::size_t k : batches.back().origin) is_used[all.samples[k].task] = true;
        once += batches.back().program_samples;
    }
    std::size_t tasks = 0;
    for (const bool used : is_used) tasks += used ? 1 : 0;
    if (once == 0) return;

    text_table table;
    table.add({"form", "ms a task", "ms a sample", "samples/s", "ratio"});
    std::string refused_by_gpu;
    double standard_seconds = 0; // a sample
    {
        std::size_t steps = 0;
        progress_bar bar(here.err, std::size(forms) * batches.size(), here.wanted.progress);
        for (const form& f : forms) {
            pipeline_outcome result;
            std::string refused;
            if (!measure(all, batches, f, bar, steps, result, refused)) {
                if (f.where != batt::backend::cuda) {
                    problem = std::string(f.name) + ": " + refused;
                    return;
                }
                refused_by_gpu = refused;
                // A device that is there and fails is another thing.
                const bool has_device = refused.starts_with("CUDA");
                table.add({f.name, has_device ? "did not run" : "no CUDA device", "", "", ""});
                continue;
            }
            if (f.is_standard) standard_seconds = result.seconds_a_sample();
            const auto add = [&](const std::string& name, double seconds) {
                const double one = seconds / static_cast<double>(result.samples);
                table.add({name,
                           format("%.4f", one * 1e3 * static_cast<double>(once) /
                                              static_cast<double>(tasks)),
                           format("%.6f", one * 1e3), short_number(one > 0 ? 1 / one : 0),
                           one > 0 ? format("%.1f", standard_seconds / one) : "-"});
            };
            add(f.name, result.seconds.total);
            // the copies left out: what samples cost that are on the device already
            if (f.where == batt::backend::cuda) add("of which computing", result.seconds.kernel);
        }
    }
    here.out << '\n' << table.text({}, {});
    if (!refused_by_gpu.empty()) here.out << "The GPU did not run: " << refused_by_gpu << ".\n";
}

} // namespace run_batt
