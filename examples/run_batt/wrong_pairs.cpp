// Tasks and wrong pairs as pictures in the terminal.
#include "wrong_pairs.hpp"

#include "reports.hpp"
#include <batt/io/json_document.hpp>
#include <ostream>

namespace run_batt {

namespace {

/// An input, and the output beside it if that is known.
std::vector<batt::io::panel> panels_of(std::string_view part, const batt::io::example& pair) {
    std::vector<batt::io::panel> panels = {
        {std::string(part) + " " + std::to_string(pair.number), &pair.input}};
    if (pair.output) panels.push_back({"->", &*pair.output});
    return panels;
}

/// The characters that panels take side by side.
int width_of(const std::vector<batt::io::panel>& panels) {
    constexpr int gap = 3;
    int width = -gap;
    for (const auto& p : panels) width += batt::io::detail::panel_width(p, 2) + gap;
    return width;
}

} // namespace

void draw_tasks(const context& here, const std::vector<task_programs>& tasks) {
    const auto draw = [&](const std::vector<batt::io::panel>& panels) {
        if (panels.empty()) return;
        here.out << batt::io::draw(panels, here.wanted.colors, here.wanted.columns) << '\n';
    };
    for (const task_programs& job : tasks) {
        here.out << colored("Task " + batt::io::detail::printable(job.what->id), "1", here.wanted)
                 << '\n';
        std::vector<batt::io::panel> line;
        job.what->for_parts([&](std::string_view part, const auto& pairs) {
            for (const auto& pair : pairs) {
                // An output stands beside its input, or below it where there is no room.
                std::vector<batt::io::panel> longer = line;
                for (const auto& p : panels_of(part, pair)) longer.push_back(p);
                if (!line.empty() && width_of(longer) > here.wanted.columns) {
                    draw(line);
                    longer = panels_of(part, pair);
                }
                line = std::move(longer);
            }
        });
        draw(line);
    }
    here.out.flush();
}

const batt::grid* grid_of(const output_map& outputs, std::size_t p, std::size_t k) {
    const auto found = outputs.find({p, k});
    return found == outputs.end() || found->second.height() == 0 ? nullptr : &found->second;
}

std::string what_is_wrong(batt::verdict v, const batt::grid* got) {
    if (v.ok()) return got == nullptr ? "the output is no grid" : "the output is wrong";
    return "statement " + std::to_string(v.statement()) + " failed with " +
           batt::to_string(v.why());
}

bool show_wrong_pairs(const evaluation& all, const scoreboard& board, std::string& problem) {
    const context& here = *all.here;
    output_map outputs;
    if (!fetch_outputs(all, wrong_pairs(all, board), false, outputs, problem)) return false;
    for (const scored_run& run : board.runs) {
        if (!run.is_listed) continue;
        for (std::size_t k = all.tasks[run.task].first; k < all.tasks[run.task].last; ++k) {
            if (!all.wrong(run.program, k)) continue;
            const batt::io::example& pair = *all.samples[k].pair;
            const batt::verdict v = all.verdict(run.program, k);
            const batt::grid* const got = grid_of(outputs, run.program, k);
            here.out << all.sample_name(k) << ", program "
                     << batt::io::detail::printable(all.of(run.program).name) << ": "
                     << what_is_wrong(v, got);
            if (v.cells() > 0) {
                here.out << ", " << v.cells() << " of " << cells_of(pair) << " cells are equal";
            }
            here.out << ".\n";
            std::vector<batt::io::panel> panels = {{"input", &pair.input},
                                                   {"expected", &*pair.output}};
            if (got != nullptr) panels.push_back({"got", got, &*pair.output});
            here.out << batt::io::draw(panels, here.wanted.colors, here.wanted.columns) << '\n';
        }
    }
    return true;
}

} // namespace run_batt
