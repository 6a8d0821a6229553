"""A worker process: it starts as lean as the main process, and ends with it."""

from __future__ import annotations

import os
import signal
from multiprocessing import parent_process
from threading import Thread

from yuecheng_xl.process.startup import import_lean, lean_openpyxl


def start() -> None:
    """Leave Ctrl-C to the main process, start as lean as it did, and end when it does, however it ends."""
    Thread(target=_end_with_parent, daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    lean_openpyxl()


def get_ready(module: str) -> None:
    """Import the module of the tasks to come, where this process did not inherit it."""
    import_lean(module)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
