# Configures, builds and, with RUN, runs a consumer of batt, which is either installed into an empty prefix
# (BY find_package) or built from its sources as a part of the consumer (BY add_subdirectory, FetchContent).

function(step what)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output
                    ERROR_VARIABLE output)
    if(NOT result EQUAL 0)
        message(FATAL_ERROR "${what} failed:\n${output}")
    endif()
    message(STATUS "${what}: done")
    set(output "${output}" PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE "${WORK}")
# What two consumers compile from the same sources is compiled once: ccache makes paths below WORK relative to
# the build folder, so that they are the same.
set(ENV{CCACHE_BASEDIR} "${WORK}")
set(options "-DCMAKE_CXX_COMPILER=${CXX}" "-DCMAKE_CXX_FLAGS=${CXX_FLAGS}" "-DCMAKE_CXX_FLAGS_RELEASE=${RELEASE}" "-DCCCL_DIR=${CCCL_DIR}"
    "-DCMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER}" "-DBATT_HAS_CARD=${HAS_CARD}" "-DBATT_HAS_MPI=${MPI}" "-DBATT_BY=${BY}"
    "-DBATT_SOURCE=${SOURCE}")
if(BY STREQUAL "find_package")
    step(install "${CMAKE_COMMAND}" --install "${BATT_BUILD}" --component batt
         --prefix "${WORK}/prefix")
    # The prefix moves, so that an absolute path in the package fails.
    file(RENAME "${WORK}/prefix" "${WORK}/moved")
    # A run_batt that is built from an installed batt finds tasks and programs beside its sources.
    file(GLOB_RECURSE task "${WORK}/moved/demo_rays.json")
    cmake_path(GET task PARENT_PATH tasks)
    if(NOT task OR NOT EXISTS "${tasks}/../run_batt/main.cpp"
       OR NOT EXISTS "${tasks}/../programs/demo_rays.py")
        message(FATAL_ERROR "tasks and programs are not installed beside the sources of run_batt")
    endif()
    list(APPEND options "-DCMAKE_PREFIX_PATH=${WORK}/moved")
elseif(CARD)
    list(APPEND options "-DBATT_CARD=${CARD}")
endif()
if(CUDA)
    list(APPEND options "-DCMAKE_CUDA_COMPILER=${CUDA}" "-DCMAKE_CUDA_HOST_COMPILER=${CXX}"
         "-DCMAKE_CUDA_FLAGS_RELEASE=${CUDA_RELEASE}" "-DCMAKE_CUDA_COMPILER_LAUNCHER=${CUDA_LAUNCHER}" -DCMAKE_CUDA_ARCHITECTURES=90)
endif()
set(configure "${CMAKE_COMMAND}" -G "${GENERATOR}" -S "${CONSUMER}" ${options})
step("configure without a build type" ${configure} -B "${WORK}/none")
if(NOT output MATCHES "this project has no CMAKE_BUILD_TYPE")
    message(FATAL_ERROR "no message says that the build type is missing:\n${output}")
endif()
if(NOT BY STREQUAL "find_package")
    step("configure with the tools" ${configure} -B "${WORK}/none" -DBATT_BUILD_EXAMPLES=ON)
endif()
# What CMake found out about the compilers holds for the build, too.
file(COPY "${WORK}/none/CMakeFiles/${CMAKE_VERSION}" DESTINATION "${WORK}/build/CMakeFiles")
step(configure ${configure} -B "${WORK}/build" -DCMAKE_BUILD_TYPE=Release)
if(output MATCHES "CMAKE_BUILD_TYPE")
    message(FATAL_ERROR "a message says that the build type is missing although there is one:\n${output}")
endif()
step(build "${CMAKE_COMMAND}" --build "${WORK}/build" --config Release)
if(BY STREQUAL "find_package" AND RUN AND HAS_CARD)
    if(output MATCHES "text_programs")
        message(FATAL_ERROR "the runner was compiled although it is installed:\n${output}")
    endif()
    step("run of the runner" "${WORK}/build/run_mine" --explain vmirror)
endif()
if(RUN)
    step(run "${WORK}/build/consumer")
endif()
