"""Times programs side by side: the DSL's reference implementation in Python, batt and numpy.

    python compare.py path/to/dsl.py [--programs FILE ...] [--tasks FOLDER] [--random COUNT]

The reference implementation is the file dsl.py of the published DSL, which is not part of batt; what it
imports stands beside it. In one process, programs run on the pairs of their own tasks and random programs
on those of six tasks: the reference runs one program on one grid at a time, batt runs all in one call. All
times are those of one core. The example programs and tasks are the default. The files of programs are
executed as they are, so take only those that you trust.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import batt
import numpy as np

ROOT = Path(__file__).resolve().parents[2]


class Stopped(Exception):
    """An evaluation that takes too long."""


def stop(*_: Any) -> None:
    raise Stopped


def module_of(path: Path) -> dict[str, Any]:
    """The names that dsl.py defines, and the constants."""
    sys.path.insert(0, str(path.parent))
    spec = importlib.util.spec_from_file_location("dsl", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {**vars(module), **batt.constants}


def best(f: Callable[[], Any], times: int) -> float:
    """The least processor time in seconds that f takes: other processes do not count."""
    took = []
    for _ in range(times):
        start = time.process_time()
        f()
        took.append(time.process_time() - start)
    return min(took)


def rows_of(grid: Any) -> Any:
    return None if grid is None else tuple(map(tuple, grid.tolist()))


def by_reference(
    functions: list[Any], report: batt.Report, tasks: batt.Tasks, limit: float
) -> tuple[float, list[Any]]:
    """Seconds, and the output for each row of a report: an exception where there is none. An evaluation
    that takes too long counts with the limit."""
    signal.signal(signal.SIGVTALRM, stop)
    samples = []  # S, I, C
    for t in tasks.values():
        shown = tuple((rows_of(p.input), rows_of(p.output)) for p in t.train if p.output is not None)
        samples += [(shown, rows_of(p.input), rows_of(p.output)) for p in t.pairs]
    seconds, outputs = 0.0, []
    for program, sample in zip(report.program, report.sample):
        f = functions[program]
        given = samples[sample][1:2] if f.__code__.co_argcount == 1 else samples[sample]
        start = time.process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, limit)
        try:
            outputs.append(f(*given[: f.__code__.co_argcount]))
        except Exception as error:  # whatever a program does wrong
            outputs.append(error)
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        seconds += time.process_time() - start
    return seconds, outputs


def differences(report: batt.Report, outputs: list[Any]) -> tuple[int, int, int]:
    """How many rows have equal grids, different grids, and a grid from only one of the two."""
    equal = other = alone = 0
    ours = [grid for k in range(len(report.programs)) for grid in report.outputs(k)]
    for mine, theirs in zip(ours, outputs):
        rows = theirs if isinstance(theirs, tuple) and theirs and isinstance(theirs[0], tuple) else None
        is_grid = rows is not None and len(rows[0]) > 0 and {*map(len, rows)} == {len(rows[0])}
        if mine is None or not is_grid:
            alone += (mine is not None) or is_grid
        elif np.array_equal(mine, np.asarray(rows)):
            equal += 1
        else:
            other += 1
    return equal, other, alone


def compare(
    title: str, text: str, names: dict[str, Any], tasks: batt.Tasks, cross: bool, limit: float
) -> None:
    programs = batt.parse(text)
    space = dict(names)
    exec(compile(text, title, "exec"), space)
    functions = [space[name] for name in programs.names]

    def run(of: batt.Programs) -> batt.Report:
        return batt.run(of, tasks, cross=cross, device="cpu", threads=1)

    report = run(programs)
    n = len(report)
    reference, outputs = by_reference(functions, report, tasks, limit)
    equal, other, alone = differences(report, outputs)
    print(f"{title}: {len(programs)}, {n} evaluations")
    print(f"  {equal} outputs are equal, {other} differ, {alone} are a grid in only one of the two")
    lines = [
        ("reference in Python", reference),
        ("batt.parse and batt.run", best(lambda: run(batt.parse(text)), 5)),
        ("batt.run", best(lambda: run(programs), 5)),
    ]
    for what, seconds in lines:
        print(f"  {what:24} {1e6 * seconds / n:9.1f} us per evaluation {reference / seconds:8.1f} times")


def children_took(command: list[Any], times: int) -> tuple[float, float]:
    """The least seconds that a process ran, and that it used of all cores together."""
    walls, cores = [], []
    for _ in range(times):
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL)
        walls.append(time.perf_counter() - start)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cores.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(walls), min(cores)


def tool(run_batt: Path, tasks: Path, times: int = 10) -> None:
    """Times the same run of random programs on the tasks as a process of the tool and of a script."""
    ids = list(batt.tasks(tasks))
    text = random_programs(len(ids))
    for k, id in enumerate(ids):
        text = text.replace(f"def solve_r{k}s1(", f"def solve_{id}(")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "programs.py"
        file.write_text(text)
        script = f"import batt; batt.run(batt.load({str(file)!r}), batt.tasks({str(tasks)!r}), device='cpu')"
        path = f"import sys; sys.path[:] = {sys.path!r}; "
        rows: list[tuple[str, list[Any]]] = [
            ("run_batt", [run_batt, "-q", "--backend", "host", "--programs", file, "--tasks", tasks]),
            ("a script with batt", [sys.executable, "-c", path + script]),
            ("import batt and numpy", [sys.executable, "-c", path + "import batt"]),
        ]
        report = batt.run(batt.load(file), batt.tasks(tasks), device="cpu")
        print(f"{len(ids)} programs on their tasks, {len(report)} evaluations, as a process")
        for what, command in rows:
            wall, cores = children_took(command, times)
            print(f"  {what:24} {wall:9.3f} s, {cores:.3f} s of all cores")
        runs = [batt.run(batt.load(file), batt.tasks(tasks), device="cpu") for _ in range(times)]
        print(f"  the run alone, in batt   {min(r.seconds['total'] for r in runs):9.3f} s")
        table = Path(folder) / "table.json"
        totals = []
        for _ in range(times):
            subprocess.run([*rows[0][1], "--json", table], stdout=subprocess.DEVNULL)
            totals.append(json.loads(table.read_text())["times"]["total"])
        print(f"  the run alone, run_batt  {min(totals):9.3f} s")


def random_programs(count: int) -> str:
    """Programs solve_r0s1, ... of 12 statements."""
    generate = ROOT / "tests" / "random_programs" / "generate.py"
    options = ["--seed", "1", "--count", str(count), "--statements", "12"]
    done = subprocess.run([sys.executable, generate, *options], check=True, capture_output=True, text=True)
    return done.stdout


def mirrors(count: int) -> None:
    grids = np.random.default_rng(0).integers(0, 10, (count, 30, 30)).astype(np.uint8)
    mirror = batt.parse("def solve_a(I):\n    return vmirror(I)\n")
    by_numpy = best(lambda: np.ascontiguousarray(grids[:, :, ::-1]), 5)
    ours = best(lambda: batt.run(mirror, grids, device="cpu", threads=1), 5)
    print(f"one mirror of {count} arrays of 30 x 30")
    print(f"  numpy, copied into order {by_numpy:28.4f} s")
    print(f"  batt, packed, mirrored and hashed {ours:19.4f} s {by_numpy / ours:8.1f} times")


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    reader.add_argument("dsl", type=Path, help="dsl.py of the reference implementation")
    reader.add_argument("--programs", type=Path, nargs="+", default=[ROOT / "examples" / "programs"])
    reader.add_argument("--tasks", type=Path, default=ROOT / "examples" / "tasks")
    reader.add_argument("--random", type=int, default=50, help="how many random programs")
    reader.add_argument("--limit", type=float, default=0.5, help="seconds for one evaluation in Python")
    reader.add_argument("--arrays", type=int, default=100_000, help="how many arrays are mirrored")
    reader.add_argument("--tool", type=Path, help="run_batt, to be timed beside a script on the tasks")
    asked = reader.parse_args()

    names = module_of(asked.dsl)
    tasks = batt.tasks(asked.tasks)
    files = [f for p in asked.programs for f in (sorted(p.glob("*.py")) if p.is_dir() else [p])]
    compare("programs", "\n".join(f.read_text() for f in files), names, tasks, False, asked.limit)
    if asked.random > 0:
        few = batt.Tasks(list(tasks.values())[:6])
        compare("random programs", random_programs(asked.random), names, few, True, asked.limit)
    mirrors(asked.arrays)
    if asked.tool is not None:
        tool(asked.tool, asked.tasks)


if __name__ == "__main__":
    main()
