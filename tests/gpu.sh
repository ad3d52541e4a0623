#!/usr/bin/env bash
# All that needs a GPU, in one go: tests, random calls, example programs, sanitizers, benchmarks.
#
#   tests/gpu.sh [BUILD] [LOGS] [TASKS]
#
# BUILD (build/gpu) is built first if it has no binaries; a folder of binaries alone (test_*_cuda,
# conformance_cuda with generated/ beside it, run_batt_compiled, bench_cuda), built elsewhere, will do. LOGS
# (BUILD/logs) gets a file per step. TASKS: a folder or file of tasks besides those in examples/tasks.
# STEPS="tests calls programs sanitizers benchmarks" names the steps to run. Where nothing is timed, JOBS
# processes share the GPU (by default as many as there are cores, 6 at most: each holds room for the arenas
# of all its threads). A message says which binaries are missing. Ends with 1 if a step failed.
set -uo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../cmake/setup.sh"

build=${1:-$root/build/gpu}
logs=${2:-$build/logs}
tasks=${3:-$root/../shared/arc/training}
steps=${STEPS:-tests calls programs sanitizers benchmarks}
cores=$(nproc)
jobs=${JOBS:-$((cores < 6 ? cores : 6))}
mkdir -p "$logs"
if [ -z "$(find "$build" -maxdepth 3 -name 'test_*_cuda' -type f -print -quit 2>/dev/null)" ]; then
    configure_and_build gpu -DCMAKE_BUILD_TYPE=Release -DBATT_CUDA_TESTS=ALL \
        -DBATT_CONFORMANCE=ALL || exit 1
fi
wanted() { [[ " $steps " == *" $1 "* ]]; }
binary() {
    local found
    found=$(find "$build" -maxdepth 3 -name "$1" -type f -perm -u+x -print -quit)
    [ -n "$found" ] && echo "$found" || { echo "no $1 in $build" >&2 && false; }
}

# step NAME COMMAND...: runs it, keeps what it prints, and says how it ended and how long it took.
step() {
    local name=$1 start=$SECONDS result=ok
    shift
    "$@" >"$logs/$name.log" 2>&1 || result="FAILED ($?)"
    printf '%-44s %-14s %4d s\n' "$name" "$result" $((SECONDS - start)) | tee -a "$logs/summary.txt"
}
export -f step
export logs
: >"$logs/summary.txt"

# later NAME COMMAND...: adds a step to those that `together` runs, several at a time.
queue=()
later() { queue+=("$(printf '%q ' "$@")"); }
together() {
    [ ${#queue[@]} -eq 0 ] || printf '%s\0' "${queue[@]}" | xargs -0 -P "$jobs" -I{} bash -c 'step {}'
    queue=()
}

# The test of errors runs alone: it takes all of the device's memory for a while, and asks for more than there is.
mapfile -t tests < <(find "$build" -maxdepth 3 -name 'test_*_cuda' ! -name test_mega_batch_errors_cuda \
    -type f -perm -u+x | sort)
if wanted tests; then
    for test in "${tests[@]}"; do
        later "$(basename "$test")" "$test"
    done
    test=$(binary conformance_cuda) && later conformance "$test" "$(dirname "$test")/generated"
    together
    test=$(binary test_mega_batch_errors_cuda) && step test_mega_batch_errors_cuda "$test"
fi

if wanted calls && test=$(binary test_dsl_mirror_cuda); then
    step host_against_device "$root/tests/host_against_device.sh" "$(dirname "$test")"
    tail -n 1 "$logs/host_against_device.log"
fi

run_batt=$(binary run_batt_compiled)
if wanted programs && [ -n "$run_batt" ]; then
    step examples "$run_batt" --backend cuda --check --tasks "$root/examples/tasks"
    if [ -e "$tasks" ]; then
        step programs "$run_batt" --tasks "$tasks" --backend cuda --json "$logs/cuda.json"
        step programs_host "$run_batt" --tasks "$tasks" --backend host --json "$logs/host.json"
        step forms "$run_batt" --check --tasks "$tasks" --backend cuda
        step definition "$run_batt" --programs "$root/examples/programs" --check --tasks "$tasks" \
            --backend cuda
        step forms_timing "$run_batt" --check --timing --repeat 2000 --tasks "$tasks" --backend cuda
    fi
fi

# Kernels use no shared memory, so racecheck has little to check, and is quick.
if wanted sanitizers && command -v compute-sanitizer >/dev/null; then
    for tool in memcheck initcheck synccheck racecheck; do
        for test in "${tests[@]}"; do
            later "${tool}_$(basename "$test")" env BATT_TEST_CASES=60 \
                compute-sanitizer --tool $tool --error-exitcode 9 "$test"
        done
        [ -n "$run_batt" ] && later "${tool}_run_batt" compute-sanitizer --tool $tool \
            --error-exitcode 9 "$run_batt" --backend cuda --tasks "$root/examples/tasks"
    done
    together
elif wanted sanitizers; then
    echo "compute-sanitizer is not found"
fi

if wanted benchmarks && bench=$(binary bench_cuda); then
    step bench "$bench" --benchmark_out="$logs/bench.json" --benchmark_out_format=json
fi
if wanted benchmarks && bench=$(binary bench_columns); then
    step bench_columns "$bench" --benchmark_filter=GPU --benchmark_out="$logs/columns.json" \
        --benchmark_out_format=json
fi

! grep -q FAILED "$logs/summary.txt"
