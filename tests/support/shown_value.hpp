// Values as text that a person can read, for the messages of checks.
#pragma once

#include <algorithm>
#include <batt/reference/dynamic/evaluation.hpp>
#include <batt/reference/dynamic/user_grid.hpp>
#include <batt/text/names.hpp>
#include <string>
#include <vector>

namespace batt::testing {

/// The most characters of a value that are printed.
inline constexpr std::size_t most_shown = 4000;

inline std::string shortened(std::string text) {
    if (text.size() > most_shown) text.replace(most_shown, std::string::npos, " ...");
    return text;
}

inline std::string shown(ivec at) {
    return "(" + std::to_string(at.i) + ", " + std::to_string(at.j) + ")";
}

/// The rows of a grid: digits, or numbers with spaces if some colour is not a single digit.
/// `between` is put between rows.
template <class At>
std::string shown_rows(int h, int w, const At& at, const char* between) {
    bool digits = true;
    for (int i = 0; i < h; ++i)
        for (int j = 0; j < w; ++j) digits = digits && at(i, j) >= 0 && at(i, j) <= 9;
    std::string text;
    for (int i = 0; i < h; ++i) {
        if (i > 0) text += between;
        for (int j = 0; j < w; ++j) {
            if (j > 0 && !digits) text += " ";
            text += std::to_string(at(i, j));
        }
    }
    return text;
}
/// A grid among other text: [123 456].
template <class At>
std::string shown_grid(int h, int w, const At& at) {
    if (h == 0 || w == 0) return "[" + std::to_string(h) + " x " + std::to_string(w) + "]";
    const std::string rows = shown_rows(h, w, at, "\n");
    const bool digits = rows.find(' ') == std::string::npos;
    std::string text = "[";
    for (const char c : rows)
        if (c == '\n')
            text += digits ? " " : ", ";
        else
            text += c;
    return text + "]";
}
/// A grid on lines of its own.
template <class At>
std::string shown_block(int h, int w, const At& at) {
    if (h == 0 || w == 0) return " a grid of " + std::to_string(h) + " x " + std::to_string(w);
    return "\n    " + shown_rows(h, w, at, "\n    ");
}
inline std::string shown_block(const grid& g) {
    return shown_block(g.height(), g.width(), [&](int i, int j) { return int{g(i, j)}; });
}

/// Parts with commas between them, in brackets or as the arguments of a name: {1, 2},
/// lbind(shift, 1).
inline std::string joined(const std::string& open, const std::vector<std::string>& parts,
                          const char* close) {
    std::string text = open;
    for (std::size_t k = 0; k < parts.size(); ++k) text += (k > 0 ? ", " : "") + parts[k];
    return text + close;
}

/// A value of the definition at run time.
inline std::string shown(const reference::dynamic::value& v) {
    namespace dynamic = reference::dynamic;
    using dynamic::kind;
    switch (v.what()) {
    case kind::none: return "None";
    case kind::integer: return std::to_string(v.number());
    case kind::no_location: return "nowhere";
    case kind::location: return shown(v.location());
    case kind::cell: return "(" + std::to_string(v.number()) + ", " + shown(v.location()) + ")";
    case kind::function: {
        if (v.function() == nullptr) {
            const auto place = static_cast<std::size_t>(v.operation());
            return place < text::operations.size() ? std::string(text::operations[place].text)
                                                   : "operation " + std::to_string(place);
        }
        static constexpr const char* names[] = {"compose", "chain", "matcher", "fork",
                                                "power",   "lbind", "rbind"};
        static constexpr std::size_t counts[] = {2, 3, 2, 3, 1, 2, 2};
        const dynamic::closure& f = *v.function();
        const auto k = static_cast<std::size_t>(f.what);
        std::vector<std::string> parts;
        for (std::size_t p = 0; p < counts[k]; ++p) parts.push_back(shown(f.parts[p]));
        if (parts.size() == 1) parts.push_back(std::to_string(f.times));
        return joined(std::string(names[k]) + "(", parts, ")");
    }
    default: break;
    }
    const dynamic::elements items(v);
    // at run time two numbers are a location, even where they are a row of a grid
    if (v.is(kind::tuple) && !items.empty() && items[0].is(kind::tuple))
        if (const auto g = dynamic::to_grid(v))
            return shown_grid(g->height(), g->width(),
                              [&](int i, int j) { return int{(*g)(i, j)}; });
    std::vector<std::string> parts;
    for (const dynamic::value& x : items) parts.push_back(shown(x));
    return shortened(joined(v.is_set() ? "{" : "(", parts, v.is_set() ? "}" : ")"));
}

} // namespace batt::testing
