"""What a method of assessment says about one indicator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, overload

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Datum, Doubt, Observation
    from yuecheng_xl.typed.period import Period


class Method(Enum):
    """How the verdict was reached (计算方法)."""

    PROGRESS = "完成进度与时间进度比较"
    TARGET_REACHED = "目标已达到"
    HOLD = "守住目标"
    GROWTH = "平均增速与目标比较"
    CUMULATIVE = "累计完成进度与时间进度比较"
    QUALITATIVE = "定性目标"
    FORECAST = "部门预判"
    NOT_COLLECTED = "停止统计或未统计"
    NO_FIGURE = "缺少数据"
    DOUBT = "存疑"


class Rolling(NamedTuple):
    """What a twelve-month value is made of.

    ``growth`` is that of the part, year on year, in percent; ``is_real``: at constant prices.
    """

    previous: Datum
    part: Datum
    growth: Fraction
    is_real: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """A value (in the indicator's unit) and its date in years (end of 2020 is 2020)."""

    value: Fraction
    moment: Fraction
    period: Period
    observation: Observation
    rolling: Rolling | None = None


class Told(Sequence[str]):
    """Lines worded when somebody asks for them: kept, they would take as much memory as all figures."""

    __slots__ = ("_facts", "_tell")

    def __init__(self, tell: Callable[..., Sequence[str]], *facts: object) -> None:
        """Keep the facts, and the module's function that words them."""
        self._tell, self._facts = tell, facts

    @overload
    def __getitem__(self, index: int) -> str: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...

    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        return self._tell(*self._facts)[index]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tell(*self._facts))

    def __len__(self) -> int:
        return len(self._tell(*self._facts))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


@dataclass(frozen=True, slots=True)
class Outcome:
    """Verdict, method and the figures behind it.

    ``progress`` and ``elapsed`` are shares. ``schedule_ratio`` is progress over elapsed time,
    or average growth over its target: what the grade goes by. ``steps`` are the calculation, one line each.
    ``doubt`` says what each reading of a doubted row gives, empty where there is none; ``doubted`` is what
    has more than one.
    """

    completion: str
    method: Method
    base: Point | None = None
    current: Point | None = None
    progress: Fraction | None = None
    elapsed: Fraction | None = None
    schedule_ratio: Fraction | None = None
    target_reached: bool = False
    steps: Sequence[str] = ()
    findings: tuple[Finding, ...] = ()
    doubt: str = ""
    doubted: tuple[Doubt, ...] = ()

    @property
    def is_questioned(self) -> bool:
        """True where the verdict itself is in doubt: there is none, or it rests on what may be wrong.

        One that stands whichever way is better, or whatever kind of figure it is, is a verdict.
        """
        if not self.doubt or self.method is Method.DOUBT or not self.doubted:
            return bool(self.doubt)
        return any(doubt.periods or doubt.is_of_target for doubt in self.doubted)
