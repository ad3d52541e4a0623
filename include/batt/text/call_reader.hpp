// Calls: arguments find their parameters, and functions of a text are inlined where they are
// called.
#pragma once

#include <batt/text/python_functions.hpp>

namespace batt::text::detail {

class calls : protected python_functions {
protected:
    term called(term callee, std::vector<argument>& arguments, position at) override {
        // rows become columns
        if (callee == term{kind::builtin, static_cast<int>(builtin::zip_)} &&
            arguments.size() == 1 && arguments[0].how == behind_star &&
            arguments[0].value.what != kind::pack)
            return make("dmirror", at, value(arguments[0].value, at));
        spread(callee, arguments, at);
        if (failed_) return {};
        const bool named = std::any_of(arguments.begin(), arguments.end(),
                                       [](const argument& a) { return a.how >= 0; });
        // only an operation knows the names of its parameters
        while (named && callee.what == kind::variable)
            callee = statements_[static_cast<std::size_t>(callee.index)].value;
        switch (callee.what) {
        case kind::operation: return of_operation(callee, arguments, at);
        case kind::closure: return inlined(callee, arguments, at);
        case kind::builtin:
            return called_builtin(static_cast<builtin>(callee.index), arguments, at);
        default: break;
        }
        std::vector<term> parts = {value(callee, at)};
        for (const argument& a : arguments) {
            // a name without a value fails whatever it is called with
            if (a.how >= 0 && callee.what != kind::unknown)
                return refuse(at, "expected arguments without names, as a value is called here");
            parts.push_back(value(a.value, at));
        }
        return failed_ ? term{} : make(parts, at);
    }

    /// A call of an operation; functions of several parameters find their arguments here.
    term apply_operation(std::string_view name, std::vector<term> arguments, position at) override {
        return applied(operation(name), std::move(arguments), at);
    }

    /// A lambda or a function as a function of the DSL.
    term function_value(term t, position at) override {
        const std::size_t count = parameter_count(t);
        const int depth = std::exchange(given_depth_, 0);
        made_depth_ = 0;
        // What a function of the top level is does not hang on where it is used, unless much is
        // known of what it is called with.
        const closure of =
            t.what == kind::closure ? closures_[static_cast<std::size_t>(t.index)] : closure{};
        const bool at_top = depth == 0 && of.function >= 0 && of.scope < 0;
        for (const made_function& m : functions_made_) {
            if (at_top && m.of == of.of && m.function == of.function) return m.value;
        }
        if (const auto own = own_value(t, count, at)) return *own;
        if (failed_) return {};
        if (count != 1) return of_several(t, count, at);
        const int outside = level_;
        const std::vector<std::size_t> begins = begins_;
        if (at_top) level_ = 0;
        const int level = begin_body(depth);
        if (!has_level(level, at)) return {};
        std::vector<argument> given = {{by_place, P(level)}};
        const term called_with = called(t, given, at);
        const term body = value(called_with, at);
        const int made_depth = calls_.depth_of(body);
        end_body();
        term made;
        if (!failed_) made = function_of(body, level, at);
        level_ = outside;
        begins_ = begins;
        if (failed_) return {};
        made_depth_ = made_depth;
        if (at_top) functions_made_.push_back({of.of, of.function, made});
        return made;
    }

    void forget_calls() {
        functions_made_.clear();
        active_.clear();
        given_depth_ = 0;
    }

private:
    struct made_function {
        const module_text* of;
        int function;
        term value;
    };
    struct running {
        const module_text* of;
        int function;
    };
    static constexpr int deepest_level = 60;
    static constexpr std::size_t deepest_call = 120;
    static constexpr int most_repeats = 4;

    bool has_level(int level, position at) {
        if (level > deepest_level)
            refuse(at, "expected at most " + std::to_string(deepest_level) +
                           " functions in each other");
        return !failed_;
    }

    const function& function_of_text(const closure& c) const {
        return c.of->functions[static_cast<std::size_t>(c.function)];
    }

    /// How many arguments a function must be given.
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

    /// Resolves stars among the arguments.
    void spread(term callee, std::vector<argument>& arguments, position at) {
        for (std::size_t k = 0; k < arguments.size() && !failed_; ++k) {
            if (arguments[k].how != behind_star) continue;
            const term t = arguments[k].value;
            const std::size_t others = arguments.size() - 1;
            std::size_t takes = callee.what == kind::closure || callee.what == kind::operation
                                    ? parameter_count(callee)
                                    : 0;
            takes = takes > others ? takes - others : 0;
            const std::vector<term> some = unpacked(t, takes, at);
            arguments.erase(arguments.begin() + static_cast<std::ptrdiff_t>(k));
            for (std::size_t n = 0; n < some.size(); ++n)
                arguments.insert(arguments.begin() + static_cast<std::ptrdiff_t>(k + n),
                                 {by_place, some[n]});
        }
    }

    std::string_view name_of(term op) const { return calls_.operation_at(op).text; }
    term of_operation(term op, const std::vector<argument>& arguments, position at) {
        std::vector<std::optional<term>> placed;
        for (const argument& a : arguments) {
            if (a.how < 0) {
                placed.push_back(a.value);
                continue;
            }
            const std::string_view name = here_->names->text(a.how);
            const int k = parameter_of(calls_.parameters_of(op), name);
            if (k < 0) {
                warn(at, std::string(name_of(op)) + " has no parameter " + std::string(name) +
                             ", but " + calls_.parameters_of(op) +
                             ", so this statement fails with status type");
                return make({op}, at);
            }
            const auto n = static_cast<std::size_t>(k);
            if (placed.size() <= n) placed.resize(n + 1);
            if (placed[n])
                return refuse(at, "expected one value for the parameter " + std::string(name) +
                                      " of " + std::string(name_of(op)) + ", found two");
            placed[n] = a.value;
        }
        std::vector<term> given;
        for (const auto& t : placed) {
            if (t) given.push_back(*t);
        }
        return applied(op, std::move(given), at);
    }

    bool is_function_of_text(term t) const {
        return t.what == kind::closure || t.what == kind::builtin;
    }

    term applied(term op, std::vector<term> arguments, position at) {
        if (failed_) return {};
        const auto is = [&](std::string_view name) { return op == operation(name); };
        const std::size_t count = arguments.size();
        const bool first = count > 0 && is_function_of_text(arguments[0]);
        const bool binds = count == 2 && (is("lbind") || is("rbind"));
        if (binds &&
            (first || (arguments[0].what == kind::operation && arguments[1].what == kind::closure &&
                       parameter_count(arguments[1]) != 1)))
            return bound(arguments[0], arguments[1], is("lbind"));
        if (count == 3 && first && (is("fork") || is("papply") || is("mpapply") || is("prapply"))) {
            const auto own = own_value(arguments[0], 2, at);
            if (!own) return failed_ ? term{} : of_two(op, arguments, at);
            arguments[0] = *own;
        }
        const bool filters = is("sfilter") || is("mfilter");
        if (filters && count == 2 && arguments[1].what == kind::closure &&
            parameter_count(arguments[1]) == 1)
            return filtered_by(op, arguments, at);
        std::vector<term> parts = {op};
        // What the container is says what a function of its elements is called with.
        const auto k = static_cast<std::size_t>(op.index);
        const int c = count == 2 && k < facts.size() ? facts[k].container : -1;
        const bool over = c >= 0 && is_function_of_text(arguments[1 - static_cast<std::size_t>(c)]);
        term container;
        if (over) {
            term& given = arguments[static_cast<std::size_t>(c)];
            container = given = value(given, at);
        }
        for (term t : arguments) {
            given_depth_ = over && is_function_of_text(t) ? calls_.element_depth(container) : 0;
            parts.push_back(value(t, at));
        }
        given_depth_ = 0;
        if (failed_) return {};
        const term made = make(parts, at);
        if (over && c == 1 && is_tuple(calls_.sort_of(container)))
            calls_.note_depth(made, made_depth_ + (is("apply") ? 1 : 0));
        return made;
    }

    term filtered_by(term op, const std::vector<term>& arguments, position at) {
        const term container = value(arguments[0], at);
        const int level = begin_body(calls_.element_depth(container));
        if (!has_level(level, at)) return {};
        std::vector<argument> given = {{by_place, P(level)}};
        const term called_with = called(arguments[1], given, at);
        const term condition = value(called_with, at);
        end_body();
        return failed_ ? term{} : filtered(name_of(op), container, condition, level, at);
    }

    /// A function with an argument bound, which takes the others when it is called.
    term bound(term f, term with, bool front) {
        closure c;
        c.callee = f;
        (front ? c.front : c.back).push_back(with);
        return new_closure(c);
    }

    /// fork, papply, mpapply and prapply of a function of two parameters: it takes a pair instead.
    term of_two(term op, const std::vector<term>& arguments, position at) {
        const term a = value(arguments[1], at);
        const term b = value(arguments[2], at);
        if (failed_) return {};
        if (arguments[0].what == kind::closure) {
            if (const auto plain = reduced(arguments[0], 2, at))
                return make({op, *plain, a, b}, at);
        }
        if (failed_) return {};
        const int level = begin_body();
        if (!has_level(level, at)) return {};
        std::vector<argument> given = {{by_place, make("first", at, P(level))},
                                       {by_place, make("last", at, P(level))}};
        const term called_with = called(arguments[0], given, at);
        const term body = value(called_with, at);
        end_body();
        if (failed_) return {};
        const term of_pair = function_of(body, level, at);
        const auto is = [&](std::string_view name) { return op == operation(name); };
        if (is("fork")) return composed(of_pair, make("fork", at, operation("astuple"), a, b), at);
        if (is("prapply")) return make("apply", at, of_pair, make("product", at, a, b));
        return make(is("papply") ? "apply" : "mapply", at, of_pair, make("pair", at, a, b));
    }

    /// A function of several parameters as a value: only what an operation with some arguments
    /// bound can be.
    term of_several(term t, std::size_t count, position at) {
        if (count > 1) {
            if (const auto plain = reduced(t, count, at)) return *plain;
            if (failed_) return {};
        }
        if (const auto some = bound_own(t, at)) return *some;
        if (failed_) return {};
        return refuse(at, "expected a function of one parameter, found one of " +
                              std::to_string(count));
    }

    std::optional<term> reduced(term t, std::size_t count, position at) {
        const int first = level_ + 1;
        std::vector<argument> given;
        for (std::size_t k = 0; k < count; ++k) {
            const int level = begin_body();
            if (!has_level(level, at)) return std::nullopt;
            given.push_back({by_place, P(level)});
        }
        const term called_with = called(t, given, at);
        const term body = value(called_with, at);
        for (std::size_t k = 0; k < count; ++k) end_body();
        if (failed_ || body.what != kind::call) return std::nullopt;
        const std::vector<term> parts(calls_.parts(body).begin(), calls_.parts(body).end());
        const std::size_t arguments = parts.size() - 1;
        if (parts[0].what != kind::operation ||
            static_cast<std::size_t>(calls_.arity_of(parts[0])) != arguments || arguments < count)
            return std::nullopt;
        std::size_t place = 1;
        while (place <= arguments && parts[place] != P(first)) ++place;
        if (place + count - 1 > arguments) return std::nullopt;
        for (std::size_t k = 1; k <= arguments; ++k) {
            const bool inside = k >= place && k < place + count;
            if (inside ? parts[k] != P(first + static_cast<int>(k - place))
                       : (calls_.depends(parts[k]) >> static_cast<unsigned>(first)) != 0 ||
                             !is_fixed(parts[k], first))
                return std::nullopt;
        }
        term f = parts[0];
        for (std::size_t k = 1; k < place; ++k) f = make("lbind", at, f, parts[k]);
        for (std::size_t k = arguments; k >= place + count; --k) f = make("rbind", at, f, parts[k]);
        return f;
    }
    /// Whether a term can be computed before the function of a level is called.
    bool is_fixed(term t, int level) const {
        return t.what != kind::unknown &&
               (t.what != kind::call || calls_[t].level < level || calls_.is_safe(t));
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

    // Operations that are said in text, by overloads.

    enum class answer : std::uint8_t { no, perhaps, yes };

    /// Whether a value is certainly what a parameter of an overload asks for.
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

    /// The call of an operation that is said in text. Where it is certain which overload counts,
    /// and that is one call or only for a constant, what it says; else a call of the operation.
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

    /// A function of a dialect as a value: the operation that it is, unless it is simply another.
    std::optional<term> own_value(term t, std::size_t count, position at) {
        if (t.what != kind::closure) return std::nullopt;
        const closure& c = closures_[static_cast<std::size_t>(t.index)];
        const bool is_own = c.function >= 0 && function_of_text(c).operation >= 0;
        if (!is_own || count != function_of_text(c).parameters.size()) return std::nullopt;
        const module_text* of = c.of;
        const int function = c.function;
        std::optional<term> made = reduced(t, count, at);
        if (failed_) return std::nullopt;
        if (!made)
            made = terms::operation(of->functions[static_cast<std::size_t>(function)].operation);
        functions_made_.push_back({of, function, *made});
        return made;
    }
    /// An operation of a dialect with some arguments bound, as a value.
    std::optional<term> bound_own(term t, position at) {
        if (t.what != kind::closure) return std::nullopt;
        const closure c = closures_[static_cast<std::size_t>(t.index)];
        if (c.function >= 0) return own_value(t, parameter_count(t), at);
        std::optional<term> f = c.callee.what == kind::closure ? bound_own(c.callee, at) : c.callee;
        for (const term v : c.front)
            if (f) f = make("lbind", at, *f, value(v, at));
        for (const term v : c.back)
            if (f) f = make("rbind", at, *f, value(v, at));
        return failed_ ? std::nullopt : f;
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
    /// What is bound to a parameter stays what it is; a comprehension becomes its tuple.
    term given_once(term t, position at) { return t.what == kind::generator ? value(t, at) : t; }

    int given_depth_ = 0; ///< of what the next function is called with
    int made_depth_ = 0;  ///< of what the last function gives
    std::vector<running> active_;
    std::vector<made_function> functions_made_;
};

} // namespace batt::text::detail
