// Numbers for the words of a text, so that the letters of each are compared only once.
#pragma once

#include <algorithm>
#include <array>
#include <batt/text/names.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace batt::text {

/// Functions of Python that have a meaning in the DSL, in alphabetical order.
inline constexpr std::array<std::string_view, 22> builtins = {
    "abs",      "all", "any",    "bool", "enumerate", "filter", "frozenset", "int",
    "iter",     "len", "list",   "map",  "max",       "min",    "next",      "range",
    "reversed", "set", "sorted", "sum",  "tuple",     "zip"};

/// The functions of Python, in the order of `builtins`.
enum class builtin : std::uint8_t {
    abs_,
    all_,
    any_,
    bool_,
    enumerate_,
    filter_,
    frozenset_,
    int_,
    iter_,
    len_,
    list_,
    map_,
    max_,
    min_,
    next_,
    range_,
    reversed_,
    set_,
    sorted_,
    sum_,
    tuple_,
    zip_
};

namespace detail {

/// Where the words of each kind begin: operations, constants, keywords, functions of Python, and
/// last the text's own.
inline constexpr int first_constant = static_cast<int>(operations.size());
inline constexpr int first_keyword = first_constant + static_cast<int>(constants.size());
inline constexpr int first_builtin = first_keyword + static_cast<int>(keywords.size());
inline constexpr int first_free = first_builtin + static_cast<int>(builtins.size());

inline constexpr auto known_texts = [] {
    std::array<std::string_view, static_cast<std::size_t>(first_free)> texts{};
    std::size_t k = 0;
    for (const operation_name& o : operations) texts[k++] = o.text;
    for (std::string_view text : constants) texts[k++] = text;
    for (std::string_view text : keywords) texts[k++] = text;
    for (std::string_view text : builtins) texts[k++] = text;
    return texts;
}();
constexpr std::string_view known_word(int k) { return known_texts[static_cast<std::size_t>(k)]; }

inline constexpr std::uint32_t no_letters = 0x811C9DC5U;
constexpr std::uint32_t with_letter(std::uint32_t hash, char c) {
    return (hash ^ static_cast<unsigned char>(c)) * 0x01000193U;
}
constexpr std::uint32_t hash_of(std::string_view word) {
    std::uint32_t hash = no_letters;
    for (char c : word) hash = with_letter(hash, c);
    return hash;
}

/// Whether two words of the same hash are equal; most are so short that a plain loop does.
constexpr bool same_letters(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    for (std::size_t k = 0; k < a.size(); ++k)
        if (a[k] != b[k]) return false;
    return true;
}

/// The known words by their hash: open addressing, -1 where there is none.
struct known_table {
    static constexpr std::uint32_t size = 1024;
    struct entry {
        std::uint32_t hash = 0;
        int place = -1;
    };
    std::array<entry, size> entries{};

    constexpr known_table() {
        for (int k = 0; k < first_free; ++k) {
            const std::uint32_t hash = hash_of(known_word(k));
            std::uint32_t at = first_place(hash);
            while (entries[at].place >= 0) at = (at + 1) % size;
            entries[at] = {hash, k};
        }
    }
    static constexpr std::uint32_t first_place(std::uint32_t hash) {
        return (hash ^ hash >> 15) % size;
    }

    constexpr int find(std::string_view word, std::uint32_t hash) const {
        for (std::uint32_t at = first_place(hash); entries[at].place >= 0; at = (at + 1) % size) {
            const entry& e = entries[at];
            if (e.hash == hash && same_letters(known_word(e.place), word)) return e.place;
        }
        return -1;
    }
};
inline constexpr known_table known_words;

/// The number of a word that every text knows.
consteval int word(std::string_view text) {
    const int k = known_words.find(text, hash_of(text));
    if (k < 0) throw "no known word";
    return k;
}

constexpr bool is_operation_word(int k) { return k >= 0 && k < first_constant; }
constexpr bool is_constant_word(int k) { return k >= first_constant && k < first_keyword; }
constexpr bool is_keyword_word(int k) { return k >= first_keyword && k < first_builtin; }
constexpr bool is_builtin_word(int k) { return k >= first_builtin && k < first_free; }

/// The words of a text, numbered after those of another text, whose names it may use.
class words {
public:
    explicit words(std::shared_ptr<const words> base = nullptr)
        : base_(std::move(base)), first_(base_ ? base_->count() : first_free) {}

    /// One more than the largest number.
    int count() const { return first_ + static_cast<int>(own_.size()); }

    std::string_view text(int k) const {
        if (k < first_free) return known_word(k);
        return k < first_ ? base_->text(k) : own_[static_cast<std::size_t>(k - first_)].text;
    }

    /// The number of a word, or -1.
    int find(std::string_view word, std::uint32_t hash) const {
        const int known = base_ ? base_->find(word, hash) : known_words.find(word, hash);
        if (known >= 0 || table_.empty()) return known;
        for (std::size_t at = hash & (table_.size() - 1); table_[at] >= 0;
             at = (at + 1) & (table_.size() - 1)) {
            const entry& e = own_[static_cast<std::size_t>(table_[at])];
            if (e.hash == hash && same_letters(e.text, word)) return first_ + table_[at];
        }
        return -1;
    }

    /// The number of a word, which gets one if it has none; its letters must outlive this.
    int number(std::string_view word, std::uint32_t hash) {
        const int found = find(word, hash);
        if (found >= 0) return found;
        own_.push_back({word, hash});
        if (own_.size() * 2 > table_.size()) {
            table_.assign(std::max<std::size_t>(64, table_.size() * 2), -1);
            own_.reserve(table_.size() / 2);
            for (std::size_t k = 0; k < own_.size(); ++k) enter(k);
        } else {
            enter(own_.size() - 1);
        }
        return count() - 1;
    }

private:
    struct entry {
        std::string_view text;
        std::uint32_t hash;
    };

    void enter(std::size_t k) {
        std::size_t at = own_[k].hash & (table_.size() - 1);
        while (table_[at] >= 0) at = (at + 1) & (table_.size() - 1);
        table_[at] = static_cast<int>(k);
    }

    std::shared_ptr<const words> base_;
    int first_;
    std::vector<entry> own_;
    std::vector<int> table_;
};

} // namespace detail
} // namespace batt::text
