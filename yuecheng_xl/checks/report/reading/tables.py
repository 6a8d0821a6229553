"""A report's tables as rows of texts: from Word with merged cells filled, from text by their headers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from yuecheng_xl.checks.report.reading.markup import W, text_of
from yuecheng_xl.words.verdicts import MET, UNMET

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_MOST_COLUMNS = 60
"""Columns of a table on paper; what spans more is damage."""
_PARTING = re.compile(r"\t+|[|｜]")
_RULE = re.compile(r"[\s|:+=-]*")
_ROW = re.compile(r"^\d{1,3}\s*[.．、]?(?!\d)\s*(?=\D)")
_HEADS = re.compile(
    r"单位|(?:19|20)\d\d年?(?:规划)?(?:目标|预期)值?|规划目标值?"
    r"|(?:19|20)\d\d年(?:上半年|前[一二三]季度|1[-—]\d{1,2}月|末|实际)?(?:增速|增长)?|完成(?:中期)?(?:目标)?(?:情况|进度)"
)
_NAME = "指标"


@dataclass(frozen=True, slots=True)
class Table:
    """A table's rows, the header's among them, a merged cell's text in each of its places."""

    rows: tuple[tuple[str, ...], ...]
    where: str


def table_rows(table: Element) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a table's element in a Word document."""
    rows: list[tuple[str, ...]] = []
    for row in table.iterfind(f"{W}tr"):
        cells: list[str] = []
        for cell in row.iterfind(f"{W}tc"):
            span, goes_on = _merged(cell)
            above = rows[-1][len(cells)] if goes_on and rows and len(cells) < len(rows[-1]) else ""
            text = "".join("".join(text_of(part).split()) for part in cell.iterfind(f"{W}p"))
            cells.extend([above or text] * span)
        rows.append(tuple(cells))
    return tuple(rows)


def _merged(cell: Element) -> tuple[int, bool]:
    """Return how many columns a cell spans, and whether it goes on from the cell above."""
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        return 1, False
    span, merge = properties.find(f"{W}gridSpan"), properties.find(f"{W}vMerge")
    width = span.get(f"{W}val", "1") if span is not None else "1"
    columns = min(int(width), _MOST_COLUMNS) if width.isdecimal() else 1
    return max(columns, 1), merge is not None and merge.get(f"{W}val", "continue") == "continue"


def is_parted(line: str) -> bool:
    """Tell a line of which tabs or bars part the cells."""
    return len(_PARTING.findall(line.strip("|｜"))) > 1


@dataclass(slots=True)
class TextTable:
    """The lines of a table in plain text, as they come.

    ``is_parted``: tabs or bars part its cells. Else spaces do, as a PDF's export leaves them: what the
    columns are is told by the words of its header, and a row that has not as many cells is left out.
    """

    is_parted: bool
    _lines: list[str] = field(default_factory=list)

    def add(self, line: str) -> None:
        """Take one more line."""
        self._lines.append(line)

    def read(self, where: str) -> Iterator[Table]:
        """Yield the table, if it is one."""
        rows = self._parted() if self.is_parted else self._spaced()
        if len(rows) > 1:
            yield Table(tuple(rows), where)

    def _parted(self) -> list[tuple[str, ...]]:
        lines = (line.strip("|｜ ") for line in self._lines if not _RULE.fullmatch(line))
        return [tuple("".join(cell.split()) for cell in _PARTING.split(line)) for line in lines]

    def _spaced(self) -> list[tuple[str, ...]]:
        first = next((place for place, line in enumerate(self._lines) if _ROW.match(line)), 0)
        heads = _HEADS.findall("".join("".join(self._lines[:first]).split()))
        if not heads:
            return []
        rows: list[str] = []
        for line in self._lines[first:]:
            if _ROW.match(line):
                rows.append(_ROW.sub("", line))
            else:
                rows[-1] += f" {line}"
        cells = (self._cells(row.split(), len(heads)) for row in rows)
        return [(_NAME, *heads), *filter(None, cells)]

    def _cells(self, words: list[str], columns: int) -> tuple[str, ...]:
        """Take the last words for the columns, and all before for the name, which may have spaces.

        What follows the verdict is the category's name, which the export has between the rows.
        """
        ends = [place for place, word in enumerate(words, 1) if word in (MET, UNMET)]
        words = words[: ends[0]] if ends else words
        if len(words) <= columns:
            return ()
        return ("".join(words[: len(words) - columns]), *words[len(words) - columns :])
