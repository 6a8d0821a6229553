"""The report as plain records: what ``report --json`` prints, text by text and level by level."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yuecheng_xl.findings.record import finding_record
from yuecheng_xl.report.draft import compose
from yuecheng_xl.words.numbers import json_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.disk.written import Written
    from yuecheng_xl.report.draft import Paragraph
    from yuecheng_xl.rules import Assessment, Evaluation
    from yuecheng_xl.rules.shortfall import Burden
    from yuecheng_xl.rules.yearly import Breakdown, Step

Record = dict[str, Any]


def report_record(evaluation: Evaluation, written: Written) -> Record:
    """Return the report's texts and its yearly breakdown.

    Levels are in the indicator's unit, changes in percent or, for ratios and ranks, in units; shares
    from 0 to 1.
    """
    draft = compose(evaluation)
    return {
        "file": str(written.path),
        "indicators": [_told(one) for category in draft.categories for one in category.paragraphs],
        "conclusions": list(draft.conclusions),
        "adjustments": [{"name": one.name, "text": one.text} for one in draft.adjustments],
        "breakdown": [_breakdown(item, evaluation.breakdown(item)) for item in evaluation.assessments],
        "behind": {
            "categories": _burdens(evaluation.by_category),
            "departments": _burdens(evaluation.by_department),
        },
        "findings": [finding_record(item) for item in written.findings],
    }


def _told(paragraph: Paragraph) -> Record:
    """Return an indicator's paragraph with the cells that its figures come from and how it was computed."""
    facts = paragraph.facts
    indicator = facts.indicator
    return {
        "number": indicator.number,
        "name": indicator.name,
        "text": paragraph.text,
        "cells": {
            f"{one.period}{what}": found.where
            for one in facts.periods
            for what, found in (("", one.observation), ("增速", one.growth))
            if found is not None
        },
        "evidence": facts.item.evidence,
    }


def _breakdown(item: Assessment, way: Breakdown) -> Record:
    return {
        "number": item.indicator.number,
        "name": item.indicator.name,
        "kind": way.kind.value,
        "linear": _steps(way.linear),
        "compound": _steps(way.compound),
    }


def _steps(steps: Sequence[Step]) -> list[Record]:
    return [
        {
            "year": step.year,
            "level": json_number(step.level),
            "change": json_number(step.change),
        }
        for step in steps
    ]


def _burdens(groups: Sequence[Burden]) -> list[Record]:
    return [
        {
            "name": group.name,
            "total": group.total,
            "behind": [one.item.indicator.number for one in group.behind],
            "points": json_number(group.points),
            "share_of_count": json_number(group.share_of_count),
            "share_of_points": json_number(group.share_of_points),
        }
        for group in groups
    ]
