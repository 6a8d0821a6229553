"""Room for a sheet of ours in a workbook: the last run's gives way, a person's own never does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yuecheng_xl import ownership
from yuecheng_xl.messages import catalogue

if TYPE_CHECKING:
    from yuecheng_xl.findings import Finding

_MAX_TITLE = 31


@dataclass(frozen=True, slots=True)
class Room:
    """The title to use, and what was done for it.

    ``replaced`` is the title of the last run's sheet, which is gone; ``renamed`` the new title of one
    that somebody edited; ``finding`` tells of a sheet that is kept.
    """

    title: str
    replaced: str = ""
    renamed: str = ""
    finding: Finding | None = None


def make_room(book: Any, wanted: str) -> Room:  # noqa: ANN401 - openpyxl's workbook
    """Free a title for a sheet of ours, or find another where it is a person's own sheet."""
    if wanted not in book.sheetnames:
        return Room(wanted)
    old = book[wanted]
    if not ownership.is_ours(old):
        title = _free_title(book, f"{wanted}（评估结果）")
        finding = catalogue.SHEET_NOT_OURS.at(wanted, sheet=wanted, used=title)
        if title not in book.sheetnames:
            return Room(title, finding=finding)
        del book[title]
        return Room(title, replaced=title, finding=finding)
    if ownership.is_edited(old):
        kept = _free_title(book, f"{wanted}（手工修改）")
        old.title = kept
        return Room(wanted, renamed=kept, finding=catalogue.SHEET_EDITED.at(kept, sheet=wanted, used=kept))
    del book[wanted]
    return Room(wanted, replaced=wanted)


def _free_title(book: Any, wanted: str) -> str:  # noqa: ANN401
    """Return a title that no sheet has, or that a sheet of ours has and may lose."""
    title, count = wanted[:_MAX_TITLE], 1
    while title in book.sheetnames and not (
        ownership.is_ours(book[title]) and not ownership.is_edited(book[title])
    ):
        count += 1
        suffix = f"{count}"
        title = wanted[: _MAX_TITLE - len(suffix)] + suffix
    return title
