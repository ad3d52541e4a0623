// What an operation gives for arguments of some static types: the rules of the table, evaluated.
#pragma once

#include <batt/dsl/static_unify.hpp>

namespace batt::typing {

inline static_type call(const static_type& f, const std::vector<static_type>& arguments);

// The functions of types that the table's rules are written with. All give ill for ill types.

/// The type of a container of some elements of a c: a c, or a tuple for a pair.
inline static_type selected(const static_type& c) {
    return is_pair_like(c) ? tuple_of(element(c)) : c;
}
/// The elements of a c in a tuple, which is a grid if they are its rows.
inline static_type listed(const static_type& c) {
    return c.is == form::grid ? c : tuple_of(element(c));
}
/// A container of rs like c: a set for a set, a tuple for all others.
inline static_type like(const static_type& c, const static_type& r) {
    return is_set(c) ? set_of(r) : tuple_of(r);
}
/// What merge gives for a c.
inline static_type merged(const static_type& c) {
    if (c.is == form::pair) {
        const static_type both = unify(c.parts[0], c.parts[1]);
        if (both.is == form::grid && (c.parts[0] == both || c.parts[1] == both)) return both;
        const static_type a = element(c.parts[0]), b = element(c.parts[1]);
        return a.ill() || b.ill() ? static_type{} : tuple_of(unify(a, b));
    }
    if (c.is == form::ivec) return {};
    if (c.is == form::tuple && c.parts[0].is == form::grid) return form::grid;
    return like(c, element(element(c)));
}
/// What combine gives: a container of a's kind, whose elements have the common type of both.
inline static_type combined(const static_type& a, const static_type& b) {
    const static_type x = element(a), y = element(b);
    if (x.ill() || y.ill()) return {};
    const static_type both = unify(x, y);
    return a.is == form::grid && !both.ill() ? a : like(a, both);
}
/// What a function gives, if a container can hold it: all but a choice between patches.
inline static_type result(const static_type& f, const std::vector<static_type>& arguments) {
    static_type out = call(f, arguments);
    return is_patch_choice(out) ? static_type{} : out;
}
/// What apply gives for f and a c.
inline static_type applied(const static_type& f, const static_type& c) {
    if (c.is == form::pair) return pair_of(result(f, {c.parts[0]}), result(f, {c.parts[1]}));
    const static_type out = result(f, {element(c)});
    return c.is == form::ivec ? pair_of(out, out) : like(c, out);
}
/// What rapply gives for functions fs and a v.
inline static_type rapplied(const static_type& fs, const static_type& v) {
    if (fs.is == form::pair) return pair_of(result(fs.parts[0], {v}), result(fs.parts[1], {v}));
    return like(fs, result(element(fs), {v}));
}
/// Boolean if some element of a c may equal a v; for a pair, v may be like either part.
inline static_type member(const static_type& v, const static_type& c) {
    const auto comparable = [&](const static_type& t) { return !t.ill() && !unify(v, t).ill(); };
    const bool found = c.is == form::pair ? comparable(c.parts[0]) || comparable(c.parts[1])
                                          : comparable(element(c));
    return found ? form::boolean : form::ill;
}
/// a if sets a and b can have elements in common; two patches must be of one kind.
inline static_type alike(const static_type& a, const static_type& b) {
    const static_type common = set_of(unify(element(a), element(b)));
    const bool patches = is_plain_patch(a) || is_plain_patch(b);
    return common.ill() || (patches && !is_plain_patch(common)) ? static_type{} : a;
}
/// The narrower of two types of sets: univalued objects if one of them holds only these.
inline static_type narrower(const static_type& a, const static_type& b) {
    const auto narrow = [](const static_type& t) {
        return t.is == form::univalued || (t.is == form::set && t.parts[0].is == form::univalued);
    };
    return !narrow(a) && narrow(b) ? b : a;
}

namespace detail {

/// A rule that was read: a tree of functions of types over the types of arguments.
struct rule {
    using function = static_type (*)(const std::vector<static_type>&);

    enum class node { type, parameter, call, condition } is = node::type;
    static_type type;                         ///< of a type: the type
    std::size_t parameter = 0;                ///< which one
    const struct rule_function* of = nullptr; ///< of a call
    std::vector<rule> parts; ///< arguments of a call; result and test of a condition
};

/// A function that rules may call, and what is wrong if it gives nothing: %1, %2 are the types that
/// it got, %r is what a function gave.
struct rule_function {
    std::string_view name;
    rule::function of;
    std::string_view wrong;
};

inline const rule_function* function_of(std::string_view name) {
    using types = const std::vector<static_type>&;
    static constexpr rule_function all[] = {
        {"number",
         [](types t) -> static_type { return t[0] == t[1] ? t[0] : static_type(form::ivec); }, ""},
        {"integral", [](types t) { return is_integral(t[0]) ? t[0] : static_type{}; },
         "its elements are not integers, but %1"},
        {"unify", [](types t) { return unify(t[0], t[1]); }, "%1 and %2 have no type in common"},
        {"element", [](types t) { return element(t[0]); }, "the elements of %1 differ in type"},
        {"first", [](types t) { return t[0].is == form::pair ? t[0].parts[0] : element(t[0]); },
         ""},
        {"last", [](types t) { return t[0].is == form::pair ? t[0].parts[1] : element(t[0]); }, ""},
        {"set", [](types t) { return set_of(t[0]); }, ""},
        {"tuple", [](types t) { return tuple_of(t[0]); }, ""},
        {"pair", [](types t) { return pair_of(t[0], t[1]); }, ""},
        {"selected", [](types t) { return selected(t[0]); }, "the elements of %1 differ in type"},
        {"listed", [](types t) { return listed(t[0]); }, "the elements of %1 differ in type"},
        {"merged", [](types t) { return merged(t[0]); }, "%1 does not hold containers of one type"},
        {"combined", [](types t) { return combined(t[0], t[1]); },
         "elements of %1 and %2 have no type in common"},
        {"member", [](types t) { return member(t[0], t[1]); }, "%2 cannot hold %1"},
        {"alike", [](types t) { return alike(t[0], t[1]); },
         "%1 and %2 have no elements in common"},
        {"narrower", [](types t) { return narrower(t[0], t[1]); }, ""},
        {"sized",
         [](types t) { return is_container(t[0]) || is_pair_like(t[0]) ? t[0] : static_type{}; },
         "%1 has no size"},
        {"branch", [](types t) { return branched(t[0], t[1]); },
         "%1 and %2 have no type in common"},
        {"result", [](types t) { return result(t[0], {t.begin() + 1, t.end()}); },
         "%1 gives %r for %2"},
        {"predicate",
         [](types t) {
             const static_type out = call(t[0], {t[1]});
             return out.is == form::boolean ? out : static_type{};
         },
         "%1 gives %r for %2, which is not a boolean"},
        {"key",
         [](types t) {
             const static_type out = result(t[0], {t[1]});
             return is_ordered(out) ? out : static_type{};
         },
         "%1 gives %r for %2, which has no order"},
        {"applied", [](types t) { return applied(t[0], t[1]); },
         "%1 does not take the elements of %2"},
        {"rapplied", [](types t) { return rapplied(t[0], t[1]); },
         "what %1 holds does not take %2"},
        {"compose", [](types t) { return compose(t[0], t[1]); },
         "both must be functions of one parameter"},
        {"fork", [](types t) { return fork(t[0], t[1], t[2]); },
         "it needs a function of two parameters and two of one"},
        {"matcher", [](types t) { return matcher(t[0], t[1]); },
         "%1 is not a function of one parameter"},
        {"lbind", [](types t) { return bind(form::lbind, t[0], t[1]); },
         "%1 has fewer than two parameters"},
        {"rbind", [](types t) { return bind(form::rbind, t[0], t[1]); },
         "%1 has fewer than two parameters"},
        {"power", [](types t) { return power(t[0], t[1]); },
         "it needs a function of one parameter and an integer"},
        {"components",
         [](types t) {
             for (const static_type& f : t)
                 if (decay(f).is != form::boolean) return static_type{};
             return set_of(t[0] == flag(true) ? form::univalued : form::object);
         },
         "its flags must be booleans"}};
    for (const rule_function& f : all)
        if (f.name == name) return &f;
    return nullptr;
}

/// Reads the rule of an operation: calls, parameters by their published names, types.
class rule_reader {
public:
    explicit rule_reader(const table::operation& o) : operation_(o), left_(o.result) {}

    rule read() {
        rule out = term();
        if (!taken(" if ")) return out;
        rule whole;
        whole.is = rule::node::condition;
        whole.parts = {std::move(out), term()};
        return whole;
    }

private:
    bool taken(std::string_view text) {
        if (!left_.starts_with(text)) return false;
        left_.remove_prefix(text.size());
        return true;
    }
    rule term() {
        rule out;
        const std::size_t end = std::min(left_.find_first_of("(), "), left_.size());
        const std::string_view word = left_.substr(0, end);
        left_.remove_prefix(end);
        if (taken("(")) {
            out.is = rule::node::call;
            out.of = function_of(word);
            do out.parts.push_back(term());
            while (taken(", "));
            taken(")");
            return out;
        }
        for (int k = 0; k < operation_.arity; ++k) {
            if (operation_.parameters[static_cast<std::size_t>(k)].name == word) {
                out.is = rule::node::parameter;
                out.parameter = static_cast<std::size_t>(k);
                return out;
            }
        }
        out.type = from_text(word);
        return out;
    }

    const table::operation& operation_;
    std::string_view left_;
};

/// The kinds of an operation's parameters, and its rule.
struct signature {
    std::vector<const kind*> kinds;
    rule gives;
};

/// The signatures of all operations, in the order of the table; read when they are first asked for.
inline const std::vector<signature>& signatures() {
    static const std::vector<signature> all = [] {
        std::vector<signature> out;
        for (const table::operation& o : table::operations) {
            signature s;
            for (int k = 0; k < o.arity; ++k)
                s.kinds.push_back(kind_of(o.parameters[static_cast<std::size_t>(k)].kind));
            s.gives = rule_reader(o).read();
            out.push_back(std::move(s));
        }
        return out;
    }();
    return all;
}

/// What a rule gives for arguments as they arrive.
inline static_type evaluate(const rule& r, const std::vector<static_type>& arguments) {
    if (r.is == rule::node::type) return r.type;
    if (r.is == rule::node::parameter) return arguments[r.parameter];
    if (r.is == rule::node::condition)
        return evaluate(r.parts[1], arguments).ill() ? static_type{}
                                                     : evaluate(r.parts[0], arguments);
    std::vector<static_type> parts;
    for (const rule& p : r.parts) {
        parts.push_back(evaluate(p, arguments));
        if (parts.back().ill()) return {};
    }
    return r.of->of(parts);
}

/// The arguments as they arrive; a refused one is ill.
inline std::vector<static_type> arrived(const signature& s,
                                        const std::vector<static_type>& arguments) {
    std::vector<static_type> out;
    for (std::size_t k = 0; k < arguments.size(); ++k)
        out.push_back(arguments[k].ill() ? static_type{} : s.kinds[k]->arrives_as(arguments[k]));
    return out;
}

inline bool any_ill(const std::vector<static_type>& types) {
    return std::any_of(types.begin(), types.end(), [](const static_type& t) { return t.ill(); });
}

} // namespace detail

/// What the operation at a place of table::operations gives for arguments of some types; ill if the
/// call is ill-typed. An operation that does not take a choice as such takes what was chosen.
inline static_type result_of(int operation, const std::vector<static_type>& arguments) {
    const detail::signature& s = detail::signatures()[static_cast<std::size_t>(operation)];
    if (s.kinds.size() != arguments.size() || detail::any_ill(arguments)) return {};
    const std::vector<static_type> arrived = detail::arrived(s, arguments);
    static_type out = detail::any_ill(arrived) ? static_type{} : evaluate(s.gives, arrived);
    if (!out.ill()) {
        if (rule_listener* const heard = rule_listener::current(); heard != nullptr)
            heard->called(operation, arguments, out);
        return out;
    }
    for (std::size_t k = 0; k < arguments.size(); ++k) {
        if (arguments[k].is != form::choice) continue;
        std::vector<static_type> chosen = arguments;
        chosen[k] = arguments[k].parts[0];
        const static_type first = result_of(operation, chosen);
        if (first.ill()) return {};
        chosen[k] = arguments[k].parts[1];
        const static_type second = result_of(operation, chosen);
        return second.ill() ? static_type{} : branched(first, second);
    }
    return {};
}

/// What a function gives for arguments of some types; ill if it does not take them, or is none.
inline static_type call(const static_type& f, const std::vector<static_type>& arguments) {
    const std::vector<static_type>& p = f.parts;
    if (detail::any_ill(arguments) || static_cast<int>(arguments.size()) != arity_of(f)) return {};
    const auto with = [&](bool before) {
        std::vector<static_type> all = arguments;
        all.insert(before ? all.begin() : all.end(), p[1]);
        return all;
    };
    switch (f.is) {
    case form::named: return result_of(f.number, arguments);
    case form::lbind: return call(p[0], with(true));
    case form::rbind: return call(p[0], with(false));
    case form::compose: return call(p[0], {call(p[1], arguments)});
    case form::fork: return call(p[0], {call(p[1], arguments), call(p[2], arguments)});
    case form::matcher: {
        const static_type found = call(p[0], arguments);
        return found.ill() || unify(found, p[1]).ill() ? form::ill : form::boolean;
    }
    case form::power: {
        // a type that was there before leads to the same types again
        std::vector<static_type> met = arguments;
        for (int k = 1; k <= f.number; ++k) {
            const static_type next = call(p[0], {met.back()});
            const auto before = std::find(met.begin(), met.end(), next);
            if (before != met.end()) {
                const auto first = static_cast<int>(before - met.begin());
                return met[static_cast<std::size_t>(first + (f.number - k) % (k - first))];
            }
            if (next.ill()) return next;
            met.push_back(next);
        }
        return met.back();
    }
    case form::repeated: {
        const static_type first = call(p[0], arguments), next = call(p[0], {first});
        if (first.ill() || first == next) return first;
        const static_type joined = next.ill() ? next : unify(first, next);
        return call(p[0], {joined}) == joined ? joined : static_type{};
    }
    case form::choice: {
        const static_type first = call(p[0], arguments);
        if (first.ill()) return {};
        const static_type second = call(p[1], arguments);
        return second.ill() ? static_type{} : branched(first, second);
    }
    default: return {};
    }
}

} // namespace batt::typing
