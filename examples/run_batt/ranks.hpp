// Where mpirun starts several run_batt, they are ranks that share the work.
#pragma once

#include <batt/mpi/channel.hpp>
#include <memory>
#include <string>
#include <vector>

/// What the part of run_batt that uses MPI is asked for. The caller owns it.
extern "C" batt::mpi::channel* batt_open_ranks();

namespace run_batt {

/// The ranks that this process is one of; null where it runs alone.
/// @param modules where the part that uses MPI may lie
/// @param problem a sentence if this is a rank that has no way to the others.
std::unique_ptr<batt::mpi::channel> join_ranks(const std::vector<std::string>& modules,
                                               std::string& problem);

} // namespace run_batt
