"""Findings F5: evaluation."""

from yuecheng_xl.findings.finding import Kind, Severity

WARNING, NOTE = Severity.WARNING, Severity.NOTE

NO_FIGURE = Kind(
    code="F501",
    severity=WARNING,
    title="没有数据",
    message="“{name}”没有可用于评估的数据，无法评价",
    remedy="请补填数据或部门预判",
)

PART_YEAR_UNUSED = Kind(
    code="F502",
    severity=WARNING,
    title="年内数没有采用",
    message="“{name}”的{period}数缺少{missing}，未采用，{used}",
    remedy="请补填{missing}",
)

FORECAST_UNCLEAR = Kind(
    code="F503",
    severity=WARNING,
    title="部门预判不明确",
    message="“{name}”的部门预判“{text}”看不出能否完成，未采用",
    remedy="请写明“能实现”或“未达到”",
)

OVERRIDDEN = Kind(
    code="F504",
    severity=NOTE,
    title="人工认定与测算不同",
    message="“{name}”人工认定为“{manual}”，系统测算为“{computed}”",
    remedy="请确认人工认定的依据",
)

CUMULATION_GAP = Kind(
    code="F505",
    severity=WARNING,
    title="累计有缺口",
    message="“{name}”缺少{period}数据，只能累计到{until}",
    remedy="请补填，或填写“…（累计）”",
)

HIGH_RISK = Kind(
    code="F506",
    severity=WARNING,
    title="高风险",
    message="“{name}”{reason}，不作调整风险高",
    remedy="请研究加大力度或调整目标",
)

QUALITATIVE_NUMBER = Kind(
    code="F507",
    severity=WARNING,
    title="定性目标没有文字",
    message="“{name}”是定性目标，但没有填报完成情况的文字",
    remedy="请在最新时期填写完成情况的文字；填报的是数的，请把目标也写成数，如“100”“≥92”“前10”“不降低”",
)

DEPARTMENT_FORECAST_USED = Kind(
    code="F508",
    severity=NOTE,
    title="采用部门预判",
    message="“{name}”没有基期以后的数据，按部门预判“{text}”认定",
    remedy="数据公布后请补填",
)

BOUND_CONTRADICTS = Kind(
    code="F509",
    severity=WARNING,
    title="目标与方向矛盾",
    message="“{name}”的目标“{target}”与方向“{direction}”矛盾，按目标的上下限判断",
    remedy="请核对目标和方向",
)

WINDOW_UNUSED = Kind(
    code="F510",
    severity=WARNING,
    title="不是从1月起累计",
    message="“{name}”的{period}数不是从1月起累计，不能与全年数相接，未采用",
    remedy="请填写1月起的累计数",
)

GROWTH_AT_CURRENT_PRICES = Kind(
    code="F530",
    severity=WARNING,
    title="现价增长与可比价增速混用",
    message="“{name}”的增速是可比价的，{periods}没有填报，按数据计算的是现价增长",
    remedy="请补填这些年份的增速",
)

AGAINST_CATALOGUE = Kind(
    code="F531",
    severity=WARNING,
    title="方向与指标库相反",
    message="“{name}”填写的方向是“{direction}”，指标库记载的是“{known}”，按填写的评估",
    remedy="请核对“方向”列",
)

END_FIGURE_MISSING = Kind(
    code="F532",
    severity=WARNING,
    title="缺少目标年数据",
    message="“{name}”没有{year}年的数据，总结评估按{period}的数据判断",
    remedy="请补填{year}年数据",
)
