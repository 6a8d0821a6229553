"""A workbook's sheets and defined names: sheets come and go, the person's keep their order and their names.

Formats: ECMA-376 part 1, 18.2 (workbook).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from enum import Enum
from functools import cached_property
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree

from yuecheng_xl.disk.files import PRODUCT
from yuecheng_xl.sheets.editing import edit_cells
from yuecheng_xl.sheets.markup import (
    MAIN,
    OFFICE,
    Edits,
    MarkupError,
    escaped,
    parse,
    prefix_of,
    quoted,
    with_attributes,
)
from yuecheng_xl.sheets.package import HEAD, Package
from yuecheng_xl.sheets.styles import EMPTY, Styles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yuecheng_xl.sheets.editing import Edited, Restyled
    from yuecheng_xl.sheets.markup import Element
    from yuecheng_xl.sheets.package import Content
    from yuecheng_xl.typed.values import Value

LONGEST_TITLE = 31
_M = f"{{{MAIN}}}"
_OFFICE_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_MAIN_TYPE = f"{_OFFICE_TYPE}.sheet.main+xml"
_SHEET_TYPE, _STYLES_TYPE = f"{_OFFICE_TYPE}.worksheet+xml", f"{_OFFICE_TYPE}.styles+xml"
_CORE, _CORE_TYPE = "docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_PROPERTIES = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_TERMS = "http://purl.org/dc/terms/"
_PRINT_TITLES = "_xlnm.Print_Titles"
_ORDER = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences", "definedNames", "calcPr", "oleSize", "customWorkbookViews", "pivotCaches",
    "smartTagPr", "smartTagTypes", "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst",
)  # fmt: skip
_ROWS = re.compile(rb"<(?:[\w.-]+:)?sheetData[\s/>]")
_VIEW = re.compile(rb"""<(?:[\w.-]+:)?sheetView\s(?:[^<>"']++|"[^<"]*+"|'[^<']*+')*+>""")
_SELECTED = re.compile(rb"""\stabSelected\s*=\s*["'](?:1|true)["']""")
_NO_WORKBOOK = HEAD + f'<workbook xmlns="{MAIN}"><sheets></sheets></workbook>'.encode()
_APP, _APP_TYPE = "docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"
# Programs read row heights more exactly from what names the program whose format it is.
_NO_APP = HEAD + (
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>Microsoft Excel</Application><AppVersion>16.0300</AppVersion></Properties>"
)
_NO_CORE = (
    HEAD
    + (
        f'<cp:coreProperties xmlns:cp="{_PROPERTIES}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:dcterms="{_TERMS}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"></cp:coreProperties>'
    ).encode()
)


class Forbidden(Enum):
    """Why a workbook must not be written."""

    SIGNED = "its signature would be void"
    SHARED = "its revisions would contradict it"


class Sheet(NamedTuple):
    """A sheet as the workbook lists it. ``old`` is its place in the file, None for one that is added.

    ``relation`` is the id of the workbook's relationship to its part; ``state`` says if it is hidden.
    """

    title: str
    part: str
    relation: str
    number: int
    state: str = ""
    old: int | None = None


class DefinedName(NamedTuple):
    """A defined name; ``sheet`` is the sheet that it belongs to, None for one of the whole workbook.

    ``old`` is its place in the file, None for one that is added.
    """

    name: str
    text: str
    sheet: Sheet | None = None
    hidden: bool = False
    old: int | None = None


class Workbook:
    """The part ``workbook.xml``, and what belongs to the workbook as a whole."""

    def __init__(self, package: Package) -> None:
        """Read the workbook of a package.

        Raises:
            MarkupError: the package holds no workbook.
            ArchiveError: it is damaged.

        """
        self.package = package
        self.part = package.related("", "officeDocument") or "xl/workbook.xml"
        if self.part not in package:
            raise MarkupError("no workbook")
        self._xml = package.xml(self.part)
        self._root = parse(self._xml)
        parts = {item.id: item for item in package.relations(self.part)}
        self.sheets: list[Sheet] = []
        listed = self._root.child("sheets")
        for place, item in enumerate(listed.all("sheet") if listed else ()):
            relation = parts.get(item.attributes.get(f"{{{OFFICE}}}id", ""))
            self.sheets.append(
                Sheet(
                    item.attributes.get("name", ""),
                    relation.target if relation else "",
                    relation.id if relation else "",
                    int(item.attributes.get("sheetId", "0")),
                    item.attributes.get("state", ""),
                    place,
                )
            )
        self._before = list(self.sheets)
        self._names = self._read_names()
        self._prefix = prefix_of(self._xml, self._root)
        self.shown: Sheet | None = None
        """The one sheet that is selected, known from when the workbook is saved."""
        self._shown, self._by_force = "", False
        self._giving_way: Sheet | None = None
        self.is_converted = False
        """True for one that was made of a workbook of an old format."""
        self.recalculate = False
        """Have Excel compute all formulas when it opens the workbook."""
        self._links_others = True
        self._styles: Styles | None = None

    @classmethod
    def empty(cls, like: Workbook | None = None) -> Workbook:
        """Return a workbook without a sheet, with the formats and the theme of another."""
        package = Package()
        package.put("xl/workbook.xml", _NO_WORKBOOK)
        package.declare("xl/workbook.xml", _MAIN_TYPE)
        package.relate("", "officeDocument", "xl/workbook.xml")
        package.put(_APP, _NO_APP)
        package.declare(_APP, _APP_TYPE)
        package.relate("", "extended-properties", _APP)
        for kind in ("styles", "theme"):
            part = like.package.related(like.part, kind) if like else None
            if part is not None and like is not None:
                name = f"xl/{kind}.xml" if kind == "styles" else "xl/theme/theme1.xml"
                package.put(name, like.package.xml(part))
                package.declare(name, like.package.content_type(part))
                package.relate("xl/workbook.xml", kind, name)
        return cls(package)

    def _read_names(self) -> list[DefinedName]:
        root = ElementTree.fromstring(self._xml)  # noqa: S314 - judged: no DOCTYPE
        listed = root.find(f"{{{MAIN}}}definedNames")
        found = []
        for old, item in enumerate(listed if listed is not None else ()):
            place = item.get("localSheetId")
            scope = self.sheets[int(place)] if place is not None and int(place) < len(self.sheets) else None
            hidden = item.get("hidden") in ("1", "true")
            found.append(DefinedName(item.get("name", ""), item.text or "", scope, hidden, old))
        return found

    # Sheets.

    @property
    def titles(self) -> list[str]:
        """The sheets' titles in their order."""
        return [sheet.title for sheet in self.sheets]

    def sheet(self, title: str) -> Sheet:
        """Return the sheet of a title, in any case, as Excel compares them.

        Raises:
            LookupError: there is none.

        """
        for sheet in self.sheets:
            if sheet.title.casefold() == title.casefold():
                return sheet
        raise LookupError(title)

    def has(self, title: str) -> bool:
        """Tell whether a sheet has a title, in any case."""
        return any(sheet.title.casefold() == title.casefold() for sheet in self.sheets)

    def add_sheet(self, title: str, content: Content, place: int | None = None, state: str = "") -> Sheet:
        """Add a sheet with a part; by default after the last one."""
        folder = self.part.rpartition("/")[0]
        part = self.package.add(f"{folder}/worksheets/sheet", ".xml", content, _SHEET_TYPE)
        relation = self.package.relate(self.part, "worksheet", part)
        taken = {sheet.number for sheet in self.sheets}
        number = next(number for number in range(1, len(taken) + 2) if number not in taken)
        sheet = Sheet(title, part, relation, number, state)
        self.sheets.insert(len(self.sheets) if place is None else place, sheet)
        return sheet

    def remove_sheet(self, sheet: Sheet) -> int:
        """Remove a sheet, its names, and the parts that only it refers to; return its place."""
        place = self.sheets.index(sheet)
        del self.sheets[place]
        self._names = [name for name in self._names if name.sheet != sheet]
        self.package.unrelate(self.part, [sheet.relation])
        if not any(self.package.users(sheet.part)):
            self.package.remove(sheet.part)
        return place

    def rename_sheet(self, sheet: Sheet, title: str) -> Sheet:
        """Give a sheet another title; what refers to it by name must be told by the caller."""
        renamed = sheet._replace(title=title)
        self.sheets[self.sheets.index(sheet)] = renamed
        self._names = [name._replace(sheet=renamed) if name.sheet == sheet else name for name in self._names]
        return renamed

    def edit_cells(
        self,
        sheet: Sheet,
        contents: Mapping[int, Mapping[int, Value | Restyled]],
        *,
        over_formulas: bool = False,
    ) -> Edited:
        """Put content into cells of a sheet; see :func:`~yuecheng_xl.sheets.editing.edit_cells`.

        Raises:
            MarkupError: the sheet is no XML.

        """
        part = self.package.xml(sheet.part)
        edits, edited = edit_cells(
            part, contents, self.styles, self.shared_texts, over_formulas=over_formulas
        )
        if edits:
            self.package.pack(sheet.part, edits.pieces())
        return edited

    # Names.

    @property
    def names(self) -> list[DefinedName]:
        """All defined names."""
        return list(self._names)

    def names_of(self, sheet: Sheet) -> dict[str, str]:
        """Return the defined names that belong to a sheet, with what they stand for."""
        return {item.name: item.text for item in self._names if item.sheet == sheet}

    def add_name(self, name: DefinedName) -> None:
        """Add a defined name."""
        self._names.append(name)

    def drop_names(self, name: str) -> None:
        """Remove the defined names of a name, whichever sheet they belong to."""
        self._names = [item for item in self._names if item.name != name]

    def print_titles(self, title: str) -> tuple[int, int] | None:
        """Return the first and last row that repeat on each printed page."""
        text = self.names_of(self.sheet(title)).get(_PRINT_TITLES, "")
        for area in text.split(","):
            first, _, last = area.rpartition("!")[2].replace("$", "").partition(":")
            if first.isdecimal() and last.isdecimal():
                return int(first), int(last)
        return None

    def repeat_rows(self, sheet: Sheet, first: int, last: int) -> None:
        """Have rows repeat on each printed page of a sheet."""
        self.add_name(DefinedName(_PRINT_TITLES, f"{quote_title(sheet.title)}!${first}:${last}", sheet))

    # Formats.

    @property
    def styles(self) -> Styles:
        """The workbook's cell formats; what is added to them is written with the workbook."""
        if self._styles is None:
            part = self.package.related(self.part, "styles")
            if part is None:
                part = self.part.rpartition("/")[0] + "/styles.xml"
                self.package.put(part, HEAD + EMPTY)
                self.package.declare(part, _STYLES_TYPE)
                self.package.relate(self.part, "styles", part)
            self._styles_part = part
            self._styles = Styles(self.package.xml(part))
        return self._styles

    @cached_property
    def shared_texts(self) -> list[str]:
        """The texts that cells refer to by number."""
        part = self.package.related(self.part, "sharedStrings")
        return _shared_texts(self.package.xml(part)) if part else []

    # Properties of the file.

    @property
    def has_macros(self) -> bool:
        """True where the workbook is one for macros: it must then be called .xlsm."""
        return "macroEnabled" in self.package.content_type(self.part)

    @property
    def is_to_be_computed(self) -> bool:
        """True where Excel is asked to compute the formulas and has not done so yet."""
        calculation = self._root.child("calcPr")
        return calculation is not None and calculation.attributes.get("fullCalcOnLoad") in ("1", "true")

    @property
    def forbidden(self) -> Forbidden | None:
        """Why the workbook must not be written; mostly None."""
        relations = self.package.relations("")
        if any(item.kind == "origin" and "digital-signature" in item.type for item in relations):
            return Forbidden.SIGNED
        return Forbidden.SHARED if self.package.related(self.part, "revisionHeaders") else None

    def save(self) -> bytes:
        """Return the file's bytes. Nothing of the workbook may be changed afterwards.

        Raises:
            ArchiveError: the file that it was read from is damaged.
            MarkupError: so is one of its parts.

        """
        self._keep_core()
        self._choose()
        stream = BytesIO()
        self.package.save(stream, finish=self._finish, stamp=self._core, stamped=self._stamped)
        return stream.getvalue()

    def drop_calculation_chain(self) -> None:
        """Drop the list of cells with formulas: it names those of sheets that go; Excel makes it anew."""
        for relation in [item for item in self.package.relations(self.part) if item.kind == "calcChain"]:
            self.package.unrelate(self.part, [relation.id])
            if relation.target in self.package:
                self.package.remove(relation.target)

    def drop_external_links(self) -> None:
        """Drop the list of other workbooks and programs that formulas refer to: none may do so any more."""
        self._links_others = False
        for relation in [item for item in self.package.relations(self.part) if item.kind == "externalLink"]:
            self.package.unrelate(self.part, [relation.id])
            if relation.target in self.package and not any(self.package.users(relation.target)):
                self.package.remove(relation.target)

    def _keep_core(self) -> None:
        found = next(
            (item.target for item in self.package.relations("") if item.kind == "core-properties"), ""
        )
        if found not in self.package:
            found = _CORE
            self.package.put(found, _NO_CORE)
            self.package.declare(found, _CORE_TYPE)
            self.package.relate("", _CORE_RELATION, found)
        self._core = found

    def _stamped(self) -> bytes:
        """Return the file's properties with our name and the time."""
        part = self.package.xml(self._core)
        root, edits = parse(part), Edits(part)
        now = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
        by = f'<lastModifiedBy xmlns="{_PROPERTIES}">{PRODUCT}</lastModifiedBy>'
        wanted = {
            f"{{{_PROPERTIES}}}lastModifiedBy": by,
            f"{{{_TERMS}}}modified": f'<modified xmlns="{_TERMS}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-'
            f'instance" xmlns:dcterms="{_TERMS}" xsi:type="dcterms:W3CDTF">{now}</modified>',
        }
        for name, text in wanted.items():
            old = next((child for child in root.children if child.name == name), None)
            if old is None:
                edits.append(root, text)
            else:
                edits.replace(old.start, old.end, text)
        return edits.result()

    def _finish(self) -> None:
        if self._styles is not None:
            self.package.put(self._styles_part, self._styles.part())
        self.package.put(self.part, self._workbook())

    # The part itself.

    def _workbook(self) -> bytes:
        edits = Edits(self._xml)
        if self.sheets != self._before:
            self._list_sheets(edits)
        self._list_names(edits)
        self._show(edits)
        others = self._root.child("externalReferences")
        if others is not None and not self._links_others:
            edits.drop(others)
        if self.recalculate:
            calculation = self._root.child("calcPr")
            if calculation is None:
                edits.add_child(self._root, f'<{self._prefix}calcPr fullCalcOnLoad="1"/>', _ORDER, "calcPr")
            else:
                edits.set(calculation, {"fullCalcOnLoad": "1"})
        return edits.result()

    def _list_sheets(self, edits: Edits) -> None:
        listed = self._root.child("sheets")
        assert listed is not None  # noqa: S101 - a workbook has sheets
        old = list(listed.all("sheet"))
        texts = []
        for sheet in self.sheets:
            if sheet.old is None:
                state = f' state="{sheet.state}"' if sheet.state else ""
                texts.append(
                    f'<{self._prefix}sheet xmlns:r="{OFFICE}" name={quoted(sheet.title)} '
                    f'sheetId="{sheet.number}"{state} r:id="{sheet.relation}"/>'.encode()
                )
                continue
            element = old[sheet.old]
            tag = self._xml[element.start : element.inner]
            if sheet.title != element.attributes.get("name"):
                tag = with_attributes(tag, {"name": sheet.title})
            texts.append(tag + self._xml[element.inner : element.end])
        _refill(edits, listed, b"".join(texts))

    def _list_names(self, edits: Edits) -> None:
        """List the names anew, with the places at which the sheets stand now."""
        listed = self._root.child("definedNames")
        elements = list(listed.all("definedName")) if listed else []
        places = {sheet.relation: str(place) for place, sheet in enumerate(self.sheets)}
        texts = []
        for name in self._names:
            scope = places[name.sheet.relation] if name.sheet else None
            if name.old is None:
                texts.append(self._name(name, scope))
                continue
            element = elements[name.old]
            tag = self._xml[element.start : element.inner]
            if name.sheet and scope != element.attributes.get("localSheetId"):
                tag = with_attributes(tag, {"localSheetId": scope})
            texts.append(tag + self._xml[element.inner : element.end])
        text = b"".join(texts)
        if listed is None and text:
            tag = f"{self._prefix}definedNames".encode()
            edits.add_child(self._root, b"<%b>%b</%b>" % (tag, text, tag), _ORDER, "definedNames")
        elif listed is not None and not text:
            edits.drop(listed)
        elif listed is not None:
            _refill(edits, listed, text)

    def _name(self, name: DefinedName, scope: str | None) -> bytes:
        attributes = f" name={quoted(name.name)}"
        attributes += f' localSheetId="{scope}"' if scope is not None else ""
        attributes += ' hidden="1"' if name.hidden else ""
        tag = f"{self._prefix}definedName"
        return f"<{tag}{attributes}>{escaped(name.text)}</{tag}>".encode()

    # Which sheet shows.

    def show(self, title: str, *, mine: Sheet | None = None, by_force: bool = False) -> None:
        """Have the workbook open on a sheet of ours.

        Where the person left it open on a sheet that no job rewrites, it stays so: that sheet's part keeps
        its bytes.

        Args:
            title: the sheet to open on.
            mine: a sheet that is rewritten anyway, which may give way.
            by_force: whether any sheet has to give way.

        """
        self._shown, self._giving_way, self._by_force = title, mine, by_force

    def _choose(self) -> None:
        """Leave one sheet selected: with several, Excel would type into all of them."""
        active = int(self._view.attributes.get("activeTab", "0")) if self._view else 0
        selected = [sheet for sheet in self.sheets if sheet.old is not None and self._is_selected(sheet)]
        left_on = next((sheet for sheet in self.sheets if sheet.old == active), None)
        may_give_way = self._by_force or all(sheet == self._giving_way for sheet in selected)
        if self._shown and may_give_way:
            shown = self.sheet(self._shown)
        elif left_on is not None:
            shown = left_on
        else:
            gone = self._before[active].title if active < len(self._before) else ""
            shown = self.sheet(gone) if self.has(gone) else (selected or self.sheets)[0]
        for sheet in selected:
            if sheet != shown:
                self._select(sheet, on=False)
        if shown not in selected:
            self._select(shown, on=True)
        self.shown = shown

    def _show(self, edits: Edits) -> None:
        place = str(self.sheets.index(self.shown)) if self.shown else "0"
        if self._view is not None:
            if place != self._view.attributes.get("activeTab", "0"):
                edits.set(self._view, {"activeTab": place})
        elif place != "0":
            tag = f"{self._prefix}workbookView"
            whole = f'<{self._prefix}bookViews><{tag} activeTab="{place}"/></{self._prefix}bookViews>'
            edits.add_child(self._root, whole, _ORDER, "bookViews")

    @property
    def _view(self) -> Element | None:
        views = self._root.child("bookViews")
        return views.child("workbookView") if views else None

    def _is_selected(self, sheet: Sheet) -> bool:
        if sheet.part not in self.package:
            return False
        found = _VIEW.search(_before_rows(self.package.head(sheet.part)))
        return found is not None and _SELECTED.search(found[0]) is not None

    def _select(self, sheet: Sheet, *, on: bool) -> None:
        if sheet.part not in self.package or self.package.is_streamed(sheet.part):
            return  # it says itself whether it is selected
        head = self.package.head(sheet.part)
        found = _VIEW.search(_before_rows(head))
        if found is None:
            return  # without a view of its own it shows where it is the active one
        tag = with_attributes(found[0], {"tabSelected": "1" if on else None})
        edited = head[: found.start()] + tag + head[found.end() :]
        rest = self.package.pieces(sheet.part)
        if len(head) <= len(next(rest)):  # the rest of a large part passes by in pieces
            self.package.pack(sheet.part, chain([edited], rest))
        else:
            self.package.put(sheet.part, edited)


def _shared_texts(part: bytes) -> list[str]:
    """Return the shared texts without their formats, and without what says how to pronounce them."""
    texts: list[str] = []
    for _, item in ElementTree.iterparse(BytesIO(part)):  # noqa: S314 - judged: no DOCTYPE
        if item.tag == f"{_M}si":
            runs = [item, *item.iterfind(f"{_M}r")]
            texts.append("".join(text.text or "" for run in runs for text in run.iterfind(f"{_M}t")))
            item.clear()
    return texts


def _refill(edits: Edits, element: Element, text: bytes) -> None:
    if element.inner == element.end:
        edits.append(element, text)
    else:
        edits.replace(element.inner, element.close, text)


def _before_rows(part: bytes) -> bytes:
    end = _ROWS.search(part)
    return part[: end.start()] if end else part


def quote_title(title: str) -> str:
    """Return a sheet's title as formulas have it."""
    return "'" + title.replace("'", "''") + "'"
