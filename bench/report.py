#!/usr/bin/env python3
"""Turns the JSON of bench_cuda, bench_host and bench_columns into Markdown tables."""
import argparse
import json
import re
import sys
from collections import OrderedDict

NAME = re.compile(r"(?P<family>[^/]+)/(?P<rest>[^/]+)")


def load(path):
    """The benchmarks by name, and what they ran on. Errors are kept: they must not go unseen."""
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
    """Samples a second, or why there is no figure."""
    if run is None:
        return ""
    if run.get("error_occurred"):
        return run.get("error_message", "failed")
    text = number(run.get("samples/s"))
    if run.get("capacity", 0) >= 0.005:
        text += f" ({100 * run['capacity']:.0f} % need a larger tier)"
    return text


def ceiling(run):
    """The fraction of what memory allows."""
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
    # what has another input or writes grids has no program to be compared with
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
    """Samples or calls a second; None where there is no figure."""
    if run is None or run.get("error_occurred"):
        return None
    return run.get("samples/s", run.get("items_per_second"))


def newer_table(host, newer, tolerance):
    """What newer instruction sets gain, operation by operation, and what loses by them.

    newer: (name, runs) each, from the oldest to the newest. An operation is slower where it is that
    by more than the tolerance, compared with the set before."""
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


def milliseconds(seconds):
    """Three digits, but never a power of ten."""
    return "" if seconds is None else f"{float(f'{1000 * seconds:.3g}'):g}"


def left(run):
    """What went to the definition, and why."""
    if not run.get("evaluations") or "by_definition" not in run:
        return ""
    text = f"{100 * run['by_definition'] / run['evaluations']:.3g} %"
    why = [f"{name} {run[key]:.0f}" for key, name in REASONS.items() if run.get(key)]
    return text + (f" ({', '.join(why)})" if why else "")


def columns_table(runs):
    """What bench_columns measured but on one core."""
    head = ["", "ms a call", "programs", "evaluations", "evaluations/s", "the same in columns",
            "values/s", "the same in columns", "nodes/s in columns",
            "by definition"]
    head += [f"ms: {name}" for name in PHASES.values()]
    lines = ["| " + " | ".join(head) + " |", "| --- |" + " ---: |" * (len(head) - 1)]
    for (_, name), run in runs.items():
        if name.startswith("one core"):
            continue
        if run.get("error_occurred"):
            row = [name, run.get("error_message", "failed")] + [""] * (len(head) - 2)
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
    """Columns beside compiled programs on one core, the slowest first."""
    lines = ["| | by columns, evaluations/s | compiled | ratio | by definition |",
             "| --- |" + " ---: |" * 4]
    found = [(name[len("one core, "):], run) for (_, name), run in runs.items()
             if name.startswith("one core, ")]
    for name, run in sorted(found, key=lambda one: one[1].get("of compiled", 0)):
        if run.get("error_occurred"):
            lines.append(f"| {name} | {run.get('error_message', 'failed')} | | | |")
            continue
        compiled, ratio = run["compiled evaluations/s"], run["of compiled"]
        different = f" ({run['different']:.0f} differ)" if run.get("different") else ""
        lines.append(f"| {name}{different} | {number(ratio * compiled)} | {number(compiled)} | "
                     f"{ratio:.2f} | {left(run)} |")
    return "\n".join(lines) if found else ""


def origin(commit, *contexts):
    """When the figures were measured, and of which commit, if that is known."""
    dates = sorted({context["date"][:10] for context in contexts if context.get("date")})
    parts = ([f"Measured on {' and '.join(dates)}"] if dates else []) + (
        [f"commit {commit}"] if commit else [])
    return [", ".join(parts) + "."] if parts else []


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


def main():
    """Reads and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cuda", help="bench_cuda --benchmark_out=FILE")
    parser.add_argument("--host", help="bench_host --benchmark_out=FILE")
    parser.add_argument("--newer", nargs="+", default=[], metavar="FILE",
                        help="the same as --host of builds for newer instruction sets, the oldest "
                             "first: what is slower with one is marked, and the exit code is then 1")
    parser.add_argument("--tolerance", type=float, default=0.05,
                        help="so much slower is not marked (0.05)")
    parser.add_argument("--columns", help="bench_columns --benchmark_out=FILE")
    parser.add_argument("--commit", help="what the benchmarks were built from, for the head")
    parser.add_argument("--below", type=float, default=1e8,
                        help="operations below so many samples/s are listed again (1e8)")
    arguments = parser.parse_args()
    if arguments.columns:
        runs, context = load(arguments.columns)
        labels = {run.get("label") for run in runs.values()} - {None, "", "host"}
        for line in origin(arguments.commit, context):
            print(line)
        print(f"Host: {context.get('num_cpus', '?')} cores, {context.get('device', 'unknown')}" +
              "".join(f"; GPU: {label}" for label in sorted(labels)) + ".\n")
        print(columns_table(runs) + "\n\n" + core_table(runs))
    if not (arguments.cuda or arguments.host):
        return 0
    gpu, gpu_context = load(arguments.cuda)
    host, host_context = load(arguments.host)
    if arguments.newer and not arguments.host:
        parser.error("--newer is compared with --host")
    keys = list(OrderedDict.fromkeys([*gpu, *host]))
    print(title(arguments.commit, gpu_context, host_context))
    groups = OrderedDict()
    for key in keys:
        if key[0] == "ceiling":
            continue
        group = key[0] if key[0] in ("pipelines", "programs", "small grids", "setup") else "operations"
        groups.setdefault(group, []).append(key)
    for group in ("pipelines", "programs", "small grids", "operations", "setup"):
        if group not in groups:
            continue
        print(f"\n### {group.capitalize()}\n")
        print(table(gpu, host, groups[group], group == "operations"))
    slow = [k for k in groups.get("operations", [])
            if gpu.get(k, {}).get("samples/s", arguments.below) < arguments.below]
    if slow:
        print(f"\n### Operations below {number(arguments.below)} samples/s on the GPU\n")
        print(table(gpu, host, slow, True))
    wrong = [f"{k[0]}/{k[1]}" for runs in (gpu, host) for k, run in runs.items()
             if run.get("error_occurred") or run.get("ok", 1) < 0.9]
    if wrong:
        print("\nFailed, or with failures in more than a tenth of the samples: " +
              ", ".join(OrderedDict.fromkeys(wrong)))
    if not arguments.newer:
        return 0
    newer = [(context.get("instructions", file), runs)
             for file in arguments.newer for runs, context in [load(file)]]
    lines, slower = newer_table((host_context.get("instructions", "host"), host), newer,
                                arguments.tolerance)
    print("\n### Instruction sets, samples/s on one core\n\n" + lines)
    print("\nSlower with a newer instruction set: " + (", ".join(slower) or "none"))
    return 1 if slower else 0


if __name__ == "__main__":
    sys.exit(main())
