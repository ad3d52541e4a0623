// What a call under test gave, as plain numbers.
#pragma once

#include <batt/value/status.hpp>
#include <vector>

namespace batt::testing {

/// What a call gave: its status and, if ok, the numbers of its value.
struct answer_numbers {
    status why = status::ok;
    std::vector<int> numbers;
    friend bool operator==(const answer_numbers&, const answer_numbers&) = default;
};

} // namespace batt::testing
