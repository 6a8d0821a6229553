"""Write a file of an add-in in one step, over one that Excel or WPS may hold open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.disk.beside import beside
from yuecheng_xl.findings.errors import OutputError

if TYPE_CHECKING:
    from pathlib import Path

    from yuecheng_xl.findings import Kind


def write_file(path: Path, data: bytes, failed: Kind) -> None:
    """Write a file beside its place and move it over; make its folder.

    Raises:
        OutputError: with a finding of the kind ``failed``, which names ``file`` and ``detail``.

    """
    try:
        with beside(path, data, suffix=".tmp", mode=0o644) as temporary:
            temporary.replace(path)
    except OSError as cause:
        # On Windows replacing a file that Excel holds open is a PermissionError.
        detail = cause.strerror or type(cause).__name__
        raise OutputError(failed.at(path.name, file=path, detail=detail)) from cause
