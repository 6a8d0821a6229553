"""Put finished result sheets into an open workbook, and take them out again: all or nothing.

A journal records each step before the next one is taken. It undoes a job that failed half-way; kept
beside the copy from before the job, it is what 恢复 undoes later.
"""

from __future__ import annotations

import json
import traceback
from dataclasses import asdict, dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from yuecheng_xl.disk import log
from yuecheng_xl.disk.names import free_name
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import ExcelError, NotUndoneError
from yuecheng_xl.grid.places import place_of
from yuecheng_xl.sheets import ownership
from yuecheng_xl.sheets.opening import open_workbook
from yuecheng_xl.sheets.workbook import LONGEST_TITLE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.office.backups import Backup
    from yuecheng_xl.office.program import OpenSheet, OpenWorkbook, SourceWorkbook
    from yuecheng_xl.plan.model import Table
    from yuecheng_xl.results import Changes


class CopyRefusedError(Exception):
    """The program did not copy a sheet into the workbook; the cause is what it answered."""


@dataclass(slots=True)
class Journal:
    """What was done to a workbook so far, step by step in this order."""

    onlookers: list[tuple[str, str, str]] = field(default_factory=list)
    """Formulas that refer to a sheet that is replaced (sheet, address, formula): they break with it."""
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


def put_in(book: OpenWorkbook, result: Path, changes: Changes, table: Table | None, backup: Backup) -> None:
    """Make the ``changes`` in the open workbook, with the sheets of the workbook ``result``.

    The journal is kept beside the copy. If anything goes wrong, the workbook is as it was.

    Raises:
        ExcelError: the table's sheet is protected.
        CopyRefusedError: the program did not copy a sheet.
        NotUndoneError: something went wrong, and so did undoing.

    """
    journal = Journal()
    try:
        _remember_onlookers(book, changes, journal)
        if table is not None:
            _fill(book.sheet(table.sheet), changes, table, journal)
        _put_aside(book, changes, journal)
        _copy_in(book, result, changes, journal)
        _look_again(book, journal, dict(journal.renamed))
        _remove(book, changes, journal)
        backup.keep(journal.to_json())
    except BaseException:
        take_out(book, journal, dict.fromkeys(journal.made, False), backup.copy, backup.copy)
        raise


def take_out(
    book: OpenWorkbook, journal: Journal, standing: Mapping[str, bool], copy: Path, now: Path
) -> list[Finding]:
    """Undo a journal: removed sheets come back from ``copy``, the sheets ``standing`` go.

    Those that somebody edited (True) are renamed and kept.

    Raises:
        NotUndoneError: not everything could be undone; it names the copy ``now`` to go on from.

    """
    try:
        if journal.removed:
            with book.beside(copy) as source:
                for title, since, position in reversed(journal.removed):
                    _bring_back(book, source, title, since, position)
        findings = [_let_go(book, title, edited=edited) for title, edited in standing.items()]
        for title, since in reversed(journal.renamed):
            if since in book.titles:  # whoever edited it may have deleted it since
                book.sheet(since).name = _free_title(book, title)
        if journal.table in book.titles:
            _empty(book.sheet(journal.table), journal)
        _look_again(book, journal, {})
    except Exception as cause:
        kept = log.write("".join(traceback.format_exception(cause)))
        raise NotUndoneError(catalogue.NOT_UNDONE.at(copy=now, log=kept)) from cause
    return [finding for finding in findings if finding is not None]


def still_standing(copy: Path, journal: Journal) -> dict[str, bool]:
    """Return which sheets of a journal a copy still has, and whether somebody edited them."""
    book = open_workbook(copy, to_be_written=False)
    return {
        title: ownership.is_edited(book, book.sheet(title))
        for title, proof in journal.made.items()
        if book.has(title) and ownership.proof(book, book.sheet(title)) == proof
    }


def _free_title(book: OpenWorkbook, wanted: str) -> str:
    """Return a title that no sheet has yet."""
    taken = {title.casefold() for title in book.titles}
    return free_name(wanted, lambda title: title.casefold() in taken, longest=LONGEST_TITLE)


def _remember_onlookers(book: OpenWorkbook, changes: Changes, journal: Journal) -> None:
    for sheet, address in changes.onlookers:
        (formula,) = book.sheet(sheet).formulas(address)
        journal.onlookers.append((sheet, address, formula))


def _look_again(book: OpenWorkbook, journal: Journal, since: Mapping[str, str]) -> None:
    """Enter the formulas again, so that they refer to the sheets that have the titles now."""
    for sheet, address, formula in journal.onlookers:
        book.sheet(since.get(sheet, sheet)).write_formula(address, formula)


def _fill(sheet: OpenSheet, changes: Changes, table: Table, journal: Journal) -> None:
    """Write the computed columns, a run of rows at a time, and only cells whose text changes."""
    journal.table = table.sheet
    for column, cells in groupby(changes.filled, key=lambda cell: cell[1]):
        (header,) = sheet.values(place_of(table.header_row, column))
        journal.headers.append((table.header_row, column, str(header)))
        texts = {row: text for row, _, text in cells}
        first, last = min(texts), max(texts)
        area = f"{place_of(first, column)}:{place_of(last, column)}"
        values = dict(enumerate(sheet.values(area), first))
        formulas = dict(enumerate(sheet.formulas(area), first))
        other = [row for row, text in sorted(texts.items()) if (values[row] or "") != text]
        for _, run in groupby(enumerate(other), key=lambda item: item[1] - item[0]):
            rows = [row for _, row in run]
            for row in rows:  # before they are written: undoing looks which of them were
                is_text = isinstance(values[row], str) and values[row] == formulas[row]
                journal.filled.append((row, column, texts[row], formulas[row], is_text))
            try:
                sheet.write_texts(place_of(rows[0], column), [texts[row] for row in rows])
            except Exception as cause:
                # The program says no more than that it did not work.
                if sheet.is_protected:
                    raise ExcelError(catalogue.SHEET_PROTECTED.at(sheet.name)) from cause
                raise


def _empty(sheet: OpenSheet, journal: Journal) -> None:
    """Restore the computed columns, except cells and columns that a person has changed or moved since."""
    in_place = {
        column for row, column, text in journal.headers if str(*sheet.values(place_of(row, column))) == text
    }
    for row, column, since, before, is_text in journal.filled:
        place = place_of(row, column)
        if column not in in_place:
            continue
        (value,) = sheet.values(place)
        if (value or "") != since:
            continue
        if is_text:
            sheet.write_texts(place, [before])
        else:
            sheet.write_formula(place, before)


def _put_aside(book: OpenWorkbook, changes: Changes, journal: Journal) -> None:
    """Rename the sheets of the last run: edited ones stay under the new title, the rest are removed last."""
    for title, since in [*changes.renamed, *((title, f"{title}~") for title in changes.replaced)]:
        since = _free_title(book, since)
        book.sheet(title).name = since
        journal.renamed.append((title, since))


def _copy_in(book: OpenWorkbook, result: Path, changes: Changes, journal: Journal) -> None:
    kept = zip(changes.renamed, journal.renamed, strict=False)  # the replaced ones follow these there
    since = {meant: now for (_, meant), (_, now) in kept}
    with book.beside(result) as source:
        for title, before in changes.places.items():  # from left to right: the one before is there
            titles = book.titles
            try:
                if before:
                    copied = source.copy(title, after=since.get(before, before))
                else:
                    copied = source.copy(title, before=titles[0])
            except Exception as cause:
                # The program may have copied, and only not said so.
                journal.made |= {new: changes.made[title] for new in book.titles if new not in titles}
                raise CopyRefusedError from cause
            journal.made[copied] = changes.made[title]


def _remove(book: OpenWorkbook, changes: Changes, journal: Journal) -> None:
    """Remove the replaced sheets: last, because only the copy can bring them back."""
    for title, since in journal.renamed:
        if title in changes.replaced:
            sheet = book.sheet(since)
            position = sheet.position
            sheet.delete()
            journal.removed.append((title, since, position))


def _bring_back(book: OpenWorkbook, source: SourceWorkbook, title: str, since: str, position: int) -> None:
    titles = book.titles
    if position <= len(titles):
        copied = source.copy(title, before=titles[position - 1])
    else:
        copied = source.copy(title, after=titles[-1])
    book.sheet(copied).name = _free_title(book, since)


def _let_go(book: OpenWorkbook, title: str, *, edited: bool) -> Finding | None:
    if not edited:
        book.sheet(title).delete()
        return None
    kept = _free_title(book, f"{title}（手工修改）")
    book.sheet(title).name = kept
    return catalogue.SHEET_EDITED.at(kept, sheet=title, used=kept)
