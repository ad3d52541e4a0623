#!/usr/bin/env python3
"""Turns the JSON of bench_cuda, bench_host and bench_columns into Markdown tables.

Each table begins with the date, the commit and the machine. Without --into they are printed; with it
each replaces, in a page such as bench/README.md, what stands between

    <!-- table NAME -->
    <!-- end of table -->
"""
import argparse
import json
import re
import sys
from collections import OrderedDict

NAME = re.compile(r"(?P<family>[^/]+)/(?P<rest>[^/]+)")


def load(path):
    """The benchmarks by name, and what they ran on. Errors are kept, so that they are seen."""
    if not path:
        return OrderedDict(), {}
    with open(path, encoding="utf-8") as file:
        data = json.load(file)
    runs = OrderedDict()
    for run in data["benchmarks"]:
        if run.get("aggregate_name", "median") != "median":
            continue
        match = NAME.match(run["run_name"])
        if match:
            runs[(match["family"], match["rest"])] = run
    return runs, data["context"]


def number(x):
    """Three digits: 3.42e9."""
    if x is None:
        return ""
    mantissa, exponent = f"{x:.2e}".split("e")
    return f"{mantissa}e{int(exponent)}"


def rate(run):
    """Samples per second, or why there is no figure."""
    if run is None:
        return ""
    if run.get("error_occurred"):
        return why_not(run)
    text = number(run.get("samples/s"))
    if run.get("capacity", 0) >= 0.005:
        text += f" ({100 * run['capacity']:.0f} % need a larger tier)"
    return text


def ceiling(run):
    """The share of what memory allows."""
    if run is None or run.get("error_occurred"):
        return ""
    for key, name in (("of_copy", "copy"), ("of_read", "read")):
        if key in run and run[key] > 1.1:
            return "writes only"  # it does not look at its input, so it is faster than copying
        if key in run:
            return f"{100 * run[key]:.0f} % {name}"
    return ""


def own_cost(runs, key):
    """Picoseconds per sample that an operation adds to the program around it, where that is known."""
    family, rest = key
    run, setup = runs.get(key), None
    if " on " in rest:
        setup = runs.get(("setup", rest.split(" on ", 1)[1]))
    if family == "setup" or not run or not setup:
        return ""
    if any(r.get("error_occurred") or not r.get("samples/s") for r in (run, setup)):
        return ""
    # a benchmark that has another input or writes grids has no program to be compared with
    if ("of_copy" in run) != ("of_copy" in setup):
        return ""
    added = 1e12 / run["samples/s"] - 1e12 / setup["samples/s"]
    return f"{max(0.0, added):.0f}"


def table(gpu, host, keys, own):
    """A table of some benchmarks."""
    head = ["", "samples/s on the GPU", "of the ceiling"]
    if own:
        head.append("ps per sample for it alone")
    head.append("samples/s on one core")
    lines = ["| " + " | ".join(head) + " |", "| --- |" + " ---: |" * (len(head) - 1)]
    for key in keys:
        run = gpu.get(key)
        row = [f"`{key[1]}`", rate(run), ceiling(run)]
        if own:
            row.append(own_cost(gpu, key))
        row.append(rate(host.get(key)))
        lines.append("| " + " | ".join(row) + " |")
    return "\n".join(lines)


def speed(run):
    """Samples or calls per second; None if there is no figure."""
    if run is None or run.get("error_occurred"):
        return None
    return run.get("samples/s", run.get("items_per_second"))


def newer_table(host, newer, tolerance):
    """What each benchmark gains or loses with newer instruction sets, and those that are slower.

    newer: pairs (name, runs), from the oldest to the newest. An operation counts as slower if it is
    slower than with the set before by more than the tolerance."""
    names = [name for name, _ in newer]
    lines = ["| | " + " | ".join([host[0], *names]) + " |", "| --- |" + " ---: |" * (len(newer) + 1)]
    slower = []
    for key, run in host[1].items():
        before = speed(run)
        row = [f"`{key[1]}`", number(before)]
        for name, runs in newer:
            now = speed(runs.get(key))
            text = number(now)
            if before and now:
                text += f" ({now / before:.2f})"
                if now < before * (1 - tolerance):
                    text += " **slower**"
                    slower.append(f"{key[0]}/{key[1]} with {name}")
            row.append(text)
            before = now or before
        lines.append("| " + " | ".join(row) + " |")
    return "\n".join(lines), slower


UNITS = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0}
PHASES = OrderedDict([("graph_s", "graph"), ("columns_s", "columns"),
                      ("second_turn_s", "second turn"), ("definition_s", "definition"),
                      ("rest_s", "rest")])
REASONS = OrderedDict([("no_form", "no form"), ("too_large", "too large"),
                       ("no_place", "place unknown")])


def three_digits(x):
    """Three digits, but never an exponent."""
    return f"{float(f'{x:.3g}'):g}"


def milliseconds(seconds):
    """Seconds in milliseconds, with three digits."""
    return "" if seconds is None else three_digits(1000 * seconds)


def left(run):
    """The share of evaluations that went to the definition, and why."""
    if not run.get("evaluations") or "by_definition" not in run:
        return ""
    text = f"{100 * run['by_definition'] / run['evaluations']:.3g} %"
    why = [f"{name} {run[key]:.0f}" for key, name in REASONS.items() if run.get(key)]
    return text + (f" ({', '.join(why)})" if why else "")


def columns_table(runs):
    """What bench_columns measured, except on one core."""
    head = ["", "ms a call", "programs", "evaluations", "evaluations/s", "the same in columns",
            "values/s", "the same in columns", "nodes/s in columns",
            "by definition"]
    head += [f"ms: {name}" for name in PHASES.values()]
    lines = ["| " + " | ".join(head) + " |", "| --- |" + " ---: |" * (len(head) - 1)]
    for (_, name), run in runs.items():
        if name.startswith("one core"):
            continue
        if run.get("error_occurred"):
            row = [name, why_not(run)] + [""] * (len(head) - 2)
        else:
            row = [name, milliseconds(run["real_time"] * UNITS[run["time_unit"]]),
                   f"{run['programs']:.0f}", f"{run['evaluations']:.0f}",
                   number(run.get("evaluations/s")), number(run.get("evaluations/s in columns")),
                   number(run.get("values/s")), number(run.get("values/s in columns")),
                   number(run.get("nodes/s in columns")), left(run)]
            row += [milliseconds(run.get(key)) for key in PHASES]
        lines.append("| " + " | ".join(row) + " |")
    return "\n".join(lines)


def core_table(runs):
    """Columns compared with compiled programs on one core, the slowest first."""
    lines = ["| | by columns, evaluations/s | compiled | ratio | by definition |",
             "| --- |" + " ---: |" * 4]
    found = [(name[len("one core, "):], run) for (_, name), run in runs.items()
             if name.startswith("one core, ")]
    for name, run in sorted(found, key=lambda one: one[1].get("of compiled", 0)):
        if run.get("error_occurred"):
            lines.append(f"| {name} | {why_not(run)} | | | |")
            continue
        compiled, ratio = run["compiled evaluations/s"], run["of compiled"]
        different = f" ({run['different']:.0f} differ)" if run.get("different") else ""
        lines.append(f"| {name}{different} | {number(ratio * compiled)} | {number(compiled)} | "
                     f"{ratio:.2f} | {left(run)} |")
    return "\n".join(lines) if found else ""


def origin(commit, *contexts):
    """When the figures were measured, and with which commit, if that is known."""
    dates = sorted({context["date"][:10] for context in contexts if context.get("date")})
    parts = ([f"Measured on {' and '.join(dates)}"] if dates else []) + (
        [f"commit {commit}"] if commit else [])
    return [", ".join(parts) + "."] if parts else []


def whole(key):
    """A count."""
    return lambda run: f"{run[key]:.0f}" if key in run else ""


def figure(key):
    """A figure with three digits."""
    return lambda run: number(run.get(key))


def seconds_of(key):
    """Seconds, as milliseconds."""
    return lambda run: milliseconds(run.get(key))


def per_call(run):
    """Milliseconds of a call, by the clock that the benchmark uses."""
    return milliseconds(run["real_time"] * UNITS[run["time_unit"]])


def item_in(unit):
    """The time per item, from items_per_second, in nanoseconds or microseconds."""
    return lambda run: three_digits(1 / UNITS[unit] / run["items_per_second"])


def samples_per_second(run):
    """The rate of calls that say how many samples they have."""
    return number(run["pairs"] / (run["real_time"] * UNITS[run["time_unit"]]))


# What is listed benchmark by benchmark: the family, the name of the table, and its columns. Items
# are counted by processor time if the benchmark does not use the clock.
LISTINGS = OrderedDict([
    ("calls", ("calls of pipelines",
               [("ms a call", per_call), ("pipelines", whole("pipelines")),
                ("samples", whole("pairs")), ("samples/s", samples_per_second),
                ("ms: kernels", seconds_of("kernel_s")),
                ("ms: definition", seconds_of("reference_s")),
                ("by definition", whole("by_definition"))])),
    ("stream", ("streams",
                [("ms", per_call), ("samples/s", figure("samples/s")),
                 ("the source alone", figure("samples/s of the source")),
                 ("the sink alone", figure("samples/s of the sink")),
                 ("in kernels", figure("samples/s in kernels"))])),
    ("plain calls", ("plain calls",
                     [("calls/s", figure("items_per_second")), ("ns a call", item_in("ns"))])),
    ("packing", ("packing",
                 [("grids/s", figure("items_per_second")),
                  ("microseconds a grid", item_in("us"))])),
    ("small grids", ("small grids",
                     [("samples/s", figure("samples/s")), ("climbed", figure("climbed"))])),
    ("rows", ("rows", [("a second", figure("items_per_second")), ("ns", item_in("ns"))])),
    ("text_read", ("reading",
                   [("programs/s", figure("items_per_second")),
                    ("microseconds a program", item_in("us"))])),
    ("devices", ("devices",
                 [("ms a call", per_call), ("samples", whole("samples")),
                  ("samples/s", figure("samples/s")),
                  ("in kernels", figure("samples/s in kernels")),
                  ("ms: kernels", seconds_of("kernels_s")),
                  ("ms: copies in", seconds_of("copy_in_s")),
                  ("bytes/s", figure("bytes/s"))])),
])
CALLS = re.compile(r"(all|four times all|warm call)\b")


def group_of(key):
    """The table in which a benchmark stands."""
    family, rest = key
    if family == "warm call" or (family == "programs" and CALLS.match(rest)):
        return "calls"
    if family in LISTINGS or family in ("ceiling", "pipelines", "programs", "setup"):
        return family
    return "operations"


def listing(runs, group):
    """The benchmarks of a group, each with its figures; a column that nothing fills is left out."""
    rows = []
    for key, run in runs.items():
        if group_of(key) != group:
            continue
        name = f"{key[0]}, {key[1]}" if key[0] == "warm call" else key[1]
        rows.append((name, run))
    columns = LISTINGS[group][1]
    cells = [[why_not(run)] + [""] * (len(columns) - 1) if run.get("error_occurred")
             else [show(run) for _, show in columns] for _, run in rows]
    used = [k for k in range(len(columns)) if any(row[k] for row in cells)]
    lines = ["| | " + " | ".join(columns[k][0] for k in used) + " |",
             "| --- |" + " ---: |" * len(used)]
    lines += [f"| {name} | " + " | ".join(row[k] for k in used) + " |"
              for (name, _), row in zip(rows, cells)]
    return "\n".join(lines)


def why_not(run):
    """Why a benchmark has no figure."""
    return run.get("error_message", "failed")


def machine(context):
    """What the benchmarks of a file ran on."""
    text = f"{context.get('device', 'unknown')}, {context.get('num_cpus', '?')} cores"
    if context.get("instructions"):
        text += f", compiled for {context['instructions']}"
    return text + "."


def title(commit, gpu_context, host_context):
    """Where the figures come from."""
    lines = origin(commit, gpu_context, host_context)
    if gpu_context:
        copy = float(gpu_context.get("copy_bytes_per_second", 0)) / 1e12
        read = float(gpu_context.get("read_bytes_per_second", 0)) / 1e12
        lines.append(f"GPU: {gpu_context.get('device', 'unknown')}, copy ceiling {copy:.2f} TB/s "
                     f"(read and written), read ceiling {read:.2f} TB/s.")
    if host_context:
        lines.append(f"Core: {host_context.get('device', 'unknown')}, compiled for "
                     f"{host_context.get('instructions', 'unknown')}.")
    return "\n".join(lines)


def compiled_tables(arguments):
    """The tables of bench_cuda and bench_host by name: those that show both, and those that show one."""
    gpu, gpu_context = load(arguments.cuda)
    host, host_context = load(arguments.host)
    head = title(arguments.commit, gpu_context, host_context) + "\n\n"
    groups = OrderedDict()
    for key in OrderedDict.fromkeys([*gpu, *host]):
        groups.setdefault(group_of(key), []).append(key)
    made = OrderedDict()
    for group in ("pipelines", "programs", "operations", "setup"):
        if group in groups:
            made[group] = head + table(gpu, host, groups[group], group == "operations")
    slow = [k for k in groups.get("operations", [])
            if gpu.get(k, {}).get("samples/s", arguments.below) < arguments.below]
    if slow:
        made["slow operations"] = (
            f"{head}Below {number(arguments.below)} samples/s on the GPU:\n\n" +
            table(gpu, host, slow, True))
    for runs, context, where in ((gpu, gpu_context, "GPUs"), (host, host_context, "the host")):
        for group, (name, _) in LISTINGS.items():
            if any(group_of(key) == group for key in runs):
                lines = origin(arguments.commit, context) + [machine(context)]
                made[f"{name} on {where}"] = (" ".join(lines) + "\n\n" + listing(runs, group))
    wrong = [f"{k[0]}/{k[1]}" for runs in (gpu, host) for k, run in runs.items()
             if run.get("error_occurred") or run.get("ok", 1) < 0.9]
    slower = []
    if arguments.newer:
        newer = [(context.get("instructions", file), runs)
                 for file in arguments.newer for runs, context in [load(file)]]
        lines, slower = newer_table((host_context.get("instructions", "host"), host), newer,
                                    arguments.tolerance)
        made["instruction sets"] = (head + "Samples/s or calls/s on one core.\n\n" + lines +
                                    "\n\nSlower with a newer instruction set: " +
                                    (", ".join(slower) or "none"))
    return made, list(OrderedDict.fromkeys(wrong)), slower


def column_tables(arguments):
    """The tables of bench_columns by name."""
    runs, context = load(arguments.columns)
    labels = {run.get("label") for run in runs.values()} - {None, "", "host"}
    head = " ".join(origin(arguments.commit, context) + [
        f"Host: {context.get('num_cpus', '?')} cores, {context.get('device', 'unknown')}" +
        "".join(f"; GPU: {label}" for label in sorted(labels)) + "."]) + "\n\n"
    made = OrderedDict([(f"columns on {'GPUs' if labels else 'the host'}",
                         head + columns_table(runs))])
    core = core_table(runs)
    if core:
        made["columns on one core"] = head + core
    return made


def put_into(page, made):
    """The page with these tables in their places, and the names of tables that have no place."""
    homeless = []
    for name, text in made.items():
        place = re.compile(rf"(<!-- table {re.escape(name)} -->\n).*?(<!-- end of table -->)",
                           re.DOTALL)
        page, count = place.subn(lambda found, t=text: f"{found[1]}{t}\n\n{found[2]}", page)
        if not count:
            homeless.append(name)
    return page, homeless


def main():
    """Reads the files, and prints the tables or writes them into a page."""
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cuda", help="bench_cuda --benchmark_out=FILE")
    parser.add_argument("--host", help="bench_host --benchmark_out=FILE")
    parser.add_argument("--newer", nargs="+", default=[], metavar="FILE",
                        help="files as for --host, of builds for newer instruction sets, the oldest "
                             "first: what is slower with one is marked, and the exit code is then 1")
    parser.add_argument("--tolerance", type=float, default=0.05,
                        help="the loss of speed that is not marked yet (0.05)")
    parser.add_argument("--columns", help="bench_columns --benchmark_out=FILE")
    parser.add_argument("--commit", help="the commit of the benchmarks, for the head")
    parser.add_argument("--below", type=float, default=1e8,
                        help="operations below this many samples/s are listed again (1e8)")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME",
                        help="only these tables, such as 'streams on the host'")
    parser.add_argument("--into", metavar="PAGE", help="put the tables into this page")
    arguments = parser.parse_args()
    if arguments.newer and not arguments.host:
        parser.error("--newer needs --host, with which it is compared")
    made, wrong, slower = OrderedDict(), [], []
    if arguments.columns:
        made.update(column_tables(arguments))
    if arguments.cuda or arguments.host:
        some, wrong, slower = compiled_tables(arguments)
        made.update(some)
    unknown = [name for name in arguments.only if name not in made]
    if unknown:
        parser.error(f"the files have no table {', '.join(unknown)}, but " +
                     (", ".join(made) or "none at all"))
    if arguments.only:
        made = OrderedDict((name, made[name]) for name in arguments.only)
    if arguments.into:
        with open(arguments.into, encoding="utf-8") as file:
            page, homeless = put_into(file.read(), made)
        with open(arguments.into, "w", encoding="utf-8") as file:
            file.write(page)
        if homeless:
            print("The page has no place for: " + ", ".join(homeless), file=sys.stderr)
    else:
        print("\n\n".join(f"### {name[0].upper()}{name[1:]}\n\n{text}"
                          for name, text in made.items()))
    if wrong:
        print("\nFailed, or with failures in more than a tenth of the samples: " +
              ", ".join(wrong), file=sys.stderr if arguments.into else sys.stdout)
    return 1 if slower else 0


if __name__ == "__main__":
    sys.exit(main())
