// A small tier that no other tier follows.
#include <batt/exec/tier.hpp>

namespace batt {
static_assert(full_tiers<tiers<fast_tier, small_tier>>::count == 1);
} // namespace batt
