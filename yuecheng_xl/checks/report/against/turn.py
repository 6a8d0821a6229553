"""Hold 有望回升 against the direction: where lower is better, a rise is nothing to hope for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yuecheng_xl.checks.entries import entry
from yuecheng_xl.checks.report.against.statements import clause_before
from yuecheng_xl.checks.report.reading import lexicon
from yuecheng_xl.checks.report.subject import on_words
from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan import Direction, Measure
from yuecheng_xl.rules.target import direction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.checks.report.reading.prose import Sentence
    from yuecheng_xl.checks.report.subject import Subject
    from yuecheng_xl.findings import Finding

_HOPE = "(?:有望|力争|争取|将(?:会)?进一步|还将)"
_TURN = re.compile(
    f"{_HOPE}[^，。；]{{0,14}}?(?P<up>回升|上升|提升|提高|增长|增加|跃升|前移)"
    f"|{_HOPE}[^，。；]{{0,14}}?(?P<down>回落|下降|降低|减少|下滑|后移)"
)
_HOPING = re.compile(_HOPE)
_ITSELF = "指标"
_RANK = re.compile("排名|位次|名次")


def check(sentence: Sentence, subject: Subject) -> Iterator[Finding]:
    """Report hope for a turn to the worse; a rank's 上升 may mean its place or its number."""
    indicator = subject.indicator
    if indicator.measure is Measure.QUALITATIVE:
        return
    better = direction(indicator)
    is_rank = indicator.measure is Measure.RANK
    for match in _TURN.finditer(sentence.text):
        before = clause_before(sentence.text, match.start())
        within = match[0].removesuffix(match["up"] or match["down"])  # 力争总收入快速回升
        named = any(_speaks_of(said, indicator.name) for said in (before, _HOPING.sub("", within)))
        turned = match["up" if better is Direction.LOWER else "down"]
        # A rank's 上升 may mean its place or its number, its 下降 is never hoped for.
        turned = match["down"] if is_rank else turned
        if turned and (_RANK.search(match[0]) if is_rank else named):
            yield on_words(
                catalogue.REPORT_TREND,
                sentence,
                subject,
                match.start(),
                words=match[0],
                known=better.value,
                cell=entry(subject.plan, indicator, "direction"),
            )


def _speaks_of(said: str, name: str) -> bool:
    """Tell whether words mean the indicator: by 该指标, its name, or most of a noun that shares with it."""
    noun = lexicon.FILLING.sub("", said)
    shared = sum(noun[place : place + 2] in name for place in range(len(noun) - 1))
    return _ITSELF in said or name in said or (shared > 1 and shared * 2 >= len(noun))
