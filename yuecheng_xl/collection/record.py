"""A collection as plain records: what ``collect --json`` prints and the DataFrame of figures holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yuecheng_xl.findings.record import finding_record
from yuecheng_xl.forms.layout import Row
from yuecheng_xl.plan import projects, tasks
from yuecheng_xl.words.numbers import json_number

if TYPE_CHECKING:
    from yuecheng_xl.collection.collecting import Collection
    from yuecheng_xl.collection.model import Decision, Subject


def collection_record(collection: Collection) -> dict[str, Any]:
    """Return what came back: counts of files by state, the files, the figures, the findings."""
    counts = {state.name.lower(): count for state, count in collection.counts.items()}
    return {
        "counts": {"files": len(collection.submissions), **counts},
        "submissions": [
            {
                "file": item.file,
                "department": item.department,
                "state": collection.states[item.file].name.lower(),
                "standard_form": item.standard or None,
                "returned": item.returned or None,
            }
            for item in collection.submissions
        ],
        "missing_departments": list(collection.missing),
        "figures": figure_records(collection),
        "findings": [
            {"file": item.file, "department": item.department, **finding_record(item.finding)}
            for item in collection.findings
        ],
        "master": str(collection.master) if collection.master else None,
        "listing": str(collection.listing) if collection.listing else None,
    }


def figure_records(collection: Collection) -> list[dict[str, Any]]:
    """Return one record an answered cell. ``value`` is in the indicator's unit, growth in percent."""
    plan = collection.plan
    named: dict[Subject, tuple[int | str, str, str | None]] = {
        item.number: (item.number, item.name, None) for item in plan.indicators
    }
    for sheet, items in ((tasks.SHEET, plan.tasks), (projects.SHEET, plan.projects)):
        named |= {Row(sheet, item.row): (item.number, item.name, sheet) for item in items}
    return [_figure(item, *named[item.entry.number]) for item in collection.figures]


def _figure(figure: Decision, number: int | str, name: str, sheet: str | None) -> dict[str, Any]:
    entry = figure.entry
    return {
        **({"list": sheet} if sheet else {}),
        "number": number,
        "name": name,
        "item": str(entry.key),
        "period": str(entry.key.period) if entry.key.period else None,
        "value": json_number(entry.value),
        "text": entry.text,
        "status": entry.status.sdmx,
        "status_label": entry.status.label,
        "taken": figure.fate.is_taken,
        "fate": figure.fate.value,
        "department": figure.submission.department,
        "file": figure.submission.file,
        "sheet": entry.sheet,
        "cell": entry.cell,
    }
