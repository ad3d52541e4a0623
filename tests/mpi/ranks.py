"""run_batt under mpirun: its reports equal those of one process, whatever becomes of its ranks.

    ranks.py CASE RUN_BATT MPIRUN FOLDER

Cases: `equal N` (N ranks), killed, stalled, restart, one_process. All files are written to FOLDER.
"""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

SETTINGS = {
    "OMPI_ALLOW_RUN_AS_ROOT": "1",
    "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
    "OMPI_MCA_rmaps_base_oversubscribe": "1",
    "OMPI_MCA_btl": "self,vader,tcp",
    "OMPI_MCA_btl_vader_single_copy_mechanism": "none",
}
REPORTS = {"csv": "--csv", "json": "--json", "html": "--html", "sub": "--submission"}
LIMIT = 120  # seconds that a run may take


def fail(what):
    sys.exit(f"FAILED: {what}")


def write_programs(folder, count, turns):
    """Programs that take long: each rotates its grid `turns` thousand times before it uses it."""
    folder.mkdir(parents=True, exist_ok=True)
    for k in range(count):
        text = f"def slow_{k}(I):\n"
        text += "    x1 = multiply(TEN, TEN)\n    x2 = multiply(x1, TEN)\n"
        text += f"    x3 = multiply(x2, {turns})\n    x4 = power(rot90, x3)\n    x5 = x4(I)\n"
        text += ("    O = vmirror(x5)\n", "    O = crop(x5, ORIGIN, TWO_BY_TWO)\n",
                 "    x6 = asobject(x5)\n    x7 = mostcolor(x6)\n    O = replace(x5, x7, ZERO)\n",
                 "    O = first(x5)\n")[k // 2 % 4]
        text += "    return O\n"
        (folder / f"slow_{k:03}.py").write_text(text)


class Case:
    def __init__(self, run_batt, mpirun, folder):
        self.run_batt, self.mpirun, self.folder = run_batt, mpirun, Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.environment = {**os.environ, **SETTINGS}

    def command(self, name, words, ranks=0, mpi_words=()):
        for old in self.folder.glob(f"{name}.*"):
            old.unlink()
        start = [self.mpirun, "-n", str(ranks), *mpi_words] if ranks else []
        reports = [w for end, option in REPORTS.items()
                   for w in (option, str(self.folder / f"{name}.{end}"))]
        return [*start, self.run_batt, "--outputs", *words, *reports]

    def start(self, name, words, ranks=0, mpi_words=()):
        command = self.command(name, words, ranks, mpi_words)
        with (open(self.folder / f"{name}.out", "wb") as out,
              open(self.folder / f"{name}.err", "wb") as err):
            return subprocess.Popen(command, stdout=out, stderr=err, stdin=subprocess.DEVNULL,
                                    env=self.environment)

    def run(self, name, words, ranks=0, mpi_words=()):
        process = self.start(name, words, ranks, mpi_words)
        try:
            return process.wait(timeout=LIMIT)
        except subprocess.TimeoutExpired:
            process.terminate()
            fail(f"{name} did not end\n{self.text(name, 'err')}")

    def text(self, name, end):
        path = self.folder / f"{name}.{end}"
        return path.read_text(errors="replace") if path.exists() else ""

    def report(self, name, end):
        """What a run wrote, without times and without the name of the run."""
        text = self.text(name, end).replace(str(self.folder / name), "NAME")
        if end == "json":
            all_of = json.loads(text)
            for key in ("times", "partial"):
                all_of.pop(key)
            all_of["totals"].pop("samples_per_second")
            for pipeline in all_of["pipelines"]:
                pipeline.pop("seconds")
            for program in all_of["programs"]:
                program.pop("seconds_per_sample", None)
            return json.dumps(all_of, indent=1)
        # "... in 1.2 ms, 3.4 k samples/s", in the terminal and as numbers on a page
        text = re.sub(r"(<dt>seconds</dt><dd>)[\d.]+", r"\1TIME", text)
        return re.sub(r"[\d.]+ (ms|s|[kMG]?) ?(samples/s)?\b|[\d.]+ [kMG]? ?samples/s", "TIME", text)

    def check_equal(self, one, other):
        for end in (*REPORTS, "out"):
            a, b = self.report(one, end), self.report(other, end)
            if not a:
                fail(f"{one}.{end} is empty")
            if a != b:
                lines = zip(a.splitlines(), b.splitlines())
                differing = next((pair for pair in lines if pair[0] != pair[1]), ("", ""))
                fail(f"{one}.{end} and {other}.{end} differ:\n{differing[0]}\n{differing[1]}\n"
                     + self.text(other, "err"))

    def ranks_of(self, process):
        """The process ids of the ranks that an mpirun has started, by rank."""
        found = {}
        for entry in Path("/proc").iterdir():
            try:
                if not entry.name.isdigit() or int((entry / "stat").read_text().rsplit(")", 1)[1]
                                                   .split()[1]) != process.pid:
                    continue
                for word in (entry / "environ").read_bytes().split(b"\0"):
                    if word.startswith(b"OMPI_COMM_WORLD_RANK="):
                        found[int(word.split(b"=")[1])] = int(entry.name)
            except OSError:
                continue  # the process has ended
        return found

    def start_with_journal(self, name, words, ranks, mpi_words=(), is_new=True):
        """Starts ranks, waits until some pieces are finished, and returns mpirun and the ranks."""
        journal = self.folder / "journal"
        if is_new:
            journal.unlink(missing_ok=True)
        before = journal.stat().st_size if journal.exists() else 0
        process = self.start(name, [*words, "--journal", str(journal)], ranks, mpi_words)
        begin = time.monotonic()
        while process.poll() is None and time.monotonic() - begin < LIMIT:
            is_written = journal.exists() and journal.stat().st_size > before + 250
            if is_written and (not ranks or len(self.ranks_of(process)) == ranks):
                return process, self.ranks_of(process)
            time.sleep(0.005)
        fail(f"{name} ended too soon, or did not begin\n{self.text(name, 'err')}")


def ranks_equal(case, count):
    words = ["--programs", "examples/programs", "--tasks", "examples/tasks"]
    for name, more in {"columns": [], "cross": ["--cross"], "definition": ["--by", "definition"],
                       "repeated": ["--repeat", "3", "--show"],
                       "wrong": ["--task", "demo_largest", "--draw"]}.items():
        expected = case.run(f"{name}_one", words + more)
        got = case.run(f"{name}_ranks", words + more, count)
        if got != expected:
            fail(f"{name}: exit code {got}, not {expected}\n{case.text(name + '_ranks', 'err')}")
        case.check_equal(f"{name}_one", f"{name}_ranks")
    # problems are reported once, by rank 0
    bad = ["--programs", "examples/programs", "nowhere.py", "--tasks", "examples/tasks"]
    if case.run("bad_one", bad) != 2 or case.run("bad_ranks", bad, count) != 2:
        fail("a missing file did not give exit code 2")
    if case.text("bad_ranks", "err").count("nowhere.py") != case.text("bad_one", "err").count(
            "nowhere.py"):
        fail("ranks do not report a missing file as often as one process does")
    case.check_equal("bad_one", "bad_ranks")
    if case.run("none", ["--csv", "/nonexistent/x"], count) != 2:
        fail("a file that cannot be written did not give exit code 2")


def slow_words(case, turns):
    write_programs(case.folder / "programs", 8, turns)
    return ["--programs", str(case.folder / "programs"), "--tasks", "examples/tasks", "--cross",
            "--by", "definition", "--threads", "1"]


def killed(case):
    """If mpirun lets ranks die, the others do their pieces."""
    words = slow_words(case, 8)
    case.run("one", words)
    process, ranks = case.start_with_journal("ranks", [*words, "--patience", "1"], 4,
                                             ["--enable-recovery"])
    for rank in (1, 3):
        os.kill(ranks[rank], signal.SIGKILL)
    process.wait(timeout=LIMIT)  # its exit code is that of the killed ranks
    case.check_equal("one", "ranks")


def stalled(case):
    """The run waits for a rank that stands still only as long as --patience says."""
    words = slow_words(case, 8)
    expected = case.run("one", words)
    process, ranks = case.start_with_journal("ranks", [*words, "--patience", "1"], 3)
    os.kill(ranks[2], signal.SIGSTOP)
    got = process.wait(timeout=LIMIT)
    if got != expected:
        fail(f"exit code {got}, not {expected}\n{case.text('ranks', 'err')}")
    case.check_equal("one", "ranks")


def pieces_taken(case, name):
    found = re.search(r"(\d+) pieces? comes? from the journal", case.text(name, "err"))
    return int(found.group(1)) if found else 0


def restart(case):
    """By default mpirun ends all ranks if one dies; the next run goes on, with other ranks, too."""
    words = slow_words(case, 8)
    case.run("one", words)
    taken = 0
    for turn, count in enumerate((4, 2)):
        name = f"killed_{turn}"
        process, ranks = case.start_with_journal(name, words, count, is_new=turn == 0)
        os.kill(ranks[count - 1], signal.SIGKILL)
        if process.wait(timeout=LIMIT) == 0:
            fail("a run with a killed rank gave exit code 0")
        now = pieces_taken(case, name)
        if now < turn:
            fail("no piece was taken from the journal")
        taken = now
    words += ["--journal", str(case.folder / "journal")]
    case.run("ranks", words, 3)
    if pieces_taken(case, "ranks") <= taken:
        fail("no more pieces were taken from the journal than before")
    case.check_equal("one", "ranks")
    case.run("again", words)  # all is finished
    case.check_equal("one", "again")


def one_process(case):
    """The journal of a process that was killed, one that is cut, and that of another run."""
    words = slow_words(case, 2)
    case.run("one", words)
    process, _ = case.start_with_journal("killed", words, 0)
    process.kill()
    process.wait()
    journal = case.folder / "journal"
    words += ["--journal", str(journal)]
    case.run("resumed", words)
    if pieces_taken(case, "resumed") == 0:
        fail("no piece was taken from the journal")
    case.check_equal("one", "resumed")
    whole = journal.read_bytes()
    for size in (len(whole) - 1, len(whole) // 2, 300, 100, 7, 0):
        journal.write_bytes(whole[:size])
        case.run("cut", words)
        case.check_equal("one", "cut")
    # another run's journal stays as it is
    before = journal.read_bytes()
    if case.run("other", [*words, "--max-steps", "1000"]) != 2:
        fail("the journal of another run is accepted")
    told = case.text("other", "err")
    refusal = "belongs to another run: its options are different."
    if refusal not in told or journal.read_bytes() != before:
        fail(f"the journal of another run was changed, or the message is another one: {told}")


if __name__ == "__main__":
    name, *rest = sys.argv[1].split()
    case = Case(*sys.argv[2:])
    os.chdir(Path(__file__).parents[2])
    if name == "equal":
        ranks_equal(case, int(rest[0]))
    else:
        {"killed": killed, "stalled": stalled, "restart": restart,
         "one_process": one_process}[name](case)
    print(f"{sys.argv[1]}: the same reports as one process")
