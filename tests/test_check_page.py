"""docs/check.md tells what is checked: it is held to the lists of checks, code by code."""

import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from yuecheng_xl.checks.report.against import CHECKS as AGAINST
from yuecheng_xl.checks.report.reading.sorting import Sort
from yuecheng_xl.checks.workbook import CHECKS
from yuecheng_xl.findings import Kind, catalogue

PAGE = (Path(__file__).parent.parent / "docs" / "check.md").read_text(encoding="utf-8")
IN_WORKBOOKS, IN_REPORTS = (
    PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0] for title in ("检查工作簿", "核对报告")
)
OF_REPORTS: list[Callable[..., object]] = [
    *AGAINST.figures.values(),
    *AGAINST.sentences,
    *AGAINST.statements,
    *AGAINST.paragraphs,
    *AGAINST.groups,
    *AGAINST.tables,
    *AGAINST.stretches,
    AGAINST.cell,
    AGAINST.task,
    AGAINST.itself,
]
OF_THE_FILE = {"F1251", "F1252", "F1253"}
"""A report that cannot be read, or has nothing to check, is no matter of one check."""


def codes_told(text: str) -> set[str]:
    """Return the F12 codes of a text; F1206—F1208 are three."""
    found = set()
    for first, last in re.findall(r"F(12\d\d)(?:—F(12\d\d))?", text):
        found |= {f"F{code}" for code in range(int(first), int(last or first) + 1)}
    return found


def codes_found(check: Callable[..., object]) -> set[str]:
    """Return the codes that the module of a check can report."""
    module = inspect.getmodule(check)
    assert isinstance(module, ModuleType)
    return {
        getattr(catalogue, name).code
        for name in re.findall(r"catalogue\.([A-Z_]+)", inspect.getsource(module))
    }


def lines(text: str) -> Iterator[str]:
    yield from (line for line in text.splitlines() if line.startswith(("|", "-")))


def name(check: Callable[..., object]) -> str:
    return f"{check.__module__.rpartition('.')[2]}.{check.__name__}"


@pytest.mark.parametrize("check", CHECKS, ids=name)
def test_each_check_of_the_workbook_stands_in_a_row(check: Callable[..., object]) -> None:
    assert codes_found(check)
    assert any(codes_found(check) <= codes_told(line) for line in lines(IN_WORKBOOKS))


@pytest.mark.parametrize("check", OF_REPORTS, ids=name)
def test_each_check_of_a_report_stands_in_the_list(check: Callable[..., object]) -> None:
    assert codes_found(check)
    assert codes_found(check) <= codes_told("".join(lines(IN_REPORTS)))


def test_the_page_tells_of_no_finding_that_no_check_makes() -> None:
    of_workbooks = {code for check in CHECKS for code in codes_found(check)}
    of_reports = {code for check in OF_REPORTS for code in codes_found(check)}
    assert codes_told(IN_WORKBOOKS) == of_workbooks
    assert codes_told(IN_REPORTS) == of_reports
    kinds = [kind for kind in vars(catalogue).values() if isinstance(kind, Kind)]
    every = {kind.code for kind in kinds if kind.code.startswith("F12")}
    assert every == of_workbooks | of_reports | OF_THE_FILE


def test_every_sort_of_figure_has_its_check() -> None:
    assert set(AGAINST.figures) == set(Sort)


@pytest.mark.parametrize("package", ["workbook", "report/against"])
def test_every_module_with_a_check_is_listed(package: str) -> None:
    folder = Path(inspect.getfile(inspect.getmodule(CHECKS[0]) or Path)).parent.parent / package
    listed = {check.__module__.rpartition(".")[2] for check in (*CHECKS, *OF_REPORTS)}
    with_checks = {
        path.stem for path in folder.glob("*.py") if "catalogue" in path.read_text(encoding="utf-8")
    }
    assert with_checks <= listed
