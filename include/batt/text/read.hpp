// Reads solver programs from Python text and says where and why it could not; it executes nothing.
#pragma once

#include <batt/text/names.hpp>
#include <batt/text/tokens.hpp>
#include <unordered_map>

namespace batt::text {

/// What could be read of a file, and a sentence for each thing that could not.
struct reading {
    std::vector<program> functions; ///< in the order of the file
    std::vector<problem> problems;
    int definitions = 0; ///< functions that the file holds, readable or not
};

namespace detail {

/// Reads one function or other top-level statement after the other. What fails has added a problem
/// and returns false; the rest of that function is then skipped.
class reader {
public:
    reader(std::string_view text, const std::string& file)
        : file_(file), tokens_(tokens_of(text)) {}

    reading run() {
        note_definitions();
        while (!at_end()) {
            const bool read =
                here().at.column == 1 ? top_level() : expected("a line without indent");
            if (!read) skip_block();
        }
        return std::move(result_);
    }

private:
    using kind = token::kind;

    const token& here() const { return tokens_[at_]; }
    bool at_end() const { return at_ + 1 == tokens_.size(); }
    bool is(kind what) const { return here().what == what; }
    bool is(kind what, std::string_view text) const { return is(what) && here().text == text; }
    bool is_mark(std::string_view text) const { return is(kind::mark, text); }
    bool is_name() const { return is(kind::name) && !is_keyword(here().text); }
    bool in_block() const { return !at_end() && here().at.column > 1; }

    bool problem_at(position at, std::string text) {
        result_.problems.push_back({file_, at, std::move(text)});
        return false;
    }
    bool expected(const std::string& what) {
        return problem_at(here().at, "expected " + what + ", found " + shown(here()));
    }

    static std::string shown(const token& t) {
        if (t.what == kind::line_end)
            return t.text.empty() ? "the end of the file" : "the end of the line";
        constexpr std::size_t longest = 40;
        std::string text;
        for (char c : t.text) {
            // Not amid a character, and nothing that moves a terminal's cursor.
            if (text.size() >= longest && !is_continuation(c)) {
                text += "...";
                break;
            }
            text += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
        }
        return "'" + text + "'";
    }

    bool take(std::string_view mark) {
        if (!is_mark(mark)) return expected("'" + std::string(mark) + "'");
        ++at_;
        return true;
    }
    bool take_line_end() {
        if (!is(kind::line_end)) return expected("the end of the line");
        ++at_;
        return true;
    }

    void skip_line() {
        while (!at_end() && !is(kind::line_end)) ++at_;
        if (!at_end()) ++at_;
    }
    /// Skips the line and what is indented below.
    void skip_block() {
        do skip_line();
        while (in_block());
    }

    void note_definitions() {
        for (; !at_end(); skip_line()) {
            if (!is(kind::name, "def") || here().at.column != 1) continue;
            ++result_.definitions;
            const token& name = tokens_[at_ + 1];
            if (name.what == kind::name) lines_.try_emplace(name.text, name.at.line);
        }
        at_ = 0;
    }

    bool top_level() {
        if (is(kind::name, "def")) return function();
        if (is(kind::name, "import") || is(kind::name, "from")) return import();
        if (is(kind::string)) return strings();
        return expected("a function, an import or a comment");
    }

    bool import() {
        const bool from = here().text == "from";
        bool names = false;
        for (++at_; !is(kind::line_end); ++at_) {
            const bool known = is(kind::name) || is_mark(".") || is_mark(",") || is_mark("*") ||
                               is_mark("(") || is_mark(")");
            if (!known) return expected("names to import");
            if (is(kind::name, "import")) names = true;
        }
        if (from && !names) return expected("'import'");
        return take_line_end();
    }

    bool strings() {
        while (is(kind::string)) ++at_;
        return take_line_end();
    }

    bool function() {
        program_ = {};
        variables_.clear();
        const token name = tokens_[++at_];
        if (!is_name()) return expected("the name of a function");
        if (const int first = lines_.at(name.text); first != name.at.line)
            return problem_at(name.at, "expected another name, found '" + std::string(name.text) +
                                           "', which line " + std::to_string(first) + " defines");
        // The whole name if there is no underscore, or nothing behind it.
        const std::size_t id = name.text.find('_') + 1;
        program_.name = name.text;
        program_.id = name.text.substr(id < name.text.size() ? id : 0);
        program_.file = file_;
        program_.line = name.at.line;
        ++at_;
        if (!parameters()) return false;
        if (is_mark("-")) {
            ++at_;
            if (!take(">") || !annotation()) return false;
        }
        if (!take(":") || !take_line_end() || !body()) return false;
        // True all the same: there is nothing left of it to skip.
        if (returned_)
            result_.functions.push_back(std::move(program_));
        else
            problem_at(name.at, "expected a return at the end of " + program_.name);
        return true;
    }

    bool parameters() {
        if (!take("(")) return false;
        const token first = here();
        std::string names;
        while (is_name()) {
            names += std::string(names.empty() ? "" : ", ") + std::string(here().text);
            ++at_;
            if (is_mark(":")) {
                ++at_;
                if (!annotation()) return false;
            }
            if (!is_mark(",")) break;
            ++at_;
        }
        if (!is_mark(")")) return expected("')' after the parameters (I) or (S, I, C)");
        if (names != "I" && names != "S, I, C")
            return problem_at(first.at, "expected the parameters (I) or (S, I, C), found (" +
                                            names.substr(0, 40) + ")");
        program_.demonstrations = names != "I";
        ++at_;
        return true;
    }

    /// A type, which nobody looks at: names and what joins them, and anything of that in brackets.
    bool annotation() {
        const std::size_t first = at_;
        int depth = 0;
        for (; !is(kind::line_end); ++at_) {
            if (is_mark("[")) ++depth;
            if (is_mark("]")) --depth;
            const bool inside = depth > 0 && (is_mark(",") || is_mark("(") || is_mark(")"));
            const bool part = is(kind::name) || is(kind::string) || is_mark(".") || is_mark("|") ||
                              is_mark("[") || is_mark("]");
            if (depth < 0 || !(part || inside)) break;
        }
        if (at_ == first || depth > 0) return expected(depth > 0 ? "']'" : "a type");
        return true;
    }

    std::string_view indent() const {
        const auto width = static_cast<std::size_t>(here().at.column - 1);
        return {here().text.data() - width, width};
    }

    bool body() {
        returned_ = false;
        const std::string_view first = in_block() ? indent() : std::string_view();
        while (in_block()) {
            if (indent() != first) return expected("the indent of the function's first line");
            if (returned_) return expected("the end of the function after its return");
            if (!line()) return false;
        }
        return true;
    }

    bool line() {
        if (is(kind::string)) return strings();
        if (is(kind::name, "import") || is(kind::name, "from")) return import();
        if (is(kind::name, "return")) return return_line();
        if (!is_name()) return expected("'name = value' or 'return value'");
        const token name = here();
        ++at_;
        if (is_mark(":")) {
            ++at_;
            if (!annotation()) return false;
        }
        if (!take("=") || !expression()) return false;
        assign(std::string(name.text), name.at);
        variables_[name.text] = static_cast<int>(program_.statements.size()) - 1;
        return take_line_end();
    }

    bool return_line() {
        ++at_;
        const position at = here().at;
        if (!expression()) return false;
        returned_ = true;
        if (value_.what == form::call) {
            assign("O", at);
            value_ = {form::variable, static_cast<int>(program_.statements.size()) - 1};
        }
        program_.result = value_;
        return take_line_end();
    }

    void assign(std::string name, position at) {
        program_.statements.push_back({std::move(name), value_, at});
    }

    /// Reads nested calls of any depth into value_, with a stack of its own.
    bool expression() {
        std::vector<call> open;
        while (true) {
            position at = here().at;
            if (!open.empty() && is_name() && tokens_[at_ + 1].text == "=") {
                ++at_;
                return expected("',' or ')', as arguments have no names");
            }
            if (!name_of_value()) return false;
            while (true) {
                if (is_mark("(")) {
                    open.push_back({{value_}, at, static_cast<int>(program_.statements.size())});
                    ++at_;
                    if (!is_mark(")")) break;
                } else if (open.empty()) {
                    return true;
                } else if (is_mark(",") || is_mark(")")) {
                    open.back().parts.push_back(value_);
                    if (is_mark(",")) {
                        ++at_;
                        if (!is_mark(")")) break;
                    }
                } else {
                    return expected("',' or ')'");
                }
                ++at_;
                at = open.back().at;
                value_ = {form::call, static_cast<int>(program_.calls.size())};
                program_.calls.push_back(std::move(open.back()));
                open.pop_back();
            }
        }
    }

    bool name_of_value() {
        if (!is_name()) return expected("a call, a variable, an operation or a constant");
        const std::string_view name = here().text;
        if (const auto found = variables_.find(name); found != variables_.end()) {
            value_ = {form::variable, found->second};
        } else if (name == "I") {
            value_ = {form::input, 0};
        } else if (program_.demonstrations && (name == "S" || name == "C")) {
            value_ = {name == "S" ? form::demonstrations : form::expected, 0};
        } else if (const int operation = operation_of(name); operation >= 0) {
            value_ = {form::operation, operation};
        } else if (const int constant = constant_of(name); constant >= 0) {
            value_ = {form::constant, constant};
        } else {
            return unknown(name);
        }
        ++at_;
        return true;
    }

    bool unknown(std::string_view name) {
        if (name == "S" || name == "C")
            return expected("the parameters (S, I, C) where S or C is used");
        if (lines_.contains(name))
            return expected(
                "an operation or a variable, as functions do not call each other or themselves");
        if (const int line = assigned_below(name))
            return expected("a variable that is assigned above and not in line " +
                            std::to_string(line));
        const std::string_view similar = similar_name(name);
        return expected("a variable, an operation or a constant" +
                        (similar.empty() ? "" : " like '" + std::string(similar) + "'"));
    }

    /// The line of the function that assigns a name, from here on, or 0.
    int assigned_below(std::string_view name) const {
        for (std::size_t k = at_; k + 1 < tokens_.size(); ++k) {
            const token& next = tokens_[k + 1];
            if (tokens_[k].what != kind::line_end) continue;
            if (next.at.column == 1) break;
            if (next.what == kind::name && next.text == name) return next.at.line;
        }
        return 0;
    }

    const std::string& file_;
    std::vector<token> tokens_;
    std::size_t at_ = 0;
    reading result_;
    std::unordered_map<std::string_view, int> lines_; ///< where a function is first defined
    // Of the function that is being read:
    program program_;
    std::unordered_map<std::string_view, int> variables_; ///< the statement that assigned each last
    operand value_;                                     ///< of the expression read last
    bool returned_ = false;
};

} // namespace detail

/// Reads the functions of a file. `file_name` is for the problems and the functions to name.
inline reading read(std::string_view text, const std::string& file_name) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    if (const auto at = not_text(text))
        return {{}, {{file_name, *at, "expected text in UTF-8"}}, 0};
    return detail::reader(text, file_name).run();
}

} // namespace batt::text
