"""The catalogue of findings, by group. docs/findings.md has a paragraph for each code; a test holds the two together.

A new finding is an entry in its group's module, with the group's next free code. Codes are never reused.
"""

from yuecheng_xl.findings.catalogue.addin import *  # noqa: F403
from yuecheng_xl.findings.catalogue.cells import *  # noqa: F403
from yuecheng_xl.findings.catalogue.checks import *  # noqa: F403
from yuecheng_xl.findings.catalogue.collecting import *  # noqa: F403
from yuecheng_xl.findings.catalogue.draft import *  # noqa: F403
from yuecheng_xl.findings.catalogue.evaluation import *  # noqa: F403
from yuecheng_xl.findings.catalogue.excel import *  # noqa: F403
from yuecheng_xl.findings.catalogue.files import *  # noqa: F403
from yuecheng_xl.findings.catalogue.inference import *  # noqa: F403
from yuecheng_xl.findings.catalogue.output import *  # noqa: F403
from yuecheng_xl.findings.catalogue.program import *  # noqa: F403
from yuecheng_xl.findings.catalogue.recommendations import *  # noqa: F403
from yuecheng_xl.findings.catalogue.structure import *  # noqa: F403
from yuecheng_xl.findings.catalogue.tasks import *  # noqa: F403
from yuecheng_xl.findings.finding import Kind


def all_kinds() -> dict[str, Kind]:
    """Return every kind by its code, in the order of the codes."""
    kinds = [value for value in globals().values() if isinstance(value, Kind)]
    return {kind.code: kind for kind in sorted(kinds, key=lambda kind: int(kind.code[1:]))}
