"""What a workbook holds that leads out of it: other files, addresses, other programs. And how to cut it off.

Opening or computing such a workbook asks other computers for files, which hands them the user's sign-in, or
starts programs. Web and mail addresses that somebody has to click are no part of this.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from yuecheng_xl.grid.places import place_of
from yuecheng_xl.sheets.markup import OFFICE, Edits, fit, parse
from yuecheng_xl.sheets.scan import scan

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from yuecheng_xl.sheets.scan import Scanned
    from yuecheng_xl.sheets.workbook import Sheet, Workbook
    from yuecheng_xl.typed.values import Value

_ADDRESS = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_LONGEST = 8192
"""Characters of a formula: one that has more than Excel takes is not looked through."""

_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]")
_STRING, _QUOTED = re.compile(r'"[^"]*"'), re.compile(r"'[^']*'")
_OTHER_FILE = re.compile(r"""'[^'\[\\/]*[\[\\/][^']*'!|(?<![\w\]\[.])\[[^\[\]]*\][\w.:]*!""")
"""``[1]Sheet!A1``, ``'C:\\[x.xlsx]Sheet'!A1``: no title has a bracket or slash, no table's column a ``!``."""

_ASKS = re.compile(
    r"(?<!\w)(?:WEBSERVICE|IMAGE|RTD|CALL|REGISTER(?:\.ID)?|SQL\.REQUEST|STOCKHISTORY)\s*\(", re.IGNORECASE
)
_LINK = re.compile(r"(?<![\w.])HYPERLINK\s*\(\s*(?!\s|\"(?:https?:|mailto:|#))", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d][\w.]*")
_REFERENCE = re.compile(rb"\[[^\[\]<>]{1,300}\][^\[\]<>!]{0,100}!")
"""As :data:`_OTHER_FILE`, in any part: of a chart, a condition, a control."""

_BINARY = (".bin", ".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".tif", ".tiff")
_LONGEST_SAID = 80


def links(book: Workbook) -> list[str]:
    """Return what leads out of a workbook: for each, where it stands, and where to."""
    return list(dict.fromkeys([*_relations(book), *_cells_and_names(book)]))


def sever(book: Workbook) -> list[str]:
    """Cut off what leads out as far as possible: formulas become their values, links go.

    A DDE formula becomes its text.

    Returns:
        What is left, as :func:`links` tells it.

    Raises:
        MarkupError: a part is no XML.

    """
    lost = _lost_names(book)
    refers = book.package.related(book.part, "externalLink") is not None
    for sheet in book.sheets:
        found = {place: text for place, text in _formulas(book, sheet) if leads_out(text, lost)}
        if found:
            _freeze(book, sheet, found)
        _drop_links(book, sheet)
    for name in {item.name for item in book.names if item.name.casefold() in lost}:
        book.drop_names(name)
    book.drop_external_links()
    return [*links(book), *(_references(book) if refers else ())]


def leads_out(formula: str, lost: Collection[str] = ()) -> bool:
    """Tell whether a formula leads out; ``lost`` are the names that do, in small letters."""
    if len(formula) > _LONGEST or _LINK.search(formula):
        return True
    text = _STRING.sub('""', formula)
    if _OTHER_FILE.search(text) or _ASKS.search(text) or _is_dde(formula):
        return True
    return bool(lost) and any(word.casefold() in lost for word in _WORD.findall(_QUOTED.sub("''", text)))


def _is_dde(formula: str) -> bool:
    """Tell whether a formula asks another program: ``program|'subject'!item``."""
    return "|" in _QUOTED.sub("''", _STRING.sub('""', formula))


def _relations(book: Workbook) -> Iterator[str]:
    package = book.package
    titles = {sheet.part: sheet.title for sheet in book.sheets}
    for name in package.names():
        if not name.casefold().endswith(".rels"):
            continue
        folder, _, base = name.rpartition("_rels/")
        source = folder + base[: -len(".rels")]
        for item in package.relations(source):
            if item.external and not _is_address(item.kind, item.target):
                yield _said(titles.get(source, source), item.target)
            elif item.kind == "connections":
                yield _said("数据连接", item.target)
            elif item.kind == "externalLink" and item.target in package:
                for child in parse(package.xml(item.target)).children:
                    if "ddeService" in child.attributes:
                        service, topic = (child.attributes.get(key, "") for key in ("ddeService", "ddeTopic"))
                        yield _said("DDE", f"{service}|{topic}")


def _cells_and_names(book: Workbook) -> Iterator[str]:
    lost = _lost_names(book)
    for sheet in book.sheets:
        for place, text in _formulas(book, sheet):
            if leads_out(text, lost):
                yield _said(f"{sheet.title}!{place_of(*place)}", f"={text}")
    for defined in book.names:
        if leads_out(defined.text):
            yield _said(defined.name, f"={defined.text}")


def _references(book: Workbook) -> Iterator[str]:
    """Yield the parts that still refer to another workbook, or have a text that looks so."""
    passed_over = {book.part, book.package.related(book.part, "sharedStrings")}
    for name in book.package.names():
        if name in passed_over or name.lower().endswith((*_BINARY, ".rels")):
            continue
        if _REFERENCE.search(book.package.read(name)):
            yield name


def _is_address(kind: str, target: str) -> bool:
    """Tell whether a relationship to the outside is a link that stays: somebody has to click it."""
    return kind == "hyperlink" and _ADDRESS.match(target) is not None


def _said(where: str, target: str) -> str:
    target = " ".join(fit(target).split())
    return f"{where}（{target if len(target) <= _LONGEST_SAID else target[:_LONGEST_SAID] + '…'}）"


def _lost_names(book: Workbook) -> set[str]:
    """Return the defined names, in small letters, that lead out, themselves or by others."""
    lost: set[str] = set()
    while True:
        names = (item for item in book.names if item.name.casefold() not in lost)
        more = {item.name.casefold() for item in names if leads_out(item.text, lost)}
        if not more:
            return lost
        lost |= more


def _formulas(book: Workbook, sheet: Sheet) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the formulas of a sheet with their places; a shared one as the first of its cells has it."""
    if sheet.part not in book.package or not _FORMULA.search(part := book.package.xml(sheet.part)):
        return
    found: list[Scanned] = []
    scan(part, lambda cell: found.append(cell) if cell.formula is not None else None)
    shared: dict[str, str] = {}
    for cell in found:
        key, text = (cell.formula_marks or {}).get("si", ""), cell.formula or ""
        yield (cell.row, cell.column), shared.setdefault(key, text) if key else text


def _freeze(book: Workbook, sheet: Sheet, found: Mapping[tuple[int, int], str]) -> None:
    """Put the last values of formulas in their places."""
    values: dict[int, dict[int, Value]] = {}

    def each(cell: Scanned) -> None:
        text = found.get((cell.row, cell.column))
        if text is None:
            return
        value: Value = replace(cell, formula=None).value(book.shared_texts)
        if _is_dde(text):
            value = f"={text}"
        elif cell.kind == "b":
            value = "TRUE" if value else "FALSE"
        values.setdefault(cell.row, {})[cell.column] = value

    scan(book.package.xml(sheet.part), each)
    book.edit_cells(sheet, values, over_formulas=True)


def _drop_links(book: Workbook, sheet: Sheet) -> None:
    """Take out a sheet's links to anything but web and mail addresses."""
    relations = [item for item in book.package.relations(sheet.part) if item.kind == "hyperlink"]
    gone = {item.id for item in relations if item.external and not _is_address(item.kind, item.target)}
    if not gone:
        return
    part = book.package.xml(sheet.part)
    edits = Edits(part)
    listed = parse(part, skip="sheetData").child("hyperlinks")
    found = list(listed.all("hyperlink")) if listed else []
    out = [item for item in found if item.attributes.get(f"{{{OFFICE}}}id") in gone]
    if listed and len(out) == len(found):
        edits.drop(listed)  # it must not be empty
    else:
        for item in out:
            edits.drop(item)
    book.package.pack(sheet.part, edits.pieces())
    book.package.unrelate(sheet.part, gone)
