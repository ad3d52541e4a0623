// Scores of grids: what `differ_...` functions say of how a grid differs from what is expected.
#include "differs.hpp"

#include <algorithm>
#include <batt/columns/host_threads.hpp>
#include <batt/reference/dynamic/convert.hpp>
#include <batt/reference/dynamic/evaluate.hpp>
#include <batt/text/rewrite.hpp>
#include <span>

namespace run_batt {

namespace {

namespace dynamic = batt::reference::dynamic;

constexpr int most_score = 1000;

/// A differ, and what it says of a grid: of (score, item) the score alone, so that an item that
/// fails costs nothing.
class differ {
public:
    explicit differ(batt::text::program p) : program_(std::move(p)) {
        const auto values = batt::text::resolved(program_);
        const batt::text::operand result = batt::text::resolve(values, program_.result);
        if (result.what != batt::text::form::call) return;
        const auto& parts = program_.calls[static_cast<std::size_t>(result.index)].parts;
        static const int astuple = batt::text::operation_of("astuple");
        if (parts.size() != 3 ||
            parts[0] != batt::text::operand{batt::text::form::operation, astuple})
            return;
        is_score_ = true;
        program_.result = parts[1];
    }

    std::optional<int> operator()(const dynamic::sample& s) const {
        return score_of(dynamic::evaluation(program_, s).output());
    }

private:
    std::optional<int> score_of(const dynamic::outcome& o) const {
        if (!o.ok()) return std::nullopt;
        const dynamic::value& v = o.result;
        if (is_score_) return v.is_integer() ? clamped(v.number()) : std::nullopt;
        // A tuple of two or more, the first of which is an integer.
        if (v.is(dynamic::kind::location)) return clamped(v.location().i);
        if (v.is(dynamic::kind::cell)) return clamped(v.number());
        if (!v.is(dynamic::kind::tuple) || v.items().count < 2) return std::nullopt;
        const dynamic::value& first = *v.items().begin();
        return first.is_integer() ? clamped(first.number()) : std::nullopt;
    }
    static std::optional<int> clamped(int n) { return std::clamp(n, 0, most_score); }

    batt::text::program program_;
    bool is_score_ = false; ///< the program gives the score, not the pair
};

} // namespace

int differ_scores::sum() const {
    int all = 0;
    for (const auto& one : pairs) all += one.value_or(0);
    return all;
}

std::vector<differ_scores> score_outputs(const evaluation& all, const output_map& outputs) {
    const auto& texts = all.here->differs;
    std::vector<differ_scores> scores;
    for (std::size_t t = 0; t < all.tasks.size(); ++t) {
        std::vector<std::size_t> subjects = {none};
        for (const std::size_t p : all.tasks[t].programs) subjects.push_back(p);
        for (const std::size_t subject : subjects)
            for (std::size_t d = 0; d < texts.size(); ++d) scores.push_back({d, t, subject});
    }
    std::vector<differ> differs;
    for (const auto& p : texts) differs.emplace_back(p);
    batt::run_options how;
    const batt::columns::host_threads threads(how);
    // all scores of a grid stand together, and share what they are asked about
    const std::size_t at_once = std::max<std::size_t>(differs.size(), 1);
    threads.in_parallel(scores.size() / at_once, [&](const auto& take) {
        for (std::size_t at = take(); at < scores.size() / at_once; at = take()) {
            const std::span<differ_scores> of_subject(&scores[at * at_once], at_once);
            const evaluated_task& t = all.tasks[of_subject[0].task];
            const std::size_t program = of_subject[0].program;
            const dynamic::scope memory;
            dynamic::sample sample;
            sample.show(demonstrations(*t.what));
            for (std::size_t k = t.first; k < t.last; ++k) {
                for (differ_scores& s : of_subject) s.pairs.emplace_back();
                const batt::io::example& pair = *all.samples[k].pair;
                if (!pair.output) continue;
                const batt::grid* scored = &pair.input;
                if (program != none) {
                    const auto made = outputs.find({program, k});
                    const bool is_grid = all.verdict(program, k).hash() != 0;
                    if (made == outputs.end() || !is_grid) continue;
                    scored = &made->second;
                }
                sample.give(*scored, &*pair.output);
                for (differ_scores& s : of_subject) s.pairs.back() = differs[s.differ](sample);
            }
        }
    });
    return scores;
}

} // namespace run_batt
