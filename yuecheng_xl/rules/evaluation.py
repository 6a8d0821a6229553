"""Put the rules together: every indicator assessed, the adjustments in order, the summary, the findings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.rules.answer import first_answer
from yuecheng_xl.rules.assessment import Assessment
from yuecheng_xl.rules.doubt import weighed
from yuecheng_xl.rules.grade import grade
from yuecheng_xl.rules.recommendation import Adjustment, proposed_target, recommend
from yuecheng_xl.rules.resolving import resolved
from yuecheng_xl.rules.shortfall import Burden, burdens
from yuecheng_xl.rules.summary import Summary, summarise
from yuecheng_xl.rules.yearly import Breakdown, Kind, break_down, remaining_years
from yuecheng_xl.typed.text import normalise
from yuecheng_xl.words.verdicts import MET, NOT_ASSESSED, UNMET

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from fractions import Fraction

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Indicator, Plan
    from yuecheng_xl.rules.outcome import Outcome
    from yuecheng_xl.rules.projects import Projects
    from yuecheng_xl.rules.tasks import Tasks

    Check = Callable[["Evaluation"], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The evaluated plan. ``findings`` are those of reading, of the rules, of the checks, in this order.

    ``tasks`` and ``projects`` are None where the workbook has no such sheets.
    """

    plan: Plan
    assessments: tuple[Assessment, ...]
    adjustments: tuple[Adjustment, ...]
    summary: Summary
    findings: tuple[Finding, ...]
    tasks: Tasks | None = None
    projects: Projects | None = None

    def __repr__(self) -> str:
        counts = f"{len(self.adjustments)} adjustments, {len(self.findings)} findings"
        return f"Evaluation({self.plan!r}, {self.summary!r}, {counts})"

    @property
    def remaining_years(self) -> tuple[int, ...]:
        """The years that are not over at the cut-off date, the target year included."""
        return remaining_years(self.plan)

    def breakdown(self, item: Assessment) -> Breakdown:
        """Return what each remaining year must reach for the plan's target."""
        return break_down(item, self.plan)

    def proposed_breakdown(self, item: Assessment) -> tuple[Fraction, Breakdown] | None:
        """Return the target that is proposed and what each remaining year must reach for it, if any is."""
        goal = proposed_target(item.indicator) if item.recommendation.adjustment else None
        if goal is None:
            return None
        way = break_down(item, self.plan, goal)
        return (goal, way) if way.linear or way.kind is Kind.REACHED else None

    @property
    def by_category(self) -> tuple[Burden, ...]:
        """What each category carries of all that is behind, in the order of the table."""
        return burdens(self.assessments, lambda item: item.indicator.category)

    @property
    def by_department(self) -> tuple[Burden, ...]:
        """What each department carries of all that is behind, in the order of the table."""
        return burdens(self.assessments, lambda item: item.indicator.department)


def evaluate(plan: Plan, checks: Iterable[Check]) -> Evaluation:
    """Apply the rules to every indicator, then the checks to the whole. Pure: no input or output."""
    assessments = []
    findings = list(plan.findings)
    for indicator in plan.indicators:
        assessment, found = _assess(indicator, plan)
        assessments.append(assessment)
        findings += found
    adjustments = [item.recommendation.adjustment for item in assessments if item.recommendation.adjustment]
    # Changed definitions first, as the published Table 2 has them; sorted() keeps the table's order.
    ordered = sorted(adjustments, key=lambda item: not item.definition_changed)
    tasks, projects = _lists(plan)
    findings += [*(tasks.findings if tasks else ()), *(projects.findings if projects else ())]
    evaluation = Evaluation(
        plan, tuple(assessments), tuple(ordered), summarise(assessments), tuple(findings), tasks, projects
    )
    contradictions = (finding for check in checks for finding in check(evaluation))
    return replace(evaluation, findings=(*findings, *contradictions))


def _lists(plan: Plan) -> tuple[Tasks | None, Projects | None]:
    tasks, projects = None, None
    if plan.tasks:
        from yuecheng_xl.rules.tasks import assess_tasks  # noqa: PLC0415 - few masters have the sheet

        tasks = assess_tasks(plan)
    if plan.projects:
        from yuecheng_xl.rules.projects import assess_projects  # noqa: PLC0415 - few masters have the sheet

        projects = assess_projects(plan)
    return tasks, projects


def _assess(indicator: Indicator, plan: Plan) -> tuple[Assessment, list[Finding]]:
    outcome = weighed(indicator, lambda reading: first_answer(reading, plan))
    indicator, _ = resolved(indicator, plan)  # what follows looks at the target's value
    findings = list(outcome.findings)
    completion, found = _final(indicator, outcome)
    findings += found
    level = grade(outcome, completion, plan.settings)
    recommendation = recommend(indicator, outcome, completion, plan)
    findings += recommendation.findings
    return Assessment(indicator, outcome, completion, level, recommendation, plan), findings


def _final(indicator: Indicator, outcome: Outcome) -> tuple[str, list[Finding]]:
    """Let a person's verdict override the computed one, as a finding where they differ."""
    manual = indicator.verdict
    if not manual:
        return outcome.completion, []
    if normalise(manual) in ("-", "--", "—", "——", "–", "/"):
        manual = NOT_ASSESSED
    if manual not in (MET, UNMET, NOT_ASSESSED) and not indicator.target.is_qualitative:
        unknown = catalogue.UNKNOWN_WORD.at(
            indicator.where,
            name=indicator.name,
            what="人工认定",
            text=manual,
            allowed="、".join((MET, UNMET, NOT_ASSESSED)),
        )
        return outcome.completion, [unknown]
    if manual == outcome.completion:
        return manual, []
    overridden = catalogue.OVERRIDDEN.at(
        indicator.where, name=indicator.name, manual=manual, computed=outcome.completion
    )
    return manual, [overridden]
