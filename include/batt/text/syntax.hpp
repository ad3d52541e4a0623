// What a text says, before any name has a meaning: its expressions as code for a stack, its
// functions and what stands at its top level.
#pragma once

#include <batt/text/program.hpp>
#include <batt/text/tokens.hpp>
#include <memory>
#include <optional>

namespace batt::text::detail {

/// What an instruction does with the stack. What it pops is in the order of the text.
enum class code : std::uint8_t {
    name,        ///< pushes the value of word `a`
    integer,     ///< pushes `a`
    truth,       ///< pushes True or False
    none,        ///< pushes None
    call,        ///< pops what is called and `a` arguments; `b`: where `arguments` says how, or -1
    tuple,       ///< pops `a` elements; `b` as in a call; a list is a tuple
    set,         ///< likewise
    subscript,   ///< pops a container and a number
    slice,       ///< pops a container and the bounds that are there: bits 1, 2, 4 of `how`
    unary,       ///< pops one value; `how`: the operator
    binary,      ///< pops two values; `how`: the operator
    compare,     ///< pops `a` values; `b`: where `comparisons` says how
    conditional, ///< pops the value if true, the condition, the value if false
    lambda,      ///< function `a`, whose code is the next `b` instructions
    comprehension, ///< `how`; `a` instructions for an element, then clauses: `b` in all
    clause_for,    ///< pattern `a`; the next `b` instructions give the container
    clause_if,     ///< the next `b` instructions give the condition
    attribute      ///< pops a module; `a`: the word of the attribute
};

/// The operators, as `how` of an instruction or in `comparisons`.
enum class op : std::uint8_t {
    add,
    subtract,
    multiply,
    floor_divide,
    modulo,
    power,
    bit_and,
    bit_or,
    bit_xor,
    logical_and,
    logical_or,
    negative,
    positive,
    logical_not,
    equal,
    unequal,
    less,
    less_equal,
    greater,
    greater_equal,
    in,
    not_in,
    is,
    is_not,
    unsupported
};

/// What the elements of a comprehension become.
enum class collected : std::uint8_t { generator, list, set };

struct instruction {
    code what = code::none;
    std::uint8_t how = 0;
    int a = 0;
    int b = 0;
    position at;
};

/// How an argument is given: by its place, behind a star, or by the name of word k.
inline constexpr int by_place = -1;
inline constexpr int behind_star = -2;

/// A name to assign to (count 0), or a tuple of `count` such patterns, which follow.
struct pattern {
    int name = -1;
    int count = 0;
    int star = -1; ///< of a tuple: which of them takes what the others leave, if one does
};

struct parameter {
    int name = -1;
    bool star = false;      ///< takes all further arguments
    int default_begin = -1; ///< its code, from that of the function on, or -1
    int default_length = 0;
    guard takes = guard::any;  ///< of an overload: what its argument must be,
    std::optional<int> number; ///< or the constant that it must be
};

/// A line of a function, or of the top level.
struct line {
    enum class kind : std::uint8_t { assign, augment, give_back, define } what = kind::assign;
    op how = op::add; ///< of `augment`
    position at{};
    position value_at{};
    int begin = 0; ///< its code
    int length = 0;
    int target = -1; ///< the first of its patterns; of `define` the function
    int targets = 0;
    int next = -1; ///< the line below
};

struct function {
    int name = -1; ///< -1: a lambda
    position at;
    std::vector<parameter> parameters;
    int first_line = -1;
    int body = 0;           ///< of a lambda: where its code begins, from its instruction on
    bool broken = false;    ///< it could not be read, and a problem says why
    problem why;            ///< of a broken function
    int operation = -1;     ///< the one that it or its first overload is; -1 if it is none
    int overload = -1;      ///< the next of its overloads
    bool is_simple = false; ///< of an overload: it is one call, which can stand in its place
};

/// A name of the top level.
struct global {
    enum class kind : std::uint8_t {
        function,
        value,
        operation,
        imported,       ///< the module of the DSL; in a dialect `base`, with index -1
        foreign_module, ///< one that is not the DSL's
        foreign,        ///< a name that such a module gives
        skipped
    } what;
    int index = 0; ///< of the function, the line or the operation; foreign: the module's word
    int target = 0;
    position at;
};

/// All that one text says. The numbers of its words continue those of its prelude.
struct module_text {
    std::shared_ptr<const module_text> base;
    std::string file;
    bool is_dialect = false; ///< its functions are operations, and may have overloads
    std::shared_ptr<const std::string> owned; ///< the text, where it must outlive the caller's
    std::shared_ptr<words> names;
    std::vector<instruction> codes;
    std::vector<int> arguments;
    std::vector<op> comparisons;
    std::vector<pattern> patterns;
    std::vector<function> functions;
    std::vector<line> lines;
    int first_line = -1;           ///< of the top level
    std::vector<int> defined;      ///< functions of the top level in order
    std::vector<problem> problems; ///< about what is not a function with a name
    std::optional<problem> odd;    ///< the first line that could not be read
    int nameless = 0;              ///< functions without a name
    std::vector<global> globals;
    std::vector<int> global_of; ///< by word: the last of its globals, from 1

    const global* find(int name) const {
        const auto k = static_cast<std::size_t>(name);
        return k < global_of.size() && global_of[k] > 0
                   ? &globals[static_cast<std::size_t>(global_of[k] - 1)]
                   : nullptr;
    }
    void define(int name, const global& g) {
        const auto k = static_cast<std::size_t>(name);
        if (global_of.size() <= k) global_of.resize(static_cast<std::size_t>(names->count()));
        globals.push_back(g);
        global_of[k] = static_cast<int>(globals.size());
    }
};

} // namespace batt::text::detail
