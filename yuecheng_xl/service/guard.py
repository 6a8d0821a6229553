"""Who may speak to the service: its own page, and nobody else on this PC or beyond.

A service on the loopback can be reached by every page that the user has open and by every program. What
each rule refuses:

==================  ==========================================================================
Host                a foreign name that was made to point here (DNS rebinding)
Origin              a page of another site, or of another port of this PC
Sec-Fetch-Site      the same, where the browser sends no origin
Sec-Fetch-Dest      our page inside another one's frame, an image, a script elsewhere
token               another program or user of this PC; it is no cookie, for cookies reach every port
                    (WPS' page sends it in the body: its preflights would be asked again each time)
Content-Length      what would fill the disk
==================  ==========================================================================
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 100 << 20
"""Bytes of one file: no workbook that the product reads is as large."""

WPS = "/wps/"
"""What WPS' page asks for. It is a file, whose origin is ``null``: that of every sandboxed frame, too."""

_OPEN = ("/", "/page/", "/download/", WPS)
"""Paths that need no token here: the page itself, downloads, whose ticket is one, and what WPS asks for."""

_METHODS = ("GET", "POST", "PUT", "DELETE")
_DESTINATIONS = ("", "document", "empty", "script", "style", "image", "font", "manifest")
_SENT_ALONG = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """An ASGI application in front of another one."""

    def __init__(self, app: ASGIApp, *, port: int, token: str) -> None:
        """Let through what comes from the page that was served on ``port`` and knows ``token``."""
        self._app = app
        self._hosts = (f"127.0.0.1:{port}", f"localhost:{port}")
        self._token = token.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # no page of ours opens a socket
            await send({"type": "websocket.close", "code": 1008})
            return
        answer = self._refusal(scope)

        async def send_along(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _SENT_ALONG.items():
                    headers[name] = value
                if scope["path"].startswith(WPS):
                    headers["Access-Control-Allow-Origin"] = "null"
                    headers["Cross-Origin-Resource-Policy"] = "cross-origin"
            await send(message)

        await (answer or self._app)(scope, receive, send_along)

    def _refusal(self, scope: Scope) -> JSONResponse | None:
        headers, path = Headers(scope=scope), scope["path"]
        host = headers.get("host", "")
        if scope["method"] not in _METHODS:
            return refused(405, "不支持这种请求")
        if host not in self._hosts:
            return refused(403, "只接受本机页面的请求（主机名不符）")
        is_wps = path.startswith(WPS)
        origin = "null" if is_wps else f"http://{host}"
        if headers.get("origin", origin) != origin:
            return refused(403, "只接受本机页面的请求（来源不符）")
        is_navigation = path == "/" or path.startswith("/download/")
        allowed = (
            ("same-origin", "none") if is_navigation else ("cross-site",) if is_wps else ("same-origin",)
        )
        if headers.get("sec-fetch-site", allowed[0]) not in allowed:
            return refused(403, "只接受本机页面的请求（站点不符）")
        if headers.get("sec-fetch-dest", "") not in _DESTINATIONS:
            return refused(403, "不能放在别的页面中")
        is_open = path == _OPEN[0] or path.startswith(_OPEN[1:])
        if not is_open and not self._knows_token(headers.get("authorization", "")):
            return refused(401, "没有令牌，或令牌不对：请从“规划评估”图标重新打开页面")
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > MOST_BYTES:
            return refused(413, f"文件超过{MOST_BYTES >> 20}MB")
        return None

    def _knows_token(self, authorization: str) -> bool:
        kind, _, given = authorization.partition(" ")
        return kind == "Bearer" and hmac.compare_digest(given.encode(), self._token)


def refused(status: int, text: str) -> JSONResponse:
    """Return an answer that says why not, in the words of staff."""
    return JSONResponse({"error": {"message": text}}, status)
