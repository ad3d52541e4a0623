#!/usr/bin/env bash
# Lays out a CUDA 12 toolkit in a folder, from packages of Debian 13 that it does not install: only
# nvcc, what it runs, its headers and its runtime as a static library, without CCCL.
#   examples/python/cuda12.sh FOLDER
# It downloads some 1 GB, of which 150 MB stay. The compiler is FOLDER/bin/nvcc.
set -euo pipefail
[ $# -eq 1 ] || { echo "usage: $0 FOLDER" >&2; exit 2; }
mkdir -p "$1"
to=$(cd "$1" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# The mirror of this machine, with the part of Debian 13 that holds CUDA.
site=$(apt-get indextargets --format '$(SITE)' | grep '/debian/\?$' | head -n 1)
[ -n "$site" ] || { echo "This machine has no mirror of Debian." >&2; exit 1; }
mkdir -p "$scratch/lists/partial" "$scratch/cache/archives/partial"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $site trixie non-free" \
    >"$scratch/sources.list"
# when root runs apt, it downloads as a user who cannot write here
apt=(apt-get -qq -o APT::Sandbox::User=root -o "Dir::Etc::sourcelist=$scratch/sources.list"
     -o Dir::Etc::sourceparts=/nonexistent -o "Dir::State::Lists=$scratch/lists"
     -o "Dir::Cache=$scratch/cache")
"${apt[@]}" update
cd "$scratch"
"${apt[@]}" download nvidia-cuda-toolkit nvidia-cuda-dev
for package in nvidia-cuda-*.deb; do
    dpkg-deb --fsys-tarfile "$package" |
        tar -x --wildcards ./usr/bin ./usr/lib/nvidia-cuda-toolkit ./usr/include \
            '*/libcudart_static.a' '*/libcudadevrt.a' 2>/dev/null || true # not every package has all of these
done

mkdir -p "$to/bin" "$to/nvvm/bin" "$to/nvvm/libdevice" "$to/lib64"
tools=usr/lib/nvidia-cuda-toolkit
cp usr/bin/{cudafe++,ptxas,fatbinary,nvlink,bin2c,cuobjdump,__nvcc_device_query} "$to/bin"
cp -r "$tools/bin/nvcc" "$tools/bin/crt" "$to/bin"
cp "$tools/bin/cicc" "$to/nvvm/bin"
cp "$tools"/libdevice/* "$to/nvvm/libdevice"
cp usr/lib/*/libcuda*.a "$to/lib64"
cp -r usr/include "$to"
cat >"$to/bin/nvcc.profile" <<'PROFILE'
TOP = $(_HERE_)/..
CICC_PATH = $(TOP)/nvvm/bin
NVVMIR_LIBRARY_DIR = $(TOP)/nvvm/libdevice
PATH += $(CICC_PATH):$(_HERE_):
INCLUDES += "-I$(TOP)/include" $(_SPACE_)
LIBRARIES =+ $(_SPACE_) "-L$(TOP)/lib64"
PROFILE
"$to/bin/nvcc" --version | tail -n 2
