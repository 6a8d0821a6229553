"""Hold counts, shares and lists of indicators against the evaluation: 10个指标落后预期进度，分别是….

A sentence is cut where it begins to speak of another group (；其中). What the group is, its words say:
落后, 提前完成, 不作调整, 口径变化. A category, department or kind that it names narrows it.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.checks.report.against.statements import CLAUSES
from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan import Action

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from yuecheng_xl.checks.report.reading.named import Names
    from yuecheng_xl.checks.report.reading.prose import Sentence
    from yuecheng_xl.findings import Finding
    from yuecheng_xl.rules import Assessment, Evaluation

_ALL_GROUP = "全部指标"
_LISTED_GROUP = "所列指标"
_AHEAD_GROUP = "达到或超过预期进度的指标"
_ON_SCHEDULE_GROUP = "按时序完成的指标"
_EARLY_GROUP = "已提前达到目标的指标"
_BEHIND_GROUP = "落后预期进度的指标"
_BEHIND_KEPT_GROUP = "落后预期进度而不作调整的指标"
_ADJUSTED_GROUP = "建议调整的指标"
_QUALITATIVE_GROUP = "定性目标的指标"
_NOT_ASSESSED_GROUP = "未作评价的指标"

_PART = re.compile(r"[；。]|其中(?=[^，]{0,40}(?:指标|、))")
_COUNT = re.compile(
    r"(?<!\d)(?P<count>\d{1,6}|[一二两三四五六七八九十]{1,3})[个项]"
    r"(?:(?P<kind>主要|规划|发展|核心|评价|约束性|预期性|定量|定性|落后|滞后)?指标(?P<among>[中里]?)"
    r"|(?=(?:已|已经|均|提前|超额)*(?:达到|完成|落后|滞后|未达|未完成|符合)[^，。；]{0,6}(?:进度|目标|时序|预期|序时)))"
)
_ALL_BEFORE = re.compile(r"(?:方面|全部|纲要》?|规划|共?设置?|设定|确定|提出|明确)(?:的|了)?$")
_ALL_BEFORE_ALONE = re.compile("(?:共|评估的?)$")
_SHARE = re.compile(r"占比?(?:达到?|为|约|总数的)?(?P<share>\d+(?:\.\d+)?)%")
_OF_INDICATORS = "指标"
_AMONG_THEM = "其中"
_LIST_AFTER = re.compile("(?:是|为|包括)[:：]?")
_KIND = re.compile("约束性|预期性")
_DIGITS = {character: value for value, character in enumerate("一二三四五六七八九", 1)} | {"两": 2}

_BEHIND = re.compile("落后|滞后|未完成|未达|低于预期")
_KEPT = re.compile("不(?:作|做|予)?(?:出)?调整")
_AHEAD = re.compile("(?:超额完成|超过|快于|领先于?|优于)[^，。；]{0,6}(?:进度|时序|预期)")
_EARLY = re.compile("提前(?:完成|实现|达到)")
_CHANGED = re.compile("调整|取消|替换")
_BY_DEFINITION = re.compile("口径|测算|停止统计|未统计")
_BY_CAUSE = re.compile("客观|疫情|影响")
_QUALITATIVE = re.compile("定性")
_NOT_ASSESSED = re.compile("(?:未作?|不作|无法|没有)评[价估]")
_ON_SCHEDULE = re.compile("按时序|按期|如期|进度目标|达到(?:序时|时序)?进度|符合预期")


@dataclass(frozen=True, slots=True)
class _Group:
    """A group of indicators, by the name that findings give it."""

    title: str
    members: tuple[Assessment, ...]
    is_at_most: bool = False
    """Whether the words may mean only some of the members."""


@dataclass(frozen=True, slots=True)
class _Count:
    """A count in a sentence, with the words before and after that belong to it."""

    told: int
    before: str
    after: str
    among: bool
    start: int
    end: int

    @property
    def around(self) -> str:
        """All of its words."""
        return self.before + self.after


def check(sentence: Sentence, heading: str, names: Names, evaluation: Evaluation) -> Iterator[Finding]:
    """Yield each count, share and list of a sentence that the evaluation does not bear out.

    ``heading`` is the heading that the sentence stands under.
    """
    if _OF_INDICATORS not in sentence.text:
        return
    for count in _counts(sentence.text):
        # What follows 其中 is a part of what is counted, and narrows nothing.
        said = sentence.text[: count.end] + count.after.partition(_AMONG_THEM)[0]
        scope = _scope(names.blanked(said), heading, evaluation)
        if scope is not None:
            yield from _check(sentence, count, scope, names, evaluation)


def _counts(text: str) -> Iterator[_Count]:
    begin = 0
    for end in [*(match.end() for match in _PART.finditer(text)), len(text)]:
        found = list(_COUNT.finditer(text, begin, end))
        for number, match in enumerate(found):
            since = found[number - 1].end() if number else begin
            until = found[number + 1].start() if number + 1 < len(found) else end
            before, after = text[since : match.start()], text[match.end() : until]
            before += match["kind"] or ""
            among = bool(match["among"])
            yield _Count(_number(match["count"]), before, after, among, match.start(), match.end())
        begin = end


def _number(text: str) -> int:
    """Read 34 or 三十四."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def _scope(text: str, heading: str, evaluation: Evaluation) -> tuple[Assessment, ...] | None:
    """Return the indicators that a count is about: all, or those of the one category that it names.

    None where it names a kind of indicator of which the workbook says nothing (指标属性 not filled in).
    """
    items = evaluation.assessments
    kind = _KIND.search(text)
    if kind:
        items = tuple(item for item in items if kind[0] in item.indicator.attribute)
        if not items:
            return None
    for attribute in ("category", "department"):
        values = {getattr(item.indicator, attribute) for item in items} - {""}
        for place in (text, heading):
            named = [value for value in values if value in place]
            if len(named) == 1:
                items = tuple(item for item in items if getattr(item.indicator, attribute) == named[0])
                break
            if named:
                break  # several named: all of them together
    return items


def _check(
    sentence: Sentence,
    count: _Count,
    scope: tuple[Assessment, ...],
    names: Names,
    evaluation: Evaluation,
) -> Iterator[Finding]:
    if count.among or _ALL_BEFORE.search(count.before):
        # Of 34个指标中 the words after belong to what is counted next.
        among = _group(count.before, scope, evaluation) or _Group(_ALL_GROUP, scope)
        if count.told != len(among.members):
            yield _count_finding(sentence, count, among, len(among.members))
        return
    group = _group(count.around, scope, evaluation)
    if group is None and _ALL_BEFORE_ALONE.search(count.before):
        group = _Group(_ALL_GROUP, scope)
    listed, unknown = _listed(count, names)
    if len(listed) > 1:
        yield from _check_list(sentence, count, listed, unknown, group)
    elif group is not None and _counts_otherwise(count, group):
        yield _count_finding(sentence, count, group, len(group.members))
    if group is not None and not group.is_at_most:
        yield from _check_share(sentence, count, group, len(scope))


def _check_share(sentence: Sentence, count: _Count, group: _Group, total: int) -> Iterator[Finding]:
    match = _SHARE.search(count.after)
    if not match or not total:
        return
    decimals = len(match["share"].partition(".")[2])
    known = Fraction(
        int(Fraction(len(group.members) * 100, total) * 10**decimals + Fraction(1, 2)), 10**decimals
    )
    if Fraction(match["share"]) != known:
        yield catalogue.REPORT_COUNT.at(
            sentence.where,
            group=_share_of(group.title),
            told=f"{match['share']}%",
            known=f"{float(known):g}%",
            sentence=sentence.excerpt(count.start),
        )


def _counts_otherwise(count: _Count, group: _Group) -> bool:
    """Tell whether a count cannot be that of a group."""
    known = len(group.members)
    return count.told > known if group.is_at_most else count.told != known


def _count_finding(sentence: Sentence, count: _Count, group: _Group, known: int) -> Finding:
    members = "" if group.title == _ALL_GROUP else _names_told(_names(group.members))
    return catalogue.REPORT_COUNT.at(
        sentence.where,
        group=_number_of(group.title),
        told=count.told,
        known=f"{known}{members}",
        sentence=sentence.excerpt(count.start),
    )


def _check_list(
    sentence: Sentence, count: _Count, listed: list[Assessment], unknown: int, group: _Group | None
) -> Iterator[Finding]:
    """Compare a list with its count and its group; a name that is not understood may be any member."""
    if group is None:
        if count.told != len(listed) + unknown:
            yield _count_finding(sentence, count, _Group(_LISTED_GROUP, tuple(listed)), len(listed) + unknown)
        return
    missing = [item for item in group.members if item not in listed]
    beyond = [item for item in listed if item not in group.members]
    missing = [] if len(missing) <= unknown or group.is_at_most else missing
    if missing or beyond or _counts_otherwise(count, group):
        yield catalogue.REPORT_LIST.at(
            sentence.where,
            group=group.title,
            told=count.told,
            known=len(group.members),
            difference=_list_difference(_names(missing), _names(beyond)),
            sentence=sentence.excerpt(count.start),
        )


def _names(items: list[Assessment] | tuple[Assessment, ...]) -> list[str]:
    return [item.indicator.name for item in items]


def _listed(count: _Count, names: Names) -> tuple[list[Assessment], int]:
    """Return the indicators of the list after a count, or before it, and how many names mean none."""
    clauses = (_LIST_AFTER.split(clause, maxsplit=1)[1:] for clause in CLAUSES.split(count.after))
    lists = (
        after for after in itertools.chain.from_iterable(clauses) if "、" in after or _are_two(after, names)
    )
    text = next(lists, None) or CLAUSES.split(count.before)[-1]
    found: list[Assessment] = []
    unknown = 0
    for piece in text.split("、") if "、" in text or "和" in text else ():
        for item in names.all_of(piece):
            if item is None:
                unknown += 1
            elif item not in found:
                found.append(item)
    return found, unknown


def _are_two(text: str, names: Names) -> bool:
    """Tell whether words are two indicators and nothing else: 甲和乙."""
    items = names.all_of(text.rstrip("。"))
    return len(items) > 1 and all(items)


def _group(text: str, scope: tuple[Assessment, ...], evaluation: Evaluation) -> _Group | None:
    """Tell which indicators words count; None where they say nothing that is evaluated."""
    summary = evaluation.summary
    kept = bool(_KEPT.search(text))
    if _BEHIND.search(text):
        title, members = _BEHIND_GROUP, summary.behind
        if kept:
            title = _BEHIND_KEPT_GROUP
            members = tuple(item for item in members if item.recommendation.action is Action.KEEP)
    elif _AHEAD.search(text):
        members = tuple(item for item in summary.met if item in scope)
        return _Group(_AHEAD_GROUP, members, is_at_most=True)
    elif _EARLY.search(text):
        title, members = _EARLY_GROUP, summary.early
    elif _CHANGED.search(text) and not kept:
        title, members = _ADJUSTED_GROUP, _adjusted(text, evaluation)
    elif _NOT_ASSESSED.search(text):
        title, members = _NOT_ASSESSED_GROUP, summary.not_assessed
    elif _QUALITATIVE.search(text):
        title, members = _QUALITATIVE_GROUP, summary.qualitative
    elif _ON_SCHEDULE.search(text):
        title, members = _ON_SCHEDULE_GROUP, summary.met
    else:
        return None
    return _Group(title, tuple(item for item in members if item in scope))


def _adjusted(text: str, evaluation: Evaluation) -> tuple[Assessment, ...]:
    """Return what is recommended for adjustment: all, for a changed definition, or for a cause outside."""
    rows = {item.number: item for item in evaluation.adjustments}
    changed = [item for item in evaluation.assessments if item.indicator.number in rows]
    if _BY_DEFINITION.search(text):
        changed = [item for item in changed if rows[item.indicator.number].definition_changed]
    elif _BY_CAUSE.search(text):
        changed = [item for item in changed if not rows[item.indicator.number].definition_changed]
    return tuple(changed)


def _number_of(group: str) -> str:
    """Name the size of a group."""
    return f"{group}个数"


def _share_of(group: str) -> str:
    """Name the share of a group."""
    return f"{group}占比"


def _names_told(items: Iterable[str]) -> str:
    """List names in brackets, if there are any."""
    listed = "、".join(items)
    return f"（{listed}）" if listed else ""


def _list_difference(missing: Sequence[str], beyond: Sequence[str]) -> str:
    """Say which names a list lacks and which it has too many."""
    parts = [f"缺少{'、'.join(missing)}"] if missing else []
    parts += [f"多出{'、'.join(beyond)}"] if beyond else []
    return "，".join(parts) or "名单相同"
