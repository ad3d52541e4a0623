#!/usr/bin/env python3
"""Reports what programs cost to compile, with g++ and nvcc, as a Markdown table.

Seconds are user CPU of the compiler. A program's figure is that of a file with a kernel or a host
loop for it, less that of the same file without a program: the headers, which are reported too.

With --card TOOL the files named are collections of programs as DSL text: they become pipelines of
both forms, as batt_add_card makes them, and the table says where the time of compiling them goes.
With --columns the units that batt_add_columns makes are compiled, for the host by g++ and for the
device by nvcc.
With --build FOLDER nothing is compiled: the units of a build are listed, the longest first.

With --into PAGE what is reported takes its place in a page such as bench/README.md, as the tables of
report.py do: "compiling programs", "compiling pipelines", "compiling columns" or "units of a build".
"""
import argparse
import collections
import contextlib
import csv
import datetime
import io
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from report import put_into

ROOT = Path(__file__).resolve().parent.parent

# A step takes the grid of variable x{n} and adds statements; each has the mix of a solver program:
# objects and keys, filters with composed functions, fills, geometry.
STEPS = [
    ["x{a} = objects(x{n}, T, F, T)", "x{b} = argmax(x{a}, size)", "x{c} = fill(x{n}, FIVE, x{b})"],
    ["x{a} = hmirror(x{n})"],
    ["x{a} = ofcolor(x{n}, ZERO)", "x{b} = outbox(x{a})", "x{c} = underfill(x{n}, THREE, x{b})"],
    ["x{a} = fgpartition(x{n})", "x{b} = compose(even, size)", "x{c} = mfilter(x{a}, x{b})",
     "x{d} = paint(x{n}, x{c})"],
    ["x{a} = replace(x{n}, ONE, TWO)"],
    ["x{a} = leastcolor(x{n})", "x{b} = ofcolor(x{n}, x{a})", "x{c} = ulcorner(x{b})",
     "x{d} = connect(ORIGIN, x{c})", "x{e} = fill(x{n}, EIGHT, x{d})"],
    ["x{a} = rot90(x{n})"],
]


def program(statements):
    """The text of a program with this many statements: whole steps, then mirrors."""
    if statements == 1:
        return "solver(O = vmirror(I))"
    lines, grid, used, step = [], None, 0, 0
    while len(lines) < statements - 1:
        left = statements - 1 - len(lines)
        lines_of_step = STEPS[step % len(STEPS)]
        step += 1
        if len(lines_of_step) > left:
            lines_of_step = ["x{a} = vmirror(x{n})"]
        names = {k: used + i + 1 for i, k in enumerate("abcde")}
        for line in lines_of_step:
            line = line.replace("x{n}", f"x{grid}" if grid else "I")
            lines.append(line.format(**names))
        used += len(lines_of_step)
        grid = used
    lines.append(f"O = vmirror(x{grid})")
    return "solver(\n    " + ",\n    ".join(lines) + ")"


HOST = """
#include <batt/dsl.hpp>
#include <batt/exec/sample.hpp>
"""
# The kernel's own header brings Thrust along, so a kernel of one's own stands for it here.
RUN_HOST = """
namespace batt::solvers {{ constexpr auto p = {program}; }}
using M = batt::fast_tier::machine_type<batt::serial>;
batt::verdict run(M& m, const batt::packed_row* in, batt::packed_row* out,
                  batt::packed_size* size) {{
    return batt::run_sample<std::remove_cv_t<decltype(batt::solvers::p)>>(
        m, in, *size, nullptr, {{0, 0}}, out, size, [] {{}});
}}
"""
RUN_CUDA = """
namespace batt::solvers {{ constexpr auto p = {program}; }}
template <class Program>
__global__ void kernel(const batt::packed_row* in, batt::packed_row* out, batt::packed_size* size,
                       batt::verdict* verdicts) {{
    using M = batt::fast_tier::machine_type<batt::warp>;
    std::uint32_t arena[batt::fast_tier::lines];
    M m(batt::arena_memory{{arena, batt::fast_tier::lines}});
    verdicts[blockIdx.x] = batt::run_sample<Program>(m, in + 32 * blockIdx.x, *size, nullptr,
                                                    {{0, 0}}, out, size, [] {{}});
}}
void run(const batt::packed_row* in, batt::packed_row* out, batt::packed_size* size,
         batt::verdict* v) {{
    kernel<std::remove_cv_t<decltype(batt::solvers::p)>><<<1, 32>>>(in, out, size, v);
}}
"""
UMBRELLAS = [("batt/dsl.hpp", "#include <batt/dsl.hpp>\n"),
             ("batt/dsl.hpp and batt/exec/sample.hpp", HOST),
             ("batt/batt.hpp", "#include <batt/batt.hpp>\n")]


class Compiler:
    """One way to compile a text."""

    def __init__(self, name, command, suffix, run):
        self.name, self.command, self.suffix, self.run = name, command, suffix, run

    def seconds(self, text, repeat):
        """User CPU of the compiler, the least of several tries."""
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / f"program{self.suffix}"
            source.write_text(text)
            best = None
            for _ in range(repeat):
                before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
                done = subprocess.run([*self.command, "-c", source, "-o", Path(folder) / "out.o"],
                                      capture_output=True, text=True, check=False)
                if done.returncode:
                    sys.exit(f"{self.name} refuses {source.name}:\n{done.stderr[:4000]}")
                spent = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
                best = spent if best is None else min(best, spent)
            return best


def find_nvcc():
    """nvcc on PATH or where a toolkit is usually installed."""
    for nvcc in (shutil.which("nvcc"), "/usr/local/cuda/bin/nvcc"):
        if nvcc and os.access(nvcc, os.X_OK):
            return Path(nvcc).resolve()
    return None


def compilers(arguments):
    """The compilers that were asked for and are there."""
    nvcc = find_nvcc()
    includes = [f"-I{ROOT / 'include'}"]
    cccl = arguments.cccl
    if not cccl and nvcc:
        cccl = next(nvcc.parent.parent.glob("targets/*/include/cccl"), None)
        cccl = cccl or nvcc.parent.parent / "include" / "cccl"
    if not cccl:
        sys.exit("no CCCL is found: name its include folder with --cccl")
    includes += ["-isystem", str(cccl)]
    flags = ["-std=c++20", "-O3"]
    found = []
    for name in arguments.compilers.split(","):
        if name == "nvcc":
            if nvcc:
                found.append(Compiler(name, [nvcc, *flags, f"-arch={arguments.arch}", *includes],
                                      ".cu", RUN_CUDA))
        elif shutil.which(name):
            found.append(Compiler(name, [name, *flags, *includes], ".cpp", RUN_HOST))
    return found


UNIT = """#include "{name}.hpp"
#include "{name}_standard.hpp"
#include <batt/exec/compiled_pipeline.hpp>
batt::pipeline_entry entry();
batt::pipeline_entry entry() {{
    return {{"{name}", &batt::make_pipeline<batt::cards::{name}, batt::cards::{name}_standard>}};
}}
"""


def compile_pipelines(arguments, compiler):
    """Seconds of each phase for all pipelines of the collection, and what was compiled."""
    phases, counts = collections.Counter(), collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        written = [arguments.card, "--vectorized", "--standard", "--keep-going", "--group",
                   str(arguments.group), "-f", f"{folder}/p.hpp", *arguments.files]
        subprocess.run(written, check=True, capture_output=True)
        for header in sorted(Path(folder).glob("p_*.hpp")):
            if header.stem.endswith("_standard"):
                continue
            facts = re.search(r"(\d+) programs?, (\d+) statements", header.read_text())
            counts.update(programs=int(facts[1]), statements=int(facts[2]), units=1)
            source = header.with_suffix(compiler.suffix)
            source.write_text(UNIT.format(name=header.stem))
            command = [*compiler.command, "-c", source, "-o", header.with_suffix(".o")]
            times = Path(folder) / "times.csv"
            if compiler.name == "nvcc":
                times.unlink(missing_ok=True)
                command += ["--time", times]
            before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
            subprocess.run(command, check=True, capture_output=True)
            spent = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
            phases["all"] += spent
            if compiler.name == "nvcc":
                for row in list(csv.reader(times.open()))[1:]:
                    name = "host compiler" if "(" in row[1] else row[1].strip()
                    phases[name] += float(row[6]) / 1000
    return phases, counts


def report_card(arguments):
    """The table of --card."""
    for compiler in compilers(arguments):
        phases, counts = compile_pipelines(arguments, compiler)
        print(f"{compiler.name}: {counts['programs']} programs, {counts['statements']} statements "
              f"in {counts['units']} units of at most {arguments.group}\n")
        print("| | seconds | a program | a statement |\n| --- | ---: | ---: | ---: |")
        for name, spent in phases.most_common():
            if name != "all" and spent < 0.005 * phases["all"]:
                continue
            name = "compiler CPU in all" if name == "all" else f"{name} (wall clock)"
            print(f"| {name} | {spent:.0f} | {spent / counts['programs']:.2f} | "
                  f"{spent / counts['statements']:.3f} |")
        print(flush=True)


COLUMN_UNIT = """#include <batt/columns/unit.hpp>
namespace batt::columns {{
{functions}}} // namespace batt::columns
"""
COLUMN_FUNCTION = """std::span<const compiled_entry> unit_{tier}();
std::span<const compiled_entry> unit_{tier}() {{
    return detail::entries_of_unit<{unit}, {units}, {tier}>();
}}
"""
COLUMN_ENGINE = """#include <batt/columns/program_run.hpp>
namespace batt::columns {
decltype(&execute) engine();
decltype(&execute) engine() { return &execute; }
} // namespace batt::columns
"""
COLUMN_RUNNER = """#include <batt/columns/cuda_runner.hpp>
namespace batt::columns {
std::unique_ptr<device_runner> make();
std::unique_ptr<device_runner> make() { return std::make_unique<cuda_runner>(); }
} // namespace batt::columns
"""


def column_units(is_host):
    """What batt_add_columns compiles for a machine: names and texts."""
    made = (ROOT / "cmake" / "batt_add_columns.cmake").read_text(encoding="utf-8")
    count = int(re.search(r"batt_column_sources (\d+)", made)[1])
    units = {f"unit {unit}": COLUMN_UNIT.format(functions="".join(
        COLUMN_FUNCTION.format(unit=unit, units=count, tier=tier) for tier in (0, 1)))
        for unit in range(count)}
    if is_host:
        units["the engine"] = COLUMN_ENGINE
    else:
        units["the engine on devices"] = COLUMN_RUNNER
    return units


def report_columns(arguments):
    """The tables of --columns; False if a unit takes longer than the limit."""
    spent = {}
    for compiler in compilers(arguments):
        is_host = compiler.name != "nvcc"
        if is_host:
            compiler.command.append("-O2")  # as batt_add_columns, and after -O3
        machine = f"host: {compiler.name}" if is_host else f"device, {arguments.arch}: nvcc"
        for name, text in column_units(is_host).items():
            spent[machine, name] = compiler.seconds(text, arguments.repeat)
            print(f"{machine}, {name}: {spent[machine, name]:.1f}", file=sys.stderr, flush=True)
    print("Seconds of compiler CPU.\n\n| columns | units | all | longest unit |")
    print("| --- | ---: | ---: | ---: |")
    machines = list(dict.fromkeys(machine for machine, _ in spent))
    for machine in machines:
        own = [seconds for (of, _), seconds in spent.items() if of == machine]
        print(f"| {machine} | {len(own)} | {sum(own):.0f} | {max(own):.0f} |")
    longest = max(spent.values(), default=0)
    print(f"| together | {len(spent)} | {sum(spent.values()):.0f} | {longest:.0f} |")
    print("\n| unit | " + " | ".join(machines) + " |\n| --- |" + " ---: |" * len(machines))
    for name in dict.fromkeys(name for _, name in spent):
        cells = [f"{spent[m, name]:.1f}" if (m, name) in spent else "" for m in machines]
        print(f"| {name} | " + " | ".join(cells) + " |")
    return longest <= arguments.limit


def report_build(folder, limit):
    """What each translation unit of a build took; False if one took longer than the limit.

    Wall-clock seconds, with as many compilers at once as the build had, of what was compiled last.
    """
    units = {}
    with open(Path(folder) / ".ninja_log", encoding="utf-8") as log:
        for line in log:
            fields = line.rstrip("\n").split("\t")
            if len(fields) == 5 and fields[3].endswith(".o"):
                target, source = re.match(r".*?([^/]*)\.dir/(.*)\.o$", fields[3]).groups()
                units[f"{target}: {Path(source).name}"] = (int(fields[1]) - int(fields[0])) / 1000
    print(f"{len(units)} translation units, {sum(units.values()):.0f} s in all.\n")
    print("| unit | seconds |\n| --- | ---: |")
    for name, seconds in sorted(units.items(), key=lambda unit: -unit[1]):
        print(f"| {name} | {seconds:.0f} |")
    over = [name for name, seconds in units.items() if seconds > limit]
    if over:
        print(f"\nLonger than {limit:.0f} s: {', '.join(over)}")
    return not over


def head(commit):
    """When and where the figures were measured, and of which commit, if that is known."""
    model = "unknown"
    if os.path.exists("/proc/cpuinfo"):
        found = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text("utf-8"))
        model = found[1] if found else model
    of = f", commit {commit}" if commit else ""
    return f"Measured on {datetime.date.today()}{of}. {model}, {os.cpu_count()} cores.\n"


def report_programs(arguments):
    """The table of programs of various lengths."""
    found = compilers(arguments)
    sizes = [int(n) for n in arguments.statements.split(",")]
    print("Seconds of compiler CPU, a statement in milliseconds.\n")
    print("| | " + " | ".join(f"{c.name} | a statement" for c in found) + " |")
    print("| --- |" + " ---: | ---: |" * len(found))
    for name, text in UMBRELLAS:
        cells = [f"{c.seconds(text, arguments.repeat):.2f} |" for c in found]
        print(f"| headers alone: `{name}` | " + " | ".join(cells) + " |", flush=True)
    headers = [c.seconds(HOST, arguments.repeat) for c in found]
    for n in sizes:
        cells = []
        for c, base in zip(found, headers):
            text = HOST + c.run.format(program=program(n))
            spent = max(0.0, c.seconds(text, arguments.repeat) - base)
            cells.append(f"{spent:.2f} | {1000 * spent / n:.0f}")
        name = f"a program of {n} statement{'s' if n > 1 else ''}, without the headers"
        print(f"| {name} | " + " | ".join(cells) + " |", flush=True)


def report(arguments):
    """Measures and prints; the name of the table, and whether no unit took too long."""
    print(head(arguments.commit))
    if arguments.build:
        return "units of a build", report_build(arguments.build, arguments.limit)
    if arguments.columns:
        return "compiling columns", report_columns(arguments)
    if arguments.card:
        report_card(arguments)
        return "compiling pipelines", True
    report_programs(arguments)
    return "compiling programs", True


def main():
    """Measures, and prints or writes."""
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", default="1,5,10,25,60,200")
    parser.add_argument("--compilers", default="g++,nvcc")
    parser.add_argument("--arch", default="sm_90", help="for nvcc; a single one keeps figures comparable")
    parser.add_argument("--cccl", help="folder with CCCL's headers (default: the toolkit's)")
    parser.add_argument("--repeat", type=int, default=1, help="how often to compile; the least time counts")
    parser.add_argument("--card", help="the tool card: measure collections of programs")
    parser.add_argument("--group", type=int, default=8, help="programs per pipeline, for --card")
    parser.add_argument("--build", help="a build folder of ninja: list what its units took")
    parser.add_argument("--limit", type=float, default=90,
                        help="seconds a unit may take, for --build and --columns")
    parser.add_argument("--columns", action="store_true", help="measure the library of columns")
    parser.add_argument("--commit", help="the commit that is compiled, for the head")
    parser.add_argument("--into", metavar="PAGE", help="puts the table into a page")
    parser.add_argument("files", nargs="*", help="files or folders of programs, for --card")
    arguments = parser.parse_args()
    if not arguments.into:
        return 0 if report(arguments)[1] else 1
    with contextlib.redirect_stdout(io.StringIO()) as text:
        name, in_time = report(arguments)
    path = Path(arguments.into)
    page, homeless = put_into(path.read_text("utf-8"), {name: text.getvalue().strip()})
    path.write_text(page, "utf-8")
    if homeless:
        print(f"The page has no place for: {name}", file=sys.stderr)
    return 0 if in_time else 1


if __name__ == "__main__":
    sys.exit(main())
