"""A process of the service's own, spoken to in lines of JSON; ``speech.py`` is the other end."""

from __future__ import annotations

import asyncio
import json
import sys
from contextlib import suppress
from typing import Any

Message = dict[str, Any]
_LONGEST_LINE = 16 << 20


class Child:
    """A running process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        """Take a process whose input and output are pipes."""
        assert process.stdin is not None  # noqa: S101 - both are pipes
        assert process.stdout is not None  # noqa: S101
        self._process, self._input, self._output = process, process.stdin, process.stdout

    @classmethod
    async def start(cls, module: str, *arguments: str) -> Child:
        """Start a module of the service."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", f"yuecheng_xl.service.{module}", *arguments,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=_LONGEST_LINE,
        )  # fmt: skip
        return cls(process)

    async def tell(self, message: Message) -> None:
        """Write a line to it; that it died is known when nothing more is heard."""
        with suppress(ConnectionError):
            self._input.write(json.dumps(message).encode() + b"\n")
            await self._input.drain()

    async def hear(self) -> Message | None:
        """Return what it tells next; None when it has ended."""
        line = await self._output.readline()
        message: Message | None = json.loads(line) if line else None
        return message

    async def wait(self) -> None:
        """Wait until it is gone."""
        await self._process.wait()

    def kill(self) -> None:
        """End it at once."""
        with suppress(ProcessLookupError):
            self._process.kill()
