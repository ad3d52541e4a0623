// Reads expressions of Python, however deep they nest, into code for a stack.
#pragma once

#include <batt/text/frames.hpp>

namespace batt::text::detail {

/// Operators wait on a stack of frames until what they bind to is complete, and so do brackets; so
/// no depth of nesting needs recursion.
class expression_reader : public frame_stack {
protected:
    using frame_stack::frame_stack;

    /// Reads the expression ahead and adds its code; commas outside of brackets make a tuple.
    bool expression(bool commas) {
        const std::size_t base = frames_.size();
        open(frame::kind::bare, here().at);
        frames_.back().comma = commas;
        const bool read = whole();
        if (!read) frames_.resize(base);
        return read;
    }

    /// The parameters of a function or a lambda, up to what ends them; the code of their defaults
    /// is told from `begin` on.
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
    /// What an overload says of the argument of a parameter: a kind, or a constant.
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

    enum class next : std::uint8_t { operand, more, done, failed };
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
                // behind a last comma, or of a call without arguments
                if (!holds_elements(top) || !at_element(top)) return expected_value();
                if (top.what == held::set && top.count == 0)
                    return expected("a set, as dictionaries are not read");
                return close();
            default: return expected_value();
            }
        }
    }

    /// Whether nothing behind a number binds closer than the minus before it.
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

    /// Opens a bracket; true if it is empty, and so is complete.
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

    next after_operand() {
        const token& t = here();
        if (t.what == kind::mark) {
            if (t.id == mark_id("(")) {
                open(held::call, at_operand_);
                ++at_;
                return next::operand;
            }
            if (t.id == mark_id("[")) {
                open(held::subscript, at_operand_);
                ++at_;
                return next::operand;
            }
            if (t.id == mark_id(".")) {
                ++at_;
                if (!is_name()) return failed("a name");
                emit(code::attribute, at_operand_, here().id);
                ++at_;
                return next::more;
            }
            if (const auto [how, level] = operator_of(t.id); level > 0) {
                if (how == op::unsupported) return failed("an operator with a meaning in the DSL");
                if (level == compare_level) return comparison(how, 1);
                reduce(how == op::power ? level + 1 : level);
                open(held::binary, how, level);
                ++at_;
                return next::operand;
            }
        } else if (t.what == kind::name && is_keyword_word(t.id)) {
            if (t.id == word("and") || t.id == word("or")) {
                const bool both = t.id == word("and");
                reduce(both ? and_level : or_level);
                open(held::binary, both ? op::logical_and : op::logical_or,
                     both ? and_level : or_level);
                ++at_;
                return next::operand;
            }
            if (t.id == word("in")) return comparison(op::in, 1);
            if (t.id == word("not") && ahead().what == kind::name && ahead().id == word("in"))
                return comparison(op::not_in, 2);
            if (t.id == word("is")) {
                const bool negated = ahead().what == kind::name && ahead().id == word("not");
                return comparison(negated ? op::is_not : op::is, negated ? 2 : 1);
            }
            if (t.id == word("if")) return condition();
            if (t.id == word("else")) {
                reduce(or_level);
                // a condition holds no other that has no brackets
                if (frames_.back().what != held::condition) return ends();
                frames_.back().what = held::otherwise;
                frames_.back().precedence = otherwise_level;
                ++at_;
                return next::operand;
            }
            if (t.id == word("for")) return comprehension();
        }
        return ends();
    }

    next failed(const std::string& what) {
        expected(what);
        return next::failed;
    }

    next comparison(op how, std::size_t tokens) {
        reduce(compare_level + 1);
        if (frames_.back().what != held::compare) open(held::compare, op::add, compare_level);
        ++frames_.back().count;
        open_operators_.push_back(how);
        at_ += tokens;
        return next::operand;
    }

    next condition() {
        reduce(or_level);
        frame& top = frames_.back();
        if (top.what == held::iterates || top.what == held::filters) {
            close_clause();
            top.what = held::filters;
            top.begin = size();
            emit(code::clause_if, here().at);
        } else {
            open(held::condition, at_operand_);
        }
        ++at_;
        return next::operand;
    }

    next comprehension() {
        reduce(0);
        frame& top = frames_.back();
        if (top.what == held::iterates || top.what == held::filters) {
            close_clause();
            top.what = held::iterates;
        } else if (holds_elements(top) && top.count == 0 && pending_.size() == top.pending) {
            if (!enter_scope()) return next::failed;
            const auto how = top.what == held::list  ? collected::list
                             : top.what == held::set ? collected::set
                                                     : collected::generator;
            const instruction header{code::comprehension, static_cast<std::uint8_t>(how),
                                     size() - top.begin, top.begin, top.at};
            out_.codes.insert(out_.codes.begin() + top.begin, header);
            const int begin = top.begin;
            open(held::iterates, top.at);
            frames_.back().count = begin; // where its header is
        } else {
            return ends();
        }
        const position at = here().at;
        ++at_;
        const auto first = static_cast<int>(out_.patterns.size());
        if (!assigned(true)) return next::failed;
        if (!is_word(word("in"))) return failed("'in'");
        ++at_;
        frames_.back().begin = size();
        emit(code::clause_for, at, first);
        return next::operand;
    }

    /// What is no operator ends the expression, an element of a bracket or the bracket.
    next ends() {
        reduce(0);
        frame* top = &frames_.back();
        if (top->what == held::iterates || top->what == held::filters) {
            if (!is_mark(")") && !is_mark("]") && !is_mark("}"))
                return failed("the end of the comprehension");
            close_clause();
            instruction& header = out_.codes[static_cast<std::size_t>(top->count)];
            header.b = size() - top->count - 1;
            --scopes_;
            frames_.pop_back();
            top = &frames_.back();
            top->comprehended = true;
        }
        if (top->what == held::condition) return failed("'else'");
        if (top->what == held::bare) {
            if (is_mark(",") && top->comma) {
                ++top->count;
                ++at_;
                const bool over = is(kind::line_end) || is_mark("=") || is_mark(";");
                if (!over) return next::operand;
                finish_bare();
                return next::done;
            }
            if (top->count > 0) {
                ++top->count;
                finish_bare();
            } else {
                frames_.pop_back();
            }
            return next::done;
        }
        if (top->what == held::subscript) {
            if (is_mark(":") && top->colons < 2) {
                top->slice |= static_cast<std::uint8_t>(8 | 1 << top->colons);
                ++top->colons;
                ++at_;
                if (is_mark("]")) return close() ? next::more : next::failed;
                return next::operand;
            }
            if (!is_mark("]")) return failed("']'");
            if (top->colons > 0) top->slice |= static_cast<std::uint8_t>(1 << top->colons);
            return close() ? next::more : next::failed;
        }
        if (top->what == held::set && is_mark(":"))
            return failed("a set, as dictionaries are not read");
        // An element is complete.
        ++top->count;
        if (pending_.size() < top->pending + static_cast<std::size_t>(top->count))
            pending_.push_back(by_place);
        if (is_mark(",")) {
            ++at_;
            top->begin = size();
            if (top->what == held::group) top->comma = true;
            return next::operand;
        }
        return close() ? next::more : next::failed;
    }
};

} // namespace batt::text::detail
