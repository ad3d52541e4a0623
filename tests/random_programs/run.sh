#!/usr/bin/env bash
# Runs random programs through card, the compilers and both forms; meant for nightly runs, as compiling
# takes hours.
#
#   tests/random_programs/run.sh [COUNT] [SEED] [TASKS]
#
# Generates COUNT programs (500), builds run_batt with them, and runs each on at most TASKS (40)
# training tasks, in both forms, on the host and, where there is one, on a GPU. A unit of some eight
# programs that does not compile, or not within BATT_UNIT_SECONDS (900), counts as failed and the
# rest goes on. BATT_CUDA=OFF does without nvcc. Ends with a summary, and with exit code 0 if
# everything loads, compiles, is well-typed and agrees.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../cmake/setup.sh"

count=${1:-500}
seed=${2:-$(date +%Y%m%d)}
tasks=${3:-40}
build=$root/build/random_programs
text=$build/programs_$seed.py
echo "$count programs of seed $seed"

install_missing g++ cmake ninja-build ccache nlohmann-json3-dev libcli11-dev python3
mkdir -p "$build"
python3 "$root/tests/random_programs/generate.py" --seed "$seed" --count "$count" >"$text"

launcher="timeout;${BATT_UNIT_SECONDS:-900}"
if command -v ccache >/dev/null; then launcher="$launcher;ccache"; fi
cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE="${BATT_BUILD_TYPE:-Release}" \
    -DCMAKE_CXX_COMPILER_LAUNCHER="$launcher" -DCMAKE_CUDA_COMPILER_LAUNCHER="$launcher" \
    -DBATT_CUDA="${BATT_CUDA:-AUTO}" -DBATT_BUILD_TESTS=OFF -DBATT_BUILD_BENCH=OFF \
    -DBATT_CARD_FILES="$text" >"$build/cmake.log"
units=$build/examples/card_programs
objects=$build/examples/CMakeFiles/card_programs.dir/card_programs
rm -f "$objects"/unit_*.o
cmake --build "$build" --target card >"$build/build.log"
loaded=$("$build/examples/card" --stats --keep-going --group 8 -f "$build/stats.hpp" "$text" 2>&1 |
    sed -n 's/^loaded \([0-9]*\) of.*/\1/p')

# What does not compile leaves no object: a pipeline without programs takes its place.
cmake --build "$build" --target run_batt --parallel "$(nproc)" -- -k 0 >>"$build/build.log" 2>&1 || true
uncompiled=0
for unit in "$units"/unit_*.c*; do
    [ -e "$objects/$(basename "$unit").o" ] && continue
    name=$(sed -n 's/.*entry_\([a-z_0-9]*\)();.*/\1/p' "$unit" | head -1)
    programs=$(sed -n '/^struct/q; s/^\/\/\/ //p' "$units/$name.hpp")
    echo "DOES NOT COMPILE: $(basename "$unit") with $programs"
    uncompiled=$((uncompiled + $(wc -w <<<"$programs")))
    cat >"$unit" <<STUB
#include <batt/exec/compiled_pipeline.hpp>
namespace batt::generated_programs::card_programs {
struct none {
    static constexpr int programs = 0, statements = 0;
    static constexpr bool rays = false, uses_demonstrations = false, uses_expected = false;
    static constexpr program_source sources[] = {{"", "", "", 0, 0, ""}};
    static constexpr statement_use uses[] = {{0, 0, 0}};
    static constexpr const char* operations[] = {""};
    template <class Run>
    static BATT_FN void run(Run& run) {
        (void)run;
    }
};
pipeline_entry entry_$name();
pipeline_entry entry_$name() { return {"$name", &make_pipeline<none>}; }
} // namespace batt::generated_programs::card_programs
STUB
done
[ "$uncompiled" -eq 0 ] || cmake --build "$build" --target run_batt --parallel "$(nproc)" >>"$build/build.log"

# Random programs solve nothing, so the exit code is 1, as it is for a difference. What is well-typed by
# the contract must not be ill-typed here.
different=0
check() {
    local log=$build/$1.log json=$build/$1.json code=0
    shift
    "$build/examples/run_batt" --cross --check --json "$json" "$@" \
        >"$log" 2>&1 || code=$?
    if [ "$code" -gt 1 ] || ! grep -q 'results are equal (100 %)' "$log"; then
        different=$((different + 1))
    fi
    grep -E 'the standard form gives|results are equal' "$log" || tail -3 "$log"
    python3 - "$json" >>"$build/ill_typed" <<'SCRIPT'
import json, sys
report = json.load(open(sys.argv[1]))
for run in report["verdicts"]:
    if "type" in run["status"]:
        print(report["programs"][run["program"]]["name"])
SCRIPT
}
: >"$build/ill_typed"
backends=(host)
if command -v nvidia-smi >/dev/null && nvidia-smi -L >/dev/null 2>&1 &&
    grep -q '^CMAKE_CUDA_COMPILER:' "$build/CMakeCache.txt"; then backends+=(cuda); fi
for backend in "${backends[@]}"; do
    check "examples_$backend" --backend "$backend"
    if [ -d "$root/../shared/arc/training" ]; then
        check "training_$backend" --backend "$backend" -c "$tasks" \
            --tasks "$root/../shared/arc/training"
    fi
done
ill_typed=$(sort -u "$build/ill_typed" | wc -l)
sort -u "$build/ill_typed" | sed 's/^/ILL-TYPED: /'
echo "seed $seed: $loaded of $count programs loaded, $((loaded - uncompiled)) compiled," \
    "$ill_typed ill-typed, $different of the runs on ${backends[*]} with differences"
[ "$loaded" -eq "$count" ] && [ "$uncompiled$ill_typed$different" = 000 ]
