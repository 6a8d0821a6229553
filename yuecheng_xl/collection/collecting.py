"""Collect what departments sent back: read, match, merge, and write the output folder."""

from __future__ import annotations

import traceback
from collections import Counter
from concurrent.futures import BrokenExecutor, Executor, Future, as_completed, wait
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from yuecheng_xl.collection.confirming import confirmed_in
from yuecheng_xl.collection.filenames import RETURNED, STANDARD, Names, names_for
from yuecheng_xl.collection.listing import write_listing
from yuecheng_xl.collection.master import merged_names, write_master
from yuecheng_xl.collection.merging import merge_submissions
from yuecheng_xl.collection.model import Decision, FileFinding, State, Submission
from yuecheng_xl.collection.output import Output
from yuecheng_xl.collection.roster import Roster
from yuecheng_xl.collection.sources import Source, find_sources, too_large_to_return
from yuecheng_xl.collection.work import TEMPLATE, Job, Worker, collecting_no_garbage, process_files
from yuecheng_xl.disk import log
from yuecheng_xl.disk.scratch import scratch
from yuecheng_xl.findings import catalogue, has_errors
from yuecheng_xl.findings.arguments import expect
from yuecheng_xl.findings.errors import InputContentError, InputFileError, YuechengError
from yuecheng_xl.forms.stencil import compile_stencils
from yuecheng_xl.plan import Plan
from yuecheng_xl.sheets.opening import open_workbook
from yuecheng_xl.sheets.template import Template

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from yuecheng_xl.collection.confirming import Confirmed
    from yuecheng_xl.collection.model import Subject
    from yuecheng_xl.findings import Finding

LISTING = "问题清单.xlsx"
_CHUNK = 16
"""Files a task: enough that handing them out costs little, few enough that progress is seen."""


@dataclass(frozen=True, slots=True)
class Collection:
    """What came back, what became of it, and where the results are.

    ``states`` has each input file's end by its path below the folder; ``missing`` are the departments
    that sent nothing; ``figures`` is one row for each answered cell; ``master``, ``listing`` and
    ``folder`` are None where nothing was written.
    """

    plan: Plan
    submissions: tuple[Submission, ...]
    states: Mapping[str, State]
    missing: tuple[str, ...]
    figures: tuple[Decision, ...]
    findings: tuple[FileFinding, ...]
    folder: Path | None = None
    master: Path | None = None
    listing: Path | None = None

    def __repr__(self) -> str:
        counts = ", ".join(f"{count} {state.name.lower()}" for state, count in self.counts.items())
        figures = f"{len(self.figures)} figures, {len(self.findings)} findings"
        return f"Collection({self.plan.name!r}, {len(self.submissions)} files: {counts}; {figures})"

    @property
    def counts(self) -> dict[State, int]:
        """How many input files ended in each state; they add up to the number of files.

        未填报 is told where there is one: most batches have none.
        """
        counted = Counter(self.states.values())
        return {state: counted[state] for state in State if counted[state] or state is not State.BLANK}

    @property
    def blank(self) -> tuple[str, ...]:
        """The departments that sent nothing but blank forms, in however many versions."""
        return tuple(
            name for name, why in without_answer(self.submissions, self.states).items() if why is BLANK
        )

    @property
    def unusable(self) -> tuple[str, ...]:
        """The departments that sent files, none of which could be used; some may have been blank."""
        found = without_answer(self.submissions, self.states)
        return tuple(name for name, why in found.items() if why is not BLANK)

    @property
    def has_errors(self) -> bool:
        """True where a finding is of severity 错误."""
        return has_errors(item.finding for item in self.findings)


BLANK, UNUSABLE, NEITHER = "只交了空表", "报送的文件都不能采用", "只交了空表和不能采用的文件"
"""Why a department that sent something has not answered, however many versions it sent."""


def without_answer(submissions: Iterable[Submission], states: Mapping[str, State]) -> dict[str, str]:
    """Return the departments none of whose files answers anything, and why."""
    blank: dict[str, set[bool]] = {}
    answered: set[str] = set()
    for item in submissions:
        is_blank = states[item.file] is State.BLANK
        blank.setdefault(item.department, set()).add(is_blank)
        if item.numbers and not is_blank:
            answered.add(item.department)
    why = {frozenset({True}): BLANK, frozenset({False}): UNUSABLE}
    return {
        name: why.get(frozenset(kinds), NEITHER)
        for name, kinds in blank.items()
        if name and name not in answered
    }


def collect(
    folder: str | Path,
    plan: Plan,
    out: str | Path | None = None,
    *,
    executor: Executor | None = None,
    progress: Callable[[int, int], None] | None = None,
    templates: str | Path | None = None,
) -> Collection:
    """Read all workbooks of a folder, its sub-folders and zip archives, and merge them into the master.

    The inputs are only read. Whatever is wrong with one becomes findings and never stops the others.

    Args:
        folder: what departments sent.
        plan: read from the master workbook.
        out: the output folder; None to read and merge without writing anything.
        executor: where the files are read, by default this process. Its workers must see both folders.
        progress: called with the number of files done and of all files.
        templates: folder of the template workbooks, by default the shipped one.

    Raises:
        InputFileError: the folder is missing.
        InputContentError: the output folder is the input folder.
        OutputError: the results cannot be written, or another run writes into the folder.
        TemplateError: a template cannot be used.
        TypeError: ``plan`` is not a Plan.

    """
    expect(plan, Plan)
    # Absolute, for workers may stand elsewhere.
    folder = Path(folder).absolute()
    template_folder = Path(templates).absolute() if templates else None
    if not folder.is_dir():
        raise InputFileError(catalogue.FOLDER_MISSING.at(file=folder))
    if out is None:
        with scratch() as place:
            tasks = _tasks(find_sources(folder, place))
            worker = Worker(Job(Roster(plan, _confirmed(plan)), None, None, template_folder), place)
            return _merge(plan, _read(worker, tasks, executor, progress), worker.roster)
    if plan.source is None:
        raise InputContentError(catalogue.FILE_MISSING.at(file=plan.name))
    out = Path(out).absolute()
    output = Output.begin(out, folder)
    try:
        tasks = _tasks(find_sources(folder, output.staging, leave_out=out))
        open_workbook(
            plan.source, or_old=True
        )  # one that must not be written is told before a whole batch is read
        roster = Roster(plan, _confirmed(plan, out))
        stencils = compile_stencils(plan, roster.lists, template_folder)
        worker = Worker(Job(roster, stencils, output.staging, template_folder), output.staging)
        collection = _merge(plan, _read(worker, tasks, executor, progress), worker.roster)
        return _write(collection, output, tasks, worker)
    finally:
        output.discard()


def _confirmed(plan: Plan, out: Path | None = None) -> Confirmed:
    """Return what people have confirmed in the master, and in the merged ones of earlier runs."""
    if plan.source is None:
        return frozenset()
    earlier = [] if out is None else [out / name for name in merged_names(plan.source)]
    return confirmed_in([plan.source, *earlier])


def _tasks(sources: Sequence[Source]) -> list[tuple[Source, Names]]:
    too_large = too_large_to_return(sources)
    named = zip(sources, names_for(source.label for source in sources), strict=True)
    return [
        (source, replace(names, original=None) if source.label in too_large else names)
        for source, names in named
    ]


def _read(
    worker: Worker,
    tasks: Sequence[tuple[Source, Names]],
    executor: Executor | None,
    progress: Callable[[int, int], None] | None,
) -> list[Submission]:
    """Read all files, with this process' own worker or an executor's.

    Files whose worker died, or whose executor is gone, are read again, each in a process of its own.
    """
    chunks = [tasks[start : start + _CHUNK] for start in range(0, len(tasks), _CHUNK)]
    found: list[list[Submission]] = [[] for _ in chunks]
    done = 0

    def finished(number: int, submissions: list[Submission]) -> None:
        nonlocal done
        found[number] = submissions
        done += len(submissions)
        if progress is not None:
            progress(done, len(tasks))

    if executor is None:
        for number, chunk in enumerate(chunks):
            finished(number, worker.process_all(chunk))
    else:
        futures: dict[Future[list[Submission]], int] = {}
        try:
            for number, chunk in enumerate(chunks):
                futures[_submitted(executor, worker, chunk)] = number
            for future in as_completed(futures):
                number = futures[future]
                found_there = _result(future)
                if found_there is None:
                    found_there = worker.process_all(chunks[number], here=False)
                finished(number, found_there)
        finally:
            for future in futures:
                future.cancel()
            wait(futures)  # nobody may write any more when what is half-made is removed
    return [submission for chunk in found for submission in chunk]


def _submitted(
    executor: Executor, worker: Worker, chunk: Sequence[tuple[Source, Names]]
) -> Future[list[Submission]]:
    kept = worker.kept
    try:
        return executor.submit(process_files, kept, chunk)
    except BrokenExecutor as error:  # a worker died of an earlier chunk
        future = Future[list[Submission]]()
        future.set_exception(error)
        return future


def _result(future: Future[list[Submission]]) -> list[Submission] | None:
    """Return what a task found; None where nobody did it to its end.

    Raises:
        YuechengError: what stops the whole job.

    """
    try:
        return future.result()
    except (YuechengError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001 - each kind of executor has its own errors; the files are read again
        log.write(traceback.format_exc())
        return None


def _merge(plan: Plan, submissions: list[Submission], roster: Roster) -> Collection:
    with collecting_no_garbage():
        merging = merge_submissions(submissions, roster)
    findings = [
        FileFinding(finding, item.file, item.department) for item in submissions for finding in item.findings
    ]
    findings += merging.findings
    states = _states(submissions, findings)
    missing, found = _completeness(submissions, states, roster)
    findings += found
    return Collection(
        plan=plan,
        submissions=tuple(submissions),
        states=_states(submissions, findings),
        missing=tuple(missing),
        figures=merging.figures,
        findings=tuple(findings),
    )


def _states(submissions: Sequence[Submission], findings: Sequence[FileFinding]) -> dict[str, State]:
    by_file = _by_file(findings)
    return {item.file: _state(by_file.get(item.file, ())) for item in submissions}


def _state(findings: Sequence[Finding]) -> State:
    if any(finding.code == catalogue.BLANK_FORM.code for finding in findings):
        return State.BLANK
    if has_errors(findings):
        return State.RETURNED
    return State.MERGED_WITH_FINDINGS if findings else State.MERGED


def _by_file(findings: Sequence[FileFinding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for item in findings:
        found.setdefault(item.file, []).append(item.finding)
    return found


def _completeness(
    submissions: Sequence[Submission], states: Mapping[str, State], roster: Roster
) -> tuple[list[str], list[FileFinding]]:
    """Tell which departments sent nothing, nothing usable, or not all their indicators."""
    sent = {item.department for item in submissions}
    answered: dict[str, set[Subject]] = {}
    last: dict[str, str] = {}
    silent = without_answer(submissions, states)
    for item in submissions:
        if states[item.file] is State.BLANK:
            continue
        answered.setdefault(item.department, set()).update(item.numbers)
        if item.numbers:
            last[item.department] = max(item.file, last.get(item.department, ""))
    missing = [name for name in roster.departments if name not in sent]
    findings = [FileFinding(catalogue.NOT_SUBMITTED.at("", department=name), "", name) for name in missing]
    if not submissions:
        findings.append(FileFinding(catalogue.NOTHING_SUBMITTED.at("")))
    for name in roster.departments:
        if name not in sent or silent.get(name) == BLANK:
            continue  # each blank form says so itself
        left_out = [subject for subject in roster.asked(name) if subject not in answered[name]]
        if name in silent:
            findings.append(FileFinding(catalogue.NOT_READABLE.at("", department=name), "", name))
        elif left_out:
            names = [roster.numbered_name(subject) for subject in left_out]
            finding = catalogue.INDICATOR_NOT_SUBMITTED.at("", department=name, names=names)
            findings.append(FileFinding(finding, last[name], name))
    return missing, findings


def _send_back(
    submissions: Sequence[Submission],
    tasks: Sequence[tuple[Source, Names]],
    findings: Sequence[FileFinding],
    worker: Worker,
) -> tuple[Submission, ...]:
    """Rewrite the returned files of which the merging found more to correct."""
    by_file = _by_file(findings)
    sent = []
    for submission, (source, names) in zip(submissions, tasks, strict=True):
        found = tuple(by_file.get(submission.file, ()))
        if len(found) > len(submission.findings) and has_errors(found):
            sent.append(worker.send_back(source, names, replace(submission, findings=found)))
        else:
            sent.append(submission)
    return tuple(sent)


def _write(
    collection: Collection,
    output: Output,
    tasks: Sequence[tuple[Source, Names]],
    worker: Worker,
) -> Collection:
    roster, templates = worker.roster, Template(worker.job.templates, TEMPLATE)
    master, figures, found = write_master(
        output.staging, collection.plan, collection.figures, roster, templates
    )
    names = [master, STANDARD, RETURNED, LISTING]
    found += [FileFinding(finding) for finding in (*output.claim.findings, *output.set_aside(names))]
    findings = (*collection.findings, *found)
    states = _states(collection.submissions, findings)
    submissions = _send_back(collection.submissions, tasks, findings, worker)
    listed = output.staging / LISTING
    silent = dict.fromkeys(collection.missing, "") | without_answer(submissions, states)
    write_listing(listed, submissions, states, silent, findings, roster, templates)
    for name in (STANDARD, RETURNED):
        (output.staging / name).mkdir(exist_ok=True)
    output.finish(names)
    return replace(
        collection,
        submissions=submissions,
        figures=figures,
        findings=findings,
        states=states,
        folder=output.folder,
        master=output.folder / master,
        listing=output.folder / LISTING,
    )
