"""What it costs to look through a foreign text: four times the text takes four times as long, not sixteen.

Every compiled pattern of the package is found by itself, so a new one is tried too. Ratios of processor time
are compared, never seconds.
"""

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import yuecheng_xl
import yuecheng_xl as yx
from yuecheng_xl.checks.report.checking import check_paragraphs
from yuecheng_xl.checks.report.reading.source import Paragraph
from yuecheng_xl.collection.matching import Certainty, Matcher
from yuecheng_xl.findings import catalogue
from yuecheng_xl.grid import Cell, CellKind, Grid
from yuecheng_xl.grid.formats import LONGEST
from yuecheng_xl.plan.columns import find_columns
from yuecheng_xl.plan.observation_reader import ObservationReader
from yuecheng_xl.plan.reader import number_and_name
from yuecheng_xl.plan.target import read_target
from yuecheng_xl.sheets.layout import height_of, text_lines
from yuecheng_xl.typed.figure import read_figure
from yuecheng_xl.typed.names import key_in_prose, key_of_name
from yuecheng_xl.typed.period import Period, parse_date, parse_period
from yuecheng_xl.typed.status import says_abolished, status_of_words
from yuecheng_xl.typed.text import normalise
from yuecheng_xl.typed.unit import factor
from yuecheng_xl.typed.worded import Worded

# How Python itself reads a pattern: typed nowhere.
codes, parser = importlib.import_module("re._constants"), importlib.import_module("re._parser")

Pattern = re.Pattern[Any]

# Of what cells and prose are made; repeated, each of them has made some pattern slow.
PIECES = (
    "1", "1,", "1 ", "111 ", "1.", "(", ")", "()", " ", "\n", "　", "a", "aA1", "中", "，", "。", "、", "-",
    "*", "①", "2021年", "[", "[]", '"', "\\", "<", "%", "̣̀",
)  # fmt: skip
ENDS = ("", "!", "\n!")
FAR_FROM_LINEAR = 8
"""Four times the text: 4 is linear, 16 is the square."""

BOUNDED: dict[str, int] = {
    "typed.figure._FIGURE": 200,
    "typed.figure._NOTE": 200,
    "typed.figure._SPACED_THOUSANDS": 200,
    "grid.formats._NO_CODE": LONGEST,
    "grid.model._LITERALS": LONGEST,
    "plan.catalogue._ENDINGS[3][0]": 100,
}
"""Patterns that take more than linear time, and the longest text that their callers give them."""

UNHELD = {"checks.workbook.identities._SIGN": "matched from sign to sign, never searched for"}
"""Patterns that are not held to it, and why."""

INSIDE = {
    "forms.stencil": "joins the words of a template, each as it stands",
    "sheets.markup": "holds an attribute's name; a run of spaces is looked at once",
    "typed.worded": "compiles the pattern that it was made with, which is tried where it was made",
}
"""Modules with a pattern inside a function, where it is not found to be tried, and why."""


@cache
def patterns() -> dict[str, Pattern]:
    """Return every compiled pattern that a module of the package has, by its place."""
    found: dict[str, Pattern] = {}
    names = [module.name for module in pkgutil.walk_packages(yuecheng_xl.__path__, "yuecheng_xl.")]
    for module in names:
        if not module.endswith("__main__"):
            for name, value in vars(importlib.import_module(module)).items():
                for place, pattern in _within(value, f"{module.removeprefix('yuecheng_xl.')}.{name}"):
                    if pattern not in found.values():
                        found[place] = pattern
    return found


def _within(value: object, place: str, depth: int = 4) -> Iterator[tuple[str, Pattern]]:
    if isinstance(value, re.Pattern):
        yield place, value
    elif isinstance(value, Worded):
        yield place, value.pattern
    elif isinstance(value, dict) and depth:
        for key, item in value.items():
            yield from _within(item, f"{place}[{key}]", depth - 1)
    elif isinstance(value, tuple | list | set | frozenset) and depth:
        for number, item in enumerate(value):
            yield from _within(item, f"{place}[{number}]", depth - 1)


def words_of(pattern: Pattern) -> list[str]:
    """Return the literal texts of a pattern: what gets it started."""
    found: dict[str, None] = {}

    def walk(parsed: Iterable[tuple[Any, Any]]) -> None:
        word = ""
        for code, value in [*parsed, (None, None)]:
            if code is codes.LITERAL:
                word += chr(value)
                continue
            if word:
                found[word] = None
                word = ""
            if code is codes.IN:
                found.update((chr(item), None) for kind, item in value if kind is codes.LITERAL)
            elif code is codes.BRANCH:
                for branch in value[1]:
                    walk(branch)
            elif code is codes.SUBPATTERN:
                walk(value[3])
            elif code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
                walk(value[2])
            elif code in (codes.ASSERT, codes.ASSERT_NOT):
                walk(value[1])

    source = pattern.pattern
    walk(parser.parse(source.decode("latin-1") if isinstance(source, bytes) else source))
    return list(found)


def hard_texts(pattern: Pattern) -> Iterator[Callable[[int], Any]]:
    """Yield makers of texts of a given length: a piece repeated, perhaps behind a word of the pattern."""
    words = words_of(pattern)
    alone = (("", piece, end) for piece in dict.fromkeys((*PIECES, *words)) for end in ENDS)
    behind = ((opening, piece, "!") for opening in words[:6] for piece in PIECES)
    for opening, piece, end in (*alone, *behind):

        def make(length: int, opening: str = opening, piece: str = piece, end: str = end) -> Any:
            text = f"{opening}{(piece * (length // len(piece) + 1))[:length]}{end}"
            return text.encode() if isinstance(pattern.pattern, bytes) else text

        yield make


def look_through(pattern: Pattern, text: Any) -> None:
    pattern.match(text)
    for _ in pattern.finditer(text):
        pass


def cost(run: Callable[[], object]) -> float:
    """Return the least of three times that a call takes, each long enough to be measured."""
    least = float("inf")
    for _ in range(3):
        count, begin = 0, time.process_time()
        while (spent := time.process_time() - begin) < 0.002:
            run()
            count += 1
        least = min(least, spent / count)
    return least


def growth(
    run: Callable[[Any], object], make: Callable[[int], Any], length: int, enough: float = FAR_FROM_LINEAR
) -> float:
    """Return how many times longer a text four times as long takes: of three tries one that will do."""
    short, long = make(length), make(4 * length)
    ratios: list[float] = []
    while len(ratios) < 3 and (not ratios or ratios[-1] >= enough):
        ratios.append(cost(lambda: run(long)) / cost(lambda: run(short)))
    return ratios[-1]


def is_quick(run: Callable[[Any], object], text: Any, characters: int) -> bool:
    """Tell at a glance whether a text takes no longer than so many characters may; most patterns do not."""
    begin = time.process_time()
    run(text)
    return time.process_time() - begin < 0.000_001 * characters


def test_the_patterns_are_found() -> None:
    assert {"typed.figure._FIGURE", "plan.header._BRACKETED", "typed.period._PARTS[0][0]"} <= set(patterns())
    assert set(BOUNDED) <= set(patterns())


def test_no_pattern_hides_in_a_function() -> None:
    """Those of the add-in read our own files and the registry."""
    hidden = set()
    for file in Path(yuecheng_xl.__file__).parent.rglob("*.py"):
        module = ".".join(file.relative_to(Path(yuecheng_xl.__file__).parent).with_suffix("").parts)
        for function in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef | ast.Lambda):
                calls = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
                names = {ast.unparse(call) for call in calls}
                if any(name.startswith("re.") and name != "re.escape" for name in names):
                    hidden.add(module)

    assert {module for module in hidden if not module.startswith("addin.")} == set(INSIDE)


@pytest.mark.parametrize("place", sorted(set(patterns()) - set(UNHELD)))
def test_a_pattern_takes_linear_time(place: str) -> None:
    pattern = patterns()[place]
    bound = BOUNDED.get(place)

    def run(text: Any) -> None:
        look_through(pattern, text)

    for make in hard_texts(pattern):
        if bound is not None:
            assert is_quick(run, make(bound), 10_000), make(20)  # its square is a line through a long text
            continue
        for length in (24, 96, 1200):  # beginning with little: there are worse costs than the square
            if not is_quick(run, make(length), length):
                assert growth(run, make, length // 4) < FAR_FROM_LINEAR, make(20)


def repeated(piece: str, *, opening: str = "", end: str = "") -> Callable[[int], str]:
    """Return a maker of texts of a given length."""
    return lambda length: f"{opening}{(piece * (length // len(piece) + 1))[:length]}{end}"


CELLS = [
    repeated(piece, opening=opening, end=end) for piece in PIECES for opening in ("", "1") for end in ENDS
]
READERS: dict[str, Callable[[str], object]] = {
    "figure": read_figure,
    "period": parse_period,
    "date": parse_date,
    "unit": lambda text: factor(text, "万元"),
    "status": status_of_words,
    "end of a statistic": says_abolished,
    "name": key_of_name,
    "name in prose": key_in_prose,
    "name with its number": lambda text: number_and_name(cell(text), text),
    "normalised": normalise,
    "observation": lambda text: ObservationReader("甲", "亿元", growth=True).read(
        cell(text), Period.whole(2021), "2021年数据", "指标总表!F2"
    ),
    "target": lambda text: read_target(cell(text), "甲", "亿元", ("指标总表!D", 2), qualitative=False),
    "match": lambda text: Matcher({1: "全区生产总值", 2: "规模以上工业增加值增速"}).match(1, text),
    "header": lambda text: find_columns(
        Grid("指标总表", {(1, 1): cell("指标"), **{(1, column): cell(text, column) for column in (2, 3)}})
    ),
}


def cell(text: str, column: int = 1) -> Cell:
    """Return a cell that holds a text."""
    return Cell(1, column, CellKind.TEXT, text, text)


@pytest.mark.parametrize("name", READERS)
def test_a_reader_of_cells_takes_linear_time(name: str) -> None:
    for make in CELLS:
        if not is_quick(READERS[name], make(4000), 20_000):
            assert growth(READERS[name], make, 1000) < FAR_FROM_LINEAR, make(20)


@pytest.mark.parametrize(
    "text", ["1" * 201, "1" + "()" * 100 + "1", "1 " * 32_000, "（" * 300, "1（" + "预计" * 100 + "）"]
)
def test_what_is_longer_than_a_figure_is_reported_and_not_cut_into_one(text: str) -> None:
    reader = ObservationReader("甲", "亿元")

    item = reader.read(cell(text), Period.whole(2021), "2021年数据", "指标总表!F2")

    assert item.value is None
    assert [(one.code, one.where) for one in reader.findings] == [("F301", "指标总表!F2")]


def test_spaces_do_not_make_a_figure_long() -> None:
    assert (figure := read_figure(" " * 300 + "12 345（预计）")) is not None
    assert figure.value == Decimal(12345)


def test_a_finding_repeats_no_more_of_a_text_than_a_sentence() -> None:
    finding = catalogue.UNREADABLE.at("甲!A1", name="甲" * 40_000, what="数据", text="1" * 32_000)

    assert len(finding.message) < 1_100
    assert "1…" in finding.message


def test_a_list_in_a_finding_is_told_whole() -> None:
    names = [f"{number}.指标{number}" for number in range(1, 1001)]

    finding = catalogue.NAME_AMBIGUOUS.at("甲!A1", text="指标", names=names)

    assert "、".join(names) in finding.message


def test_a_page_of_text_in_the_place_of_a_name_is_like_no_name() -> None:
    matcher = Matcher({number: f"全区第{number}项指标" for number in range(1, 5000)})

    assert matcher.match(1, "全区第1项指标" * 4000).certainty is Certainty.NONE


PROSE = (
    "1", "，", "1、", "1（", "（1）", "2021年、", "建议", "有望", "逐年上升2021年，", "全区甲乙丙丁达到，",
    "等", "2021年全区生产总值1.5亿元，增长3.2%（", "3个指标落后，分别是全区生产总值、", "由1调整为2",
)  # fmt: skip


@pytest.mark.parametrize("opening", ["", "1．全区生产总值。"])
def test_a_paragraph_without_an_end_takes_linear_time(shipped: yx.Evaluation, opening: str) -> None:
    def run(text: str) -> None:
        check_paragraphs(shipped, [Paragraph(text, "第1段")])

    for piece in PROSE:
        make = repeated(piece, opening=opening)
        if not is_quick(run, make(3000), 20_000):
            assert growth(run, make, 800) < FAR_FROM_LINEAR, piece


@pytest.mark.parametrize("piece", ["中", "1", "1 ", "aA1", "中文1 "])
@pytest.mark.parametrize("length", [1, 100, 700, 5000])
def test_no_more_of_a_text_is_measured_than_the_tallest_row_shows(piece: str, length: int) -> None:
    text = repeated(piece)(length)

    for pixels, size in ((60, 11), (400, 9), (1785, 8), (5, 20)):
        assert height_of(text, pixels, size) == min(text_lines(text, pixels, size) * size * 1.5 + 4, 409)
    assert growth(lambda text: height_of(text, 60, 11), repeated(piece), 20_000, 2) < 2
