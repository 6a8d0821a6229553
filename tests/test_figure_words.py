"""The words and signs around a typed figure: each says on which side of it what is meant lies."""

from decimal import Decimal

import pytest

from yuecheng_xl.typed.figure import Bound, Figure, exact, from_number, read_figure

BEFORE = {
    Bound.AT_LEAST: ">= ≥ ≧ ⩾ 不低于 不少于 不小于 大于等于 达到 至少",
    Bound.ABOVE: "> ＞ 大于 高于 超过 超",
    Bound.AT_MOST: "<= ≤ ≦ ⩽ 不高于 不超过 不大于 小于等于 控制在 至多",
    Bound.BELOW: "< ＜ 小于 低于",
    Bound.ABOUT: "约",
}
AFTER = {
    Bound.AT_LEAST: "及以上 以上",
    Bound.AT_MOST: "及以下 以下 以内 之内 内",
    Bound.ABOUT: "左右 上下",
}


@pytest.mark.parametrize(
    ("word", "bound"), [(word, bound) for bound, words in BEFORE.items() for word in words.split()]
)
def test_a_word_before_a_figure(word: str, bound: Bound) -> None:
    assert read_figure(f"{word}28") == Figure(Decimal(28), bound)


@pytest.mark.parametrize(
    ("word", "bound"), [(word, bound) for bound, words in AFTER.items() for word in words.split()]
)
def test_a_word_after_a_figure(word: str, bound: Bound) -> None:
    assert read_figure(f"28{word}") == Figure(Decimal(28), bound)
    assert read_figure(f"28%{word}") == Figure(Decimal(28), bound, "%")


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        pytest.param("≥28以上", Bound.AT_LEAST, id="the same twice"),
        pytest.param("超28以上", Bound.ABOVE, id="the stricter one before"),
        pytest.param("＞28以上", Bound.ABOVE, id="the sign before"),
        pytest.param("＜28以内", Bound.BELOW, id="the sign before, downwards"),
        pytest.param("低于28以下", Bound.BELOW, id="the word before, downwards"),
        pytest.param("控制在28左右", Bound.ABOUT, id="about goes before a limit"),
        pytest.param("达到28左右", Bound.ABOUT, id="about goes before a floor"),
        pytest.param("约28左右", Bound.ABOUT, id="about twice"),
    ],
)
def test_words_on_both_sides(text: str, bound: Bound) -> None:
    assert read_figure(text) == Figure(Decimal(28), bound)


@pytest.mark.parametrize("text", ["≥28以内", "＞28以下", "≤28以上", "＜28及以上", "约28以上", "约28以内"])
def test_words_that_contradict_each_other(text: str) -> None:
    assert read_figure(text) is None


@pytest.mark.parametrize(
    ("digits", "read"), [("9" * 17, True), ("9" * 18, True), ("9" * 19, False), ("9" * 16 + ".9", True)]
)
def test_more_digits_than_a_cell_keeps_are_no_figure(digits: str, *, read: bool) -> None:
    assert read_figure(digits) == (Figure(Decimal(digits)) if read else None)


def test_all_parts_of_a_figure_together() -> None:
    assert read_figure("年均增长8.5%左右（预计）（快报）①", raised="2") == Figure(
        Decimal("8.5"), Bound.ABOUT, "%", "预计；快报", yearly=True, marks="①2"
    )
    assert read_figure("累计下降13.5%以上*", raised="2") == Figure(
        Decimal("13.5"), Bound.AT_LEAST, "%", cumulated=True, marks="2*"
    )
    assert read_figure("5（甲）（乙）（丙）") == Figure(Decimal(5), note="甲；乙；丙")
    assert read_figure("83000（五年累计）（预计）") == Figure(
        Decimal(83000), note="五年累计；预计", cumulated=True
    )
    assert read_figure("[13.5]%") == Figure(Decimal("13.5"), unit="%", cumulated=True)


@pytest.mark.parametrize("sign", [1, -1])
def test_a_zero_may_be_negative(sign: int) -> None:
    assert str(from_number(sign * 0.0)) == ("0" if sign > 0 else "-0")


def test_a_figure_is_exact() -> None:
    assert (exact(Decimal("1.6")) * 5).denominator == 1
    assert from_number(1 / 3) == Decimal("0.333333333333333")
    assert from_number(-2 / 3) == Decimal("-0.666666666666667")
