"""Collecting damaged, hostile and foreign files: nothing stops the batch, nothing is lost.

The same files each time (tests/mutations.py). To try others, or more: ``MUTATIONS=500 MUTATION_SEED=7``.
"""

import hashlib
import io
import json
import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterable
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import load_workbook

import yuecheng_xl as yx
from tests import mutations
from tests.conftest import SOFFICE, merged_master, needs_libreoffice, run_cli
from tests.hard_inputs import filled_form
from tests.mutations import Mutation
from yuecheng_xl.collection import Submission
from yuecheng_xl.collection.model import State
from yuecheng_xl.collection.sources import find_sources
from yuecheng_xl.disk.shipped import master_workbook
from yuecheng_xl.findings import catalogue

COUNT = int(os.environ.get("MUTATIONS", "10"))
SEED = os.environ.get("MUTATION_SEED", "1")


@pytest.fixture(scope="session")
def plan() -> yx.Plan:
    return yx.read_workbook()


@pytest.fixture(scope="session")
def form(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return filled_form(tmp_path_factory.mktemp("下发"))


@pytest.fixture(scope="session")
def other_formats(form: bytes, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("另存")
    (folder / "表.xlsx").write_bytes(form)
    for suffix in ("xls", "ods"):
        command = [str(SOFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", suffix, "--outdir", str(folder), str(folder / "表.xlsx")]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return {name: (folder / name).read_bytes() for name in ("表.xls", "表.ods")}


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder for inputs, and let nothing but a folder of our own be the system's temporary one."""
    temporary = tmp_path / "临时"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    folder = tmp_path / "收到"
    folder.mkdir()
    return folder


def put(folder: Path, files: Iterable[Mutation]) -> None:
    for file in files:
        (folder / file.name).write_bytes(file.content)


def digests(folder: Path) -> dict[str, str]:
    found = {}
    for root, _, names in os.walk(folder):
        for name in names:
            path = Path(root, name)
            readable = path.is_file() and os.access(path, os.R_OK)
            found[str(path)] = hashlib.sha256(path.read_bytes()).hexdigest() if readable else "-"
    return found


def collected(folder: Path, plan: yx.Plan, count: int) -> yx.Collection:
    """Collect, and hold the result to what it promises whatever the inputs are."""
    before, neighbours = digests(folder), set(folder.parent.iterdir())
    out = folder.parent / "汇总结果"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # what openpyxl thinks of long titles and the like
        result = yx.collect(folder, plan, out)
        assert digests(folder) == before
        assert set(folder.parent.iterdir()) == {*neighbours, out}
        assert sum(1 for _ in Path(tempfile.gettempdir()).iterdir()) == 0
        assert len(result.submissions) == len(result.states) == sum(result.counts.values()) == count
        assert [item.file for item in result.submissions if FAILED in codes(item)] == []
        for item in result.submissions:
            assert item.file.isprintable()
            is_returned = result.states[item.file] is State.RETURNED
            assert bool(item.returned) == is_returned
            if is_returned:
                assert item.findings
                load_workbook(out / item.returned).close()
            if item.standard:
                load_workbook(out / item.standard).close()
        load_workbook(merged_master(result)).close()
        assert result.listing is not None
        load_workbook(result.listing).close()
    return result


FAILED = catalogue.FILE_FAILED.code


def codes(submission: Submission) -> set[str]:
    return {finding.code for finding in submission.findings}


def test_the_same_seed_gives_the_same_files(form: bytes) -> None:
    def made(seed: int) -> list[str]:
        return [
            hashlib.sha256(item.content).hexdigest()
            for item in mutations.mutations({"表.xlsx": form}, 20, seed)
        ]

    assert made(5) == made(5)
    assert made(5) != made(6)


def test_damaged_workbooks_stop_nothing(plan: yx.Plan, form: bytes, inbox: Path) -> None:
    seeds = {"表.xlsx": form, "指标总表.xlsx": master_workbook().read_bytes()}
    files = [*mutations.mutations(seeds, 4 * COUNT, SEED), Mutation("好.xlsx", form)]
    put(inbox, files)
    result = collected(inbox, plan, len(files))
    assert result.states["好.xlsx"] is not State.RETURNED or not codes(
        next(item for item in result.submissions if item.file == "好.xlsx")
    ) & {"F102", "F103"}


@needs_libreoffice
@pytest.mark.libreoffice
def test_damaged_old_and_open_formats_stop_nothing(
    plan: yx.Plan, other_formats: dict[str, bytes], inbox: Path
) -> None:
    files = list(mutations.mutations(other_formats, 2 * COUNT, SEED))
    files += mutations.ods_bombs(other_formats["表.ods"])
    put(inbox, files)
    collected(inbox, plan, len(files))


def test_other_programs_files_are_returned(plan: yx.Plan, inbox: Path) -> None:
    files = list(mutations.foreign_files())
    put(inbox, files)
    result = collected(inbox, plan, len(files))
    assert set(result.states.values()) == {State.RETURNED}


def test_pipes_links_and_odd_names_stop_nothing(plan: yx.Plan, form: bytes, inbox: Path) -> None:
    made = mutations.strange_files(inbox, form)
    result = collected(inbox, plan, len(made))
    assert result.states["夹.xlsx/里.xlsx"] is not None


def test_archives_stop_nothing_and_lead_nowhere_else(
    plan: yx.Plan, form: bytes, inbox: Path, tmp_path: Path
) -> None:
    put(inbox, mutations.archives(form, scale=0.0005))
    count = len(find_sources(inbox, tmp_path))
    result = collected(inbox, plan, count)
    found = {item.file: codes(item) for item in result.submissions}
    assert found["甲.rar"] == found["乙.xlsx"] == found["丙.7z"] == {"F839"}
    assert found["加密.zip/密.xlsx"] == {"F838"}
    assert "F836" in set().union(*found.values())
    assert sum(name.startswith("同名.zip/") for name in found) == 5


def test_an_encrypted_workbook_is_told_so(plan: yx.Plan, form: bytes, inbox: Path) -> None:
    buffer = io.BytesIO()
    OOXMLFile(io.BytesIO(form)).encrypt("密码", buffer)
    put(inbox, [Mutation("密.xlsx", buffer.getvalue())])
    result = collected(inbox, plan, 1)
    assert codes(result.submissions[0]) == {"F104"}


def test_nothing_is_taken_of_a_file_whose_checksum_is_wrong(plan: yx.Plan, form: bytes, inbox: Path) -> None:
    chance = mutations._chance(SEED)
    put(inbox, [Mutation(f"{number}.xlsx", mutations.broken_checksum(form, chance)) for number in range(8)])
    result = collected(inbox, plan, 8)
    assert result.counts[State.RETURNED] == 8
    assert result.figures == ()


def test_nothing_is_taken_of_a_package_that_says_two_things(plan: yx.Plan, form: bytes, inbox: Path) -> None:
    parts = mutations.unzip(form)
    chance = mutations._chance(SEED)
    files = [Mutation(f"{n}.xlsx", mutations.rezip(mutations.doubled(parts, chance))) for n in range(6)]
    put(inbox, files)
    result = collected(inbox, plan, 6)
    assert result.counts[State.RETURNED] == 6
    assert result.figures == ()


BOMBS = r"^(零-20|格-20|空格-20|文本-20|样式-20|时间-20|长文-3|谎-xml|bz2-谎|远|合并)"
MEASURED = """
import pathlib, re, resource, sys
import yuecheng_xl as yx
plan = yx.read_workbook()
yx.collect(sys.argv[1], plan, sys.argv[2])
# On Linux ru_maxrss begins at the size of the process that started this one.
status = pathlib.Path("/proc/self/status")
if status.exists():
    peak = int(re.search(r"VmHWM:\\s*(\\d+)", status.read_text())[1])
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(peak if sys.platform == "darwin" else peak * 1024)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no resource module to measure memory with")
def test_bombs_cost_neither_memory_nor_the_batch(form: bytes, inbox: Path) -> None:
    files = [
        *mutations.xlsx_bombs(form, BOMBS),
        *list(mutations.xlsb_bombs())[::2],
        Mutation("好.xlsx", form),
    ]
    put(inbox, files)
    result = subprocess.run(
        [sys.executable, "-c", MEASURED, inbox, inbox.parent / "出"],
        capture_output=True,
        timeout=300,
        text=True,
    )
    assert result.returncode == 0, result.stderr
    assert result.stderr == ""
    assert int(result.stdout) < 500 << 20


def test_the_command_line_with_workers_takes_them_too(form: bytes, inbox: Path) -> None:
    files = [*mutations.mutations({"表.xlsx": form}, COUNT, "cli"), *mutations.foreign_files()]
    put(inbox, files)
    before = digests(inbox)
    result = run_cli("collect", inbox, "-o", inbox.parent / "出", "--workers", 2, "--json", cwd=inbox.parent)
    assert result.returncode == 1, result.stderr
    assert "Traceback" not in result.stderr
    record = json.loads(result.stdout)
    assert record["counts"]["files"] == len(record["submissions"]) == len(files)
    assert sum(record["counts"].values()) == 2 * len(files)
    assert digests(inbox) == before
