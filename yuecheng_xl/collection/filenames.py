"""Names of the files written for each input file; no two inputs share one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from yuecheng_xl.collection.sources import safe_label

if TYPE_CHECKING:
    from collections.abc import Iterable

STANDARD, RETURNED = "标准表", "退回"


@dataclass(frozen=True, slots=True)
class Names:
    """Paths below the output folder.

    ``standard`` is the standard form; ``returned`` the workbook that goes back with its faulty cells
    coloured, or with the explanation alone; ``original`` the file as it was sent, beside it: None where it
    is too large.
    """

    standard: str
    returned: str
    original: str | None


def names_for(labels: Iterable[str]) -> list[Names]:
    """Return the names for each input file, in the order given; the same each time."""
    paths = [PurePosixPath(safe_label(label)) for label in labels]
    # No file may be called as a folder is: 夹.xlsx, where somebody has a folder 夹.xlsx.
    taken = {str(folder).casefold() for path in paths for folder in path.parents}
    found = []
    numbers: dict[str, int] = {}  # where the search for a free one begins: thousands may share a name
    for path in paths:
        # Excel hides a workbook that is named as its lock files are, and nobody could open the answer.
        path = path.with_name(path.name.replace("~$", "$", 1))
        key = _pair(path, "")[0].casefold()
        number = next(number for number in count(numbers.get(key, 1)) if _is_free(taken, path, number))
        numbers[key] = number
        name, original = _pair(path, _suffix(number))
        taken |= {name.casefold(), original.casefold()}
        found.append(Names(f"{STANDARD}/{name}", f"{RETURNED}/{name}", f"{RETURNED}/{original}"))
    return found


def _is_free(taken: set[str], path: PurePosixPath, number: int) -> bool:
    return not any(name.casefold() in taken for name in _pair(path, _suffix(number)))


def _suffix(number: int) -> str:
    return f"（{number}）" if number > 1 else ""


def _pair(path: PurePosixPath, suffix: str) -> tuple[str, str]:
    """Return the name of what is written for a file, and that of the file as it was sent beside it."""
    stem = path.stem if path.suffix.lower() == ".xlsx" else path.name
    original = path.with_name(f"{path.stem}（原件{suffix}）{path.suffix}")
    return str(path.with_name(f"{stem}{suffix}.xlsx")), str(original)
