// Functions that a text defines as values: what an operation gets where it takes a function.
#pragma once

#include <batt/text/inlining.hpp>

namespace batt::text::detail {

/// Turns functions and lambdas into values of the DSL.
class function_values : protected inlining {
protected:
    /// A lambda, or a function of the text, as a function of the DSL.
    term function_value(term t, position at) override {
        const std::size_t count = parameter_count(t);
        const int depth = std::exchange(given_depth_, 0);
        made_depth_ = 0;
        // A function of the top level is the same wherever it is used, unless it is known how deep
        // the elements are nested that it is called with.
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

    bool has_level(int level, position at) {
        if (level > deepest_level)
            refuse(at, "expected at most " + std::to_string(deepest_level) +
                           " functions in each other");
        return !failed_;
    }

    /// A function of a dialect as a value: the operation that it defines, or another operation if
    /// it only calls that one.
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

    /// A function with one argument bound; it gets the others when it is called.
    term bound(term f, term with, bool front) {
        closure c;
        c.callee = f;
        (front ? c.front : c.back).push_back(with);
        return new_closure(c);
    }

    void forget_values() {
        functions_made_.clear();
        given_depth_ = 0;
    }

    int given_depth_ = 0; ///< how deep the argument of the next function is nested; 0: not known
    int made_depth_ = 0;  ///< the same of the result of the last function

private:
    struct made_function {
        const module_text* of;
        int function;
        term value;
    };
    static constexpr int deepest_level = 60;

    /// A function of several parameters as a value, which it can be only if it is an operation with
    /// some arguments bound.
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

    /// Whether a term can be computed before the function at this level is called.
    bool is_fixed(term t, int level) const {
        return t.what != kind::unknown &&
               (t.what != kind::call || calls_[t].level < level || calls_.is_safe(t));
    }

    std::vector<made_function> functions_made_;
};

} // namespace batt::text::detail
