"""Where a running service is found by a second start: its port and token, in a file of the user's own."""

from __future__ import annotations

import http.client
import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from yuecheng_xl.disk.own_folder import own_folder

if TYPE_CHECKING:
    from pathlib import Path

_PATIENCE = 2.0
"""Seconds that a service on the same PC may take to answer."""


class Whereabouts(NamedTuple):
    """The port and the token of a service, and the process that it is."""

    port: int
    token: str
    pid: int

    @property
    def address(self) -> str:
        """The page's address. What follows the # is never sent, nor kept in any log."""
        return f"http://127.0.0.1:{self.port}/#{self.token}"

    @property
    def is_alive(self) -> bool:
        """True where the service answers, and to this token."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        try:
            connection.request("GET", "/api/alive", headers={"Authorization": f"Bearer {self.token}"})
            answer = connection.getresponse()
            return answer.status == 200 and b"yuecheng-xl" in answer.read(1000)
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def write(self) -> None:
        """Write the file, which nobody else may read.

        Raises:
            OSError: no rights, no room.

        """
        path = _path()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(self._asdict(), file)

    def remove(self) -> None:
        """Remove the file if it is this service's."""
        if read() == self:
            with suppress(OSError):
                _path().unlink()


def read() -> Whereabouts | None:
    """Return what the file says; None where there is none that can be read."""
    try:
        said = json.loads(_path().read_text(encoding="utf-8"))
        return Whereabouts(int(said["port"]), str(said["token"]), int(said["pid"]))
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _path() -> Path:
    return own_folder() / "service.json"
