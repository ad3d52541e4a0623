// The ranks that mpirun started: the part of run_batt that is loaded only there, for MPI is slow to
// start.
#include "ranks.hpp"

#include <batt/mpi/world.hpp>

batt::mpi::channel* batt_open_ranks() { return new batt::mpi::world; }
