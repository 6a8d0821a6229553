"""The add-in's settings: lines of ``"KEY","VALUE"``, as xlwings' VBA reads them."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

import yuecheng_xl
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import AddinError

if TYPE_CHECKING:
    from yuecheng_xl.addin.installation.profile import Profile


FIXED = {"ADD_WORKBOOK_TO_PYTHONPATH": "False", "USE UDF SERVER": "False"}
"""The same on every PC. The workbook's folder stays out of Python's path: it may be a web address of
OneDrive, and nothing in it is to run. A process a click needs no server, whose set-up differs between PCs.
"""


def wanted(profile: Profile) -> dict[str, str]:
    """Return the settings that make a click run this program."""
    return {
        "INTERPRETER_WIN": profile.portable(profile.interpreter),
        "PYTHONPATH": profile.portable(Path(yuecheng_xl.__file__).parent.parent),
        **FIXED,
    }


def read(profile: Profile) -> dict[str, str]:
    """Return the settings as they stand, by upper-case key; none where there is no file."""
    if not profile.settings.exists():
        return {}
    text = profile.settings.read_text(encoding=profile.code_page, errors="replace")
    rows = csv.reader(io.StringIO(text))
    return {row[0].upper(): row[1] for row in rows if len(row) == 2}


def merged(profile: Profile) -> bytes:
    """Return the file's new content: what is wanted, and other settings that somebody added.

    Raises:
        AddinError: a path has characters that VBA cannot read on this PC.

    """
    settings = {**read(profile), **wanted(profile)}
    text = "".join(f'"{key}","{value}"\r\n' for key, value in settings.items())
    try:
        return text.encode(profile.code_page)
    except UnicodeEncodeError as cause:
        raise AddinError(catalogue.PATH_UNREADABLE.at(path=text[cause.start : cause.end])) from cause
