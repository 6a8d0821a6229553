"""The files of one service: what the page sent, what the runs made, and the tickets to fetch it.

All lies in one folder that goes when the service ends. A name that comes from outside is one file's name,
never a path.
"""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from yuecheng_xl.disk.names import free_name, safe_name
from yuecheng_xl.service.guard import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

MOST_FILES = 20_000
_MOST_IN_ALL = 2 << 30


class RefusedError(Exception):
    """What the page asked for is not to be had; ``status`` is that of HTTP."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status, self.text = status, text


class Desk:
    """Sets of files by id, in a folder of the service's own."""

    def __init__(self, folder: Path) -> None:
        """Use an empty folder."""
        self._folder = folder
        self._sets: dict[str, Path] = {}
        self._tickets: dict[str, Path] = {}
        self._size = 0

    def new_set(self) -> str:
        """Make an empty set of files; return its id."""
        key = secrets.token_urlsafe(12)
        folder = self._folder / f"in{len(self._sets)}"
        folder.mkdir()
        self._sets[key] = folder
        return key

    def set_of(self, path: Path) -> str:
        """Make a set with a copy of a file that a run made; return its id."""
        key = self.new_set()
        shutil.copyfile(path, self._sets[key] / path.name)
        return key

    def set(self, key: object) -> Path:
        """Return the folder of a set.

        Raises:
            RefusedError: there is no such set.

        """
        folder = self._sets.get(key) if isinstance(key, str) else None
        if folder is None:
            raise RefusedError(404, "没有这组文件：页面已过期，请重新选择文件")
        return folder

    def only_file(self, key: object) -> Path:
        """Return the one file of a set.

        Raises:
            RefusedError: there is no such set, or it has none or several.

        """
        files = sorted(self.set(key).iterdir())
        if len(files) != 1:
            raise RefusedError(400, "请选择一个文件")
        return files[0]

    async def put(self, key: str, name: str, chunks: AsyncIterator[bytes]) -> str:
        """Write a file that the page sends into a set; return the name that it has there.

        Raises:
            RefusedError: there is no such set, the name is a path, the file or all of them are too large.

        """
        folder = self.set(key)
        if not name or any(sign in name for sign in "/\\\0") or name in (".", ".."):
            raise RefusedError(400, "文件名不能用")
        taken = {item.name.casefold() for item in folder.iterdir()}
        if len(taken) >= MOST_FILES:
            raise RefusedError(413, f"文件多于{MOST_FILES}个，请分批汇总")
        plain = Path(safe_name(name) or "未命名")
        path = folder / free_name(
            plain.stem, lambda wanted: wanted.casefold() in taken, suffix=plain.suffix, numbered="{}({})"
        )
        size = 0
        try:
            with path.open("xb") as file:
                async for chunk in chunks:
                    size += len(chunk)
                    if size > MOST_BYTES or self._size + size > _MOST_IN_ALL:
                        raise RefusedError(413, f"文件超过{MOST_BYTES >> 20}MB，或全部文件过大")
                    file.write(chunk)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        self._size += size
        return path.name

    def ticket(self, path: Path) -> str:
        """Return a ticket with which a file can be fetched once: a download carries no header."""
        key = secrets.token_urlsafe(24)
        self._tickets[key] = path
        return key

    def redeem(self, ticket: str) -> Path:
        """Return the file of a ticket, which is spent by that.

        Raises:
            RefusedError: there is no such ticket any more, or its file is gone.

        """
        path = self._tickets.pop(ticket, None)
        if path is None or not path.is_file():
            raise RefusedError(404, "下载链接已用过或已过期，请在页面上再点一次")
        return path
