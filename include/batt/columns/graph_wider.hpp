// Operations on types that nothing was compiled for, made of steps that know no types.
#pragma once

#include <batt/columns/graph.hpp>

namespace batt::columns {

inline bool graph::is_comparable(const static_type& t) {
    int parts = 0;
    return can_lie(t) && depth_of(t, parts) <= shape_table::deepest && parts <= shape_table::most;
}

inline int graph::depth_of(const static_type& t, int& parts) {
    ++parts;
    int deepest_part = 0;
    for (const static_type& p : t.parts) deepest_part = std::max(deepest_part, depth_of(p, parts));
    return deepest_part + 1;
}

inline node_id graph::as_set(node_id list) {
    if (list == beyond_ || !is_list(list)) return beyond_;
    const static_type e = stored(typing::element(type(list)));
    const static_type whole = typing::set_of(e);
    if (whole.is != form::set) return converted(converted(list, typing::tuple_of(e)), whole);
    if (!is_comparable(e) || may_be_cell(e)) return beyond_;
    const node_id parts[] = {list};
    return placed(step::as_set, types_.add(whole), parts, 0, holds_location(e) ? 1 : 0);
}

inline node_id graph::joined_lists(node_id a, node_id b, bool set) {
    const node_id parts[] = {a, b};
    const static_type e = stored(typing::element(type(a)));
    types_.add(e);
    const node_id all = placed(step::concat, types_.add(typing::tuple_of(e)), parts);
    return set ? as_set(all) : all;
}

inline node_id graph::flattened(node_id lists, bool set) {
    if (lists == beyond_ || !is_list(lists)) return beyond_;
    const static_type inner = stored(typing::element(type(lists)));
    if (!resolver::is_list(inner)) {
        // Elements that are no lists become lists.
        const node_id one[] = {lists};
        const elements_of e = over(step::elements, one, {}, true);
        if (e.counts < 0) return beyond_;
        const node_id each = as_list(e.items[0]);
        if (each == beyond_ || is_stuck(each)) return beyond_;
        const static_type t = typing::tuple_of(stored(type(each)));
        return flattened(collected(detail::special().apply, types_.add(t), e, each), set);
    }
    const static_type e = stored(typing::element(inner));
    const bool ragged =
        !set && inner.is == form::tuple && (e.is == form::tuple || e.is == form::grid);
    const node_id parts[] = {lists};
    types_.add(e);
    const node_id all = placed(step::flatten, types_.add(typing::tuple_of(e)), parts);
    if (ragged && all != beyond_) return of_one_length(all);
    return set ? as_set(all) : all;
}

inline node_id graph::of_one_length(node_id all) {
    const auto& s = detail::special();
    const node_id lengths = op(s.apply, {function(s.size), all});
    const node_id same = op(s.equality, {op(s.maximum, {lengths}), op(s.minimum, {lengths})});
    const node_id parts[] = {all};
    const node_id ragged = make(step::stuck, type_table::none, (*this)[all].space, parts, s.merge,
                                1 + static_cast<int>(status::domain));
    return same == beyond_ || is_stuck(same) ? beyond_ : chosen(step::choose, same, all, ragged);
}

inline node_id graph::in_pair(node_id v, node_id pair) {
    const auto& s = detail::special();
    const node_id x = op(s.equality, {v, op(s.first, {pair})}),
                  y = op(s.equality, {v, op(s.last, {pair})});
    if (x == beyond_ || y == beyond_ || is_stuck(x) || is_stuck(y)) return beyond_;
    return op(s.greater, {op(s.add, {x, y}), integer(0)});
}

inline node_id graph::both_empty(node_id a, node_id b) {
    const auto& s = detail::special();
    const static_type x = stored(typing::element(stored(type(a)))),
                      y = stored(typing::element(stored(type(b))));
    if (x.ill() || y.ill() || !resolver::never_equal(x, y)) return beyond_;
    const auto pair_like = [&](node_id n) { return typing::is_pair_like(type(n)); };
    if (pair_like(a) || pair_like(b)) return beyond_;
    const node_id sizes = op(s.add, {op(s.size, {a}), op(s.size, {b})});
    return op(s.equality, {sizes, integer(0)});
}

inline node_id graph::extreme_tuple(bool largest, node_id container) {
    const node_id list = as_list(container);
    if (list == beyond_) return beyond_;
    const static_type e = stored(typing::element(type(list)));
    const bool tuple =
        e.is == form::tuple || e.is == form::ivec || e.is == form::grid || e.is == form::pair;
    if (!tuple || holds_set(e) || !is_comparable(e)) return beyond_;
    const node_id one[] = {list};
    const elements_of all = over(step::elements, one, {}, true);
    if (all.counts < 0) return beyond_;
    const node_id parts[] = {all.counts, all.items[0]};
    const node_id place = make(step::extreme, type_table::integer, (*this)[all.counts].space, parts,
                               0, largest ? 0 : 1);
    const auto& s = detail::special();
    return chosen(step::choose, op(s.size, {list}), picked(list, place), beyond_);
}

inline node_id graph::wider(int operation, std::span<const node_id> a) {
    const auto& s = detail::special();
    for (node_id n : a)
        if (!has_column(n) || is_stuck(n)) return beyond_;
    const auto element = [&](node_id n) { return stored(typing::element(stored(type(n)))); };
    if (operation == s.size)
        return type(a[0]).is == form::pair ? checked(integer(2), {a[0]}, true) : beyond_;
    if (operation == s.equality) {
        const static_type both = meet(stored(type(a[0])), stored(type(a[1])));
        if (both.ill()) return both_empty(a[0], a[1]);
        if (!is_comparable(both)) return beyond_;
        const node_id parts[] = {converted(a[0], both), converted(a[1], both)};
        if (parts[0] == beyond_ || parts[1] == beyond_) return beyond_;
        return placed(step::same, type_table::boolean, parts);
    }
    if (operation == s.product) {
        if (element(a[0]).ill() || element(a[1]).ill()) return beyond_;
        // The first list is the outer one, so that pairs come in value order.
        const node_id lists[] = {a[1], a[0]};
        const elements_of e = over(step::products, lists, {}, true);
        if (e.counts < 0) return beyond_;
        const node_id both = op(s.astuple, {e.items[1], e.items[0]});
        if (both == beyond_ || is_stuck(both)) return beyond_;
        return checked(collected(s.apply, types_.add(typing::set_of(stored(type(both)))), e, both),
                       {a[0]}, true);
    }
    if (operation == s.sizefilter) {
        const node_id parts[] = {function(s.size), a[1]};
        const node_id list = as_list(a[0]);
        if (list == beyond_) return beyond_;
        const node_id kept = op(s.sfilter, {list, bound(s.matcher, parts)});
        return kept == beyond_ || is_stuck(kept) || typing::is_set(type(kept)) ? kept
                                                                               : as_set(kept);
    }
    if (operation == s.contained || operation == s.remove || operation == s.other) {
        if (operation == s.contained && type(a[1]).is == form::pair) return in_pair(a[0], a[1]);
        const node_id c = as_list(a[operation == s.other ? 0 : 1]);
        const node_id v = a[operation == s.other ? 1 : 0];
        if (c == beyond_) return beyond_;
        if (typing::is_pair_like(type(a[operation == s.other ? 0 : 1]))) return beyond_;
        if (operation == s.other) return op(s.extract, {c, not_equal_to(v)});
        node_id kept = beyond_;
        if (operation == s.contained) {
            const node_id equal[] = {function(s.equality), v};
            kept = op(s.sfilter, {c, bound(s.lbind, equal)});
            kept = kept == beyond_ || is_stuck(kept)
                       ? beyond_
                       : op(s.greater, {op(s.size, {kept}), integer(0)});
        } else {
            kept = op(s.sfilter, {c, not_equal_to(v)});
        }
        if (kept == beyond_ || is_stuck(kept)) return beyond_;
        if (operation == s.remove && typing::is_set(type(a[1])) && !typing::is_set(type(kept)))
            kept = as_set(kept); // what was a list for its elements remains a set
        return checked(kept, {v}, true);
    }
    if (operation == s.insert || operation == s.combine) {
        const bool one = operation == s.insert;
        node_id x = one ? a[1] : a[0], y = one ? a[0] : a[1];
        const bool set = typing::is_set(type(x));
        if (one && !set) return beyond_;
        x = as_list(x);
        y = one ? one_of(y) : as_list(y);
        if (x == beyond_ || y == beyond_ || is_stuck(y)) return beyond_;
        const static_type e = meet(element(x), element(y));
        if (e.ill() || !can_lie(e)) return beyond_;
        x = converted(x, typing::tuple_of(e));
        y = converted(y, typing::tuple_of(e));
        if (x == beyond_ || y == beyond_) return beyond_;
        const node_id all = joined_lists(x, y, set);
        return one ? checked(all, {a[0]}, true) : all;
    }
    if (operation == s.difference || operation == s.intersection) {
        const static_type both = meet(stored(type(a[0])), stored(type(a[1])));
        if (both.is != form::set) return beyond_;
        const node_id x = converted(a[0], both), y = converted(a[1], both);
        if (x == beyond_ || y == beyond_) return beyond_;
        const node_id in[] = {function(s.contained), y};
        const node_id is_in = bound(s.rbind, in);
        const node_id negated[] = {function(s.flip), is_in};
        return op(s.sfilter, {x, operation == s.intersection ? is_in : bound(s.compose, negated)});
    }
    if (operation == s.dedupe || operation == s.mostcommon || operation == s.leastcommon) {
        if (typing::is_set(type(a[0]))) return beyond_;
        const node_id list = as_list(a[0]);
        if (list == beyond_ || !is_comparable(element(list))) return beyond_;
        const node_id parts[] = {list};
        if (operation == s.dedupe)
            return gathered(list, placed(step::firsts, list_of_integers(), parts),
                            (*this)[list].type);
        const int least = operation == s.leastcommon ? 1 : 0;
        return picked(list, placed(step::commonest, type_table::integer, parts, 0, least));
    }
    if (const node_id out = compared(operation, a); out != beyond_) return out;
    if (operation == s.maximum || operation == s.minimum)
        return extreme_tuple(operation == s.maximum, a[0]);
    if (operation == s.merge) return flattened(as_list(a[0]), typing::is_set(type(a[0])));
    return beyond_;
}

inline node_id graph::compared(int operation, std::span<const node_id> a) {
    constexpr int of_no_place = -100;
    node_list x(a.begin(), a.end());
    bool changed = false;
    for (std::size_t k = 0; k < a.size(); ++k) {
        const static_type t = stored(type(a[k]));
        switch (reading_table::of_dsl().at(operation, k)) {
        case reading::compared:
            if (t.is == form::integer) continue;
            x[k] = checked(integer(of_no_place), {a[k]}, true);
            break;
        case reading::num:
            if (t != typing::tuple_of(form::integer)) continue;
            x[k] = as_vector(a[k]);
            break;
        default: continue;
        }
        if (x[k] == beyond_) return beyond_;
        changed = true;
    }
    return changed ? op(operation, x) : beyond_;
}

inline node_id graph::as_vector(node_id tuple) {
    const auto& s = detail::special();
    const node_id parts[] = {tuple, integer(1)};
    const node_id both =
        op(s.astuple, {op(s.first, {tuple}), placed(step::at, type_table::integer, parts)});
    const node_id two = op(s.greater, {op(s.size, {tuple}), integer(1)});
    if (both == beyond_ || two == beyond_) return beyond_;
    return chosen(step::choose, two, both, beyond_);
}

} // namespace batt::columns
