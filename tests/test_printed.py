"""What comes out of the printer, through a real office program: LibreOffice."""

import csv
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

import yuecheng_xl as yx
from tests.conftest import SHIPPED, SOFFICE, charts, needs_libreoffice, untouched

PDFTOTEXT = shutil.which("pdftotext")
FONT = '<style:font-face style:name="Noto Sans CJK SC" svg:font-family="\'Noto Sans CJK SC\'"/>'
pytestmark = [needs_libreoffice, pytest.mark.libreoffice]


def convert(path: Path, to: str, folder: Path) -> Path:
    """Convert with a profile of its own, so that runs side by side do not meet."""
    profile = (folder / "profile").as_uri()
    assert SOFFICE is not None
    command = [SOFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", to]
    subprocess.run(
        [*command, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=180
    )
    (converted,) = folder.glob(f"{path.stem}.{to.split(':')[0]}")
    return converted


@pytest.fixture(scope="module")
def table1(tmp_path_factory: pytest.TempPathFactory, shipped: yx.Evaluation) -> Path:
    return yx.write_table1(shipped, tmp_path_factory.mktemp("表") / "表1.xlsx").path


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory, shipped: yx.Evaluation) -> Path:
    return yx.write_results(shipped, tmp_path_factory.mktemp("结果") / "结果.xlsx").path


def test_a_text_export_of_table_1_equals_the_published_table(
    table1: Path, tmp_path: Path, published_table1: list[dict[str, str]]
) -> None:
    exported = convert(table1, "csv:Text - txt - csv (StarCalc):44,34,76,1", tmp_path)
    with exported.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[2:]
    category = ""
    for row, expected in zip(rows, published_table1, strict=True):
        category = row[0] or category
        name = f"{expected['序号']}.{expected['指标']}"
        assert [category, *row[1:]] == [expected["类别"], name, *list(expected.values())[3:]]


def pdf_text(path: Path, *options: str) -> str:
    assert PDFTOTEXT is not None
    run = subprocess.run([PDFTOTEXT, *options, str(path), "-"], check=True, capture_output=True)
    return run.stdout.decode("utf-8")


@pytest.mark.skipif(PDFTOTEXT is None, reason="poppler (pdftotext) is not installed")
def test_table_1_fits_the_width_and_repeats_its_header(table1: Path, tmp_path: Path) -> None:
    pdf = convert(table1, "pdf", tmp_path)
    pages = [page for page in pdf_text(pdf, "-layout").split("\f") if page.strip()]
    assert len(pages) == 2  # one page wide: a table too wide would print on four
    squeezed = [re.sub(r"\s", "", page) for page in pages]
    assert all("类别" in page and "单位" in page and "2020年" in page for page in squeezed)


MADE = SHIPPED


@pytest.fixture(scope="module")
def heights(
    results: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[tuple[int, float, float]]]:
    """Give for each result sheet (row, our height, the height that the program finds best).

    The program is told to forget our heights. Where Calibri is missing it also makes columns a third
    wider than Excel, and letters of its own choice: both are set, 5% above Excel's 7 pixels a unit, for
    the letters of this font are a tenth wider than those of 宋体.
    """
    folder = tmp_path_factory.mktemp("另存")
    flat = convert(results, "fods", folder)
    ours = load_workbook(results)
    text = flat.read_text(encoding="utf-8")
    found = re.search(r'style:column-width="([\d.]+)(in|cm)"', text)
    assert found is not None
    width, unit = found.groups()  # the first column's
    pixels = float(width) * {"in": 96, "cm": 96 / 2.54}[unit]
    scale = ours.worksheets[0].column_dimensions["A"].width * 7 * 1.05 / pixels
    for pattern, replacement in (
        (r' style:row-height="[^"]*"', ""),
        (r'(style:use-optimal-row-height)="false"', r'\1="true"'),
        (r'((?:column-width|margin-left)=")([\d.]+)', lambda m: f"{m[1]}{float(m[2]) * scale:.4f}"),
        (r'(style:font-name(?:-asian|-complex)?)="[^"]*"', r'\1="Noto Sans CJK SC"'),
        ("</office:font-face-decls>", rf"{FONT}\g<0>"),
    ):
        text = re.sub(pattern, replacement, text)
    flat.write_text(text, encoding="utf-8")
    fitted = load_workbook(convert(flat, "xlsx:Calc MS Excel 2007 XML", folder))
    return {
        sheet.title: [
            (row, sheet.row_dimensions[row].height, fitted[sheet.title].row_dimensions[row].height)
            for row in range(1, sheet.max_row + 1)
        ]
        for sheet in ours
        if sheet.title in MADE
    }


@pytest.mark.parametrize("title", ["表1", "表2", "评估依据", "图表", "汇总", "问题清单"])
def test_rows_are_as_high_as_the_office_program_would_make_them(
    heights: dict[str, list[tuple[int, float, float]]], title: str
) -> None:
    """A lower row prints its text cut off; a much higher one, more than a line or 30%, wastes paper.

    The program fits cells merged over columns too; only a category's, merged over rows, it leaves out.
    """
    rows = heights[title]
    assert [row for row in rows if row[1] < row[2]] == []
    assert [row for row in rows if row[1] > max(row[2] + 22, row[2] * 1.3)] == []


def test_the_result_workbook_survives_another_programs_save(
    results: Path, shipped: yx.Evaluation, tmp_path: Path
) -> None:
    saved = convert(results, "xlsx:Calc MS Excel 2007 XML", _folder(tmp_path / "另存"))
    assert untouched(saved) == MADE
    again = yx.evaluate(yx.read_workbook(saved))
    assert [item.completion for item in again.assessments] == [
        item.completion for item in shipped.assessments
    ]


def test_the_charts_are_charts_to_another_program(results: Path, tmp_path: Path) -> None:
    saved = convert(results, "xlsx:Calc MS Excel 2007 XML", _folder(tmp_path / "另存"))
    drawn = charts(load_workbook(saved)["图表"])
    assert len(drawn) == 3
    assert all({part.tagname for part in chart._charts} == {"barChart", "lineChart"} for chart in drawn)


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


@pytest.mark.parametrize("extension", ["ods"])
def test_another_programs_format_is_named_whatever_the_extension(
    master: Path, tmp_path: Path, extension: str
) -> None:
    other = convert(master, extension, _folder(tmp_path / "另存"))
    renamed = other.rename(tmp_path / "改名.xlsx")
    with pytest.raises(yx.YuechengError) as error:
        yx.read_workbook(renamed)
    assert error.value.finding.code == "F105"
