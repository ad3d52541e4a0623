# Enables the CUDA language where nvcc is found and sets batt_has_cuda.
include_guard(GLOBAL)
include(CheckLanguage)

# As a part of another project batt has the languages that the project has: a language that a folder
# enables is not enabled in the folders above it, where functions of batt are called.
if(NOT PROJECT_IS_TOP_LEVEL)
    if(CMAKE_CUDA_COMPILER_LOADED AND BATT_CUDA)
        include(batt_cuda_standard)
        set(batt_has_cuda ON)
    endif()
    return()
endif()

if(BATT_CUDA)
    # A toolkit that is installed but not on PATH counts as found. It is named by the environment,
    # because check_language would take a compiler named by the variable for a working one.
    if(NOT CMAKE_CUDA_COMPILER AND NOT DEFINED ENV{CUDACXX})
        find_program(BATT_NVCC nvcc PATHS /usr/local/cuda/bin)
        if(BATT_NVCC)
            set(ENV{CUDACXX} "${BATT_NVCC}")
        endif()
    endif()
    # Both languages have one host compiler, so that they agree on the OpenMP library.
    if(NOT DEFINED CMAKE_CUDA_HOST_COMPILER AND NOT DEFINED ENV{CUDAHOSTCXX})
        set(ENV{CUDAHOSTCXX} "${CMAKE_CXX_COMPILER}")
    endif()
    # One architecture keeps the build short: that of the GPU at hand, or the H200's.
    if(NOT DEFINED CMAKE_CUDA_ARCHITECTURES AND NOT DEFINED ENV{CUDAARCHS})
        execute_process(COMMAND nvidia-smi -L OUTPUT_VARIABLE batt_gpus ERROR_QUIET
                        RESULT_VARIABLE batt_gpus_result)
        if(batt_gpus_result EQUAL 0 AND batt_gpus MATCHES "GPU 0")
            set(CMAKE_CUDA_ARCHITECTURES native)
        else()
            set(CMAKE_CUDA_ARCHITECTURES 90)
        endif()
    endif()
    check_language(CUDA)
    if(CMAKE_CUDA_COMPILER)
        enable_language(CUDA)
        include(batt_cuda_standard)
        set(batt_has_cuda ON)
    elseif(NOT BATT_CUDA STREQUAL "AUTO")
        message(FATAL_ERROR "BATT_CUDA=${BATT_CUDA} was asked for, but no nvcc is found: put it on "
                            "PATH or name it with -DCMAKE_CUDA_COMPILER=FILE.")
    endif()
endif()
