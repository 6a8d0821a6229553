"""The table of contents: a field of Word's, whose entries stand in it already.

Only Word itself fills such a field, and only when asked to (F9); other programs show what stands in it.
Word can be told to ask on opening, but its question warns of other files, and who answers no, or reads
the draft elsewhere, has an empty table. So the headings are filled in here, each with a link to its
place and the page that it is likely to be on, and nobody is asked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from yuecheng_xl.report.word import pages
from yuecheng_xl.report.word.shapes import Shapes

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

FIELD = "目录"
"""The placeholder in whose place the table stands."""
_STYLE = re.compile(r"toc (\d)")


def reserve(place: Paragraph) -> Any:  # noqa: ANN401 - lxml
    """Put an empty table of contents in the place of its placeholder."""
    gallery = _element("docPartGallery", val="Table of Contents")
    kind = _element("docPartObj", gallery, _element("docPartUnique"))
    content = _element("sdtContent")
    place._p.addprevious(_element("sdt", _element("sdtPr", kind), content))
    paragraph: Any = place._p
    for run in place.runs:
        paragraph.remove(run._r)
    # The field ends in a paragraph without text: behind a full page it would make an empty one.
    shape = place.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing = Pt(1)
    content.append(place._p)
    return content


def fill(document: Document, content: Any) -> None:  # noqa: ANN401 - lxml
    """Fill a reserved table of contents with the headings of the finished document."""
    styles = _entry_styles(document)
    depth = max(styles, default=2)
    shapes = Shapes(document)
    headings = [
        (paragraph, level)
        for paragraph in document.paragraphs
        if (level := shapes.of(paragraph._p).level) <= depth and paragraph.text.strip()
    ]
    end: Any = content[-1]
    end.append(_run(_mark("end")))
    entries = [_entry(paragraph, styles.get(level)) for paragraph, level in headings]
    if not entries:
        entries = [_element("p")]
    opening = [
        _run(_mark("begin")),
        _run(_instruction(rf'TOC \o "1-{depth}" \h \z \u')),
        _run(_mark("separate")),
    ]
    for position, part in enumerate(opening):
        entries[0].insert((entries[0].find(qn("w:pPr")) is not None) + position, part)
    for entry in entries:
        end.addprevious(entry)
    _link(document, [paragraph for paragraph, _ in headings], entries)


def _entry(paragraph: Paragraph, style: str | None) -> Any:  # noqa: ANN401 - lxml
    entry = _element("p")
    if style is not None:
        entry.append(_element("pPr", _element("pStyle", val=style)))
    text = _element("t")
    text.text = " ".join(paragraph.text.split("\n")).strip()
    entry.append(_element("hyperlink", _run(text), _run(_element("tab")), history="1"))
    return entry


def _link(document: Document, headings: list[Paragraph], entries: list[Any]) -> None:
    """Lead each entry to its heading, and let it end with the page of that.

    Last of all: the pages are counted with the entries in their place.
    """
    marks = list(document.element.iter(qn("w:bookmarkStart")))
    taken = {mark.get(qn("w:name")) for mark in marks}
    free = 1 + max((int(mark.get(qn("w:id"))) for mark in marks), default=0)
    names = (name for number in range(1, 10**8) if (name := f"_Toc{10**8 + number}") not in taken)
    found = pages.page_numbers(document, [heading._p for heading in headings])
    for number, (heading, entry, page) in enumerate(zip(headings, entries, found, strict=False), free):
        name = next(names)
        start = _element("bookmarkStart", id=str(number), name=name)
        heading._p.insert(heading._p.pPr is not None, start)
        heading._p.append(_element("bookmarkEnd", id=str(number)))
        shown = _element("t")
        shown.text = str(page)
        link = entry.find(qn("w:hyperlink"))
        link.set(qn("w:anchor"), name)
        field = (_mark("begin"), _instruction(rf"PAGEREF {name} \h"), _mark("separate"), shown, _mark("end"))
        for part in field:
            link.append(_run(part))


def _entry_styles(document: Document) -> dict[int, str]:
    """Return the template's styles for entries (toc 1, toc 2 …) by their level."""
    found = ((_STYLE.fullmatch((style.name or "").lower()), style.style_id) for style in document.styles)
    return {int(match[1]): style for match, style in found if match}


def _element(tag: str, *children: Any, **attributes: str) -> Any:  # noqa: ANN401 - lxml
    element: Any = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    element.extend(children)
    return element


def _run(content: Any) -> Any:  # noqa: ANN401 - lxml
    return _element("r", content)


def _mark(kind: str) -> Any:  # noqa: ANN401 - lxml
    return _element("fldChar", fldCharType=kind)


def _instruction(text: str) -> Any:  # noqa: ANN401 - lxml
    element = _element("instrText")
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    element.text = f" {text} "
    return element
