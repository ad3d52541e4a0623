// Containers whose elements are known nodes, so that these may be functions.
#pragma once

#include <batt/columns/graph.hpp>

namespace batt::columns {

inline node_id graph::held(int operation, std::span<const node_id> a) {
    const auto& s = detail::special();
    if (operation != s.initset && operation != s.insert && operation != s.astuple &&
        operation != s.combine && operation != s.repeat)
        return known(operation, a);
    if (operation == s.repeat && (!has_column(a[1]) || stored(type(a[1])).is != form::integer))
        return beyond_;
    const auto is_container = [&](node_id n) { return (*this)[n].what == step::held; };
    if ((operation == s.insert && !is_container(a[1])) ||
        (operation == s.combine && !(is_container(a[0]) && is_container(a[1]))))
        return beyond_;
    const bool puts = operation == s.initset || operation == s.insert;
    if (puts && has_column(a[0]) && (*this)[a[0]].what != step::location &&
        holds_location(stored(type(a[0]))))
        return beyond_; // a set does not hold the location that is none
    const space_id in = joined(a);
    return in < 0 ? beyond_ : make(step::held, type_table::none, in, a, operation);
}

inline node_id graph::held_for_each(const elements_of& e, node_id each, bool is_set, node_id f) {
    const node_id parts[] = {e.counts, each, f, e.lists[0]};
    return make(step::held, type_table::none, (*this)[e.counts].space, parts,
                detail::special().apply, is_set ? 1 : 0);
}

inline node_id graph::for_each_held(int operation, node_id container, node_id f, node_id value) {
    const auto& s = detail::special();
    const node n = (*this)[container];
    elements_of e;
    e.counts = n.arguments[0];
    const node_id held = n.arguments[1];
    const node_id more = operation == s.rapply ? value : f;
    if (joined(space_of(e.counts), (*this)[more].space) < 0) {
        const node_id list = in_samples_of(more, n.arguments[3]);
        if (list == n.arguments[3] || list == beyond_) return beyond_;
        const node_id again = op(s.apply, {n.arguments[2], list});
        if (!is_for_each(again)) return beyond_;
        const node in_space = (*this)[again];
        const node_id as_before =
            make(step::held, type_table::none, in_space.space, in_space.args(), s.apply, n.number);
        return for_each_held(operation, as_before, f, value);
    }
    const node_id each =
        operation == s.rapply ? with_arguments(held, {value}) : with_arguments(f, {held});
    if (each == beyond_) return each;
    if (!has_column(each)) return beyond_;
    const static_type r = stored(type(each));
    const static_type all = n.number != 0 ? typing::set_of(r) : typing::tuple_of(r);
    const node_id out = collected(s.apply, types_.add(all), e, each);
    return operation == s.mapply && out != beyond_ ? op(s.merge, {out}) : out;
}

inline graph::items graph::copies(const node& repeat) const {
    constexpr int most = 100;
    items out;
    const node& count = (*this)[repeat.arguments[1]];
    out.known = count.what == step::integer && count.number <= most;
    for (int k = 0; out.known && k < count.number; ++k) out.of.push_back(repeat.arguments[0]);
    return out;
}

inline graph::items graph::items_in(node_id container) {
    const node n = (*this)[container];
    const auto& s = detail::special();
    items out;
    if (n.what == step::repeat) {
        if (n.number == 0) return copies(n);
        out.of = {n.arguments[0]};
        out.is_set = typing::is_set(type(container));
        return out;
    }
    if (n.what != step::held) {
        out.known = has_column(container) && typing::is_pair_like(type(container));
        if (out.known) out.of = {op(s.first, {container}), op(s.last, {container})};
        return out;
    }
    const auto add = [&](node_id x) {
        if (!out.is_set || std::find(out.of.begin(), out.of.end(), x) == out.of.end())
            out.of.push_back(x);
    };
    out.is_set = n.operation == s.initset || n.operation == s.insert;
    if (n.operation == s.initset) {
        add(n.arguments[0]);
    } else if (n.operation == s.insert) {
        out = items_in(n.arguments[1]);
        add(n.arguments[0]);
    } else if (n.operation == s.astuple) {
        out.of = {n.arguments[0], n.arguments[1]};
    } else if (n.operation == s.repeat) {
        out = copies(n);
    } else if (n.operation == s.apply) {
        out.known = false;
    } else {
        out = items_in(n.arguments[0]);
        const items more = items_in(n.arguments[1]);
        out.known = out.known && more.known;
        for (node_id x : more.of) add(x);
    }
    return out;
}

inline node_id graph::container_of(const items& e) {
    const auto& s = detail::special();
    for (node_id x : e.of)
        if (x == beyond_) return beyond_;
    if (e.of.empty()) return beyond_;
    for (auto x = e.of.begin(); x != e.of.end(); ++x) {
        if (!is_stuck(*x)) continue;
        // The first one in their order that fails counts.
        node_list before;
        for (auto y = e.of.begin(); y != x; ++y)
            if (has_column(*y)) before.push_back(*y);
        return checked(*x, before, true);
    }
    if (!e.is_set && e.of.size() == 2) return op(s.astuple, {e.of[0], e.of[1]});
    const auto one = [&](node_id x) {
        return e.is_set ? op(s.initset, {x}) : op(s.repeat, {x, integer(1)});
    };
    node_id out = one(e.of[0]);
    for (std::size_t k = 1; k < e.of.size() && out != beyond_; ++k) {
        node_id x = e.of[k];
        if (e.is_set && has_column(x) && has_column(out)) x = checked(x, {out}, true); // in order
        out = e.is_set ? op(s.insert, {x, out}) : op(s.combine, {out, one(x)});
    }
    return out;
}

inline node_id graph::known(int operation, std::span<const node_id> a) {
    const auto& s = detail::special();
    if ((operation == s.first || operation == s.last) && is_for_each(a[0])) {
        const node each = (*this)[a[0]];
        return with_arguments(each.arguments[2], {op(operation, {each.arguments[3]})});
    }
    if (operation == s.rapply && is_for_each(a[0])) return for_each_held(operation, a[0], -1, a[1]);
    if ((operation == s.apply || operation == s.mapply) && is_for_each(a[1]))
        return for_each_held(operation, a[1], a[0], -1);
    items out;
    node_list inside;
    const auto add_captured = [&](node_id x) {
        for (node_id c : captured(x)) inside.push_back(c);
    };
    if (operation == s.first || operation == s.last || operation == s.size ||
        operation == s.totuple) {
        out = items_in(a[0]);
        if (!out.known || out.of.empty()) return beyond_;
        out.is_set = false;
        add_captured(a[0]);
        const node_id found = operation == s.size    ? integer(static_cast<int>(out.of.size()))
                              : operation == s.first ? out.of.front()
                              : operation == s.last  ? out.of.back()
                                                     : container_of(out);
        return found == beyond_ || !has_column(found) ? found : checked(found, inside, true);
    }
    if (operation == s.rapply) {
        const items f = items_in(a[0]);
        if (!f.known) return beyond_;
        out.is_set = f.is_set;
        for (node_id each : f.of) out.of.push_back(with_arguments(each, {a[1]}));
    } else if (operation == s.apply || operation == s.mapply) {
        const items c = items_in(a[1]);
        if (!c.known) return beyond_;
        out.is_set = c.is_set;
        for (node_id each : c.of) out.of.push_back(with_arguments(a[0], {each}));
    } else if (operation == s.papply || operation == s.mpapply || operation == s.prapply) {
        const items x = items_in(a[1]), y = items_in(a[2]);
        if (!x.known || !y.known) return beyond_;
        out.is_set = operation == s.prapply;
        if (out.is_set) {
            for (node_id q : y.of)
                for (node_id p : x.of) out.of.push_back(with_arguments(a[0], {p, q}));
        } else {
            for (std::size_t k = 0; k < std::min(x.of.size(), y.of.size()); ++k)
                out.of.push_back(with_arguments(a[0], {x.of[k], y.of[k]}));
        }
    } else if (operation == s.product || operation == s.pair) {
        const items x = items_in(a[0]), y = items_in(a[1]);
        if (!x.known || !y.known) return beyond_;
        out.is_set = operation == s.product;
        const std::size_t least = std::min(x.of.size(), y.of.size());
        for (std::size_t q = 0; q < (out.is_set ? y.of.size() : least); ++q)
            for (std::size_t p = out.is_set ? 0 : q; p < (out.is_set ? x.of.size() : q + 1); ++p)
                out.of.push_back(op(s.astuple, {x.of[p], y.of[q]}));
    } else {
        return beyond_;
    }
    for (node_id x : a) add_captured(x);
    const node_id all = container_of(out);
    if (all == beyond_) return all;
    const bool merges = operation == s.mapply || operation == s.mpapply;
    if (!has_column(all)) return merges ? beyond_ : all; // functions are no containers
    return checked(merges ? op(s.merge, {all}) : all, inside, true);
}

} // namespace batt::columns
