"""Recompute what a sentence has all parts of, workbook or not: a degree of completion, a share of a count."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.checks.report.against.agreement import same
from yuecheng_xl.findings import catalogue
from yuecheng_xl.words.numbers import percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.checks.report.reading.named import Names
    from yuecheng_xl.checks.report.reading.prose import Sentence
    from yuecheng_xl.findings import Finding
    from yuecheng_xl.rules import Evaluation

_AMOUNT = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)(万亿元|亿元|万元|亿美元|亩|公里|套|项|个|户|家|人)")
_SHARE = re.compile(
    r"(?:(?P<progress>(?:投资|完成|资金)[^，。；\d]{0,4}(?:进度|率)|完成[^，。；\d]{0,8}的)|(?P<share>占比?(?:总数的|全部的)?))"
    r"(?:为|达到?|约|:)*(?P<told>\d+(?:\.\d+)?)%"
)
_WHOLE = re.compile("计划|目标|总投资|任务|共|中")
_COUNTED = ("项", "个", "户", "家", "人")
_OF_INDICATORS = "指标"
_PART = re.compile("完成|实现|到位|开工|达到|竣工|支付")


def check(sentence: Sentence, heading: str, names: Names, evaluation: Evaluation) -> Iterator[Finding]:
    """Report a percentage that is not the quotient of the two amounts of one unit before it.

    The last of them is the part, the one before it the whole, which words between the two say. A
    sentence with another reading (the other way round, another pair of the sentence) is let be.
    """
    del heading, names, evaluation
    text = sentence.text
    for match in _SHARE.finditer(text):
        amounts = list(_AMOUNT.finditer(text, 0, match.start()))
        pairs = [
            (whole, part)
            for place, part in enumerate(amounts)
            for whole in amounts[:place]
            if whole[2] == part[2]
        ]
        if not pairs or not _said(text, pairs[-1], match):
            continue
        told = Fraction(match["told"])
        step = Fraction(1, 10 ** len(match["told"].partition(".")[2]))
        quotients = [
            Fraction(part[1]) / Fraction(whole[1]) * 100 for whole, part in pairs if Fraction(whole[1])
        ]
        if any(same(told, step, one) or abs(told - one) <= step for one in quotients):
            continue
        whole, part = pairs[-1]
        yield catalogue.REPORT_ARITHMETIC.at(
            sentence.where,
            told=f"{match['told']}%",
            known=percent(quotients[-1] / 100),
            figures=f"{part[0]}÷{whole[0]}",
            sentence=sentence.excerpt(match.start()),
        )


def _said(text: str, pair: tuple[re.Match[str], re.Match[str]], share: re.Match[str]) -> bool:
    """Tell whether the words say a whole, a part of it and their quotient, all close together."""
    whole, part = pair
    before = text[max(0, whole.start() - 16) : whole.start()] + text[whole.end() : whole.end() + 3]
    between = text[whole.end() : part.start()]
    close = len(between) <= 30 and share.start() - part.end() <= 12 and "。" not in between
    if share["share"] is not None and (part[2] not in _COUNTED or _OF_INDICATORS in text):
        return False  # shares of indicators are held against the evaluation
    behind = text[part.end() : share.start()]
    return close and bool(_WHOLE.search(before) and _PART.search(between + behind))
