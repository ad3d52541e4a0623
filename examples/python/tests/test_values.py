"""Values of Python and numpy as arguments of operations, and what comes back."""

from __future__ import annotations

import pickle
from typing import Any

import batt
import numpy as np
import pytest

from recorded import alike
from support import run_script

INTEGERS = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]
ROWS = np.arange(12).reshape(3, 4) % 10
WRONG: tuple[type[Exception], ...] = (TypeError, ValueError)


@pytest.mark.parametrize(
    "value",
    [
        0,
        -7,
        2**31 - 1,
        -(2**31),
        (),
        (1,),
        (1, 2),
        (-1, -2),
        (1, 2, 3),
        ((1, 2), (3, 4)),
        (1, (2, 3)),
        ((1, (2, 3)), (4, (5, 6))),
        frozenset(),
        frozenset({1, 2, 3}),
        frozenset({(1, 2), (3, 4)}),
        frozenset({(5, (1, 2)), (5, (3, 4))}),
        frozenset({frozenset({(5, (1, 2))}), frozenset({(6, (0, 0))})}),
        (frozenset({1}), frozenset()),
        (((1, 2), (3, 4)), ((5,),)),
        None,
        (None, 1),
    ],
    ids=repr,
)
def test_plain_values_come_back(value: Any) -> None:
    assert batt.identity(value) == value
    assert type(batt.identity(value)) is type(value)


@pytest.mark.parametrize(
    ("given", "back"),
    [
        (True, True),
        (False, False),
        ([1, 2], (1, 2)),
        ([[1, 2], [3, 4]], ((1, 2), (3, 4))),
        ({1, 2}, frozenset({1, 2})),
        (range(3), (0, 1, 2)),
        (np.int64(5), 5),
        (np.uint8(255), 255),
        (np.bool_(True), True),
        (np.array([True, False]), (True, False)),
        ([True, 2], (True, 2)),
        ((0, 1, 1), (0, 1, 1)),
        ((None, True), (None, 1)),  # where types differ, nothing is known
        ((np.int8(1), np.int16(2)), (1, 2)),
    ],
    ids=repr,
)
def test_values_that_count_as_plain_ones(given: Any, back: Any) -> None:
    assert alike(batt.identity(given), back)


@pytest.mark.parametrize(
    "value", [2**31, -(2**31) - 1, 2**63, 2**64, -(10**30), np.uint64(2**63)], ids=repr
)
def test_integers_beyond_32_bits_are_errors(value: Any) -> None:
    with pytest.raises(ValueError, match="32 bits"):
        batt.identity(value)
    with pytest.raises(ValueError, match="32 bits"):
        batt.identity((1, (value, 2)))


@pytest.mark.parametrize(
    "value",
    [1.0, "text", b"bytes", 1j, object(), {"a": 1}, np.float64(1), len, Ellipsis],
    ids=lambda v: type(v).__name__,
)
def test_what_is_no_value_is_an_error(value: Any) -> None:
    with pytest.raises(WRONG):
        batt.identity(value)
    with pytest.raises(WRONG):
        batt.size((1, value))


@pytest.mark.parametrize("dtype", INTEGERS)
def test_types_of_arrays(dtype: str) -> None:
    got = batt.vmirror(ROWS.astype(dtype))
    assert got.dtype == np.int8
    assert np.array_equal(got, ROWS[:, ::-1])


def test_an_array_of_truth_values_is_a_grid() -> None:
    got = batt.vmirror(np.array([[True, False, False]]))
    assert got.dtype == np.int8 and got.tolist() == [[0, 0, 1]]


@pytest.mark.parametrize(
    "dtype", ["float32", "float64", "complex128", "U1", "object", "datetime64[s]"]
)
def test_arrays_of_no_integers_are_errors(dtype: str) -> None:
    grid = (
        np.zeros((2, 2)).astype("int64").astype(dtype)
        if dtype != "object"
        else np.full((2, 2), "a", object)
    )
    with pytest.raises(WRONG):
        batt.vmirror(grid)


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int64"])
@pytest.mark.parametrize(
    "view",
    [
        lambda a: np.asfortranarray(a),
        lambda a: a.T,
        lambda a: a[::-1],
        lambda a: a[:, ::-1],
        lambda a: a[::-1, ::-1].T,
        lambda a: a[::2, ::3],
        lambda a: a[1:, 1:2],
        lambda a: np.broadcast_to(a[0], (5, a.shape[1])),
        lambda a: np.broadcast_to(a[:, :1], (a.shape[0], 6)),
    ],
    ids=["fortran", "transposed", "rows up", "rows back", "both", "steps", "part", "row", "column"],
)
def test_strides_of_arrays(view: Any, dtype: str) -> None:
    a = view(ROWS.astype(dtype))
    assert np.array_equal(batt.hmirror(a), a[::-1])
    assert np.array_equal(batt.dmirror(a), a.T)
    assert batt.identity(a).flags.c_contiguous


def test_arrays_that_cannot_be_written_are_read() -> None:
    a = ROWS.astype(np.int8)
    a.flags.writeable = False
    got = batt.vmirror(a)
    got[0, 0] = 9  # the result has memory of its own
    assert np.array_equal(a, ROWS)


@pytest.mark.parametrize("cell", [128, -129, 1000, 2**40])
def test_cells_beyond_int8_are_errors(cell: int) -> None:
    with pytest.raises(ValueError, match="no colour"):
        batt.vmirror(np.array([[0, cell]]))


@pytest.mark.parametrize("cell", [-1, 0, 10, 14])
def test_colours_come_back(cell: int) -> None:
    got = batt.vmirror(np.array([[0, cell]]))
    assert got.tolist() == [[cell, 0]]
    assert isinstance(got, np.ndarray)


@pytest.mark.parametrize("cell", [-128, -2, 15, 99, 127])
def test_cells_that_are_no_colours_have_no_mirror(cell: int) -> None:
    with pytest.raises(batt.OperationError) as caught:
        batt.vmirror(np.array([[0, cell]]))
    assert caught.value.status == batt.Status.domain
    assert np.array_equal(batt.identity(np.array([[0, cell]])), [[0, cell]])


@pytest.mark.parametrize("shape", [(3,), (2, 2, 2), (1, 2, 3, 4)])
def test_arrays_of_other_dimensions_are_errors(shape: tuple[int, ...]) -> None:
    with pytest.raises(WRONG):
        batt.vmirror(np.zeros(shape, np.int8))


def test_too_large_arrays_are_errors() -> None:
    with pytest.raises(ValueError, match="at most 1000"):
        batt.height(np.zeros((1, 1001), np.int8))
    assert batt.width(np.zeros((1, 1000), np.int8)) == 1000


def test_grids_come_back_in_the_form_in_which_they_went() -> None:
    rows = ((1, 2), (3, 4))
    assert batt.vmirror(rows) == ((2, 1), (4, 3))
    assert isinstance(batt.vmirror(np.array(rows)), np.ndarray)
    halves = batt.hsplit(np.array(rows), 2)
    assert [h.tolist() for h in halves] == [[[1], [3]], [[2], [4]]]


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (lambda: batt.equality(1, 1), True),
        (lambda: batt.equality(1, ((1, 2),)), False),
        (lambda: batt.even(3), False),
        (lambda: batt.contained(3, (1, None)), False),
        (lambda: batt.branch(True, False, True), False),
        (lambda: batt.branch(True, 1, 0), 1),
        (lambda: batt.both(True, True), True),
        (lambda: batt.both(1, 1), 1),
        (lambda: batt.first((True, 3)), True),
        (lambda: batt.last((True, 3)), 3),
        (lambda: batt.last((True, 0)), 0),
        (lambda: batt.astuple(False, 0), (False, 0)),
        (lambda: batt.astuple(1, 0), (1, 0)),
        (lambda: batt.astuple(True, (0, 0)), (True, (0, 0))),
        (lambda: batt.repeat(True, 3), (True, True, True)),
        (lambda: batt.initset(False), frozenset({False})),
        (lambda: batt.apply(batt.even, (1, 2, 4)), (False, True, True)),
        (lambda: batt.apply(batt.even, {1, 2}), frozenset({False, True})),
        (lambda: batt.apply(batt.sign, (0, 1, 5)), (0, 1, 1)),
        (lambda: batt.apply(batt.lbind(batt.contained, 1), ((1, 0), (0, 0))), (True, False)),
        (lambda: batt.pair((True, False), (1, 0)), ((True, 1), (False, 0))),
        (lambda: batt.compose(batt.flip, batt.even)(3), True),
        (lambda: batt.rbind(batt.greater, 3)(4), True),
        (lambda: batt.fork(batt.either, batt.even, batt.positive)(-1), False),
        (lambda: batt.size((1,)), 1),
        (lambda: batt.mostcolor(np.zeros((2, 2), int)), 0),
    ],
)
def test_truth_values_are_told_from_integers(got: Any, expected: Any) -> None:
    assert alike(got(), expected)


# functions


def test_functions_go_in_and_come_back() -> None:
    assert batt.identity(batt.double) is not None
    assert batt.identity(batt.double) == batt.double
    f = batt.compose(batt.double, batt.lbind(batt.add, 3))
    assert batt.identity(f) == f
    assert batt.identity(f)(4) == 14
    assert batt.apply(f, (1, 2)) == (8, 10)
    assert repr(batt.vmirror) == "batt.vmirror"
    assert eval(repr(f), {"batt": batt}) == f


def test_functions_are_compared_by_what_they_are() -> None:
    def f() -> Any:
        return batt.rbind(batt.add, (1, 2))

    assert f() == f() and hash(f()) == hash(f())
    assert f() != batt.rbind(batt.add, (2, 1)) and f() != batt.lbind(batt.add, (1, 2))
    assert batt.add != batt.subtract and batt.add != "add"
    assert len({f(), f(), batt.add}) == 2


def test_functions_are_pickled() -> None:
    f = batt.fork(batt.add, batt.double, batt.power(batt.increment, 3))
    again = pickle.loads(pickle.dumps(f))
    assert again == f and again(5) == 18
    assert pickle.loads(pickle.dumps(batt.vmirror)) == batt.vmirror


def test_functions_that_operations_return_make_sets_and_tuples() -> None:
    both = (batt.double, batt.increment)
    assert batt.identity(both) == both
    assert batt.rapply(both, 5) == (10, 6)


def test_a_function_that_does_not_apply_is_an_error() -> None:
    with pytest.raises(batt.OperationError) as caught:
        batt.compose(batt.double, batt.first)(())
    assert caught.value.status == batt.Status.empty
    with pytest.raises(batt.OperationError):
        batt.compose(batt.double, batt.first)()


# what must not end the process

WITHIN_MEMORY = (
    "import resource; resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))\nimport batt\n"
)


@pytest.mark.parametrize(
    "call",
    [
        "batt.canvas(1, (50_000, 50_000))",
        "batt.power(batt.fork(batt.astuple, batt.identity, batt.identity), 40)(1)",
    ],
    ids=["rows", "pairs"],
)
def test_values_with_shared_parts_end_with_capacity(call: str) -> None:
    script = f"try:\n    {call}\nexcept batt.OperationError as e:\n    print(e.status.name)\n"
    done = run_script(WITHIN_MEMORY + script)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "capacity\n"


@pytest.mark.parametrize(
    "value",
    ["x = []; x.append(x)", "x = 1\nfor _ in range(200_000): x = (x,)"],
    ids=["in itself", "deep"],
)
@pytest.mark.parametrize("use", ["batt.identity(x)", "batt.vmirror(x)", "batt.Pair(x)"])
def test_values_without_end_are_errors(value: str, use: str) -> None:
    caught = "(ValueError, TypeError, RecursionError, batt.OperationError)"
    script = f"{value}\ntry:\n    {use}\nexcept {caught}:\n    print('caught')\n"
    # the deep tuple is not freed at the end, which would take Python long
    done = run_script(WITHIN_MEMORY + script + "import os; sys.stdout.flush(); os._exit(0)")
    assert (done.returncode, done.stdout) == (0, "caught\n"), done.stderr
