"""The file in which the running service tells the add-in where it is: a page loads scripts beside it."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from yuecheng_xl.disk.beside import beside
from yuecheng_xl.wps import SERVICE, place

if TYPE_CHECKING:
    from pathlib import Path


def leave(port: int, token: str, folder: Path | None = None) -> None:
    """Write the file, which nobody else may read, where the add-in is installed.

    Raises:
        OSError: no rights, no room.

    """
    content = f"YUECHENG_SERVICE = {json.dumps({'port': port, 'token': token})};\n".encode()
    for own in place.installed(folder or place.addins_folder()):
        path = own / SERVICE
        with beside(path, content, suffix=".tmp", mode=0o600) as temporary:
            temporary.replace(path)


def take_away(token: str, folder: Path | None = None) -> None:
    """Remove the files that tell of the service with this token."""
    for own in place.installed(folder or place.addins_folder()):
        with suppress(OSError):
            if token in (own / SERVICE).read_text(encoding="utf-8"):
                (own / SERVICE).unlink()
