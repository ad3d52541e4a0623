// Tiers: how large windows and arena are when a sample runs, from fast to roomy.
#pragma once

#include <batt/expr/solver.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// Windows of grids and of patches, and lines of the arena (128 bytes each).
template <int GridExtent, int PatchExtent, int Lines>
struct tier {
    static constexpr int lines = Lines;
    /// Largest side of a grid.
    static constexpr int grid_extent = GridExtent;
    /// Whether it does not hold every packed grid.
    static constexpr bool is_small = GridExtent < 32;
    template <class Lanes>
    using machine_type = machine<Lanes, GridExtent, PatchExtent>;
};

/// Tiers in the order in which a sample climbs them; after the last comes the reference.
template <class... T>
struct tiers {
    static constexpr int count = static_cast<int>(sizeof...(T));
};

/// Grids and patches to 16 x 16, 4,096 lines, before the fast tier and on the host alone: what fits
/// takes less time there.
using small_tier = tier<16, 16, 4096>;
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

/// The tiers of a list but for the small ones; the last is none.
template <class Tiers, class... Kept>
struct without_small;
template <class T, class... Kept>
struct without_small<tiers<T>, Kept...> {
    static_assert(!T::is_small, "batt: the last tier must hold grids of 32 x 32: write fast_tier "
                                "behind small_tier");
    using type = tiers<Kept..., T>;
};
template <class T, class Next, class... More, class... Kept>
struct without_small<tiers<T, Next, More...>, Kept...>
    : std::conditional_t<T::is_small, without_small<tiers<Next, More...>, Kept...>,
                         without_small<tiers<Next, More...>, Kept..., T>> {};

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

/// The tiers that hold every packed grid. The others are for the host, where narrow rows take less
/// time: a warp has as many lanes for 16 rows as for 32.
template <class Tiers>
using full_tiers = typename detail::without_small<Tiers>::type;

/// What a program runs at if nothing else is said: one tier, with wide patches where it shoots.
template <class Program>
using default_tiers = typename detail::default_tiers<std::remove_cv_t<Program>>::type;

} // namespace batt
BATT_HOST_CALLS_END
