#!/usr/bin/env python3
"""Compiles a generated source without those of its combinations that do not compile.

    compile.py COMPILER ARGUMENT...

is put before every compile command. If the command fails, each combination of the source is tried
alone; those that fail are named and left out, so that the rest of the build and of the run goes on.
The test program counts their calls as failed.
"""
import re
import subprocess
import sys


def compiled(command, omitted=()):
    """The result of the command with some combinations left out."""
    flags = [f"-DBATT_OMIT_{n}" for n in omitted]
    return subprocess.run(command + flags, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, errors="replace")


def errors_of(result, most=3):
    lines = [x for x in result.stdout.splitlines() if re.search(r"error|killed", x, re.I)]
    return "".join(f"    {x[:400]}\n" for x in lines[:most])


def main():
    command = sys.argv[1:]
    first = compiled(command)
    sources = [a for a in command if re.search(r"part_\d+\.(cpp|cu)$", a)]
    if first.returncode == 0 or len(sources) != 1:
        sys.stdout.write(first.stdout)
        return first.returncode
    with open(sources[0]) as f:
        titles = dict(re.findall(r"#ifndef BATT_OMIT_(\d+)\n *// (.*)\n", f.read()))
    bad = []
    if compiled(command, titles).returncode != 0:
        sys.stdout.write(first.stdout)
        return first.returncode
    for n in titles:
        alone = compiled(command, [other for other in titles if other != n])
        if alone.returncode != 0:
            bad.append(n)
            sys.stderr.write(f"does not compile: {titles[n]}\n{errors_of(alone)}")
    last = compiled(command, bad)
    sys.stdout.write(last.stdout)
    return last.returncode


if __name__ == "__main__":
    sys.exit(main())
