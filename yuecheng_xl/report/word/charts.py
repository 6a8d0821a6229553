"""Native charts in Word: the template's chart is the prototype, its formats stay, its data change.

A chart part holds the figures twice: as cached values, which are shown, and in a small embedded
workbook, which 编辑数据 in Word opens. Both are written, so that the two agree.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn

from yuecheng_xl.grid.formats import GENERAL
from yuecheng_xl.report.word.paragraphs import remove
from yuecheng_xl.report.word.template import damaged
from yuecheng_xl.sheets.plain import plain_sheet
from yuecheng_xl.sheets.workbook import Workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document
    from docx.text.paragraph import Paragraph

    from yuecheng_xl.typed.values import Value

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SHEET = "Sheet1"


class ChartMaker:
    """Makes charts after the first chart of a document, which ``finish`` takes out."""

    def __init__(self, document: Document) -> None:
        """Find the chart.

        Raises:
            InputFileError: it is damaged.

        """
        self._document = document
        self._source = next((item for item in document.paragraphs if _reference(item) is not None), None)
        self._part: Any = None
        if self._source is not None:
            reference: Any = _reference(self._source)
            self._relation = reference.get(f"{_R}id")
            try:
                self._part = document.part.related_parts[self._relation]
                self._space: Any = parse_xml(self._part.blob)
            except (KeyError, SyntaxError) as cause:
                raise damaged(cause) from cause
        self._count = 0

    @property
    def usable(self) -> bool:
        """True where the template has a chart."""
        return self._part is not None

    def insert(
        self,
        anchor: Paragraph,
        title: str,
        periods: Sequence[str],
        series: Sequence[tuple[str, Sequence[float | None]]],
    ) -> None:
        """Insert a chart before a paragraph: the first series as the template's first, and so on."""
        assert self._source is not None  # noqa: S101 - callers ask `usable`
        self._count += 1
        element = deepcopy(self._source._p)
        anchor._p.addprevious(element)
        reference = next(element.iter(f"{_C}chart"))
        part = self._new_part(periods, series)
        reference.set(f"{_R}id", self._document.part.relate_to(part, RELATIONSHIP_TYPE.CHART))
        properties = next(element.iter(qn("wp:docPr")))
        properties.set("id", str(1000 + self._count))
        properties.set("name", f"图{self._count}")
        properties.set("descr", title)

    def finish(self) -> None:
        """Take the prototype out."""
        if self._source is not None:
            remove(self._source)
            self._document.part.drop_rel(self._relation)

    def _new_part(self, periods: Sequence[str], series: Sequence[tuple[str, Sequence[float | None]]]) -> Part:
        package = self._document.part.package
        assert package is not None  # noqa: S101 - an open document has one
        space = deepcopy(self._space)
        for column, (element, (name, values)) in enumerate(zip(space.iter(f"{_C}ser"), series, strict=False)):
            _fill(element, "BCDEFG"[column], name, periods, values)
        book = Part(
            PackURI(f"/word/embeddings/chart{self._count}.xlsx"),
            CONTENT_TYPE.SML_SHEET,
            _workbook(periods, series),
            package,
        )
        # A number of its own: the prototype's part is taken out only at the end.
        name_in_package = PackURI(f"/word/charts/chart{1000 + self._count}.xml")
        part = XmlPart(name_in_package, CONTENT_TYPE.DML_CHART, space, package)
        for old in space.findall(f"{_C}externalData"):
            space.remove(old)
        data: Any = OxmlElement("c:externalData", nsdecls={"c": _C[1:-1], "r": _R[1:-1]})
        data.set(f"{_R}id", part.relate_to(book, RELATIONSHIP_TYPE.PACKAGE))
        update: Any = OxmlElement("c:autoUpdate", nsdecls={"c": _C[1:-1]})
        update.set("val", "0")
        data.append(update)
        after = [*space.findall(f"{_C}printSettings"), *space.findall(f"{_C}userShapes")]
        if after:
            after[0].addprevious(data)
        else:
            space.append(data)
        return part


def _reference(paragraph: Paragraph) -> Any:  # noqa: ANN401 - lxml
    return next((item for item in paragraph._p.iter(f"{_C}chart") if item.get(f"{_R}id")), None)


def _fill(
    element: Any,  # noqa: ANN401 - lxml
    column: str,
    name: str,
    periods: Sequence[str],
    values: Sequence[float | None],
) -> None:
    last = len(periods) + 1
    _cache(element.find(f"{_C}tx/{_C}strRef"), f"{_SHEET}!${column}$1", [name])
    _cache(element.find(f"{_C}cat/{_C}strRef"), f"{_SHEET}!$A$2:$A${last}", periods)
    _cache(element.find(f"{_C}val/{_C}numRef"), f"{_SHEET}!${column}$2:${column}${last}", values)


def _cache(reference: Any, formula: str, items: Sequence[str | float | None]) -> None:  # noqa: ANN401
    """Point a reference at cells, and keep what they hold beside it."""
    if reference is None:
        return
    reference.find(f"{_C}f").text = formula
    cache = next(child for child in reference if child.tag.endswith("Cache"))
    for old in [*cache.findall(f"{_C}ptCount"), *cache.findall(f"{_C}pt")]:
        cache.remove(old)
    spaces = {"c": _C[1:-1]}
    count: Any = OxmlElement("c:ptCount", nsdecls=spaces)
    count.set("val", str(len(items)))
    cache.append(count)
    for index, item in enumerate(items):
        if item is None:
            continue  # a gap
        point: Any = OxmlElement("c:pt", nsdecls=spaces)
        point.set("idx", str(index))
        value: Any = OxmlElement("c:v", nsdecls=spaces)
        value.text = item if isinstance(item, str) else f"{item:.12g}"
        point.append(value)
        cache.append(point)


def _workbook(periods: Sequence[str], series: Sequence[tuple[str, Sequence[float | None]]]) -> bytes:
    book = Workbook.empty()
    values: dict[tuple[int, int], tuple[Value, str]] = {
        (row, 1): (period, GENERAL) for row, period in enumerate(periods, 2)
    }
    for column, (name, figures) in enumerate(series, 2):
        values[1, column] = (name, GENERAL)
        values |= {(row, column): (figure, GENERAL) for row, figure in enumerate(figures, 2)}
    book.add_sheet(_SHEET, plain_sheet(values, [], book.styles))
    return book.save()
