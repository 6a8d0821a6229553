"""On which page a paragraph is likely to be: lines and rows counted after the document's own formats.

No layout engine: a Chinese character is as wide as its size, any other half of that, and a row is as
high as its lines. Official documents have a fixed distance of lines, which makes this near enough for a
table of contents that Word works out anew when asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn

from yuecheng_xl.report.word.shapes import TWIPS, Shapes, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docx.document import Document

_TOGETHER = 2
"""Lines of a paragraph that never stand alone on a page."""
_A4 = (442.0, 638.0)
"""Width and height of what is printed on a page, in points, where a document does not say."""
_SIDES = ("left", "start", "right", "end")


def page_numbers(document: Document, wanted: Sequence[Any]) -> list[int]:
    """Return the pages, counted from 1, on which paragraphs of a document's body begin."""
    layout = _Layout(Shapes(document))
    sections = list(document.element.body.iter(qn("w:sectPr")))
    if sections:
        layout.begin(sections.pop(0))
    blocks = [block for item in document.element.body for block in _blocks(item)]
    for position, block in enumerate(blocks, 1):
        if block.tag == qn("w:tbl"):
            layout.table(block)
            continue
        layout.paragraph(block, blocks[position:])
        if sections and block.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            layout.begin(sections.pop(0))
            layout.turn()
    return [layout.pages[item] for item in wanted]


def _blocks(item: Any) -> Iterable[Any]:  # noqa: ANN401 - lxml
    """Return a paragraph or table of the body, or those in a content control."""
    if item.tag == qn("w:sdt"):
        return list(item.find(qn("w:sdtContent")))
    return [item] if item.tag in (qn("w:p"), qn("w:tbl")) else []


class _Layout:
    """Lays out line by line; knows how much of the page is used."""

    def __init__(self, shapes: Shapes) -> None:
        self.pages: dict[Any, int] = {}
        self._shapes = shapes
        self._page, self._used = 1, 0.0
        self._width, self._height = _A4

    def begin(self, section: Any) -> None:  # noqa: ANN401 - lxml
        """Take over the measures of a section's pages."""
        size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
        if size is not None and margins is not None:
            self._width = _points(size, "w") - _points(margins, "left") - _points(margins, "right")
            self._height = _points(size, "h") - _points(margins, "top") - _points(margins, "bottom")

    def turn(self) -> None:
        """Go on on the next page."""
        self._page, self._used = self._page + 1, 0

    def paragraph(self, item: Any, following: Sequence[Any]) -> None:  # noqa: ANN401 - lxml
        """Lay out a paragraph; ``following`` are the blocks after it, of which some are kept with it."""
        shape = self._shapes.of(item)
        if self._used and shape.flag("pageBreakBefore"):
            self.turn()
        if self._used and self._used + self._kept(item, following) > self._height:
            self.turn()
        self.pages[item] = self._page
        self._used += shape.points("spacing.before") if self._used else 0
        line = shape.line(item)
        for left in range(shape.lines(item, self._width), 0, -1):
            # A last line does not go on alone.
            if self._used and self._used + line * (_TOGETHER if left == _TOGETHER else 1) > self._height:
                self.turn()
            self._used += line
        self._used += shape.points("spacing.after")

    def _kept(self, item: Any, following: Sequence[Any]) -> float:  # noqa: ANN401 - lxml
        """Return the height that a paragraph needs to begin: a heading needs its text's first lines."""
        height = 0.0
        for block in (item, *following):
            if block.tag != qn("w:p"):
                break
            shape = self._shapes.of(block)
            lines = shape.lines(block, self._width)
            height += shape.points("spacing.before")
            if not shape.flag("keepNext"):
                return height + min(lines, _TOGETHER) * shape.line(block)
            height += lines * shape.line(block) + shape.points("spacing.after")
        return height

    def table(self, table: Any) -> None:  # noqa: ANN401 - lxml
        """Lay out a table row by row, its heading again on each page."""
        margins = sum(
            _points(margin, "w")
            for side in _SIDES
            for margin in table.iterfind(f"{qn('w:tblPr')}/{qn('w:tblCellMar')}/{qn(f'w:{side}')}")
        )
        heading = 0.0
        for row in table.iter(qn("w:tr")):
            least = _points(row.find(f"{qn('w:trPr')}/{qn('w:trHeight')}"), "val")
            height = max([least, *self._cells(row, margins)])
            if self._used and self._used + height > self._height:
                self.turn()
                self._used = heading
            if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None:
                heading += height
            self._used += height

    def _cells(self, row: Any, margins: float) -> list[float]:  # noqa: ANN401 - lxml
        """Return the heights of the cells of a row; one that reaches over rows has room enough."""
        return [
            sum(self._shapes.of(item).height(item, width - margins) for item in cell.iter(qn("w:p")))
            for cell in row.iter(qn("w:tc"))
            if cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}") is None
            and (width := _points(cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}"), "w"))
        ]


def _points(element: Any, name: str) -> float:  # noqa: ANN401 - lxml
    return 0 if element is None else number(element.get(qn(f"w:{name}"))) / TWIPS
