"""The report as plain records: what ``report --json`` prints, text by text and level by level."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yuecheng_xl.findings.record import finding_record
from yuecheng_xl.messages import report as wording
from yuecheng_xl.report import sections
from yuecheng_xl.words.numbers import json_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.disk.written import Written
    from yuecheng_xl.report.facts import Facts
    from yuecheng_xl.rules import Evaluation
    from yuecheng_xl.rules.shortfall import Burden
    from yuecheng_xl.rules.yearly import Step

Record = dict[str, Any]


def report_record(evaluation: Evaluation, written: Written) -> Record:
    """Return the report's texts and its yearly breakdown.

    Levels are in the indicator's unit, changes in percent or, for ratios and ranks, in units; shares
    from 0 to 1.
    """
    texts = sections.scope(evaluation)
    return {
        "file": str(written.path),
        "indicators": [_told(facts) for _, group in sections.by_category(evaluation) for facts in group],
        "conclusions": [texts["总体评价"], texts["调整建议"]],
        "adjustments": [
            {"name": item["调整指标"], "text": item["调整理由"]} for item in sections.adjustments(evaluation)
        ],
        "breakdown": [_breakdown(evaluation, index) for index in range(len(evaluation.assessments))],
        "behind": {
            "categories": _burdens(evaluation.by_category),
            "departments": _burdens(evaluation.by_department),
        },
        "findings": [finding_record(item) for item in written.findings],
    }


def _told(facts: Facts) -> Record:
    """Return an indicator's paragraph with the cells that its figures come from and how it was computed."""
    indicator = facts.indicator
    return {
        "number": indicator.number,
        "name": indicator.name,
        "text": sections.indicator(facts)["叙述"],
        "cells": {
            f"{figure.period}{what}": observation.where
            for figure in facts.figures
            for what, observation in (("", figure.observation), (wording.GROWTH, figure.growth))
            if observation is not None
        },
        "evidence": facts.item.evidence,
    }


def _breakdown(evaluation: Evaluation, index: int) -> Record:
    item = evaluation.assessments[index]
    way = evaluation.breakdown(item)
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
