// Numbers, tables and statuses as text.
#include "text.hpp"

#include <algorithm>
#include <batt/config.hpp>
#include <batt/io/json_document.hpp>
#include <cmath>
#include <cstdio>

namespace run_batt {

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }

namespace {

/// The number of characters of a text in UTF-8.
std::size_t characters(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

/// A text in at most so many characters; what is cut off becomes "..".
std::string cut(const std::string& text, std::size_t limit) {
    if (characters(text) <= limit) return text;
    std::string result;
    std::size_t count = 0;
    for (const char c : text) {
        if (begins_character(c) && ++count > limit - 2) break;
        result += c;
    }
    return result + "..";
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

std::string hash_text(std::uint64_t hash) {
    std::array<char, 17> text{};
    std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(hash));
    return text.data();
}

std::string percent(std::uint64_t part, std::uint64_t whole) {
    if (whole == 0) return "-";
    if (part == whole) return "100 %";
    const double tenths = 1000.0 * static_cast<double>(part) / static_cast<double>(whole);
    return format("%.1f", std::floor(tenths) / 10) + " %";
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
    if (output.height() == 0) return "an output that is no grid";
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
    return names.size() > most ? text + " and " + std::to_string(names.size() - most) + " more"
                               : text;
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

std::array<std::size_t, batt::status_count> status_counts::counts() const {
    auto all = counts_;
    all[0] += wrong_;
    return all;
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

std::vector<std::size_t> text_table::widths(int most) const {
    std::vector<std::size_t> result(lines_.front().size());
    for (const line& cells : lines_) {
        for (std::size_t k = 0; k < cells.size(); ++k) {
            result[k] = std::max(result[k], characters(cells[k]));
        }
    }
    if (most <= 0) return result;
    constexpr std::size_t gap = 2;
    constexpr std::size_t narrowest = 8; // fewer characters say nothing
    std::size_t total = gap * (result.size() - 1);
    for (const std::size_t width : result) total += width;
    for (; total > static_cast<std::size_t>(most); --total) {
        const auto widest = std::max_element(result.begin(), result.end());
        if (*widest <= narrowest) break;
        --*widest;
    }
    return result;
}

void text_table::spare(std::size_t column, const options& wanted) {
    if (wanted.table_columns <= 0) return;
    constexpr std::size_t gap = 2;
    std::size_t total = 0;
    for (const std::size_t width : widths(wanted.table_columns)) total += width + gap;
    if (total - gap <= static_cast<std::size_t>(wanted.table_columns)) return;
    for (line& cells : lines_) cells.erase(cells.begin() + static_cast<std::ptrdiff_t>(column));
}

std::string text_table::text(const std::vector<const char*>& colors, const options& wanted) const {
    const std::vector<std::size_t> widths = this->widths(wanted.table_columns);
    std::string all;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        std::string one;
        for (std::size_t k = 0; k < widths.size(); ++k) {
            const std::string cell = cut(lines_[i][k], widths[k]);
            const std::string gap(widths[k] - characters(cell), ' ');
            if (k > 0) one += "  ";
            one += k < left_ ? cell + gap : gap + cell;
        }
        const bool plain = i == 0 || colors.empty() || *colors[i - 1] == '\0';
        all += (plain ? one : colored(one, colors[i - 1], wanted)) + '\n';
        if (i == 0) all += std::string(one.size(), '-') + '\n';
    }
    return all;
}

} // namespace run_batt
