// Values of any kind where operations put or compare colours, and functions compared as values.
#pragma once

#include <batt/columns/graph.hpp>

namespace batt::columns {

inline node_id graph::spoiled(int operation, node_id grid, node_id value, node_id places) {
    if (places == beyond_ || is_stuck(places)) return beyond_;
    node_list parts{grid, places};
    if (has_column(value)) parts.push_back(value);
    const node_id bad = made(step::stuck, type_table::none, parts, operation, spoiled_grid);
    if (bad == beyond_) return bad;
    const node_id first[] = {grid, value}; // the grid fails first, then the value
    const node_list must = values_in(first);
    return chosen(step::choose, checked(places, must, true), bad, grid);
}

inline node_id graph::spoiled_output(const node& at) {
    const node_id none = make(step::no_grid, type_table::grid, 0, {});
    return chosen(step::choose, at.arguments[0], none, output(at.arguments[2]));
}

inline node_id graph::put(int operation, std::span<const node_id> a) {
    const auto& s = detail::special();
    const auto is_number = [&](node_id n) {
        return has_column(n) && stored(type(n)).is == form::integer;
    };
    // No element of a column is a function, or none.
    const auto is_list_of = [&](std::size_t k) {
        const static_type t = has_column(a[k]) ? stored(type(a[k])) : static_type{};
        return !t.ill() && t.is != form::ivec && !stored(typing::element(t)).ill();
    };
    if ((operation == s.contained || operation == s.remove) && !has_column(a[0]) && is_list_of(1)) {
        node_list must = captured(a[0]);
        if (operation == s.remove) return checked(a[1], must, true);
        must.push_back(a[1]);
        return checked(integer(0), must, true);
    }
    if (operation == s.other && !has_column(a[1]) && is_list_of(0))
        return op(s.extract, {a[0], not_equal_to(a[1])});
    if (operation == s.toivec) return op(s.astuple, {a[0], integer(0)});
    if (operation == s.tojvec) return op(s.astuple, {integer(0), a[0]});
    if (operation == s.recolor && has_column(a[0]) && !is_number(a[0])) {
        const node_id parts[] = {function(s.astuple), a[0]};
        return op(s.apply, {bound(s.lbind, parts), op(s.toindices, {a[1]})});
    }
    const auto is_grid = [&](node_id n) { return has_column(n) && type(n).is == form::grid; };
    if (operation == s.replace && is_grid(a[0]) && !is_number(a[2]))
        return spoiled(operation, a[0], a[2], op(s.colorcount, {a[0], a[1]}));
    if (operation == s.canvas && !is_number(a[0]) && has_column(a[1]) &&
        type(a[1]).is == form::ivec) {
        const node_id plain = op(s.canvas, {integer(0), a[1]});
        return spoiled(operation, plain, a[0], op(s.colorcount, {plain, integer(0)}));
    }
    if ((operation == s.fill || operation == s.underfill) && is_grid(a[0]) && !is_number(a[1])) {
        const node_id places = op(s.toobject, {a[2], a[0]});
        if (places == beyond_ || is_stuck(places)) return beyond_;
        return spoiled(operation, a[0], a[1],
                       operation == s.fill ? op(s.size, {places})
                                           : op(s.colorcount, {places, op(s.mostcolor, {a[0]})}));
    }
    return beyond_;
}

inline node_id graph::equal_functions(std::span<const node_id> a) {
    bool known = false;
    for (node_id n : a) {
        const step what = (*this)[n].what;
        if (what == step::undecided || what == step::held) return beyond_;
        known = known || is_function(n) || what == step::nothing;
    }
    // The value of one call is the same function wherever it is used, and so is None.
    const bool none = (*this)[a[0]].what == step::nothing && (*this)[a[1]].what == step::nothing;
    return known ? checked(integer(a[0] == a[1] || none ? 1 : 0), values_in(a), true) : beyond_;
}

inline node_id graph::outside(node_id grid) {
    const node_id parts[] = {grid};
    const node_id none = make(step::nothing, type_table::none, (*this)[grid].space, parts);
    if ((*this)[grid].what == step::input) return none;
    const node_id rows = op(detail::special().height, {grid});
    return undecided(step::choose, rows, none, beyond_);
}

} // namespace batt::columns
