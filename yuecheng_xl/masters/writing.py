"""A new master's bytes: the shipped master's sheets filled in, then its notes and the colour of guesses."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from yuecheng_xl.findings import Severity
from yuecheng_xl.grid.places import place_of
from yuecheng_xl.masters.content import FIGURE, GROWTH
from yuecheng_xl.masters.layout import INSTRUCTIONS, remark_bands
from yuecheng_xl.plan.reader import TABLE_SHEET
from yuecheng_xl.plan.settings import SHEET as SETTINGS_SHEET
from yuecheng_xl.sheets.conversion import add_copy
from yuecheng_xl.sheets.editing import Restyled
from yuecheng_xl.sheets.notes import Notes
from yuecheng_xl.sheets.package import Package
from yuecheng_xl.sheets.render import Rendered
from yuecheng_xl.sheets.scan import scan
from yuecheng_xl.sheets.template import Template
from yuecheng_xl.sheets.workbook import Workbook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yuecheng_xl.masters.content import Column, Content, Guess
    from yuecheng_xl.masters.layout import Shipped
    from yuecheng_xl.sheets.scan import Scanned
    from yuecheng_xl.sheets.styles import Tree
    from yuecheng_xl.sheets.workbook import Sheet

_AUTHOR = "yuecheng-xl"
_LEGEND = ("汇总.xlsx", "退回说明", f"{{{Severity.WARNING.value}色}}")
"""Where the colour stands that cells have which somebody is to look at: template, sheet, content."""


class LaidOut(NamedTuple):
    """A master's bytes, the coloured cells with what was put there, and what 使用说明 lists."""

    content: bytes
    guesses: list[tuple[str, str]]
    remarks: list[str]


def written_master(content: Content, shipped: Shipped) -> LaidOut:
    """Lay a master out after the shipped one and write it.

    Raises:
        InputFileError: a template is missing or damaged.
        TemplateError: it cannot be used.

    """
    book = Workbook.empty(shipped.template.book)
    listed = shipped.columns(content)
    rows, columns = shipped.bands(content)
    scope = {"目标表头": f"{content.target_year}年目标"}
    table = Rendered(shipped.table(), book, TABLE_SHEET, scope, rows, columns, is_result=False)
    settings, keys = shipped.settings(content.settings)
    places = [_place(guess, listed, keys) for guess in content.guesses]
    remarks = [*_told(content, places), *content.remarks]
    heading = "请核对（涂色的单元格是制表时推断的，核对后可清除底色，删去以下各行）"
    rendered: dict[str, Rendered] = {TABLE_SHEET: table}
    titles = [title for title in shipped.titles if title not in content.left_out]
    for title in titles:
        if title == INSTRUCTIONS:
            sheet, bands = shipped.instructions(), remark_bands(heading, remarks)
        elif title == SETTINGS_SHEET:
            sheet, bands = settings, []
        else:
            sheet, bands = shipped.listing(title, content.own_sheets.get(title), content.base_year), []
        if title not in rendered:
            rendered[title] = Rendered(sheet, book, title, {}, bands, is_result=False)
    for title in titles:
        rendered[title].put_in()
    for grid in content.kept:
        add_copy(book, grid)
    book.show(TABLE_SHEET, by_force=True)
    notes = {
        title: {
            place: text
            for (row, column), text in shipped.notes(title).items()
            for place in one.places(row, column)
        }
        for title, one in rendered.items()
    }
    for column in (*content.spread(FIGURE), *content.spread(GROWTH)):
        notes[TABLE_SHEET][1, listed.index(column) + 1] = shipped.note_of(column, content.base_year)
    guesses = [
        (f"{title}!{place_of(*place)}", guess.reason)
        for (title, place), guess in zip(places, content.guesses, strict=True)
    ]
    return LaidOut(_finished(book.save(), notes, places), guesses, remarks)


def _place(guess: Guess, columns: Sequence[Column], keys: Mapping[str, int]) -> tuple[str, tuple[int, int]]:
    """Return sheet, and row and column, of a guess."""
    if guess.row is None:
        return SETTINGS_SHEET, (keys[str(guess.column.which)], 2)
    return TABLE_SHEET, (guess.row + 2, columns.index(guess.column) + 1)


def _told(content: Content, places: Sequence[tuple[str, tuple[int, int]]]) -> list[str]:
    """Say what was guessed, the same of a column in one line."""
    said: dict[tuple[str, str], list[str]] = defaultdict(list)
    for guess, (title, place) in zip(content.guesses, places, strict=True):
        where = place_of(*place)
        if guess.row is None:
            said[f"{title}“{guess.column.which}”", guess.reason].append(where)
        else:
            header = content.header(guess.column)
            said[f"{title}“{header}”列", guess.reason].append(f"{where} {content.rows[guess.row].name}")
    return [f"{what}{reason}：{'、'.join(where)}" for (what, reason), where in said.items()]


def _finished(
    content: bytes,
    notes: Mapping[str, Mapping[tuple[int, int], str]],
    places: Sequence[tuple[str, tuple[int, int]]],
) -> bytes:
    """Put the notes on the cells, and colour those that were guessed."""
    book = Workbook(Package(content))
    fill = _colour()
    for sheet in book.sheets:
        wanted = {place for title, place in places if title == sheet.title}
        looks: dict[int, dict[int, Restyled]] = {}
        for (row, column), style in _styles(book, sheet, wanted).items():
            looks.setdefault(row, {})[column] = Restyled(book.styles.with_fill(style, fill))
        book.edit_cells(sheet, looks)
        Notes(book.package, sheet).change(notes.get(sheet.title, {}), _AUTHOR)
    return book.save()


def _colour() -> Tree:
    file, title, content = _LEGEND
    template = Template(file=file)
    style = next(cell.style for cell in template.sheet(title).cells.values() if cell.content == content)
    fill = template.styles.part_of(style or 0, "fills")
    assert fill is not None  # noqa: S101 - a format has one
    return fill


def _styles(book: Workbook, sheet: Sheet, places: set[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """Return the formats of cells; one that the part leaves out has the first."""
    found = dict.fromkeys(places, 0)

    def each(cell: Scanned) -> None:
        if (cell.row, cell.column) in found:
            found[cell.row, cell.column] = cell.style

    scan(book.package.xml(sheet.part), each)
    return found
