"""Installing, checking, removing and bundling the add-in, on folders of Windows' shape."""

import dataclasses
import importlib.util
import io
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path

import pytest
from openpyxl import Workbook

import yuecheng_xl
from tests.conftest import ROOT, run_cli
from yuecheng_xl.addin.installation import policies, registry, settings
from yuecheng_xl.addin.installation.bundle import bundle
from yuecheng_xl.addin.installation.install import install, uninstall
from yuecheng_xl.addin.installation.profile import Profile
from yuecheng_xl.addin.installation.status import Installation, check_installation, check_workbook
from yuecheng_xl.addin.package.build import addin_bytes
from yuecheng_xl.findings import Finding
from yuecheng_xl.findings.errors import AddinError, InputFileError, OutputError


def profile_below(folder: Path) -> Profile:
    """Lay out a user's folders as Windows does."""
    home = folder / "Users" / "张 三"
    for place in ("Roaming/Microsoft/Excel/XLSTART", "Local/Temp"):
        (home / "AppData" / place).mkdir(parents=True)
    return Profile(home, home / "AppData" / "Roaming", Path(sys.executable), "gbk", (home / "OneDrive",))


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return profile_below(tmp_path)


@pytest.fixture(scope="module")
def installed_once(tmp_path_factory: pytest.TempPathFactory) -> Profile:
    made = profile_below(tmp_path_factory.mktemp("installed"))
    install(made)
    return made


@pytest.fixture
def installed(installed_once: Profile, tmp_path: Path) -> Profile:
    """Copy a profile with the add-in installed to where a test may damage it."""
    shutil.copytree(installed_once.home, tmp_path / "home")
    home = tmp_path / "home"
    return dataclasses.replace(
        installed_once, home=home, appdata=home / "AppData" / "Roaming", onedrive=(home / "OneDrive",)
    )


def tree(folder: Path) -> dict[str, bytes | None]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def codes(findings: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def status(profile: Profile, values: registry.Registry | None = None) -> list[str]:
    checks = check_installation(Installation(profile, values or {}))
    return codes(finding for check in checks for finding in check.findings)


# Installing and removing, from the command line as a double-click does it.


def test_install_status_uninstall_leave_the_profile_as_it_was(
    profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("USERPROFILE", str(profile.home))
    monkeypatch.setenv("APPDATA", str(profile.appdata))
    before = tree(profile.home)

    install_run = run_cli("addin", "install", cwd=profile.home)
    assert install_run.returncode == 0
    assert install_run.stderr.startswith("正在安装")
    assert install_run.stderr.count("\n") == 1
    assert "加载项已安装" in install_run.stdout
    assert set(tree(profile.home)) - set(before) == {
        "AppData/Roaming/Microsoft/Excel/XLSTART/yuecheng-xl.xlam", ".yuecheng-xl",
        ".yuecheng-xl/yuecheng-xl.conf",
    }  # fmt: skip
    assert profile.addin.read_bytes() == addin_bytes()

    status_run = run_cli("addin", "status", "--json", cwd=profile.home)
    assert status_run.returncode == 0
    told = json.loads(status_run.stdout)
    assert told["findings"] == []
    assert all(check["ok"] for check in told["checks"])

    assert run_cli("addin", "uninstall", cwd=profile.home).returncode == 0
    assert tree(profile.home) == before
    assert "不需要卸载" in run_cli("addin", "uninstall", cwd=profile.home).stdout


def test_copies_of_the_users_workbooks_are_kept_and_named(
    profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = profile.home / "AppData" / "Local" / "yuecheng-xl" / "备份" / "总表.xlsx"
    copy.parent.mkdir(parents=True)
    copy.write_bytes(b"theirs")
    monkeypatch.setenv("USERPROFILE", str(profile.home))
    monkeypatch.setenv("APPDATA", str(profile.appdata))
    monkeypatch.setenv("LOCALAPPDATA", str(profile.home / "AppData" / "Local"))

    run = run_cli("addin", "uninstall", cwd=profile.home)
    assert str(copy.parent) in run.stdout
    assert copy.exists()


def test_status_without_the_add_in_exits_1_and_says_what_to_do(
    profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("USERPROFILE", str(profile.home))
    monkeypatch.setenv("APPDATA", str(profile.appdata))
    run = run_cli("addin", "status", cwd=profile.home)

    assert run.returncode == 1
    assert "加载项文件：有问题" in run.stdout
    assert "F1009" in run.stdout
    assert "安装.cmd" in run.stdout


@pytest.mark.parametrize("command", ["install", "uninstall", "status"])
def test_where_there_is_no_windows_profile_nothing_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.delenv("APPDATA", raising=False)
    run = run_cli("addin", command, "--json", cwd=tmp_path)

    assert run.returncode == 2
    assert json.loads(run.stdout)["error"]["code"] == "F1004"


def test_help_of_every_command_is_chinese(tmp_path: Path) -> None:
    for command in ([], ["build"], ["install"], ["uninstall"], ["status"], ["bundle"]):
        run = run_cli("addin", *command, "--help", cwd=tmp_path)
        assert run.returncode == 0
        assert "用法" in run.stdout
        assert not {"Usage", "Options", "Commands", "COMMAND", "ARGS"} & set(
            run.stdout.replace(":", " ").split()
        )


def test_the_settings_are_what_xlwings_vba_reads(installed_once: Profile) -> None:
    lines = installed_once.settings.read_bytes().decode("gbk").split("\r\n")

    assert lines == [
        f'"INTERPRETER_WIN","{sys.executable}"',
        f'"PYTHONPATH","{ROOT}"',
        '"ADD_WORKBOOK_TO_PYTHONPATH","False"',
        '"USE UDF SERVER","False"',
        "",
    ]


def test_a_python_in_the_users_folder_is_named_without_the_users_name(profile: Profile) -> None:
    inside = profile.home / "AppData" / "Local" / "程序" / "python.exe"
    written = profile.portable(inside)

    assert written == r"%USERPROFILE%\AppData\Local\程序\python.exe"
    assert profile.expanded(written) == inside


def test_installing_again_keeps_settings_that_somebody_added(installed: Profile) -> None:
    conf = installed.settings
    text = conf.read_text(encoding="gbk").replace('"False"', '"True"') + '"SHOW CONSOLE","True"\n'
    conf.write_text(text, encoding="gbk")
    install(installed)

    told = settings.read(installed)
    assert told["SHOW CONSOLE"] == "True"
    assert told["ADD_WORKBOOK_TO_PYTHONPATH"] == "False"
    assert told["USE UDF SERVER"] == "False"


def test_settings_of_the_users_other_xlwings_add_ins_are_not_touched(profile: Profile) -> None:
    theirs = profile.home / ".xlwings" / "xlwings.conf"
    theirs.parent.mkdir()
    theirs.write_text('"INTERPRETER_WIN","C:\\other\\python.exe"\n')
    other_addin = profile.xlstart / "PERSONAL.XLSB"
    other_addin.write_bytes(b"theirs")
    before = tree(profile.home)

    install(profile)
    uninstall(profile)
    assert tree(profile.home) == before


def test_a_file_that_cannot_be_written_or_removed_is_named_with_a_remedy(profile: Profile) -> None:
    profile.addin.mkdir()  # in the way, as a file that Excel holds open

    with pytest.raises(OutputError, match=r"F1005.*请关闭所有 Excel 窗口"):
        install(profile)
    assert not profile.settings.exists()
    with pytest.raises(OutputError, match=r"F1006.*请关闭所有 Excel 窗口"):
        uninstall(profile)


def test_a_path_that_vba_cannot_read_is_refused_before_anything_is_written(profile: Profile) -> None:
    before = tree(profile.home)

    with pytest.raises(AddinError, match=r"F1007.*𠮷"):
        install(dataclasses.replace(profile, interpreter=Path("/程序/𠮷/python.exe")))
    assert tree(profile.home) == before


def test_installing_compiles_what_a_click_runs(profile: Profile) -> None:
    source = Path(yuecheng_xl.__file__).parent / "office" / "ribbon.py"
    compiled = Path(importlib.util.cache_from_source(str(source)))
    compiled.unlink(missing_ok=True)

    install(profile)
    assert compiled.exists()


# Checking. Each case damages one thing, and one finding says so.


def without_addin(profile: Profile) -> None:
    profile.addin.unlink()


def with_older_addin(profile: Profile) -> None:
    profile.addin.write_bytes(b"older")


def with_mark_of_the_web(profile: Profile) -> None:
    Path(f"{profile.addin}:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n")


def without_settings(profile: Profile) -> None:
    profile.settings.unlink()


def setting(key: str, value: str) -> Callable[[Profile], None]:
    def change(profile: Profile) -> None:
        lines = [
            f'"{key}","{value}"' if line.startswith(f'"{key}"') else line
            for line in profile.settings.read_text(encoding="gbk").splitlines()
        ]
        profile.settings.write_text("\n".join(lines), encoding="gbk")

    return change


def with_interpreter(script: str) -> Callable[[Profile], None]:
    def change(profile: Profile) -> None:
        program = profile.home / "python.sh"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        setting("INTERPRETER_WIN", r"%USERPROFILE%\python.sh")(profile)

    return change


def in_onedrive(profile: Profile) -> None:
    (profile.home / "OneDrive").mkdir()
    program = profile.home / "OneDrive" / "python.sh"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    program.chmod(0o755)
    setting("INTERPRETER_WIN", r"%USERPROFILE%\OneDrive\python.sh")(profile)


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (without_addin, "F1009"),
        (with_older_addin, "F1010"),
        (with_mark_of_the_web, "F1015"),
        (without_settings, "F1009"),
        (setting("ADD_WORKBOOK_TO_PYTHONPATH", "True"), "F1011"),
        (setting("USE UDF SERVER", "True"), "F1011"),
        (setting("INTERPRETER_WIN", r"C:\gone\python.exe"), "F1003"),
        (with_interpreter("exit 3"), "F1012"),
        (with_interpreter(f'exec "{sys.executable}" -I -S "$@"'), "F1013"),
        (in_onedrive, "F1026"),
    ],
)
def test_status_names_what_is_wrong_with_the_files(
    installed: Profile, damage: Callable[[Profile], None], code: str
) -> None:
    damage(installed)

    assert status(installed) == [code]


OFFICE = r"hkcu\software\microsoft\office\16.0"
POLICY = r"hkcu\software\policies\microsoft\office\16.0"
EXCEL_ID = "{00024500-0000-0000-C000-000000000046}"
SERVER = f"hkcr\\clsid\\{EXCEL_ID.lower()}\\localserver32\\"
CHOICE = r"hkcu\software\microsoft\windows\currentversion\explorer\fileexts\.xlsx\userchoice\progid"
EXCEL = {
    "hkcr\\excel.application\\clsid\\": EXCEL_ID,
    SERVER: r'"C:\Program Files\Microsoft Office\Root\Office16\EXCEL.EXE" /automation',
    CHOICE: "Excel.Sheet.12",
}
DEFENDER = (
    r"hklm\software\policies\microsoft\windows defender\windows defender exploit guard\asr\rules"
    r"\d4f940ab-401b-4efc-aadc-ad5f3c50688a"
)
DISABLED = "\x00\x00C:\\Users\\u\\AppData\\Roaming\\Microsoft\\Excel\\XLSTART\\yuecheng-xl.xlam\x00"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, []),
        ({rf"{OFFICE}\excel\security\vbawarnings": 1}, []),
        ({rf"{POLICY}\excel\security\vbawarnings": 2}, []),
        ({rf"{POLICY}\excel\security\vbawarnings": 4}, ["F1017"]),
        ({rf"{POLICY}\common\vbaoff": 1}, ["F1016"]),
        ({r"hklm\software\policies\microsoft\office\15.0\common\vbaoff": 1}, ["F1016"]),
        ({rf"{OFFICE}\excel\security\trusted locations\alllocationsdisabled": 1}, ["F1018"]),
        ({rf"{POLICY}\common\security\trusted locations\allow user locations": 0}, ["F1018"]),
        ({rf"{OFFICE}\excel\security\trusted locations\location1\path": r"C:\elsewhere"}, ["F1019"]),
        ({rf"{OFFICE}\excel\security\disablealladdins": 1}, ["F1020"]),
        ({rf"{POLICY}\excel\security\requireaddinsig": "1"}, ["F1020"]),
        ({DEFENDER: "1"}, ["F1021"]),
        ({DEFENDER.replace(r"\policies", ""): 1}, ["F1021"]),
        ({DEFENDER: "2"}, []),  # only watches
        ({rf"{OFFICE}\excel\resiliency\disableditems\1a2b": DISABLED.encode("utf-16-le")}, ["F1022"]),
        ({rf"{OFFICE}\excel\resiliency\disableditems\1a2b": "o\x00ther".encode("utf-16-le")}, []),
        ({SERVER: r"C:\Program Files (x86)\Kingsoft\WPS Office\office6\et.exe /Automation"}, ["F1023"]),
        ({SERVER: ""}, ["F1024"]),
        ({CHOICE: "ET.Xlsx.6"}, ["F1025"]),
    ],
)
def test_status_names_what_in_the_registry_keeps_the_add_in_from_running(
    profile: Profile, values: dict[str, object], expected: list[str]
) -> None:
    values = {**EXCEL, **values}
    found = [policies.excel(values), policies.macros(values), policies.addins(values)]
    found += [policies.trusted_location(values, profile.xlstart), policies.child_processes(values)]

    assert codes(chain.from_iterable(found)) == expected


def test_excels_start_folder_is_found_among_the_trusted_ones(installed_once: Profile) -> None:
    key = rf"{OFFICE}\excel\security\trusted locations\location2\path"

    assert status(installed_once, {**EXCEL, key: f"{installed_once.xlstart}\\"}) == []
    assert status(installed_once, {**EXCEL, key: r"C:\elsewhere"}) == ["F1019"]


def test_the_manual_explains_every_check_in_the_order_of_status(installed_once: Profile) -> None:
    manual = (ROOT / "docs" / "manual.md").read_text(encoding="utf-8")
    part = manual.partition("\n### 检查装好了没有\n")[2].partition("\n## ")[0]
    checks = check_installation(Installation(installed_once, EXCEL))

    assert re.findall(r"^\| (.+?) \| ", part, re.MULTILINE) == ["检查", *(check.name for check in checks)]


def test_elsewhere_than_on_windows_there_is_no_registry() -> None:
    if sys.platform != "win32":
        assert registry.read() == {}


@pytest.mark.parametrize(
    ("sheet", "code"), [("yuecheng-xl.conf", "F1027"), ("计算.py", "F1028"), ("xlwings.conf", None)]
)
def test_status_looks_for_sheets_that_change_the_settings(
    tmp_path: Path, sheet: str, code: str | None
) -> None:
    book = Workbook()
    book.create_sheet(sheet)
    book.save(tmp_path / "总表.xlsx")

    assert codes(check_workbook(tmp_path / "总表.xlsx")) == ([code] if code else [])


def test_status_looks_for_settings_beside_the_workbook(master: Path) -> None:
    master.with_name("yuecheng-xl.conf").write_text("")

    assert codes(check_workbook(master)) == ["F1029"]


# Bundling. The Python is a stand-in of the right shape; wheels are real, if small.


def embedded_python(folder: Path, version: str = "311") -> Path:
    program = bytearray(0x90)
    struct.pack_into("<2s58xI", program, 0, b"MZ", 0x80)
    struct.pack_into("<4sH", program, 0x80, b"PE\0\0", 0x8664)
    path = folder / "python-3.11.9-embed.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("python.exe", bytes(program))
        package.writestr(
            f"python{version}._pth",
            f"python{version}.zip\n.\n\n# Uncomment to run site.main()\n#import site\n",
        )
        package.writestr(f"python{version}.zip", b"library")
    return path


def wheel(folder: Path, name: str, version: str, tag: str = "py3-none-any", **parts: str) -> Path:
    stem = f"{name.replace('-', '_')}-{version}"
    path = folder / f"{stem}-{tag}.whl"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(
            f"{stem}.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        )
        for part, text in parts.items():
            package.writestr(part.replace("__", "/"), text)
    return path


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("product")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture
def wheels(tmp_path: Path, product: Path) -> Path:
    """Lay out what an administrator downloads for Python 3.11 on 64-bit Windows."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    shutil.copy(product, folder)
    for name, version in [
        ("click", "8.2.1"), ("openpyxl", "3.1.5"), ("olefile", "0.47"), ("xlfmt", "0.1.0"),
        ("msoffcrypto-tool", "6.0.0"),
        ("packaging", "25.0"), ("pandas", "2.3.0"), ("python_calamine", "0.9.1"),
        ("rapidfuzz", "3.14.6"), ("xlrd", "2.0.2"), ("python_docx", "1.2.0"),
    ]:  # fmt: skip
        wheel(folder, name, version)
    wheel(
        folder,
        "xlwings",
        "0.37.8",
        "cp311-cp311-win_amd64",
        **{"xlwings-0.37.8.data/data/xlwings64.dll": "dll"},
    )
    wheel(
        folder,
        "pywin32",
        "311",
        "cp311-cp311-win_amd64",
        **{"pywin32.pth": "win32", "win32/win32api.pyd": "x", "pywin32-311.data/scripts/postinstall.py": "x"},
    )
    return folder


def test_the_bundle_holds_python_packages_and_the_files_to_double_click(tmp_path: Path, wheels: Path) -> None:
    out = tmp_path / "规划 评估"
    run = run_cli(
        "addin", "bundle", "--python", embedded_python(tmp_path), "--wheels", wheels, "-o", out, cwd=tmp_path
    )

    assert (run.returncode, run.stderr) == (0, "")
    assert "Python 3.11" in run.stdout
    assert "pywin32 311" in run.stdout
    assert {path.name for path in out.iterdir()} == {
        "python",
        "安装.cmd",
        "检查.cmd",
        "卸载.cmd",
        "使用说明.txt",
        "指标总表.xlsx",
        "重大项目示例.xlsx",
        "报送样例",
    }
    site = out / "python" / "Lib" / "site-packages"
    assert (site / "yuecheng_xl" / "templates" / "addin" / "customUI14.xml").exists()
    assert (site / "pywin32.pth").exists()
    assert (site / "win32" / "win32api.pyd").exists()
    assert (out / "python" / "xlwings64.dll").exists()
    assert not list(out.rglob("postinstall.py"))
    path = (out / "python" / "python311._pth").read_text().splitlines()
    assert path == ["python311.zip", ".", r"Lib\site-packages", "import site"]
    assert [item.name for item in tmp_path.iterdir() if item.name.startswith(".~")] == []


def test_the_program_in_the_bundle_runs(tmp_path: Path, wheels: Path) -> None:
    made = bundle(embedded_python(tmp_path), wheels, tmp_path / "out")
    site = made.folder / "python" / "Lib" / "site-packages"
    for stand_in in (
        "click",
        "openpyxl",
        "olefile",
        "msoffcrypto_tool",
        "xlfmt",
        "packaging",
        "pandas",
        "xlwings",
    ):
        assert list(site.glob(f"{stand_in}-*"))
    code = (
        f"import sys; sys.path.insert(0, {str(site)!r}); import yuecheng_xl;"
        f"assert yuecheng_xl.__file__.startswith({str(site)!r});"
        "from yuecheng_xl.cli import main; main(['evaluate'])"
    )
    run = subprocess.run(
        [sys.executable, "-I", "-c", code], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize(
    "name",
    [
        "pywin32",
        "xlwings",
        "click",
        "openpyxl",
        "pandas",
        "olefile",
        "msoffcrypto_tool",
        "xlfmt",
        "packaging",
        "yuecheng_xl",
    ],
)
def test_a_wheel_that_is_missing_is_named(tmp_path: Path, wheels: Path, name: str) -> None:
    for file in wheels.glob(f"{name}-*"):
        file.unlink()

    with pytest.raises(AddinError, match=f"F1031.*3\\.11.*win_amd64.*{name.replace('_', '[-_]')}"):
        bundle(embedded_python(tmp_path), wheels, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("tag", ["cp311-cp311-linux_x86_64", "cp312-cp312-win_amd64", "cp311-cp311-win32"])
def test_a_wheel_for_another_windows_or_python_is_missing(tmp_path: Path, wheels: Path, tag: str) -> None:
    next(wheels.glob("pywin32-*")).unlink()
    wheel(wheels, "pywin32", "311", tag)

    with pytest.raises(AddinError, match=r"F1031.*pywin32"):
        bundle(embedded_python(tmp_path), wheels, tmp_path / "out")


def test_a_python_older_than_the_program_asks_for_is_refused(tmp_path: Path, wheels: Path) -> None:
    with pytest.raises(AddinError, match=r"F1031.*3\.10.*yuecheng-xl"):
        bundle(embedded_python(tmp_path, version="310"), wheels, tmp_path / "out")


def test_what_a_package_requires_in_turn_is_required(tmp_path: Path, wheels: Path) -> None:
    next(wheels.glob("click-*")).unlink()
    made = wheel(wheels, "click", "8.2.1")
    with zipfile.ZipFile(made, "w") as package:
        package.writestr(
            "click-8.2.1.dist-info/METADATA",
            "Metadata-Version: 2.1\nName: click\nVersion: 8.2.1\n"
            'Requires-Dist: colorama; platform_system == "Windows"\n'
            'Requires-Dist: never; sys_platform == "linux"\n'
            'Requires-Dist: never; extra == "docs"\n',
        )

    with pytest.raises(AddinError, match="程序包：colorama。"):
        bundle(embedded_python(tmp_path), wheels, tmp_path / "out")
    wheel(wheels, "colorama", "0.4.6")
    assert "colorama 0.4.6" in bundle(embedded_python(tmp_path), wheels, tmp_path / "out").packages


def test_the_newest_wheel_that_fits_is_taken(tmp_path: Path, wheels: Path) -> None:
    wheel(wheels, "xlfmt", "0.1.5")
    wheel(wheels, "xlfmt", "0.2.0")  # not asked for

    assert "xlfmt 0.1.5" in bundle(embedded_python(tmp_path), wheels, tmp_path / "out").packages


def no_zip(path: Path) -> None:
    path.write_bytes(b"not a zip")


def full_python(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("python.exe", b"MZ")


def other_program(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("python.exe", b"\x7fELF")
        package.writestr("python311._pth", "")


@pytest.mark.parametrize("make", [no_zip, full_python, other_program])
def test_another_file_than_an_embeddable_python_is_refused(
    tmp_path: Path, wheels: Path, make: Callable[[Path], None]
) -> None:
    make(tmp_path / "python.zip")

    with pytest.raises(InputFileError, match=r"F1030"):
        bundle(tmp_path / "python.zip", wheels, tmp_path / "out")


@pytest.mark.parametrize("part", ["../outside.py", "/outside.py", "C:/outside.py"])
def test_a_wheel_that_reaches_outside_its_folder_is_refused(tmp_path: Path, wheels: Path, part: str) -> None:
    next(wheels.glob("xlfmt-*")).unlink()
    wheel(wheels, "xlfmt", "0.1.0", **{part: "bad"})

    with pytest.raises(InputFileError, match=r"F1032"):
        bundle(embedded_python(tmp_path), wheels, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_folder_that_exists_is_left_alone(tmp_path: Path, wheels: Path) -> None:
    (tmp_path / "out").mkdir()

    with pytest.raises(OutputError, match=r"F1033"):
        bundle(embedded_python(tmp_path), wheels, tmp_path / "out")


def of_the_page(wheels: Path) -> None:
    """Lay out what the page needs beside the rest."""
    for name, version in (("starlette", "0.46.0"), ("uvicorn", "0.34.0")):
        wheel(wheels, name, version)


def test_with_its_packages_the_bundle_has_an_icon_for_the_page(tmp_path: Path, wheels: Path) -> None:
    without = bundle(embedded_python(tmp_path), wheels, tmp_path / "没有")
    assert not without.has_page
    assert not (without.folder / "规划评估.cmd").exists()
    of_the_page(wheels)
    made = bundle(embedded_python(tmp_path), wheels, tmp_path / "有")
    assert made.has_page
    assert "uvicorn 0.34.0" in made.packages
    text = (made.folder / "规划评估.cmd").read_bytes()
    assert text.isascii()
    assert b'"%PYTHON%" -m yuecheng_xl serve\r\n' in text


def linux_python(folder: Path, machine: int = 0x3E, link: str = "python3.11") -> Path:
    """Write a Python for Linux as python-build-standalone packs it; ours is called in place of a real one."""
    path = folder / "cpython-3.11.9-x86_64-unknown-linux-gnu-install_only.tar.gz"
    head = b"\x7fELF" + bytes(14) + machine.to_bytes(2, "little")
    caller = (
        '#!/bin/sh\nhere=$(cd "$(dirname "$0")" && pwd)\n'
        f'PYTHONPATH="$here/../lib/python3.11/site-packages" exec "{sys.executable}" "$@"\n'
    )
    with tarfile.open(path, "w:gz") as packed:
        for name, data in (("python/bin/python3.11", head), ("python/bin/caller", caller.encode())):
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(data), 0o755
            packed.addfile(entry, io.BytesIO(data))
        entry = tarfile.TarInfo("python/bin/python3")
        entry.type, entry.linkname = tarfile.SYMTYPE, link
        packed.addfile(entry)
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="scripts of a shell")
def test_a_bundle_for_linux_has_an_icon_and_the_add_in_of_wps(tmp_path: Path, wheels: Path) -> None:
    of_the_page(wheels)
    next(wheels.glob("pandas-*")).unlink()
    wheel(wheels, "pandas", "2.3.0", "cp311-cp311-manylinux2014_x86_64.manylinux_2_17_x86_64")
    for name in ("pywin32", "xlwings"):
        next(wheels.glob(f"{name}-*")).unlink()
    out = tmp_path / "规划 评估"
    run = run_cli(
        "addin", "bundle", "--python", linux_python(tmp_path, link="caller"), "--wheels", wheels, "-o", out,
        cwd=tmp_path,
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (0, "")
    assert "安装.sh" in run.stdout
    assert {path.suffix for path in out.iterdir() if path.is_file()} == {".sh", ".txt", ".xlsx"}
    assert (out / "python" / "lib" / "python3.11" / "site-packages" / "yuecheng_xl").is_dir()
    home = {
        "HOME": str(tmp_path / "家"),
        "XDG_DATA_HOME": str(tmp_path / "家" / "data"),
        "PATH": os.environ["PATH"],
    }
    (tmp_path / "家" / "Desktop").mkdir(parents=True)
    for script, said in (("安装.sh", "已放入开始菜单和桌面"), ("卸载.sh", "")):
        done = subprocess.run([out / script], env=home, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr
        assert said in done.stdout
        icons = list((tmp_path / "家").rglob("yuecheng-xl.desktop"))
        assert len(icons) == (2 if said else 0)
        assert len(list((tmp_path / "家").rglob("jsaddons/yuecheng-xl_*"))) == (1 if said else 0)
        for icon in icons:
            assert f'Exec="{out}/规划评估.sh"' in icon.read_text(encoding="utf-8")
    help_of = [str(out / "规划评估.sh"), "--help"]
    served = subprocess.run(help_of, env=home, capture_output=True, encoding="utf-8", check=False)
    assert "规划评估" in served.stdout


@pytest.mark.parametrize("machine", [0x3E, 0xB7])
def test_a_bundle_for_linux_takes_wheels_for_its_machine(machine: int, tmp_path: Path, wheels: Path) -> None:
    of_the_page(wheels)
    next(wheels.glob("rapidfuzz-*")).unlink()
    wheel(wheels, "rapidfuzz", "3.14.6", "cp311-cp311-manylinux_2_28_aarch64")
    if machine == 0xB7:
        made = bundle(linux_python(tmp_path, machine), wheels, tmp_path / "out")
        assert "rapidfuzz 3.14.6" in made.packages
    else:
        with pytest.raises(AddinError, match=r"F1031.*linux_x86_64.*rapidfuzz"):
            bundle(linux_python(tmp_path, machine), wheels, tmp_path / "out")


def test_a_python_for_another_machine_is_refused(tmp_path: Path, wheels: Path) -> None:
    with pytest.raises(InputFileError, match=r"F1030"):
        bundle(linux_python(tmp_path, 0x08), wheels, tmp_path / "out")


@pytest.mark.parametrize(
    ("file", "command"), [("安装", "install"), ("检查", "status"), ("卸载", "uninstall")]
)
def test_the_files_to_double_click_are_plain_batch_files(file: str, command: str) -> None:
    data = (ROOT / "templates" / "addin" / "bundle" / f"{file}.cmd").read_bytes()

    assert data.isascii()
    assert data.count(b"\r\n") == data.count(b"\n")
    assert f'"%PYTHON%" -m yuecheng_xl addin {command}\r\n'.encode() in data
    assert b"%~dp0python\\python.exe" in data
    assert os.fsdecode(data).splitlines()[-1] == "pause"
