# Turns solver programs in the DSL's own text into pipelines that run-time tools look up by name.
include_guard(GLOBAL)
include("${CMAKE_CURRENT_LIST_DIR}/batt_pipeline_library.cmake")

# Sets ${result} to the number of units in which the programs in some files are compiled. Any text has
# at most as many functions as it has `def`, and at most as many calls as opening parentheses.
function(batt_card_units result group)
    # nvcc takes about half a second for a call in both forms, and a unit should take at most 90 s
    set(unit_calls 150)
    set(functions 0)
    set(calls 0)
    foreach(file IN LISTS ARGN)
        file(READ "${file}" text)
        string(REGEX MATCHALL "def" found "${text}")
        list(LENGTH found some)
        math(EXPR functions "${functions} + ${some}")
        string(REGEX MATCHALL "[(]" found "${text}")
        list(LENGTH found some)
        math(EXPR calls "${calls} + ${some}")
    endforeach()
    math(EXPR units "(${functions} + ${group} - 1) / ${group}")
    math(EXPR by_calls "(${calls} + ${unit_calls} - 1) / ${unit_calls}")
    if(by_calls GREATER units)
        set(units ${by_calls})
    endif()
    if(functions LESS units)
        set(units ${functions})
    endif()
    set(${result} ${units} PARENT_SCOPE)
endfunction()

# batt_card_program(DIR): builds the program card, and a library of it, from its sources in DIR, unless
# there is one: where batt is a part of the project, nothing is installed yet.
function(batt_card_program dir)
    if(TARGET batt::card)
        return()
    endif()
    find_package(nlohmann_json 3.10 QUIET)
    find_package(CLI11 QUIET)
    if(NOT nlohmann_json_FOUND OR NOT CLI11_FOUND)
        message(FATAL_ERROR "batt_add_card builds the program card, which needs nlohmann-json (3.10 or "
                            "later) and CLI11, in Debian nlohmann-json3-dev and libcli11-dev; "
                            "-DBATT_CARD=FILE names one that has been built.")
    endif()
    add_library(card_tool STATIC "${dir}/operations.cpp" "${dir}/options.cpp" "${dir}/run.cpp")
    target_include_directories(card_tool PUBLIC "${dir}")
    target_link_libraries(card_tool PUBLIC batt::batt
                                    PRIVATE nlohmann_json::nlohmann_json CLI11::CLI11)
    add_executable(card "${dir}/main.cpp")
    target_link_libraries(card PRIVATE card_tool)
    # where its folder dialects/ is
    cmake_path(GET dir PARENT_PATH data)
    target_compile_definitions(card PRIVATE BATT_SOURCE_DATA="${data}"
                                            BATT_INSTALLED_DATA="share/batt")
    add_executable(batt::card ALIAS card)
endfunction()

# batt_add_card(TARGET FILE... [GROUP n] [FORM vectorized|standard|both] [NO_SHARE] [NO_RUNNER] [HOST]
#               [TIERS small|fast|ray|large...] [OPERATIONS FILE] [DIALECT NAME|DIR])
#
# Each FILE is a .py file or a folder of them. When building, card merges the programs into
# pipelines of about n (8 if not given; 64 at most), a translation unit each, so that all cores
# compile. There are enough units that on average each gets at most n programs and 150 calls, and card
# spreads the programs by their calls: no unit has much more to compile than that, or than its longest
# program. The static library TARGET gives its users <TARGET.hpp> with `const
# std::vector<batt::pipeline_entry>& batt::TARGET()`; the executable run_TARGET is run_batt with
# these programs. FORM both (the default) compiles the standard form too, which is then the last
# tier and what --check-forms compares with; with `vectorized` the last tier is the vectorized
# form by definition. `standard` only writes the standard form: a header per pipeline, for one's own
# use. NO_SHARE: nothing is computed once for several programs. HOST: for the host alone, even where
# CUDA is enabled. TIERS (batt/exec/tier.hpp): where samples run before the last tier, such as `fast large`
# for programs that overflow often, or `small fast` for grids of up to 16 x 16 on the host; each is
# compiled. OPERATIONS: a file of operations of your own that programs may name, one per line (card
# --help says how); their headers are found where the library TARGET finds headers. DIALECT: what the
# programs are written in besides the DSL, a dialect that comes with batt or a folder of your own
# (examples/dialects/README.md). Programs that cannot be read are reported when building, and the rest
# is built.
function(batt_add_card target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "NO_RUNNER;NO_SHARE;HOST"
                          "GROUP;FORM;OPERATIONS;DIALECT" "TIERS")
    if(NOT arg_GROUP)
        set(arg_GROUP 8)
    endif()
    if(NOT arg_GROUP MATCHES "^([1-9]|[1-5][0-9]|6[0-4])$")
        message(FATAL_ERROR "batt_add_card: GROUP is a number from 1 to 64, not ${arg_GROUP}")
    endif()
    if(NOT arg_FORM)
        set(arg_FORM both)
    endif()
    if(NOT arg_FORM MATCHES "^(vectorized|standard|both)$")
        message(FATAL_ERROR "batt_add_card: FORM is vectorized, standard or both, not ${arg_FORM}")
    endif()
    set(tiers_type "")
    if(arg_TIERS)
        if(NOT "${arg_TIERS}" MATCHES "^((small|fast|ray|large)(;|$))+$")
            message(FATAL_ERROR
                    "batt_add_card: TIERS are small, fast, ray or large, not ${arg_TIERS}")
        endif()
        if("${arg_TIERS}" MATCHES "small$")
            message(FATAL_ERROR "batt_add_card: the last of TIERS holds grids of 32 x 32: write "
                                "`small fast`, not ${arg_TIERS}")
        endif()
        list(TRANSFORM arg_TIERS APPEND _tier)
        list(JOIN arg_TIERS ", " tiers_type)
        set(tiers_type ", tiers<${tiers_type}>")
    endif()
    set(here "${CMAKE_CURRENT_FUNCTION_LIST_DIR}")
    if(NOT BATT_CARD AND EXISTS "${here}/../examples/card/main.cpp")
        batt_card_program("${here}/../examples/card")
    endif()
    if(TARGET batt::card)
        set(card card)
    else()
        # installed: from lib/cmake/batt, or from lib/ARCHITECTURE/cmake/batt
        find_program(BATT_CARD card HINTS "${here}/../../../bin" "${here}/../../../../bin")
        mark_as_advanced(BATT_CARD)
        if(NOT BATT_CARD)
            message(FATAL_ERROR "batt_add_card(${target}): the program card is not found; batt "
                                "installs it if it is built with BATT_BUILD_EXAMPLES=ON. Name it "
                                "with -DBATT_CARD=FILE.")
        endif()
        set(card "${BATT_CARD}")
    endif()
    set(files "")
    foreach(file IN LISTS arg_UNPARSED_ARGUMENTS)
        cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}" NORMALIZE)
        if(IS_DIRECTORY "${file}")
            file(GLOB_RECURSE some CONFIGURE_DEPENDS "${file}/*.py")
            list(APPEND files ${some})
        elseif(EXISTS "${file}")
            list(APPEND files "${file}")
        else()
            message(FATAL_ERROR "batt_add_card: ${file} does not exist")
        endif()
    endforeach()
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${files})
    batt_card_units(groups ${arg_GROUP} ${files})
    if(groups EQUAL 0)
        message(FATAL_ERROR "batt_add_card: no function in ${arg_UNPARSED_ARGUMENTS}")
    endif()
    math(EXPR last "${groups} - 1")
    set(dir "${CMAKE_CURRENT_BINARY_DIR}/${target}")
    batt_source_suffix(suffix)
    if(arg_HOST)
        set(suffix cpp)
    endif()
    set(form_flags --${arg_FORM})
    if(arg_FORM STREQUAL both)
        set(form_flags --vectorized --standard)
    endif()
    if(arg_NO_SHARE)
        list(APPEND form_flags --no-share)
    endif()
    set(operations "")
    if(arg_OPERATIONS)
        cmake_path(ABSOLUTE_PATH arg_OPERATIONS BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}"
                   NORMALIZE OUTPUT_VARIABLE operations)
        list(APPEND form_flags --operations "${operations}")
    endif()
    set(dialect_files "")
    if(arg_DIALECT)
        set(folder "${arg_DIALECT}")
        cmake_path(ABSOLUTE_PATH folder BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}" NORMALIZE)
        if(NOT IS_DIRECTORY "${folder}")
            # in the tree, or installed beside the package
            batt_find_runner(batt_runner_dir)
            set(folder "${batt_runner_dir}/../dialects/${arg_DIALECT}")
        endif()
        file(GLOB dialect_files CONFIGURE_DEPENDS "${folder}/*.py")
        if(NOT dialect_files)
            message(FATAL_ERROR "batt_add_card: DIALECT is a folder with .py files or a dialect "
                                "that comes with batt, not ${arg_DIALECT}")
        endif()
        list(APPEND form_flags --dialect "${folder}")
    endif()
    set(headers "")
    foreach(k RANGE ${last})
        if(NOT arg_FORM STREQUAL standard)
            list(APPEND headers "${dir}/${target}_${k}.hpp")
        endif()
        if(arg_FORM STREQUAL both)
            list(APPEND headers "${dir}/${target}_${k}_standard.hpp")
        elseif(arg_FORM STREQUAL standard)
            list(APPEND headers "${dir}/${target}_${k}.hpp")
        endif()
    endforeach()
    # card does not touch a header that it would not change, so a stamp file says when it ran: a changed
    # program compiles only its own pipeline again. Where programs stand in their files is in a header
    # of its own.
    list(APPEND headers "${dir}/${target}_places.hpp")
    add_custom_command(OUTPUT "${dir}/card.stamp" BYPRODUCTS ${headers}
        COMMAND ${card} --keep-going ${form_flags} --groups ${groups}
                --keep-groups "${dir}/groups.txt" --places "${dir}/${target}_places.hpp"
                -f "${dir}/${target}.hpp" ${files}
        COMMAND "${CMAKE_COMMAND}" -E touch "${dir}/card.stamp"
        DEPENDS ${card} ${files} ${operations} ${dialect_files} COMMENT "card: ${target}" VERBATIM)
    if(arg_FORM STREQUAL standard)
        add_custom_target(${target} DEPENDS "${dir}/card.stamp")
        return()
    endif()

    set(sources "")
    set(entries "")
    foreach(k RANGE ${last})
        set(name "${target}_${k}")
        set(standard_include "")
        set(standard_type ", cards::${name}")
        if(arg_FORM STREQUAL both)
            set(standard_include "#include \"${target}/${name}_standard.hpp\"\n")
            set(standard_type ", cards::${name}_standard")
        endif()
        file(CONFIGURE OUTPUT "${dir}/unit_${k}.${suffix}" @ONLY CONTENT [[
// Generated by batt_add_card.cmake.
#include "@target@/@name@.hpp"
@standard_include@#include <batt/exec/compiled_pipeline.hpp>

namespace batt::cards {
extern const program_place @name@_places[];
} // namespace batt::cards
namespace batt::generated_programs::@target@ {
pipeline_entry entry_@name@();
pipeline_entry entry_@name@() {
    return {"@name@", [] {
                return make_pipeline<cards::@name@@standard_type@@tiers_type@>(
                    cards::@name@_places);
            }};
}
} // namespace batt::generated_programs::@target@
]])
        list(APPEND sources "${dir}/unit_${k}.${suffix}")
        list(APPEND entries ${name})
    endforeach()
    batt_pipeline_library(${target} ENTRIES ${entries} SOURCES ${sources}
                          INCLUDES ${target}_places.hpp)
    # written before any unit is compiled
    add_custom_target(${target}_card DEPENDS "${dir}/card.stamp")
    add_dependencies(${target} ${target}_card)
    if(NOT arg_NO_RUNNER)
        batt_add_runner(run_${target} ${target})
    endif()
endfunction()
