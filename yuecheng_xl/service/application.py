"""What the service answers: the page, its files, runs and downloads."""

from __future__ import annotations

import asyncio
import hmac
import json
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from yuecheng_xl.office.jobs import BUTTONS, OF_WPS
from yuecheng_xl.service.clicks import Clicks
from yuecheng_xl.service.desk import Desk, RefusedError
from yuecheng_xl.service.guard import WPS, Guard, refused
from yuecheng_xl.service.jobs import JOBS
from yuecheng_xl.service.runs import Runs
from yuecheng_xl.service.worker import RESULT
from yuecheng_xl.version import __version__

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.types import ASGIApp

PAGE = Path(__file__).parent / "page"
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_MOST_ASKED = 1 << 20
"""Bytes of a question of the page."""

_MOST_ANSWERED = 16 << 20
"""Bytes of an answer of WPS: a column of twenty thousand texts."""

_BEAT = 15
"""Seconds between the signs of life by which a closed page is noticed."""


class Service:
    """The service's state: its files, its runs, the pages that are open."""

    def __init__(self, folder: Path) -> None:
        """Keep all files below an empty folder."""
        (folder / "in").mkdir()
        (folder / "runs").mkdir()
        self.desk, self.runs, self.clicks = Desk(folder / "in"), Runs(folder / "runs"), Clicks()
        self._token = ""
        self.pages = 0
        self.was_opened = False
        self._static = {item.name: item for item in PAGE.iterdir() if item.suffix in _TYPES}

    @property
    def is_idle(self) -> bool:
        """True where no page is open and nothing runs."""
        return self.pages == 0 and not self.runs.is_busy and not self.clicks.is_busy

    def application(self, *, port: int, token: str) -> ASGIApp:
        """Return the ASGI application, its guard in front."""
        self._token = token
        routes = [
            Route("/", self._index),
            Route("/page/{name}", self._file),
            Route("/api/alive", self._alive),
            Route("/api/presence", self._presence),
            Route("/api/sets", self._new_set, methods=["POST"]),
            Route("/api/sets/{key}", self._put, methods=["PUT"]),
            Route("/api/runs", self._start, methods=["POST"]),
            Route("/api/runs/{key}", self._follow, methods=["GET"]),
            Route("/api/runs/{key}", self._cancel, methods=["DELETE"]),
            Route("/api/runs/{key}/result", self._result),
            Route("/api/runs/{key}/tickets", self._ticket, methods=["POST"]),
            Route("/api/runs/{key}/sets", self._take_up, methods=["POST"]),
            Route("/download/{ticket}", self._download),
            Route(f"{WPS}click", self._click, methods=["POST"]),
            Route(f"{WPS}answer", self._answer, methods=["POST"]),
        ]

        @asynccontextmanager
        async def lifespan(_: Starlette) -> AsyncIterator[None]:
            yield
            await self.runs.end()
            await self.clicks.end()

        app = Starlette(routes=routes, lifespan=lifespan, exception_handlers={RefusedError: _refuse})
        return Guard(app, port=port, token=token)

    async def _index(self, _: Request) -> Response:
        return _static(self._static["index.html"])

    async def _file(self, request: Request) -> Response:
        path = self._static.get(request.path_params["name"])
        return _static(path) if path else refused(404, "没有这个文件")

    async def _alive(self, _: Request) -> Response:
        return JSONResponse({"product": "yuecheng-xl", "version": __version__})

    async def _presence(self, _: Request) -> Response:
        """Stay connected as long as the page is open."""

        async def beats() -> AsyncIterator[bytes]:
            self.pages += 1
            self.was_opened = True
            try:
                while True:
                    yield b"\n"
                    await asyncio.sleep(_BEAT)
            finally:
                self.pages -= 1

        return StreamingResponse(beats(), media_type="text/plain")

    async def _new_set(self, _: Request) -> Response:
        return JSONResponse({"set": self.desk.new_set()})

    async def _put(self, request: Request) -> Response:
        name = request.query_params.get("name", "")
        kept = await self.desk.put(request.path_params["key"], name, request.stream())
        return JSONResponse({"name": kept})

    async def _start(self, request: Request) -> Response:
        asked = await _asked(request)
        job = asked.get("job")
        if not isinstance(job, str) or job not in JOBS:
            raise RefusedError(400, "没有这项工作")
        takes, sets = JOBS[job], asked.get("sets")
        if not isinstance(sets, dict) or set(sets) != {*takes.files, *takes.folders}:
            raise RefusedError(400, "缺少这项工作要用的文件")
        task: dict[str, Any] = {role: str(self.desk.only_file(sets[role])) for role in takes.files}
        task |= {"answers": _answers(asked.get("answers"))} if takes.answers else {}
        task |= {role: str(self.desk.set(sets[role])) for role in takes.folders}
        return JSONResponse({"run": self.runs.start(job, task).key}, 202)

    async def _follow(self, request: Request) -> Response:
        run = self.runs.get(request.path_params["key"])

        async def lines() -> AsyncIterator[bytes]:
            async for event in run.follow():
                yield json.dumps(event, ensure_ascii=False).encode() + b"\n"

        return StreamingResponse(lines(), media_type="application/x-ndjson")

    async def _cancel(self, request: Request) -> Response:
        run = self.runs.get(request.path_params["key"])
        if not run.is_over:
            await self.runs.cancel(run)
        return JSONResponse({})

    async def _result(self, request: Request) -> Response:
        path = self.runs.get(request.path_params["key"]).folder / RESULT
        if not path.is_file():
            raise RefusedError(404, "这次运行没有结果")
        return FileResponse(path, media_type="application/json")

    async def _ticket(self, request: Request) -> Response:
        return JSONResponse({"ticket": self.desk.ticket(await self._made(request))})

    async def _take_up(self, request: Request) -> Response:
        """Make a result a set of its own, to go on from."""
        return JSONResponse({"set": self.desk.set_of(await self._made(request))})

    async def _made(self, request: Request) -> Path:
        """Return the file of a run that the page names.

        Raises:
            RefusedError: there is none.

        """
        run, asked = self.runs.get(request.path_params["key"]), await _asked(request)
        made = {item.name: item for item in run.out.iterdir()} if run.is_over else {}
        path = made.get(str(asked.get("name")))
        if path is None:
            raise RefusedError(404, "没有这个结果文件")
        return path

    async def _download(self, request: Request) -> Response:
        path = self.desk.redeem(request.path_params["ticket"])
        named = f"attachment; filename*=UTF-8''{quote(path.name)}"
        return FileResponse(
            path, media_type="application/octet-stream", headers={"Content-Disposition": named}
        )

    async def _click(self, request: Request) -> Response:
        asked = await self._asked_by_wps(request)
        button = asked.get("button")
        if not isinstance(button, str) or button not in BUTTONS | OF_WPS:
            raise RefusedError(400, "没有这项功能，请重新安装 WPS 加载项")
        return JSONResponse(await self.clicks.begin(button, str(asked.get("page"))))

    async def _answer(self, request: Request) -> Response:
        asked = await self._asked_by_wps(request)
        answer = asked.get("answer")
        if not isinstance(answer, dict):
            raise RefusedError(400, "请求看不懂")
        return JSONResponse(await self.clicks.answer(str(asked.get("page")), answer))

    async def _asked_by_wps(self, request: Request) -> dict[str, Any]:
        """Return what WPS' page asks, if it knows the token.

        Raises:
            RefusedError: it does not, or the question is none.

        """
        asked = await _asked(request, _MOST_ANSWERED)
        if not hmac.compare_digest(str(asked.get("token")).encode(), self._token.encode()):
            raise RefusedError(401, "令牌不对：请重新打开“规划评估”")
        return asked


def _static(path: Path) -> Response:
    return Response(path.read_bytes(), media_type=_TYPES[path.suffix])


def _answers(said: object) -> list[dict[str, str | int]]:
    """Return answers to doubts as they are passed on.

    Raises:
        RefusedError: they are none.

    """
    kinds = {"number": int, "what": str, "choices": str, "word": str, "typed": str}
    found = []
    for item in said if isinstance(said, list) else [None]:
        if not isinstance(item, dict) or set(item) != set(kinds):
            raise RefusedError(400, "答复看不懂")
        if not all(type(item[name]) is kind for name, kind in kinds.items()):
            raise RefusedError(400, "答复看不懂")
        found.append(item)
    return found


async def _asked(request: Request, most: int = _MOST_ASKED) -> dict[str, Any]:
    """Return a question of the page, which is a JSON object.

    Raises:
        RefusedError: it is none, or too large.

    """
    content = b""
    async for chunk in request.stream():
        content += chunk
        if len(content) > most:
            raise RefusedError(413, "请求过大")
    try:
        asked = json.loads(content)
    except (ValueError, RecursionError):
        asked = None
    if not isinstance(asked, dict):
        raise RefusedError(400, "请求看不懂")
    return asked


async def _refuse(_: Request, error: Exception) -> Response:
    assert isinstance(error, RefusedError)  # noqa: S101 - registered for it
    return refused(error.status, error.text)
