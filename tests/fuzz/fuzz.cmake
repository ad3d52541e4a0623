# Coverage-guided fuzzers (libFuzzer, with both sanitizers), which clang++ builds whatever compiler builds
# the rest. The test fuzz_NAME runs for seconds, tests/nightly.sh for minutes.
set(batt_fuzz_flags -std=c++20 -O1 -g1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined)
if(NOT batt_compiler_clangxx)
    message(STATUS "batt: no fuzzers, as there is no clang++")
    return()
endif()
execute_process(
    COMMAND sh -c "echo 'extern \"C\" int LLVMFuzzerTestOneInput(const char*, unsigned long) { return 0; }' | \
        '${batt_compiler_clangxx}' -fsanitize=fuzzer,address,undefined -x c++ - -o /dev/null"
    RESULT_VARIABLE batt_no_fuzzer ERROR_QUIET)
if(batt_no_fuzzer)
    message(STATUS "batt: no fuzzers, as this clang++ has no libFuzzer (Debian: libclang-rt-14-dev)")
    return()
endif()

set(fuzz "${CMAKE_CURRENT_SOURCE_DIR}/fuzz")
file(MAKE_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}/fuzz")
set(corpus_task "${CMAKE_CURRENT_SOURCE_DIR}/data/cases" "${CMAKE_CURRENT_SOURCE_DIR}/data/bad")
set(corpus_text "${PROJECT_SOURCE_DIR}/examples/programs")
set(corpus_answers "")
set(corpus_journal "")
foreach(name IN ITEMS task text answers journal)
    set(binary "${CMAKE_CURRENT_BINARY_DIR}/fuzz/${name}")
    add_custom_command(OUTPUT "${binary}"
        COMMAND "${batt_compiler_clangxx}" ${batt_fuzz_flags} "@${batt_options_file}"
                -I "${CMAKE_CURRENT_SOURCE_DIR}" -MD -MF "${binary}.d"
                -MT "fuzz/${name}" "${fuzz}/${name}.cpp" -o "${binary}"
        DEPENDS "${fuzz}/${name}.cpp" "${batt_options_file}" DEPFILE "${binary}.d" VERBATIM
        COMMENT "Building fuzzer ${name}")
    add_custom_target(fuzz_${name} ALL DEPENDS "${binary}")
    add_test(NAME fuzz_${name}
             COMMAND sh "${fuzz}/run.sh" "${binary}" "${binary}_corpus"
                     "${fuzz}/corpus/${name}" ${corpus_${name}})
endforeach()
