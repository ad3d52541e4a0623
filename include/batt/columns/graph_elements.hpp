// Operations that call a function for each element of a container: the calls become one column.
#pragma once

#include <batt/columns/graph.hpp>

namespace batt::columns {

inline node_id graph::in_samples_of(node_id other, node_id value) {
    space_id of = (*this)[other].space;
    if ((*this)[value].space != 0 || of == 0 || !has_column(value)) return value;
    while (space_at(of).depth > 1) of = space_at(of).outer;
    return space_at(of).made_by >= 0 ? value : checked(value, {input(of)}, false);
}

inline graph::elements_of graph::over(step how, std::span<const node_id> containers,
                                      const node_list& inside, bool function_first) {
    elements_of out;
    for (node_id c : containers) out.lists.push_back(as_list(c));
    for (node_id l : out.lists)
        if (l == beyond_) return out;
    // What the function has bound is checked here, so that the space of the elements has it.
    out.lists.back() = inside.empty() || function_first ? out.lists.back()
                                                        : checked(out.lists.back(), inside, false);
    if (!inside.empty() && function_first) out.lists[0] = checked(out.lists[0], inside, true);
    for (node_id l : out.lists)
        if (l == beyond_) return out;
    const node_id counts = placed(how, type_table::integer, out.lists);
    if (counts == beyond_) return out;
    const space_id in = space_of(counts);
    for (std::size_t k = 0; k < out.lists.size(); ++k) {
        const node_id parts[] = {lifted(out.lists[k], (*this)[counts].space), counts};
        out.items[k] =
            make(step::element, element_type(out.lists[k]), in, parts, 0, static_cast<int>(k));
    }
    out.counts = counts;
    return out;
}

inline node_id graph::collected(int operation, type_id t, const elements_of& e, node_id body,
                                node_id container) {
    if (body == beyond_ || t == type_table::none || container == beyond_) return beyond_;
    const auto& s = detail::special();
    const static_type whole = types_[t];
    if (operation == s.apply && whole.is == form::tuple) {
        const node_id parts[] = {e.counts, lifted(body, space_of(e.counts))};
        return make(step::implode, t, (*this)[e.counts].space, parts);
    }
    const bool truths = operation == s.sfilter || operation == s.extract;
    static_type gives = truths ? static_type(form::boolean) : stored(type(body));
    static_type holds = container >= 0 ? stored(type(container)) : static_type(form::set);
    const auto find = [&] {
        const static_type key[] = {gives, holds};
        return catalog_.find(catalog_entry::kind::collect, operation,
                             std::span(key, container >= 0 ? 2U : 1U));
    };
    // A set does not hold the location that is none.
    const bool checks = operation == s.apply && holds_location(gives) && whole.is == form::set;
    int entry = checks ? -1 : find();
    if (entry < 0) {
        if (const node_id out = collected_by_order(operation, e, body, gives); out >= 0) return out;
        gives = resolver::widened(gives);
        if (container >= 0) holds = resolver::widened(holds);
        entry = find();
        if (!truths) body = converted(body, gives);
        if (container >= 0) container = converted(container, holds);
        if (entry < 0 || body == beyond_ || container == beyond_) return beyond_;
    }
    const space_id outer = (*this)[e.counts].space;
    operand_list parts;
    parts.of = {e.counts, lifted(body, space_of(e.counts)), 0, 0};
    parts.count = 2;
    if (container >= 0)
        parts.of[static_cast<std::size_t>(parts.count++)] = lifted(container, outer);
    return make(step::collect, types_.add(stored(catalog_[entry].result)), outer, parts, operation,
                entry);
}

inline node_id graph::collected_by_order(int operation, const elements_of& e, node_id body,
                                         const static_type& gives) {
    const auto& s = detail::special();
    if (!is_comparable(gives)) return -1;
    const node_id parts[] = {e.counts, lifted(body, space_of(e.counts))};
    const space_id outer = (*this)[e.counts].space;
    if (operation == s.apply && typing::set_of(gives).is == form::set)
        return as_set(make(step::implode, types_.add(typing::tuple_of(gives)), outer, parts));
    if (operation == s.argmax || operation == s.argmin)
        return make(step::extreme, type_table::integer, outer, parts, 0,
                    operation == s.argmin ? 1 : 0);
    if (operation == s.order) return make(step::ranked, list_of_integers(), outer, parts);
    return -1;
}

inline node_id graph::body(node_id f, const elements_of& e, int n) {
    const node_id out =
        n == 1 ? with_arguments(f, {e.items[0]}) : with_arguments(f, {e.items[0], e.items[1]});
    return out == beyond_ || !has_column(out) ? beyond_ : out;
}

inline node_id graph::first_failure(const elements_of& e, node_id each) {
    const node_id parts[] = {e.counts, lifted(each, space_of(e.counts))};
    return make(step::first_failure, type_table::none, (*this)[e.counts].space, parts);
}

inline node_id graph::positions(node_id list) {
    const auto& s = detail::special();
    return op(s.interval, {integer(0), op(s.size, {list}), integer(1)});
}

inline node_id graph::higher_order(int operation, std::span<const node_id> a) {
    const auto& s = detail::special();
    if (operation == s.rapply) return known(operation, a);
    const bool filters = operation == s.sfilter || operation == s.mfilter || operation == s.extract;
    const bool chooses = operation == s.argmax || operation == s.argmin || operation == s.valmax ||
                         operation == s.valmin || operation == s.order;
    const bool applies = operation == s.apply || operation == s.mapply;
    const bool two = operation == s.papply || operation == s.mpapply || operation == s.prapply;
    if (!filters && !chooses && !applies && !two) return -1;
    const node_id f = filters || chooses ? a[1] : a[0];
    if (!is_function(f) && (*this)[f].what != step::undecided) return beyond_;
    for (node_id c : filters || chooses ? a.first(1) : a.subspan(1))
        if ((*this)[c].what == step::held) return known(operation, a);
    const node_list inside = captured(f);
    if (two) {
        const node_id lists[] = {in_samples_of(f, a[1]), a[2]};
        const elements_of e =
            over(operation == s.prapply ? step::products : step::pairs, lists, inside, true);
        if (e.counts < 0) return beyond_;
        const node_id each = body(f, e, 2);
        if (each == beyond_) return beyond_;
        if (is_stuck(each)) return first_failure(e, each);
        const static_type r = stored(type(each));
        if (operation == s.prapply)
            return collected(s.apply, types_.add(typing::set_of(r)), e, each);
        const node_id out = collected(s.apply, types_.add(typing::tuple_of(r)), e, each);
        return operation == s.papply ? out : op(s.merge, {out});
    }
    const node_id container = in_samples_of(f, filters || chooses ? a[0] : a[1]);
    const static_type c = type(container);
    if (applies && typing::is_pair_like(c)) {
        const node_id x = with_arguments(f, {op(s.first, {container})});
        const node_id y = with_arguments(f, {op(s.last, {container})});
        node_id out = op(s.astuple, {x, y});
        if (out != beyond_) out = checked(out, inside, true);
        return operation == s.apply ? out : op(s.merge, {out});
    }
    const node_id one[] = {container};
    const elements_of e = over(step::elements, one, inside, applies);
    if (e.counts < 0) return beyond_;
    node_id each = with_arguments(f, {e.items[0]});
    if (operation == s.apply && each != beyond_ && !has_column(each))
        return held_for_each(e, each, typing::is_set(c), f);
    if (each == beyond_ || !has_column(each)) return beyond_;
    if (filters) each = truth(each);
    if (each == beyond_) return beyond_;
    if (is_stuck(each)) return first_failure(e, each);
    const static_type r = stored(type(each));
    if (applies) {
        const static_type all = typing::is_set(c) ? typing::set_of(r) : typing::tuple_of(r);
        if (operation == s.mapply && typing::is_set(c) && typing::is_plain_patch(r))
            return collected(operation, types_.add(stored(typing::merged(all))), e, each);
        const node_id out = collected(s.apply, types_.add(all), e, each);
        return operation == s.apply ? out : op(s.merge, {out});
    }
    if (operation == s.sfilter || operation == s.mfilter) {
        node_id out = beyond_;
        if (typing::is_plain_patch(c)) {
            out = collected(s.sfilter, (*this)[container].type, e, each, container);
        } else {
            const node_id kept =
                collected(s.sfilter, list_of_integers(), e, each, positions(e.lists[0]));
            const bool list = resolver::is_list(c);
            out = gathered(e.lists[0], kept,
                           list ? (*this)[container].type : (*this)[e.lists[0]].type);
            if (c.is == form::grid) out = converted(out, form::grid);
        }
        return operation == s.sfilter ? out : op(s.merge, {out});
    }
    const node_id keys = each;
    if (chooses && typing::is_set(r)) each = op(s.size, {each}); // keys that are sets
    if (each == beyond_ || is_stuck(each)) return beyond_;
    if (operation == s.order) {
        const node_id places =
            collected(s.order, list_of_integers(), e, each, positions(e.lists[0]));
        const static_type sorted = typing::tuple_of(typing::element(type(e.lists[0])));
        const node_id out = gathered(e.lists[0], places, types_.add(sorted));
        return c.is == form::grid ? converted(out, form::grid) : out;
    }
    if ((operation == s.valmax || operation == s.valmin) && r.is == form::integer)
        return collected(operation, types_.add(r), e, each, positions(e.lists[0]));
    if (operation == s.extract) {
        const node_id place =
            collected(operation, type_table::integer, e, each, positions(e.lists[0]));
        return place == beyond_ ? place : picked(e.lists[0], place);
    }
    return extreme(operation, e, keys, each);
}

inline node_id graph::extreme(int operation, const elements_of& e, node_id values, node_id keys) {
    const auto& s = detail::special();
    const bool largest = operation == s.argmax || operation == s.valmax;
    const bool gives_key = operation == s.valmax || operation == s.valmin;
    const node_id place = collected(largest ? s.argmax : s.argmin, type_table::integer, e, keys,
                                    positions(e.lists[0]));
    if (place == beyond_) return beyond_;
    const node_id from =
        gives_key
            ? collected(s.apply, types_.add(typing::tuple_of(stored(type(values)))), e, values)
            : e.lists[0];
    return from == beyond_ ? from : picked(from, place);
}

inline node_id graph::gathered(node_id list, node_id places, type_id t) {
    if (list == beyond_ || places == beyond_) return beyond_;
    types_.add(stored(typing::element(types_[t])));
    const node_id parts[] = {list, places};
    return placed(step::gather, t, parts);
}

} // namespace batt::columns
