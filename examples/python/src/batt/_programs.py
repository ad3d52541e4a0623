"""Programs: read from text, or built call by call."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterable, Sequence
from typing import Any, overload

import numpy as np

from . import _core
from ._errors import ProgramError
from ._values import Function, Limits, constants


class Programs(Sequence["Program"]):
    """Programs in a row: indexed, sliced and filtered like a list.

    ``errors``: a ``ProgramError`` for each thing that could not be read; ``warnings``: one for each
    thing that was read but may not be what was meant.

    >>> two = parse("def solve_a(I):\\n    return vmirror(I)\\ndef solve_b(I):\\n    return I\\n")
    >>> len(two), two.names, two[0].name
    (2, ['solve_a', 'solve_b'], 'solve_a')
    """

    def __init__(
        self,
        core: Any,
        errors: Iterable[ProgramError] = (),
        warnings: Iterable[ProgramError] = (),
    ) -> None:
        self._core = core
        self.errors: list[ProgramError] = list(errors)
        self.warnings: list[ProgramError] = list(warnings)

    def __len__(self) -> int:
        return len(self._core)

    @overload
    def __getitem__(self, k: int) -> Program: ...
    @overload
    def __getitem__(self, k: slice | Sequence[int]) -> Programs: ...
    def __getitem__(self, k: Any) -> Any:
        if isinstance(k, slice):
            return Programs(self._core.take(list(range(*k.indices(len(self))))))
        if isinstance(k, (int, np.integer)):
            return Program._of_text(self._core, self._place(int(k)))
        which = np.asarray(k)
        if which.dtype == bool and which.shape == (len(self),):
            which = np.flatnonzero(which)
        elif which.size and (which.ndim != 1 or which.dtype.kind not in "iu"):
            raise TypeError("programs are chosen by integers, or by a truth value for each of them")
        return Programs(self._core.take([self._place(int(x)) for x in which]))

    def _place(self, k: int) -> int:
        """The index from 0 on; a negative ``k`` counts from the end."""
        at = k + len(self) if k < 0 else k
        if not 0 <= at < len(self):
            raise IndexError(f"there is no program {k} among {len(self)}")
        return at

    def __add__(self, other: Programs) -> Programs:
        return Programs(
            self._core.joined(other._core), self.errors + other.errors, self.warnings + other.warnings
        )

    def filter(self, wanted: Callable[[Program], bool]) -> Programs:
        """The programs for which ``wanted(program)`` holds."""
        return self[[k for k, p in enumerate(self) if wanted(p)]]

    @property
    def names(self) -> list[str]:
        """The names of their functions."""
        return [self._core.about(k)[0] for k in range(len(self))]

    @property
    def ids(self) -> list[str]:
        """The ids of the tasks that they are for: what a record of JSON says, or what follows the
        first underscore of the name, or the name of the file."""
        return [self._core.about(k)[1] for k in range(len(self))]

    def __repr__(self) -> str:
        bad = f", {len(self.errors)} errors" if self.errors else ""
        return f"<Programs: {len(self)}{bad}>"

    def __reduce__(self) -> Any:
        return _restored, (_states(self._core), self.errors, self.warnings)


def _states(core: Any) -> list[Any]:
    out = []
    for k in range(len(core)):
        name, id, file, line = core.about(k)
        dialect = core.dialect(k)
        if out and out[-1][5] == dialect:
            dialect = out[-1][5]  # pickled once
        out.append((core.text(k), name, id, file, line, dialect))
    return out


def _restored(states: list[Any], errors: Any, warnings: Any) -> Programs:
    return Programs(_core.restored(states), errors, warnings)


class Value:
    """A value of a program that is being built: ``type`` is its static type, or None if it has none,
    and ``why_ill_typed`` says why.

    >>> p = Program()
    >>> p.I.type, p.add("size", p.I).type, p.add("vmirror", 3).type
    ('grid', 'integer', None)
    """

    __slots__ = ("program", "id")

    def __init__(self, program: Program, id: int) -> None:
        self.program = program
        self.id = id

    @property
    def type(self) -> str | None:
        """Its static type, such as "set<object>", or None if it has none."""
        return self.program._graph_now().type(self.id)  # type: ignore[no-any-return]

    @property
    def why_ill_typed(self) -> str:
        """A sentence that says why it has no static type; empty if it has one."""
        return self.program._graph_now().why_ill_typed(self.id)  # type: ignore[no-any-return]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Value) and self.program is other.program and self.id == other.id

    def __hash__(self) -> int:
        return hash((id(self.program), self.id))

    def __repr__(self) -> str:
        return f"<Value {self.id}: {self.type or 'ill-typed'}>"


class Program:
    """A program. Those of ``Programs`` come from text; ``Program()`` is empty and is built call by
    call, which is how a search makes them: equal calls are made once.

    >>> p = Program()
    >>> x = p.add("objects", p.I, True, False, True)
    >>> x.type
    'set<univalued>'
    >>> "first" in p.accepts(x)
    True
    >>> p.output = p.add("vmirror", p.I)
    >>> p([[1, 2]]).tolist()
    [[2, 1]]
    """

    def __init__(self, text: str | None = None, dialect: Any = None) -> None:
        self._list: Any = None
        self._at = 0
        self._graph: Any = None
        self._output: int | None = None
        self._is_changed = False  # since it was read
        if text is not None:
            read = parse(text, dialect=dialect)
            if read.errors:
                raise read.errors[0]
            if len(read) != 1:
                raise ValueError(f"the text holds {len(read)} programs, not one")
            for w in read.warnings:
                warnings.warn(str(w), stacklevel=2)
            self._list, self._at = read._core, 0
        elif dialect is not None:
            self._graph = _core.Graph(_dialect(dialect))

    @classmethod
    def _of_text(cls, core: Any, at: int) -> Program:
        p = cls()
        p._list, p._at = core, at
        return p

    # what it is

    @property
    def name(self) -> str:
        """The name of its function."""
        return "built" if self._list is None else self._list.about(self._at)[0]

    @property
    def id(self) -> str:
        """The id of the task that it is for."""
        return "built" if self._list is None else self._list.about(self._at)[1]

    @property
    def is_score(self) -> bool:
        """Whether it is a score of grids, ``differ_NAME(S, I, C)``, rather than a solver."""
        return self._list is not None and not self._is_changed and bool(self._list.is_score(self._at))

    def score(self, grid: Any, expected: Any, demonstrations: Any = (), limits: Limits = Limits()) -> int | None:
        """What this score says of a grid compared with the expected one, from 0 to 1000. It may be any
        grid, such as one that a program makes on the way. None where it fails or gives no (score, item).

        >>> d = Program("def differ_a(S, I, C):\\n    return astuple(size(difference(palette(I), palette(C))), I)\\n")
        >>> d.is_score, d.score([[1, 2]], [[1, 1]])
        (True, 1)
        """
        made = _core.grids([grid], "grid", False)
        pairs = [(x, y) for x, y in demonstrations]
        inputs = _core.grids([grid, *(x for x, _ in pairs)], "input", False)
        wanted = _core.grids([expected, *(y for _, y in pairs)], "expected output", True)
        shown = np.arange(1, len(pairs) + 1, dtype=np.uint32)
        (got,) = _core.score_grids(
            self._programs(), made, np.zeros(1, np.uint32), inputs, wanted,
            np.zeros(len(pairs) + 1, np.uint32), [shown], 1, *limits,
        )  # fmt: skip
        return None if got[0] < 0 else int(got[0])

    @property
    def file(self) -> str:
        """The file that it was read from."""
        return "" if self._list is None else self._list.about(self._at)[2]

    @property
    def line(self) -> int:
        """The line of its ``def`` in the file, from 1."""
        return 0 if self._list is None else self._list.about(self._at)[3]

    @property
    def text(self) -> str:
        """The program as Python text."""
        return str(self._programs().text(0))

    def _programs(self) -> Any:
        if self._is_changed:
            return self._graph.programs([self._output], self.name, self.id)
        if self._list is None:
            raise ValueError("the program has no output yet: add calls, or set output")
        return self._list.take([self._at])

    # building

    def _graph_now(self) -> Any:
        if self._graph is None:
            self._graph = _core.Graph([] if self._list is None else self._list.dialect(self._at))
            if self._list is not None:
                self._output = self._graph.add(self._list, self._at)
        return self._graph

    @property
    def I(self) -> Value:  # noqa: E743
        """The input grid."""
        return Value(self, self._graph_now().input())

    @property
    def S(self) -> Value:
        """The demonstrations: pairs of grids."""
        return Value(self, self._graph_now().demonstrations())

    @property
    def C(self) -> Value:
        """The expected output."""
        return Value(self, self._graph_now().expected())

    @property
    def calls(self) -> list[Value]:
        """The calls that the output needs, in the order in which they were made."""
        g = self._graph_now()
        return [] if self._output is None else [Value(self, k) for k in g.calls_of(self._output)]

    def parts(self, v: Value) -> list[Value]:
        """What a call calls, and then its arguments; an empty list for any other value."""
        return [Value(self, k) for k in self._graph_now().parts(self._of(v))]

    @property
    def output(self) -> Value | None:
        """What the program returns: the last call that was added, unless another value was set."""
        self._graph_now()
        return None if self._output is None else Value(self, self._output)

    @output.setter
    def output(self, v: Value) -> None:
        self._output = self._of(v)
        self._is_changed = True

    def add(self, operation: str | Function | Value, *arguments: Any) -> Value:
        """Adds a call of an operation, by its name, or of a function value. It becomes the output.

        Arguments are values of this program, integers, truth values, None, and names of
        operations and constants (``"THREE"``, ``"vmirror"``). Raises ``KeyError`` for unknown
        names; ill-typed calls are no error.
        """
        f = self._of(operation)
        self._output = int(self._graph.call(f, [self._of(a) for a in arguments]))
        self._is_changed = True
        return Value(self, self._output)

    def replaced(self, call: Value, place: int, other: Any) -> Value:
        """The output as it would be if part ``place`` of a call were ``other``: part 0 is what is called,
        part 1 the first argument. The program and its output stay as they are; other calls are shared.

        >>> p = Program("def solve_a(I):\\n    return vmirror(I)\\n")
        >>> q = p.returning([p.replaced(p.calls[0], 0, "hmirror")])
        >>> q[0]([[1], [2]]).tolist()
        [[2], [1]]
        """
        g = self._graph_now()
        if self._output is None:
            raise ValueError("the program has no output yet: add calls, or set output")
        wanted = self._of(call)
        made: dict[int, int] = {}
        for c in g.calls_of(self._output):
            old = g.parts(c)
            if c == wanted and not 0 <= place < len(old):
                raise IndexError(f"the call has parts 0 to {len(old) - 1}, not {place}")
            new = [made.get(part, part) for part in old]
            if c == wanted:
                new[place] = self._of(other)
            if new != old:
                made[c] = g.call(new[0], new[1:])
        return Value(self, made.get(self._output, self._output))

    def accepts(self, *arguments: Any) -> list[str]:
        """The operations that accept these arguments by their static types, in alphabetical order."""
        return list(self._graph_now().accepts([self._of(a) for a in arguments]))

    def returning(self, values: Iterable[Value]) -> Programs:
        """Programs that return these values, for the same task. They share all calls, so that many of
        them run fast."""
        roots = [self._of(v) for v in values]
        return Programs(self._graph_now().programs(roots, self.name, self.id))

    def _of(self, a: Any) -> int:
        g = self._graph_now()
        if isinstance(a, Value):
            if a.program is not self:
                raise ValueError("the value belongs to another program")
            return a.id
        if a is None:
            return g.none()  # type: ignore[no-any-return]
        if isinstance(a, (bool, np.bool_)):
            return g.named("T" if a else "F")  # type: ignore[no-any-return]
        if isinstance(a, (int, np.integer)):
            return g.integer(int(a))  # type: ignore[no-any-return]
        if isinstance(a, str):
            return g.named(a)  # type: ignore[no-any-return]
        if isinstance(a, Function):
            if a.parts is None:
                return g.named(a.name)  # type: ignore[no-any-return]
            return g.call(g.named(a.name), [self._of(p) for p in a.parts])  # type: ignore[no-any-return]
        if isinstance(a, tuple) and len(a) == 2:
            for name, value in constants.items():
                if value == a and isinstance(value, tuple):
                    return g.named(name)  # type: ignore[no-any-return]
            return g.call(g.named("astuple"), [self._of(x) for x in a])  # type: ignore[no-any-return]
        raise TypeError(f"{type(a).__name__} cannot stand in a program")

    # running

    def __call__(self, grid: Any, *, limits: Limits = Limits()) -> Any:
        """What it returns on one grid: an array, or another value as ``batt.call`` gives it.

        Raises ``OperationError`` where it fails.
        """
        from ._trace import evaluate

        return evaluate(self, grid, limits)

    def trace(self, grid: Any, expected: Any = None, demonstrations: Any = (), *, limits: Limits = Limits()) -> Any:
        """The same as ``batt.trace``."""
        from ._trace import trace

        return trace(self, grid, expected, demonstrations, limits=limits)

    def __repr__(self) -> str:
        return f"<Program {self.name}>"

    def _repr_html_(self) -> str:
        import html

        return f"<pre>{html.escape(self.text)}</pre>"

    def __reduce__(self) -> Any:
        if self._list is None and self._output is None and self._graph is None:
            return Program, ()
        return _one, (_states(self._programs()),)


def _one(states: list[Any]) -> Program:
    return Program._of_text(_core.restored(states), 0)


def _read(result: Any) -> Programs:
    core, problems, warnings, complaints = result
    errors = [ProgramError("", 0, 0, c) for c in complaints] + [ProgramError(*p) for p in problems]
    said = [(f, l, c, text.removeprefix("warning: ")) for f, l, c, text in warnings]
    return Programs(core, errors, [ProgramError(*w) for w in said])


def _preludes(prelude: Any) -> list[tuple[str, str]]:
    if prelude is None:
        return []
    paths = [prelude] if isinstance(prelude, (str, os.PathLike)) else list(prelude)
    out = []
    for p in paths:
        with open(p, encoding="utf-8") as file:
            out.append((file.read(), os.fspath(p)))
    return out


def _dialect(named: Any) -> list[tuple[str, str]]:
    """The texts of a dialect, which is a folder, or the name of one that comes with batt."""
    if named is None:
        return []
    shipped = os.path.join(os.path.dirname(__file__), "dialects")
    folder = os.fspath(named)
    if not os.path.isdir(folder):
        folder = os.path.join(shipped, folder)
    if not os.path.isdir(folder):
        known = [e.name for e in os.scandir(shipped) if e.is_dir()]
        raise FileNotFoundError(
            f"there is no dialect {os.fspath(named)}: a dialect is a folder or one of "
            + ", ".join(sorted(known))
        )
    files = sorted(f for f in os.listdir(folder) if f.endswith(".py"))
    if not files:
        raise FileNotFoundError(f"there is no .py file in the dialect's folder {folder}")
    return _preludes([os.path.join(folder, f) for f in files])


def load(*paths: str | os.PathLike[str], prelude: Any = None, dialect: Any = None) -> Programs:
    """The programs of files and folders: .py, notebooks, JSON lines, prose with fenced blocks.

    Nothing that is read is executed. ``prelude``: a file, or several, with functions that the
    programs may use. ``dialect``: a folder of operations, or the name of a dialect that comes with
    batt (``"typed"``). What could not be read stands in ``errors`` of the result.

    Raises ``FileNotFoundError`` where there is no such file or folder.

    >>> import tempfile, pathlib
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "mine.py"
    >>> _ = file.write_text("def solve_a(I):\\n    return vmirror(I)\\n")
    >>> load(file).names
    ['solve_a']
    """
    for p in paths:
        if not os.path.exists(p):
            raise FileNotFoundError(f"there is no such file or folder: {os.fspath(p)}")
    return _read(
        _core.load([os.fspath(p) for p in paths], _dialect(dialect), _preludes(prelude))
    )


def parse(
    text: str, name: str = "text.py", prelude: Any = None, dialect: Any = None
) -> Programs:
    """The programs of a text, which is read like a file called ``name``.

    >>> parse("def solve_a(I):\\n    return vmirror(\\n").errors[0].line
    3
    """
    return _read(_core.parse(text, name, _dialect(dialect), _preludes(prelude)))


def as_programs(of: Any) -> Programs:
    """``Programs`` from ``Programs``, a ``Program``, or a list of either."""
    if isinstance(of, Programs):
        return of
    if isinstance(of, Program):
        return Programs(of._programs())
    if isinstance(of, (str, bytes)) or not hasattr(of, "__iter__"):
        raise TypeError(f"programs are Programs, a Program or a list of them, not {of!r:.80}")
    all_: Programs | None = None
    for p in of:
        one = as_programs(p)
        all_ = one if all_ is None else all_ + one
    return Programs(_core.restored([])) if all_ is None else all_

