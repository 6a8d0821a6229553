"""Whatever a caller's streams are, it gets JSON alone, an exit code, and never a traceback."""

import json
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest

import yuecheng_xl as yx
from tests.conftest import run_cli
from yuecheng_xl.disk.shipped import master_workbook

BASH = shutil.which("bash") or ""
pytestmark = pytest.mark.skipif(not BASH, reason="bash opens and closes the streams")

PROGRAM = f"{shlex.quote(sys.executable)} -m yuecheng_xl"


def shell(command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of shell, ``yx`` in it being the program; the exit code is the program's."""
    line = command.replace("yx ", f"{PROGRAM} ")
    return subprocess.run(
        [BASH, "-c", f"set -o pipefail; {line}"],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


NOT_TOLD = "结果无法写到标准输出"


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("yx check --json > /dev/full", 2, NOT_TOLD),
        ("yx check --json >&-", 2, NOT_TOLD),
        ("yx check --json 2>&-", 0, ""),
        ("yx check --json >&- 2>&-", 2, ""),
        ("yx check --json < /dev/null > /dev/full 2> /dev/full", 2, ""),
        ("yx check --json <&- >&- 2>&-", 2, ""),
        ("yx check > /dev/full", 2, NOT_TOLD),
        ("yx check >&-", 0, ""),  # nobody wants to be told: as under pythonw
        ("yx check 2>&-", 0, ""),
        ("yx --help > /dev/full", 2, NOT_TOLD),
        ("yx --help >&-", 0, ""),
        ("yx evaluate no.xlsx 2> /dev/full", 2, ""),
        ("yx evaluate no.xlsx >&- 2>&-", 2, ""),
        ("yx evaluate --no-such-option 2> /dev/full", 2, ""),
        ("yx evaluate --no-such-option >&- 2>&-", 2, ""),
        ("yx evaluate no.xlsx --json > /dev/full", 2, "F101"),
        # By then the reader of the pipe has gone.
        ("(sleep 0.3; exec yx check --json) | true", 2, ""),
        ("(sleep 0.3; exec yx --help) | true", 2, ""),
    ],
)
def test_streams_that_take_nothing_give_an_exit_code_and_at_most_a_sentence(
    command: str, code: int, said: str, tmp_path: Path
) -> None:
    run = shell(command, tmp_path)

    assert run.returncode == code
    assert said in run.stderr
    assert run.stderr.count("\n") <= 2
    assert "Traceback" not in run.stderr
    assert "Exception ignored" not in run.stderr


def test_a_reader_that_wants_the_first_line_gets_it(tmp_path: Path) -> None:
    run = shell("yx check --json | head -1", tmp_path)
    assert (run.stdout, run.stderr) == ("{\n", "")


def disturbed(patch: str, *arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command in a process where something was patched."""
    code = f"import os, sys, tempfile\nfrom yuecheng_xl.cli import main\n{patch}\nmain(sys.argv[1:])"
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


NOISE = """
import yuecheng_xl.cli.check as check
def read(path, read=check.read_workbook):
    print("printed")
    os.write(1, b"native\\n")
    os.system("echo another process")
    return read(path)
check.read_workbook = read
"""


def test_what_others_print_goes_to_the_error_stream(tmp_path: Path) -> None:
    run = disturbed(NOISE, "check", "--json", cwd=tmp_path)
    assert run.returncode == 0
    assert "findings" in json.loads(run.stdout)
    assert sorted(run.stderr.splitlines()) == ["another process", "native", "printed"]

    run = disturbed(NOISE, "check", cwd=tmp_path)
    assert "native" not in run.stdout


def test_a_workbook_whose_reader_prints_leaves_the_json_alone(tmp_path: Path) -> None:
    source = tmp_path / "坏.xlsx"
    with zipfile.ZipFile(master_workbook()) as package, zipfile.ZipFile(source, "w") as damaged:
        for name in package.namelist():
            content = package.read(name)
            if name.startswith("xl/worksheets/"):
                content = re.sub(rb' s="\d+"', b' s="99999"', content)
            if name == "xl/styles.xml":
                content = re.sub(rb'xfId="\d+"', b'xfId="99999"', content)
            damaged.writestr(name, content)

    run = run_cli("evaluate", source, "--json", cwd=tmp_path)

    assert json.loads(run.stdout)
    assert run.returncode in (0, 2)


def test_what_is_no_error_of_pythons_kind_is_told_like_one(tmp_path: Path) -> None:
    patch = """
import yuecheng_xl.cli.check as check
class PanicException(BaseException): pass
def read(path): raise PanicException("native")
check.read_workbook = read
"""
    run = disturbed(patch, "check", "--json", cwd=tmp_path)
    assert run.returncode == 2
    assert json.loads(run.stdout)["error"]["code"] == "F901"
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize(
    "command",
    [
        "evaluate",
        "report",
        "distribute -o 报送表",
        "collect 收到 -o 汇总",
        "collect 收到 -o 汇总 --workers 2",
    ],
)
def test_without_a_place_for_temporary_files_every_command_does_its_job(command: str, tmp_path: Path) -> None:
    inbox = tmp_path / "收到"
    inbox.mkdir()
    with zipfile.ZipFile(inbox / "报送.zip", "w") as archive:
        archive.write(master_workbook(), "甲.xlsx")
    patch = f"tempfile._candidate_tempdir_list = lambda: [{str(tmp_path / 'nowhere')!r}]"

    run = disturbed(patch, *command.split(), cwd=tmp_path)

    assert (run.returncode, run.stderr) == (0, "")


def test_what_needs_a_place_for_temporary_files_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(tempfile, "_candidate_tempdir_list", lambda: [str(tmp_path / "nowhere")])
    with pytest.raises(yx.OutputError, match="F902"):
        yx.collect(tmp_path, yx.read_workbook())


def test_a_name_that_is_no_text_is_told_in_json(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "yuecheng_xl", "check", b"\xff.xlsx", "--json"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert run.returncode == 2
    assert "\udcff.xlsx" in json.loads(run.stdout)["error"]["message"]
    assert b"Traceback" not in run.stderr
