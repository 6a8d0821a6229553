"""Read a sheet's cells from its part, one at a time: none is held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yuecheng_xl.grid.places import split_place
from yuecheng_xl.sheets.markup import MAIN, feed, make_parser

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_M = f"{MAIN}}}"
_ON = ("1", "true")


@dataclass(slots=True)
class Scanned:
    """A cell as the part has it; ``formula`` is None where it has none, empty where another cell says it."""

    row: int
    column: int
    style: int
    kind: str
    raw: str | None = None
    inline: str | None = None
    formula: str | None = None
    formula_marks: Mapping[str, str] | None = None

    def value(self, texts: Sequence[str]) -> str | float | None:
        """Return what the cell holds: a formula as ``=…``, a text, or a number.

        Args:
            texts: the workbook's shared texts.

        """
        if self.formula is not None:
            return f"={self.formula}"
        if self.kind == "inlineStr":
            return self.inline
        if self.raw is None:
            return None
        if self.kind == "s":
            return texts[int(self.raw)]
        return self.raw if self.kind in ("str", "e", "d") else float(self.raw)


def scan(
    part: bytes,
    each: Callable[[Scanned], None],
    other: Callable[[str, Mapping[str, str]], None] | None = None,
) -> None:
    """Call ``each`` with every cell, and ``other`` with name and attributes of every other element.

    Rows come to ``other`` with their number as ``r``, also where the part leaves it out.

    Raises:
        MarkupError: the part is no XML.

    """
    row = column = 0
    cell: Scanned | None = None
    inside = ""
    is_read_out = False

    def start(name: str, marks: dict[str, str]) -> None:
        nonlocal row, column, cell, inside, is_read_out
        if not name.startswith(_M):
            return
        name = name.removeprefix(_M)
        if name == "c":
            column = split_place(marks["r"])[1] if "r" in marks else column + 1
            cell = Scanned(row, column, int(marks.get("s", "0")), marks.get("t", "n"))
        elif cell is not None and name in ("v", "f", "t"):
            inside = "" if is_read_out else name
            if name == "f":
                cell.formula, cell.formula_marks = "", marks
        elif name == "rPh":
            is_read_out = True  # how a text is pronounced is no part of it
        elif cell is None:
            if name == "row":
                row, column = int(marks.get("r", row + 1)), 0
                marks = marks | {"r": str(row)}
            if other is not None:
                other(name, marks)

    def data(text: str) -> None:
        if cell is None or not inside:
            return
        if inside == "v":
            cell.raw = (cell.raw or "") + text
        elif inside == "t":
            cell.inline = (cell.inline or "") + text
        else:
            cell.formula = (cell.formula or "") + text

    def end(name: str) -> None:
        nonlocal cell, inside, is_read_out
        name = name.removeprefix(_M)
        if name == "c" and cell is not None:
            each(cell)
            cell = None
        elif name in ("v", "f", "t"):
            inside = ""
        elif name == "rPh":
            is_read_out = False

    parser = make_parser(start, end)
    parser.CharacterDataHandler = data
    feed(parser, part)


def is_on(marks: Mapping[str, str], name: str) -> bool:
    """Tell whether an attribute is switched on."""
    return marks.get(name) in _ON
