"""The service's life: it finds one that runs, or begins, opens the page, and ends when nobody looks."""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
import socket
import subprocess
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn

from yuecheng_xl.disk.scratch import scratch
from yuecheng_xl.service import whereabouts
from yuecheng_xl.service.application import Service
from yuecheng_xl.service.whereabouts import Whereabouts
from yuecheng_xl.wps import link

if TYPE_CHECKING:
    from collections.abc import Callable

IDLE = 120.0
"""Seconds without an open page after which the service ends: enough to load the page anew."""


def serve(told: Callable[[str], None], *, opens: bool = True, idle: float = IDLE, port: int = 0) -> None:
    """Serve until the last page has been closed for a while; where a service runs, only open its page.

    Args:
        told: called with the page's address as soon as it can be opened.
        opens: open the page.
        idle: seconds without an open page after which the service ends.
        port: where to listen; 0 for a free port.

    Raises:
        OSError: the port is taken.
        OutputError: there is no room for files.

    """
    running = whereabouts.read()
    if running is not None and running.is_alive:
        told(running.address)
        if opens:
            open_page(running.address)
        return
    # Made with its protocol named: else every answer waits 40 ms for an acknowledgement.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    with listening, scratch() as folder:
        listening.bind(("127.0.0.1", port))
        here = Whereabouts(listening.getsockname()[1], secrets.token_urlsafe(32), os.getpid())
        service = Service(folder)
        app = service.application(port=here.port, token=here.token)
        config = uvicorn.Config(
            app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(config)

        def begun() -> None:
            here.write()
            link.leave(here.port, here.token)
            told(here.address)
            if opens:
                open_page(here.address)

        try:
            asyncio.run(_until_idle(server, listening, service, idle, begun))
        finally:
            here.remove()
            link.take_away(here.token)


async def _until_idle(
    server: uvicorn.Server,
    listening: socket.socket,
    service: Service,
    idle: float,
    begun: Callable[[], None],
) -> None:
    serving = asyncio.create_task(server.serve([listening]))
    while not server.started and not serving.done():
        await asyncio.sleep(0.005)
    if not serving.done():
        begun()
    left = idle
    step = min(1.0, idle / 4)
    while not serving.done():
        await asyncio.wait([serving], timeout=step)
        left = left - step if service.is_idle else idle
        if left <= 0:
            server.should_exit = True
    await serving


def open_page(address: str) -> None:
    """Open the page: as a window of its own where Edge can, else in the browser of the user's choice."""
    roots = (os.environ.get("PROGRAMFILES(X86)"), os.environ.get("PROGRAMFILES"))
    installed = [Path(root, "Microsoft", "Edge", "Application", "msedge.exe") for root in roots if root]
    edge = shutil.which("msedge") or next(filter(Path.is_file, installed), None)
    if edge:
        subprocess.Popen([edge, f"--app={address}"])  # noqa: S603 - the system's browser
    else:
        webbrowser.open(address)
