// Values whose form is known only at run time, as tools show them.
#pragma once

#include <batt/exec/shown_value.hpp>
#include <batt/reference/dynamic/user_grid.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::detail {

/// Turns a value into one that tools show. Values share parts, so one may be far larger when
/// written out than it is in memory: after a number of elements the rest is left out.
class value_showing {
public:
    shown_value show(const reference::dynamic::value& v) {
        using reference::dynamic::kind;
        shown_value out;
        switch (v.what()) {
        case kind::none: return of(form::nothing, "none");
        case kind::function: return of(form::function, "function");
        case kind::integer:
            out = of(form::number, "integer");
            out.number = v.number();
            return out;
        case kind::no_location:
        case kind::location:
            out = of(form::location, "ivec");
            out.location = v.is_location() ? v.location() : ivec::no_location();
            return out;
        case kind::cell:
        case kind::tuple:
        case kind::set: break;
        }
        if (std::optional<shown_value> special = v.is_set() ? patch_of(v) : grid_of(v))
            return *special;
        return container_of(v);
    }

private:
    using form = shown_value::form;
    using value = reference::dynamic::value;
    using elements = reference::dynamic::elements;

    static shown_value of(form what, const char* type) {
        shown_value v;
        v.what = what;
        v.type = type;
        return v;
    }
    bool take(std::size_t n) {
        if (n > left_) return false;
        left_ -= n;
        return true;
    }

    /// A set of locations or of cells.
    std::optional<shown_value> patch_of(const value& v) {
        using reference::dynamic::kind;
        const elements items(v);
        if (items.empty() || !(items[0].is_location() || items[0].is(kind::cell))) return {};
        for (const value& x : items)
            if (!x.is(items[0].what())) return {};
        if (!take(items.size())) return {};
        const bool cells = items[0].is(kind::cell);
        shown_value out = cells ? of(form::object, "object") : of(form::indices, "indices");
        for (const value& x : items) out.patch.emplace_back(cells ? x.number() : 0, x.location());
        return out;
    }

    /// Rows of colours of one length. Rows of length 2 could be locations as well, and are a grid
    /// only if a verdict would take them for one.
    std::optional<shown_value> grid_of(const value& v) {
        const elements rows(v);
        if (rows.empty() || !rows[0].is_tuple()) return {};
        const std::size_t w = reference::dynamic::read_size(rows[0]);
        for (const value& row : rows) {
            if (!row.is_tuple() || reference::dynamic::read_size(row) != w || !take(w)) return {};
            for (const value& x : elements(row))
                if (!x.is_integer() || !is_color(x.number(), w)) return {};
        }
        shown_value out = of(form::grid, "grid");
        out.cells = grid(static_cast<int>(rows.size()), static_cast<int>(w));
        for (int i = 0; i < out.cells.height(); ++i) {
            const elements row(rows[static_cast<std::size_t>(i)]);
            for (int j = 0; j < out.cells.width(); ++j)
                out.cells(i, j) =
                    static_cast<signed char>(row[static_cast<std::size_t>(j)].number());
        }
        return out;
    }

    static bool is_color(integer c, std::size_t width) {
        return width == 2 ? c >= 0 && c <= 9 : reference::is_color(c);
    }

    shown_value container_of(const value& v) {
        shown_value out = of(form::container, v.is_set() ? "set" : "tuple");
        bool alike = true;
        for (const value& x : elements(v)) {
            if (!take(1)) break;
            out.elements.push_back(show(x));
            alike = alike && out.elements.back().type == out.elements.front().type;
        }
        const auto& parts = out.elements;
        if (v.is(reference::dynamic::kind::cell))
            out.type = "cell";
        else if (alike && !parts.empty())
            out.type += "<" + parts[0].type + ">";
        else if (!v.is_set() && parts.size() == 2)
            out.type = "pair<" + parts[0].type + "," + parts[1].type + ">";
        return out;
    }

    std::size_t left_ = 1U << 20;
};

} // namespace batt::detail
BATT_HOST_CALLS_END
