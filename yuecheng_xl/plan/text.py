"""Normalising of what people type, shared by headers, figures and words."""

from __future__ import annotations

import re
import unicodedata

_NOTE_TAGS = ("<circle>", "<super>", "<sub>", "<square>")
_MINUS_SIGNS = str.maketrans({"\u2212": "-", "\u2010": "-", "\u2011": "-"})


def normalise(text: str) -> str:
    """Return the text with full-width characters made half-width (NFKC) and no white space.

    For comparing and parsing only: what is shown stays as it was filled in.
    """
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text.translate(_MINUS_SIGNS)))


def split_note_marks(text: str) -> tuple[str, str]:
    """Take circled and superscript digits that follow a number off a text: ``83000①`` → (83000, ①).

    NFKC would turn ① into 1 and glue it to the number. The ³ of ``µg/m³`` follows a letter and stays.
    """
    kept, marks = [], []
    after_number = False
    for character in text:
        is_mark = unicodedata.decomposition(character).startswith(_NOTE_TAGS) and character.isnumeric()
        if is_mark and after_number:
            marks.append(character)
            continue
        kept.append(character)
        if not character.isspace():
            after_number = character.isdecimal() or (after_number and character in "*%％")
    return "".join(kept), "".join(marks)
