# Checks at little cost that the benchmarks still work: one family is built and run for a moment, and
# every operation must have a benchmark.
add_test(NAME bench_names COMMAND "${CMAKE_COMMAND}" "-DROOT=${PROJECT_SOURCE_DIR}"
         -P "${CMAKE_CURRENT_SOURCE_DIR}/bench_names.cmake")
set_tests_properties(bench_names PROPERTIES LABELS host)

find_package(benchmark QUIET CONFIG)
if(benchmark_FOUND)
    set(batt_bench_sources ../bench/support/bench.cpp ../bench/ceiling.cpp
        ../bench/dsl_neighbors.cpp)
    set(batt_bench_arguments --benchmark_filter=neighbors --benchmark_min_time=0.001)

    add_executable(test_bench ${batt_bench_sources})
    target_link_libraries(test_bench PRIVATE batt::batt batt_warnings benchmark::benchmark)
    add_test(NAME bench COMMAND test_bench ${batt_bench_arguments})
    set_tests_properties(bench PROPERTIES LABELS host)

    if(batt_has_cuda)
        set(batt_bench_copy "${CMAKE_CURRENT_BINARY_DIR}/cuda/bench.cu")
        batt_cuda_copy_together("${batt_bench_copy}" ${batt_bench_sources})
        add_executable(test_bench_cuda "${batt_bench_copy}")
        target_link_libraries(test_bench_cuda
            PRIVATE batt::batt batt::cores batt_warnings benchmark::benchmark)
        add_test(NAME bench_cuda COMMAND test_bench_cuda ${batt_bench_arguments})
        set_tests_properties(bench_cuda PROPERTIES LABELS gpu SKIP_RETURN_CODE 77)
    endif()
endif()
