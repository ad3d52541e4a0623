// Operations on values: the types in which they arrive, and how values come into these.
#pragma once

#include <batt/columns/graph.hpp>

namespace batt::columns {

inline node_id graph::output(node_id n) {
    const node at = (*this)[n];
    if (n == beyond_) return n;
    if (at.what == step::undecided)
        return chosen(static_cast<step>(at.number), at.arguments[0], output(at.arguments[1]),
                      output(at.arguments[2]));
    if (is_stuck(n)) return n;
    if (at.what == step::held) {
        const items all = items_in(n);
        if (!all.known || all.of.empty()) return beyond_;
        // Other elements could be rows, or the location that is none, which no set holds.
        const auto calls = [&](node_id x) { return is_function(x); };
        if (!std::all_of(all.of.begin(), all.of.end(), calls)) return beyond_;
    }
    if (at.what == step::choose && is_spoiled(at.arguments[1])) return spoiled_output(at);
    if (!has_column(n)) {
        const node_id none = make(step::no_grid, type_table::grid, 0, {});
        return checked(none, captured(n), true);
    }
    const static_type t = stored(type(n));
    if (t.is == form::grid) return n;
    const node_id parts[] = {n};
    if (typing::is_row_sequence(t) && t.is == form::pair) {
        const static_type rows = typing::tuple_of(stored(typing::element(t)));
        const node_id list = rows.ill() ? beyond_ : converted(n, rows);
        return list == beyond_ || is_stuck(list) ? list : convert(list, rows, form::grid, true);
    }
    if (typing::is_row_sequence(t)) return convert(n, t, form::grid, true);
    const auto may_be_row = [](const static_type& e) {
        return e.is == form::tuple || e.is == form::grid || e.is == form::pair;
    };
    if (std::any_of(t.parts.begin(), t.parts.end(), may_be_row) && !typing::is_set(t))
        return output_of_no_rows(n);
    return placed(step::no_grid, type_table::grid, parts, 0, t.is == form::tuple ? 1 : 0);
}

inline node_id graph::output_of_no_rows(node_id n) {
    // The places hold no integers: this is no grid unless it has no places.
    const auto& s = detail::special();
    const static_type t = stored(type(n)), e = stored(typing::element(t));
    if (t.is != form::tuple) return beyond_;
    node_id places = beyond_;
    if (e.is == form::pair) {
        places = op(s.size, {n});
    } else if (e.is == form::grid || e.is == form::tuple) {
        const auto rows = typing::tuple_of(typing::tuple_of(form::integer));
        const static_type row = e.is == form::grid ? rows : e;
        const node_id lists[] = {converted(n, typing::tuple_of(row))};
        if (lists[0] == beyond_ || is_stuck(lists[0])) return beyond_;
        const static_type place = stored(typing::element(row));
        types_.add(place);
        const type_id all = types_.add(typing::tuple_of(place));
        places = op(s.size, {placed(step::flatten, all, lists)});
    }
    if (places == beyond_ || is_stuck(places)) return beyond_;
    const node_id parts[] = {n};
    return chosen(step::choose, places, placed(step::no_grid, type_table::grid, parts), beyond_);
}

inline node_id graph::converted(node_id n, const static_type& to) {
    if (n == beyond_) return n;
    const static_type from = stored(type(n));
    if (from == to || typing::decay(type(n)) == to) return n;
    const node_id parts[] = {n};
    const bool same_elements = resolver::is_list(from) && resolver::is_list(to) &&
                               from.parts == to.parts && to.is == form::tuple;
    if (same_elements) return placed(step::take, types_.add(to), parts);
    return convert(n, from, to);
}

inline node_id graph::convert(node_id n, const static_type& from, const static_type& to,
                              bool as_output) {
    const static_type key[] = {to, from};
    const node_id parts[] = {n};
    const int entry = catalog_.find(catalog_entry::kind::convert, 0, key);
    if (entry >= 0) return placed(step::convert, types_.add(to), parts, as_output ? 1 : 0, entry);
    if (from.is == form::grid && to.is == form::set)
        return as_set(converted(n, typing::tuple_of(typing::tuple_of(form::integer))));
    if (resolver::is_list(from) && to.is == form::set && from.parts == to.parts) return as_set(n);
    if (typing::is_plain_patch(from) && resolver::is_list(to)) {
        const static_type e = stored(typing::element(from));
        return converted(converted(n, typing::tuple_of(e)), to);
    }
    if (from.is == form::pair && to.is == form::pair) {
        const auto& s = detail::special();
        return op(s.astuple, {converted(op(s.first, {n}), to.parts[0]),
                              converted(op(s.last, {n}), to.parts[1])});
    }
    if (from.is == form::pair && to.is == form::tuple) {
        const auto& s = detail::special();
        const node_id x = converted(op(s.first, {n}), to.parts[0]),
                      y = converted(op(s.last, {n}), to.parts[0]);
        return op(s.combine, {op(s.repeat, {x, integer(1)}), op(s.repeat, {y, integer(1)})});
    }
    if (from.is == form::pair) {
        const static_type each = stored(typing::element(from));
        if (each.ill()) return beyond_;
        return converted(converted(n, typing::tuple_of(each)), to);
    }
    if (resolver::is_list(from) && resolver::is_list(to)) {
        // The elements are converted one by one.
        const node_id one[] = {n};
        const elements_of e = over(step::elements, one, {}, true);
        if (e.counts < 0) return beyond_;
        const node_id each = converted(e.items[0], to.parts[0]);
        if (each == beyond_ || is_stuck(each)) return beyond_;
        return collected(detail::special().apply, types_.add(to), e, each);
    }
    return beyond_;
}

inline node_id graph::as_list(node_id n) {
    if (!has_column(n)) return beyond_;
    const static_type t = stored(type(n));
    if (t.is == form::set || t.is == form::tuple) return n;
    const static_type e = typing::element(t);
    return e.ill() ? beyond_ : converted(n, typing::tuple_of(stored(e)));
}

inline node_id graph::typed(int operation, std::span<const node_id> a) {
    const auto& s = detail::special();
    if (operation == s.objects)
        if (const node_id out = objects(a); out >= 0) return out;
    if (operation == s.index && type(a[0]).is == form::grid) {
        const node at = (*this)[a[1]];
        if (at.what == step::location && (at.number < 0 || at.arguments[0] < 0))
            return outside(a[0]);
    }
    std::array<type_id, node::most> got{};
    for (std::size_t k = 0; k < a.size(); ++k) got[k] = (*this)[a[k]].type;
    const resolution& r = resolver_.of(types_, operation, {got.data(), a.size()});
    if (r.how == resolution::kind::beyond) return wider(operation, a);
    const auto may_hold_none = [&](node_id n) {
        return !typing::is_set(type(n)) && holds_location(stored(typing::element(type(n))));
    };
    if (operation == s.product && (may_hold_none(a[0]) || may_hold_none(a[1])))
        return wider(operation, a);
    if (r.as_they_are) return placed(step::call, r.result, a, operation, r.entry);
    node_list arrived(a.begin(), a.end());
    for (std::size_t k = 0; k < a.size(); ++k) {
        arrived[k] = r.truths >> k & 1 ? truth(a[k]) : converted(a[k], types_[r.arrives[k]]);
        if (arrived[k] == beyond_) return beyond_;
    }
    if (r.how == resolution::kind::unlike) {
        if (operation == s.remove) return checked(a[1], {a[0]}, true);
        return placed(step::unlike, type_table::boolean, arrived);
    }
    if (r.entry < 0) return moved(operation, r.result, arrived);
    const node_id out = placed(step::call, r.result, arrived, operation, r.entry);
    if (arrived[0] == a[0] || a.size() == 1) return out;
    // an argument that failed comes before one that cannot be read
    node_list given;
    for (std::size_t k = 1; k < a.size(); ++k)
        if (!never_fails(a[k])) given.push_back(a[k]);
    if (given.empty()) return out;
    given.insert(given.begin(), a[0]);
    return checked(out, given, true);
}

inline node_id graph::objects(std::span<const node_id> a) {
    std::vector<static_type> t{form::grid};
    for (node_id flag : a.subspan(1)) {
        const node n = (*this)[flag];
        if (n.what != step::integer) return -1;
        t.push_back(typing::flag(n.number != 0));
    }
    const int operation = detail::special().objects;
    const int entry = catalog_.find(catalog_entry::kind::call, operation, t);
    const static_type from = stored(type(a[0]));
    if (entry < 0 || (from.is != form::grid && !typing::is_row_sequence(from))) return -1;
    const node_id grid[] = {converted(a[0], form::grid)};
    if (grid[0] == beyond_) return -1;
    return placed(step::call, types_.add(catalog_[entry].result), grid, operation, entry);
}

inline node_id graph::moved(int operation, type_id result, std::span<const node_id> a) {
    const auto& s = detail::special();
    const bool list = resolver::is_list(stored(type(a[0])));
    if (!can_lie(types_[result])) return beyond_;
    if (operation == s.astuple) return placed(step::join, result, a);
    if (operation == s.initset && may_be_cell(stored(type(a[0])))) return beyond_;
    if (operation == s.initset && holds_location(types_[result])) return as_set(one_of(a[0]));
    if (operation == s.repeat) return placed(step::repeat, result, a, operation);
    if (operation == s.initset) return placed(step::repeat, result, a, operation, 1);
    if (operation == s.size) return placed(step::count, type_table::integer, a);
    if (operation == s.totuple) return placed(step::take, result, a);
    if (operation == s.first || operation == s.last) {
        const int last = operation == s.last ? 1 : 0;
        return list ? placed(step::at, result, a, operation, 1 + last)
                    : placed(step::part, result, a, operation, last);
    }
    // What is left is `pair`.
    const elements_of e = over(step::pairs, a, {}, true);
    if (e.counts < 0) return beyond_;
    const node_id both = op(s.astuple, {e.items[0], e.items[1]});
    return both == beyond_ ? both : collected(s.apply, result, e, both);
}

} // namespace batt::columns
