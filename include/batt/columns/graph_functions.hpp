// Calls while a graph grows: of functions, of what functions have bound, and of operations.
#pragma once

#include <batt/columns/graph.hpp>

namespace batt::columns {

inline node_id graph::call(node_id f, std::span<const node_id> arguments) {
    const node_id out = called(f, arguments);
    // By definition the function comes first, with all that it has bound.
    const bool in_order = (*this)[f].what == step::function;
    const bool is_done = in_order || out == beyond_ || !has_column(out);
    return is_done ? out : checked(out, captured(f), true);
}

inline node_id graph::call_operation(int operation, std::span<const node_id> arguments) {
    for (node_id a : arguments)
        if (a == beyond_) return beyond_;
    if (operation >= own_begin) return overloaded(operation, arguments);
    const auto& o = table::operations[static_cast<std::size_t>(operation)];
    if (static_cast<int>(arguments.size()) != o.arity) return ill_typed(arguments, operation);
    const node_id out = operation_on(operation, arguments);
    return out == beyond_ ? failing(operation, arguments) : out;
}

inline node_id graph::called(node_id f, std::span<const node_id> arguments) {
    if (depth_ > deepest) return beyond_;
    ++depth_;
    const node_id out = called_within(f, arguments);
    --depth_;
    return out;
}

inline node_id graph::called_within(node_id f, std::span<const node_id> arguments) {
    const node n = (*this)[f];
    const auto& s = detail::special();
    if (n.what == step::function) return call_operation(n.operation, arguments);
    if (n.what == step::undecided)
        return chosen(step::choose, n.arguments[0], called(n.arguments[1], arguments),
                      called(n.arguments[2], arguments));
    if (n.what != step::bound) return called_value(f, arguments);
    const auto one = [&](std::size_t part) { return called(n.arguments[part], arguments); };
    const auto with = [&](bool before) {
        node_list all(arguments.begin(), arguments.end());
        all.insert(before ? all.begin() : all.end(), n.arguments[1]);
        return called(n.arguments[0], all);
    };
    if (n.operation == s.lbind || n.operation == s.rbind) return with(n.operation == s.lbind);
    if (arguments.size() != 1) return ill_typed(arguments, n.operation);
    if (n.operation == s.compose) return with_arguments(n.arguments[0], {one(1)});
    if (n.operation == s.fork) return with_arguments(n.arguments[0], {one(1), one(2)});
    if (n.operation == s.matcher) return op(s.equality, {one(0), n.arguments[1]});
    if (n.operation == s.chain)
        return with_arguments(n.arguments[0], {with_arguments(n.arguments[1], {one(2)})});
    if (n.operation == s.power) {
        node_id x = arguments[0];
        if (n.count == 2) return repeated(n.arguments[0], n.arguments[1], x);
        for (int k = 0; k < n.number && x != beyond_; ++k) x = with_arguments(n.arguments[0], {x});
        return x;
    }
    return beyond_;
}

inline node_id graph::called_value(node_id f, std::span<const node_id> arguments) {
    node_list all{f};
    all.insert(all.end(), arguments.begin(), arguments.end());
    if (std::find(all.begin(), all.end(), beyond_) != all.end()) return beyond_;
    if (is_stuck(f)) return stuck(all);
    certain_failure out;
    const bool may_be_none = has_column(f) && type(f).is == form::ivec;
    if (may_be_none && !needs_value(out, f, readable::if_empty)) return beyond_;
    return ill_typed(all, 0, out.unless);
}

inline node_id graph::with_arguments(node_id f, std::initializer_list<node_id> arguments) {
    for (node_id a : arguments)
        if (a == beyond_) return beyond_;
    return called(f, std::span<const node_id>(arguments.begin(), arguments.size()));
}

inline int graph::arity(node_id f) const {
    const node& n = (*this)[f];
    const auto& s = detail::special();
    if (n.what == step::function) {
        if (const text::own_operation* o = said_in_text(n.operation)) return o->arity;
        return table::operations[static_cast<std::size_t>(n.operation)].arity;
    }
    if (n.operation == s.lbind || n.operation == s.rbind) return arity(n.arguments[0]) - 1;
    return 1;
}

inline graph::node_list graph::captured(node_id f) {
    node_list out;
    collect_captured(f, out);
    return out;
}

inline graph::node_list graph::values_in(std::span<const node_id> nodes) {
    node_list out;
    for (node_id n : nodes) {
        const node_list some = has_column(n) ? node_list{n} : captured(n);
        out.insert(out.end(), some.begin(), some.end());
    }
    return out;
}

inline void graph::collect_captured(node_id f, node_list& out) {
    const node n = (*this)[f];
    if (never_fails(f) || n.what == step::function) return;
    if (n.what != step::bound && has_column(f)) {
        if (std::find(out.begin(), out.end(), f) == out.end()) out.push_back(f);
        return;
    }
    if (n.what == step::undecided) {
        // Only what the chosen one of the two values has bound counts.
        collect_captured(n.arguments[0], out);
        const node_list a = captured(n.arguments[1]), b = captured(n.arguments[2]);
        if (a.empty() && b.empty()) return;
        const node_id one = chosen(step::choose, n.arguments[0], checked(integer(1), a, true),
                                   checked(integer(1), b, true));
        if (one != beyond_) return out.push_back(one);
    }
    if (is_for_each(f)) {
        // What it holds is in a space of its own.
        collect_captured(n.arguments[2], out);
        collect_captured(n.arguments[3], out);
        return;
    }
    for (node_id a : n.args()) collect_captured(a, out);
}

inline node_id graph::checked(node_id value, const node_list& others, bool before) {
    node_id out = value;
    if (value == beyond_ || (is_stuck(value) && !before)) return value;
    for (std::size_t k = 0; k < others.size(); k += 3) {
        // The leftmost is checked last, on top of the others.
        const std::size_t end = before ? others.size() - k : std::min(k + 3, others.size());
        const std::size_t begin = before ? (end > 3 ? end - 3 : 0) : k;
        operand_list parts;
        const bool fails = is_stuck(value); // a stuck value can be an argument itself
        const auto add_part = [&](node_id n) {
            parts.of[static_cast<std::size_t>(parts.count++)] = n;
        };
        if (!fails) add_part(out);
        for (std::size_t i = begin; i < end; ++i) add_part(others[i]);
        if (fails) {
            add_part(out);
            out = stuck(parts);
            continue;
        }
        out = placed(step::take, (*this)[value].type, parts, 0, before ? 1 : 0);
    }
    return out;
}

inline node_id graph::bound(int operation, std::span<const node_id> parts, int number) {
    const space_id in = joined(parts);
    return in < 0 ? beyond_ : make(step::bound, function_type(), in, parts, operation, number);
}

inline node_id graph::operation_on(int operation, std::span<const node_id> a) {
    const auto& s = detail::special();
    for (node_id n : a)
        if (is_stuck(n)) return beyond_;
    if (operation == s.identity) return a[0];
    if (operation == s.branch) return chosen(step::choose_strict, a[0], a[1], a[2]);
    if (operation == s.both) return chosen(step::choose_strict, a[0], a[1], a[0]);
    if (operation == s.either) return chosen(step::choose_strict, a[0], a[0], a[1]);
    if (operation == s.compose || operation == s.chain || operation == s.fork ||
        operation == s.matcher)
        return bound(operation, a);
    if (operation == s.lbind || operation == s.rbind) {
        if (!is_function(a[0]) || arity(a[0]) < 2) return beyond_;
        return bound(operation, a);
    }
    if (operation == s.power) return power(a[0], a[1]);
    for (std::size_t k = 0; k < a.size(); ++k) {
        const node n = (*this)[a[k]];
        if (n.what != step::undecided) continue;
        if (calls_argument(operation, k)) continue; // a choice of functions is called as it is
        node_list x(a.begin(), a.end()), y = x;
        x[k] = n.arguments[1];
        y[k] = n.arguments[2];
        return chosen(step::choose_pushed, n.arguments[0], call_operation(operation, x),
                      call_operation(operation, y));
    }
    if (const node_id out = higher_order(operation, a); out >= 0) return out;
    const auto has_none = [&](node_id n) { return !has_column(n); };
    const bool values = std::none_of(a.begin(), a.end(), has_none);
    if (!values && operation == s.equality)
        if (const node_id out = equal_functions(a); out != beyond_) return out;
    const node_id out = values ? typed(operation, a) : held(operation, a);
    return out == beyond_ ? put(operation, a) : out;
}

inline node_id graph::power(node_id f, node_id n) {
    const node count = (*this)[n];
    constexpr int most = 1000;
    if (count.what != step::integer) {
        if (stored(type(n)).is != form::integer || !has_column(n)) return beyond_;
        // A count of less than 1 is left to the definition.
        const node_id some = op(detail::special().greater, {n, integer(0)});
        const node_id parts[] = {f, chosen(step::choose, some, n, beyond_)};
        return parts[1] == beyond_ ? beyond_ : bound(detail::special().power, parts);
    }
    if (count.number < 1 || count.number > most) return beyond_;
    if (count.number == 1) return f;
    const node_id parts[] = {f};
    return bound(detail::special().power, parts, count.number);
}

inline node_id graph::repeated(node_id f, node_id count, node_id x) {
    constexpr int most = 16;
    node_list applied;
    for (int k = 0; k < most && x != beyond_; ++k) {
        x = with_arguments(f, {x});
        applied.push_back(x);
    }
    node_id out = beyond_;
    for (std::size_t k = applied.size(); k-- > 0;) {
        const node_id is_it =
            op(detail::special().equality, {count, integer(static_cast<int>(k) + 1)});
        out = chosen(step::choose_pushed, is_it, applied[k], out);
    }
    return out;
}

inline node_id graph::not_equal_to(node_id v) {
    const auto& s = detail::special();
    const node_id equal[] = {function(s.equality), v};
    const node_id negated[] = {function(s.flip), bound(s.lbind, equal)};
    return bound(s.compose, negated);
}

} // namespace batt::columns
