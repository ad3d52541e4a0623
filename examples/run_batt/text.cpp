// Numbers, tables, statuses and the progress bar as text.
#include "text.hpp"

#include <algorithm>
#include <batt/io/json_document.hpp>
#include <chrono>
#include <cstdio>
#include <ostream>

namespace run_batt {

namespace {

double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/// The number of characters of a text in UTF-8.
std::size_t characters(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80;
    }));
}

} // namespace

std::string format(const char* pattern, double value) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), pattern, value);
    return text.data();
}

std::string short_number(double value) {
    constexpr std::array<const char*, 4> units = {"", " k", " M", " G"};
    std::size_t unit = 0;
    while (value >= 999.5 && unit + 1 < units.size()) {
        value /= 1000;
        ++unit;
    }
    return format(value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f", value) + units[unit];
}

std::string solved_of(std::size_t solved, std::size_t all) {
    return std::to_string(solved) + "/" + std::to_string(all);
}

std::string counted(std::size_t count, const std::string& one, const std::string& many) {
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

std::string describe(batt::verdict verdict, const batt::grid& output, bool has_expected) {
    if (!verdict.ok()) {
        return std::string(batt::to_string(verdict.why())) + " at statement " +
               std::to_string(verdict.statement());
    }
    const std::string size = "an output of " + std::to_string(output.height()) + "x" +
                             std::to_string(output.width()) + " cells";
    if (!has_expected) return size;
    return size + (verdict.match() ? " that matches" : " that does not match");
}

std::string list_some(const std::vector<std::string>& names) {
    constexpr std::size_t most = 6;
    std::string text;
    for (std::size_t k = 0; k < std::min(names.size(), most); ++k) {
        text += (k ? ", " : "") + batt::io::detail::printable(names[k]);
    }
    return names.size() > most ? text + ", ..." : text;
}

std::string colored(const std::string& text, const char* color, const options& wanted) {
    if (wanted.colors == batt::io::color_mode::plain) return text;
    return std::string("\x1b[") + color + "m" + text + "\x1b[0m";
}

const char* backend_name(batt::backend where) {
    switch (where) {
    case batt::backend::automatic: return "auto";
    case batt::backend::host: return "host";
    case batt::backend::cuda: return "cuda";
    }
    return "unknown";
}

void status_counts::add(batt::verdict verdict, bool is_wrong) {
    ++(is_wrong && verdict.ok() ? wrong_ : counts_[static_cast<std::size_t>(verdict.why())]);
}

void status_counts::add(const status_counts& other) {
    wrong_ += other.wrong_;
    for (std::size_t k = 0; k < counts_.size(); ++k) counts_[k] += other.counts_[k];
}

std::string status_counts::text() const {
    std::string text;
    const auto append = [&](const std::string& name, std::size_t count) {
        if (count > 0) text += (text.empty() ? "" : ", ") + name + " " + std::to_string(count);
    };
    append("ok", counts_[0]);
    append("wrong", wrong_);
    for (std::size_t k = 1; k < counts_.size(); ++k) {
        append(batt::to_string(static_cast<batt::status>(k)), counts_[k]);
    }
    return text;
}

std::string text_table::text(const std::vector<const char*>& colors, const options& wanted) const {
    std::vector<std::size_t> widths(lines_.front().size());
    for (const line& cells : lines_) {
        for (std::size_t k = 0; k < cells.size(); ++k) {
            widths[k] = std::max(widths[k], characters(cells[k]));
        }
    }
    std::string all;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        std::string one;
        for (std::size_t k = 0; k < widths.size(); ++k) {
            const std::string gap(widths[k] - characters(lines_[i][k]), ' ');
            if (k > 0) one += "  ";
            one += k < left_ ? lines_[i][k] + gap : gap + lines_[i][k];
        }
        const bool plain = i == 0 || colors.empty() || *colors[i - 1] == '\0';
        all += (plain ? one : colored(one, colors[i - 1], wanted)) + '\n';
        if (i == 0) all += std::string(one.size(), '-') + '\n';
    }
    return all;
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
