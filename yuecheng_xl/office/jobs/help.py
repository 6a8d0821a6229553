"""帮助: what the buttons do, and where the copies are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.office import backups
from yuecheng_xl.office.jobs import BUTTONS, Done
from yuecheng_xl.results.sheets import TITLES
from yuecheng_xl.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from yuecheng_xl.office.session import Session


def do(session: Session) -> Done:
    """Explain the buttons."""
    return Done(usage(backups.folder_of(session.book.full_name)))


def usage(copies: Path) -> str:
    """Say what each button does, and where the copies from before the clicks are."""
    sheets = "、".join(TITLES)
    buttons = [f"{button.label}：{button.help.format(sheets=sheets)}" for button in BUTTONS.values()]
    return "\n".join(
        [
            *buttons,
            "",
            f"点击之前的副本在：{copies}",
            "各项问题的编号和处理办法见“问题清单”表。",
            f"版本 {__version__}",
        ]
    )
