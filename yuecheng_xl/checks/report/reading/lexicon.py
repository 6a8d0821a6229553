"""The words by which official prose says what a figure is, each pattern with its usage."""

from __future__ import annotations

import re

# The 12 of 近12个月 is a span of time, not a figure.
NUMBER = re.compile(r"(?<![\d.A-Za-z])(?!(?<=近)12个月)-?\d+(?:,\d{3})*(?:\.\d+)?")

HAN = re.compile(r"[\u4e00-\u9fff]")

_UP = "增长|增加|增|上升|提高|提升|跃升|上调|攀升|扩大|前进|前移|晋升"
_DOWN = "下降|降低|减少|回落|下滑|下调|负增长|收窄|缩小|后退|后移"
_DEGREE = r"(?:了|约|近|达到?|为|超过|超|高于|低于|大幅度?|:)*"
_RATES = "增长率|增长速度|增速|增幅|降幅|同比"

MOVED = re.compile(rf"(?P<up>{_UP})|(?P<down>{_DOWN})")
# 提高5% is a change, 提高到5% and 降低为5% are values.
MOVED_BY = re.compile(rf"(?:{_UP}|{_DOWN})(?:了|约|近|超过|超|大幅度?)*$")
# 新增130公顷 of 新增绿地面积 is the year's figure.
ADDED = re.compile("新增(?:了|约|近|超过?)*$")
GROWN_BY = re.compile(rf"(?:{_UP}|{_DOWN})(?:了|约|近|达到?|超过|超|高于|低于)*$|(?:{_RATES}){_DEGREE}$")
# 降至1.55, 下降到2022年的1.55
_TO = r"(?:至|到|为)(?:(?:19|20)\d\d年[^，\d]{0,4})?(?:的|约|近|第)*$"
RISEN_TO = re.compile(rf"(?:升|提高|提升|增长|增加|上升|增|攀升|跃升){_TO}")
FALLEN_TO = re.compile(rf"(?:降|下降|降低|减少|回落|下滑|减){_TO}")
RATE = re.compile("增速|增幅|增长率")

# 前两年年均增长, 两年平均增长
AVERAGE = re.compile(
    rf"(?:年均|平均)(?:可比价)?(?:实际)?(?:增速)?(?:{_RATES}|{_UP}|{_DOWN}|递增|递减){_DEGREE}$"
)
PAST = re.compile("[前近]|以来|期间|两年平均")
YEARS = re.compile(r"(?<!\d)([两二三四五2345])年")
ARITHMETIC = "算术平均"

# 完成规划目标任务进度94.7%, 任务完成度为81.8%
PROGRESS = re.compile(
    r"(?:完成|任务|目标)[^，]{0,6}(?:进度|完成度|完成率|完成比例)(?:为|达到?|已达|约|:)*$"
    r"|(?:任务|目标)完成(?:度|率|进度)(?:为|达到?|约)*$"
    r"|完成[^，]{0,20}?(?:目标|任务)~*(?:任务|值)?的$"
    r"|(?:用去|使用|占用?)[^，]{0,12}(?:控制数|控制目标|额度|总量)~*的$"
)
# 未完成规划目标，相差16.6亿元
MISSING = re.compile(r"(?<!至多)相差(?:约|近|了)*$|目标[^，\d]{0,12}(?:还|尚|仍)有?差(?:约|近|了)*$")
# 最新增速增长5.2%
NEWEST = re.compile(f"最新(?:一期)?增速(?:为|是|{_UP}|{_DOWN})?$")
# 累计完成1930套, 累计为6.01%
TOTAL = re.compile(r"累计(?:已经?|共)?(?:新增|完成|实现|达到?|为)*(?:约|近|了)*$")
# 后期年均需增长10.34%, 每年须提高4个百分点, 后期年均须控制在1084亩, 后期共需前移35位
REQUIRED = re.compile(
    rf"(?:年均|每年|后期|今后)(?:还|仍|共|所)*[需须要]要?(?:{_UP}|{_DOWN}|完成|新增|控制在)(?:了|约|近)*$|年均所需的$"
)
REQUIRED_IN_ALL = "共"
ELAPSED = re.compile("时间进度(?:为|是|的)?$")
ROLLING = re.compile("近(?:12|十二)个月数?(?:为|是)?$")
PLAN = re.compile("规划|目标|计划|预期|要求|任务")
TARGET = re.compile(r"(?:目标|规划|任务)[^，\d]{0,14}$")
OF_TARGET = re.compile(r"[^，\d]{0,4}(?:目标|规划)")
IS_TARGET = re.compile("(?:左右|以上|以内|以下)?的?(?:规划)?目标")
# Where the plan wanted a figure to be by now: 规划进度要求的70位左右. No entry of the workbook says.
SCHEDULE = re.compile("进度|时序|时间过半")
# 高于规划目标5.8个百分点, 滞后规划预期大概30个百分点
GAP = re.compile(
    r"(?:高于|低于|落后|滞后|超过|快于|慢于|高出|超出)[^，\d]{0,10}(?:规划|目标|计划|预期|要求)[^，\d]{0,6}$"
)
ABOVE = re.compile("高于|超过|快于|高出|超出|超")
BELOW = re.compile("低于|落后|滞后|慢于|不及|不足")
# 距目标还差29位, 已超过目标0.6个: a distance, not a target.
DISTANCE = re.compile(
    r"(?:超过?|超出|高于|低于|高出|距离?|离|差|比)[^，\d]{0,8}目标值?[^，\d的]{0,6}$|差[^，\d]{0,3}$"
)
# 由50位调整为90位, from the first 由 of a clause
ADJUSTED = re.compile(r"^[^由从]*[由从](?P<old>[^，]*?)(?:调整|修改|下调|上调|改)(?:为|到|至)(?P<new>[^，]*)")

# 以10.7%、4.7%的增速增长
IS_RATE = re.compile(r"(?:[、和与及]\d+(?:\.\d+)?%)*的(?:年均|平均)?(?:增速|增幅|增长率|速度)")
AVERAGE_RATE = re.compile("年均|平均")
# 从62%提高到69%
FROM = re.compile("(?:由|从)(?:原来的?)?第?$")
TO_THERE = re.compile(rf"(?:升|降|{_UP}|{_DOWN}|扩|缩)[^，]{{0,3}}?(?:至|到|为)")
REACHES = re.compile(
    r"(?:为|是|达|达到|到达|实现|完成|至|到|在|约|近|超|超过|突破|共|第|:)(?:约|近|了)?(?:第)?$"
)
# A clause that goes on about what was named before has no noun of its own: 同比增长7.5%, 2022年降到87.4%.
GOES_ON = re.compile(
    rf"{_UP}|{_DOWN}|{_RATES}|{_DEGREE}|同比|年均|平均|[比较]|两年|前|(?:19|20)\d\d年|今年|去年|上年|\d[\d.,]*|"
    r"个?百分点|[%~()“”、]|排名|位次|占比|比重|规划|目标|任务|以[上下内]|左右|上半年|下半年|前[一二三]季度|"
    r"(?:仍|还|尚)?(?:有|存在)?(?:较大|很大|一定)?(?:难度|差距|压力|困难)"
)
# A predicate that goes on about it, whatever it names: 是全省第三个突破万亿的城市, 居全市第二.
SAYS_OF_IT = re.compile(
    "^(?:是|为|居|位居|位列|名列|列|排名?|成为|创|跻身|跃居|稳居|增速|增幅|总量|领跑|高于|低于|快于|慢于|优于|好于)"
)

# What is still to come, in the words before a figure or in its clause.
STILL_TO_GO = re.compile("需要?|须|还要|再[增提降]|每年|尚差")
HOPED = re.compile("力争|争取|努力|确保|有望|冲刺")
FUTURE = re.compile(
    r"力争|争取|确保|努力|计划|(?<![高升降低加少增大长])到20\d\d|下一步|下阶段|后阶段|每年|目标|推动|建议|不低于|保持|规划|将|要求"
)

# Another quantity: a part of it, another place's, another basis.
PART_OF_IT = "其中"
# 增速领跑全省 tells of our own growth.
ELSEWHERE = re.compile("(?<!领跑)(?<!居)(?<!列)(?<!领先)全[省市国]|兄弟[区县]|周边")
OTHER_BASIS = re.compile("扣除|剔除|还原|同口径|不变价|可比")
NOT_OURS = re.compile(r"(?:万分之|千分之|百分之|前|前第|近\d+年)$")
BETWEEN_TWO = re.compile("之比|之差|之和|差距|比值|倍差")
RESPECTIVELY = "分别"
AND = ("、", "和", "与", "及", "以及")
OF_A_PERIOD = ("", "的", "第", "的第", "为")
OF_LAST_YEAR = re.compile("上年|同比|同期|当年")
# Words around a figure that name no quantity.
FILLING = re.compile(
    r"[“”\"~、]|[\u4e00-\u9fff]{2,3}?[省市县区](?![间域])|全[国省市县区]|我[省市县区]|受[^，]{1,40}影响|进一步|预计|预测|"
    r"突破|超过?|逾|接近|近|由|从|稳定|保持|跃|攀|将|约|仅|分别|均|已经?|共有?|初步统计|统计|总量|实现|达到|到达|达|控制|降|升|提高|提升|下降|上升|增长|降低|增加|减少|完成|"
    r"为|至|到|在|是|了|的|有|和|与|第|该|指标|数据|上半年|下半年|全年|年末|年底|同比|可比价|累计|其中|"
    r"“?十[一二三四五六]五”?|规划|原|期间|末|底"
)
