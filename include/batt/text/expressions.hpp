// Reads expressions of Python, however deeply nested, into code for a stack.
#pragma once

#include <batt/text/infix.hpp>

namespace batt::text::detail {

/// Operators and brackets wait on a stack of frames until what they hold is complete. So only
/// defaults of parameters need recursion, not nested expressions.
class expression_reader : public infix_reader {
protected:
    using infix_reader::infix_reader;

    /// Reads the expression ahead and adds its code; commas outside of brackets make a tuple.
    bool expression(bool commas) {
        const std::size_t base = frames_.size();
        open(frame::kind::bare, here().at);
        frames_.back().comma = commas;
        const bool read = whole();
        if (!read) frames_.resize(base);
        return read;
    }

    /// Reads the parameters of a function or a lambda, and `end` behind them. Places in the code of
    /// their defaults are counted from `begin`.
    bool parameters(function& f, std::string_view end, std::size_t begin) {
        while (!is_mark(end)) {
            parameter p;
            if (is_mark("/") || (is_mark("*") && is_mark(ahead(), ","))) {
                ++at_;
            } else {
                if (is_mark("*")) {
                    p.star = true;
                    ++at_;
                }
                if (!is_name())
                    return expected(is_mark("**") ? "parameters that are no dictionary"
                                                  : "a parameter or '" + std::string(end) + "'");
                p.name = here().id;
                for (const parameter& other : f.parameters) {
                    if (other.name == p.name) return expected("another name for a parameter");
                }
                ++at_;
                if (end == ")" && is_mark(":")) {
                    ++at_;
                    if (out_.is_dialect ? !guarded(p) : !annotation()) return false;
                }
                if (is_mark("=")) {
                    ++at_;
                    const std::size_t from = out_.codes.size();
                    if (!expression(false)) return false;
                    p.default_begin = static_cast<int>(from - begin);
                    p.default_length = static_cast<int>(out_.codes.size() - from);
                }
                f.parameters.push_back(p);
            }
            if (is_mark(",")) {
                ++at_;
            } else if (!is_mark(end)) {
                return expected("',' or '" + std::string(end) + "'");
            }
        }
        ++at_;
        return true;
    }

private:
    /// What an overload asks of the argument of a parameter: a kind, or a constant.
    bool guarded(parameter& p) {
        const bool negative = is_mark("-");
        const token& t = ahead(negative ? 1 : 0);
        if (t.what == kind::name && !negative) {
            const auto named = std::find(guard_names.begin(), guard_names.end(), t.text);
            if (named != guard_names.end())
                p.takes = static_cast<guard>(named - guard_names.begin());
            else
                p.number = constant_ahead();
        } else if (t.what == kind::number) {
            const std::size_t first = out_.codes.size();
            if (negative) ++at_;
            if (!number(negative)) return false;
            p.number = out_.codes.back().a;
            out_.codes.resize(first);
            return true;
        }
        if (p.takes == guard::any && !p.number && t.text != "any") {
            std::string names;
            for (const std::string_view name : guard_names) names += std::string(name) + ", ";
            return expected("one of " + names + "a number or the name of one");
        }
        ++at_;
        return true;
    }
    /// The number that a name stands for, where it is a constant of the DSL or of this text.
    std::optional<int> constant_ahead() const {
        if (is_constant_word(here().id)) {
            const table::constant& c =
                table::constants[static_cast<std::size_t>(here().id - first_constant)];
            if (c.is == table::constant::form::location) return std::nullopt;
            return c.i;
        }
        for (const module_text* m = &out_; m != nullptr; m = m->base.get()) {
            const global* g = m->find(here().id);
            if (g == nullptr) continue;
            if (g->what != global::kind::value) return std::nullopt;
            const line& l = m->lines[static_cast<std::size_t>(g->index)];
            const instruction& only = m->codes[static_cast<std::size_t>(l.begin)];
            if (l.length != 1 || l.targets != 1 || only.what != code::integer) return std::nullopt;
            return only.a;
        }
        return std::nullopt;
    }

    bool whole() {
        while (true) {
            next then = operand() ? next::more : next::failed;
            while (then == next::more) then = after_operand();
            if (then == next::failed) return false;
            if (then == next::done) return true;
        }
    }

    bool expected_value() { return expected("a call, a variable, an operation or a constant"); }

    bool operand() {
        while (true) {
            const token& t = here();
            frame& top = frames_.back();
            if (t.what == kind::name) {
                if (!is_keyword_word(t.id)) {
                    if (top.what == held::call && is_mark(ahead(), "=") && at_element(top)) {
                        pending_.push_back(t.id);
                        top.special = true;
                        at_ += 2;
                        continue;
                    }
                    return leaf(code::name, t.id);
                }
                if (t.id == word("None")) return leaf(code::none);
                if (t.id == word("True") || t.id == word("False"))
                    return leaf(code::truth, t.id == word("True") ? 1 : 0);
                if (t.id == word("not")) {
                    at_operand_ = t.at;
                    open(held::unary, op::logical_not, not_level);
                    ++at_;
                    continue;
                }
                if (t.id != word("lambda")) return expected_value();
                if (!lambda()) return false;
                continue;
            }
            if (t.what == kind::number) return number(false);
            if (t.what == kind::string) return expected("a value of the DSL, which has no strings");
            if (t.what != kind::mark) return expected_value();
            switch (t.id) {
            case mark_id("("):
            case mark_id("["):
            case mark_id("{"):
                if (display()) return true;
                continue;
            case mark_id("-"):
                if (ahead().what == kind::number && binds_last(ahead(2))) {
                    ++at_;
                    return number(true);
                }
                [[fallthrough]];
            case mark_id("+"):
                at_operand_ = t.at;
                open(held::unary, t.id == mark_id("-") ? op::negative : op::positive, unary_level);
                ++at_;
                continue;
            case mark_id("*"):
                if (!holds_elements(top) || !at_element(top)) return expected_value();
                pending_.push_back(behind_star);
                top.special = true;
                ++at_;
                continue;
            case mark_id("**"): return expected("arguments that are no dictionary");
            case mark_id(":"):
                if (top.what != held::subscript || top.colons == 2) return expected_value();
                top.slice |= 8;
                ++top.colons;
                ++at_;
                if (is_mark("]")) return close();
                continue;
            case mark_id(")"):
            case mark_id("]"):
            case mark_id("}"):
                // behind a last comma, or the end of a call without arguments
                if (!holds_elements(top) || !at_element(top)) return expected_value();
                if (top.what == held::set && top.count == 0)
                    return expected("a set, as dictionaries are not read");
                return close();
            default: return expected_value();
            }
        }
    }

    /// Whether nothing behind a number binds more tightly than the minus before it.
    static bool binds_last(const token& t) {
        return !(is_mark(t, "**") || is_mark(t, "(") || is_mark(t, "[") || is_mark(t, "."));
    }

    bool leaf(code what, int a = 0) {
        at_operand_ = here().at;
        emit(what, here().at, a);
        ++at_;
        return true;
    }

    bool number(bool negative) {
        const position at = negative ? tokens_[at_ - 1].at : here().at;
        const std::int64_t value = whole_number(here().text);
        if (value < 0) return expected("a whole number");
        if (value > largest_number - (negative ? 0 : 1)) return expected("a number of 32 bits");
        at_operand_ = at;
        emit(code::integer, at, static_cast<int>(negative ? -value : value));
        ++at_;
        return true;
    }

    /// Opens a bracket. True if it is empty, and therefore complete.
    bool display() {
        const token& t = here();
        const bool group = t.id == mark_id("(");
        open(group ? held::group : t.id == mark_id("[") ? held::list : held::set, t.at);
        ++at_;
        const bool empty = is_mark(group ? ")" : "]") && t.id != mark_id("{");
        if (!empty) return false;
        emit(code::tuple, t.at, 0, -1);
        at_operand_ = t.at;
        frames_.pop_back();
        ++at_;
        return true;
    }

    bool lambda() {
        if (!enter_scope()) return false;
        const position at = here().at;
        ++at_;
        const int begin = size();
        emit(code::lambda, at);
        function f;
        f.at = at;
        if (!parameters(f, ":", static_cast<std::size_t>(begin))) return false;
        f.body = size() - begin;
        at_operand_ = at;
        open(held::lambda, op::add, 0);
        frames_.back().begin = begin;
        out_.codes[static_cast<std::size_t>(begin)].a = static_cast<int>(out_.functions.size());
        out_.functions.push_back(std::move(f));
        return true;
    }
};

} // namespace batt::text::detail
