"""The attachments of a mail that somebody put into the folder as it came (.eml)."""

from __future__ import annotations

from email import message_from_bytes, policy
from pathlib import PurePath
from typing import TYPE_CHECKING

from yuecheng_xl.disk import files
from yuecheng_xl.disk.names import safe_name
from yuecheng_xl.disk.regular import open_regular

if TYPE_CHECKING:
    from email.message import EmailMessage
    from pathlib import Path

MOST_BYTES = 64 << 20
_MOST_ATTACHMENTS = 500


class MailError(Exception):
    """The mail is larger than any that somebody sends."""


def attachments(mail: Path, folder: Path) -> list[tuple[str, Path]]:
    """Write a mail's attachments into a folder; return their names and where they are.

    Pictures that stand in the mail's text are none, a mail that was sent on as an attachment is one.

    Raises:
        MailError: it is too large.
        OSError: it cannot be read.
        OutputError: there is no room.

    """
    with open_regular(mail, follow=False) as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise MailError
    message: EmailMessage = message_from_bytes(content, policy=policy.default)
    found: list[tuple[str, Path]] = []
    for part in message.walk():
        name = part.get_filename()
        if name is None or part.is_multipart() or len(found) >= _MOST_ATTACHMENTS:
            continue
        if part.get_content_maintype() == "image" and part.get_content_disposition() != "attachment":
            continue
        payload = part.get_payload(decode=True)
        name = _decoded(name)
        target = folder / f"{len(found)}" / (safe_name(PurePath(name).name) or "_")
        files.write(payload if isinstance(payload, bytes) else b"", target)
        found.append((name, target))
    return found


def _decoded(name: str) -> str:
    """Return an attachment's name; some programs write its bytes as they are, in GBK."""
    if not any("\udc80" <= character <= "\udcff" for character in name):
        return name
    return name.encode("utf-8", "surrogateescape").decode("gb18030", "replace")
