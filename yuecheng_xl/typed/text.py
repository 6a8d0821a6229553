"""Normalising of what people type, shared by headers, figures and words."""

from __future__ import annotations

import re
import unicodedata

from yuecheng_xl.process.memo import kept

# Where digits that are circled or raised stand in Unicode; most texts have none, and are done with.
_MAY_BE_MARKED = re.compile("[\u00b2\u00b3\u00b9\u2070-\u209f\u2460-\u24ff\u2776-\u2793\u3200-\u33ff]")
_PIECE = 256
"""Characters that are normalised at once: sorting a run of accents takes the square of its length."""
_CIRCLES, _RAISED = ("<circle>",), ("<super>",)
_MINUS_SIGNS = "\u2212\u2010\u2011"
INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
"""Characters that show nothing, as ranges: they come along from web pages, chats and PDF files."""
_PLAIN = re.compile("[0-9A-Za-z\u4e00-\u9fff%.]*")
"""What NFKC leaves as it is."""
_INVISIBLE = re.compile(f"[{INVISIBLE}]")


@kept(1024)
def normalise(text: str) -> str:
    """Return the text with full-width characters half-width (NFKC), no white space, nothing invisible.

    For comparing and parsing only: what is shown stays as it was filled in.
    """
    if _PLAIN.fullmatch(text):  # most names and words
        return text
    plain = visible(text)
    for sign in _MINUS_SIGNS:
        plain = plain.replace(sign, "-")
    pieces = (plain[start : start + _PIECE] for start in range(0, len(plain), _PIECE))
    return "".join("".join(unicodedata.normalize("NFKC", piece).split()) for piece in pieces)


def visible(text: str) -> str:
    """Return the text without characters that show nothing."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def split_note_marks(text: str) -> tuple[str, str]:
    """Take circled digits, and raised ones that are no power of a unit, off a text: ``83000①`` → (83000, ①).

    NFKC would turn ① into 1 and glue it to the number. The ³ of ``µg/m³`` follows a letter and stays.
    """
    if not _MAY_BE_MARKED.search(text):
        return text, ""
    kept, marks = [], []
    before = ""  # the last character that was kept
    for character in text:
        tag = unicodedata.decomposition(character).partition(" ")[0]
        is_mark = tag in _CIRCLES or (tag in _RAISED and not _takes_power(before))
        if character.isnumeric() and is_mark:
            marks.append(character)
            continue
        kept.append(character)
        before = before if character.isspace() else character
    return "".join(kept), "".join(marks)


def _takes_power(before: str) -> bool:
    """Tell whether a raised digit is a unit's power: m², μg/m³, 千米²."""
    return before.isalpha() and (ord(before) < 0x400 or before in "米里")
