"""The copies from before each click, each with the journal of what the click did, for 恢复."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from yuecheng_xl.disk.beside import beside
from yuecheng_xl.disk.own_folder import own_folder

KEPT = 10
"""Copies of one workbook: enough to go back over a day's clicks."""

_LONGEST = 40  # characters of a workbook's name: Excel opens no path of more than 218


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy, and beside it the journal of the click that it was made for."""

    copy: Path

    @property
    def journal(self) -> str:
        """What the click did, as it was kept; empty where it was undone."""
        path = self._journal
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def keep(self, journal: str) -> None:
        """Keep the journal of a finished click, and remove the oldest copies."""
        with beside(self._journal, journal.encode(), suffix=".json", mode=0o600) as whole:
            whole.replace(self._journal)
        for old in _of(self.copy.parent)[KEPT:]:
            old.discard()

    def forget(self) -> None:
        """Drop the journal: the click is undone. The copy stays."""
        _remove(self._journal)

    def discard(self) -> None:
        """Remove both."""
        self.forget()
        _remove(self.copy)

    @property
    def _journal(self) -> Path:
        return self.copy.with_suffix(".json")


def begin(full_name: str, file_name: str) -> Backup:
    """Name the copy of a workbook that is about to be made."""
    folder = folder_of(full_name)
    folder.mkdir(parents=True, exist_ok=True)
    stamp = f"{datetime.now().astimezone():%Y%m%d-%H%M%S-%f}"[:-3]
    name = Path(file_name)
    # Not the workbook's own name: Excel opens no two of one name.
    return Backup(folder / f"{name.stem[:_LONGEST]}-备份-{stamp}{name.suffix}")


def latest(full_name: str) -> Backup | None:
    """Return the copy from before the last click that was not undone."""
    return next((backup for backup in _of(folder_of(full_name)) if backup.journal), None)


def folder_of(full_name: str) -> Path:
    """Return where a workbook's copies are: workbooks of one name in two folders must not meet."""
    digest = hashlib.sha256(full_name.casefold().encode()).hexdigest()[:8]
    return home() / f"{Path(full_name).stem[:_LONGEST]}-{digest}"


def home() -> Path:
    """Return the folder of all copies, which every user may write to."""
    return own_folder() / "备份"


def _remove(path: Path) -> None:
    # What stays does no harm: a journal whose sheets are gone is not undone, an open copy goes next time.
    with suppress(OSError):
        path.unlink()


def _of(folder: Path) -> list[Backup]:
    """Return the copies in a workbook's folder, newest first: their names end in the time."""
    copies = [path for path in folder.glob("*-备份-*") if path.suffix != ".json"]
    return [Backup(path) for path in sorted(copies, key=lambda path: path.stem[-19:], reverse=True)]
