// What follows an operand: operators, calls, subscripts, the clauses of comprehensions, and what
// ends an expression.
#pragma once

#include <batt/text/frames.hpp>

namespace batt::text::detail {

/// Reads what stands behind an operand.
class infix_reader : public frame_stack {
protected:
    using frame_stack::frame_stack;

    /// What comes next in the expression: an operand, more that follows one, or nothing.
    enum class next : std::uint8_t { operand, more, done, failed };

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
                // one condition in another needs brackets
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

private:
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

    /// Anything else ends the expression, an element of a bracket, or the bracket.
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
