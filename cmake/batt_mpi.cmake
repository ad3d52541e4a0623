# Adds batt::mpi, the component for work over several machines.
include_guard(GLOBAL)

# Creates the target if MPI is found.
macro(batt_add_mpi)
    if(NOT TARGET batt::mpi)
        find_package(MPI 3.0 QUIET COMPONENTS CXX)
        if(TARGET MPI::MPI_CXX)
            find_package(Threads REQUIRED)
            add_library(batt_mpi INTERFACE IMPORTED GLOBAL)
            add_library(batt::mpi ALIAS batt_mpi)
            target_link_libraries(batt_mpi INTERFACE batt::batt MPI::MPI_CXX Threads::Threads)
        endif()
    endif()
endmacro()
