// The main function of every test binary; tests on a GPU report themselves as skipped without one.
#define DOCTEST_CONFIG_IMPLEMENT
#include "call_count.hpp"
#include "random_check.hpp"
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

namespace {

/// Keeps for the checks which test case runs.
struct name_keeper : doctest::IReporter {
    explicit name_keeper(const doctest::ContextOptions&) {}
    static void start(const char* name) {
        auto& test = batt::testing::current_test;
        test.name = name;
        test.checks = 0;
        test.seed.reset();
    }
    void test_case_start(const doctest::TestCaseData& test) override { start(test.m_name); }
    void test_case_reenter(const doctest::TestCaseData& test) override { start(test.m_name); }
    void report_query(const doctest::QueryData&) override {}
    void test_run_start() override {}
    void test_run_end(const doctest::TestRunStats&) override {}
    void test_case_end(const doctest::CurrentTestCaseStats&) override {}
    void test_case_exception(const doctest::TestCaseException&) override {}
    void subcase_start(const doctest::SubcaseSignature&) override {}
    void subcase_end() override {}
    void log_assert(const doctest::AssertData&) override {}
    void log_message(const doctest::MessageData&) override {}
    void test_case_skipped(const doctest::TestCaseData&) override {}
};

} // namespace

REGISTER_LISTENER("names", 1, name_keeper);

int main(int argc, char** argv) {
    // The exit code that CTest counts as skipped.
    constexpr int skipped = 77;
    if (device_is_missing()) return skipped;
    batt::testing::current_test.binary = argv[0];
    int result = doctest::Context(argc, argv).run();
    if (const char* const chosen = std::getenv("BATT_TEST_CASE");
        chosen != nullptr && !batt::testing::current_test.chosen_ran) {
        std::printf("BATT_TEST_CASE=%s: no check that ran has this case\n", chosen);
        result = EXIT_FAILURE;
    }
    // tests/host_against_device.sh adds these lines up
    if (std::getenv("BATT_TEST_CASES") != nullptr) {
        const auto& n = batt::testing::compared;
        std::printf("calls compared with the reference: %lld, different: %lld, too large: %lld\n",
                    n.calls, n.different, n.beyond);
        std::printf("calls compared at run time: %lld\n", n.at_run_time);
    }
    return result;
}
