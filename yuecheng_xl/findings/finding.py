"""A finding (问题) is a value: code, severity, where, what is wrong, how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


class Severity(Enum):
    """How much a finding matters; the value is the word that staff see."""

    ERROR = "错误"
    WARNING = "警告"
    NOTE = "提示"

    @property
    def rank(self) -> int:
        """Place in the order of gravity: the gravest is 0."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong or suspicious, ready to be shown.

    ``where`` is ``file``, ``sheet!cell`` or empty where the finding concerns the whole workbook.
    """

    code: str
    severity: Severity
    where: str
    message: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.where}：" if self.where else ""
        return f"[{self.code} {self.severity.value}] {place}{self.message}。{self.remedy}。"


def has_errors(findings: Iterable[Finding]) -> bool:
    """Tell whether one of the findings is of severity 错误."""
    return any(item.severity is Severity.ERROR for item in findings)


@dataclass(frozen=True, slots=True)
class Kind:
    """One entry of the catalogue: the constant part of every finding with the same code.

    ``title`` names the kind in a summary and on its page. ``message`` and ``remedy`` are ``str.format``
    templates without a final full stop.
    """

    code: str
    severity: Severity
    title: str
    message: str
    remedy: str

    def at(self, where: str = "", **fields: Any) -> Finding:  # noqa: ANN401 - anything a format takes
        """Make the finding of this kind for one place.

        A text among the fields is shortened, for a cell may hold a book; a list is told whole, each of its
        texts shortened.
        """
        shown = {name: _shown(value) for name, value in fields.items()}
        return Finding(
            self.code, self.severity, where, self.message.format(**shown), self.remedy.format(**shown)
        )


_LONGEST = 500
"""Characters of a text that a finding repeats: more than a sentence has, less than a page."""


def _shown(value: object) -> object:
    if isinstance(value, list):
        return "、".join(str(_shown(item)) for item in value)
    if isinstance(value, str) and len(value) > _LONGEST:
        return f"{value[:_LONGEST]}…"
    return value
