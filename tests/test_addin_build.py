"""The add-in as built: the intended source and no other, buttons that lead somewhere, equal bytes."""

import importlib
import io
import os
import random
import re
import subprocess
import sys
import sysconfig
import textwrap
import warnings
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from pkgutil import iter_modules
from typing import Any
from xml.etree import ElementTree

import olefile
import pytest
import xlwings

import yuecheng_xl as yx
from tests.conftest import ROOT, SHIPPED, run_cli
from tests.office import WHY_NOT, Office
from tests.office.application import properties
from yuecheng_xl.addin.package import compound, compression
from yuecheng_xl.addin.package.build import addin_bytes, zipped
from yuecheng_xl.addin.package.vba import Project
from yuecheng_xl.findings import catalogue
from yuecheng_xl.office import jobs
from yuecheng_xl.office.jobs import BUTTONS as JOBS
from yuecheng_xl.office.jobs.evaluate import told
from yuecheng_xl.office.jobs.help import usage
from yuecheng_xl.results.sheets import SHEETS
from yuecheng_xl.words.numerals import chinese

with warnings.catch_warnings(action="ignore"):  # it calls pyparsing by old names
    from oletools.olevba import VBA_Parser, decompress_stream

SOURCE = ROOT / "templates" / "addin"
MODULE = (SOURCE / "YuechengRibbon.bas").read_text(encoding="ascii")
RIBBON = ElementTree.parse(SOURCE / "customUI14.xml").getroot()
CUSTOM_UI = "{http://schemas.microsoft.com/office/2009/07/customui}"
CONTROLS = [element for element in RIBBON.iter() if "id" in element.attrib]
BUTTONS = list(RIBBON.iter(f"{CUSTOM_UI}button"))


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(addin_bytes())) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(scope="module")
def sources() -> dict[str, str]:
    """Return what olevba, which knows nothing of our writer, reads from the add-in."""
    reader = VBA_Parser("yuecheng-xl.xlam", data=addin_bytes())
    return {stream.removeprefix("VBA/"): code for _, stream, _, code in reader.extract_macros()}


def xml(part: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(part)


def lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").splitlines()


def test_olevba_shows_our_module_as_it_stands_in_the_templates(sources: dict[str, str]) -> None:
    assert lines(sources["YuechengRibbon"]) == lines(MODULE)


def test_olevba_shows_xlwings_own_module_with_nothing_but_the_projects_name_changed(
    sources: dict[str, str],
) -> None:
    published = (Path(xlwings.__file__).parent / "xlwings_custom_addin.bas").read_text(encoding="utf-8")

    assert published.count('"myaddin"') == 1
    assert lines(sources["xlwings"]) == lines(published.replace('"myaddin"', '"yuecheng-xl"'))


def test_the_add_in_holds_no_module_beside_these_and_xlwings_dictionary(sources: dict[str, str]) -> None:
    assert set(sources) == {"ThisWorkbook", "Sheet2", "YuechengRibbon", "xlwings", "Dictionary"}
    for document in ("ThisWorkbook", "Sheet2"):
        assert all(line.startswith("Attribute ") for line in lines(sources[document]))


def test_our_part_knows_no_licence_key_and_the_package_no_other_machine(
    parts: dict[str, bytes], sources: dict[str, str]
) -> None:
    assert "LICENSE" not in sources["YuechengRibbon"].upper()
    assert not any(b"Users\\" in data for name, data in parts.items() if name.endswith(".xml"))


def test_excel_compiles_from_source_for_no_compiled_code_is_there(parts: dict[str, bytes]) -> None:
    with olefile.OleFileIO(io.BytesIO(parts["xl/vbaProject.bin"])) as file:
        assert not file.parsing_issues
        assert file.openstream("VBA/_VBA_PROJECT").read()[2:4] == b"\xff\xff"
        for module in ("YuechengRibbon", "xlwings", "Dictionary", "ThisWorkbook", "Sheet2"):
            assert file.openstream(f"VBA/{module}").read(1) == b"\x01"  # source from the first byte on


def test_the_projects_own_lists_name_the_modules_that_are_there(parts: dict[str, bytes]) -> None:
    with olefile.OleFileIO(io.BytesIO(parts["xl/vbaProject.bin"])) as file:
        text = file.openstream("PROJECT").read().decode("cp1252")
        streams = {entry[1] for entry in file.listdir() if entry[0] == "VBA"} - {"dir", "_VBA_PROJECT"}
    assert set(re.findall(r"^(?:Module|Class|Document)=(\w+)", text, re.MULTILINE)) == streams
    assert 'Name="Yuecheng"' in text
    assert "MyAddin" not in text


def test_the_modules_are_ascii_for_vba_knows_one_code_page() -> None:
    assert MODULE.isascii()


def test_every_part_is_well_formed_and_every_relationship_leads_to_a_part(parts: dict[str, bytes]) -> None:
    for name, data in parts.items():
        if name.endswith((".xml", ".rels")):
            xml(data)
    for name in ("_rels/.rels", "xl/_rels/workbook.xml.rels"):
        folder = name.partition("_rels/")[0]
        targets = [folder + element.attrib["Target"] for element in xml(parts[name])]
        assert set(targets) <= set(parts)
    types = xml(parts["[Content_Types].xml"])
    overridden = {element.attrib["PartName"][1:] for element in types if "PartName" in element.attrib}
    assert overridden <= set(parts)


def test_what_vba_says_itself_stands_in_its_sheet_in_the_catalogues_words(parts: dict[str, bytes]) -> None:
    main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    texts = [item.findtext(f"{main}t") for item in xml(parts["xl/sharedStrings.xml"])]

    assert texts == [str(catalogue.NO_WORKBOOK.at(program="Excel")), str(catalogue.NO_INTERPRETER.at())]


# The ribbon, by the rules of [MS-CUSTOMUI2].
CHILDREN = {"customUI": "ribbon", "ribbon": "tabs", "tabs": "tab", "tab": "group", "group": "button"}
ALLOWED = {
    "tab": {"id", "label"},
    "group": {"id", "label"},
    "button": {"id", "label", "size", "imageMso", "onAction", "screentip", "supertip"},
}


def test_elements_stand_where_the_schema_has_them() -> None:
    assert RIBBON.tag == f"{CUSTOM_UI}customUI"
    for parent in RIBBON.iter():
        for child in parent:
            assert child.tag == CUSTOM_UI + CHILDREN[parent.tag.removeprefix(CUSTOM_UI)]


def test_elements_have_known_attributes_of_allowed_lengths() -> None:
    for element in RIBBON.iter():
        assert set(element.attrib) == ALLOWED.get(element.tag.removeprefix(CUSTOM_UI), set())
        assert all(0 < len(value) <= 1024 for value in element.attrib.values())
    assert {button.attrib["size"] for button in BUTTONS} <= {"normal", "large"}


def test_ids_are_names_and_unique() -> None:
    ids = [element.attrib["id"] for element in CONTROLS]

    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[A-Za-z_]\w*", name) for name in ids)


def test_labels_and_tips_are_chinese() -> None:
    for element in CONTROLS:
        for name in {"label", "screentip", "supertip"} & set(element.attrib):
            assert re.search(r"[\u4e00-\u9fff]", element.attrib[name])


def test_the_tab_has_the_buttons_that_the_design_names() -> None:
    assert [tab.attrib["label"] for tab in RIBBON.iter(f"{CUSTOM_UI}tab")] == ["规划评估"]
    assert [button.attrib["label"] for button in BUTTONS] == [
        "一键评估", "生成表1", "分发报送表", "汇总报送表", "数据检查", "生成报告", "恢复", "帮助"
    ]  # fmt: skip


def test_the_list_of_clicks_for_a_release_has_every_button_in_at_most_ten_minutes() -> None:
    page = (ROOT / "docs" / "addin-release.md").read_text(encoding="utf-8")
    steps = [line for line in page.splitlines() if line.startswith("| ")]
    minutes = [int(step.split("|")[1]) for step in steps if step.split("|")[1].strip().isdecimal()]

    assert 0 < max(minutes) <= 10
    for button in BUTTONS:
        assert any(button.attrib["label"] in step for step in steps)


def test_every_button_has_its_sub() -> None:
    for button in BUTTONS:
        module, sub = button.attrib["onAction"].split(".")
        assert f'Attribute VB_Name = "{module}"' in MODULE
        assert f"Public Sub {sub}(control As IRibbonControl)" in MODULE


def test_every_button_has_its_job_and_every_job_its_button() -> None:
    modules = {module.name for module in iter_modules(jobs.__path__)}

    assert modules == set(JOBS)
    for job in JOBS:
        assert importlib.import_module(f"{jobs.__name__}.{job}").do


def test_the_ribbon_shows_the_buttons_of_the_list_in_its_order_under_their_labels() -> None:
    shown = [(button.attrib["id"], button.attrib["label"]) for button in BUTTONS]

    assert shown == [(job, button.label) for job, button in JOBS.items()]


def test_the_manual_and_the_help_explain_every_button() -> None:
    manual = (ROOT / "docs" / "manual.md").read_text(encoding="utf-8")
    title, _, part = manual.partition("\n## 三、")[2].partition("\n")
    rows = re.findall(r"^\| (\S+) \| ", part.partition("\n## ")[0], re.MULTILINE)
    explained = re.findall(r"^(\S+?)：(.+)$", usage(Path("副本")), re.MULTILINE)
    labels = [button.label for button in JOBS.values()]

    assert title == f"{chinese(len(JOBS))}个按钮"
    assert rows == ["按钮", *labels]
    assert [label for label, _ in explained[: len(labels)]] == labels
    assert "、".join(sheet.TITLE for sheet in SHEETS) in explained[0][1]


def test_the_manual_shows_what_attach_does_in_place_of_the_buttons() -> None:
    manual = (ROOT / "docs" / "manual.md").read_text(encoding="utf-8")
    (told,) = re.findall(r"^`evaluate` 换成 (.+?)，就是", manual, re.MULTILINE)

    assert re.findall(r"`(\w+)`", told) == [job for job in JOBS if job not in ("evaluate", "help")]


def test_the_list_of_clicks_for_a_release_names_the_buttons() -> None:
    page = (ROOT / "docs" / "addin-release.md").read_text(encoding="utf-8")

    labels = "、".join(button.label for button in JOBS.values())
    assert f"{chinese(len(JOBS))}个按钮都有图标、文字和提示：{labels} |" in page


def test_the_manual_shows_the_message_of_a_first_click() -> None:
    manual = (ROOT / "docs" / "manual.md").read_text(encoding="utf-8")
    evaluation = yx.evaluate(yx.read_workbook())
    shown = told(evaluation, SHIPPED, [])

    assert textwrap.indent(shown, "   ") in manual


def test_the_tip_of_the_first_button_names_the_result_sheets() -> None:
    tip = next(button.attrib["supertip"] for button in BUTTONS if button.attrib["id"] == "evaluate")

    assert "、".join(sheet.TITLE for sheet in SHEETS) in tip


def test_the_same_bytes_each_time_whatever_the_place_the_process_and_the_hash_seed(tmp_path: Path) -> None:
    made = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-m", "yuecheng_xl", "addin", "build"]
        subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
        made.append((folder / "yuecheng-xl.xlam").read_bytes())

    assert made[0] == made[1] == addin_bytes()


def test_building_says_where_the_file_is(tmp_path: Path) -> None:
    run = run_cli("addin", "build", "-o", "子 文件夹/甲.xlam", cwd=tmp_path)

    assert (run.returncode, run.stderr) == (0, "")
    assert str(tmp_path / "子 文件夹" / "甲.xlam") in run.stdout
    assert (tmp_path / "子 文件夹" / "甲.xlam").read_bytes() == addin_bytes()


def test_without_xlwings_building_says_what_to_install_and_the_rest_works(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    for package in Path(sysconfig.get_path("purelib")).iterdir():
        if not package.name.startswith("xlwings"):
            (site / package.name).symlink_to(package)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(site)])}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-S", "-m", "yuecheng_xl", *arguments]
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False
        )

    build = run("addin", "build")
    assert build.returncode == 2
    assert "[F1001 错误] 没有安装 xlwings" in build.stderr
    assert run("evaluate").returncode == 0


def test_the_command_that_xlwings_makes_of_a_click_runs(tmp_path: Path) -> None:
    settings = f"False;Book1;{tmp_path / 'yuecheng-xl.xlam'};;;;{ROOT}"
    code = (
        f"import xlwings.utils;xlwings.utils.prepare_sys_path({settings!r}); "
        "from yuecheng_xl.office.ribbon import click; click('help')"
    )
    told = ["--wb=Book1", "--from_xl=1", "--app=Microsoft Excel", "--hwnd=1"]
    command = [sys.executable, "-B", "-c", code, *told]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)

    assert (run.returncode, run.stderr) == (0, "")  # else xlwings shows what stands there, in English


@pytest.mark.parametrize("module", ["yuecheng_xl", "yuecheng_xl.cli.addin", "yuecheng_xl.addin.package"])
def test_importing_does_not_load_xlwings(module: str) -> None:
    code = f"import sys, {module}; print('xlwings' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)

    assert run.stdout.strip() == "False"


# The two formats, each read back by a program that is not ours.


@pytest.mark.parametrize("size", [0, 1, 2, 3, 4095, 4096, 4097, 8192, 50_000])
@pytest.mark.parametrize("letters", ["a", "ab", "abc", " \r\nSubEnd=()"])
def test_sources_of_any_length_survive_compression(size: int, letters: str) -> None:
    source = "".join(random.Random(size).choices(letters, k=size)).encode()  # noqa: S311 - not for secrets
    packed = compression.compress(source)

    assert compression.decompress(packed) == source
    if size:
        assert bytes(decompress_stream(bytearray(packed))) == source


def test_xlwings_module_is_compressed_as_well_as_excel_does() -> None:
    with zipfile.ZipFile(Path(xlwings.__file__).parent / "quickstart_addin_ribbon.xlam") as package:
        data = package.read("xl/vbaProject.bin")
    with olefile.OleFileIO(io.BytesIO(data)) as file:
        theirs = file.openstream("VBA/xlwings").read()

    assert len(compression.compress(compression.decompress(theirs))) <= len(theirs)


def test_bytes_that_do_not_shrink_are_kept_as_they_are() -> None:
    noise = random.Random(0).randbytes(8192)  # noqa: S311 - not for secrets

    assert compression.decompress(compression.compress(noise)) == noise


@pytest.mark.parametrize("count", [1, 2, 3, 4, 7, 8, 20, 100])
def test_a_compound_file_gives_back_its_streams(count: int) -> None:
    sizes = [0, 1, 63, 64, 65, 511, 512, 4095, 4096, 4097, 70_000]
    streams = {
        f"m{'x' * (number % 5)}{number}": random.Random(number).randbytes(sizes[number % len(sizes)])  # noqa: S311
        for number in range(count)
    }
    data = compound.pack({"PROJECT": b"text", "VBA": streams})

    with olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_UNSURE) as file:
        assert not file.parsing_issues
        assert len(file.listdir()) == count + 1
        assert file.openstream("PROJECT").read() == b"text"
        for name, content in streams.items():
            assert file.openstream(["VBA", name]).read() == content


@pytest.mark.parametrize("count", [1, 2, 3, 6, 7, 12, 100])
def test_the_search_tree_of_a_storage_is_sorted_and_red_black(count: int) -> None:
    names = [f"{'n' * (number % 4)}{number}" for number in range(count)]
    data = compound.pack(dict.fromkeys(names, b"x"))
    seen: list[str] = []

    with olefile.OleFileIO(io.BytesIO(data)) as file:

        def black_height(number: int, *, under_red: bool) -> int:
            if number == 0xFFFFFFFF:
                return 0
            entry = file.direntries[number]
            red = entry.color == 0
            assert not (red and under_red)
            left = black_height(entry.sid_left, under_red=red)
            seen.append(entry.name)
            assert black_height(entry.sid_right, under_red=red) == left
            return left + (not red)

        black_height(file.root.sid_child, under_red=False)
    assert seen == sorted(names, key=lambda name: (len(name), name.upper()))


# What Excel does on a click, done by LibreOffice. It cannot compile xlwings' modules, which call Windows:
# a stand-in takes RunPython's place, and a class with an id that of Excel's ribbon control.

CONTROL = """Attribute VB_Name = "Control"
Attribute VB_GlobalNameSpace = False
Attribute VB_Creatable = False
Attribute VB_PredeclaredId = False
Attribute VB_Exposed = False
Public ID As String
"""
STAND_IN = """Attribute VB_Name = "xlwings"
Private told As String
Private interpreter As String

Public Function RunPython(PythonCommand As String)
    told = PythonCommand
End Function

Public Function GetConfig(key As String) As String
    GetConfig = interpreter
End Function

Public Function Press(name As String, python As String) As String
    Dim pressed As Object
    told = ""
    interpreter = python
    Set pressed = New Control
    pressed.ID = name
    OnClick pressed
    Press = told
End Function
"""


Press = Callable[..., str]
"""Clicks a button, under an interpreter, and tells what Python would have run."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    if WHY_NOT:
        pytest.skip(WHY_NOT)
    running = Office(tmp_path_factory.mktemp("office"))
    yield running
    running.stop()


def load(office: Office, file: Path, content: bytes) -> Any:
    """Open an add-in in LibreOffice and let its macros run."""
    file.write_bytes(content)
    options = properties(Hidden=True, MacroExecutionMode=4, FilterName="Calc MS Excel 2007 VBA XML")
    return office.desktop.loadComponentFromURL(file.as_uri(), "_blank", 0, options)


@pytest.fixture(scope="module")
def press(office: Office, parts: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Press:
    """Return a function that clicks and tells what Python would have run."""
    project = Project(parts["xl/vbaProject.bin"])
    project.replace_module("Dictionary", "Control", CONTROL.replace("\n", "\r\n"))
    project.replace_module("xlwings", "xlwings", STAND_IN.replace("\n", "\r\n"))
    content = zipped({**parts, "xl/vbaProject.bin": project.pack()})
    office.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, properties(Hidden=True))
    addin = load(office, tmp_path_factory.mktemp("addin") / "yuecheng-xl.xlam", content)
    address = "vnd.sun.star.script:Yuecheng.xlwings.Press?language=Basic&location=document"
    script = addin.getScriptProvider().getScript(address)
    return lambda *arguments: script.invoke(arguments, (), ())[0]


@pytest.mark.libreoffice
def test_libreoffice_loads_the_add_in_as_it_is_built(office: Office, tmp_path: Path) -> None:
    addin = load(office, tmp_path / "as-built.xlam", addin_bytes())
    message = addin.Sheets.getByIndex(0).getCellRangeByName("A1").String
    source = addin.BasicLibraries.getByName("Yuecheng").getByName("YuechengRibbon")
    addin.dispose()

    assert message == str(catalogue.NO_WORKBOOK.at(program="Excel"))
    assert "\n".join(lines(MODULE)[1:]) in "\n".join(lines(source))


@pytest.mark.libreoffice
@pytest.mark.parametrize("button", [button.attrib["id"] for button in BUTTONS])
def test_a_click_runs_the_python_entry_of_its_button(press: Press, button: str) -> None:
    command = f"from yuecheng_xl.office.ribbon import click; click('{button}')"

    assert press(button, sys.executable) == command


@pytest.mark.libreoffice
def test_a_click_runs_nothing_where_the_interpreter_is_gone(press: Press, tmp_path: Path) -> None:
    assert press("evaluate", str(tmp_path / "python.exe")) == ""
