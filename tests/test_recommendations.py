"""Recommendations (调整建议) and the rows of Table 2, on small tables."""

from collections.abc import Callable

import pytest

import yuecheng_xl as yx

KEEP, ADJUST, CANCEL, REPLACE = "不作调整", "调整目标", "取消指标", "替换指标"
TARGET, BASE, Y1, Y2, H1 = "2025年目标", "2020年", "2021年", "2022年", "2023年上半年"
CHANGE, CAUSE, PROPOSAL, CONTENT, VERDICT = "口径变化", "客观因素", "部门建议", "建议内容", "人工认定"
HEADER = ["序号", "指标", "单位", TARGET, BASE, Y1, Y2, H1, "方向", "数据类型"]
HEADER += [CHANGE, CAUSE, PROPOSAL, CONTENT, VERDICT]
INFO = {"基期": 2020, "目标年": 2025, "评估时点": "2023年6月30日"}

# 10 of 50 after two years of five is behind; 40 of 50 is not.
BEHIND = {TARGET: 150, BASE: 100, Y1: 105, Y2: 110}
ON_TIME = {TARGET: 150, BASE: 100, Y1: 105, Y2: 140}
UNCOLLECTED = {TARGET: 150, BASE: "未统计", Y1: "未统计", Y2: "未统计", H1: "未统计"}
ENDED = {TARGET: 150, BASE: 100, Y1: 105, Y2: 140, H1: "停止统计"}

Cells = dict[str, object]


@pytest.fixture
def recommended(assess: Callable[..., yx.Evaluation]) -> Callable[..., yx.Evaluation]:
    """Evaluate indicators given by their cells; ``info`` adds to 规划信息."""

    def run(*indicators: Cells, **info: object) -> yx.Evaluation:
        rows: list[list[object]] = [list(HEADER)]
        for number, cells in enumerate(indicators, 1):
            given = {"序号": number, "指标": f"指标{number}", "单位": "个", "方向": "越高越好"}
            given |= {"数据类型": "时点数"} | cells
            assert set(given) <= set(HEADER)
            rows.append([given.get(key) for key in HEADER])
        return assess(rows, 规划信息=[["项目", "内容"], *map(list, (INFO | info).items())])

    return run


def codes(evaluation: yx.Evaluation) -> list[str]:
    return [item.code for item in evaluation.findings if item.code.startswith("F6")]


def proposals(evaluation: yx.Evaluation) -> list[str]:
    return [item.recommendation.text.partition("（")[0] for item in evaluation.assessments]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(ON_TIME, KEEP, id="on time"),
        pytest.param(BEHIND, KEEP, id="behind without a reason"),
        pytest.param(BEHIND | {CHANGE: "改用国标"}, ADJUST, id="behind with a changed definition"),
        pytest.param(BEHIND | {CAUSE: "疫情"}, ADJUST, id="behind with an outside cause"),
        pytest.param(ON_TIME | {CHANGE: "改用国标", CAUSE: "疫情"}, KEEP, id="reasons, but not behind"),
        pytest.param(ENDED, CANCEL, id="ended"),
        pytest.param(ENDED | {CHANGE: "改用国标", CAUSE: "疫情"}, CANCEL, id="ended comes before reasons"),
        pytest.param(UNCOLLECTED, CANCEL, id="not collected"),
        pytest.param(
            UNCOLLECTED | {PROPOSAL: REPLACE, CONTENT: "替换为水质达标率"}, REPLACE, id="substitute named"
        ),
        pytest.param(
            ENDED | {PROPOSAL: REPLACE, CONTENT: "调查失业率"}, REPLACE, id="substitute named plainly"
        ),
        pytest.param(UNCOLLECTED | {CONTENT: "替换为水质达标率"}, REPLACE, id="named in the content alone"),
        pytest.param(UNCOLLECTED | {PROPOSAL: REPLACE}, CANCEL, id="replace by what is left open"),
        pytest.param(UNCOLLECTED | {PROPOSAL: CANCEL, CONTENT: "取消"}, CANCEL, id="cancel as proposed"),
        pytest.param(
            BEHIND | {CAUSE: "疫情", VERDICT: "完成"},
            KEEP,
            id="a person's verdict counts, not the computed one",
        ),
        pytest.param(ON_TIME | {CAUSE: "疫情", VERDICT: "未完成"}, ADJUST, id="a person says it is behind"),
    ],
)
def test_the_first_rule_that_applies_decides(
    recommended: Callable[..., yx.Evaluation], cells: Cells, expected: str
) -> None:
    result = recommended(cells)
    assert proposals(result) == [expected]
    assert [item.number for item in result.adjustments] == ([] if expected == KEEP else [1])


@pytest.mark.parametrize(
    ("cells", "item", "content"),
    [
        pytest.param(
            BEHIND | {CAUSE: "疫情", PROPOSAL: ADJUST, CONTENT: "由150个调整为108个"},
            "目标",
            "建议由150个调整为108个",
            id="adjusted",
        ),
        pytest.param(
            BEHIND | {CAUSE: "疫情", PROPOSAL: ADJUST, CONTENT: "建议由150个调整为108个"},
            "目标",
            "建议由150个调整为108个",
            id="the word is not said twice",
        ),
        pytest.param(
            BEHIND | {CAUSE: "疫情", CONTENT: "由150个调整为108个"},
            "目标",
            "建议由150个调整为108个",
            id="content without the proposal's kind",
        ),
        pytest.param(ENDED | {PROPOSAL: CANCEL, CONTENT: "取消"}, "指标", "建议取消", id="cancelled"),
        pytest.param(ENDED, "指标", "建议取消", id="cancelled, nothing filled in"),
        pytest.param(
            UNCOLLECTED | {PROPOSAL: REPLACE, CONTENT: "替换为水质达标率"},
            "指标",
            "建议替换为水质达标率",
            id="replaced",
        ),
        pytest.param(
            ENDED | {PROPOSAL: ADJUST, CONTENT: "由150个调整为108个"},
            "指标",
            "建议取消",
            id="another proposal's content is not printed",
        ),
    ],
)
def test_a_row_of_table_2_words_the_change(
    recommended: Callable[..., yx.Evaluation], cells: Cells, item: str, content: str
) -> None:
    (row,) = recommended(cells).adjustments
    assert (row.number, row.name, row.item, row.content) == (1, "指标1", item, content)


def test_table_2_lists_changed_definitions_first_and_else_keeps_the_tables_order(
    recommended: Callable[..., yx.Evaluation],
) -> None:
    result = recommended(
        BEHIND | {CAUSE: "疫情"},
        ENDED,
        BEHIND | {CHANGE: "改用国标"},
        ON_TIME,
        BEHIND | {CAUSE: "疫情"},
        BEHIND | {CHANGE: "改用国标", CAUSE: "疫情"},
        UNCOLLECTED | {PROPOSAL: REPLACE, CONTENT: "替换为水质达标率"},
    )
    assert [item.number for item in result.adjustments] == [2, 3, 6, 7, 1, 5]


def adjusted(content: str, **more: object) -> Cells:
    return BEHIND | {CAUSE: "疫情", PROPOSAL: ADJUST, CONTENT: content} | more


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(adjusted("由150个调整为108个"), [], id="within 100 to 110"),
        pytest.param(adjusted("由150个调整为110个"), [], id="the highest reached"),
        pytest.param(adjusted("由150个调整为100个"), [], id="the lowest reached"),
        pytest.param(adjusted("由150个调整为110.1个"), ["F601"], id="above all that was reached"),
        pytest.param(adjusted("由150个调整为99个"), ["F601"], id="below all that was reached"),
        pytest.param(adjusted("下调至105个（与2021年持平）"), [], id="the new value alone, with a remark"),
        pytest.param(adjusted("由150调整为105左右"), [], id="about"),
        pytest.param(adjusted("由140个调整为108个"), ["F604"], id="the plan's target is another"),
        pytest.param(adjusted("由140个调整为120个"), ["F604", "F601"], id="both"),
        pytest.param(adjusted("适当下调"), ["F605"], id="no value"),
        pytest.param(adjusted("由一百五十个调整为一百个"), ["F605"], id="values in words"),
        pytest.param(adjusted("由150个调整为108公里"), ["F605"], id="a value in another unit"),
        pytest.param(adjusted(""), ["F602"], id="no content"),
        pytest.param(BEHIND | {CAUSE: "疫情"}, ["F602"], id="nothing proposed"),
        pytest.param(
            adjusted("由150亿元调整为105000万元", 单位="亿元"), ["F601"], id="10.5亿元, written in 万元"
        ),
        pytest.param(adjusted("由150亿元调整为1050000万元", 单位="亿元"), [], id="105亿元, written in 万元"),
    ],
)
def test_a_proposed_target_is_held_against_what_was_reached(
    recommended: Callable[..., yx.Evaluation], cells: Cells, expected: list[str]
) -> None:
    assert codes(recommended(cells)) == expected


def test_a_finding_shows_the_proposal_beside_the_range(recommended: Callable[..., yx.Evaluation]) -> None:
    (finding,) = [
        item for item in recommended(adjusted("由150个调整为120个")).findings if item.code == "F601"
    ]
    for words in ("指标1", "120", "100—110"):
        assert words in finding.message


def test_an_adjustment_without_a_proposal_says_whose_turn_it_is(
    recommended: Callable[..., yx.Evaluation],
) -> None:
    (row,) = recommended(BEHIND | {CAUSE: "疫情"}).adjustments
    assert row.item == "目标"
    assert "待责任单位提出" in row.content


def test_a_part_of_a_year_is_no_value_of_a_flow(recommended: Callable[..., yx.Evaluation]) -> None:
    # 55 in half a year is no low of 55: the years' range is 100 to 110.
    result = recommended(adjusted("由150个调整为60个", 数据类型="时期数", **{H1: 55}))
    assert codes(result) == ["F601"]


@pytest.mark.parametrize(("proposed", "expected"), [("90", ["F601"]), ("108", [])])
def test_years_before_the_base_are_outside_the_range(
    assess: Callable[..., yx.Evaluation], proposed: str, expected: list[str]
) -> None:
    header = [
        "序号",
        "指标",
        "单位",
        TARGET,
        "2019年",
        BASE,
        Y1,
        Y2,
        "方向",
        "数据类型",
        CAUSE,
        PROPOSAL,
        CONTENT,
    ]
    row = [1, "指标1", "个", 150, 80, 100, 105, 110, "越高越好", "时点数", "疫情", ADJUST]
    result = assess(
        [header, [*row, f"由150个调整为{proposed}个"]],
        规划信息=[["项目", "内容"], *map(list, INFO.items())],
    )
    assert proposals(result) == [ADJUST]
    assert codes(result) == expected


@pytest.mark.parametrize(
    ("cells", "recommendation"),
    [
        pytest.param(ON_TIME | {PROPOSAL: ADJUST, CONTENT: "由150个调整为120个"}, KEEP, id="not behind"),
        pytest.param(BEHIND | {PROPOSAL: ADJUST, CONTENT: "由150个调整为108个"}, KEEP, id="no reason given"),
        pytest.param(BEHIND | {PROPOSAL: CANCEL, CONTENT: "取消"}, KEEP, id="still collected"),
        pytest.param(UNCOLLECTED | {PROPOSAL: KEEP}, CANCEL, id="keep what is not collected"),
        pytest.param(
            ENDED | {PROPOSAL: ADJUST, CONTENT: "由150个调整为108个"}, CANCEL, id="adjust what has ended"
        ),
        pytest.param(BEHIND | {CAUSE: "疫情", PROPOSAL: KEEP}, ADJUST, id="keep though behind with a cause"),
    ],
)
def test_a_departments_proposal_that_is_not_followed_is_a_finding(
    recommended: Callable[..., yx.Evaluation], cells: Cells, recommendation: str
) -> None:
    result = recommended(cells)
    assert proposals(result) == [recommendation]
    assert "F603" in codes(result)


@pytest.mark.parametrize(
    "cells",
    [
        ON_TIME,
        ON_TIME | {PROPOSAL: KEEP},
        BEHIND | {PROPOSAL: "不调整"},
        adjusted("由150个调整为108个"),
        ENDED | {PROPOSAL: "取消", CONTENT: "取消"},
        UNCOLLECTED | {PROPOSAL: REPLACE, CONTENT: "替换为水质达标率"},
    ],
    ids=["no proposal", "keep", "keep, shorter word", "adjust", "cancel, shorter word", "replace"],
)
def test_a_proposal_that_is_followed_is_no_finding(
    recommended: Callable[..., yx.Evaluation], cells: Cells
) -> None:
    assert codes(recommended(cells)) == []


def test_replacing_without_naming_the_substitute_asks_for_it(
    recommended: Callable[..., yx.Evaluation],
) -> None:
    assert "F602" in codes(recommended(UNCOLLECTED | {PROPOSAL: REPLACE}))


# High risk. 12 at the end of 2022, 18 due at the end of 2025: 2 a year; never more than 1 a year so far.
SLOW = {TARGET: 18, BASE: 10, Y1: 11, Y2: 12, "数据类型": "比率", "单位": "%"}


@pytest.mark.parametrize(
    ("cells", "info", "risk"),
    [
        pytest.param(SLOW, {}, True, id="2 is more than 1.5 times 1"),
        pytest.param(SLOW, {"高风险倍数": 1.9}, True, id="and more than 1.9 times 1"),
        pytest.param(SLOW, {"高风险倍数": 2}, False, id="but not more than 2 times 1"),
        pytest.param(SLOW, {"高风险倍数": "3倍"}, False, id="nor more than 3 times 1"),
        pytest.param(SLOW | {Y1: 10.3}, {}, False, id="1.7 was reached in 2022"),
        pytest.param(SLOW | {Y1: 10.6}, {}, False, id="1.4 was reached in 2022"),
        pytest.param(SLOW | {Y1: 10.7}, {}, True, id="1.3 was reached in 2022"),
        pytest.param(SLOW | {Y1: 9.5, Y2: 9}, {}, True, id="it has only ever fallen"),
        pytest.param(SLOW | {Y2: 13.2}, {}, False, id="on time: 3.2 of 8"),
        pytest.param(SLOW | {VERDICT: "完成"}, {}, False, id="a person says it is on time"),
        pytest.param(
            SLOW | {TARGET: 2, Y1: 9, Y2: 8, "方向": "越低越好"}, {}, True, id="downwards, 2 a year after 1"
        ),
    ],
)
def test_a_kept_target_is_marked_where_far_more_growth_is_needed_than_ever_reached(
    recommended: Callable[..., yx.Evaluation], cells: Cells, info: dict[str, object], *, risk: bool
) -> None:
    result = recommended(cells, **info)
    (item,) = result.assessments
    assert item.recommendation.text == (f"{KEEP}（高风险）" if risk else KEEP)
    assert [finding.code for finding in result.findings if finding.code == "F506"] == ["F506"] * risk


@pytest.mark.parametrize(
    "more",
    [{CAUSE: "疫情", PROPOSAL: ADJUST, CONTENT: "由18%调整为12%"}, {H1: "停止统计"}],
    ids=["adjusted", "ended"],
)
def test_what_is_changed_is_not_marked_as_high_risk(
    recommended: Callable[..., yx.Evaluation], more: Cells
) -> None:
    result = recommended(SLOW | more)
    assert [item.recommendation.high_risk for item in result.assessments] == [False]
    assert "F506" not in [item.code for item in result.findings]
