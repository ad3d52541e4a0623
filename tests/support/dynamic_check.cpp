// Compares the definition at run time with the statically typed reference, call by call.
#include "dynamic_check.hpp"
#include "shown_call.hpp"
#include "shown_value.hpp"
#include "type_tree.hpp"

#include <batt/reference/dynamic/evaluation.hpp>
#include <batt/text/names.hpp>

namespace batt::testing {
namespace {

namespace dynamic = reference::dynamic;
using dynamic::value;

value called(const char* operation, std::initializer_list<value> arguments) {
    return dynamic::call(value::operation(text::operation_of(operation)),
                         std::span(arguments.begin(), arguments.size()));
}

ivec read_ivec(const int*& p) {
    const int i = *p++;
    return {i, *p++};
}

value read_value(const type_tree& t, const int*& p) {
    const auto elements = [&](auto read) {
        dynamic::vector<value> items;
        for (int n = *p++; n > 0; --n) items.push_back(read());
        return items;
    };
    const auto part = [&](std::size_t k) { return read_value(t.parts[k], p); };
    switch (t.what) {
    case shape::integer:
    case shape::boolean: return value(integer{*p++});
    case shape::constant: return value(integer{t.number});
    case shape::ivec: {
        const ivec loc = read_ivec(p);
        return loc.is_none() ? value::no_location() : value(loc);
    }
    case shape::grid: {
        const int h = *p++, w = *p++;
        return dynamic::make_grid(static_cast<std::uint64_t>(h), static_cast<std::uint64_t>(w),
                                  [&](std::size_t, std::size_t) { return value(integer{*p++}); });
    }
    case shape::indices: return dynamic::make_set(elements([&] { return value(read_ivec(p)); }));
    case shape::object:
        return dynamic::make_set(elements([&] {
            const int color = *p++;
            return value(color, read_ivec(p));
        }));
    case shape::set: return dynamic::make_set(elements([&] { return part(0); }));
    case shape::tuple: return dynamic::make_tuple(elements([&] { return part(0); }));
    case shape::pair: {
        value first = part(0);
        return dynamic::make_pair(std::move(first), part(1));
    }
    case shape::named: return value::operation(t.number);
    case shape::lbind:
    case shape::rbind:
    case shape::compose:
    case shape::matcher: {
        static constexpr const char* names[] = {"lbind", "rbind", "compose", "matcher"};
        const value first = part(0);
        return called(names[static_cast<int>(t.what) - static_cast<int>(shape::lbind)],
                      {first, part(1)});
    }
    case shape::repeated: {
        const value f = part(0);
        return called("power", {f, value(integer{*p++})});
    }
    case shape::power: return called("power", {part(0), value(integer{t.number})});
    case shape::fork: {
        const value outer = part(0);
        const value a = part(1);
        return called("fork", {outer, a, part(2)});
    }
    case shape::choice: {
        const bool first = *p++ != 0;
        const value f = part(0);
        const value g = part(1);
        return first ? f : g;
    }
    case shape::other: break;
    }
    dynamic::fail(status::type);
}

/// Whether both are the same. Functions that different calls made are not compared by what they do:
/// it is enough that both are functions.
bool agree(const value& a, const value& b) {
    if (a.is_function() || b.is_function()) return a.is_function() && b.is_function();
    if (!holds_function(a) || !holds_function(b)) return dynamic::equal(a, b);
    if (a.what() != b.what()) return false;
    return std::equal(a.items().begin(), a.items().end(), b.items().begin(), b.items().end(),
                      agree);
}

/// The operations that read a tuple as a grid at run time, even one of locations or cells.
constexpr std::string_view of_pieces[] = {
    "height",  "width",   "shape",   "portrait",  "square",     "hmirror",    "vmirror",  "dmirror",
    "cmirror", "upscale", "palette", "mostcolor", "leastcolor", "colorcount", "numcolors"};

constexpr std::string_view index[] = {"index"};
constexpr std::string_view branch[] = {"branch"};
constexpr std::string_view joining[] = {"branch", "insert", "combine"};
constexpr std::string_view combine[] = {"combine"};
constexpr std::string_view of_merging[] = {"merge", "mapply", "mfilter", "mpapply"};
constexpr std::string_view of_tuples[] = {"dedupe", "mostcommon", "leastcommon"};
constexpr std::string_view of_products[] = {"product", "prapply"};

struct call_types {
    type_tree f;
    std::vector<type_tree> arguments;
    type_tree result;
};

bool holds_sequence(const type_tree& t) {
    return t.is_sequence() || std::any_of(t.parts.begin(), t.parts.end(), holds_sequence);
}
bool has_sequence(const call_types& t) {
    return std::any_of(t.arguments.begin(), t.arguments.end(), holds_sequence);
}

/// Whether reference/dynamic/README.md, section 8, lets a call of these types differ, whatever its
/// values are.
bool may_differ(const call_types& t) {
    // 3: at run time a sequence is a grid there
    return t.f.names(of_pieces) && has_sequence(t);
}

struct answer {
    status why = status::ok;
    value result;
};

/// A value whose sequences of locations or cells, at any depth, are the patches that they stand
/// for.
value with_patches(const value& v) {
    if (!v.is_container() || v.is_location() || v.is(dynamic::kind::cell)) return v;
    const dynamic::elements items(v);
    dynamic::vector<value> inner;
    for (const value& x : items) inner.push_back(with_patches(x));
    const auto is_place = [](const value& x) {
        return x.is_location() || x.is(dynamic::kind::cell);
    };
    const bool patch = std::all_of(inner.begin(), inner.end(), is_place);
    return patch ? dynamic::make_set(std::move(inner)) : dynamic::make_like(v, std::move(inner));
}

template <class F>
answer attempt(F f) {
    try {
        return {status::ok, f()};
    } catch (const dynamic::failed& e) {
        return {e.why, {}};
    }
}

bool agree(const call_types& t, const answer& got, const answer& due) {
    // Each side has limits of its own.
    if (got.why == status::capacity || due.why == status::capacity) return true;
    // 1: outside the grid
    if (due.why == status::out_of_range) return t.f.names(index) && got.why != status::out_of_range;
    // 2: what branch chooses remains what it is, even rows that are no grid and sequences that are
    // no patch; and products do not look at a where b is empty (section 3)
    const bool converted = due.why == status::domain || due.why == status::empty;
    const bool joined = t.f.names(branch) || (t.f.names(joining) && has_sequence(t));
    if (converted && got.why == status::ok && joined) return true;
    if (converted && got.why == status::ok && t.f.names(of_products))
        return dynamic::equal(got.result, dynamic::make_set({}));
    // 4: rows are a tuple until they are read as a grid; where they are merged, all are rows, even
    // those that static types know as grids
    if (due.why == status::domain && got.why == status::ok && t.f.names(combine)) return true;
    if (due.why == status::ok && got.why == status::domain && t.f.names(of_merging)) return true;
    // Section 4: these take only tuples.
    if (due.why == status::ok && got.why == status::type && t.f.names(of_tuples))
        return !t.arguments[0].is(shape::tuple) && !t.arguments[0].is(shape::pair);
    // Static types find the faults of a sequence element by element, so another one may come first.
    if (due.why == status::domain && got.why == status::empty && has_sequence(t)) return true;
    if (got.why != status::ok || due.why != status::ok) return got.why == due.why;
    if (agree(got.result, due.result)) return true;
    // 2 again: sequences are not converted, where static types make patches of them so that both
    // sides have one type
    return t.f.names(joining) && has_sequence(t) &&
           agree(with_patches(got.result), with_patches(due.result));
}

std::string shown_answer(const answer& a) {
    return a.why == status::ok ? testing::shown(a.result) : to_string(a.why);
}

} // namespace

dynamic_tally compare_dynamic(const shapes& types, const std::vector<std::vector<int>>& cases,
                              const std::vector<answer_numbers>& expected) {
    dynamic_tally tally;
    call_types t;
    const int* at = types.data();
    const int* const end = at + types.size();
    t.f = read_tree(at);
    while (at != end) t.arguments.push_back(read_tree(at));
    t.result = std::move(t.arguments.back());
    t.arguments.pop_back();
    if (!t.f.is_known()) return tally;
    for (std::size_t k = 0; k < cases.size(); ++k) {
        const dynamic::scope scope;
        std::vector<value> all; // the function and its arguments
        const answer made = attempt([&] {
            const int* p = cases[k].data();
            all.push_back(read_value(t.f, p));
            for (const type_tree& a : t.arguments) all.push_back(read_value(a, p));
            return value();
        });
        // Section 1: no set has `no location` in it, not even inside a tuple; static types have
        // such sets.
        if (made.why == status::empty) continue;
        const answer got = attempt([&] {
            if (made.why != status::ok) dynamic::fail(made.why);
            return dynamic::call(all[0], std::span<const value>(all).subspan(1));
        });
        const answer due = attempt([&] {
            if (expected[k].why != status::ok) dynamic::fail(expected[k].why);
            const int* p = expected[k].numbers.data();
            return read_value(t.result, p);
        });
        ++tally.compared;
        if (agree(t, got, due) || may_differ(t)) continue;
        if (tally.wrong++ != 0) continue;
        tally.first = shown_call(types, cases[k]) + " by the definition at run time" +
                      "\n  expected: " + shown_answer(due) + "\n  got:      " + shown_answer(got);
        tally.first_place = k;
    }
    return tally;
}

} // namespace batt::testing
