"""The file's properties: what is written, by whom and when. The template's own are of the template."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import takewhile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

if TYPE_CHECKING:
    from docx.document import Document

_LONGEST = 255
"""Characters that a property may have."""
_OF_THE_TEMPLATE = (RELATIONSHIP_TYPE.EXTENDED_PROPERTIES, RELATIONSHIP_TYPE.THUMBNAIL)
"""Counts of pages and words, the program that wrote it, a picture of its first page."""
_PROGRAM = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>{}</Application></Properties>"
)


def write(document: Document, product: str, name: str) -> None:
    """Say of a finished document that the product wrote it now; ``name`` is its title where it shows none."""
    properties = document.core_properties
    properties.title = (_heading(document) or name)[:_LONGEST]
    properties.author = properties.last_modified_by = product
    properties.created = properties.modified = datetime.now(UTC)
    properties.revision = 1

    package = document.part.package
    assert package is not None  # noqa: S101 - an open document has one
    for key in [key for key, relation in package.rels.items() if relation.reltype in _OF_THE_TEMPLATE]:
        del package.rels[key]
    content = _PROGRAM.format(escape(product)).encode()
    part = Part(PackURI("/docProps/app.xml"), CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, content, package)
    package.relate_to(part, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)


def _heading(document: Document) -> str:
    """Return the title that the document begins with: its first paragraphs, all of a style of their own."""
    first = document.paragraphs[0]._p.style if document.paragraphs else None
    if first is None:
        return ""
    lines = takewhile(lambda item: item._p.style == first and item.text.strip(), document.paragraphs)
    return "".join("".join(line.text.split()) for line in lines)
