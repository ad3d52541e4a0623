"""Programs on many samples have the same verdicts as one program on one grid."""

from __future__ import annotations

import pickle
import sys
from types import SimpleNamespace
from typing import Any

import batt
import numpy as np
import pytest

from support import Grid, function, output, programs, random_grids, same_arrays

MIRROR = batt.parse("def solve_a(I):\n    return vmirror(I)\n")
TASK = {
    "train": [{"input": [[1, 2]], "output": [[2, 1]]}, {"input": [[3, 4]], "output": [[9, 9]]}],
    "test": [{"input": [[5, 6, 7]], "output": [[7, 6, 5]]}, {"input": [[8]]}],
}


def check(report: batt.Report, inputs: list[Grid], expected: list[Grid | None]) -> None:
    """Compares each row of a report with the trace of its program on its sample."""
    hashes: dict[int, bytes] = {}
    for row in range(len(report)):
        program = report.programs[int(report.program[row])]
        sample = int(report.sample[row])
        wanted = expected[sample]
        trace = program.trace(inputs[sample])
        failed = trace.status != batt.Status.ok
        assert report.status[row] == trace.status
        assert report.statement[row] == (trace[-1].began if failed else 0)
        if failed or not isinstance(trace.output, np.ndarray):
            assert not report.solved[row] and report.cells[row] == 0 and report.hash[row] == 0
            continue
        got = trace.output
        same_shape = wanted is not None and wanted.shape == got.shape
        assert report.cells[row] == (int((got == wanted).sum()) if same_shape else 0)
        assert report.solved[row] == (wanted is not None and np.array_equal(got, wanted))
        content = repr(got.shape).encode() + got.tobytes()
        assert hashes.setdefault(int(report.hash[row]), content) == content
    assert len(hashes) == len(set(hashes.values()))


def close_to(inputs: list[Grid], seed: int) -> list[Grid | None]:
    """Expected outputs: some are right, some have only the right shape, some are unknown."""
    random = np.random.default_rng(seed)
    out: list[Grid | None] = []
    for k, grid in enumerate(inputs):
        mirrored = grid[:, ::-1].copy()
        if k % 3 == 1:
            mirrored[random.integers(len(grid))] = 9
        out.append(None if k % 5 == 4 else np.tile(grid, (2, 2)) if k % 7 == 6 else mirrored)
    return out


@pytest.mark.parametrize("seed", range(3))
def test_verdicts_agree_with_traces(seed: int, device: str) -> None:
    inputs = random_grids(seed, 40)
    expected = close_to(inputs, seed)
    report = batt.run(programs(), inputs, expected, device=device)
    assert len(report) == 5 * 40
    assert report.program.tolist() == [k for k in range(5) for _ in range(40)]
    assert report.sample.tolist() == list(range(40)) * 5
    assert report.solved.any() and not report.solved.all()
    check(report, inputs, expected)


def test_types_of_the_arrays(device: str) -> None:
    report = batt.run(MIRROR, [[[1, 2]]], [[[2, 1]]], device=device)
    types = {name: str(a.dtype) for name, a in report.to_dict().items()}
    assert types == {
        "program": "uint32",
        "sample": "uint32",
        "solved": "bool",
        "status": "uint8",
        "statement": "uint16",
        "cells": "int32",
        "hash": "uint64",
    }
    assert report.seconds["total"] >= 0 and sum(report.evaluations.values()) >= 1
    assert repr(report).startswith("<Report: 1 programs, 1 evaluations, 1 solved")
    assert "solve_a" in report._repr_html_() and "1 of 1" in report._repr_html_()


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int16", "int32", "int64", "uint64"])
@pytest.mark.parametrize(
    "view",
    [
        lambda a: a,
        lambda a: np.asfortranarray(a),
        lambda a: a[::-1],
        lambda a: a[:, ::-1, ::-1],
        lambda a: a.transpose(0, 2, 1),
        lambda a: a.transpose(2, 0, 1),
        lambda a: a[::3, ::2, 1::2],
        lambda a: np.broadcast_to(a[:1], a.shape),
    ],
    ids=["plain", "fortran", "back", "mirrored", "rows", "samples", "steps", "one"],
)
def test_arrays_of_grids(view: Any, dtype: str, device: str) -> None:
    grids = view(np.random.default_rng(5).integers(0, 10, (12, 7, 9)).astype(dtype))
    report = batt.run(MIRROR, grids, grids[:, :, ::-1], device=device)
    assert report.solved.all() and len(report) == len(grids)
    by_list = batt.run(MIRROR, list(grids), list(grids[:, :, ::-1]), device=device)
    assert same_arrays(report.to_dict(), by_list.to_dict())


class Exported:
    """An array that shows its memory only by DLPack, as those of other libraries do."""

    def __init__(self, array: Any) -> None:
        self.array = array

    def __dlpack__(self, **options: Any) -> Any:
        return self.array.__dlpack__(**options)

    def __dlpack_device__(self) -> Any:
        return self.array.__dlpack_device__()


def test_arrays_of_other_libraries(device: str) -> None:
    grids = np.random.default_rng(1).integers(0, 10, (4, 3, 5)).astype(np.uint8)
    mirrored = np.ascontiguousarray(grids[:, :, ::-1])
    assert batt.run(MIRROR, Exported(grids), Exported(mirrored), device=device).solved.all()
    assert batt.run(MIRROR, [Exported(g) for g in grids], list(mirrored), device=device).solved.all()
    assert np.array_equal(MIRROR[0](Exported(grids[0])), mirrored[0])
    assert np.array_equal(batt.Pair(Exported(grids[0])).input, grids[0])


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, ""),
        ({"strides": (30, 6, 2)}, ""),
        ({"typestr": "<i4"}, "no array .n, rows, columns. of bytes"),
        ({"shape": (3, 5)}, "no array .n, rows, columns. of bytes"),
        ({"shape": (2, 33, 5)}, "more than 32 rows"),
        ({"shape": (2, 5, 2**40)}, "more than 32 rows"),
        ({"strides": (1,)}, "strides"),
    ],
    ids=repr,
)
def test_arrays_of_the_cuda_array_interface(changes: dict[str, Any], says: str) -> None:
    is_ = {"shape": (2, 5, 3), "typestr": "|u1", "data": (4096, False), "version": 3, **changes}
    array = SimpleNamespace(__cuda_array_interface__=is_)
    # there is nothing at that address
    with pytest.raises(ValueError, match=says or "without CUDA|cannot be packed"):
        batt.run(MIRROR, array)


def test_arrays_of_truth_values(device: str) -> None:
    grids = np.random.default_rng(1).integers(0, 2, (4, 3, 5)).astype(bool)
    assert batt.run(MIRROR, grids, grids[:, :, ::-1], device=device).solved.all()


@pytest.mark.parametrize("dtype", ["int8", "int64"])
@pytest.mark.parametrize("side", [1, 30, 31, 32])
def test_sides_up_to_32(side: int, dtype: str, device: str) -> None:
    grids = np.random.default_rng(side).integers(0, 15, (3, side, side)).astype(dtype)
    report = batt.run(MIRROR, grids, grids[:, :, ::-1], device=device)
    assert report.solved.all()
    assert report.cells.tolist() == [side * side] * 3


@pytest.mark.parametrize("shape", [(64, 64), (33, 2), (2, 33), (1, 200)])
@pytest.mark.parametrize("as_list", [False, True])
def test_large_grids(shape: tuple[int, int], as_list: bool, device: str) -> None:
    grids: Any = np.random.default_rng(2).integers(0, 10, (3, *shape)).astype(np.int8)
    wanted = grids[:, :, ::-1].copy()
    wanted[1, 0, 0] += 1
    if as_list:
        grids, wanted = [*grids, np.array([[1, 2]])], [*wanted, np.array([[2, 1]])]
    with pytest.raises(ValueError, match="allow_large"):
        batt.run(MIRROR, grids, wanted, device=device)
    report = batt.run(MIRROR, grids, wanted, allow_large=True, device=device)
    size = shape[0] * shape[1]
    assert report.solved.tolist()[:3] == [True, False, True]
    assert report.cells.tolist()[:3] == [size, size - 1, size]
    for k, grid in enumerate(grids):
        assert np.array_equal(output(report, 0, k), np.asarray(grid)[:, ::-1])
    check(report, list(grids), list(wanted))


def test_frames_of_sixteen_colours_run_by_columns(device: str) -> None:
    frames = np.random.default_rng(4).integers(0, 16, (5, 64, 64)).astype(np.int8)
    back = frames[:, :, ::-1]
    report = batt.run(MIRROR, frames, back, allow_large=True, device=device)
    assert report.solved.all() and report.evaluations["definition"] == 0
    assert np.array_equal(output(report, 0, 3), back[3])
    marked = frames.copy()
    marked[:, 0, 0] = -1  # beside 15
    report = batt.run(MIRROR, marked, marked[:, :, ::-1], allow_large=True, device=device)
    assert report.solved.all() and report.evaluations["definition"] == 5


def test_other_colours_with_allow_large(device: str) -> None:
    both = batt.parse(function("solve_a", "vmirror(I)") + function("solve_b", "size(I)"))
    grids = [[[1, 2]], [[3, 15]], [[3, -2]], [[127, 3]]]
    report = batt.run(both, grids, grids, allow_large=True, device=device)
    names = [batt.Status(s).name for s in report.status]
    assert names == ["ok", "ok", "domain", "domain"] + ["ok"] * 4
    assert not report.solved.any() and report.cells.tolist()[1:] == [0] * 7


def test_outputs_beyond_32_of_small_grids(device: str) -> None:
    grid = np.random.default_rng(3).integers(0, 10, (20, 20)).astype(np.int8)
    twice = programs()[[1]]
    report = batt.run(twice, [grid], [np.tile(grid, (2, 2))], allow_large=True, device=device)
    assert report.solved.tolist() == [True]
    assert np.array_equal(output(report, 0), np.tile(grid, (2, 2)))
    small = batt.run(twice, [grid], device=device)
    assert small.hash.tolist() == report.hash.tolist()


def test_without_a_last_tier_what_is_too_large_stays_so(device: str) -> None:
    text = "def solve_a(I):\n    return vconcat(I, I)\ndef solve_b(I):\n    return branch(equality(None, I), I, I)\n"
    of = batt.parse(text)
    inputs = [[[1]], np.full((20, 20), 3), np.full((40, 2), 3)]
    whole = batt.run(of, inputs, inputs, device=device, allow_large=True)
    some = batt.run(of, inputs, inputs, device=device, allow_large=True, last_tier=False)
    assert (whole.status == batt.Status.ok).all() and whole.evaluations["stayed"] == 0
    stays = some.status == batt.Status.capacity
    assert stays[2] and not stays[0] and not stays[3:].any()  # the second program has no column form
    assert some.evaluations["stayed"] == stays.sum()
    assert (some.hash[~stays] == whole.hash[~stays]).all() and (some.hash[stays] == 0).all()
    assert [g is None for g in some.outputs(0)] == stays[:3].tolist()
    assert all(np.array_equal(a, b) for a, b in zip(some.outputs(1), whole.outputs(1), strict=True))


def test_outputs_that_cannot_match_may_stay_too_large(device: str) -> None:
    text = "def solve_a(I):\n    return vmirror(upscale(I, 40))\ndef solve_b(I):\n    return downscale(upscale(I, 80), 80)\n"
    of, inputs = batt.parse(text), [[[1, 2]], [[3]]]
    whole = batt.run(of, inputs, [[[1, 2]], [[3]]], device=device)
    some = batt.run(of, inputs, [[[1, 2]], [[3]]], device=device, unmatchable=False)
    assert (whole.status == batt.Status.ok).all() and whole.solved.tolist() == [False, False, True, True]
    assert some.solved.tolist() == whole.solved.tolist()
    assert (some.status[:2] == batt.Status.capacity).all() and some.evaluations["stayed"] == 2
    assert (some.hash[2:] == whole.hash[2:]).all()


def test_hashes_are_equal_where_outputs_are(device: str) -> None:
    both = batt.parse(
        "def solve_a(I):\n    return vmirror(I)\n"
        "def solve_b(I):\n    x1 = rot180(I)\n    return hmirror(x1)\n"
        "def solve_c(I):\n    return dmirror(I)\n"
    )
    report = batt.run(both, random_grids(4, 30), device=device)
    a, b, c = report.hash.reshape(3, 30)
    assert np.array_equal(a, b) and not np.array_equal(a, c)
    assert len(set(a.tolist())) > 20 and not report.solved.any() and not report.cells.any()


def test_outputs_of_programs(device: str) -> None:
    inputs = random_grids(6, 12)
    report = batt.run(programs(), inputs, device=device)
    for k, program in enumerate(programs()):
        outputs = report.outputs(k)
        assert len(outputs) == 12
        for got, grid in zip(outputs, inputs):
            trace = program.trace(grid)
            if trace.status == batt.Status.ok and isinstance(trace.output, np.ndarray):
                assert got is not None and np.array_equal(got, trace.output)
            else:
                assert got is None
    for k in (5, -1, 100):
        with pytest.raises(IndexError):
            report.outputs(k)


def test_statuses_and_their_statements(device: str) -> None:
    source = batt.parse(
        function(
            "solve_a",
            "x1 = height(I)",
            "x2 = objects(I, T, F, T)",
            "x3 = first(x2)",
            "subgrid(x3, I)",
        )
        + function("solve_b", "x1 = vmirror(I)", "x2 = divide(ONE, ZERO)", "upscale(x1, x2)")
        + function("solve_c", "nothing(I)")
    )
    inputs = [np.zeros((2, 2), np.int8)]
    report = batt.run(source, inputs, device=device)
    assert [batt.Status(s).name for s in report.status] == ["empty", "divide_by_zero", "type"]
    assert report.statement.tolist() == [3, 2, 1]
    check(report, inputs, [None])


def test_values_that_are_no_grid(device: str) -> None:
    bodies = [
        "size(I)",
        "palette(I)",
        "astuple(ONE, TWO)",
        "rbind(add, ONE)",
        "objects(I, T, F, T)",
    ]
    source = "".join(f"def solve_{k}(I):\n    return {b}\n" for k, b in enumerate(bodies))
    report = batt.run(batt.parse(source), [[[1, 2]]], [[[1]]], device=device)
    assert report.status.tolist() == [batt.Status.ok] * 5 and report.hash.tolist() == [0] * 5
    assert not report.solved.any() and report.outputs(0) == [None]


def test_programs_without_calls(device: str) -> None:
    same = batt.parse("def solve_a(I):\n    return I\n")
    grids = random_grids(3, 5)
    report = batt.run(same, grids, grids, device=device)
    assert report.solved.all()
    assert np.array_equal(output(report, 0, 2), grids[2])
    unknown = batt.parse("def solve_a(I):\n    return x9\n")
    assert batt.run(unknown, grids, device=device).status.tolist() == [batt.Status.type] * 5


def test_limits(device: str) -> None:
    grid, large = np.eye(20, dtype=np.int8), np.eye(70, dtype=np.int8)  # too large for columns
    least = programs()[[2]]
    few = batt.Limits(steps=20)
    report = batt.run(least, [large], limits=few, allow_large=True, device=device)
    assert report.limits == few and report.status.tolist() == [batt.Status.capacity]
    free = batt.run(least, [grid, large], allow_large=True, device=device)
    assert free.status.tolist() == [batt.Status.ok] * 2
    endless = batt.parse(
        function(
            "solve_a",
            "x1 = power(identity, 1000000)",
            "x2 = compose(x1, x1)",
            "x3 = compose(x2, x2)",
            "x3(I)",
        )
    )
    assert batt.run(endless, [grid], device=device).status.tolist() == [batt.Status.capacity]


# tasks


def test_programs_run_on_their_own_tasks(device: str) -> None:
    tasks = batt.tasks({"b": TASK, "a": TASK, "c": TASK})
    report = batt.run(MIRROR, tasks, device=device)
    assert report.task.tolist() == [1] * 4 and report.sample.tolist() == [4, 5, 6, 7]
    assert report.pair.tolist() == [0, 1, 0, 1] and report.is_test.tolist() == [
        False,
        False,
        True,
        True,
    ]
    assert report.solved.tolist() == [True, False, True, False] and report.cells.tolist() == [
        2,
        0,
        3,
        0,
    ]
    assert set(report.to_dict()) >= {"task", "pair", "is_test"} and report.tasks == tasks
    assert not report.solves()[0]


def test_programs_run_on_all_tasks_crosswise(device: str) -> None:
    report = batt.run(programs()[:2], {"b": TASK, "a": TASK}, cross=True, device=device)
    assert report.task.tolist() == [0, 0, 0, 0, 1, 1, 1, 1] * 2
    assert report.solved[:8].tolist() == [True, False, True, False] * 2


def test_programs_without_a_task_do_not_run(device: str) -> None:
    other = batt.parse("def solve_z(I):\n    return vmirror(I)\n")
    report = batt.run(MIRROR + other, {"a": TASK, "b": TASK}, device=device)
    assert report.program.tolist() == [0, 0, 0, 0]
    assert report.solves().tolist() == [False, False]
    alone = batt.run(other, {"a": TASK}, device=device)
    assert len(alone) == 4  # there is only one task


def test_demonstrations_of_tasks(device: str) -> None:
    source = batt.parse(
        "def solve_a(S, I, C):\n    x1 = first(S)\n    x2 = last(x1)\n    return x2\n"
    )
    report = batt.run(source, {"a": TASK}, device=device)
    assert [o.tolist() for o in report.outputs(0) if o is not None] == [[[2, 1]]] * 4
    large = {
        "train": [(np.ones((40, 40), int), np.full((40, 40), 2))],
        "test": [([[1]], np.full((40, 40), 2))],
    }
    report = batt.run(source, {"a": large}, allow_large=True, device=device)
    assert report.solved.tolist() == [True, True]


def test_a_report_in_a_pickle(device: str) -> None:
    large = [np.arange(80).reshape(2, 40) % 10]
    report = batt.run(
        programs(), random_grids(8, 6) + large, [None] * 7, allow_large=True, device=device
    )
    again = pickle.loads(pickle.dumps(report))
    assert same_arrays(again.to_dict(), report.to_dict()) and repr(again) == repr(report)
    for k in range(7):
        assert np.array_equal(output(again, 1, k), output(report, 1, k))
    assert pickle.loads(pickle.dumps(again)).programs.names == report.programs.names
    of_tasks = batt.run(MIRROR, {"a": TASK}, device=device)
    back = pickle.loads(pickle.dumps(of_tasks))
    assert back.tasks == of_tasks.tasks and same_arrays(back.to_dict(), of_tasks.to_dict())


def test_to_pandas(device: str) -> None:
    pytest.importorskip("pandas")
    frame = batt.run(MIRROR, {"a": TASK}, device=device).to_pandas()
    assert list(frame["name"]) == ["solve_a"] * 4 and list(frame["id"]) == ["a"] * 4
    assert list(frame["status"]) == ["ok"] * 4 and list(frame["solved"]) == [
        True,
        False,
        True,
        False,
    ]


# what programs and samples can be


def test_programs_in_other_forms(device: str) -> None:
    built = batt.Program()
    built.add("hmirror", built.I)
    grids, mirror = [np.array([[1, 2], [3, 4]])], programs()[0]
    for form in (mirror, [mirror], (mirror,), programs()[:1], [programs()[:1]]):
        report = batt.run(form, grids, device=device)
        assert output(report, 0).tolist() == [[2, 1], [4, 3]]
    both = batt.run([mirror, built, programs()[:2]], grids, device=device)
    assert len(both) == 4
    assert [output(both, k).tolist()[0] for k in range(3)] == [[2, 1], [3, 4], [2, 1]]


@pytest.mark.parametrize("progress", [False, True])
def test_nothing_to_run(progress: bool, device: str) -> None:
    for of, on, expected in (
        ([], [[[1]]], [[[1]]]),
        (batt.parse(""), [[[1]]], None),
        (MIRROR, [], None),
        (MIRROR, [], []),
        (MIRROR, np.zeros((0, 3, 3), np.int8), None),
        ([], [], None),
        (MIRROR, {}, None),
        ([], {"a": TASK}, None),
        (MIRROR, {"a": {"train": [], "test": []}}, None),
    ):
        report = batt.run(of, on, expected, device=device, progress=progress)
        assert len(report) == 0 and all(len(a) == 0 for a in report.to_dict().values())
        assert report.solves().tolist() == [False] * len(report.programs)
        assert repr(report) and report._repr_html_()


def test_grids_without_cells_are_the_same_as_one_array_and_as_list(device: str) -> None:
    seen = []
    for grids in (np.zeros((2, 0, 3), np.int8), list(np.zeros((2, 0, 3), np.int8))):
        try:
            seen.append(batt.run(MIRROR, grids, device=device).status.tolist())
        except ValueError:
            seen.append("error")
    assert seen[0] == seen[1]


@pytest.mark.parametrize(
    ("inputs", "expected", "says"),
    [
        ([[[1]], [[2]]], [[[1]]], "2 inputs but 1 expected"),
        ([[[1]], "x"], None, "input 1"),
        ([[[1]], None], None, "input 1"),
        ([[[1, 2], [3]]], None, "input 0, row 2"),
        ([[[1.5]]], None, "input 0, row 1"),
        ([[[1]]], [[[1], [1, 2]]], "expected output 0"),
        ([np.zeros((2, 2))], None, "input 0"),
        (np.zeros((2, 2, 2)), None, "input"),
        (np.full((2, 2, 2), 1000), None, "input 0"),
        (np.zeros((2, 2), int), None, "input"),
        (np.zeros((1, 2, 2, 2), int), None, "input"),
        (np.zeros((1, 2, 1001), int), None, "1000"),
        (3, None, ""),
        (None, None, ""),
        ([[[1]], [[2, 15]]], None, "input 1 holds 15: "),
        ([[[1]], np.ones((40, 2), int)], None, "input 1 is 40 x 2: "),
        (np.ones((3, 40, 2), int), None, "input 0 is 40 x 2: "),
        ([[[1]]] * 2, [None, [[-2]]], "expected output 1 holds -2: "),
        ([[[1]]] * 2, [None, np.ones((2, 33), int)], "expected output 1 is 2 x 33: "),
        ([[[10**30]]], None, "input 0"),
    ],
)
def test_wrong_samples(inputs: Any, expected: Any, says: str, device: str) -> None:
    with pytest.raises((ValueError, TypeError)) as caught:
        batt.run(MIRROR, inputs, expected, device=device)
    assert says in str(caught.value)


@pytest.mark.parametrize("of", [3, None, "x", [3], [None], object()], ids=repr)
def test_wrong_programs(of: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        batt.run(of, [[[1]]], device="cpu")


@pytest.mark.parametrize(
    "device_", ["gpu", "CPU", -1, 1.5, [], [1, 3], ["cpu", "cuda"], object(), True], ids=repr
)
def test_wrong_devices(device_: Any) -> None:
    with pytest.raises(ValueError, match="device"):
        batt.run(MIRROR, [[[1]]], device=device_)


def test_wrong_counts_of_threads() -> None:
    with pytest.raises(ValueError, match="-1 threads"):
        batt.run(MIRROR, [[[1]]], threads=-1)
    with pytest.raises(ValueError, match="outputs"):
        batt.run(MIRROR, {"a": TASK}, [[[1]]])


def test_devices() -> None:
    cpu, cuda = batt.devices()
    assert cpu.kind == "cpu" and cpu.usable and cuda.kind == "cuda"
    assert cuda.usable or (cuda.why and cuda.why in repr(cuda))
    for name in ("auto", "cpu", None):
        assert batt.run(MIRROR, [[[1]]], [[[1]]], device=name).solved.all()
    if not cuda.usable:
        for wanted in ("cuda", 0, [0]):
            with pytest.raises(RuntimeError) as caught:
                batt.run(MIRROR, [[[1]]], device=wanted)
            assert str(caught.value) == f"device={wanted!r} cannot be used: {cuda.why}"
        assert batt.run(MIRROR, [[[1]]]).where == "cpu"
    else:
        assert batt.run(MIRROR, [[[1]]], device="cuda").where == "cuda"


def test_results_do_not_depend_on_threads_or_progress(
    capfd: pytest.CaptureFixture[str], device: str
) -> None:
    many = programs() + programs() + MIRROR
    inputs = random_grids(9, 60)
    first = batt.run(many, inputs, close_to(inputs, 9), threads=1, device=device)
    for threads, progress in ((0, False), (2, False), (1, True), (0, True)):
        again = batt.run(
            many, inputs, close_to(inputs, 9), threads=threads, progress=progress, device=device
        )
        assert same_arrays(first.to_dict(), again.to_dict())
        assert sum(again.evaluations.values()) > 0
    assert "programs" in "".join(capfd.readouterr())


def test_progress_without_rich(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, device: str
) -> None:
    monkeypatch.setitem(sys.modules, "rich.progress", None)
    report = batt.run(programs(), [[[1, 2]]], progress=True, device=device)
    assert len(report) == 5
    assert "5 of 5 programs" in capfd.readouterr().err
