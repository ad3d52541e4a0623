// Writes the results of a run as one HTML file for people to look at: scores, tasks, wrong pairs.
#pragma once

#include <algorithm>
#include <array>
#include <batt/io/example.hpp>
#include <batt/io/html_style.hpp>
#include <batt/io/markup.hpp>
#include <batt/io/svg.hpp>
#include <batt/value/grid.hpp>
#include <batt/value/status.hpp>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace batt::io {

/// How a program did on the pairs of a task.
struct report_row {
    std::string task;
    std::string program;
    std::size_t solved = 0;
    std::size_t pairs = 0;
    double equal_cells = 0;                           ///< the share of cells that are right, to 1
    std::array<std::size_t, status_count> statuses{}; ///< how many pairs ended with each status
};

/// A pair that a program got wrong.
struct wrong_pair {
    std::string task;
    std::string program;
    std::string name;              ///< "train 1"
    const example* pair = nullptr; ///< outlives the report
    std::optional<grid> got;       ///< the output, if there is one and it was kept
    failure why;                   ///< none where there is an output that differs
};

/// What a report shows.
struct html_report {
    std::string title;
    std::vector<std::pair<std::string, std::string>> totals; ///< names and values
    std::vector<std::string> notes; ///< sentences, such as that the run was stopped
    std::vector<report_row> rows;   ///< in the order in which they are shown
    std::vector<const task*> tasks; ///< those that are drawn; they outlive the report
    std::vector<wrong_pair> wrong;
    bool digits = false;          ///< write numbers into the cells, for colour-blind readers
    std::size_t most_wrong = 100; ///< per task; the report says how many more there are
};

namespace detail {

/// A share as "97.3 %", rounded down: what is not all never shows as "100.0 %".
inline std::string percent(double share) {
    const int tenths = share > 0 ? static_cast<int>(std::min(share, 1.0) * 1000) : 0;
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " %";
}

/// Why a pair is wrong, in words.
inline std::string reason(const wrong_pair& w) {
    if (!w.why.none()) {
        std::string text = to_string(w.why.why());
        if (w.why.statement() > 0) text += " in statement " + std::to_string(w.why.statement());
        return text;
    }
    if (!w.got || !w.pair || !w.pair->output) return "wrong output";
    const grid& got = *w.got;
    const grid& expected = *w.pair->output;
    const auto size = [](const grid& g) {
        return std::to_string(g.height()) + "x" + std::to_string(g.width());
    };
    if (got.height() != expected.height() || got.width() != expected.width())
        return "wrong size: " + size(got) + ", not " + size(expected);
    int equal = 0;
    for (int i = 0; i < got.height(); ++i) {
        for (int j = 0; j < got.width(); ++j) equal += differs(got, expected, i, j) ? 0 : 1;
    }
    return "wrong output: " + std::to_string(equal) + " of " +
           std::to_string(got.height() * got.width()) + " cells equal";
}

/// Writes one report.
class html_writer {
public:
    explicit html_writer(const html_report& report) : report_(report) {
        for (std::size_t k = 0; k < report.tasks.size(); ++k)
            numbers_.try_emplace(report.tasks[k]->id, k + 1);
        for (const report_row& row : report.rows) rows_[row.task].push_back(&row);
        for (const wrong_pair& w : report.wrong) wrong_[w.task].push_back(&w);
    }

    std::string write() {
        const std::string title = escaped(report_.title);
        all_ = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
               "<title>" +
               title + "</title><style>" + html_style + "</style></head>\n<body><h1>" + title +
               "</h1>\n";
        for (const std::string& note : report_.notes) element("p", "note", escaped(note));
        totals();
        if (!report_.rows.empty()) table();
        for (const task* t : report_.tasks) section(*t);
        return all_ + "<script>" + html_script + "</script></body></html>\n";
    }

private:
    static constexpr int largest_cell = 20; // there are many pictures on the page

    void element(const std::string& name, const char* kind, const std::string& content) {
        all_ += "<" + name + " class=\"" + kind + "\">" + content + "</" + name + ">\n";
    }

    void totals() {
        if (report_.totals.empty()) return;
        all_ += "<dl>";
        for (const auto& [name, value] : report_.totals)
            all_ += "<div><dt>" + escaped(name) + "</dt><dd>" + escaped(value) + "</dd></div>";
        all_ += "</dl>\n";
    }

    static const char* kind_of(const report_row& row) {
        if (row.solved == 0) return "none";
        return row.solved == row.pairs ? "solved" : "part";
    }

    static std::string score(const report_row& row) {
        return std::string("<span class=\"score ") + kind_of(row) + "\">" +
               std::to_string(row.solved) + "/" + std::to_string(row.pairs) + "</span>";
    }

    /// "2 wrong, 1 not_found"
    static std::string failures(const report_row& row) {
        std::string text;
        const auto add = [&text](std::size_t count, const char* what) {
            if (count == 0) return;
            text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + what;
        };
        const std::size_t outputs = row.statuses[0];
        add(outputs > row.solved ? outputs - row.solved : 0, "wrong");
        for (std::size_t k = 1; k < row.statuses.size(); ++k)
            add(row.statuses[k], to_string(static_cast<status>(k)));
        return text;
    }

    void table() {
        all_ += "<label><input type=\"checkbox\" id=\"unsolved\"> Only what is not solved</label>\n"
                "<div class=\"wide\"><table><thead><tr><th>task</th><th>program</th><th>solved</th>"
                "<th>equal cells</th><th>failures</th></tr></thead><tbody>\n";
        for (const report_row& row : report_.rows) {
            const auto number = numbers_.find(row.task);
            std::string name = escaped(row.task);
            if (number != numbers_.end())
                name = "<a href=\"#t" + std::to_string(number->second) + "\">" + name + "</a>";
            const std::string share = percent(row.equal_cells);
            all_ += std::string("<tr class=\"") + kind_of(row) + "\"><td>" + name + "</td><td>" +
                    escaped(row.program) + "</td><td>" + score(row) +
                    "</td><td><span class=\"bar\"><i style=\"width:" +
                    share.substr(0, share.find(' ')) + "%\"></i></span>" + share + "</td><td>" +
                    failures(row) + "</td></tr>\n";
        }
        all_ += "</tbody></table></div>\n";
    }

    void section(const task& t) {
        const report_row* best = nullptr;
        const auto rows = rows_.find(t.id);
        if (rows != rows_.end()) {
            best = *std::max_element(
                rows->second.begin(), rows->second.end(),
                [](const report_row* a, const report_row* b) { return a->solved < b->solved; });
        }
        // Where there are few tasks, all are unfolded.
        constexpr std::size_t few = 8;
        all_ += std::string("<details class=\"") + (best ? kind_of(*best) : "none") + "\" id=\"t" +
                std::to_string(numbers_.at(t.id)) +
                (report_.tasks.size() <= few ? "\" open=\"\"" : "\"") + "><summary>" +
                escaped(t.id) + (best ? " " + score(*best) : "") + "</summary>\n";
        const std::vector<panel_group> groups = panels_of(t);
        cell_ = std::min(fitting_cell(groups, report_.digits), largest_cell);
        all_ += "<div class=\"pairs\">";
        for (const panel_group& group : groups) figures(escaped(group.title), group.panels);
        all_ += "</div>\n";
        wrong_pairs(t.id);
        all_ += "</details>\n";
    }

    void wrong_pairs(const std::string& id) {
        const auto wrong = wrong_.find(id);
        if (wrong == wrong_.end()) return;
        const std::string* program = nullptr;
        std::size_t count = 0;
        for (const wrong_pair* w : wrong->second) {
            if (count++ == report_.most_wrong) break;
            if (!program || *program != w->program) {
                if (program) all_ += "</div>\n";
                program = &w->program;
                all_ += "<h2>" + escaped(*program) + "</h2><div class=\"pairs\">";
            }
            const std::string why = "<span class=\"why\">" + escaped(reason(*w)) + "</span>";
            std::vector<panel> panels;
            if (w->pair) panels = panels_of(*w->pair, w->got ? &*w->got : nullptr);
            if (w->pair && w->pair->output) panels.back().title = "expected";
            figures(escaped(w->name) + " " + why, panels);
        }
        if (program) all_ += "</div>\n";
        if (count > report_.most_wrong) {
            const std::size_t more = wrong->second.size() - report_.most_wrong;
            element("p", "note", std::to_string(more) + " more wrong pairs are not drawn.");
        }
    }

    void figures(const std::string& title, const std::vector<panel>& panels) {
        all_ += "<section><h3>" + title + "</h3><div class=\"pair\">";
        for (const panel& p : panels) {
            const panel alone{"", p.cells, p.compare_with};
            all_ += "<figure><figcaption>" + escaped(headline(p)) + "</figcaption>" +
                    to_svg(std::vector<panel>{alone}, {cell_, report_.digits, 960, false}) +
                    "</figure>";
        }
        all_ += "</div></section>\n";
    }

    const html_report& report_;
    std::map<std::string, std::size_t> numbers_; ///< of the tasks that are drawn, from 1
    std::map<std::string, std::vector<const report_row*>> rows_;
    std::map<std::string, std::vector<const wrong_pair*>> wrong_;
    int cell_ = 0;
    std::string all_;
};

} // namespace detail

/// A report as one HTML file that needs nothing else: for large and small screens, in light or
/// dark colours as the reader's browser prefers. Takes about 5 KB per pair.
inline std::string to_html(const html_report& report) {
    return detail::html_writer(report).write();
}

} // namespace batt::io
