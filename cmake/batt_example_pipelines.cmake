# The example programs as compiled pipelines, for tests and benchmarks.
include_guard(GLOBAL)
include("${CMAKE_CURRENT_LIST_DIR}/batt_add_card.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/batt_add_programs.cmake")

set(BATT_PROGRAMS "*" CACHE STRING
    "Which example programs are compiled: ids or patterns; a program takes some seconds")

# batt_example_pipelines(RESULT [HOST]): sets RESULT to the libraries of the programs in
# examples/programs (text) and examples/solvers (C++) that BATT_PROGRAMS chooses, and makes them if
# they do not exist yet. With HOST those of text are for the host alone.
function(batt_example_pipelines result)
    set(examples "${PROJECT_SOURCE_DIR}/examples")
    set(text_files "")
    set(solver_files "")
    foreach(pattern IN LISTS BATT_PROGRAMS)
        file(GLOB matching CONFIGURE_DEPENDS "${examples}/programs/${pattern}.py")
        list(APPEND text_files ${matching})
        file(GLOB matching CONFIGURE_DEPENDS "${examples}/solvers/${pattern}.hpp")
        list(APPEND solver_files ${matching})
    endforeach()
    list(REMOVE_DUPLICATES text_files)
    list(REMOVE_DUPLICATES solver_files)
    set(libraries "")
    if(text_files)
        if(NOT TARGET example_programs)
            batt_add_card(example_programs ${text_files} NO_RUNNER ${ARGN})
            target_link_libraries(example_programs PRIVATE batt_warnings)
        endif()
        list(APPEND libraries example_programs)
    endif()
    # a handful, to show how a program is written in C++
    if(solver_files)
        if(NOT TARGET example_solvers)
            batt_add_programs(example_solvers ${solver_files})
            target_link_libraries(example_solvers PRIVATE batt_warnings)
        endif()
        list(APPEND libraries example_solvers)
    endif()
    set(${result} ${libraries} PARENT_SCOPE)
endfunction()
