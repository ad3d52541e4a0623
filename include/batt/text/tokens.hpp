// Cuts Python text into the tokens and logical lines that programs are read from.
#pragma once

#include <batt/text/letters.hpp>
#include <batt/text/program.hpp>
#include <batt/text/words.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace batt::text {

/// A token of Python, of the kinds that programs must distinguish.
struct token {
    enum class kind : std::uint8_t {
        name,    ///< of letters of any alphabet, digits and underscores
        number,  ///< what begins with a digit, or a dot and a digit, and is written in ASCII
        string,  ///< a string literal
        mark,    ///< punctuation: an operator, a bracket or a separator
        other,   ///< anything else: a word with a symbol, a string that does not end
        line_end ///< of a logical line
    };
    kind what = kind::line_end;
    int id = 0; ///< of a name: its number among the words; of a mark: its characters
    std::string_view text;
    position at;
};

/// The id of a mark of up to three characters.
constexpr int mark_id(std::string_view text) {
    int id = 0;
    for (std::size_t k = text.size(); k-- > 0;) id = id * 256 + static_cast<unsigned char>(text[k]);
    return id;
}

namespace detail {

constexpr bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_beyond_ascii(char c) { return static_cast<unsigned char>(c) >= 0x80; }
inline constexpr auto name_parts = [] {
    std::array<bool, 256> parts{};
    for (std::size_t k = 0; k < parts.size(); ++k) {
        const auto c = static_cast<char>(k);
        parts[k] = is_letter(c) || is_digit(c) || is_beyond_ascii(c);
    }
    return parts;
}();
constexpr bool is_name_part(char c) { return name_parts[static_cast<unsigned char>(c)]; }
constexpr bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80; }

/// Whether a line begins with the word `def`.
constexpr bool begins_definition(std::string_view line) {
    return line.starts_with("def") && line.size() > 3 && !is_name_part(line[3]);
}

/// The length of the UTF-8 character at the start of a text, or 0 if there is none.
constexpr std::size_t utf8_length(std::string_view text) {
    const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
    if (byte(0) < 0x80) return 1;
    const std::size_t length = byte(0) >= 0xF0 ? 4 : byte(0) >= 0xE0 ? 3 : 2;
    if (byte(0) < 0xC2 || byte(0) > 0xF4 || text.size() < length) return 0;
    for (std::size_t k = 1; k < length; ++k) {
        if (!is_continuation(text[k])) return 0;
    }
    // An overlong form, half of a surrogate pair, or beyond the last character.
    if (byte(0) == 0xE0 && byte(1) < 0xA0) return 0;
    if (byte(0) == 0xED && byte(1) >= 0xA0) return 0;
    if (byte(0) == 0xF0 && byte(1) < 0x90) return 0;
    if (byte(0) == 0xF4 && byte(1) >= 0x90) return 0;
    return length;
}

/// Whether a word of name parts in UTF-8 is a name: no digit first, and only letters beyond ASCII.
constexpr bool is_name(std::string_view word) {
    if (is_digit(word[0])) return false;
    while (!word.empty()) {
        const std::size_t length = utf8_length(word);
        if (length == 0) return false;
        // the bits of the character in the first byte, then six from each other byte
        char32_t c = static_cast<unsigned char>(word[0]) & (0xFFU >> length);
        for (std::size_t k = 1; k < length; ++k)
            c = c << 6 | (static_cast<unsigned char>(word[k]) & 0x3FU);
        if (length > 1 && !is_letter_beyond_ascii(c)) return false;
        word.remove_prefix(length);
    }
    return true;
}

/// What a character can begin.
enum class start : std::uint8_t {
    mark,
    longer_mark,
    space,
    word,
    digit,
    quote,
    comment,
    line_break,
    other
};

inline constexpr auto starts = [] {
    std::array<start, 256> table{};
    for (int k = 0; k < 256; ++k) {
        const auto c = static_cast<char>(k);
        table[static_cast<std::size_t>(k)] = is_digit(c)       ? start::digit
                                             : is_name_part(c) ? start::word
                                                               : start::mark;
    }
    const auto put = [&](std::string_view all, start s) {
        for (char c : all) table[static_cast<unsigned char>(c)] = s;
    };
    put("*/<>=!+-%&|^@:.", start::longer_mark);
    put(" \t\f", start::space);
    put("\"'", start::quote);
    put("\r\n", start::line_break);
    put("#", start::comment);
    put("\\", start::other);
    return table;
}();

/// The length of the mark at the start of a text, where it may be longer than a character.
constexpr std::size_t mark_length(std::string_view text) {
    if (text.size() < 2) return 1;
    const char c = text[0];
    if (text[1] == c && (c == '*' || c == '/' || c == '<' || c == '>'))
        return text.size() > 2 && text[2] == '=' ? 3 : 2;
    if (text[1] == '=' && c != '.') return 2;
    if (c == '-' && text[1] == '>') return 2;
    return text.starts_with("...") ? 3 : 1;
}

class tokenizer {
public:
    /// guarded: a string of several lines ends before a line that begins with `def`.
    tokenizer(std::string_view text, words& known, bool guarded)
        : text_(text), words_(known), guarded_(guarded) {}

    /// False if a string of several lines does not end, unless guarded.
    bool run(std::vector<token>& tokens) {
        tokens_ = &tokens;
        tokens.clear();
        tokens.reserve(text_.size() / 2 + 8); // few programs have more
        while (!at_end()) next();
        if (unpaired_ && !guarded_) return false;
        if (!line_is_empty()) add(token::kind::line_end, at_, here());
        add(token::kind::line_end, at_, here());
        return true;
    }

private:
    static constexpr std::size_t none = ~std::size_t{0};

    bool at_end() const { return at_ == text_.size(); }
    char at(std::size_t k) const { return k < text_.size() ? text_[k] : '\0'; }
    bool ahead(std::string_view what) const { return text_.substr(at_).starts_with(what); }
    bool at_line_break() const { return at(at_) == '\n' || at(at_) == '\r'; }
    bool line_is_empty() const {
        return tokens_->empty() || tokens_->back().what == token::kind::line_end;
    }
    /// Columns count characters: all bytes except those that continue a character.
    position here() const {
        return {line_, static_cast<int>(at_ - line_start_ - continuations_) + 1};
    }

    void step() {
        const char c = text_[at_++];
        if (c == '\n' || (c == '\r' && at(at_) != '\n')) {
            ++line_;
            line_start_ = at_;
            continuations_ = 0;
        } else if (is_continuation(c) || c == '\r') {
            ++continuations_;
        }
    }
    void step(std::size_t count) {
        for (; count > 0 && !at_end(); --count) step();
    }
    void line_break() { step(at(at_) == '\r' && at(at_ + 1) == '\n' ? 2 : 1); }

    void add(token::kind what, std::size_t from, position where, int id = 0) {
        tokens_->push_back({what, id, text_.substr(from, at_ - from), where});
    }

    void next() {
        const char c = text_[at_];
        switch (starts[static_cast<unsigned char>(c)]) {
        case start::space:
            do ++at_;
            while (at(at_) == ' ');
            break;
        case start::word:
            if (const std::size_t prefix = string_prefix(); prefix != none)
                string(prefix);
            else
                word();
            break;
        case start::digit: number(); break;
        case start::mark: mark(1); break;
        case start::longer_mark:
            if (c == '.' && is_digit(at(at_ + 1)))
                number();
            else
                mark(mark_length(text_.substr(at_, 3)));
            break;
        case start::quote: string(0); break;
        case start::comment:
            while (!at_end() && !at_line_break()) step();
            break;
        case start::line_break: line_end(); break;
        case start::other:
            if (!joins_lines()) return mark(1);
            step();
            line_break();
            break;
        }
    }

    void line_end() {
        const std::size_t from = at_;
        const position where = here();
        line_break();
        // A bracket that is never closed spoils only its own function.
        if (depth_ > 0 && !begins_definition(text_.substr(at_))) return;
        depth_ = 0;
        if (!line_is_empty()) add(token::kind::line_end, from, where);
    }

    void word() {
        const std::size_t from = at_;
        const position where = here();
        std::uint32_t hash = no_letters;
        unsigned char bits = 0;
        std::size_t end = from;
        for (; end < text_.size() && is_name_part(text_[end]); ++end) {
            hash = with_letter(hash, text_[end]);
            bits |= static_cast<unsigned char>(text_[end]);
        }
        at_ = end;
        const std::string_view letters = text_.substr(from, end - from);
        const bool ascii = bits < 0x80;
        if (!ascii)
            continuations_ += static_cast<std::size_t>(
                std::count_if(letters.begin(), letters.end(), is_continuation));
        if (ascii || is_name(letters))
            add(token::kind::name, from, where, words_.number(letters, hash));
        else
            add(token::kind::other, from, where);
    }

    void number() {
        const std::size_t from = at_;
        const position where = here();
        bool ascii = true;
        const auto goes_on = [&] {
            const char c = at(at_);
            const bool sign = (c == '+' || c == '-') &&
                              (at(at_ - 1) == 'e' || at(at_ - 1) == 'E') && at(from + 1) != 'x' &&
                              is_digit(at(at_ + 1));
            return is_name_part(c) || c == '.' || sign;
        };
        do {
            ascii = ascii && !is_beyond_ascii(text_[at_]);
            step();
        } while (goes_on());
        add(ascii ? token::kind::number : token::kind::other, from, where);
    }

    void mark(std::size_t length) {
        const char c = text_[at_];
        if (c == '(' || c == '[' || c == '{') ++depth_;
        if ((c == ')' || c == ']' || c == '}') && depth_ > 0) --depth_;
        const std::size_t from = at_;
        const position where = here();
        at_ += length;
        add(token::kind::mark, from, where, mark_id(text_.substr(from, length)));
    }

    /// Whether a backslash hides a line break.
    bool joins_lines() const {
        const std::size_t length = ahead("\\\r\n") ? 3 : ahead("\\\n") || ahead("\\\r") ? 2 : 0;
        return length > 0 && !begins_definition(text_.substr(at_ + length));
    }

    static bool is_string_letter(char c) {
        const int lower = c | 0x20;
        return lower == 'r' || lower == 'f' || lower == 'b' || lower == 'u';
    }
    static bool is_quote(char c) { return c == '"' || c == '\''; }

    /// How many letters stand before the quote, if letters begin a string here.
    std::size_t string_prefix() const {
        if (!is_string_letter(text_[at_])) return none;
        if (is_quote(at(at_ + 1))) return 1;
        return is_string_letter(at(at_ + 1)) && is_quote(at(at_ + 2)) ? 2 : none;
    }

    void string(std::size_t prefix) {
        const std::size_t from = at_;
        const position where = here();
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
    words& words_;
    bool guarded_;
    std::size_t at_ = 0;
    int line_ = 1;
    std::size_t line_start_ = 0;
    std::size_t continuations_ = 0; ///< bytes of the line so far that begin no character
    int depth_ = 0;
    bool unpaired_ = false;
    std::vector<token>* tokens_ = nullptr;
};

} // namespace detail

/// Where a text stops being text in UTF-8, or nothing.
inline std::optional<position> not_text(std::string_view text) {
    // counts to the end, because compilers make that handle many bytes at a time
    const auto odd = [](char c) { return static_cast<signed char>(c) <= 0; };
    if (std::count_if(text.begin(), text.end(), odd) == 0) return std::nullopt;
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

/// Gives the tokens of a text in UTF-8, which they point into. Every logical line ends with a
/// line_end, and the list ends with one more.
inline void tokenize(std::string_view text, detail::words& known, std::vector<token>& tokens) {
    // If the quotes of a file do not pair up, only the functions where they do not are to be lost.
    if (!detail::tokenizer(text, known, false).run(tokens))
        detail::tokenizer(text, known, true).run(tokens);
}

} // namespace batt::text
