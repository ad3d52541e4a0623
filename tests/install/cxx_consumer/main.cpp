// Uses a value of an installed batt and of the library it depends on.
#include <batt/value/grid.hpp>
#include <cuda/std/expected>
#include <thrust/version.h>

int main() {
    const batt::grid g{{1, 2}, {3, 4}};
    const cuda::std::expected<int, batt::status> cell = g(1, 0);
    return cell.value() == 3 && THRUST_MAJOR_VERSION >= 3 ? 0 : 1;
}
