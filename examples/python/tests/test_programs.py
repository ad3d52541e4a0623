"""Programs: read from texts and files, chosen, built and pickled."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import batt
import numpy as np
import pytest

from recorded import alike
from support import SOURCE, function, programs, random_grids

MIRROR = "def solve_a(I):\n    return vmirror(I)\n"
PRELUDE = "def across(g):\n    return vmirror(hmirror(g))\n"


# reading


def test_names_ids_and_places() -> None:
    read = programs()
    assert read.names == [
        "solve_mirror",
        "solve_twice",
        "solve_least",
        "solve_count",
        "solve_recolor",
    ]
    assert read.ids == ["mirror", "twice", "least", "count", "recolor"]
    assert [read[0].name, read[0].id, read[0].file, read[0].line] == [
        "solve_mirror",
        "mirror",
        "text.py",
        2,
    ]
    assert SOURCE.splitlines()[read[2].line - 1] == "def solve_least(I):"
    assert read.errors == [] and repr(read) == "<Programs: 5>"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("def solve_a(I):\n    return vmirror(\n", 3, ""),
        ("def solve_a(I):\n    return I +\n", 2, "end of the line"),
        ("def solve_a(I):\n    return 'text'\n", 2, "strings, found 'text'"),
        ("\n\ndef solve_a(I):\n    for x in I:\n        pass\n    return I\n", 4, "'for'"),
        ("def solve_a(I):\n    x1 = vmirror(I)\n      return x1\n", 3, "indent"),
    ],
)
def test_mistakes_have_a_place(text: str, line: int, says: str) -> None:
    read = batt.parse(text, "mine.py")
    assert len(read) == 0 and len(read.errors) == 1
    error = read.errors[0]
    assert isinstance(error, batt.ProgramError)
    assert (error.file, error.line) == ("mine.py", line) and error.column >= 1
    assert str(error) == f"mine.py:{line}:{error.column}: {error.message}"
    assert says in error.message
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.column) == (str(error), error.column)


def test_good_programs_beside_bad_ones() -> None:
    read = batt.parse(
        MIRROR + "def solve_b(I):\n    return I +\n" + "def solve_c(I):\n    return I\n"
    )
    assert read.ids == ["a", "c"]
    assert [e.line for e in read.errors] == [4]
    assert "1 errors" in repr(read)


@pytest.mark.parametrize("name", ["nothing(I)", "x9", "vmirror(x9)"])
def test_unknown_names_are_warnings(name: str) -> None:
    read = batt.parse(f"def solve_a(I):\n    return {name}\n", "mine.py")
    assert read.errors == [] and len(read.warnings) == 1
    warning = read.warnings[0]
    assert (warning.file, warning.line) == ("mine.py", 2) and "has no value here" in warning.message
    with pytest.raises(batt.OperationError) as caught:
        read[0]([[1]])
    assert caught.value.status == batt.Status.type


@pytest.mark.parametrize("text", ["", "\n\n", "import os\n", "# nothing\n", "x = 3\n"])
def test_texts_without_programs(text: str) -> None:
    read = batt.parse(text)
    assert len(read) == 0 and read.names == []
    assert read.errors and all("text.py" in str(e) for e in read.errors)


def test_nothing_that_is_read_is_executed(tmp_path: Path) -> None:
    flag = tmp_path / "flag"
    batt.parse(f"open({str(flag)!r}, 'w').close()\n{MIRROR}")
    assert not flag.exists()


def test_one_program_of_a_text() -> None:
    assert batt.Program(MIRROR)([[1, 2]]).tolist() == [[2, 1]]
    with pytest.raises(batt.ProgramError) as caught:
        batt.Program("def solve_a(I):\n    return I +\n")
    assert caught.value.line == 2
    with pytest.raises(ValueError, match="5 programs"):
        batt.Program(SOURCE)


def test_files_and_folders(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "a.py").write_text(MIRROR)
    (inner / "b.py").write_text(MIRROR.replace("solve_a", "solve_b"))
    (tmp_path / "c.md").write_text(
        "Some words.\n\n```python\n" + MIRROR.replace("solve_a", "solve_c") + "```\n"
    )
    (tmp_path / "d.py").write_text("def solve_d(I):\n    return I +\n")
    read = batt.load(tmp_path)
    assert sorted(read.ids) == ["a", "b", "c"]
    assert [Path(e.file).name for e in read.errors] == ["d.py"]
    by_id = {p.id: p for p in read}
    assert by_id["c"].line == 4 and by_id["b"].file == str(inner / "b.py")
    assert batt.load(tmp_path / "a.py", str(inner)).ids == ["a", "b"]


def test_missing_files_are_errors(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="absent"):
        batt.load(tmp_path / "absent.py")
    with pytest.raises(FileNotFoundError):
        batt.parse(MIRROR, prelude=tmp_path / "absent.py")


def test_empty_folders_have_no_programs(tmp_path: Path) -> None:
    assert len(batt.load(tmp_path)) == 0
    assert len(batt.load()) == 0


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"\x00" * 50], ids=["empty", "no text", "zeros"]
)
def test_files_without_programs(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.py").write_bytes(content)
    read = batt.load(tmp_path / "x.py")
    assert len(read) == 0 and read.errors
    assert "x.py" in str(read.errors[0])


def test_preludes(tmp_path: Path) -> None:
    before = tmp_path / "before.py"
    before.write_text(PRELUDE)
    text = "def solve_a(I):\n    return across(I)\n"
    assert "across" in str(batt.parse(text).warnings[0])
    for prelude in (before, str(before), [before]):
        read = batt.parse(text, prelude=prelude)
        assert read[0]([[1, 2], [3, 4]]).tolist() == [[4, 3], [2, 1]]
    file = tmp_path / "a.py"
    file.write_text(text)
    assert batt.load(file, prelude=before).ids == ["a"]
    before.write_text("def across(g):\n    return g +\n")
    errors = batt.load(file, prelude=before).errors
    assert any(e.file == str(before) and e.line == 2 for e in errors)


# choosing


def test_slices_indices_and_filters() -> None:
    read: Any = programs()
    names = read.names
    for k in (slice(1, 3), slice(None, None, -1), slice(-2, None), slice(9, 12), slice(0, 5, 2)):
        assert read[k].names == names[k]
    assert [p.name for p in read] == names
    assert read[-1].name == names[-1] and read[np.int64(1)].name == names[1]
    assert read[[3, 0, 0]].names == [names[3], names[0], names[0]]
    assert read[np.array([True, False, True, False, False])].names == [names[0], names[2]]
    assert read[[]].names == []
    assert read.filter(lambda p: "x2" in p.text).names == ["solve_least", "solve_recolor"]
    assert (read[:1] + read[3:]).names == [names[0], *names[3:]]


@pytest.mark.parametrize("k", [5, -6, 10**20, -(10**20)])
def test_indices_outside_are_errors(k: int) -> None:
    with pytest.raises(IndexError):
        programs()[k]


@pytest.mark.parametrize(
    "k", [[9], [-9], np.array([True] * 9), "one", 1.5, [[0, 1]], [0.5], ["a"]], ids=repr
)
def test_other_indices_are_errors(k: Any) -> None:
    with pytest.raises((IndexError, TypeError, ValueError)):
        programs()[k]


def test_negative_numbers_in_a_list_count_from_the_end() -> None:
    assert programs()[[-1, 0]].names == ["solve_recolor", "solve_mirror"]


# running one


@pytest.mark.parametrize("seed", range(5))
def test_calls_agree_with_numpy(seed: int) -> None:
    mirror, twice, *_ = programs()
    for grid in random_grids(seed, 20):
        assert np.array_equal(mirror(grid), grid[:, ::-1])
        assert np.array_equal(twice(grid), np.tile(grid, (2, 2)))
        assert mirror(grid).dtype == np.int8


def test_failures_have_a_status_and_a_statement() -> None:
    p = batt.Program(
        function("solve_a", "x1 = objects(I, T, F, T)", "x2 = first(x1)", "subgrid(x2, I)")
    )
    with pytest.raises(batt.OperationError, match="solve_a, statement 2") as caught:
        p([[0, 0], [0, 0]])
    assert caught.value.status == batt.Status.empty
    steps = p.trace([[0, 0], [0, 0]])
    assert [s.status.name for s in steps] == ["ok", "empty", "empty"]
    assert [s.began for s in steps][1:] == [2, 2]
    assert steps.status == batt.Status.empty


def test_programs_without_calls() -> None:
    same = batt.Program("def solve_a(I):\n    return I\n")
    assert same([[1, 2]]).tolist() == [[1, 2]]
    assert same.trace([[1, 2]]).status == batt.Status.ok
    assert batt.Program("def solve_a(I):\n    return 3\n")([[1]]) == 3


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("size(I)", 1),
        ("shape(I)", (1, 2)),
        ("palette(I)", frozenset({1, 2})),
        ("asindices(I)", frozenset({(0, 0), (0, 1)})),
        ("asobject(I)", frozenset({(1, (0, 0)), (2, (0, 1))})),
        ("hsplit(I, TWO)", ([[1]], [[2]])),
        ("equality(I, I)", True),
        ("T", True),
        ("ONE", 1),
        ("astuple(even(ONE), ONE)", (False, 1)),
        ("apply(lbind(contained, ONE), I)", (True,)),
        ("branch(equality(I, I), F, T)", False),
        ("branch(equality(I, I), F, ONE)", 0),
    ],
)
def test_values_of_programs(body: str, expected: Any) -> None:
    got = batt.Program(function("solve_a", body))([[1, 2]])
    if body.startswith("hsplit"):
        got = tuple(g.tolist() for g in got)
    assert alike(got, expected)


def test_traces_show_each_statement() -> None:
    t = programs()[4].trace([[1, 1], [2, 1]], expected=[[2, 2], [1, 2]])
    assert [s.operation for s in t] == ["mostcolor", "leastcolor", "switch"]
    assert [t[0].value, t[1].value, t.output.tolist()] == [1, 2, [[2, 2], [1, 2]]]
    assert [s.type for s in t] == ["integer", "integer", "grid"]
    assert "mostcolor(I)" in str(t) and "<svg" in t._repr_html_()
    again = pickle.loads(pickle.dumps(t))
    assert str(again) == str(t) and again.output.tolist() == t.output.tolist()


def test_traces_tell_truth_values_from_integers() -> None:
    body = ["x1 = equality(I, I)", "x2 = repeat(x1, THREE)", "x3 = astuple(x1, ONE)", "x4 = x1"]
    t = batt.Program(function("solve_a", *body, "x5 = size(I)", "vmirror(I)")).trace([[1, 2]])
    assert alike(tuple(s.value for s in t[:5]), (True, (True,) * 3, (True, 1), True, 1))
    types = ["boolean", "tuple<boolean>", "pair<boolean,integer>", "boolean", "integer", "grid"]
    assert [s.type for s in t] == types
    assert "boolean True" in str(t)


def test_traces_with_expected_outputs_and_demonstrations() -> None:
    p = batt.Program(
        "def solve_a(S, I, C):\n    x1 = first(S)\n    x2 = last(x1)\n    return hconcat(x2, C)\n"
    )
    pairs = [([[5]], [[6]]), batt.Pair([[7]], [[8]])]
    assert p.trace([[1]], [[2]], pairs).output.tolist() == [[6, 2]]


def test_limits_end_a_program() -> None:
    p = programs()[2]
    with pytest.raises(batt.OperationError) as caught:
        p(np.eye(30, dtype=np.int8), limits=batt.Limits(steps=50))
    assert caught.value.status == batt.Status.capacity


@pytest.mark.parametrize(
    "grid",
    [3, None, "x", [[1.5]], [[1], [1, 2]], [1, 2], np.zeros((2, 2, 2), int), [[300]]],
    ids=repr,
)
def test_what_is_no_grid_is_an_error(grid: Any) -> None:
    with pytest.raises((TypeError, ValueError)) as caught:
        programs()[0](grid)
    assert "input" in str(caught.value)


def test_traces_of_several_programs_are_errors() -> None:
    with pytest.raises(ValueError, match="not of 5"):
        batt.trace(programs(), [[1]])
    assert batt.trace(programs()[:1], [[1, 2]]).output.tolist() == [[2, 1]]


# texts and pickles


def test_texts_are_read_again() -> None:
    for p in programs():
        again = batt.Program(p.text)
        assert again.text == p.text and again.name == p.name
        for grid in random_grids(7, 5):
            assert outcome(again, grid) == outcome(p, grid)


def outcome(p: batt.Program, grid: Any) -> Any:
    try:
        got = p(grid)
    except batt.OperationError as error:
        return error.status
    return got.tolist() if isinstance(got, np.ndarray) else got


def test_pickles_of_programs() -> None:
    read = batt.parse(SOURCE + "def solve_b(I):\n    return I +\n", "mine.py")
    again = pickle.loads(pickle.dumps(read))
    assert (again.names, again.ids) == (read.names, read.ids)
    assert [(p.text, p.file, p.line) for p in again] == [(p.text, p.file, p.line) for p in read]
    assert list(map(str, again.errors)) == list(map(str, read.errors))
    one = pickle.loads(pickle.dumps(read[1]))
    assert (one.name, one.text) == (read[1].name, read[1].text)
    built = batt.Program()
    built.add("hconcat", built.add("vmirror", built.I), built.I)
    assert pickle.loads(pickle.dumps(built))([[1, 2]]).tolist() == [[2, 1, 1, 2]]
    assert isinstance(pickle.loads(pickle.dumps(batt.Program())), batt.Program)


# building


def test_equal_calls_are_made_once() -> None:
    p = batt.Program()
    a = p.add("vmirror", p.I)
    b = p.add("hmirror", a)
    assert p.add("vmirror", p.I) == a and a != b and len({a, b, p.add("vmirror", p.I)}) == 2
    assert p.output == a
    p.output = b
    assert p.calls == [a, b]
    assert [v.id for v in p.parts(b)][1:] == [a.id] and p.parts(p.I) == []
    assert p([[1, 2], [3, 4]]).tolist() == [[4, 3], [2, 1]]


def test_types_of_values() -> None:
    p = batt.Program()
    x = p.add("objects", p.I, True, False, True)
    assert p.I.type == "grid" and p.add("size", x).type == "integer"
    bad = p.add("vmirror", 3)
    assert bad.type is None and "vmirror" in bad.why_ill_typed and x.why_ill_typed == ""
    assert "ill-typed" in repr(bad)
    accepted = p.accepts(x)
    assert accepted == sorted(accepted) and "first" in accepted and "hmirror" not in accepted
    assert set(p.accepts(p.I, p.I)) >= {"hconcat", "vconcat"}
    assert set(accepted) <= set(batt.operations)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("replace", "I", 1, "THREE"), [[3, 2]]),
        (("replace", "I", np.int64(1), "THREE"), [[3, 2]]),
        (("canvas", 5, (1, 3)), [[5, 5, 5]]),
        (("canvas", "FIVE", "TWO_BY_TWO"), [[5, 5], [5, 5]]),
        (("branch", True, "I", 3), [[1, 2]]),
        (("branch", np.bool_(False), 3, "I"), [[1, 2]]),
        (("cellwise", "I", "I", 9), [[1, 2]]),
    ],
)
def test_arguments_of_calls(arguments: tuple[Any, ...], expected: list[list[int]]) -> None:
    p = batt.Program()
    p.add(*(p.I if a == "I" else a for a in arguments))
    assert p([[1, 2]]).tolist() == expected


def test_calls_of_functions() -> None:
    p = batt.Program()
    f = p.add("compose", "vmirror", "hmirror")
    p.add(f, p.I)
    assert p([[1, 2], [3, 4]]).tolist() == [[4, 3], [2, 1]]
    p.add(batt.rbind(batt.hupscale, 2), p.I)
    assert p([[1, 2]]).tolist() == [[1, 1, 2, 2]]


def test_wrong_parts_of_calls() -> None:
    p, other = batt.Program(), batt.Program()
    with pytest.raises(KeyError, match="wmirror"):
        p.add("wmirror", p.I)
    with pytest.raises(ValueError, match="another program"):
        p.add("vmirror", other.I)
    for wrong in (1.5, [1, 2], {1}, object(), b"x"):
        with pytest.raises(TypeError):
            p.add("identity", wrong)
    with pytest.raises((ValueError, TypeError, OverflowError)):
        p.add("identity", 2**40)
    with pytest.raises(ValueError):
        batt.Program()([[1]])
    with pytest.raises(ValueError):
        _ = batt.Program().text


def test_programs_of_texts_grow() -> None:
    p = programs()[0]
    assert p.output is not None
    p.add("hconcat", p.output, p.I)
    assert p([[1, 2]]).tolist() == [[2, 1, 1, 2]]
    assert programs()[0]([[1, 2]]).tolist() == [[2, 1]]


def test_many_outputs_of_one_program(device: str) -> None:
    p = batt.Program()
    values = [p.add(name, p.I) for name in ("vmirror", "hmirror", "dmirror", "rot90")]
    many = p.returning(values)
    grid = np.arange(6, dtype=np.int8).reshape(2, 3)
    expected = [grid[:, ::-1], grid[::-1], grid.T, np.rot90(grid, -1)]
    assert len(many) == 4
    for one, wanted in zip(many, expected):
        assert np.array_equal(one(grid), wanted)
    report = batt.run(many, [grid], [grid.T], device=device)
    assert report.solved.tolist() == [False, False, True, False]
    assert len(many[1:3]) == 2 and np.array_equal(many[1:3][1](grid), grid.T)
