// Programs as one graph: functions are called while it grows, so that what is left are calls of
// operations on values, each made once however many programs make it.
#pragma once

#include <batt/columns/record.hpp>
#include <batt/columns/resolve.hpp>

namespace batt::columns {

/// The graph of some programs.
class graph : public node_store {
public:
    /// compiled: what there is to run; it must outlive the graph.
    explicit graph(const catalog& compiled) : catalog_(compiled), resolver_(compiled) {}

    /// The call of a function value by a program.
    node_id call(node_id f, std::span<const node_id> arguments) {
        const node_id out = called(f, arguments);
        // by definition the function comes first, with all that it has bound
        const bool in_order = (*this)[f].what == step::function;
        return in_order || out == beyond_ || !has_column(out) ? out
                                                              : checked(out, captured(f), true);
    }
    node_id call(node_id f, std::initializer_list<node_id> arguments) {
        return call(f, std::span<const node_id>(arguments.begin(), arguments.size()));
    }
    /// The call of an operation.
    node_id call_operation(int operation, std::span<const node_id> arguments) {
        const auto& o = table::operations[static_cast<std::size_t>(operation)];
        if (static_cast<int>(arguments.size()) != o.arity) return beyond_;
        for (node_id a : arguments)
            if (a == beyond_) return beyond_;
        const node_id out = operation_on(operation, arguments);
        return out == beyond_ ? stuck(arguments) : out;
    }
    /// A branch in the text of a program.
    node_id branch(node_id condition, node_id a, node_id b) {
        return chosen(step::choose, condition, a, b);
    }
    /// What a program returns, as the grid that its verdict is about; what is none fails with `type`.
    node_id output(node_id n) {
        const node at = (*this)[n];
        if (n == beyond_) return n;
        if (at.what == step::undecided)
            return chosen(static_cast<step>(at.number), at.arguments[0], output(at.arguments[1]),
                          output(at.arguments[2]));
        if (is_stuck(n)) return n;
        if (at.what == step::held) return beyond_;
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
            return list == beyond_ || is_stuck(list) ? list
                                                     : convert(list, rows, form::grid, true);
        }
        if (typing::is_row_sequence(t)) return convert(n, t, form::grid, true);
        const auto may_be_row = [](const static_type& e) {
            return e.is == form::tuple || e.is == form::grid || e.is == form::pair;
        };
        if (std::any_of(t.parts.begin(), t.parts.end(), may_be_row) && !typing::is_set(t))
            return beyond_;
        return placed(step::no_grid, type_table::grid, parts, 0, t.is == form::tuple ? 1 : 0);
    }

private:
    static constexpr int deepest = 200;
    using node_list = std::vector<node_id>;

    node_id op(int operation, std::initializer_list<node_id> arguments) {
        return call_operation(operation,
                              std::span<const node_id>(arguments.begin(), arguments.size()));
    }

    // Functions.

    node_id called(node_id f, std::span<const node_id> arguments) {
        if (depth_ > deepest) return beyond_;
        ++depth_;
        const node_id out = called_within(f, arguments);
        --depth_;
        return out;
    }
    node_id called_within(node_id f, std::span<const node_id> arguments) {
        const node n = (*this)[f];
        const auto& s = detail::special();
        if (n.what == step::function) return call_operation(n.operation, arguments);
        if (n.what == step::undecided)
            return chosen(step::choose, n.arguments[0], called(n.arguments[1], arguments),
                          called(n.arguments[2], arguments));
        if (n.what != step::bound) return beyond_;
        const auto one = [&](int part) { return called(n.arguments[part], arguments); };
        const auto with = [&](bool before) {
            node_list all(arguments.begin(), arguments.end());
            all.insert(before ? all.begin() : all.end(), n.arguments[1]);
            return called(n.arguments[0], all);
        };
        if (n.operation == s.lbind || n.operation == s.rbind) return with(n.operation == s.lbind);
        if (arguments.size() != 1) return beyond_;
        if (n.operation == s.compose) return with_arguments(n.arguments[0], {one(1)});
        if (n.operation == s.fork) return with_arguments(n.arguments[0], {one(1), one(2)});
        if (n.operation == s.matcher) return op(s.equality, {one(0), n.arguments[1]});
        if (n.operation == s.chain)
            return with_arguments(n.arguments[0],
                                  {with_arguments(n.arguments[1], {one(2)})});
        if (n.operation == s.power) {
            node_id x = arguments[0];
            if (n.count == 2) return repeated(n.arguments[0], n.arguments[1], x);
            for (int k = 0; k < n.number && x != beyond_; ++k)
                x = with_arguments(n.arguments[0], {x});
            return x;
        }
        return beyond_;
    }
    node_id with_arguments(node_id f, std::initializer_list<node_id> arguments) {
        for (node_id a : arguments)
            if (a == beyond_) return beyond_;
        return called(f, std::span<const node_id>(arguments.begin(), arguments.size()));
    }
    int arity(node_id f) const {
        const node& n = (*this)[f];
        const auto& s = detail::special();
        if (n.what == step::function)
            return table::operations[static_cast<std::size_t>(n.operation)].arity;
        if (n.operation == s.lbind || n.operation == s.rbind) return arity(n.arguments[0]) - 1;
        return 1;
    }
    /// The values that a function has bound and that may have failed.
    node_list captured(node_id f) const {
        node_list out;
        collect_captured(f, out);
        return out;
    }
    void collect_captured(node_id f, node_list& out) const {
        const node& n = (*this)[f];
        const bool leaf = n.what == step::integer || n.what == step::location ||
                          n.what == step::input || n.what == step::function;
        if (leaf) return;
        if (n.what != step::bound && n.what != step::undecided && n.what != step::held) {
            if (std::find(out.begin(), out.end(), f) == out.end()) out.push_back(f);
            return;
        }
        if (is_for_each(f)) {
            // what it holds stands in a space of its own
            collect_captured(n.arguments[2], out);
            collect_captured(n.arguments[3], out);
            return;
        }
        for (node_id a : n.args()) collect_captured(a, out);
    }
    /// A value that fails where any of some others does: those before it in order or after it.
    node_id checked(node_id value, const node_list& others, bool before) {
        node_id out = value;
        if (value == beyond_) return value;
        for (std::size_t k = 0; k < others.size(); k += 3) {
            // the leftmost is checked last, on top of the others
            const std::size_t end = before ? others.size() - k : std::min(k + 3, others.size());
            const std::size_t begin = before ? (end > 3 ? end - 3 : 0) : k;
            operand_list parts;
            parts.of[static_cast<std::size_t>(parts.count++)] = out;
            for (std::size_t i = begin; i < end; ++i)
                parts.of[static_cast<std::size_t>(parts.count++)] = others[i];
            out = placed(step::take, (*this)[value].type, parts, 0, before ? 1 : 0);
        }
        return out;
    }
    node_id bound(int operation, std::span<const node_id> parts, int number = 0) {
        const space_id in = joined(parts);
        return in < 0 ? beyond_ : make(step::bound, function_type(), in, parts, operation, number);
    }

    // Operations.

    node_id operation_on(int operation, std::span<const node_id> a) {
        const auto& s = detail::special();
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
            if (calls_argument(operation, k)) continue; // a function chosen is called as it is
            node_list x(a.begin(), a.end()), y = x;
            x[k] = n.arguments[1];
            y[k] = n.arguments[2];
            return chosen(step::choose_pushed, n.arguments[0], call_operation(operation, x),
                          call_operation(operation, y));
        }
        for (node_id n : a)
            if (is_stuck(n)) return beyond_;
        if (const node_id out = higher_order(operation, a); out >= 0) return out;
        for (node_id n : a)
            if (is_function(n) || (*this)[n].what == step::held) return held(operation, a);
        return typed(operation, a);
    }
    static bool calls_argument(int operation, std::size_t k) {
        const auto& o = table::operations[static_cast<std::size_t>(operation)];
        return o.parameters[k].kind == "function";
    }
    node_id power(node_id f, node_id n) {
        const node count = (*this)[n];
        constexpr int most = 1000;
        if (count.what != step::integer) {
            if (stored(type(n)).is != form::integer || !has_column(n)) return beyond_;
            // less than 1 fails at once
            const node_id some = op(detail::special().greater, {n, integer(0)});
            const node_id parts[] = {f, chosen(step::choose, some, n, beyond_)};
            return parts[1] == beyond_ ? beyond_ : bound(detail::special().power, parts);
        }
        if (count.number < 1 || count.number > most) return beyond_;
        if (count.number == 1) return f;
        const node_id parts[] = {f};
        return bound(detail::special().power, parts, count.number);
    }
    /// A function applied as often as a value says: of the first few counts the one that it is.
    node_id repeated(node_id f, node_id count, node_id x) {
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
    /// The elements of some containers as a space, and what stands in it.
    struct elements_of {
        node_id counts = -1;
        std::array<node_id, 2> items{};
        node_list lists;
    };
    /// A container that holds functions.
    node_id held(int operation, std::span<const node_id> a) {
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
        const space_id in = joined(a);
        return in < 0 ? beyond_ : make(step::held, type_table::none, in, a, operation);
    }
    /// What a function gives for each element of a container, where these are functions.
    node_id held_for_each(const elements_of& e, node_id each, bool is_set, node_id f) {
        const node_id parts[] = {e.counts, each, f, e.lists[0]};
        return make(step::held, type_table::none, (*this)[e.counts].space, parts,
                    detail::special().apply, is_set ? 1 : 0);
    }
    bool is_for_each(node_id n) const {
        return (*this)[n].what == step::held && (*this)[n].operation == detail::special().apply;
    }
    /// f on, or the functions themselves with, what such a container holds.
    node_id for_each_held(int operation, node_id container, node_id f, node_id value) {
        const auto& s = detail::special();
        const node n = (*this)[container];
        elements_of e;
        e.counts = n.arguments[0];
        const node_id held = n.arguments[1];
        const node_id each =
            operation == s.rapply ? with_arguments(held, {value}) : with_arguments(f, {held});
        if (each == beyond_) return each;
        if (!has_column(each)) return beyond_;
        const static_type r = stored(type(each));
        const static_type all = n.number != 0 ? typing::set_of(r) : typing::tuple_of(r);
        const node_id out = collected(s.apply, types_.add(all), e, each);
        return operation == s.mapply && out != beyond_ ? op(s.merge, {out}) : out;
    }

    /// The elements of a container as nodes, where all of them are known.
    struct items {
        node_list of;
        bool is_set = false;
        bool known = true;
    };
    items copies(const node& repeat) const {
        constexpr int most = 100;
        items out;
        const node& count = (*this)[repeat.arguments[1]];
        out.known = count.what == step::integer && count.number <= most;
        for (int k = 0; out.known && k < count.number; ++k) out.of.push_back(repeat.arguments[0]);
        return out;
    }
    items items_in(node_id container) {
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
            if (out.known)
                out.of = {op(s.first, {container}), op(s.last, {container})};
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
    /// A container of known elements.
    node_id container_of(const items& e) {
        const auto& s = detail::special();
        for (node_id x : e.of)
            if (x == beyond_) return beyond_;
        if (e.of.empty()) return beyond_;
        if (!e.is_set && e.of.size() == 2) return op(s.astuple, {e.of[0], e.of[1]});
        const auto one = [&](node_id x) {
            return e.is_set ? op(s.initset, {x}) : op(s.repeat, {x, integer(1)});
        };
        node_id out = one(e.of[0]);
        for (std::size_t k = 1; k < e.of.size() && out != beyond_; ++k)
            out = e.is_set ? op(s.insert, {e.of[k], out}) : op(s.combine, {out, one(e.of[k])});
        return out;
    }
    /// An operation on containers of known elements, some of them functions.
    node_id known(int operation, std::span<const node_id> a) {
        const auto& s = detail::special();
        if ((operation == s.first || operation == s.last) && is_for_each(a[0])) {
            const node each = (*this)[a[0]];
            return with_arguments(each.arguments[2], {op(operation, {each.arguments[3]})});
        }
        if (operation == s.rapply && is_for_each(a[0]))
            return for_each_held(operation, a[0], -1, a[1]);
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
            const node_id found = operation == s.size
                                      ? integer(static_cast<int>(out.of.size()))
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
        if (all == beyond_ || !has_column(all)) return all;
        const bool merges = operation == s.mapply || operation == s.mpapply;
        return checked(merges ? op(s.merge, {all}) : all, inside, true);
    }

    // Operations that call a function for each element.

    elements_of over(step how, std::span<const node_id> containers, const node_list& inside,
                     bool function_first) {
        elements_of out;
        for (node_id c : containers) out.lists.push_back(as_list(c));
        for (node_id l : out.lists)
            if (l == beyond_) return out;
        // with the function's values, so that elements lie in a space that has them
        out.lists.back() = inside.empty() || function_first
                               ? out.lists.back()
                               : checked(out.lists.back(), inside, false);
        if (!inside.empty() && function_first)
            out.lists[0] = checked(out.lists[0], inside, true);
        for (node_id l : out.lists)
            if (l == beyond_) return out;
        const node_id counts = placed(how, type_table::integer, out.lists);
        if (counts == beyond_) return out;
        const space_id in = space_of(counts);
        for (std::size_t k = 0; k < out.lists.size(); ++k) {
            const node_id parts[] = {lifted_list(out.lists[k], (*this)[counts].space), counts};
            out.items[k] = make(step::element, element_type(out.lists[k]), in, parts, 0,
                                static_cast<int>(k));
        }
        out.counts = counts;
        return out;
    }
    node_id lifted_list(node_id l, space_id to) { return lifted(l, to); }
    type_id element_type(node_id list) {
        return types_.add(stored(typing::element(type(list))));
    }
    /// What an operation gives of what its function gave for each element. The type is what it gives
    /// if that is known; of a container what stands there.
    node_id collected(int operation, type_id t, const elements_of& e, node_id body,
                      node_id container = -1) {
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
        // no set holds no location
        const bool checks = operation == s.apply && holds_location(gives) && whole.is == form::set;
        int entry = checks ? -1 : find();
        if (entry < 0) {
            if (const node_id out = collected_by_order(operation, e, body, gives); out >= 0)
                return out;
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
        return make(step::collect, types_.add(stored(catalog_[entry].result)), outer, parts,
                    operation, entry);
    }
    /// The same by steps that know no types; -1 where these cannot.
    node_id collected_by_order(int operation, const elements_of& e, node_id body,
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
    /// What a function gives for each element, or beyond.
    node_id body(node_id f, const elements_of& e, int n) {
        const node_id out = n == 1 ? with_arguments(f, {e.items[0]})
                                   : with_arguments(f, {e.items[0], e.items[1]});
        return out == beyond_ || !has_column(out) || is_stuck(out) ? beyond_ : out;
    }
    /// 0, 1, ... for the elements of a list.
    node_id positions(node_id list) {
        const auto& s = detail::special();
        return op(s.interval, {integer(0), op(s.size, {list}), integer(1)});
    }

    /// An operation that calls a function; -1 if it is another one.
    node_id higher_order(int operation, std::span<const node_id> a) {
        const auto& s = detail::special();
        if (operation == s.rapply) return known(operation, a);
        const bool filters = operation == s.sfilter || operation == s.mfilter ||
                             operation == s.extract;
        const bool chooses = operation == s.argmax || operation == s.argmin ||
                             operation == s.valmax || operation == s.valmin || operation == s.order;
        const bool applies = operation == s.apply || operation == s.mapply;
        const bool two = operation == s.papply || operation == s.mpapply || operation == s.prapply;
        if (!filters && !chooses && !applies && !two) return -1;
        const node_id f = filters || chooses ? a[1] : a[0];
        if (!is_function(f) && (*this)[f].what != step::undecided) return beyond_;
        for (node_id c : filters || chooses ? a.first(1) : a.subspan(1))
            if ((*this)[c].what == step::held) return known(operation, a);
        const node_list inside = captured(f);
        if (two) {
            const elements_of e = over(operation == s.prapply ? step::products : step::pairs,
                                       a.subspan(1), inside, true);
            if (e.counts < 0) return beyond_;
            const node_id each = body(f, e, 2);
            if (each == beyond_) return beyond_;
            const static_type r = stored(type(each));
            if (operation == s.prapply)
                return collected(s.apply, types_.add(typing::set_of(r)), e, each);
            const node_id out = collected(s.apply, types_.add(typing::tuple_of(r)), e, each);
            return operation == s.papply ? out : op(s.merge, {out});
        }
        const node_id container = filters || chooses ? a[0] : a[1];
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
        if (applies && each != beyond_ && !has_column(each))
            return held_for_each(e, each, typing::is_set(c), f);
        if (each == beyond_ || !has_column(each) || is_stuck(each)) return beyond_;
        if (filters && each != beyond_) each = truth(each);
        if (each == beyond_) return beyond_;
        const static_type r = stored(type(each));
        if (applies) {
            const static_type all =
                typing::is_set(c) ? typing::set_of(r) : typing::tuple_of(r);
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
                const node_id kept = collected(s.sfilter, list_of_integers(), e, each,
                                               positions(e.lists[0]));
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
            const node_id places = collected(s.order, list_of_integers(), e, each,
                                             positions(e.lists[0]));
            const node_id out = gathered(e.lists[0], places,
                                         types_.add(typing::tuple_of(typing::element(type(e.lists[0])))));
            return c.is == form::grid ? converted(out, form::grid) : out;
        }
        if ((operation == s.valmax || operation == s.valmin) && r.is == form::integer)
            return collected(operation, types_.add(r), e, each, positions(e.lists[0]));
        if (operation == s.extract) {
            const node_id place = collected(operation, type_table::integer, e, each,
                                            positions(e.lists[0]));
            return place == beyond_ ? place : picked(e.lists[0], place);
        }
        return extreme(operation, e, keys, each);
    }
    node_id picked(node_id list, node_id place) {
        const node_id parts[] = {list, place};
        return placed(step::at, element_type(list), parts);
    }
    /// The element with the extreme key, or that key.
    node_id extreme(int operation, const elements_of& e, node_id values, node_id keys) {
        const auto& s = detail::special();
        const bool largest = operation == s.argmax || operation == s.valmax;
        const bool gives_key = operation == s.valmax || operation == s.valmin;
        const node_id place = collected(largest ? s.argmax : s.argmin, type_table::integer, e, keys,
                                  positions(e.lists[0]));
        if (place == beyond_) return beyond_;
        const node_id from =
            gives_key ? collected(s.apply, types_.add(typing::tuple_of(stored(type(values)))), e,
                                  values)
                      : e.lists[0];
        return from == beyond_ ? from : picked(from, place);
    }
    static bool holds_location(const static_type& t) {
        return t.is == form::ivec || std::any_of(t.parts.begin(), t.parts.end(), holds_location);
    }
    type_id list_of_integers() { return types_.add(typing::tuple_of(form::integer)); }
    node_id gathered(node_id list, node_id places, type_id t) {
        if (list == beyond_ || places == beyond_) return beyond_;
        types_.add(stored(typing::element(types_[t])));
        const node_id parts[] = {list, places};
        return placed(step::gather, t, parts);
    }

    // Choices.

    node_id chosen(step how, node_id condition, node_id a, node_id b) {
        if (condition == beyond_ || (a == beyond_ && b == beyond_)) return beyond_;
        if (how == step::choose_strict && (a == beyond_ || b == beyond_)) return beyond_;
        const node c = (*this)[condition];
        if (c.what == step::undecided || is_function(condition) || c.what == step::held)
            return beyond_;
        if (c.what == step::integer) {
            const node_id taken = c.number != 0 ? a : b;
            return how != step::choose_strict ? taken
                                              : checked(taken, {c.number != 0 ? b : a},
                                                        c.number == 0);
        }
        if (a == b && how != step::choose_pushed) return has_column(a) ? checked(a, {condition}, true) : undecided(how, condition, a, b);
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
    node_id choice(step how, node_id condition, node_id a, node_id b) {
        const node_id parts[] = {truth(condition), a, b};
        if (parts[0] == beyond_ || is_stuck(parts[0])) return beyond_;
        const type_id t = std::max((*this)[a].type, (*this)[b].type);
        const node_id out = placed(how, t, parts);
        return out;
    }
    /// A call without a column: it fails where an argument failed; where none did, the definition
    /// at run time evaluates what needs it.
    node_id stuck(std::span<const node_id> arguments) {
        operand_list parts;
        std::vector<node_id> values;
        for (node_id a : arguments) {
            if (has_column(a)) {
                values.push_back(a);
                continue;
            }
            for (node_id c : captured(a)) values.push_back(c);
        }
        if (values.size() > node::most) return beyond_;
        for (node_id a : values) {
            const step s = (*this)[a].what;
            if (s != step::integer && s != step::location && s != step::input)
                parts.of[static_cast<std::size_t>(parts.count++)] = a;
        }
        const space_id in = joined(parts);
        if (parts.count == 0 || in < 0) return beyond_;
        for (int k = 0; k < parts.count; ++k) {
            node_id& a = parts.of[static_cast<std::size_t>(k)];
            a = lifted(a, in);
        }
        return make(step::stuck, type_table::none, in, parts);
    }
    bool is_stuck(node_id n) const { return (*this)[n].type == type_table::none && has_column(n); }
    bool has_column(node_id n) const {
        const step s = (*this)[n].what;
        return s != step::undecided && s != step::held && !is_function(n);
    }
    node_id undecided(step how, node_id condition, node_id a, node_id b) {
        const node_id parts[] = {condition, a, b};
        const space_id in = joined(parts);
        return in < 0 ? beyond_
                      : make(step::undecided, type_table::none, in, parts, 0,
                             static_cast<int>(how));
    }
    /// An integer that is 0 where the value is false.
    node_id truth(node_id n) {
        const static_type t = stored(type(n));
        if (t.is == form::integer) return n;
        return has_column(n) ? op(detail::special().size, {n}) : beyond_;
    }

    // Operations on values of some types.

    node_id converted(node_id n, const static_type& to) {
        if (n == beyond_) return n;
        const static_type from = stored(type(n));
        if (from == to || typing::decay(type(n)) == to) return n;
        const node_id parts[] = {n};
        const bool same_elements = resolver::is_list(from) && resolver::is_list(to) &&
                                   from.parts == to.parts && to.is == form::tuple;
        if (same_elements) return placed(step::take, types_.add(to), parts);
        return convert(n, from, to);
    }
    node_id convert(node_id n, const static_type& from, const static_type& to,
                    bool as_output = false) {
        const static_type key[] = {to, from};
        const node_id parts[] = {n};
        const int entry = catalog_.find(catalog_entry::kind::convert, 0, key);
        if (entry >= 0)
            return placed(step::convert, types_.add(to), parts, as_output ? 1 : 0, entry);
        if (from.is == form::grid && to.is == form::set)
            return as_set(converted(n, typing::tuple_of(typing::tuple_of(form::integer))));
        if (resolver::is_list(from) && to.is == form::set && from.parts == to.parts)
            return as_set(n);
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
            // element by element
            const node_id one[] = {n};
            const elements_of e = over(step::elements, one, {}, true);
            if (e.counts < 0) return beyond_;
            const node_id each = converted(e.items[0], to.parts[0]);
            if (each == beyond_ || is_stuck(each)) return beyond_;
            return collected(detail::special().apply, types_.add(to), e, each);
        }
        return beyond_;
    }
    /// A container as a list, whose elements can be reached by their numbers.
    node_id as_list(node_id n) {
        if (!has_column(n)) return beyond_;
        const static_type t = stored(type(n));
        if (t.is == form::set || t.is == form::tuple) return n;
        const static_type e = typing::element(t);
        return e.ill() ? beyond_ : converted(n, typing::tuple_of(stored(e)));
    }
    node_id typed(int operation, std::span<const node_id> a) {
        const auto& s = detail::special();
        if (operation == s.objects)
            if (const node_id out = objects(a); out >= 0) return out;
        std::array<type_id, node::most> got{};
        for (std::size_t k = 0; k < a.size(); ++k) got[k] = (*this)[a[k]].type;
        const resolution& r = resolver_.of(types_, operation, {got.data(), a.size()});
        if (r.how == resolution::kind::beyond) return wider(operation, a);
        const auto may_hold_none = [&](node_id n) {
            return !typing::is_set(type(n)) && holds_location(stored(typing::element(type(n))));
        };
        if (operation == s.product && (may_hold_none(a[0]) || may_hold_none(a[1])))
            return wider(operation, a);
        node_list arrived(a.begin(), a.end());
        for (std::size_t k = 0; k < a.size(); ++k) {
            arrived[k] = r.truths >> k & 1 ? truth(a[k]) : converted(a[k], types_[r.arrives[k]]);
            if (arrived[k] == beyond_) return beyond_;
        }
        if (r.how == resolution::kind::unlike) {
            if (operation == s.remove) return checked(a[1], {a[0]}, true);
            if (operation == s.other) return checked(op(s.first, {a[0]}), {a[1]}, false);
            return placed(step::unlike, type_table::boolean, arrived);
        }
        if (r.entry < 0) return moved(operation, r.result, arrived);
        return placed(step::call, r.result, arrived, operation, r.entry);
    }

    /// objects, where its flags are known.
    node_id objects(std::span<const node_id> a) {
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
    /// Whether values of a type can be compared where they lie.
    static bool is_comparable(const static_type& t) {
        int parts = 0;
        return can_lie(t) && depth_of(t, parts) <= shape_table::deepest &&
               parts <= shape_table::most;
    }
    static int depth_of(const static_type& t, int& parts) {
        ++parts;
        int deepest_part = 0;
        for (const static_type& p : t.parts)
            deepest_part = std::max(deepest_part, depth_of(p, parts));
        return deepest_part + 1;
    }
    /// Whether a record holds values of a type: pairs in pairs have many words.
    static bool can_lie(const static_type& t) {
        constexpr int most_words = 6;
        return layout_of(t, 32, 32).words <= most_words;
    }
    bool is_list(node_id n) const {
        return has_column(n) && resolver::is_list(stored(type(n)));
    }
    node_id one_of(node_id v) { return op(detail::special().repeat, {v, integer(1)}); }
    /// The elements of a list as a set.
    node_id as_set(node_id list) {
        if (list == beyond_ || !is_list(list)) return beyond_;
        const static_type e = stored(typing::element(type(list)));
        const static_type whole = typing::set_of(e);
        if (whole.is != form::set) return converted(converted(list, typing::tuple_of(e)), whole);
        if (!is_comparable(e)) return beyond_;
        const node_id parts[] = {list};
        return placed(step::as_set, types_.add(whole), parts, 0, holds_location(e) ? 1 : 0);
    }
    /// The elements of two lists of one type, those of a set as a set.
    node_id joined_lists(node_id a, node_id b, bool set) {
        const node_id parts[] = {a, b};
        const static_type e = stored(typing::element(type(a)));
        types_.add(e);
        const node_id all = placed(step::concat, types_.add(typing::tuple_of(e)), parts);
        return set ? as_set(all) : all;
    }
    /// All lists of a list, one behind the other.
    node_id flattened(node_id lists, bool set) {
        if (lists == beyond_ || !is_list(lists)) return beyond_;
        const static_type inner = stored(typing::element(type(lists)));
        if (!resolver::is_list(inner)) {
            // elements that are no lists become such
            const node_id one[] = {lists};
            const elements_of e = over(step::elements, one, {}, true);
            if (e.counts < 0) return beyond_;
            const node_id each = as_list(e.items[0]);
            if (each == beyond_ || is_stuck(each)) return beyond_;
            const static_type t = typing::tuple_of(stored(type(each)));
            return flattened(collected(detail::special().apply, types_.add(t), e, each), set);
        }
        const static_type e = stored(typing::element(inner));
        const bool ragged = !typing::is_set(type(lists)) && inner.is == form::tuple &&
                            (e.is == form::tuple || e.is == form::grid);
        if (ragged) return beyond_; // they must be of one length
        const node_id parts[] = {lists};
        types_.add(e);
        const node_id all = placed(step::flatten, types_.add(typing::tuple_of(e)), parts);
        return set ? as_set(all) : all;
    }
    node_id not_equal_to(node_id v) {
        const auto& s = detail::special();
        const node_id equal[] = {function(s.equality), v};
        const node_id negated[] = {function(s.flip), bound(s.lbind, equal)};
        return bound(s.compose, negated);
    }

    /// Whether two containers whose elements are never equal are equal: if both are empty.
    node_id both_empty(node_id a, node_id b) {
        const auto& s = detail::special();
        const static_type x = stored(typing::element(stored(type(a)))),
                          y = stored(typing::element(stored(type(b))));
        if (x.ill() || y.ill() || !resolver::never_equal(x, y)) return beyond_;
        const auto pair_like = [&](node_id n) { return typing::is_pair_like(type(n)); };
        if (pair_like(a) || pair_like(b)) return beyond_;
        const node_id sizes = op(s.add, {op(s.size, {a}), op(s.size, {b})});
        return op(s.equality, {sizes, integer(0)});
    }
    /// The greatest or the least of tuples; of none the definition knows what it is.
    node_id extreme_tuple(bool largest, node_id container) {
        const node_id list = as_list(container);
        if (list == beyond_) return beyond_;
        const static_type e = stored(typing::element(type(list)));
        const bool tuple = e.is == form::tuple || e.is == form::ivec || e.is == form::grid ||
                           e.is == form::pair;
        if (!tuple || holds_set(e) || !is_comparable(e)) return beyond_;
        const node_id one[] = {list};
        const elements_of all = over(step::elements, one, {}, true);
        if (all.counts < 0) return beyond_;
        const node_id parts[] = {all.counts, all.items[0]};
        const node_id place = make(step::extreme, type_table::integer,
                                   (*this)[all.counts].space, parts, 0, largest ? 0 : 1);
        const auto& s = detail::special();
        return chosen(step::choose, op(s.size, {list}), picked(list, place), beyond_);
    }
    static bool holds_set(const static_type& t) {
        return typing::is_set(t) || std::any_of(t.parts.begin(), t.parts.end(), holds_set);
    }

    /// What is not compiled for these types, by steps that know none.
    node_id wider(int operation, std::span<const node_id> a) {
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
            // the first list outside, so that pairs come in value order
            const node_id lists[] = {a[1], a[0]};
            const elements_of e = over(step::products, lists, {}, true);
            if (e.counts < 0) return beyond_;
            const node_id both = op(s.astuple, {e.items[1], e.items[0]});
            if (both == beyond_ || is_stuck(both)) return beyond_;
            return checked(collected(s.apply, types_.add(typing::set_of(stored(type(both)))), e,
                                     both),
                           {a[0]}, true);
        }
        if (operation == s.sizefilter) {
            const node_id parts[] = {function(s.size), a[1]};
            const node_id list = as_list(a[0]);
            if (list == beyond_) return beyond_;
            const node_id kept = op(s.sfilter, {list, bound(s.matcher, parts)});
            return kept == beyond_ || is_stuck(kept) || typing::is_set(type(kept))
                       ? kept
                       : as_set(kept);
        }
        if (operation == s.contained || operation == s.remove || operation == s.other) {
            const node_id c = as_list(a[operation == s.other ? 0 : 1]);
            const node_id v = a[operation == s.other ? 1 : 0];
            if (c == beyond_) return beyond_;
            if (typing::is_pair_like(type(a[operation == s.other ? 0 : 1]))) return beyond_;
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
            if (operation == s.other) return op(s.first, {kept});
            return checked(kept, {v}, true);
        }
        if (operation == s.insert || operation == s.combine) {
            const bool one = operation == s.insert;
            node_id x = one ? a[1] : a[0], y = one ? a[0] : a[1];
            const bool set = typing::is_set(type(x));
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
            return op(s.sfilter,
                      {x, operation == s.intersection ? is_in : bound(s.compose, negated)});
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
        if (operation == s.maximum || operation == s.minimum)
            return extreme_tuple(operation == s.maximum, a[0]);
        if (operation == s.merge) return flattened(as_list(a[0]), typing::is_set(type(a[0])));
        return beyond_;
    }
    /// An operation that only moves values.
    node_id moved(int operation, type_id result, std::span<const node_id> a) {
        const auto& s = detail::special();
        const bool list = resolver::is_list(stored(type(a[0])));
        if (!can_lie(types_[result])) return beyond_;
        if (operation == s.astuple) return placed(step::join, result, a);
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
        // pair
        const elements_of e = over(step::pairs, a, {}, true);
        if (e.counts < 0) return beyond_;
        const node_id both = op(s.astuple, {e.items[0], e.items[1]});
        return both == beyond_ ? both : collected(s.apply, result, e, both);
    }

    const catalog& catalog_;
    resolver resolver_;
    int depth_ = 0;
};

} // namespace batt::columns
