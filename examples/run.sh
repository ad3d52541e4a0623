#!/usr/bin/env bash
# Installs what is missing, builds run_batt and runs it on the tasks that come with batt: a table of
# the programs, then all of them merged, both forms checked against each other and timed. Arguments
# go to one run_batt instead: `examples/run.sh --tasks FOLDER --timing`.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../cmake/setup.sh"

install_missing g++ cmake ninja-build ccache nlohmann-json3-dev libcli11-dev
configure_and_build examples -DCMAKE_BUILD_TYPE=Release \
    -DBATT_BUILD_TESTS=OFF -DBATT_BUILD_BENCH=OFF
run_batt=$root/build/examples/examples/run_batt
if [ $# -gt 0 ]; then
    exec "$run_batt" "$@"
fi
"$run_batt"
exec "$run_batt" --mega-batch --check-forms --timing --repeat 1000
