// Grids of test data: a list of rows of colours, of any size.
#pragma once

#include <batt/value/grid.hpp>
#include <nlohmann/json.hpp>

namespace batt::testing {

inline grid grid_from(const nlohmann::json& rows) {
    grid out(static_cast<int>(rows.size()), rows.empty() ? 0 : static_cast<int>(rows[0].size()));
    for (int i = 0; i < out.height(); ++i)
        for (int j = 0; j < out.width(); ++j)
            out(i, j) = static_cast<signed char>(
                rows[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)].get<int>());
    return out;
}

} // namespace batt::testing
