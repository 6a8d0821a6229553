"""A VBA project ([MS-OVBA]) as sources by module name: read from an Office file, changed, packed again.

References, ids and everything else that only the VBA editor can make stay as they were read. Compiled
code is left out: Excel compiles from source where the version in ``_VBA_PROJECT`` is not its own.
"""

from __future__ import annotations

import io
import re
import struct

import olefile

from yuecheng_xl.addin.package import compound, compression

_CODE_PAGE = "cp1252"
_NOT_COMPILED = b"\xcc\x61\xff\xff\x00\x01\x00"

# Records of the dir stream.
_PROJECT_NAME, _VERSION = 0x0004, 0x0009
_MODULE_NAME, _MODULE_NAME_UNICODE = 0x0019, 0x0047
_STREAM_NAME, _STREAM_NAME_UNICODE = 0x001A, 0x0032
_SOURCE_OFFSET = 0x0031
_MBCS_NAMES = (_MODULE_NAME, _STREAM_NAME)
_UNICODE_NAMES = (_MODULE_NAME_UNICODE, _STREAM_NAME_UNICODE)


class Project:
    """A VBA project; ``modules`` holds the sources, with CR LF line ends, in the project's order."""

    def __init__(self, data: bytes) -> None:
        """Read the project from ``vbaProject.bin``."""
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            self._text = file.openstream("PROJECT").read().decode(_CODE_PAGE)
            self._records = _records(compression.decompress(file.openstream("VBA/dir").read()))
            self.modules: dict[str, str] = {}
            for kind, value in self._records:
                if kind == _STREAM_NAME:
                    name = value.decode(_CODE_PAGE)
                elif kind == _SOURCE_OFFSET:
                    offset = int.from_bytes(value, "little")
                    packed = file.openstream(f"VBA/{name}").read()[offset:]
                    self.modules[name] = compression.decompress(packed).decode(_CODE_PAGE)

    def rename(self, name: str) -> None:
        """Give the project itself a name."""
        self._replace((_PROJECT_NAME,), None, name.encode(_CODE_PAGE))
        self._text = re.sub(r'^Name="[^"]*"', f'Name="{name}"', self._text, count=1, flags=re.MULTILINE)

    def replace_module(self, old: str, new: str, source: str) -> None:
        """Put a module with another name and source in the place of one.

        Raises:
            KeyError: there is no module of the old name.

        """
        if old not in self.modules:
            raise KeyError(old)
        self.modules = {
            new if name == old else name: source if name == old else text
            for name, text in self.modules.items()
        }
        self._replace(_MBCS_NAMES, old.encode(_CODE_PAGE), new.encode(_CODE_PAGE))
        self._replace(_UNICODE_NAMES, old.encode("utf-16-le"), new.encode("utf-16-le"))
        # "Module=name" or "Class=name" in the list of modules, "name=0, 0, …" among the editor's windows.
        listed = re.compile(rf"^(Module=|Class=|){re.escape(old)}(?=\r|=)", re.MULTILINE)
        self._text = listed.sub(rf"\g<1>{new}", self._text)

    def pack(self) -> bytes:
        """Return the project as ``vbaProject.bin``.

        Raises:
            UnicodeEncodeError: a source holds what the project's code page has not.

        """
        self._replace((_SOURCE_OFFSET,), None, bytes(4))
        names = b"".join(
            name.encode(_CODE_PAGE) + b"\0" + name.encode("utf-16-le") + b"\0\0" for name in self.modules
        )
        storage = {name: compression.compress(text.encode(_CODE_PAGE)) for name, text in self.modules.items()}
        directory = b"".join(_packed(kind, value) for kind, value in self._records)
        return compound.pack(
            {
                "PROJECT": self._text.encode(_CODE_PAGE),
                "PROJECTwm": names + b"\0\0",
                "VBA": {**storage, "dir": compression.compress(directory), "_VBA_PROJECT": _NOT_COMPILED},
            }
        )

    def _replace(self, kinds: tuple[int, ...], old: bytes | None, new: bytes) -> None:
        self._records = [
            (kind, new if kind in kinds and old in (None, value) else value) for kind, value in self._records
        ]


def _records(directory: bytes) -> list[tuple[int, bytes]]:
    found, position = [], 0
    while position < len(directory):
        kind, size = struct.unpack_from("<HI", directory, position)
        if kind == _VERSION:
            size += 2  # the one record whose size leaves out its last field
        found.append((kind, directory[position + 6 : position + 6 + size]))
        position += 6 + size
    return found


def _packed(kind: int, value: bytes) -> bytes:
    return struct.pack("<HI", kind, len(value) - 2 if kind == _VERSION else len(value)) + value
