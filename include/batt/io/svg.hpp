// Draws grids, pairs and tasks as SVG, which browsers, documents and notebooks show at any size.
#pragma once

#include <algorithm>
#include <array>
#include <batt/io/example.hpp>
#include <batt/io/markup.hpp>
#include <batt/io/picture.hpp>
#include <batt/value/grid.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace batt::io {

/// How an SVG shows grids.
struct svg_options {
    int cell = 0;           ///< the side of a cell in pixels; 0: by the size of the largest grid
    bool digits = false;    ///< also write the number of each colour
    int width = 960;        ///< grids that would be wider side by side go below each other
    bool background = true; ///< white, with dark text; if false, text has the page's colour
};

/// Panels that belong together, such as a pair, under a title, which may be none.
struct panel_group {
    std::string title;
    std::vector<panel> panels;
};

/// A pair as panels: the input, what a program gave if it gave anything, and the expected output if
/// it is known. Cells of `got` that are wrong are marked.
/// @param one outlives the panels, and so does `got`.
inline std::vector<panel> panels_of(const example& one, const grid* got = nullptr) {
    const grid* expected = one.output ? &*one.output : nullptr;
    std::vector<panel> panels = {{"input", &one.input, nullptr}};
    if (got) panels.push_back({"got", got, expected});
    if (expected) panels.push_back({got ? "expected" : "output", expected, nullptr});
    return panels;
}

/// The pairs of a task as groups, "train 1" first. The task outlives them.
inline std::vector<panel_group> panels_of(const task& t) {
    std::vector<panel_group> groups;
    t.for_parts([&](std::string_view part, const std::vector<example>& pairs) {
        for (const example& one : pairs)
            groups.push_back(
                {std::string(part) + " " + std::to_string(one.number), panels_of(one)});
    });
    return groups;
}

namespace detail {

/// Width and height in pixels.
struct extent {
    int width = 0;
    int height = 0;
};

/// Places items from left to right, and below each other where they do not fit side by side.
/// @param place called with the number of each item and its upper left corner.
template <class Size, class Place>
extent flow(std::size_t count, Size size_of, extent gap, int most, Place place) {
    extent all;
    const auto width = [&size_of](std::size_t k) { return size_of(k).width; };
    for (std::size_t first = 0; first < count;) {
        const std::size_t last = end_of_line(first, count, width, gap.width, most);
        extent line;
        if (first > 0) all.height += gap.height;
        for (; first < last; ++first) {
            const extent size = size_of(first);
            if (line.width > 0) line.width += gap.width;
            place(first, line.width, all.height);
            line.width += size.width;
            line.height = std::max(line.height, size.height);
        }
        all.width = std::max(all.width, line.width);
        all.height += line.height;
    }
    return all;
}

inline std::string hexadecimal(const paint_color& c) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text = "#";
    for (const int part : {c.red, c.green, c.blue}) {
        text += digits[static_cast<std::size_t>(part) / 16];
        text += digits[static_cast<std::size_t>(part) % 16];
    }
    return text;
}

/// The side of a cell that makes small grids not too small and large ones not too large.
inline int fitting_cell(const std::vector<panel_group>& groups, bool digits) {
    int side = 1;
    for (const panel_group& g : groups) {
        for (const panel& p : g.panels)
            side = std::max({side, p.cells->height(), p.cells->width()});
    }
    return std::clamp(320 / side, digits ? 12 : 3, 28);
}

/// Writes one SVG.
class svg_writer {
public:
    explicit svg_writer(const svg_options& wanted) : wanted_(wanted), cell_(wanted.cell) {}

    std::string write(const std::vector<panel_group>& groups) {
        if (cell_ <= 0) cell_ = fitting_cell(groups, wanted_.digits);
        const int margin = wanted_.background ? 8 : 1;
        const extent size = flow(
            groups.size(), [&](std::size_t k) { return size_of(groups[k]); }, {32, 20},
            wanted_.width - 2 * margin,
            [&](std::size_t k, int x, int y) { group(groups[k], x + margin, y + margin); });
        const std::string width = std::to_string(size.width + 2 * margin);
        const std::string height = std::to_string(size.height + 2 * margin);
        std::string all = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width +
                          "\" height=\"" + height + "\" viewBox=\"0 0 " + width + " " + height +
                          "\" role=\"img\" font-family=\"sans-serif\" font-size=\"13\">";
        all += "<title>" + escaped(described(groups)) + "</title>";
        if (wanted_.background)
            all += "<rect width=\"" + width + "\" height=\"" + height + "\" fill=\"#fff\"/>";
        return all + body_ + "</svg>\n";
    }

private:
    static constexpr int headline_height = 19;
    static constexpr int group_height = 22;
    static constexpr const char* line_color = "#555";

    static std::string described(const std::vector<panel_group>& groups) {
        std::string text;
        for (const panel_group& g : groups) {
            if (!text.empty()) text += "; ";
            text += g.title;
            for (std::size_t k = 0; k < g.panels.size(); ++k)
                text += (k > 0 ? ", " : g.title.empty() ? "" : ": ") + headline(g.panels[k]);
        }
        return text;
    }

    /// The approximate width of a text: fonts differ.
    static int text_width(std::string_view text) {
        const auto characters = std::count_if(text.begin(), text.end(), [](char c) {
            return (static_cast<unsigned char>(c) & 0xC0U) != 0x80;
        });
        return static_cast<int>(characters) * 8;
    }

    extent size_of(const panel& p) const {
        // A grid without cells shows as the outline of one.
        extent size{std::max(p.cells->width(), 1) * cell_, std::max(p.cells->height(), 1) * cell_};
        if (!p.title.empty()) {
            size.width = std::max(size.width, text_width(headline(p)));
            size.height += headline_height;
        }
        return size;
    }

    template <class Place>
    extent panels(const panel_group& g, Place place) const {
        return flow(
            g.panels.size(), [&](std::size_t k) { return size_of(g.panels[k]); }, {16, 12},
            wanted_.width - 16, place);
    }

    extent size_of(const panel_group& g) const {
        extent size = panels(g, [](std::size_t, int, int) {});
        if (!g.title.empty()) {
            size.width = std::max(size.width, text_width(g.title));
            size.height += group_height;
        }
        return size;
    }

    void group(const panel_group& g, int x, int y) {
        if (!g.title.empty()) {
            text(g.title, x, y + 14, " font-weight=\"bold\"");
            y += group_height;
        }
        panels(g, [&](std::size_t k, int right, int down) {
            draw_panel(g.panels[k], x + right, y + down);
        });
    }

    void text(const std::string& what, int x, int y, const char* more) {
        body_ += "<text x=\"" + std::to_string(x) + "\" y=\"" + std::to_string(y) + "\"" + more +
                 " fill=\"" + (wanted_.background ? "#222" : "currentColor") + "\">" +
                 escaped(what) + "</text>";
    }

    void draw_panel(const panel& p, int x, int y) {
        if (!p.title.empty()) {
            text(headline(p), x, y + 13, "");
            y += headline_height;
        }
        body_ += "<g transform=\"translate(" + std::to_string(x) + " " + std::to_string(y) + ")\">";
        const int width = p.cells->width() * cell_;
        const int height = p.cells->height() * cell_;
        if (width == 0) {
            const std::string side = std::to_string(cell_);
            body_ += "<rect width=\"" + side + "\" height=\"" + side +
                     "\" fill=\"none\" stroke=\"" + line_color + "\" stroke-dasharray=\"3\"/></g>";
            return;
        }
        colors(*p.cells);
        lines(width, height);
        digits(*p.cells);
        if (p.compare_with) marks(*p.cells, *p.compare_with);
        body_ += "</g>";
    }

    /// Opens a group in which a cell has side 1.
    void open_scaled() { body_ += "<g transform=\"scale(" + std::to_string(cell_) + ")\">"; }

    /// The most common colour as one rectangle, with a path on it for each other colour.
    void colors(const grid& g) {
        std::array<int, paint_colors.size()> counts{};
        for (int i = 0; i < g.height(); ++i) {
            for (int j = 0; j < g.width(); ++j) ++counts[paint_of(g(i, j))];
        }
        const auto most = static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) -
                                                   counts.begin());
        std::array<std::string, paint_colors.size()> paths;
        for (int i = 0; i < g.height(); ++i) {
            for (int j = 0; j < g.width();) {
                const std::size_t paint = paint_of(g(i, j));
                const int first = j;
                while (j < g.width() && paint_of(g(i, j)) == paint) ++j;
                if (paint == most) continue;
                const std::string length = std::to_string(j - first);
                paths[paint].append("M").append(std::to_string(first)).append(" ");
                paths[paint] += std::to_string(i) + "h" + length + "v1h-" + length + "z";
            }
        }
        open_scaled();
        body_ += "<rect width=\"" + std::to_string(g.width()) + "\" height=\"" +
                 std::to_string(g.height()) + "\" fill=\"" + hexadecimal(paint_colors[most]) +
                 "\"/>";
        for (std::size_t paint = 0; paint < paths.size(); ++paint) {
            if (paths[paint].empty()) continue;
            body_ += "<path shape-rendering=\"crispEdges\" fill=\"" +
                     hexadecimal(paint_colors[paint]) + "\" d=\"" + paths[paint] + "\"/>";
        }
        body_ += "</g>";
    }

    void lines(int width, int height) {
        const bool between = cell_ >= 4;
        const std::string across = "h" + std::to_string(width);
        const std::string down = "v" + std::to_string(height);
        std::string path;
        for (int y = 0; y <= height; y += between ? cell_ : height)
            path += "M0 " + std::to_string(y) + across;
        for (int x = 0; x <= width; x += between ? cell_ : width)
            path.append("M").append(std::to_string(x)).append(" 0").append(down);
        body_ += std::string("<path shape-rendering=\"crispEdges\" fill=\"none\" stroke=\"") +
                 line_color + "\" d=\"" + path + "\"/>";
    }

    /// The number of each colour if wanted, and always of those that have no colour of their own.
    void digits(const grid& g) {
        for (int i = 0; i < g.height(); ++i) {
            for (const bool light : {false, true}) {
                std::string text;
                std::string places;
                for (int j = 0; j < g.width(); ++j) {
                    const std::size_t paint = paint_of(g(i, j));
                    if (!wanted_.digits && paint < 10) continue;
                    if (paint_colors[paint].light != light) continue;
                    text += digit(g(i, j));
                    // Not centred: renderers disagree about what that means with a list of places.
                    if (!places.empty()) places += ' ';
                    places += std::to_string(j * cell_ + cell_ * 31 / 100);
                }
                if (text.empty()) continue;
                body_ += "<text font-family=\"monospace\" font-size=\"" +
                         std::to_string(cell_ * 62 / 100) + "\" fill=\"" +
                         (light ? "#000" : "#fff") + "\" y=\"" +
                         std::to_string(i * cell_ + cell_ * 72 / 100) + "\" x=\"" + places + "\">" +
                         text + "</text>";
            }
        }
    }

    /// A cross, or a frame around a digit; dark on light, which shows on every colour.
    void marks(const grid& g, const grid& expected) {
        std::string path;
        for (int i = 0; i < g.height(); ++i) {
            for (int j = 0; j < g.width(); ++j) {
                if (!differs(g, expected, i, j)) continue;
                const char* inset = wanted_.digits ? ".1" : ".25";
                path.append("M").append(std::to_string(j)).append(inset).append(" ");
                path.append(std::to_string(i)).append(inset);
                path += wanted_.digits ? "h.8v.8h-.8z" : "l.5 .5m0-.5l-.5 .5";
            }
        }
        if (path.empty()) return;
        open_scaled();
        for (const char* stroke : {"#fff\" stroke-width=\".2", "#000\" stroke-width=\".09"})
            body_ +=
                std::string("<path fill=\"none\" stroke=\"") + stroke + "\" d=\"" + path + "\"/>";
        body_ += "</g>";
    }

    svg_options wanted_;
    int cell_;
    std::string body_;
};

} // namespace detail

/// Groups of panels as one SVG text, with the colours that tasks are usually shown in. Cells that
/// differ from the grid that a panel compares with have a cross. All grids have cells of one size.
inline std::string to_svg(const std::vector<panel_group>& groups, const svg_options& options = {}) {
    return detail::svg_writer(options).write(groups);
}

/// Panels side by side.
inline std::string to_svg(const std::vector<panel>& panels, const svg_options& options = {}) {
    return to_svg(std::vector<panel_group>{{"", panels}}, options);
}

/// A grid alone, without a title.
inline std::string to_svg(const grid& g, const svg_options& options = {}) {
    return to_svg(std::vector<panel>{{"", &g, nullptr}}, options);
}

/// A pair: input, what a program gave if it gave anything, and the output, with titles.
inline std::string to_svg(const example& one, const grid* got = nullptr,
                          const svg_options& options = {}) {
    return to_svg(panels_of(one, got), options);
}

/// All pairs of a task, with titles.
inline std::string to_svg(const task& t, const svg_options& options = {}) {
    return to_svg(panels_of(t), options);
}

} // namespace batt::io
