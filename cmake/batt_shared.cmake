# Sets BATT_SHARED to the folder with arc/ (real tasks) and vectors/ (recorded calls), if there is
# one: tests that need it are skipped without it.
include_guard(GLOBAL)

set(BATT_SHARED "" CACHE PATH
    "Folder with arc/ (real tasks) and vectors/ (recorded calls); by default shared/ beside the source")
if(NOT BATT_SHARED AND EXISTS "${PROJECT_SOURCE_DIR}/../shared/arc")
    cmake_path(SET BATT_SHARED NORMALIZE "${PROJECT_SOURCE_DIR}/../shared")
endif()
