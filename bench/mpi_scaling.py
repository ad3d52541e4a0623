#!/usr/bin/env python3
"""What ranks cost: several of them against one process, and how far they scale.

    mpi_scaling.py measure RUN_BATT MPIRUN [WORD...]     times of one process and of ranks, by turns
    mpi_scaling.py simulate JOURNAL [MICROSECONDS [BYTES_PER_SECOND]]

`measure` runs the words as a command line of run_batt: one process of 2 threads, and 4 ranks of one
thread, two to a core (taskset), the least of some turns each.

`simulate` takes the seconds of each piece, and its evaluations, from the journal of a run, and what a
piece costs rank 0 (bench_mpi prints that), and simulates ranks that ask for pieces of the size that
run_batt gives them: up to 1,000 and more, on work that is so many times that of the journal.
"""

import heapq
import os
import random
import re
import struct
import subprocess
import sys
import time


def records(path):
    """Evaluations and seconds of each piece of a journal (batt/mpi/journal.hpp, run_batt/pieces.cpp)."""
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


def measure(run_batt, mpirun, words, turns=5):
    environment = {**os.environ, "OMPI_ALLOW_RUN_AS_ROOT": "1",
                   "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
                   "OMPI_MCA_rmaps_base_oversubscribe": "1",
                   "OMPI_MCA_hwloc_base_binding_policy": "none"}
    cores = "taskset -c 0,1".split()
    ways = {"1 process of 2 threads": [*cores, run_batt, "--threads", "2"]}
    for ranks in (1, 2, 4):
        ways[f"{ranks} ranks of {2 / ranks:g} cores"] = [
            *cores, mpirun, "-n", str(ranks), run_batt, "--threads", str(max(2 // ranks, 1))]
    least = {}
    for _ in range(turns):
        for name, start in ways.items():
            began = time.monotonic()
            done = subprocess.run([*start, *words], env=environment, capture_output=True, text=True)
            seconds = time.monotonic() - began
            if done.returncode not in (0, 1):
                sys.exit(f"{name}: exit {done.returncode}\n{done.stderr}")
            least[name] = min(seconds, least.get(name, seconds))
    one = least["1 process of 2 threads"]
    print("| | seconds | of one process |\n| --- | ---: | ---: |")
    for name, seconds in least.items():
        print(f"| {name} | {seconds:.2f} | {seconds / one:.2f} |")


def simulate_run(rates, total, ranks, cost, per_byte, least, most):
    """Seconds for so many evaluations, and the share of them that rank 0 is busy.

    rates: seconds per evaluation, of pieces that were measured, to draw from
    """
    draw = random.Random(ranks)
    waiting = [(0.0, r) for r in range(ranks)]  # when each rank asks
    heapq.heapify(waiting)
    left, leader, busy, end = total, 0.0, 0.0, 0.0
    while waiting:
        asked, rank = heapq.heappop(waiting)
        size = 0
        if left > 0:
            size = min(max(min(left // (4 * ranks), most), least), left)
            left -= size
        # rank 0 takes what has come and answers, one rank after the other
        begin = max(asked, leader)
        takes = cost + per_byte * (16 + 0.125) * size
        leader = begin + takes
        busy += takes
        if size == 0:
            end = max(end, leader)
            continue
        heapq.heappush(waiting, (leader + size * draw.choice(rates), rank))
    return end, busy / end


def simulate(path, cost=40e-6, rate=1e10):
    pieces = [(n, s) for n, s in records(path) if n > 0]
    evaluations = sum(n for n, _ in pieces)
    seconds = sum(s for _, s in pieces)
    rates = [s / n for n, s in pieces]
    mean = seconds / evaluations
    # so that the mean of what is drawn is that of the journal
    scale = mean / (sum(rates) / len(rates))
    rates = [r * scale for r in rates]
    print(f"{len(pieces)} pieces of {evaluations} evaluations in {seconds:.1f} s, "
          f"{1e6 * mean:.1f} us each; {1e6 * cost:.0f} us of rank 0 a piece")
    print("| evaluations | us each | smallest piece | " +
          " | ".join(f"{n:,} ranks" for n in RANKS) + " |")
    print("| ---: | ---: | ---: |" + " ---: |" * len(RANKS))
    for factor, total, least in ((1, 10**6, 256), (1, 10**7, 256), (1, 10**8, 256),
                                 (0.02, 10**8, 256), (0.02, 10**8, 4096), (0.02, 10**9, 4096)):
        row = []
        some = [r * factor for r in rates]
        for ranks in RANKS:
            end, busy = simulate_run(some, total, ranks, cost, 1 / rate, least, 65536)
            efficiency = total * mean * factor / (ranks * end)
            row.append(f"{100 * efficiency:.0f} % ({100 * busy:.0f} %)")
        print(f"| {total:,} | {1e6 * mean * factor:.1f} | {least} | " + " | ".join(row) + " |")


RANKS = (1, 10, 100, 300, 1000, 3000)

if __name__ == "__main__":
    if len(sys.argv) > 3 and sys.argv[1] == "measure":
        measure(sys.argv[2], sys.argv[3], sys.argv[4:])
    elif len(sys.argv) > 2 and sys.argv[1] == "simulate":
        simulate(sys.argv[2], *(float(word) * scale
                                for word, scale in zip(sys.argv[3:5], (1e-6, 1))))
    else:
        sys.exit(__doc__)
