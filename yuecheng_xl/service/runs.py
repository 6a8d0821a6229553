"""Runs of jobs: one at a time, each in a process of its own that can be cancelled."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from yuecheng_xl.service.child import Child, Message
from yuecheng_xl.service.desk import RefusedError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@dataclass(slots=True)
class Run:
    """A job that was started: its folders, what it has told so far, and whether it is over.

    Its events are ``{"done": …, "of": …}`` while files are read, at last ``{"end": "done"}``, ``"failed"``
    (with the finding) or ``"cancelled"``.
    """

    key: str
    folder: Path
    events: list[Message] = field(default_factory=list)
    process: Child | None = None
    is_cancelled: bool = False
    news: asyncio.Condition = field(default_factory=asyncio.Condition)

    @property
    def out(self) -> Path:
        """The folder of the job's results."""
        return self.folder / "out"

    @property
    def is_over(self) -> bool:
        """True when nothing more will be told."""
        return bool(self.events) and "end" in self.events[-1]

    async def tell(self, event: Message) -> None:
        """Add an event for whoever follows the run."""
        async with self.news:
            self.events.append(event)
            self.news.notify_all()

    async def follow(self) -> AsyncIterator[Message]:
        """Yield what was told, and what will be, to the end."""
        seen = 0
        while True:
            async with self.news:
                while len(self.events) == seen:
                    await self.news.wait()
                fresh = self.events[seen:]
            for event in fresh:
                yield event
            seen += len(fresh)
            if "end" in fresh[-1]:
                return


class Runs:
    """The runs of one service."""

    def __init__(self, folder: Path) -> None:
        """Keep each run's files below a folder."""
        self._folder = folder
        self._runs: dict[str, Run] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def is_busy(self) -> bool:
        """True while a job runs."""
        return any(not run.is_over for run in self._runs.values())

    def get(self, key: str) -> Run:
        """Return a run.

        Raises:
            RefusedError: there is no such run.

        """
        if key not in self._runs:
            raise RefusedError(404, "没有这次运行：页面已过期，请重新操作")
        return self._runs[key]

    def start(self, job: str, task: dict[str, Any]) -> Run:
        """Start a job; ``task`` is what it is given beside its output folder, in plain values.

        Raises:
            RefusedError: another job runs.

        """
        if self.is_busy:
            raise RefusedError(409, "上一项工作还没有结束，请稍候或先取消")
        run = Run(secrets.token_urlsafe(12), self._folder / f"run{len(self._runs)}")
        run.out.mkdir(parents=True)
        self._runs[run.key] = run
        working = asyncio.create_task(_work(run, job, task))
        self._tasks.add(working)
        working.add_done_callback(self._tasks.discard)
        return run

    async def cancel(self, run: Run) -> None:
        """End a run's process; what it has written is thrown away with the service's folder."""
        run.is_cancelled = True
        if run.process is not None:
            run.process.kill()

    async def end(self) -> None:
        """Cancel what runs, and wait until it is gone."""
        for run in self._runs.values():
            if not run.is_over:
                await self.cancel(run)
        await asyncio.gather(*self._tasks, return_exceptions=True)


async def _work(run: Run, job: str, task: dict[str, Any]) -> None:
    """Let a process do a job, and tell what it says; its end is told whatever happens."""
    end: Message = {"end": "failed", "error": {"message": "处理进程意外结束，请重试；反复出现请查看日志"}}
    try:
        run.process = process = await Child.start("worker", job, str(run.folder))
        if run.is_cancelled:
            process.kill()
        await process.tell(task)
        while (event := await process.hear()) is not None:
            if "end" in event:
                end = event
            else:
                await run.tell(event)
        await process.wait()
    finally:
        await run.tell({"end": "cancelled"} if run.is_cancelled else end)
