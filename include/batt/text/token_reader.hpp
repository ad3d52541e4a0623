// What the readers of all parts of a text share: their place in the text, and their problems.
#pragma once

#include <batt/text/syntax.hpp>

namespace batt::text::detail {

/// A token as messages show it: short, and without control characters.
inline std::string shown(const token& t) {
    if (t.what == token::kind::line_end)
        return t.text.empty() ? "the end of the file" : "the end of the line";
    constexpr std::size_t longest = 40;
    std::string text;
    for (char c : t.text) {
        if (text.size() >= longest && !is_continuation(c)) {
            text += "...";
            break;
        }
        text += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
    }
    // a string has its own quotes
    return t.what == token::kind::string && !text.empty() ? text : "'" + text + "'";
}

class token_reader {
protected:
    using kind = token::kind;

    token_reader(module_text& into, const std::vector<token>& tokens)
        : out_(into), tokens_(tokens) {}

    const token& here() const { return tokens_[at_]; }
    const token& ahead(std::size_t count = 1) const {
        return tokens_[std::min(at_ + count, tokens_.size() - 1)];
    }
    bool at_end() const { return at_ + 1 == tokens_.size(); }
    bool is(kind what) const { return here().what == what; }
    bool is_mark(std::string_view text) const { return is_mark(here(), text); }
    static bool is_mark(const token& t, std::string_view text) {
        return t.what == kind::mark && t.id == mark_id(text);
    }
    bool is_word(int w) const { return is(kind::name) && here().id == w; }
    bool is_name() const { return is(kind::name) && !is_keyword_word(here().id); }

    /// A reader that fails notes why by this and returns false; its function is then skipped.
    bool problem_at(position at, std::string text) {
        why_ = {out_.file, at, std::move(text)};
        return false;
    }
    bool expected(const std::string& what) {
        return problem_at(here().at, "expected " + what + ", found " + shown(here()));
    }
    bool take(std::string_view mark) {
        if (!is_mark(mark)) return expected("'" + std::string(mark) + "'");
        ++at_;
        return true;
    }

    /// Reads a name to assign to, or several for parts of a tuple; commas: also without brackets.
    bool assigned(bool commas, int depth = 0) {
        constexpr int deepest = 20;
        const std::size_t first = out_.patterns.size();
        out_.patterns.push_back({});
        int count = 0;
        int star = -1;
        bool comma = false;
        while (true) {
            if (is_mark("*") && star < 0 && commas) {
                star = count;
                ++at_;
            }
            if (is_name()) {
                out_.patterns.push_back({here().id, 0});
                ++at_;
            } else if ((is_mark("(") || is_mark("[")) && depth < deepest) {
                const std::string_view end = is_mark("(") ? ")" : "]";
                ++at_;
                if (!assigned(true, depth + 1) || !take(end)) return false;
            } else if (count == 0 || depth == 0) {
                if (is_mark("*"))
                    return expected("a name, as only one name can take what the others leave");
                return expected("a name to assign to");
            } else {
                break;
            }
            ++count;
            if (!commas || !is_mark(",")) break;
            comma = true;
            ++at_;
            if (is_mark("=") || is_word(word("in"))) break;
        }
        if (star >= 0 && !comma) return expected("','");
        if (comma) {
            out_.patterns[first].count = count;
            out_.patterns[first].star = star;
        } else {
            out_.patterns.erase(out_.patterns.begin() + static_cast<std::ptrdiff_t>(first));
        }
        return true;
    }

    /// Skips a type, which means nothing here: all up to what can follow one.
    bool annotation() {
        const std::size_t first = at_;
        int depth = 0;
        for (; !is(kind::line_end); ++at_) {
            const bool opens = is_mark("[") || is_mark("(") || is_mark("{");
            const bool closes = is_mark("]") || is_mark(")") || is_mark("}");
            if (opens) ++depth;
            if (depth == 0 &&
                (closes || is_mark(",") || is_mark("=") || is_mark(":") || is_mark(";")))
                break;
            if (closes) --depth;
        }
        if (at_ == first || depth > 0) return expected(depth > 0 ? "']'" : "a type");
        return true;
    }

    module_text& out_;
    const std::vector<token>& tokens_;
    std::size_t at_ = 0;
    problem why_;
};

} // namespace batt::text::detail
