"""Patterns of whole sentences: looked for where one of their words stands, and compiled when they first are.

A cell of a table is mostly a number. Compiling all that might be said instead costs a command's start tens
of milliseconds, and matching it in vain costs each cell.
"""

from __future__ import annotations

import re
from functools import cached_property


class Worded:
    """A regular expression, compiled when it is first needed, that matches no text without its words."""

    def __init__(self, source: str, *words: str) -> None:
        """Take the expression, and the words of which each text that it matches has one at least, if any."""
        self._source, self.words = source, words

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled expression."""
        return re.compile(self._source)

    def match(self, text: str) -> re.Match[str] | None:
        """Match at the beginning of a text."""
        return self.pattern.match(text) if self._may_match(text) else None

    def search(self, text: str) -> re.Match[str] | None:
        """Find the first match in a text."""
        return self.pattern.search(text) if self._may_match(text) else None

    def _may_match(self, text: str) -> bool:
        return not self.words or any(word in text for word in self.words)
