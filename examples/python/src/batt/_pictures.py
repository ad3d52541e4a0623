"""Pictures of grids: SVG, PNG and text in colour."""

from __future__ import annotations

import os
import struct
import sys
import zlib
from typing import Any, Sequence

import numpy as np

from . import _core

#: The usual colours of ARC as (red, green, blue), by their numbers.
colors: tuple[tuple[int, int, int], ...] = _core.colors

Panel = tuple[str, Any, Any]
Group = tuple[str, list[Panel]]


def svg_of(groups: Sequence[Group], digits: bool = False, cell: int = 0, width: int = 960) -> str:
    return str(_core.svg(list(groups), cell, digits, width))


def drawn(groups: Sequence[Group], colors: str | None = None, columns: int | None = None) -> str:
    if colors is None:
        try:
            colors = _core.terminal_colors(sys.stdout.fileno())
        except (OSError, ValueError, AttributeError):
            colors = "plain"
    if columns is None:
        try:
            columns = os.get_terminal_size().columns
        except OSError:
            columns = 80
    return str(_core.drawn(list(groups), colors, columns))


def to_svg(grid: Any, *, digits: bool = False, cell: int = 0) -> str:
    """A grid as SVG text, in the usual colours; with ``digits`` each cell shows its number.

    ``cell``: the side of a cell in pixels; 0: chosen by the size of the grid.

    >>> to_svg([[1, 2]]).startswith("<svg")
    True
    """
    return svg_of([("", [("", grid, None)])], digits, cell)


def to_png(grid: Any, *, cell: int = 20) -> bytes:
    """A grid as the bytes of a PNG file, each cell a square of ``cell`` pixels.

    >>> to_png([[1, 2]])[:4]
    b'\\x89PNG'
    """
    return png_of([("", [("", grid, None)])], cell)


def png_of(groups: Sequence[Group], cell: int) -> bytes:
    """A PNG file with the grids of each group side by side, one group below the other, without titles."""
    if cell < 1:
        raise ValueError(f"a cell has at least one pixel, not {cell}")
    rows = [[_pixels(_core.as_grid(grid), cell) for _, grid, _ in panels] for _, panels in groups]
    gap = 0 if sum(map(len, rows)) == 1 else cell  # around and between them
    height = gap + sum(max((p.shape[0] for p in row), default=0) + gap for row in rows)
    width = max((gap + sum(p.shape[1] + gap for p in row) for row in rows), default=gap)
    if not height or not width:
        raise ValueError("a grid without cells has no picture")
    all_ = np.full((height, width, 3), 255, np.uint8)
    top = gap
    for row in rows:
        left = gap
        for p in row:
            all_[top : top + p.shape[0], left : left + p.shape[1]] = p
            left += p.shape[1] + gap
        top += max((p.shape[0] for p in row), default=0) + gap
    return _png(all_)


def _pixels(grid: Any, cell: int) -> Any:
    table = np.array(colors + ((255, 255, 255),), dtype=np.uint8)
    g = grid.astype(np.int64)
    g = np.where((g < 0) | (g > 9), 10, g)
    pixels = np.repeat(np.repeat(table[g], cell, axis=0), cell, axis=1)
    if cell >= 8:  # lines between the cells
        pixels[::cell, :] = 85
        pixels[:, ::cell] = 85
    return pixels


def _png(pixels: Any) -> bytes:
    height, width = pixels.shape[:2]
    rows = np.concatenate(
        [np.zeros((height, 1), np.uint8), pixels.reshape(height, width * 3)], axis=1
    )

    def chunk(kind: bytes, data: bytes) -> bytes:
        sum_ = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", sum_)

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows.tobytes()))
        + chunk(b"IEND", b"")
    )


def to_text(grid: Any, *, colors: str | None = None) -> str:
    """A grid as text for a terminal: ``colors`` is "plain", "palette" or "true_color", by default
    what the terminal shows.

    >>> to_text([[1, 2]], colors="plain")
    ' 1x2\\n1 2 \\n'
    """
    return drawn([("", [("", grid, None)])], colors)


class Pictured:
    """Something that is shown as a picture: in notebooks as SVG, in terminals as text in colour."""

    def _groups(self) -> list[Group]:
        raise NotImplementedError

    def to_svg(self, *, digits: bool = False, cell: int = 0) -> str:
        """The picture as SVG text; with ``digits`` each cell shows its number."""
        return svg_of(self._groups(), digits, cell)

    def _repr_html_(self) -> str:
        return self.to_svg()

    def to_png(self, *, cell: int = 20) -> bytes:
        """The picture as the bytes of a PNG file, each cell a square of ``cell`` pixels, without
        titles."""
        return png_of(self._groups(), cell)

    def to_text(self, *, colors: str | None = None) -> str:
        """The picture for a terminal: "plain", "palette" or "true_color"; by default what the
        terminal shows."""
        return drawn(self._groups(), colors)

    def show(self) -> None:
        """Prints the picture."""
        print(self.to_text(), end="")
