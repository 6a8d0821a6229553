"""The copies from before each click, each with the journal of what the click did, for 恢复."""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

KEPT = 10
"""Copies a workbook: enough to go back over a day's clicks, and no heap."""

_JOURNAL = "journal.json"


def home() -> Path:
    """Return the folder of the add-in's own files, which every user may write to."""
    local = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_STATE_HOME")
    return (Path(local) if local else Path.home() / ".local" / "state") / "yuecheng-xl"


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy, in a folder of its own."""

    folder: Path
    copy: Path

    @property
    def journal(self) -> str:
        """What the click did, as it was kept; empty where it failed or was undone."""
        path = self.folder / _JOURNAL
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def keep(self, journal: str) -> None:
        """Keep the journal of a click that came to its end, and let go of the oldest copies."""
        (self.folder / _JOURNAL).write_text(journal, encoding="utf-8")
        for old in _of(self.folder.parent)[KEPT:]:
            old.discard()

    def forget(self) -> None:
        """Drop the journal: the click is undone. The copy stays."""
        (self.folder / _JOURNAL).unlink(missing_ok=True)

    def discard(self) -> None:
        """Remove the copy."""
        shutil.rmtree(self.folder, ignore_errors=True)


def begin(full_name: str, file_name: str) -> Backup:
    """Make the folder for a copy of a workbook, and name the copy."""
    stamp = f"{datetime.now().astimezone():%Y%m%d-%H%M%S-%f}"
    folder = folder_of(full_name) / stamp
    folder.mkdir(parents=True)
    name = Path(file_name)
    # Not the workbook's own name: Excel opens no two of one name.
    return Backup(folder, folder / f"{name.stem}-备份-{stamp[:15]}{name.suffix or '.xlsx'}")


def latest(full_name: str) -> Backup | None:
    """Return the newest copy that can be brought back."""
    return next((backup for backup in _of(folder_of(full_name)) if backup.journal), None)


def folder_of(full_name: str) -> Path:
    """Return where a workbook's copies are: workbooks of one name in two folders must not meet."""
    digest = hashlib.sha256(full_name.casefold().encode()).hexdigest()[:12]
    return home() / "备份" / f"{Path(full_name).stem}-{digest}"


def _of(folder: Path) -> list[Backup]:
    """Return the copies in a workbook's folder, newest first."""
    if not folder.is_dir():
        return []
    found = [
        Backup(inner, copy) for inner in folder.iterdir() for copy in inner.glob("*-备份-*") if copy.is_file()
    ]
    return sorted(found, key=lambda backup: backup.folder.name, reverse=True)
