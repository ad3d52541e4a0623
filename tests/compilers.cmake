# The compilers that are found, for checks that call a compiler themselves.

# Sets batt_compilers to those of gxx, clangxx and nvcc that are found; the path of X is batt_compiler_X.
set(batt_compilers "")
find_program(batt_compiler_gxx NAMES g++)
find_program(batt_compiler_clangxx NAMES clang++)
set(batt_compiler_nvcc "${CMAKE_CUDA_COMPILER}")
foreach(name IN ITEMS gxx clangxx nvcc)
    if(batt_compiler_${name} AND (NOT name STREQUAL "nvcc" OR batt_has_cuda))
        list(APPEND batt_compilers ${name})
    endif()
endforeach()

# The include options of batt and its dependencies, in files that all three compilers read.
set(batt_options_file "${CMAKE_CURRENT_BINARY_DIR}/include_options.txt")
set(batt_includes "$<TARGET_PROPERTY:batt,INTERFACE_INCLUDE_DIRECTORIES>")
set(batt_mpi_includes "")
if(TARGET batt::mpi)
    foreach(folder IN LISTS MPI_CXX_INCLUDE_DIRS)
        string(APPEND batt_mpi_includes "-isystem \"${folder}\"\n")
    endforeach()
endif()
file(GENERATE OUTPUT "${batt_options_file}"
     CONTENT "-I\"$<JOIN:$<REMOVE_DUPLICATES:${batt_includes}>,\"\n-I\">\"\n${batt_mpi_includes}")

# The command with which each compiler checks a file, with warnings as errors.
set(batt_warn -Wall -Wextra -Wshadow -Wconversion -Werror)
list(JOIN batt_warn "," batt_warn_list)
set(batt_check_gxx "${batt_compiler_gxx}" -std=c++20 -fsyntax-only -x c++ ${batt_warn} -Wpedantic
    "@${batt_options_file}")
set(batt_check_clangxx "${batt_compiler_clangxx}" -std=c++20 -fsyntax-only -x c++ ${batt_warn}
    -Wpedantic -Wsign-conversion "@${batt_options_file}")
set(batt_check_nvcc "${batt_compiler_nvcc}" -std=c++20 -x cu -arch=compute_90 -o /dev/null
    -Werror all-warnings "-Xcompiler=-fsyntax-only,${batt_warn_list}"
    --options-file "${batt_options_file}")
# nvcc cannot run its front end alone. A whole check compiles for device and host, without machine code; for
# a header alone the compilation for the device is enough, as it reads the host's functions, too.
set(batt_whole_nvcc -c)
set(batt_alone_nvcc -ptx)
