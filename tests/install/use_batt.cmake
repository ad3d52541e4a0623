# Makes batt available to a consumer: BATT_BY is find_package, or add_subdirectory or FetchContent, which use
# the sources in BATT_SOURCE.
if(BATT_BY STREQUAL "add_subdirectory")
    add_subdirectory("${BATT_SOURCE}" batt)
elseif(BATT_BY STREQUAL "FetchContent")
    include(FetchContent)
    FetchContent_Declare(batt SOURCE_DIR "${BATT_SOURCE}")
    FetchContent_MakeAvailable(batt)
else()
    find_package(batt 0.1 REQUIRED COMPONENTS cores OPTIONAL_COMPONENTS mpi)
endif()
