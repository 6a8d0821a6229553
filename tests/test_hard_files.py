"""Hard files: links, pipes and devices, full disks, two runs at once, what a killed run leaves."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

import yuecheng_xl as yx
from tests.conftest import run_cli
from yuecheng_xl.collection.model import State
from yuecheng_xl.collection.sources import find_sources
from yuecheng_xl.disk import lock
from yuecheng_xl.disk.beside import beside
from yuecheng_xl.disk.files import put
from yuecheng_xl.disk.folder import CLAIM, Claim
from yuecheng_xl.disk.regular import NotRegularError, is_link, open_regular

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

posix = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no pipes in folders, and links need rights"
)


HOLDER = """
import sys, time
from pathlib import Path
from yuecheng_xl.disk.folder import Claim
claim = Claim.lay(Path(sys.argv[1]))
print(flush=True)
time.sleep(60)
"""
HEADERS = ["序号", "指标", "单位", "2025年目标", "2020年", "2021年", "2022年", "责任单位"]
FIRST = [1, "绿化覆盖率", "%", 45, 40, 41, None, "甲局"]


@pytest.fixture
def plan(book: Callable[..., Path]) -> yx.Plan:
    return yx.read_workbook(book([HEADERS, FIRST]))


@pytest.fixture
def inbox(plan: yx.Plan, tmp_path: Path) -> Path:
    """Give a folder with the one department's form."""
    folder = tmp_path / "收到"
    yx.distribute(plan, folder)
    return folder


def codes(collection: yx.Collection) -> set[str]:
    return {item.finding.code for item in collection.findings}


def tree(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


def _device(path: Path) -> None:
    path.symlink_to("/dev/zero")


@posix
@pytest.mark.parametrize("make", [_pipe, _socket, _device])
def test_only_a_regular_file_is_opened(
    tmp_path: Path, make: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's path has few bytes
    make(tmp_path / "x")
    with pytest.raises(NotRegularError):
        open_regular(tmp_path / "x")


def test_a_regular_file_is_opened_and_a_folder_is_not(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"content")
    with open_regular(tmp_path / "file", follow=False) as file:
        assert file.read() == b"content"
    with pytest.raises(IsADirectoryError):
        open_regular(tmp_path)


@posix
def test_a_link_is_followed_where_it_may_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"content")
    link = tmp_path / "link"
    link.symlink_to("file")
    with open_regular(link) as file:
        assert file.read() == b"content"
    with pytest.raises(NotRegularError):
        open_regular(link, follow=False)
    assert is_link(link)
    assert not is_link(tmp_path / "file")


@posix
@pytest.mark.parametrize("follow", [True, False])
def test_what_takes_the_place_of_a_file_while_it_is_opened_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, follow: bool
) -> None:
    (tmp_path / "file").write_bytes(b"")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("file")
    regular = (tmp_path / "file").stat()
    monkeypatch.setattr(os, "stat", lambda *_, **__: regular)
    with pytest.raises(NotRegularError):
        open_regular(tmp_path / "pipe", follow=follow)
    if not follow:
        with pytest.raises(OSError, match="link"):
            open_regular(tmp_path / "link", follow=False)


# Two runs at once.


def test_a_folder_that_a_run_writes_into_is_refused_to_another(
    plan: yx.Plan, inbox: Path, tmp_path: Path
) -> None:
    out = tmp_path / "结果"
    with Claim.lay(out):
        before = tree(out)
        with pytest.raises(yx.OutputError) as caught:
            yx.collect(inbox, plan, out)
        with pytest.raises(yx.OutputError) as again:
            yx.distribute(plan, out)
        assert {caught.value.finding.code, again.value.finding.code} == {"F720"}
        done = run_cli("collect", inbox, "--master", plan.source, "-o", out, cwd=tmp_path)
        assert done.returncode == 2
        assert "另一个任务" in done.stderr
        assert tree(out) == before
    assert not out.exists()


def test_two_runs_at_once_lose_nothing(plan: yx.Plan, inbox: Path, tmp_path: Path) -> None:
    for number in range(30):
        shutil.copy(inbox / "甲局.xlsx", inbox / f"甲局{number}.xlsx")
    out, ends = tmp_path / "结果", list[object]()

    def run() -> None:
        try:
            ends.append(yx.collect(inbox, plan, out))
        except yx.OutputError as error:
            ends.append(error.finding.code)

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [end for end in ends if end != "F720"]
    assert len(tree(out / "标准表")) == 31
    assert not [name for name in tree(out) if ".~" in name]


@posix
def test_the_lock_of_a_killed_run_holds_nobody_up(plan: yx.Plan, inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果"
    command = [sys.executable, "-c", HOLDER, str(out)]
    holder = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert holder.stdout is not None
    holder.stdout.readline()
    with pytest.raises(yx.OutputError):
        yx.collect(inbox, plan, out)
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    assert (out / CLAIM).exists()
    assert yx.collect(inbox, plan, out).counts[State.RETURNED] == 0
    assert not (out / CLAIM).exists()


def test_where_nothing_can_be_locked_it_is_said(
    plan: yx.Plan, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_locks(_: int) -> None:
        raise lock.NoLocksError

    monkeypatch.setattr(lock, "_lock", no_locks)
    collection = yx.collect(inbox, plan, tmp_path / "结果")
    assert "F721" in codes(collection)
    assert tree(tmp_path / "结果") >= {"标准表/甲局.xlsx", "问题清单.xlsx"}
    assert "F721" in {item.code for item in yx.distribute(plan, tmp_path / "报送表").findings}
    assert tree(tmp_path / "报送表") == {"甲局.xlsx"}


def test_a_lock_is_not_left_to_who_opened_it_before_it_was_removed(tmp_path: Path) -> None:
    path = tmp_path / "x"
    first = lock.open_locked(path, mode=0o600)
    with pytest.raises(lock.LockedError):
        lock.open_locked(path, mode=0o600)
    lock.remove(first, path)
    assert not path.exists()
    lock.remove(lock.open_locked(path, mode=0o600), path)


def test_a_file_that_another_run_is_writing_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "结果.xlsx"
    with beside(path, b"one", suffix=".xlsx", mode=0o644) as temporary:
        if sys.platform != "win32":  # which takes it for given up until it is moved
            with pytest.raises(yx.OutputError) as caught:
                put(b"two", path)
            assert caught.value.finding.code == "F720"
        temporary.replace(path)
    assert path.read_bytes() == b"one"
    assert tree(tmp_path) == {"结果.xlsx"}


# What a killed run leaves.


def test_what_a_killed_run_left_beside_a_file_goes_with_the_next(tmp_path: Path) -> None:
    path = tmp_path / "结果.xlsx"
    with beside(path, b"", suffix=".xlsx", mode=0o644) as temporary:
        pass
    other = tmp_path / "别人的.xlsx"
    other.write_bytes(b"theirs")
    temporary.write_bytes(b"longer than what is written now")
    put(b"new", path)
    assert path.read_bytes() == b"new"
    if sys.platform != "win32":
        for make in (temporary.hardlink_to, temporary.symlink_to):
            make(other)
            put(b"newer", path, over=True)
    assert other.read_bytes() == b"theirs"
    assert tree(tmp_path) == {"结果.xlsx", "别人的.xlsx"}


def test_what_runs_leave_or_keep_in_a_folder_is_no_submission(inbox: Path) -> None:
    with beside(inbox / "结果.xlsx", b"", suffix=".xlsx", mode=0o644) as temporary, Claim.lay(inbox):
        assert temporary.exists()
        assert [source.label for source in find_sources(inbox)] == ["甲局.xlsx"]


# Links, pipes and devices.


@posix
def test_nothing_but_regular_files_of_the_inbox_is_read(
    plan: yx.Plan, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(inbox)
    secret = tmp_path / "秘密.txt"
    secret.write_bytes(b"secret")
    shutil.copy(inbox / "甲局.xlsx", tmp_path / "别处.xlsx")
    _pipe(inbox / "管道.xlsx")
    _socket(inbox / "套接字")
    links: dict[str, str | Path] = {
        "设备.xlsx": "/dev/zero",
        "外.txt": secret,
        "外.xlsx": tmp_path / "别处.xlsx",
        "内.xlsx": "甲局.xlsx",
    }
    links |= {"到管道": "管道.xlsx", "断.zip": "没有", "外.zip": secret, "上级": tmp_path, "圈": "圈"}
    for name, target in links.items():
        (inbox / name).symlink_to(target)
    (inbox / "硬.xlsx").hardlink_to(tmp_path / "别处.xlsx")
    collection = yx.collect(inbox, plan, tmp_path / "结果")
    said = {item.file: [finding.code for finding in item.findings] for item in collection.submissions}
    assert {name for name, found in said.items() if found == ["F847"]} == set(links)
    assert {name for name, found in said.items() if found == ["F116"]} == {"管道.xlsx", "套接字"}
    assert collection.states["甲局.xlsx"] is not State.RETURNED
    assert collection.states["硬.xlsx"] is not State.RETURNED
    assert not [name for name in tree(tmp_path / "结果" / "退回") if "原件" in name]


@posix
def test_an_inbox_may_be_a_link(plan: yx.Plan, inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "链接").symlink_to(inbox)
    assert list(yx.collect(tmp_path / "链接", plan).states) == ["甲局.xlsx"]


@posix
def test_a_link_that_takes_a_files_place_after_the_folder_was_listed_is_not_copied(
    plan: yx.Plan, inbox: Path, tmp_path: Path
) -> None:
    (tmp_path / "秘密").write_bytes(b"secret")
    for number in range(20):  # more than are done before progress is told
        (inbox / f"乙{number:02}.txt").write_bytes(b"no workbook")

    def replace(*_: int) -> None:
        for path in inbox.glob("乙*"):
            path.unlink()
            path.symlink_to(tmp_path / "秘密")

    yx.collect(inbox, plan, tmp_path / "结果", progress=replace)
    copies = [path.read_bytes() for path in (tmp_path / "结果" / "退回").glob("*原件*")]
    assert copies == [b"no workbook"] * len(copies)
    assert 0 < len(copies) < 20


@posix
def test_nothing_is_written_through_a_link(plan: yx.Plan, inbox: Path, tmp_path: Path) -> None:
    elsewhere, out = tmp_path / "别处", tmp_path / "结果"
    for name in (".~汇总中", "退回"):
        (elsewhere / name).mkdir(parents=True)
        (elsewhere / name / "文件").write_bytes(b"theirs")
    names = [".yuecheng-xl.json", CLAIM, "问题清单.xlsx"]
    for name in names:
        (elsewhere / name).write_bytes(b"theirs")
    out.mkdir()
    before = tree(elsewhere)
    for name in [*names, ".~汇总中", "退回"]:
        (out / name).symlink_to(elsewhere / name)
    collection = yx.collect(inbox, plan, out)
    assert tree(elsewhere) == before
    assert {path.read_bytes() for path in elsewhere.rglob("*") if path.is_file()} == {b"theirs"}
    assert [item.finding.code for item in collection.findings].count("F706") == 2  # kept under other names
    assert not [path for name in ("标准表", "退回", *names) if (path := out / name).is_symlink()]
    assert "F706" not in codes(yx.collect(inbox, plan, out))
