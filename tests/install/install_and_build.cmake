# Installs batt into an empty prefix, then configures, builds and maybe runs one consumer of it.

function(step what)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output
                    ERROR_VARIABLE output)
    if(NOT result EQUAL 0)
        message(FATAL_ERROR "${what} failed:\n${output}")
    endif()
    message(STATUS "${what}: done")
endfunction()

file(REMOVE_RECURSE "${WORK}")
step(install "${CMAKE_COMMAND}" --install "${BATT_BUILD}" --component batt
     --prefix "${WORK}/prefix")
# The prefix moves, so that a path of the build tree in the package would show.
file(RENAME "${WORK}/prefix" "${WORK}/moved")
# An installed run_batt finds its tasks and programs beside its sources.
file(GLOB_RECURSE task "${WORK}/moved/demo_rays.json")
cmake_path(GET task PARENT_PATH tasks)
if(NOT task OR NOT EXISTS "${tasks}/../run_batt/main.cpp"
   OR NOT EXISTS "${tasks}/../programs/demo_rays.py")
    message(FATAL_ERROR "no tasks and programs are installed beside the sources of run_batt")
endif()

set(options "-DCMAKE_PREFIX_PATH=${WORK}/moved" "-DCMAKE_CXX_COMPILER=${CXX}"
    "-DCMAKE_CXX_FLAGS=${CXX_FLAGS}" "-DCCCL_DIR=${CCCL_DIR}" "-DBATT_HAS_CARD=${CARD}" "-DBATT_HAS_MPI=${MPI}")
if(CUDA)
    list(APPEND options "-DCMAKE_CUDA_COMPILER=${CUDA}" "-DCMAKE_CUDA_HOST_COMPILER=${CXX}"
         -DCMAKE_CUDA_ARCHITECTURES=90)
endif()
step(configure "${CMAKE_COMMAND}" -G "${GENERATOR}" -S "${CONSUMER}" -B "${WORK}/build" ${options})
step(build "${CMAKE_COMMAND}" --build "${WORK}/build" --config Release)
if(RUN)
    step(run "${WORK}/build/consumer")
endif()
