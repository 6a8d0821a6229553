"""Where a sheet of ours goes in a workbook: in place of the previous run's sheet, never of a user's."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yuecheng_xl.disk.names import free_name
from yuecheng_xl.findings import catalogue
from yuecheng_xl.sheets import ownership
from yuecheng_xl.sheets.workbook import LONGEST_TITLE

if TYPE_CHECKING:
    from yuecheng_xl.findings import Finding
    from yuecheng_xl.sheets.workbook import Workbook


class Placement(NamedTuple):
    """The title to use, and what was done for it.

    ``place`` is where the previous run's sheet stood, ``replaced`` its title (the sheet is gone); ``renamed``
    is the new title of a sheet of ours that a user edited; ``finding`` tells of a sheet that is kept.
    """

    title: str
    place: int | None = None
    replaced: str = ""
    renamed: str = ""
    finding: Finding | None = None


def free_title(book: Workbook, wanted: str) -> Placement:
    """Free a title for a sheet of ours; where a user's own sheet has it, find another."""
    if not book.has(wanted):
        return Placement(wanted)
    old = book.sheet(wanted)
    if not ownership.is_ours(book, old):
        title = _free_title(book, f"{wanted}（评估结果）")
        finding = catalogue.SHEET_NOT_OURS.at(wanted, sheet=wanted, used=title)
        if not book.has(title):
            return Placement(title, finding=finding)
        return Placement(title, book.remove_sheet(book.sheet(title)), replaced=title, finding=finding)
    if ownership.is_edited(book, old):
        kept = _free_title(book, f"{wanted}（手工修改）")
        place = book.sheets.index(book.rename_sheet(old, kept))
        return Placement(
            wanted, place, renamed=kept, finding=catalogue.SHEET_EDITED.at(kept, sheet=wanted, used=kept)
        )
    return Placement(wanted, book.remove_sheet(old), replaced=wanted)


def _free_title(book: Workbook, wanted: str) -> str:
    """Return a title that no sheet has, or that a sheet of ours has and may lose."""

    def is_taken(title: str) -> bool:
        if not book.has(title):
            return False
        sheet = book.sheet(title)
        return not ownership.is_ours(book, sheet) or ownership.is_edited(book, sheet)

    return free_name(wanted, is_taken, longest=LONGEST_TITLE)
