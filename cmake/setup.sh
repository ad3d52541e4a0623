# What examples/run.sh, tests/run.sh and other scripts share; they may run on a machine where nothing is
# installed yet.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# A toolkit that is installed but not on PATH counts, too.
if ! command -v nvcc >/dev/null && [ -x /usr/local/cuda/bin/nvcc ]; then
    PATH=$PATH:/usr/local/cuda/bin
fi

# install_missing PACKAGE...: installs those Debian packages that are not there yet. If that is not
# possible, the build goes on: it says what it lacks, and some packages are optional.
install_missing() {
    local missing=() package as_root=()
    command -v apt-get >/dev/null || return 0
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
            missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "Not installed, as that needs root: ${missing[*]}" >&2
            return 0
        fi
        as_root=(sudo)
    fi
    echo "Installing ${missing[*]}"
    "${as_root[@]}" apt-get update -qq &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null ||
        echo "apt-get failed; the build goes on with what is installed" >&2
}

# configure_and_build FOLDER OPTION...: builds everything, or what $targets names, in build/FOLDER with
# all cores.
configure_and_build() {
    local folder=$root/build/$1 launchers=()
    shift
    if command -v ccache >/dev/null; then
        launchers=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache -DCMAKE_CUDA_COMPILER_LAUNCHER=ccache)
        # what is not in the cache is then compiled directly, without a separate preprocessing before
        export CCACHE_DEPEND=1
    fi
    cmake -S "$root" -B "$folder" -G Ninja "${launchers[@]}" "$@" &&
        cmake --build "$folder" --parallel "$(nproc)" ${targets:+--target $targets}
}
