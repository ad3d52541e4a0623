// What the reference page of the operations says about one of them, for a terminal.
#pragma once

#include <iosfwd>
#include <string>

namespace run_batt {

/// Prints what a page (examples/operations.md) says about an operation.
/// @return an exit_code.
int explain(const std::string& operation, const std::string& page, std::ostream& out,
            std::ostream& err);

} // namespace run_batt
