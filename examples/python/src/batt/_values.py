"""The operations of the DSL on plain values of Python and numpy."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from . import _core
from ._errors import OperationError, Status


class Limits(NamedTuple):
    """What a program or an operation may take on one sample when it runs by definition; if it takes
    more, it ends with ``Status.capacity``. Traces, ``p(grid)`` and single operations run by definition,
    and in ``run`` what has no column form or is too large for columns. Columns have no limits but their
    memory.

    ``steps``: how many elements are looked at. ``bytes``: memory of values that exist at the same time.

    >>> Limits().steps
    1000000
    """

    steps: int = 1_000_000
    bytes: int = 1 << 28


class Function:
    """A function of the DSL: an operation, or one that ``compose``, ``lbind``, ... made.

    It is called with values and can be an argument of an operation.

    >>> import batt
    >>> batt.compose(batt.double, batt.increment)(4)
    10
    """

    def __init__(self, name: str, parts: tuple[Any, ...] | None = None) -> None:
        self.name = name
        self.parts = parts
        arity = _arity.get(name)
        plural = "" if arity == 1 else "s"
        self.__doc__ = f"The operation {name} of {arity} argument{plural}." if parts is None else None

    @property
    def __batt_function__(self) -> tuple[Any, ...]:
        return (self.name,) if self.parts is None else (self.name, self.parts)

    def __call__(self, *arguments: Any, limits: Limits = Limits()) -> Any:
        if self.parts is None:
            return call(self.name, *arguments, limits=limits)
        value, why = _core.call_function(self, arguments, Function, *limits)
        return _result(self.name, value, why, arguments)

    def __repr__(self) -> str:
        if self.parts is None:
            return f"batt.{self.name}"
        return f"batt.{self.name}({', '.join(map(repr, self.parts))})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Function) and self.__batt_function__ == other.__batt_function__

    def __hash__(self) -> int:
        return hash(self.__batt_function__)

    def __reduce__(self) -> tuple[Any, ...]:
        return Function, (self.name, self.parts)


_arity: dict[str, int] = dict(_core.operations)

#: Each operation by its name.
operations: dict[str, Function] = {name: Function(name) for name in _arity}

#: The constants of the DSL by their names: numbers, truth values and directions.
constants: dict[str, Any] = {
    name: bool(value) if name in ("T", "F") else value for name, value in _core.constants.items()
}


def call(operation: str, *arguments: Any, limits: Limits = Limits()) -> Any:
    """The value of an operation of the DSL, by its name.

    Arguments are integers, truth values, tuples (lists count as tuples), sets, ``None``, functions
    of the DSL and grids: arrays of numpy with two dimensions, or tuples of rows. What comes back is
    of the same kinds; where an argument was an array, grids come back as arrays of int8. A truth value
    is True or False where its static type is known to be boolean; among values of several types, and
    where an operation got arguments that its signature does not name, it is 1 or 0, which is the same
    to the DSL.

    Raises ``KeyError`` for an unknown name, ``TypeError`` and ``ValueError`` for what is no value of
    the DSL, ``OperationError`` where the operation has no value.

    >>> call("add", 2, (3, 4))
    (5, 6)
    >>> call("vmirror", ((1, 2), (3, 4)))
    ((2, 1), (4, 3))
    >>> call("even", 2), call("astuple", True, 1)
    (True, (True, 1))
    """
    if operation not in _arity:
        raise KeyError(f"there is no operation {operation}")
    if len(arguments) != _arity[operation]:
        raise TypeError(
            f"{operation} takes {_arity[operation]} arguments, not {len(arguments)}"
        )
    value, why = _core.call(operation, arguments, Function, *limits)
    return _result(operation, value, why, arguments)


def _result(what: str, value: Any, why: int, arguments: tuple[Any, ...]) -> Any:
    if why:
        raise OperationError(what, Status(why))
    if any(isinstance(a, np.ndarray) and a.ndim == 2 for a in arguments):
        return _with_arrays(value)
    return value


def _with_arrays(value: Any) -> Any:
    """A value with its grids as arrays."""
    if not isinstance(value, tuple):
        return value
    if _is_grid(value):
        return np.array(value, dtype=np.int8)
    return tuple(_with_arrays(x) for x in value)


def _is_grid(value: tuple[Any, ...]) -> bool:
    if not value or not isinstance(value[0], tuple) or not value[0]:
        return False
    width = len(value[0])
    return all(
        isinstance(row, tuple)
        and len(row) == width
        and all(type(x) is int and -128 <= x <= 127 for x in row)
        for row in value
    )
