// What it costs rank 0 to give out a piece and to take its results: started by mpirun, it prints a
// line per size of results. bench/mpi_scaling.py simulate takes one of these figures.
#include <batt/mpi.hpp>
#include <cstdio>
#include <ctime>

namespace {

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

} // namespace

int main() {
    batt::mpi::world ranks;
    // pieces as large as those of a run, which say how many verdicts their results have
    const auto work = [](std::string_view piece, const auto&) {
        std::uint64_t verdicts = 0;
        batt::mpi::byte_reader(piece).get(verdicts);
        return batt::mpi::piece_result{true, std::string(16 * verdicts, 'v')};
    };
    if (ranks.rank() != 0) {
        batt::mpi::follow(ranks, work, [] { return false; });
        return 0;
    }
    batt::mpi::leader lead(ranks);
    std::printf("verdicts pieces wall_us cpu_us\n");
    for (const std::uint64_t verdicts : {1, 256, 4096, 65536}) {
        const std::size_t count = verdicts < 65536 ? 4000 : 400;
        std::string piece = batt::mpi::byte_writer().put(verdicts).take();
        piece.resize(64 + verdicts / 8);
        const std::vector<std::string> pieces(count, piece);
        std::string problem;
        std::size_t bytes = 0;
        const double began = batt::mpi::detail::seconds_now();
        const double used = processor_seconds();
        const bool good = lead.run(
            pieces, work, [&](std::size_t, std::string_view all) { bytes += all.size(); },
            [] { return true; }, problem);
        if (!good || bytes != count * 16 * verdicts) return 1;
        const auto each = [&](double seconds) {
            return 1e6 * seconds / static_cast<double>(count);
        };
        std::printf("%8d %6d %7.2f %6.2f\n", static_cast<int>(verdicts), static_cast<int>(count),
                    each(batt::mpi::detail::seconds_now() - began),
                    each(processor_seconds() - used));
    }
    return lead.end() ? 0 : 1;
}
