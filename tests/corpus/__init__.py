"""Masters as offices keep them, one feature of real workbooks in each.

``FEATURES`` has the writers by the names of the features. Two authors make them: XlsxWriter, and where
it cannot write something, XML spliced into a package that it made. No program of ours has a hand in them.
"""

from pathlib import Path

from tests.corpus import (
    by_hand_cells,
    by_hand_data,
    by_hand_drawings,
    by_hand_package,
    by_hand_parts,
    by_xlsxwriter,
)
from tests.corpus.refused import REFUSED
from tests.corpus.registry import FEATURES, WITH_MACROS

__all__ = ["FEATURES", "REFUSED", "WITH_MACROS", "master_of"]

MODULES = (by_xlsxwriter, by_hand_cells, by_hand_data, by_hand_drawings, by_hand_parts, by_hand_package)


def master_of(feature: str, folder: Path) -> Path:
    """Write the master with a feature (of FEATURES or REFUSED) into a folder."""
    suffix = ".xlsm" if feature in WITH_MACROS else ".xlsx"
    path = folder / f"指标总表{suffix}"
    (FEATURES.get(feature) or REFUSED[feature])(path)
    return path
