# Tests batt_add_card on files whose functions and calls are hard to count, on a file in a folder that
# gets more functions between two builds, and on lines and statements that change: a header that need
# not be compiled again stays as it is.

cmake_minimum_required(VERSION 3.25)

function(step what)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output
                    ERROR_VARIABLE output)
    if(NOT result EQUAL 0)
        message(FATAL_ERROR "${what} failed:\n${output}")
    endif()
endfunction()

function(build)
    step(build "${CMAKE_COMMAND}" --build "${WORK}/build" --target mine)
endfunction()

# Fails unless the headers hold just these programs.
function(expect_programs)
    file(GLOB headers "${WORK}/build/mine/mine_*.hpp")
    set(found "")
    foreach(header IN LISTS headers)
        file(STRINGS "${header}" lines REGEX "^/// [^n]")
        string(REGEX MATCHALL "[a-z0-9]+" ids "${lines}")
        list(APPEND found ${ids})
    endforeach()
    list(SORT found)
    if(NOT found STREQUAL "${ARGN}")
        message(FATAL_ERROR "expected the programs ${ARGN}, found ${found}")
    endif()
endfunction()

# Sets ${result} to the headers of pipelines that changed since the last call.
set(hashes "")
function(changed result)
    set(names "")
    file(GLOB headers "${WORK}/build/mine/mine_*.hpp")
    list(FILTER headers EXCLUDE REGEX "_places")
    set(now "")
    foreach(header IN LISTS headers)
        file(SHA1 "${header}" hash)
        cmake_path(GET header STEM name)
        list(APPEND now "${name}=${hash}")
        if(NOT "${name}=${hash}" IN_LIST hashes)
            list(APPEND names ${name})
        endif()
    endforeach()
    set(hashes "${now}" PARENT_SCOPE)
    set(${result} "${names}" PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE "${WORK}")
file(COPY "${SOURCE}/CMakeLists.txt" DESTINATION "${WORK}")
string(REPEAT "    x = hconcat(x, I)\n" 2500 many)
file(WRITE "${WORK}/more.py" "def solve_b1(I):\n    x = I\n${many}    return x\n"
     "def solve_b2(I):\n    x = vmirror(I)\n${many}    return x\n")
file(WRITE "${WORK}/programs/a.py" "def solve_a1(I): # [ open\n    return vmirror(I)\n"
     "def solve_a2(I): # ; and [ open\n    return hmirror(I)\n"
     "def solve_a3(I): # closed ]\n    return rot90(I)\n")
string(ASCII 13 cr)
file(WRITE "${WORK}/programs/c.py" "def solve_c1(I):${cr}    return I${cr}"
     "def solve_c2(I):${cr}    return rot180(I)${cr}def solve_c3(I):${cr}    return rot270(I)${cr}")
step(configure "${CMAKE_COMMAND}" -G "${GENERATOR}" -S "${WORK}" -B "${WORK}/build"
     "-DBATT_CMAKE=${BATT_CMAKE}" "-DBATT_CARD=${CARD}")
build()
expect_programs(a1 a2 a3 b1 b2 c1 c2 c3)
changed(all)
list(LENGTH all count)
if(count LESS 3)
    message(FATAL_ERROR "there are only the pipelines ${all}")
endif()
file(READ "${WORK}/build/mine/mine_places.hpp" places)

# two more lines at the top of a file
file(READ "${WORK}/programs/a.py" text)
file(WRITE "${WORK}/programs/a.py" "# a line\n\n${text}")
build()
changed(some)
if(some)
    message(FATAL_ERROR "two lines at the top of a file changed ${some}")
endif()
file(READ "${WORK}/build/mine/mine_places.hpp" places_now)
if(places STREQUAL places_now OR NOT places_now MATCHES "a\\.py\", 3}")
    message(FATAL_ERROR "the places of programs did not move:\n${places_now}")
endif()

# one more statement in one program
string(REPLACE "return vmirror(I)" "x = vmirror(I)\n    return hmirror(x)" text "${text}")
file(WRITE "${WORK}/programs/a.py" "${text}")
build()
changed(some)
list(LENGTH some count)
if(NOT count EQUAL 1)
    message(FATAL_ERROR "one more statement in one program changed ${some}")
endif()
expect_programs(a1 a2 a3 b1 b2 c1 c2 c3)

file(APPEND "${WORK}/programs/a.py" "def solve_a4(I):\n    return I\ndef solve_a5(I):\n    return I\n"
     "def solve_a6(I):\n    return I\n")
file(WRITE "${WORK}/programs/d.py" "def solve_d1(I):\n    return I\n")
build()
expect_programs(a1 a2 a3 a4 a5 a6 b1 b2 c1 c2 c3 d1)
