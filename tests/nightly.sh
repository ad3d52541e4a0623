#!/usr/bin/env bash
# All tests of tests/run.sh, with two minutes for each fuzzer, and with tools and example programs
# compiled as users do.
set -euo pipefail
export BATT_TEST_FLAGS=-O3
export BATT_FUZZ_SECONDS=${BATT_FUZZ_SECONDS:-120}
exec "$(dirname "${BASH_SOURCE[0]}")/run.sh" "$@"
