// Programs of several kinds and samples for them, for the tests of pipelines of programs as data.
#pragma once

#include "programs_of.hpp"
#include "ran.hpp"

namespace batt::testing {

/// One mirrors, one gives no grid, one fails, and one has the parameters S and C.
inline const char* const four_programs = R"(
def solve_mirror(I):
    O = vmirror(I)
    return O

def solve_row(I):
    O = first(I)
    return O

def solve_fails(I):
    x1 = crop(I, ORIGIN, ORIGIN)
    x2 = first(x1)
    O = canvas(ZERO, x2)
    return O

def solve_expected(S, I, C):
    x1 = first(S)
    x2 = last(x1)
    O = branch(equality(x2, C), C, I)
    return O
)";

/// Two samples of two tasks; the second has no expected output.
inline sample_set two_samples() {
    sample_set s;
    s.inputs = {grid{{1, 2}, {3, 4}}, grid{{5, 6, 7}}};
    s.expected = {grid{{2, 1}, {4, 3}}, std::nullopt};
    s.task = {0, 1};
    s.demonstrations = {{{grid{{1}}, grid{{2, 1}, {4, 3}}}}, {{grid{{1}}, grid{{9}}}}};
    return s;
}

} // namespace batt::testing
