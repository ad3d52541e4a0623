// Scores of grids: what `differ_...` functions say of how a grid differs from what is expected.
#include "differs.hpp"

#include <algorithm>
#include <batt/columns/host_threads.hpp>
#include <batt/reference/dynamic/score.hpp>
#include <span>

namespace run_batt {

namespace dynamic = batt::reference::dynamic;

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
    const std::vector<dynamic::grid_score> differs(texts.begin(), texts.end());
    const dynamic::limits most = all.here->wanted.limits();
    const batt::run_options how = all.here->wanted.how();
    const batt::columns::host_threads threads(how);
    // all scores of a grid lie together, and share its sample
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
                for (differ_scores& s : of_subject)
                    s.pairs.back() = differs[s.differ](sample, most);
            }
        }
    });
    return scores;
}

std::vector<std::optional<int>> score_grid(const context& here, const batt::io::task& task,
                                           const batt::io::example& pair, const batt::grid& made) {
    std::vector<std::optional<int>> scores(here.differs.size());
    if (!pair.output) return scores;
    const dynamic::scope memory;
    dynamic::sample sample;
    sample.show(demonstrations(task));
    sample.give(made, &*pair.output);
    for (std::size_t d = 0; d < scores.size(); ++d)
        scores[d] = dynamic::grid_score(here.differs[d])(sample, here.wanted.limits());
    return scores;
}

} // namespace run_batt
