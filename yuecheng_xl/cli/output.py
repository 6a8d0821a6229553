"""What every command leaves behind: an answer on standard output, and an exit code.

Exit codes: 0 done; 1 done, with findings of severity 错误 (check, collect); 2 could not be done, or the
answer could not be told. Whoever reads a pipe and closes it early is told nothing more.
"""

from __future__ import annotations

import errno
import io
import json
import os
import sys
from contextlib import contextmanager, redirect_stdout, suppress
from typing import TYPE_CHECKING, Any, TextIO

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

EXIT_FINDINGS, EXIT_FAILED = 1, 2

_STDOUT, _STDERR = 1, 2


class Answer:
    """What a command says on standard output, held back until it has ended: a text, or a record for machines.

    Then nothing else can stand between: a library that prints, native code, another process.
    """

    def __init__(self) -> None:
        """Begin with nothing said."""
        self.record: Any = None
        self._said = io.StringIO()

    @contextmanager
    def held_back(self) -> Iterator[None]:
        """Take what Python prints; what reaches standard output past Python goes to the error stream."""
        standard = os.dup(_STDOUT)
        os.dup2(_STDERR, _STDOUT)
        try:
            with redirect_stdout(self._said):
                yield
        finally:
            os.dup2(standard, _STDOUT)
            os.close(standard)

    def tell(self) -> bool:
        """Print it: of a record nothing but that; tell whether it could be done."""
        try:
            if self.record is None:
                click.echo(self._said.getvalue(), nl=False)
            else:
                if said := self._said.getvalue():
                    complain(said.removesuffix("\n"))
                _print_json(self.record)
        except BrokenPipeError:
            return False
        except OSError as error:
            complain(f"结果无法写到标准输出（{error.strerror}）。")
            return False
        return True


def print_json(record: Any) -> None:  # noqa: ANN401 - whatever json takes
    """Answer with a record for machines."""
    click.get_current_context().ensure_object(Answer).record = record


def _print_json(record: Any) -> None:  # noqa: ANN401 - whatever json takes
    if sys.stdout is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    # UTF-8 whatever the console's encoding. Of a path that is none, JSON can tell the odd bytes.
    text = json.dumps(record, ensure_ascii=False, indent=2)
    click.echo(text.encode(errors="backslashreplace"))


def complain(text: str) -> None:
    """Say something on the error stream, if there is one that takes it."""
    with suppress(OSError):
        click.echo(text, err=True)


def prepare_streams() -> None:
    """Get the standard streams ready for whatever is said."""
    for number in (0, _STDOUT, _STDERR):
        try:
            os.fstat(number)
        except OSError:
            # The next file opened would get the number of a closed stream, and be written to as that.
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)  # noqa: FBT003 - of the standard library
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a GBK console has no ³


def let_go_of_streams() -> None:
    """Let nothing be left to write: Python tries once more at its end, and has an exit code for that."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            _flush(stream)


def _flush(stream: TextIO) -> None:
    try:
        stream.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
