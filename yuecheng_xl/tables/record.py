"""The evaluation as plain records: what ``--json`` prints and the DataFrames hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yuecheng_xl.findings.record import finding_record
from yuecheng_xl.tables.next_year import investment_record, task_levels
from yuecheng_xl.words.numbers import json_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.rules import Assessment, Evaluation
    from yuecheng_xl.rules.recommendation import Adjustment

Record = dict[str, Any]


def evaluation_record(evaluation: Evaluation, findings: Sequence[Finding]) -> Record:
    """Return the whole evaluation. ``findings`` may hold those of writing, too."""
    return {
        "plan": _plan(evaluation),
        "indicators": [
            indicator_record(item) | _annual(item) | _previous(item.previous)
            for item in evaluation.assessments
        ],
        "adjustments": [adjustment_record(item) for item in evaluation.adjustments],
        "summary": _summary(evaluation),
        **_lists(evaluation),
        "findings": [finding_record(item) for item in findings],
    }


def _lists(evaluation: Evaluation) -> Record:
    """Return tasks, projects and departments, where the workbook has their sheets or asks for them."""
    found: Record = {}
    if evaluation.tasks is not None:
        from yuecheng_xl.tables.tasks import tasks_record  # noqa: PLC0415 - few masters have the sheet

        found["tasks"] = tasks_record(evaluation.tasks)
        for item, ahead in zip(found["tasks"]["items"], task_levels(evaluation), strict=True):
            item |= ahead
    if evaluation.projects is not None:
        from yuecheng_xl.tables.projects import projects_record  # noqa: PLC0415 - few masters have the sheet

        found["projects"] = projects_record(evaluation.projects, evaluation.moves)
        found["projects"] |= investment_record(evaluation)
    if evaluation.scoreboard is not None:
        from yuecheng_xl.tables.departments import departments_record  # noqa: PLC0415 - few masters ask for it

        found["departments"] = departments_record(evaluation.scoreboard)
    return found


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
        "current": json_number(outcome.current.value) if outcome.current else None,
        "current_period": str(outcome.current.period) if outcome.current else None,
        "method": outcome.method.value,
        "base": json_number(outcome.base.value) if outcome.base else None,
        "progress": json_number(outcome.progress),
        "elapsed": json_number(outcome.elapsed),
        "required_growth": json_number(outlook.required),
        "achieved_growth": json_number(outlook.achieved),
        "expected_year": outlook.expected_year,
        "likely": item.likelihood.likely,
        "likely_reason": item.likelihood.reason or None,
        "recommendation": item.recommendation.action.value if item.recommendation.action else None,
        "evidence": item.evidence,
        "doubt": outcome.doubt or None,
    }


def _annual(item: Assessment) -> Record:
    """Return what the year's own target comes to, where there is one."""
    result = item.annual
    if result is None:
        return {}
    return {
        "annual": {
            "year": result.year,
            "target": result.target.text,
            "completion": result.completion,
            "reason": result.reason,
        }
    }


def _previous(earlier: Assessment | None) -> Record:
    """Return what an earlier evaluation said, where it knows the indicator."""
    if earlier is None:
        return {}
    return {
        "previous": {
            "kind": earlier.plan.kind.value,
            "cutoff": earlier.plan.cutoff.isoformat(),
            "completion": earlier.completion,
            "grade": earlier.grade,
        }
    }


def adjustment_record(item: Adjustment) -> Record:
    """Return one row of Table 2."""
    return {"number": item.number, "name": item.name, "item": item.item, "content": item.content}


def _plan(evaluation: Evaluation) -> Record:
    plan = evaluation.plan
    return {
        "name": plan.name,
        "short_name": plan.short_name,
        "district": plan.district,
        "base_year": plan.base_year,
        "target_year": plan.target_year,
        "cutoff": plan.cutoff.isoformat(),
        "kind": plan.kind.value,
        "averaging": plan.settings.averaging.value,
    }


def _summary(evaluation: Evaluation) -> Record:
    summary = evaluation.summary

    def numbers(items: Sequence[Assessment]) -> list[int]:
        return [item.indicator.number for item in items]

    return {
        "total": summary.total,
        "met": numbers(summary.met),
        "nearly": numbers(summary.nearly),
        "behind": numbers(summary.behind),
        "not_assessed": numbers(summary.not_assessed),
        "qualitative": numbers(summary.qualitative),
        "early": numbers(summary.early),
        "met_share": round(float(summary.met_share), 4),
    }
