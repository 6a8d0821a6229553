"""Say what keeps the add-in from running in WPS, as far as files tell, each finding with its remedy."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.wps import FOLDER, NAME, SERVICE, place
from yuecheng_xl.wps.build import files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from yuecheng_xl.findings import Finding

_TRUST = "authaddin.json"


def check(folder: Path, *, runs: bool) -> Iterator[Finding]:
    """Look at the add-in's files, the list of add-ins, and what WPS keeps of its trust.

    Args:
        folder: of the user's add-ins.
        runs: whether the service does.

    Raises:
        OutputError: the list of add-ins cannot be read.

    """
    own, listed = folder / FOLDER, place.listed(folder)
    wanted = files()
    there = {name: own / name for name in wanted if (own / name).is_file()}
    if not there or listed is None:
        yield catalogue.WPS_ABSENT.at(str(own))
    elif (
        listed.get("url") != FOLDER
        or any(path.read_bytes() != wanted[name] for name, path in there.items())
        or len(there) < len(wanted)
    ):
        yield catalogue.WPS_OUTDATED.at(str(own))
    if _is_distrusted(folder):
        yield catalogue.WPS_NOT_TRUSTED.at(str(folder / _TRUST))
    if not runs:
        yield catalogue.SERVICE_NOT_RUNNING.at()
    elif own.is_dir() and not (own / SERVICE).is_file():
        yield catalogue.SERVICE_OLDER.at()


def _is_distrusted(folder: Path) -> bool:
    """Tell whether WPS keeps that the user did not let the add-in run; it is read, never written."""
    try:
        kept = json.loads((folder / _TRUST).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return False
    return any(item.get("isload") is False for item in _entries(kept))


def _entries(kept: object) -> Iterator[dict[str, object]]:
    """Yield what is kept of this add-in, however deep it stands: versions of WPS differ in that."""
    if isinstance(kept, dict):
        if NAME in str(kept.get("name", "")):
            yield kept
        for key, value in kept.items():
            if isinstance(value, dict) and NAME in str(key):
                yield value
            else:
                yield from _entries(value)
    elif isinstance(kept, list):
        for value in kept:
            yield from _entries(value)
