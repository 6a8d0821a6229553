"""An Open XML package edited in place: the parts that a job changes, and all others byte for byte.

Formats: ECMA-376 part 2 (parts, relationships, content types).
"""

from __future__ import annotations

import codecs
import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING, NamedTuple

from yuecheng_xl.disk.archive import Archive
from yuecheng_xl.sheets.markup import Edits, parse, quoted, utf8

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import IO

    Content = bytes | Callable[[], Iterable[bytes]]
    """A part: its bytes, or what gives them in pieces when the package is written."""

_TYPES = "[Content_Types].xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES_NAMESPACE, _RELATIONS_NAMESPACE = f"{_PACKAGE}/content-types", f"{_PACKAGE}/relationships"
_RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_PIECE = 1 << 16
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of each part that is ours: the same result is the same bytes."""

HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NO_RELATIONS = HEAD + f'<Relationships xmlns="{_RELATIONS_NAMESPACE}"></Relationships>'.encode()
_NO_TYPES = (
    HEAD
    + (
        f'<Types xmlns="{_TYPES_NAMESPACE}"><Default Extension="rels" ContentType="{_RELATIONS_TYPE}"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>'
    ).encode()
)


class Relation(NamedTuple):
    """One relationship: ``target`` is a part's name, or an address outside the package."""

    id: str
    type: str
    target: str
    external: bool = False

    @property
    def kind(self) -> str:
        """The last word of the type, the same in all versions of the format: worksheet, drawing, chart."""
        return self.type.rpartition("/")[2]


class Package:
    """The parts of a package by name. Names are compared in any case, as the format has it."""

    def __init__(self, content: bytes | None = None) -> None:
        """Open a package, or begin an empty one.

        Raises:
            ArchiveError: it is no sound zip archive.

        """
        self._archive = Archive(content) if content is not None else None
        # Some programs write zip entries with back slashes.
        infos = self._archive.infos if self._archive else ()
        self._old = {info.filename.replace("\\", "/"): info for info in infos}
        self._actual = {name.casefold(): name for name in self._old}
        self._before = dict(self._old)
        self._new: dict[str, Content] = {}
        self._packed: dict[str, bytes] = {}
        self._relations: dict[str, list[Relation]] = {}
        self._defaults: dict[str, str] = {}
        self._overrides: dict[str, str] = {}
        if _TYPES not in self:
            self.put(_TYPES, _NO_TYPES)
        for item in parse(self.xml(_TYPES)).children:
            content_type = item.attributes.get("ContentType", "")
            if "PartName" in item.attributes:
                self._overrides[item.attributes["PartName"].casefold()] = content_type
            else:
                self._defaults[item.attributes.get("Extension", "").casefold()] = content_type
        self._declared = dict(self._overrides)

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._actual

    def names(self) -> list[str]:
        """Return the names of all parts, as the package writes them."""
        return list(self._actual.values())

    def read(self, name: str) -> bytes:
        """Return a part's bytes.

        Raises:
            KeyError: there is no such part.
            ArchiveError: it is damaged.

        """
        name = self._actual[name.casefold()]
        if name in self._new:
            content = self._new[name]
            return b"".join(content()) if callable(content) else content
        if name in self._packed:
            return zlib.decompress(self._packed[name])
        assert self._archive is not None  # noqa: S101 - what is not new comes from there
        return self._archive.read(self._old[name])

    def xml(self, name: str) -> bytes:
        """Return a part of text in UTF-8.

        Raises:
            KeyError: there is no such part.
            ArchiveError: it is damaged.

        """
        return utf8(self.read(name))

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield a part's bytes, a large one in pieces.

        Raises:
            KeyError: there is no such part.
            ArchiveError: it is damaged.

        """
        name = self._actual[name.casefold()]
        if name in self._packed:
            unpacker = zlib.decompressobj()
            rest = self._packed[name]
            while rest:
                yield unpacker.decompress(rest, _PIECE)
                rest = unpacker.unconsumed_tail
            yield unpacker.flush()
        elif name in self._new or self._archive is None:
            yield self.read(name)
        else:
            yield from self._archive.stream(self._old[name], _PIECE)

    def head(self, name: str) -> bytes:
        """Return the beginning of a part of text in UTF-8; of one in another encoding all of it.

        Raises:
            KeyError: there is no such part.
            ArchiveError: it is damaged.

        """
        begin = next(self.pieces(name), b"")
        return utf8(begin) if begin.lstrip(codecs.BOM_UTF8).startswith(b"<") else self.xml(name)

    def put(self, name: str, content: Content) -> None:
        """Write a part, in the place of one that has the name."""
        name = self._actual.setdefault(name.casefold(), name)
        self._new[name] = content
        self._packed.pop(name, None)

    def pack(self, name: str, pieces: Iterable[bytes]) -> None:
        """Write a large part that comes in pieces, and hold it packed until the package is written."""
        packer = zlib.compressobj(1)
        packed = b"".join([*map(packer.compress, pieces), packer.flush()])
        self._packed[self._actual.setdefault(name.casefold(), name)] = packed
        self._new.pop(name, None)

    def is_streamed(self, name: str) -> bool:
        """Tell whether a part is given in pieces only when the package is written."""
        return callable(self._new.get(self._actual.get(name.casefold(), "")))

    def add(self, stem: str, suffix: str, content: Content, content_type: str) -> str:
        """Add a part under the next free number (``xl/charts/chart`` and ``.xml``); return its name."""
        number = 1
        while (name := f"{stem}{number}{suffix}") in self:
            number += 1
        self.put(name, content)
        self.declare(name, content_type)
        return name

    # Relationships.

    def relations(self, source: str) -> list[Relation]:
        """Return the relationships of a part; of the package itself where ``source`` is empty.

        Raises:
            MarkupError: they are no XML.

        """
        key = source.casefold()
        if key not in self._relations:
            name = _relations_part(source)
            self._relations[key] = self._read_relations(name, source) if name in self else []
        return self._relations[key]

    def _read_relations(self, name: str, source: str) -> list[Relation]:
        folder = posixpath.dirname(source)
        found = []
        for item in parse(self.xml(name)).children:
            target, external = (
                item.attributes.get("Target", ""),
                item.attributes.get("TargetMode") == "External",
            )
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                target = self._actual.get(target.casefold(), target)
            found.append(
                Relation(item.attributes.get("Id", ""), item.attributes.get("Type", ""), target, external)
            )
        return found

    def related(self, source: str, kind: str) -> str | None:
        """Return the part of a kind that a part refers to; None where it refers to none, or none is there."""
        found = (item.target for item in self.relations(source) if item.kind == kind and not item.external)
        return next((target for target in found if target in self), None)

    def relate(self, source: str, kind: str, target: str) -> str:
        """Add a relationship to a part; return its id.

        Args:
            source: the part that refers, or empty for the package itself.
            kind: the whole type, or its last word for one of Office's own.
            target: the part referred to.

        """
        relations = self.relations(source)
        taken = {item.id for item in relations}
        number = 1
        while (key := f"rId{number}") in taken:
            number += 1
        whole = kind if "/" in kind else f"{_OFFICE_RELATION}/{kind}"
        relations.append(Relation(key, whole, target))
        name = _relations_part(source)
        part = self.xml(name) if name in self else _NO_RELATIONS
        where = posixpath.relpath(f"/{target}", f"/{posixpath.dirname(source)}")
        edits = Edits(part)
        edits.append(
            parse(part),
            f'<Relationship xmlns="{_RELATIONS_NAMESPACE}" Id="{key}" Type="{whole}" '
            f"Target={quoted(where)}/>",
        )
        self.put(name, edits.result())
        self._defaults.setdefault("rels", _RELATIONS_TYPE)
        return key

    def unrelate(self, source: str, keys: Iterable[str]) -> None:
        """Take relationships of a part out."""
        gone = set(keys)
        name = _relations_part(source)
        if not gone or name not in self:
            return
        part = self.xml(name)
        edits = Edits(part)
        for item in parse(part).children:
            if item.attributes.get("Id") in gone:
                edits.drop(item)
        self.put(name, edits.result())
        self._relations[source.casefold()] = [item for item in self.relations(source) if item.id not in gone]

    # Content types.

    def content_type(self, name: str) -> str:
        """Return a part's declared content type; empty where none is."""
        extension = posixpath.splitext(name)[1].lstrip(".").casefold()
        return self._overrides.get(f"/{name}".casefold(), self._defaults.get(extension, ""))

    def declare(self, name: str, content_type: str) -> None:
        """Declare a part's content type."""
        if self.content_type(name) != content_type:
            self._overrides[f"/{name}".casefold()] = content_type

    def _content_types(self) -> bytes:
        """Return the part that declares them, with what was added and taken out."""
        part = self.xml(_TYPES)
        if self._declared == self._overrides:
            return part
        root, edits = parse(part), Edits(part)
        for item in root.children:
            name = item.attributes.get("PartName", "").casefold()
            if not name:
                continue
            if name not in self._overrides:
                edits.drop(item)
            elif self._overrides[name] != item.attributes.get("ContentType"):
                edits.set(item, {"ContentType": self._overrides[name]})
        added = [
            f'<Override xmlns="{_TYPES_NAMESPACE}" PartName={quoted("/" + self._actual[name.lstrip("/")])} '
            f"ContentType={quoted(content_type)}/>"
            for name, content_type in self._overrides.items()
            if name not in self._declared
        ]
        edits.append(root, "".join(added))
        return edits.result()

    # Removing.

    def remove(self, name: str) -> None:
        """Remove a part, and with it those that nothing else refers to any more."""
        targets = [item.target for item in self.relations(name) if not item.external]
        self._drop(name)
        self._drop(_relations_part(name))
        self._relations.pop(name.casefold(), None)
        for target in targets:
            if target in self and not any(self.users(target)):
                self.remove(target)

    def users(self, target: str) -> Iterator[str]:
        """Yield the parts that refer to a part; an empty name stands for the package itself."""
        wanted = target.casefold()
        for name in self.names():
            if not name.casefold().endswith(".rels"):
                continue
            folder, _, base = name.rpartition("_rels/")
            source = folder + base[: -len(".rels")]
            if any(not item.external and item.target.casefold() == wanted for item in self.relations(source)):
                yield source

    def _drop(self, name: str) -> None:
        actual = self._actual.pop(name.casefold(), None)
        if actual is not None:
            for parts in (self._new, self._packed, self._old):
                parts.pop(actual, None)
            self._overrides.pop(f"/{name}".casefold(), None)

    # Writing.

    def save(
        self, stream: IO[bytes], *, finish: Callable[[], None], stamp: str, stamped: Callable[[], bytes]
    ) -> None:
        """Write the package.

        Args:
            stream: where to.
            finish: is called when the parts that come in pieces are written, and puts what follows from them.
            stamp: the part that says who wrote the package and when; it is there already.
            stamped: gives that part's new content, and is asked only where something else has changed.

        """
        self.put(_TYPES, self._content_types())
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(self._info(_TYPES), self.read(_TYPES))
            streamed = [name for name in self._actual.values() if callable(self._new.get(name))]
            for name in streamed:
                content = self._new[name]
                assert callable(content)  # noqa: S101 - so they were chosen
                with archive.open(self._info(name), "w") as part:
                    for piece in content():
                        part.write(piece)
            finish()
            stamp = self._actual[stamp.casefold()]
            for name in self._actual.values():
                if name not in (_TYPES, stamp, *streamed):
                    with archive.open(self._info(name), "w") as part:
                        for piece in self.pieces(name):
                            part.write(piece)
            before = {
                name: (info.file_size, info.CRC) for name, info in self._before.items() if name != stamp
            }
            after = {info.filename: (info.file_size, info.CRC) for info in archive.infolist()}
            archive.writestr(self._info(stamp), self.read(stamp) if before == after else stamped())

    def _info(self, name: str) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(name, _EPOCH)
        info.compress_type = zipfile.ZIP_DEFLATED
        old = self._old.get(name)
        if old is not None:
            info.date_time, info.external_attr = old.date_time, old.external_attr
            if old.compress_type == zipfile.ZIP_STORED:
                info.compress_type = zipfile.ZIP_STORED
        return info


def _relations_part(source: str) -> str:
    folder, base = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{base}.rels")
