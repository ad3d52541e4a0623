#!/usr/bin/env bash
# Checks that the sources are formatted as .clang-format says, by the clang-format that
# .pre-commit-config.yaml names.
#   tests/format.sh WORK
# WORK: a folder to install it in. The exit code is 77 if it cannot be installed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
wanted=$(sed -n 's/.*\[\(clang-format==[0-9.]*\)\].*/\1/p' .pre-commit-config.yaml)
if [ ! -x "$1/bin/clang-format" ] || [ "$(cat "$1/version")" != "$wanted" ]; then
    { python3 -m venv --clear "$1" && "$1/bin/pip" install -q "$wanted"; } || {
        echo "The format is not checked: $wanted cannot be installed."
        exit 77
    }
    echo "$wanted" >"$1/version"
fi
find include tests bench examples \( -name '*.hpp' -o -name '*.cpp' -o -name '*.cu' \) -print0 |
    xargs -0 "$1/bin/clang-format" --dry-run -Werror --style=file
