// Uses what batt and the library that it depends on have for kernels.
#include <batt/value/grid.hpp>
#include <cuda/std/expected>

__global__ void kernel(int* out) {
    const cuda::std::expected<int, batt::status> cell = 3;
    *out = cell.has_value() ? *cell : 0;
}

int main() {
    kernel<<<1, 1>>>(nullptr);
    return 0;
}
