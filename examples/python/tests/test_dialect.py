"""Programs of the typed dialect, and of a dialect that the test writes."""

from __future__ import annotations

import copy
import pathlib
import pickle

import batt
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
    assert report.solved.tolist() == [True]
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
    # in this dialect the last part of a cell is its colour
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
    with pytest.raises((RuntimeError, ValueError), match="user-defined"):
        batt.run(typed + other, [GRID])


DIFFERS = """
def differ_needless(S, I, C):
    x1 = difference_tuple(p_g(I), p_g(C))
    x2 = subtract(THOUSAND, multiply(HUNDRED, size_t(x1)))
    return astuple(x2, get_nth_t(x1, F0))

def differ_demonstrated(S, I, C):
    return astuple(size_t(S), C)

def differ_none(S, I, C):
    return size_t(S)
"""


def test_scores_of_grids() -> None:
    programs = batt.parse(LARGEST + DIFFERS, dialect="typed")
    assert [p.is_score for p in programs] == [False, True, True, True]
    task = {
        "train": [{"input": GRID, "output": DUE}, {"input": [[3]], "output": [[3]]}],
        "test": [{"input": GRID}],
    }
    report = batt.run(programs, {"a": task})
    assert report.programs.names == ["solve_a"] and len(report) == 3
    assert report.differs.names == ["differ_needless", "differ_demonstrated", "differ_none"]
    # the second grid has no object, so the solver fails there; the third has no expected output
    assert {k: v.tolist() for k, v in report.scores.items()} == {
        "differ_needless": [1000, -1, -1],
        "differ_demonstrated": [2, -1, -1],
        "differ_none": [-1, -1, -1],
    }
    assert {k: v.tolist() for k, v in report.input_scores.items()} == {
        "differ_needless": [900, 1000, -1],
        "differ_demonstrated": [2, 2, -1],
        "differ_none": [-1, -1, -1],
    }
    again = pickle.loads(pickle.dumps(report))
    assert again.input_scores["differ_needless"].tolist() == [900, 1000, -1]
    # scores take any grid
    needless = programs[1]
    assert needless.score(GRID, DUE) == 900
    assert programs[2].score(GRID, DUE, [(GRID, DUE)] * 3) == 3
    assert programs[3].score(GRID, DUE) is None
    assert needless.score(GRID, None) is None
    with pytest.raises(ValueError, match="grid"):
        needless.score([[1], [2, 3]], DUE)


def test_scores_without_programs_and_of_many() -> None:
    scores = batt.parse(DIFFERS, dialect="typed")
    report = batt.run(scores, [GRID, [[3]]], [DUE, [[3]]])
    assert len(report) == 0 and len(report.programs) == 0
    assert report.scores["differ_needless"].tolist() == []
    assert report.input_scores["differ_needless"].tolist() == [900, 1000]
    without = batt.run(batt.parse(LARGEST, dialect="typed"), [GRID])
    assert without.scores == {} and without.input_scores == {}
    twice = batt.run(scores + scores, [GRID], [DUE])
    assert list(twice.input_scores)[3:] == ["differ_needless 3", "differ_demonstrated 4", "differ_none 5"]
    # grids without an expected output have no scores
    assert batt.run(scores, [GRID]).input_scores["differ_demonstrated"].tolist() == [-1]
