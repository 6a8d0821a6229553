"""Edit XML by the places of its elements: what is not edited keeps its bytes.

A library that parses and writes a part again renames prefixes, drops what it does not know and breaks
``mc:Ignorable``. Here expat says where each element stands, and an edit replaces these bytes alone.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from yuecheng_xl.grid.package import NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

MAIN = NAMESPACE
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

# These never go back over what they took: a tag of a megabyte, or what is no tag, costs its length once.
_TAG = re.compile(rb"""<([^<\s/>"']++)((?:[^<>"'/]++|"[^<"]*+"|'[^<']*+'|/(?!>))*+)(/?)>""")
_DECLARED = re.compile(rb"""^(<\?xml[^>]{0,200}?)\s{1,20}encoding\s{0,20}=\s{0,20}["'][^"'<>]{0,100}["']""")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML forbids."""


class MarkupError(ValueError):
    """A part is no XML, or lacks what every part of its kind has."""


@dataclass(slots=True)
class Element:
    """An element and where it stands: its start tag from ``start`` to ``inner``, its end tag from ``close``.

    Names of elements and attributes carry their namespace, as ``{namespace}name``; without one they are bare.
    """

    name: str
    attributes: Mapping[str, str]
    start: int
    inner: int = 0
    close: int = 0
    end: int = 0
    children: list[Element] = field(default_factory=list)

    def child(self, name: str) -> Element | None:
        """Return the first child of a name in the main namespace."""
        return next(iter(self.all(name)), None)

    def all(self, name: str) -> Iterator[Element]:
        """Yield the children of a name in the main namespace."""
        wanted = f"{{{MAIN}}}{name}"
        return (item for item in self.children if item.name == wanted)


def utf8(part: bytes) -> bytes:
    """Return a part in UTF-8, whatever encoding it came in; most are and come back as they are."""
    for mark, code in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if part.startswith(mark):
            return _DECLARED.sub(rb'\1 encoding="UTF-8"', part.decode(code).encode())
    return part.removeprefix(codecs.BOM_UTF8)


def parse(part: bytes, *, skip: str = "") -> Element:
    """Return a part's root element with all below it.

    Args:
        part: in UTF-8.
        skip: an element of the main namespace whose inside is left out.

    Raises:
        MarkupError: it is no XML.

    """
    root: list[Element] = []
    open_elements: list[Element] = []
    skipped = f"{{{MAIN}}}{skip}"
    below = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal below
        if below:
            below += 1
            return
        element = Element(_full(name), {_full(key): value for key, value in attributes.items()},
                          parser.CurrentByteIndex)  # fmt: skip
        element.inner = element.close = element.end = tag_end(part, element.start)
        (open_elements[-1].children if open_elements else root).append(element)
        open_elements.append(element)
        below = int(element.name == skipped)

    def end(_: str) -> None:
        nonlocal below
        if below > 1:
            below -= 1
            return
        below = 0
        element = open_elements.pop()
        if part[element.inner - 2 : element.inner] != b"/>":
            element.close = parser.CurrentByteIndex
            element.end = part.index(b">", element.close) + 1

    parser = make_parser(start, end)
    feed(parser, part)
    return root[0]


def make_parser(
    start: Callable[[str, dict[str, str]], None], end: Callable[[str], None]
) -> expat.XMLParserType:
    """Return a parser whose names read ``namespace}name``; it takes parts that declare no entity."""
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    return parser


def feed(parser: expat.XMLParserType, part: bytes) -> None:
    """Parse a part.

    Raises:
        MarkupError: it is no XML.

    """
    try:
        parser.Parse(part, True)  # noqa: FBT003 - expat takes no keyword
    except expat.ExpatError as cause:
        raise MarkupError(str(cause)) from cause
    finally:  # handlers know the parser: without them it goes at once, and what they hold with it
        parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None


def _full(name: str) -> str:
    return "{" + name if "}" in name else name


def tag_end(part: bytes, start: int) -> int:
    """Return where the tag that begins at a place ends."""
    found = _TAG.match(part, start)
    if found is None:
        raise MarkupError(f"no tag at {start}")
    return found.end()


def prefix_of(part: bytes, element: Element) -> str:
    """Return the prefix of an element's name in the part, with its colon; mostly there is none."""
    found = _TAG.match(part, element.start)
    name = found[1].decode() if found else ""
    return name[: name.index(":") + 1] if ":" in name else ""


def with_attributes(tag: bytes, changes: Mapping[str, str | None]) -> bytes:
    """Return a start tag with attributes (as written, prefix and all) set; None takes one out."""
    found = _TAG.fullmatch(tag)
    if found is None:
        raise MarkupError("no tag")
    name, inside, close = found.groups()
    for key, value in changes.items():
        pattern = re.compile(rb"""(?<!\s)\s++%b\s*+=\s*+(?:"[^"]*"|'[^']*')""" % re.escape(key.encode()))
        new = b"" if value is None else f" {key}={quoted(value)}".encode()
        inside, count = pattern.subn(lambda _, new=new: new, inside, count=1)
        if not count:
            inside = inside.rstrip() + new
    return b"<" + name + inside + close + b">"


def fit(text: str) -> str:
    """Return a text without the characters that XML forbids."""
    return text if text.isprintable() else _UNFIT.sub("", text)


def escaped(text: str) -> str:
    """Return a text as XML holds it: a bare return would come back as a line feed."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    return text.replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def quoted(text: str) -> str:
    """Return a text as an attribute's value in quotes, without what XML forbids."""
    text = escaped(fit(text)).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
    return f'"{text}"'


class Edits:
    """Changes to a part by place, made all at once."""

    def __init__(self, part: bytes) -> None:
        """Take a part; nothing is changed yet."""
        self.part = part
        self._edits: list[tuple[int, int, bytes]] = []

    def replace(self, start: int, end: int, text: str | bytes) -> None:
        """Replace what stands between two places; of several at one place the first said comes first."""
        self._edits.append((start, end, text.encode() if isinstance(text, str) else text))

    def insert(self, place: int, text: str | bytes) -> None:
        """Insert before a place."""
        self.replace(place, place, text)

    def drop(self, element: Element) -> None:
        """Take out an element with all below it."""
        self.replace(element.start, element.end, b"")

    def set(self, element: Element, changes: Mapping[str, str | None]) -> None:
        """Set attributes of an element; None takes one out."""
        tag = self.part[element.start : element.inner]
        self.replace(element.start, element.inner, with_attributes(tag, changes))

    def append(self, parent: Element, text: str | bytes) -> None:
        """Add to the end of an element, also of one that closes itself."""
        content = text.encode() if isinstance(text, str) else text
        if parent.inner == parent.end:
            tag = self.part[parent.start : parent.inner]
            name = _name(tag)
            opened = tag[:-2].rstrip() + b">"
            self.replace(parent.start, parent.end, opened + content + b"</" + name + b">")
        else:
            self.insert(parent.close, content)

    def add_child(self, parent: Element, text: str | bytes, order: Sequence[str], name: str) -> None:
        """Add a child where the schema's sequence has its place: after the last present one before it."""
        before = {f"{{{MAIN}}}{item}" for item in order[: order.index(name)]}
        last = max((item.end for item in parent.children if item.name in before), default=None)
        if last is None and parent.inner == parent.end:
            self.append(parent, text)
        else:
            self.insert(parent.inner if last is None else last, text)

    def pieces(self) -> Iterator[bytes]:
        """Yield the part with all changes.

        Raises:
            MarkupError: two changes overlap.

        """
        place = 0
        self._edits.sort(key=lambda edit: edit[:2])
        for start, end, text in self._edits:
            if start < place:
                raise MarkupError("edits overlap")
            yield self.part[place:start]
            yield text
            place = end
        yield self.part[place:]

    def result(self) -> bytes:
        """Return the part with all changes.

        Raises:
            MarkupError: two changes overlap.

        """
        return b"".join(self.pieces())

    def __bool__(self) -> bool:
        return bool(self._edits)


def _name(tag: bytes) -> bytes:
    found = _TAG.fullmatch(tag)
    if found is None:
        raise MarkupError("no tag")
    return found[1]
