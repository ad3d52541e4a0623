# The warnings for all code that is built here: link batt_warnings.
include_guard(GLOBAL)

set(batt_host_warnings -Wall -Wextra -Wshadow -Wconversion)
add_library(batt_warnings INTERFACE)
# nvcc's own line directives trip -Wpedantic, so it is for host compilers only.
set(batt_cxx_flags ${batt_host_warnings} -Wpedantic)
set(batt_cuda_flags ${batt_host_warnings})
if(BATT_WERROR)
    list(APPEND batt_cxx_flags -Werror)
    list(APPEND batt_cuda_flags -Werror)
    target_compile_options(batt_warnings INTERFACE
        "$<$<COMPILE_LANGUAGE:CUDA>:SHELL:--Werror all-warnings>")
endif()
list(JOIN batt_cuda_flags "," batt_cuda_flags)
target_compile_options(batt_warnings INTERFACE
    "$<$<COMPILE_LANGUAGE:CXX>:${batt_cxx_flags}>"
    "$<$<COMPILE_LANGUAGE:CUDA>:-Xcompiler=${batt_cuda_flags}>")
