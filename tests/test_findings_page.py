"""docs/findings.md explains every finding of the catalogue, and the catalogue speaks to clerks."""

import re
from pathlib import Path
from types import ModuleType

import pytest

from yuecheng_xl.findings import Kind, catalogue

PAGE = (Path(__file__).parent.parent / "docs" / "findings.md").read_text(encoding="utf-8")
KINDS = catalogue.all_kinds()
HEADING = re.compile(r"^### (F\d{3,4}) \S.*$", re.MULTILINE)


def sections() -> dict[str, str]:
    """Return what stands below each code's heading, up to the next heading."""
    pieces = HEADING.split(PAGE)
    return {code: text.partition("\n## ")[0] for code, text in zip(pieces[1::2], pieces[2::2], strict=True)}


SECTIONS = sections()


def test_the_page_explains_the_codes_of_the_catalogue_and_no_others() -> None:
    assert sorted(SECTIONS) == sorted(KINDS)


@pytest.mark.parametrize("code", KINDS)
def test_a_section_has_the_title_that_summaries_show(code: str) -> None:
    assert f"\n### {code} {KINDS[code].title}\n" in PAGE


def test_no_code_is_explained_twice() -> None:
    headings = HEADING.findall(PAGE)

    assert len(headings) == len(set(headings))


def test_codes_stand_in_order_below_the_heading_of_their_group() -> None:
    groups, in_order = [], []
    for marks, code in re.findall(r"^(###?) F(\d+)\b", PAGE, re.MULTILINE):
        if marks == "##":
            groups.append(int(code))
        else:
            assert int(code) // 100 == groups[-1]
            in_order.append(int(code))

    assert groups == sorted({int(code[1:]) // 100 for code in KINDS})
    assert in_order == sorted(in_order)


@pytest.mark.parametrize("code", KINDS)
def test_a_section_opens_with_the_severity_of_the_finding(code: str) -> None:
    assert SECTIONS[code].strip().startswith(f"{KINDS[code].severity.value}。")


@pytest.mark.parametrize("code", KINDS)
def test_a_section_says_when_the_finding_occurs_and_what_to_do(code: str) -> None:
    lines = SECTIONS[code].splitlines()

    for label in ("- 何时出现：", "- 怎样处理："):
        told = [line.removeprefix(label) for line in lines if line.startswith(label)]
        assert len(told) == 1
        assert told[0].endswith("。")


def test_no_two_findings_share_a_code() -> None:
    groups = [value for value in vars(catalogue).values() if isinstance(value, ModuleType)]
    kinds = [value for group in groups for value in vars(group).values() if isinstance(value, Kind)]

    assert len(kinds) == len(KINDS)


@pytest.mark.parametrize("code", KINDS)
def test_a_code_is_an_f_a_group_and_two_digits(code: str) -> None:
    assert re.fullmatch(r"F\d{1,2}\d{2}", code)


@pytest.mark.parametrize("code", KINDS)
def test_a_finding_is_worded_in_chinese_without_a_programs_own_words(code: str) -> None:
    for text in (KINDS[code].message, KINDS[code].remedy):
        shown = re.sub(r"\{+\w+\}+", "", text)  # what is filled in is the user's own

        assert re.search(r"[\u4e00-\u9fff]", shown)
        assert not re.search(r"Traceback|Exception|\w+Error\b|\.py\b|line \d", shown)
        assert not re.search(r"[A-Za-z]{2,}(?:\s+[A-Za-z]{2,}){2,}", shown)


@pytest.mark.parametrize("code", KINDS)
def test_a_findings_texts_leave_the_full_stop_to_whoever_shows_them(code: str) -> None:
    assert not KINDS[code].message.endswith(("。", "."))
    assert not KINDS[code].remedy.endswith(("。", "."))
