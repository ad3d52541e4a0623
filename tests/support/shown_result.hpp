// Results of programs on samples and recorded results, as text that is equal where they are equal.
#pragma once

#include <batt/exec/verdict.hpp>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>

namespace batt::testing {

/// The hash of an output, or a status and its statement.
inline std::string shown(const verdict& v) {
    if (!v.ok()) return to_string(v.why()) + (" " + std::to_string(v.statement()));
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(v.hash()));
    return text;
}
inline std::string shown(const nlohmann::json& result) {
    if (result.is_string()) return result.get<std::string>();
    return result[0].get<std::string>() + " " + std::to_string(result[1].get<int>());
}

} // namespace batt::testing
