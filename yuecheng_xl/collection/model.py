"""What collecting passes on: a submission, its entries, and what became of each of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from yuecheng_xl.forms.layout import Row

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.forms.layout import Key
    from yuecheng_xl.typed.printed import Printed
    from yuecheng_xl.typed.status import Status


Subject = int | Row
"""What a row of a submission is about: an indicator by its number, a task or project by the master's row."""


class State(Enum):
    """How an input file ends, in exactly one way. The value is the word that staff see."""

    MERGED = "已汇总"
    MERGED_WITH_FINDINGS = "已汇总（有问题）"
    RETURNED = "退回"
    BLANK = "未填报"


class Fate(Enum):
    """What became of one entry; the value is the word that staff see."""

    NEW = "采用"
    UPDATED = "更新"
    REVISED = "修订"
    SAME = "与已有数据一致"
    AGREED = "与采用的数据一致"
    KEPT = "已有数据，未采用"
    SUPERSEDED = "另有新数据，未采用"
    CONFLICT = "数据不一致，未采用"
    DOUBTED = "存疑，未采用"
    NO_PLACE = "总表无处填写，未采用"
    UNREADABLE = "无法识别，未采用"

    @property
    def is_taken(self) -> bool:
        """True where the entry stands in the merged master now."""
        return self in (Fate.NEW, Fate.UPDATED, Fate.REVISED, Fate.SAME, Fate.AGREED)


class Doubt(Enum):
    """Why an entry may not be what it says; the value is the reason that staff see.

    The first two leave a new figure in; together, or where the master has another figure, nothing is taken.
    The others alone keep a figure out until somebody confirms it.
    """

    NAME = "指标名称只是相近"
    FAR = "与已有数据相差悬殊"
    MAGNITUDE = "与已有数据差约10的整数次方倍"
    NOUGHT = "0可能表示没有数据"
    SIGN = "正负号与已有的数相反"
    SHIFTED = "可能填错了列"
    OVER = "超过总投资"
    SMALL = "不到总投资的千分之一"
    LESS = "累计数比已有的小"
    BACK = "比已有的阶段倒退"
    MOVED = "与已有的日期相差一年以上"

    @property
    def is_grave(self) -> bool:
        """True where the doubt alone keeps a figure out."""
        return self not in (Doubt.NAME, Doubt.FAR)


class Entry(NamedTuple):
    """One filled cell of a submission that answers a question of the plan.

    ``number`` is the indicator's, or the row of the task or project. ``value`` is in the indicator's unit
    (growth: percent; projects: 亿元), None where the status says why; ``printed`` is
    what the master gets, ``text`` what the department filled in.
    """

    number: Subject
    key: Key
    value: Decimal | None
    status: Status
    printed: Printed
    text: str
    sheet: str
    cell: str
    doubts: tuple[Doubt, ...] = ()

    @property
    def where(self) -> str:
        """The place as findings show it."""
        return f"{self.sheet}!{self.cell}"


@dataclass(frozen=True, slots=True)
class Submission:
    """One input file as read: whose it is, what it says, what is wrong with it.

    ``file`` is its path below the folder (below the archive that it came in). ``modified`` is when its
    office program last saved it, where the file says so. ``standard`` and ``returned`` are the files
    written for it, below the output folder.
    """

    file: str
    department: str = ""
    modified: datetime | None = None
    entries: tuple[Entry, ...] = ()
    numbers: frozenset[Subject] = frozenset()
    findings: tuple[Finding, ...] = ()
    standard: str = ""
    returned: str = ""

    def __repr__(self) -> str:
        counts = f"{len(self.entries)} entries, {len(self.findings)} findings"
        return f"Submission({self.file!r}, {self.department!r}, {counts})"


@dataclass(frozen=True, slots=True)
class FileFinding:
    """A finding, the file that it is about (empty: the batch), and the department."""

    finding: Finding
    file: str = ""
    department: str = ""


class Decision(NamedTuple):
    """An entry, where it came from, and what became of it: one row of the long table."""

    submission: Submission
    entry: Entry
    fate: Fate
