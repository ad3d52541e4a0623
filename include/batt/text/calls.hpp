// Calls: of operations, of Python's functions, and of functions that a text defines.
#pragma once

#include <batt/text/function_values.hpp>

namespace batt::text::detail {

/// Reads a call, whatever it calls, as a term.
class calls : protected function_values {
protected:
    term called(term callee, std::vector<argument>& arguments, position at) override {
        // zip(*rows) turns rows into columns
        if (callee == term{kind::builtin, static_cast<int>(builtin::zip_)} &&
            arguments.size() == 1 && arguments[0].how == behind_star &&
            arguments[0].value.what != kind::pack)
            return make("dmirror", at, value(arguments[0].value, at));
        spread(callee, arguments, at);
        if (failed_) return {};
        const bool named = std::any_of(arguments.begin(), arguments.end(),
                                       [](const argument& a) { return a.how >= 0; });
        // a variable may hold an operation, which knows the names of its parameters
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
            // a name without a value fails, whatever its arguments are
            if (a.how >= 0 && callee.what != kind::unknown)
                return refuse(at, "expected arguments without names, as a value is called here");
            parts.push_back(value(a.value, at));
        }
        return failed_ ? term{} : make(parts, at);
    }

    /// A call of the operation with this name.
    term apply_operation(std::string_view name, std::vector<term> arguments, position at) override {
        return applied(operation(name), std::move(arguments), at);
    }

    void forget_calls() {
        forget_inlined();
        forget_values();
    }

private:
    /// Puts the elements of what is behind a star in its place.
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
        // The container says how deep the elements are nested that a function is called with.
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

    /// fork, papply, mpapply and prapply of a function of two parameters, which becomes one of a
    /// pair.
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
};

} // namespace batt::text::detail
