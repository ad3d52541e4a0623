#!/usr/bin/env bash
# Installs what is missing, builds everything and runs all tests. Arguments go to ctest:
# `tests/run.sh -L host`. Ends with ctest's summary and its exit code.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../cmake/setup.sh"

# the package with clang's library for fuzzers has clang's version in its name
clang=$(apt-cache depends clang 2>/dev/null | sed -n 's/.*Depends: clang-\([0-9]*\)$/\1/p' | head -n 1) || true
install_missing g++ clang ${clang:+"libclang-rt-$clang-dev"} cmake ninja-build ccache nlohmann-json3-dev libcli11-dev doctest-dev \
    libbenchmark-dev libtbb-dev libopenmpi-dev openmpi-bin \
    python3 python3-dev python3-venv
# A release without -O3, which takes long to compile: columns are compiled with -O2, the rest with -Og.
# (At -Og g++ 12 takes function values, which are empty, for uninitialised.)
flags=${BATT_TEST_FLAGS:--Og -Wno-maybe-uninitialized}
configure_and_build tests -DCMAKE_BUILD_TYPE=Release -DBATT_BUILD_BENCH=OFF -DBATT_TEST_UNITY=ON \
    "-DCMAKE_CXX_FLAGS_RELEASE=$flags -DNDEBUG" "-DCMAKE_CUDA_FLAGS_RELEASE=-O1 -Xcompiler=${flags// /,} -DNDEBUG"
exec ctest --test-dir "$root/build/tests" --output-on-failure --parallel "$(nproc)" "$@"
