"""The Python API: the same results, tables as DataFrames."""

import subprocess
import sys

import pandas as pd
import pytest

import yuecheng_xl as yx


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
    frame = yx.frames.indicators(shipped).set_index("number")
    assert frame["completion"].value_counts().to_dict() == {
        "完成": 21,
        "未完成": 10,
        "—": 2,
        "完成省市下达指标": 1,
    }
    assert frame.loc[1, "expected_year"] == 2025
    assert str(frame["expected_year"].dtype) == "Int64"
    assert frame.loc[1, "progress"] == pytest.approx(0.6252, abs=1e-4)


def test_observations_are_one_row_a_figure_with_their_status(shipped: yx.Evaluation) -> None:
    frame = yx.frames.observations(shipped.plan)
    figures = frame[frame["项目"] == "数据"]
    assert len(figures) == 34 * 4
    row = figures[(figures["序号"] == 2) & (figures["时期"] == "2023年上半年")].iloc[0]
    assert (row["数值"], row["OBS_STATUS"], row["填报内容"]) == (83000, "E", "83000（预计）")
    assert row["位置"] == "指标总表!I3"


def test_findings_as_a_frame_even_where_there_are_none(shipped: yx.Evaluation) -> None:
    assert list(yx.frames.findings([]).columns) == ["code", "severity", "where", "message", "remedy"]
    assert len(yx.frames.findings(shipped.findings)) == len(shipped.findings)


def test_importing_the_package_costs_next_to_nothing() -> None:
    code = "import sys, yuecheng_xl; print(sorted({'pandas', 'openpyxl', 'click'} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert run.stdout.strip() == "[]"


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError):
        yx.no_such_name  # noqa: B018
