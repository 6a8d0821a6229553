"""Evaluation → plain records: what ``--json`` prints and the DataFrames hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal
    from fractions import Fraction

    from yuecheng_xl.collection import Collection, Figure
    from yuecheng_xl.findings import Finding
    from yuecheng_xl.forms import Distribution
    from yuecheng_xl.rules import Assessment, Evaluation
    from yuecheng_xl.rules.recommendation import Adjustment

Record = dict[str, Any]


def evaluation_record(evaluation: Evaluation, findings: Sequence[Finding]) -> Record:
    """Return the whole evaluation. ``findings`` may hold those of writing, too."""
    return {
        "plan": _plan(evaluation),
        "indicators": [indicator_record(item) for item in evaluation.assessments],
        "adjustments": [adjustment_record(item) for item in evaluation.adjustments],
        "summary": _summary(evaluation),
        "findings": [finding_record(item) for item in findings],
    }


def indicator_record(item: Assessment) -> Record:
    """Return one indicator. Shares 0 to 1; growth in percent (ratios, ranks: units) per year."""
    indicator, outcome, outlook = item.indicator, item.outcome, item.outlook
    return {
        "number": indicator.number,
        "name": indicator.name,
        "category": indicator.category,
        "unit": indicator.unit,
        "target": indicator.target.text,
        "completion": item.completion,
        "grade": item.grade,
        "current": number(outcome.current.value) if outcome.current else None,
        "current_period": str(outcome.current.period) if outcome.current else None,
        "method": outcome.method.value,
        "base": number(outcome.base.value) if outcome.base else None,
        "progress": number(outcome.progress),
        "elapsed": number(outcome.elapsed),
        "required_growth": number(outlook.required),
        "achieved_growth": number(outlook.achieved),
        "expected_year": outlook.expected_year,
        "recommendation": item.recommendation.proposal.value,
        "evidence": item.evidence,
    }


def adjustment_record(item: Adjustment) -> Record:
    """Return one row of Table 2."""
    return {"number": item.number, "name": item.name, "item": item.item, "content": item.content}


def distribution_record(distribution: Distribution) -> Record:
    """Return what was sent out."""
    return {
        "forms": [
            {
                "department": form.department,
                "file": str(form.path),
                "indicators": [item.number for item in form.indicators],
                "open_figures": form.open_figures,
            }
            for form in distribution.forms
        ],
        "findings": [finding_record(item) for item in distribution.findings],
    }


def collection_record(collection: Collection) -> Record:
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


def figure_records(collection: Collection) -> list[Record]:
    """Return one record an answered cell. ``value`` is in the indicator's unit, growth in percent."""
    names = {item.number: item.name for item in collection.plan.indicators}
    return [_figure(item, names[item.entry.number]) for item in collection.figures]


def _figure(figure: Figure, name: str) -> Record:
    entry = figure.entry
    return {
        "number": entry.number,
        "name": name,
        "item": str(entry.key),
        "period": str(entry.key.period) if entry.key.period else None,
        "value": number(entry.value),
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


def finding_record(item: Finding) -> Record:
    """Return one finding."""
    return {
        "code": item.code,
        "severity": item.severity.value,
        "where": item.where,
        "message": item.message,
        "remedy": item.remedy,
    }


def _plan(evaluation: Evaluation) -> Record:
    plan = evaluation.plan
    return {
        "name": plan.name,
        "short_name": plan.short_name,
        "district": plan.district,
        "base_year": plan.base_year,
        "target_year": plan.target_year,
        "cutoff": plan.cutoff.isoformat(),
        "averaging": plan.settings.averaging.value,
    }


def _summary(evaluation: Evaluation) -> Record:
    summary = evaluation.summary

    def numbers(items: Sequence[Assessment]) -> list[int]:
        return [item.indicator.number for item in items]

    return {
        "total": summary.total,
        "met": numbers(summary.met),
        "behind": numbers(summary.behind),
        "not_assessed": numbers(summary.not_assessed),
        "qualitative": numbers(summary.qualitative),
        "early": numbers(summary.early),
        "met_share": round(float(summary.met_share), 4),
    }


def number(value: Fraction | Decimal | None) -> float | None:
    """Return a value with ten digits: exact to the eye, without the tail of a binary fraction."""
    return None if value is None else float(f"{float(value):.10g}")
