"""A written file in brief: where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def written(path: Path) -> str:
    """Say where the result is."""
    return f"结果已写入：{path.absolute()}"
