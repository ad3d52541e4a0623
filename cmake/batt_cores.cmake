# Adds batt::cores, the component with which work on the host uses all cores of the machine.
include_guard(GLOBAL)

# Creates the target. OpenMP comes first because compilers bring it along; TBB is next; with neither
# the target adds nothing and the host back end is sequential.
#
# The choice travels as BATT_CORES_OMP or BATT_CORES_TBB and not as THRUST_HOST_SYSTEM: the target
# CCCL::Thrust, which a project may also link, already defines that one, and batt names the Thrust
# system it wants (`thrust::omp::par`) where it calls it.
macro(batt_add_cores)
    if(NOT TARGET batt::cores)
        add_library(batt_cores INTERFACE IMPORTED GLOBAL)
        add_library(batt::cores ALIAS batt_cores)
        target_link_libraries(batt_cores INTERFACE batt::batt)
        if(NOT DEFINED BATT_CORES)
            set(BATT_CORES AUTO)
        endif()
        set(batt_cores_system none)
        if(BATT_CORES MATCHES "^(AUTO|OMP)$")
            find_package(OpenMP QUIET COMPONENTS CXX)
            if(TARGET OpenMP::OpenMP_CXX)
                set(batt_cores_system OpenMP)
                target_link_libraries(batt_cores INTERFACE OpenMP::OpenMP_CXX)
                target_compile_definitions(batt_cores INTERFACE BATT_CORES_OMP=1)
                # FindOpenMP knows the flag for C++ only; nvcc hands it to the host compiler.
                target_compile_options(batt_cores INTERFACE
                    "$<$<COMPILE_LANG_AND_ID:CUDA,NVIDIA>:-Xcompiler=${OpenMP_CXX_FLAGS}>")
            endif()
        endif()
        if(batt_cores_system STREQUAL "none" AND BATT_CORES MATCHES "^(AUTO|TBB)$")
            find_package(TBB CONFIG QUIET)
            if(TARGET TBB::tbb)
                set(batt_cores_system TBB)
                target_link_libraries(batt_cores INTERFACE TBB::tbb)
                target_compile_definitions(batt_cores INTERFACE BATT_CORES_TBB=1)
            endif()
        endif()
        if(batt_cores_system STREQUAL "none" AND BATT_CORES MATCHES "^(OMP|TBB)$")
            message(FATAL_ERROR "BATT_CORES=${BATT_CORES} was asked for, but it is not found.")
        endif()
    endif()
endmacro()
