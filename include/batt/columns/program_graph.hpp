// Programs built call by call, as a search makes them: calls are shared, and no text is needed.
#pragma once

#include <batt/columns/sequences.hpp>
#include <batt/columns/types.hpp>
#include <batt/text/check.hpp>
#include <batt/text/program.hpp>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace batt {

/// Calls of operations on values, each made once, from any number of programs: a program is the
/// value that it returns.
///
/// A value has a static type, or a sentence that says why it has none: programs may be made of
/// ill-typed values, too, since at run time nothing is refused for its types. Cost: a call is a
/// search in a table and some 40 bytes if it is new; its type is found when it is first asked for,
/// and the rules are applied once for each combination of types.
///
/// Nothing here throws: a call with a value that the graph does not have gives `value{}`, with a
/// sentence in `refused`. Any number of threads may read a graph while nobody adds to it or asks
/// for types.
class program_graph {
public:
    /// A value, only valid in the graph that made it. Values are numbered from 0, a call after the
    /// values that it uses; `value{}` is none.
    struct value {
        int id = -1;
        friend bool operator==(value, value) = default;
    };

    /// own: operations beyond those of the DSL, which all programs of a graph share.
    explicit program_graph(std::shared_ptr<const text::vocabulary> own = nullptr)
        : own_(std::move(own)) {}

    // Leaves.

    /// I, the input grid; S, the demonstrations; C, the expected grid; None.
    value input() { return leaf({text::form::input, 0}); }
    value demonstrations() { return leaf({text::form::demonstrations, 0}); }
    value expected() { return leaf({text::form::expected, 0}); }
    value none() { return leaf({text::form::none, 0}); }
    value integer(int n) { return leaf({text::form::integer, n}); }
    /// T, FIVE, UNITY ...; what is no constant of the DSL is a name without a value.
    value constant(std::string_view name) {
        const int place = table::constant_of(name);
        return place < 0 ? unknown(name) : leaf({text::form::constant, place});
    }
    /// An operation as a value; what is none is a name without a value.
    value function(std::string_view name) {
        const int place = operation_of(name);
        return place < 0 ? unknown(name) : leaf({text::form::operation, place});
    }
    /// The operation at a place of table::operations, which the user's own follow.
    value function(int place) {
        const auto all = static_cast<int>(table::operations.size()) + own_count();
        if (place >= 0 && place < all) return leaf({text::form::operation, place});
        refuse("there is no operation " + std::to_string(place) + "; there are only " +
               std::to_string(all) + " of them");
        return {};
    }

    /// The place of an operation; -1 if there is none.
    int operation_of(std::string_view name) const {
        for (int k = 0; k < own_count(); ++k)
            if (own_->operations[static_cast<std::size_t>(k)].text == name)
                return static_cast<int>(table::operations.size()) + k;
        return table::operation_of(name);
    }

    // Calls.

    /// The call of an operation by its name, or of a function value.
    value call(std::string_view operation, std::span<const value> arguments) {
        return call(function(operation), arguments);
    }
    value call(std::string_view operation, std::initializer_list<value> arguments) {
        return call(operation, std::span(arguments.begin(), arguments.size()));
    }
    value call(value f, std::initializer_list<value> arguments) {
        return call(f, std::span(arguments.begin(), arguments.size()));
    }
    value call(value f, std::span<const value> arguments) {
        made_.assign(1, f.id);
        for (const value a : arguments) made_.push_back(a.id);
        for (const int part : made_)
            if (!has({part})) return refuse_call();
        return {values_.add(made_)};
    }
    /// The value that a program of text returns; `calls`, if it is given, gets the values of its
    /// calls, `value{}` for those that the program does not need.
    value add(const text::program& p, std::vector<value>* calls = nullptr);

    // Contents.

    /// Number of values.
    int size() const { return values_.size(); }
    /// Whether the graph has a value.
    bool has(value v) const { return v.id >= 0 && v.id < size(); }
    bool is_call(value v) const { return has(v) && values_[v.id][0] >= 0; }
    /// The parts of a call, as numbers of values: what is called, then the arguments. Valid until a
    /// value is added. Nothing for a leaf.
    std::span<const int> parts(value v) const {
        return is_call(v) ? values_[v.id] : std::span<const int>();
    }
    /// What a leaf is: the index of an unknown name is its place in `unknown_names`, that of a call
    /// its number.
    text::operand leaf_at(value v) const {
        if (!has(v)) return {text::form::unknown, -1};
        const std::span<const int> at = values_[v.id];
        return at[0] >= 0 ? text::operand{text::form::call, v.id}
                          : text::operand{static_cast<text::form>(-1 - at[0]), at[1]};
    }
    const std::vector<std::string>& unknown_names() const { return unknown_; }
    const std::shared_ptr<const text::vocabulary>& own() const { return own_; }
    /// The first call or leaf that was refused, in a sentence; nothing if none was.
    const std::string& refused() const { return refused_; }
    /// Why there is no such value, in a sentence; nothing if there is.
    std::string why_absent(value v) const {
        if (has(v)) return {};
        std::string why = "the graph has no value " + std::to_string(v.id) + ", only " +
                          std::to_string(size()) + ", numbered from 0";
        return refused_.empty() ? why : why + "; " + refused_;
    }

    // Static types.

    /// The static type of a value; ill if it has none.
    const typing::static_type& type(value v) { return types_[type_number(v)]; }
    /// Why a value is ill-typed, in a sentence; nothing if it is not.
    std::string why_ill_typed(value v);
    /// The operations that accept arguments of these types, in alphabetical order; valid until it
    /// is asked again.
    const std::vector<std::string_view>& accepts(std::span<const value> arguments);
    const std::vector<std::string_view>& accepts(std::initializer_list<value> arguments) {
        return accepts(std::span(arguments.begin(), arguments.size()));
    }

    // Programs.

    /// The calls that a value needs, itself included, in the order in which they were made.
    std::vector<int> calls_of(value root) const {
        std::vector<int> out;
        columns::number_set seen;
        find_calls_of(root, out, seen);
        return out;
    }
    /// The same for callers that ask often. seen: memory for the search.
    void find_calls_of(value root, std::vector<int>& out, columns::number_set& seen) const;
    /// The program that returns a value, with a statement for each call that it needs, in the order
    /// in which the calls were made: the statements of its failures are theirs.
    text::program to_program(value root, std::string name = "built") const;

private:
    static constexpr columns::type_id not_asked = -1;

    value leaf(text::operand what) {
        const int key[] = {-1 - static_cast<int>(what.what), what.index};
        return {values_.add(key)};
    }
    value unknown(std::string_view name) {
        const auto found = std::find(unknown_.begin(), unknown_.end(), name);
        const auto place = static_cast<int>(found - unknown_.begin());
        if (found == unknown_.end()) unknown_.emplace_back(name);
        return leaf({text::form::unknown, place});
    }
    int own_count() const {
        return own_ == nullptr ? 0 : static_cast<int>(own_->operations.size());
    }
    /// Whether a program's own operations can be those of the graph; if so, they become them.
    bool takes_own(const std::shared_ptr<const text::vocabulary>& own) {
        if (own == nullptr || text::is_same(own_.get(), own.get())) return true;
        const bool in_text = !own->sources.empty() || (own_ != nullptr && !own_->sources.empty());
        if (in_text && own_ != nullptr) return false;
        if (static_cast<int>(own->operations.size()) > own_count()) own_ = own;
        return true;
    }
    void refuse(std::string why) {
        if (refused_.empty()) refused_ = std::move(why);
    }
    value refuse_call() {
        std::string bad;
        for (const int part : made_) {
            if (has({part})) continue;
            bad = std::to_string(part);
            break;
        }
        const text::operand f = leaf_at({made_[0]});
        const bool named =
            f.what == text::form::operation && f.index < static_cast<int>(table::operations.size());
        refuse((named ? std::string(table::operations[static_cast<std::size_t>(f.index)].name)
                      : std::string("a function")) +
               " was called with value " + bad + " when there were " + std::to_string(size()) +
               " values");
        return {};
    }

    columns::type_id type_number(value v);
    columns::type_id type_of_call(std::span<const int> parts);

    columns::sequence_table values_; ///< a call is its parts, a leaf its form (negative) and index
    std::vector<std::string> unknown_;
    std::shared_ptr<const text::vocabulary> own_;
    std::string refused_;
    std::vector<int> made_;

    columns::type_table types_;
    std::vector<columns::type_id> type_of_;                ///< of each value that was asked for
    columns::sequence_table called_;                       ///< types of calls,
    std::vector<columns::type_id> given_;                  ///< what they give,
    columns::sequence_table asked_;                        ///< types of arguments,
    std::vector<std::vector<std::string_view>> accepting_; ///< and what accepts them
};

inline program_graph::value program_graph::add(const text::program& p, std::vector<value>* calls) {
    if (!takes_own(p.own)) {
        refuse("the user-defined operations of " + p.name +
               " are not those of the programs before it");
        return {};
    }
    std::vector<value> made(p.calls.size());
    const std::vector<text::operand> values = text::resolved(p);
    const std::vector<int> uses = text::uses_for(p, values, p.result);
    const auto value_of = [&](text::operand r) {
        r = text::resolve(values, r);
        if (r.what == text::form::call) return made[static_cast<std::size_t>(r.index)];
        if (r.what == text::form::unknown)
            return unknown(p.unknown[static_cast<std::size_t>(r.index)]);
        return leaf(r);
    };
    std::vector<value> parts;
    for (std::size_t k = 0; k < p.calls.size(); ++k) {
        if (uses[k] == 0) continue;
        parts.clear();
        for (const text::operand part : p.calls[k].parts) parts.push_back(value_of(part));
        made[k] = call(parts[0], std::span<const value>(parts).subspan(1));
    }
    const value out = value_of(p.result);
    if (calls != nullptr) *calls = std::move(made);
    return out;
}

inline columns::type_id program_graph::type_number(value v) {
    if (!has(v)) return columns::type_table::none;
    type_of_.resize(static_cast<std::size_t>(size()), not_asked);
    const auto known = [&](int id) { return type_of_[static_cast<std::size_t>(id)]; };
    if (known(v.id) != not_asked) return known(v.id);
    std::vector<int> open{v.id};
    while (!open.empty()) {
        const int at = open.back();
        const std::size_t before = open.size();
        for (const int part : parts({at}))
            if (known(part) == not_asked) open.push_back(part);
        if (open.size() > before) continue;
        open.pop_back();
        type_of_[static_cast<std::size_t>(at)] =
            is_call({at}) ? type_of_call(values_[at])
                          : types_.add(text::detail::type_of_leaf(leaf_at({at})));
    }
    return known(v.id);
}

inline columns::type_id program_graph::type_of_call(std::span<const int> parts) {
    std::vector<int> key;
    for (const int part : parts) key.push_back(type_of_[static_cast<std::size_t>(part)]);
    const auto at = static_cast<std::size_t>(called_.add(key));
    if (at < given_.size()) return given_[at];
    std::vector<typing::static_type> types;
    for (std::size_t k = 1; k < key.size(); ++k) types.push_back(types_[key[k]]);
    given_.push_back(types_.add(typing::call(types_[key[0]], types)));
    return given_.back();
}

inline std::string program_graph::why_ill_typed(value v) {
    if (!has(v)) return why_absent(v);
    if (!type(v).ill()) return {};
    if (!is_call(v)) {
        switch (leaf_at(v).what) {
        case text::form::operation: return "an operation of the user's own has no static type";
        case text::form::none: return "None has no static type";
        default: return "a name without a value";
        }
    }
    std::vector<typing::static_type> types;
    for (const int part : parts(v)) types.push_back(type({part}));
    const typing::static_type f = types[0];
    types.erase(types.begin());
    return f.ill() ? "what is called is ill-typed" : typing::why_not_called(f, types);
}

inline const std::vector<std::string_view>&
program_graph::accepts(std::span<const value> arguments) {
    std::vector<int> key;
    for (const value a : arguments) key.push_back(type_number(a));
    const auto at = static_cast<std::size_t>(asked_.add(key));
    if (at < accepting_.size()) return accepting_[at];
    std::vector<typing::static_type> types;
    for (const int t : key) types.push_back(types_[t]);
    std::vector<std::string_view> all;
    for (std::size_t k = 0; k < table::operations.size(); ++k)
        if (!typing::result_of(static_cast<int>(k), types).ill())
            all.push_back(table::operations[k].name);
    accepting_.push_back(std::move(all));
    return accepting_.back();
}

inline void program_graph::find_calls_of(value root, std::vector<int>& out,
                                         columns::number_set& seen) const {
    out.clear();
    seen.clear();
    if (is_call(root) && seen.add(root.id)) out.push_back(root.id);
    for (std::size_t k = 0; k < out.size(); ++k)
        for (const int part : parts({out[k]}))
            if (is_call({part}) && seen.add(part)) out.push_back(part);
    // a call is made after what it uses
    std::sort(out.begin(), out.end());
}

inline text::program program_graph::to_program(value root, std::string name) const {
    text::program p;
    p.id = name;
    p.name = std::move(name);
    p.own = own_;
    const std::vector<int> calls = calls_of(root);
    const auto operand = [&](int id) -> text::operand {
        text::operand what = leaf_at({id});
        p.demonstrations |=
            what.what == text::form::demonstrations || what.what == text::form::expected;
        if (what.what == text::form::call) {
            const auto at = std::lower_bound(calls.begin(), calls.end(), id);
            return {text::form::variable, static_cast<int>(at - calls.begin())};
        }
        if (what.what == text::form::unknown) {
            const std::string& as =
                what.index < 0 ? "unknown" : unknown_[static_cast<std::size_t>(what.index)];
            const auto found = std::find(p.unknown.begin(), p.unknown.end(), as);
            what.index = static_cast<int>(found - p.unknown.begin());
            if (found == p.unknown.end()) p.unknown.push_back(as);
        }
        return what;
    };
    for (std::size_t k = 0; k < calls.size(); ++k) {
        text::call c;
        for (const int part : parts({calls[k]})) c.parts.push_back(operand(part));
        c.statement = static_cast<int>(k);
        p.calls.push_back(std::move(c));
        p.statements.push_back(
            {"x" + std::to_string(k + 1), {text::form::call, static_cast<int>(k)}, {}});
    }
    if (p.statements.empty()) p.statements.push_back({"O", operand(root.id), {}});
    p.statements.back().name = "O";
    p.result = {text::form::variable, static_cast<int>(p.statements.size()) - 1};
    return p;
}

} // namespace batt
