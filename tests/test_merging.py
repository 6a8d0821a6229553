"""What the master gets where files agree, differ, come late or say nothing: small tables of claims."""

import itertools
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

import yuecheng_xl as yx
from yuecheng_xl.collection import Entry, Submission
from yuecheng_xl.collection.merging import Merging, merge_submissions
from yuecheng_xl.collection.roster import Roster
from yuecheng_xl.forms.layout import VALUES, Key
from yuecheng_xl.typed.printed import Printed
from yuecheng_xl.typed.status import Status

HEADER = [
    "序号",
    "指标",
    "单位",
    "2025年目标",
    "2020年",
    "2021年",
    "2022年",
    "2023年上半年",
    "责任单位",
    "数据说明",
]
ROW = [1, "全区生产总值", "亿元", "1500以上", 1005.3, "未出", "1271（预计）", None, "甲局", "旧的说明"]
Claim = tuple[str, str, int | None, float | str | None]
"""Department, file, day of saving, answer: a number, a word, or None for one that cannot be read."""


@pytest.fixture
def roster(book: Callable[..., Path]) -> Roster:
    second = [2, "外贸出口", "亿元", 720, 566, 588, 715, None, "乙局", None]
    return Roster(yx.read_workbook(book([HEADER, ROW, second])))


def key(roster: Roster, item: str) -> Key:
    periods = {str(period): period for period in roster.outline.periods}
    return Key(VALUES, periods[item]) if item in periods else Key("data_note")


def submission(roster: Roster, claim: Claim, item: str) -> Submission:
    department, file, saved, said = claim
    status, value = Status.NORMAL, None
    if said is None:
        status = Status.UNREADABLE
    elif isinstance(said, str):
        status = Status.UNPUBLISHED if said == "未出" else Status.NORMAL
    else:
        value = Decimal(str(said))
    text = "" if said is None else str(said)
    entry = Entry(1, key(roster, item), value, status, Printed(text), text, "填报表", "H5")
    modified = datetime(2023, 7, saved, tzinfo=UTC) if saved else None
    return Submission(file, department, modified, (entry,), frozenset({1}))


def outcome(merging: Merging) -> tuple[dict[str, str], list[str]]:
    fates = {figure.submission.file: figure.fate.name for figure in merging.figures}
    return fates, sorted(item.finding.code for item in merging.findings)


H1 = "2023年上半年"
ONE, TWO = ("甲局", "一.xlsx"), ("甲局", "二.xlsx")
OTHER, NOBODY = ("乙局", "三.xlsx"), ("", "四.xlsx")
DECISIONS: list[tuple[str, list[Claim], str, list[str]]] = [
    # One answer, against what the master has.
    (H1, [(*ONE, 1, 624.5)], "NEW", []),
    (H1, [(*ONE, 1, "未出")], "NEW", []),
    (H1, [(*ONE, 1, None)], "UNREADABLE", []),
    ("2020年", [(*ONE, 1, 1005.3)], "SAME", []),
    ("2020年", [(*ONE, 1, 1010)], "REVISED", ["F831"]),
    ("2020年", [(*ONE, 1, 1300)], "REVISED", ["F831"]),
    ("2020年", [(*ONE, 1, 1400)], "DOUBTED", ["F862"]),
    ("2020年", [(*ONE, 1, 700), (*OTHER, 1, 700)], "DOUBTED DOUBTED", ["F862", "F862"]),
    ("2022年", [(*ONE, 1, 2500)], "DOUBTED", ["F862"]),
    ("2020年", [(*ONE, 1, "未出")], "KEPT", ["F833"]),
    ("2020年", [(*ONE, 1, None)], "UNREADABLE", []),
    ("2021年", [(*ONE, 1, 1191.5)], "NEW", []),
    ("2021年", [(*ONE, 1, "未出")], "SAME", []),
    ("2022年", [(*ONE, 1, 1271)], "UPDATED", ["F832"]),
    ("数据说明", [(*ONE, 1, "新的说明")], "UPDATED", []),
    ("数据说明", [(*ONE, 1, "旧的 说明")], "SAME", []),
    # Answers that agree: the responsible department's is named, else the newest, else the first.
    (H1, [(*ONE, 1, 624.5), (*OTHER, 2, 624.5)], "NEW AGREED", []),
    (H1, [(*OTHER, 2, 624.5), (*NOBODY, 3, 624.5), (*ONE, 1, 624.5)], "AGREED AGREED NEW", []),
    (H1, [(*ONE, 1, 624.5), (*TWO, 2, 624.5)], "AGREED NEW", []),
    (H1, [(*ONE, None, 624.5), (*TWO, None, 624.5)], "NEW AGREED", []),
    (H1, [(*ONE, 1, "未出"), (*OTHER, 1, "未出")], "NEW AGREED", []),
    # One department's versions: the one saved last, where that can be told.
    (H1, [(*ONE, 1, 624.5), (*TWO, 2, 625)], "SUPERSEDED NEW", ["F829"]),
    (H1, [(*ONE, 2, 624.5), (*TWO, 1, 625)], "NEW SUPERSEDED", ["F829"]),
    (H1, [(*ONE, 1, 624.5), (*TWO, 1, 625)], "CONFLICT CONFLICT", ["F828", "F828"]),
    (H1, [(*ONE, None, 624.5), (*TWO, 2, 625)], "CONFLICT CONFLICT", ["F828", "F828"]),
    ("2020年", [(*ONE, 1, 1008), (*TWO, 2, 1010)], "SUPERSEDED REVISED", ["F829", "F831"]),
    # What the forms came with is nobody's answer.
    ("2020年", [(*ONE, 1, 1005.3), (*TWO, 2, 1010)], "SUPERSEDED REVISED", ["F831"]),
    ("2020年", [(*ONE, 1, 1005.3), (*OTHER, 2, 1010)], "SUPERSEDED REVISED", ["F831"]),
    # What says nothing contradicts nothing.
    (H1, [(*ONE, 1, 624.5), (*TWO, None, "未出")], "NEW KEPT", []),
    (H1, [(*ONE, 1, "未出"), (*TWO, 2, 624.5)], "KEPT NEW", []),
    (H1, [(*ONE, 1, 624.5), (*TWO, 2, None)], "NEW UNREADABLE", []),
    (H1, [(*ONE, 1, "未出"), (*OTHER, 2, 624.5)], "KEPT NEW", []),
    # Departments that disagree, or that nobody knows.
    (H1, [(*ONE, 1, 624.5), (*OTHER, 2, 630)], "CONFLICT CONFLICT", ["F830", "F830"]),
    (H1, [(*ONE, 1, 624.5), (*NOBODY, 2, 630)], "CONFLICT CONFLICT", ["F830", "F830"]),
    (H1, [(*NOBODY, 1, 624.5), ("", "五.xlsx", 2, 625)], "CONFLICT CONFLICT", ["F830", "F830"]),
    (H1, [(*ONE, 1, 1), (*TWO, 2, 2), (*OTHER, 1, 2)], "SUPERSEDED NEW AGREED", ["F829"]),
    (H1, [(*ONE, 1, 1), (*TWO, 2, 2), (*OTHER, 1, 3)], "SUPERSEDED CONFLICT CONFLICT", ["F829", "F830", "F830"]),  # noqa: E501
    # The later file speaks also where it takes back what the earlier one had.
    (H1, [(*ONE, 1, 624.5), (*TWO, 2, "未出")], "SUPERSEDED NEW", ["F864"]),
    ("2020年", [(*ONE, 1, 1010), (*TWO, 2, 1005.3)], "SUPERSEDED SAME", ["F829"]),
    ("2020年", [(*ONE, 1, 1010), (*TWO, 2, "未出")], "SUPERSEDED KEPT", ["F833", "F864"]),
]  # fmt: skip


@pytest.mark.parametrize(("item", "claims", "fates", "codes"), DECISIONS)
def test_a_decision_and_that_it_does_not_depend_on_the_order(
    item: str, claims: list[Claim], fates: str, codes: list[str], roster: Roster
) -> None:
    submissions = [submission(roster, claim, item) for claim in claims]
    expected = {claim[1]: fate for claim, fate in zip(claims, fates.split(), strict=True)}
    results = [merge_submissions(order, roster) for order in itertools.permutations(submissions)]
    assert outcome(results[0]) == (expected, codes)
    assert all(result == results[0] for result in results)


def test_each_entry_has_exactly_one_fate_and_at_most_one_of_a_question_is_written(roster: Roster) -> None:
    claims = [claim for item, claims, _, _ in DECISIONS if item == H1 for claim in claims]
    submissions = [
        submission(roster, (department, f"{number}{file}", saved, said), H1)
        for number, (department, file, saved, said) in enumerate(claims)
    ]
    merging = merge_submissions(submissions, roster)
    assert sorted(figure.submission.file for figure in merging.figures) == sorted(
        item.file for item in submissions
    )
    assert sum(figure.fate.name in ("NEW", "UPDATED", "REVISED") for figure in merging.figures) <= 1


def test_all_sources_of_a_disagreement_are_named_in_each_finding(roster: Roster) -> None:
    claims = [(*ONE, 1, 624.5), (*OTHER, 2, 630)]
    merging = merge_submissions([submission(roster, claim, H1) for claim in claims], roster)
    assert {(item.department, item.file) for item in merging.findings} == {ONE, OTHER}
    for item in merging.findings:
        assert item.finding.where == "填报表!H5"
        for word in ("624.5", "630", *ONE, *OTHER, "填报表!H5", "全区生产总值", H1):
            assert word in item.finding.message


def test_nothing_sent_is_nothing_decided(roster: Roster) -> None:
    assert merge_submissions([], roster) == Merging((), ())
