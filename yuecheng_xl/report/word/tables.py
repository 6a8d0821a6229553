"""Tables of a Word template: a prototype row that repeats once a record, columns once a period."""

from __future__ import annotations

from copy import deepcopy
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import _Row

from yuecheng_xl.report.word.paragraphs import names, substitute
from yuecheng_xl.typed.printed import Printed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence, Set

    from docx.document import Document
    from docx.table import Table, _Cell

    from yuecheng_xl.typed.values import Band, Record, Value


class Place(NamedTuple):
    """A table of the template, and which of its rows repeats."""

    table: Table
    row: int


def find(document: Document, known_by: str) -> Place | None:
    """Return the table that has a field; None where the template has none."""
    places = ((table, _prototype_row(table, {known_by})) for table in document.tables)
    return next((Place(table, row) for table, row in places if row is not None), None)


def fill(place: Place, rows: Band, columns: Band, scope: Mapping[str, str], *, merged: str = "") -> None:
    """Fill a table.

    The prototype row repeats once a record, the prototype columns once a record of theirs. The copies
    of a column share its width, so that the table stays as wide as the template has it. Runs of equal
    texts in the field ``merged`` become one cell.

    Raises:
        TemplateError: a placeholder names no value.

    """
    table, number = place
    shown = (names(cell.paragraphs) for cell in table.rows[number].cells)
    column = next((i for i, fields in enumerate(shown) if merged in fields), None)
    _fill(table, rows, columns, scope)
    if column is not None:
        _merge_runs(table, column, [record[merged] for record in rows.records], number)


def _fill(table: Table, rows: Band, columns: Band, scope: Mapping[str, str]) -> None:
    indexes = _spread_columns(table, columns)
    number = _prototype_row(table, rows.fields)
    lines: list[Any] = list(table._tbl.tr_lst)
    prototype = None if number is None else lines[number]
    headings = [{**scope, **_texts(columns.records[i])} if columns.records else dict(scope) for i in indexes]
    for line in lines:
        if line is not prototype:
            _fill_row(table, line, headings)
    if prototype is None:
        return
    for record in rows.records:
        line = deepcopy(prototype)
        prototype.addprevious(line)
        _fill_row(table, line, [{**scope, **_texts(record, index)} for index in indexes])
    prototype.getparent().remove(prototype)


def _merge_runs(table: Table, column: int, texts: Sequence[object], first_row: int) -> None:
    """Merge the cells of a column over each run of equal texts, one text a row from ``first_row`` on."""
    rows = list(table._tbl.tr_lst)[first_row:]
    start = 0
    for text, run in groupby(texts):
        count = len(list(run))
        for position, row in enumerate(rows[start : start + count] if text and count > 1 else []):
            properties = row.tc_lst[column].get_or_add_tcPr()
            mark: Any = OxmlElement("w:vMerge")
            if position == 0:
                mark.set(qn("w:val"), "restart")
            # Its place in the schema is before the borders and the vertical alignment.
            successors = [child for child in properties if child.tag in _AFTER_MERGE]
            if successors:
                successors[0].addprevious(mark)
            else:
                properties.append(mark)
        start += count


_AFTER_MERGE = {
    qn(f"w:{name}")
    for name in ("tcBorders", "shd", "noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark")
}


def _prototype_row(table: Table, fields: Set[str]) -> int | None:
    for number, row in enumerate(table.rows):
        if number and any(names(cell.paragraphs) & fields for cell in row.cells):
            return number
    return None


def _spread_columns(table: Table, band: Band) -> list[int]:
    """Repeat the columns that show a field of the band; return for each cell of a row its record's index."""
    width, count = len(table.columns), len(band.records)
    chosen = [
        any(names(cell.paragraphs) & band.fields for cell in table.columns[i].cells) for i in range(width)
    ]
    if not any(chosen):
        return [0] * width
    lines: list[list[Any]] = [table._tbl.tblGrid.gridCol_lst, *(line.tc_lst for line in table._tbl.tr_lst)]
    for cells in lines:
        for cell, repeated in zip(cells, chosen, strict=True):
            if not repeated:
                continue
            for measure in (cell, *cell.iter(qn("w:tcW"))):
                whole = measure.get(qn("w:w"))
                if whole:
                    measure.set(qn("w:w"), str(int(whole) // max(count, 1)))
            for _ in range(count - 1):
                cell.addnext(deepcopy(cell))
            if count == 0:
                cell.getparent().remove(cell)
    return [index for repeated in chosen for index in (range(count) if repeated else (0,))]


def _fill_row(table: Table, row: Any, values: Sequence[Mapping[str, str]]) -> None:  # noqa: ANN401 - lxml
    cells: list[_Cell] = list(_Row(row, table).cells)
    for cell, record in zip(cells, values, strict=True):
        for paragraph in cell.paragraphs:
            substitute(paragraph, record)


def _texts(record: Record, index: int = 0) -> dict[str, str]:
    """Return a record as texts; of a sequence the item of one column."""
    texts = {}
    for name, value in record.items():
        spread = isinstance(value, list | tuple)
        texts[name] = text(value[index] if spread and index < len(value) else None if spread else value)  # type: ignore[index, arg-type]
    return texts


def text(value: Value) -> str:
    """Show a value as a cell of a result sheet would."""
    if isinstance(value, Printed):
        if value.text or value.number is None:
            return value.text
        _, _, decimals = value.number_format.partition(".")
        return f"{value.number:.{len(decimals)}f}" if value.number_format != "General" else text(value.number)
    if isinstance(value, float):
        return f"{value:.10g}"
    return "" if value is None else str(value)
