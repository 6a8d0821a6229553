"""The work on one input file: read it, tell what is in it, write its outputs. Runs in any executor.

A task is plain data: the path of the job's context, and some input files. So it goes to a thread, to
another process or to another machine that sees the same folders.
"""

from __future__ import annotations

import gc
import hashlib
import pickle
import traceback
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from yuecheng_xl.collection.model import Submission
from yuecheng_xl.collection.reading import read_submission, saved_at
from yuecheng_xl.collection.returning import write_returned
from yuecheng_xl.collection.standard import standard_form
from yuecheng_xl.disk import files, log
from yuecheng_xl.findings import catalogue, has_errors
from yuecheng_xl.findings.errors import InputFileError, YuechengError
from yuecheng_xl.grid.submitted import read_submitted
from yuecheng_xl.sheets.template import Template
from yuecheng_xl.tables.placeholders import plan_scope

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from yuecheng_xl.collection.filenames import Names
    from yuecheng_xl.collection.roster import Roster
    from yuecheng_xl.collection.sources import Source
    from yuecheng_xl.findings import Finding
    from yuecheng_xl.forms.stencil import Stencil
    from yuecheng_xl.grid import Book

TEMPLATE = "汇总.xlsx"
_LEFT_BEHIND = 50_000
"""Objects that files may leave to the garbage collector: a clean one leaves some hundred entries."""

_CORE = 10_000
"""Bytes of the part with the saving time that are looked at."""


@dataclass(frozen=True, slots=True)
class Job:
    """What every task of a batch shares. ``folder`` is None where nothing is written."""

    roster: Roster
    stencil: Stencil | None
    folder: Path | None
    templates: Path | None

    def keep(self, folder: Path) -> Path:
        """Write the job where tasks find it; return the path, which no other job has."""
        content = pickle.dumps(self)
        path = folder / f"job-{hashlib.sha256(content).hexdigest()[:16]}"
        path.write_bytes(content)
        return path


@contextmanager
def collecting_no_garbage() -> Iterator[None]:
    """Pause garbage collection: a batch makes few cycles, and reference counting frees the rest."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class Worker:
    """Does the tasks of one job in one process."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.roster = job.roster
        self._templates: Template | None = None

    def process_all(self, tasks: Sequence[tuple[Source, Names]]) -> list[Submission]:
        """Process some input files.

        Raises:
            OutputError: an output cannot be written.

        """
        found = []
        with collecting_no_garbage():
            for source, names in tasks:
                found.append(self.process(source, names))
                if gc.get_count()[0] > _LEFT_BEHIND:  # openpyxl's workbooks hold themselves
                    gc.collect()
        return found

    def process(self, source: Source, names: Names) -> Submission:
        """Process one input file. Whatever is wrong with it becomes a finding.

        Raises:
            OutputError: an output cannot be written.

        """
        try:
            with source.opened() as path:
                try:
                    return self._take(source, path, names)
                except InputFileError as error:
                    return self._refuse(source, path, names, error.finding)
                except YuechengError:
                    raise
                except Exception:  # noqa: BLE001 - one file must not stop a batch; the log keeps the cause
                    cause = f"{source.label}\n{traceback.format_exc()}"
                    return self._refuse(source, path, names, catalogue.FILE_FAILED.at(log=log.write(cause)))
        except InputFileError as error:  # it could not even be unpacked: the archive is not its original
            return self._refuse(source, None if source.members else source.path, names, error.finding)

    def send_back(self, source: Source, names: Names, submission: Submission) -> Submission:
        """Write the returned file again, with the findings that the merging added.

        Raises:
            OutputError: an output cannot be written.

        """
        folder = self.job.folder
        if folder is None:
            return submission
        try:
            with source.opened() as path:
                try:
                    _, book = read_submitted(path)
                except InputFileError:
                    book = None  # it goes back with the explanation alone
                return self._return(submission, path, book, names, folder)
        except InputFileError:
            original = None if source.members else source.path
            return self._return(submission, original, None, names, folder)

    def _take(self, source: Source, path: Path, names: Names) -> Submission:
        package, book = read_submitted(path)
        submission = read_submission(source.label, book, self.roster)
        core = package.parts.get("docProps/core.xml", b"")[:_CORE]
        submission = replace(submission, modified=saved_at(core))
        folder = self.job.folder
        if folder is None or self.job.stencil is None:
            return submission
        content = standard_form(submission, self.roster, self.job.stencil)
        files.write(content, folder / names.standard)
        submission = replace(submission, standard=names.standard)
        if not has_errors(submission.findings):
            return submission
        return self._return(submission, path, book, names, folder)

    def _refuse(self, source: Source, path: Path | None, names: Names, finding: Finding) -> Submission:
        # A lock file says that somebody has the form open, not that the department has sent it.
        is_lock = finding.code == catalogue.LOCK_FILE.code
        department = "" if is_lock else self.roster.department_in(source.label)
        submission = Submission(source.label, department, findings=(replace(finding, where=""),))
        folder = self.job.folder
        if folder is None:
            return submission
        (folder / names.standard).unlink(missing_ok=True)  # nothing of it is taken
        return self._return(submission, path, None, names, folder)

    def _return(
        self, submission: Submission, path: Path | None, book: Book | None, names: Names, folder: Path
    ) -> Submission:
        self._templates = self._templates or Template(self.job.templates, TEMPLATE)
        scope = plan_scope(self.roster.outline)
        returned = write_returned(submission, path, book, names, folder, self._templates, scope)
        return replace(submission, returned=returned)


def process_files(job: Path, tasks: Sequence[tuple[Source, Names]]) -> list[Submission]:
    """Do some tasks of the job that is kept at a path.

    Raises:
        OutputError: an output cannot be written.

    """
    return _worker(job).process_all(tasks)


@lru_cache(maxsize=1)
def _worker(job: Path) -> Worker:
    loaded = pickle.loads(job.read_bytes())  # noqa: S301 - written by this very job
    assert isinstance(loaded, Job)  # noqa: S101
    return Worker(loaded)
