"""Clicks in WPS: a process does the job, the add-in's page does the actions, one after the other.

Each request of the page carries the answer to the last action and gets the next one. A page that was closed
or loaded anew half-way answers no more: the next click first takes back what that job had done.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from yuecheng_xl.office.wps import GONE
from yuecheng_xl.service.child import Child, Message
from yuecheng_xl.service.desk import RefusedError

_LOST: Message = {
    "end": {"text": "处理进程意外结束，没有完成。请再点一次；反复出现请查看日志。", "failed": True}
}


@dataclass(slots=True)
class Click:
    """A click that was begun: its process, and the page that does its actions."""

    process: Child
    page: str
    is_asked: bool = False
    """True while the page owes an answer."""

    async def next(self, answer: Message | None) -> Message:
        """Pass an answer on, and return the next action or the end."""
        if answer is not None:
            await self.process.tell(answer)
        message = await self.process.hear() or _LOST
        self.is_asked = "action" in message
        return message


class Clicks:
    """The click that is going on, if any: the program has one workbook in front."""

    def __init__(self) -> None:
        """Begin with none."""
        self._now: Click | None = None
        self._turn = asyncio.Lock()

    @property
    def is_busy(self) -> bool:
        """True while a click is not over."""
        return self._now is not None

    async def begin(self, button: str, page: str) -> Message:
        """Begin a click; return its first action.

        Of an earlier page's unfinished click, the actions that take it back come first, and its end.

        Raises:
            RefusedError: the page's last click is not over.

        """
        async with self._turn:
            if self._now is not None:
                if self._now.page == page:
                    raise RefusedError(409, "上一次点击还没有完成，请稍候")
                self._now.page = page
                return await self._step({"error": GONE} if self._now.is_asked else None)
            self._now = Click(await Child.start("clicking", button), page)
            return await self._step(None)

    async def answer(self, page: str, answer: Message) -> Message:
        """Take the page's answer to the last action; return the next action, or the end.

        Raises:
            RefusedError: nothing was asked of this page.

        """
        async with self._turn:
            if self._now is None or self._now.page != page or not self._now.is_asked:
                raise RefusedError(409, "没有正在进行的点击")
            return await self._step(answer)

    async def _step(self, answer: Message | None) -> Message:
        assert self._now is not None  # noqa: S101 - whoever calls has looked
        message = await self._now.next(answer)
        if "end" in message:
            await self._now.process.wait()
            self._now = None
        return message

    async def end(self) -> None:
        """End the process of a click that is not over: it takes back what it can no more."""
        if self._now is not None:
            self._now.process.kill()
            await self._now.process.wait()
