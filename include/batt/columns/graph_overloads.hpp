// Calls of operations that are written in text: the overload that the types of the arguments
// choose, as the nodes of its meaning.
#pragma once

#include <batt/columns/graph.hpp>

namespace batt::columns {

namespace detail {

/// Whether the first things in a call that can fail are its parameters, from left to right: then
/// the call fails as a failed argument did, like a call of an operation.
inline bool fails_in_order(const text::program& means, std::size_t parameters) {
    const auto& s = special();
    const auto makes_function = [&](text::operand f) {
        return f.what == text::form::operation &&
               (f.index == s.compose || f.index == s.fork || f.index == s.chain ||
                f.index == s.matcher || f.index == s.lbind || f.index == s.rbind);
    };
    std::vector<text::operand> open{means.result};
    std::size_t met = 0;
    bool inside = false; // of a call that can fail itself
    while (!open.empty()) {
        text::operand r = open.back();
        open.pop_back();
        while (r.what == text::form::variable)
            r = means.statements[static_cast<std::size_t>(r.index)].value;
        if (r.what == text::form::parameter) {
            if (r.index > static_cast<int>(met)) return false;
            met = std::max(met, static_cast<std::size_t>(r.index) + 1);
        }
        if (r.what == text::form::unknown || r.what == text::form::none) return false;
        if (r.what != text::form::call) continue;
        const text::operands& parts = means.calls[static_cast<std::size_t>(r.index)].parts;
        if (inside && parameters > 1 && !makes_function(parts[0])) return false;
        inside = true;
        const auto fails = [](text::operand part) {
            return part.what != text::form::operation && part.what != text::form::constant &&
                   part.what != text::form::integer;
        };
        if (parameters == 1) {
            // the innermost part on the left fails first
            const auto part = std::find_if(parts.begin(), parts.end(), fails);
            if (part != parts.end()) open.push_back(*part);
            continue;
        }
        for (std::size_t k = parts.size(); k-- > 0;) open.push_back(parts[k]);
    }
    return met == parameters;
}

/// Whether values of a type are tuples of tuples ..., nested to this depth.
inline bool nests(const static_type& t, int depth) {
    if (depth == 0) return true;
    switch (t.is) {
    case form::ivec: return depth == 1;
    case form::grid: return depth <= 2;
    case form::tuple: return nests(t.parts[0], depth - 1);
    case form::pair: return nests(t.parts[0], depth - 1) && nests(t.parts[1], depth - 1);
    default: return false;
    }
}

} // namespace detail

inline graph::guard_answer graph::fits(text::guard g, node_id n) {
    using text::guard;
    const auto is = [](bool holds) { return holds ? guard_answer::yes : guard_answer::no; };
    if (g == guard::any) return guard_answer::yes;
    const step what = (*this)[n].what;
    if (is_function(n)) return is(g == guard::function);
    if (what == step::nothing) return guard_answer::no;
    if (what == step::held) {
        if (g != guard::pair && g != guard::tuple && g != guard::set) return guard_answer::no;
        const items all = items_in(n);
        if (!all.known) return guard_answer::unknown;
        if (g == guard::set) return is(all.is_set);
        return is(!all.is_set && (g == guard::tuple || all.of.size() == 2));
    }
    if (!has_column(n) || is_stuck(n)) return guard_answer::unknown;
    const static_type t = stored(type(n));
    if (t.ill() || t.is == form::choice) return guard_answer::unknown;
    const bool is_tuple = t.is != form::integer && !typing::is_set(t);
    switch (g) {
    case guard::integer: return is(t.is == form::integer);
    case guard::set: return is(typing::is_set(t));
    case guard::tuple: return is(is_tuple);
    case guard::pair:
        if (typing::is_pair_like(t)) return guard_answer::yes;
        return is_tuple ? guard_answer::if_two : guard_answer::no;
    case guard::cell:
        if (t == typing::cell()) return guard_answer::yes;
        // by its form a tuple of two integers is a location
        if (may_be_cell(t)) return guard_answer::unknown;
        return guard_answer::no;
    case guard::grids: return is(detail::nests(t, 3));
    default: return guard_answer::no;
    }
}

inline node_id graph::overloaded(int operation, std::span<const node_id> a, std::size_t first) {
    const text::own_operation* const o = said_in_text(operation);
    if (o == nullptr) return beyond_;
    if (static_cast<int>(a.size()) != o->arity) return ill_typed(a, operation);
    for (std::size_t k = 0; k < a.size(); ++k) {
        const node n = (*this)[a[k]];
        const auto looks = [k](const text::overload& one) {
            return one.takes[k] != text::guard::any;
        };
        if (n.what != step::undecided ||
            std::none_of(o->overloads.begin(), o->overloads.end(), looks))
            continue;
        node_list x(a.begin(), a.end()), y = x;
        x[k] = n.arguments[1];
        y[k] = n.arguments[2];
        return chosen(step::choose_pushed, n.arguments[0], call_operation(operation, x),
                      call_operation(operation, y));
    }
    for (std::size_t i = first; i < o->overloads.size(); ++i) {
        const text::overload& one = o->overloads[i];
        guard_answer all = guard_answer::yes;
        node_id two = -1;
        for (std::size_t k = 0; k < a.size() && all != guard_answer::no; ++k) {
            const guard_answer here = fits(one.takes[k], a[k]);
            if (here == guard_answer::if_two) {
                const node_id is_two = op(detail::special().equality,
                                          {op(detail::special().size, {a[k]}), integer(2)});
                two = two < 0 ? is_two : chosen(step::choose_strict, two, is_two, two);
            } else if (here != guard_answer::yes) {
                all = here;
            }
        }
        if (all == guard_answer::no) continue;
        node_id out = all == guard_answer::yes ? meaning(one.means, a) : beyond_;
        if (two >= 0 && out != beyond_)
            out = chosen(step::choose_pushed, two, out, overloaded(operation, a, i + 1));
        if (out == beyond_) return stuck(a);
        if (detail::fails_in_order(one.means, a.size())) return out;
        node_list others = values_in(a);
        std::erase_if(others, [&](node_id n) { return never_fails(n); });
        if (others.empty()) return out;
        return has_column(out) ? checked(out, others, true) : stuck(a);
    }
    return ill_typed(a, operation);
}

inline node_id graph::meaning(const text::program& means, std::span<const node_id> a) {
    node_list made(means.calls.size(), beyond_);
    const auto value_of = [&](text::operand r) {
        while (r.what == text::form::variable)
            r = means.statements[static_cast<std::size_t>(r.index)].value;
        const auto k = static_cast<std::size_t>(r.index);
        switch (r.what) {
        case text::form::parameter: return a[k];
        case text::form::constant: return constant(r.index);
        case text::form::integer: return integer(r.index);
        case text::form::operation: return knows(r.index) ? function(r.index) : beyond_;
        case text::form::call: return made[k];
        default: return beyond_;
        }
    };
    const text::operand branch_itself{text::form::operation, detail::special().branch};
    for (std::size_t k = 0; k < means.calls.size(); ++k) {
        const text::operands& parts = means.calls[k].parts;
        node_list nodes;
        for (const text::operand part : parts) nodes.push_back(value_of(part));
        if (parts.size() == 4 && parts[0] == branch_itself) {
            made[k] = branch(nodes[1], nodes[2], nodes[3]);
            continue;
        }
        if (std::find(nodes.begin(), nodes.end(), beyond_) == nodes.end())
            made[k] = call(nodes[0], std::span<const node_id>(nodes).subspan(1));
    }
    return value_of(means.result);
}

} // namespace batt::columns
