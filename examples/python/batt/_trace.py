"""What a program does on one grid, statement by statement."""

from __future__ import annotations

import html
from typing import Any, NamedTuple

import numpy as np

from ._errors import OperationError, Status
from ._pictures import drawn, svg_of
from ._programs import Program, Programs
from ._values import Limits


class Step(NamedTuple):
    """One statement: its text, its operation, what became of it, the statement (from 1) in which a
    failure began, whether an order that is not defined decided something, and type and value."""

    text: str
    operation: str
    status: Status
    began: int
    tied: bool
    type: str
    value: Any


class Trace(list[Step]):
    """The statements of a program on one grid. It shows itself in a notebook and a terminal."""

    def __init__(self, steps: Any, name: str, expected: Any) -> None:
        super().__init__(steps)
        self.name = name
        self.expected = expected

    @property
    def status(self) -> Status:
        """What became of the program."""
        return self[-1].status if self else Status.ok

    @property
    def output(self) -> Any:
        """The value of the last statement. Raises ``OperationError`` where it failed."""
        if self.status != Status.ok:
            raise OperationError(f"{self.name}, statement {self[-1].began},", self.status)
        return self[-1].value

    def _groups(self, step: Step) -> list[Any]:
        is_last = step is self[-1]
        compare = self.expected if is_last else None
        return [("", [(step.type, step.value, compare)])]

    @staticmethod
    def _said(step: Step) -> str:
        if step.status != Status.ok:
            return f"{step.status.name}, since statement {step.began}"
        said = repr(step.value)
        return f"{step.type} {said if len(said) <= 120 else said[:117] + '...'}".strip()

    def __str__(self) -> str:
        lines = []
        for k, step in enumerate(self, 1):
            lines.append(f"{k:3} {step.text}")
            if isinstance(step.value, np.ndarray) and step.value.size:
                lines.append(drawn(self._groups(step)).rstrip("\n"))
            else:
                lines.append("    " + self._said(step))
        return "\n".join(lines)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        rows = []
        for k, step in enumerate(self, 1):
            if isinstance(step.value, np.ndarray) and step.value.size:
                shown = svg_of(self._groups(step))
            else:
                shown = html.escape(self._said(step))
            rows.append(
                f"<tr><td>{k}</td><td><code>{html.escape(step.text)}</code></td><td>{shown}</td></tr>"
            )
        return "<table>" + "".join(rows) + "</table>"

    def __reduce__(self) -> Any:
        return Trace, (list(self), self.name, self.expected)


def trace(
    program: Program | Programs,
    grid: Any,
    expected: Any = None,
    demonstrations: Any = (),
    *,
    limits: Limits = Limits(),
) -> Trace:
    """What each statement of a program gives on a grid.

    ``expected`` is C, ``demonstrations`` (pairs) S of a program that takes them.

    >>> import batt
    >>> t = trace(batt.Program("def solve_a(I):\\n    x1 = height(I)\\n    return hupscale(I, x1)"), [[1, 2]])
    >>> [s.operation for s in t], t.output.shape
    (['height', 'hupscale'], (1, 2))
    """
    if isinstance(program, Programs):
        if len(program) != 1:
            raise ValueError(f"a trace is of one program, not of {len(program)}")
        program = program[0]
    core = program._programs()
    pairs = [(p[0], p[1]) if isinstance(p, (tuple, list)) else (p.input, p.output) for p in demonstrations]
    steps = [
        Step(text, operation, Status(why), began, tied, type_, value)
        for text, operation, why, began, tied, type_, value in core.trace(
            0, grid, expected, pairs, *limits
        )
    ]
    return Trace(steps, program.name, expected)
