#!/usr/bin/env python3
"""Tests the tables that bench/report.py makes from Google Benchmark's JSON, and their places in the page."""
import datetime
import json
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REPORT = ROOT / "bench" / "report.py"
COMPILE_TIME = ROOT / "bench" / "compile_time.py"
PAGE = ROOT / "bench" / "README.md"
GPU = {"date": "2001-02-03T04:05:06+00:00", "num_cpus": 16, "device": "a GPU",
       "copy_bytes_per_second": "4e12", "read_bytes_per_second": "4e12"}
HOST = {"date": "2001-02-04T04:05:06+00:00", "num_cpus": 2, "device": "a core",
        "instructions": "baseline"}


def run(name, **figures):
    """A benchmark as in the JSON: 2 ms by the clock, 1 ms of processor time."""
    return {"name": name, "run_name": name, "real_time": 2.0, "cpu_time": 1.0, "time_unit": "ms",
            **figures}


def failed(name):
    """A benchmark that gave no figure."""
    return run(name, error_occurred=True, error_message="no GPU")


GPU_RUNS = [
    run("pipelines/largest", **{"samples/s": 9.5e8, "of_copy": 0.25, "ok": 1.0}),
    run("dsl/argmax on objects", **{"samples/s": 5e7, "of_read": 0.11, "ok": 1.0}),
    run("setup/objects", **{"samples/s": 1e8, "of_read": 0.22, "ok": 1.0}),
    run("programs/0ca9ddb6", **{"samples/s": 1e8, "ok": 1.0}),
    run("programs/all side by side/real_time", pipelines=13.0, pairs=301.0, kernel_s=0.0005,
        reference_s=0.0, by_definition=0.0),
    run("programs/four times all, pairs of all tasks, in turn/real_time", pipelines=52.0,
        pairs=1718.0, kernel_s=0.001, reference_s=0.004, by_definition=31.0),
    run("programs/warm call, 1000 samples, examples_0/real_time", pipelines=1.0, pairs=1000.0,
        kernel_s=0.0001, reference_s=0.0, by_definition=0.0),
    run("warm call/mirror, 1000 samples/real_time", pairs=1000.0, ok=1.0, kernel_s=0.00002),
    run("stream/mirror, one batch in memory/real_time", **{"samples/s": 3.45e7}),
    run("devices/mirror, resident, 1 GPU/manual_time",
        **{"samples": 2.0**24, "samples/s": 1e9, "samples/s in kernels": 7.37e9,
           "kernels_s": 0.0023, "copy_in_s": 0.0}),
    run("devices/plain copy, 1 GPU/manual_time", **{"bytes/s": 5.54e10}),
]
HOST_RUNS = [
    run("pipelines/largest", **{"samples/s": 1.07e6, "ok": 1.0}),
    run("dsl/argmax on objects", **{"samples/s": 1.09e6, "ok": 0.5}),
    run("stream/mirror, stream of grids, chunks of 65536/real_time",
        **{"samples/s": 1.2e6, "samples/s of the source": 2.5e6, "samples/s of the sink": 9e8,
           "samples/s in kernels": 2e6, "ok": 1.0}),
    failed("stream/largest, one batch in memory"),
    run("plain calls/vmirror", items_per_second=2.5e6),
    run("packing/to_grids", items_per_second=8e6),
    run("rows/four planes of 32 transposed", items_per_second=2e7),
    run("text_read/one_file", items_per_second=2.5e5),
    run("programs/all in turn/real_time", pipelines=13.0, pairs=301.0, kernel_s=0.001,
        reference_s=0.0, by_definition=0.0),
]
COLUMN_RUNS = [
    run("columns/all pairs, cuda", label="a GPU", programs=400.0, evaluations=687200.0,
        by_definition=6872.0, no_form=6872.0, columns_s=0.0004, graph_s=0.0001),
    run("columns/one core, 0ca9ddb6", **{"of compiled": 0.5, "compiled evaluations/s": 1e6}),
]


class Tables(unittest.TestCase):
    """Tests of what report.py prints."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, name):
        """The path of a file of the test."""
        return str(Path(self.folder.name) / name)

    def json(self, name, context, runs):
        """Writes a file with benchmarks and returns its path."""
        path = self.path(name)
        Path(path).write_text(json.dumps({"context": context, "benchmarks": runs}))
        return path

    def files(self):
        """Options with a file of each binary."""
        return ["--cuda", self.json("gpu.json", GPU, GPU_RUNS),
                "--host", self.json("host.json", HOST, HOST_RUNS),
                "--columns", self.json("columns.json", HOST, COLUMN_RUNS), "--commit", "0abc123"]

    def report(self, *arguments, code=0):
        """What report.py prints."""
        done = subprocess.run([sys.executable, str(REPORT), *arguments], capture_output=True,
                              text=True, check=False)
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stdout if code == 0 else done.stdout + done.stderr

    def rows(self, name, *arguments):
        """The head of one table, and its rows by their names."""
        text = self.report(*self.files(), *arguments, "--only", name)
        lines = [[cell.strip() for cell in line.strip("|").split("|")]
                 for line in text.splitlines() if line.startswith("|")]
        self.assertTrue(all(len(line) == len(lines[0]) for line in lines), text)
        return text, {line[0]: dict(zip(lines[0], line)) for line in lines[2:]}

    def test_heads(self):
        """Every table says when and where it was measured, and of which commit."""
        text = self.report(*self.files())
        tables = re.split(r"^### ", text, flags=re.MULTILINE)[1:]
        self.assertEqual(len(tables), 16)
        for one in tables:
            self.assertRegex(one, r"Measured on 2001-02-0[34].*, commit 0abc123\.")
            self.assertRegex(one, "a GPU|a core")
            self.assertIn("| --- |", one)

    def test_streams(self):
        """Empty columns are left out, and a benchmark that failed says why."""
        text, rows = self.rows("streams on the host")
        self.assertIn("Measured on 2001-02-04, commit 0abc123. a core, 2 cores, compiled for "
                      "baseline.", text)
        row = rows["mirror, stream of grids, chunks of 65536"]
        self.assertEqual((row["ms"], row["samples/s"], row["the source alone"]),
                         ("2", "1.20e6", "2.50e6"))
        self.assertEqual(rows["largest, one batch in memory"]["ms"], "no GPU")
        text, rows = self.rows("streams on GPUs")
        self.assertIn("a GPU, 16 cores.", text)
        self.assertEqual(list(rows["mirror, one batch in memory"]), ["", "ms", "samples/s"])

    def test_items(self):
        """Benchmarks that count items."""
        for name, row, due in (("plain calls on the host", "vmirror", ["2.50e6", "400"]),
                               ("packing on the host", "to_grids", ["8.00e6", "0.125"]),
                               ("rows on the host", "four planes of 32 transposed",
                                ["2.00e7", "50"]),
                               ("reading on the host", "one_file", ["2.50e5", "4"])):
            self.assertEqual(list(self.rows(name)[1][row].values())[1:], due, name)

    def test_calls(self):
        """Calls of pipelines are listed neither as operations nor as programs."""
        _, rows = self.rows("calls of pipelines on GPUs")
        self.assertEqual(len(rows), 4)
        row = rows["four times all, pairs of all tasks, in turn"]
        self.assertEqual([row[name] for name in ("ms a call", "pipelines", "samples", "samples/s",
                                                 "ms: definition", "by definition")],
                         ["2", "52", "1718", "8.59e5", "4", "31"])
        self.assertEqual(rows["warm call, mirror, 1000 samples"]["ms: kernels"], "0.02")
        self.assertEqual(list(self.rows("programs")[1]), ["`0ca9ddb6`"])
        self.assertEqual(list(self.rows("operations")[1]), ["`argmax on objects`"])

    def test_devices(self):
        """The table of several GPUs."""
        _, rows = self.rows("devices on GPUs")
        self.assertEqual(rows["mirror, resident, 1 GPU"]["in kernels"], "7.37e9")
        self.assertEqual(rows["plain copy, 1 GPU"]["bytes/s"], "5.54e10")

    def test_both_machines(self):
        """Operations are compared with the program around them and with the host."""
        _, rows = self.rows("operations")
        self.assertEqual(list(rows["`argmax on objects`"].values())[1:],
                         ["5.00e7", "11 % read", "10000", "1.09e6"])
        self.assertIn("`argmax on objects`", self.rows("slow operations")[1])
        wrong = self.report(*self.files()).split("Failed, or with failures in more than a tenth")[1]
        self.assertIn("stream/largest, one batch in memory", wrong)
        self.assertIn("dsl/argmax on objects", wrong)

    def test_columns(self):
        """The tables of programs at run time."""
        _, rows = self.rows("columns on GPUs")
        self.assertEqual(rows["all pairs, cuda"]["by definition"], "1 % (no form 6872)")
        _, rows = self.rows("columns on one core")
        self.assertEqual(rows["0ca9ddb6"]["ratio"], "0.50")

    def test_newer(self):
        """What is slower with a newer instruction set is marked, and the exit code is 1."""
        slow = self.json("v3.json", {**HOST, "instructions": "x86-64-v3"},
                         [run("plain calls/vmirror", items_per_second=2e6)])
        text = self.report(*self.files(), "--newer", slow, code=1)
        self.assertIn("2.00e6 (0.80) **slower**", text)
        self.assertIn("instruction set: plain calls/vmirror with x86-64-v3", text)

    def test_unknown(self):
        """A table that the files do not have is an error."""
        text = self.report("--host", self.json("host.json", HOST, HOST_RUNS), "--only",
                           "devices on GPUs", code=2)
        self.assertIn("the files have no table devices on GPUs, but", text)

    def test_page(self):
        """Every place of the page names a table, which replaces what stands there and nothing else."""
        before = PAGE.read_text(encoding="utf-8")
        places = re.findall(r"<!-- table (.*) -->", before)
        self.assertEqual(len(places), len(set(places)))
        self.assertGreater(len(places), 5)
        copy = Path(self.path("page.md"))
        copy.write_text(before, encoding="utf-8")
        self.report(*self.files(), "--into", str(copy))
        # for a compiler that does not exist these tables have only heads
        for what in ([], ["--columns"]):
            subprocess.run([sys.executable, str(COMPILE_TIME), *what, "--compilers", "none", "--cccl",
                            self.folder.name, "--into", str(copy)], check=True)
        after = copy.read_text(encoding="utf-8")
        found = dict(re.findall(r"<!-- table (.*?) -->\n(.*?)<!-- end of table -->", after,
                                re.DOTALL))
        self.assertEqual(list(found), places)
        for name, text in found.items():
            date = str(datetime.date.today()) if name.startswith("compiling") else "2001-02-0"
            self.assertIn(f"Measured on {date}", text, name)
        empty = re.compile(r"(<!-- table .*? -->).*?<!-- end of table -->", re.DOTALL)
        self.assertEqual(empty.sub(r"\1", before), empty.sub(r"\1", after))
        self.report(*self.files(), "--into", str(copy))
        self.assertEqual(copy.read_text(encoding="utf-8"), after)


if __name__ == "__main__":
    unittest.main()
