"""Types, docstrings and their examples."""

from __future__ import annotations

import doctest
import importlib
import inspect
import json
import os
import pkgutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import batt
import pytest

CONSUMER = """
import numpy as np
import numpy.typing as npt
import batt

programs: batt.Programs = batt.parse("def solve_a(I):\\n    return vmirror(I)\\n", name="a.py")
one: batt.Program = programs[0]
some: batt.Programs = programs[:1] + programs[[0]]
names: list[str] = some.names
lines: list[int] = [e.line for e in programs.errors]
kept: batt.Programs = programs.filter(lambda p: p.name == "solve_a" and p.line > 0)

built = batt.Program()
value: batt.Value = built.add("vmirror", built.I)
type_: str | None = value.type
built.output = value
accepted: list[str] = built.accepts(value, 3)
both: batt.Programs = built.returning([value, built.add(batt.operations["hmirror"], value)])

tasks: batt.Tasks = batt.tasks({"a": {"train": [], "test": []}})
task: batt.Task = tasks["a"]
pairs: list[batt.Pair] = task.pairs
grid: npt.NDArray[np.int8] = batt.Pair([[1, 2]]).input

report: batt.Report = batt.run(
    [one, built], [[[1, 2]]], [None], device="cpu", limits=batt.Limits(steps=1000), threads=1
)
solved: npt.NDArray[np.bool_] = report.solved
first: npt.NDArray[np.int8] | None = report.outputs(0)[0]
hashes: list[int] = report.hash.tolist()
status: batt.Status = batt.Status(int(report.status[0]))
places: list[batt.Device] = batt.devices()

trace: batt.Trace = batt.trace(one, grid)
step: batt.Step = trace[0]
answers = batt.submission(batt.run(programs, tasks, device="cpu"), tasks)
rows: list[list[int]] = answers["a"][0]["attempt_1"] if answers["a"] else []
score: batt.Score = batt.score(answers, tasks)
points: float = score.points

try:
    result = batt.call("vmirror", grid, limits=batt.Limits())
    other = batt.vmirror(grid)
except batt.OperationError as error:
    print(error.status.name, error.operation)
function: batt.Function = batt.operations["compose"]
svg: str = batt.to_svg(grid, digits=True) + batt.to_text(grid, colors="plain")
png: bytes = batt.to_png(grid, cell=3)
version: str = batt.__version__
"""

WRONG = """
import batt

batt.run("x", [], threads="two")
batt.to_png([[1]]).splitlines(3.5)
count: str = len(batt.parse(""))
"""


def checked(checker: str, tmp_path: Path, text: str) -> subprocess.CompletedProcess[str]:
    """What mypy or pyright, as strict as it can be, says of a text."""
    pytest.importorskip(checker)
    version = [sys.executable, "-m", checker, "--version"]
    if subprocess.run(version, capture_output=True).returncode != 0:
        pytest.skip(f"{checker} does not run here")  # pyright downloads what it runs
    file = tmp_path / "consumer.py"
    file.write_text(text)
    environment = dict(os.environ)
    folder = Path(batt.__file__).parents[1]
    settings: dict[str, Any] = {"typeCheckingMode": "strict"}
    if folder.name != "site-packages":  # there they find it themselves
        environment["MYPYPATH"] = str(folder)
        settings["extraPaths"] = [str(folder)]
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings))
    options = ["--strict", "--cache-dir", str(tmp_path / "cache"), str(file)]
    if checker == "pyright":
        options = ["--pythonpath", sys.executable, "--project", str(tmp_path)]
    return subprocess.run(
        [sys.executable, "-m", checker, *options],
        capture_output=True,
        text=True,
        env=environment,
        cwd=tmp_path,
    )


@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_users_of_the_package_are_checked_strictly(checker: str, tmp_path: Path) -> None:
    exec(compile(CONSUMER, "consumer.py", "exec"), {})
    assert (Path(batt.__file__).parent / "py.typed").exists()
    done = checked(checker, tmp_path, CONSUMER)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_mistakes_of_users_are_found(checker: str, tmp_path: Path) -> None:
    done = checked(checker, tmp_path, WRONG)
    lines = [k for k, x in enumerate(WRONG.splitlines(), 1) if x and "import" not in x]
    assert done.returncode == 1, done.stdout + done.stderr
    assert all(f"consumer.py:{k}:" in done.stdout for k in lines), done.stdout


@pytest.mark.parametrize("name", batt.__all__)
def test_public_names_say_what_they_are(name: str) -> None:
    what = getattr(batt, name)
    if inspect.isclass(what) or inspect.isfunction(what):
        # it has a docstring, which begins with a sentence
        sentence = " ".join((what.__doc__ or "").split("\n\n")[0].split())
        assert len(sentence) > 10 and sentence.endswith((".", ":"))
        assert sentence[0].isupper()
    else:
        assert name in ("colors", "constants", "operations") and len(what) > 0


@pytest.mark.parametrize("name", batt.__all__)
def test_public_names_have_an_example(name: str) -> None:
    what = getattr(batt, name)
    if not inspect.isclass(what) and not inspect.isfunction(what):
        return
    finder = doctest.DocTestFinder(recurse=False)
    assert any(t.examples for t in finder.find(what, name)), f"batt.{name} has no example"


def members() -> list[tuple[str, Any]]:
    out = []
    for name in batt.__all__:
        what = getattr(batt, name)
        if not inspect.isclass(what):
            continue
        for key, member in vars(what).items():
            is_public = not key.startswith("_") and (
                inspect.isfunction(member) or isinstance(member, property)
            )
            if is_public:
                out.append((f"{name}.{key}", member))
    return out


@pytest.mark.parametrize("member", [m for _, m in members()], ids=[n for n, _ in members()])
def test_public_members_say_what_they_are(member: Any) -> None:
    assert (member.__doc__ or "").strip()


def test_public_names_are_listed_once_and_sorted() -> None:
    assert len(set(batt.__all__)) == len(batt.__all__)
    assert batt.__all__ == sorted(batt.__all__)
    assert set(batt.__all__) <= set(dir(batt))
    assert batt.__version__.count(".") == 2


MODULES = [
    "batt",
    *(f"batt.{m.name}" for m in pkgutil.iter_modules(batt.__path__) if m.name != "_core"),
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_docstrings(name: str) -> None:
    module = importlib.import_module(name)
    failed, _ = doctest.testmod(module, optionflags=doctest.ELLIPSIS)
    assert failed == 0


def test_there_are_examples() -> None:
    finder = doctest.DocTestFinder()
    count = sum(len(t.examples) for m in MODULES for t in finder.find(importlib.import_module(m)))
    assert count > 30
