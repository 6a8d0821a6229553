"""The result sheets stand in one list; every text that names or counts them agrees with it."""

import re
from pathlib import Path

from openpyxl import load_workbook

from tests.conftest import ROOT, SHIPPED, run_cli
from yuecheng_xl.disk.shipped import master_workbook, templates_folder
from yuecheng_xl.results.sheets import TITLES
from yuecheng_xl.words.lists import plain_list
from yuecheng_xl.words.numerals import chinese

SAMPLE_MASTER = ROOT / "workbook" / "报送样例" / "指标总表-待填.xlsx"
CHINESE = chinese(len(TITLES))

# Some of the titles one after the other, as a text lists them.
RUN = re.compile(rf"(?:{'|'.join(TITLES)})(?:[、和](?:{'|'.join(TITLES)}))+")
COUNT = re.compile(r"([一二三四五六七八九十]+)张结果表|(?:最后多了|之后增加)([一二三四五六七八九十]+)张")


def instructions(workbook: Path) -> str:
    """Return the texts of a master's 使用说明."""
    rows = load_workbook(workbook)["使用说明"].iter_rows(values_only=True)
    return "\n".join(str(value) for row in rows for value in row if value is not None)


def texts() -> dict[str, str]:
    """Return every text for users and every source of one."""
    files = [*ROOT.glob("README*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("templates/addin/**/*")]
    files += ROOT.glob("yuecheng_xl/**/*.py")
    found = {
        str(file.relative_to(ROOT)): file.read_text(encoding="utf-8")
        for file in files
        if file.suffix in {".md", ".py", ".xml", ".bas", ".cmd"}
    }
    return found | {
        f"使用说明 of {path.name}": instructions(path) for path in (master_workbook(), SAMPLE_MASTER)
    }


TEXTS = texts()


def runs(text: str) -> list[list[str]]:
    return [re.split("[、和]", found) for found in RUN.findall(text)]


def test_every_text_that_lists_the_sheets_lists_all_of_them_in_their_order() -> None:
    """A few may be named together; from four on it is a list of all, or of those of the shipped master."""
    listed = {name: [run for run in runs(text) if len(run) > 3] for name, text in TEXTS.items()}
    assert {
        name: found
        for name, found in listed.items()
        if any(run not in (list(TITLES), SHIPPED) for run in found)
    } == {}
    named = {name for name, found in listed.items() if found}
    assert named >= {
        "docs/manual.md",
        "templates/addin/customUI14.xml",
        "使用说明 of 指标总表.xlsx",
        "使用说明 of 指标总表-待填.xlsx",
    }


def test_every_text_that_counts_the_sheets_counts_all_of_them() -> None:
    counted = {name: {"".join(pair) for pair in COUNT.findall(text)} for name, text in TEXTS.items()}
    assert {name: found for name, found in counted.items() if found - {CHINESE}} == {}
    assert {name for name, found in counted.items() if found} >= {
        "README.zh.md",
        "docs/manual.md",
        "docs/addin-release.md",
        "使用说明 of 指标总表.xlsx",
    }


def test_the_chinese_readme_explains_each_sheet() -> None:
    items = TEXTS["README.zh.md"].split(f"之后增加{CHINESE}张：\n\n")[1].split("\n\n")[0]
    assert re.findall(r"^- \*\*(.+?)\*\*", items, re.MULTILINE) == list(TITLES)


# The English README tells them in words.
IN_ENGLISH = {
    "表1": "Table 1",
    "表2": "Table 2",
    "评估依据": "the evidence for each verdict",
    "图表": "charts",
    "汇总": "a summary",
    "年度分解": "what each remaining year must reach",
    "重点任务情况": "the key tasks",
    "重大项目情况": "the major projects",
    "责任单位情况": "the departments in their order",
    "问题清单": "a list of everything in the workbook that needs attention",
}


def test_the_english_readme_names_each_sheet() -> None:
    (told,) = re.findall(r"writes the formatted sheets back: (.+?)\.", TEXTS["README.md"].replace("\n", " "))
    assert re.split(r", (?:and )?", told) == [IN_ENGLISH[title] for title in TITLES]


def test_the_pages_on_templates_have_a_part_for_each_sheet() -> None:
    page = TEXTS["docs/templates.md"].split("\n## 占位符\n")[1].split("\n## ")[0]
    assert re.findall(r"^### (.+)$", page, re.MULTILINE) == list(TITLES)
    page = TEXTS["docs/architecture.md"].split("`评估结果.xlsx`:\n\n")[1].split("\n\n")[0]
    assert re.findall(r"^\| (\S+) \| `", page, re.MULTILINE) == list(TITLES)


def test_the_template_has_a_sheet_for_each() -> None:
    assert load_workbook(templates_folder() / "评估结果.xlsx").sheetnames == list(TITLES)


def test_the_help_names_them(tmp_path: Path) -> None:
    shown = run_cli("evaluate", "--help", cwd=tmp_path).stdout
    assert f"生成{plain_list(TITLES)}。" in re.sub(r"\s", "", shown)
