// run_batt --check: results of columns, of the definition and of compiled programs, side by side.
#include "check.hpp"

#include "progress.hpp"
#include "text.hpp"
#include <algorithm>
#include <batt/columns/catalog.hpp>
#include <batt/io/json_document.hpp>
#include <ostream>

namespace run_batt {

namespace {

using batt::io::detail::printable;

/// What one form gives for a program on a sample.
struct form_result {
    batt::verdict verdict;
    const batt::grid* output = nullptr;
};

/// Two forms, how they are called, and what is known of them so far.
class comparison {
public:
    comparison(const evaluation& all, std::string first, std::string second)
        : all_(all), first_(std::move(first)), second_(std::move(second)) {}

    std::string device;

    /// Compares a result of each form and shows it if they differ.
    void add(std::size_t p, std::size_t k, const form_result& a, const form_result& b) {
        ++compared_;
        if (a.verdict == b.verdict && *a.output == *b.output) return;
        constexpr std::size_t most_shown = 10;
        if (++different_ <= most_shown) show(p, k, a, b);
        hidden_ = different_ - std::min(different_, most_shown);
    }
    /// Counts a result that compiled programs refuse for its types, so that it is not compared.
    void refuse() { ++refused_; }

    bool is_empty() const { return compared_ + refused_ == 0; }

    /// @return whether all results are equal.
    bool print() const {
        std::ostream& out = all_.here->out;
        if (hidden_ > 0) out << "... and " << hidden_ << " more differences.\n";
        std::string head = first_ + " and " + second_ + " form";
        head.front() = static_cast<char>(head.front() - 'a' + 'A');
        out << head << (device.empty() ? "" : " (" + device + ")") << ": " << compared_ - different_
            << " of " << compared_ << " results are equal (" << share() << " %).\n";
        if (refused_ > 0) {
            out << refused_
                << " results that the compiled form refuses for their types are not "
                   "compared.\n";
        }
        return different_ == 0;
    }

private:
    /// The share of equal results in percent; it is cut, not rounded, as 99.996 % is not 100 %.
    std::string share() const {
        if (different_ == 0) return "100";
        const double percent =
            100.0 * static_cast<double>(compared_ - different_) / static_cast<double>(compared_);
        return format("%.2f", std::min(percent, 99.99));
    }

    void show(std::size_t p, std::size_t k, const form_result& a, const form_result& b) const {
        const context& here = *all_.here;
        here.out << all_.sample_name(k) << ", program " << printable(all_.of(p).name) << ": the "
                 << first_ << " form gives " << describe(a.verdict, *a.output) << ", the "
                 << second_ << " form " << describe(b.verdict, *b.output) << ".\n";
        if (*a.output == *b.output) return;
        here.out << batt::io::draw({{first_, a.output}, {second_, b.output, a.output}},
                                   here.wanted.colors, here.wanted.columns)
                 << '\n';
    }

    const evaluation& all_;
    std::string first_, second_;
    std::size_t compared_ = 0, different_ = 0, hidden_ = 0, refused_ = 0;
};

/// Runs a form of a pipeline, with outputs.
bool run_form(bool is_standard, const evaluation& all, const named_pipeline& one,
              const pipeline_batch& batch, const batt::run_options& how, batt::run_report& report,
              std::string& problem) {
    if (const auto* const packed = packed_samples_of(all, batch.is_blind, problem)) {
        const auto which = batch.choice(all, 1);
        auto result = is_standard ? one.pipeline->run_standard(packed->view(), how, which)
                                  : one.pipeline->run(packed->view(), how, which);
        if (!result) problem = result.error().text;
        if (result && is_complete(*result, batch, true, problem)) {
            report = std::move(*result);
            return true;
        }
    }
    problem = "Pipeline " + one.name + ": " + problem;
    return false;
}

/// Calls f(program, sample, place in a report) for all that is active in a batch.
template <class F>
void for_each_result(const pipeline_batch& batch, F f) {
    for (std::size_t i = 0; i < batch.programs.size(); ++i) {
        for (std::size_t k = 0; k < batch.origin.size(); ++k) {
            if (batch.active(i, k)) {
                f(batch.programs[i], batch.origin[k], i * batch.origin.size() + k);
            }
        }
    }
}

/// Compares the standard form of compiled programs with the vectorized one.
bool check_compiled(const evaluation& all, std::string& problem) {
    const context& here = *all.here;
    batt::run_options how = here.wanted.how();
    how.outputs = true;
    comparison forms(all, "standard", "vectorized");
    const auto& pipelines = all.programs->pipelines;
    progress bar(here.err, here.wanted.progress, pipelines.size(), "pipelines checked");
    for (std::size_t at = 0; at < pipelines.size(); ++at) {
        bar.show(at, pipelines[at].name);
        const pipeline_batch batch = make_batch(all, at, everything(all));
        if (batch.origin.empty()) continue;
        batt::run_report standard;
        batt::run_report vectorized;
        if (!run_form(true, all, pipelines[at], batch, how, standard, problem) ||
            !run_form(false, all, pipelines[at], batch, how, vectorized, problem)) {
            return false;
        }
        forms.device = vectorized.device;
        for_each_result(batch, [&](std::size_t p, std::size_t k, std::size_t entry) {
            forms.add(p, k, {standard.verdicts[entry], &standard.outputs[entry]},
                      {vectorized.verdicts[entry], &vectorized.outputs[entry]});
        });
    }
    return forms.print();
}

/// Compares columns with the definition. If there is no usable GPU, a sentence says so.
/// @return false, with a sentence, if the environment failed.
bool check_columns(const evaluation& all, bool& equal, std::string& problem) {
    const context& here = *all.here;
    comparison on_host(all, "column", "defined");
    comparison on_device(all, "column", "defined");
    on_host.device = "host";
    batt::run_options host = here.wanted.how();
    host.where = batt::backend::host;
    host.outputs = true;
    batt::run_options device = host;
    device.where = batt::backend::cuda;
    bool has_device = here.wanted.compiled_columns->make_device != nullptr &&
                      here.wanted.where != batt::backend::host;
    std::string refused;
    const auto& pipelines = all.programs->pipelines;
    progress bar(here.err, here.wanted.progress, pipelines.size(), "pipelines checked");
    for (std::size_t at = 0; at < pipelines.size(); ++at) {
        bar.show(at, pipelines[at].name);
        for (const pipeline_batch& piece : pieces_of(make_batch(all, at, everything_done(all)))) {
            batt::run_report defined;
            batt::run_report columns;
            if (!run_form(true, all, pipelines[at], piece, host, defined, problem) ||
                !run_form(false, all, pipelines[at], piece, host, columns, problem)) {
                return false;
            }
            const auto compare = [&](comparison& forms) {
                for_each_result(piece, [&](std::size_t p, std::size_t k, std::size_t entry) {
                    forms.add(p, k, {columns.verdicts[entry], &columns.outputs[entry]},
                              {defined.verdicts[entry], &defined.outputs[entry]});
                });
            };
            compare(on_host);
            if (!has_device) continue;
            has_device = run_form(false, all, pipelines[at], piece, device, columns, refused);
            if (!has_device) continue;
            on_device.device = columns.device;
            compare(on_device);
        }
    }
    equal = on_host.print();
    if (!on_device.is_empty()) equal = on_device.print() && equal;
    if (refused.empty()) return true;
    // whoever names a GPU wants to know if it is not there
    if (here.wanted.how().where == batt::backend::cuda) {
        problem = refused;
        return false;
    }
    here.out << "Columns on a GPU are not compared: " << refused << ".\n";
    return true;
}

/// Compares programs of text with the compiled ones of the same name.
bool check_text_compiled(const evaluation& all, std::string& problem) {
    const context& here = *all.here;
    const compiled_evaluation other = compile_side(all);
    batt::run_options how = here.wanted.how();
    how.outputs = true;
    comparison forms(all, all.programs->by_columns() ? "column" : "defined", "compiled");
    const auto& pipelines = here.compiled.pipelines;
    progress bar(here.err, here.wanted.progress, pipelines.size(), "pipelines checked");
    const auto is_compared = [&](std::size_t q, std::size_t k) {
        const auto found = other.text_of.find(q);
        return found != other.text_of.end() && all.ran(found->second, k);
    };
    for (std::size_t at = 0; at < pipelines.size(); ++at) {
        bar.show(at, pipelines[at].name);
        const pipeline_batch batch = make_batch(other.all, at, is_compared);
        if (batch.origin.empty()) continue;
        batt::run_report compiled;
        if (!run_form(false, all, pipelines[at], batch, how, compiled, problem)) return false;
        forms.device = compiled.device;
        std::vector<bool> is_here(all.outcomes.size(), false);
        for (const std::size_t q : batch.programs) {
            if (other.text_of.contains(q)) is_here[other.text_of.at(q)] = true;
        }
        output_map outputs;
        const auto wants = [&](std::size_t p, std::size_t k) {
            return is_here[p] && all.ran(p, k);
        };
        if (!fetch_outputs(all, wants, false, outputs, problem)) return false;
        for_each_result(batch, [&](std::size_t q, std::size_t k, std::size_t entry) {
            const std::size_t p = other.text_of.at(q);
            const batt::verdict defined = all.verdict(p, k);
            if (compiled.verdicts[entry].why() == batt::status::type &&
                defined.why() != batt::status::type) {
                forms.refuse();
                return;
            }
            static const batt::grid nothing;
            const auto found = outputs.find({p, k});
            forms.add(p, k, {defined, found == outputs.end() ? &nothing : &found->second},
                      {compiled.verdicts[entry], &compiled.outputs[entry]});
        });
    }
    if (forms.is_empty() && all.programs->by_columns()) return true;
    if (forms.is_empty()) {
        problem = "There is nothing to compare: no compiled program of this run_batt has the name "
                  "of one that runs as text. BATT_CARD_FILES compiles programs into it.";
        return true;
    }
    return forms.print();
}

/// Compares programs of text with all that there is to compare them with.
bool check_text(const evaluation& all, std::string& problem) {
    bool equal = true;
    if (all.programs->by_columns() && !check_columns(all, equal, problem)) return equal;
    return check_text_compiled(all, problem) && equal;
}

} // namespace

bool check_forms(const evaluation& all, std::string& problem) {
    return all.programs->is_text() ? check_text(all, problem) : check_compiled(all, problem);
}

} // namespace run_batt
