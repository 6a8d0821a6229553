"""The rooms of the house import each other downwards only; docs/architecture.md draws the same floors."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import grimp
import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
CONTRACTS: list[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))[
    "tool"
]["importlinter"]["contracts"]
GROUND = {"disk", "findings", "typed", "words", "process", "version"}
LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(**eval(sys.argv[1])))"


def floors() -> list[str]:
    """Return the rooms from the doors down, as the contract has them."""
    layers = next(item for item in CONTRACTS if item["id"] == "floors")["layers"]
    return [room for layer in layers for room in re.findall(r"\w+", layer) if room != "__main__"]


def picture() -> str:
    """Draw the rooms with the rooms above the ground that they import."""
    graph = grimp.build_graph("yuecheng_xl", cache_dir=None)
    rooms = floors()
    arrows: dict[str, set[str]] = {room: set() for room in rooms}
    for module in graph.modules:
        for imported in graph.find_modules_directly_imported_by(module):
            room, other = (name.split(".")[1:2] for name in (module, imported))
            if room and other and room != other and room[0] in arrows:
                arrows[room[0]].add(other[0])
    above = [room for room in rooms if room not in GROUND]
    lines = [
        f"{room:<11} ─► {' '.join(other for other in above if other in arrows[room])}"
        if arrows[room] - GROUND
        else room
        for room in above
    ]
    ground = [room for room in rooms if room in GROUND]
    return "\n".join([*lines, "═" * 72, "ground: " + " ".join(ground)])


@pytest.mark.parametrize("contract", [item["id"] for item in CONTRACTS])
def test_imports_keep_to_the_contract(contract: str) -> None:
    options = {"limit_to_contracts": (contract,), "no_cache": True, "no_logo": True}
    linted = subprocess.run(
        [sys.executable, "-c", LINT, repr(options)], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert linted.returncode == 0, linted.stdout + linted.stderr


def test_the_page_draws_the_rooms_and_their_arrows() -> None:
    assert PAGE.split("```")[1].strip("\n") == picture()


@pytest.mark.parametrize("page", ["docs/architecture.md", "CONTRIBUTING.md"])
def test_every_file_that_a_page_for_engineers_names_is_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:[\w.-]+/)*[\w-]+\.(?:py|md))`", text))
    folders = [ROOT / name for name in ("yuecheng_xl", "tests", "docs", "benchmarks")]
    files = [*ROOT.glob("*.md"), *(file for folder in folders for file in folder.rglob("*"))]
    missing = [name for name in named if not any(file.as_posix().endswith(f"/{name}") for file in files)]

    assert missing == []
