"""Put the rules together: every indicator assessed, the adjustments in order, the summary, the findings."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan.settings import EvaluationKind, Scoring
from yuecheng_xl.rules.answer import first_answer
from yuecheng_xl.rules.assessment import Assessment
from yuecheng_xl.rules.at_the_end import at_the_end
from yuecheng_xl.rules.doubt import weighed
from yuecheng_xl.rules.grade import grade
from yuecheng_xl.rules.outlook import outlook
from yuecheng_xl.rules.recommendation import Adjustment, proposed_target, recommend
from yuecheng_xl.rules.resolving import resolved
from yuecheng_xl.rules.shortfall import Burden, burdens
from yuecheng_xl.rules.summary import Summary, summarise
from yuecheng_xl.rules.yearly import Breakdown, Kind, break_down, remaining_years
from yuecheng_xl.typed.period import Period
from yuecheng_xl.typed.text import normalise
from yuecheng_xl.words.verdicts import MET, NEARLY, NOT_ASSESSED, UNMET

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from fractions import Fraction

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Indicator, Plan
    from yuecheng_xl.rules.departments import Scoreboard
    from yuecheng_xl.rules.moves import Moves
    from yuecheng_xl.rules.outcome import Outcome
    from yuecheng_xl.rules.projects import Projects
    from yuecheng_xl.rules.tasks import Tasks

    Check = Callable[["Evaluation"], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The evaluated plan. ``findings`` are those of reading, of the rules, of the checks, in this order.

    ``tasks`` and ``projects`` are None where the workbook has no such sheets, ``scoreboard`` where
    规划信息 does not ask for it, ``moves`` where no earlier workbook with projects is given.
    """

    plan: Plan
    assessments: tuple[Assessment, ...]
    adjustments: tuple[Adjustment, ...]
    summary: Summary
    findings: tuple[Finding, ...]
    tasks: Tasks | None = None
    projects: Projects | None = None
    scoreboard: Scoreboard | None = None
    moves: Moves | None = None
    _ways: dict[int, tuple[Assessment, Breakdown]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __repr__(self) -> str:
        counts = f"{len(self.adjustments)} adjustments, {len(self.findings)} findings"
        return f"Evaluation({self.plan!r}, {self.summary!r}, {counts})"

    @property
    def remaining_years(self) -> tuple[int, ...]:
        """The years that are not over at the cut-off date, the target year included."""
        return remaining_years(self.plan)

    def breakdown(self, item: Assessment) -> Breakdown:
        """Return what each remaining year must reach for the plan's target; worked out once."""
        known = self._ways.get(item.indicator.number)
        if known is None or known[0] is not item:
            known = self._ways[item.indicator.number] = (item, break_down(item, self.plan))
        return known[1]

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


def evaluate(plan: Plan, checks: Iterable[Check], previous: Evaluation | None = None) -> Evaluation:
    """Apply the rules to every indicator, then the checks to the whole. Pure: no input or output.

    Args:
        plan: to be evaluated.
        checks: of what contradicts itself.
        previous: of an earlier date, with whose verdicts these are compared.

    """
    assessments = []
    findings = list(plan.findings)
    earlier = {normalise(item.indicator.name): item for item in previous.assessments} if previous else {}
    for indicator in plan.indicators:
        within = _within_plan(indicator, plan) if plan.is_over else indicator
        assessment, found = _assess(within, plan, earlier.get(normalise(indicator.name)) if earlier else None)
        assessments.append(assessment)
        findings += found
    adjustments = [item.recommendation.adjustment for item in assessments if item.recommendation.adjustment]
    # Changed definitions first, as the published Table 2 has them; sorted() keeps the table's order.
    ordered = sorted(adjustments, key=lambda item: not item.definition_changed)
    tasks, projects = _lists(plan)
    scores = _scoreboard(plan, assessments, tasks, projects)
    findings += [finding for part in (tasks, projects, scores) if part for finding in part.findings]
    moves, contradicted = _moves(plan, projects, previous)
    findings += contradicted
    evaluation = Evaluation(
        plan,
        tuple(assessments),
        tuple(ordered),
        summarise(assessments),
        tuple(findings),
        tasks,
        projects,
        scores,
        moves,
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


def _moves(
    plan: Plan, projects: Projects | None, previous: Evaluation | None
) -> tuple[Moves | None, Sequence[Finding]]:
    if projects is None or previous is None or previous.projects is None:
        return None, ()
    from yuecheng_xl.rules.moves import moves_since  # noqa: PLC0415 - few masters have the sheet

    return moves_since(previous.projects, previous.plan, projects, plan)


def _scoreboard(
    plan: Plan, assessments: Sequence[Assessment], tasks: Tasks | None, projects: Projects | None
) -> Scoreboard | None:
    if plan.settings.scoring is not Scoring.YES:
        return None
    from yuecheng_xl.rules.departments import scoreboard  # noqa: PLC0415 - few masters ask for it

    return scoreboard(plan, assessments, tasks, projects)


def _within_plan(indicator: Indicator, plan: Plan) -> Indicator:
    """Leave aside what came after the target year, where that year has a figure of its own.

    A later figure does not say whether the target was met in time. It stays printed.
    """
    target_year = Period.whole(plan.target_year)
    known = indicator.series
    if known.at(target_year) is None or not known.before(target_year) or not known.after(target_year):
        return indicator
    observations = indicator.observations
    late = tuple(item for item in observations if item.period.year > plan.target_year)
    return replace(
        indicator,
        observations=observations[: -len(late)],
        after_cutoff=(*late, *indicator.after_cutoff),
        growths={
            period: growth for period, growth in indicator.growths.items() if period.year <= plan.target_year
        },
    )


def _assess(
    indicator: Indicator, plan: Plan, previous: Assessment | None
) -> tuple[Assessment, list[Finding]]:
    outcome = weighed(indicator, lambda reading: _answer(reading, plan))
    indicator, _ = resolved(indicator, plan)  # what follows looks at the target's value
    findings = list(outcome.findings)
    is_final = plan.kind is EvaluationKind.FINAL
    completion, found = _final(indicator, outcome, is_final=is_final)
    findings += found
    level = grade(outcome, completion, plan.settings, is_final=is_final)
    ahead = outlook(indicator, outcome, plan) if completion == UNMET else None
    recommendation = recommend(indicator, outcome, completion, plan, ahead)
    findings += recommendation.findings
    assessment = Assessment(indicator, outcome, completion, level, recommendation, plan, previous)
    if ahead is not None:
        vars(assessment)["outlook"] = ahead  # where the property keeps it
    return assessment, findings


def _answer(indicator: Indicator, plan: Plan) -> Outcome:
    outcome = first_answer(indicator, plan)
    if plan.kind is not EvaluationKind.FINAL:
        return outcome
    return at_the_end(resolved(indicator, plan)[0], outcome, plan)


def _final(indicator: Indicator, outcome: Outcome, *, is_final: bool) -> tuple[str, list[Finding]]:
    """Let a person's verdict override the computed one, as a finding where they differ."""
    manual = indicator.verdict
    if not manual:
        return outcome.completion, []
    if normalise(manual) in ("-", "--", "—", "——", "–", "/"):
        manual = NOT_ASSESSED
    allowed = (MET, NEARLY, UNMET, NOT_ASSESSED) if is_final else (MET, UNMET, NOT_ASSESSED)
    if manual not in allowed and not indicator.target.is_qualitative:
        unknown = catalogue.UNKNOWN_WORD.at(
            indicator.where,
            name=indicator.name,
            what="人工认定",
            text=manual,
            allowed="、".join(allowed),
        )
        return outcome.completion, [unknown]
    if manual == outcome.completion:
        return manual, []
    overridden = catalogue.OVERRIDDEN.at(
        indicator.where, name=indicator.name, manual=manual, computed=outcome.completion
    )
    return manual, [overridden]
