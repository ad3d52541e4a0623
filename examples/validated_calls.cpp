// Single calls, batches of calls and columns of values: what fails is a status, and nothing throws.
#include <batt/batt.hpp>
#include <cstdio>

int main() {
    using namespace batt;
    const grid g{{0, 1, 1}, {2, 0, 0}};

    // one call: its value, or the status that says why there is none
    const result<grid> twice = validate_and_call(dsl::upscale, g, 2);
    const result<integer> quotient = validate_and_call(dsl::divide, 7, 0);
    std::printf("upscale: %d rows; divide: %s\n", twice->height(),
                to_string(quotient.error().why()));

    // many calls, each with its own arguments: one that fails harms no other
    const std::vector<std::tuple<grid, integer>> calls{{g, 2}, {g, 0}, {g, 3}};
    const auto smaller = batch_validate_and_call(dsl::downscale, calls);
    for (const failed_call& f : smaller.failed)
        std::printf("call %zu of downscale: %s\n", f.position, to_string(f.why));

    // columns of equal length; a function made of others serves as well as an operation
    const std::vector<grid> grids(3, g);
    const auto mirrored = safe_batch_operation(dsl::compose(dsl::hmirror, dsl::vmirror), grids);
    const auto uneven = safe_batch_operation(dsl::upscale, grids, std::vector<integer>{1, 2});
    std::printf("%s\n", uneven.error().text.c_str());

    const bool good = twice->height() == 4 && smaller.failed.size() == 1 &&
                      smaller.failed[0] == failed_call{1, status::divide_by_zero} && mirrored &&
                      mirrored->values[2] == grid{{0, 0, 2}, {1, 1, 0}} && !uneven;
    return good ? 0 : 1;
}
