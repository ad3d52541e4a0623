// More samples than memory holds: they are made, run and counted chunk by chunk, all three at once.
#include <batt/batt.hpp>
#include <cstdio>

namespace batt::solvers {
constexpr auto p = solver(x1 = ofcolor(I, ZERO), O = fill(I, ONE, x1));
} // namespace batt::solvers

int main() {
    constexpr std::size_t total = 300'000;
    const auto made = [](std::size_t k) { return batt::grid(3, 3, static_cast<int>(k % 3)); };

    batt::mega_batch<decltype(batt::solvers::p)> executor;
    std::size_t solved = 0;
    const batt::stream_report report = batt::run_stream(
        executor,
        [&](batt::sample_chunk& chunk) { // makes the next samples on all cores, none at the end
            const std::size_t n = std::min(chunk.wanted, total - chunk.first);
            chunk.in.append(n, [&](std::size_t k) { return made(chunk.first + k); });
            chunk.expected.append(n, [](std::size_t) { return batt::grid(3, 3, 1); });
        },
        [&](const batt::sample_chunk&, const batt::run_report& results) { // in their order
            for (const batt::verdict& v : results.verdicts) solved += v.match();
        });
    if (!report) std::printf("%s\n", report.error->text.c_str());
    std::printf("%zu samples on %s, %zu solved\n", report.samples, report.totals.device.c_str(),
                solved);
    return solved == 200'000 ? 0 : 1; // those of colour 2 are not
}
