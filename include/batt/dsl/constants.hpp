// The constants of the DSL and the names that programs are written with.
#pragma once

#include <batt/dsl/node.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::dsl {

namespace detail {
using expr::location;
using value::constant;
using value::flag;
} // namespace detail

#define BATT_NAMED_CONSTANT(name_, kind_, ...) BATT_CONSTANT detail::kind_<__VA_ARGS__> name_{};
#include <batt/dsl/constants.def>

/// The integer N, for those that have no name of their own.
template <integer N>
BATT_CONSTANT value::constant<N> number{};

/// The input grid of a program.
BATT_CONSTANT expr::input<0> I{};
/// The output grid of a program: assigned by its last statement.
BATT_CONSTANT expr::variable<expr::output_variable> O{};

#define BATT_VARIABLES(tens_)                                                                      \
    BATT_CONSTANT expr::variable<tens_##0> x##tens_##0 {};                                         \
    BATT_CONSTANT expr::variable<tens_##1> x##tens_##1 {};                                         \
    BATT_CONSTANT expr::variable<tens_##2> x##tens_##2 {};                                         \
    BATT_CONSTANT expr::variable<tens_##3> x##tens_##3 {};                                         \
    BATT_CONSTANT expr::variable<tens_##4> x##tens_##4 {};                                         \
    BATT_CONSTANT expr::variable<tens_##5> x##tens_##5 {};                                         \
    BATT_CONSTANT expr::variable<tens_##6> x##tens_##6 {};                                         \
    BATT_CONSTANT expr::variable<tens_##7> x##tens_##7 {};                                         \
    BATT_CONSTANT expr::variable<tens_##8> x##tens_##8 {};                                         \
    BATT_CONSTANT expr::variable<tens_##9> x##tens_##9 {};
/// The variables of programs: x1 to x259.
BATT_CONSTANT expr::variable<1> x1{};
BATT_CONSTANT expr::variable<2> x2{};
BATT_CONSTANT expr::variable<3> x3{};
BATT_CONSTANT expr::variable<4> x4{};
BATT_CONSTANT expr::variable<5> x5{};
BATT_CONSTANT expr::variable<6> x6{};
BATT_CONSTANT expr::variable<7> x7{};
BATT_CONSTANT expr::variable<8> x8{};
BATT_CONSTANT expr::variable<9> x9{};
BATT_VARIABLES(1)
BATT_VARIABLES(2)
BATT_VARIABLES(3)
BATT_VARIABLES(4)
BATT_VARIABLES(5)
BATT_VARIABLES(6)
BATT_VARIABLES(7)
BATT_VARIABLES(8)
BATT_VARIABLES(9)
BATT_VARIABLES(10)
BATT_VARIABLES(11)
BATT_VARIABLES(12)
BATT_VARIABLES(13)
BATT_VARIABLES(14)
BATT_VARIABLES(15)
BATT_VARIABLES(16)
BATT_VARIABLES(17)
BATT_VARIABLES(18)
BATT_VARIABLES(19)
BATT_VARIABLES(20)
BATT_VARIABLES(21)
BATT_VARIABLES(22)
BATT_VARIABLES(23)
BATT_VARIABLES(24)
BATT_VARIABLES(25)
#undef BATT_VARIABLES

} // namespace batt::dsl
BATT_HOST_CALLS_END
