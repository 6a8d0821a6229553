"""Paragraphs of a Word template: placeholders in braces, and prototypes that repeat.

What is to be filled is found before anything is: a value may hold braces, and is no placeholder.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING

from docx.text.paragraph import Paragraph

from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import TemplateError
from yuecheng_xl.report.word.template import TEMPLATE
from yuecheng_xl.sheets.template import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from docx.document import Document

_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def names(paragraphs: Iterable[Paragraph]) -> set[str]:
    """Return the names of the placeholders in paragraphs."""
    return {name for paragraph in paragraphs for name in PLACEHOLDER.findall(paragraph.text)}


def substitute(paragraph: Paragraph, values: Mapping[str, str]) -> None:
    """Replace the placeholders in a paragraph, the formats of its runs kept.

    Word splits a placeholder over several runs as it likes; its value goes into the first of them.

    Raises:
        TemplateError: a placeholder names no value.

    """
    runs = paragraph.runs
    text = "".join(run.text for run in runs)
    for match in reversed(list(PLACEHOLDER.finditer(text))):
        if match[1] not in values:
            raise TemplateError(catalogue.PLACEHOLDER_UNKNOWN.at(TEMPLATE, name=match[1]))
        start = 0
        for run in runs:
            shown = run.text
            end = start + len(shown)
            if start < match.end() and end > match.start():
                left = shown[: max(match.start() - start, 0)]
                right = shown[max(min(match.end() - start, len(shown)), 0) :]
                own = _NOT_XML.sub("", values[match[1]]) if start <= match.start() < end else ""
                run.text = f"{left}{own}{right}"
            start = end


def prototype(document: Document, field: str) -> Paragraph | None:
    """Return the first paragraph of the body that shows a field."""
    return next((item for item in document.paragraphs if field in names([item])), None)


def before(anchor: Paragraph, source: Paragraph, values: Mapping[str, str]) -> Paragraph:
    """Insert a filled copy of a prototype before a paragraph."""
    element = deepcopy(source._p)
    anchor._p.addprevious(element)
    paragraph = Paragraph(element, anchor._parent)
    substitute(paragraph, values)
    return paragraph


def remove(paragraph: Paragraph) -> None:
    """Take a paragraph out of its document."""
    parent = paragraph._p.getparent()
    assert parent is not None  # noqa: S101 - it stands in a document
    parent.remove(paragraph._p)


def repeat(source: Paragraph, records: Iterable[Mapping[str, str]]) -> None:
    """Repeat a prototype once a record."""
    for record in records:
        before(source, source, record)
    remove(source)


def others(document: Document, prototypes: Iterable[Paragraph | None]) -> list[Paragraph]:
    """Return the paragraphs with placeholders beside the prototypes, headers and footers included."""
    found = [*document.paragraphs]
    for section in document.sections:
        for margin in (section.header, section.footer, section.even_page_header, section.even_page_footer):
            if not margin.is_linked_to_previous:
                found += margin.paragraphs
    apart = [item._p for item in prototypes if item is not None]
    return [item for item in found if item._p not in apart and PLACEHOLDER.search(item.text)]


def fill(paragraphs: Iterable[Paragraph], values: Mapping[str, str]) -> None:
    """Fill paragraphs; one that is left empty goes.

    Raises:
        TemplateError: a placeholder names no value.

    """
    for paragraph in paragraphs:
        substitute(paragraph, values)
        if not paragraph.text.strip():
            remove(paragraph)
