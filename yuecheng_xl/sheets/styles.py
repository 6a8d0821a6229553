"""Cell formats of a workbook: those it has, and more at the end of each list, each once.

A format (``xf``) names a font, a fill, a border and a number format by their places in lists. What is there
keeps its place, for cells name formats by number; what is needed and not there is appended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

from yuecheng_xl.grid.formats import BUILTIN, GENERAL
from yuecheng_xl.sheets.markup import MAIN, Edits, MarkupError, escaped, parse, prefix_of, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yuecheng_xl.sheets.markup import Element

    Tree = tuple[str, tuple[tuple[str, str], ...], tuple["Tree", ...], str]
    """An element of the main namespace as a value: name, attributes, children, text."""

_ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles",
    "colors", "extLst",
)  # fmt: skip
_FONT_ORDER = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name",
    "family", "charset", "scheme",
)  # fmt: skip
_LISTS = {"fonts": "fontId", "fills": "fillId", "borders": "borderId"}
_BUILTIN = {code: number for number, code in BUILTIN.items()}
_FIRST_OWN = 164
"""Numbers of number formats below are Excel's own."""

EMPTY = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/>'
    '<family val="2"/><scheme val="minor"/></font></fonts><fills count="2"><fill>'
    '<patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
).encode()
"""What a workbook has that has no formats: one of each."""


def tree_of(element: ElementTree.Element) -> Tree:
    """Return an element as a value; what is of another namespace is left out."""
    attributes = tuple(sorted((name, value) for name, value in element.attrib.items() if "}" not in name))
    children = tuple(tree_of(child) for child in element if child.tag.startswith(f"{{{MAIN}}}"))
    return _local(element), attributes, children, element.text or "" if not children else ""


def markup_of(tree: Tree, prefix: str = "") -> str:
    """Write a value as XML."""
    name, attributes, children, text = tree
    start = f"<{prefix}{name}" + "".join(f" {key}={quoted(value)}" for key, value in attributes)
    inside = escaped(text) if text.strip() else ""
    inside += "".join(markup_of(child, prefix) for child in children)
    return f"{start}>{inside}</{prefix}{name}>" if inside else f"{start}/>"


def _in_order(part: Tree) -> Tree:
    """Return a font with its children in the order that the schema has: some programs write another."""
    name, attributes, children, text = part
    if name != "font":
        return part
    known = sorted(
        (child for child in children if child[0] in _FONT_ORDER),
        key=lambda child: _FONT_ORDER.index(child[0]),
    )
    return name, attributes, tuple(known), text


def _local(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]


class _List:
    """One of the lists: what it holds by place, and the place of each."""

    def __init__(self, items: Sequence[Tree]) -> None:
        self.items = list(items)
        self.old = len(self.items)
        self._places: dict[Tree, int] = {}
        for place, item in enumerate(self.items):
            self._places.setdefault(item, place)

    def place(self, item: Tree) -> int:
        """Return the place of an item, appended where it is not there yet."""
        if item not in self._places:
            self._places[item] = len(self.items)
            self.items.append(item)
        return self._places[item]


class Styles:
    """The part ``styles.xml``."""

    def __init__(self, part: bytes = EMPTY) -> None:
        """Read a part, in UTF-8.

        Raises:
            MarkupError: it is no XML.

        """
        self._part = part
        try:
            root = ElementTree.fromstring(part)  # noqa: S314 - inspected: no DOCTYPE
        except ElementTree.ParseError as cause:
            raise MarkupError(str(cause)) from cause
        found = {_local(child): child for child in root}
        self._lists = {
            name: _List([tree_of(item) for item in found.get(name, ()) if item.tag.startswith(f"{{{MAIN}}}")])
            for name in (*_LISTS, "cellXfs", "dxfs")
        }
        self._codes = {
            int(item.get("numFmtId", "0")): item.get("formatCode", "") for item in found.get("numFmts", ())
        }
        self._old_codes = len(self._codes)
        self._normal = next(
            (item.get("xfId", "0") for item in found.get("cellStyles", ()) if item.get("builtinId") == "0"),
            "0",
        )
        self._adopted: dict[tuple[int, int], int] = {}
        self._made: dict[tuple[object, ...], int] = {}
        if not self._lists["cellXfs"].items:
            self._lists["cellXfs"].place(("xf", (), (), ""))

    # What a format is.

    def number_format(self, style: int) -> str:
        """Return the code of a format's number format."""
        number = int(self._attribute(style, "numFmtId") or 0)
        return self._codes.get(number) or BUILTIN.get(number, GENERAL)

    def alignment(self, style: int) -> dict[str, str]:
        """Return the attributes of a format's alignment."""
        return next((dict(child[1]) for child in self._xf(style)[2] if child[0] == "alignment"), {})

    def part_of(self, style: int, name: str) -> Tree | None:
        """Return a format's font, fill or border (``fonts``, ``fills``, ``borders``)."""
        items = self._lists[name].items
        place = int(self._attribute(style, _LISTS[name]) or 0)
        return items[place] if place < len(items) else None

    def font_size(self, style: int) -> float:
        """Return the size of a format's font in points."""
        font = self.part_of(style, "fonts")
        sizes = (dict(child[1]).get("val", "") for child in font[2] if child[0] == "sz") if font else iter(())
        return float(next(sizes, "") or 11)

    def _xf(self, style: int) -> Tree:
        items = self._lists["cellXfs"].items
        return items[style] if 0 <= style < len(items) else items[0]

    def _attribute(self, style: int, name: str) -> str:
        return dict(self._xf(style)[1]).get(name, "")

    # Formats to be added.

    def adopt(self, other: Styles, style: int) -> int:
        """Return the format that looks like one of another workbook."""
        key = (id(other), style)
        if key not in self._adopted:
            attributes = {"numFmtId": str(self._number(other.number_format(style)))}
            for name, attribute in _LISTS.items():
                part = other.part_of(style, name)
                attributes[attribute] = str(self._lists[name].place(_in_order(part))) if part else "0"
            attributes |= {"xfId": self._normal, "applyNumberFormat": "1"}
            attributes |= {
                f"apply{name}": "1" for name in ("Font", "Fill", "Border", "Alignment", "Protection")
            }
            if other._attribute(style, "quotePrefix") in ("1", "true"):
                attributes["quotePrefix"] = "1"
            children = tuple(
                child for child in other._xf(style)[2] if child[0] in ("alignment", "protection")
            )
            self._adopted[key] = self._place(attributes, children)
        return self._adopted[key]

    def adopt_difference(self, other: Styles, difference: int) -> int:
        """Return the place of another workbook's format of a condition (``dxf``) in this one's list."""
        items = other._lists["dxfs"].items
        return self._lists["dxfs"].place(
            items[difference] if difference < len(items) else ("dxf", (), (), "")
        )

    def with_number_format(self, style: int, code: str) -> int:
        """Return the format that differs from another in its number format."""
        if self.number_format(style) == code:
            return style
        key = ("code", style, code)
        if key not in self._made:
            number = str(self._number(code))
            self._made[key] = self._changed(style, {"numFmtId": number, "applyNumberFormat": "1"})
        return self._made[key]

    def as_text(self, style: int) -> int:
        """Return the format of a text that stays one when somebody edits it: ``=1+1`` is no formula."""
        key = ("text", style)
        if key not in self._made:
            is_one = self._attribute(style, "quotePrefix") in ("1", "true")
            self._made[key] = style if is_one else self._changed(style, {"quotePrefix": "1"})
        return self._made[key]

    def with_fill(self, style: int, fill: Tree) -> int:
        """Return the format that differs from another in its fill."""
        place = str(self._lists["fills"].place(fill))
        return self._changed(style, {"fillId": place, "applyFill": "1"})

    def _changed(self, style: int, changes: Mapping[str, str]) -> int:
        _, attributes, children, _ = self._xf(style)
        return self._place(dict(attributes) | dict(changes), children)

    def _place(self, attributes: Mapping[str, str], children: tuple[Tree, ...]) -> int:
        return self._lists["cellXfs"].place(("xf", tuple(sorted(attributes.items())), children, ""))

    def _number(self, code: str) -> int:
        if code in _BUILTIN:
            return _BUILTIN[code]
        for number, known in self._codes.items():
            if known == code:
                return number
        number = max([_FIRST_OWN - 1, *self._codes]) + 1
        self._codes[number] = code
        return number

    # Writing.

    def part(self) -> bytes:
        """Return the part with what was added."""
        root, edits = parse(self._part), Edits(self._part)
        prefix = prefix_of(self._part, root)
        added = {
            name: [markup_of(item, prefix) for item in listed.items[listed.old :]]
            for name, listed in self._lists.items()
        }
        added["numFmts"] = [
            f'<{prefix}numFmt numFmtId="{number}" formatCode={quoted(code)}/>'
            for number, code in list(self._codes.items())[self._old_codes :]
        ]
        for name in _ORDER:
            if added.get(name):
                self._add(root, edits, name, added[name], prefix)
        return edits.result()

    def _add(self, root: Element, edits: Edits, name: str, items: list[str], prefix: str) -> None:
        listed = root.child(name)
        text = "".join(items)
        if listed is None:
            edits.add_child(
                root, f'<{prefix}{name} count="{len(items)}">{text}</{prefix}{name}>', _ORDER, name
            )
            return
        count = len(list(listed.all(name[:-1] if name != "cellXfs" else "xf"))) + len(items)
        if listed.inner == listed.end:
            edits.replace(
                listed.start, listed.end, f'<{prefix}{name} count="{count}">{text}</{prefix}{name}>'
            )
        else:
            edits.set(listed, {"count": str(count)})
            edits.insert(listed.close, text)
