// Calls of static types as text, compiled once.
#include "shown_call.hpp"
#include "shown_value.hpp"
#include "type_tree.hpp"

namespace batt::testing {
namespace {

std::string shown_location(const int*& p) {
    const ivec at{p[0], p[1]};
    p += 2;
    return at.is_none() ? "nowhere" : shown(at);
}

/// A grid's sides and where its colours are; p moves behind them.
struct grid_numbers {
    int h, w;
    const int* colors;
    explicit grid_numbers(const int*& p) : h(p[0]), w(p[1]), colors(p + 2) { p = colors + h * w; }
    int operator()(int i, int j) const { return colors[i * w + j]; }
};

/// The value of type t at p, which moves behind it.
std::string value_text(const type_tree& t, const int*& p) {
    const auto part = [&](std::size_t k) { return value_text(t.parts[k], p); };
    const auto list = [&](const char* open, const char* close, auto element) {
        std::vector<std::string> items;
        for (int n = *p++; n > 0; --n) items.push_back(element());
        return joined(open, items, close);
    };
    const auto called = [&](const std::string& name) {
        std::vector<std::string> parts;
        for (std::size_t k = 0; k < t.parts.size(); ++k) parts.push_back(part(k));
        if (t.is(shape::repeated)) parts.push_back(std::to_string(*p++));
        if (t.is(shape::power)) parts.push_back(std::to_string(t.number));
        return joined(name + "(", parts, ")");
    };
    switch (t.what) {
    case shape::integer: return std::to_string(*p++);
    case shape::boolean: return *p++ != 0 ? "T" : "F";
    case shape::constant: return std::to_string(t.number);
    case shape::ivec: return shown_location(p);
    case shape::grid: {
        const grid_numbers g(p);
        return shown_grid(g.h, g.w, g);
    }
    case shape::indices: return list("{", "}", [&] { return shown_location(p); });
    case shape::object:
        return list("{", "}", [&] {
            const std::string color = std::to_string(*p++);
            return "(" + color + ", " + shown_location(p) + ")";
        });
    case shape::set: return list("{", "}", [&] { return part(0); });
    case shape::tuple: return list("(", ")", [&] { return part(0); });
    case shape::pair: return called("");
    case shape::named: return t.name;
    case shape::lbind: return called("lbind");
    case shape::rbind: return called("rbind");
    case shape::compose: return called("compose");
    case shape::matcher: return called("matcher");
    case shape::fork: return called("fork");
    case shape::repeated:
    case shape::power: return called("power");
    case shape::choice: {
        const bool is_first = *p++ != 0;
        const std::string first = part(0);
        const std::string second = part(1);
        return is_first ? first : second;
    }
    case shape::other: break;
    }
    return "a value of another type";
}

/// A value as text after a colon: on the same line, or a grid on lines of its own.
std::string behind_colon(const type_tree& t, const int*& p) {
    if (!t.is(shape::grid)) return " " + shortened(value_text(t, p));
    const grid_numbers g(p);
    return shown_block(g.h, g.w, g);
}

std::vector<type_tree> trees(const shapes& types) {
    std::vector<type_tree> out;
    const int* p = types.data();
    while (p != types.data() + types.size()) out.push_back(read_tree(p));
    return out;
}

/// An answer of type t as it is written behind a colon.
std::string answer_text(const type_tree& t, const answer_numbers& a) {
    if (a.why != status::ok) return std::string(" ") + to_string(a.why);
    if (t.has(shape::other)) return " a value of another type";
    const int* p = a.numbers.data();
    return behind_colon(t, p);
}

} // namespace

std::string name_of_function(const shapes& types) {
    const int* p = types.data();
    const type_tree f = read_tree(p);
    static constexpr const char* names[] = {"lbind", "rbind", "compose", "matcher",
                                            "power", "power", "fork",    "choice"};
    const int form = static_cast<int>(f.what) - static_cast<int>(shape::lbind);
    if (f.is(shape::named)) return f.name;
    return form >= 0 && form < static_cast<int>(std::size(names)) ? names[form] : "a function";
}

std::string shown_call(const shapes& types, const std::vector<int>& numbers) {
    const std::vector<type_tree> all = trees(types);
    const int* p = numbers.data();
    std::string text;
    for (std::size_t k = 0; k + 1 < all.size(); ++k) {
        // it is not known how many numbers a value without a shape has
        if (all[k].has(shape::other)) return text + "\n  and arguments of another type";
        if (k == 0)
            text = shortened(value_text(all[k], p));
        else
            text += "\n  argument " + std::to_string(k) + ":" + behind_colon(all[k], p);
    }
    return text;
}

std::string shown_answer(const shapes& types, const answer_numbers& answer) {
    return answer_text(trees(types).back(), answer);
}

std::string shown_difference(const shapes& types, const std::string& where,
                             const std::vector<int>& numbers, const answer_numbers& expected,
                             const answer_numbers& got) {
    return shown_call(types, numbers) + "\n  expected:" + shown_answer(types, expected) +
           "\n  on " + where + ":" + shown_answer(types, got);
}

} // namespace batt::testing
