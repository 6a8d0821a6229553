"""Sections of a Word document: a heading with all that stands below it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from yuecheng_xl.report.word.paragraphs import prototype
from yuecheng_xl.sheets.template import PLACEHOLDER
from yuecheng_xl.words.numerals import chinese

if TYPE_CHECKING:
    from collections.abc import Collection

    from docx.document import Document

_HEADING = re.compile(r"Heading (\d)")
_NUMBERED = re.compile("^[一二三四五六七八九十]{1,3}、")


def numbers(document: Document, chapters: Collection[str]) -> dict[str, str]:
    """Return the chapters' numbers, in the document's order; a heading with a number of its own counts.

    Args:
        document: the template, without the sections that are left out.
        chapters: the placeholders of chapters' numbers.

    """
    found: dict[str, str] = {}
    count = 0
    for paragraph in document.paragraphs:
        new = [name for name in PLACEHOLDER.findall(paragraph.text) if name in chapters and name not in found]
        if new or (_NUMBERED.match(paragraph.text) and _level(document, paragraph._p) == 1):
            count += 1
        found |= dict.fromkeys(new, chinese(count))
    return found


def remove(document: Document, field: str) -> None:
    """Take out the section in which a placeholder stands, heading and tables included.

    Where pages change their set-up within it, those that follow keep the set-up of those before.
    """
    place = prototype(document, field)
    if place is None:
        return
    body = document.element.body
    elements = list(body)
    start = elements.index(place._p)
    while start and not _level(document, elements[start]):
        start -= 1
    level = _level(document, elements[start])
    if not level:
        return
    end = start + 1
    while end < len(elements) and elements[end].tag != qn("w:sectPr"):
        if 0 < _level(document, elements[end]) <= level:
            break
        end += 1
    set_ups = [found for element in elements[start:end] for found in element.iter(qn("w:sectPr"))]
    for element in elements[start:end]:
        body.remove(element)
    if set_ups and elements[-1].tag == qn("w:sectPr"):
        body.replace(elements[-1], set_ups[0])


def _level(document: Document, element: object) -> int:
    """Return the level of a heading, 0 for anything else."""
    if getattr(element, "tag", None) != qn("w:p"):
        return 0
    style = Paragraph(element, document._body).style  # type: ignore[arg-type]
    match = _HEADING.match(style.name or "") if style is not None else None
    return int(match[1]) if match else 0
