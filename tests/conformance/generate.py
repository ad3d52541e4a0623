#!/usr/bin/env python3
"""Turns recorded calls into C++ and CUDA sources, one program per combination, and into their data.

    generate.py VECTORS OUT all|part|sample TYPES

A combination is an operation, the types of its arguments and the shape of its functions: what a
program fixes when it compiles. The rest is data that the programs read at run time. TYPES is
types.cpp, compiled: the library itself says what the recorded names of types stand for. OUT gets

    combinations.txt   a line per combination: number, operation, kind, title
    data/NUMBER.txt    its calls, three lines each: the JSON, the numbers, the expected value as
                       text (nothing if an error was recorded)
    part_NN.cpp, .cu   the programs; host.cpp and warp.cu call them all
    names.hpp          the names of operations

A combination with objects is also run with univalued ones, one with tuples also with pairs, for
those calls whose arguments allow it: extra combinations of another kind than `recorded`.
"""
import glob
import json
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from operations import cpp_name  # noqa: E402

NO_LOCATION = [-2147483648, -1859775393]  # as in value/ivec.hpp
BINDERS = {"lbind", "rbind"}
SCALARS = ("integer", "boolean")


# Types: ("integer",), ..., ("set", T), ("tuple", T), ("pair", A, B), ("function",).

TYPES = {}  # by the name that is recorded


def read_types(tool, names):
    """Lets batt::typing read the names of types: `tool` is types.cpp, compiled."""
    said = subprocess.run([tool], input="".join(f"{n}\n" for n in names), stdout=subprocess.PIPE,
                          text=True, check=True).stdout
    for name, line in zip(names, said.splitlines()):
        TYPES[name] = as_tuples(json.loads(line))
        if TYPES[name] == ("ill",):
            sys.exit(f"generate.py: '{name}' is recorded as a type but is none")


def as_tuples(tree):
    return (tree[0],) + tuple(map(as_tuples, tree[1:]))


def has_functions(t):
    return t[0] == "function" or any(has_functions(p) for p in t[1:])


def type_text(t):
    """The type in C++."""
    if len(t) == 1:
        return "type::" + t[0]
    if t[0] == "pair":
        return f"type::pair_of<{type_text(t[1])}, {type_text(t[2])}>"
    return f"type::{t[0]}_of<{type_text(t[1])}>"


def title_of(t):
    if is_cell(t):
        return "cell"
    return t[0] + (f"<{','.join(map(title_of, t[1:]))}>" if t[1:] else "")


def op(name):
    return "op::" + cpp_name(name)


class argument:
    """An argument of a call: how it is compiled, written in titles, and its numbers."""

    def __init__(self, code, title, numbers):
        self.code = code
        self.title = title
        self.numbers = numbers


def flat(lists):
    return [x for some in lists for x in some]


def locations(value):
    """The numbers of ivecs or cells that are written as lists of numbers."""
    return [len(value)] + flat(value)


def numbers_of(t, value):
    """The numbers of a value of type t, which has no functions in it."""
    kind = t[0]
    if kind in SCALARS:
        return [int(value)]
    if kind == "ivec":
        return list(value) if value else NO_LOCATION
    if kind == "grid":
        return [len(value), len(value[0]) if value else 0] + flat(value)
    if kind in ("indices", "object", "univalued"):
        return locations(value)
    if kind == "pair":
        return cell_numbers(value) if is_cell(t) else flat(map(numbers_of, t[1:], value))
    return [len(value)] + flat(numbers_of(t[1], v) for v in value)


def is_cell(t):
    return t == TYPES["cell"]


def cell_numbers(value):
    """A cell is recorded as three numbers; a pair of an integer and an ivec may be nested."""
    return list(value) if len(value) == 3 else [value[0]] + list(value[1])


def listing(items, brackets="()"):
    return brackets[0] + ", ".join(items) + brackets[1]


def ivec_text(value):
    return listing(map(str, value)) if value else "nowhere"


def cell_text(value):
    color, *at = cell_numbers(value)
    return listing([str(color), ivec_text(at)])


def text_of(t, value):
    """A value as text.hpp writes it."""
    kind = t[0]
    if kind in SCALARS:
        return str(int(value))
    if kind == "ivec":
        return ivec_text(value)
    if kind == "grid":
        return listing(listing(map(str, row)) for row in value)
    if kind == "indices":
        return listing(map(ivec_text, value), "{}")
    if kind in ("object", "univalued"):
        return listing(map(cell_text, value), "{}")
    if kind == "function":
        return function_text(value)
    if kind == "pair":
        return cell_text(value) if is_cell(t) else listing(map(text_of, t[1:], value))
    items = [text_of(t[1], v) for v in value]
    if kind == "tuple":
        return listing(items)
    return listing(sorted(items) if has_functions(t) else items, "{}")


def function_text(value):
    if isinstance(value, str):
        return value
    items = [text_of(TYPES[a["type"]], a["value"]) for a in value["args"]]
    if value["call"] in ("compose", "chain"):
        # compositions are written without their nesting
        items = [i[len("compose("):-1] if i.startswith("compose(") else i for i in items]
        return "compose" + listing(items)
    return value["call"] + listing(items)


def innermost(function):
    """The operation whose parameters a bound function has left."""
    value = function["value"]
    while isinstance(value, dict) and value["call"] in BINDERS:
        value = value["args"][0]["value"]
    return value if isinstance(value, str) else None


class reader:
    """Arguments as they are compiled; `view` says how objects and tuples are seen."""

    def __init__(self, view, names):
        self.view = view
        self.names = names

    def argument(self, typed, of=None, place=0):
        """A typed value, which is argument `place` of the operation `of`."""
        t, value = TYPES[typed["type"]], typed["value"]
        if t == ("boolean",) and of == "objects":
            text = "true" if value else "false"
            return argument(f"data<type::flag<{text}>>", text, [])
        # A count known at compile time may change the type with every step; a large one cannot.
        if t == ("integer",) and of == "power" and place == 1 and value <= 64:
            return argument(f"data<type::constant<{value}>>", str(value), [])
        return self.value(t, value)

    def value(self, t, value):
        if t[0] == "function":
            return self.function(value)
        if not has_functions(t):
            t = self.view(t, value)
            return argument(f"data<{type_text(t)}>", title_of(t), numbers_of(t, value))
        if t[0] == "pair":
            return self.both(map(self.value, t[1:], value))
        items = [self.value(t[1], v) for v in value]
        if self.view is as_pairs and t[0] == "tuple":
            if len(items) != 2:
                raise unsuited
            self.view.used = True
            return self.both(items)
        kind = "true" if t[0] == "set" else "false"
        return argument(f"listed<{', '.join([kind] + [i.code for i in items])}>",
                        t[0] + listing((i.title for i in items), "[]"),
                        flat(i.numbers for i in items))

    @staticmethod
    def both(items):
        x, y = items
        return argument(f"both<{x.code}, {y.code}>", listing([x.title, y.title]),
                        x.numbers + y.numbers)

    def function(self, value):
        if isinstance(value, str):
            self.names.add(value)
            return argument(f"data<type::named<{op(value)}>>", value, [])
        call, args = value["call"], value["args"]
        self.names.add(call)
        of = innermost(args[0]) if call in BINDERS else call
        parts = [self.argument(a, of, k) for k, a in enumerate(args)]
        return argument(f"made<{', '.join([op(call)] + [p.code for p in parts])}>",
                        call + listing(p.title for p in parts), flat(p.numbers for p in parts))


class unsuited(Exception):
    """A call whose arguments cannot be viewed as asked."""


def as_recorded(t, _):
    return t


def as_univalued(t, value):
    """Objects of one colour have a type of their own."""
    if t[0] == "object":
        if len({cell[0] for cell in value}) > 1:
            raise unsuited
        as_univalued.used = True
        return ("univalued",)
    if t[0] == "pair" and not is_cell(t):
        return ("pair",) + tuple(map(as_univalued, t[1:], value))
    if t[0] in ("set", "tuple"):
        inner = {as_univalued(t[1], v) for v in value} or {as_univalued_type(t[1])}
        return (t[0], inner.pop())
    return t


def as_univalued_type(t):
    """The same where there is no value to look at."""
    if t[0] == "object":
        as_univalued.used = True
        return ("univalued",)
    return (t[0],) + tuple(map(as_univalued_type, t[1:]))


def as_pairs(t, value):
    """Two elements of one type are a pair in most programs."""
    if t[0] == "pair" and not is_cell(t):
        return ("pair",) + tuple(map(as_pairs, t[1:], value))
    if t[0] == "tuple" and t[1][0] not in SCALARS:
        if len(value) != 2:
            raise unsuited
        as_pairs.used = True
        inner = {as_pairs(t[1], v) for v in value}
        return ("pair",) + (inner.pop(),) * 2
    if t[0] in ("set", "tuple") and value:
        return (t[0], {as_pairs(t[1], v) for v in value}.pop())
    return t


VIEWS = {"recorded": as_recorded, "univalued": as_univalued, "pairs": as_pairs}


class combination:
    def __init__(self, operation, kind, arguments):
        self.operation = operation
        self.kind = kind
        self.code = [a.code for a in arguments]
        self.title = operation + listing(a.title for a in arguments)
        self.calls = []

    def effort(self):
        """About how long it takes to compile: every name in the title adds to it."""
        return 4 + len(re.findall(r"\w+", self.title))


def recorded_lines(vectors):
    """The calls of a folder as they are written, in the order of its files."""
    for path in sorted(glob.glob(os.path.join(vectors, "*.jsonl"))):
        with open(path) as lines:
            yield from filter(str.strip, lines)


def type_names(lines):
    """All names of types that occur, and `cell`."""
    return sorted({"cell"}.union(*(re.findall(r'"type": *"([^"]*)"', x) for x in lines)))


def combine(lines, names):
    """All combinations of some calls, in their order."""
    found = {}
    for line in lines:
        call = json.loads(line)
        names.add(call["op"])
        expected = ("" if "error" in call else
                    text_of(TYPES[call["result"]["type"]], call["result"]["value"]))
        if "result" in call:
            add_names(call["result"], names)
        for kind, view in VIEWS.items():
            view.used = kind == "recorded"
            try:
                arguments = [reader(view, names).argument(a, call["op"], k)
                             for k, a in enumerate(call["args"])]
            except unsuited:
                continue
            if not view.used:
                continue
            c = combination(call["op"], kind, arguments)
            c = found.setdefault((c.operation, kind, tuple(c.code)), c)
            numbers = " ".join(str(n) for a in arguments for n in a.numbers)
            c.calls.append(f"{line.strip()}\n{numbers}\n{expected}\n")
    return list(found.values())


def add_names(typed, names):
    """The operations that occur in a value."""
    def walk(value):
        if isinstance(value, str):
            names.add(value)
        elif isinstance(value, dict):
            names.add(value["call"])
            for a in value["args"]:
                add_names(a, names)
        elif isinstance(value, list):
            for v in value:
                walk(v)
    if has_functions(TYPES[typed["type"]]):
        walk(typed["value"])


def representatives(combinations):
    """Of every operation the recorded combination with the most calls."""
    best = {}
    for c in combinations:
        if c.kind == "recorded":
            known = best.setdefault(c.operation, c)
            if len(c.calls) > len(known.calls):
                best[c.operation] = c
    return list(best.values())


class folder:
    """Writes what has changed, so that only this is compiled again, and removes unused files."""

    def __init__(self, path):
        self.path = path
        self.written = set()

    def write(self, name, text):
        path = os.path.join(self.path, name)
        self.written.add(path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        try:
            with open(path) as f:
                if f.read() == text:
                    return
        except OSError:
            pass
        with open(path, "w") as f:
            f.write(text)

    def clean(self):
        for pattern in ("part_*.c*", "data/*.txt"):
            for path in glob.glob(os.path.join(self.path, pattern)):
                if path not in self.written:
                    os.remove(path)


HEAD = "// Generated by tests/conformance/generate.py.\n"
OPEN = "\nnamespace batt::conformance {\n\n"
CLOSE = "\n} // namespace batt::conformance\n"


def in_parts(numbered, most=80):
    """Combinations in sources that take about equally long to compile, and none too long."""
    parts, effort = [], most
    for n, c in numbered:
        if effort + c.effort() > most:
            parts.append([])
            effort = 0
        parts[-1].append((n, c))
        effort += c.effort()
    return parts


def write_sources(out, combinations, names):
    # A name that is no operation is declared, too: then only combinations with it do not compile.
    spelled = sorted((cpp_name(n), n) for n in names if n.isidentifier())
    out.write("names.hpp", HEAD + "#pragma once\n#include <batt/dsl/operations.hpp>\n"
              "#include <conformance/text.hpp>\n\nnamespace batt::op {\n" +
              "".join(f"struct {s};\n" for s, _ in spelled) + "} // namespace batt::op\n" + OPEN +
              "".join(f'template <>\ninline constexpr const char* name_of<op::{s}> = "{n}";\n'
                      for s, n in spelled) + CLOSE)
    parts = in_parts(enumerate(combinations))
    machines = (("host", "cpp", '#include "names.hpp"\n#include <conformance/host.hpp>\n'),
                ("warp", "cu", "#include <conformance/device.hpp>\n"))
    for machine, suffix, includes in machines:
        for k, part in enumerate(parts):
            # Each can be left out: so compile.py finds what does not compile, and builds the rest.
            body = "".join(f"#ifndef BATT_OMIT_{n}\n    // {c.title} ({c.kind})\n"
                           f"    add<{', '.join([op(c.operation)] + c.code)}>(all, {n});\n"
                           "#endif\n" for n, c in part)
            function = f"void add_{machine}_{k}([[maybe_unused]] runners& all)"
            out.write(f"part_{k:03}.{suffix}",
                      HEAD + includes + OPEN + f"{function};\n{function} {{\n{body}}}\n" + CLOSE)
        calls = "".join(f"    add_{machine}_{k}(all);\n" for k in range(len(parts)))
        out.write(f"{machine}.{suffix}",
                  HEAD + "#include <conformance/runner.hpp>\n" + OPEN +
                  "".join(f"void add_{machine}_{k}(runners&);\n" for k in range(len(parts))) +
                  f"void add_{machine}(runners& all);\n"
                  f"void add_{machine}(runners& all) {{\n{calls}}}\n" + CLOSE)


def main():
    vectors, path, extent, tool = sys.argv[1:5]
    lines = list(recorded_lines(vectors))
    read_types(tool, type_names(lines))
    names = {"identity"}  # what an empty container of functions is said to hold
    combinations = combine(lines, names)
    recorded = [c for c in combinations if c.kind == "recorded"]
    calls = sum(len(c.calls) for c in recorded)
    if extent != "all":
        combinations = representatives(combinations)
    if extent == "sample":
        combinations = combinations[::4]
    out = folder(path)
    write_sources(out, combinations, names)
    for n, c in enumerate(combinations):
        out.write(f"data/{n}.txt", "".join(c.calls))
    out.write("combinations.txt", "".join(
        f"{n}\t{c.operation}\t{c.kind}\t{c.title}\n" for n, c in enumerate(combinations)))
    out.clean()
    chosen = sum(len(c.calls) for c in combinations if c.kind == "recorded")
    extra = sum(1 for c in combinations if c.kind != "recorded")
    print(f"{len(combinations) - extra} of {len(recorded)} combinations with {chosen} of {calls} "
          f"calls, {extra} extra combinations")


if __name__ == "__main__":
    main()
