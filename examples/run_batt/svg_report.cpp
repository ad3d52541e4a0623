// run_batt --svg: tasks and wrong pairs as pictures, a file each.
#include "reports.hpp"
#include "text.hpp"
#include "wrong_pairs.hpp"

#include <algorithm>
#include <batt/io/svg.hpp>
#include <filesystem>
#include <set>

namespace run_batt {

namespace {

namespace fs = std::filesystem;

/// A text as a part of a file's name: letters, digits, '-', '.' and all beyond ASCII stay, and
/// anything else becomes '_'.
std::string as_name(const std::string& text) {
    std::string name;
    for (const char c : text) {
        const bool good = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                          (c >= 'A' && c <= 'Z') || c == '-' || c == '.' ||
                          static_cast<unsigned char>(c) >= 0x80;
        name += good ? c : '_';
    }
    constexpr std::size_t longest = 100;
    std::size_t end = std::min(name.size(), longest);
    // a character of several bytes stays whole or goes
    while (end < name.size() && !begins_character(name[end])) --end;
    return name.substr(0, end);
}

/// Writes pictures into a folder, no two of which have the same name.
class picture_folder {
public:
    explicit picture_folder(std::string folder) : folder_(std::move(folder)) {}

    /// @return a sentence if that is not possible.
    std::string add(const std::string& name, const std::string& svg) {
        std::string free = name;
        for (int k = 2; !names_.insert(free).second; ++k) free = name + "-" + std::to_string(k);
        output_file file((fs::path(folder_) / (free + ".svg")).string());
        return file.write(svg) && file.keep() ? std::string() : file.problem();
    }

private:
    std::string folder_;
    std::set<std::string> names_;
};

} // namespace

std::string write_pictures(const evaluation& all, const scoreboard& board,
                           const output_map& outputs) {
    picture_folder folder(all.here->wanted.svg);
    std::string problem;
    std::size_t drawn = none; // the task that was drawn last
    for (const scored_run& run : board.runs) {
        if (!run.is_listed) continue;
        const batt::io::task& task = all.task(run.task);
        if (run.task != drawn) problem = folder.add(as_name(task.id), batt::io::to_svg(task));
        drawn = run.task;
        const evaluated_task& t = all.tasks[run.task];
        for (std::size_t k = t.first; k < t.last && problem.empty(); ++k) {
            if (!all.wrong(run.program, k)) continue;
            const sample& s = all.samples[k];
            const batt::grid* const got = grid_of(outputs, run.program, k);
            const batt::io::panel_group group = {
                all.sample_name(k) + ", program " + all.of(run.program).name + ": " +
                    what_is_wrong(all.verdict(run.program, k), got),
                batt::io::panels_of(*s.pair, got)};
            problem = folder.add(as_name(task.id) + "_" + as_name(all.of(run.program).name) + "_" +
                                     as_name(s.name()),
                                 batt::io::to_svg(std::vector<batt::io::panel_group>{group}));
        }
        if (!problem.empty()) return problem;
    }
    return {};
}

} // namespace run_batt
