"""Split the master into one form for each department (责任单位)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from yuecheng_xl.disk import files
from yuecheng_xl.disk.folder import Claim
from yuecheng_xl.disk.names import free_name, safe_name
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.arguments import expect
from yuecheng_xl.findings.errors import InputContentError
from yuecheng_xl.forms.identity import identity
from yuecheng_xl.forms.layout import VALUES, Key, answers
from yuecheng_xl.forms.listed import COMPLETED, list_forms
from yuecheng_xl.forms.stencil import SHEET, compile_stencils, indicator_row, sheets_of
from yuecheng_xl.plan import Plan, projects, tasks
from yuecheng_xl.typed.departments import named_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.forms.layout import Answer
    from yuecheng_xl.forms.listed import Listed, ListForm
    from yuecheng_xl.forms.stencil import FormRow
    from yuecheng_xl.plan import Indicator

_NAMED = 5
"""Names that a finding lists."""


@dataclass(frozen=True, slots=True)
class Form:
    """One department's form: where it is, what is on it, and how many figures wait to be filled in.

    ``tasks`` and ``projects`` are the rows' labels: number and name.
    """

    department: str
    path: Path
    indicators: tuple[Indicator, ...]
    open_figures: int
    tasks: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()

    def __repr__(self) -> str:
        counts = f"{len(self.indicators)} indicators, {self.open_figures} open figures"
        return f"Form({self.department!r}, {str(self.path)!r}, {counts})"


@dataclass(frozen=True, slots=True)
class Distribution:
    """The forms by department, and what making them found, the plan's own findings included."""

    forms: tuple[Form, ...]
    findings: tuple[Finding, ...]

    def __repr__(self) -> str:
        return f"Distribution({len(self.forms)} forms, {len(self.findings)} findings)"


def departments(plan: Plan) -> dict[str, tuple[Indicator, ...]]:
    """Return each department's indicators. Of several in one cell (甲局、乙局) each gets the indicator."""
    found: dict[str, list[Indicator]] = {}
    for indicator in plan.indicators:
        for name in responsible(indicator):
            found.setdefault(name, []).append(indicator)
    return {name: tuple(items) for name, items in found.items()}


def responsible(indicator: Indicator) -> tuple[str, ...]:
    """Return the departments that an indicator's 责任单位 names."""
    return named_in(indicator.department)


def rows_of(lists: Mapping[str, ListForm]) -> dict[str, tuple[Listed, ...]]:
    """Return each department's rows of the lists: those that it leads, and those that it helps with."""
    found: dict[str, list[Listed]] = {}
    for form in lists.values():
        for row in form.rows:
            for name in (*row.owners, *row.helpers):
                found.setdefault(name, []).append(row)
    return {name: tuple(rows) for name, rows in found.items()}


def form_rows(
    indicators: Iterable[tuple[Indicator, Mapping[Key, Answer]]],
    listed: Iterable[tuple[Listed, Mapping[Key, Answer]]],
) -> dict[str, list[FormRow]]:
    """Return what stands in a form's rows, by sheet."""
    rows: dict[str, list[FormRow]] = {SHEET: [indicator_row(item, known) for item, known in indicators]}
    for item, known in listed:
        rows.setdefault(item.row.sheet, []).append(known)
    return rows


def distribute(plan: Plan, folder: str | Path, *, templates: str | Path | None = None) -> Distribution:
    """Write one form workbook for each department into a folder, named after the department.

    A form has a sheet for the department's indicators, and one each for its tasks and its projects, where the
    master has them. One that already stands there is replaced where nobody touched it since we wrote it, and
    kept under another name where somebody did.

    Args:
        plan: read from a master workbook with the column 责任单位.
        folder: made where it is missing.
        templates: folder of the template workbooks, by default the shipped one.

    Raises:
        InputContentError: no indicator, task or project has a department.
        OutputError: a form cannot be written, or another run writes into the folder.
        TemplateError: the form template cannot be used.
        TypeError: not a Plan.

    """
    expect(plan, Plan)
    lists = list_forms(plan)
    split, listed = departments(plan), rows_of(lists)
    if not split and not listed:
        raise InputContentError(catalogue.NO_DEPARTMENTS.at(plan.source.name if plan.source else ""))
    findings = [*plan.findings, *_without_department(plan, lists)]
    missing = [
        name
        for name, value in (("联系人", plan.settings.contact), ("报送截止日期", plan.settings.deadline))
        if not value
    ]
    if missing:
        findings.append(catalogue.FORM_INFO_MISSING.at("规划信息", what="、".join(missing)))
    filled = {
        department: form_rows(
            ((item, answers(plan, item)) for item in split.get(department, ())),
            ((item, item.answers) for item in listed.get(department, ())),
        )
        for department in dict.fromkeys((*split, *listed))
    }
    stencils = compile_stencils(
        plan, lists, Path(templates) if templates else None, map(sheets_of, filled.values())
    )
    forms = []
    taken: set[str] = set()
    with Claim.lay(Path(folder)) as claim:
        findings += claim.findings
        for department, rows in filled.items():
            indicators, own = split.get(department, ()), listed.get(department, ())
            content = stencils.fill(identity(plan, department, indicators, own), rows)
            name = free_name(
                _file_name(department),
                lambda name: name.casefold() in taken,
                suffix=".xlsx",
                numbered="{}（{}）",
            )
            taken.add(name.casefold())
            path = Path(folder) / name
            findings += files.put(content, path)
            labels = (
                tuple(item.label for item in own if item.row.sheet == sheet)
                for sheet in (tasks.SHEET, projects.SHEET)
            )
            forms.append(Form(department, path, indicators, _waiting(rows), *labels))
    return Distribution(tuple(forms), tuple(findings))


def _waiting(rows: Mapping[str, Sequence[FormRow]]) -> int:
    """Return how many figures of indicators and goals, and amounts done, are to be filled in."""
    return sum(
        answer.is_open and key.kind in (VALUES, COMPLETED)
        for found in rows.values()
        for row in found
        for key, answer in row.items()
    )


def _without_department(plan: Plan, lists: Mapping[str, ListForm]) -> list[Finding]:
    """Name what nobody answers for; a row that stands for many projects is the bureau's own."""
    findings = [
        catalogue.DEPARTMENT_MISSING.at(item.where, number=item.number, name=item.name)
        for item in plan.indicators
        if not responsible(item)
    ]
    for form in lists.values():
        left = [item for item in form.rows if not item.owners and not item.is_many]
        if left:
            findings.append(
                catalogue.LIST_DEPARTMENT_MISSING.at(
                    left[0].where,
                    sheet=form.sheet,
                    count=len(left),
                    names=[item.name for item in left[:_NAMED]],
                )
            )
    return findings


def _file_name(department: str) -> str:
    return safe_name(department).strip(" .") or "_"
