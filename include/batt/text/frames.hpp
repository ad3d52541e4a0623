// The operators and brackets of an expression that wait for what binds more tightly.
#pragma once

#include <batt/text/operators.hpp>
#include <batt/text/token_reader.hpp>

namespace batt::text::detail {

/// A stack of what is not complete yet, and the code of what is.
class frame_stack : public token_reader {
protected:
    using token_reader::token_reader;

    struct frame {
        enum class kind : std::uint8_t {
            bare,
            group,
            list,
            set,
            call,
            subscript, // what holds expressions
            iterates,
            filters,   // a clause of a comprehension
            condition, // between `if` and `else`
            otherwise,
            lambda,
            unary,
            binary,
            compare // operators
        } what = kind::bare;
        op how = op::add;
        bool comma = false;   ///< for `bare`: one may follow; for a group: one was met
        bool special = false; ///< an argument has a name or a star
        bool comprehended = false;
        std::uint8_t slice = 0; ///< of a subscript: the bounds that are there; 8: it has a colon
        std::uint8_t colons = 0;
        int precedence = 0;      ///< of operators
        int begin = 0;           ///< where the code of the expression or of its header begins
        int count = 0;           ///< of elements
        std::size_t pending = 0; ///< the size of `pending_` before
        position at{};           ///< where the expression begins
    };
    using held = typename frame::kind;

    static constexpr int otherwise_level = 1, or_level = 2, and_level = 3, not_level = 4,
                         unary_level = 12;
    static constexpr std::size_t deepest_scope = 48;

    int size() const { return static_cast<int>(out_.codes.size()); }
    void emit(code what, position at, int a = 0, int b = 0, std::uint8_t how = 0) {
        // written in its place: a copy would have to wait for what was just written
        instruction& i = out_.codes.emplace_back();
        i.what = what;
        i.how = how;
        i.a = a;
        i.b = b;
        i.at = at;
    }
    void open(held what, position at) {
        frame& f = frames_.emplace_back();
        f.what = what;
        f.begin = size();
        f.pending = pending_.size();
        f.at = at;
    }
    void open(held what, op how, int precedence) {
        open(what, at_operand_);
        frames_.back().how = how;
        frames_.back().precedence = precedence;
    }
    static bool is_operator(const frame& f) { return f.what >= held::otherwise; }

    static bool holds_elements(const frame& f) {
        return f.what == held::group || f.what == held::list || f.what == held::set ||
               f.what == held::call;
    }
    /// Whether nothing of the next element has been read yet.
    bool at_element(const frame& f) const {
        return f.begin == size() &&
               pending_.size() == f.pending + static_cast<std::size_t>(f.count);
    }
    bool enter_scope() {
        if (++scopes_ > deepest_scope)
            return expected("at most " + std::to_string(deepest_scope) +
                            " nested lambdas and comprehensions");
        return true;
    }

    /// Completes the operators that bind at least as tightly as `level`.
    void reduce(int level) {
        while (is_operator(frames_.back()) && frames_.back().precedence >= level) {
            const frame f = frames_.back();
            frames_.pop_back();
            at_operand_ = f.at;
            switch (f.what) {
            case held::unary:
                emit(code::unary, f.at, 0, 0, static_cast<std::uint8_t>(f.how));
                break;
            case held::binary:
                emit(code::binary, f.at, 0, 0, static_cast<std::uint8_t>(f.how));
                break;
            case held::compare: {
                const auto count = static_cast<std::size_t>(f.count);
                const auto first = open_operators_.end() - static_cast<std::ptrdiff_t>(count);
                emit(code::compare, f.at, f.count + 1, static_cast<int>(out_.comparisons.size()));
                out_.comparisons.insert(out_.comparisons.end(), first, open_operators_.end());
                open_operators_.resize(open_operators_.size() - count);
                break;
            }
            case held::otherwise: emit(code::conditional, f.at); break;
            default: {
                instruction& header = out_.codes[static_cast<std::size_t>(f.begin)];
                header.b = size() - f.begin - 1;
                --scopes_;
            }
            }
        }
    }

    /// Completes the clause that was read last.
    void close_clause() {
        const int begin = frames_.back().begin;
        out_.codes[static_cast<std::size_t>(begin)].b = size() - begin - 1;
    }

    void finish_bare() {
        const frame f = frames_.back();
        frames_.pop_back();
        emit(code::tuple, f.at, f.count, -1);
        at_operand_ = f.at;
    }

    /// Completes the bracket on top of the stack.
    bool close() {
        const frame f = frames_.back();
        const std::string_view end = f.what == held::group || f.what == held::call ? ")"
                                     : f.what == held::set                         ? "}"
                                                                                   : "]";
        if (!is_mark(end)) return expected("',' or '" + std::string(end) + "'");
        ++at_;
        frames_.pop_back();
        at_operand_ = f.at;
        if (f.what == held::subscript) {
            if (f.slice == 0)
                emit(code::subscript, f.at);
            else
                emit(code::slice, f.at, 0, 0, f.slice & 7U);
            return true;
        }
        int how = -1;
        if (f.special) {
            how = static_cast<int>(out_.arguments.size());
            out_.arguments.insert(out_.arguments.end(),
                                  pending_.begin() + static_cast<std::ptrdiff_t>(f.pending),
                                  pending_.end());
        }
        pending_.resize(f.pending);
        if (f.what == held::call)
            emit(code::call, f.at, f.count, how);
        else if (f.what == held::set && !(f.comprehended && f.count == 1))
            emit(code::set, f.at, f.count, how);
        else if ((f.what == held::list && !(f.comprehended && f.count == 1)) || f.comma || how >= 0)
            emit(code::tuple, f.at, f.count, how);
        return true;
    }

    void forget_expressions() {
        frames_.clear();
        pending_.clear();
        open_operators_.clear();
        scopes_ = 0;
    }

    std::vector<frame> frames_;
    std::vector<int> pending_;       ///< how the arguments of open brackets are given
    std::vector<op> open_operators_; ///< of open comparisons
    position at_operand_;            ///< where the operand before here begins
    std::size_t scopes_ = 0;         ///< lambdas and comprehensions around here
};

} // namespace batt::text::detail
