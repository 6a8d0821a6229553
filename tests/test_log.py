"""The log: in the user's own folder, bounded, and never a reason to show a clerk a traceback."""

import os
import stat
import tempfile
from pathlib import Path

import pytest

from yuecheng_xl.disk import log
from yuecheng_xl.disk.own_folder import own_folder


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a user who has none yet."""
    monkeypatch.delenv("LOCALAPPDATA")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert own_folder() == tmp_path / "state" / "yuecheng-xl"
    return own_folder()


def logged(folder: Path, name: str = log.NAME) -> str:
    return (folder / name).read_text(encoding="utf-8")


def unexpected(text: str) -> str:
    """Return what is told of an error that nobody foresaw."""
    try:
        raise ValueError(text)
    except ValueError:
        return str(log.unexpected())


def test_a_traceback_is_kept_for_the_user_alone(folder: Path) -> None:
    told = unexpected("甲\udcff")

    assert "F901" in told
    assert f"请把日志 {folder / log.NAME} 发给维护人员" in told
    assert "ValueError: 甲\\udcff" in logged(folder)
    if os.name == "posix":
        assert stat.S_IMODE((folder / log.NAME).stat().st_mode) == 0o600


def test_where_no_other_place_is_set_it_is_below_the_home(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for variable in ("LOCALAPPDATA", "XDG_STATE_HOME"):
        monkeypatch.delenv(variable)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert own_folder() == tmp_path / ".local" / "state" / "yuecheng-xl"


def test_it_is_not_written_through_a_link(folder: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.xlsx"
    theirs.write_bytes(b"theirs")
    folder.mkdir(parents=True)
    (folder / log.NAME).symlink_to(theirs)

    told = unexpected("甲")

    assert theirs.read_bytes() == b"theirs"
    assert "日志没有写成：" in told
    assert "Traceback" not in told
    assert "\n" not in told


@pytest.mark.parametrize("what", ["a file in its place", "no home"])
def test_where_it_cannot_be_written_the_reason_is_told_in_one_line(
    what: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if what == "no home":

        def nowhere() -> Path:
            raise RuntimeError("Could not determine home directory.")

        monkeypatch.delenv("XDG_STATE_HOME")
        monkeypatch.setattr(Path, "home", nowhere)
    else:
        folder.parent.write_bytes(b"")

    told = unexpected("甲")

    assert "F901" in told
    assert "请把本提示和所做的操作（日志没有写成：" in told
    assert "Traceback" not in told
    assert "\n" not in told


def test_it_does_not_grow_for_ever(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "MOST", 100_000)
    for number in range(9):
        log.write(f"entry {number} " + "x" * 200_000)

    assert {path.name for path in folder.iterdir()} == {log.NAME, log.OLD_NAME}
    assert all(path.stat().st_size < 220_000 for path in folder.iterdir())
    assert "entry 8" in logged(folder)
    assert "entry 7" in logged(folder) + logged(folder, log.OLD_NAME)


def test_no_place_for_temporary_files_is_told_as_such(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(tempfile, "_candidate_tempdir_list", lambda: [str(folder / "nowhere")])

    assert "F902" in unexpected("甲")
    assert "ValueError: 甲" in logged(folder)
