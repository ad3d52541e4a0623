"""What a program does on one grid, statement by statement."""

from __future__ import annotations

import html
from typing import Any, NamedTuple

import numpy as np

from ._errors import OperationError, Status
from ._pictures import drawn, svg_of
from ._programs import Program, Programs
from ._values import Function, Limits, _with_arrays


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

    def __init__(self, steps: Any, name: str, expected: Any, result: Any) -> None:
        super().__init__(steps)
        self.name = name
        self.expected = expected
        self._result = result

    @property
    def status(self) -> Status:
        """What became of the program."""
        return Status(self._result[1])

    @property
    def statement(self) -> int:
        """The statement in which its failure began, from 1; 0 if there is none."""
        return int(self._result[2])

    @property
    def output(self) -> Any:
        """What the program returned, a grid as an array. Raises ``OperationError`` if it failed."""
        return _returned(self.name, *self._result)

    def _groups(self, step: Step) -> list[Any]:
        is_last = step is self[-1]
        compare = self.expected if is_last else None
        return [("", [(step.type, step.value, compare)])]

    @staticmethod
    def _said(step: Step) -> str:
        if step.status != Status.ok:
            return f"{step.status.name}, since statement {step.began}"
        said = repr(step.value)
        if step.value is None and "function" in step.type:
            return step.type
        if isinstance(step.value, frozenset):
            said = "{" + ", ".join(sorted(map(repr, step.value))) + "}"
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
        return Trace, (list(self), self.name, self.expected, self._result)


def _pairs(demonstrations: Any) -> list[Any]:
    return [tuple(p) for p in demonstrations]


def _returned(name: str, value: Any, why: int, statement: int) -> Any:
    if why:
        raise OperationError(f"{name}, statement {statement},", Status(why))
    return _with_arrays(value)


def evaluate(program: Program, grid: Any, limits: Limits) -> Any:
    """What a program returns on a grid."""
    result = program._programs().result(0, grid, None, [], Function, *limits)
    return _returned(program.name, *result)


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
    pairs = _pairs(demonstrations)
    steps = [
        Step(text, operation, Status(why), began, tied, type_, value)
        for text, operation, why, began, tied, type_, value in core.trace(
            0, grid, expected, pairs, *limits
        )
    ]
    return Trace(steps, program.name, expected, core.result(0, grid, expected, pairs, Function, *limits))
