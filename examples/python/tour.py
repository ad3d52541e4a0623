# %% [markdown]
# # A tour of batt
# Programs of the ARC DSL are read, run, explained, changed and submitted. The cells run in order,
# in a notebook (jupytext opens this file as one) or as a script: `python tour.py`.

# %%
from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np

if "__file__" in globals():
    here = Path(__file__).resolve().parent
else:  # a notebook runs in the folder of its file
    here = Path.cwd()
examples = here.parent
import batt

print("batt", batt.__version__, "runs on:", *batt.devices())

# %% [markdown]
# ## Programs and tasks
# Files of programs are read, never executed. `errors` says what cannot be read, and `warnings`
# what was read but is hardly what was meant, both with file, line and column.

# %%
programs = batt.load(examples / "programs")
tasks = batt.tasks(examples / "tasks")
print(programs, tasks)
assert len(programs) > 60 and not programs.errors
assert "demo_rays" in tasks and not tasks.errors

broken = batt.parse("def solve_a(I):\n    return vmirror(I\n", name="broken.py")
print(broken.errors[0])
assert len(broken) == 0 and (broken.errors[0].file, broken.errors[0].line) == ("broken.py", 3)

odd = batt.parse("def solve_a(I):\n    return vmiror(I)\n", name="odd.py")
print(odd.warnings[0])
assert len(odd) == 1 and odd.warnings[0].line == 2

# %% [markdown]
# A task shows itself: in a notebook as a picture, in a terminal as text in colour.

# %%
task = tasks["demo_rays"]
task.train[0].show()
assert task.to_svg().startswith("<svg") and batt.to_png(task.train[0].input).startswith(b"\x89PNG")

# %% [markdown]
# ## Run
# Each program runs on the pairs of its own task; `cross=True` runs each on all tasks. The report
# holds arrays with one row for each program and pair.

# %%
report = batt.run(programs, tasks)
print(report)
print("tests solved:", int(report.solved[report.is_test].sum()), "of", int(report.is_test.sum()))
assert report.solved.all()
assert report.program.shape == report.sample.shape == report.solved.shape

crossed = batt.run(programs, tasks, cross=True)
print(crossed)
for number in np.unique(crossed.status):
    print(f"  {batt.Status(number).name:>14}: {int((crossed.status == number).sum())}")
assert len(crossed) == len(programs) * sum(len(t.pairs) for t in tasks.values())

# %% [markdown]
# ## Why does a program fail?
# In this program the blue cells shine to the left, where they should shine to the right.

# %%
wrong = batt.Program("""
def solve_demo_rays(I):
    x1 = ofcolor(I, ONE)
    x2 = rbind(shoot, LEFT)
    x3 = mapply(x2, x1)
    x4 = underfill(I, EIGHT, x3)
    x5 = ofcolor(I, TWO)
    x6 = rbind(shoot, UP)
    x7 = mapply(x6, x5)
    O = underfill(x4, SEVEN, x7)
    return O
""")
verdict = batt.run(wrong, task)
print(verdict, "equal cells:", verdict.cells.tolist())
assert not verdict.solved.any()

# %% [markdown]
# The trace has the value of each statement; wrong cells are marked in the last picture. The picture
# of `x4` already has the light on the wrong side.

# %%
pair = task.train[0]
trace = wrong.trace(pair.input, pair.output)
print(trace)
assert trace[3].text.startswith("x4 = underfill") and trace.status == batt.Status.ok
assert (trace.output != pair.output).any()

# %% [markdown]
# A program that has no value says in which statement the failure began.

# %%
nothing = batt.Program("""
def solve_demo_rays(I):
    x1 = ofcolor(I, NINE)
    x2 = first(x1)
    x3 = shoot(x2, UP)
    return fill(I, ONE, x3)
""")
failed = nothing.trace(pair.input)
print(f"{failed.status.name}, since statement {failed[-1].began}: {failed[failed[-1].began - 1].text}")
assert (failed.status, failed[-1].began) == (batt.Status.empty, 2)
try:
    nothing(pair.input)
except batt.OperationError as error:
    print(error)
else:
    raise AssertionError("the program should have no value")

# %% [markdown]
# ## Mend it by search
# A program is a graph of calls. `calls` are those that the output needs, and `parts` of a call are
# what is called and its arguments. A mutant has one part replaced (`replaced`): the calls that need
# the changed one are made anew, and all others are shared.


# %%
def alternatives(p: batt.Program, call: batt.Value, place: int) -> list[Any]:
    """What may stand at this place instead, by the type of what stands there."""
    parts = p.parts(call)
    if place == 0:
        return list(p.accepts(*parts[1:]))
    kind = parts[place].type or ""
    if kind == "ivec":
        return ["UP", "DOWN", "LEFT", "RIGHT", "UNITY", "NEG_UNITY", "UP_RIGHT", "DOWN_LEFT"]
    if kind.isdigit():
        return list(range(10))
    return []


# %%
started = time.perf_counter()
mutants: dict[batt.Value, str] = {}
for call in wrong.calls:
    for place in range(len(wrong.parts(call))):
        for other in alternatives(wrong, call, place):
            mutant = wrong.replaced(call, place, other)
            if mutant.type == "grid" and mutant != wrong.output:
                mutants.setdefault(mutant, f"call {call.id}, part {place}: {other}")
candidates = wrong.returning(mutants)
built = time.perf_counter() - started

found = batt.run(candidates, task)
print(f"{len(candidates)} mutants built in {built:.3f} s")
print(found)
print("statuses:", {batt.Status(s).name: int((found.status == s).sum()) for s in np.unique(found.status)})

# %%
solving = np.flatnonzero(found.solves())
assert len(solving) > 0
changes = list(mutants.values())
for k in solving:
    print("solves all pairs:", changes[k])
mended = candidates[int(solving[0])]
print(mended.text)
assert any("RIGHT" in changes[k] for k in solving)
assert all((mended(p.input) == p.output).all() for p in task.pairs)

# %% [markdown]
# ## Submit and score
# Two answers for each test input: those of the programs that solve most train pairs come first.

# %%
answers = batt.submission(report)
points = batt.score(answers, tasks)
print(f"{points.hits} of {points.outputs} test outputs, {points.points:g} points of {len(tasks)}")
assert points.hits == points.outputs

# The wrong program alone gains nothing, and with its mutants it gains the point.
one = batt.tasks(task)
assert batt.score(batt.submission(verdict), one).hits == 0
assert batt.score(batt.submission(found), one).hits == len(task.test)

# %% [markdown]
# ## Single operations
# Each of the 160 operations is a function on plain values and arrays of numpy.

# %%
grid = np.array([[0, 1, 1], [0, 0, 0], [2, 0, 2]])
shapes = batt.objects(grid, True, False, True)
print(len(batt.operations), "operations;", len(shapes), "shapes; the largest:", batt.argmax(shapes, batt.size))
print(batt.to_text(batt.fill(grid, batt.THREE, batt.argmax(shapes, batt.size))), end="")
assert batt.size(batt.argmax(shapes, batt.size)) == 2
assert np.array_equal(batt.vmirror(grid), grid[:, ::-1])
assert batt.call("add", 2, (3, 4)) == (5, 6)
assert batt.compose(batt.double, batt.increment)(4) == 10

# %% [markdown]
# ## Timings
# Grids may be one array (n, rows, columns) of integers.

# %%
mirror = batt.Program("def solve_mirror(I):\n    return vmirror(I)\n")
for count in (10, 1_000, 20_000):
    many = np.random.default_rng(1).integers(0, 10, size=(count, 10, 10), dtype=np.int8)
    timed = batt.run(mirror, many, many[:, :, ::-1])
    seconds = timed.seconds["total"]
    print(f"{count:6} grids: {seconds * 1e3:7.2f} ms, {count / seconds:,.0f} per second on {timed.where}")
    assert timed.solved.all()
print("phases of the last run (ms):", {k: round(s * 1e3, 2) for k, s in timed.seconds.items()})
