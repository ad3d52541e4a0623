"""batt: runs ARC solver programs over batches of grids, on all cores and on GPUs.

>>> import batt
>>> programs = batt.parse("def solve_a(I):\\n    return vmirror(I)\\n")
>>> batt.run(programs, [[[1, 2]]], [[[2, 1]]]).solved.tolist()
[True]

Each operation of the DSL is a function here, too: ``batt.vmirror(grid)``.
"""

from __future__ import annotations

from typing import Any

from . import _core
from ._errors import OperationError, ProgramError, Status
from ._help import help
from ._pictures import colors, to_png, to_svg, to_text
from ._programs import Program, Programs, Value, load, parse
from ._run import Device, Report, devices, run
from ._submission import Score, score, submission
from ._tasks import Pair, Task, Tasks, tasks
from ._trace import Step, Trace, trace
from ._values import Function, Limits, call, constants, operations

__version__ = ".".join(
    str(_core.version // 10**k % 100) for k in (4, 2, 0)
)

__all__ = [
    "Device", "Function", "Limits", "OperationError", "Pair", "Program", "ProgramError", "Programs",
    "Report", "Score", "Status", "Step", "Task", "Tasks", "Trace", "Value", "call", "colors",
    "constants", "devices", "help", "load", "operations", "parse", "run", "score", "submission", "tasks",
    "to_png", "to_svg", "to_text", "trace",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name in operations:
        return operations[name]
    if name in constants:
        return constants[name]
    raise AttributeError(f"module 'batt' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, *operations, *constants])
