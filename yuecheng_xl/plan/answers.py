"""What a person has answered to doubts, in the sheet 存疑答复: a figure that looks wrong and is right.

A row names the indicator, what is in doubt, what it may be read as, and which of that it is. Once figure or
target change, it may be read as something else, so that an old answer answers nothing any more.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.typed.names import key_of_name
from yuecheng_xl.typed.text import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.grid import Grid
    from yuecheng_xl.plan.model import Indicator

SHEET = "存疑答复"
HEADERS = ("序号", "指标", "存疑", "可以读作", "答复")

_Answers = dict[tuple[str, str], str]


def read_answers(grid: Grid | None) -> Mapping[str, _Answers]:
    """Return the answers by the key of the indicator's name: what was chosen by what was asked."""
    found: defaultdict[str, _Answers] = defaultdict(dict)
    columns: dict[str, int] | None = None
    for row in grid.rows() if grid else ():
        texts = {cell.column: cell.text for cell in grid.row(row)} if grid else {}
        headers = {normalise(text): column for column, text in texts.items()}
        if set(HEADERS[1:]) <= set(headers):
            columns = headers
        elif columns is not None:
            name, what, choices, said = (texts.get(columns[header], "") for header in HEADERS[1:])
            if said.strip():
                found[key_of_name(name)][normalise(what), normalise(choices)] = normalise(said)
    return found


def settled(
    indicators: Iterable[Indicator], answers: Mapping[str, _Answers]
) -> tuple[list[Indicator], list[Finding]]:
    """Return the indicators without the doubts that have been answered, and findings on these."""
    kept, findings = [], []
    for item in indicators:
        own = answers.get(key_of_name(item.name)) if answers else None
        if own:
            item, found = _settled(replace(item, answers=own))
            findings += found
        kept.append(item)
    return kept, findings


def _settled(item: Indicator) -> tuple[Indicator, list[Finding]]:
    left, findings = [], []
    for doubt in item.doubts:
        reading = doubt.answer(item.answers)
        if reading is None:
            left.append(doubt)
            continue
        item = reading.of(item)
        if "direction" in reading.fields:
            item = replace(item, direction_inferred=False)
        findings.append(
            catalogue.ANSWERED.at(
                doubt.where, name=item.name, what=doubt.what, word=reading.word, sheet=SHEET
            )
        )
    return replace(item, doubts=tuple(left)), findings
