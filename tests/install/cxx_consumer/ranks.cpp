// Uses the component mpi of batt.
#include <batt/mpi.hpp>
#include <memory>

bool share_work(batt::mpi::channel& ranks);

bool share_work(batt::mpi::channel& ranks) {
    const auto work = [](std::string_view piece, const auto&) {
        return batt::mpi::piece_result{true, std::string(piece)};
    };
    batt::mpi::leader lead(ranks);
    std::size_t taken = 0;
    std::string problem;
    return lead.run(
               {"a", "b"}, work, [&](std::size_t, std::string_view) { ++taken; },
               [] { return true; }, problem) &&
           taken == 2;
}

/// Only linking is tested: no ranks are started.
std::unique_ptr<batt::mpi::channel> open_ranks();
std::unique_ptr<batt::mpi::channel> open_ranks() { return std::make_unique<batt::mpi::world>(); }
