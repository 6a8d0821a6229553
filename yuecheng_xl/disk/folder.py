"""A folder that one run alone writes into."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Self

from yuecheng_xl.disk.beside import clean
from yuecheng_xl.disk.files import cannot_write
from yuecheng_xl.disk.lock import LockedError, NoLocksError, open_locked, remove
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import OutputError

if TYPE_CHECKING:
    from pathlib import Path

    from yuecheng_xl.findings import Finding

CLAIM = ".~写入中"
"""The file that a run has locked in the folder as long as it writes there; with its end it is gone."""

_TRIES = 20


@dataclass(frozen=True, slots=True)
class Claim:
    """A folder claimed for this run; ``findings`` say where no claim can be laid to it."""

    folder: Path
    findings: tuple[Finding, ...]
    _file: IO[bytes] | None

    @classmethod
    def lay(cls, folder: Path) -> Self:
        """Claim a folder, which is made where it is missing; files half-written by killed runs go.

        Raises:
            OutputError: another run has claimed it, or it cannot be written to.

        """
        path = folder / CLAIM
        for _ in range(_TRIES):
            try:
                folder.mkdir(parents=True, exist_ok=True)
                claim = cls(folder, (), open_locked(path, mode=0o666))
                clean(folder)
                return claim
            except LockedError as cause:
                raise OutputError(catalogue.BUSY.at(folder.name, file=folder)) from cause
            except NoLocksError:
                path.unlink(missing_ok=True)
                return cls(folder, (catalogue.NO_LOCKS.at(folder.name, file=folder),), None)
            except FileNotFoundError as cause:
                gone = cause  # the run before removes a folder that it leaves empty
            except OSError as cause:
                raise cannot_write(folder, cause) from cause
        raise cannot_write(folder, gone) from gone

    @property
    def is_sure(self) -> bool:
        """True where no other run can be writing into the folder."""
        return self._file is not None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def release(self) -> None:
        """Let other runs write into the folder; what is left of it, where nothing is, goes."""
        if self._file is not None:
            with suppress(OSError):  # the next run has it, and removes it
                remove(self._file, self.folder / CLAIM)
        with suppress(OSError):  # it holds something
            self.folder.rmdir()
