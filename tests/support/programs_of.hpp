// The programs of a text, which must load.
#pragma once

#include <batt/text/read.hpp>
#include <doctest/doctest.h>

namespace batt::testing {

inline std::vector<text::program> programs_of(const std::string& text) {
    text::reading read = text::read(text, "test.py");
    REQUIRE(read.problems.empty());
    return std::move(read.functions);
}

} // namespace batt::testing
