"""退回: a faulty submission as it was sent, faulty cells coloured, the first sheet telling what to mend."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from yuecheng_xl.disk import files
from yuecheng_xl.disk.names import free_name
from yuecheng_xl.disk.regular import NotRegularError, open_regular
from yuecheng_xl.findings import Severity, catalogue
from yuecheng_xl.findings.errors import OutputError, TemplateError
from yuecheng_xl.grid.model import Area
from yuecheng_xl.grid.package import UNPACKED_LIMIT
from yuecheng_xl.grid.places import place_of, split_place
from yuecheng_xl.sheets import ownership
from yuecheng_xl.sheets.cells import fit
from yuecheng_xl.sheets.editing import Restyled
from yuecheng_xl.sheets.notes import Notes
from yuecheng_xl.sheets.opening import open_workbook
from yuecheng_xl.sheets.outside import links, sever
from yuecheng_xl.sheets.plain import plain_sheet, plain_value
from yuecheng_xl.sheets.render import Rendered
from yuecheng_xl.sheets.scan import scan
from yuecheng_xl.sheets.workbook import LONGEST_TITLE, Workbook
from yuecheng_xl.tables import findings as finding_list

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from yuecheng_xl.collection.filenames import Names
    from yuecheng_xl.collection.model import Submission
    from yuecheng_xl.findings import Finding
    from yuecheng_xl.grid import Book
    from yuecheng_xl.sheets.scan import Scanned
    from yuecheng_xl.sheets.styles import Tree
    from yuecheng_xl.sheets.template import Template
    from yuecheng_xl.sheets.workbook import Sheet
    from yuecheng_xl.typed.values import Value

TITLE = "退回说明"
_PLACE = re.compile(r"^(.*)!([A-Z]{1,3}\d{1,7})$", re.DOTALL)
_ODD_IN_TITLE = re.compile(r"[\\*?:/\[\]]")
_PIECE, _MOST_LISTED = 1 << 20, 5
_AUTHOR, _SAID = "退回说明", "【退回】"


class _Annotated(NamedTuple):
    """A workbook to annotate: whether it holds all that came, and what led out of that."""

    book: Workbook
    is_whole: bool
    outside: Sequence[str] = ()


def write_returned(
    submission: Submission,
    source: Path | None,
    book: Book | None,
    names: Names,
    folder: Path,
    templates: Template,
    scope: dict[str, Value],
) -> Submission:
    """Write what goes back to the department; return the submission with its path below the output folder.

    A workbook whose package can be edited goes back as one file. Else the file as it was sent stands
    beside an annotated copy of its cells, or beside the explanation alone; where it cannot, this is said.

    Args:
        submission: with its findings.
        source: the file as it was sent; None where it cannot be had.
        book: its sheets; None where it cannot be read.
        names: of the files to write.
        folder: the output folder.
        templates: the workbook with the sheet 退回说明.
        scope: the plan's placeholders.

    Raises:
        OutputError: a file cannot be written.
        TemplateError: the template cannot be used.

    """
    for make in _ways(source, book, templates):
        try:
            annotated, is_whole, outside = make()
            if outside:
                submission = _with(submission, catalogue.LINKS_OUT.at(links=_listed(outside)))
            if not is_whole and source is not None:
                submission = _with_original(submission, source, names, folder)
            originals = _annotate(annotated, submission.findings, _fills(templates))
            _explain(annotated, submission, templates, scope, originals)
            content = annotated.save()
        except (OutputError, TemplateError):
            raise
        except Exception:
            # Of a damaged workbook, anything may be what breaks first; the next way needs less of it.
            if make.func is _bare:
                raise
            continue
        name = _named(names.returned, annotated)
        files.put(content, folder / name)
        return replace(submission, returned=name)
    raise AssertionError


def _named(name: str, book: Workbook) -> str:
    """Return the name of what goes back: Excel opens a workbook with macros as .xlsm alone."""
    if not book.has_macros:
        return name
    stem = PurePosixPath(name.removesuffix(".xlsx"))
    return str(stem if stem.suffix.lower() == ".xlsm" else stem.with_name(f"{stem.name}.xlsm"))


def _with_original(submission: Submission, source: Path, names: Names, folder: Path) -> Submission:
    """Copy the file as it was sent; where that cannot be, the submission says why.

    Raises:
        OutputError: the copy cannot be written.

    """
    try:
        with open_regular(source, follow=False) as original:
            size = os.fstat(original.fileno()).st_size
            if names.original is not None and size <= UNPACKED_LIMIT:
                pieces = islice(iter(partial(original.read, _PIECE), b""), UNPACKED_LIMIT // _PIECE + 1)
                target = folder / names.original
                files.pour(pieces, target, partial(files.cannot_write, target))
                return submission
        finding = catalogue.ORIGINAL_TOO_LARGE.at(size=-(-size >> 20), file=submission.file)
    except NotRegularError:
        return submission  # it says so itself
    except OSError as cause:
        detail = cause.strerror or type(cause).__name__
        finding = catalogue.ORIGINAL_UNREADABLE.at(detail=detail, file=submission.file)
    return _with(submission, finding)


def _with(submission: Submission, finding: Finding) -> Submission:
    """Return a submission with a finding, which it may have from an earlier writing."""
    if any(item.code == finding.code for item in submission.findings):
        return submission
    return replace(submission, findings=(*submission.findings, finding))


def _listed(outside: Sequence[str]) -> str:
    more = f"等 {len(outside)} 处" if len(outside) > _MOST_LISTED else ""
    return "、".join(outside[:_MOST_LISTED]) + more


def _ways(source: Path | None, book: Book | None, templates: Template) -> list[partial[_Annotated]]:
    """Return the ways to a workbook to annotate, the fullest first."""
    ways: list[partial[_Annotated]] = []
    if book is not None and source is not None:
        ways += [partial(_opened, source, book, templates), partial(_copied, book, templates)]
    return [*ways, partial(_bare, templates)]


def _bare(templates: Template) -> _Annotated:
    return _Annotated(Workbook.empty(templates.book), is_whole=False)


def _opened(source: Path, read: Book, templates: Template) -> _Annotated:
    book = open_workbook(source, to_be_written=False)  # raises where another format stands under this name
    outside = links(book)
    if book.forbidden is None:
        book.drop_calculation_chain()
        _clean(book)
        if not outside or not sever(book):
            return _Annotated(book, is_whole=True, outside=outside)
    # It must not be changed, or what is left of the links may be loaded as soon as it is opened.
    return _copied(read, templates)._replace(outside=outside)


def _copied(book: Book, templates: Template) -> _Annotated:
    copied = Workbook.empty(templates.book)
    for grid in book.grids:
        title = free_name(_ODD_IN_TITLE.sub("_", fit(grid.sheet)) or "_", copied.has, longest=LONGEST_TITLE)
        values = {
            place: (plain_value(cell.value if cell.value is not None else cell.text), cell.number_format)
            for place, cell in grid.cells.items()
        }
        areas = [Area(area.top, area.left, area.bottom, area.right) for area in grid.merged]
        content = plain_sheet(values, areas, copied.styles)
        copied.add_sheet(title, content, state="hidden" if grid.hidden else "")
    return _Annotated(copied, is_whole=False)


def _fills(templates: Template) -> dict[Severity, Tree]:
    """Return the fill of faulty cells by severity, from the explanation's legend."""
    fills = {}
    for cell in templates.sheet(TITLE).cells.values():
        for severity in Severity:
            fill = templates.styles.part_of(cell.style or 0, "fills")
            if cell.content == f"{{{severity.value}色}}" and fill is not None:
                fills[severity] = fill
    return fills


def _annotate(
    book: Workbook, findings: Sequence[Finding], fills: Mapping[Severity, Tree]
) -> list[tuple[str, int]]:
    """Colour and annotate faulty cells; return the cells with their own formats."""
    marked: dict[str, dict[tuple[int, int], list[Finding]]] = {}
    for finding in sorted(findings, key=lambda item: item.severity.rank, reverse=True):
        said = _PLACE.match(finding.where)
        if said and said[1] in book.titles:
            marked.setdefault(said[1], {}).setdefault(split_place(said[2]), []).append(finding)
    originals: list[tuple[str, int]] = []
    for title, places in marked.items():
        sheet = book.sheet(title)
        styles, areas = _read(book, sheet, places)
        notes = Notes(book.package, sheet)
        looks: dict[int, dict[int, Restyled]] = {}
        texts: dict[tuple[int, int], str] = {}
        for place, found in places.items():
            row, column = _shown(place, areas)
            style = styles.get((row, column), 0)
            originals.append((f"{title}!{place_of(row, column)}", style))
            fill = next((fills[item.severity] for item in reversed(found) if item.severity in fills), None)
            if fill is not None:
                looks.setdefault(row, {})[column] = Restyled(book.styles.with_fill(style, fill))
            before = texts.get((row, column)) or notes.texts.get((row, column), "")
            lines = [before] if before else []
            lines += [f"{_SAID}{item.message}。{item.remedy}。" for item in found]
            texts[row, column] = "\n".join(lines)
        book.edit_cells(sheet, looks)
        notes.change(texts, _AUTHOR)
    return originals


def _read(
    book: Workbook, sheet: Sheet, places: Mapping[tuple[int, int], object]
) -> tuple[dict[tuple[int, int], int], list[Area]]:
    """Return the formats of cells, and the merged areas."""
    styles: dict[tuple[int, int], int] = {}
    areas: list[Area] = []

    def other(name: str, marks: Mapping[str, str]) -> None:
        if name == "mergeCell":
            areas.append(Area.of(marks.get("ref", "A1")))

    scan(book.package.xml(sheet.part), lambda _: None, other)
    wanted = {_shown(place, areas) for place in places}

    def each(cell: Scanned) -> None:
        if (cell.row, cell.column) in wanted:
            styles[cell.row, cell.column] = cell.style

    scan(book.package.xml(sheet.part), each)
    return styles, areas


def _shown(place: tuple[int, int], areas: Sequence[Area]) -> tuple[int, int]:
    """Return the cell that shows at a place: inside a merged area, its first."""
    row, column = place
    for area in areas:
        if area.top <= row <= area.bottom and area.left <= column <= area.right:
            return area.top, area.left
    return place


def _clean(book: Workbook) -> None:
    """Take off what an earlier return put on: cells that were mended must not stay marked."""
    for explanation in [sheet for sheet in book.sheets if ownership.is_marked(book, sheet)]:
        for title, places in _originals(book, explanation).items():
            if title in book.titles:
                book.edit_cells(book.sheet(title), places)
        book.remove_sheet(explanation)
    for sheet in book.sheets:
        if not book.package.related(sheet.part, "comments"):
            continue
        notes = Notes(book.package, sheet)
        own = {
            place: text.partition(_SAID)[0].strip() for place, text in notes.texts.items() if _SAID in text
        }
        notes.change(own, _AUTHOR)


def _originals(book: Workbook, explanation: Sheet) -> dict[str, dict[int, dict[int, Restyled]]]:
    """Return the cells' own formats, which the explanation keeps in its last column."""
    found: dict[str, dict[int, dict[int, Restyled]]] = {}

    def each(cell: Scanned) -> None:
        place = _PLACE.match(str(cell.value(book.shared_texts)))
        if place:
            row, column = split_place(place[2])
            found.setdefault(place[1], {}).setdefault(row, {})[column] = Restyled(cell.style)

    # The list names places, too, in cells of its own; the last column comes after it in each row, but a row
    # of the list may come after one that names the same place: so the hidden column is read alone.
    last = _last_column(book, explanation)
    scan(book.package.xml(explanation.part), lambda cell: each(cell) if cell.column == last else None)
    return found


def _last_column(book: Workbook, sheet: Sheet) -> int:
    columns = [1]
    scan(book.package.xml(sheet.part), lambda cell: columns.append(cell.column))
    return max(columns)


def _explain(
    book: Workbook,
    submission: Submission,
    templates: Template,
    scope: dict[str, Value],
    originals: list[tuple[str, int]],
) -> None:
    title = free_name(TITLE, book.has, numbered="{}（{}）", longest=LONGEST_TITLE)
    values: dict[str, Value] = {**scope, "报送单位": submission.department, "文件": submission.file}
    values |= {f"{severity.value}色": severity.value for severity in Severity}
    rows = finding_list.lines(submission.findings)
    explanation = Rendered(templates.sheet(TITLE), book, title, values, [rows])
    # The cells' own formats, for the next return to give back.
    explanation.keep_beside(originals)
    explanation.put_in(0)
    book.show(title, by_force=True)
