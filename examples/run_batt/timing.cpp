// run_batt --timing: what each form costs on each machine.
#include "timing.hpp"

#include "interrupt.hpp"
#include "progress.hpp"
#include "text.hpp"
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

constexpr form compiled_forms[] = {{"standard form, sequential", true, batt::backend::host, 1},
                                   {"vectorized, one core", false, batt::backend::host, 1},
                                   {"vectorized, all cores", false, batt::backend::host, 0},
                                   {"vectorized, GPU", false, batt::backend::cuda, 0}};
constexpr form column_forms[] = {{"definition, one core", true, batt::backend::host, 1},
                                 {"columns, one core", false, batt::backend::host, 1},
                                 {"columns, all cores", false, batt::backend::host, 0},
                                 {"columns, GPU", false, batt::backend::cuda, 0}};
constexpr form text_forms[] = {{"definition, one core", false, batt::backend::host, 1},
                               {"definition, all cores", false, batt::backend::host, 0}};

/// Programs and their samples, to be timed in some forms.
struct timed_programs {
    const evaluation* all = nullptr;
    std::vector<form> forms;
    std::vector<pipeline_batch> batches;
    std::size_t samples = 0; ///< a program on a pair each
    std::size_t tasks = 0;
};

timed_programs make_timed(const evaluation& all, const selection& wants) {
    timed_programs result;
    result.all = &all;
    if (all.programs->by_columns()) {
        result.forms.assign(std::begin(column_forms), std::end(column_forms));
    } else if (all.programs->is_text()) {
        result.forms.assign(std::begin(text_forms), std::end(text_forms));
    } else {
        result.forms.assign(std::begin(compiled_forms), std::end(compiled_forms));
    }
    std::vector<bool> is_used(all.tasks.size(), false);
    for (std::size_t at = 0; at < all.programs->pipelines.size(); ++at) {
        result.batches.push_back(make_batch(all, at, wants));
        for (const std::size_t k : result.batches.back().origin) {
            is_used[all.samples[k].task] = true;
        }
        result.samples += result.batches.back().program_samples;
    }
    for (const bool used : is_used) result.tasks += used ? 1 : 0;
    return result;
}

/// How often a form runs the samples: the standard form takes so long that once is enough.
std::size_t repetitions(const evaluation& all, const form& f) {
    return f.is_standard ? 1 : all.here->wanted.repeat;
}

void announce(const timed_programs& timed) {
    const evaluation& all = *timed.all;
    std::ostream& out = all.here->out;
    out << "Timing " << counted(timed.samples, "sample", "samples")
        << " (a program on a pair each) of " << counted(timed.tasks, "task", "tasks") << ":";
    for (std::size_t k = 0; k < timed.forms.size(); ++k) {
        const std::size_t repeat = repetitions(all, timed.forms[k]);
        out << (k ? "; " : " ") << timed.forms[k].name << ", "
            << (repeat == 1 ? "once" : std::to_string(repeat) + " times");
    }
    out << ".\n";
    out.flush();
}

/// Runs all batches in one form and adds up the time and the samples.
bool measure(const timed_programs& timed, const form& f, progress& bar, std::size_t& done,
             pipeline_outcome& result, std::string& problem) {
    const evaluation& all = *timed.all;
    options asked = all.here->wanted;
    asked.where = f.where;
    if (f.where == batt::backend::host) asked.device.reset();
    batt::run_options how = asked.how();
    how.threads = f.threads;
    const std::size_t repeat = repetitions(all, f);
    for (std::size_t at = 0; at < timed.batches.size(); ++at) {
        const named_pipeline& one = all.programs->pipelines[at];
        bar.show(done, std::string(f.name) + ", " + one.name);
        done += timed.batches[at].program_samples * repeat;
        if (timed.batches[at].origin.empty() || was_interrupted()) continue;
        // Samples are packed once for all forms, and the time for that is not counted.
        const auto* const packed = packed_samples_of(all, false, problem);
        if (packed == nullptr) return false;
        const batt::sample_view samples = packed->view();
        const pipeline_batch& batch = timed.batches[at];
        auto ran = f.is_standard ? one.pipeline->run_standard(samples, how, batch.choice(all, 1))
                                 : one.pipeline->run(samples, how, batch.choice(all, repeat));
        if (ran && !f.is_standard && (!one.is_text || one.by_columns)) {
            // The first run loads code and makes room; it is not counted.
            ran = one.pipeline->run(samples, how, batch.choice(all, repeat));
        }
        if (!ran) {
            problem = ran.error().text;
            return false;
        }
        const batt::run_report& report = *ran;
        result.samples += timed.batches[at].program_samples * repeat;
        result.seconds.total += report.seconds.total;
        result.seconds.kernel +=
            report.seconds.kernel + report.seconds.retry + report.seconds.reference;
    }
    return true;
}

/// The table of all forms.
class timing_table {
public:
    timing_table() : table_() {
        table_.add({"form", "ms/task", "ms/sample", "samples/s", "ratio"});
    }

    void add(const std::string& name, double seconds, std::size_t samples,
             const timed_programs& timed) {
        const double one = seconds / static_cast<double>(samples);
        if (first_ == 0) first_ = one;
        const double per_task =
            one * static_cast<double>(timed.samples) / static_cast<double>(timed.tasks);
        table_.add({name, format("%.4f", per_task * 1e3), format("%.6f", one * 1e3),
                    short_number(one > 0 ? 1 / one : 0),
                    one > 0 ? format("%.1f", first_ / one) : "-"});
    }
    void refuse(const std::string& name, const std::string& why) {
        table_.add({name, why, "", "", ""});
    }
    std::string text(const options& wanted) const { return table_.text({}, wanted); }

private:
    text_table table_;
    double first_ = 0; ///< seconds per sample of the first line
};

} // namespace

void print_timing(const evaluation& all, std::string& problem) {
    const context& here = *all.here;
    std::vector<timed_programs> groups;
    groups.push_back(make_timed(all, everything_done(all)));
    const compiled_evaluation other = compile_side(all);
    if (!other.text_of.empty()) {
        groups.push_back(make_timed(other.all, [&](std::size_t q, std::size_t k) {
            const auto found = other.text_of.find(q);
            return found != other.text_of.end() && all.ran(found->second, k);
        }));
    }
    std::size_t total = 0;
    for (const auto& timed : groups) {
        if (timed.samples == 0) continue;
        announce(timed);
        for (const form& f : timed.forms) total += timed.samples * repetitions(all, f);
    }
    if (total == 0) return;

    timing_table table;
    std::string refused_by_gpu;
    {
        std::size_t done = 0;
        progress bar(here.err, here.wanted.progress, total, "samples timed");
        for (const auto& timed : groups) {
            for (const form& f : timed.forms) {
                if (timed.samples == 0 || was_interrupted()) continue;
                pipeline_outcome result;
                std::string refused;
                if (!measure(timed, f, bar, done, result, refused)) {
                    if (f.where != batt::backend::cuda) {
                        problem = std::string(f.name) + ": " + refused;
                        return;
                    }
                    refused_by_gpu = refused;
                    // A device that fails is not the same as no device.
                    const bool has_device = refused.starts_with("CUDA");
                    table.refuse(f.name, has_device ? "did not run" : "no CUDA device");
                    continue;
                }
                if (result.samples == 0) continue;
                table.add(f.name, result.seconds.total, result.samples, timed);
                // without the copies: what samples cost that are on the device already
                if (f.where == batt::backend::cuda) {
                    table.add("of which computing", result.seconds.kernel, result.samples, timed);
                }
            }
        }
    }
    here.out << '\n' << table.text(here.wanted);
    if (!refused_by_gpu.empty()) here.out << "The GPU did not run: " << refused_by_gpu << ".\n";
}

} // namespace run_batt
