"""What tests call in a process apart; it imports no more than that needs."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from yuecheng_xl.process import apart as module

VICTIM = "国家统计局越城调查队.xls"


def double(number: int) -> int:
    return 2 * number


def printed() -> int:
    sys.stdout.write("not an answer")
    sys.stdout.flush()
    os.write(1, b"nor this")
    return os.getpid()


def fail() -> None:
    raise KeyError("said")


def give_a_function() -> Callable[[], int]:
    return lambda: 1


def be_quick(seconds: float) -> None:
    module.MOST_SECONDS = seconds  # type: ignore[assignment]


def spin() -> None:
    while True:
        pass


def fill(size: int) -> int:
    return len(bytearray(size))


def end(code: int) -> None:
    os._exit(code)


def abort() -> None:
    os.kill(os.getpid(), signal.SIGABRT)


def plant() -> None:
    """Have this process end when it reads a certain file."""
    from yuecheng_xl.collection import work

    read = vars(work)["read_submitted"]

    def read_or_end(path: Path) -> Any:
        if path.name == VICTIM:
            os._exit(9)
        return read(path)

    vars(work)["read_submitted"] = read_or_end
