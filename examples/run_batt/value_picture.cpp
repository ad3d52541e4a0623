// A value of any type as text and pictures, for people to see.
#include "value_picture.hpp"

#include <algorithm>
#include <optional>
#include <sstream>
#include <vector>

namespace run_batt {

namespace {

using batt::shown_value;
using value_form = batt::shown_value::form;
using batt::io::color_mode;

/// The most elements of a container that are shown.
constexpr std::size_t most_elements = 10;
/// The largest side of a picture; where a side is larger, cells are listed instead.
constexpr long long largest_side = 64;

std::string location(batt::ivec at) {
    if (at.is_none()) return "(no location)";
    std::string text("(");
    return text.append(std::to_string(at.i)).append(", ").append(std::to_string(at.j)).append(")");
}

std::string more(std::size_t shown, std::size_t all) {
    return "... and " + std::to_string(all - shown) + " more";
}

/// A value on one line, or nothing for grids, patches and what contains them.
std::optional<std::string> in_a_line(const shown_value& v) {
    switch (v.what) {
    case value_form::none: return "no value";
    case value_form::nothing: return "None";
    case value_form::number: return std::to_string(v.number);
    case value_form::truth: return v.number != 0 ? "T" : "F";
    case value_form::location: return location(v.location);
    case value_form::function: return v.type;
    case value_form::grid:
    case value_form::indices:
    case value_form::object: return std::nullopt;
    case value_form::container: break;
    }
    const bool is_set = v.type.starts_with("set");
    std::string text;
    for (std::size_t k = 0; k < std::min(v.elements.size(), most_elements); ++k) {
        const auto one = in_a_line(v.elements[k]);
        if (!one) return std::nullopt;
        text += (k ? ", " : "") + *one;
    }
    if (v.elements.size() > most_elements) text += ", " + more(most_elements, v.elements.size());
    return (is_set ? "{" : "(") + text + (is_set ? "}" : ")");
}

/// Lines that belong together, and how many characters of the terminal they take.
struct block {
    std::vector<std::string> lines;
    std::size_t width = 0;
};

/// The characters of a line that are seen: those that set colours are not.
std::size_t visible_width(const std::string& line) {
    std::size_t width = 0;
    bool escaped = false;
    for (const char c : line) {
        if (c == '\x1b') escaped = true;
        if (!escaped) ++width;
        if (c == 'm') escaped = false;
    }
    return width;
}

block block_of(const std::string& text) {
    block result;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) {
        result.width = std::max(result.width, visible_width(line));
        result.lines.push_back(line);
    }
    return result;
}

/// Blocks from left to right, and below each other where they do not fit side by side.
std::string side_by_side(const std::vector<block>& blocks, int columns) {
    constexpr std::size_t gap = 3;
    const auto room = static_cast<std::size_t>(std::max(columns, 1));
    std::string text;
    for (std::size_t first = 0; first < blocks.size();) {
        std::size_t width = blocks[first].width;
        std::size_t height = blocks[first].lines.size();
        std::size_t last = first + 1;
        while (last < blocks.size() && width + gap + blocks[last].width <= room) {
            width += gap + blocks[last].width;
            height = std::max(height, blocks[last].lines.size());
            ++last;
        }
        for (std::size_t i = 0; i < height; ++i) {
            std::string line;
            std::size_t spaces = 0; // between what is drawn, but not at the end of a line
            for (std::size_t k = first; k < last; ++k) {
                const block& b = blocks[k];
                std::size_t used = 0;
                if (i < b.lines.size()) {
                    line += std::string(spaces, ' ') + b.lines[i];
                    used = visible_width(b.lines[i]);
                    spaces = 0;
                }
                spaces += b.width - used + gap;
            }
            text += line + '\n';
        }
        first = last;
    }
    return text;
}

/// The cells of a patch that is too large to be drawn.
std::string list_cells(const shown_value& v) {
    std::string text;
    for (std::size_t k = 0; k < std::min(v.patch.size(), most_elements); ++k) {
        const auto& [color, at] = v.patch[k];
        if (k) text += ", ";
        if (v.what == value_form::object) text += std::to_string(color) + " at ";
        text += location(at);
    }
    if (v.patch.size() > most_elements) text += ", " + more(most_elements, v.patch.size());
    return text + "\n";
}

std::string draw_patch(const shown_value& v, const std::string& title, color_mode mode) {
    const std::string cells =
        std::to_string(v.patch.size()) + (v.patch.size() == 1 ? " cell" : " cells");
    const std::string what = title + (v.what == value_form::object ? "object" : "indices");
    if (v.patch.empty()) return what + " without cells\n";
    const auto box = batt::io::box_of(v.patch);
    std::string text = what + " at " + location(box.corner) + ", " + std::to_string(box.height) +
                       "x" + std::to_string(box.width) + ", " + cells + "\n";
    if (box.height > largest_side || box.width > largest_side) return text + list_cells(v);
    text += batt::io::draw_patch(v.patch, v.what == value_form::object, mode);
    std::vector<batt::ivec> places;
    for (const auto& cell : v.patch) places.push_back(cell.second);
    std::sort(places.begin(), places.end());
    const auto twice = std::adjacent_find(places.begin(), places.end());
    if (twice != places.end()) text += "more than one colour at " + location(*twice) + "\n";
    return text;
}

std::string draw(const shown_value& v, const std::string& title, color_mode mode, int columns) {
    if (const auto line = in_a_line(v)) return title + *line + "\n";
    if (v.what == value_form::grid) {
        return batt::io::draw({{title + "grid", &v.cells}}, mode, columns);
    }
    if (v.what != value_form::container) return draw_patch(v, title, mode);
    std::vector<block> blocks;
    const std::size_t shown = std::min(v.elements.size(), most_elements);
    for (std::size_t k = 0; k < shown; ++k) {
        const std::string place = title + "[" + std::to_string(k + 1) + "] ";
        blocks.push_back(block_of(draw(v.elements[k], place, mode, columns)));
    }
    std::string text = side_by_side(blocks, columns);
    if (shown < v.elements.size()) text += more(shown, v.elements.size()) + "\n";
    return text;
}

/// A value as the tuples, sets and integers that it consists of.
std::string written(const shown_value& v) {
    const auto list = [](const char* open, const char* close, std::size_t count, auto element) {
        std::string text = open;
        for (std::size_t k = 0; k < count; ++k) text.append(element(k)).append(",");
        return text + close;
    };
    const auto pair = [](const std::string& a, const std::string& b) {
        std::string text("(");
        return text.append(a).append(",").append(b).append(",)");
    };
    switch (v.what) {
    case value_form::none: return "nothing";
    case value_form::nothing: return "None";
    case value_form::number:
    case value_form::truth: return std::to_string(v.number);
    case value_form::location:
        if (v.location.is_none()) return "nowhere";
        return pair(std::to_string(v.location.i), std::to_string(v.location.j));
    case value_form::function: return "function";
    case value_form::grid:
        return list("(", ")", static_cast<std::size_t>(v.cells.height()), [&](std::size_t i) {
            return list("(", ")", static_cast<std::size_t>(v.cells.width()), [&](std::size_t j) {
                return std::to_string(v.cells(static_cast<int>(i), static_cast<int>(j)));
            });
        });
    case value_form::indices:
    case value_form::object:
        return list("{", "}", v.patch.size(), [&](std::size_t k) {
            const auto& [color, at] = v.patch[k];
            const std::string place = pair(std::to_string(at.i), std::to_string(at.j));
            return v.what == value_form::indices ? place : pair(std::to_string(color), place);
        });
    case value_form::container: break;
    }
    const bool is_set = v.type.starts_with("set");
    return list(is_set ? "{" : "(", is_set ? "}" : ")", v.elements.size(),
                [&](std::size_t k) { return written(v.elements[k]); });
}

} // namespace

bool is_same_form(const shown_value& a, const shown_value& b) { return written(a) == written(b); }

std::string draw_value(const shown_value& value, color_mode mode, int columns) {
    return draw(value, "", mode, columns);
}

} // namespace run_batt
