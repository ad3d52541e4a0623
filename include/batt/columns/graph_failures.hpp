// Calls that fail with `type` whatever the values: known from the types of their arguments.
#pragma once

#include <batt/columns/graph.hpp>

namespace batt::columns {

inline graph::certain_failure graph::find_failure(int operation, std::span<const node_id> a) {
    const auto& s = detail::special();
    if (operation == s.move || operation == s.bordering || operation == s.branch) return {};
    certain_failure out;
    if (operation == s.greater) {
        out.is_certain = differ_in_kind(a);
        return out;
    }
    for (std::size_t k : reading_table::of_dsl().order_of(operation, a.size())) {
        const reading how = reading_table::of_dsl().at(operation, k);
        const readable is = read_as(a[k], how);
        if (is == readable::unknown) return {};
        const bool fails = is != readable::cleanly;
        out.is_certain = out.is_certain || fails;
        if (is == readable::never) break; // the others are not read
        if (has_column(a[k]) && !takes_anything(how) && !needs_value(out, a[k], is)) return {};
        if (fails && operation != s.hconcat) break;
    }
    return out;
}

inline readable graph::read_as(node_id n, reading how) {
    if (has_column(n)) return type_reader::read(how, stored(type(n)));
    if (takes_anything(how)) return readable::cleanly;
    if (is_function(n)) return how == reading::function ? readable::cleanly : readable::never;
    const step what = (*this)[n].what;
    if (what == step::nothing) return readable::never;
    if (what != step::held) return readable::unknown;
    const items held = items_in(n);
    const auto calls = [&](node_id x) { return is_function(x); };
    if (held.known && !held.of.empty() &&
        (how == reading::container || std::all_of(held.of.begin(), held.of.end(), calls)))
        return type_reader::read_functions(how, held.is_set);
    return how == reading::integer ? readable::never : readable::unknown;
}

inline bool graph::differ_in_kind(std::span<const node_id> a) const {
    const auto kind_of = [&](node_id n) {
        if (!has_column(n)) return -1;
        const static_type t = stored(type(n));
        return t.is == form::integer ? 0 : typing::is_set(t) ? 1 : 2;
    };
    const int x = kind_of(a[0]), y = kind_of(a[1]);
    return x >= 0 && y >= 0 && (x != y || x == 1);
}

inline bool graph::needs_value(certain_failure& out, node_id n, readable but) {
    const auto& s = detail::special();
    const static_type t = stored(type(n));
    const step what = (*this)[n].what;
    if (t.is == form::integer || t.is == form::pair || what == step::location) return true;
    std::array<node_id, 2> more{-1, -1};
    if (t.is == form::grid) {
        const node_id width = op(s.width, {n});
        if (what != step::input) more[0] = width;
        if (but == readable::of_two_columns)
            more[1] = op(s.flip, {op(s.equality, {width, integer(2)})});
    } else if (but == readable::of_locations) {
        const node_id first = op(s.first, {n});
        const node_id located = type(first).is == form::grid
                                    ? op(s.equality, {op(s.shape, {first}), location(2, 2)})
                                    : op(s.equality, {op(s.size, {first}), integer(2)});
        more[0] = chosen(step::choose, op(s.size, {n}), op(s.flip, {located}), integer(0));
    } else {
        more[0] = op(s.size, {n});
    }
    for (node_id m : more) {
        if (m < 0) continue;
        if (m == beyond_ || is_stuck(m)) return false;
        out.unless = out.unless < 0 ? m : op(s.both, {out.unless, m});
        if (out.unless == beyond_ || is_stuck(out.unless)) return false;
    }
    return true;
}

inline node_id graph::failing(int operation, std::span<const node_id> a) {
    for (node_id n : a)
        if (is_stuck(n)) return stuck(a);
    const certain_failure f = find_failure(operation, a);
    return f.is_certain ? ill_typed(a, operation, f.unless) : stuck(a);
}

inline node_id graph::ill_typed(std::span<const node_id> a, int operation, node_id unless) {
    node_list values = values_in(a);
    if (unless >= 0) values.push_back(unless);
    if (values.size() > node::most)
        std::erase_if(values, [&](node_id n) { return never_fails(n); });
    if (values.size() > node::most) return stuck(a);
    return made(step::stuck, type_table::none, values, operation,
                unless >= 0 ? unless_zero + type_failure : type_failure);
}

} // namespace batt::columns
