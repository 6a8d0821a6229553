"""The scripts are what the browsers of these offices can read: acorn tells, a parser of JavaScript."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from yuecheng_xl.disk.shipped import templates_folder
from yuecheng_xl.service.application import PAGE

if TYPE_CHECKING:
    from pathlib import Path

ACORN = os.environ.get("ACORN")
NODE = shutil.which("node")
OF_WPS = sorted((templates_folder() / "wps").rglob("*.js"))
OF_THE_PAGE = sorted(PAGE.glob("*.js"))

pytestmark = pytest.mark.skipif(not (ACORN and NODE), reason="acorn is fetched by .ci/run alone")


def complaint(path: Path, *options: str) -> str:
    """Return what acorn has against a script; nothing where it is sound."""
    command = [str(NODE), str(ACORN), *options, "--silent", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr


@pytest.mark.parametrize("path", OF_WPS, ids=lambda path: path.name)
def test_the_add_in_of_wps_is_es5(path: Path) -> None:
    assert complaint(path, "--ecma5") == ""


@pytest.mark.parametrize("path", OF_THE_PAGE, ids=lambda path: path.name)
def test_the_page_is_made_of_modules_of_2021(path: Path) -> None:
    assert complaint(path, "--ecma2021", "--module") == ""


@pytest.mark.parametrize(
    ("script", "is_es5", "is_of_2021"),
    [
        ("var a = function () { return 1; };", True, True),
        ("let a = 1;", False, True),
        ("var a = () => 1;", False, True),
        ("export const a = b?.c ?? (d ||= 1);", False, True),
        ("class A { #own = 1; }", False, False),
        ("var a = {;", False, False),
    ],
)
def test_the_gates_tell_what_is_too_new(script: str, is_es5: bool, is_of_2021: bool, tmp_path: Path) -> None:
    path = tmp_path / "a.js"
    path.write_text(script, encoding="utf-8")
    assert (complaint(path, "--ecma5") == "") is is_es5
    assert (complaint(path, "--ecma2021", "--module") == "") is is_of_2021
