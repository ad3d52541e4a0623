"""What a program does on one grid, statement by statement."""

from __future__ import annotations

import html
from typing import Any, NamedTuple

import numpy as np

from ._errors import OperationError, Status
from ._pictures import Group, Pictured, drawn, svg_of
from ._programs import Program, Programs
from ._values import Function, Limits, _with_arrays


class Step(NamedTuple):
    """One statement: its text, its operation, what became of it, the statement (from 1) in which its
    failure began, whether an undefined order decided something, its type and its value.

    >>> step = Program("def solve_a(I):\\n    return size(I)\\n").trace([[1, 2]])[0]
    >>> step.text, step.status.name, step.type, step.value
    ('O = size(I)', 'ok', 'integer', 1)
    """

    text: str
    operation: str
    status: Status
    began: int
    tied: bool
    type: str
    value: Any


class Trace(list[Step], Pictured):
    """The statements of a program on one grid. It shows itself in a notebook and a terminal.

    >>> t = Program("def solve_a(I):\\n    return vmirror(I)\\n").trace([[1, 2]])
    >>> t.to_svg().startswith("<svg"), t.to_png()[:4], print(t.to_text(colors="plain"), end="")
      1 O = vmirror(I)
    grid 1x2
    2 1 
    (True, b'\\x89PNG', None)
    """

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

    def _groups(self) -> list[Group]:
        return [
            (f"{k}: {step.text}", self._panels(step))
            for k, step in enumerate(self, 1)
            if isinstance(step.value, np.ndarray)
        ]

    def _panels(self, step: Step) -> list[Any]:
        return [(step.type, step.value, self.expected if step is self[-1] else None)]

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

    def to_text(self, *, colors: str | None = None) -> str:
        """The statements with their values for a terminal: "plain", "palette" or "true_color"; by
        default what the terminal shows."""
        lines = []
        for k, step in enumerate(self, 1):
            lines.append(f"{k:3} {step.text}\n")
            if isinstance(step.value, np.ndarray) and step.value.size:
                lines.append(drawn([("", self._panels(step))], colors))
            else:
                lines.append(f"    {self._said(step)}\n")
        return "".join(lines)

    def __str__(self) -> str:
        return self.to_text().rstrip("\n")

    __repr__ = __str__

    def _repr_html_(self) -> str:
        rows = []
        for k, step in enumerate(self, 1):
            if isinstance(step.value, np.ndarray) and step.value.size:
                shown = svg_of([("", self._panels(step))])
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

    ``expected`` is C and ``demonstrations`` (pairs) are S, for a program that takes them.

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
