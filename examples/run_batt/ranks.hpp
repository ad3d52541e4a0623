// The processes of run_batt that mpirun starts are ranks that share the work.
#pragma once

#include <batt/mpi/channel.hpp>
#include <memory>
#include <string>
#include <vector>

/// Opens the ranks, in the part of run_batt that uses MPI. The caller owns them.
extern "C" batt::mpi::channel* batt_open_ranks();

namespace run_batt {

/// The ranks that this process is one of; null where it runs alone.
/// @param modules where the part that uses MPI may be
/// @param problem a sentence if this is a rank that cannot reach the others.
std::unique_ptr<batt::mpi::channel> join_ranks(const std::vector<std::string>& modules,
                                               std::string& problem);

} // namespace run_batt
