// The functions of Python that have a meaning in the DSL.
#pragma once

#include <batt/text/comprehensions.hpp>

namespace batt::text::detail {

class python_functions : protected comprehensions {
protected:
    term called_builtin(builtin f, const std::vector<argument>& arguments, position at) {
        if (failed_) return {};
        arguments_given g;
        for (const argument& a : arguments) {
            if (a.how < 0)
                g.plain.push_back(a.value);
            else
                g.named.push_back(a);
        }
        const term t = meaning(f, g, at);
        if (failed_) return {};
        if (t.what == kind::broken)
            return refuse(at, "expected another use of " +
                                  std::string(builtins[static_cast<std::size_t>(f)]) +
                                  ", as this one has no meaning in the DSL");
        return t;
    }

private:
    struct arguments_given {
        std::vector<term> plain;
        std::vector<argument> named;

        std::size_t count() const { return plain.size(); }
    };
    static constexpr term no_meaning{kind::broken, 0};

    /// The argument that is given by a name, if there is one.
    std::optional<term> named(const arguments_given& g, std::string_view name) const {
        for (const argument& a : g.named) {
            if (here_->names->text(a.how) == name) return a.value;
        }
        return std::nullopt;
    }

    term meaning(builtin f, arguments_given& g, position at) {
        const auto v = [&](std::size_t k) { return value(g.plain[k], at); };
        const bool has_names = f == builtin::sorted_ || f == builtin::max_ || f == builtin::min_ ||
                               f == builtin::enumerate_;
        if (!g.named.empty() && !has_names) return no_meaning;
        const std::size_t n = g.count();
        switch (f) {
        case builtin::tuple_:
        case builtin::list_:
            if (n == 0) return empty_tuple(at);
            return n == 1 ? as_tuple(v(0), at) : no_meaning;
        case builtin::set_:
        case builtin::frozenset_:
            if (n == 0) return set_of({}, at);
            return n == 1 ? to_set(g.plain[0], at) : no_meaning;
        case builtin::range_:
            if (n == 1) return make("interval", at, number(0), v(0), number(1));
            if (n == 2) return make("interval", at, v(0), v(1), number(1));
            return n == 3 ? make("interval", at, v(0), v(1), v(2)) : no_meaning;
        case builtin::map_:
            if (n == 2) return mapped(g.plain[0], as_tuple(v(1), at), at);
            return n == 3 ? apply_operation(
                                "papply", {g.plain[0], as_tuple(v(1), at), as_tuple(v(2), at)}, at)
                          : no_meaning;
        case builtin::filter_:
            if (n != 2) return no_meaning;
            if (g.plain[0].what == kind::none) g.plain[0] = operation("identity");
            return apply_operation("sfilter", {as_tuple(v(1), at), g.plain[0]}, at);
        case builtin::zip_: return n == 0 ? empty_tuple(at) : zipped(values(g.plain, at), at);
        case builtin::enumerate_: return enumerated(g, at);
        case builtin::max_:
        case builtin::min_: return extreme(f == builtin::min_, g, at);
        case builtin::next_: return next(g, at);
        case builtin::sorted_: return n == 1 ? sorted(g, at) : no_meaning;
        case builtin::sum_:
            if (n == 2) return make("add", at, sum(as_tuple(v(0), at), at), v(1));
            return n == 1 ? sum(as_tuple(v(0), at), at) : no_meaning;
        default: break;
        }
        if (n != 1) return no_meaning;
        switch (f) {
        case builtin::len_: return make("size", at, v(0));
        case builtin::reversed_: return backwards(as_tuple(v(0), at), at);
        case builtin::iter_: return v(0);
        case builtin::any_:
        case builtin::all_: return some(g.plain[0], f == builtin::all_, at);
        case builtin::bool_: {
            const term t = v(0);
            return calls_.sort_of(t) == sort::truth ? t : flipped(flipped(t, at), at);
        }
        case builtin::int_: return v(0);
        default: {
            const term t = v(0);
            return make("multiply", at, t, make("sign", at, t));
        }
        }
    }

    term to_set(term t, position at) {
        if (t.what == kind::generator) return collect(t, true, at);
        if (t.what == kind::pack)
            return set_of(values(packs_[static_cast<std::size_t>(t.index)], at), at);
        const term from = value(t, at);
        return failed_ ? term{} : as_set(from, at);
    }

    term mapped(term f, term over, position at) {
        return failed_ ? term{} : apply_operation("apply", {f, over}, at);
    }

    term zipped(const std::vector<term>& all, position at) {
        if (failed_) return {};
        const term alone = make("rbind", at, operation("repeat"), number(1));
        term made = as_tuple(all[0], at);
        if (all.size() == 1) made = make("apply", at, alone, made);
        for (std::size_t k = 1; k < all.size(); ++k) {
            made = make("pair", at, made, as_tuple(all[k], at));
            if (k == 1) continue;
            const term last = make("compose", at, alone, operation("last"));
            const term longer = make("fork", at, operation("combine"), operation("first"), last);
            made = make("apply", at, longer, made);
        }
        calls_.note_depth(made, 2);
        return made;
    }

    term enumerated(const arguments_given& g, position at) {
        const auto start = named(g, "start");
        if (g.count() < 1 || g.count() > 2 || (g.named.size() != (start ? 1U : 0U)))
            return no_meaning;
        const term t = as_tuple(value(g.plain[0], at), at);
        const term from = start            ? value(*start, at)
                          : g.count() == 2 ? value(g.plain[1], at)
                                           : number(0);
        term end = make("size", at, t);
        if (from != number(0)) end = make("add", at, end, from);
        return make("pair", at, make("interval", at, from, end, number(1)), t);
    }

    term extreme(bool smallest, const arguments_given& g, position at) {
        const auto key = named(g, "key");
        const auto fallback = named(g, "default");
        if (g.named.size() != (key ? 1U : 0U) + (fallback ? 1U : 0U) || g.count() == 0)
            return no_meaning;
        if (g.count() > 1 && !key) {
            if (fallback) return no_meaning;
            term best = value(g.plain[0], at);
            for (std::size_t k = 1; k < g.count() && !failed_; ++k)
                best = larger(best, value(g.plain[k], at), smallest, at);
            return best;
        }
        const term from = g.count() > 1 ? tuple_of(values(g.plain, at), at) : value(g.plain[0], at);
        const term by = key ? *key : operation("identity");
        const term best = apply_operation(smallest ? "argmin" : "argmax", {from, by}, at);
        if (failed_ || !fallback) return best;
        return make("branch", at, make("size", at, from), best, value(*fallback, at));
    }

    /// Descending order also keeps equal elements in their order.
    term sorted(const arguments_given& g, position at) {
        const auto key = named(g, "key");
        const auto reverse = named(g, "reverse");
        if (g.named.size() != (key ? 1U : 0U) + (reverse ? 1U : 0U)) return no_meaning;
        const bool falls = reverse && *reverse == truth(true);
        if (reverse && !falls && *reverse != truth(false)) return no_meaning;
        term from = value(g.plain[0], at);
        if (falls) from = backwards(as_tuple(from, at), at);
        const term by = key && key->what != kind::none ? *key : operation("identity");
        const term rising = apply_operation("order", {from, by}, at);
        if (failed_) return {};
        return falls ? backwards(rising, at) : rising;
    }

    /// Each element of a tuple in a tuple of its own, and after them an empty tuple, which
    /// `extract` finds if no element will do.
    term with_end(term t, position at) {
        const term ones = make("apply", at, make("rbind", at, operation("repeat"), number(1)), t);
        return make("combine", at, ones, make("repeat", at, empty_tuple(at), number(1)));
    }

    /// `any` and `all`, which look no further than they need.
    term some(term t, bool negated, position at) {
        std::optional<term> source;
        if (t.what == kind::generator)
            source = single_source(generators_[static_cast<std::size_t>(t.index)], at);
        if (failed_) return {};
        const bool single = source.has_value();
        if (!single) source = as_tuple(value(t, at), at);
        const int level = begin_body();
        const term element = make("first", at, P(level));
        one found;
        if (single)
            found =
                single_element(generators_[static_cast<std::size_t>(t.index)], element, true, at);
        else
            found.element = element;
        if (negated) found.element = flipped(found.element, at);
        const term wanted =
            found.condition ? logical_and(*found.condition, found.element, at) : found.element;
        const term stops = make("branch", at, P(level), wanted, truth(true));
        end_body();
        if (failed_) return {};
        const term first =
            make("extract", at, with_end(*source, at), function_of(stops, level, at));
        const term any = make("size", at, first);
        return negated ? flipped(any, at) : make("positive", at, any);
    }

    term next(const arguments_given& g, position at) {
        if (g.count() < 1 || g.count() > 2 || !g.named.empty()) return no_meaning;
        std::optional<term> source;
        if (g.plain[0].what == kind::generator)
            source = single_source(generators_[static_cast<std::size_t>(g.plain[0].index)], at);
        if (failed_) return {};
        if (!source) {
            const term t = value(g.plain[0], at);
            const term first = make("extract", at, t, always(truth(true), at));
            if (g.count() == 1) return first;
            return make("branch", at, make("size", at, t), first, value(g.plain[1], at));
        }
        const generator from = generators_[static_cast<std::size_t>(g.plain[0].index)];
        const bool ends = g.count() == 2;
        const int level = begin_body();
        const term element = ends ? make("first", at, P(level)) : P(level);
        const one tested = single_element(from, element, true, at);
        term wanted = tested.condition.value_or(truth(true));
        if (ends) wanted = make("branch", at, P(level), wanted, truth(true));
        end_body();
        if (failed_) return {};
        const term found = make("extract", at, ends ? with_end(*source, at) : *source,
                                function_of(wanted, level, at));
        const term what = ends ? make("first", at, found) : found;
        const term made = single_element(from, what, false, at).element;
        // there must be one, even if it is not used
        if (failed_ || !ends) return failed_ || made == found ? made : given(made, found, at);
        return make("branch", at, found, made, value(g.plain[1], at));
    }

    virtual term apply_operation(std::string_view operation, std::vector<term> arguments,
                                 position at) = 0;
};

} // namespace batt::text::detail
