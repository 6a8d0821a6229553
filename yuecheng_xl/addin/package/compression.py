"""The compression of VBA sources inside an Office file ([MS-OVBA] 2.4.1)."""

from __future__ import annotations

CHUNK = 4096
"""Bytes of source that are compressed at a time; a match never reaches into the chunk before."""

_SIGNATURE = b"\x01"
_COMPRESSED = 0xB000
_RAW = 0x3000
_SHORTEST_MATCH = 3


def compress(source: bytes) -> bytes:
    """Return a compressed container that unpacks to ``source``.

    Raises:
        ValueError: the end of the source does not shrink at all, which no text does.

    """
    chunks = [source[start : start + CHUNK] for start in range(0, len(source), CHUNK)]
    return _SIGNATURE + b"".join(map(_packed, chunks))


def decompress(container: bytes) -> bytes:
    """Return what a compressed container holds.

    Raises:
        ValueError: these bytes are no such container.

    """
    if container[:1] != _SIGNATURE:
        raise ValueError("not a compressed container")
    source, position = bytearray(), 1
    while position < len(container):
        header = int.from_bytes(container[position : position + 2], "little")
        end = position + (header & 0x0FFF) + 3
        body = container[position + 2 : end]
        source += _unpacked(body) if header & 0x8000 else body
        position = end
    return bytes(source)


def _packed(chunk: bytes) -> bytes:
    body, position = bytearray(), 0
    while position < len(chunk):
        flags, tokens = 0, bytearray()
        for bit in range(8):
            if position == len(chunk):
                break
            offset, length = _longest_match(chunk, position)
            if length:
                flags |= 1 << bit
                token = (offset - 1) << (16 - _offset_bits(position)) | (length - _SHORTEST_MATCH)
                tokens += token.to_bytes(2, "little")
                position += length
            else:
                tokens.append(chunk[position])
                position += 1
        body.append(flags)
        body += tokens
    if len(body) > CHUNK:  # a chunk that would grow is kept as it is, which only a full one can be
        if len(chunk) < CHUNK:
            raise ValueError("cannot be compressed")
        return (_RAW | (CHUNK - 1)).to_bytes(2, "little") + chunk
    return (_COMPRESSED | (len(body) - 1)).to_bytes(2, "little") + body


def _unpacked(body: bytes) -> bytes:
    chunk, position = bytearray(), 0
    while position < len(body):
        flags = body[position]
        position += 1
        for bit in range(8):
            if position >= len(body):
                break
            if not flags >> bit & 1:
                chunk.append(body[position])
                position += 1
                continue
            token = int.from_bytes(body[position : position + 2], "little")
            position += 2
            length_bits = 16 - _offset_bits(len(chunk))
            start = len(chunk) - (token >> length_bits) - 1
            for index in range(start, start + (token & (1 << length_bits) - 1) + _SHORTEST_MATCH):
                chunk.append(chunk[index])  # may read what it has just written
    return bytes(chunk)


def _longest_match(chunk: bytes, position: int) -> tuple[int, int]:
    """Return how far back the longest repetition stands, and its length; (0, 0) where there is none."""
    if not position:
        return 0, 0
    longest = min(len(chunk) - position, (1 << 16 - _offset_bits(position)) - 1 + _SHORTEST_MATCH)
    offset, length = 0, 0
    start = 0
    for tried in range(_SHORTEST_MATCH, longest + 1):
        # A longer match can only begin where the shorter one did, or later.
        start = chunk.find(chunk[position : position + tried], start, position + tried - 1)
        if start < 0:
            break
        offset, length = position - start, tried
    return offset, length


def _offset_bits(position: int) -> int:
    # The further into the chunk, the more bits of a token say where the match is, the fewer how long.
    return max(4, (position - 1).bit_length())
