"""How names of indicators are typed: what does not count when two are compared, and what tells two apart.

A row of a table holds a name and perhaps a remark; running text holds a name among other words. So each
has its own key and its own rule of what a name may mean. How alike two keys are is ``likeness``.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from yuecheng_xl.process.memo import kept
from yuecheng_xl.typed.text import normalise, split_note_marks

if TYPE_CHECKING:
    from collections.abc import Iterable

_SIGNS = r"“”\"'‘’《》〈〉·\-—_、，,。:：;；#"
_SIGNS_IN_TABLES = re.compile(rf"[{_SIGNS}.*]")
_SIGNS_IN_PROSE = re.compile(rf"[{_SIGNS}()]")
_REMARK = re.compile(r"\([^()]*\)$")
_LEAD = re.compile(r"^(?:其中:|\d{1,4}[.、)]|\(\d{1,4}\))")
# PM10 is not PM2.5 and 生产总值增速 is not 生产总值, however alike the names: what tells figures of one
# family apart must be the same.
_TELLING = re.compile(
    r"[0-9.]+|增速|增长率|增幅|进口|出口|收入|支出|城镇|农村|城市|户籍|常住|登记|调查|男|女|新增|累计|人均|亩均|地均"
    r"|第[一二三四五六七八九十]|农业|工业|建筑|金融|服务业|省内|省外|境内|境外|以[上下内外]|总产值|指数|天数|人数|户数|[率额]$|[不非未]"
)
_TELLING_REMARK = re.compile(
    r"100|指数|可比价|不变价|现价|增[长速幅量加]|同比|环比|比上年|比重|占比|人均|累计|新增|预|计划|目标|其中|不[含包]|[非未]"
)
_DIGITS = re.compile(r"\d+(?:\.\d+)?")


@kept(4096)
def key_of_name(name: str) -> str:
    """Return a name without what people add or leave out: spaces, signs, note marks, a remark in brackets."""
    return without_signs(bare_name(name)).casefold()


def bare_name(name: str) -> str:
    """Return a name without its number, note marks and a remark in brackets that makes it no other thing.

    生产总值（亿元） is 生产总值; 生产总值（1978年=100） is an index.
    """
    plain = _LEAD.sub("", normalise(split_note_marks(name)[0])).rstrip("*")
    remark = _REMARK.search(plain)
    if remark is None or remark.start() == 0 or _TELLING_REMARK.search(remark[0]):
        return plain
    return plain[: remark.start()]


def without_signs(name: str) -> str:
    """Return a normalised name without the signs that tables put into names or leave out."""
    return _SIGNS_IN_TABLES.sub("", name)


def key_in_list(name: str) -> str:
    """Return a task's or project's name as it is compared; what stands in brackets (二期) tells it."""
    return without_signs(normalise(name)).casefold()


def that_may_be_meant(written: str, names: Iterable[str]) -> list[str]:
    """Return the keys of indicators that have every telling word which the key of a name in a table has."""
    telling = Counter(_TELLING.findall(written))
    # Looked for as mere texts first: a plan may have thousands of names, and most have none of the words.
    holding = [name for name in names if all(word in name for word in telling)]
    return [name for name in holding if telling <= Counter(_TELLING.findall(name))] if telling else holding


@kept(4096)
def key_in_prose(text: str) -> str:
    """Return a stretch of prose without spaces and signs; decimal points stay, for figures stand in prose."""
    return _SIGNS_IN_PROSE.sub("", normalise(text)).casefold()


def may_mean_in_prose(written: str, name: str) -> bool:
    """Tell whether two keys end in the same character and have the same numbers.

    A Chinese name's head stands last: 外贸出口企业 is no 外贸出口. PM10 is not PM2.5.
    """
    return name[-1:] == written[-1:] and _DIGITS.findall(name) == _DIGITS.findall(written)
