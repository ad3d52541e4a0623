"""Programs on samples."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from . import _core
from ._errors import Status
from ._pictures import Group, Pictured
from ._programs import Programs, as_programs
from ._tasks import Task, Tasks
from ._tasks import tasks as as_tasks
from ._values import Limits


class Device:
    """A place where programs run: ``kind`` is "cpu" or "cuda"; ``why`` says why it is not ``usable``.

    >>> Device("cuda", False, "no NVIDIA driver is installed")
    <Device cuda: no NVIDIA driver is installed>
    """

    def __init__(self, kind: str, usable: bool, why: str = "") -> None:
        self.kind = kind
        self.usable = usable
        self.why = why

    def __repr__(self) -> str:
        return f"<Device {self.kind}{'' if self.usable else ': ' + self.why}>"


def devices() -> list[Device]:
    """Where programs can run: the processor, and the GPU or why it is not used.

    >>> devices()[0].kind
    'cpu'
    """
    usable, why = _core.devices()
    return [Device("cpu", True), Device("cuda", usable, why)]


class Report(Pictured):
    """What became of programs on samples: arrays with a row for each program and sample that ran.

    ``program``, ``sample``: their numbers (uint32); ``solved``: whether the output equals the
    expected one; ``status``: a ``Status`` (uint8); ``statement``: the one in which a failure began,
    from 1 (uint16); ``cells``: how many cells equal the expected ones, 0 where the shapes differ
    (int32); ``hash``: the hash of the output, the same on every device, 0 where the program failed or
    gave no grid (uint64).

    A run over tasks has ``tasks``, and for each row ``task``, the number of its task, and ``pair``, the
    number of its pair among those of the same part of the task (uint32). ``is_train`` and ``is_test``
    say which part that is; a row that is neither belongs to a further list of its task.

    ``programs`` are those that ran. Scores of grids (``differ_...``) are in ``differs`` instead, and
    ``scores`` and ``input_scores`` hold what they say.

    >>> import batt
    >>> r = batt.run(batt.parse("def solve_a(I):\\n    return vmirror(I)\\n"), [[[1, 2]], [[3]]], [[[2, 1]], None])
    >>> len(r), r.solved.tolist(), r.status.tolist(), r.outputs(0)[0].tolist()
    (2, [True, False], [0, 0], [[2, 1]])
    """

    def __init__(self, programs: Programs, inputs: Any, expected: Any, tasks: Tasks | None, limits: Limits) -> None:
        self.programs = programs
        self.tasks = tasks
        self.limits = limits
        self._inputs = inputs
        self._expected = expected
        self.program: npt.NDArray[np.uint32]
        self.sample: npt.NDArray[np.uint32]
        self.solved: npt.NDArray[np.bool_]
        self.status: npt.NDArray[np.uint8]
        self.statement: npt.NDArray[np.uint16]
        self.cells: npt.NDArray[np.int32]
        self.hash: npt.NDArray[np.uint64]
        self.task: npt.NDArray[np.uint32]
        self.pair: npt.NDArray[np.uint32]
        self.is_train: npt.NDArray[np.bool_]
        self.is_test: npt.NDArray[np.bool_]
        #: the scores of grids among the programs given
        self.differs = Programs(programs._core.take([]))
        #: the numbers of the programs that have no task among those given
        self.without_task: list[int] = []
        #: the name of the processor or GPU, and "cpu" or "cuda"
        self.device = ""
        self.where = ""
        #: seconds of the phases: making the graph of the programs ("prepare"), columns, columns with
        #: larger windows ("again"), definition
        self.seconds: dict[str, float] = {}
        #: how many evaluations ran by columns and by definition, and why not by columns; "stayed"
        #: counts those that did not run again (``last_tier=False``, ``unmatchable=False``)
        self.evaluations: dict[str, int] = {}
        self._task_of_sample: Any = None
        self._demonstrations: list[Any] = []
        self._scores: dict[str, npt.NDArray[np.int16]] | None = None
        self._input_scores: dict[str, npt.NDArray[np.int16]] | None = None

    _columns = ("program", "sample", "solved", "status", "statement", "cells", "hash")
    _task_columns = ("task", "pair", "is_train", "is_test")

    def __len__(self) -> int:
        return len(self.solved)

    def to_dict(self) -> dict[str, npt.NDArray[Any]]:
        """The arrays by their names."""
        names = self._columns + (self._task_columns if self.tasks is not None else ())
        return {name: getattr(self, name) for name in names}

    def to_pandas(self) -> Any:
        """The same as a ``pandas.DataFrame``, with names of programs, tasks and statuses."""
        import pandas  # type: ignore[import-untyped,import-not-found,unused-ignore]

        frame = pandas.DataFrame(self.to_dict())
        names = np.array(self.programs.names, dtype=object)
        frame.insert(0, "name", names[self.program])
        frame["status"] = pandas.Categorical([Status(s).name for s in self.status])
        if self.tasks is not None:
            ids = np.array(list(self.tasks), dtype=object)
            frame.insert(1, "id", ids[self.task])
        return frame

    def outputs(self, program: int) -> list[npt.NDArray[np.int8] | None]:
        """The outputs of a program on its samples, in the order of its rows: an array, or None
        where it failed or gave no grid. The program runs again for them."""
        if not 0 <= program < len(self.programs):
            raise IndexError(f"there is no program {program} among {len(self.programs)}")
        rows = self.program == program
        ok = self.status[rows] == Status.ok
        samples = np.ascontiguousarray(self.sample[rows][ok])
        on_device = _grids(self, "_inputs").on_device or _grids(self, "_expected").on_device
        got = _core.run(
            self.programs[[program]]._core, _grids(self, "_inputs"), _grids(self, "_expected"),
            self._task_of_sample, self._demonstrations, [samples], np.zeros(1, np.uint32),
            self.where if on_device else "cpu", 0, 0, True, True, True, *self.limits,
        )  # fmt: skip
        found = iter(got["outputs"])
        return [next(found) if good else None for good in ok]

    @property
    def scores(self) -> dict[str, npt.NDArray[np.int16]]:
        """What each score of ``differs`` says of each row's output: from 0 to 1000, and -1 where
        there is no output, nothing is expected, or the score fails. An array of int16 for each
        score, by its name. The programs run again when this is first asked for.

        >>> import batt
        >>> text = "def solve_a(I):\\n    return vmirror(I)\\n"
        >>> text += "def differ_b(S, I, C):\\n    return astuple(size(difference(palette(I), palette(C))), I)\\n"
        >>> r = batt.run(batt.parse(text), [[[1, 2]], [[3]]], [[[2, 5]], [[3]]])
        >>> r.scores["differ_b"].tolist(), r.programs.names
        ([1, 0], ['solve_a'])
        """
        if self._scores is None:
            none = [np.zeros(0, np.int16) for _ in self.differs]
            parts = [none] + [
                self._scored(self.outputs(k), self.sample[self.program == k])
                for k in range(len(self.programs) if len(self.differs) else 0)
            ]
            self._scores = _by_name(self.differs, [np.concatenate(p) for p in zip(*parts)])
        return self._scores

    @property
    def input_scores(self) -> dict[str, npt.NDArray[np.int16]]:
        """What each score of ``differs`` says of the inputs themselves, sample by sample."""
        if self._input_scores is None:
            inputs = _grids(self, "_inputs")
            every = np.arange(len(inputs), dtype=np.uint32)
            self._input_scores = _by_name(self.differs, self._scored(inputs, every))
        return self._input_scores

    def _scored(self, made: Any, samples: Any) -> list[npt.NDArray[np.int16]]:
        if isinstance(made, list):
            made = _core.grids(made, "output", True)
        return _core.score_grids(
            self.differs._core, made, np.ascontiguousarray(samples, dtype=np.uint32),
            _grids(self, "_inputs"), _grids(self, "_expected"), self._task_of_sample,
            self._demonstrations, 0, *self.limits,
        )  # fmt: skip

    def _groups(self) -> list[Group]:
        """A row for each of the first programs: its outputs, each beside the expected one."""
        groups = []
        for k in range(min(len(self.programs), 20)):
            samples = self.sample[self.program == k]
            panels: list[Any] = []
            for sample, got in list(zip(samples, self.outputs(k)))[:10]:
                wanted = _grids(self, "_expected")
                right = wanted[int(sample)] if len(wanted) else None
                if got is not None:
                    panels.append((f"output {sample}", got, right))
                if right is not None:
                    panels.append((f"expected {sample}", right, None))
            groups.append((self.programs[k].name, panels))
        return groups

    def solves(self) -> npt.NDArray[np.bool_]:
        """Whether each program solved all samples it ran on (False if there were none)."""
        ran, good = self._counts()
        return np.asarray((ran > 0) & (ran == good))

    def _counts(self) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
        """On how many samples each program ran, and how many it solved."""
        n = len(self.programs)
        return (
            np.bincount(self.program, minlength=n),
            np.bincount(self.program[self.solved], minlength=n),
        )

    def __repr__(self) -> str:
        return (
            f"<Report: {len(self.programs)} programs, {len(self)} evaluations, "
            f"{int(self.solved.sum())} solved, {self.seconds.get('total', 0):.3f} s on {self.device}"
            + (f", {len(self.without_task)} programs have no task>" if self.without_task else ">")
        )

    def _repr_html_(self) -> str:
        import html

        n = len(self.programs)
        ran, good = self._counts()
        rows = "".join(
            f"<tr><td>{html.escape(name)}</td><td>{good[k]} of {ran[k]}</td></tr>"
            for k, name in enumerate(self.programs[:50].names)
        )
        more = f"<p>... and {n - 50} more programs</p>" if n > 50 else ""
        return (
            f"<p>{html.escape(repr(self)[1:-1])}</p>"
            f"<table><tr><th>program</th><th>solved</th></tr>{rows}</table>{more}"
        )

    def __getstate__(self) -> dict[str, Any]:
        state = dict(self.__dict__)
        for name in ("_inputs", "_expected"):
            state[name] = [state[name][k] for k in range(len(state[name]))]
        return state


def _by_name(programs: Programs, arrays: list[Any]) -> dict[str, Any]:
    """The arrays by the programs' names; where a name occurs again, a number is added to it."""
    out: dict[str, Any] = {}
    for k, (name, array) in enumerate(zip(programs.names, arrays)):
        out[name if name not in out else f"{name} {k}"] = array
    return out


def _grids(r: Report, name: str) -> Any:
    """The samples of a report, which may come from a pickle."""
    held = getattr(r, name)
    if isinstance(held, list):
        held = _core.grids(held, name[1:], True)
        setattr(r, name, held)
    return held


def _is_tasks(on: Any) -> bool:
    if isinstance(on, (str, Tasks, Task, Mapping)) or hasattr(on, "__fspath__"):
        return True
    if hasattr(on, "train") and hasattr(on, "test"):
        return True
    if isinstance(on, np.ndarray) or hasattr(on, "__dlpack__") or hasattr(on, "__cuda_array_interface__"):
        return False
    if isinstance(on, Sequence):
        return bool(on) and (isinstance(on[0], (Task, Mapping)) or hasattr(on[0], "train"))
    return hasattr(on, "__iter__") and not hasattr(on, "__array__")


def _where(device: Any) -> tuple[str, int]:
    if device is None or device == "auto":
        return "auto", 0
    if device == "cpu":
        return "cpu", 0
    if device == "cuda":
        return "cuda", 0
    is_bool = isinstance(device, bool)
    if isinstance(device, (int, np.integer)) and device >= 0 and not is_bool:
        return "cuda", int(device)
    if isinstance(device, (list, tuple)) and device and all(type(d) is int for d in device):
        if len(device) == 1:
            return _where(device[0])
        if list(device) == list(range(len(device))):
            return "cuda", -1
    raise ValueError(
        f"device cannot be {device!r}: it is \"auto\", \"cpu\", \"cuda\", the number of a GPU or a list of all GPUs"
    )


def _why_large(what: str, grids: Any) -> str:
    """A sentence that says which of the grids needs ``allow_large``, and why."""

    def is_large(g: Any) -> bool:
        return bool(max(g.shape) > 32)

    def other_colors(g: Any) -> Any:
        return g[(g < -1) | (g > 14)]

    each = ((k, grids[k]) for k in range(len(grids)))
    k, g = next((k, g) for k, g in each if g is not None and (is_large(g) or other_colors(g).size))
    if is_large(g):
        return (
            f"{what} {k} is {g.shape[0]} x {g.shape[1]}: grids with more than 32 rows or columns run only "
            "with allow_large=True, which is slower"
        )
    return (
        f"{what} {k} holds {other_colors(g)[0]}: colours are 0 to 14, and -1 as a marker; with "
        "allow_large=True there is a colour 15, too, and operations that read other numbers end with status domain"
    )


def run(
    programs: Any,
    on: Any,
    expected: Any = None,
    *,
    cross: bool = False,
    device: Any = "auto",
    limits: Limits = Limits(),
    threads: int = 0,
    allow_large: bool = False,
    last_tier: bool = True,
    unmatchable: bool = True,
    progress: bool = False,
) -> Report:
    """Runs programs on tasks, each on its own task, or on grids, each on all of them.

    ``programs``: ``Programs``, a ``Program`` or a list of them. ``on``: tasks (whatever
    ``batt.tasks`` takes), or grids: a list of arrays, or an array (n, rows, columns) of integers.
    ``expected``: for grids, the outputs that they should have, None where these are unknown.

    ``cross``: each program runs on all tasks. ``device``: "auto", "cpu", "cuda", the number of a GPU
    or a list of all GPUs. ``limits``: what a program may take on a sample. ``threads``: cores of the
    host, 0 for all. ``allow_large``: grids beyond 32 x 32 and grids with a colour 15 run instead of
    being an error: those to 64 x 64 by columns in larger windows, larger ones and those with -1 beside
    15 by definition. An operation that reads a grid with other numbers ends with status ``domain``,
    and a program that returns such a grid unchanged solves nothing.
    ``last_tier=False``: an evaluation that is too large for columns keeps the status ``capacity`` and
    does not run by definition. In a run of many programs, the few that are so large take most of the time.
    ``unmatchable=False``: the same, but only for outputs of more than 32 rows or columns where none so
    large is expected: no match is lost.
    ``progress``: a bar is shown (by rich where it is installed).

    Scores of grids (``differ_...``) do not run as programs: the report's ``scores`` hold what they
    say of the outputs.

    Returns a ``Report``. Raises ``ValueError`` for what cannot run, ``MemoryError`` if there is no
    memory for the run, ``RuntimeError`` if a GPU is asked for that cannot be used. Ctrl-C ends it
    within a second.

    >>> import batt
    >>> p = batt.parse("def solve_a(I):\\n    return vmirror(I)\\n")
    >>> r = run(p, [[[1, 2]], [[3, 3]]], [[[2, 1]], [[0, 0]]])
    >>> r.solved.tolist(), r.cells.tolist()
    ([True, False], [2, 0])
    """
    given_programs = as_programs(programs)
    scores = given_programs._core.scores()
    all_ = given_programs
    if scores:
        all_ = given_programs[np.delete(np.arange(len(given_programs)), scores)]
    where, number = _where(device)
    if threads < 0:
        raise ValueError(f"there cannot be {threads} threads; 0 means all cores")
    given: Tasks | None = None
    task = np.zeros(0, np.uint32)
    demonstrations: list[Any] = []
    of_program = np.zeros(len(all_), np.uint32)
    lists: list[Any] = []
    homeless: list[int] = []
    if _is_tasks(on):
        if expected is not None:
            raise ValueError("tasks have expected outputs of their own, so no others can be given")
        given = as_tasks(on)
        inputs: Any = []
        outputs: list[Any] = []
        of_sample, number_of, tests, trains = [], [], [], []
        for k, t in enumerate(given.values()):
            first = len(inputs)
            for part, pairs in t.parts.items():
                for j, pair in enumerate(pairs):
                    inputs.append(pair.input)
                    outputs.append(pair.output)
                    of_sample.append(k)
                    number_of.append(j)
                    tests.append(part == "test")
                    trains.append(part == "train")
            lists.append(np.arange(first, len(inputs), dtype=np.uint32))
            shown = [first + j for j, x in enumerate(t.train) if x.output is not None]
            demonstrations.append(np.array(shown, dtype=np.uint32))
        task = np.array(of_sample, dtype=np.uint32)
        if cross:
            lists = [np.arange(len(inputs), dtype=np.uint32)]
        else:
            place = {id: k for k, id in enumerate(given)}
            lists.append(np.zeros(0, np.uint32))
            only = len(given) == 1
            for p in range(len(all_)):
                ids = all_._core.candidate_ids(p)
                found = next((place[i] for i in ids if i in place), 0 if only else len(given))
                of_program[p] = found
                if found == len(given):
                    homeless.append(p)
        expected = outputs
    else:
        inputs = on
    packed = _core.grids(inputs, "input", False)
    wanted = _core.grids([] if expected is None else expected, "expected output", True)
    if given is None:
        lists = [np.arange(len(packed), dtype=np.uint32)]
    if len(wanted) not in (0, len(packed)):
        raise ValueError(f"there are {len(packed)} inputs but {len(wanted)} expected outputs")
    if not allow_large:
        for what, grids in (("input", packed), ("expected output", wanted)):
            if grids.large:
                raise ValueError(_why_large(what, grids))
    if where == "cuda":
        usable, why = _core.devices()
        if not usable:
            raise RuntimeError(f"device={device!r} cannot be used: {why}")
    r = Report(all_, packed, wanted, given, limits)
    r._task_of_sample, r._demonstrations = task, demonstrations
    r.without_task = homeless
    if scores:
        r.differs = given_programs[scores]

    def part(begin: int, end: int) -> dict[str, Any]:
        is_all = (begin, end) == (0, len(all_))
        got = _core.run(
            all_._core if is_all else all_[begin:end]._core,
            packed, wanted, task, demonstrations, lists,
            of_program if is_all else of_program[begin:end],
            where, number, threads, False, last_tier, unmatchable, *limits,
        )  # fmt: skip
        if begin:
            got["program"] += np.uint32(begin)
        return got

    ends = [0, len(all_)]
    if progress:
        ends = sorted({round(k * len(all_) / 50) for k in range(51)})
    done = _joined([part(b, e) for b, e in zip(_seen(ends, progress), ends[1:])] or [part(0, 0)])
    for name, value in done.items():
        setattr(r, name, value)
    if given is not None:
        r.task = task[r.sample]
        r.pair = np.array(number_of, dtype=np.uint32)[r.sample]
        r.is_test = np.array(tests, dtype=bool)[r.sample]
        r.is_train = np.array(trains, dtype=bool)[r.sample]
    return r


def _joined(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """The results of the parts of a run, joined as one run would give them."""
    if len(parts) == 1:
        return parts[0]
    out = dict(parts[-1])
    for name in Report._columns:
        out[name] = np.concatenate([p[name] for p in parts])
    for name in ("seconds", "evaluations"):
        out[name] = {k: sum(p[name][k] for p in parts) for k in out[name]}
    return out


def _seen(ends: list[int], progress: bool) -> Any:
    """All ends but the last, while a bar shows how far the run is."""
    if not progress:
        yield from ends[:-1]
        return
    try:
        from rich.progress import track
    except ImportError:
        start = time.monotonic()
        for e in ends[:-1]:
            print(f"\r{e} of {ends[-1]} programs, {time.monotonic() - start:.0f} s", end="", file=sys.stderr)
            yield e
        print(f"\r{ends[-1]} of {ends[-1]} programs", file=sys.stderr)
        return
    yield from track(ends[:-1], description="programs")
