"""Decide what the master gets: one answer for each cell, from all submissions, or none and a finding.

Pure: submissions in, decisions out, in an order that does not depend on which file was read first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from yuecheng_xl.collection.doubting import is_sane_revision
from yuecheng_xl.collection.model import Decision, Entry, Fate, FileFinding, Submission
from yuecheng_xl.collection.reading import same_answer
from yuecheng_xl.findings import catalogue
from yuecheng_xl.forms.layout import Row
from yuecheng_xl.forms.listed import DATES, SO_FAR
from yuecheng_xl.typed.moment import read_moment
from yuecheng_xl.typed.status import Status
from yuecheng_xl.typed.text import normalise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from yuecheng_xl.collection.model import Subject
    from yuecheng_xl.collection.roster import Roster
    from yuecheng_xl.findings import Finding
    from yuecheng_xl.forms.layout import Key
    from yuecheng_xl.forms.listed import Amounted
    from yuecheng_xl.plan import Observation


_PROVISIONAL = (Status.ESTIMATED, Status.FORECAST, Status.PROVISIONAL)
_NAMED = 10
"""Answers that a finding names: it goes to each of their files."""


class _Claim(NamedTuple):
    """One submission's answer to one question."""

    submission: Submission
    entry: Entry

    @property
    def source(self) -> str:
        return f"{self.submission.department or '未知单位'} {self.submission.file} {self.entry.where}"


@dataclass(frozen=True, slots=True)
class Merging:
    """All figures with their fates, and the findings that only several files together give."""

    figures: tuple[Decision, ...]
    findings: tuple[FileFinding, ...]


def merge_submissions(submissions: Sequence[Submission], roster: Roster) -> Merging:
    """Decide every entry's fate.

    Of one department's files the one saved last speaks, where the files say when. What is left is taken where
    it agrees; where departments differ, none is. An answer without a figure never replaces a figure that the
    master has, nor does one of which we are not sure.
    """
    claims: dict[Subject, list[_Claim]] = {}
    for submission in sorted(submissions, key=lambda item: item.file):
        for entry in submission.entries:
            claims.setdefault(entry.number, []).append(_Claim(submission, entry))
    figures: list[Decision] = []
    findings: list[FileFinding] = []
    for number in sorted(claims, key=lambda number: (isinstance(number, Row), number)):
        questions: dict[Key, list[_Claim]] = {}
        for claim in claims.pop(number):
            questions.setdefault(claim.entry.key, []).append(claim)
        for key in sorted(questions, key=_order):
            decided, found = _decide(questions[key], roster)
            figures += decided
            findings += found
    return Merging(tuple(figures), tuple(findings))


def _order(key: Key) -> tuple[object, ...]:
    """Order figures before words, periods by their time."""
    return (key.period is None, key.kind, key.period or ())


def _decide(claims: list[_Claim], roster: Roster) -> tuple[list[Decision], list[FileFinding]]:
    usable = [claim for claim in claims if claim.entry.status is not Status.UNREADABLE]
    figures = (
        [Decision(*claim, Fate.UNREADABLE) for claim in claims if claim.entry.status is Status.UNREADABLE]
        if len(usable) < len(claims)
        else []
    )
    findings: list[FileFinding] = []
    if len(usable) > 1:
        usable, decided, findings = _last_words(usable, roster)
        figures += decided
    with_value = [claim for claim in usable if claim.entry.value is not None]
    if with_value and len(with_value) < len(usable):
        # 未出 of one file does not contradict the figure of another.
        figures += [Decision(*claim, Fate.KEPT) for claim in usable if claim.entry.value is None]
        usable = with_value
    if not usable:
        return figures, findings
    all_agree = _all_agree(usable)
    if not all_agree:
        # A pre-filled value left unchanged never outweighs a typed one.
        usable, left = _split(usable, lambda claim: not _says_known(claim.entry, roster))
        figures += [Decision(*claim, Fate.SUPERSEDED) for claim in left]
        all_agree = _all_agree(usable)
    if not all_agree and isinstance(usable[0].entry.number, Row):
        # Of a task, whoever leads it speaks; what others add is named.
        owners = roster.known(usable[0].entry.number).owners
        leading, helping = _split(usable, lambda claim: claim.submission.department in owners)
        if leading and helping:
            fields = _fields(usable, roster) | {"leading": "、".join(owners)}
            findings += _for_each(helping, catalogue.LEAD_TAKEN.at, fields)
            figures += [Decision(*claim, Fate.SUPERSEDED) for claim in helping]
            usable, all_agree = leading, _all_agree(leading)
    if not all_agree:
        departments = {claim.submission.department for claim in usable}
        is_one = departments == {usable[0].submission.department or None}
        kind = catalogue.VERSIONS_DIFFER if is_one else catalogue.DEPARTMENTS_DISAGREE
        findings += _for_each(usable, kind.at, _fields(usable, roster))
        return [*figures, *(Decision(*claim, Fate.CONFLICT) for claim in usable)], findings
    chosen = _preferred(usable, roster)
    fate, found = _against_known(chosen.entry, roster)
    agreed = _agreed(fate)
    figures += [Decision(*claim, fate if claim is chosen else agreed) for claim in usable]
    if found is not None:
        for claim in usable if fate is Fate.DOUBTED else [chosen]:
            finding = replace(found, where=claim.entry.where)
            findings.append(FileFinding(finding, claim.submission.file, claim.submission.department))
    return figures, findings


def _last_words(
    claims: list[_Claim], roster: Roster
) -> tuple[list[_Claim], list[Decision], list[FileFinding]]:
    """Leave out what a department has said otherwise in a later file, where its files say when.

    The later file speaks in all cases: also where it puts a figure back to what the master has, and where it
    says 未出 of what an earlier one had a figure for.
    """
    by_department: dict[str, list[_Claim]] = {}
    for claim in claims:
        by_department.setdefault(claim.submission.department, []).append(claim)
    left: list[_Claim] = []
    figures: list[Decision] = []
    findings: list[FileFinding] = []
    for own in by_department.values():
        last = _newest(own)
        if last is None:
            left += own
            continue
        said = last.entry
        agreeing = [claim for claim in own if same_answer(claim.entry, said)]
        earlier = [claim for claim in own if not same_answer(claim.entry, said)]
        left += agreeing
        for claim in earlier:
            said_nothing = claim.entry.value is None and said.value is not None
            figures.append(Decision(*claim, Fate.KEPT if said_nothing else Fate.SUPERSEDED))
        told = [
            claim
            for claim in earlier
            if (claim.entry.value is not None or said.value is None) and not _says_known(claim.entry, roster)
        ]
        if told:
            takes_away = said.value is None and any(claim.entry.value is not None for claim in told)
            kind = catalogue.WITHDRAWN if takes_away else catalogue.NEWER_TAKEN
            findings += _for_each([last], kind.at, _fields([*told, last], roster))
    left.sort(key=claims.index)
    return left, figures, findings


def _fields(claims: Sequence[_Claim], roster: Roster) -> dict[str, str]:
    """Return what findings about several answers say of them."""
    ordered = sorted(claims, key=lambda claim: claim.submission.file)
    return {
        "name": roster.name(claims[0].entry.number),
        "what": str(claims[0].entry.key),
        "answers": "；".join(f"{claim.entry.text}（{claim.source}）" for claim in ordered[:_NAMED])
        + (f"；等{len(claims)}份" if len(claims) > _NAMED else ""),
    }


def _split(claims: list[_Claim], belongs: Callable[[_Claim], bool]) -> tuple[list[_Claim], list[_Claim]]:
    """Return the claims that satisfy the condition, then the others."""
    parts: tuple[list[_Claim], list[_Claim]] = [], []
    for claim in claims:
        parts[not belongs(claim)].append(claim)
    return parts


def _all_agree(claims: list[_Claim]) -> bool:
    return all(same_answer(claims[0].entry, claim.entry) for claim in claims[1:])


def _agreed(fate: Fate) -> Fate:
    """Return the fate of an answer that agrees with the chosen one."""
    return Fate.AGREED if fate.is_taken and fate is not Fate.SAME else fate


def _for_each(
    claims: Iterable[_Claim], make: Callable[..., Finding], fields: dict[str, str]
) -> list[FileFinding]:
    finding = make(**fields)  # once: where many disagree, the text that names them is long
    return [
        FileFinding(
            replace(finding, where=claim.entry.where), claim.submission.file, claim.submission.department
        )
        for claim in claims
    ]


def _preferred(claims: list[_Claim], roster: Roster) -> _Claim:
    """Of answers that agree, name the one least doubted, the responsible department's, the newest file's."""
    owners = roster.known(claims[0].entry.number).owners
    least = min(len(claim.entry.doubts) for claim in claims)
    claims = [claim for claim in claims if len(claim.entry.doubts) == least]
    own = [claim for claim in claims if claim.submission.department in owners] or claims
    return _newest(own) or own[0]


def _newest(claims: list[_Claim]) -> _Claim | None:
    """Return the answer of one department's file that was saved last; None where that cannot be told."""
    if len({claim.submission.department for claim in claims}) > 1 or not claims[0].submission.department:
        return None
    times = {claim.submission.file: claim.submission.modified for claim in claims}
    if len(times) < 2 or None in times.values():
        return None
    (last, file), (second, _) = sorted(((time, file) for file, time in times.items()), reverse=True)[:2]
    if last == second:
        return None
    return next(claim for claim in claims if claim.submission.file == file)


def _says_known(entry: Entry, roster: Roster) -> bool:
    """Tell whether an answer is what the master has, however it is written."""
    known = roster.known(entry.number)
    answer, figure = known.answers.get(entry.key), known.figures.get(entry.key)
    if answer is None or not answer.printed.text:
        return False
    if figure is not None and figure.value is not None and figure.value == entry.value:
        return figure.status is entry.status
    return normalise(answer.printed.text) == normalise(entry.printed.text)


def _against_known(entry: Entry, roster: Roster) -> tuple[Fate, Finding | None]:
    known = roster.known(entry.number)
    name, what = roster.name(entry.number), str(entry.key)
    answer, figure = known.answers.get(entry.key), known.figures.get(entry.key)
    if answer is None:
        if entry.key.period is not None and entry.key.period.last_day > roster.outline.cutoff:
            return Fate.NO_PLACE, catalogue.AFTER_CUTOFF.at(
                entry.where, name=name, what=what, cutoff=roster.outline.cutoff
            )
        return Fate.NO_PLACE, catalogue.NO_COLUMN.at(entry.where, what=what)
    old = answer.printed.text
    fields = {"name": name, "what": what, "old": old, "new": entry.printed.text}
    if not old:
        reason = _too_doubtful(entry, roster)
        return (Fate.DOUBTED, _doubted(reason, entry, fields)) if reason else (Fate.NEW, None)
    if _says_known(entry, roster):
        return Fate.SAME, None
    if figure is None or figure.value is None:
        is_grave = any(doubt.is_grave for doubt in entry.doubts)
        if (entry.value is not None or is_grave) and (reason := _too_doubtful(entry, roster)):
            return Fate.DOUBTED, _doubted(reason, entry, fields)
        if entry.key in DATES and (moment := read_moment(old)) is not None and moment.is_dated:
            return Fate.REVISED, catalogue.REVISED.at(entry.where, **fields)
        return (Fate.NEW if entry.value is not None else Fate.UPDATED), None
    if entry.value is None:
        return Fate.KEPT, catalogue.KNOWN_KEPT.at(entry.where, **fields)
    if reason := _too_doubtful(entry, roster, figure):
        return Fate.DOUBTED, _doubted(reason, entry, fields)
    if entry.key == SO_FAR:
        return Fate.UPDATED, None  # it grows, and reading it has asked where it does not
    if figure.status is Status.NORMAL:
        return Fate.REVISED, catalogue.REVISED.at(entry.where, **fields)
    return Fate.UPDATED, catalogue.PROVISIONAL_REPLACED.at(entry.where, **fields)


def _too_doubtful(entry: Entry, roster: Roster, old: Observation | Amounted | None = None) -> str:
    """Return why a figure is not to be taken until somebody confirms it; empty where it may be.

    One doubt that is not grave lets a new figure in. A figure that would take a known one's place must be
    without any, and near it.
    """
    if roster.is_confirmed(entry.number, entry.key, entry.text):
        return ""
    reasons = [doubt.value for doubt in entry.doubts]
    if old is not None and old.value is not None and entry.value is not None:
        if entry.key != SO_FAR and not is_sane_revision(
            old.value, entry.value, entry.key, roster.unit(entry.number)
        ):
            reasons.append("与已有数据相差过大")
        if old.status is Status.NORMAL and entry.status in _PROVISIONAL:
            reasons.append("填报的是预计数，已有的是实际数")
    elif len(reasons) < 2 and not any(doubt.is_grave for doubt in entry.doubts):
        return ""
    return "，".join(reasons)


def _doubted(reason: str, entry: Entry, fields: dict[str, str]) -> Finding | None:
    """Return the finding that asks; None where reading the file has asked already."""
    if any(doubt.is_grave for doubt in entry.doubts):
        return None
    if fields["old"]:
        return catalogue.REVISION_DOUBTED.at(entry.where, **fields, reason=reason)
    return catalogue.FIGURE_DOUBTED.at(entry.where, **fields, reason=reason)
