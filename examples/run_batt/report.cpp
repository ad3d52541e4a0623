// Tables, pictures and JSON for people and for scripts.
#include "report.hpp"

#include <algorithm>
#include <array>
#include <batt/config.hpp>
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <ostream>

namespace run_batt {

namespace {

using batt::io::color_mode;

double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

std::string format(const char* pattern, double value) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), pattern, value);
    return text.data();
}

/// 1234567 as "1.23 M".
std::string short_number(double value) {
    constexpr std::array<const char*, 4> units = {"", " k", " M", " G"};
    std::size_t unit = 0;
    while (value >= 999.5 && unit + 1 < units.size()) {
        value /= 1000;
        ++unit;
    }
    return format(value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f", value) + units[unit];
}

std::string milliseconds(double seconds) { return format("%.3f", seconds * 1e3); }

std::string colored(const std::string& text, const char* color, const options& wanted) {
    if (wanted.colors == color_mode::plain) return text;
    return std::string("\x1b[") + color + "m" + text + "\x1b[0m";
}

/// Rows of cells, the first of them the head; the first column to the left, the others to the
/// right.
class text_table {
public:
    using line = std::vector<std::string>;

    void add(line cells) { lines_.push_back(std::move(cells)); }

    /// The table with one color for each line after the head ("" for none).
    std::string text(const std::vector<const char*>& colors, const options& wanted) const {
        std::vector<std::size_t> widths(lines_.front().size());
        for (const line& cells : lines_) {
            for (std::size_t k = 0; k < cells.size(); ++k) {
                widths[k] = std::max(widths[k], cells[k].size());
            }
        }
        std::string all;
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            std::string one;
            for (std::size_t k = 0; k < widths.size(); ++k) {
                const std::string gap(widths[k] - lines_[i][k].size(), ' ');
                one += k == 0 ? lines_[i][k] + gap : "  " + gap + lines_[i][k];
            }
            const bool plain = i == 0 || colors.empty() || *colors[i - 1] == '\0';
            all += (plain ? one : colored(one, colors[i - 1], wanted)) + '\n';
            if (i == 0) all += std::string(one.size(), '-') + '\n';
        }
        return all;
    }

private:
    std::vector<line> lines_;
};

/// How often each status came up: "ok 3, not_found 1"; what ran but gave another grid is "wrong".
std::string statuses(const task_result& task) {
    std::array<std::size_t, batt::status_count> counts{};
    std::size_t wrong = 0;
    for (const pair_result& pair : task.pairs) {
        if (pair.verdict.ok() && !pair.solved) {
            ++wrong;
        } else {
            ++counts[static_cast<std::size_t>(pair.verdict.why())];
        }
    }
    std::string text;
    const auto append = [&](const std::string& name, std::size_t count) {
        if (count > 0) text += (text.empty() ? "" : ", ") + name + " " + std::to_string(count);
    };
    append("ok", counts[0]);
    append("wrong", wrong);
    for (std::size_t k = 1; k < counts.size(); ++k) {
        append(batt::to_string(static_cast<batt::status>(k)), counts[k]);
    }
    return text;
}

double samples_per_second(const task_result& task) {
    const double seconds = task.report.seconds.total;
    return seconds > 0 ? static_cast<double>(task.samples) / seconds : 0;
}

struct phase {
    const char* name;
    double batt::phase_times::*seconds;
};

constexpr std::array<phase, 7> phases{{{"total", &batt::phase_times::total},
                                       {"prepare", &batt::phase_times::prepare},
                                       {"copy_in", &batt::phase_times::copy_in},
                                       {"kernel", &batt::phase_times::kernel},
                                       {"retry", &batt::phase_times::retry},
                                       {"reference", &batt::phase_times::reference},
                                       {"copy_out", &batt::phase_times::copy_out}}};

std::string solved_of(std::size_t solved, std::size_t all) {
    return std::to_string(solved) + "/" + std::to_string(all);
}

const char* backend_name(batt::backend where) {
    switch (where) {
    case batt::backend::automatic: return "auto";
    case batt::backend::host: return "host";
    case batt::backend::cuda: return "cuda";
    }
    return "unknown";
}

} // namespace

void print_table(std::ostream& out, const summary& all, const options& wanted) {
    if (all.results.empty()) return;
    text_table table;
    table.add({"task", "statements", "pairs solved", "statuses", "samples", "samples/s"});
    std::vector<const char*> colors;
    for (const task_result& task : all.results) {
        table.add({batt::io::detail::printable(task.id), std::to_string(task.statements),
                   solved_of(task.solved(), task.pairs.size()), statuses(task),
                   std::to_string(task.samples), short_number(samples_per_second(task))});
        colors.push_back(task.solved() == task.pairs.size() ? "32" : "31");
    }
    out << table.text(colors, wanted) << '\n';
}

void print_timing(std::ostream& out, const summary& all) {
    if (all.results.empty()) return;
    text_table table;
    text_table::line head = {"milliseconds"};
    for (const phase& p : phases) head.emplace_back(p.name);
    head.emplace_back("samples a tier");
    table.add(head);
    batt::phase_times sums;
    for (const task_result& task : all.results) {
        text_table::line line = {batt::io::detail::printable(task.id)};
        for (const phase& p : phases) {
            line.push_back(milliseconds(task.report.seconds.*p.seconds));
            sums.*p.seconds += task.report.seconds.*p.seconds;
        }
        std::string tiers;
        for (const std::size_t count : task.report.tier_samples) {
            tiers += (tiers.empty() ? "" : " + ") + std::to_string(count);
        }
        line.push_back(tiers);
        table.add(line);
    }
    text_table::line line = {"sum"};
    for (const phase& p : phases) line.push_back(milliseconds(sums.*p.seconds));
    line.emplace_back();
    table.add(line);
    out << table.text({}, {}) << '\n';
}

void print_failed_pair(std::ostream& out, const task_result& task, const pair_result& pair,
                       const batt::grid* got, const options& wanted) {
    out << "Task " << batt::io::detail::printable(task.id) << ", " << pair.name() << ": ";
    if (pair.verdict.ok()) {
        out << "the output is wrong.\n";
    } else {
        out << "statement " << pair.verdict.statement() << " failed with "
            << batt::to_string(pair.verdict.why()) << ".\n";
    }
    std::vector<batt::io::panel> panels = {{"input", &pair.pair->input},
                                           {"expected", &*pair.pair->output}};
    if (got) panels.push_back({"got", got, &*pair.pair->output});
    out << batt::io::draw(panels, wanted.colors, wanted.columns) << '\n';
}

void print_summary(std::ostream& out, const summary& all) {
    out << "Solved " << all.solved_tasks() << " of " << all.results.size() << " tasks, "
        << all.solved_pairs() << " of " << all.pairs() << " pairs";
    if (!all.results.empty()) {
        const batt::run_report& last = all.results.back().report;
        out << ", on " << last.device << " (" << backend_name(last.where) << ")";
    }
    out << ".\n";
}

std::string to_json(const summary& all, const options& wanted) {
    using json = nlohmann::ordered_json;
    json tasks = json::array();
    for (const task_result& task : all.results) {
        json pairs = json::array();
        for (const pair_result& pair : task.pairs) {
            pairs.push_back({{"kind", pair.is_test ? "test" : "train"},
                             {"number", pair.pair->number},
                             {"solved", pair.solved},
                             {"status", batt::to_string(pair.verdict.why())},
                             {"statement", pair.verdict.statement()}});
        }
        json seconds;
        for (const phase& p : phases) seconds[p.name] = task.report.seconds.*p.seconds;
        tasks.push_back({{"id", task.id},
                         {"statements", task.statements},
                         {"backend", backend_name(task.report.where)},
                         {"device", task.report.device},
                         {"samples", task.samples},
                         {"samples_per_second", samples_per_second(task)},
                         {"seconds", seconds},
                         {"tier_samples", task.report.tier_samples},
                         {"pairs_solved", task.solved()},
                         {"pairs", pairs}});
    }
    const std::string version = std::to_string(BATT_VERSION_MAJOR) + "." +
                                std::to_string(BATT_VERSION_MINOR) + "." +
                                std::to_string(BATT_VERSION_PATCH);
    const json report = {{"batt", version},
                         {"asked",
                          {{"tasks", wanted.tasks},
                           {"solutions", wanted.solutions},
                           {"backend", backend_name(wanted.where)},
                           {"batch_size", wanted.batch_size},
                           {"repeat", wanted.repeat}}},
                         {"tasks_run", all.results.size()},
                         {"tasks_solved", all.solved_tasks()},
                         {"pairs_run", all.pairs()},
                         {"pairs_solved", all.solved_pairs()},
                         {"tasks", tasks},
                         {"problems", all.problems},
                         {"notes", all.notes}};
    // Names of files may hold bytes that are no UTF-8.
    return report.dump(2, ' ', false, json::error_handler_t::replace);
}

progress_bar::progress_bar(std::ostream& out, std::size_t steps, bool visible)
    : out_(out), steps_(steps), visible_(visible), started_(now()) {}

progress_bar::~progress_bar() {
    if (shown_) out_ << "\r\x1b[K" << std::flush;
}

void progress_bar::show(std::size_t done, const std::string& name) {
    // A bar that is gone at once only flickers.
    constexpr double patience = 0.5;
    if (!visible_ || now() - started_ < patience) return;
    constexpr std::size_t width = 30;
    const std::size_t filled = steps_ ? done * width / steps_ : width;
    out_ << "\r\x1b[K[" << std::string(filled, '#') << std::string(width - filled, '.') << "] "
         << done << "/" << steps_ << " " << batt::io::detail::printable(name) << std::flush;
    shown_ = true;
}

} // namespace run_batt
