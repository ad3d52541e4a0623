// Finds program text in prose: the fenced blocks of Markdown and of what language models write.
#pragma once

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace batt::io {

/// A part of a text that holds program text.
struct code_block {
    std::string text;   ///< lines, each with its end
    int first_line = 1; ///< the line of the whole text that its first line is
};

namespace detail {

inline std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
        lines.push_back(text.substr(0, end));
        const std::size_t mark = text.substr(end).starts_with("\r\n") ? 2 : 1;
        text.remove_prefix(std::min(end + mark, text.size()));
    }
    return lines;
}

inline std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\f\v");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\f\v") + 1 - first);
}

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Whether a character can be part of a name; those beyond ASCII are taken for letters.
inline bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// The name that a text begins with, which may be none.
inline std::string_view leading_name(std::string_view text) {
    if (text.empty() || is_digit(text[0])) return {};
    const auto end = std::find_if_not(text.begin(), text.end(), is_name_character);
    return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

/// What a line of Python does to the names of its block, if it begins with a function's `def` or
/// with an assignment.
struct definition_line {
    std::string_view name;
    bool is_function = false;
    bool has_call = false; ///< `name = name(`
};

inline definition_line definition_of(std::string_view line) {
    const std::string_view word = leading_name(line);
    std::string_view rest = trimmed(line.substr(word.size()));
    if (word == "def") {
        const std::string_view name = leading_name(rest);
        const bool named = trimmed(rest.substr(name.size())).starts_with('(');
        return {named ? name : std::string_view(), true, false};
    }
    if (word.empty() || !rest.starts_with('=') || rest.starts_with("==")) return {};
    rest = trimmed(rest.substr(1));
    const std::string_view called = leading_name(rest);
    return {word, false, !called.empty() && rest.substr(called.size()).starts_with('(')};
}

/// Whether a line, apart from its indent, can only be part of a program.
inline bool is_code(std::string_view line) {
    const definition_line d = definition_of(trimmed(line));
    return !d.name.empty() && (d.is_function || d.has_call);
}

inline bool has_code(std::string_view text) {
    const std::vector<std::string_view> lines = lines_of(text);
    return std::any_of(lines.begin(), lines.end(), is_code);
}

/// Follows lines of Python and knows whether a bracket or a string of three quotes is open.
class open_brackets {
public:
    void line(std::string_view text) {
        for (std::size_t k = 0; k < text.size(); ++k) {
            const char c = text[k];
            const bool three = k + 2 < text.size() && text[k + 1] == c && text[k + 2] == c;
            if (quote_ != 0) {
                if (c == '\\')
                    ++k;
                else if (c == quote_ && (three || !three_)) {
                    k += three_ ? 2 : 0;
                    quote_ = 0;
                }
            } else if (c == '#') {
                break;
            } else if (c == '"' || c == '\'') {
                quote_ = c;
                three_ = three;
                k += three ? 2 : 0;
            } else if (c == '(' || c == '[' || c == '{') {
                ++depth_;
            } else if ((c == ')' || c == ']' || c == '}') && depth_ > 0) {
                --depth_;
            }
        }
        if (!three_) quote_ = 0; // a string of one quote ends with its line
    }

    bool any() const { return depth_ > 0 || quote_ != 0; }

private:
    int depth_ = 0;
    char quote_ = 0;
    bool three_ = false;
};

/// The line that opens or closes a fenced block; of length 0 where a line is not a fence.
struct fence {
    char mark = 0;
    std::size_t length = 0;
    std::size_t column = 0; ///< what stands before it: indent, marks of a quotation or a list
    std::string language;   ///< lower case
    bool bare = false;      ///< nothing after the marks

    bool names_python() const {
        static constexpr std::string_view names[] = {"py",  "python",  "python3",
                                                     "py3", "ipython", "ipython3"};
        return std::find(std::begin(names), std::end(names), language) != std::end(names);
    }
};

/// Skips `- `, `* `, `+ ` or `1. `.
inline std::size_t behind_list_mark(std::string_view line, std::size_t at) {
    std::size_t end = at;
    while (end < line.size() && end - at < 9 && is_digit(line[end])) ++end;
    const std::string_view marks = end > at ? ".)" : "-*+";
    const bool marked = end + 1 < line.size() && marks.find(line[end]) != marks.npos &&
                        (line[end + 1] == ' ' || line[end + 1] == '\t');
    return marked ? end + 2 : at;
}

inline fence fence_of(std::string_view line) {
    fence f;
    for (bool moved = true; moved;) {
        const std::size_t before = f.column;
        f.column = std::min(line.find_first_not_of(" \t>", f.column), line.size());
        f.column = behind_list_mark(line, f.column);
        moved = f.column > before;
    }
    if (f.column == line.size()) return f;
    f.mark = line[f.column];
    if (f.mark != '`' && f.mark != '~') return f;
    const std::size_t end = std::min(line.find_first_not_of(f.mark, f.column), line.size());
    std::string_view info = trimmed(line.substr(end));
    // Three backquotes and more on the line are code within a sentence.
    if (f.mark == '`' && info.find('`') != info.npos) return f;
    if (end - f.column < 3) return f;
    f.length = end - f.column;
    f.bare = info.empty();
    info.remove_prefix(std::min(info.find_first_not_of("{. \t"), info.size()));
    for (char c : info.substr(0, info.find_first_of(" \t,:;{}="))) {
        f.language += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
    return f;
}

/// A line of a block without the prefix that all its lines have.
inline std::string_view without_prefix(std::string_view line, std::size_t column) {
    std::size_t at = 0;
    while (at < column && at < line.size() && std::string_view(" \t>").find(line[at]) != line.npos)
        ++at;
    return line.substr(at);
}

/// Removes the indent that all lines share.
inline void remove_indent(std::vector<std::string_view>& lines) {
    std::string_view indent;
    bool seen = false;
    for (const std::string_view line : lines) {
        const std::size_t width = line.find_first_not_of(" \t");
        if (width == line.npos) continue;
        if (!seen) indent = line.substr(0, width);
        while (!line.starts_with(indent)) indent.remove_suffix(1);
        seen = true;
    }
    for (std::string_view& line : lines)
        line.remove_prefix(line.starts_with(indent) ? indent.size() : line.size());
}

/// One fenced block of a text as its author wrote it.
struct fenced_block {
    std::vector<std::string_view> lines;
    int first_line = 1;
    bool is_program = false;
};

inline std::vector<fenced_block> fenced_blocks(const std::vector<std::string_view>& lines) {
    std::vector<fenced_block> blocks;
    fence open;
    const auto end_block = [&blocks, &open] {
        fenced_block& last = blocks.back();
        remove_indent(last.lines);
        const bool unnamed = open.language.empty() || open.language == "text";
        last.is_program = open.names_python() ||
                          (unnamed && std::any_of(last.lines.begin(), last.lines.end(), is_code));
        open = {};
    };
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const fence f = fence_of(lines[i]);
        const bool indented = open.length > 0 && f.column > open.column + 3;
        const bool closes = f.bare && f.mark == open.mark && f.length >= open.length && !indented;
        // Python within a block of prose, or after a block that its author forgot to close.
        const bool reopens = f.length > 0 && f.names_python() && !indented;
        if (open.length == 0 ? f.length > 0 : reopens) {
            if (open.length > 0) end_block();
            open = f;
            blocks.push_back({{}, static_cast<int>(i + 2), false});
        } else if (open.length > 0 && closes) {
            end_block();
        } else if (open.length > 0) {
            blocks.back().lines.push_back(without_prefix(lines[i], open.column));
        }
    }
    if (open.length > 0) end_block();
    return blocks;
}

/// Joins blocks into pieces, so that a block sees the functions of those above it.
class block_joiner {
public:
    void add(const fenced_block& block) {
        std::set<std::string_view> names;
        open_brackets brackets;
        for (const std::string_view line : block.lines) {
            if (const std::string_view name = definition_of(line).name; !name.empty())
                names.insert(name);
            brackets.line(line);
        }
        // A block with O = ... is a program without a `def`, and a second function of the same
        // name is another candidate; both stand alone.
        const bool is_body = names.contains("O");
        const bool repeats = std::any_of(names.begin(), names.end(), [this](std::string_view name) {
            return names_.contains(name);
        });
        if (closed_ || is_body || repeats || pieces_.empty()) {
            pieces_.push_back({{}, block.first_line});
            names_.clear();
            next_line_ = block.first_line;
        }
        std::string& text = pieces_.back().text;
        text.append(static_cast<std::size_t>(block.first_line - next_line_), '\n');
        for (const std::string_view line : block.lines) (text += line) += '\n';
        next_line_ = block.first_line + static_cast<int>(block.lines.size());
        names_.merge(names);
        closed_ = is_body || brackets.any();
    }

    std::vector<code_block> take() { return std::move(pieces_); }

private:
    std::vector<code_block> pieces_;
    std::set<std::string_view> names_; ///< defined by the last piece
    int next_line_ = 1;
    bool closed_ = false; ///< whether nothing may be added to the last piece
};

} // namespace detail

/// The program text in prose, in the order of the text: fenced blocks (``` and ~~~) that are named
/// python or py, or that have no name and hold a `def` or `name = call(`. A block that is not
/// closed goes on to the next block of Python or to the end. An indent that all lines of a block
/// share is removed. Blocks are joined, with empty lines between them that keep the line numbers,
/// unless a block defines again what the piece before it defines. In a text without any fence,
/// everything from the first such line on is program text.
inline std::vector<code_block> code_in_prose(std::string_view text) {
    const std::vector<std::string_view> lines = detail::lines_of(text);
    const std::vector<detail::fenced_block> blocks = detail::fenced_blocks(lines);
    detail::block_joiner joiner;
    for (const detail::fenced_block& block : blocks) {
        if (block.is_program && !block.lines.empty()) joiner.add(block);
    }
    if (blocks.empty()) {
        const auto first = std::find_if(lines.begin(), lines.end(), [](std::string_view line) {
            return !line.empty() && detail::is_name_character(line[0]) && detail::is_code(line);
        });
        if (first != lines.end())
            joiner.add({{first, lines.end()}, static_cast<int>(first - lines.begin()) + 1, true});
    }
    return joiner.take();
}

} // namespace batt::io
