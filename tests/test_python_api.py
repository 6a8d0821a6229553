"""The Python API: the same results, tables as DataFrames."""

import ast
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pandas as pd
import pytest

import yuecheng_xl as yx
from tests.conftest import ROOT
from yuecheng_xl.findings import errors as errors_module


def test_table_1_as_a_frame_equals_the_published_one(
    shipped: yx.Evaluation, published_table1: list[dict[str, str]]
) -> None:
    frame = yx.frames.table1(shipped).astype(str)
    pd.testing.assert_frame_equal(frame, pd.DataFrame(published_table1).astype(str))


def test_table_2_as_a_frame(shipped: yx.Evaluation, published_table2: list[dict[str, str]]) -> None:
    frame = yx.frames.table2(shipped)
    published = pd.DataFrame(published_table2)
    assert list(frame.columns) == list(published.columns)
    assert list(frame["调整情况"]) == list(published["调整情况"])
    assert list(frame["表1序号"].astype(str)) == list(published["表1序号"])


def test_the_indicators_frame_computes(shipped: yx.Evaluation) -> None:
    frame = yx.frames.indicators(shipped).set_index("序号")
    assert frame["完成中期目标情况"].value_counts().to_dict() == {
        "完成": 21,
        "未完成": 10,
        "—": 2,
        "完成省市下达指标": 1,
    }
    assert frame.loc[1, "预计达到年份"] == 2025
    assert str(frame["预计达到年份"].dtype) == "Int64"
    assert frame.loc[1, "完成进度"] == pytest.approx(0.6252, abs=1e-4)


def test_observations_are_one_row_a_figure_with_their_status(shipped: yx.Evaluation) -> None:
    frame = yx.frames.observations(shipped.plan)
    figures = frame[frame["项目"] == "数据"]
    assert len(figures) == 34 * 4
    row = figures[(figures["序号"] == 2) & (figures["时期"] == "2023年上半年")].iloc[0]
    assert (row["数值"], row["OBS_STATUS"], row["填报内容"]) == (83000, "E", "83000（预计）")
    assert row["位置"] == "指标总表!I3"


def test_periods_sort_and_compare_in_time(assess: Callable[..., yx.Evaluation]) -> None:
    periods = ["2020年", "2021年一季度", "2021年上半年", "2021年前三季度", "2021年"]
    rows = [["指标", "单位", "2025年目标", *periods], ["占比", "%", 70, 50, 51, 52, 53, 54]]
    frame = yx.frames.observations(assess(rows).plan).sample(frac=1, random_state=0)
    assert list(frame.sort_values("时期")["时期"]) == periods
    assert list(frame[frame["时期"] > "2021年上半年"].sort_values("时期")["时期"]) == periods[-2:]
    assert list(yx.frames.indicators(assess(rows))["现值时期"]) == ["2021年"]


def test_findings_as_a_frame_even_where_there_are_none(shipped: yx.Evaluation) -> None:
    assert list(yx.frames.findings([]).columns) == ["严重程度", "编号", "位置", "问题", "处理办法"]
    frame = yx.frames.findings(shipped.findings)
    assert sorted(frame["编号"]) == sorted(finding.code for finding in shipped.findings)


def test_frames_without_rows_keep_their_columns(shipped: yx.Evaluation) -> None:
    plan = replace(shipped.plan, indicators=())
    empty = yx.evaluate(plan)
    frames = yx.frames
    for frame, full in (
        (frames.indicators(empty), frames.indicators(shipped)),
        (frames.table1(empty), frames.table1(shipped)),
        (frames.table2(empty), frames.table2(shipped)),
        (frames.observations(plan), frames.observations(shipped.plan)),
    ):
        assert len(frame) == 0
        assert list(frame.columns) == list(full.columns)


SAMPLES = ROOT / "workbook" / "报送样例"


@pytest.fixture(scope="module")
def collection() -> yx.Collection:
    return yx.collect(SAMPLES / "收到", yx.read_workbook(SAMPLES / "指标总表-待填.xlsx"))


def test_collected_figures_as_a_frame(collection: yx.Collection) -> None:
    frame = yx.frames.figures(collection)
    assert len(frame) == len(collection.figures)
    assert list(frame["采用"]) == [figure.fate.is_taken for figure in collection.figures]
    assert frame["时期"].cat.ordered
    assert list(frame["时期"].cat.categories) == ["2020年", "2021年", "2022年", "2023年上半年"]


def test_all_headers_are_those_that_staff_see(shipped: yx.Evaluation, collection: yx.Collection) -> None:
    frames = [
        yx.frames.indicators(shipped),
        yx.frames.table1(shipped),
        yx.frames.table2(shipped),
        yx.frames.observations(shipped.plan),
        yx.frames.findings(shipped.findings),
        yx.frames.figures(collection),
    ]
    named = {str(name) for frame in frames for name in frame.columns}
    assert {name for name in named if name.isascii()} == {"OBS_STATUS"}  # SDMX's own name for its codes


def test_a_repr_is_a_line_that_says_what_it_is(shipped: yx.Evaluation, collection: yx.Collection) -> None:
    plan = shipped.plan
    assert repr(plan).startswith(f"Plan({plan.name!r}, '越城区', 2020 to 2025, 34 indicators, ")
    assert "34 indicators: 21 met, 10 behind, 10 early" in repr(shipped)
    assert f"{len(collection.submissions)} files: " in repr(collection)
    lines = [plan, shipped, shipped.summary, collection]
    lines += [plan.indicators[0], shipped.assessments[0], collection.submissions[0]]
    assert [thing for thing in lines if len(repr(thing)) > 300 or "\n" in repr(thing)] == []


def test_what_was_distributed_and_written_is_a_line(shipped: yx.Evaluation, tmp_path: Path) -> None:
    distribution = yx.distribute(shipped.plan, tmp_path / "报送表")
    written = yx.write_table1(shipped, tmp_path / "表1.xlsx")
    for thing in (distribution, distribution.forms[0], written):
        assert len(repr(thing)) < 300
    assert repr(distribution).startswith(f"Distribution({len(distribution.forms)} forms")


MASTER: Any = "指标总表.xlsx"
# What a type checker refuses beforehand.
WRONG: list[tuple[Callable[[Any, Any], object], str]] = [
    (lambda plan, _: yx.write_results(plan, "结果.xlsx"), "Plan given: evaluate it first, yx.evaluate(plan)"),
    (lambda plan, _: yx.write_table1(plan), "yx.evaluate(plan)"),
    (lambda plan, _: yx.write_report(plan), "yx.evaluate(plan)"),
    (lambda plan, _: yx.check_report(plan, "报告.docx"), "yx.evaluate(plan)"),
    (lambda plan, _: yx.frames.table1(plan), "yx.evaluate(plan)"),
    (lambda plan, _: yx.frames.table2(plan), "yx.evaluate(plan)"),
    (lambda plan, _: yx.frames.indicators(plan), "yx.evaluate(plan)"),
    (lambda plan, _: yx.frames.figures(plan), "yx.collect(folder, plan)"),
    (lambda _, evaluation: yx.frames.observations(evaluation), "evaluation.plan"),
    (lambda _, evaluation: yx.evaluate(evaluation), "evaluation.plan"),
    (lambda _, evaluation: yx.check(evaluation), "evaluation.plan"),
    (lambda _, evaluation: yx.distribute(evaluation, "报送表"), "evaluation.plan"),
    (lambda _, evaluation: yx.collect("收到", evaluation), "evaluation.plan"),
    (lambda *_: yx.evaluate(MASTER), "yx.read_workbook(path)"),
    (lambda *_: yx.check(cast("Any", Path(MASTER))), "path given: read it first, yx.read_workbook(path)"),
    (lambda *_: yx.distribute(MASTER, "报送表"), "yx.read_workbook(path)"),
    (lambda *_: yx.write_results(MASTER), "yx.evaluate(yx.read_workbook(path))"),
    (lambda *_: yx.frames.table1(cast("Any", None)), "NoneType given: yx.evaluate(plan) gives one"),
]  # fmt: skip


@pytest.mark.parametrize(("call", "remedy"), WRONG)
def test_the_wrong_thing_is_a_type_error_with_its_remedy(
    shipped: yx.Evaluation, call: Callable[[Any, Any], object], remedy: str
) -> None:
    with pytest.raises(TypeError, match=re.escape(remedy)):
        call(shipped.plan, shipped)


def test_every_public_name_has_one_home() -> None:
    """What type checkers see, what is exported, and what a name is when it is used are the same."""
    source = ast.parse(Path(yx.__file__).read_text(encoding="utf-8"))
    (block,) = (item for item in source.body if isinstance(item, ast.If))
    imported = {
        name.name: item.module
        for item in block.body
        if isinstance(item, ast.ImportFrom)
        for name in item.names
    }
    homes = {name: f"yuecheng_xl.{home}" for home, names in yx._HOMES.items() for name in names}
    assert imported == {**homes, "frames": "yuecheng_xl"}
    assert sorted(yx.__all__) == sorted([*imported, "__version__"])
    assert [name for name in yx.__all__ if not hasattr(yx, name)] == []


def test_every_error_can_be_caught_by_its_name() -> None:
    errors = {name for name, kind in vars(errors_module).items() if isinstance(kind, type)}
    assert errors - {"Finding"} <= set(yx.__all__)
    with pytest.raises(yx.InputFileError):
        yx.read_workbook("没有这个文件.xlsx")


def test_importing_the_package_costs_next_to_nothing() -> None:
    code = "import sys, yuecheng_xl; print(sorted({'pandas', 'openpyxl', 'click'} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert run.stdout.strip() == "[]"


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError):
        yx.no_such_name  # noqa: B018
