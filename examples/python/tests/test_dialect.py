"""Programs of the typed dialect, and of a dialect of one's own."""

from __future__ import annotations

import copy
import pathlib
import pickle

import batt
import numpy as np
import pytest

LARGEST = """
def solve_a(S, I, C):
    x1 = o_g(I, R5)
    x2 = get_arg_rank_f(x1, size_f, F0)
    x3 = first(x2)
    x4 = last(x3)
    O = fill(I, add(x4, ONE), x2)
    return O
"""
GRID = [[1, 1, 0], [0, 0, 4]]
DUE = [[2, 2, 0], [0, 0, 4]]


def test_programs_of_the_typed_dialect_run_everywhere() -> None:
    programs = batt.parse(LARGEST, dialect="typed")
    assert not programs.errors and not programs.warnings
    assert programs[0](GRID).tolist() == DUE
    report = batt.run(programs, [GRID], [DUE])
    assert report.solved.tolist() == [[True]] or bool(np.all(report.solved))
    steps = programs[0].trace(GRID)
    assert steps[1].text == "x2 = argmax(x1, size)"


def test_files_of_the_typed_dialect(tmp_path: pathlib.Path) -> None:
    (tmp_path / "a.py").write_text(LARGEST)
    assert batt.load(tmp_path, dialect="typed")[0](GRID).tolist() == DUE
    without = batt.load(tmp_path)
    assert any("o_g" in str(w) for w in without.warnings)


def test_programs_of_a_dialect_are_copied_and_pickled() -> None:
    programs = batt.parse(LARGEST, dialect="typed")
    for again in (pickle.loads(pickle.dumps(programs)), copy.copy(programs)):
        assert again.names == ["solve_a"]
        assert again[0](GRID).tolist() == DUE
        assert again[0].text == programs[0].text
    one = pickle.loads(pickle.dumps(programs[0]))
    assert one(GRID).tolist() == DUE


def test_programs_of_a_dialect_are_built_and_changed() -> None:
    p = batt.Program(dialect="typed")
    x = p.add("first", p.add("asobject", p.I))
    p.add("canvas", p.add("last", x), p.add("shape_t", p.I))
    # of a cell the colour is last
    assert p([[3, 4]]).tolist() == [[3, 3]]
    q = batt.Program(LARGEST, dialect="typed")
    changed = [q.replaced(c, 0, "last") for c in q.calls if q.parts(c)[0] == q.parts(q.calls[2])[0]]
    assert len(q.returning(changed)) == len(changed)


def test_a_dialect_of_ones_own(tmp_path: pathlib.Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "words.py").write_text(
        "GREEN_ONE = 3\n"
        "def middle(x: set): return center(x)\n"
        "def middle(x): return halve(shape(x))\n"
        "def painted(g, how: 0): return g\n"
        "def painted(g, how): return fill(g, GREEN_ONE, initset(middle(g)))\n"
    )
    text = "def solve_a(I):\n    x = painted(I, 0)\n    return painted(x, 1)\n"
    assert batt.parse(text, dialect=folder)[0]([[1, 1, 1]] * 3).tolist() == [
        [1, 1, 1],
        [1, 3, 1],
        [1, 1, 1],
    ]
    (folder / "words.py").write_text("def wrong(x: sett): return x\n")
    bad = batt.parse(text, dialect=folder)
    assert len(bad) == 0
    assert bad.errors[0].line == 1 and "set" in bad.errors[0].message
    with pytest.raises(FileNotFoundError, match="typed"):
        batt.parse(text, dialect="nonsense")
    typed = batt.parse(LARGEST, dialect="typed")
    (folder / "words.py").write_text("def same(x): return x\n")
    other = batt.parse("def solve_b(I):\n    return same(I)\n", dialect=folder)
    with pytest.raises((RuntimeError, ValueError), match="own"):
        batt.run(typed + other, [GRID])
