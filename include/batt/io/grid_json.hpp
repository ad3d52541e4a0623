// A grid as JSON, read and written: the part that tasks and submissions have in common.
//
// Opt-in: needs nlohmann-json (3.10 or later) and exceptions; <batt/batt.hpp> does not include it.
#pragma once

#include <batt/value/grid.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace batt::io {

/// The largest height and width that a task may have.
inline constexpr int max_task_side = 30;
/// The largest colour that a task may have.
inline constexpr int max_task_color = 9;

/// The grids that a reader accepts.
struct grid_limits {
    int side = max_task_side;
    int color = max_task_color;
    /// The option by which callers allow larger grids; messages name it where it would help.
    std::string option{};
};
/// The limits where large grids are allowed: sides to 1000, colours to 15.
inline constexpr int max_large_side = 1000;
inline constexpr int max_large_color = 15;
inline grid_limits large_grids() { return {max_large_side, max_large_color, {}}; }

/// Whether a grid has 1 to 30 rows and columns and no colour outside 0 to 9, as in tasks.
inline bool is_task_grid(const grid& g) {
    if (g.height() < 1 || g.height() > max_task_side) return false;
    if (g.width() < 1 || g.width() > max_task_side) return false;
    for (int i = 0; i < g.height(); ++i) {
        for (int j = 0; j < g.width(); ++j) {
            if (g(i, j) < 0 || g(i, j) > max_task_color) return false;
        }
    }
    return true;
}

/// A grid as a list of rows of colours.
inline nlohmann::json grid_to_json(const grid& g) {
    nlohmann::json rows = nlohmann::json::array();
    for (int i = 0; i < g.height(); ++i) {
        nlohmann::json row = nlohmann::json::array();
        for (int j = 0; j < g.width(); ++j) row.push_back(static_cast<int>(g(i, j)));
        rows.push_back(std::move(row));
    }
    return rows;
}

namespace detail {

/// Where a reader is, to be put in front of what it found wrong there.
struct place {
    std::string text;

    place in(const std::string& more) const { return {text + ", " + more}; }
};

/// Reads a list of rows of equal length with colours as in tasks.
/// @param complain called with a place and what is wrong there if it is not such a list.
template <class Complain>
std::optional<grid> read_grid(const nlohmann::json& json, const place& here, Complain complain,
                              const grid_limits& limits = {}) {
    const auto refuse = [&](const place& where, const std::string& what) {
        complain(where, what);
        return std::nullopt;
    };
    const auto without_option = [&](double asked, int most) {
        return !limits.option.empty() && asked <= most ? " without " + limits.option
                                                       : std::string();
    };
    const auto too_many = [&](std::size_t n) {
        return ", at most " + std::to_string(limits.side) + " are allowed" +
               without_option(static_cast<double>(n), max_large_side);
    };
    const auto side = static_cast<std::size_t>(limits.side);
    if (!json.is_array()) return refuse(here, "is not a list of rows");
    if (json.empty()) return refuse(here, "has no rows");
    if (json.size() > side) {
        return refuse(here, "has " + std::to_string(json.size()) + " rows" + too_many(json.size()));
    }
    grid result;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const place row_place{here.text + " row " + std::to_string(i + 1)};
        const auto& row = json[i];
        if (!row.is_array()) return refuse(row_place, "is not a list of colours");
        const std::string cells = "has " + std::to_string(row.size()) + " cells";
        if (row.empty()) return refuse(row_place, "has no cells");
        if (row.size() > side) return refuse(row_place, cells + too_many(row.size()));
        if (i == 0) result = grid(static_cast<int>(json.size()), static_cast<int>(row.size()));
        if (row.size() != static_cast<std::size_t>(result.width())) {
            return refuse(row_place, cells + ", but row 1 has " + std::to_string(result.width()));
        }
        for (std::size_t j = 0; j < row.size(); ++j) {
            const std::string which = "cell " + std::to_string(j + 1);
            // An unsigned number beyond int64 would wrap; as a float it is just too large. Some
            // programs write whole numbers as 1.0.
            const double color = row[j].is_number() ? row[j].template get<double>() : 0.5;
            if (!row[j].is_number_integer() && color != std::floor(color))
                return refuse(row_place, which + " is not an integer");
            if (color < 0 || color > limits.color) {
                return refuse(row_place, which + " has colour " + row[j].dump() + ", only 0 to " +
                                             std::to_string(limits.color) + " are allowed" +
                                             (color < 0 ? std::string()
                                                        : without_option(color, max_large_color)));
            }
            result(static_cast<int>(i), static_cast<int>(j)) = static_cast<signed char>(color);
        }
    }
    return result;
}

} // namespace detail

} // namespace batt::io
