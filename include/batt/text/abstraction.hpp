// Makes functions without parameters of their own: compose, fork, lbind ... instead of a lambda.
#pragma once

#include <algorithm>
#include <batt/text/making.hpp>

namespace batt::text::detail {

/// Takes a parameter out of an expression. The body of the function is computed when the function
/// is called, and only as far as it is needed then, as in Python: what a branch does not choose is
/// not computed, and nothing that could fail is computed beforehand.
class abstraction : protected making {
protected:
    /// Begins the body of a function at the next level, which it returns. The parameter is
    /// P(level); tuples in it are nested `depth` deep.
    int begin_body(int depth = 0) {
        ++level_;
        calls_.note_parameter(level_, depth);
        begins_.resize(static_cast<std::size_t>(level_) + 1);
        begins_[static_cast<std::size_t>(level_)] = calls_.size();
        return level_;
    }
    void end_body() { calls_.note_parameter(level_--, 0); }

    /// The function of P(level) that gives `body`, whose level has ended.
    term function_of(term body, int level, position at) {
        std::vector<term> before;
        term rest = body;
        while (!failed_ && is_computed_call(rest, level)) {
            collect(rest, level);
            const term shared = first_shared(level);
            if (shared.what != kind::call) break;
            // It is computed first, and paired with the parameter if that is still needed.
            const term once = direct(shared, level, at);
            const bool alone = !needs(rest, level, shared);
            before.push_back(alone ? once
                                   : make("fork", at, operation("astuple"), identity(), once));
            collect(rest, level);
            rest = replaced(rest, level, shared, alone, at);
        }
        term made = direct(rest, level, at);
        while (!before.empty()) {
            made = composed(made, before.back(), at);
            before.pop_back();
        }
        return made;
    }

    /// outer after inner.
    term composed(term outer, term inner, position at) {
        return inner == identity() ? outer : make("compose", at, outer, inner);
    }

    /// t, which fails if `with` does.
    term given(term t, term with, position at) {
        return make("first", at, make("astuple", at, t, with));
    }

    /// The function that gives t, whatever it is called with.
    term always(term t, position at) {
        return make("compose", at, operation("first"), make("lbind", at, operation("astuple"), t));
    }

    std::vector<std::size_t> begins_; ///< for each level, how many calls there were before its body

private:
    static constexpr int cheap = 2; ///< the most calls that are cheaper to repeat than to remember
    static constexpr int deepest_choice = 200;

    term identity() const { return operation("identity"); }
    /// A function whose calls fail with `type`.
    term failing(position at) { return make("compose", at, operation("add"), identity()); }

    bool needs_level(term t, int level) const {
        return (calls_.depends(t) >> static_cast<unsigned>(level) & 1U) != 0;
    }
    /// Whether t is computed when the function is called, and not bound beforehand.
    bool is_computed(term t, int level) const {
        if (t.what != kind::call) return t.what == kind::unknown;
        const node& n = calls_[t];
        return needs_level(t, level) || (n.level >= level && !n.safe);
    }
    bool is_computed_call(term t, int level) const {
        return t.what == kind::call && is_computed(t, level);
    }
    /// Whether a call is a branch of which only one alternative must succeed.
    bool is_lazy(std::span<const term> parts, int level) const {
        return parts.size() == 4 && parts[0] == operation("branch") &&
               (is_computed(parts[2], level) || is_computed(parts[3], level));
    }

    struct met {
        int call;
        bool always; ///< not only if a branch chooses it
    };

    /// The place of a computed call among those of its body.
    std::size_t place(int call, int level) const {
        return static_cast<std::size_t>(call) - begins_[static_cast<std::size_t>(level)];
    }

    /// Finds the calls that `body` computes, how often each is used, and which always are.
    void collect(term body, int level) {
        uses_.assign(calls_.size() - begins_[static_cast<std::size_t>(level)], 0);
        state_.assign(uses_.size(), 0);
        found_.clear();
        std::vector<met> left = {{body.index, true}};
        uses_[place(body.index, level)] = 1;
        while (!left.empty()) {
            const met m = left.back();
            left.pop_back();
            const std::size_t k = place(m.call, level);
            const std::uint8_t now = m.always ? 2 : 1;
            if (state_[k] >= now) continue;
            const bool again = state_[k] > 0;
            state_[k] = now;
            if (!again) found_.push_back(m.call);
            const auto parts = calls_.parts({kind::call, m.call});
            const bool lazy = is_lazy(parts, level);
            for (std::size_t p = 0; p < parts.size(); ++p) {
                if (!is_computed_call(parts[p], level)) continue;
                if (!again) ++uses_[place(parts[p].index, level)];
                left.push_back({parts[p].index, m.always && !(lazy && p >= 2)});
            }
        }
        std::sort(found_.begin(), found_.end());
    }

    /// The first call that is always computed and used more than once, if there is one.
    term first_shared(int level) const {
        for (int k : found_) {
            const std::size_t n = place(k, level);
            const term t{kind::call, k};
            if (state_[n] == 2 && uses_[n] > 1 && calls_.weight(t) > cheap &&
                !is_remembered(t, level))
                return t;
        }
        return {};
    }

    /// Whether a call only takes a part out of the parameter: remembering that gains nothing.
    bool is_remembered(term t, int level) const {
        while (calls_.calls(t, "first") || calls_.calls(t, "last")) {
            const auto parts = calls_.parts(t);
            if (parts.size() != 2) return false;
            t = parts[1];
        }
        return t == P(level);
    }

    /// Whether `body` needs the parameter other than through `shared`.
    bool needs(term body, int level, term shared) const {
        std::vector<int> left = {body.index};
        std::vector<bool> seen(calls_.size() - begins_[static_cast<std::size_t>(level)]);
        while (!left.empty()) {
            const term t{kind::call, left.back()};
            const std::size_t k = place(t.index, level);
            left.pop_back();
            if (seen[k] || t == shared) continue;
            seen[k] = true;
            for (term part : calls_.parts(t)) {
                if (part == P(level)) return true;
                if (is_computed_call(part, level)) left.push_back(part.index);
            }
        }
        return false;
    }

    /// `body` as a function of the pair of the parameter and `shared`, or of `shared` alone.
    term replaced(term body, int level, term shared, bool alone, position at) {
        const term value = alone ? P(level) : made_in_body("last", level, at);
        const term given = alone ? P(level) : made_in_body("first", level, at);
        std::vector<term> now(state_.size());
        for (int k : found_) {
            const std::size_t n = place(k, level);
            now[n] = {kind::call, k};
            if (now[n] == shared) {
                now[n] = value;
                continue;
            }
            const node old = calls_[now[n]];
            std::vector<term> parts(calls_.parts(old).begin(), calls_.parts(old).end());
            bool changed = false;
            for (term& part : parts) {
                const term was = part;
                if (part == P(level))
                    part = given;
                else if (is_computed_call(part, level))
                    part = now[place(part.index, level)];
                changed = changed || part != was;
            }
            if (changed) now[n] = in_body(parts, level, old.at);
        }
        return now[place(body.index, level)];
    }
    term made_in_body(std::string_view name, int level, position at) {
        const std::array<term, 2> parts = {operation(name), P(level)};
        return in_body(parts, level, at);
    }
    term in_body(std::span<const term> parts, int level, position at) {
        const int outside = std::exchange(level_, level);
        const term t = make(parts, at);
        level_ = outside;
        return t;
    }

    /// function_of where nothing is worth remembering.
    term direct(term body, int level, position at) {
        if (body == P(level)) return identity();
        if (body.what == kind::unknown) return failing(at);
        if (!is_computed(body, level)) return always(body, at);
        collect(body, level);
        const std::vector<int> order = found_;
        const std::vector<std::uint8_t> states = state_;
        std::vector<term> made(state_.size());
        for (int k : order) {
            const std::size_t n = place(k, level);
            if (states[n] != 2 || failed_) continue;
            const node of = calls_[term{kind::call, k}];
            const std::vector<term> parts(calls_.parts(of).begin(), calls_.parts(of).end());
            made[n] = is_lazy(parts, level) ? choice(parts, level, of.at, made)
                                            : of_call(parts, level, of.at, made);
        }
        return made[place(body.index, level)];
    }

    /// The function that gives a part of a call.
    term part_of(term t, int level, position at, const std::vector<term>& made) {
        if (t == P(level)) return identity();
        if (is_computed_call(t, level)) return made[place(t.index, level)];
        return t.what == kind::unknown ? failing(at) : always(t, at);
    }

    /// A branch: its condition chooses a function, which is called then.
    term choice(const std::vector<term>& parts, int level, position at,
                const std::vector<term>& made) {
        if (++choices_ > deepest_choice)
            return refuse(at, "expected at most " + std::to_string(deepest_choice) +
                                  " nested choices in a function");
        const term a = function_of(parts[2], level, at);
        const term b = function_of(parts[3], level, at);
        --choices_;
        if (parts[1] != P(level) && !is_computed(parts[1], level))
            return make("branch", at, parts[1], a, b);
        const term chosen = make("rbind", at, make("rbind", at, operation("branch"), b), a);
        return called(composed(chosen, part_of(parts[1], level, at, made), at), identity(), at);
    }

    /// The function that calls what `function` gives with what `argument` gives.
    term called(term function, term argument, position at) {
        const term alone =
            composed(make("rbind", at, operation("repeat"), number(1)), function, at);
        return make("compose", at, operation("first"),
                    make("fork", at, operation("rapply"), alone, argument));
    }

    term of_call(const std::vector<term>& parts, int level, position at,
                 const std::vector<term>& made) {
        const term callee = parts[0];
        const auto is_bound = [&](std::size_t k) {
            return parts[k] != P(level) && !is_computed(parts[k], level);
        };
        const auto part = [&](std::size_t k) { return part_of(parts[k], level, at, made); };
        std::size_t low = 1;
        std::size_t high = parts.size() - 1;
        if (high == 0) return failing(at);
        const bool callee_bound = is_bound(0);
        const bool fits = callee_bound && calls_.arity_of(callee) == static_cast<int>(high);
        if (callee_bound && high == 1) return composed(callee, part(1), at);
        if (callee_bound && high == 2 && !fits) return make("fork", at, callee, part(1), part(2));
        term f = callee;
        if (fits) {
            if (callee == operation("equality") && (is_bound(1) || is_bound(2)))
                return make("matcher", at, part(is_bound(1) ? 2 : 1), parts[is_bound(1) ? 1 : 2]);
            while (low < high) {
                if (is_bound(low))
                    f = make("lbind", at, f, parts[low++]);
                else if (is_bound(high))
                    f = make("rbind", at, f, parts[high--]);
                else
                    break;
            }
            if (low == high) return composed(f, part(low), at);
            if (low + 1 == high) return make("fork", at, f, part(low), part(high));
        }
        // Arguments are bound one by one when the function is called.
        term bound;
        if (callee_bound) {
            bound = composed(make("lbind", at, operation("lbind"), f), part(low++), at);
        } else {
            bound = part(0);
        }
        for (; low < high; ++low) bound = make("fork", at, operation("lbind"), bound, part(low));
        return called(bound, part(high), at);
    }

    std::vector<int> uses_;
    std::vector<std::uint8_t> state_; ///< 2: always computed, 1: perhaps
    std::vector<int> found_;          ///< calls that are computed, ascending
    int choices_ = 0;
};

} // namespace batt::text::detail
