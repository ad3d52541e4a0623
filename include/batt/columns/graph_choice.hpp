// Branches, and calls that have no column, as nodes of a graph.
#pragma once

#include <batt/columns/graph.hpp>

namespace batt::columns {

inline node_id graph::chosen(step how, node_id condition, node_id a, node_id b) {
    if (condition == beyond_ || (a == beyond_ && b == beyond_)) return beyond_;
    if (how == step::choose_strict && (a == beyond_ || b == beyond_)) return beyond_;
    if (!has_column(condition)) condition = truth(condition);
    if (condition == beyond_) return beyond_;
    const node c = (*this)[condition];
    if (c.what == step::integer) {
        const node_id taken = c.number != 0 ? a : b, other = c.number != 0 ? b : a;
        if (how != step::choose_strict || taken == other) return taken;
        const node_list must = has_column(other) ? node_list{other} : captured(other);
        if (!has_column(taken)) return must.empty() ? taken : beyond_;
        return checked(taken, must, c.number == 0);
    }
    if (a == b && how != step::choose_pushed)
        return has_column(a) ? checked(a, {condition}, true) : undecided(how, condition, a, b);
    const node_id known = a == beyond_ ? b : a;
    if (a != beyond_ && b != beyond_) {
        if (!has_column(a) || !has_column(b)) return undecided(how, condition, a, b);
        if (is_stuck(a) || is_stuck(b)) return choice(how, condition, a, b);
        const static_type both = meet(stored(type(a)), stored(type(b)));
        if (both.ill()) return undecided(how, condition, a, b);
        a = converted(a, both);
        b = converted(b, both);
        if (a == beyond_ && b == beyond_) return beyond_;
    } else if (!has_column(known)) {
        return beyond_;
    }
    return choice(how, condition, a, b);
}

inline node_id graph::choice(step how, node_id condition, node_id a, node_id b) {
    node_id parts[] = {truth(condition), a, b};
    if (parts[0] == beyond_) return beyond_;
    if (is_stuck(parts[0])) return how == step::choose_pushed ? beyond_ : parts[0];
    // an argument that failed comes before a condition without a truth value
    if (how == step::choose_strict && parts[0] != condition)
        parts[0] = checked(parts[0], {condition, a, b}, true);
    const type_id t = std::max((*this)[a].type, (*this)[b].type);
    return made(how, t, parts); // two that fail have no type
}

inline node_id graph::stuck(std::span<const node_id> arguments) {
    node_list values = values_in(arguments);
    if (values.size() > node::most) return beyond_;
    std::erase_if(values, [&](node_id n) { return never_fails(n); });
    return values.empty() ? beyond_ : made(step::stuck, type_table::none, values);
}

inline node_id graph::undecided(step how, node_id condition, node_id a, node_id b) {
    if (how == step::choose_strict) {
        // Both must have values, whichever is chosen.
        const node_id both[] = {a, b};
        how = step::choose;
        condition = checked(truth(condition), values_in(both), false);
        if (condition == beyond_) return beyond_;
    }
    const node_id parts[] = {condition, a, b};
    const space_id in = joined(parts);
    return in < 0 ? beyond_
                  : make(step::undecided, type_table::none, in, parts, 0, static_cast<int>(how));
}

inline node_id graph::truth(node_id n) {
    const node at = (*this)[n];
    if (n == beyond_) return n;
    if (is_function(n)) return checked(integer(1), captured(n), true);
    if (at.what == step::undecided)
        return chosen(static_cast<step>(at.number), at.arguments[0], truth(at.arguments[1]),
                      truth(at.arguments[2]));
    if (at.what == step::nothing) return checked(integer(0), captured(n), true);
    if (at.what == step::held) {
        const items all = items_in(n);
        return all.known && !all.of.empty() ? checked(integer(1), captured(n), true) : beyond_;
    }
    return stored(type(n)).is == form::integer ? n : op(detail::special().size, {n});
}

} // namespace batt::columns
