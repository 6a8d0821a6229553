"""Decide what the master gets: one answer for each cell, from all submissions, or none and a finding.

Pure: submissions in, decisions out, in an order that does not depend on which file was read first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from yuecheng_xl.collection.model import Decision, Entry, Fate, FileFinding, Submission
from yuecheng_xl.collection.reading import same_answer
from yuecheng_xl.findings import catalogue
from yuecheng_xl.typed.status import Status
from yuecheng_xl.typed.text import normalise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from yuecheng_xl.collection.roster import Roster
    from yuecheng_xl.findings import Finding
    from yuecheng_xl.forms.layout import Key


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

    Answers that agree are taken. Where one department's files differ, the one saved last is taken where
    the files say when; where departments differ, none is. An answer without a figure never replaces a
    figure that the master has.
    """
    claims: dict[int, list[_Claim]] = {}
    for submission in sorted(submissions, key=lambda item: item.file):
        for entry in submission.entries:
            claims.setdefault(entry.number, []).append(_Claim(submission, entry))
    figures: list[Decision] = []
    findings: list[FileFinding] = []
    for number in sorted(claims):
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
    with_value = [claim for claim in usable if claim.entry.value is not None]
    if with_value and len(with_value) < len(usable):
        # 未出 of an early version does not contradict the figure of a later one.
        figures += [Decision(*claim, Fate.KEPT) for claim in usable if claim.entry.value is None]
        usable = with_value
    if not usable:
        return figures, []
    findings: list[FileFinding] = []
    all_agree = _all_agree(usable)
    if not all_agree:
        # A pre-filled value left unchanged never outweighs a typed one.
        usable, left = _split(usable, lambda claim: not _says_known(claim.entry, roster))
        figures += [Decision(*claim, Fate.SUPERSEDED) for claim in left]
        all_agree = _all_agree(usable)
    if all_agree:
        chosen = _preferred(usable, roster)
        agreeing = usable
    else:
        newest = _newest(usable)
        fields = {
            "name": roster.by_number[usable[0].entry.number].name,
            "what": str(usable[0].entry.key),
            "answers": "；".join(f"{claim.entry.text}（{claim.source}）" for claim in usable[:_NAMED])
            + (f"；等{len(usable)}份" if len(usable) > _NAMED else ""),
        }
        if newest is None:
            kind = (
                catalogue.VERSIONS_DIFFER
                if {claim.submission.department for claim in usable}
                == {usable[0].submission.department or None}
                else catalogue.DEPARTMENTS_DISAGREE
            )
            findings += _for_each(usable, kind.at, fields)
            return [*figures, *(Decision(*claim, Fate.CONFLICT) for claim in usable)], findings
        findings += _for_each([newest], catalogue.NEWER_TAKEN.at, fields)
        chosen = newest
        agreeing, others = _split(usable, lambda claim: same_answer(claim.entry, newest.entry))
        figures += [Decision(*claim, Fate.SUPERSEDED) for claim in others]
    fate, found = _against_known(chosen.entry, roster)
    agreed = _agreed(fate)
    figures += [Decision(*claim, fate if claim is chosen else agreed) for claim in agreeing]
    if found is not None:
        findings.append(FileFinding(found, chosen.submission.file, chosen.submission.department))
    return figures, findings


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
    """Of answers that agree, name the responsible department's, the newest file's, the first by name."""
    owners = roster.known(claims[0].entry.number).owners
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
    name, what = roster.by_number[entry.number].name, str(entry.key)
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
        return Fate.NEW, None
    if _says_known(entry, roster):
        return Fate.SAME, None
    if entry.key.period is None:
        return Fate.UPDATED, None
    if figure is None or figure.value is None:
        return (Fate.NEW if entry.value is not None else Fate.UPDATED), None
    if entry.value is None:
        return Fate.KEPT, catalogue.KNOWN_KEPT.at(entry.where, **fields)
    if figure.status is Status.NORMAL:
        return Fate.REVISED, catalogue.REVISED.at(entry.where, **fields)
    return Fate.UPDATED, catalogue.PROVISIONAL_REPLACED.at(entry.where, **fields)
