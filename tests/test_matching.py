"""Which indicator a row means: the very name, a name like it, several, none."""

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import yuecheng_xl as yx
from yuecheng_xl.collection.matching import Certainty, Matcher, meanings
from yuecheng_xl.disk.shipped import master_workbook
from yuecheng_xl.grid import read_book
from yuecheng_xl.plan import Indicator
from yuecheng_xl.plan.catalogue import catalogue_of

EXACT, ALIKE, AMBIGUOUS, NONE = Certainty.EXACT, Certainty.ALIKE, Certainty.AMBIGUOUS, Certainty.NONE
INDICATORS = yx.read_workbook().indicators
PLAN = {item.number: item for item in INDICATORS}
LISTED = list(catalogue_of(read_book(master_workbook())).names())
MEANINGS = meanings(LISTED)
MATCHER = Matcher({item.number: item.name for item in INDICATORS}, MEANINGS)
NEIGHBOURS = [
    line.split("；")
    for line in (Path(__file__).parent / "data/相邻指标名称.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
"""Names that stand beside each other in statistical tables, each of another indicator."""

TAKEN = (Certainty.EXACT, Certainty.ALIKE)
NAMES = [item.name for item in INDICATORS]

CASES = [
    # What people add or leave out changes nothing.
    ("外贸出口", EXACT, [14]), ("外 贸 出　口", EXACT, [14]), ("14.外贸出口", EXACT, [14]),
    ("（14）外贸出口", EXACT, [14]), ("其中：外贸出口", EXACT, [14]), ("外贸出口①", EXACT, [14]),
    ("外贸出口*", EXACT, [14]), ("外贸出口（亿元）", EXACT, [14]), ("外贸出口：", EXACT, [14]),
    ("掌上办事政府服务事项覆盖率", EXACT, [17]), ('"掌上办事"政府服务事项覆盖率', EXACT, [17]),
    ("ＰＭ２．５年均浓度", EXACT, [30]), ("pm2.5年均浓度", EXACT, [30]),
    # Names as in the report's text.
    ("人均绿地面积", ALIKE, [31]), ("综合执法行政事项占比", ALIKE, [34]), ("地区生产总值", ALIKE, [1]),
    ("城镇居民人均可支配收入", ALIKE, [22]), ("规上工业亩均增加值", ALIKE, [13]), ("粮食产量", ALIKE, [33]),
    ("文化产业增加值占GDP的比重", ALIKE, [18]), ("万元GDP能耗降低率", ALIKE, [27]),
    # As like one as another.
    ("常住居民人均可支配收入", AMBIGUOUS, [22, 23]),
    ("规上工业企业亩均", AMBIGUOUS, [12, 13]),
    # As the catalogue lists them.
    ("生产总值", ALIKE, [1]), ("GDP", ALIKE, [1]), ("人均GDP", ALIKE, [2]), ("空气质量优良率", ALIKE, [29]),
    # A slip of the hand may be another thing: it is asked.
    ("社会消费品零售总颜", AMBIGUOUS, [15]), ("固定资投资", AMBIGUOUS, [4]),
    # An index is not the level; what the catalogue lists as another indicator is none of the plan's.
    ("全区生产总值（1978年=100）", NONE, []), ("生产总值指数（上年=100）", NONE, []),
    ("生产总值指数", NONE, []), ("居民人均可支配收入", NONE, []),
    # Another thing, however alike, and no indicator at all.
    ("PM10年均浓度", NONE, []), ("外贸进口", NONE, []), ("一般公共预算支出", NONE, []),
    ("城镇调查失业率", NONE, []), ("户籍人口城镇化率", NONE, []), ("合计", NONE, []),
    ("填表人：王某", NONE, []), ("", NONE, []), ("14", NONE, []),
]  # fmt: skip


@pytest.mark.parametrize(("name", "certainty", "numbers"), CASES)
def test_the_indicator_that_a_name_means(name: str, certainty: Certainty, numbers: list[int]) -> None:
    match = MATCHER.match(None, name)
    assert match.certainty is certainty
    assert sorted(match.candidates) == numbers


@pytest.mark.parametrize("name", ["外贸出口", "人均绿地面积", "常住居民人均可支配收入", "合计", ""])
@pytest.mark.parametrize("number", [1, 3, 99])
def test_another_number_changes_nothing_for_departments_number_their_own_lists(
    name: str, number: int
) -> None:
    assert MATCHER.match(number, name) == MATCHER.match(None, name)


@pytest.mark.parametrize("number", [1, 14, 30])
@pytest.mark.parametrize("name", ["合计", "填表人", "PM10年均浓度", ""])
def test_a_number_alone_never_decides(number: int, name: str) -> None:
    assert MATCHER.match(number, name).certainty is NONE


def test_of_two_indicators_with_one_name_the_number_tells_which(book: Callable[..., Path]) -> None:
    header = ["序号", "指标", "单位", "2025年目标", "2020年", "2021年"]
    plan = yx.read_workbook(book([header, [1, "绿化率", "%", 45, 40, 41], [2, "绿化率", "%", 50, 40, 41]]))
    matcher = Matcher({item.number: item.name for item in plan.indicators})
    assert matcher.match(2, "绿化率").candidates == (2,)
    for number in (None, 3):
        assert matcher.match(number, "绿化率").certainty is AMBIGUOUS


def test_a_matcher_goes_to_another_process_as_its_names() -> None:
    there = pickle.loads(pickle.dumps(MATCHER))  # noqa: S301 - our own

    assert there.match(None, "人均绿地面积") == MATCHER.match(None, "人均绿地面积")


def test_every_name_of_the_plan_is_its_own() -> None:
    for item in INDICATORS:
        for number in (None, item.number, 99):
            match = MATCHER.match(number, item.name)
            assert (match.certainty, match.candidates) == (EXACT, (item.number,))


@st.composite
def slips(draw: st.DrawFn) -> str:
    """Draw a name of the plan with some characters left out, doubled or changed places."""
    letters = list(draw(st.sampled_from(NAMES)))
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(letters) - 1)) if letters else 0
        match draw(st.sampled_from("删增换")):
            case "删":
                del letters[place : place + 1]
            case "增":
                letters.insert(place, draw(st.sampled_from("全区城乡农村人均总额量值占比率的")))
            case _:
                letters[place : place + 2] = letters[place : place + 2][::-1]
    return "".join(letters)


numbers = st.none() | st.integers(1, 40)


@given(numbers, slips() | st.text(max_size=12))
def test_a_name_is_one_indicator_s_or_it_is_asked_for(number: int, name: str) -> None:
    match = MATCHER.match(number, name)
    assert (len(match.candidates) == 1) >= (match.certainty in TAKEN)
    assert bool(match.candidates) is (match.certainty is not NONE)


def test_names_that_stand_beside_each_other_are_hardly_ever_taken_for_each_other() -> None:
    """At most one in a thousand ordered pairs, with the catalogue's help and without."""
    pairs = [(one, other) for group in NEIGHBOURS for one in group for other in group if one != other]
    assert len({name for group in NEIGHBOURS for name in group}) > 400
    for listed in ({}, MEANINGS):
        matchers = {name: Matcher({1: name}, listed) for group in NEIGHBOURS for name in group}
        wrong = [pair for pair in pairs if matchers[pair[1]].match(None, pair[0]).certainty in TAKEN]
        assert len(wrong) <= len(pairs) / 1000, wrong


def test_the_catalogue_s_names_are_told_apart_and_its_synonyms_known() -> None:
    """Of names that are half alike, none is taken for another row's; of one row's, nearly all are known."""
    matchers = {name: Matcher({1: name}, MEANINGS) for name, _ in LISTED}
    rows: dict[str, set[int]] = {}
    for name, row in LISTED:
        rows.setdefault(name, set()).add(row)
    names = list(rows)[::3]  # a third of them against all
    known, wrong = [], []
    for written in names:
        for name, matcher in matchers.items():
            if name == written or not set(written) & set(name):
                continue
            is_same = not rows[name].isdisjoint(rows[written])
            if is_same:
                known.append(matcher.match(None, written).certainty in TAKEN)
            elif len(set(written) & set(name)) > max(len(written), len(name)) / 2:
                wrong += [(written, name)] * (matcher.match(None, written).certainty in TAKEN)
    assert wrong == []
    assert sum(known) > 0.95 * len(known)


@given(numbers, slips(), st.permutations(INDICATORS))
def test_the_order_of_the_indicators_decides_nothing(number: int, name: str, order: list[Indicator]) -> None:
    shuffled = Matcher({item.number: item.name for item in order}, MEANINGS)
    one, other = MATCHER.match(number, name), shuffled.match(number, name)
    assert one.certainty is other.certainty
    assert sorted(one.candidates) == sorted(other.candidates)
