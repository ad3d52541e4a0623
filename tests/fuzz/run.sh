#!/bin/sh
# Runs a fuzzer from its corpus for BATT_FUZZ_SECONDS seconds (3).
#   tests/fuzz/run.sh BINARY NEW CORPUS...
# NEW: a folder for the inputs that it finds; the names of those that end it begin with crash-, oom-
# or timeout-.
set -eu
binary=$1 new=$2
shift 2
mkdir -p "$new"
# files in memory: a journal waits for the disk
if [ -w /dev/shm ]; then export TMPDIR=/dev/shm; fi
exec "$binary" -max_total_time="${BATT_FUZZ_SECONDS:-3}" -max_len=4096 -timeout=20 -rss_limit_mb=4096 \
    -print_final_stats=1 -artifact_prefix="$new/" "$new" "$@"
