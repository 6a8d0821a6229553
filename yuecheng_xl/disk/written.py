"""What writing a result gives: where it is, the backup, what was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from yuecheng_xl.findings import Finding


@dataclass(frozen=True, slots=True)
class Written:
    """Where the results are, the backup of a workbook written in place, and what writing found.

    ``findings`` are those of the evaluation and of the writing.
    """

    path: Path
    backup: Path | None
    findings: tuple[Finding, ...]

    def __repr__(self) -> str:
        backup = f", backup {str(self.backup)!r}" if self.backup else ""
        return f"Written({str(self.path)!r}{backup}, {len(self.findings)} findings)"
