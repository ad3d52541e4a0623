// Computed types, as alias templates that do not slow nvcc down.
#pragma once

#include <type_traits>

namespace batt::type {

/// Gives a T, and is only asked for its type. All alias templates that stand for a computed type
/// are `decltype(made<typename X<A>::type>())`, not `typename X<A>::type`. If an alias stands for a
/// member, nvcc writes out its arguments in full wherever the alias is an argument itself, so that
/// every level of nested types, every statement of a program, would double the time to compile.
template <class T>
T made();
/// A if C, else B.
template <bool C, class A, class B>
using chosen = decltype(made<typename std::conditional<C, A, B>::type>());

} // namespace batt::type
