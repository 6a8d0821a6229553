"""Write files of the add-in in one step."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from yuecheng_xl.errors import OutputError

if TYPE_CHECKING:
    from yuecheng_xl.findings import Kind


def write(path: Path, data: bytes, failed: Kind) -> None:
    """Write a file beside its place and move it over; make its folder.

    Raises:
        OutputError: with a finding of the kind ``failed``, which names ``file`` and ``detail``.

    """
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".~", suffix=".tmp", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as cause:
        # On Windows replacing a file that Excel holds open is a PermissionError.
        detail = cause.strerror or type(cause).__name__
        raise OutputError(failed.at(path.name, file=path, detail=detail)) from cause
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
