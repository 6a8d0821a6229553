"""Where the files are read: one process, threads, processes, a cluster; what a terminal shows meanwhile."""

import hashlib
import json
import os
import pty
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import zipfile
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import yuecheng_xl as yx
from tests.conftest import run_cli
from yuecheng_xl.disk.shipped import master_workbook
from yuecheng_xl.plan import Plan

SAMPLES = master_workbook().parent / "报送样例"
TO_FILL, INBOX = SAMPLES / "指标总表-待填.xlsx", SAMPLES / "收到"
STAGING = ".~汇总中"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return yx.read_workbook(TO_FILL)


@pytest.fixture(scope="module")
def alone(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> tuple[yx.Collection, Path]:
    """Collect the samples in this process."""
    out = tmp_path_factory.mktemp("alone") / "汇总"
    return yx.collect(INBOX, plan, out), out


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Put a thousand forms into a folder: enough work to watch."""
    place = tmp_path_factory.mktemp("many")
    forms = yx.distribute(yx.read_workbook(), place / "forms").forms
    for number in range(60):
        folder = place / "in" / f"第{number}批"
        folder.mkdir(parents=True)
        for form in forms:
            shutil.copy(form.path, folder)
    return place / "in"


def digests(folder: Path) -> dict[str, str]:
    """Return the digest of each file below a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def assert_same(found: yx.Collection, out: Path, alone: tuple[yx.Collection, Path]) -> None:
    expected, folder = alone
    assert found.submissions == expected.submissions
    assert found.figures == expected.figures
    assert found.findings == expected.findings
    assert found.states == expected.states
    assert found.missing == expected.missing
    assert digests(out).keys() == digests(folder).keys()
    standard = [path.relative_to(out) for path in out.glob("标准表/**/*.xlsx")]
    assert standard
    for name in standard:
        assert table(out / name) == table(folder / name)


def table(form: Path) -> bytes:
    """Return the part of a form with its table; another one holds the time."""
    with zipfile.ZipFile(form) as package:
        return package.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("kind", ["threads", "processes"])
def test_an_executor_gives_what_one_process_gives(
    kind: str, plan: Plan, alone: tuple[yx.Collection, Path], tmp_path: Path
) -> None:
    executor = ThreadPoolExecutor(2) if kind == "threads" else ProcessPoolExecutor(2)
    with executor:
        found = yx.collect(INBOX, plan, tmp_path / "汇总", executor=executor)
    assert_same(found, tmp_path / "汇总", alone)


def test_a_cluster_gives_what_one_process_gives(
    cluster: Any, plan: Plan, alone: tuple[yx.Collection, Path], tmp_path: Path
) -> None:
    from distributed import Client

    with Client(cluster) as client:
        found = yx.collect(INBOX, plan, tmp_path / "汇总", executor=client.get_executor())
    assert_same(found, tmp_path / "汇总", alone)


def test_an_executor_reads_without_writing(plan: Plan, alone: tuple[yx.Collection, Path]) -> None:
    with ThreadPoolExecutor(2) as executor:
        found = yx.collect(INBOX, plan, executor=executor)
    assert found.figures == yx.collect(INBOX, plan).figures
    assert len(found.submissions) == len(alone[0].submissions)
    assert found.folder is None


def test_the_command_reads_on_a_cluster(
    cluster: Any, alone: tuple[yx.Collection, Path], tmp_path: Path
) -> None:
    out = tmp_path / "汇总"
    arguments = ("collect", INBOX, "--master", TO_FILL, "-o", out, "--json")
    run = run_cli(*arguments, "--scheduler", cluster.scheduler_address, cwd=tmp_path)
    assert (run.returncode, run.stderr) == (1, "")  # the samples have faulty ones
    assert json.loads(run.stdout)["counts"]["files"] == len(alone[0].submissions)
    assert digests(out).keys() == digests(alone[1]).keys()


def test_a_wrong_address_of_the_scheduler(tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    with socket.socket() as taken:  # nobody listens at a port that is only taken
        taken.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        run = run_cli("collect", INBOX, "-o", tmp_path / "汇总", "--scheduler", address, cwd=tmp_path)
    assert run.returncode == 2
    assert run.stderr.startswith("[F845 错误]")
    assert address in run.stderr
    assert run.stderr.count("\n") == 1
    assert not (tmp_path / "汇总").exists()


@pytest.mark.parametrize("address", ["", "没有的协议://甲:1"])
def test_an_address_that_is_none(address: str, tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    run = run_cli("collect", INBOX, "-o", tmp_path / "汇总", "--scheduler", address, cwd=tmp_path)
    assert run.returncode == 2
    assert run.stderr.startswith("[F845 错误]")
    assert run.stderr.count("\n") == 1


def test_without_the_cluster_package(tmp_path: Path) -> None:
    blocked = "import sys; sys.modules['distributed'] = None; from yuecheng_xl.cli import main; main()"
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            blocked,
            "collect",
            str(INBOX),
            "-o",
            "汇总",
            "--scheduler",
            "tcp://127.0.0.1:1",
        ],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert run.returncode == 2
    assert run.stderr.startswith("[F844 错误]")
    assert "yuecheng-xl[cluster]" in run.stderr


def test_a_terminal_shows_progress_and_the_time_left(many: Path, tmp_path: Path) -> None:
    screen, end = pty.openpty()
    arguments = ["collect", str(many), "-o", "汇总", "--workers", "1", "--json"]
    command = [sys.executable, "-m", "yuecheng_xl", *arguments]
    with (
        (tmp_path / "stdout").open("wb") as stdout,
        subprocess.Popen(command, cwd=tmp_path, stdout=stdout, stderr=end) as process,
    ):
        os.close(end)
        shown = b"".join(iter(lambda: read(screen), b"")).decode()
    os.close(screen)
    count = len(list(many.rglob("*.xlsx")))
    assert process.returncode in (0, 1)
    assert "读取报送文件" in shown
    assert f"{count}/{count}" in shown
    assert re.search(rf"\d+/{count}\s+\d\d:\d\d:\d\d", shown)
    assert "Traceback" not in shown
    assert json.loads((tmp_path / "stdout").read_bytes())["counts"]["files"] == count


def read(terminal: int) -> bytes:
    """Read what a terminal shows; Linux reports an error where nobody writes to it any more."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_ends_cleanly(workers: str, many: Path, tmp_path: Path) -> None:
    out = tmp_path / "汇总"
    first = run_cli("collect", next(many.iterdir()), "-o", out, cwd=tmp_path)
    assert first.returncode in (0, 1)
    before = digests(out)
    process = subprocess.Popen(
        [sys.executable, "-m", "yuecheng_xl", "collect", str(many), "-o", str(out), "--workers", workers],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    wait_for(lambda: any(out.glob(f"{STAGING}*/标准表/**/*.xlsx")))
    os.killpg(process.pid, signal.SIGINT)  # as a terminal sends it: to the workers, too
    stdout, stderr = process.communicate(timeout=60)
    assert (process.returncode, stdout, stderr.strip()) == (2, "", "已中断，没有写入结果。")
    wait_for(lambda: not is_running(process.pid))
    assert not list(out.glob(f"{STAGING}*"))
    assert digests(out) == before


def is_running(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def wait_for(condition: Any) -> None:
    for _ in range(1000):
        if condition():
            return
        time.sleep(0.02)
    raise AssertionError("waited in vain")
