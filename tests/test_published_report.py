"""The published report's own verdicts and adjustments are the test that the rules are the right ones."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

import yuecheng_xl as yx
from yuecheng_xl.rules import Assessment
from yuecheng_xl.tables.conclusions import paragraphs

BEHIND = [5, 6, 7, 15, 18, 19, 22, 25, 29, 30]
EARLY = [13, 14, 17, 20, 24, 26, 31, 32, 33, 34]
HIGHER, LOWER = "越高越好", "越低越好"


def verdicts(evaluation: yx.Evaluation) -> dict[int, str]:
    return {item.indicator.number: item.completion for item in evaluation.assessments}


def numbers(items: tuple[Assessment, ...]) -> list[int]:
    return [item.indicator.number for item in items]


def found(evaluation: yx.Evaluation, code: str) -> list[str]:
    return [item.message for item in evaluation.findings if item.code == code]


def assessment(evaluation: yx.Evaluation, number: int) -> Assessment:
    return next(item for item in evaluation.assessments if item.indicator.number == number)


def test_all_34_verdicts_are_those_of_the_published_table_1(
    shipped: yx.Evaluation, published_table1: list[dict[str, str]]
) -> None:
    published = {int(row["序号"]): row["完成中期目标情况"] for row in published_table1}
    assert len(published) == 34
    assert verdicts(shipped) == published


def test_adjustments_are_those_of_the_published_table_2_in_its_order(
    shipped: yx.Evaluation, published_table2: list[dict[str, str]]
) -> None:
    published = [(int(row["表1序号"]), row["调整事项"], row["调整情况"]) for row in published_table2]
    assert len(published) == 6
    assert [(item.number, item.item, item.content) for item in shipped.adjustments] == published


def test_changed_definitions_come_before_what_only_outside_causes_change(shipped: yx.Evaluation) -> None:
    changed = [item.number for item in shipped.adjustments if item.definition_changed]
    caused = [item.number for item in shipped.adjustments if not item.definition_changed]
    assert (changed, caused) == ([5, 18, 21, 25, 28], [19])


def test_summary_counts_are_those_of_the_reports_conclusions(shipped: yx.Evaluation) -> None:
    summary = shipped.summary
    assert (summary.total, len(summary.met), len(summary.behind)) == (34, 21, 10)
    assert summary.met_share == Fraction(21, 34)
    assert numbers(summary.behind) == BEHIND
    assert numbers(summary.not_assessed) == [21, 28]
    assert numbers(summary.qualitative) == [27]
    assert numbers(summary.early) == EARLY


def test_conclusions_say_the_counts_and_the_share(shipped: yx.Evaluation) -> None:
    standing, _ = paragraphs(shipped)
    assert "在34个指标中，21个指标按时序完成进度目标，占比62%" in standing
    assert "10个指标落后预期进度" in standing


@pytest.mark.parametrize(
    ("number", "year"),
    [
        pytest.param(1, 2025, id="1 on time"),
        pytest.param(2, 2024, id="2 a year early"),
    ],
)
def test_expected_year_is_the_reports(shipped: yx.Evaluation, number: int, year: int) -> None:
    assert assessment(shipped, number).outlook.expected_year == year


@pytest.mark.parametrize(
    ("number", "words"), [(1, "2025年达到目标（按期）"), (2, "2024年达到目标（提前1年）")]
)
def test_evidence_says_when_the_target_is_reached(shipped: yx.Evaluation, number: int, words: str) -> None:
    assert words in assessment(shipped, number).evidence


@pytest.mark.parametrize(
    ("number", "printed"),
    [(2, "6.4"), (3, "6.25"), (4, "23.7"), (14, "12.75"), (15, "3.4"), (22, "6.85"), (23, "8.55")],
)
def test_average_growth_is_what_the_report_prints(shipped: yx.Evaluation, number: int, printed: str) -> None:
    assert assessment(shipped, number).outlook.achieved == Fraction(printed)


@pytest.mark.parametrize(
    ("number", "part"),
    [
        pytest.param(8, "88.9%", id="(64-56)/(65-56)"),
        pytest.param(9, "73.9%", id="(3.1-1.97)/(3.5-1.97)"),
        pytest.param(6, "35.6%", id="(79-95)/(50-95)"),
    ],
)
def test_evidence_shows_the_progress_worked_out_by_hand(
    shipped: yx.Evaluation, number: int, part: str
) -> None:
    assert part in assessment(shipped, number).evidence


def test_every_verdict_has_its_evidence(shipped: yx.Evaluation) -> None:
    without = [item.indicator.number for item in shipped.assessments if len(item.evidence) < 10]
    assert without == []


def test_the_proposal_for_18_lies_outside_what_was_ever_reached(shipped: yx.Evaluation) -> None:
    (message,) = found(shipped, "F601")
    assert "文化产业增加值占GDP比重" in message
    assert "2.5" in message
    assert "2.6" in message


def test_7_and_15_stay_but_at_high_risk(shipped: yx.Evaluation) -> None:
    risky = [item.indicator.number for item in shipped.assessments if item.recommendation.high_risk]
    assert risky == [7, 15]
    assert assessment(shipped, 7).recommendation.text == "不作调整（高风险）"
    assert any("数字经济核心产业增加值占GDP比重" in message for message in found(shipped, "F506"))


def test_18_is_decided_by_the_departments_forecast_and_the_evidence_says_so(shipped: yx.Evaluation) -> None:
    item = assessment(shipped, 18)
    assert item.outcome.method.value == "部门预判"
    assert "部门预判“未达到”" in item.evidence


def test_shipped_workbook_has_nothing_wrong_in_it(shipped: yx.Evaluation) -> None:
    assert [str(item) for item in shipped.findings if item.severity is yx.Severity.ERROR] == []


# The ten printed columns alone: what departments filled in beside them is missing.


def typed(text: str) -> object:
    try:
        return float(text) if "." in text else int(text)
    except ValueError:
        return text


@pytest.fixture
def printed_alone(book: Callable[..., Path], published_table1: list[dict[str, str]]) -> yx.Evaluation:
    header = list(published_table1[0])
    rows = [
        [
            row["类别"],
            int(row["序号"]),
            row["指标"],
            row["单位"],
            *[typed(row[key]) for key in header[4:9]],
            None,
        ]
        for row in published_table1
    ]
    return yx.evaluate(yx.read_workbook(book([header, *rows])))


def listed(evaluation: yx.Evaluation, *codes: str) -> dict[int, list[str]]:
    """Return the messages of these codes that name each indicator, by its number."""
    plan = evaluation.plan.indicators
    messages = [message for code in codes for message in found(evaluation, code)]
    named = {item.number: f"{item.number}.{item.name}" for item in plan}
    return {
        number: [text for text in messages if name in text.replace("：", "、").split("。")[0].split("、")]
        for number, name in named.items()
    }


def test_printed_columns_alone_give_32_of_the_34_verdicts(
    printed_alone: yx.Evaluation, published_table1: list[dict[str, str]]
) -> None:
    published = {int(row["序号"]): row["完成中期目标情况"] for row in published_table1}
    computed = verdicts(printed_alone)
    differing = {number: computed[number] for number in published if computed[number] != published[number]}
    # 3 needs the growth of its half-year, 18 its department's forecast.
    assert differing == {3: "未完成", 18: "—"}


def test_printed_columns_alone_give_plan_years_and_cutoff(printed_alone: yx.Evaluation) -> None:
    plan = printed_alone.plan
    assert (plan.base_year, plan.target_year, plan.cutoff.isoformat()) == (2020, 2025, "2023-06-30")


def test_findings_list_each_inferred_direction_once(printed_alone: yx.Evaluation) -> None:
    named = listed(printed_alone, "F401")
    told = {
        number: [word for word in (HIGHER, LOWER) for text in texts if f"按“{word}”处理" in text]
        for number, texts in named.items()
    }
    lower = {5, 6, 21, 24, 30, 32}
    words = {27, 28}
    assert told == {
        number: [] if number in words else [LOWER] if number in lower else [HIGHER] for number in range(1, 35)
    }


def test_grain_stays_the_more_the_better_though_its_target_is_below_its_base(
    printed_alone: yx.Evaluation,
) -> None:
    item = assessment(printed_alone, 33)
    assert item.indicator.direction.value == HIGHER
    assert item.completion == "完成"
    assert any("粮食总产量" in message for message in found(printed_alone, "F405"))


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("时期数", [1, 2, 3, 4, 12, 13, 14, 15, 19, 22, 23, 33]),
        ("时点数", [10, 11, 25, 26, 30, 31]),
        ("比率", [7, 8, 9, 16, 17, 18, 20, 21, 24, 29, 32, 34]),
        ("位次", [5, 6]),
    ],
)
def test_findings_list_the_inferred_data_types(
    printed_alone: yx.Evaluation, measure: str, expected: list[int]
) -> None:
    named = listed(printed_alone, "F402")
    told = [number for number, texts in named.items() if any(f"按“{measure}”处理" in text for text in texts)]
    assert told == expected


def test_the_catalogue_knows_every_indicator(printed_alone: yx.Evaluation) -> None:
    assert not any(listed(printed_alone, "F406").values())
    assert [item.number for item in printed_alone.plan.indicators if item.doubts] == []


def test_a_target_in_words_is_an_inference_that_a_finding_lists_too(printed_alone: yx.Evaluation) -> None:
    named = listed(printed_alone, "F402")
    assert [number for number in (27, 28) if not any("按“定性”处理" in text for text in named[number])] == []
