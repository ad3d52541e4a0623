# Sets BATT_SHARED to the folder with arc/ (real tasks) and vectors/ (recorded calls), if there is
# one: what wants them is skipped without.
include_guard(GLOBAL)

set(BATT_SHARED "" CACHE PATH
    "Folder with arc/ (real tasks) and vectors/ (recorded calls); beside the source if not given")
if(NOT BATT_SHARED AND EXISTS "${PROJECT_SOURCE_DIR}/../shared/arc")
    cmake_path(SET BATT_SHARED NORMALIZE "${PROJECT_SOURCE_DIR}/../shared")
endif()
