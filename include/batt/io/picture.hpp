// Shows grids side by side in a terminal, so that people see what a program did.
#pragma once

#include <algorithm>
#include <array>
#include <batt/value/grid.hpp>
#include <batt/value/ivec.hpp>
#include <cstdlib>
#include <string>
#include <string_view>
#include <unistd.h>
#include <utility>
#include <vector>

namespace batt::io {

/// How a picture shows colours.
enum class color_mode {
    plain,     ///< digits, for files, pipes and people who set NO_COLOR
    palette,   ///< the 256 colours that nearly every terminal has
    true_color ///< 24 bits
};

/// What the terminal behind a file descriptor can show; `plain` if there is none.
inline color_mode detect_color_mode(int descriptor) {
    const auto variable = [](const char* name) {
        const char* value = std::getenv(name);
        return std::string_view(value ? value : "");
    };
    if (!variable("NO_COLOR").empty() || isatty(descriptor) == 0) return color_mode::plain;
    if (variable("TERM").empty() || variable("TERM") == "dumb") return color_mode::plain;
    const std::string_view depth = variable("COLORTERM");
    return depth == "truecolor" || depth == "24bit" ? color_mode::true_color : color_mode::palette;
}

/// One grid of a picture, under its title.
struct panel {
    std::string title;
    const grid* cells = nullptr;
    const grid* compare_with = nullptr; ///< cells that differ from this grid are marked
};

namespace detail {

/// A colour as 24 bits and as its nearest among the 256, and whether text on it should be black.
struct paint_color {
    int red, green, blue, index;
    bool light;
};

/// The colours that tasks are usually shown in, black to maroon; one more for any other number.
inline constexpr std::array<paint_color, 11> paint_colors{{{0, 0, 0, 16, false},
                                                           {0, 116, 217, 32, false},
                                                           {255, 65, 54, 203, false},
                                                           {46, 204, 64, 41, true},
                                                           {255, 220, 0, 220, true},
                                                           {170, 170, 170, 248, true},
                                                           {240, 18, 190, 199, false},
                                                           {255, 133, 27, 208, true},
                                                           {127, 219, 255, 117, true},
                                                           {135, 12, 37, 88, false},
                                                           {255, 255, 255, 231, true}}};

/// The position of a number's colour among those.
inline std::size_t paint_of(int color) {
    return color >= 0 && color < 10 ? static_cast<std::size_t>(color) : 10;
}

/// Grids may also hold the markers -1 and 10 to 14; what has no letter is no colour at all.
inline char digit(int color) {
    if (color < 0) return '-';
    if (color > 35) return '?';
    return static_cast<char>(color < 10 ? '0' + color : 'a' + (color - 10));
}

/// A cell is two characters wide, which makes it about square, or one where there is no room.
inline std::string draw_cell(int color, bool marked, color_mode mode, int width = 2) {
    if (mode == color_mode::plain) return {digit(color), marked ? '*' : ' '};
    const paint_color& c = paint_colors[paint_of(color)];
    std::string back = "\x1b[";
    if (mode == color_mode::palette) {
        back += "48;5;" + std::to_string(c.index);
    } else {
        back += "48;2;" + std::to_string(c.red) + ';' + std::to_string(c.green) + ';' +
                std::to_string(c.blue);
    }
    const bool number = color < 0 || color > 9;
    std::string text = marked ? "><" : number ? std::string{digit(color), ' '} : "  ";
    if (width == 1) text = marked ? "x" : text.substr(0, 1);
    return back + (c.light ? ";30m" : ";97m") + text;
}

inline bool differs(const grid& g, const grid& other, int i, int j) {
    return i >= other.height() || j >= other.width() || g(i, j) != other(i, j);
}

inline std::string draw_row(const panel& p, int i, color_mode mode, int cell_width) {
    std::string line;
    for (int j = 0; j < p.cells->width(); ++j) {
        const bool marked = p.compare_with && differs(*p.cells, *p.compare_with, i, j);
        line += draw_cell((*p.cells)(i, j), marked, mode, cell_width);
    }
    if (mode != color_mode::plain && p.cells->width() > 0) line += "\x1b[0m";
    return line;
}

inline std::string headline(const panel& p) {
    return p.title + " " + std::to_string(p.cells->height()) + "x" +
           std::to_string(p.cells->width());
}

inline int panel_width(const panel& p, int cell_width) {
    return std::max(cell_width * p.cells->width(), static_cast<int>(headline(p).size()));
}

/// The characters of a cell: one if the terminal would otherwise break the lines of a panel. Cells
/// drawn as digits always need the room for the mark beside them.
inline int cell_width(const std::vector<panel>& panels, color_mode mode, int columns) {
    const auto too_wide = [columns](const panel& p) { return 2 * p.cells->width() > columns; };
    const bool narrow =
        mode != color_mode::plain && std::any_of(panels.begin(), panels.end(), too_wide);
    return narrow ? 1 : 2;
}

/// The end of the line that begins with item `first`: as many as fit side by side, but at least
/// one.
template <class Width>
std::size_t end_of_line(std::size_t first, std::size_t count, Width width_of, int gap, int most) {
    int width = width_of(first++);
    while (first < count && width + gap + width_of(first) <= most) width += gap + width_of(first++);
    return first;
}

} // namespace detail

/// Draws panels from left to right, and below each other where they do not fit side by side; with
/// narrow cells where one of them would not fit alone.
/// @param columns how many characters the terminal is wide.
/// @return lines, each with its end.
inline std::string draw(const std::vector<panel>& panels, color_mode mode, int columns = 80) {
    constexpr int gap = 3;
    const int cell = detail::cell_width(panels, mode, columns);
    const auto width = [&](std::size_t k) { return detail::panel_width(panels[k], cell); };
    std::string text;
    for (std::size_t first = 0; first < panels.size();) {
        const std::size_t last = detail::end_of_line(first, panels.size(), width, gap, columns);
        int height = 0;
        for (std::size_t k = first; k < last; ++k)
            height = std::max(height, panels[k].cells->height());
        for (int i = -1; i < height; ++i) {
            std::string line;
            int spaces = 0; // written only when something follows, so that no line ends in spaces
            for (std::size_t k = first; k < last; ++k) {
                const panel& p = panels[k];
                std::string part;
                int used = 0;
                if (i < 0) {
                    part = detail::headline(p);
                    used = static_cast<int>(part.size());
                } else if (i < p.cells->height()) {
                    part = detail::draw_row(p, i, mode, cell);
                    used = cell * p.cells->width();
                }
                if (used > 0) {
                    line += std::string(static_cast<std::size_t>(spaces), ' ') + part;
                    spaces = 0;
                }
                spaces += width(k) - used + gap;
            }
            text += line + '\n';
        }
        first = last;
    }
    return text;
}

/// Where the cells of a patch are.
struct patch_box {
    ivec corner{}; ///< upper left
    long long height = 0;
    long long width = 0;
};

/// The bounding box of a patch: colours at locations.
inline patch_box box_of(const std::vector<std::pair<integer, ivec>>& patch) {
    if (patch.empty()) return {};
    ivec low = patch.front().second;
    ivec high = low;
    for (const auto& [color, at] : patch) {
        low = {std::min(low.i, at.i), std::min(low.j, at.j)};
        high = {std::max(high.i, at.i), std::max(high.j, at.j)};
    }
    return {low, 1LL + high.i - low.i, 1LL + high.j - low.j};
}

/// Draws the cells of a patch within its bounding box, which should be small; places between the
/// cells are dots. Where two colours are on one location, the later one shows.
/// @param colored false for a set of locations: all its cells are drawn alike.
/// @return lines, each with its end.
inline std::string draw_patch(const std::vector<std::pair<integer, ivec>>& patch, bool colored,
                              color_mode mode) {
    const patch_box box = box_of(patch);
    const auto width = static_cast<std::size_t>(box.width);
    std::vector<std::string> cells(static_cast<std::size_t>(box.height) * width, ". ");
    const bool plain = mode == color_mode::plain;
    for (const auto& [color, at] : patch) {
        const auto i = static_cast<std::size_t>(1LL * at.i - box.corner.i);
        const auto j = static_cast<std::size_t>(1LL * at.j - box.corner.j);
        constexpr int gray = 5;
        std::string cell = colored ? detail::draw_cell(static_cast<int>(color), false, mode)
                           : plain ? "# "
                                   : detail::draw_cell(gray, false, mode);
        cells[i * width + j] = plain ? cell : cell + "\x1b[0m";
    }
    std::string text;
    for (std::size_t k = 0; k < cells.size(); ++k) {
        text += cells[k];
        if ((k + 1) % width == 0) text += '\n';
    }
    return text;
}

} // namespace batt::io
