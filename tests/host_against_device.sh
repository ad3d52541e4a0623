#!/usr/bin/env bash
# Runs at least 10 million random operation calls on the device against the reference on the host:
# `tests/host_against_device.sh [FOLDER_OF_TEST_BINARIES]`. Without a folder the tests are built.
# Prints a line per family and the totals; fails if a call differed or a test failed.
# BATT_TEST_CASES (cases per combination of types), BATT_TEST_SEED and JOBS (processes at once, by default one
# per core) set other numbers.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../cmake/setup.sh"

if [ $# -gt 0 ]; then
    folder=$1
else
    configure_and_build device -DCMAKE_BUILD_TYPE=Release -DBATT_CUDA=ON -DBATT_CUDA_TESTS=ALL \
        -DBATT_BUILD_BENCH=OFF -DBATT_BUILD_EXAMPLES=OFF >&2
    folder=$root/build/device/tests
fi
shopt -s nullglob
tests=("$folder"/test_dsl_*_cuda)
if [ ${#tests[@]} -eq 0 ]; then
    echo "there is no test_dsl_*_cuda in $folder" >&2
    exit 1
fi

# There are some 670 combinations of types.
export BATT_TEST_CASES=${BATT_TEST_CASES:-25000}
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
# run_one TEST: runs it, and prints a line and what went wrong
run_one() {
    local name log code=0 numbers
    name=$(basename "$1")
    log=$logs/$name.log
    "$1" >"$log" 2>&1 || code=$?
    numbers=$(sed -n 's/^calls compared.*: \([0-9]*\), different: \([0-9]*\), too large: \([0-9]*\)$/\1 \2 \3/p' "$log")
    # shellcheck disable=SC2086 # three numbers
    printf '%-28s %10d calls %6d different %8d too large   exit code %d\n' \
        "$name" ${numbers:-0 0 0} "$code"
    [ "$code" -eq 0 ] || grep -v '^\[doctest\] \(doctest\|run\)' "$log" | cut -c1-2000
}
export -f run_one
export logs
printf '%s\0' "${tests[@]}" | xargs -0 -P "${JOBS:-$(nproc)}" -I{} bash -c 'run_one "$1"' _ {} |
    tee "$logs/lines"

read -r calls different too_large failed < <(
    awk '/ calls .* exit code / { c += $2; d += $4; l += $6; f += ($NF != 0) } END { print c + 0, d + 0, l + 0, f + 0 }' \
        "$logs/lines")
echo "total: $calls calls on the device against the reference, $different different," \
     "$too_large too large for the device (capacity), $failed tests failed"
[ "$calls" -ge 10000000 ] || echo "fewer than 10 million calls: raise BATT_TEST_CASES" >&2
[ "$different" -eq 0 ] && [ "$failed" -eq 0 ] && [ "$calls" -ge 10000000 ]
