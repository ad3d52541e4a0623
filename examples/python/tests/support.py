"""Programs and grids that several tests use, and a way to run a script in its own process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import batt
import numpy as np
import numpy.typing as npt

Grid = npt.NDArray[np.int8]

SOURCE = """
def solve_mirror(I):
    return vmirror(I)


def solve_twice(I):
    x1 = hconcat(I, I)
    O = vconcat(x1, x1)
    return O


def solve_least(I):
    x1 = objects(I, T, F, T)
    x2 = argmin(x1, size)
    O = subgrid(x2, I)
    return O


def solve_count(I):
    x1 = objects(I, T, F, T)
    return size(x1)


def solve_recolor(I):
    x1 = mostcolor(I)
    x2 = leastcolor(I)
    O = switch(I, x1, x2)
    return O
"""


def function(name: str, *statements: str) -> str:
    """The text of a function of a grid; its last statement is what it returns."""
    *before, last = statements
    return f"def {name}(I):\n" + "".join(f"    {x}\n" for x in [*before, f"return {last}"])


def programs() -> batt.Programs:
    read = batt.parse(SOURCE)
    assert not read.errors
    return read


def random_grids(seed: int, count: int, largest: int = 10) -> list[Grid]:
    random = np.random.default_rng(seed)
    shapes = random.integers(1, largest + 1, (count, 2))
    return [random.integers(0, 4, shape).astype(np.int8) for shape in shapes]


def same_arrays(a: dict[str, Any], b: dict[str, Any]) -> bool:
    """Whether two reports have equal arrays."""
    return list(a) == list(b) and all(np.array_equal(a[k], b[k]) for k in a)


def output(report: batt.Report, program: int, sample: int = 0) -> Grid:
    """The output of a program on a sample, which must be a grid."""
    got = report.outputs(program)[sample]
    assert got is not None
    return got


def run_script(text: str, *arguments: str, timeout: float = 30) -> subprocess.CompletedProcess[str]:
    """Runs a script in its own process, which finds the package where this one does."""
    path = str(Path(batt.__file__).parents[1])
    start = f"import sys; sys.path.insert(0, {path!r})\n"
    return subprocess.run(
        [sys.executable, "-c", start + text, *arguments],
        capture_output=True,
        text=True,
        timeout=timeout,
    )
