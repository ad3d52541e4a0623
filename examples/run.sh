#!/usr/bin/env bash
# Installs what is missing, builds run_batt and runs it on the tasks that come with batt: it draws
# the tasks and prints a table of the programs, which are text and need no compiler. If there are
# arguments, run_batt gets these instead: `examples/run.sh --programs FOLDER --tasks FOLDER --show`.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../cmake/setup.sh"

install_missing g++ cmake ninja-build nlohmann-json3-dev libcli11-dev
# Only run_batt is compiled here, and nothing for a GPU.
targets=run_batt configure_and_build examples -DCMAKE_BUILD_TYPE=Release -DBATT_CUDA=OFF \
    -DBATT_BUILD_TESTS=OFF -DBATT_BUILD_BENCH=OFF
run_batt=$root/build/examples/examples/run_batt
if [ $# -gt 0 ]; then
    exec "$run_batt" "$@"
fi
exec "$run_batt" --draw
