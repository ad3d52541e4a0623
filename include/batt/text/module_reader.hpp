// Reads the lines of a text: functions, what they hold, and what stands at the top level.
#pragma once

#include <batt/text/statements.hpp>

namespace batt::text::detail {

/// Adds to a module what its tokens say. A function that cannot be read is marked as broken.
class module_reader : statement_reader {
public:
    module_reader(module_text& into, const std::vector<token>& tokens)
        : statement_reader(into, tokens) {
        // most texts have no more, and few have less than half as much
        into.codes.reserve(tokens.size() / 2);
        into.patterns.reserve(tokens.size() / 8);
        into.lines.reserve(tokens.size() / 8);
        frames_.reserve(16);
    }

    void run() {
        // A text without `def` is a body, which may be indented.
        const bool defines = holds_definitions();
        const int column = defines ? 1 : here().at.column;
        chain top;
        while (!at_end()) {
            forget_expressions();
            if (here().at.column > column) {
                skip_line();
                continue;
            }
            top_level(top, defines, column);
        }
        out_.first_line = top.first;
    }

private:
    bool holds_definitions() const {
        for (const token& t : tokens_) {
            if (t.at.column == 1 && t.what == kind::name && t.id == word("def")) return true;
        }
        return false;
    }

    void skip_line() {
        while (!at_end() && !is(kind::line_end)) ++at_;
        if (!at_end()) ++at_;
    }
    /// Skips the line and what is indented below it.
    void skip_block(int column) {
        do skip_line();
        while (!at_end() && here().at.column > column);
    }
    void top_level(chain& top, bool defines, int column) {
        const std::size_t first = at_;
        if (is_word(word("def"))) return definition();
        if (is_mark("@")) return decorated();
        if (is_word(word("class"))) {
            expected("functions outside of classes, as methods are not read");
            out_.problems.push_back(why_);
            return skip_block(column);
        }
        if (is_word(word("async"))) {
            expected("'def', as asynchronous functions are not read");
            out_.problems.push_back(why_);
            ++out_.nameless;
            return skip_block(column);
        }
        if (begins_block(here())) {
            note_skipped(column);
            return;
        }
        const chain before = top;
        const std::size_t codes = out_.codes.size();
        chain lines;
        if (simple_statements(lines)) {
            for (int k = lines.first; k >= 0;) {
                line& l = out_.lines[static_cast<std::size_t>(k)];
                const int below = l.next;
                l.next = -1;
                (top.first < 0 ? top.first : out_.lines[static_cast<std::size_t>(top.last)].next) =
                    k;
                top.last = k;
                define_targets(k);
                k = below;
            }
            return;
        }
        // What cannot be read is reported where a function uses it, or if there is no function.
        top = before;
        if (!defines && !out_.odd) out_.odd = why_;
        out_.codes.resize(codes);
        at_ = first;
        note_skipped(column);
    }

    static bool begins_block(const token& t) {
        if (t.what != kind::name) return false;
        switch (t.id) {
        case word("if"):
        case word("elif"):
        case word("else"):
        case word("for"):
        case word("while"):
        case word("with"):
        case word("try"):
        case word("except"):
        case word("finally"): return true;
        default: return false;
        }
    }

    /// Skips a line and its block; the names that it assigns have no known value.
    void note_skipped(int column) {
        const problem why = why_;
        do {
            if (is_name() && (is_mark(ahead(), "=") || is_mark(ahead(), ":")) &&
                out_.find(here().id) == nullptr)
                out_.define(here().id, {global::kind::skipped, 0, 0, here().at});
            skip_line();
        } while (!at_end() && here().at.column > column);
        why_ = why;
    }

    void define_targets(int k) {
        const line l = out_.lines[static_cast<std::size_t>(k)];
        if (l.what == line::kind::give_back || l.what == line::kind::define) return;
        auto at = static_cast<std::size_t>(l.target);
        for (int n = 0; n < l.targets; ++n) {
            const std::size_t first = at;
            for (const std::size_t end = behind(first); at < end; ++at) {
                const int name = out_.patterns[at].name;
                if (name >= 0)
                    out_.define(name, {l.what == line::kind::assign ? global::kind::value
                                                                    : global::kind::skipped,
                                       k, static_cast<int>(first), l.at});
            }
        }
    }
    std::size_t behind(std::size_t at) const {
        for (std::size_t open = 1; open > 0; ++at)
            open += static_cast<std::size_t>(out_.patterns[at].count) - 1;
        return at;
    }

    /// A decorator that changes no result is passed over.
    void decorated() {
        const token at = here();
        bool harmless = true;
        while (is_mark("@")) {
            ++at_;
            std::string_view name = here().text;
            for (++at_; is_mark(".") && ahead().what == kind::name; at_ += 2) name = ahead().text;
            harmless = harmless && (name == "cache" || name == "lru_cache" || name == "njit" ||
                                    name == "jit" || name == "staticmethod");
            skip_line();
        }
        if (!is_word(word("def"))) return skip_block(1);
        const std::size_t k = out_.functions.size();
        definition();
        if (harmless || out_.functions.size() == k || out_.functions[k].broken) return;
        problem_at(at.at, "expected a function without decorators, found '@'");
        out_.functions[k].broken = true;
        out_.functions[k].why = why_;
    }

    /// A function of the top level.
    void definition() {
        const position at = ahead().at;
        int name = -1;
        const auto k = static_cast<int>(out_.functions.size());
        if (function_ahead(name, 1)) {
            out_.functions[static_cast<std::size_t>(k)].broken = false;
        } else {
            depth_ = 0;
            // unless the next function begins here
            if (here().at.column > 1 || tokens_[at_ - 1].what != kind::line_end) skip_block(1);
            if (name < 0) {
                out_.problems.push_back(why_);
                ++out_.nameless;
                return;
            }
            out_.functions[static_cast<std::size_t>(k)].broken = true;
            out_.functions[static_cast<std::size_t>(k)].why = why_;
        }
        if (out_.is_dialect && !joins_overloads(k)) return;
        out_.defined.push_back(k);
        out_.define(name, {global::kind::function, k, 0, at});
    }

    /// Adds function k of a dialect to the overloads of its name; true if it is the first of them.
    bool joins_overloads(int k) {
        function& f = out_.functions[static_cast<std::size_t>(k)];
        const auto refused = [&](const std::string& sentence) {
            problem_at(f.at, sentence);
            out_.problems.push_back(why_);
            return false;
        };
        if (f.broken) {
            out_.problems.push_back(f.why);
            return false;
        }
        const std::string name(out_.names->text(f.name));
        for (const parameter& p : f.parameters)
            if (p.star) return refused("expected " + name + " without a parameter after '*'");
        if (f.parameters.empty() || f.parameters.size() > most_parameters)
            return refused("expected 1 to " + std::to_string(most_parameters) + " parameters of " +
                           name + ", found " + std::to_string(f.parameters.size()));
        const global* g = out_.find(f.name);
        if (g == nullptr) return true;
        if (g->what != global::kind::function)
            return refused("expected a name that has no other meaning, found " + name);
        int last = g->index;
        while (out_.functions[static_cast<std::size_t>(last)].overload >= 0)
            last = out_.functions[static_cast<std::size_t>(last)].overload;
        function& before = out_.functions[static_cast<std::size_t>(last)];
        if (before.parameters.size() != f.parameters.size())
            return refused("expected as many parameters as the overload of " + name + " in line " +
                           std::to_string(before.at.line) + " has");
        before.overload = k;
        return false;
    }
    /// The most parameters of an operation: as many as a call at run time can have arguments.
    static constexpr std::size_t most_parameters = 8;

    /// Reads a function whose lines are indented beyond `column`.
    bool function_ahead(int& name, int column) {
        ++at_;
        if (!is_name()) return expected("the name of a function");
        name = here().id;
        const auto k = out_.functions.size();
        out_.functions.emplace_back();
        function f;
        f.name = name;
        f.at = here().at;
        out_.functions[k].name = f.name;
        out_.functions[k].at = f.at;
        ++at_;
        if (!take("(") || !parameters(f, ")", 0)) return false;
        if (is_mark("->")) {
            ++at_;
            if (!annotation()) return false;
        }
        if (!take(":")) return false;
        chain lines;
        const bool one_line = !is(kind::line_end);
        if (one_line ? !simple_statements(lines) : !body(lines, column)) return false;
        f.first_line = lines.first;
        out_.functions[k] = std::move(f);
        return true;
    }

    std::string_view indent() const {
        const auto width = static_cast<std::size_t>(here().at.column - 1);
        return {here().text.data() - width, width};
    }

    bool body(chain& lines, int column) {
        constexpr int deepest = 20;
        ++at_;
        if (at_end() || here().at.column <= column) return expected("the lines of the function");
        if (++depth_ > deepest) return expected("functions that are nested less deeply");
        const std::string_view first = indent();
        while (!at_end() && here().at.column > column) {
            if (indent() != first) return expected("the indent of the function's first line");
            if (is_word(word("def"))) {
                line l{line::kind::define};
                l.at = here().at;
                l.target = static_cast<int>(out_.functions.size());
                int name = -1;
                if (!function_ahead(name, here().at.column)) return false;
                append(lines, l);
            } else if (!simple_statements(lines)) {
                return false;
            }
        }
        --depth_;
        return true;
    }

    int depth_ = 0;
};

} // namespace batt::text::detail
