"""The output folder: made beside its place and moved in at the end, replacing the previous run's.

What the last run wrote and nobody touched since is replaced; what somebody changed or added is kept under
another name. So a run that was interrupted leaves the last result, and running again ends the same.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yuecheng_xl.disk.files import cannot_write, stamped
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

    @classmethod
    def begin(cls, folder: Path, inputs: Path) -> Output:
        """Prepare the folder; what an interrupted run left half-made goes.

        Raises:
            InputContentError: it is the folder of the inputs.
            OutputError: it cannot be written to.

        """
        if folder.exists() and inputs.exists() and folder.resolve() == inputs.resolve():
            raise InputContentError(catalogue.OUT_IS_INPUT.at(folder.name))
        staging = folder / _STAGING
        try:
            shutil.rmtree(staging, ignore_errors=True)
            staging.mkdir(parents=True)
        except OSError as cause:
            raise cannot_write(folder, cause) from cause
        return cls(folder, staging)

    def discard(self) -> None:
        """Remove what is half-made, and the folder with it where it holds nothing else."""
        shutil.rmtree(self.staging, ignore_errors=True)
        if self.folder.is_dir() and not any(self.folder.iterdir()):
            self.folder.rmdir()

    def set_aside(self, names: list[str]) -> list[Finding]:
        """Give another name to what stands in the way and is not just what the last run wrote.

        Raises:
            OutputError: it cannot be renamed: somebody has it open.

        """
        record = self._record()
        findings = []
        for name in names:
            path = self.folder / name
            if path.exists() and self._digests(path) - record:
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
            for name in names:
                old, new = self.folder / name, self.staging / name
                written |= self._digests(new, self.staging)
                # Old and new are recorded while they change places: neither is ever taken for an edit.
                self._keep_record(record | written)
                if old.is_dir():
                    shutil.rmtree(old)
                else:
                    old.unlink(missing_ok=True)
                if new.exists():
                    new.rename(old)
            self._keep_record(written)
        except OSError as cause:
            raise cannot_write(self.folder, cause) from cause
        shutil.rmtree(self.staging, ignore_errors=True)

    def _record(self) -> set[tuple[str, str]]:
        try:
            pairs = json.loads((self.folder / _RECORD).read_text(encoding="utf-8"))
            return {(str(name), str(digest)) for name, digest in pairs}
        except (OSError, ValueError, TypeError):
            return set()  # no record: nothing there is taken for ours

    def _keep_record(self, digests: set[tuple[str, str]]) -> None:
        text = json.dumps(sorted(digests), ensure_ascii=False)
        (self.folder / _RECORD).write_text(text, encoding="utf-8")

    def _digests(self, path: Path, root: Path | None = None) -> set[tuple[str, str]]:
        """Return path and digest of a file, or of each file below a folder."""
        files = [path] if path.is_file() else sorted(item for item in path.rglob("*") if item.is_file())
        return {(item.relative_to(root or self.folder).as_posix(), _digest(item)) for item in files}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
