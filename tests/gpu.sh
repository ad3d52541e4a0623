#!/usr/bin/env bash
# Everything that wants a GPU, in one go: tests, sanitizers, example programs, benchmarks.
#
#   tests/gpu.sh [BUILD] [LOGS] [TASKS]
#
# BUILD (build/gpu) is built first if it is a CMake build folder; a folder of binaries alone
# (test_*_cuda, run_batt, bench_cuda), built elsewhere, will do. LOGS (BUILD/logs) gets a file a
# step. TASKS: a folder or file of tasks beside those in examples/tasks. Steps that a binary is
# missing for are named; ends with a line a step and 1 if one failed.
set -uo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../cmake/setup.sh"

build=${1:-$root/build/gpu}
logs=${2:-$build/logs}
tasks=${3:-$root/../shared/arc/training}
mkdir -p "$logs"
if [ ! -d "$build" ] || [ -z "$(find "$build" -maxdepth 3 -name 'test_*_cuda' -print -quit)" ]; then
    configure_and_build gpu -DCMAKE_BUILD_TYPE=Release -DBATT_CUDA_TESTS=ALL || exit 1
fi

failed=0
summary=()
# step NAME COMMAND...: runs it, keeps what it prints, and notes how it ended and how long it took.
step() {
    local name=$1 start=$SECONDS result=ok
    shift
    "$@" >"$logs/$name.log" 2>&1 || { result="FAILED ($?)" && failed=1; }
    summary+=("$(printf '%-40s %-14s %4d s' "$name" "$result" $((SECONDS - start)))")
    echo "${summary[-1]}"
}
binary() { find "$build" -maxdepth 3 -name "$1" -type f -perm -u+x -print -quit; }

for test in $(find "$build" -maxdepth 3 -name 'test_*_cuda' -type f -perm -u+x | sort); do
    step "$(basename "$test")" "$test"
done

run_batt=$(binary run_batt)
if [ -n "$run_batt" ]; then
    step examples "$run_batt" --mega-batch --backend cuda --check-forms --tasks "$root/examples/tasks"
    if [ -e "$tasks" ]; then
        step programs "$run_batt" --tasks "$tasks" --backend cuda --json "$logs/cuda.json"
        step programs_host "$run_batt" --tasks "$tasks" --backend host --json "$logs/host.json"
        step forms "$run_batt" --mega-batch --check-forms --timing --repeat 2000 --tasks "$tasks" \
            --backend cuda
    fi
else
    echo "no run_batt in $build"
fi

# No shared memory is used, so racecheck has little to look at; it is quick.
if command -v compute-sanitizer >/dev/null; then
    for tool in memcheck initcheck synccheck racecheck; do
        for test in test_kernel_cuda test_mega_batch_cuda test_own_operation_cuda test_program_cuda; do
            path=$(binary $test)
            [ -n "$path" ] && step "${tool}_$test" compute-sanitizer --tool $tool \
                --error-exitcode 9 "$path"
        done
        [ -n "$run_batt" ] && step "${tool}_run_batt" compute-sanitizer --tool $tool \
            --error-exitcode 9 "$run_batt" --backend cuda --tasks "$root/examples/tasks"
    done
else
    echo "no compute-sanitizer"
fi

bench=$(binary bench_cuda)
if [ -n "$bench" ]; then
    step bench "$bench" --benchmark_out="$logs/bench.json" --benchmark_out_format=json
else
    echo "no bench_cuda in $build"
fi

printf '\n%s\n' "${summary[@]}"
exit $failed
