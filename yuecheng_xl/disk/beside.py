"""Write a file beside its place, to be moved over in one step."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def beside(path: Path, content: bytes, *, suffix: str, mode: int) -> Iterator[Path]:
    """Give a file with the content in the folder of ``path``, which is made; what is not moved away goes.

    Raises:
        OSError: no rights or no room; on Windows also where Excel holds the file of that name open.

    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".~", suffix=suffix, dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        temporary.chmod(mode)
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)
