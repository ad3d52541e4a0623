# One source as C++ and as CUDA.
include_guard(GLOBAL)

# batt_cuda_copy(SOURCE COPY) makes COPY a .cu file that stands for SOURCE: the language is a
# property of a file, not of a file in a target.
function(batt_cuda_copy source copy)
    cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}"
               OUTPUT_VARIABLE path)
    file(CONFIGURE OUTPUT "${copy}" CONTENT "#include \"@path@\"\n" @ONLY)
endfunction()

# batt_cuda_copy_together(COPY SOURCE...) makes COPY a .cu file that stands for all sources: nvcc spends
# more time on what they include than on the sources themselves.
function(batt_cuda_copy_together copy)
    set(includes "")
    foreach(source IN LISTS ARGN)
        cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}"
                   OUTPUT_VARIABLE path)
        string(APPEND includes "#include \"${path}\"\n")
    endforeach()
    file(CONFIGURE OUTPUT "${copy}" CONTENT "@includes@" @ONLY)
endfunction()
