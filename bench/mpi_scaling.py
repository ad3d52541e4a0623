#!/usr/bin/env python3
"""What ranks cost, compared with one process, and how far they scale.

    mpi_scaling.py measure RUN_BATT MPIRUN [WORD...]     times of one process and of ranks, in turn
    mpi_scaling.py simulate JOURNAL [MICROSECONDS]

`measure` runs the words as a command line of run_batt: with one process of 2 threads, and with 1, 2 and 4
ranks on the same two cores (taskset), in turn. It prints the least seconds, and the least seconds of
processor time, which other work on the machine disturbs less.

`simulate` takes from the journal of a run how much the seconds per evaluation differ from piece to
piece; MICROSECONDS is what a piece costs rank 0 (bench_mpi prints that). It simulates ranks that ask for pieces of
the sizes that run_batt gives them, for programs of several weights, on work for 10 seconds of 1,000
ranks. A table says what share of their time the ranks work, and in brackets what share rank 0 is busy.
"""

import heapq
import os
import random
import resource
import struct
import subprocess
import sys
import tempfile
import time


def records(path):
    """The evaluations and seconds of each piece of a journal (batt/mpi/journal.hpp, run_batt/pieces.cpp)."""
    data = open(path, "rb").read()
    at = len(b"batt journal 1\n")

    def text(start):
        size, = struct.unpack_from("<Q", data, start)
        return data[start + 8:start + 8 + size], start + 8 + size

    _, at = text(at)
    at += 16
    pieces = []
    while at < len(data):
        record, at = text(at)
        at += 16
        size, = struct.unpack_from("<Q", record)
        results = record[8 + size + 8:]
        samples, total = struct.unpack_from("<Qd", results)
        pieces.append((samples, total))
    return pieces


def timed(path, words):
    """Runs a rank and adds a line with its processor time to a file: mpirun does not report it."""
    code = subprocess.run(words).returncode
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(path, "a") as times:
        times.write(f"{used.ru_utime + used.ru_stime}\n")
    sys.exit(code)


def measure(run_batt, mpirun, words, turns=5):
    environment = {**os.environ, "OMPI_ALLOW_RUN_AS_ROOT": "1",
                   "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
                   "OMPI_MCA_rmaps_base_oversubscribe": "1",
                   "OMPI_MCA_hwloc_base_binding_policy": "none"}
    cores = "taskset -c 0,1".split()
    ways = {"1 process of 2 threads": [*cores, run_batt, "--threads", "2"]}
    for ranks in (1, 2, 4):
        ways[f"{ranks} rank{'s' * (ranks > 1)} of {2 / ranks:g} cores"] = [
            *cores, mpirun, "-n", str(ranks), run_batt, "--threads", str(max(2 // ranks, 1))]
    least = {}
    for _ in range(turns):
        for name, start in ways.items():
            began = time.monotonic()
            with tempfile.NamedTemporaryFile("r") as times:
                timed = [sys.executable, __file__, "timed", times.name]
                at = start.index(run_batt)
                done = subprocess.run([*start[:at], *timed, *start[at:], *words], env=environment,
                                      capture_output=True, text=True)
                used = sum(float(line) for line in times)
            seconds = time.monotonic() - began
            if done.returncode not in (0, 1):
                sys.exit(f"{name}: exit code {done.returncode}\n{done.stderr}")
            old = least.get(name, (seconds, used))
            least[name] = (min(seconds, old[0]), min(used, old[1]))
    one = least["1 process of 2 threads"]
    print("| | seconds | of one process | processor seconds | of one process |\n"
          "| --- | ---: | ---: | ---: | ---: |")
    for name, (seconds, used) in least.items():
        print(f"| {name} | {seconds:.2f} | {seconds / one[0]:.2f} | {used:.2f} | "
              f"{used / one[1]:.2f} |")


def simulate_run(spread, seconds_each, total, ranks, cost, per_byte, least, most):
    """The shares of time in which ranks work, and in which rank 0 gives out and receives pieces."""
    draw = random.Random(ranks)
    waiting = [(0.0, r) for r in range(ranks)]  # when each rank asks
    left, free, busy, work, end = total, 0.0, 0.0, 0.0, 0.0
    while waiting:
        asked, rank = heapq.heappop(waiting)
        size = min(max(min(left // (4 * ranks), most), least), left)
        left -= size
        # rank 0 takes results and answers, one rank after the other
        takes = cost + per_byte * BYTES_EACH * size
        free = max(asked, free) + takes
        busy += takes
        end = max(end, asked)
        if size == 0:
            continue
        seconds = size * seconds_each * draw.choice(spread)
        work += seconds
        heapq.heappush(waiting, (free + seconds, rank))
    return work / (ranks * end), min(busy / end, 1)


def simulate(path, cost=40e-6):
    pieces = [(n, s) for n, s in records(path) if n > 0]
    mean = sum(s for _, s in pieces) / sum(n for n, _ in pieces)
    spread = [s / n for n, s in pieces]
    middle = sum(spread) / len(spread)
    spread = [s / middle for s in spread]
    print(f"{len(pieces)} pieces of {1e6 * mean:.0f} us per evaluation, the lightest {min(spread):.2f} "
          f"and the heaviest {max(spread):.2f} of their mean; {1e6 * cost:.0f} us of rank 0 per piece\n")
    print("| us per evaluation | link of rank 0 | " +
          " | ".join(f"{n:,} ranks" for n in RANKS) + " |")
    print("| ---: | --- |" + " ---: |" * len(RANKS))
    for seconds_each, most in ((250e-6, 65_536), (25e-6, 65_536), (5e-6, 65_536), (1e-6, 262_144)):
        for link in (10, 100):
            row = []
            for ranks in RANKS:
                least = 256 if most < 10**5 else 20_000
                works, leads = simulate_run(spread, seconds_each, int(1e4 / seconds_each), ranks,
                                            cost, 8 / (link * 1e9), least, most)
                row.append(f"{100 * works:.0f} % ({100 * leads:.0f} %)")
            print(f"| {1e6 * seconds_each:g} | {link} Gbit/s | " + " | ".join(row) + " |",
                  flush=True)


RANKS = (10, 100, 300, 1000, 3000)
BYTES_EACH = 16.125  # a verdict, and a bit that says that the program runs

if __name__ == "__main__":
    if len(sys.argv) > 3 and sys.argv[1] == "timed":
        timed(sys.argv[2], sys.argv[3:])
    elif len(sys.argv) > 3 and sys.argv[1] == "measure":
        measure(sys.argv[2], sys.argv[3], sys.argv[4:])
    elif len(sys.argv) > 2 and sys.argv[1] == "simulate":
        simulate(sys.argv[2], *(1e-6 * float(word) for word in sys.argv[3:4]))
    else:
        sys.exit(__doc__)
