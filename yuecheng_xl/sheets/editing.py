"""Put content into cells of a person's sheet; all else of the sheet keeps its bytes."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from yuecheng_xl.grid.model import Area
from yuecheng_xl.grid.places import place_of, split_place
from yuecheng_xl.sheets.cells import FORMULA_SIGNS
from yuecheng_xl.sheets.cells import cell as cell_markup
from yuecheng_xl.sheets.markup import MAIN, Edits, escaped, feed, make_parser, tag_end, with_attributes
from yuecheng_xl.sheets.shared_formula import translated
from yuecheng_xl.typed.printed import Printed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from xml.parsers.expat import XMLParserType

    from yuecheng_xl.sheets.styles import Styles
    from yuecheng_xl.typed.values import Value

_M = f"{MAIN}}}"
_MOST_AREAS = 20_000


class Restyled(NamedTuple):
    """The content that a cell already has, to be shown in another format."""

    style: int


@dataclass(slots=True)
class Edited:
    """What putting content into cells of a sheet did.

    ``changed`` are the places whose content is another now; ``formulas`` those that kept their formula
    instead, ``covered`` those that got nothing because they lie beneath a merged area.
    """

    changed: set[tuple[int, int]] = field(default_factory=set)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    covered: set[tuple[int, int]] = field(default_factory=set)


def edit_cells(
    part: bytes,
    contents: Mapping[int, Mapping[int, Value | Restyled]],
    styles: Styles,
    texts: Sequence[str],
    *,
    over_formulas: bool = False,
) -> tuple[Edits, Edited]:
    """Put content into cells of a sheet's part; return the edits to be made, and what they do.

    A cell keeps its format, but for what its content needs (a number format that came with it, a text
    that looks like a formula). A cell that already holds the content keeps its bytes.

    Args:
        part: the sheet's part in UTF-8.
        contents: what cells get, by row, then by column.
        styles: the workbook's formats.
        texts: the texts that cells refer to by number.
        over_formulas: whether a formula gives way to the content.

    Raises:
        MarkupError: the part is no XML.

    """
    wanted = {row: columns for row, columns in contents.items() if columns}
    edits, edited = Edits(part), Edited()
    edited.covered = _covered(part, wanted)
    for row in {row for row, _ in edited.covered}:
        own = {column: value for column, value in wanted[row].items() if (row, column) not in edited.covered}
        wanted[row] = own
    _Editing(part, edits, wanted, styles, texts, edited, over_formulas=over_formulas).run()
    return edits, edited


def _covered(part: bytes, wanted: Mapping[int, Mapping[int, object]]) -> set[tuple[int, int]]:
    """Return the places that lie beneath a merged area."""
    areas: list[Area] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == f"{_M}mergeCell" and len(areas) < _MOST_AREAS:
            areas.append(Area.of(attributes.get("ref", "A1")))

    if b"mergeCell" not in part:
        return set()
    parser = make_parser(start, lambda _: None)
    feed(parser, part)
    return {
        (row, column)
        for area in areas
        for row in wanted
        if area.top <= row <= area.bottom
        for column in wanted[row]
        if area.left <= column <= area.right and (row, column) != (area.top, area.left)
    }


@dataclass(slots=True)
class _Cell:
    """A cell with an edit waiting: where it begins, and what it holds."""

    start: int
    attributes: dict[str, str]
    has_formula: bool = False
    shared: str | None = None
    """The key of a formula that other cells share, where this one says it."""
    formula: str = ""
    value: str = ""
    text: str = ""
    """Of an inline string."""


class _Editing:
    """Goes through a sheet once and notes the edits."""

    def __init__(
        self,
        part: bytes,
        edits: Edits,
        wanted: Mapping[int, Mapping[int, Value | Restyled]],
        styles: Styles,
        texts: Sequence[str],
        edited: Edited,
        *,
        over_formulas: bool,
    ) -> None:
        self._part, self._edits, self._styles, self._edited = part, edits, styles, edited
        self._wanted, self._texts, self._over_formulas = wanted, texts, over_formulas
        self._waiting = deque(sorted(row for row, columns in wanted.items() if columns))
        self._prefix = ""
        self._row, self._column = 0, 0
        self._row_style = 0
        self._left: deque[int] = deque()
        self._cell: _Cell | None = None
        self._inside = ""
        self._sharing: dict[str, list[tuple[int, int, int]]] = {}
        self._gone: list[tuple[str, str, str]] = []
        self._parser: XMLParserType = make_parser(self._start, self._end)
        self._parser.CharacterDataHandler = self._data

    def run(self) -> None:
        feed(self._parser, self._part)
        for key, text, place in self._gone:
            self._say_again(key, text, place)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if not name.startswith(_M):
            return
        match name.removeprefix(_M):
            case "sheetData":
                start = self._parser.CurrentByteIndex
                tag = self._part[start : tag_end(self._part, start)]
                self._prefix = _prefix(tag)
                if tag.endswith(b"/>") and self._waiting:
                    rows = "".join(self._new_row(row) for row in self._waiting)
                    self._waiting.clear()
                    opened = tag[:-2].rstrip() + b">" + rows.encode()
                    self._edits.replace(
                        start, start + len(tag), opened + f"</{self._prefix}sheetData>".encode()
                    )
            case "row":
                self._begin_row(attributes)
            case "c":
                self._begin_cell(attributes)
            case "f":
                self._begin_formula(attributes)
            case "v" | "t" as inside if self._cell:
                self._inside = inside

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._row, self._column = int(attributes.get("r", self._row + 1)), 0
        start = self._parser.CurrentByteIndex
        while self._waiting and self._waiting[0] < self._row:
            self._edits.insert(start, self._new_row(self._waiting.popleft()))
        self._left = deque()
        if self._waiting and self._waiting[0] == self._row:
            self._waiting.popleft()
            self._left = deque(sorted(self._wanted[self._row]))
            self._row_style = (
                int(attributes.get("s", "0")) if attributes.get("customFormat") in ("1", "true") else 0
            )
            end = tag_end(self._part, start)
            if self._part[end - 2 : end] == b"/>":  # a row without cells closes itself
                tag = self._part[start:end]
                cells = self._new_cells()
                self._edits.replace(start, end, tag[:-2].rstrip() + f">{cells}</{self._prefix}row>".encode())

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._column = split_place(attributes["r"])[1] if "r" in attributes else self._column + 1
        start = self._parser.CurrentByteIndex
        while self._left and self._left[0] < self._column:
            self._edits.insert(start, self._new_cell(self._row, self._left.popleft(), self._row_style))
        if self._left and self._left[0] == self._column:
            self._left.popleft()
            self._cell = _Cell(start, attributes)

    def _begin_formula(self, attributes: dict[str, str]) -> None:
        key = attributes.get("si") if attributes.get("t") == "shared" else None
        if self._cell:
            self._cell.has_formula, self._inside = True, "f"
            self._cell.shared = key if "ref" in attributes else None
        elif key is not None and "ref" not in attributes:
            self._sharing.setdefault(key, []).append((self._row, self._column, self._parser.CurrentByteIndex))

    def _say_again(self, key: str, text: str, place: str) -> None:
        """Give the cells that shared a removed formula formulas of their own."""
        for row, column, start in self._sharing.get(key, ()):
            end = tag_end(self._part, start)
            if self._part[end - 2 : end] != b"/>":
                end = tag_end(self._part, self._part.index(b"</", end))
            own = translated(text, place, place_of(row, column))
            self._edits.replace(start, end, f"<{self._prefix}f>{escaped(own)}</{self._prefix}f>")

    def _data(self, text: str) -> None:
        if self._cell and self._inside == "v":
            self._cell.value += text
        elif self._cell and self._inside == "t":
            self._cell.text += text
        elif self._cell and self._inside == "f":
            self._cell.formula += text

    def _end(self, name: str) -> None:
        if not name.startswith(_M):
            return
        match name.removeprefix(_M):
            case "v" | "t" | "f":
                self._inside = ""
            case "c" if self._cell:
                self._finish_cell(self._cell)
                self._cell = None
            case "row" if self._left:
                end = self._parser.CurrentByteIndex
                self._edits.insert(end, self._new_cells())
            case "sheetData" if self._waiting:
                end = self._parser.CurrentByteIndex
                self._edits.insert(end, "".join(self._new_row(row) for row in self._waiting))
                self._waiting.clear()

    def _finish_cell(self, cell: _Cell) -> None:
        place = (self._row, self._column)
        value = self._wanted[self._row][self._column]
        if isinstance(value, Restyled):
            end = tag_end(self._part, cell.start)
            tag = with_attributes(self._part[cell.start : end], {"s": str(value.style)})
            self._edits.replace(cell.start, end, tag)
            return
        if cell.has_formula and not self._over_formulas:
            self._edited.formulas.add(place)
            return
        style = int(cell.attributes.get("s", "0"))
        if _holds(cell, style, value, self._styles, self._texts):
            return
        end = tag_end(self._part, cell.start)
        if self._part[end - 2 : end] != b"/>":
            end = self._part.index(b">", self._parser.CurrentByteIndex) + 1
        # Attributes that the content does not decide stay; those of pictures in cells go with the picture.
        kept = self._cell_markup(*place, style, value)
        if cell.shared is not None:
            self._gone.append((cell.shared, cell.formula, place_of(*place)))
        self._edits.replace(cell.start, end, kept)
        self._edited.changed.add(place)

    def _new_cell(self, row: int, column: int, style: int) -> str:
        value = self._wanted[row][column]
        if isinstance(value, Restyled):
            return cell_markup(place_of(row, column), value.style, None, self._styles, self._prefix)
        if value is None or value == "" or value == Printed():
            return ""
        self._edited.changed.add((row, column))
        return self._cell_markup(row, column, style, value)

    def _new_cells(self) -> str:
        """Return the new cells still to be written in the current row."""
        cells = "".join(self._new_cell(self._row, column, self._row_style) for column in self._left)
        self._left.clear()
        return cells

    def _new_row(self, row: int) -> str:
        cells = "".join(self._new_cell(row, column, 0) for column in sorted(self._wanted[row]))
        return f'<{self._prefix}row r="{row}">{cells}</{self._prefix}row>' if cells else ""

    def _cell_markup(self, row: int, column: int, style: int, value: Value) -> str:
        return cell_markup(place_of(row, column), style, value, self._styles, self._prefix)


def _prefix(tag: bytes) -> str:
    name = tag[1:].split(None, 1)[0].decode()
    return name[: name.index(":") + 1] if ":" in name else ""


def _holds(cell: _Cell, style: int, value: Value, styles: Styles, texts: Sequence[str]) -> bool:
    """Tell whether a cell already holds the content."""
    if cell.has_formula:
        return False
    kind = cell.attributes.get("t", "n")
    if isinstance(value, Printed):
        if value.number is not None:
            is_format = styles.number_format(style) == value.number_format
            return is_format and kind == "n" and cell.value != "" and float(cell.value) == value.number
        value = value.text
    if isinstance(value, str) and value:
        held = texts[int(cell.value)] if kind == "s" and cell.value else cell.text
        return kind in ("s", "inlineStr") and held == value and _stays_text(style, value, styles)
    return value in (None, "") and kind != "s" and not cell.value and not cell.text


def _stays_text(style: int, text: str, styles: Styles) -> bool:
    return not text.startswith(FORMULA_SIGNS) or styles.as_text(style) == style
