#!/usr/bin/env bash
# Installs what is missing, builds run_batt and runs it on the tasks that come with batt: the tasks
# drawn, then a table of the programs, which are text and run at once. Arguments go to run_batt
# instead: `examples/run.sh --programs FOLDER --tasks FOLDER --show`.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../cmake/setup.sh"

install_missing g++ cmake ninja-build nlohmann-json3-dev libcli11-dev
# Nothing is compiled for a GPU here, and nothing but run_batt.
targets=run_batt configure_and_build examples -DCMAKE_BUILD_TYPE=Release -DBATT_CUDA=OFF \
    -DBATT_BUILD_TESTS=OFF -DBATT_BUILD_BENCH=OFF
run_batt=$root/build/examples/examples/run_batt
if [ $# -gt 0 ]; then
    exec "$run_batt" "$@"
fi
exec "$run_batt" --draw
