// One call over all GPUs of a machine, or over the cores of the host where there is none.
#include <batt/batt.hpp>
#include <cstdio>

namespace batt::solvers {
constexpr auto p = solver(x1 = frontiers(I), x2 = merge(x1), O = fill(I, TWO, x2));
} // namespace batt::solvers

int main() {
    const batt::batch inputs(std::vector<batt::grid>(100'000, batt::grid{{0, 1, 1}, {0, 0, 0}}));

    batt::mega_batch<decltype(batt::solvers::p)> executor;
    batt::run_options options;
    options.device = -1; // all GPUs: each takes the next chunk when it is done with one
    options.batch_size = 10'000;
    const auto report = executor.run(inputs, options);
    if (!report) {
        std::printf("%s\n", report.error().text.c_str());
        return 2;
    }
    // results do not depend on where and in which order chunks ran
    options.where = batt::backend::host;
    const auto again = executor.run(inputs, options);
    if (!again) {
        std::printf("%s\n", again.error().text.c_str());
        return 2;
    }
    std::printf("%zu verdicts in %.1f ms on %s, %.1f ms on the host\n", report->verdicts.size(),
                1e3 * report->seconds.total, report->device.c_str(), 1e3 * again->seconds.total);
    return report->verdicts == again->verdicts ? 0 : 1;
}
