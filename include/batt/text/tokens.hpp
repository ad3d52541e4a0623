// Cuts Python text into the tokens and logical lines that programs are read from.
#pragma once

#include <batt/text/letters.hpp>
#include <batt/text/program.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace batt::text {

/// A token of Python, as far as programs need them told apart.
struct token {
    enum class kind : std::uint8_t {
        name,    ///< of letters of any alphabet, digits and underscores
        string,  ///< a string literal
        mark,    ///< one character of punctuation
        other,   ///< anything else: a number, a word with a symbol, a string that does not end
        line_end ///< of a logical line
    };
    kind what = kind::line_end;
    std::string_view text;
    position at;
};

namespace detail {

constexpr bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_beyond_ascii(char c) { return static_cast<unsigned char>(c) >= 0x80; }
constexpr bool is_name_part(char c) { return is_letter(c) || is_digit(c) || is_beyond_ascii(c); }
constexpr bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80; }

/// Whether a line begins with the word `def`.
constexpr bool begins_definition(std::string_view line) {
    return line.starts_with("def") && line.size() > 3 && !is_name_part(line[3]);
}

/// Length of the character of UTF-8 at the front of a text, or 0 if there is none.
constexpr std::size_t utf8_length(std::string_view text) {
    const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
    if (byte(0) < 0x80) return 1;
    const std::size_t length = byte(0) >= 0xF0 ? 4 : byte(0) >= 0xE0 ? 3 : 2;
    if (byte(0) < 0xC2 || byte(0) > 0xF4 || text.size() < length) return 0;
    for (std::size_t k = 1; k < length; ++k) {
        if (!is_continuation(text[k])) return 0;
    }
    // Longer than need be, half of a surrogate pair, or beyond the last character.
    if (byte(0) == 0xE0 && byte(1) < 0xA0) return 0;
    if (byte(0) == 0xED && byte(1) >= 0xA0) return 0;
    if (byte(0) == 0xF0 && byte(1) < 0x90) return 0;
    if (byte(0) == 0xF4 && byte(1) >= 0x90) return 0;
    return length;
}

/// Whether a word, of name parts in UTF-8, is a name: of letters, and not a number.
constexpr bool is_name(std::string_view word) {
    if (is_digit(word[0])) return false;
    while (!word.empty()) {
        const std::size_t length = utf8_length(word);
        if (length == 0) return false;
        // the bits of the first byte that are its character's, then six of each other
        char32_t c = static_cast<unsigned char>(word[0]) & (0xFFU >> length);
        for (std::size_t k = 1; k < length; ++k)
            c = c << 6 | (static_cast<unsigned char>(word[k]) & 0x3FU);
        if (length > 1 && !is_letter_beyond_ascii(c)) return false;
        word.remove_prefix(length);
    }
    return true;
}

class tokenizer {
public:
    /// guarded: a string of several lines ends in front of a line that begins with `def`.
    tokenizer(std::string_view text, bool guarded) : text_(text), guarded_(guarded) {}

    /// Nothing if a string of several lines does not end, unless guarded.
    std::optional<std::vector<token>> run() {
        while (!at_end()) next();
        if (unpaired_ && !guarded_) return std::nullopt;
        if (!line_is_empty()) add(token::kind::line_end, at_, here_);
        add(token::kind::line_end, at_, here_);
        return std::move(tokens_);
    }

private:
    static constexpr std::size_t none = ~std::size_t{0};

    bool at_end() const { return at_ == text_.size(); }
    bool ahead(std::string_view what) const { return text_.substr(at_).starts_with(what); }
    bool at_line_break() const { return ahead("\n") || ahead("\r"); }
    bool line_is_empty() const {
        return tokens_.empty() || tokens_.back().what == token::kind::line_end;
    }

    void step() {
        const char c = text_[at_++];
        if (c == '\n' || (c == '\r' && !ahead("\n"))) {
            ++here_.line;
            here_.column = 1;
        } else if (c != '\r' && !is_continuation(c)) {
            ++here_.column;
        }
    }
    void step(std::size_t count) {
        for (; count > 0 && !at_end(); --count) step();
    }
    void line_break() { step(ahead("\r\n") ? 2 : 1); }

    void add(token::kind what, std::size_t from, position where) {
        tokens_.push_back({what, text_.substr(from, at_ - from), where});
    }

    void next() {
        const std::size_t from = at_;
        const position where = here_;
        if (ahead(" ") || ahead("\t") || ahead("\f")) {
            step();
        } else if (ahead("#")) {
            while (!at_end() && !at_line_break()) step();
        } else if (at_line_break()) {
            line_break();
            // What is never closed takes only its own function along.
            if (depth_ > 0 && !begins_definition(text_.substr(at_))) return;
            depth_ = 0;
            if (!line_is_empty()) add(token::kind::line_end, from, where);
        } else if (joins_lines()) {
            step();
            line_break();
        } else if (const std::size_t prefix = string_prefix(); prefix != none) {
            string(prefix);
        } else if (is_name_part(text_[at_])) {
            while (!at_end() && is_name_part(text_[at_])) step();
            const bool named = is_name(text_.substr(from, at_ - from));
            add(named ? token::kind::name : token::kind::other, from, where);
        } else {
            if (ahead("(") || ahead("[") || ahead("{")) ++depth_;
            if ((ahead(")") || ahead("]") || ahead("}")) && depth_ > 0) --depth_;
            step();
            add(token::kind::mark, from, where);
        }
    }

    /// Whether a backslash hides a line break.
    bool joins_lines() const {
        const std::size_t length = ahead("\\\r\n") ? 3 : ahead("\\\n") || ahead("\\\r") ? 2 : 0;
        return length > 0 && !begins_definition(text_.substr(at_ + length));
    }

    /// How many letters stand in front of the quote, if a string begins here.
    std::size_t string_prefix() const {
        const std::string_view rest = text_.substr(at_, 3);
        const std::size_t quote = rest.find_first_of("\"'");
        if (quote == std::string_view::npos) return none;
        const std::string_view letters = rest.substr(0, quote);
        return letters.find_first_not_of("rRuUbB") == std::string_view::npos ? quote : none;
    }

    void string(std::size_t prefix) {
        const std::size_t from = at_;
        const position where = here_;
        step(prefix);
        const std::string quotes(3, text_[at_]);
        const bool several_lines = ahead(quotes);
        const std::string_view end = std::string_view(quotes).substr(several_lines ? 0 : 2);
        step(end.size());
        while (!at_end() && !ahead(end) && !string_breaks(several_lines)) {
            // What is escaped neither ends the string nor, if it is a line break, cuts it.
            if (ahead("\\")) step();
            step(ahead("\r\n") ? 2 : 1);
        }
        const bool ended = ahead(end);
        if (ended) step(end.size());
        unpaired_ = unpaired_ || (several_lines && !ended);
        add(ended ? token::kind::string : token::kind::other, from, where);
    }

    bool string_breaks(bool several_lines) const {
        if (!at_line_break()) return false;
        if (!several_lines) return true;
        return guarded_ && begins_definition(text_.substr(at_ + (ahead("\r\n") ? 2 : 1)));
    }

    std::string_view text_;
    bool guarded_;
    std::size_t at_ = 0;
    position here_;
    int depth_ = 0;
    bool unpaired_ = false;
    std::vector<token> tokens_;
};

} // namespace detail

/// Where a text stops being text in UTF-8, or nothing.
inline std::optional<position> not_text(std::string_view text) {
    position here;
    for (std::size_t k = 0; k < text.size();) {
        const std::size_t length = detail::utf8_length(text.substr(k));
        if (length == 0 || text[k] == '\0') return here;
        if (text[k] == '\n' || (text[k] == '\r' && !text.substr(k + 1).starts_with('\n'))) {
            here = {here.line + 1, 1};
        } else if (text[k] != '\r') {
            ++here.column;
        }
        k += length;
    }
    return std::nullopt;
}

/// The tokens of a text in UTF-8, which they point into. Every logical line ends with a line_end,
/// and so does the list, with one more.
inline std::vector<token> tokens_of(std::string_view text) {
    // Where the quotes of a file do not pair up, each function is to lose no more than itself.
    if (auto tokens = detail::tokenizer(text, false).run()) return std::move(*tokens);
    return *detail::tokenizer(text, true).run();
}

} // namespace batt::text
