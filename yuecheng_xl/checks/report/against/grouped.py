"""Hold a table that counts indicators by category or department against the evaluation."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.checks.report.against.agreement import EXACTLY, same
from yuecheng_xl.checks.rounding import step
from yuecheng_xl.findings import catalogue
from yuecheng_xl.typed.figure import exact, read_figure
from yuecheng_xl.words.numbers import percent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from yuecheng_xl.checks.report.reading.tables import Table
    from yuecheng_xl.findings import Finding
    from yuecheng_xl.rules import Assessment, Evaluation
    from yuecheng_xl.rules.shortfall import Burden

_GROUPS = {"类别": "category", "指标类别": "category", "领域": "category", "方面": "category"}
_GROUPS |= {"责任单位": "department", "责任部门": "department", "牵头单位": "department"}
_ALL = ("合计", "总计", "全部", "共计")
_TOTAL = re.compile("指标数量?|指标总数|总数|指标个数|合计")
_COUNTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile("落后|滞后|未完成|落后指标数?|未完成数"), "behind"),
    (re.compile("完成|按时序完成|达到进度|完成数"), "met"),
    (re.compile("定性|定性评价"), "qualitative"),
    (re.compile("未评价|未作评价"), "not_assessed"),
    (re.compile("提前完成|其中：?提前完成"), "early"),
)
_SHARES: Mapping[str, Callable[[Burden], Fraction]] = {
    "占全部落后": lambda group: group.share_of_count,
    "进度缺口": lambda group: group.points,
    "占全部进度缺口": lambda group: group.share_of_points,
}


def check(table: Table, evaluation: Evaluation) -> Iterator[Finding]:
    """Report each count and share of a group that is not the evaluation's."""
    if not table.rows or table.rows[0][0] not in _GROUPS:
        return
    attribute = _GROUPS[table.rows[0][0]]
    if not any(_TOTAL.fullmatch(text) for text in table.rows[0]):
        return
    burdens = {one.name: one for one in (*evaluation.by_department, *evaluation.by_category)}
    for place, row in enumerate(table.rows[1:], 2):
        members = _members(row[0], attribute, evaluation)
        for header, text in zip(table.rows[0][1:], row[1:], strict=False):
            known = _known(header, members, burdens.get(row[0]), evaluation)
            figure = read_figure(text) if known is not None else None
            if known is None or figure is None:
                continue
            if not same(exact(figure.value), step(figure.value), known[0], EXACTLY):
                yield catalogue.REPORT_COUNT.at(
                    f"{table.where}第{place}行",
                    group=f"{row[0]}的{header}",
                    told=text,
                    known=known[1],
                    sentence="，".join(row[:-1]),
                )


def _members(name: str, attribute: str, evaluation: Evaluation) -> tuple[Assessment, ...]:
    if name in _ALL:
        return tuple(evaluation.assessments)
    return tuple(item for item in evaluation.assessments if getattr(item.indicator, attribute) == name)


def _known(
    header: str, members: Sequence[Assessment], burden: Burden | None, evaluation: Evaluation
) -> tuple[Fraction, str] | None:
    if not members:
        return None
    if _TOTAL.fullmatch(header):
        return Fraction(len(members)), f"{len(members)}"
    group = next((group for pattern, group in _COUNTS if pattern.fullmatch(header)), None)
    if group is not None:
        count = sum(item in getattr(evaluation.summary, group) for item in members)
        return Fraction(count), f"{count}"
    if burden is None or header not in _SHARES:
        return None
    share = _SHARES[header](burden)
    return share * 100, percent(share)
