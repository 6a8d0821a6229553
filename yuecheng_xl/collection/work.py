"""The work on one input file: read it, tell what is in it, write its outputs. Runs in any executor.

A task is plain data: the path of the job's context, and some input files. So it goes to a thread, to
another process or to another machine that sees the same folders. There, a file that is nothing but a plain
table without errors is processed at once; whatever else it is, in a process apart, so that a file that
hangs, takes all memory or ends the process costs only itself.
"""

from __future__ import annotations

import gc
import hashlib
import pickle
import re
import traceback
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from yuecheng_xl.collection.model import Submission
from yuecheng_xl.collection.reading import read_submission, saved_at
from yuecheng_xl.collection.returning import write_returned
from yuecheng_xl.collection.standard import standard_form
from yuecheng_xl.disk import files, log
from yuecheng_xl.findings import catalogue, has_errors
from yuecheng_xl.findings.errors import InputFileError, OutputError, YuechengError
from yuecheng_xl.grid.submitted import read_plain, read_submitted
from yuecheng_xl.process.apart import ApartError, NotStartedError, Reason, apart
from yuecheng_xl.sheets.template import Template
from yuecheng_xl.tables.placeholders import plan_scope

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from yuecheng_xl.collection.filenames import Names
    from yuecheng_xl.collection.roster import Roster
    from yuecheng_xl.collection.sources import Source
    from yuecheng_xl.findings import Finding
    from yuecheng_xl.forms.stencil import Stencils
    from yuecheng_xl.grid import Book
    from yuecheng_xl.grid.package import Package

TEMPLATE = "汇总.xlsx"
_LEFT_BEHIND = 50_000
"""Objects that files may leave to the garbage collector: a clean one leaves some hundred entries."""

_DRAWING = re.compile(r"xl/(?:drawings/drawing\d*|cellimages)\.xml$", re.IGNORECASE)
"""Parts that show pictures; WPS keeps those in cells in one of its own."""

_CORE = 10_000
"""Bytes of the part with the saving time that are looked at."""


@dataclass(frozen=True, slots=True)
class Job:
    """What every task of a batch shares. ``folder`` is None where nothing is written."""

    roster: Roster
    stencils: Stencils | None
    folder: Path | None
    templates: Path | None

    def keep(self, folder: Path) -> Path:
        """Write the job where tasks find it; return the path, which no other job has.

        Raises:
            OutputError: no room.

        """
        content = pickle.dumps(self)
        path = folder / f"job-{hashlib.sha256(content).hexdigest()[:16]}"
        files.write(content, path)
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

    def __init__(self, job: Job, place: Path) -> None:
        """Take the job, and the folder of the batch: other processes find the job there, and unpack there."""
        self.job = job
        self.roster = job.roster
        self._place = place
        self._templates: Template | None = None

    @cached_property
    def kept(self) -> Path:
        """The path at which other processes find the job."""
        return self.job.keep(self._place)

    def process_all(self, tasks: Sequence[tuple[Source, Names]], *, here: bool = True) -> list[Submission]:
        """Process some input files.

        Args:
            tasks: the files, and the names of what is written for each.
            here: whether plain files are processed in this process; False where one of these files may
                have ended another one.

        Raises:
            OutputError: an output cannot be written.

        """
        found = []
        with collecting_no_garbage():
            for source, names in tasks:
                done = self._process_plain(source, names) if here else None
                found.append(done or self._process_apart(source, names))
        return found

    def process(self, source: Source, names: Names) -> Submission:
        """Process one input file in this process. Whatever is wrong with it becomes a finding.

        Raises:
            OutputError: an output cannot be written.
            MemoryError: the file takes too much.

        """
        try:
            with source.opened(self._place) as path:
                try:
                    package, book = read_submitted(path)
                    return self._take(source, path, package, book, names)
                except InputFileError as error:
                    return self._refuse(source, path, names, error.finding)
                except (YuechengError, MemoryError, KeyboardInterrupt, SystemExit):
                    raise
                except BaseException:  # noqa: BLE001 - native code's panics, too, must not stop a batch
                    cause = f"{source.label}\n{traceback.format_exc()}"
                    return self._refuse(source, path, names, catalogue.FILE_FAILED.at(log=log.write(cause)))
        except InputFileError as error:  # it could not even be unpacked: the archive is not its original
            return self._refuse(source, _original(source), names, error.finding)

    def send_back(self, source: Source, names: Names, submission: Submission) -> Submission:
        """Write the returned file again, with the findings that the merging added.

        Raises:
            OutputError: an output cannot be written.

        """
        if self.job.folder is None:
            return submission
        try:
            return apart(_send_back, self.kept, source, names, submission)
        except NotStartedError:
            return self.send_back_here(source, names, submission)
        except ApartError:
            return self._return(submission, _original(source), None, names, self.job.folder)

    def send_back_here(self, source: Source, names: Names, submission: Submission) -> Submission:
        """Do the same in this process.

        Raises:
            OutputError: an output cannot be written.

        """
        folder = self.job.folder
        if folder is None:
            return submission
        try:
            with source.opened(self._place) as path:
                try:
                    _, book = read_submitted(path)
                except InputFileError:
                    book = None  # it goes back with the explanation alone
                return self._return(submission, path, book, names, folder)
        except InputFileError:
            return self._return(submission, _original(source), None, names, folder)

    def _process_plain(self, source: Source, names: Names) -> Submission | None:
        """Process a file that is nothing but a plain table without errors; None where it is more."""
        try:
            with source.opened(self._place) as path:
                found = read_plain(path)
                if found is None:
                    return None
                submission = self._read(source, *found)
                return None if has_errors(submission.findings) else self._with_standard(submission, names)
        except (OutputError, KeyboardInterrupt, SystemExit):
            raise
        except BaseException:  # noqa: BLE001 - whatever it is, it comes again where it is told
            return None

    def _process_apart(self, source: Source, names: Names) -> Submission:
        try:
            return apart(_process, self.kept, source, names)
        except NotStartedError:
            return self.process(source, names)
        except ApartError as error:
            if error.reason is Reason.DEATH:
                said = log.write(f"{source.label}\nthe process that read it ended with {error.code}")
                finding = catalogue.FILE_FAILED.at(log=said)
            else:
                finding = catalogue.TOO_COSTLY.at()
            return self._refuse(source, _original(source), names, finding)

    def _read(self, source: Source, package: Package, book: Book) -> Submission:
        core = package.parts.get("docProps/core.xml", b"")[:_CORE]
        has_pictures = any(_DRAWING.match(name) for name in package.parts)
        submission = read_submission(source.label, book, self.roster, has_pictures=has_pictures)
        return replace(submission, modified=saved_at(core))

    def _with_standard(self, submission: Submission, names: Names) -> Submission:
        if self.job.folder is None or self.job.stencils is None:
            return submission
        content = standard_form(submission, self.roster, self.job.stencils)
        files.write(content, self.job.folder / names.standard)
        return replace(submission, standard=names.standard)

    def _take(self, source: Source, path: Path, package: Package, book: Book, names: Names) -> Submission:
        submission = self._with_standard(self._read(source, package, book), names)
        if self.job.folder is None or not has_errors(submission.findings):
            return submission
        return self._return(submission, path, book, names, self.job.folder)

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
        return write_returned(submission, path, book, names, folder, self._templates, scope)


def process_files(job: Path, tasks: Sequence[tuple[Source, Names]]) -> list[Submission]:
    """Do some tasks of the job that is kept at a path.

    Raises:
        OutputError: an output cannot be written.

    """
    return _worker(job).process_all(tasks)


def _process(job: Path, source: Source, names: Names) -> Submission:
    with _garbage_collected_rarely():
        return _worker(job).process(source, names)


def _send_back(job: Path, source: Source, names: Names, submission: Submission) -> Submission:
    with _garbage_collected_rarely():
        return _worker(job).send_back_here(source, names, submission)


@contextmanager
def _garbage_collected_rarely() -> Iterator[None]:
    with collecting_no_garbage():
        yield
        if gc.get_count()[0] > _LEFT_BEHIND:  # openpyxl's workbooks hold themselves
            gc.collect()


def _original(source: Source) -> Path | None:
    """Return the file to send back where it was not opened; an archive is not its member's original."""
    return None if source.members else source.path


@lru_cache(maxsize=1)
def _worker(job: Path) -> Worker:
    loaded = pickle.loads(job.read_bytes())  # noqa: S301 - written by this very job
    assert isinstance(loaded, Job)  # noqa: S101
    worker = Worker(loaded, job.parent)
    worker.kept = job
    return worker
