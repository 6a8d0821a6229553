"""What a paragraph of a Word document says, as its markup has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RUN, _TEXT = f"{W}r", f"{W}t"
_AROUND = {
    f"{W}{tag}" for tag in ("hyperlink", "ins", "moveTo", "smartTag", "fldSimple", "sdt", "sdtContent")
}
"""Elements that a run may stand in and be read; what is deleted, or moved away, is not."""
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


def text_of(paragraph: Element) -> str:
    """Return a paragraph's text, with what is inserted by tracked changes; a text box in it is none of it."""
    return "".join(_pieces(paragraph))


def _pieces(element: Element) -> Iterator[str]:
    for item in element:
        if item.tag == _RUN:
            for part in item:
                yield (part.text or "") if part.tag == _TEXT else _SIGNS.get(part.tag, "")
        elif item.tag in _AROUND:
            yield from _pieces(item)
