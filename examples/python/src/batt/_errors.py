"""Exceptions for what can go wrong, with batt's own sentences."""

from __future__ import annotations

import enum

from . import _core


class Status(enum.IntEnum):
    """What became of a program or an operation.

    >>> Status(0).name
    'ok'
    """

    ok = 0  #: there is a value
    empty = 1  #: a non-empty argument was needed
    not_found = 2  #: no element qualified
    out_of_range = 3  #: a location outside the grid
    divide_by_zero = 4  #: a divisor was 0
    domain = 5  #: the argument is not acceptable
    capacity = 6  #: more steps or memory than the limits allow, or than columns have (``last_tier=False``, ``unmatchable=False``)
    type = 7  #: an ill-typed call


assert [s.name for s in Status] == list(_core.statuses)


class ProgramError(ValueError):
    """A program that cannot be read.

    ``file``, ``line`` and ``column`` (from 1) say where, ``message`` what is wrong.

    >>> str(ProgramError("a.py", 3, 7, "expected a name"))
    'a.py:3:7: expected a name'
    """

    def __init__(self, file: str, line: int, column: int, message: str) -> None:
        place = f"{file}:{line}:{column}: " if line else (f"{file}: " if file else "")
        super().__init__(place + message)
        self.file = file
        self.line = line
        self.column = column
        self.message = message

    def __reduce__(self) -> tuple[type[ProgramError], tuple[str, int, int, str]]:
        return ProgramError, (self.file, self.line, self.column, self.message)


class OperationError(ValueError):
    """An operation that has no value for its arguments; ``status`` says why.

    >>> import batt
    >>> try:
    ...     batt.first(())
    ... except batt.OperationError as error:
    ...     print(error.status.name)
    empty
    """

    def __init__(self, operation: str, status: Status) -> None:
        super().__init__(f"{operation} has no value here: {status.name}")
        self.operation = operation
        self.status = status

    def __reduce__(self) -> tuple[type[OperationError], tuple[str, Status]]:
        return OperationError, (self.operation, self.status)
