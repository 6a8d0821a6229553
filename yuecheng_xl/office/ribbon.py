"""What happens on a click: one function a button, and the boundary around them all.

A new button is one function here, with the button's id in ``@_button``, and its line in the ribbon's XML.
Nothing is imported before the job needs it: a click starts a process.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    import xlwings as xw

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.office.session import Session


@dataclass(frozen=True, slots=True)
class Done:
    """What a job has to say: to people, and to machines. Nothing where the user thought better of it."""

    text: str = ""
    record: dict[str, Any] = field(default_factory=dict)


Job: TypeAlias = "Callable[[Session], Done]"
JOBS: dict[str, Job] = {}
"""Each button's job by the button's id."""


def _button(name: str) -> Callable[[Job], Job]:
    def register(job: Job) -> Job:
        JOBS[name] = job
        return job

    return register


def click(button: str) -> None:
    """Do what a button is for, on the workbook in front; whatever happens, say it in Chinese."""
    from yuecheng_xl.office.session import calling_app

    app: xw.App | None = None
    try:
        app = calling_app()
        text, mode = run(button, app).text, "info"
    except Exception as error:  # noqa: BLE001 - the outermost boundary: a clerk must never see a traceback
        text, mode = str(explain(error)), "critical"
    if text:
        _tell(app, text, mode)


def run(button: str, app: xw.App) -> Done:
    """Do what a button is for; the status bar is Excel's own again afterwards.

    Raises:
        YuechengError: it could not be done; the workbook is as it was.

    """
    from yuecheng_xl.findings import catalogue
    from yuecheng_xl.findings.errors import ExcelError
    from yuecheng_xl.office.session import Session

    if button not in JOBS:
        raise ExcelError(catalogue.NO_SUCH_JOB.at(job=button))
    session = Session(app)
    try:
        return JOBS[button](session)
    finally:
        session.rest()


def explain(error: Exception) -> Finding:
    """Return what to tell of an error. Its traceback goes into the log, where it has more to say."""
    import traceback

    from yuecheng_xl.disk import log
    from yuecheng_xl.findings import catalogue
    from yuecheng_xl.findings.errors import YuechengError
    from yuecheng_xl.office import excel

    if isinstance(error, YuechengError):
        if error.__cause__ is not None:
            log.write("".join(traceback.format_exception(error)))
        return error.finding
    return catalogue.EXCEL_BUSY.at() if excel.is_busy(error) else log.unexpected()


def _tell(app: xw.App | None, text: str, mode: str) -> None:
    from yuecheng_xl.disk import log
    from yuecheng_xl.messages import addin as words

    if app is None:
        log.write(text)  # no Excel, so nobody clicked: there is no one to tell
    else:
        app.alert(text, words.TITLE, mode=mode)


@_button("evaluate")
def _evaluate(session: Session) -> Done:
    """一键评估: all result sheets and the two computed columns."""
    return _put_results_in(session)


@_button("table1")
def _table1(session: Session) -> Done:
    """生成表1: that sheet alone."""
    return _put_results_in(session, only_table1=True)


@_button("distribute")
def _distribute(session: Session) -> Done:
    """分发报送表: a form for each department, in a folder that is then shown."""
    from yuecheng_xl.messages import addin as words
    from yuecheng_xl.process.startup import collect_garbage_rarely, lean_openpyxl

    chosen = session.ask_folder(words.ASK_FORMS)
    if chosen is None:
        return Done()
    collect_garbage_rarely()
    lean_openpyxl()
    from yuecheng_xl.disk.brief import written
    from yuecheng_xl.forms import distribute
    from yuecheng_xl.forms.brief import distributed
    from yuecheng_xl.forms.record import distribution_record
    from yuecheng_xl.plan.workbook import read_workbook

    out = chosen if chosen.name == words.FORMS else chosen / words.FORMS
    session.progress(words.DISTRIBUTING)
    with session.copied() as copy:
        distribution = distribute(read_workbook(copy), out)
    session.show(out)
    return Done(f"{distributed(distribution)}\n{written(out)}", distribution_record(distribution))


@_button("collect")
def _collect(session: Session) -> Done:
    """汇总报送表: what came back, into a copy of the workbook, which is then opened."""
    from yuecheng_xl.messages import addin as words
    from yuecheng_xl.process.startup import lean_openpyxl

    folder = session.ask_folder(words.ASK_SUBMISSIONS)
    if folder is None:
        return Done()
    lean_openpyxl()
    from yuecheng_xl.collection import collect
    from yuecheng_xl.collection.brief import collected
    from yuecheng_xl.collection.record import collection_record
    from yuecheng_xl.disk.brief import written
    from yuecheng_xl.plan.workbook import read_workbook

    out = folder.with_name(words.COLLECTED.format(folder=folder.name))
    session.progress(words.COLLECTING)
    with session.copied() as copy:
        collection = collect(
            folder,
            read_workbook(copy),
            out,
            progress=lambda done, of: session.progress(words.read(done, of)),
        )
    session.show(collection.master or out)
    return Done(f"{collected(collection)}\n{written(out)}", collection_record(collection))


@_button("check")
def _check(session: Session) -> Done:
    """数据检查: what contradicts itself, as a workbook of its own; the open one stays as it is."""
    from yuecheng_xl.findings.record import finding_record
    from yuecheng_xl.messages import addin as words
    from yuecheng_xl.process.startup import lean_openpyxl

    lean_openpyxl()
    from yuecheng_xl.evaluation import evaluate
    from yuecheng_xl.plan.workbook import read_workbook
    from yuecheng_xl.results import write_findings

    session.progress(words.CHECKING)
    with session.copied() as copy:
        written = write_findings(evaluate(read_workbook(copy)), session.place(words.FINDINGS))
    session.show(written.path)
    record = {"findings": [finding_record(item) for item in written.findings]}
    return Done(words.checked(written.path, written.findings), record)


@_button("report")
def _report(session: Session) -> Done:
    """生成报告: the draft in Word, which is then opened."""
    from yuecheng_xl.messages import addin as words
    from yuecheng_xl.process.startup import lean_openpyxl

    lean_openpyxl()
    from yuecheng_xl.disk.brief import written
    from yuecheng_xl.evaluation import evaluate
    from yuecheng_xl.plan.workbook import read_workbook
    from yuecheng_xl.report.record import report_record
    from yuecheng_xl.report.writer import write_report

    session.progress(words.REPORTING)
    with session.copied() as copy:
        evaluation = evaluate(read_workbook(copy))
        draft = write_report(evaluation, session.place(words.REPORT))
    session.show(draft.path)
    return Done(written(draft.path), report_record(evaluation, draft))


@_button("restore")
def _restore(session: Session) -> Done:
    """恢复: undo the last click on this workbook."""
    from yuecheng_xl.findings import catalogue
    from yuecheng_xl.findings.errors import ExcelError
    from yuecheng_xl.messages import addin as words
    from yuecheng_xl.office import backups, excel, exchange
    from yuecheng_xl.process.startup import collect_garbage_rarely, lean_openpyxl

    collect_garbage_rarely()
    lean_openpyxl()
    session.require_open_structure()
    session.progress(words.RESTORING)
    full_name = excel.full_name(session.book)
    nothing = ExcelError(catalogue.NOTHING_TO_RESTORE.at(folder=backups.folder_of(full_name)))
    backup = backups.latest(full_name)
    if backup is None:
        raise nothing
    journal = exchange.Journal.from_json(backup.journal)
    with session.backed_up() as now:
        standing = exchange.still_standing(now.copy, journal)
        if not standing:
            raise nothing
        with session.quiet():
            notes = exchange.take_out(session.book, journal, standing, backup.copy, now.copy)
    now.discard()
    backup.forget()
    return Done(words.restored(backup.copy, notes))


@_button("help")
def _help(session: Session) -> Done:
    """帮助: what the buttons do, and where the copies are."""
    from yuecheng_xl import __version__
    from yuecheng_xl.messages import addin as words
    from yuecheng_xl.office import backups, excel

    return Done(words.usage(__version__, backups.folder_of(excel.full_name(session.book))))


def _put_results_in(session: Session, *, only_table1: bool = False) -> Done:
    """Let the reader, the rules and the writer do their work on a copy; put what they made in here."""
    from yuecheng_xl.messages import addin as words
    from yuecheng_xl.office import exchange
    from yuecheng_xl.process.startup import collect_garbage_rarely, lean_openpyxl
    from yuecheng_xl.tables.record import evaluation_record

    collect_garbage_rarely()
    lean_openpyxl()  # before anything that imports it
    from yuecheng_xl.evaluation import evaluate
    from yuecheng_xl.plan.workbook import read_workbook
    from yuecheng_xl.results import write_sheets

    session.require_open_structure()
    session.progress(words.COPYING)
    with session.backed_up() as backup, session.scratch() as result:
        session.progress(words.EVALUATING)
        evaluation = evaluate(read_workbook(backup.copy))
        changes = write_sheets(evaluation, result, only_table1=only_table1)
        session.progress(words.WRITING)
        with session.quiet():
            exchange.put_in(session.book, result, changes, evaluation.plan.table, backup)
    session.turn_to(next(iter(changes.made)))
    text = words.put_in(evaluation, changes.made, changes.noticed)
    return Done(text, evaluation_record(evaluation, changes.findings))
