"""Every kind of file that the product writes is valid to two validators that know nothing of it."""

import shutil
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

import yuecheng_xl as yx
from tests.conftest import DATA
from tests.corpus import FEATURES, master_of
from tests.validators import added, audited, checked_by_sdk
from yuecheng_xl.addin.package.build import build_addin
from yuecheng_xl.disk.shipped import master_workbook, templates_folder
from yuecheng_xl.results import write_findings

SAMPLES = master_workbook().parent / "报送样例"
TO_FILL, INBOX = SAMPLES / "指标总表-待填.xlsx", SAMPLES / "收到"
VALIDATORS = pytest.mark.parametrize("validate", [audited, checked_by_sdk], ids=["audit", "sdk"])

# What the validators hold against masters that are as some programs write them.
NOT_SOUND = {
    "backslashes_in_the_archive": "names of parts with the wrong slash",
    "capital_letters_in_the_archive": "names of parts in other letters than their relationships have",
    "no_styles": "no part of formats",
    "no_theme": "no theme",
    "signed_macros": "a signature that is not one",
}

Pair = tuple[Path, Path | None]
"""A file that was written, and the one that it was made of where that is somebody's own."""


class Outputs:
    """The kinds of outputs, each made once."""

    def __init__(self, folder: Path, shipped: yx.Evaluation) -> None:
        self.folder, self.shipped = folder, shipped

    def copy(self) -> Iterator[Pair]:
        yield yx.write_results(self.shipped, self.folder / "结果.xlsx").path, master_workbook()

    def in_place_twice(self) -> Iterator[Pair]:
        path = Path(shutil.copy(master_workbook(), self.folder / "原地.xlsx"))
        for _ in range(2):
            yx.write_results(yx.evaluate(yx.read_workbook(path)), in_place=True)
        yield path, master_workbook()

    def new_masters(self) -> Iterator[Pair]:
        yield yx.new_master(None, self.folder / "空表.xlsx", base_year=2025).path, None
        yield yx.new_master(master_workbook(), self.folder / "新表.xlsx").path, None

    def of_an_old_format(self) -> Iterator[Pair]:
        plan = yx.read_workbook(DATA / "旧格式.xls")
        yield yx.write_results(yx.evaluate(plan), self.folder / "新格式.xlsx").path, None

    def table1(self) -> Iterator[Pair]:
        yield yx.write_table1(self.shipped, self.folder / "表1.xlsx").path, None

    def findings(self) -> Iterator[Pair]:
        yield write_findings(self.shipped, self.folder / "问题.xlsx").path, None

    def forms(self) -> Iterator[Pair]:
        forms = yx.distribute(self.shipped.plan, self.folder / "报送表").forms
        yield from ((path, None) for path in _extremes(form.path for form in forms))

    @cache  # noqa: B019 - lives as long as the tests of this file
    def collected(self) -> Path:
        yx.collect(INBOX, yx.read_workbook(TO_FILL), self.folder / "汇总")
        return self.folder / "汇总"

    def merged_master(self) -> Iterator[Pair]:
        yield self.collected() / "指标总表-待填-汇总.xlsx", TO_FILL

    def list_of_findings(self) -> Iterator[Pair]:
        yield self.collected() / "问题清单.xlsx", None

    def standard_forms(self) -> Iterator[Pair]:
        yield from ((path, None) for path in _extremes((self.collected() / "标准表").rglob("*.xlsx")))

    def returned(self) -> Iterator[Pair]:
        folder = self.collected() / "退回"
        for path in sorted(folder.rglob("*.xlsx")):
            if "（原件" not in path.name:
                original = INBOX / path.relative_to(folder)
                yield path, original if _is_package(original) else None

    def report(self) -> Iterator[Pair]:
        path = yx.write_report(self.shipped, self.folder / "报告.docx").path
        yield path, templates_folder() / "报告.docx"

    def addin(self) -> Iterator[Pair]:
        yield build_addin(self.folder / "yuecheng-xl.xlam"), None


KINDS = (
    *("copy", "in_place_twice", "table1", "findings", "forms", "merged_master", "list_of_findings"),
    *("new_masters", "of_an_old_format"),
    *("standard_forms", "returned", "report", "addin"),
)


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory, shipped: yx.Evaluation) -> Callable[[str], list[Pair]]:
    made = Outputs(tmp_path_factory.mktemp("成果"), shipped)
    return cache(lambda kind: list(getattr(made, kind)()))


@VALIDATORS
@pytest.mark.parametrize("kind", KINDS)
def test_an_output_has_no_error_that_its_input_does_not_have(
    kind: str, validate: Callable[[Path], Counter[str]], outputs: Callable[[str], list[Pair]]
) -> None:
    pairs = outputs(kind)
    assert pairs
    for path, source in pairs:
        inherited = validate(source) if source else Counter()
        assert {path.name: added(validate(path), inherited)} == {path.name: []}


@pytest.mark.parametrize("feature", FEATURES)
def test_every_master_of_the_corpus_is_sound(feature: str, tmp_path: Path) -> None:
    assert bool(audited(master_of(feature, tmp_path))) == (feature in NOT_SOUND)


def _extremes(paths: Iterable[Path]) -> list[Path]:
    """Return the smallest and the largest file of many that are made alike."""
    by_size = sorted(paths, key=lambda path: (path.stat().st_size, path.name))
    return [by_size[0], by_size[-1]]


def _is_package(path: Path) -> bool:
    return path.suffix == ".xlsx" and path.is_file() and zipfile.is_zipfile(path)
