"""Hold what a sentence says of the major projects against the sheet: all of them, or one by its name."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from yuecheng_xl.findings import catalogue
from yuecheng_xl.words.numbers import number, percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.checks.report.reading.named import Names
    from yuecheng_xl.checks.report.reading.prose import Sentence
    from yuecheng_xl.findings import Finding
    from yuecheng_xl.rules import Evaluation
    from yuecheng_xl.rules.projects import Group, Projects

_FIGURE = r" ?(?:约|近|超过?|逾|达到?|共|为)?(?:约|近|超过?|逾)? ?(?P<figure>\d{1,9}(?:\.\d{1,4})?) ?"
_ABOUT, _ABOVE = re.compile("[约近]|左右"), re.compile("[超逾多余]|以上")
_SPEAKS = re.compile(r"(?:重大|重点)(?:建设)?项目(?!.{0,6}(?:类|其中))")
_SHORTEST = 4
"""Characters of a project's name that a sentence may be known by."""
_LOOSE = Fraction(1, 20)
"""Of a figure said to be about so much: what it may be off; of one said to be above: twice that, upwards."""


class _Sort(NamedTuple):
    what: str
    pattern: re.Pattern[str]
    field: str


_SORTS = (
    _Sort("重大项目个数", re.compile(rf"(?:重大|重点)(?:建设)?项目{_FIGURE}[多余]? ?个"), "count"),
    _Sort(
        "重大项目总投资（亿元）", re.compile(rf"总投资额?{_FIGURE}(?P<wan>万)?亿元(?:以上|左右)?"), "total"
    ),
    _Sort(
        "重大项目规划期计划投资（亿元）",
        re.compile(rf"计划[^,，;；。、总]{{0,12}}投资额?{_FIGURE}(?P<wan>万)?亿元(?:以上|左右)?"),
        "planned",
    ),
    _Sort(
        "重大项目完成投资（亿元）",
        re.compile(rf"(?:实际|已|累计)完成(?:投资额?)?{_FIGURE}(?P<wan>万)?亿元(?:以上|左右)?"),
        "completed",
    ),
    _Sort("重大项目完成投资进度", re.compile(rf"完成(?:投资)?进度{_FIGURE}%"), "progress"),
)


def check(sentence: Sentence, _heading: str, _names: Names, evaluation: Evaluation) -> Iterator[Finding]:
    """Report figures of all projects together, or of the one that is named, that the sheet does not have."""
    projects = evaluation.projects
    if projects is None:
        return
    yield from _of_one(sentence, projects)
    if not _SPEAKS.search(sentence.text):
        return
    for sort in _SORTS:
        found = sort.pattern.search(sentence.text)
        known = _known(projects.whole, sort.field)
        if found is None or known is None or _agrees(found, known):
            continue
        yield catalogue.REPORT_COUNT.at(
            sentence.where,
            group=sort.what,
            told=f"{found['figure']}{'%' if sort.field == 'progress' else ''}",
            known=percent(known / 100) if sort.field == "progress" else number(known),
            sentence=sentence.excerpt(found.start()),
        )


def _of_one(sentence: Sentence, projects: Projects) -> Iterator[Finding]:
    """Hold investment told behind the name of a project; a sentence that names several may mean any."""
    text = sentence.text
    named = [
        item for item in projects.items if len(item.project.name) >= _SHORTEST and item.project.name in text
    ]
    if len(named) != 1 or named[0].project.is_many:
        return
    item = named[0]
    begin = text.index(item.project.name) + len(item.project.name)
    end = text.find("；", begin) if "；" in text[begin:] else len(text)
    known = {"total": item.total, "planned": item.planned, "completed": item.completed}
    for sort in _SORTS:
        found, value = sort.pattern.search(text, begin, end), known.get(sort.field)
        if found is None or value is None or _agrees(found, value):
            continue
        yield catalogue.REPORT_PROJECT.at(
            sentence.where,
            name=item.project.name,
            what=sort.what.removeprefix("重大项目"),
            told=found["figure"],
            known=number(value),
            cell=item.project.where(sort.field if sort.field != "completed" else "name"),
            sentence=sentence.excerpt(found.start()),
        )


def _known(whole: Group, field: str) -> Fraction | None:
    value: Fraction | None = getattr(whole, field)
    return value * 100 if value is not None and field == "progress" else value


def _noughts(text: str) -> int:
    """Count the noughts at the end of a whole number, those of a rounded one."""
    return 0 if "." in text else len(text) - len(text.rstrip("0"))


def _agrees(found: re.Match[str], known: Fraction) -> bool:
    """Tell whether what is known rounds to the figure, or is about it where the words say so."""
    text = found["figure"]
    scale = 10_000 if found.groupdict().get("wan") else 1
    told = Fraction(text) * scale
    step = Fraction(scale, 10 ** len(text.partition(".")[2]))
    # 190多 is no 200, nor is 约2500 a 2400: who rounds leaves no more than the last digit that is no nought.
    last = Fraction(10) ** _noughts(text) * step
    if _ABOVE.search(found[0]):
        return told <= known <= told * (1 + 2 * _LOOSE) and known < told + last
    near = min(told * _LOOSE, last / 2) if _ABOUT.search(found[0]) else Fraction(0)
    return abs(told - known) <= max(step / 2, near)
