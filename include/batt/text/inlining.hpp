// Functions that a text defines are inlined where they are called: arguments are matched to
// parameters, and one of several overloads is chosen.
#pragma once

#include <batt/text/python_functions.hpp>

namespace batt::text::detail {

/// Inlines functions of a text, lambdas among them.
class inlining : protected python_functions {
protected:
    const function& function_of_text(const closure& c) const {
        return c.of->functions[static_cast<std::size_t>(c.function)];
    }

    /// The number of arguments without which a function cannot be called.
    std::size_t parameter_count(term t) const {
        if (t.what == kind::builtin) return 1;
        if (t.what != kind::closure)
            return static_cast<std::size_t>(std::max(1, calls_.arity_of(t)));
        const closure& c = closures_[static_cast<std::size_t>(t.index)];
        if (c.function < 0) {
            const std::size_t bound = c.front.size() + c.back.size();
            const std::size_t all = parameter_count(c.callee);
            return all > bound ? all - bound : 0;
        }
        std::size_t needed = 0;
        for (const parameter& p : function_of_text(c).parameters) {
            if (!p.star && p.default_begin < 0) ++needed;
        }
        if (needed > 0) return needed;
        return function_of_text(c).parameters.empty() ? 0 : 1;
    }

    term inlined(term callee, std::vector<argument>& arguments, position at) {
        const closure c = closures_[static_cast<std::size_t>(callee.index)];
        if (c.function < 0) {
            std::vector<argument> all;
            for (term t : c.front) all.push_back({by_place, t});
            all.insert(all.end(), arguments.begin(), arguments.end());
            for (term t : c.back) all.push_back({by_place, t});
            return called(c.callee, all, at);
        }
        if (function_of_text(c).operation >= 0) return overloaded(c, arguments, at);
        return inlined_function(c, arguments, at);
    }

    void forget_inlined() { active_.clear(); }

private:
    struct running {
        const module_text* of;
        int function;
    };
    static constexpr std::size_t deepest_call = 120;
    static constexpr int most_repeats = 4;

    term inlined_function(const closure& c, std::vector<argument>& arguments, position at) {
        const function& f = function_of_text(c);
        const auto same = [&](const running& r) {
            return r.of == c.of && r.function == c.function;
        };
        if (std::count_if(active_.begin(), active_.end(), same) >= most_repeats)
            return refuse(at, "expected no recursion, found a call of " + shown_name(c, f) +
                                  " in itself");
        if (active_.size() >= deepest_call)
            return refuse(at, "expected at most " + std::to_string(deepest_call) +
                                  " calls of functions in each other");
        const int in = new_scope(c.scope, c.of);
        if (!bind_arguments(c, f, arguments, in, at)) return failed_ ? term{} : wrong(c, f, at);
        active_.push_back({c.of, c.function});
        if (here_ == own_) outer_at_ = at;
        const term t = f.name < 0
                           ? run(c.base + f.body,
                                 c.of->codes[static_cast<std::size_t>(c.base)].b - f.body + 1, in)
                           : run_lines(*c.of, f.first_line, in, false);
        active_.pop_back();
        return t;
    }

    // Operations that a text defines, by overloads.

    enum class answer : std::uint8_t { no, perhaps, yes };

    /// Whether a value is what a parameter of an overload asks for, as far as can be seen here.
    answer fits(const parameter& p, term t) const {
        while (t.what == kind::variable) t = statements_[static_cast<std::size_t>(t.index)].value;
        if (p.number) {
            const std::optional<int> n = known_number(t);
            return n && *n == *p.number ? answer::yes : answer::no;
        }
        const sort s = calls_.sort_of(t);
        const auto is = [&](bool certain, bool possible) {
            return certain                      ? answer::yes
                   : possible || s == sort::any ? answer::perhaps
                                                : answer::no;
        };
        switch (p.takes) {
        case guard::any: return answer::yes;
        case guard::integer: return is(is_number(s), false);
        case guard::cell: return is(false, is_tuple(s) && t.what != kind::constant);
        case guard::pair: return is(s == sort::pair, s == sort::tuple);
        case guard::tuple: return is(is_tuple(s), false);
        case guard::grids: return is(calls_.depth_of(t) > 2, is_tuple(s));
        case guard::set: return is(s == sort::set, false);
        case guard::function: return is(s == sort::function, false);
        }
        return answer::perhaps;
    }

    static std::optional<int> known_number(term t) {
        if (t.what == kind::integer) return t.index;
        if (t.what != kind::constant) return std::nullopt;
        const table::constant& c = table::constants[static_cast<std::size_t>(t.index)];
        if (c.is == table::constant::form::location) return std::nullopt;
        return c.i;
    }

    /// A call of an operation that a text defines. It is inlined where it is certain which overload
    /// counts, and that one is a single call or is for a constant; otherwise it stays a call.
    term overloaded(closure c, std::vector<argument>& arguments, position at) {
        const std::vector<function>& functions = c.of->functions;
        const function& first = function_of_text(c);
        for (int k = c.function; k >= 0; k = functions[static_cast<std::size_t>(k)].overload) {
            const function& f = functions[static_cast<std::size_t>(k)];
            c.function = k;
            const int in = new_scope(-1, c.of);
            if (!bind_arguments(c, f, arguments, in, at))
                return failed_ ? term{} : wrong(c, first, at);
            std::vector<term> given;
            for (std::size_t n = 0; n < f.parameters.size(); ++n)
                given.push_back(scopes_[static_cast<std::size_t>(in)].values[n]);
            answer all = answer::yes;
            bool numbered = false;
            for (std::size_t n = 0; n < given.size(); ++n) {
                all = std::min(all, fits(f.parameters[n], given[n]));
                numbered = numbered || f.parameters[n].number.has_value();
            }
            if (all == answer::no) continue;
            if (all == answer::yes && (f.is_simple || numbered))
                return inlined_function(c, arguments, at);
            std::vector<term> parts = {terms::operation(first.operation)};
            for (const term t : given) parts.push_back(value(t, at));
            return failed_ ? term{} : make(parts, at);
        }
        return wrong(c, first, at);
    }

    static std::string shown_name(const closure& c, const function& f) {
        return f.name < 0 ? "a lambda" : std::string(c.of->names->text(f.name));
    }

    /// A call with arguments that the function does not take.
    term wrong(const closure& c, const function& f, position at) {
        warn(at, shown_name(c, f) +
                     " does not take these arguments, so this statement fails with status type");
        return make({operation("identity")}, at);
    }

    bool bind_arguments(const closure& c, const function& f, const std::vector<argument>& arguments,
                        int in, position at) {
        const std::size_t count = f.parameters.size();
        std::vector<std::optional<term>> given(count);
        std::size_t next = 0;
        for (const argument& a : arguments) {
            if (a.how >= 0) {
                std::size_t k = 0;
                while (k < count && f.parameters[k].name != a.how) ++k;
                if (k == count || f.parameters[k].star || given[k]) return false;
                given[k] = a.value;
            } else if (next < count && !f.parameters[next].star) {
                given[next++] = a.value;
            } else {
                if (next == count) return false;
                if (!given[next]) {
                    packs_.emplace_back();
                    given[next] = {kind::pack, static_cast<int>(packs_.size()) - 1};
                }
                packs_[static_cast<std::size_t>(given[next]->index)].push_back(a.value);
            }
        }
        for (std::size_t k = 0; k < count; ++k) {
            const parameter& p = f.parameters[k];
            if (!given[k] && p.star) {
                packs_.emplace_back();
                given[k] = {kind::pack, static_cast<int>(packs_.size()) - 1};
            } else if (!given[k] && p.default_begin >= 0) {
                const int outside = scope_of_defaults(c);
                given[k] = run(c.base + p.default_begin, p.default_length, outside);
                if (failed_) return false;
            } else if (!given[k]) {
                return false;
            }
            bind(in, p.name, given_once(*given[k], at));
        }
        return true;
    }

    /// What a parameter is bound to: a comprehension becomes its tuple, all else stays as it is.
    term given_once(term t, position at) { return t.what == kind::generator ? value(t, at) : t; }

    std::vector<running> active_;
};

} // namespace batt::text::detail
