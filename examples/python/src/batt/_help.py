"""What the operations do, as the reference page says it."""

from __future__ import annotations

import importlib.resources
import re

from ._values import Function, operations


def help(operation: str | Function) -> None:
    """Prints what an operation does, what can go wrong with it, and an example.

    >>> import batt
    >>> batt.help("vmirror")  # doctest: +ELLIPSIS
        vmirror(p: piece) -> piece
    ...
    """
    name = operation.name if isinstance(operation, Function) else operation
    if name not in operations:
        raise KeyError(f"there is no operation {name!r}")
    page = importlib.resources.files(__package__).joinpath("operations.md")
    text = page.read_text(encoding="utf-8")
    section = text.split(f"\n### {name}\n", 1)[1].split("\n##", 1)[0]
    # the text between fences is indented
    parts = [part.strip("\n") for part in section.split("```\n")]
    for number in range(1, len(parts), 2):
        parts[number] = re.sub(r"^(?=.)", "    ", parts[number], flags=re.M)
    print("\n\n".join(part for part in parts if part))
