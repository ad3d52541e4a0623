# Warns a project that has chosen no build type, and so compiles its programs without optimisation.
include_guard(GLOBAL)

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES AND
   NOT "${CMAKE_CXX_FLAGS} ${CMAKE_CUDA_FLAGS} $ENV{CXXFLAGS}" MATCHES "(^| )-O")
    message(NOTICE "batt: this project has no CMAKE_BUILD_TYPE, so that programs are compiled without "
                   "optimisation and run some ten times slower: use "
                   "-DCMAKE_BUILD_TYPE=Release.")
endif()
