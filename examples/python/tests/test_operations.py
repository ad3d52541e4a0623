"""Every operation gives the results that were recorded for it."""

from __future__ import annotations

from typing import Any

import batt
import numpy as np
import pytest

from conftest import vectors_folder
from recorded import Call, alike, makers_in, plain, read_calls, value_of

CALLS = read_calls(vectors_folder(), most=150)
#: Calls that make functions: an operation, its arguments, an argument for the function, its value.
MADE: list[tuple[str, tuple[Any, ...], int, int]] = [
    ("compose", (batt.double, batt.increment), 4, 10),
    ("chain", (batt.double, batt.increment, batt.halve), 8, 10),
    ("matcher", (batt.double, 6), 3, True),
    ("matcher", (batt.double, 6), 4, False),
    ("fork", (batt.add, batt.double, batt.increment), 5, 16),
    ("power", (batt.double, 3), 5, 40),
    ("lbind", (batt.subtract, 10), 3, 7),
    ("rbind", (batt.subtract, 10), 3, -7),
]


def outcome(operation: Any, arguments: list[Any]) -> Any:
    """The value of a call, or the status that it ends with."""
    try:
        return operation(*arguments)
    except batt.OperationError as error:
        assert error.status != batt.Status.ok
        return error.status


def is_recorded(call: Call, got: Any) -> bool:
    if "error" in call:
        # On values without static types, index gives None outside the grid.
        if call["op"] == "index" and call["error"] == "none":
            return got is None
        return isinstance(got, batt.Status)
    return not isinstance(got, batt.Status) and alike(plain(got), value_of(call["result"]))


def test_all_operations_are_covered() -> None:
    assert len(batt.operations) == 160
    assert set(CALLS) | {name for name, *_ in MADE} == set(batt.operations)
    used = set().union(*(makers_in(c["args"]) for calls in CALLS.values() for c in calls))
    assert used >= {"chain", "compose", "fork", "lbind", "matcher", "rbind"}


@pytest.mark.parametrize("name", sorted(CALLS))
def test_recorded_calls(name: str) -> None:
    for call in CALLS[name]:
        arguments = [value_of(a) for a in call["args"]]
        got = outcome(lambda *a: batt.call(name, *a), arguments)
        assert is_recorded(call, got), (call, got)
        assert outcome(getattr(batt, name), arguments) == got


def takes_a_grid(name: str) -> bool:
    return any(a["type"] == "grid" for call in CALLS[name] for a in call["args"])


@pytest.mark.parametrize("name", sorted(filter(takes_a_grid, CALLS)))
def test_recorded_calls_on_arrays(name: str) -> None:
    for call in CALLS[name]:
        arguments = [value_of(a, arrays=True) for a in call["args"]]
        if not any(isinstance(a, np.ndarray) for a in arguments):
            continue
        got = outcome(getattr(batt, name), arguments)
        assert is_recorded(call, got), (call, got)
        if call.get("result", {}).get("type") == "grid" and got.__class__ is not tuple:
            assert got.dtype == np.int8 and got.ndim == 2


@pytest.mark.parametrize(("name", "parts", "argument", "expected"), MADE)
def test_functions_that_operations_make(
    name: str, parts: tuple[Any, ...], argument: int, expected: int
) -> None:
    made = batt.call(name, *parts)
    assert isinstance(made, batt.Function)
    assert alike(made(argument), expected)
    assert getattr(batt, name)(*parts) == made


def test_unknown_name_is_an_error() -> None:
    with pytest.raises(KeyError, match="there is no operation wmirror"):
        batt.call("wmirror", ((1,),))
    with pytest.raises(AttributeError, match="wmirror"):
        getattr(batt, "wmirror")


@pytest.mark.parametrize("name", ["vmirror", "add", "objects"])
def test_wrong_count_of_arguments_is_an_error(name: str) -> None:
    with pytest.raises(TypeError, match=f"{name} takes"):
        batt.call(name)
    with pytest.raises(TypeError, match=f"{name} takes"):
        batt.call(name, *range(9))


@pytest.mark.parametrize(
    ("name", "arguments", "status"),
    [
        ("first", ((),), "empty"),
        ("divide", (3, 0), "divide_by_zero"),
        ("vmirror", (3,), "type"),
        ("power", (batt.double, -1), "domain"),
        ("hupscale", (((1,),), 100_000_000), "capacity"),
    ],
)
def test_statuses(name: str, arguments: tuple[Any, ...], status: str) -> None:
    with pytest.raises(batt.OperationError) as caught:
        batt.call(name, *arguments)
    assert caught.value.status.name == status
    assert caught.value.operation == name
    assert name in str(caught.value)


def test_limits_end_a_call() -> None:
    grid = np.zeros((30, 30), np.int8)
    with pytest.raises(batt.OperationError) as caught:
        batt.objects(grid, False, False, False, limits=batt.Limits(steps=10))
    assert caught.value.status == batt.Status.capacity
    assert len(batt.objects(grid, False, False, False)) == 1


def test_operations_and_constants_are_attributes() -> None:
    listed = dir(batt)
    for name in [*batt.operations, *batt.constants]:
        assert name in listed
        assert getattr(batt, name) is not None
    assert batt.constants["T"] is True and batt.constants["F"] is False
    assert batt.constants["DOWN_LEFT"] == (1, -1)
