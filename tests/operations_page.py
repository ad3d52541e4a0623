#!/usr/bin/env python3
"""Writes examples/operations.md, the reference page of the operations.

Names, parameters and kinds come from include/batt/dsl/operations.def; meaning, statuses and cost from
the `///` comments in include/batt/dsl/; the examples from examples/operations.py.
"""
import argparse
import ast
import re
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "support"))
import operations  # noqa: E402  (needs the path)

DSL = ROOT / "include" / "batt" / "dsl"
EXAMPLES = ROOT / "examples" / "operations.py"
PAGE = ROOT / "examples" / "operations.md"
STATUSES = "empty|not_found|out_of_range|divide_by_zero|domain|capacity|type"


class Fault(Exception):
    """A sentence that says what is wrong with the sources of the page."""


def comment_of(operation, text):
    """The comment in front of the operation in its header, as one line."""
    found = re.search(r"((?:^///.*\n)+)(?:template .*\n|    requires.*\n)*struct " +
                      operation.cpp_name + r"\b", text, re.M)
    if not found:
        raise Fault(f"include/batt/dsl/{operation.family}.hpp has no comment in front of struct "
                    f"{operation.cpp_name}")
    lines = [line[3:].strip() for line in found[1].splitlines()]
    return " ".join(line for line in lines if line)


def parts_of(operation, comment):
    """Signature, meaning, statuses and cost."""
    head = re.match(r"(\w+)\(([^)]*)\)(?: -> ([\w<> ]+?))?(?:: |\. )", comment)
    if not head or head[1] not in (operation.name, operation.cpp_name):
        raise Fault(f"the comment of {operation.name} does not begin with its call: {comment[:60]}")
    given = head[2].split(", ")
    if len(given) != len(operation.parameters):
        raise Fault(f"the comment of {operation.name} names {len(given)} parameters, but the table "
                    f"{len(operation.parameters)}")
    rest, cost = comment[head.end():], ""
    if "Cost:" not in rest:
        raise Fault(f"the comment of {operation.name} does not say what it costs")
    rest, cost = rest.split("Cost:", 1)
    statuses = re.findall(r"\[(?:" + STATUSES + r")\b[^\]]*\]", rest + cost)
    meaning = re.sub(r"\s*\[(?:" + STATUSES + r")\b[^\]]*\]", "", rest).strip()
    cost = re.sub(r"\s*\[(?:" + STATUSES + r")\b[^\]]*\]", "", cost).strip()
    result = head[3] or operation.result
    return given, result, meaning, [s[1:-1] for s in statuses], cost


def examples():
    """The scene, and for each operation its example: the call and its result."""
    tree = ast.parse(EXAMPLES.read_text(encoding="utf-8"))
    source = EXAMPLES.read_text(encoding="utf-8")
    scene, found = None, {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and node.targets[0].id == "scene":
            scene = literal(node.value)
        elif isinstance(node, ast.FunctionDef) and node.name != "solve_scene":
            returned = node.body[0].value
            call = re.sub(r"\s+", " ", ast.get_source_segment(source, returned.left))
            found[node.name.removeprefix("solve_")] = (call, returned.comparators[0])
    return scene, found


class Truth(int):
    """T or F."""


def literal(node):
    """The value of a Python literal; a set becomes a list that begins with "set"."""
    if isinstance(node, ast.Name):
        return Truth(node.id == "T")
    if isinstance(node, ast.Tuple):
        return tuple(literal(item) for item in node.elts)
    if isinstance(node, ast.Set):
        return ["set", *(literal(item) for item in node.elts)]
    return ast.literal_eval(node)


def is_location(value):
    """Whether a value is a pair of integers."""
    return isinstance(value, tuple) and len(value) == 2 and all(type(x) is int for x in value)


def is_cell(value):
    """Whether a value is a colour and a location."""
    return (isinstance(value, tuple) and len(value) == 2 and type(value[0]) is int and
            is_location(value[1]))


def is_patch(value):
    """Whether a value is a set of locations or of cells."""
    return (isinstance(value, list) and len(value) > 1 and
            (all(map(is_location, value[1:])) or all(map(is_cell, value[1:]))))


def is_grid(value):
    """Whether a value is a tuple of rows, all of one length."""
    return (isinstance(value, tuple) and len(value) > 0 and
            all(isinstance(row, tuple) and len(row) > 0 and all(type(x) is int for x in row)
                for row in value) and len({len(row) for row in value}) == 1)


def grid_lines(grid):
    """A drawing of a grid: a digit per cell."""
    return [" ".join(str(cell) for cell in row) for row in grid]


def patch_lines(patch, height, width):
    """A drawing of a patch over places of a grid: # or a colour where it is, a dot where it is not."""
    places = {}
    for item in patch[1:]:
        places[item if is_location(item) else item[1]] = "#" if is_location(item) else str(item[0])
    height = max(height, 1 + max(i for i, _ in places))
    width = max(width, 1 + max(j for _, j in places))
    return [" ".join(places.get((i, j), ".") for j in range(width)) for i in range(height)]


def text_of(value):
    """A value as the text of the DSL writes it."""
    if isinstance(value, Truth):
        return "T" if value else "F"
    if isinstance(value, list):
        return "{" + ", ".join(map(text_of, value[1:])) + "}"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(text_of, value)) + ("," if len(value) == 1 else "") + ")"
    return str(value)


def pictures_of(value, rule, scene):
    """The pictures that show a value; none if its text says more."""
    height, width = len(scene), len(scene[0])
    if is_patch(value) and not rule.startswith("set(pair"):
        return [patch_lines(value, height, width)]
    if isinstance(value, list) and len(value) > 1 and all(map(is_patch, value[1:])):
        return [patch_lines(patch, height, width) for patch in value[1:]]
    if is_grid(value) and rule in ("grid", "piece", "element"):
        return [grid_lines(value)]
    if isinstance(value, tuple) and value and all(map(is_grid, value)) and "grid" in rule:
        return [grid_lines(grid) for grid in value]
    return []


def side_by_side(pictures):
    """Pictures as one block of text."""
    height = max(map(len, pictures))
    rows = []
    for k in range(height):
        cells = [(p[k] if k < len(p) else "").ljust(len(p[0])) for p in pictures]
        rows.append("     ".join(cells).rstrip())
    return "\n".join(rows)


def capital(sentence):
    """Begins a sentence with a capital if it begins with a word."""
    return sentence[0].upper() + sentence[1:] if re.match(r"[a-z]{2,}[ ,;]", sentence) else sentence


def kinds():
    """The kinds of parameters and what they take, as lines of a table."""
    text = (DSL / "kind.hpp").read_text(encoding="utf-8")
    text = text[text.index("/// Anything;"):]
    for comment, name in re.findall(r"((?:^/// .*\n)+)struct (\w+) \{", text, re.M):
        words = " ".join(line[4:].strip() for line in comment.splitlines())
        yield f"| `{name}` | {words} |"


def section(operation, text, example, scene):
    """All that the page says about an operation."""
    given, result, meaning, statuses, cost = parts_of(operation, comment_of(operation, text))
    lines = [f"### {operation.name}", "", "```"]
    pairs = [f"{name}: {kind}" for name, kind in zip(given, operation.kinds)]
    lines += [f"{operation.name}({', '.join(pairs)}) -> {result}", "```", ""]
    if meaning:
        lines += textwrap.wrap(capital(meaning), 110, break_long_words=False) + [""]
    named = [f"`{name}` for {short}" for name, short in zip(operation.parameters, given)
             if name != short]
    if named:
        lines += [f"- Keywords: {', '.join(named)}."]
    lines += [f"- Status `{s.split(':')[0]}`" + (f":{s.split(':', 1)[1]}." if ":" in s else ".")
              for s in statuses]
    lines += textwrap.wrap(f"- Cost: {cost}", 110, subsequent_indent="  ", break_long_words=False)
    call, node = example
    value = literal(node)
    pictures = pictures_of(value, operation.result, scene)
    lines += ["", "```", call + (":" if pictures else f" gives {text_of(value)}")]
    if pictures:
        lines += ["", side_by_side(pictures)]
    return "\n".join(lines + ["```", ""])


def page():
    """The text of the page."""
    scene, known = examples()
    names = set(operations.OPERATIONS)
    if set(known) != names:
        raise Fault(f"examples/operations.py: {sorted(set(known) ^ names)} is only there or only "
                    "in the table of the operations")
    families = {}
    for operation in operations.OPERATIONS.values():
        families.setdefault(operation.family, []).append(operation)
    out = ["# The operations", "",
           "<!-- Written by tests/operations_page.py --write; do not change it by hand. -->", "",
           f"The {len(names)} operations of the DSL by family: signature, meaning, statuses and cost. "
           "`run_batt --explain NAME`", "prints what this page says of one. The operations have no "
           "status but those that are listed, and `capacity`,", "which any of them can have: then the "
           "sample runs again where there is more room.", "",
           "The examples are programs of [operations.py](operations.py), which the tests run. `I` is "
           "this grid:", "", "```", "\n".join(grid_lines(scene)), "```", "",
           "Sets of locations are drawn as `#` and `.`, objects in their colours; of a set of objects "
           "each is drawn by itself.", "", "| family | operations |", "| --- | --- |"]
    for family, members in families.items():
        links = ", ".join(f"[{o.name}](#{o.name})" for o in members)
        out.append(f"| [{family}](#{family}hpp) | {links} |")
    out += ["", "What the kinds of parameters take, where an *ivec* is a location (row, column) and a "
            "*patch sequence* a tuple", "of locations or cells. *No location* is the corner of an empty "
            "patch.", "", "| kind | takes |", "| --- | --- |", *kinds(), ""]
    for family, members in families.items():
        text = (DSL / f"{family}.hpp").read_text(encoding="utf-8")
        about = " ".join(line[3:] for line in re.match(r"(?://.*\n)+", text)[0].splitlines())
        out += [f"## [{family}.hpp](../include/batt/dsl/{family}.hpp)", "", about, ""]
        out += [section(o, text, known[o.name], scene) for o in members]
    return "\n".join(out).rstrip() + "\n"


def main():
    """Writes the page, or compares it with the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true",
                        help="write the page; without this option it is only compared")
    arguments = parser.parse_args()
    try:
        text = page()
    except Fault as problem:
        sys.exit(f"operations_page.py: {problem}.")
    if arguments.write:
        PAGE.write_text(text, encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text:
        sys.exit("examples/operations.md is not what the sources say: run tests/operations_page.py --write")


if __name__ == "__main__":
    main()
