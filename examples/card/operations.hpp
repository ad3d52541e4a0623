// Operations of the user's own, which programs may name: a file has a line for each.
#pragma once

#include <batt/text/program.hpp>
#include <memory>
#include <string>
#include <vector>

namespace card_tool {

/// Reads operations, one per line: the call with the names of its parameters, the object in C++,
/// and the header that defines it, such as
///
///     tint(grid, color) mine::tint mine/tint.hpp
///
/// Empty lines and what follows a # do not count. Problems are sentences with a place.
std::shared_ptr<const batt::text::vocabulary>
read_operations(const std::string& text, const std::string& file,
                std::vector<batt::text::problem>& problems);

} // namespace card_tool
