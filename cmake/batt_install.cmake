# Installs the headers and a package that find_package(batt) reads.
include(CMakePackageConfigHelpers)

set(batt_package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/batt")
install(TARGETS batt EXPORT batt-targets FILE_SET HEADERS)
install(EXPORT batt-targets NAMESPACE batt:: DESTINATION "${batt_package_dir}")
configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/batt-config.cmake.in"
    "${CMAKE_CURRENT_BINARY_DIR}/batt-config.cmake" INSTALL_DESTINATION "${batt_package_dir}")
write_basic_package_version_file("${CMAKE_CURRENT_BINARY_DIR}/batt-config-version.cmake"
    COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/batt-config.cmake"
    "${CMAKE_CURRENT_BINARY_DIR}/batt-config-version.cmake"
    "${CMAKE_CURRENT_LIST_DIR}/batt_find_cccl.cmake"
    "${CMAKE_CURRENT_LIST_DIR}/batt_build_type.cmake"
    "${CMAKE_CURRENT_LIST_DIR}/batt_cuda_standard.cmake"
    "${CMAKE_CURRENT_LIST_DIR}/batt_cores.cmake"
    "${CMAKE_CURRENT_LIST_DIR}/batt_mpi.cmake"
    "${CMAKE_CURRENT_LIST_DIR}/batt_add_card.cmake"
    "${CMAKE_CURRENT_LIST_DIR}/batt_add_columns.cmake"
    "${CMAKE_CURRENT_LIST_DIR}/batt_add_programs.cmake"
    "${CMAKE_CURRENT_LIST_DIR}/batt_pipeline_library.cmake"
    DESTINATION "${batt_package_dir}")
# What one needs to build run_batt with one's own pipelines: the library that does not depend on them, if
# it has been built, the sources, and the tasks and programs that run_batt uses by default.
install(DIRECTORY "${PROJECT_SOURCE_DIR}/examples/run_batt" "${PROJECT_SOURCE_DIR}/examples/tasks"
    "${PROJECT_SOURCE_DIR}/examples/programs" "${PROJECT_SOURCE_DIR}/examples/dialects"
    DESTINATION "${batt_package_dir}")
install(FILES "${PROJECT_SOURCE_DIR}/examples/operations.md" DESTINATION "${batt_package_dir}")
if(TARGET run_batt_tool)
    install(TARGETS run_batt_tool EXPORT batt-runner-targets
            ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
    if(TARGET run_batt_mpi)
        install(TARGETS run_batt_mpi EXPORT batt-runner-targets
                LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}/batt")
    endif()
    install(EXPORT batt-runner-targets NAMESPACE batt:: DESTINATION "${batt_package_dir}")
endif()
