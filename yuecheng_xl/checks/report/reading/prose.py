"""Sentences and clauses of a paragraph, with the periods that they name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from yuecheng_xl.typed.period import Period, parse_period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.plan import Plan

# Full-width letters, digits and signs to half-width, one for one, so that places in the text stay; the
# punctuation that parts clauses stays Chinese, or 7.03，7.11 would become one figure with a comma.
_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "，；：！？"}
# No official sentence is longer; cutting bounds the time that a file without punctuation can take.
_SENTENCE = re.compile(r"[^。！？]{1,1000}[。！？]?")
_BREAKS = "，；："
_PIECES = re.compile("([()，；：])")
BLANK = "~"

_PERIOD = re.compile(
    r"(?P<from>(?:19|20)\d\d)年?[-—–~至到](?P<to>(?:19|20)\d\d)年|(?:19|20)\d\d年|(?P<now>今年|本年)|(?P<last>去年)"
)
# Before a period that another one is compared with: 比2020年, 较2021年.
_COMPARED = ("比", "较", "与", "同", "和", "从", "由", "自", "于")
_LONGEST_PERIOD = 12
_AND = re.compile("[、和与及]|以及")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with half-width figures; ``where`` is its paragraph's place in the file."""

    text: str
    where: str
    whole: str = ""
    """The sentence as it stands, where ``text`` has only a stretch of it."""

    def only(self, start: int, end: int) -> Sentence:
        """Return the sentence with all outside a stretch blanked out: places in it stay what they are."""
        text = BLANK * start + self.text[start:end] + BLANK * (len(self.text) - end)
        return Sentence(text, self.where, self.whole or self.text)

    def excerpt(self, start: int, width: int = 60) -> str:
        """Return the sentence without its full stop, or the part of it around a place where it is long."""
        text = (self.whole or self.text).rstrip("。")
        if len(text) <= width:
            return text
        first = max(0, min(start - width // 2, len(text) - width))
        last = min(len(text), first + width)
        return f"{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}"


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between commas, or what brackets hold: then ``lead`` is the clause that they stand in.

    What stands in brackets is blanked out of the clause around them. ``start`` is the place in the sentence.
    """

    text: str
    start: int
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A period or several, as a clause names them; ``compared``: only for comparing with."""

    periods: tuple[Period, ...]
    start: int
    end: int
    compared: bool


def half_width(text: str) -> str:
    """Return a text with half-width letters, digits, brackets and signs, its length unchanged."""
    return text.translate(_HALF)


def sentences(text: str, where: str) -> Iterator[Sentence]:
    """Yield the sentences of a paragraph."""
    for match in _SENTENCE.finditer(half_width(text)):
        if match[0].strip("。！？ "):
            yield Sentence(match[0].strip(), where)


@lru_cache(maxsize=64)
def clauses(sentence: Sentence) -> tuple[Clause, ...]:
    """Return a sentence's clauses in the order of their places, a bracket's after the clause around it."""
    found: list[Clause] = []
    stack: list[list[str]] = [[]]
    starts = [0]
    place = 0
    for piece in _PIECES.split(sentence.text):
        if piece == "(":
            stack.append([])
            starts.append(place + 1)
        elif piece == ")" and len(stack) > 1:
            inner = "".join(stack.pop())
            found.append(Clause(inner, starts.pop(), "".join(stack[-1]).rstrip(BLANK)))
            stack[-1].append(BLANK * (len(inner) + 2))
        elif piece and piece in _BREAKS:
            found.append(Clause("".join(stack[-1]), starts[-1], _lead(stack)))
            stack[-1] = []
            starts[-1] = place + 1
        else:
            stack[-1].append(piece)
        place += len(piece)
    while stack:
        lead = _lead(stack)
        found.append(Clause("".join(stack.pop()), starts.pop(), lead))
    return tuple(sorted(found, key=lambda clause: clause.start))


def _lead(stack: list[list[str]]) -> str:
    return "".join(stack[-2]) if len(stack) > 1 else ""


def periods(text: str, plan: Plan) -> tuple[Mention, ...]:
    """Return the periods that a clause names, in order; 2021年和2022年 is one mention of two."""
    return _periods(text, plan.cutoff.year, plan.base_year + 1)


@lru_cache(maxsize=256)  # a clause is read anew for every indicator that its sentence names
def _periods(text: str, this_year: int, first: int) -> tuple[Mention, ...]:
    first_years = tuple(_first_years(text, first))
    if first_years:
        return first_years
    found: list[Mention] = []
    for mention in _single_periods(text, this_year):
        between = text[found[-1].end : mention.start] if found else ""
        if found and _AND.fullmatch(between):
            before = found.pop()
            both = before.periods + mention.periods
            found.append(Mention(both, before.start, mention.end, before.compared))
        else:
            found.append(mention)
    return tuple(found)


_FIRST_YEARS = re.compile("前([两三四五2345])年(?=[^；]{0,40}分别)")
_COUNTS = {"两": 2, "三": 3, "四": 4, "五": 5}


def _first_years(text: str, first: int) -> Iterator[Mention]:
    """Yield 前三年…分别 as the first three years of the plan."""
    for match in _FIRST_YEARS.finditer(text):
        count = _COUNTS.get(match[1]) or int(match[1])
        years = tuple(Period.whole(first + number) for number in range(count))
        yield Mention(years, match.start(), match.end(), compared=False)


def _single_periods(text: str, this_year: int) -> Iterator[Mention]:
    for match in _PERIOD.finditer(text):
        compared = text.endswith(_COMPARED, 0, match.start())
        if match["from"]:
            years = tuple(map(Period.whole, range(int(match["from"]), int(match["to"]) + 1)))
            if years:  # 2023—2020年 is a slip, and no period
                yield Mention(years, match.start(), match.end(), compared)
            continue
        year = {"now": this_year, "last": this_year - 1}.get(match.lastgroup or "")
        told = f"{year}年" if year else match[0]
        tail = text[match.end() : match.end() + _LONGEST_PERIOD]
        parsed = parse_period(told + tail)
        if parsed is not None:
            period, rest = parsed
            end = match.end() + len(tail) - len(rest)
            yield Mention((period,), match.start(), max(end, match.end()), compared)
