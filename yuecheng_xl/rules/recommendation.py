"""Recommendations (调整建议): cancel or replace, adjust, else keep."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.messages import recommendation as wording
from yuecheng_xl.plan import Measure, Proposal
from yuecheng_xl.rules.outcome import Method, Outcome
from yuecheng_xl.typed.figure import exact, read_figure
from yuecheng_xl.typed.unit import factor
from yuecheng_xl.words.change import change
from yuecheng_xl.words.numbers import number
from yuecheng_xl.words.verdicts import UNMET

if TYPE_CHECKING:
    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Indicator, Plan
    from yuecheng_xl.rules.outlook import Outlook
    from yuecheng_xl.typed.figure import Figure

_SUBSTITUTE = re.compile(r"(?:替换|更换|调整|改)为(.+)")
_FROM_TO = re.compile(
    r"(?:由|从)(?P<old>.+?)(?:调整|修改|下调|上调|下降|上升|提高|降低|改|降|升)(?:为|到|至)(?P<new>.+)"
)
_TO = re.compile(r"(?:调整|修改|下调|上调|下降|上升|提高|降低|改|降|升)(?:为|到|至)(?P<new>.+)")
_REMARK = re.compile(r"[（(].*$")


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One row of Table 2. ``item`` is 目标 or 指标; ``definition_changed`` puts it first."""

    number: int
    name: str
    item: str
    content: str
    reason: str
    definition_changed: bool


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What is recommended for one indicator, why, and its row of Table 2 if anything changes."""

    proposal: Proposal
    reason: str
    adjustment: Adjustment | None = None
    high_risk: bool = False
    findings: tuple[Finding, ...] = ()


def recommend(
    indicator: Indicator, outcome: Outcome, completion: str, outlook: Outlook, plan: Plan
) -> Recommendation:
    """Recommend by the first rule that applies.

    1. The statistic is abolished or not collected: 替换指标 where the department names a substitute,
       else 取消指标.
    2. Behind schedule with a changed definition or an external cause: 调整目标, to the value that the
       department proposes.
    3. Else 不作调整, marked high risk where the change still required is far beyond any achieved.
    """
    if outcome.method is Method.NOT_COLLECTED:
        proposal = Proposal.REPLACE if _names_substitute(indicator) else Proposal.CANCEL
        return _change(indicator, proposal, "；".join(outcome.steps), definition_changed=True, plan=plan)
    if completion == UNMET and (indicator.definition_change or indicator.external_cause):
        changed = bool(indicator.definition_change)
        reason = wording.adjust_reason(indicator, _actual_range(indicator, plan))
        return _change(indicator, Proposal.ADJUST, reason, definition_changed=changed, plan=plan)
    reason = wording.keep_reason(indicator, completion)
    findings = _not_followed(indicator, Proposal.KEEP, reason)
    risky = outlook.high_risk and completion == UNMET
    if risky and outlook.required is not None and outlook.best is not None:
        findings.append(
            catalogue.HIGH_RISK.at(
                indicator.where,
                name=indicator.name,
                required=change(outlook.required, outlook.unit),
                best=change(outlook.best, outlook.unit),
            )
        )
    return Recommendation(Proposal.KEEP, reason, high_risk=risky, findings=tuple(findings))


def _change(
    indicator: Indicator, proposal: Proposal, reason: str, *, definition_changed: bool, plan: Plan
) -> Recommendation:
    findings = _not_followed(indicator, proposal, reason)
    if proposal is Proposal.ADJUST:
        findings += _check_proposal(indicator, plan)
    elif proposal is Proposal.CANCEL and indicator.proposal is Proposal.REPLACE:
        findings.append(
            catalogue.PROPOSAL_MISSING.at(
                indicator.where, name=indicator.name, recommendation=Proposal.REPLACE.value
            )
        )
    adjustment = Adjustment(
        indicator.number,
        indicator.name,
        "目标" if proposal is Proposal.ADJUST else "指标",
        wording.content(indicator, proposal),
        reason,
        definition_changed,
    )
    return Recommendation(proposal, reason, adjustment, findings=tuple(findings))


def _names_substitute(indicator: Indicator) -> bool:
    if indicator.proposal is Proposal.REPLACE:
        return bool(indicator.proposal_content)
    return indicator.proposal is None and bool(_SUBSTITUTE.search(indicator.proposal_content))


def _not_followed(indicator: Indicator, proposal: Proposal, reason: str) -> list[Finding]:
    """Report a department's proposal that the rules do not follow."""
    if indicator.proposal is None or indicator.proposal is proposal:
        return []
    return [
        catalogue.PROPOSAL_NOT_FOLLOWED.at(
            indicator.where,
            name=indicator.name,
            proposal=indicator.proposal.value,
            recommendation=proposal.value,
            reason=reason,
        )
    ]


def _check_proposal(indicator: Indicator, plan: Plan) -> list[Finding]:
    """Hold the proposed target against the range of actual values and the target that it replaces."""
    where, name, text = indicator.where, indicator.name, indicator.proposal_content
    if not text:
        return [catalogue.PROPOSAL_MISSING.at(where, name=name, recommendation=Proposal.ADJUST.value)]
    findings = []
    match = _FROM_TO.search(text) or _TO.search(text)
    proposed = proposed_target(indicator)
    if match is None or proposed is None:
        return [catalogue.PROPOSAL_UNREADABLE.at(where, name=name, text=text)]
    old = _figure_in(match["old"], indicator) if "old" in match.groupdict() else None
    if old is not None and indicator.target.value is not None and old != exact(indicator.target.value):
        findings.append(
            catalogue.PROPOSAL_FROM_DIFFERS.at(
                where, name=name, told=number(old), target=indicator.target.text
            )
        )
    bounds = _actual_range(indicator, plan)
    if bounds and not bounds[0] <= proposed <= bounds[1]:
        findings.append(
            catalogue.PROPOSAL_OUTSIDE.at(
                where, name=name, proposal=number(proposed), low=number(bounds[0]), high=number(bounds[1])
            )
        )
    return findings


def proposed_target(indicator: Indicator) -> Fraction | None:
    """Return the value of 由甲调整为乙 in the department's proposal, in the indicator's unit."""
    match = _FROM_TO.search(indicator.proposal_content) or _TO.search(indicator.proposal_content)
    return _figure_in(match["new"], indicator) if match else None


def _actual_range(indicator: Indicator, plan: Plan) -> tuple[Fraction, Fraction] | None:
    """Return the lowest and highest actual value since the base year: whole years only for flows."""
    values = [
        exact(item.value)
        for item in indicator.observations
        if item.value is not None
        and item.period.ends >= (plan.base_year, 12)
        and (item.period.is_year or indicator.measure is not Measure.FLOW)
    ]
    return (min(values), max(values)) if values else None


def _figure_in(text: str, indicator: Indicator) -> Fraction | None:
    figure: Figure | None = read_figure(_REMARK.sub("", text).rstrip("。；，,"))
    if figure is None:
        return None
    scale = factor(figure.unit, indicator.unit) if figure.unit else 1
    return None if scale is None else Fraction(figure.value * scale)
