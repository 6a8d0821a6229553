"""指标库: what is known of an indicator by its name, of some four hundred indicators of real plans.

A sheet of the master, for the office to correct and add to; a workbook without it uses the shipped one. A
name is matched strictly, by itself or one of its other names, and the unit: a wrong match is worse than
none. What a cell leaves empty is not known, or practice differs: it is asked for, not guessed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from yuecheng_xl.disk.shipped import master_workbook
from yuecheng_xl.grid import read_book
from yuecheng_xl.plan.kinds import Direction, Measure
from yuecheng_xl.typed.text import normalise, split_note_marks
from yuecheng_xl.typed.unit import canonical, factor, is_share
from yuecheng_xl.typed.worded import Worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from yuecheng_xl.grid import Book, Grid

SHEET = "指标库"
_HEADERS = {
    "名称": "name",
    "别名": "others",
    "单位": "units",
    "方向": "direction",
    "数据类型": "measure",
    "年内可比": "compares",
    "增速口径": "prices",
    "取值范围": "range",
}
_SEPARATORS = re.compile(r"[；;]")
_RANGE = re.compile(r"^(?:(≥|≤)(-?\d+(?:\.\d+)?)|(-?\d+(?:\.\d+)?)[–—~-](-?\d+(?:\.\d+)?))$")

# What tables call differently, by one word each; the keys of names are made by them.
_REWRITINGS = [
    (Worded(f"(?m:{pattern})"), word)
    for pattern, word in (
        (r"\([A-Za-z0-9.&·%‰]+\)", ""),  # an abbreviation; other brackets may narrow what is counted
        (r"^(?:全[市区县省国体]|我[市区县省])", ""),
        (r"地区生产总值|国内生产总值|生产总值", "GDP"),
        (r"[万亿]元GDP", "单位GDP"),
        (r"规模以上", "规上"),
        (r"^(?:每)?(万|千)人(?:口)?(?!次)", r"每\1人"),
        (r"每(万|千)人口", r"每\1人"),
        (r"占比例|比重|占比|比例|比率|比值", "比重"),
        (r"研究与试验发展|R&D|研发", "研发"),
        (r"经费投入|经费支出|费用投入|费用支出", "经费"),
        (r"常住居民", "居民"),
        (r"期望寿命", "预期寿命"),
        (r"拥有(?!量)", ""),
        (r"第三产业|三产", "服务业"),
        (r"城市化", "城镇化"),
        (r"能源消耗|综合能耗", "能耗"),
        (r"细颗粒物", "PM2.5"),
        (r"年平均浓度|年均浓度|平均浓度", "浓度"),
        (r"增加值占", "占"),
        (r"(?:降低|下降|减少|削减)(?:率|幅度)?$|降幅$", "降低"),
        (r"(?:年均)?(?:增长速度|增长率|增长|增速|增幅)$", "增速"),
        (r"(?:总额|金额|(?<!余)额)$", "额"),
        (r"(?:总数|数量|人数|户数|(?<![指系倍天])数)$", ""),
    )
]


_LONGEST = 100
"""Characters of a name that may be known: what is longer is no name."""

_REDUCED = Worded(r"(?:降低|下降|减少|削减)(?:率|幅度?)?$|降幅$")
_WORSE = Worded(
    "死亡率|发生率|失业率|不良率|不良贷款率|恩格尔系数|倍差|收入比(?![重例])|劣[ⅤV]类|能耗|排放(?!达标)|浓度|排名|位次|名次"
    "|死亡人[数口]|事故起?数|(?:刑事|治安)案件(?:立案|发案|发生)?(?:数|量|起数|总数)?$|发案[数量率]|投诉[数量率]"
    "|信访总?[量件]|(?:化肥|农药|农膜|地膜)(?:施用|使用)量$|(?:可防性|盗窃|诈骗)案件|债务率|资产负债率"
    "|(?:办理|办结|开办|审批|网签|通关|排队|候诊|等待|响应)(?:时间|时长|时限|天数)$"
)
_BETTER = Worded(
    "(?:(?:覆盖|普及|达标|合格|参保|利用|处理|治理|知晓|签约|巩固|入学|入园|建档|就诊|劳动生产|满意"
    "|建有|设有|配置|安装|接通|通达|通车|收集|应用|使用|好评|绿地|绿化|供水|供给|保障|就业|升学|良种|成活|机械化"
    "|保护|装配|阅读|消除|消纳|抽检合格|破案|上云|达优|网办|办结|按期办结|转化|贡献|自给|普惠|完好|修复|回收|淘汰|净化|监测|上网|互通|入库)率"
    "|满意度|增加值|产值|生产总值|收入|利润|税收|零售额|出口额|人次|里程|寿命|受教育年限"
    "|(?:销售|成交|交易|营业|存款)总?额|参保人数|签约人数|在校生数?|志愿者(?:人数)?|社会组织数?量?"
    "|(?:博物馆|图书馆|文化馆|体育馆|孵化器|众创空间|特色小镇|车间|实验室|研究院|工作站|家庭农场|机架)(?:总?数|数?量)?"
    "|(?:利用|到位)(?:外资|内资|资金|市外资金|省外资金)|游客量"
    "|(?:床位|医师|护士|托位|泊位|车位|充电桩|充电设施|基站|景区|绿道|公园|平台|商标|专利|认证|绿色工厂)(?:个|数)?"
    "|(?:粮食|蔬菜|水果|肉类|禽蛋|奶类|水产品|油料|茶叶|中药材)(?:总)?产量|减排量|[库仓]容"
    "|(?:拥有|保有)量|(?:公园绿地|体育场地|孵化载体)面积)$"
)
# What makes a count of companies, or a share, one of which more is better.
_BETTER_TOGETHER = (
    (
        Worded("专精特新|高新技术|上市|规上|规模以上|限额以上|独角兽|瞪羚|小巨人|单项冠军|科技型|龙头"),
        Worded("企业(?:户|家)?(?:总数|数量?)?$"),
    ),
    (
        Worded(
            "高新技术|高技术|战略性新兴|先进制造|数字经济|民间投资|研发|技改|技术改造|优良|优质|达标|高标准"
        ),
        Worded("占|比重|比例"),
    ),
)
_ILL = Worded(
    "不[良合达]|事故|死亡|失业|债务|负债|污染|违法|耗能|贫困|投诉|逾期|流失|罚没|垃圾产生|人口|空置|闲置|撂荒|抛荒"
    "|未达|超标|老化|病害|漏损|淘汰"
)
_WORK = Worded(
    "^(?:新增|新建|新改扩?建|改造|改建|修复|整治|治理|引进|培育|培养|创建|加装|建成)|加装|修复|改造|培训"
)
_NO_WORK = Worded("用地|债务|贷款|规模|排放|能耗|人口|负债|产能")
# What names end in that no list knows, and what they then are. The first that fits counts.
_ENDINGS: list[tuple[Worded, Measure, bool | None]] = [
    (Worded("(?:排名|位次|名次)$"), Measure.RANK, True),
    (Worded("(?:余额|拥有量|保有量|里程|存栏量?|(?:人口|人才)总量)$"), Measure.STOCK, True),
    (Worded("(?:企业|机构|寿命|年限)(?:家|个|户)?数?$"), Measure.STOCK, True),
    (
        Worded("(?:人均|每[万千百].*|亩均).*(?:面积|床位|医师|护士|托位|拥有量|藏量)数?$"),
        Measure.STOCK,
        True,
    ),
    (
        Worded("(?:(?<!余)额|产值|增加值|收入|投资|产量|吞吐量|人次|业务量|用电量|税收|利润)$"),
        Measure.FLOW,
        False,
    ),
    (Worded("(?:消费|用水|能耗|取水)总量$"), Measure.FLOW, False),
    (Worded("劳动生产率$"), Measure.FLOW, False),
]
_GROWTH = Worded("(?:增速|增长率?|增幅|增长速度)$")
_SHARE = Worded("率$|(?:比重|占比|比例|覆盖面)$")


class Known(NamedTuple):
    """What is known of an indicator; None for what is not.

    ``compares``: whether a figure of part of a year compares with a year's. ``prices``: whether the growth
    that is published is at constant (可比价) or current (现价) prices. ``least`` and ``most`` bound what is
    possible, in the indicator's unit.
    """

    name: str
    units: tuple[str, ...] = ()
    direction: Direction | None = None
    measure: Measure | None = None
    compares: bool | None = None
    prices: str = ""
    least: Decimal | None = None
    most: Decimal | None = None


class Catalogue:
    """The rows of the catalogue, found by name and unit."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        """Take the rows, as texts by field. Of rows of one name and unit the first counts."""
        self._rows = list(rows)

    def find(self, name: str, unit: str) -> Known | None:
        """Return what is known of an indicator; None where no row, or more than one, may be meant.

        Args:
            name: as the table has it.
            unit: as the table has it; empty where it has none.

        """
        plain = _plain(name)
        fitting = _fitting(unit, self._by_name.get(plain, ())) or self._by_likeness(plain, unit)
        if not fitting:
            return None
        own = [row for row in fitting if normalise(row["name"]) == plain]
        return _known((own or fitting)[0]) if own or len(fitting) == 1 else None

    def _by_likeness(self, plain: str, unit: str) -> list[Mapping[str, str]]:
        """Return the rows whose name is the same but for what tables call differently."""
        return _fitting(unit, self._by_key.get(key_of(plain), ()))

    def other_names(self, name: str, unit: str) -> tuple[str, ...]:
        """Return all names of the row that is of a name and unit, but those that other rows have, too."""
        plain = _plain(name)
        rows = _fitting(unit, self._by_name.get(plain, ()))
        if len(rows) != 1:
            return ()
        names = map(normalise, (rows[0]["name"], *_SEPARATORS.split(rows[0].get("others", ""))))
        return tuple(one for one in names if one != plain and len(self._by_name.get(one, ())) == 1)

    def names(self) -> Iterator[tuple[str, int]]:
        """Yield each name that a row lists, normalised, with the row's place."""
        places = {id(row): place for place, row in enumerate(self._rows)}
        for name, row in self._named:
            yield name, places[id(row)]

    @cached_property
    def _by_name(self) -> dict[str, list[Mapping[str, str]]]:
        return _indexed(self._named)

    @cached_property
    def _by_key(self) -> dict[str, list[Mapping[str, str]]]:
        keys = keys_of(name for name, _ in self._named)
        return _indexed(zip(keys, (row for _, row in self._named), strict=True))

    @cached_property
    def _named(self) -> list[tuple[str, Mapping[str, str]]]:
        """Each name, normalised, with its row."""
        return [
            (normalise(name), row)
            for row in self._rows
            for name in (row["name"], *_SEPARATORS.split(row.get("others", "")))
            if 0 < len(name) <= _LONGEST
        ]


def read_catalogue(grid: Grid) -> Catalogue:
    """Read the sheet: a header row, then an indicator a row. Other columns are the office's own."""
    columns: dict[int, str] = {}
    rows = []
    for number in grid.rows():
        cells = grid.row(number)
        if columns:
            row = {columns[cell.column]: cell.text.strip() for cell in cells if cell.column in columns}
            if row.get("name"):
                rows.append(row)
        else:
            texts = {cell.column: normalise(cell.text) for cell in cells}
            headers = {column: _HEADERS[text] for column, text in texts.items() if text in _HEADERS}
            columns = headers if "name" in headers.values() and len(headers) > 1 else {}
    return Catalogue(rows)


def catalogue_of(book: Book) -> Catalogue:
    """Return a workbook's own catalogue, or the shipped one.

    Raises:
        InputFileError: the shipped workbook cannot be read.

    """
    grid = book.grid(SHEET)
    return read_catalogue(grid) if grid else _shipped()


@lru_cache(maxsize=1)
def _shipped() -> Catalogue:
    grid = read_book(master_workbook()).grid(SHEET)
    assert grid is not None  # noqa: S101 - a test holds the shipped workbook to it
    return read_catalogue(grid)


def key_of(name: str) -> str:
    """Return what is left of a normalised name when what tables call differently is called the same."""
    return keys_of([name])[0]


def keys_of(names: Iterable[str]) -> list[str]:
    """Return the keys of normalised names: all of them in one text, which takes a tenth of the time."""
    text = "\n".join(names)
    for pattern, word in _REWRITINGS:
        text = pattern.pattern.sub(word, text)
    return text.casefold().split("\n")


def by_ending(name: str, unit: str) -> Known | None:
    """Return what the ending of a name tells that no list knows; None where it tells nothing for sure.

    新增, 新建 and 改造 are none of these: they may count a year's or five years' work.
    """
    plain, of_a_share = _plain(name), is_share(unit)
    direction = _direction(plain)
    if direction is None and canonical(unit) == "ug/m3":
        direction = Direction.LOWER  # what hangs in the air
    if of_a_share and _REDUCED.search(plain):
        return Known(name, direction=Direction.HIGHER, measure=Measure.CUMULATIVE, compares=False)
    if _REDUCED.search(plain):
        return Known(name, direction=Direction.HIGHER)
    if of_a_share and _GROWTH.search(plain):
        return Known(name, direction=direction, measure=Measure.GROWTH_RATE)
    if of_a_share and _SHARE.search(plain):
        return Known(name, direction=direction, measure=Measure.RATIO)
    for pattern, measure, compares in () if of_a_share or _WORK.search(plain) else _ENDINGS:
        if pattern.search(plain):
            return Known(name, direction=direction, measure=measure, compares=compares)
    return Known(name, direction=direction) if direction else None


def _direction(name: str) -> Direction | None:
    """Return the direction that a name's words tell: all listed names that end so have it."""
    if _WORSE.search(name):
        return Direction.LOWER
    return Direction.HIGHER if _is_better(name) and not _ILL.search(name) else None


def _is_better(name: str) -> bool:
    if _BETTER.search(name):
        return True
    found = ((first.search(name), second) for first, second in _BETTER_TOGETHER)
    return any(match and second.pattern.search(name, match.end()) for match, second in found)


def is_good_to_raise(name: str) -> bool:
    """Tell whether nothing in a name says that less of it is better, or that there is a limit to it."""
    plain = _plain(name)
    return not (_WORSE.search(plain) or _ILL.search(plain) or _NO_WORK.search(plain))


def is_work(name: str) -> bool:
    """Tell the names of work that is done piece by piece: 新增规上工业企业, 既有住宅加装电梯."""
    return _WORK.search(_plain(name)) is not None and is_good_to_raise(name)


def _plain(name: str) -> str:
    """Return a name as it is compared; one that is too long for a name is none."""
    return normalise(split_note_marks(name)[0]) if len(name) <= _LONGEST else ""


def _indexed(named: Iterable[tuple[str, Mapping[str, str]]]) -> dict[str, list[Mapping[str, str]]]:
    found: dict[str, list[Mapping[str, str]]] = defaultdict(list)
    for name, row in named:
        rows = found[name]
        if not rows or rows[-1] is not row:  # two names of a row may be one when normalised
            rows.append(row)
    return found


def _fitting(unit: str, rows: Iterable[Mapping[str, str]]) -> list[Mapping[str, str]]:
    return [row for row in rows if _fits(unit, row.get("units", ""))]


def _fits(unit: str, units: str) -> bool:
    """Tell whether a unit is one of those, or converts to it. A table without units takes any."""
    known = _SEPARATORS.split(units) if units else []
    if not unit or not known:
        return not unit or not canonical(unit)
    return any(factor(unit, other) is not None for other in known)


def _known(row: Mapping[str, str]) -> Known:
    least, most = _bounds(row.get("range", ""))
    return Known(
        name=row["name"],
        units=tuple(_SEPARATORS.split(row.get("units", ""))),
        direction=next((item for item in Direction if item.value == row.get("direction")), None),
        measure=next((item for item in Measure if item.value == row.get("measure")), None),
        compares={"是": True, "否": False}.get(row.get("compares", "")),
        prices=row.get("prices", ""),
        least=least,
        most=most,
    )


def _bounds(text: str) -> tuple[Decimal | None, Decimal | None]:
    match = _RANGE.match(normalise(text[:_LONGEST]))
    if match is None:
        return None, None
    sign, bound, least, most = match.groups()
    if sign:
        return (Decimal(bound), None) if sign == "≥" else (None, Decimal(bound))
    return Decimal(least), Decimal(most)
