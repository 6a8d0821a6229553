"""The folder of who runs the product, for what is no result: the log, the copies from before clicks."""

from __future__ import annotations

import os
from pathlib import Path


def own_folder() -> Path:
    """Return the folder, to which other users do not write; it may not exist yet.

    Raises:
        RuntimeError: the user has no home.

    """
    local = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_STATE_HOME")
    return (Path(local) if local else Path.home() / ".local" / "state") / "yuecheng-xl"
