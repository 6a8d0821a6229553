"""Open what Excel itself opens without a question: workbooks encrypted with its own, well-known password.

保护工作簿 and 建议只读 in an .xls, and some programs, encrypt a file so; nobody who opens it is asked for
anything.
"""

from __future__ import annotations

import re
from io import BytesIO

_ROUNDS = re.compile(rb'\bspinCount="(\d{1,20})"')
_MOST_ROUNDS = 1_000_000
"""Times that a password is hashed: Excel does it 100,000 times, which takes a tenth of a second."""

_PASSWORD = "VelvetSweatshop"  # noqa: S105 - Microsoft's, in MS-OFFCRYPTO


class LockedError(Exception):
    """The file has another password: one that somebody knows."""


def unlocked(content: bytes) -> bytes:
    """Return a workbook as it is below the encryption.

    Raises:
        LockedError: it has a password of its own, or is encrypted in a way that we do not know.
        ValueError: it is damaged.

    """
    if any(int(rounds) > _MOST_ROUNDS for rounds in _ROUNDS.findall(content)):
        raise LockedError
    import msoffcrypto  # noqa: PLC0415 - only an encrypted file pays for it
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError  # noqa: PLC0415

    plain = BytesIO()
    try:
        file = msoffcrypto.OfficeFile(BytesIO(content))
        if file.format == "ooxml":
            file.load_key(password=_PASSWORD, verify_password=True)
        else:
            file.load_key(password=_PASSWORD)
        file.decrypt(plain)
    except (DecryptionError, InvalidKeyError, FileFormatError) as cause:
        raise LockedError from cause
    except ValueError:
        raise
    except Exception as cause:  # the library's own checks of a damaged file are of any kind
        raise ValueError(str(cause)) from cause
    return plain.getvalue()
