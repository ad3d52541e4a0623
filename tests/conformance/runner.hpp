// How main and the generated sources meet: cases go in as numbers, answers come out as numbers.
#pragma once

#include <batt/value/status.hpp>
#include <map>
#include <string>
#include <vector>

namespace batt::conformance {

using numbers = std::vector<int>;

/// What a call gave: its status and, if ok, the numbers of its value.
struct answer {
    status why = status::ok;
    numbers value;
    friend bool operator==(const answer&, const answer&) = default;
};
using evaluator = std::vector<answer> (*)(const std::vector<numbers>& cases);

/// A machine at one extent.
struct tier {
    const char* name;
    evaluator evaluate;
};

/// A combination that was compiled.
struct runner {
    bool well_typed = false;
    evaluator by_definition = nullptr;
    /// The value as text, alike for all views of it.
    std::string (*text)(const numbers& value) = nullptr;
    std::vector<tier> tiers;
};

/// By the number of the combination.
using runners = std::map<int, runner>;

} // namespace batt::conformance
