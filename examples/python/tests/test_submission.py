"""Answers to tests, and how many of them are right."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import batt
import numpy as np
import pytest

from support import function

TASKS: dict[str, Any] = {
    "a": {
        "train": [
            {"input": [[1, 2]], "output": [[2, 1]]},
            {"input": [[1, 1]], "output": [[1, 1]]},
            {"input": [[3, 4]], "output": [[4, 3]]},
        ],
        "test": [{"input": [[5, 6]]}, {"input": [[7, 8], [0, 1]]}],
    },
    "b": {"train": [{"input": [[1]], "output": [[1]]}], "test": [{"input": [[2]]}]},
    "c": {"train": [], "test": []},
}
NOTHING = [[0, 0], [0, 0]]


def source(*bodies: str, task: str = "a") -> batt.Programs:
    text = "".join(f"def solve_{task}_{k}(I):\n    return {b}\n" for k, b in enumerate(bodies))
    return batt.parse(text)


def answers(programs: Any, device: str, **options: Any) -> Any:
    tasks = batt.tasks(TASKS)
    return batt.submission(batt.run(programs, tasks, cross=True, device=device, **options), tasks)


def test_programs_that_solve_more_train_pairs_come_first(device: str) -> None:
    # vmirror solves all 3 train pairs, I and hmirror solve 1 each, and upscale none
    got = answers(source("I", "hmirror(I)", "vmirror(I)", "upscale(I, TWO)"), device)["a"]
    assert got[0] == {"attempt_1": [[6, 5]], "attempt_2": [[5, 6]]}
    assert got[1] == {"attempt_1": [[8, 7], [1, 0]], "attempt_2": [[7, 8], [0, 1]]}


def test_outputs_that_more_programs_give_come_first(device: str) -> None:
    # no program solves a train pair
    bodies = [
        "upscale(I, TWO)",
        "hconcat(I, I)",
        "vconcat(I, I)",
        "vconcat(I, I)",
        "hconcat(I, I)",
        "vconcat(I, I)",
    ]
    got = answers(source(*bodies), device)["a"][0]
    assert got == {"attempt_1": [[5, 6], [5, 6]], "attempt_2": [[5, 6, 5, 6]]}


def test_the_order_of_programs_decides_between_equals(device: str) -> None:
    bodies = ["hconcat(I, I)", "vconcat(I, I)", "upscale(I, TWO)"]
    first = [[5, 6, 5, 6]], [[5, 6], [5, 6]]
    got = answers(source(*bodies), device)["a"][0]
    assert (got["attempt_1"], got["attempt_2"]) == first
    got = answers(source(*bodies[1::-1], bodies[2]), device)["a"][0]
    assert (got["attempt_2"], got["attempt_1"]) == first


def test_placeholders(device: str) -> None:
    got = answers(source("vmirror(I)"), device)
    assert got["a"][0] == {"attempt_1": [[6, 5]], "attempt_2": NOTHING}
    assert len(got["a"]) == 2 and got["c"] == []
    for body in ("size(I)", "divide(ONE, ZERO)", "nothing(I)"):
        failed = answers(source(body), device)
        assert failed["a"] == [{"attempt_1": NOTHING, "attempt_2": NOTHING}] * 2
    assert answers([], device)["b"] == [{"attempt_1": NOTHING, "attempt_2": NOTHING}]


def test_tasks_that_did_not_run(device: str) -> None:
    tasks = batt.tasks(TASKS)
    report = batt.run(source("vmirror(I)"), tasks, device=device)
    assert batt.submission(report)["b"][0]["attempt_1"] == NOTHING
    only = batt.submission(report, batt.Tasks([tasks["b"]]))
    assert list(only) == ["b"]
    with pytest.raises(ValueError, match="over tasks"):
        batt.submission(batt.run(source("vmirror(I)"), [[[1]]], device=device))


def test_large_outputs_are_answers(device: str) -> None:
    task = {"train": [], "test": [{"input": np.ones((2, 40), int)}]}
    programs = source("vmirror(I)")
    report = batt.run(programs, {"a": task}, allow_large=True, device=device)
    assert batt.submission(report)["a"][0]["attempt_1"] == [[1] * 40] * 2


def test_submissions_are_json(device: str) -> None:
    got = answers(source("vmirror(I)", "hmirror(I)"), device)
    assert json.loads(json.dumps(got)) == got


SUBMISSION = {
    "a": [
        {"attempt_1": [[1]], "attempt_2": [[2]]},
        {"attempt_1": [[3]], "attempt_2": [[3, 3]]},
    ],
    "b": [{"attempt_1": [[4]], "attempt_2": NOTHING}],
}


@pytest.mark.parametrize(
    ("solutions", "hits", "outputs", "points"),
    [
        ({"a": [[[2]], [[3, 3]]], "b": [[[4]]]}, 3, 3, 2.0),
        ({"a": [[[2]], [[9]]], "b": [[[4]]]}, 2, 3, 1.5),
        ({"a": [[[9]], [[9]]], "b": [NOTHING]}, 1, 3, 1.0),
        ({"a": [[[1, 1]], [[3], [3]]]}, 0, 2, 0.0),
        ({"c": [[[1]]], "b": [[[4]]]}, 1, 2, 1.0),
        ({"a": [[[2]], [[3]], [[3]]]}, 2, 3, 2 / 3),
        ({}, 0, 0, 0.0),
    ],
)
def test_scores(solutions: Any, hits: int, outputs: int, points: float) -> None:
    got = batt.score(SUBMISSION, solutions)
    assert (got.hits, got.outputs) == (hits, outputs)
    assert got.points == pytest.approx(points)
    assert set(got.tasks) == set(solutions)


def test_scores_of_files_and_tasks(tmp_path: Path) -> None:
    solutions = {"a": [[[2]], [[9]]], "b": [[[4]]]}
    for name, value in (("submission", SUBMISSION), ("solutions", solutions)):
        (tmp_path / f"{name}.json").write_text(json.dumps(value))
    expected = batt.score(SUBMISSION, solutions)
    by_files = batt.score(tmp_path / "submission.json", str(tmp_path / "solutions.json"))
    tasks = batt.tasks(
        {
            id: {"train": [], "test": [{"input": [[0]], "output": o} for o in outputs]}
            for id, outputs in solutions.items()
        }
    )
    assert by_files == expected == batt.score(SUBMISSION, tasks)
    assert expected.tasks == {"a": (1, 2), "b": (1, 1)}


def test_tasks_of_other_libraries(device: str) -> None:
    pairs = [(np.array([[1, 2]]), np.array([[2, 1]]))]
    theirs = [SimpleNamespace(id=id, train=pairs, test=pairs) for id in ("a", "b")]
    report = batt.run(source("vmirror(I)"), theirs, device=device)
    assert list(batt.submission(report, theirs[:1])) == ["a"]
    assert batt.score(batt.submission(report), theirs).tasks == {"a": (1, 1), "b": (0, 1)}


def test_unknown_outputs_do_not_count() -> None:
    tasks = batt.tasks(
        {"a": {"train": [], "test": [{"input": [[0]]}, {"input": [[0]], "output": [[3]]}]}}
    )
    assert batt.score(SUBMISSION, tasks)[:2] == (1, 1)
    assert (
        batt.score(SUBMISSION, batt.tasks({"b": {"train": [], "test": [{"input": [[0]]}]}})).tasks
        == {}
    )


def test_a_whole_run_over_public_tasks(arc: Path, device: str) -> None:
    tasks = batt.tasks(arc / "arc-agi_training_challenges.json")
    programs = batt.parse(
        function("solve_67a3c6ac", "vmirror(I)")
        + function("solve_68b16354", "hmirror(I)")
        + function("solve_74dd1130", "dmirror(I)")
    )
    report = batt.run(programs, tasks, device=device)
    got = batt.score(batt.submission(report), arc / "arc-agi_training_solutions.json")
    assert got.hits == 3 and got.outputs == 416 and got.points == 3.0
    assert len(got.tasks) == 400
