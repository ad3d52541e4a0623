"""Random input gives values or the documented exceptions, and never ends the process."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import batt
import numpy as np
import pytest

from support import SOURCE

SECONDS = float(os.environ.get("BATT_FUZZ_SECONDS", "0.3"))
SEED = int(os.environ.get("BATT_FUZZ_SEED", "1"))

WORDS = [
    *list(batt.operations)[::8],
    *batt.constants,
    "I",
    "S",
    "C",
    "x1",
    "O",
    "def",
    "return",
    "=",
]
PIECES = [
    "(",
    ")",
    ",",
    ":",
    "\n",
    "    ",
    " ",
    "'",
    '"""',
    "#",
    "[",
    "]",
    "{",
    "lambda x: ",
    "@",
    "\\",
    "\t",
]
PIECES += [
    "\0",
    "\ufeff",
    "é",
    "\U0001f600",
    "99999999999999",
    "-",
    "*",
    ".",
    "if",
    "else",
    "```",
    "%",
]
TASK_TEXT = '{"train": [{"input": [[1, 2]], "output": [[2, 1]]}], "test": [{"input": [[3]]}]}'


def repeat(work: Callable[[random.Random], None], least: int = 20) -> None:
    """Calls work with one seed after another for a while."""
    end = time.monotonic() + SECONDS
    count = 0
    while count < least or time.monotonic() < end:
        seed = SEED * 1_000_003 + count
        try:
            work(random.Random(seed))
        except BaseException:
            print(f"the seed was {seed}")
            raise
        count += 1


def damaged(r: random.Random, text: str) -> str:
    """The text with pieces put in, taken out and doubled."""
    for _ in range(r.randint(1, 6)):
        a = r.randrange(len(text) + 1)
        b = min(len(text), a + r.randint(0, 8))
        new = r.choice(["", r.choice(PIECES), r.choice(WORDS), text[a:b] * 2])
        text = text[:a] + new + text[b:]
    return text


def random_value(r: random.Random, depth: int = 3) -> Any:
    """A value of the DSL, or now and then one that the DSL does not have."""
    kind = r.randrange(14)
    if kind < 3 or depth == 0:
        return r.choice(
            [0, 1, 2, 3, -1, 9, 15, True, None, 2**31 - 1, -(2**31), 2**40, 1.5, "x", b"y"]
        )
    if kind < 5:
        return (r.randint(-3, 9), r.randint(-3, 9))
    if kind == 5:
        return np.array(r.choices(range(10), k=6)).reshape(r.choice([(2, 3), (3, 2), (1, 6), (6,)]))
    if kind == 6:
        return tuple(tuple(r.choices(range(10), k=3)) for _ in range(r.randint(0, 3)))
    if kind == 7:
        return frozenset(
            (r.randrange(10), (r.randint(-1, 5), r.randint(-1, 5))) for _ in range(r.randint(0, 5))
        )
    if kind == 8:
        return frozenset((r.randint(-1, 5), r.randint(-1, 5)) for _ in range(r.randint(0, 5)))
    if kind in (9, 10):
        return batt.operations[r.choice(list(batt.operations))]
    if kind == 11:
        return batt.lbind(batt.operations[r.choice(list(batt.operations))], r.randint(0, 3))
    if kind == 12:
        return {r.randint(0, 5) for _ in range(3)}
    items = [random_value(r, depth - 1) for _ in range(r.randint(0, 4))]
    return r.choice([tuple, list])(items)


def test_texts_of_programs() -> None:
    def work(r: random.Random) -> None:
        made = "".join(r.choice(WORDS + PIECES) for _ in range(r.randint(0, 60)))
        text = damaged(r, SOURCE) if r.random() < 0.7 else made
        read = batt.parse(text, r.choice(["a.py", "a.md", "a.ipynb", "a.jsonl", "a"]))
        for error in [*read.errors, *read.warnings]:
            assert isinstance(error, batt.ProgramError) and str(error)
        for p in read[:3]:
            assert isinstance(p.text, str)
            try:
                p([[1, 2], [3, 4]], limits=batt.Limits(steps=10_000))
            except batt.OperationError:
                pass

    repeat(work)


def test_files_of_programs(tmp_path: Path) -> None:
    def work(r: random.Random) -> None:
        file = tmp_path / r.choice(["a.py", "a.md", "a.ipynb", "a.jsonl", "a"])
        content = damaged(r, SOURCE).encode("utf-8", "surrogatepass")
        file.write_bytes(r.randbytes(r.randint(0, 200)) if r.random() < 0.3 else content)
        for error in batt.load(file).errors:
            assert str(error)
        file.unlink()

    repeat(work)


def test_files_of_tasks(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    texts = [
        TASK_TEXT,
        f'{{"x": {TASK_TEXT}}}',
        '[{"input": [[1]], "output": [[2]]}]',
        "[[[1, 2]]]",
    ]

    def work(r: random.Random) -> None:
        content = damaged(r, r.choice(texts)).encode()
        file.write_bytes(r.randbytes(r.randint(0, 100)) if r.random() < 0.2 else content)
        try:
            found = batt.tasks(file)
        except ValueError as error:
            assert str(error)
            return
        for t in found.values():
            assert all(p.input.dtype == np.int8 for p in t.pairs)
        batt.run(batt.parse(SOURCE)[:1], found, cross=True, device="cpu", allow_large=True)

    repeat(work)


def test_calls() -> None:
    names = list(batt.operations)
    functions = {name: batt.operations[name] for name in names}
    arity = {
        name: int((f.__doc__ or "").split(" of ")[1].split()[0]) for name, f in functions.items()
    }

    def work(r: random.Random) -> None:
        for _ in range(20):
            name = r.choice(names)
            try:
                arguments = [random_value(r) for _ in range(arity[name])]
                got = batt.call(name, *arguments, limits=batt.Limits(steps=20_000, bytes=1 << 22))
                if isinstance(got, batt.Function):
                    got(random_value(r), limits=batt.Limits(steps=20_000, bytes=1 << 22))
                else:
                    repr(got)
            except (TypeError, ValueError):
                pass

    repeat(work)


@pytest.mark.parametrize(
    "take", [batt.tasks, lambda v: batt.Task("a", v), batt.Pair, batt.to_png, batt.to_svg]
)
def test_values_as_tasks_and_grids(take: Callable[[Any], Any]) -> None:
    def work(r: random.Random) -> None:
        value = random_value(r)
        if isinstance(value, str):  # the name of a file
            return
        try:
            take(value)
        except (TypeError, ValueError):
            pass

    repeat(work)


def test_runs() -> None:
    programs = batt.parse(SOURCE)

    def grids(r: random.Random) -> Any:
        kind = r.randrange(4)
        if kind == 0:
            shape = [r.randint(0, 40) if r.random() < 0.3 else r.randint(1, 6) for _ in range(3)]
            values = np.random.default_rng(r.randrange(99)).integers(-3, 18, shape)
            return values.astype(r.choice(["int8", "uint8", "int64", "float32"]))
        if kind == 1:
            return [
                np.full((r.randint(0, 5), r.randint(1, 40)), r.randint(-2, 20)) for _ in range(3)
            ]
        return [random_value(r) for _ in range(r.randint(0, 3))] if kind == 2 else random_value(r)

    def work(r: random.Random) -> None:
        on = grids(r)
        expected = grids(r) if r.random() < 0.5 else None
        if isinstance(on, str):
            return
        try:
            report = batt.run(
                programs,
                on,
                expected,
                device="cpu",
                allow_large=r.random() < 0.7,
                threads=r.randint(-1, 2),
                limits=batt.Limits(r.choice([0, 1, 1000, 10**6]), r.choice([0, 1000, 1 << 28])),
            )
        except (TypeError, ValueError):
            return
        assert len(report.solved) == len(report.program) == len(report.hash)
        report.outputs(r.randrange(5))

    repeat(work)


def test_built_programs() -> None:
    names = [*batt.operations, *batt.constants]

    def work(r: random.Random) -> None:
        p = batt.Program()
        values: list[Any] = [p.I, p.S, p.C, 1, None, True]
        for _ in range(r.randint(1, 12)):
            try:
                arguments = [r.choice([*values, r.choice(names)]) for _ in range(r.randint(0, 4))]
                values.append(p.add(r.choice([*names, values[-1]]), *arguments))
            except (TypeError, ValueError, KeyError):
                continue
            assert values[-1].type is not None or values[-1].why_ill_typed
        if p.output is None:
            return
        try:
            p([[1, 2], [3, 4]], limits=batt.Limits(steps=10_000))
        except (batt.OperationError, ValueError):
            pass
        report = batt.run(p, [[[1, 2]]], device="cpu", limits=batt.Limits(steps=10_000))
        assert len(report) == 1

    repeat(work)
