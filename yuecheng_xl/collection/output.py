"""The output folder: made beside its place and moved in at the end, replacing the previous run's.

What the last run wrote and nobody touched since is replaced; what somebody changed or added is kept under
another name. So a run that was interrupted leaves the last result, and running again ends the same.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from secrets import token_hex
from typing import TYPE_CHECKING

from yuecheng_xl.disk.beside import is_beside
from yuecheng_xl.disk.files import cannot_write, stamped
from yuecheng_xl.disk.folder import Claim
from yuecheng_xl.disk.regular import is_link, open_regular
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import InputContentError

if TYPE_CHECKING:
    from pathlib import Path

    from yuecheng_xl.findings import Finding

_STAGING = ".~汇总中"
_RECORD = ".yuecheng-xl.json"


def is_output(folder: Path) -> bool:
    """Tell whether a folder holds the results of a run: they are no submissions."""
    return (folder / _RECORD).is_file()


@dataclass(frozen=True, slots=True)
class Output:
    """An output folder in the making; ``staging`` is where its new content grows."""

    folder: Path
    staging: Path
    claim: Claim

    @classmethod
    def begin(cls, folder: Path, inputs: Path) -> Output:
        """Prepare the folder; what an interrupted run left half-made goes.

        Raises:
            InputContentError: it is the folder of the inputs.
            OutputError: it cannot be written to, or another run writes into it.

        """
        if folder.exists() and inputs.exists() and folder.resolve() == inputs.resolve():
            raise InputContentError(catalogue.OUT_IS_INPUT.at(folder.name))
        claim = Claim.lay(folder)
        # Of a name of its own: a process that outlives a killed run must not write into the next one's.
        staging = folder / f"{_STAGING}{token_hex(2)}"
        try:
            if claim.is_sure:
                for left in folder.glob(f"{_STAGING}*"):
                    _remove(left)
            staging.mkdir()
        except OSError as cause:
            claim.release()
            raise cannot_write(folder, cause) from cause
        return cls(folder, staging, claim)

    def discard(self) -> None:
        """Remove what is half-made, and the folder with it where it holds nothing else; let others write."""
        shutil.rmtree(self.staging, ignore_errors=True)
        self.claim.release()

    def set_aside(self, names: list[str]) -> list[Finding]:
        """Give another name to what stands in the way and is not just what the last run wrote.

        Raises:
            OutputError: it cannot be renamed: somebody has it open.

        """
        record = self._record()
        findings = []
        for name in names:
            path = self.folder / name
            if os.path.lexists(path) and (is_link(path) or self._digests(path) - record):
                kept = stamped(path)
                try:
                    path.rename(kept)
                except OSError as cause:
                    raise cannot_write(path, cause) from cause
                findings.append(catalogue.OUTPUT_KEPT.at(name, file=name, used=kept.name))
        return findings

    def finish(self, names: list[str]) -> None:
        """Put the new content in the place of the old.

        Raises:
            OutputError: a file of the last run cannot be replaced: somebody has it open.

        """
        record, written = self._record(), set[tuple[str, str]]()
        try:
            for path in self.staging.rglob(".~*"):
                if is_beside(path.name):  # of a process that was ended
                    path.unlink()
            for name in names:
                old, new = self.folder / name, self.staging / name
                written |= self._digests(new, self.staging)
                # Old and new are recorded while they change places: neither is ever taken for an edit.
                self._keep_record(record | written)
                _remove(old)
                if new.exists():
                    new.rename(old)
            self._keep_record(written)
        except OSError as cause:
            raise cannot_write(self.folder, cause) from cause

    def _record(self) -> set[tuple[str, str]]:
        try:
            with open_regular(self.folder / _RECORD, follow=False) as file:
                pairs = json.load(file)
            return {(str(name), str(digest)) for name, digest in pairs}
        except (OSError, ValueError, TypeError):
            return set()  # no record: nothing there is taken for ours

    def _keep_record(self, digests: set[tuple[str, str]]) -> None:
        # Written beside and moved over: a link in its place is not written through, half of it is never read.
        new = self.staging / _RECORD
        new.write_text(json.dumps(sorted(digests), ensure_ascii=False), encoding="utf-8")
        new.replace(self.folder / _RECORD)

    def _digests(self, path: Path, root: Path | None = None) -> set[tuple[str, str]]:
        """Return path and digest of a file, or of each file below a folder."""
        if path.is_dir():
            files = [item for item in path.rglob("*") if is_link(item) or not item.is_dir()]
        else:
            files = [path] if path.exists() else []
        return {(item.relative_to(root or self.folder).as_posix(), _digest(item)) for item in files}


def _digest(path: Path) -> str:
    try:
        with open_regular(path, follow=False) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""  # nothing that we wrote


def _remove(path: Path) -> None:
    """Remove a file, a folder or a link, if there is one; never what a link leads to."""
    if not os.path.lexists(path):
        return
    if path.is_dir() and not is_link(path):
        shutil.rmtree(path)
    else:
        path.unlink()
