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
from yuecheng_xl.forms.layout import VALUES, answers
from yuecheng_xl.forms.stencil import compile_stencil
from yuecheng_xl.plan import Plan
from yuecheng_xl.typed.departments import named_in

if TYPE_CHECKING:
    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Indicator


@dataclass(frozen=True, slots=True)
class Form:
    """One department's form: where it is, its indicators, and how many figures wait to be filled in."""

    department: str
    path: Path
    indicators: tuple[Indicator, ...]
    open_figures: int

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


def distribute(plan: Plan, folder: str | Path, *, templates: str | Path | None = None) -> Distribution:
    """Write one form workbook for each department into a folder, named after the department.

    A form that already stands there is replaced where nobody touched it since we wrote it, and kept
    under another name where somebody did.

    Args:
        plan: read from a master workbook with the column 责任单位.
        folder: made where it is missing.
        templates: folder of the template workbooks, by default the shipped one.

    Raises:
        InputContentError: no indicator has a 责任单位.
        OutputError: a form cannot be written, or another run writes into the folder.
        TemplateError: the form template cannot be used.
        TypeError: not a Plan.

    """
    expect(plan, Plan)
    split = departments(plan)
    if not split:
        raise InputContentError(catalogue.NO_DEPARTMENTS.at(plan.source.name if plan.source else ""))
    findings = [*plan.findings]
    findings += [
        catalogue.DEPARTMENT_MISSING.at(item.where, number=item.number, name=item.name)
        for item in plan.indicators
        if not responsible(item)
    ]
    missing = [
        name
        for name, value in (("联系人", plan.settings.contact), ("报送截止日期", plan.settings.deadline))
        if not value
    ]
    if missing:
        findings.append(catalogue.FORM_INFO_MISSING.at("规划信息", what="、".join(missing)))
    stencil = compile_stencil(plan, Path(templates) if templates else None)
    forms = []
    taken: set[str] = set()
    with Claim.lay(Path(folder)) as claim:
        findings += claim.findings
        for department, indicators in split.items():
            rows = [(item, answers(plan, item)) for item in indicators]
            content = stencil.fill(identity(plan, department, indicators), rows)
            name = free_name(
                _file_name(department),
                lambda name: name.casefold() in taken,
                suffix=".xlsx",
                numbered="{}（{}）",
            )
            taken.add(name.casefold())
            path = Path(folder) / name
            findings += files.put(content, path)
            waiting = sum(
                answer.is_open and key.kind == VALUES for _, row in rows for key, answer in row.items()
            )
            forms.append(Form(department, path, indicators, waiting))
    return Distribution(tuple(forms), tuple(findings))


def _file_name(department: str) -> str:
    return safe_name(department).strip(" .") or "_"
