"""Start LibreOffice without windows, with a profile of its own, and stop it."""

from __future__ import annotations

import os
import subprocess
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from tests.conftest import SOFFICE
from tests.office.uno_bridge import import_uno

if TYPE_CHECKING:
    from pathlib import Path

uno, WHY_NOT = import_uno()
_PATIENCE = 60


class Office:
    """A running LibreOffice."""

    def __init__(self, folder: Path) -> None:
        pipe = f"yuecheng-{os.getpid()}-{time.monotonic_ns()}"
        profile = (folder / "profile").as_uri()
        assert SOFFICE is not None, WHY_NOT
        command = [SOFFICE, f"-env:UserInstallation={profile}", f"--accept=pipe,name={pipe};urp;"]
        self._process = subprocess.Popen(
            [*command, "--headless", "--norestore", "--nologo", "--nodefault"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.context = self._connect(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        self.desktop = self.service("com.sun.star.frame.Desktop")

    def _connect(self, address: str) -> Any:
        assert uno is not None, WHY_NOT
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(_PATIENCE * 10):
            with suppress(Exception):  # a pyuno error: not listening yet
                return resolver.resolve(address)
            time.sleep(0.1)
        self.stop()
        raise TimeoutError("LibreOffice does not answer")

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    def service(self, name: str) -> Any:
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def documents(self) -> list[Any]:
        """Return the open documents."""
        found = []
        components = self.desktop.Components.createEnumeration()
        while components.hasMoreElements():
            found.append(components.nextElement())
        return found

    def stop(self) -> None:
        with suppress(Exception):  # it hangs up while it answers
            self.desktop.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()


def properties(**values: Any) -> tuple[Any, ...]:
    """Return UNO's way of passing options."""
    assert uno is not None, WHY_NOT
    made = []
    for name, value in values.items():
        item = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        item.Name, item.Value = name, value
        made.append(item)
    return tuple(made)
