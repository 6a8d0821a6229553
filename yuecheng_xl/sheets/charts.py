"""Native charts after a template's: its formats stay; data, title and place change."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, NamedTuple

from yuecheng_xl.sheets.markup import OFFICE, Edits, Element, escaped, parse, prefix_of, with_attributes
from yuecheng_xl.sheets.package import HEAD
from yuecheng_xl.sheets.portrait import chart_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from yuecheng_xl.sheets.package import Package
    from yuecheng_xl.sheets.workbook import Sheet

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_ANCHORS = tuple(f"{_DRAWING}{kind}" for kind in ("twoCellAnchor", "oneCellAnchor"))
_PLOTS = ("barChart", "bar3DChart", "lineChart", "areaChart", "scatterChart", "pieChart")
_PREFIX = re.compile(rb"""xmlns:([\w.-]+)\s*=\s*["']%b["']""" % re.escape(OFFICE.encode()))
_NUMBERED = re.compile(r"&#(\d{1,7});")
_ROW_HEIGHT = 20 * 9525  # a default row of 15 points, in EMU (1 point is 12,700 of them)
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"


class Series(NamedTuple):
    """What a series draws: the places of its name, of the categories and of the values, as formulas."""

    name: str
    categories: str
    values: str


class Prototype(NamedTuple):
    """A template's chart with its anchor; ``rows`` is how many it covers."""

    package: Package
    drawing: bytes
    anchor: bytes
    chart: str
    row: int
    rows: int


def first_chart(package: Package, sheet: Sheet) -> Prototype | None:
    """Return the first chart of a template's sheet; None where there is none."""
    return next(charts_of(package, sheet), None)


def charts_of(package: Package, sheet: Sheet) -> Iterator[Prototype]:
    """Yield the charts of a template's sheet."""
    part = package.related(sheet.part, "drawing")
    if part is None:
        return
    drawing = package.xml(part)
    charts = {item.id: item.target for item in package.relations(part) if item.kind == "chart"}
    for anchor in parse(drawing).children:
        if anchor.name not in _ANCHORS:
            continue
        for element in _below(anchor):
            chart = (
                charts.get(element.attributes.get(f"{{{OFFICE}}}id", ""))
                if element.name == f"{_CHART}chart"
                else None
            )
            if chart is not None:
                row, rows = _extent(drawing, anchor)
                yield Prototype(package, drawing, drawing[anchor.start : anchor.end], chart, row, rows)


def _below(element: Element) -> Iterator[Element]:
    for child in element.children:
        yield child
        yield from _below(child)


def _extent(drawing: bytes, anchor: Element) -> tuple[int, int]:
    """Return the first row that an anchor covers, counted from 0, and how many these are."""
    rows = {
        mark.name: int(drawing[row.inner : row.close])
        for mark in anchor.children
        for row in mark.children
        if row.name == f"{_DRAWING}row"
    }
    first = rows[f"{_DRAWING}from"]
    if f"{_DRAWING}to" in rows:
        return first, rows[f"{_DRAWING}to"] - first + 1
    extent = next(child for child in anchor.children if child.name == f"{_DRAWING}ext")
    return first, -(-int(extent.attributes.get("cy", "0")) // _ROW_HEIGHT)


class Drawing:
    """The charts of one sheet of ours, in the making."""

    def __init__(self, prototype: Prototype, package: Package) -> None:
        """Begin a drawing in a package."""
        self._prototype, self._package = prototype, package
        root = parse(prototype.drawing)
        tag = prototype.drawing[root.start : root.inner]
        self._open = HEAD + (tag if not tag.endswith(b"/>") else tag[:-2] + b">")
        self._close = b"</" + tag[1:].split(None, 1)[0].rstrip(b">") + b">"
        self._part = package.add("xl/drawings/drawing", ".xml", b"", _DRAWING_TYPE)
        self._anchors: list[bytes] = []
        self.drawn: dict[str, int] = {}
        """What the drawing holds, as a portrait counts it."""

    def add(
        self,
        top: int,
        series: Sequence[Series],
        title: Callable[[str], str],
        prototype: Prototype | None = None,
    ) -> int:
        """Add a chart that begins at a row, counted from 1; return its last row.

        Args:
            top: its first row.
            series: what it draws, in the order of the prototype's series.
            title: gives the new text of each piece of the prototype's title.
            prototype: another chart of the same sheet, instead of the drawing's own.

        """
        source = prototype or self._prototype
        content = _with_data(source.package.xml(source.chart), series, title)
        chart = self._package.add(
            "xl/charts/chart", ".xml", content, source.package.content_type(source.chart)
        )
        self._copy_related(source, chart)
        relation = self._package.relate(self._part, "chart", chart)
        number = len(self._anchors) + 1
        self._anchors.append(self._anchor(source, top, number, relation))
        self.drawn["graphicFrame"] = number
        self.drawn["chart:" + chart_text(content)] = 1
        return top + source.rows - 1

    def put_in(self, sheet: Sheet) -> str:
        """Give the drawing to its sheet; return the id of the relationship."""
        self._package.put(self._part, self._open + b"".join(self._anchors) + self._close)
        return self._package.relate(sheet.part, "drawing", self._part)

    def _copy_related(self, source: Prototype, target: str) -> None:
        """Copy what a chart refers to: its style and its colours."""
        package = source.package
        for item in package.relations(source.chart):
            if (
                item.external
                or item.target not in package
                or item.kind not in ("chartStyle", "chartColorStyle")
            ):
                continue
            stem = posixpath.splitext(item.target)[0].rstrip("0123456789")
            name = self._package.add(
                stem, ".xml", package.read(item.target), package.content_type(item.target)
            )
            self._package.relate(target, item.type, name)

    def _anchor(self, source: Prototype, top: int, number: int, relation: str) -> bytes:
        part = source.anchor
        # An anchor alone lacks the declarations of the drawing's root.
        wrapped = self._open.removeprefix(HEAD) + part + self._close
        shift = len(wrapped) - len(part) - len(self._close)
        root, edits = parse(wrapped), Edits(wrapped)
        for element in _below(root):
            if element.name == f"{_DRAWING}row":
                row = int(wrapped[element.inner : element.close]) + top - 1 - source.row
                edits.replace(element.inner, element.close, str(row))
            elif element.name == f"{_DRAWING}cNvPr":
                edits.set(element, {"id": str(number + 1), "name": f"Chart {number}"})
            elif element.name == f"{_CHART}chart":
                tag = wrapped[element.start : element.inner]
                prefix = next(name for name in _prefixes(tag, wrapped[: shift + 4096]))
                edits.replace(element.start, element.inner, with_attributes(tag, {f"{prefix}:id": relation}))
        result = edits.result()
        return result[shift : len(result) - len(self._close)]


def _prefixes(tag: bytes, whole: bytes) -> Iterator[str]:
    """Yield the prefixes that stand for relationships."""
    yield from (found.decode() for part in (tag, whole) for found in _PREFIX.findall(part))


def _with_data(part: bytes, series: Sequence[Series], title: Callable[[str], str]) -> bytes:
    """Return a chart's part with other data and another title."""
    root, edits = parse(part), Edits(part)
    chart = next(child for child in root.children if child.name == f"{_CHART}chart")
    for own_title in chart.children:  # axes have titles, too
        for text in _below(own_title) if own_title.name == f"{_CHART}title" else ():
            if text.name == f"{_TEXT}t" and text.inner != text.end:
                edits.replace(
                    text.inner, text.close, escaped(title(_plain(part[text.inner : text.close].decode())))
                )
    found = iter(series)
    for element in _below(chart):
        if element.name.removeprefix(_CHART) in _PLOTS:
            for own in (child for child in element.children if child.name == f"{_CHART}ser"):
                data = next(found, None)
                if data is not None:
                    _plot(part, edits, own, data)
    return edits.result()


def _plain(text: str) -> str:
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return _NUMBERED.sub(lambda number: chr(int(number[1])), text)


def _plot(part: bytes, edits: Edits, series: Element, data: Series) -> None:
    """Point a series at its data; figures that were kept of the prototype's go."""
    wanted = {"tx": ("strRef", data.name), "cat": ("strRef", data.categories), "val": ("numRef", data.values)}
    for holder in series.children:
        kind, formula = wanted.get(holder.name.removeprefix(_CHART), ("", ""))
        if kind:
            prefix = prefix_of(part, holder)
            text = f"<{prefix}{kind}><{prefix}f>{escaped(formula)}</{prefix}f></{prefix}{kind}>"
            edits.replace(holder.inner, holder.close, text)
