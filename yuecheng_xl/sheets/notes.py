"""Notes (批注) on the cells of a person's sheet: added to those that it has, and taken off again.

A note stands in two parts: its text in ``comments``, its box in a drawing of the old kind (VML), which
not every program writes as XML.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yuecheng_xl.grid.places import place_of, split_place
from yuecheng_xl.sheets.cells import fit
from yuecheng_xl.sheets.markup import MAIN, OFFICE, Edits, Element, escaped, parse, prefix_of, quoted
from yuecheng_xl.sheets.package import HEAD

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from yuecheng_xl.sheets.package import Package
    from yuecheng_xl.sheets.workbook import Sheet

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_BOXES_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_NO_NOTES = (
    HEAD + f'<comments xmlns="{MAIN}"><authors></authors><commentList></commentList></comments>'.encode()
)
_NO_BOXES = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel">'
    b'<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)
_BOX = (
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{id}" type="#_x0000_t202" '
    'style="position:absolute;margin-left:60pt;margin-top:2pt;width:{width}px;height:{height}px;z-index:1;'
    'visibility:hidden" fillcolor="infoBackground [80]" o:insetmode="auto">'
    '<v:path o:connecttype="none"/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_SHAPE, _SHAPE_END = re.compile(rb"<v:shape\s"), re.compile(rb"</v:shape\s*>")
_SHAPE_ID = re.compile(rb"_x0000_s(\d{1,9})")
_ROW, _COLUMN = re.compile(rb"<x:Row>\s*(\d{1,7})"), re.compile(rb"<x:Column>\s*(\d{1,7})")
_SHEET_ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr",
    "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate",
    "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations",
    "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks",
    "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing",
)  # fmt: skip
_FIRST_SHAPE = 1025  # numbers below belong to other sheets' blocks
_WIDTH, _HEIGHT = 320, 140  # pixels of a box


class Notes:
    """The notes of one sheet."""

    def __init__(self, package: Package, sheet: Sheet) -> None:
        """Read the notes.

        Raises:
            MarkupError: they are no XML.

        """
        self._package, self._sheet = package, sheet
        self._part = package.related(sheet.part, "comments")
        self.texts: dict[tuple[int, int], str] = {}
        """The notes' texts by row and column."""
        if self._part:
            xml = package.xml(self._part)
            for element in _all(parse(xml), "comment"):
                self.texts[split_place(element.attributes.get("ref", "A1"))] = _text(xml, element)

    def change(self, wanted: Mapping[tuple[int, int], str], author: str) -> None:
        """Give notes other texts, add new ones, take off those whose text is empty; the others stay.

        Args:
            wanted: texts by row and column.
            author: of the new ones.

        """
        changed = {place: text for place, text in wanted.items() if text != self.texts.get(place, "")}
        if not changed:
            return
        self._write_texts(changed, author)
        gone = {place for place, text in changed.items() if not text}
        new = {place for place, text in changed.items() if text and place not in self.texts}
        if gone or new:
            self._write_boxes(gone, new)
        self.texts = {place: text for place, text in (self.texts | changed).items() if text}

    def _write_texts(self, changed: Mapping[tuple[int, int], str], author: str) -> None:
        part = self._part or self._package.add("xl/comments", ".xml", _NO_NOTES, _TYPE)
        if self._part is None:
            self._package.relate(self._sheet.part, "comments", part)
            self._part = part
        xml = self._package.xml(part)
        root, edits = parse(xml), Edits(xml)
        prefix = prefix_of(xml, root)
        authors = next(_all(root, "authors"))
        number = len(list(authors.all("author")))
        listed = next(_all(root, "commentList"))
        old = {split_place(item.attributes.get("ref", "A1")): item for item in listed.all("comment")}
        added = []
        for place, text in sorted(changed.items()):
            element = old.get(place)
            if element is not None and not text:
                edits.drop(element)
            elif element is not None:
                inside = next(_all(element, "text"))
                edits.replace(inside.start, inside.end, _text_markup(text, prefix))
            elif text:
                added.append(
                    f'<{prefix}comment ref="{place_of(*place)}" authorId="{number}">'
                    f"{_text_markup(text, prefix)}</{prefix}comment>"
                )
        if added:
            edits.append(authors, f"<{prefix}author>{escaped(author)}</{prefix}author>")
            edits.append(listed, "".join(added))
        self._package.put(part, edits.result())

    def _write_boxes(self, gone: set[tuple[int, int]], new: set[tuple[int, int]]) -> None:
        part = self._package.related(self._sheet.part, "vmlDrawing")
        if part is None:
            part = self._package.add("xl/drawings/vmlDrawing", ".vml", _NO_BOXES, _BOXES_TYPE)
            self._refer(self._package.relate(self._sheet.part, "vmlDrawing", part))
        boxes = b"".join(piece for piece in _pieces(self._package.xml(part)) if _place(piece) not in gone)
        number = max([_FIRST_SHAPE, *map(int, _SHAPE_ID.findall(boxes))])
        added = "".join(
            _BOX.format(id=number + count, row=row - 1, column=column - 1, width=_WIDTH, height=_HEIGHT)
            for count, (row, column) in enumerate(sorted(new), 1)
        )
        end = boxes.rindex(b"</")  # of the root, whatever its prefix
        self._package.put(part, boxes[:end] + added.encode() + boxes[end:])

    def _refer(self, relation: str) -> None:
        xml = self._package.xml(self._sheet.part)
        root, edits = parse(xml, skip="sheetData"), Edits(xml)
        prefix = prefix_of(xml, root)
        text = f'<{prefix}legacyDrawing xmlns:r="{OFFICE}" r:id={quoted(relation)}/>'
        edits.add_child(root, text, _SHEET_ORDER, "legacyDrawing")
        self._package.put(self._sheet.part, edits.result())


def _all(root: Element, name: str) -> Iterator[Element]:
    wanted = f"{{{MAIN}}}{name}"
    for child in root.children:
        if child.name == wanted:
            yield child
        else:
            yield from _all(child, name)


def _text(xml: bytes, comment: Element) -> str:
    pieces = [xml[item.inner : item.close].decode() for item in _all(comment, "t")]
    text = "".join(pieces)
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&#13;", "\r"),
                              ("&#10;", "\n"), ("&amp;", "&")):  # fmt: skip
        text = text.replace(entity, character)
    return text


def _text_markup(text: str, prefix: str) -> str:
    return f'<{prefix}text><{prefix}t xml:space="preserve">{escaped(fit(text))}</{prefix}t></{prefix}text>'


def _pieces(drawing: bytes) -> Iterator[bytes]:
    """Yield a drawing in pieces: each shape, and what stands between them."""
    place = 0
    while (start := _SHAPE.search(drawing, place)) and (end := _SHAPE_END.search(drawing, start.end())):
        yield drawing[place : start.start()]
        yield drawing[start.start() : end.end()]
        place = end.end()
    yield drawing[place:]


def _place(shape: bytes) -> tuple[int, int] | None:
    row, column = _ROW.search(shape), _COLUMN.search(shape)
    if b'ObjectType="Note"' not in shape or row is None or column is None:
        return None
    return int(row[1]) + 1, int(column[1]) + 1
