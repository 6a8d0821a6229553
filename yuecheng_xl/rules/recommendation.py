"""Recommendations (调整建议): cancel or replace, adjust, else keep."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan import Action, Measure
from yuecheng_xl.plan.settings import EvaluationKind
from yuecheng_xl.rules.outcome import Method, Outcome
from yuecheng_xl.typed.figure import exact, read_figure
from yuecheng_xl.typed.unit import factor
from yuecheng_xl.words.numbers import number
from yuecheng_xl.words.verdicts import NOT_ASSESSED, UNMET

if TYPE_CHECKING:
    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Indicator, Plan
    from yuecheng_xl.rules.outlook import Outlook
    from yuecheng_xl.typed.figure import Figure

_SUBSTITUTE = re.compile(r"(?:替换|更换|调整|改)为(.+)")
# From the first 由 or 从 of a line: where that one has no 调整为 behind it, no later one has.
_FROM_TO = re.compile(
    r"^[^由从\n]*[由从](?P<old>.+?)(?:调整|修改|下调|上调|下降|上升|提高|降低|改|降|升)(?:为|到|至)(?P<new>.+)",
    re.MULTILINE,
)
_TO = re.compile(r"(?:调整|修改|下调|上调|下降|上升|提高|降低|改|降|升)(?:为|到|至)(?P<new>.+)")
_BRACKETS = re.compile("[（(]")
_WITHOUT_CONTENT = {
    Action.ADJUST: "调整目标（调整值待责任单位提出）",
    Action.CANCEL: "取消",
    Action.REPLACE: "替换（替代指标待责任单位提出）",
}
_OVER = "规划期已满"
_HIGH_RISK_MARK = "（高风险）"


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
    """What is recommended for one indicator, why, and its row of Table 2 if anything changes.

    ``action`` is None when the plan is over.
    """

    action: Action | None
    reason: str
    adjustment: Adjustment | None = None
    high_risk: bool = False
    findings: tuple[Finding, ...] = ()

    @property
    def text(self) -> str:
        """The recommendation as sheets show it, with its risk mark."""
        if self.action is None:
            return NOT_ASSESSED
        return self.action.value + (_HIGH_RISK_MARK if self.high_risk else "")


def recommend(
    indicator: Indicator, outcome: Outcome, completion: str, plan: Plan, ahead: Outlook | None
) -> Recommendation:
    """Recommend by the first rule that applies; when the plan is over (总结评估), nothing.

    1. The statistic is abolished or not collected: 替换指标 where the department names a substitute,
       else 取消指标.
    2. Behind schedule with a changed definition or an external cause: 调整目标, to the value that the
       department proposes.
    3. Else 不作调整, marked high risk where the change still required is far beyond any achieved, or the
       last years moved the wrong way.

    ``ahead`` is the outlook of what is behind schedule, None of all else.
    """
    if plan.kind is EvaluationKind.FINAL:
        return Recommendation(None, _OVER)
    if outcome.method is Method.NOT_COLLECTED:
        action = Action.REPLACE if _names_substitute(indicator) else Action.CANCEL
        return _change(indicator, action, "；".join(outcome.steps), definition_changed=True, plan=plan)
    if completion == UNMET and (indicator.definition_change or indicator.external_cause):
        changed = bool(indicator.definition_change)
        reason = _adjust_reason(indicator, _actual_range(indicator, plan))
        return _change(indicator, Action.ADJUST, reason, definition_changed=changed, plan=plan)
    reason = _keep_reason(indicator, completion)
    findings = _not_followed(indicator, Action.KEEP, reason)
    risky = ahead is not None and ahead.high_risk
    if ahead is not None and ahead.high_risk:
        findings.append(catalogue.HIGH_RISK.at(indicator.where, name=indicator.name, reason=ahead.risk_text))
    return Recommendation(Action.KEEP, reason, high_risk=risky, findings=tuple(findings))


def _change(
    indicator: Indicator, action: Action, reason: str, *, definition_changed: bool, plan: Plan
) -> Recommendation:
    findings = _not_followed(indicator, action, reason)
    if action is Action.ADJUST:
        findings += _check_proposal(indicator, plan)
    elif action is Action.CANCEL and indicator.proposal is Action.REPLACE:
        findings.append(
            catalogue.PROPOSAL_MISSING.at(
                indicator.where, name=indicator.name, recommendation=Action.REPLACE.value
            )
        )
    adjustment = Adjustment(
        indicator.number,
        indicator.name,
        "目标" if action is Action.ADJUST else "指标",
        _content(indicator, action),
        reason,
        definition_changed,
    )
    return Recommendation(action, reason, adjustment, findings=tuple(findings))


def _names_substitute(indicator: Indicator) -> bool:
    if indicator.proposal is Action.REPLACE:
        return bool(indicator.proposal_content)
    return indicator.proposal is None and bool(_SUBSTITUTE.search(indicator.proposal_content))


def _not_followed(indicator: Indicator, action: Action, reason: str) -> list[Finding]:
    """Report a department's proposal that the rules do not follow."""
    if indicator.proposal is None or indicator.proposal is action:
        return []
    return [
        catalogue.PROPOSAL_NOT_FOLLOWED.at(
            indicator.where,
            name=indicator.name,
            proposal=indicator.proposal.value,
            recommendation=action.value,
            reason=reason,
        )
    ]


def _check_proposal(indicator: Indicator, plan: Plan) -> list[Finding]:
    """Hold the proposed target against the range of actual values and the target that it replaces."""
    where, name, text = indicator.where, indicator.name, indicator.proposal_content
    if not text:
        return [catalogue.PROPOSAL_MISSING.at(where, name=name, recommendation=Action.ADJUST.value)]
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
        datum.value
        for datum in indicator.series
        if datum.moment >= plan.base_year and (datum.period.is_year or indicator.measure is not Measure.FLOW)
    ]
    return (min(values), max(values)) if values else None


def _figure_in(text: str, indicator: Indicator) -> Fraction | None:
    figure: Figure | None = read_figure(_BRACKETS.split(text, maxsplit=1)[0].rstrip("。；，,"))
    if figure is None:
        return None
    scale = factor(figure.unit, indicator.unit) if figure.unit else 1
    return None if scale is None else Fraction(figure.value * scale)


# The wording of recommendations and of Table 2's last column.


def _content(indicator: Indicator, action: Action) -> str:
    """Word the change as Table 2 prints it: 建议由50位调整为90位."""
    text = indicator.proposal_content
    if not text or (action is not indicator.proposal and indicator.proposal is not None):
        text = _WITHOUT_CONTENT[action]
    return text if text.startswith("建议") else f"建议{text}"


def _adjust_reason(indicator: Indicator, actual: tuple[Fraction, Fraction] | None) -> str:
    """Say why a target is adjusted: what changed, what came from outside, and what was achieved so far."""
    parts = ["落后预期进度"]
    if indicator.definition_change:
        parts.append(f"口径变化：{indicator.definition_change}")
    if indicator.external_cause:
        parts.append(f"客观因素：{indicator.external_cause}")
    if actual is not None:
        low, high = (number(value) for value in actual)
        parts.append(f"基期以来实际值为{low}" if low == high else f"基期以来实际值在{low}至{high}之间")
    return "；".join(parts)


def _keep_reason(indicator: Indicator, completion: str) -> str:
    """Say why nothing is changed."""
    if completion == UNMET:
        return "落后预期进度，但没有口径变化和客观因素"
    if indicator.definition_change or indicator.external_cause:
        return "没有落后预期进度"
    return "没有落后预期进度，口径没有变化"
