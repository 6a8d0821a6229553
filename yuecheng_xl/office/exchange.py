"""Put finished result sheets into an open workbook, and take them out again: all or nothing.

Every step goes into a journal before the next one is taken. The journal undoes a job that failed
half-way; kept beside the copy from before the job, it is what 恢复 undoes later.
"""

from __future__ import annotations

import json
import traceback
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

from yuecheng_xl.disk import log
from yuecheng_xl.disk.names import free_name
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import ExcelError, NotUndoneError
from yuecheng_xl.office import excel
from yuecheng_xl.sheets.workbook import LONGEST_TITLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import xlwings as xw

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.office.backups import Backup
    from yuecheng_xl.plan.model import Table
    from yuecheng_xl.results import Changes


@dataclass(slots=True)
class Journal:
    """What was done to a workbook so far, step by step in this order."""

    onlookers: list[tuple[str, str, str]] = field(default_factory=list)
    """Formulas that look at a sheet that gives way (sheet, address, formula): they break with it."""
    table: str = ""
    headers: list[tuple[int, int, str]] = field(default_factory=list)
    """Headers of the computed columns (row, column, text): columns move when somebody inserts one."""
    filled: list[tuple[int, int, str, str, bool]] = field(default_factory=list)
    """Cells of these columns (row, column, text since, formula or text before, whether a text)."""
    renamed: list[tuple[str, str]] = field(default_factory=list)
    """Sheets of the last run put aside (title, title since)."""
    made: dict[str, str] = field(default_factory=dict)
    """The new sheets: titles, and the proof that they are ours."""
    removed: list[tuple[str, str, int]] = field(default_factory=list)
    """Sheets put aside that then went (title, title since, position)."""

    def to_json(self) -> str:
        """Return the journal as text."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Journal:
        """Read a journal back."""
        return cls(**json.loads(text))


def put_in(book: xw.Book, result: Path, changes: Changes, table: Table | None, backup: Backup) -> None:
    """Do to the open workbook what ``changes`` say, with the sheets of the workbook ``result``.

    The journal is kept beside the copy. Whatever goes wrong, the workbook is as it was.

    Raises:
        ExcelError: the table's sheet is protected.
        NotUndoneError: something went wrong, and so did undoing.

    """
    journal = Journal()
    try:
        _remember_onlookers(book, changes, journal)
        if table is not None:
            _fill(book.sheets[table.sheet], changes, table, journal)
        _put_aside(book, changes, journal)
        _copy_in(book, result, changes, journal)
        _look_again(book, journal, dict(journal.renamed))
        _remove(book, changes, journal)
        backup.keep(journal.to_json())
    except BaseException:
        take_out(book, journal, dict.fromkeys(journal.made, False), backup.copy, backup.copy)
        raise


def take_out(
    book: xw.Book, journal: Journal, standing: Mapping[str, bool], copy: Path, now: Path
) -> list[Finding]:
    """Undo a journal: sheets that went come back from ``copy``, those ``standing`` go.

    Those of them that somebody edited (True) are renamed and kept.

    Raises:
        NotUndoneError: it could not be undone as a whole; it names ``now`` to go on from.

    """
    try:
        if journal.removed:
            with opened(book.app, copy) as source:
                for title, since, position in reversed(journal.removed):
                    _bring_back(book, source.sheets[title], since, position)
        findings = [_let_go(book, title, edited=edited) for title, edited in standing.items()]
        for title, since in reversed(journal.renamed):
            if since in book.sheet_names:  # whoever edited it may have deleted it since
                book.sheets[since].name = free_title(book, title)
        if journal.table in book.sheet_names:
            _empty(book.sheets[journal.table], journal)
        _look_again(book, journal, {})
    except Exception as cause:
        kept = log.write("".join(traceback.format_exception(cause)))
        raise NotUndoneError(catalogue.NOT_UNDONE.at(copy=now, log=kept)) from cause
    return [finding for finding in findings if finding is not None]


def still_standing(copy: Path, journal: Journal) -> dict[str, bool]:
    """Return which sheets of a journal stand in a workbook now, and whether somebody edited them."""
    from yuecheng_xl.sheets import ownership
    from yuecheng_xl.sheets.opening import open_workbook

    book = open_workbook(copy, to_be_written=False)
    return {
        title: ownership.is_edited(book, book.sheet(title))
        for title, proof in journal.made.items()
        if book.has(title) and ownership.proof(book, book.sheet(title)) == proof
    }


def free_title(book: xw.Book, wanted: str) -> str:
    """Return a title that no sheet has yet."""
    taken = {name.casefold() for name in book.sheet_names}
    return free_name(wanted, lambda title: title.casefold() in taken, longest=LONGEST_TITLE)


@contextmanager
def opened(app: xw.App, path: Path) -> Iterator[xw.Book]:
    """Open a workbook beside the user's, to copy from, and close it again."""
    book = app.books.open(path, update_links=False, read_only=True, add_to_mru=False)
    try:
        yield book
    finally:
        book.close()


def _remember_onlookers(book: xw.Book, changes: Changes, journal: Journal) -> None:
    for sheet, address in changes.onlookers:
        journal.onlookers.append((sheet, address, str(book.sheets[sheet].range(address).formula)))


def _look_again(book: xw.Book, journal: Journal, since: Mapping[str, str]) -> None:
    """Enter the formulas anew, so that they look at the sheets that have the titles now."""
    for sheet, address, formula in journal.onlookers:
        book.sheets[since.get(sheet, sheet)].range(address).formula = formula


def _fill(sheet: xw.Sheet, changes: Changes, table: Table, journal: Journal) -> None:
    """Write the computed columns, a run of rows at a time, and only where they say something else."""
    journal.table = table.sheet
    for column, cells in groupby(changes.filled, key=lambda cell: cell[1]):
        header = str(sheet.range((table.header_row, column)).value)
        journal.headers.append((table.header_row, column, header))
        texts = {row: text for row, _, text in cells}
        first, last = min(texts), max(texts)
        area = sheet.range((first, column), (last, column))
        values = dict(enumerate(area.options(ndim=1).value, first))
        formulas = dict(enumerate(_flat(area.formula), first))
        other = [row for row, text in sorted(texts.items()) if (values[row] or "") != text]
        for _, run in groupby(enumerate(other), key=lambda item: item[1] - item[0]):
            rows = [row for _, row in run]
            for row in rows:  # before they are written: undoing looks which of them were
                is_text = isinstance(values[row], str) and values[row] == formulas[row]
                journal.filled.append((row, column, texts[row], formulas[row], is_text))
            try:
                sheet.range((rows[0], column)).value = [[_typed(texts[row])] for row in rows]
            except Exception as cause:
                # Excel says no more than that it did not work.
                if not excel.is_busy(cause) and excel.is_protected(sheet):
                    raise ExcelError(catalogue.SHEET_PROTECTED.at(sheet.name)) from cause
                raise


def _empty(sheet: xw.Sheet, journal: Journal) -> None:
    """Write back what stood in the computed columns, but where a person has written or moved since."""
    in_place = {
        column for row, column, text in journal.headers if str(sheet.range((row, column)).value) == text
    }
    for row, column, since, before, is_text in journal.filled:
        cell = sheet.range((row, column))
        if column not in in_place or (cell.value or "") != since:
            continue
        if is_text:
            cell.value = _typed(before)
        else:
            cell.formula = before


def _put_aside(book: xw.Book, changes: Changes, journal: Journal) -> None:
    """Free the titles. What somebody edited keeps its new one; the rest of the last run goes in the end."""
    for title, since in [*changes.renamed, *((title, f"{title}~") for title in changes.replaced)]:
        since = free_title(book, since)
        book.sheets[title].name = since
        journal.renamed.append((title, since))


def _copy_in(book: xw.Book, result: Path, changes: Changes, journal: Journal) -> None:
    kept = zip(changes.renamed, journal.renamed, strict=False)  # what gives way was put aside after these
    since = {meant: now for (_, meant), (_, now) in kept}
    with opened(book.app, result) as source:
        for title, before in changes.places.items():  # from left to right: the one before is there
            sheet = source.sheets[title]
            if before:
                copied = sheet.copy(after=book.sheets[since.get(before, before)])
            else:
                copied = sheet.copy(before=book.sheets[0])
            journal.made[copied.name] = changes.made[title]


def _remove(book: xw.Book, changes: Changes, journal: Journal) -> None:
    """Remove what was put aside. Last, because only the copy can bring it back."""
    for title, since in journal.renamed:
        if title in changes.replaced:
            sheet = book.sheets[since]
            position = sheet.index
            sheet.delete()
            journal.removed.append((title, since, position))


def _bring_back(book: xw.Book, sheet: xw.Sheet, title: str, position: int) -> None:
    if position <= len(book.sheets):
        copied = sheet.copy(before=book.sheets[position - 1])
    else:
        copied = sheet.copy(after=book.sheets[-1])
    copied.name = free_title(book, title)


def _let_go(book: xw.Book, title: str, *, edited: bool) -> Finding | None:
    if not edited:
        book.sheets[title].delete()
        return None
    kept = free_title(book, f"{title}（手工修改）")
    book.sheets[title].name = kept
    return catalogue.SHEET_EDITED.at(kept, sheet=title, used=kept)


def _typed(text: str) -> str:
    """Return what to type for a text to stay one: Excel reads ``1-2`` as a date, ``=1+1`` as a formula."""
    return text if not text or text[0] == "—" or "\u4e00" <= text[0] <= "\u9fff" else f"'{text}"


def _flat(formulas: Any) -> list[str]:  # noqa: ANN401 - a text, or rows of one text each
    return [formulas] if isinstance(formulas, str) else [row[0] for row in formulas]
