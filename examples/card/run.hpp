// The work of card, for its main function and its tests.
#pragma once

#include "options.hpp"

#include <iosfwd>

namespace card_tool {

/// Reads, merges and writes. Gives the exit code.
int run(const options& wanted, std::ostream& out, std::ostream& err);

} // namespace card_tool
