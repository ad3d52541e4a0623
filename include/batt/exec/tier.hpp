// Tiers: how large windows and arena are when a sample runs, from fast to roomy.
#pragma once

#include <batt/expr/solver.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// Windows of grids and of patches, and lines of the arena (128 bytes each).
template <int GridExtent, int PatchExtent, int Lines>
struct tier {
    static constexpr int lines = Lines;
    template <class Lanes>
    using machine_type = machine<Lanes, GridExtent, PatchExtent>;
};

/// Tiers in the order in which a sample climbs them; after the last comes the reference.
template <class... T>
struct tiers {
    static constexpr int count = static_cast<int>(sizeof...(T));
};

/// Grids and patches to 32 x 32, 4,096 lines: nearly everything.
using fast_tier = tier<32, 32, 4096>;
/// Patches to 64 x 64: rays, which are 43 cells long.
using ray_tier = tier<32, 64, 4096>;
/// Grids and patches to 64 x 64, 16,384 lines.
using large_tier = tier<64, 64, 16384>;

namespace op {
struct shoot;
}

namespace detail {

/// Whether an operation occurs in an expression.
template <class Op, class E>
inline constexpr bool mentions = false;
template <class Op>
inline constexpr bool mentions<Op, expr::function<Op>> = true;
template <class Op, class Other, class... A>
inline constexpr bool mentions<Op, expr::call<Other, A...>> =
    std::is_same_v<Op, Other> || (mentions<Op, A> || ... || false);
template <class Op, class F, class... A>
inline constexpr bool mentions<Op, expr::invoke<F, A...>> = (mentions<Op, A> || ... || false);

template <class Program>
struct default_tiers;
template <bool Lenient, class... S>
struct default_tiers<expr::program<Lenient, S...>> {
    static constexpr bool rays = (mentions<op::shoot, typename S::expression> || ... || false);
    using type = tiers<std::conditional_t<rays, ray_tier, fast_tier>>;
};

/// A pipeline says itself whether it shoots.
template <class Pipeline>
    requires requires { Pipeline::rays; }
struct default_tiers<Pipeline> {
    using type = tiers<std::conditional_t<Pipeline::rays, ray_tier, fast_tier>>;
};

} // namespace detail

/// What a program runs at if nothing else is said: one tier, with wide patches where it shoots.
template <class Program>
using default_tiers = typename detail::default_tiers<std::remove_cv_t<Program>>::type;

} // namespace batt
BATT_HOST_CALLS_END
