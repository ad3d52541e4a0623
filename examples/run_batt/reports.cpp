// The files that a run writes, beside the submission.
#include "reports.hpp"

#include <batt/io/json_document.hpp>
#include <filesystem>
#include <set>
#include <unistd.h>

namespace run_batt {

namespace {

namespace fs = std::filesystem;
using batt::io::detail::printable;

/// Fetches the outputs of what is wanted, if they are needed.
/// @return false, with a problem, if that is not possible.
bool outputs_for(const evaluation& all, const selection& wants, bool needed, output_map& outputs,
                 std::vector<std::string>& problems) {
    std::string problem;
    if (!needed || fetch_outputs(all, wants, false, outputs, problem)) return true;
    problems.push_back(problem);
    return false;
}

void finish(output_file& file, const std::string& text, std::vector<std::string>& problems) {
    if (!file.write(text) || !file.keep()) problems.push_back(file.problem());
}

} // namespace

output_files open_files(const options& wanted, std::vector<std::string>& problems) {
    output_files files;
    std::set<std::string> names;
    const auto add = [&](std::unique_ptr<output_file>& file, const std::string& name) {
        if (name.empty()) return;
        if (!names.insert(name).second) {
            problems.push_back("The file " + printable(name) + " is asked for twice.");
            return;
        }
        file = std::make_unique<output_file>(name);
        if (!file->problem().empty()) problems.push_back(file->problem());
    };
    add(files.json, wanted.json);
    add(files.csv, wanted.csv);
    add(files.html, wanted.html);
    add(files.submission, wanted.submission);
    if (!wanted.svg.empty()) {
        std::error_code error;
        fs::create_directories(wanted.svg, error);
        if (!fs::is_directory(wanted.svg, error) || access(wanted.svg.c_str(), W_OK) != 0) {
            problems.push_back("The folder " + printable(wanted.svg) + " cannot be written.");
        }
    }
    return files;
}

selection wrong_pairs(const evaluation& all, const scoreboard& board) {
    std::set<std::pair<std::size_t, std::size_t>> listed; // program and task
    for (const scored_run& run : board.runs) {
        if (run.is_listed) listed.insert({run.program, run.task});
    }
    return [&all, listed = std::move(listed)](std::size_t p, std::size_t k) {
        return all.wrong(p, k) && listed.contains({p, all.samples[k].task});
    };
}

void write_reports(const evaluation& all, const scoreboard& board, output_files& files,
                   std::vector<std::string>& problems) {
    const options& wanted = all.here->wanted;
    if (files.csv) finish(*files.csv, to_csv(all, board), problems);
    output_map wrong;
    const bool is_drawn = files.html || !wanted.svg.empty();
    if (outputs_for(all, wrong_pairs(all, board), is_drawn, wrong, problems)) {
        if (files.html) finish(*files.html, to_html(all, board, wrong), problems);
        if (!wanted.svg.empty()) {
            const std::string problem = write_pictures(all, board, wrong);
            if (!problem.empty()) problems.push_back(problem);
        }
    }
    output_map outputs;
    const bool needed = wanted.outputs || !all.here->differs.empty();
    if (files.json && outputs_for(all, everything_done(all), needed, outputs, problems)) {
        finish(*files.json, to_json(all, board, outputs), problems);
    }
}

} // namespace run_batt
