"""Which versions of Python are known to work: pyproject names them once, and everything else follows."""

import re
import sys
import tomllib
from typing import Any

import pytest

from tests.conftest import ROOT

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CLASSIFIER = re.compile(r"Programming Language :: Python :: (\d+\.\d+)")
VERSIONS = [found[1] for item in PROJECT["project"]["classifiers"] if (found := CLASSIFIER.fullmatch(item))]
OLDEST, NEWEST = VERSIONS[0], VERSIONS[-1]


def test_this_python_is_one_that_pyproject_names() -> None:
    running = "{}.{}".format(*sys.version_info[:2])
    assert running in VERSIONS, (
        f"Python {running} is not among the versions that pyproject.toml names ({', '.join(VERSIONS)}). "
        f"Where the rest of the tests pass on it, add its classifier."
    )


def test_the_versions_follow_one_another() -> None:
    minors = [int(version.removeprefix("3.")) for version in VERSIONS]
    assert minors == list(range(minors[0], minors[-1] + 1))


def test_the_tools_look_for_what_the_oldest_version_lacks() -> None:
    assert PROJECT["project"]["requires-python"] == f">={OLDEST}"
    assert PROJECT["tool"]["ruff"]["target-version"] == f"py{OLDEST.replace('.', '')}"
    assert PROJECT["tool"]["mypy"]["python_version"] == OLDEST


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("README.md", f"With Python {OLDEST} or newer (tested on {OLDEST} to {NEWEST})"),
        ("README.zh.md", f"Python {OLDEST} 以上版本（已在 {OLDEST} 至 {NEWEST} 上测试）"),
        ("CONTRIBUTING.md", f"Python {OLDEST} or newer"),
    ],
)
def test_the_pages_say_the_same(page: str, words: str) -> None:
    text = " ".join((ROOT / page).read_text(encoding="utf-8").split())
    assert words in text
    assert {*re.findall(r"Python (3\.\d+)", text)} == {OLDEST}


def test_ci_runs_the_one_test_command_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    (pattern,) = re.findall(r"grep -m1 -E '([^']+)' README\.md", script)
    readme = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    (command,) = [line for line in readme if re.search(pattern, line)]
    assert command.startswith("python3 ")
