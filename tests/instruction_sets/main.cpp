// Code for several instruction sets in one program: each part runs its own, with equal results.
#include <batt/value/grid.hpp>
#include <doctest/doctest.h>
#include <vector>

std::vector<batt::grid> part_baseline(unsigned seed);
std::vector<batt::grid> part_v3(unsigned seed);
std::vector<batt::grid> part_v4(unsigned seed);

TEST_CASE("programs for three instruction sets, linked together") {
    const std::vector<batt::grid> baseline = part_baseline(7);
    REQUIRE(baseline.size() == 400);
    if (__builtin_cpu_supports("avx2") != 0) CHECK(part_v3(7) == baseline);
    if (__builtin_cpu_supports("avx512bw") != 0 && __builtin_cpu_supports("avx512vl") != 0)
        CHECK(part_v4(7) == baseline);
}
