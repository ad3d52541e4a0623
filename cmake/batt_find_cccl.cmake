# Finds CCCL 3 (libcu++, CUB, Thrust) in the same way for the build and for the installed package.
include_guard(GLOBAL)

# Sets ${problem} in the caller to one sentence if CCCL 3 is not found, to "" otherwise.
macro(batt_find_cccl problem)
    set(${problem} "")
    if(NOT TARGET CCCL::CCCL)
        # A toolkit brings CCCL along, but CMake does not search it by default.
        set(batt_toolkits "${CMAKE_CUDA_COMPILER_TOOLKIT_ROOT}" "${CUDAToolkit_ROOT}"
            "$ENV{CUDA_PATH}" "$ENV{CUDA_HOME}" /usr/local/cuda)
        find_program(BATT_NVCC nvcc PATHS /usr/local/cuda/bin)
        mark_as_advanced(BATT_NVCC)
        if(BATT_NVCC)
            file(REAL_PATH "${BATT_NVCC}" batt_nvcc_path)
            cmake_path(GET batt_nvcc_path PARENT_PATH batt_nvcc_path)
            cmake_path(GET batt_nvcc_path PARENT_PATH batt_nvcc_path)
            list(INSERT batt_toolkits 2 "${batt_nvcc_path}")
        endif()
        list(REMOVE_ITEM batt_toolkits "")
        set(batt_cccl_folders "")
        foreach(batt_toolkit IN LISTS batt_toolkits)
            file(GLOB batt_folders "${batt_toolkit}/lib/cmake/cccl" "${batt_toolkit}/lib64/cmake/cccl"
                 "${batt_toolkit}/targets/*/lib/cmake/cccl")
            list(APPEND batt_cccl_folders ${batt_folders})
        endforeach()
        find_package(CCCL 3.0 CONFIG QUIET PATHS ${batt_cccl_folders})
        if(NOT CCCL_FOUND AND BATT_FETCH_CCCL)
            include(FetchContent)
            # Only the download is wanted: the subdirectory does not exist, so none is added.
            FetchContent_Declare(CCCL GIT_REPOSITORY https://github.com/NVIDIA/cccl.git
                                 GIT_TAG v3.0.1 GIT_SHALLOW ON SOURCE_SUBDIR download-only)
            FetchContent_MakeAvailable(CCCL)
            unset(CCCL_DIR CACHE)
            find_package(CCCL 3.0 CONFIG QUIET NO_DEFAULT_PATH
                         PATHS "${cccl_SOURCE_DIR}/lib/cmake/cccl")
        endif()
        if(NOT CCCL_FOUND)
            set(batt_cccl_seen "")
            foreach(batt_i IN ZIP_LISTS CCCL_CONSIDERED_CONFIGS CCCL_CONSIDERED_VERSIONS)
                string(APPEND batt_cccl_seen " (${batt_i_0} is version ${batt_i_1})")
            endforeach()
            string(CONCAT ${problem} "batt needs CCCL 3 and found none${batt_cccl_seen}: "
                   "install the CUDA toolkit 13 or later, or name a CCCL 3 with -DCCCL_ROOT=DIR or "
                   "-DCCCL_DIR=DIR/lib/cmake/cccl, or let the build download CCCL 3.0.1 with "
                   "-DBATT_FETCH_CCCL=ON.")
        endif()
    endif()
endmacro()
