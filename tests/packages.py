"""Look into a package and compare two of them, without any of the product's code and without openpyxl."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import Counter
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from lxml import etree
from openpyxl.formula.translate import Translator

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
IDS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MODIFIED_BY = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}lastModifiedBy"
MODIFIED = "{http://purl.org/dc/terms/}modified"
TYPES = "[Content_Types].xml"
ROOT = ""
"""The package itself, as the source of relationships."""
OUR_MARK = "_yuecheng_xl_result"
OUR_NAMES = "_yuecheng_xl_"
"""What the hidden names begin with by which the product knows its own work again."""

Neutral = tuple[str, tuple[tuple[str, str], ...], str, tuple["Neutral", ...]]
"""An element as nested tuples: what it says, without how it is written."""


Name = tuple[str | None, tuple[tuple[str, str], ...], str | None]
"""A defined name: the title of the sheet that it belongs to, its attributes, what it stands for."""


class Relationship(NamedTuple):
    """``target`` is a part's name, or what an external one says."""

    kind: str
    target: str
    external: bool


class Sheet(NamedTuple):
    """A sheet as the workbook lists it."""

    title: str
    part: str
    attributes: dict[str, str]


class Contents:
    """A package as it is now: its parts by their names, however the archive spells these."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as file:
            self.entries = [name.replace("\\", "/") for name in file.namelist() if not name.endswith("/")]
            self.parts = {name.replace("\\", "/"): file.read(name) for name in file.namelist()}
        self.parts = {name: content for name, content in self.parts.items() if not name.endswith("/")}
        self._spelt = {name.lower(): name for name in self.parts}
        self._trees: dict[str, etree._Element] = {}

    def named(self, name: str) -> str | None:
        """Return how the archive spells a part's name; None where there is no such part."""
        return self._spelt.get(name.lower())

    def tree(self, part: str) -> etree._Element:
        """Return a part's root; it is not to be changed."""
        if part not in self._trees:
            self._trees[part] = etree.fromstring(self.parts[part])
        return self._trees[part]

    def relationships(self, source: str) -> dict[str, Relationship]:
        folder, name = posixpath.split(source)
        rels = self.named(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for item in () if rels is None else self.tree(rels):
            target, external = item.attrib["Target"], item.get("TargetMode") == "External"
            if not external:
                path = posixpath.normpath(posixpath.join("/", folder, unquote(target).partition("#")[0]))
                target = self.named(path.lstrip("/")) or path.lstrip("/")
            found[item.attrib["Id"]] = Relationship(item.attrib["Type"], target, external)
        return found

    def related(self, source: str, kind: str) -> str | None:
        """Return the part that another points to with a relationship of a kind, by its last word."""
        targets = (
            item.target for item in self.relationships(source).values() if item.kind.endswith(f"/{kind}")
        )
        return next(targets, None)

    def content_type(self, part: str) -> str | None:
        types = self.tree(TYPES)
        for item in types:
            if item.get("PartName", "").lower() == f"/{part}".lower():
                return item.get("ContentType")
        extension = part.rpartition(".")[2].lower()
        named = (item.get("ContentType") for item in types if item.get("Extension", "").lower() == extension)
        return next(named, None)

    @cached_property
    def workbook(self) -> str:
        part = self.related(ROOT, "officeDocument")
        assert part is not None
        return part

    @cached_property
    def sheets(self) -> list[Sheet]:
        targets = self.relationships(self.workbook)
        return [
            Sheet(
                item.attrib["name"],
                targets[item.attrib[f"{IDS}id"]].target,
                {name: value for name, value in item.attrib.items() if name != f"{IDS}id"},
            )
            for item in self.tree(self.workbook).iterfind(f"{MAIN}sheets/{MAIN}sheet")
        ]

    def sheet(self, title: str) -> str:
        """Return a sheet's part."""
        return next(sheet.part for sheet in self.sheets if sheet.title == title)

    @cached_property
    def names(self) -> Counter[Name]:
        """The defined names, with the sheets that they belong to by their titles."""
        found = []
        for item in self.tree(self.workbook).iterfind(f"{MAIN}definedNames/{MAIN}definedName"):
            attributes = dict(item.attrib)
            scope = attributes.pop("localSheetId", None)
            title = None if scope is None else self.sheets[int(scope)].title
            found.append((title, tuple(sorted(attributes.items())), item.text))
        return Counter(found)

    @cached_property
    def own_names(self) -> Counter[Name]:
        """The names that are the person's."""
        return Counter(
            {
                name: count
                for name, count in self.names.items()
                if name[0] not in self.ours and not dict(name[1])["name"].startswith(OUR_NAMES)
            }
        )

    @cached_property
    def ours(self) -> set[str]:
        """Titles of the sheets that carry our mark."""
        return {str(title) for title, attributes, _ in self.names if ("name", OUR_MARK) in attributes}

    def rewritten(self, table: str) -> set[str]:
        """Return the parts that writing may change; what is not among them keeps its bytes."""
        rels = posixpath.join(
            posixpath.dirname(self.workbook), "_rels", f"{posixpath.basename(self.workbook)}.rels"
        )
        core = self.related(ROOT, "core-properties")
        found = {
            *(TYPES, self.workbook, rels, self.sheet(table)),
            self.related(self.workbook, "styles"),
            self.related(self.workbook, "calcChain"),
            # Who saved it last is said in a part of its own, which then has to be pointed to.
            core or "_rels/.rels",
        }
        return {name for name in found if name is not None}

    def cells(self, part: str, places: Collection[str]) -> dict[str, etree._Element]:
        """Return those of some cells that a sheet has, by their places."""
        return {place: cell for place, cell in _cells(self.tree(part)) if place in places}

    def text(self, part: str, place: str) -> str:
        """Return what stands in a cell as its XML has it; shared strings are looked up."""
        cell = self.cells(part, {place}).get(place)
        if cell is None:
            return ""
        value = cell.findtext(f"{MAIN}v", "")
        if cell.get("t") == "inlineStr":
            return "".join(cell.itertext(f"{MAIN}t"))
        if cell.get("t") == "s":
            shared = self.related(self.workbook, "sharedStrings")
            assert shared is not None
            strings = self.tree(shared)
            return "".join(strings[int(value)].itertext(f"{MAIN}t"))
        return value


def neutral(element: etree._Element) -> Neutral:
    """Return what an element says: names with namespaces, attributes in any order, texts as they are."""
    children = tuple(neutral(child) for child in element if isinstance(child.tag, str))
    text = element.text or ""
    if children and not text.strip():
        text = ""
    return (str(element.tag), tuple(sorted(element.attrib.items())), text, children)


def sheet_without(contents: Contents, part: str, places: Collection[str]) -> Neutral:
    """Return what a sheet says but for some cells, in a form that is equal for equal sheets.

    Which of several cells keeps the text of a shared formula does not matter; nor do the hints of a row
    about its breadth, nor whether the sheet is the one in front.
    """
    root = etree.fromstring(contents.parts[part])
    _share_out_formulas(root)
    for place, cell in list(_cells(root)):
        if place in places:
            _remove(cell)
        else:
            cell.set("r", place)
    for row in list(root.iter(f"{MAIN}row")):
        row.attrib.pop("spans", None)
        if len(row) == 0 and not set(row.attrib) - {"r"}:
            _remove(row)
    for view in root.iter(f"{MAIN}sheetView"):
        view.attrib.pop("tabSelected", None)
    return neutral(root)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def _cells(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Walk through the cells with their places, which a sheet may leave out; rows get theirs, too."""
    number = 0
    for row in root.iter(f"{MAIN}row"):
        number = int(row.get("r", number + 1))
        column = 0
        for cell in row.iterchildren(f"{MAIN}c"):
            place = cell.get("r")
            column = column + 1 if place is None else _column(place)
            yield f"{_letters(column)}{number}", cell


@cache
def _column(place: str) -> int:
    number = 0
    for letter in place.rstrip("0123456789"):
        number = number * 26 + ord(letter) - 64
    return number


def _letters(column: int) -> str:
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _share_out_formulas(root: etree._Element) -> None:
    """Give each cell of a shared formula the text that it stands for."""
    masters: dict[str, tuple[str, str]] = {}
    for place, cell in _cells(root):
        formula = cell.find(f"{MAIN}f")
        if formula is None or formula.get("t") != "shared":
            continue
        group = formula.attrib["si"]
        if formula.text:
            masters[group] = (place, formula.text)
        origin, text = masters.get(group, (place, f"shared by no cell: {group}"))
        formula.text = Translator(f"={text}", origin).translate_formula(place).removeprefix("=")
        for name in ("t", "si", "ref"):
            formula.attrib.pop(name, None)


def workbook_settings(contents: Contents) -> Neutral:
    """Return what the workbook's part says beside its sheets and names: nothing of it is ours to change.

    But for the sheet in front, and for whether Excel computes everything anew on opening.
    """
    root = etree.fromstring(contents.parts[contents.workbook])
    for name in ("sheets", "definedNames"):
        for element in root.findall(f"{MAIN}{name}"):
            root.remove(element)
    for view in root.iter(f"{MAIN}workbookView"):
        for name in ("activeTab", "firstSheet"):
            view.attrib.pop(name, None)
    for element in root.findall(f"{MAIN}bookViews"):
        if all(not view.attrib for view in element):
            root.remove(element)
    for element in root.findall(f"{MAIN}calcPr"):
        for name in ("fullCalcOnLoad", "calcId"):
            element.attrib.pop(name, None)
        if not element.attrib:
            root.remove(element)
    return neutral(root)


def formats(contents: Contents) -> dict[str, list[Neutral]]:
    """Return the lists of the formats by their names, each in its order."""
    part = contents.related(contents.workbook, "styles")
    return {} if part is None else {str(item.tag): list(neutral(item)[3]) for item in contents.tree(part)}


def properties(contents: Contents) -> list[Neutral]:
    """Return the document's properties, but for who saved it last and when."""
    part = contents.related(ROOT, "core-properties")
    if part is None:
        return []
    return [neutral(item) for item in contents.tree(part) if item.tag not in (MODIFIED_BY, MODIFIED)]


def package_is_consistent(path: Path) -> list[str]:
    """Return what is wrong with a package as such: an empty list where nothing is."""
    with zipfile.ZipFile(path) as file:
        damaged = file.testzip()
    if damaged is not None:
        return [f"damaged: {damaged}"]
    contents = Contents(path)
    return [
        *_twice("part", map(str.lower, contents.entries)),
        *_untyped(contents),
        *_dangling(contents),
        *_unreachable(contents),
        *_undeclared(contents),
        *_wrong_in_workbook(contents),
        *_wrong_in_styles(contents),
    ]


def _twice(what: str, values: Iterator[str | None]) -> list[str]:
    return [f"{what} twice: {value}" for value, count in Counter(values).items() if count > 1]


def _untyped(contents: Contents) -> Iterator[str]:
    for part in contents.parts:
        if part != TYPES and contents.content_type(part) is None:
            yield f"no content type: {part}"
    types = contents.tree(TYPES)
    for item in types:
        named = item.get("PartName")
        if named is not None and contents.named(named.lstrip("/")) is None:
            yield f"content type of no part: {named}"
    yield from _twice(
        "content type", (item.get("PartName", item.get("Extension", "")).lower() for item in types)
    )


def _sources(contents: Contents) -> Iterator[str]:
    yield ROOT
    for part in contents.parts:
        folder, name = posixpath.split(part)
        if posixpath.basename(folder) == "_rels" and name.endswith(".rels") and part != "_rels/.rels":
            yield posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def _dangling(contents: Contents) -> Iterator[str]:
    for source in _sources(contents):
        if source != ROOT and contents.named(source) is None:
            yield f"relationships of no part: {source}"
        folder, name = posixpath.split(source)
        rels = contents.named(posixpath.join(folder, "_rels", f"{name}.rels"))
        if rels is not None:
            yield from _twice(f"id in {rels}", (item.get("Id") for item in contents.tree(rels)))
        for identifier, item in contents.relationships(source).items():
            if not item.external and contents.named(item.target) is None:
                yield f"{source or 'package'}: {identifier} points to no part: {item.target}"


def _unreachable(contents: Contents) -> Iterator[str]:
    """Find parts that nothing points to: what the last run left behind."""
    reached: set[str] = set()
    waiting = [ROOT]
    while waiting:
        source = waiting.pop()
        for item in contents.relationships(source).values():
            if not item.external and item.target not in reached:
                reached.add(item.target)
                waiting.append(item.target)
    for part in contents.parts:
        if part != TYPES and not part.endswith(".rels") and part not in reached:
            yield f"nothing points to: {part}"


def _undeclared(contents: Contents) -> Iterator[str]:
    """Find ids and prefixes that a part uses and nothing declares."""
    for part in contents.parts:
        if not part.endswith((".xml", ".vml")) or part == TYPES:
            continue
        known = contents.relationships(part)
        for element in contents.tree(part).iter(etree.Element):
            for name, value in element.attrib.items():
                if name.startswith(IDS) and value and value not in known:
                    yield f"{part}: no relationship {value}"
            wanted = f"{element.get(f'{MC}Ignorable', '')} {element.get('Requires', '')}".split()
            yield from (f"{part}: no prefix {name}" for name in wanted if name not in element.nsmap)


def _wrong_in_workbook(contents: Contents) -> Iterator[str]:
    root = contents.tree(contents.workbook)
    yield from _twice("title", (sheet.title.lower() for sheet in contents.sheets))
    yield from _twice("sheet id", (sheet.attributes["sheetId"] for sheet in contents.sheets))
    yield from _twice("part of a sheet", (sheet.part for sheet in contents.sheets))
    scoped = (
        (item.attrib["name"].lower(), item.get("localSheetId", ""))
        for item in root.iterfind(f"{MAIN}definedNames/{MAIN}definedName")
    )
    yield from _twice("name", (" ".join(pair) for pair in scoped))
    fronts = [int(view.get("activeTab", 0)) for view in root.iter(f"{MAIN}workbookView")]
    for front in fronts:
        if (
            front >= len(contents.sheets)
            or contents.sheets[front].attributes.get("state", "visible") != "visible"
        ):
            yield f"in front: no sheet that can be seen: {front}"
    for number, sheet in enumerate(contents.sheets):
        for view in contents.tree(sheet.part).iterfind(f"{MAIN}sheetViews/{MAIN}sheetView"):
            window = int(view.attrib["workbookViewId"])
            selected = view.get("tabSelected") in ("1", "true")
            if selected and window < len(fronts) and fronts[window] != number:
                yield f"selected, but not in front: {sheet.title}"


def _wrong_in_styles(contents: Contents) -> Iterator[str]:
    lists = formats(contents)
    count = len(lists.get(f"{MAIN}cellXfs", ())) or 1
    rules = len(lists.get(f"{MAIN}dxfs", ()))
    for sheet in contents.sheets:
        root = contents.tree(sheet.part)
        used = {int(item.get("s", 0)) for name in ("c", "row") for item in root.iter(f"{MAIN}{name}")}
        used |= {int(item.get("style", 0)) for item in root.iter(f"{MAIN}col")}
        if used and max(used) >= count:
            yield f"{sheet.title}: no format {max(used)}"
        wanted = [int(item.attrib["dxfId"]) for item in root.iter(f"{MAIN}cfRule") if item.get("dxfId")]
        if wanted and max(wanted) >= rules:
            yield f"{sheet.title}: no format of a rule {max(wanted)}"
    part = contents.related(contents.workbook, "styles")
    for item in () if part is None else contents.tree(part):
        declared = item.get("count")
        if declared is not None and int(declared) != len(item):
            yield f"{part}: {re.sub('{.*}', '', str(item.tag))} counts {declared}, has {len(item)}"
