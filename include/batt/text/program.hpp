// What a solver program is once it is read: statements over calls, without any text to parse.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace batt::text {

/// A place in a file, both from 1; columns count characters.
struct position {
    int line = 1;
    int column = 1;
};

/// The forms that a value in a program can have.
enum class form : std::uint8_t {
    demonstrations, ///< S
    input,          ///< I
    expected,       ///< C
    constant,
    integer,   ///< a number that no constant has: its index is its value
    none,      ///< None
    unknown,   ///< a name without a value: the statement that needs it fails with `type`
    operation, ///< as a function value, or as what is called
    variable,  ///< the value of an earlier statement
    call,
    parameter ///< of an overload: its number, from 0
};

/// A value in a program.
struct operand {
    form what = form::input;
    /// Its place: in `constants`, in `operations`, among the unknown names, the statements or the
    /// calls of the program; else 0.
    int index = 0;

    friend bool operator==(operand, operand) = default;
};

/// A sequence of operands. Most calls have few, which need no memory of their own.
class operands {
public:
    operands() = default;
    operands(std::initializer_list<operand> all) {
        for (operand r : all) push_back(r);
    }

    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    operand* data() { return size_ > few ? many_.data() : few_.data(); }
    const operand* data() const { return size_ > few ? many_.data() : few_.data(); }
    operand* begin() { return data(); }
    operand* end() { return data() + size_; }
    const operand* begin() const { return data(); }
    const operand* end() const { return data() + size_; }
    operand& operator[](std::size_t k) { return data()[k]; }
    operand operator[](std::size_t k) const { return data()[k]; }
    operand back() const { return data()[size_ - 1]; }

    void push_back(operand r) {
        if (size_ < few) {
            few_[size_++] = r;
            return;
        }
        if (size_ == few) many_.assign(few_.begin(), few_.end());
        many_.push_back(r);
        ++size_;
    }

    friend bool operator==(const operands& a, const operands& b) {
        return std::equal(a.begin(), a.end(), b.begin(), b.end());
    }

private:
    static constexpr std::size_t few = 5;

    std::array<operand, few> few_{};
    std::size_t size_ = 0;
    std::vector<operand> many_; ///< all of them, if there are more than `few`
};

/// A call. Calls stand after those that they use, so that walking them needs no recursion.
struct call {
    operands parts; ///< what is called, then the arguments
    position at;
    int statement = 0; ///< the statement that it is written in, from 0
};

/// `name = value`, or the call in a `return`, whose name is O.
struct statement {
    std::string name; ///< as it is written: another statement may assign it again
    operand value;
    position at;
};

struct vocabulary;

/// A solver function. Variables are statements here, so a name that is assigned twice is two.
struct program {
    std::string id;   ///< what follows the first underscore of its name, else the name of the file
    std::string name; ///< of the function
    std::string file;
    int line = 1;                ///< of its `def`
    bool demonstrations = false; ///< takes (S, I, C), not (I)
    bool is_score = false;       ///< gives (score, item) of a grid I against C, and no grid
    std::shared_ptr<const vocabulary> own; ///< operations that are not the DSL's, if there are any
    std::vector<call> calls;
    std::vector<statement> statements;
    std::vector<std::string> unknown; ///< names without a value
    operand result;                   ///< what it returns; never a call
};

/// What an argument must be for an overload to be taken. No location counts as a location.
enum class guard : std::uint8_t {
    any,
    integer, ///< a number or a truth value
    cell,    ///< a pair of an integer and a location
    pair,    ///< a tuple of two: a location and a cell, too
    tuple,   ///< a grid and a pair, too
    grids,   ///< a tuple of tuples of tuples
    set,     ///< indices and an object, too
    function
};
inline constexpr std::array<std::string_view, 8> guard_names = {
    "any", "integer", "cell", "pair", "tuple", "grids", "set", "function"};

/// One meaning of an operation, for arguments of certain kinds.
struct overload {
    std::vector<guard> takes; ///< one per parameter
    program means;            ///< in terms of its parameters; it has no vocabulary of its own
};

/// An operation of the user's own: in C++, or in text, by overloads.
struct own_operation {
    std::string text; ///< its name
    int arity = 1;
    std::string parameters; ///< their names, with blanks between them; empty: they have none
    std::string cpp{};      ///< the object in C++, as `mine::tint`; for programs that are compiled
    std::string header{};   ///< where it is defined, as `mine/tint.hpp`
    /// Its meanings, if they are written in text: the first whose guards hold is used, and a call
    /// for which none hold fails with `type`.
    std::vector<overload> overloads{};
};

/// The user's own operations: the k-th is operation `operations.size() + k` of a program.
struct vocabulary {
    /// A text that defines operations.
    struct source {
        std::string text, file;
    };

    std::vector<own_operation> operations;
    std::vector<source> sources{}; ///< of the operations that are written in text
};

/// Whether two programs' own operations are the same, so that the programs can run together.
inline bool is_same(const vocabulary* a, const vocabulary* b) {
    if (a == b) return true;
    const auto same_text = [](const vocabulary::source& x, const vocabulary::source& y) {
        return x.text == y.text;
    };
    return a != nullptr && b != nullptr && a->operations.size() == b->operations.size() &&
           !a->sources.empty() &&
           std::equal(a->sources.begin(), a->sources.end(), b->sources.begin(), b->sources.end(),
                      same_text);
}

/// A sentence about one place of a file.
struct problem {
    std::string file;
    position at;
    std::string text; ///< "expected ..."
};

/// A problem in one line, in the form that compilers use.
inline std::string to_string(const problem& p) {
    return p.file + ":" + std::to_string(p.at.line) + ":" + std::to_string(p.at.column) + ": " +
           p.text;
}

} // namespace batt::text
