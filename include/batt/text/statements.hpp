// Reads the statements of a line: assignments, returns, imports, and what is passed over.
#pragma once

#include <batt/text/expressions.hpp>

namespace batt::text::detail {

class statement_reader : public expression_reader {
protected:
    using expression_reader::expression_reader;

    struct chain {
        int first = -1;
        int last = -1;
    };

    void append(chain& lines, const line& l) {
        const auto k = static_cast<int>(out_.lines.size());
        out_.lines.push_back(l);
        (lines.first < 0 ? lines.first : out_.lines[static_cast<std::size_t>(lines.last)].next) = k;
        lines.last = k;
    }

    /// The statements of a line, which semicolons separate.
    bool simple_statements(chain& lines) {
        while (true) {
            if (!statement(lines)) return false;
            if (!is_mark(";")) break;
            ++at_;
            if (is(kind::line_end)) break;
        }
        if (!is(kind::line_end)) return expected("the end of the line");
        ++at_;
        return true;
    }

    bool statement(chain& lines) {
        const token& t = here();
        if (t.what == kind::string || is_mark("...")) {
            skip_statement();
            return true;
        }
        if (t.what == kind::name) {
            switch (t.id) {
            case word("import"):
            case word("from"): return import(lines);
            case word("return"): return give_back(lines);
            case word("pass"): ++at_; return true;
            case word("assert"):
            case word("del"):
            case word("global"): skip_statement(); return true;
            default: break;
            }
            if (is_keyword_word(t.id) && !begins_expression(t.id))
                return expected("'name = value' or 'return value'" +
                                std::string(has_flow(t.id)
                                                ? ", as statements that control the flow "
                                                  "are not read"
                                                : ""));
            if (t.text == "match" && ahead().what == kind::name && !is_keyword_word(ahead().id))
                return expected("'name = value' or 'return value', as statements that control "
                                "the flow are not read");
            if (t.text == "print" && is_mark(ahead(), "(")) {
                skip_statement();
                return true;
            }
        } else if (t.what != kind::mark && t.what != kind::number) {
            return expected("'name = value' or 'return value'");
        }
        return assignment(lines);
    }

    static bool begins_expression(int id) {
        return id == word("lambda") || id == word("not") || id == word("None") ||
               id == word("True") || id == word("False");
    }
    static bool has_flow(int id) {
        return id == word("if") || id == word("for") || id == word("while") || id == word("with") ||
               id == word("try") || id == word("raise");
    }

    bool give_back(chain& lines) {
        line l{line::kind::give_back};
        l.at = here().at;
        ++at_;
        l.value_at = here().at;
        l.begin = static_cast<int>(out_.codes.size());
        if (is(kind::line_end) || is_mark(";"))
            out_.codes.push_back({code::none, 0, 0, 0, l.at});
        else if (!expression(true))
            return false;
        l.length = static_cast<int>(out_.codes.size()) - l.begin;
        append(lines, l);
        return true;
    }

    /// Whether names to assign to and `=` come next; if so, they are read.
    bool target_ahead() {
        const bool begins = is_name() || is_mark("(") || is_mark("[") || is_mark("*");
        if (!begins) return false;
        if (is_name() && !is_mark(ahead(), ",")) {
            if (!is_mark(ahead(), "=")) return false;
            out_.patterns.push_back({here().id, 0});
            at_ += 2;
            return true;
        }
        const std::size_t first = at_;
        const std::size_t patterns = out_.patterns.size();
        if (assigned(true) && is_mark("=")) {
            ++at_;
            return true;
        }
        at_ = first;
        out_.patterns.resize(patterns);
        return false;
    }

    bool assignment(chain& lines) {
        line l{line::kind::assign};
        l.at = here().at;
        l.target = static_cast<int>(out_.patterns.size());
        if (is_name() && is_mark(ahead(), ":")) {
            out_.patterns.push_back({here().id, 0});
            at_ += 2;
            if (!annotation()) return false;
            if (is(kind::line_end) || is_mark(";")) return true;
            if (!take("=")) return false;
            l.targets = 1;
        } else if (is_name() && ahead().what == kind::mark &&
                   augmented_of(ahead().id) != op::unsupported) {
            l.what = line::kind::augment;
            l.how = augmented_of(ahead().id);
            out_.patterns.push_back({here().id, 0});
            l.targets = 1;
            at_ += 2;
        } else {
            while (target_ahead()) ++l.targets;
        }
        l.value_at = here().at;
        l.begin = static_cast<int>(out_.codes.size());
        if (!expression(true)) return false;
        l.length = static_cast<int>(out_.codes.size()) - l.begin;
        if (l.targets > 0) {
            append(lines, l);
            return true;
        }
        // A value that is not used has no effect, unless a method changes something.
        for (std::size_t k = static_cast<std::size_t>(l.begin); k < out_.codes.size(); ++k) {
            if (out_.codes[k].what == code::attribute)
                return problem_at(l.at, "expected 'name = value' or 'return value', as methods "
                                        "are not read, found a call of one");
        }
        if (is_mark("=")) {
            const code last = out_.codes.empty() ? code::none : out_.codes.back().what;
            const bool part = last == code::subscript || last == code::slice;
            return problem_at(l.at, part ? "expected a name before '=', as parts of a value "
                                           "cannot be assigned"
                                         : "expected a name before '='");
        }
        if (!is(kind::line_end) && !is_mark(";"))
            return expected(out_.codes.size() == static_cast<std::size_t>(l.begin) + 1
                                ? "'='"
                                : "the end of the line");
        out_.codes.resize(static_cast<std::size_t>(l.begin));
        return true;
    }

    bool import(chain& lines) {
        const bool from = is_word(word("from"));
        bool names = !from;
        int foreign = from ? foreign_module(ahead()) : 0;
        for (++at_; !is(kind::line_end) && !is_mark(";"); ++at_) {
            const bool known = is(kind::name) || is_mark(".") || is_mark("...") || is_mark(",") ||
                               is_mark("*") || is_mark("(") || is_mark(")");
            if (!known) return expected("names to import");
            if (is_word(word("import"))) names = true;
            if (names && is_mark("*") && foreign == 0) forget_foreign();
            if (!names || !is_name()) continue;
            if (!from && !is_mark(tokens_[at_ - 1], ".")) foreign = foreign_module(here());
            const bool renamed = ahead().what == kind::name && ahead().id == word("as");
            const token& name = renamed ? ahead(2) : here();
            if (name.what != kind::name || is_keyword_word(name.id)) continue;
            if (!from) {
                if (renamed || !is_mark(ahead(), "."))
                    out_.define(name.id, {foreign > 0 ? global::kind::foreign_module
                                                      : global::kind::imported,
                                          foreign, 0, here().at});
            } else if (foreign > 0) {
                out_.define(name.id, {global::kind::foreign, foreign, 0, here().at});
            } else if (renamed) {
                line l{line::kind::assign};
                l.at = l.value_at = here().at;
                l.begin = static_cast<int>(out_.codes.size());
                l.length = 1;
                l.target = static_cast<int>(out_.patterns.size());
                l.targets = 1;
                out_.codes.push_back({code::name, 0, here().id, 0, here().at});
                out_.patterns.push_back({name.id, 0});
                append(lines, l);
            }
            if (renamed) at_ += 2;
        }
        if (from && !names) return expected("'import'");
        return true;
    }

private:
    /// The word of a module that certainly is not the DSL's, but has functions of the same names;
    /// 0 for all others.
    static int foreign_module(const token& t) {
        static constexpr std::array<std::string_view, 24> modules = {
            "PIL",       "bisect",  "collections", "copy",   "cv2",    "dataclasses",
            "functools", "heapq",   "itertools",   "jax",    "math",   "more_itertools",
            "networkx",  "numpy",   "operator",    "pandas", "random", "re",
            "scipy",     "skimage", "statistics",  "sympy",  "torch",  "typing"};
        const bool known = t.what == kind::name &&
                           std::find(modules.begin(), modules.end(), t.text) != modules.end();
        return known ? t.id : 0;
    }
    /// The DSL's names hide those that were imported before.
    void forget_foreign() {
        for (const global& g : out_.globals) {
            if (g.what != global::kind::foreign) continue;
            for (int& of : out_.global_of) {
                if (of == static_cast<int>(&g - out_.globals.data()) + 1) of = 0;
            }
        }
    }

private:
    void skip_statement() {
        int depth = 0;
        for (; !is(kind::line_end) && !(depth == 0 && is_mark(";")); ++at_) {
            if (is_mark("(") || is_mark("[") || is_mark("{")) ++depth;
            if (is_mark(")") || is_mark("]") || is_mark("}")) --depth;
        }
    }
};

} // namespace batt::text::detail
