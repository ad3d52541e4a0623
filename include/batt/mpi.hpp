// Work over several machines: pieces that ranks ask for, results that come to rank 0, and a journal
// of what is finished. Opt-in: needs MPI, C++ exceptions and threads; <batt/batt.hpp> does not
// include it. Link batt::mpi, the component `mpi` of the package.
//
//     batt::mpi::world ranks;                       // in every process that mpirun started
//     if (ranks.rank() != 0) {
//         batt::mpi::follow(ranks, work, stopped);  // asks for pieces and does them
//         return 0;
//     }
//     batt::mpi::leader lead(ranks);
//     lead.run(pieces, work, take, wait, problem);  // every piece is done, and taken once
//     if (!lead.end()) ranks.abandon(0);            // a rank is gone, or does not answer
#pragma once

#include <batt/mpi/journal.hpp>
#include <batt/mpi/share.hpp>
#include <batt/mpi/world.hpp>
