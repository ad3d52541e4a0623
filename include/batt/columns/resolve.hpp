// Which types the arguments of an operation on columns arrive as, and what it then gives.
#pragma once

#include <batt/columns/catalog.hpp>
#include <batt/columns/nodes.hpp>

namespace batt::columns {

/// How an operation runs on arguments of some types.
struct resolution {
    enum class kind {
        beyond, ///< by definition alone
        call,   ///< on the types below
        unlike  ///< equality of values that cannot be equal: F
    } how = kind::beyond;
    std::array<type_id, node::most> arrives{};
    unsigned truths = 0; ///< bit k: argument k is read for its truth
    type_id result = type_table::none;
    int entry = -1;           ///< in the catalog; -1 for a step that knows no types
    bool as_they_are = false; ///< a call of an entry whose arguments arrive as they are
};

/// Resolutions, each found once. Arguments are read as reference/dynamic/README.md says of the
/// values that a type can hold: a type for which that differs from the static rules is not
/// accepted.
class resolver {
public:
    explicit resolver(const catalog& compiled) : catalog_(compiled) {}

    /// How an operation of the DSL runs on arguments of the types got.
    const resolution& of(type_table& types, int operation, std::span<const type_id> got) {
        key_.assign(1, operation);
        key_.insert(key_.end(), got.begin(), got.end());
        const auto at = static_cast<std::size_t>(keys_.add(key_));
        if (at < known_.size()) return known_[at];
        known_.push_back(find(types, operation, got));
        resolution& r = known_.back();
        r.as_they_are = r.how == resolution::kind::call && r.entry >= 0;
        for (std::size_t k = 0; k < got.size(); ++k)
            r.as_they_are &= got[k] == r.arrives[k] ||
                             (got[k] == type_table::boolean && r.arrives[k] == type_table::integer);
        return r;
    }
    /// Whether no value of type a equals one of type b, whatever they are.
    static bool never_equal(const static_type& a, const static_type& b) {
        const auto form_of = [](const static_type& x) {
            return x.is == form::integer ? 0 : typing::is_set(x) ? 1 : 2;
        };
        if (form_of(a) != form_of(b)) return true;
        if (form_of(a) != 2) return false;
        // A pair has two elements: one that equals none of the other value is enough.
        const auto part = [](const static_type& t, std::size_t k) {
            return t.is == form::pair ? t.parts[k] : stored(typing::element(t));
        };
        if (!typing::is_pair_like(a) && !typing::is_pair_like(b)) return false;
        return never_equal(part(a, 0), part(b, 0)) || never_equal(part(a, 1), part(b, 1));
    }
    /// Whether merging has to look at the lengths of tuples in tuples in a tuple.
    static bool is_ragged(const static_type& c) {
        const static_type inner = stored(typing::element(c));
        if (typing::is_set(c) || typing::is_set(inner) || inner.is == form::grid) return false;
        const static_type e = stored(typing::element(inner));
        return e.is == form::tuple || e.is == form::grid;
    }
    /// Whether values of a type are lists of elements in columns.
    static bool is_list(const static_type& t) { return t.is == form::set || t.is == form::tuple; }
    /// Whether an operation only moves values, so that no types need be known.
    static bool moves(int operation, const std::vector<static_type>& t, const static_type& result) {
        const auto& s = detail::special();
        if (operation == s.astuple || operation == s.repeat) return true;
        if (operation == s.initset) return result.is == form::set;
        if (operation == s.size || operation == s.totuple) return is_list(t[0]);
        if (operation == s.first || operation == s.last)
            return is_list(t[0]) || t[0].is == form::pair;
        return operation == s.pair;
    }
    /// A type with objects in the place of objects of one colour.
    static static_type widened(const static_type& t) {
        if (t.is == form::univalued) return form::object;
        if (t.is == form::set) return typing::set_of(widened(t.parts[0]));
        if (t.is == form::tuple) return typing::tuple_of(widened(t.parts[0]));
        if (t.is == form::pair) return typing::pair_of(widened(t.parts[0]), widened(t.parts[1]));
        return t;
    }

private:
    using type_list = std::vector<static_type>;

    static static_type list_like(const static_type& c, const static_type& element) {
        return typing::is_set(c) ? typing::set_of(element) : typing::tuple_of(element);
    }
    /// Gives v and the elements of c the type in which both meet; false if there is none.
    static bool meet_element(static_type& v, static_type& c) {
        const static_type both = meet(v, stored(typing::element(c)));
        if (both.ill()) return false;
        if (both != typing::element(c)) c = list_like(c, both);
        v = both;
        return true;
    }
    static resolution unlike(type_table& types, const type_list& t, const static_type& a,
                             const static_type& b) {
        resolution out;
        if (!never_equal(a, b)) return out;
        out.how = resolution::kind::unlike;
        for (std::size_t k = 0; k < 2; ++k) out.arrives[k] = types.add(t[k]);
        return out;
    }
    static static_type arrival(std::string_view kind, const static_type& t) {
        if (kind == "piece" || kind == "counted_piece" || kind == "element") {
            if (typing::is_row_sequence(t)) return form::grid;
            if (t.is == form::tuple || t.is == form::pair) return {};
        }
        if (kind == "number" && t.is == form::boolean) return form::integer;
        return typing::arrives_as(kind, t);
    }

    resolution find(type_table& types, int operation, std::span<const type_id> got) {
        const auto& o = table::operations[static_cast<std::size_t>(operation)];
        const auto& s = detail::special();
        resolution out;
        type_list t;
        for (std::size_t k = 0; k < got.size(); ++k) {
            const std::string_view kind = o.parameters[k].kind;
            const static_type from = stored(types[got[k]]);
            if (kind == "boolean" || (operation == s.objects && k > 0)) {
                out.truths |= 1U << k;
                t.push_back(form::integer);
                continue;
            }
            t.push_back(arrival(kind, from));
            if (t.back().ill()) return out;
            t.back() = stored(t.back());
        }
        if (operation == s.equality) {
            const static_type both = meet(t[0], t[1]);
            if (both.ill()) return unlike(types, t, t[0], t[1]);
            t[0] = t[1] = both;
        } else if (operation == s.contained || operation == s.remove || operation == s.insert) {
            if (t[1].is == form::pair) t[1] = typing::tuple_of(stored(typing::element(t[1])));
            if (t[1].ill()) return out; // elements of two types
            if (!meet_element(t[0], t[1]))
                return operation == s.insert || t[1].is == form::ivec
                           ? out // no location has no elements to compare
                           : unlike(types, t, t[0], stored(typing::element(t[1])));
        } else if (operation == s.other) {
            if (t[0].is == form::pair) t[0] = typing::tuple_of(stored(typing::element(t[0])));
            if (!meet_element(t[1], t[0])) return out;
        } else if (operation == s.combine) {
            const bool set = typing::is_set(t[0]);
            if (typing::is_set(t[1]) != set)
                t[1] = set ? typing::set_of(stored(typing::element(t[1])))
                           : typing::tuple_of(stored(typing::element(t[1])));
            for (static_type& c : t)
                if (typing::is_pair_like(c)) c = typing::tuple_of(stored(typing::element(c)));
            const static_type both = meet(t[0], t[1]);
            if (both.ill()) return out;
            t[0] = t[1] = both;
        } else if (operation == s.intersection || operation == s.difference) {
            const static_type both = meet(t[0], t[1]);
            if (both.ill()) return out;
            t[0] = t[1] = both;
        } else if (operation == s.dedupe || operation == s.mostcommon ||
                   operation == s.leastcommon) {
            if (typing::is_set(t[0])) return out; // only tuples are accepted
            if (typing::is_pair_like(t[0]) || t[0].is == form::grid)
                t[0] = typing::tuple_of(stored(typing::element(t[0])));
        } else if (operation == s.product || operation == s.pair) {
            for (static_type& c : t) c = typing::tuple_of(stored(typing::element(c)));
        } else if (operation == s.merge) {
            if (typing::is_pair_like(t[0])) t[0] = typing::tuple_of(stored(typing::element(t[0])));
            if (is_ragged(t[0])) return out;
        }
        for (const static_type& one : t)
            if (one.ill()) return out;
        type_list asked = t;
        for (std::size_t k = 0; k < asked.size(); ++k)
            if (out.truths >> k & 1) asked[k] = form::boolean;
        const static_type result = typing::result_of(operation, asked);
        if (result.ill() || result.is == form::choice) return out;
        if (!moves(operation, t, result)) {
            out.entry = catalog_.find(catalog_entry::kind::call, operation, asked);
            if (out.entry < 0) {
                // An object of one colour is an object, too.
                for (std::size_t k = 0; k < t.size(); ++k) {
                    t[k] = widened(t[k]);
                    if (!(out.truths >> k & 1)) asked[k] = t[k];
                }
                out.entry = catalog_.find(catalog_entry::kind::call, operation, asked);
            }
            if (out.entry < 0) return out;
        }
        out.how = resolution::kind::call;
        for (std::size_t k = 0; k < t.size(); ++k) out.arrives[k] = types.add(t[k]);
        const static_type gives = out.entry < 0 ? result : catalog_[out.entry].result;
        out.result = gives.is == form::boolean ? type_table::boolean : types.add(stored(gives));
        return out;
    }

    const catalog& catalog_;
    sequence_table keys_;          ///< operations with types,
    std::deque<resolution> known_; ///< and how they run; references stay
    std::vector<int> key_;
};

} // namespace batt::columns
