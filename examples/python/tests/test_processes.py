"""Threads, processes and interruptions."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import batt
import numpy as np
import pytest

from support import programs, random_grids, same_arrays

INPUTS = random_grids(11, 30)

#: seconds that ctrl-C may take here: a second, and one more where other work runs beside it
PATIENCE = 2


def rest_of(process: subprocess.Popen[str]) -> tuple[str, str]:
    """What a process prints until it ends, and its errors. ``communicate`` would lose what ``readline``
    has read ahead."""
    assert process.stdout is not None and process.stderr is not None
    output, error = process.stdout.read(), process.stderr.read()
    process.wait(20)
    return output, error


def arrays_of_a_run(threads: int) -> Any:
    """The arrays of a run, which other processes make, too."""
    report = batt.run(programs(), INPUTS, INPUTS, device="cpu", threads=threads)
    return report.to_dict()


def test_threads_at_once_give_the_same(device: str) -> None:
    expected = batt.run(programs(), INPUTS, INPUTS, device=device).to_dict()

    def work(k: int) -> bool:
        good = True
        for _ in range(5):
            got = batt.run(programs(), INPUTS, INPUTS, device=device, threads=k % 3).to_dict()
            good &= same_arrays(got, expected)
            good &= np.array_equal(programs()[0](INPUTS[k]), INPUTS[k][:, ::-1])
            good &= len(batt.objects(INPUTS[k], True, False, False)) > 0
        return good

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, range(8))) == [True] * 8


def test_threads_share_programs_and_build_their_own(device: str) -> None:
    shared = programs()

    def work(k: int) -> Any:
        p = batt.Program()
        value = p.I
        for _ in range(k % 4):
            value = p.add("rot90", value)
        p.output = value
        return p(INPUTS[0]).tolist() == np.rot90(INPUTS[0], -(k % 4)).tolist(), batt.run(
            shared[k % 5], INPUTS, device=device
        ).hash.tolist()

    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(work, range(40)))
    assert all(good for good, _ in got)
    assert all(got[k][1] == got[k % 5][1] for k in range(40))


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_processes_give_the_same(method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"there is no {method} here")
    here, package = Path(__file__).parent, Path(batt.__file__).parents[1]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(map(str, (here, package))))
    expected = arrays_of_a_run(0)  # so that this process has used the module
    with multiprocessing.get_context(method).Pool(2) as pool:
        running = pool.map_async(arrays_of_a_run, [1, 0, 2])
        for got in running.get(timeout=20):
            assert same_arrays(got, expected)


def test_pickles_go_to_other_processes(tmp_path: Path, device: str) -> None:
    tasks = batt.tasks({"mirror": {"train": [([[1, 2]], [[2, 1]])], "test": [([[3, 4]], None)]}})
    report = batt.run(programs(), tasks, cross=True, device=device)
    built = batt.Program()
    built.add("vmirror", built.I)
    kept = {
        "programs": programs(),
        "built": built,
        "tasks": tasks,
        "report": report,
        "trace": programs()[1].trace([[1, 2]]),
        "function": batt.compose(batt.double, batt.increment),
    }
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        file = tmp_path / f"{protocol}.pickle"
        file.write_bytes(pickle.dumps(kept, protocol))
        script = (
            f"import pickle; k = pickle.load(open({str(file)!r}, 'rb'))\n"
            "print(k['programs'].names, k['built']([[1, 2]]).tolist())\n"
            "print(k['tasks'], k['function'](4))\n"
            "print(k['report'].solved.tolist(), k['report'].outputs(0)[0].tolist())\n"
            "print(k['trace'].output.tolist())\n"
        )
        done = started(script)
        output, error = done.communicate(timeout=20)
        assert output.splitlines() == [
            f"{programs().names} [[2, 1]]",
            "<Tasks: 1 with 2 pairs> 10",
            f"{report.solved.tolist()} [[2, 1]]",
            "[[1, 2, 1, 2], [1, 2, 1, 2]]",
        ], error


def heed_interrupts() -> None:
    """A process that a shell started in the background ignores ctrl-C, and so would its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def started(script: str) -> subprocess.Popen[str]:
    """A script in its own process that prints what is tested."""
    path = str(Path(batt.__file__).parents[1])
    return subprocess.Popen(
        [sys.executable, "-u", "-c", f"import sys; sys.path.insert(0, {path!r})\n{script}"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heed_interrupts,
    )


# Many programs, all different, run on many grids, which takes minutes.
LONG = '''
import time
import numpy as np
import batt

program = """def solve_{}(I):
    x1 = replace(I, {}, {})
    x2 = objects(x1, T, T, F)
    x3 = order(x2, size)
    x4 = rbind(shift, astuple({}, ONE))
    x5 = mapply(x4, x3)
    return paint(I, x5)
"""
text = "".join(program.format(k, k % 10, k // 10 % 10, k) for k in range(2000))
programs = batt.parse(text)
grids = np.random.default_rng(0).integers(0, 10, (3000, SIDE, SIDE)).astype(np.int8)
try:
    print("ready")
    batt.run(programs, grids, device="cpu", threads=THREADS, allow_large=True)
except KeyboardInterrupt:
    print("interrupted")
again = batt.run(programs[:2], grids[:3], device="cpu", allow_large=True)
print(len(again), len(batt.objects(grids[0], True, False, False)) > 0)
'''


@pytest.mark.parametrize(
    ("side", "threads"), [(25, 0), (25, 1), (40, 0)], ids=["all cores", "one", "large"]
)
def test_interrupts_end_a_run(side: int, threads: int) -> None:
    script = LONG.replace("SIDE", str(side)).replace("THREADS", str(threads))
    process = started(script)
    try:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
        time.sleep(0.3)
        assert process.poll() is None
        begin = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.stdout.readline() == "interrupted\n"
        assert time.monotonic() - begin < PATIENCE
        output, error = rest_of(process)
        assert output == "6 True\n" and process.returncode == 0, error
    finally:
        process.kill()
        process.wait()


@pytest.mark.parametrize("as_list", [False, True], ids=["array", "list"])
def test_interrupts_end_the_packing_of_grids(as_list: bool) -> None:
    script = f"""
import numpy as np
import batt

one = np.zeros((30, 30), np.int8)
grids = np.broadcast_to(one, (10_000_000, 30, 30))
try:
    print("ready")
    batt.run(batt.parse("def solve_a(I):\\n    return I\\n"), {"[one] * 10_000_000" if as_list else "grids"})
except KeyboardInterrupt:
    print("interrupted")
print(batt.vmirror(one).shape)
"""
    process = started(script)
    try:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
        time.sleep(0.3)
        assert process.poll() is None
        begin = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.stdout.readline() == "interrupted\n"
        assert time.monotonic() - begin < PATIENCE
        output, error = rest_of(process)
        assert output == "(30, 30)\n" and process.returncode == 0, error
    finally:
        process.kill()
        process.wait()


def test_other_threads_go_on_while_grids_are_packed() -> None:
    grids = np.broadcast_to(np.zeros((30, 30), np.int8), (300_000, 30, 30))
    ticks = 0
    over = threading.Event()

    def work() -> None:
        batt.run(programs()[:1], grids, device="cpu", threads=1)
        over.set()

    thread = threading.Thread(target=work)
    thread.start()
    while not over.wait(0.001):
        ticks += 1
    thread.join()
    assert ticks > 20


def test_handlers_of_signals_may_raise_something_else() -> None:
    script = LONG.replace("SIDE", "25").replace("THREADS", "0")
    script = script.replace("except KeyboardInterrupt", "except ValueError")
    handler = """
import signal

def handle(*_):
    raise ValueError("handled")

signal.signal(signal.SIGINT, handle)
"""
    process = started(handler + script)
    try:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        assert process.stdout.readline() == "interrupted\n"
    finally:
        process.kill()
        process.wait()
