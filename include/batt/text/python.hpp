// What the operators, displays and subscripts of Python mean in operations of the DSL.
#pragma once

#include <batt/text/abstraction.hpp>
#include <optional>

namespace batt::text::detail {

/// All arguments are values: no lambda, no generator.
class python : protected abstraction {
protected:
    /// The number that a term is, if it is written as one.
    std::optional<int> literal(term t) const {
        if (t.what == kind::integer) return t.index;
        for (int n = -2; n <= 10; ++n) {
            if (t == terms::number(n)) return n;
        }
        return std::nullopt;
    }

    term flipped(term t, position at) { return make("flip", at, t); }

    /// `a and b`: b is computed only if a is true.
    term logical_and(term a, term b, position at) {
        if (b.what != kind::call || calls_.is_safe(b)) return make("both", at, a, b);
        return make("branch", at, a, b, calls_.sort_of(a) == sort::truth ? truth(false) : a);
    }
    term logical_or(term a, term b, position at) {
        if (b.what != kind::call || calls_.is_safe(b)) return make("either", at, a, b);
        return make("branch", at, a, calls_.sort_of(a) == sort::truth ? truth(true) : a, b);
    }

    term compared(op how, term a, term b, position at) {
        const bool sets = calls_.sort_of(a) == sort::set || calls_.sort_of(b) == sort::set;
        switch (how) {
        case op::equal: return make("equality", at, a, b);
        case op::unequal: return flipped(make("equality", at, a, b), at);
        case op::in: return make("contained", at, a, b);
        case op::not_in: return flipped(make("contained", at, a, b), at);
        case op::is:
        case op::is_not: {
            const sort of = calls_.sort_of(b);
            if (of != sort::none && !(of == sort::truth && calls_.sort_of(a) == sort::truth))
                return refuse(at, "expected '==' or '!=', as 'is' compares only with None");
            const term same = make("equality", at, a, b);
            return how == op::is ? same : flipped(same, at);
        }
        case op::less: std::swap(a, b); [[fallthrough]];
        case op::greater:
            if (sets)
                return logical_and(subset(b, a, at), flipped(make("equality", at, a, b), at), at);
            return make("greater", at, a, b);
        case op::greater_equal: std::swap(a, b); [[fallthrough]];
        default: return sets ? subset(a, b, at) : flipped(make("greater", at, a, b), at);
        }
    }

    term unary(op how, term a, position at) {
        switch (how) {
        case op::logical_not: return flipped(a, at);
        case op::positive: return a;
        default:
            if (const auto n = literal(a); n && *n != INT32_MIN) return number(-*n);
            return make("invert", at, a);
        }
    }

    term binary(op how, term a, term b, position at) {
        const sort of_a = calls_.sort_of(a);
        const sort of_b = calls_.sort_of(b);
        const bool sets = of_a == sort::set || of_b == sort::set;
        const bool truths = of_a == sort::truth || of_b == sort::truth;
        const bool numbers = is_number(of_a) || is_number(of_b);
        switch (how) {
        case op::add:
            // tuples are joined, as in Python
            return make(is_tuple(of_a) || is_tuple(of_b) ? "combine" : "add", at, a, b);
        case op::subtract: return make(sets ? "difference" : "subtract", at, a, b);
        case op::multiply:
            if (is_tuple(of_b)) std::swap(a, b);
            if (!is_tuple(of_a) && !is_tuple(of_b)) return make("multiply", at, a, b);
            if (calls_.calls(a, "repeat") && calls_.parts(a)[2] == number(1))
                return make("repeat", at, calls_.parts(a)[1], b);
            return make("merge", at, make("repeat", at, a, b));
        case op::floor_divide: return make("divide", at, a, b);
        case op::modulo:
            return make("subtract", at, a, make("multiply", at, b, make("divide", at, a, b)));
        case op::power: return power(a, b, at);
        case op::logical_and: return logical_and(a, b, at);
        case op::logical_or: return logical_or(a, b, at);
        case op::bit_and:
            if (truths) return make("both", at, a, b);
            if (numbers) break;
            return make("intersection", at, a, b);
        case op::bit_or:
            if (truths) return make("either", at, a, b);
            if (numbers) break;
            return make("combine", at, a, b);
        case op::bit_xor:
            if (truths) return compared(op::unequal, a, b, at);
            if (numbers) break;
            return make("difference", at, make("combine", at, a, b),
                        make("intersection", at, a, b));
        default: break;
        }
        return refuse(at,
                      "expected an operator with a meaning in the DSL, found one on the bits of "
                      "numbers");
    }

    /// (a, b, ...)
    term tuple_of(const std::vector<term>& values, position at) {
        const std::size_t count = values.size();
        if (count == 0) return empty_tuple(at);
        if (count == 2) {
            if (const term place = named_place(values[0], values[1]); place.what == kind::constant)
                return place;
            return make("astuple", at, values[0], values[1]);
        }
        const bool same =
            std::all_of(values.begin(), values.end(), [&](term t) { return t == values[0]; });
        if (same) return make("repeat", at, values[0], number(static_cast<int>(count)));
        term joined;
        for (std::size_t k = 0; k < count; k += 2) {
            const term next = k + 1 < count ? make("astuple", at, values[k], values[k + 1])
                                            : make("repeat", at, values[k], number(1));
            joined = k == 0 ? next : make("combine", at, joined, next);
        }
        return joined;
    }

    /// {a, b, ...}
    term set_of(const std::vector<term>& values, position at) {
        if (values.empty()) {
            const term some = make("initset", at, number(0));
            return make("difference", at, some, some);
        }
        term made = make("initset", at, values[0]);
        for (std::size_t k = 1; k < values.size(); ++k) made = make("insert", at, values[k], made);
        return made;
    }

    /// The elements of a container as a set, or as a tuple.
    term as_set(term t, position at) {
        if (calls_.sort_of(t) == sort::set) return t;
        const term marks = make("initset", at, empty_tuple(at));
        return make("apply", at, operation("first"), make("product", at, t, marks));
    }
    term as_tuple(term t, position at) {
        return is_tuple(calls_.sort_of(t)) ? t : make("totuple", at, t);
    }

    /// t[k]
    term element(term t, term k, position at) {
        const term found = numbered_element(t, k, at);
        calls_.note_depth(found, calls_.element_depth(t));
        return found;
    }

    term numbered_element(term t, term k, position at) {
        const std::optional<int> n = literal(k);
        if (const int length = known_length(t); n && length > 0) {
            if (*n == 0 || *n == -length) return make("first", at, t);
            if (*n == -1 || *n == length - 1) return make("last", at, t);
        }
        if (n && *n == 0) return make("extract", at, t, always(truth(true), at));
        const term from = number(0);
        const term length = make("size", at, t);
        term numbered;
        if (n && *n > 0) {
            numbered = make("pair", at, make("interval", at, from, length, number(1)), t);
        } else {
            const term back = make("interval", at, make("invert", at, length), from, number(1));
            numbered = make("pair", at, back, t);
            if (!n) {
                const term on = make("interval", at, from, length, number(1));
                numbered = make("combine", at, numbered, make("pair", at, on, t));
            }
        }
        return make("last", at,
                    make("extract", at, numbered, make("matcher", at, operation("first"), k)));
    }

    /// t[low:high], either of which may be missing (`none`)
    term slice(term t, term low, term high, position at) {
        const term size = make("size", at, t);
        term numbered = make("pair", at, make("interval", at, number(0), size, number(1)), t);
        const auto from_front = [&](term bound) {
            const auto n = literal(bound);
            if (n && *n >= 0) return bound;
            const term behind = make("add", at, bound, size);
            if (n) return behind;
            return make("branch", at, make("greater", at, number(0), bound), behind, bound);
        };
        const auto keep = [&](term condition) {
            const term on_number = make("compose", at, condition, operation("first"));
            numbered = make("sfilter", at, numbered, on_number);
        };
        const term above = operation("greater");
        if (low.what != kind::none)
            keep(make("compose", at, operation("flip"), make("lbind", at, above, from_front(low))));
        if (high.what != kind::none) keep(make("lbind", at, above, from_front(high)));
        return without_numbers(numbered, t, at);
    }
    term backwards(term t, position at) {
        const term back = make("interval", at, make("size", at, t), number(0), number(-1));
        const term numbered = make("pair", at, back, t);
        return without_numbers(make("order", at, numbered, operation("first")), t, at);
    }
    /// The elements of t that are left in a tuple of pairs of numbers and elements.
    term without_numbers(term numbered, term t, position at) {
        const term made = make("apply", at, operation("last"), numbered);
        calls_.note_depth(made, calls_.depth_of(t));
        return made;
    }

    /// t[low:high:step], where what is missing is `none`.
    term stepped(term of, term low, term high, term step, position at) {
        const auto by = literal(step);
        if (!by || *by == 0)
            return refuse(at, "expected a slice whose step is a number other than 0");
        if (*by > 0) return every(low, high, of, *by, at);
        // From `low` down to the place after `high`: the elements between, backwards.
        const auto behind = [&](term bound) {
            const auto n = literal(bound);
            return !n || *n == -1 ? term{} : number(*n + 1);
        };
        if ((low.what != kind::none && !literal(low)) ||
            (high.what != kind::none && behind(high).what == kind::none))
            return refuse(at, "expected bounds that are numbers in a slice that goes backwards");
        const term between = every(behind(high), behind(low), of, 1, at);
        return every({}, {}, backwards(between, at), -*by, at);
    }

    /// a if it is larger (or smaller), else b
    term larger(term a, term b, bool smaller, position at) {
        const term other = smaller ? make("greater", at, a, b) : make("greater", at, b, a);
        return make("branch", at, other, b, a);
    }

    /// The sum of the numbers in a tuple: counts as many zeros as the numbers say.
    term sum(term t, position at) {
        const term zeros = make("lbind", at, operation("repeat"), number(0));
        const term below = make("compose", at, zeros, operation("invert"));
        return make("subtract", at, make("size", at, make("mapply", at, zeros, t)),
                    make("size", at, make("mapply", at, below, t)));
    }

private:
    /// of[low:high:step] for a step above 0
    term every(term low, term high, term of, int step, position at) {
        const bool whole = low.what == kind::none && high.what == kind::none;
        const term some = whole ? of : slice(of, low, high, at);
        return step == 1 ? some : thinned(some, number(step), at);
    }

    /// t[::step]
    term thinned(term t, term step, position at) {
        const term on = make("interval", at, number(0), make("size", at, t), number(1));
        const term floor = make("compose", at, make("rbind", at, operation("multiply"), step),
                                make("rbind", at, operation("divide"), step));
        const term stays = make("fork", at, operation("equality"), operation("identity"), floor);
        const term kept = make("sfilter", at, make("pair", at, on, t),
                               make("compose", at, stays, operation("first")));
        return without_numbers(kept, t, at);
    }

    term subset(term a, term b, position at) {
        return make("equality", at, make("intersection", at, a, b), a);
    }

    term power(term a, term b, position at) {
        constexpr int most = 16;
        const auto n = literal(b);
        if (!n || *n < 1 || *n > most)
            return refuse(at, "expected a number from 1 to 16 after '**'");
        term result = a;
        for (int k = 1; k < *n; ++k) result = make("multiply", at, result, a);
        return result;
    }

    term named_place(term a, term b) const {
        struct named {
            int i, j;
            std::string_view name;
        };
        static constexpr std::array<named, 13> places = {{{1, 0, "DOWN"},
                                                          {0, 1, "RIGHT"},
                                                          {-1, 0, "UP"},
                                                          {0, -1, "LEFT"},
                                                          {0, 0, "ORIGIN"},
                                                          {1, 1, "UNITY"},
                                                          {-1, -1, "NEG_UNITY"},
                                                          {-1, 1, "UP_RIGHT"},
                                                          {1, -1, "DOWN_LEFT"},
                                                          {0, 2, "ZERO_BY_TWO"},
                                                          {2, 0, "TWO_BY_ZERO"},
                                                          {2, 2, "TWO_BY_TWO"},
                                                          {3, 3, "THREE_BY_THREE"}}};
        const auto i = literal(a);
        const auto j = literal(b);
        for (const named& place : places) {
            if (i == place.i && j == place.j) return {kind::constant, constant_of(place.name)};
        }
        return {};
    }

    /// How many elements a tuple certainly has, 0 if that is not known.
    int known_length(term t) const {
        if (calls_.sort_of(t) == sort::pair) return 2;
        while (t.what == kind::variable) t = statements_[static_cast<std::size_t>(t.index)].value;
        if (!calls_.calls(t, "hsplit") && !calls_.calls(t, "vsplit")) return 0;
        const auto parts = calls_.parts(t);
        return parts.size() == 3 ? std::max(0, literal(parts[2]).value_or(0)) : 0;
    }
};

} // namespace batt::text::detail
