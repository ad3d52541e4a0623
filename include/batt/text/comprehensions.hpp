// Comprehensions: apply, sfilter and mapply with functions made of their parts.
#pragma once

#include <batt/text/lowering.hpp>

namespace batt::text::detail {

class comprehensions : protected lowering {
protected:
    /// A comprehension as a tuple or as a set.
    term collect(term t, bool set, position at) override {
        const generator g = generators_[static_cast<std::size_t>(t.index)];
        const module_text* outside = std::exchange(here_, g.of);
        const int clauses = g.at + 1 + header(g).a;
        const term made = collected_from(g, clauses, g.scope, set, at);
        here_ = outside;
        return made;
    }

    /// The container that a comprehension of one clause goes through, as a tuple; nothing if it
    /// has more clauses.
    std::optional<term> single_source(const generator& g, position at) {
        const int first = g.at + 1 + header(g).a;
        for (int k = behind(g, first); k < end_of(g); k = behind(g, k)) {
            if (at_code(g, k).what == code::clause_for) return std::nullopt;
        }
        return as_tuple(source(g, first, g.scope, at), at);
    }

    /// For a comprehension of one clause: whether its conditions hold for an element, if it has
    /// conditions, and what it makes of the element.
    struct one {
        std::optional<term> condition;
        term element;
    };
    one single_element(const generator& g, term element, bool conditions, position at) {
        const int first = g.at + 1 + header(g).a;
        const int in = new_scope(g.scope, g.of);
        take_apart(*g.of, static_cast<std::size_t>(at_code(g, first).a), element, in, at);
        one made;
        if (conditions) {
            std::vector<term> all;
            for (int k = behind(g, first); k < end_of(g) && !failed_; k = behind(g, k))
                all.push_back(value(run(k + 1, at_code(g, k).b, in), at));
            // each is computed only if those before it hold
            while (!all.empty() && !failed_) {
                made.condition =
                    made.condition ? logical_and(all.back(), *made.condition, at) : all.back();
                all.pop_back();
            }
        }
        if (!failed_) made.element = value(run(g.at + 1, header(g).a, in), at);
        return made;
    }

    /// The elements of a container for which a condition holds; each part of an `and` is a filter.
    term filtered(std::string_view operation, term container, term condition, int level,
                  position at) {
        while (!failed_ && calls_.calls(condition, "branch") &&
               calls_.parts(condition)[3] == truth(false)) {
            const term first = calls_.parts(condition)[1];
            condition = calls_.parts(condition)[2];
            container = make("sfilter", at, container, function_of(first, level, at));
        }
        return make(operation, at, container, function_of(condition, level, at));
    }

    /// Assigns an element of a container to the names of a pattern: to two, its first and last.
    std::size_t take_apart(const module_text& m, std::size_t target, term t, int in, position at,
                           term container = {}) {
        while (calls_.calls(container, "sfilter")) container = calls_.parts(container)[1];
        const bool numbered = calls_.calls(container, "pair");
        const pattern p = m.patterns[target++];
        if (p.name >= 0) {
            bind(in, p.name, t);
            return target;
        }
        if (p.star >= 0) refuse(at, "expected names without '*' after 'for'");
        for (int k = 0; k < p.count && !failed_; ++k) {
            const bool pair = p.count == 2;
            const term part =
                pair ? make(k == 0 ? "first" : "last", at, t) : element(t, number(k), at);
            const auto place = static_cast<std::size_t>(k) + 1;
            const term of = pair && numbered ? calls_.parts(container)[place] : term{};
            calls_.note_depth(part, calls_.element_depth(of));
            target = take_apart(m, target, part, in, at, of);
        }
        return target;
    }

private:
    static const instruction& at_code(const generator& g, int k) {
        return g.of->codes[static_cast<std::size_t>(k)];
    }
    static const instruction& header(const generator& g) { return at_code(g, g.at); }
    static int end_of(const generator& g) { return g.at + 1 + header(g).b; }
    static int behind(const generator& g, int clause) { return clause + 1 + at_code(g, clause).b; }

    term source(const generator& g, int clause, int in, position at) {
        return value(run(clause + 1, at_code(g, clause).b, in), at);
    }

    term collected_from(const generator& g, int clause, int in, bool set, position at) {
        term from = source(g, clause, in, at);
        if (failed_) return {};
        from = set ? as_set(from, at) : as_tuple(from, at);
        const auto pattern = static_cast<std::size_t>(at_code(g, clause).a);
        int k = behind(g, clause);
        for (; k < end_of(g) && at_code(g, k).what == code::clause_if; k = behind(g, k)) {
            const int level = begin_body(calls_.element_depth(from));
            const int inside = new_scope(in, g.of);
            take_apart(*g.of, pattern, P(level), inside, at, from);
            const term condition = value(run(k + 1, at_code(g, k).b, inside), at);
            end_body();
            if (failed_) return {};
            from = filtered("sfilter", from, condition, level, at);
        }
        const int level = begin_body(calls_.element_depth(from));
        const int inside = new_scope(in, g.of);
        take_apart(*g.of, pattern, P(level), inside, at, from);
        const bool more = k < end_of(g);
        const term body = more ? collected_from(g, k, inside, set, at)
                               : value(run(g.at + 1, header(g).a, inside), at);
        const int depth = calls_.depth_of(body);
        end_body();
        if (failed_) return {};
        if (!more && body == P(level)) return from;
        const term made = make(more ? "mapply" : "apply", at, function_of(body, level, at), from);
        calls_.note_depth(made, more ? depth : 1 + depth);
        return made;
    }
};

} // namespace batt::text::detail
