"""滚动: what became of the projects since an earlier workbook: begun, finished, added, taken out.

Projects are the same where their names are, signs and spaces apart; of several with one name those of the
same number, then those that stand in the same order. A row that stands for many is compared with the row
of the same scope by its numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan.project import Stage
from yuecheng_xl.rules.projects import ROUNDING, STARTED, scope_of
from yuecheng_xl.typed.names import key_in_list
from yuecheng_xl.words.dates import day_words, moment_words
from yuecheng_xl.words.lists import first_of
from yuecheng_xl.words.numbers import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Plan
    from yuecheng_xl.plan.project import Amount
    from yuecheng_xl.rules.projects import ProjectAssessment, Projects
    from yuecheng_xl.typed.moment import Moment

_SHOWN = 10
"""Names that a finding lists."""
_CHANGING = ("nature", "stage")
_LIFE = (Stage.RESERVE, Stage.PREPARED, Stage.STARTED, Stage.UNDER_WAY, Stage.FINISHED)
"""Stages that follow each other; 停缓建 and 调出 may come after any."""


class What(Enum):
    """What became of a project."""

    ADDED = "新入库"
    STARTED = "新开工"
    FINISHED = "竣工"
    STOPPED = "停缓建"
    REMOVED = "调出"
    MISSING = "未再列入"


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that became of a project: ``before`` is None where it was added, ``now`` where missing."""

    what: What
    now: ProjectAssessment | None
    before: ProjectAssessment | None

    @property
    def item(self) -> ProjectAssessment:
        """The project, as it stands now if it is still listed."""
        item = self.now or self.before
        assert item is not None  # noqa: S101 - one of both there is
        return item

    @property
    def completed(self) -> Fraction | None:
        """Investment completed in between, in 亿元; None where either figure is missing."""
        return None if self.now is None else completed_since(self.now, self.before)


@dataclass(frozen=True, slots=True)
class Changed:
    """A row that stands for many, by how many projects, started ones, finished ones it changed."""

    now: ProjectAssessment
    count: Fraction
    started: Fraction | None
    finished: Fraction | None


@dataclass(frozen=True, slots=True)
class Moves:
    """All moves since a date, in the order of the sheet, those of one project together.

    ``completed`` is what the projects listed both times completed in between, in 亿元.
    """

    since: date
    moves: tuple[Move, ...]
    changed: tuple[Changed, ...]
    completed: Fraction | None

    def of(self, what: What) -> tuple[Move, ...]:
        """Return the moves of one kind."""
        return tuple(move for move in self.moves if move.what is what)


def moves_since(
    before: Projects, earlier: Plan, now: Projects, plan: Plan
) -> tuple[Moves | None, Sequence[Finding]]:
    """Tell what became of the projects of an earlier list, and what contradicts it.

    Money is compared only where both are counted from the same base year. There are no moves since a date
    that is not earlier.
    """
    if earlier.cutoff >= plan.cutoff:
        fields = {"earlier": day_words(earlier.cutoff), "cutoff": day_words(plan.cutoff)}
        return None, [catalogue.PREVIOUS_NOT_EARLIER.at(now.items[0].project.where(), **fields)]
    pairs, gone = _paired(now.single, before.single)
    found = [
        Move(what, item, old)
        for item, old in pairs
        for what in _became(item, old, earlier)
        # What is listed by itself now may have stood within a row for many.
        if what is not What.ADDED or not _may_stand_within(item, before, now)
    ]
    # What was finished or taken out before need not be listed for ever.
    missing = [
        item
        for item in gone
        if item.stage not in (Stage.FINISHED, Stage.REMOVED) and not _may_stand_within(item, now, before)
    ]
    found += [Move(What.MISSING, None, item) for item in missing]
    same_base = plan.base_year == earlier.base_year
    both = [(item, old) for item, old in pairs if old is not None]
    findings = list(_missing(missing, earlier.cutoff, now.items[0].project.where()))
    for item, old in both:
        findings += _contradictions(item, old, earlier, same_base=same_base)
    known = [value for item, old in both if (value := completed_since(item, old)) is not None]
    completed = sum(known, Fraction(0)) if known and same_base else None
    return Moves(earlier.cutoff, tuple(found), tuple(_changed(now, before)), completed), findings


def _may_stand_within(item: ProjectAssessment, others: Projects, counterpart: Projects) -> bool:
    """Tell whether a row for many of the other list may stand for a project that the other list lacks.

    It may where it stands for more than the row of the same scope in the project's own list, or has none
    there. A project's stage and nature change over time and tell nothing.
    """
    own = set(scope_of(item.project))
    sizes = {scope_of(one.project): one.project.size for one in counterpart.items if one.project.is_many}
    return any(
        other.project.size > sizes.get(scope_of(other.project), 0)
        and all(key in _CHANGING or (key, text) in own for key, text in scope_of(other.project))
        for other in others.items
        if other.project.is_many
    )


def completed_since(now: ProjectAssessment, before: ProjectAssessment | None) -> Fraction | None:
    """Return what a project completed since, in 亿元; None where either figure is missing."""
    if before is None or now.completed is None or before.completed is None:
        return None
    return now.completed - before.completed


def _paired(
    now: Sequence[ProjectAssessment], before: Sequence[ProjectAssessment]
) -> tuple[list[tuple[ProjectAssessment, ProjectAssessment | None]], list[ProjectAssessment]]:
    """Return each project with its earlier row, if any, and the earlier rows that none stands for."""
    known: dict[str, list[ProjectAssessment]] = {}
    for item in before:
        known.setdefault(_key(item), []).append(item)
    by_number = {(_key(item), item.project.number): item for item in before if item.project.number}
    pairs: dict[int, ProjectAssessment] = {}
    for index, item in enumerate(now):
        found = by_number.get((_key(item), item.project.number))
        if found is not None and found in known[_key(item)]:
            known[_key(item)].remove(found)
            pairs[index] = found
    for index, item in enumerate(now):
        if index not in pairs and known.get(_key(item)):
            pairs[index] = known[_key(item)].pop(0)
    gone = [item for items in known.values() for item in items]
    gone.sort(key=lambda item: item.project.row)
    return [(item, pairs.get(index)) for index, item in enumerate(now)], gone


def _key(item: ProjectAssessment) -> str:
    return key_in_list(item.project.label)


def _became(now: ProjectAssessment, before: ProjectAssessment | None, earlier: Plan) -> Iterator[What]:
    was = before.stage if before is not None else None
    if before is None:
        yield What.ADDED
    begun = now.stage in STARTED and was not in (*STARTED, Stage.STOPPED)
    if begun and _is_since(now.project.start_actual, earlier, told=was is not None):
        yield What.STARTED
    ended = now.stage is Stage.FINISHED and was is not Stage.FINISHED
    if ended and _is_since(now.project.finish_actual, earlier, told=was is not None):
        yield What.FINISHED
    for stage, what in ((Stage.STOPPED, What.STOPPED), (Stage.REMOVED, What.REMOVED)):
        if before is not None and now.stage is stage is not was:
            yield what


def _is_since(moment: Moment | None, earlier: Plan, *, told: bool) -> bool:
    """Tell whether something came to pass since the earlier date: by its own date, then by the stages."""
    if moment is None or moment.first is None or moment.last is None:
        return told
    if moment.first > earlier.cutoff:
        return True
    return told and moment.last > earlier.cutoff


def _contradictions(
    now: ProjectAssessment, before: ProjectAssessment, earlier: Plan, *, same_base: bool
) -> Iterator[Finding]:
    """Report a stage that went back, a date that an earlier stage denies, and investment that became less."""
    project, was, stage = now.project, before.stage, now.stage
    since = day_words(earlier.cutoff)
    if was in _LIFE and stage in _LIFE and _LIFE.index(stage) < _LIFE.index(was):
        yield catalogue.STAGE_TURNED_BACK.at(
            project.where("stage"), name=project.label, before=was.value, now=stage.value, since=since
        )
    for field, what, moment, over in (
        ("start_actual", "实际开工", project.start_actual, STARTED),
        ("finish_actual", "实际竣工", project.finish_actual, (Stage.FINISHED,)),
    ):
        denied = was in _LIFE and was not in over
        if denied and was and moment and moment.last is not None and moment.last <= earlier.cutoff:
            yield catalogue.STAGE_WAS_BEFORE_DATE.at(
                project.where(field),
                name=project.label,
                what=what,
                text=moment_words(*moment),
                since=since,
                before=was.value,
            )
    done = completed_since(now, before)
    if same_base and done is not None and done < -ROUNDING:
        yield catalogue.COMPLETED_FELL.at(
            project.where("cumulated"),
            name=project.label,
            now=number(now.completed or Fraction(0)),
            before=number(before.completed or Fraction(0)),
            since=since,
        )


def _missing(items: Sequence[ProjectAssessment], since: date, place: str) -> Iterator[Finding]:
    if items:
        shown = first_of([item.project.label for item in items], _SHOWN)
        yield catalogue.PROJECTS_MISSING.at(place, since=day_words(since), count=len(items), names=shown)


def _changed(now: Projects, before: Projects) -> Iterator[Changed]:
    """Yield the rows for many whose numbers are not what they were."""
    known = {scope_of(item.project): item for item in before.items if item.project.is_many}
    for item in now.items:
        old = known.get(scope_of(item.project)) if item.project.is_many else None
        if old is None:
            continue
        changed = Changed(
            item,
            item.project.size - old.project.size,
            _difference(item.project.started_count, old.project.started_count),
            _difference(item.project.finished_count, old.project.finished_count),
        )
        if changed.count or changed.started or changed.finished:
            yield changed


def _difference(now: Amount | None, before: Amount | None) -> Fraction | None:
    return None if now is None or before is None else now.value - before.value
