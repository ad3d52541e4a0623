#!/usr/bin/env python3
"""Checks that every public name of include/batt has a comment: what a header declares in a namespace
other than `detail` has a `///` in front of one of its declarations. A comment counts for all lines up
to the next empty one.

Lines are read as clang-format writes them: what is in a namespace begins in the first column.
"""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORDS = r"\b(?:BATT_FN|BATT_\w+_FN|BATT_CPP_VALUE|BATT_CONSTANT|inline|constexpr|static|extern|__\w+__)\b"
NOT_DECLARED = re.compile(r"(?:BATT_\w+(?:\(.*)?$|using namespace|static_assert|namespace|extern \"|friend|(?:public|private|protected):)")


def declarations(lines):
    """(line, namespaces, whether a comment stands in front, text) of all declarations in namespaces."""
    spaces, commented, k = [], False, 0
    while k < len(lines):
        line = lines[k]
        opened = re.match(r"(?:inline )?namespace\b ?([\w:]*) ?\{", line)
        if opened:
            spaces.append(opened[1] or "unnamed")
            commented = False
        elif line.startswith("} // namespace") and spaces:
            spaces.pop()
        elif line.startswith("///"):
            commented = True
        elif not line.strip():
            commented = False
        elif re.match(r"[A-Za-z_]", line) and not NOT_DECLARED.match(line):
            first, text = k, line
            while not re.search(r"[;{]", text) and k + 1 < len(lines):
                k += 1
                text += " " + lines[k].strip()
            yield first + 1, list(spaces), commented or "///<" in text, text
        k += 1


def name_of(text):
    """The name that is declared; None for specialisations, operators and forward declarations."""
    if re.match(r"template\s*<\s*>", text):
        return None
    while text.startswith("template"):
        k, nested = text.index("<"), 0
        while True:
            nested += {"<": 1, ">": -1}.get(text[k], 0)
            k += 1
            if nested == 0:
                break
        text = text[k:].strip()
    found = re.match(r"(?:concept|using)\s+(\w+)\s*=", text)
    if found:
        return found[1]
    found = re.search(r"\b(?:struct|class|union|enum(?: class)?)\s+(?:alignas\(\w+\)\s*)?(\w+)"
                      r"(?:\s+final)?\s*(?::[^:;]*)?[{]", text)
    if found:
        return found[1]
    if re.search(r"\b(?:struct|class|enum class)\s+\w+\s*(?:;|<)|\boperator\b", text):
        return None
    text = re.sub(WORDS, " ", text)
    text = re.sub(r"requires\s*\(.*?\)\s(?=\w)", "", text)
    # a function's name stands in front of its parameters, a variable's in front of its value
    found = re.search(r"([\w:~]+|>)\s*(?:\(|=|\{|;|\[)", text)
    return found[1] if found and found[1].isidentifier() else None


def main():
    """Prints the names without a comment; the exit code says whether there are any."""
    documented, seen = set(), {}
    for header in sorted((ROOT / "include" / "batt").rglob("*.hpp")):
        lines = header.read_text(encoding="utf-8").splitlines()
        for line, spaces, commented, text in declarations(lines):
            parts = [part for space in spaces for part in space.split("::")]
            name = name_of(text)
            if not spaces or not name or {"detail", "unnamed"} & set(parts):
                continue
            full = "::".join(parts + [name])
            seen.setdefault(full, f"{header.relative_to(ROOT)}:{line}")
            if commented:
                documented.add(full)
    missing = [name for name in seen if name not in documented]
    for name in missing:
        print(f"{seen[name]}: {name} has no comment")
    print(f"{len(seen)} public names, {len(missing)} without a comment")
    # there are more names than this: with fewer, the script misses some
    sys.exit(bool(missing) or len(seen) < 800)


if __name__ == "__main__":
    main()
