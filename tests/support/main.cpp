// The main function of every test binary; tests on a GPU report themselves skipped without one.
#define DOCTEST_CONFIG_IMPLEMENT
#include "call_count.hpp"
#include <cstdio>
#include <cstdlib>
#include <doctest/doctest.h>

#if defined(__CUDACC__)
#include <cuda_runtime_api.h>

static bool device_is_missing() {
    int count = 0;
    const cudaError_t result = cudaGetDeviceCount(&count);
    if (result == cudaSuccess && count > 0) return false;
    std::printf("skipped: no usable CUDA device (%s)\n", cudaGetErrorString(result));
    return true;
}
#else
static bool device_is_missing() { return false; }
#endif

int main(int argc, char** argv) {
    // The exit code that CTest knows as "skipped".
    constexpr int skipped = 77;
    if (device_is_missing()) return skipped;
    const int result = doctest::Context(argc, argv).run();
    // tests/host_against_device.sh adds these lines up
    if (std::getenv("BATT_TEST_CASES") != nullptr) {
        const auto& n = batt::testing::compared;
        std::printf("calls compared with the reference: %lld, different: %lld, too large: %lld\n",
                    n.calls, n.different, n.beyond);
        std::printf("calls compared at run time: %lld\n", n.at_run_time);
    }
    return result;
}
