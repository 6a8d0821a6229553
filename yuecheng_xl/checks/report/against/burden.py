"""Hold a share of what is behind that departments or categories carry against the yearly breakdown's."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.words.numbers import percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.checks.report.reading.named import Names
    from yuecheng_xl.checks.report.reading.prose import Sentence
    from yuecheng_xl.findings import Finding
    from yuecheng_xl.rules import Evaluation

_SHARE = re.compile(r"占全部(?P<what>进度缺口|欠进度|落后指标)的(?P<share>\d+(?:\.\d+)?)%")
_COUNTED = "落后指标"


def check(sentence: Sentence, heading: str, names: Names, evaluation: Evaluation) -> Iterator[Finding]:
    """Report a share that is not the sum of those that the sentence names before it."""
    del heading, names
    begin = 0
    for match in _SHARE.finditer(sentence.text):
        said = sentence.text[begin : match.start()]
        begin = match.end()
        groups = (*evaluation.by_department, *evaluation.by_category)
        named = [group for group in groups if group.name and group.name in said]
        # 农业农村局 holds 农业: a name inside another that stands there is not meant.
        named = [one for one in named if not any(one.name in two.name for two in named if two is not one)]
        if not named:
            continue
        counted = match["what"] == _COUNTED
        shares = (group.share_of_count if counted else group.share_of_points for group in named)
        known = percent(sum(shares, Fraction(0)))
        if known != f"{match['share']}%":
            yield catalogue.REPORT_COUNT.at(
                sentence.where,
                group=_share_told("、".join(group.name for group in named), match["what"]),
                told=f"{match['share']}%",
                known=known,
                sentence=sentence.excerpt(match.start()),
            )


def _share_told(groups: str, what: str) -> str:
    """Name the share that departments carry."""
    return f"{groups}占全部{what}的比例"
