"""Hard files: links, pipes and devices, full disks, two runs at once, what a killed run leaves."""

from __future__ import annotations

import os
import socket
import sys
from typing import TYPE_CHECKING

import pytest

from yuecheng_xl.disk.regular import NotRegularError, is_link, open_regular

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

posix = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no pipes in folders, and links need rights"
)


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
