#!/usr/bin/env bash
# Installs what is missing, builds run_batt and runs it on the tasks that come with batt. Arguments
# go to run_batt: `examples/run.sh --tasks FOLDER --timing`.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../cmake/setup.sh"

install_missing g++ cmake ninja-build ccache nlohmann-json3-dev libcli11-dev
configure_and_build examples -DCMAKE_BUILD_TYPE=Release \
    -DBATT_BUILD_TESTS=OFF -DBATT_BUILD_BENCH=OFF
exec "$root/build/examples/examples/run_batt" "$@"
