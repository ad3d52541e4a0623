// Calls of static types as text that a person can read, for the messages of checks that fail.
#pragma once

#include "dynamic_check.hpp"

namespace batt::testing {

/// The name of a call's function: an operation, a law, or the form of a function value, such as
/// lbind. types: of the function, of its arguments and of its result.
std::string name_of_function(const shapes& types);

/// The function, then each argument on its own line; a grid has a line per row. numbers: as `wire`
/// writes them.
std::string shown_call(const shapes& types, const std::vector<int>& numbers);

/// What such a call gave: a status that is not ok, or the value.
std::string shown_answer(const shapes& types, const answer_numbers& answer);

/// A call that gave a wrong answer on the machine `where`.
std::string shown_difference(const shapes& types, const std::string& where,
                             const std::vector<int>& numbers, const answer_numbers& expected,
                             const answer_numbers& got);

} // namespace batt::testing
