"""A short text of what a sheet holds and how it looks: comparing two tells whether a user edited the sheet.

Other programs write a sheet anew when they save it: formats get other numbers, heights and widths other
fractions. So what is compared is what they all keep.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from yuecheng_xl.grid.model import Area
from yuecheng_xl.sheets.markup import MAIN
from yuecheng_xl.sheets.scan import is_on, scan

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from yuecheng_xl.sheets.scan import Scanned
    from yuecheng_xl.sheets.styles import Styles, Tree
    from yuecheng_xl.sheets.workbook import Sheet, Workbook

_M = f"{{{MAIN}}}"
_MOST_COLUMNS = 48
"""Columns whose widths are kept: a name's text has room for no more."""

_STEPS = 4
"""Steps of a character's width that are told apart."""

_SLACK = 2
"""Steps by which a width may differ: programs round widths to pixels, each its own way."""

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_COUNTED = ("cfRule", "dataValidation", "hyperlink", "autoFilter", "sheetProtection")
_AT_ONCE = 2048
"""Cells whose texts are hashed together."""
_ONE_CELL = re.compile(r"\b([A-Z]+\d+):\1\b")  # some programs write B2:B2 for B2
_DRAWN = ("graphicFrame", "pic", "sp", "cxnSp")


@dataclass(slots=True)
class Portrait:
    """A portrait in the making: cells row by row, then what belongs to the sheet as a whole."""

    styles: Styles
    _values: hashlib._Hash = field(default_factory=hashlib.sha256)
    _looks: hashlib._Hash = field(default_factory=hashlib.sha256)
    _blanks: list[tuple[int, int, str]] = field(default_factory=list)
    _known: dict[int, tuple[str, bool]] = field(default_factory=dict)
    _waiting: list[str] = field(default_factory=list)
    _waiting_looks: list[str] = field(default_factory=list)

    def cell(self, row: int, column: int, value: str | float | None, style: int) -> None:
        """Add a cell; an empty one counts by its fill alone, and not beneath a merged area."""
        if style not in self._known:
            self._known[style] = _look(self.styles, style)
        look, is_filled = self._known[style]
        if value is None or value == "":
            if is_filled:
                self._blanks.append((row, column, look))
            return
        # Twelve significant digits: each program rounds the last ones its own way on saving.
        text = f"{value:.12g}" if isinstance(value, int | float) else value.replace("\r\n", "\n")
        self._waiting.append(f"({row}, {column})={text}\n")
        self._waiting_looks.append(f"{row},{column}:{look}\n")
        if len(self._waiting) == _AT_ONCE:
            self._take_in()

    def _take_in(self) -> None:
        """Hash what waits: many texts at once are quicker than one by one."""
        self._values.update("".join(self._waiting).encode())
        self._looks.update("".join(self._waiting_looks).encode())
        self._waiting.clear()
        self._waiting_looks.clear()

    def finish(
        self,
        *,
        widths: Sequence[float],
        hidden: Iterable[str],
        merged: Iterable[str],
        counts: Mapping[str, int],
    ) -> str:
        """Return the portrait.

        Args:
            widths: of the columns from the first, in characters; a hidden one has none.
            hidden: names of hidden rows and columns.
            merged: references of merged areas.
            counts: of what else stands on the sheet, by kind: charts, pictures, notes, conditions …

        """
        self._take_in()
        merged = list(merged)
        areas = [Area.of(reference) for reference in merged] if self._blanks else []
        for row, column, look in self._blanks:
            if not any(_lies_beneath(area, row, column) for area in areas):
                self._looks.update(f"{row},{column}:{look}\n".encode())
        whole = "|".join(
            [
                *sorted(hidden),
                *sorted(merged),
                *(f"{kind}{count}" for kind, count in sorted(counts.items()) if count),
            ]
        )
        self._looks.update(whole.encode())
        steps = "".join(_two_digits(round(width * _STEPS)) for width in widths[:_MOST_COLUMNS])
        return f"{self._values.hexdigest()[:16]}-{self._looks.hexdigest()[:12]}-{steps}"


def _lies_beneath(area: Area, row: int, column: int) -> bool:
    return (row, column) in area and (row, column) != (area.top, area.left)


def same(one: str, other: str) -> bool:
    """Tell whether two portraits are of the same; one of an earlier version of ours has values alone."""
    values, _, looks = one.partition("-")
    other_values, _, other_looks = other.partition("-")
    if not (looks and other_looks):
        return values == other_values
    look, _, widths = looks.partition("-")
    other_look, _, other_widths = other_looks.partition("-")
    pairs = zip(_steps(widths), _steps(other_widths), strict=False)
    return (values, look) == (other_values, other_look) and all(
        abs(a - b) <= _SLACK for a, b in pairs if a and b
    )


def _two_digits(number: int) -> str:
    first, second = divmod(min(max(number, 0), 36**2 - 1), 36)
    return _DIGITS[first] + _DIGITS[second]


def _steps(text: str) -> list[int]:
    return [int(text[place : place + 2], 36) for place in range(0, len(text) - 1, 2)]


def _look(styles: Styles, style: int) -> tuple[str, bool]:
    """Return what makes a format's look, and whether its cells are filled with a colour."""
    fill = _fill(styles.part_of(style, "fills"))
    font = styles.part_of(style, "fonts")
    marks = {child[0]: dict(child[1]) for child in font[2]} if font else {}
    parts = [fill, _colour(marks.get("color", {}))]
    # The font's name is left out: a program that lacks the font writes the one that it shows instead.
    parts.append(marks.get("sz", {}).get("val", ""))
    parts += [name for name in ("b", "i", "u", "strike") if _is_on(marks.get(name))]
    parts.append(styles.alignment(style).get("horizontal", "general"))
    return "/".join(parts), bool(fill)


def _is_on(mark: Mapping[str, str] | None) -> bool:
    return mark is not None and mark.get("val", "1") not in ("0", "false", "none")


def _fill(fill: Tree | None) -> str:
    for pattern in fill[2] if fill else ():
        attributes = dict(pattern[1])
        if pattern[0] != "patternFill":
            return pattern[0]
        if attributes.get("patternType", "none") != "none":
            colour = next((dict(child[1]) for child in pattern[2] if child[0].startswith("fg")), {})
            return f"{attributes['patternType']}{_colour(colour)}"
    return ""


def _colour(colour: Mapping[str, str]) -> str:
    """Return a colour; black, the window's text colour and none at all are one."""
    rgb = colour.get("rgb", "")[-6:].upper()
    if rgb:
        return "" if rgb == "000000" else rgb
    if colour.get("theme") not in (None, "1"):
        return f"theme{colour['theme']}{colour.get('tint', '')}"
    return "" if colour.get("indexed", "64") in ("8", "64") else f"indexed{colour['indexed']}"


def portrait_of(book: Workbook, sheet: Sheet) -> str:
    """Return the portrait of a sheet as the package has it now.

    Raises:
        ArchiveError: the package is damaged.
        MarkupError: so is one of its parts.

    """
    reading = _Reading(Portrait(book.styles), book.shared_texts)
    reading.read(book.package.xml(sheet.part))
    package = book.package
    counts = reading.counts
    for relation in package.relations(sheet.part):
        if relation.external or relation.target not in package:
            continue
        if relation.kind in ("comments", "threadedComment"):
            counts["comment"] = counts.get("comment", 0) + _count(
                package.xml(relation.target), f"{_M}comment"
            )
        elif relation.kind == "drawing":
            counts.update(_drawn(package.xml(relation.target)))
            for chart in package.relations(relation.target):
                if chart.kind == "chart" and chart.target in package:
                    counts["chart:" + chart_text(package.xml(chart.target))] = 1
    return reading.portrait.finish(
        widths=reading.widths, hidden=reading.hidden, merged=reading.merged, counts=reading.counts
    )


def _count(part: bytes, name: str) -> int:
    return sum(1 for _ in ElementTree.fromstring(part).iter(name))  # noqa: S314 - judged: no DOCTYPE


def _drawn(part: bytes) -> dict[str, int]:
    counts: dict[str, int] = {}
    for item in ElementTree.fromstring(part).iter():  # noqa: S314 - judged: no DOCTYPE
        name = str(item.tag).rpartition("}")[2]
        if name in _DRAWN:
            counts[name] = counts.get(name, 0) + 1
    return counts


def chart_text(part: bytes) -> str:
    """Return what a chart says: its title and the ranges that it draws."""
    texts = [
        _ONE_CELL.sub(r"\1", item.text.replace("'", "").replace("$", ""))
        for item in ElementTree.fromstring(part).iter()  # noqa: S314 - judged: no DOCTYPE
        if item.text and str(item.tag).endswith(("}f", "/drawingml/2006/main}t"))
    ]
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:8]


@dataclass(slots=True)
class _Reading:
    """Reads a sheet's part, holding one cell at a time."""

    portrait: Portrait
    texts: Sequence[str]
    widths: list[float] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    default_width: float = 0.0

    def read(self, part: bytes) -> None:
        scan(part, self._cell, self._other)

    def _cell(self, cell: Scanned) -> None:
        self.portrait.cell(cell.row, cell.column, cell.value(self.texts), cell.style)

    def _other(self, name: str, marks: Mapping[str, str]) -> None:
        if name == "row" and is_on(marks, "hidden"):
            self.hidden.append(f"r{marks['r']}")
        elif name == "sheetFormatPr":
            self.default_width = float(marks.get("defaultColWidth", "0"))
        elif name == "col":
            self._add_columns(marks)
        elif name == "mergeCell":
            self.merged.append(marks.get("ref", ""))
        elif name in _COUNTED:
            self.counts[name] = self.counts.get(name, 0) + 1

    def _add_columns(self, marks: Mapping[str, str]) -> None:
        first, last = int(marks.get("min", "1")), int(marks.get("max", "1"))
        is_hidden = is_on(marks, "hidden")
        for column in range(first, min(last, _MOST_COLUMNS) + 1):
            self.widths += [self.default_width] * (column - len(self.widths))
            self.widths[column - 1] = 0.0 if is_hidden else float(marks.get("width", "0"))
            if is_hidden:
                self.hidden.append(f"c{column}")
