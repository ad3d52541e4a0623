// The processes of run_batt that mpirun starts are ranks that share the work.
#include "ranks.hpp"

#include <charconv>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <filesystem>

namespace run_batt {

namespace {

/// How many processes the launchers of MPI say they started: Open MPI's, MPICH's, and Slurm's where
/// it speaks PMIx; 0: none of them says so.
int started_ranks() {
    const bool is_pmix = std::getenv("PMIX_RANK") != nullptr;
    for (const char* name : {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE",
                             is_pmix ? "SLURM_STEP_NUM_TASKS" : "OMPI_COMM_WORLD_SIZE"}) {
        const char* const text = std::getenv(name);
        int count = 0;
        if (text == nullptr) continue;
        const auto read = std::from_chars(text, text + std::strlen(text), count);
        if (read.ec == std::errc{}) return count;
    }
    return 0;
}

} // namespace

std::unique_ptr<batt::mpi::channel> join_ranks(const std::vector<std::string>& modules,
                                               std::string& problem) {
    const int count = started_ranks();
    if (count == 0 || (count == 1 && modules.empty())) return nullptr;
    problem = "mpirun started " + std::to_string(count) + " processes of run_batt, " +
              (modules.empty() ? std::string("which was built without MPI.")
                               : "and the part that uses MPI is not at " + modules.front() + ".");
    for (const std::string& file : modules) {
        std::error_code error;
        if (!std::filesystem::exists(file, error)) continue;
        // global, as the modules that MPI loads look for the symbols of its library
        void* const module = dlopen(file.c_str(), RTLD_NOW | RTLD_GLOBAL);
        void* const open = module != nullptr ? dlsym(module, "batt_open_ranks") : nullptr;
        if (open == nullptr) {
            problem = file + " cannot be loaded: " + dlerror() + ".";
            continue;
        }
        problem.clear();
        return std::unique_ptr<batt::mpi::channel>(
            reinterpret_cast<decltype(&batt_open_ranks)>(open)());
    }
    return nullptr;
}

} // namespace run_batt
