"""Recorded calls of the operations as values of Python."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import batt
import numpy as np

Call = dict[str, Any]


def read_calls(folder: Path, most: int) -> dict[str, list[Call]]:
    """Up to `most` calls of each operation; each file is read once."""
    calls: dict[str, list[Call]] = defaultdict(list)
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text().splitlines():
            call = json.loads(line)
            if len(calls[call["op"]]) < most:
                calls[call["op"]].append(call)
    return dict(calls)


def makers_in(value: Any) -> set[str]:
    """The operations whose calls make the functions in a recorded value."""
    if isinstance(value, list):
        return set().union(*map(makers_in, value))
    if isinstance(value, dict):
        own = {value["call"]} if "call" in value else set()
        return own.union(*map(makers_in, value.values()))
    return set()


def parts_of(type_: str) -> list[str]:
    """The types between the brackets: "A" and "B" of "tuple<A,B>"."""
    parts, depth = [""], 0
    for c in type_[type_.index("<") + 1 : -1]:
        depth += (c == "<") - (c == ">")
        if c == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += c
    return parts


def value_of(recorded: dict[str, Any], arrays: bool = False) -> Any:
    """A recorded value as a value of Python; with `arrays`, grids are arrays of numpy."""
    return _typed(recorded["type"], recorded["value"], arrays)


def _typed(type_: str, v: Any, arrays: bool) -> Any:
    if type_ == "integer":
        return v
    if type_ == "boolean":
        return bool(v)
    if type_ == "ivec":
        return tuple(v)
    if type_ == "cell":
        return (v[0], (v[1], v[2]))
    if type_ == "grid":
        if arrays and v and v[0]:
            return np.array(v, dtype=np.int16)
        return tuple(map(tuple, v))
    if type_ == "indices":
        return frozenset(map(tuple, v))
    if type_ == "object":
        return frozenset((c, (i, j)) for c, i, j in v)
    if type_ == "function":
        if isinstance(v, str):
            return batt.operations[v]
        return batt.operations[v["call"]](*(value_of(a, arrays) for a in v["args"]))
    parts = parts_of(type_)
    if len(parts) == 2:
        return tuple(_typed(p, x, arrays) for p, x in zip(parts, v))
    items = (_typed(parts[0], x, arrays) for x in v)
    return frozenset(items) if type_.startswith("set<") else tuple(items)


def alike(a: Any, b: Any) -> bool:
    """Whether two plain values are equal, where an integer never equals a truth value."""
    if type(a) is not type(b) or a != b:
        return False
    if isinstance(a, tuple):
        return all(map(alike, a, b))
    if isinstance(a, frozenset):
        other = {x: x for x in b}
        return all(alike(x, other[x]) for x in a)
    return True


def plain(value: Any) -> Any:
    """The same value with tuples of rows instead of arrays."""
    if isinstance(value, np.ndarray):
        return tuple(map(tuple, value.tolist()))
    if isinstance(value, tuple):
        return tuple(map(plain, value))
    if isinstance(value, frozenset):
        return frozenset(map(plain, value))
    return value
