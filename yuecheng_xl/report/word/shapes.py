"""The formats of a paragraph, its styles' and its own, and how many lines it takes with them.

No layout engine: a Chinese character is as wide as its size, any other half of that.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from docx.oxml.ns import qn

if TYPE_CHECKING:
    from docx.document import Document

TWIPS, _EMU = 20, 12700
"""To a point."""
_GAP = 0.2
"""What stands between Chinese and other characters, in parts of the size."""
_SINGLE = 1.3
"""Distance of lines in parts of the size, where it is not fixed."""
_OPENING, _CLOSING = "（《〈“‘(", "，。、；：！？）》〉”’%…,.;:!?)"
_PIECE = re.compile(rf"[{re.escape(_OPENING)}]*(?:[0-9A-Za-z.,%+-]+|.)[{re.escape(_CLOSING)}]*")
"""What no line ends within."""
_BODY_TEXT = 9
"""The outline level, counted from 0, of what is no heading."""


class Shapes:
    """The formats of paragraphs, after their styles and what they say themselves."""

    def __init__(self, document: Document) -> None:
        self._styles = {style.style_id: style.element for style in document.styles}
        self._known: dict[str, dict[str, str]] = {}
        self._default = next(
            (style.get(qn("w:styleId")) for style in self._styles.values() if _is_default(style)), ""
        )

    def of(self, paragraph: Any) -> Shape:  # noqa: ANN401 - lxml
        """Return the formats of a paragraph."""
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        named = self._style(self._default if style is None else style.get(qn("w:val")))
        return Shape({**named, **_read(paragraph)})

    def _style(self, name: str) -> dict[str, str]:
        if name not in self._known:
            self._known[name] = {}  # in case it is, in the end, based on itself
            style = self._styles.get(name)
            base = None if style is None else style.find(qn("w:basedOn"))
            inherited = {} if base is None else self._style(base.get(qn("w:val")))
            self._known[name] = inherited if style is None else {**inherited, **_read(style)}
        return self._known[name]


def number(text: str | None, otherwise: float = 0) -> float:
    """Read an attribute; one that is missing, or no plain number, counts as ``otherwise``."""
    try:
        return otherwise if text is None else float(text)
    except ValueError:
        return otherwise


def _is_default(style: Any) -> bool:  # noqa: ANN401 - lxml
    return style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true", "on")


class Shape:
    """The formats of one paragraph by element and attribute (spacing.line, ind.left, sz …)."""

    def __init__(self, formats: dict[str, str]) -> None:
        self._formats = formats
        self._size = number(formats.get("sz"), 21) / 2

    @property
    def level(self) -> int:
        """The outline level: 1 for the headings of chapters, 10 for what is no heading."""
        return 1 + int(number(self._formats.get("outlineLvl"), _BODY_TEXT))

    def flag(self, name: str) -> bool:
        """Tell whether something is switched on."""
        return self._formats.get(name, "0") not in ("0", "false", "off")

    def points(self, name: str) -> float:
        """Return a measure."""
        return number(self._formats.get(name)) / TWIPS

    def line(self, paragraph: Any) -> float:  # noqa: ANN401 - lxml
        """Return the distance of lines; of a paragraph with a drawing, the drawing's height."""
        heights = [number(extent.get("cy")) / _EMU for extent in paragraph.iter(qn("wp:extent"))]
        fixed = self._formats.get("spacing.lineRule") in ("exact", "atLeast")
        distance = self.points("spacing.line") if fixed else self._single()
        return max([distance, *heights])

    def _single(self) -> float:
        return self._size * _SINGLE * number(self._formats.get("spacing.line"), 240) / 240

    def lines(self, paragraph: Any, width: float) -> int:  # noqa: ANN401 - lxml
        """Return the number of lines in a column of this width."""
        text = "".join(item.text or "" for item in paragraph.iter(qn("w:t")))
        room = max(width - self._indent("left") - self._indent("right"), self._size)
        count, used = 1, self._indent("firstLine")
        before = ""
        for piece in _PIECE.findall(text):
            length = self._size * sum(_width(character) for character in piece)
            hanging = self._size if piece[-1] in _CLOSING and _width(piece[-1]) == 1 else 0
            gap = (
                self._size * _GAP
                if _width(piece[0]) != _width(before[-1:]) and (before + piece).isalnum()
                else 0
            )
            if used + gap + length - hanging > room and used:
                count, used = count + max(1, math.ceil(length / room)), length % room
            else:
                used += gap + length
            before = piece
        return count

    def height(self, paragraph: Any, width: float) -> float:  # noqa: ANN401 - lxml
        """Return the height in a column of this width."""
        around = self.points("spacing.before") + self.points("spacing.after")
        return around + self.lines(paragraph, width) * self.line(paragraph)

    def _indent(self, side: str) -> float:
        characters = number(self._formats.get(f"ind.{side}Chars")) / 100
        return characters * self._size if characters else self.points(f"ind.{side}")


def _width(character: str) -> float:
    """Return a character's width in parts of the size."""
    return 1 if character in "“”‘’—…" or east_asian_width(character or "A") in "WF" else 0.5


def _read(element: Any) -> dict[str, str]:  # noqa: ANN401 - lxml
    """Read the formats that a style or paragraph itself has."""
    found: dict[str, str] = {}
    for properties in element.iterchildren(qn("w:pPr"), qn("w:rPr")):
        for item in properties:
            name = item.tag.rpartition("}")[2]
            if name in ("spacing", "ind"):
                found |= {f"{name}.{key.rpartition('}')[2]}": value for key, value in item.items()}
            else:
                found[name] = item.get(qn("w:val"), "1")
    return found
