// The ranks that mpirun started. This part of run_batt is loaded only where mpirun started it, as
// MPI is slow to start.
#include "ranks.hpp"

#include <batt/mpi/world.hpp>

batt::mpi::channel* batt_open_ranks() { return new batt::mpi::world; }
