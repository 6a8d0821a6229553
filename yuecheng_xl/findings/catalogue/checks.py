"""Findings F12: what contradicts itself, in the workbook and in the report."""

from yuecheng_xl.findings.finding import Kind, Severity

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

GROWTH_DISAGREES = Kind(
    code="F1201",
    severity=WARNING,
    title="增速与数据不符",
    message="“{name}”{period}增速填为 {stated}%，按数据计算为 {computed}%（{earlier}，{later}）；增速若无误，{before}应为 {implied}",
    remedy="请核对两期数据和增速；是可比价或同口径增速的，请在“数据说明”写明",
)

JUMP = Kind(
    code="F1202",
    severity=WARNING,
    title="相差悬殊",
    message="“{name}”的{later}是{earlier}的 {times} 倍，相差 {factor} 倍以上",
    remedy="请核对单位和小数点",
)

PART_ABOVE_YEAR = Kind(
    code="F1203",
    severity=WARNING,
    title="年内数大于全年数",
    message="“{name}”的{part}大于{whole}，年内累计数不应大于更长时期的数",
    remedy="请核对两期数据是否填错列",
)

RANK_NOT_WHOLE = Kind(
    code="F1204",
    severity=ERROR,
    title="不是名次",
    message="“{name}”的{what}“{text}”不是名次",
    remedy="请填写从 1 起的整数",
)

SHARE_OUT_OF_RANGE = Kind(
    code="F1205",
    severity=WARNING,
    title="占比不在 0—100% 之间",
    message="“{name}”的{what}“{text}”不在 0—100% 之间，占比不应如此",
    remedy="请核对数值和单位",
)

GROWTH_WITHOUT_FIGURE = Kind(
    code="F1206",
    severity=WARNING,
    title="没有数据却有增速",
    message="“{name}”{period}数据填“{text}”，却填有增速 {growth}",
    remedy="请补填数据，或删去增速",
)

FIGURE_AFTER_END = Kind(
    code="F1207",
    severity=WARNING,
    title="停止统计以后又有数据",
    message="“{name}”{ended}表示停止统计，之后却有数据（{later}）",
    remedy="请核对是否已恢复统计，或属不同口径",
)

STILL_FORESEEN = Kind(
    code="F1208",
    severity=NOTE,
    title="仍是预计数",
    message="“{name}”的{figure}仍是预计数，而{later}已有正式数",
    remedy="请改填正式公布的数",
)

TARGET_BEHIND_BASE = Kind(
    code="F1209",
    severity=NOTE,
    title="目标不如基期",
    message="“{name}”（{direction}）的目标 {target} 还不如{base}，按守住目标评价",
    remedy="请核对目标和方向；确是底线的，写成“{bounded}”，此条不再出现",
)

PLANNED_GROWTH_DISAGREES = Kind(
    code="F1210",
    severity=WARNING,
    title="规划年均增速与目标不符",
    message="“{name}”规划年均增速为 {planned}%，从{base}到目标 {target} 年均须增长 {implied}%；按 {planned}% 只能推到 {reached}",
    remedy="请核对基期数、目标和规划年均增速；是可比价增速的，请在“数据说明”写明",
)

IDENTITY_BROKEN = Kind(
    code="F1211",
    severity=ERROR,
    title="不符合勾稽关系",
    message="{period}不符合勾稽关系“{text}”：左边 {left}，右边 {right}（{figures}）",
    remedy="请核对所列数据；确可不同的，在 {row} 调整允许误差",
)

IDENTITY_UNREADABLE = Kind(
    code="F1212",
    severity=WARNING,
    title="勾稽关系无法使用",
    message="勾稽关系“{text}”无法使用：{reason}，未检查",
    remedy="请写成“[24] = [22] / [23]”的样子",
)

UNDECIDED = Kind(
    code="F1213",
    severity=NOTE,
    title="没有提出建议",
    message="“{name}”{reason}，责任单位没有提出建议，按规则为“{recommendation}”",
    remedy="请责任单位填写“部门建议”",
)

FORECAST_DISAGREES = Kind(
    code="F1214",
    severity=WARNING,
    title="部门预判与数据不符",
    message="“{name}”部门预判“{text}”与数据不符：{reason}",
    remedy="请责任单位核实数据、目标和预判",
)

SAME_AS_DIFFERS = Kind(
    code="F1215",
    severity=WARNING,
    title="“与某年持平”不符",
    message="“{name}”的建议写“{text}”，而{period}是 {known}（{cell}）",
    remedy="请核对建议值，或删去与该年比较的话",
)

NOTE_DISAGREES = Kind(
    code="F1216",
    severity=WARNING,
    title="数据说明与数据不符",
    message="“{name}”的数据说明写有{period}的数 {noted}，而该期填“{text}”（{cell}）",
    remedy="数已确定的，填入该期；不宜采用的，从“数据说明”删去",
)

# F1251 on: the report's prose against the workbook.

REPORT_NOT_READABLE = Kind(
    code="F1251",
    severity=ERROR,
    title="报告无法读取",
    message="文件{reason}，无法核对",
    remedy="请在 Word 或 WPS 中另存为 .docx（或纯文本）后再用",
)

REPORT_EMPTY = Kind(
    code="F1252",
    severity=ERROR,
    title="报告没有正文",
    message="文件中没有正文",
    remedy="请核对文件；正文是图片的，请先转换为文字",
)

_REWRITE = "请核对后改正正文；工作簿有误的，改正工作簿"

REPORT_NAMES_NONE = Kind(
    code="F1253",
    severity=WARNING,
    title="没有可核对的数",
    message="正文中没有找到工作簿里任何指标的数，未作核对",
    remedy="请核对报告与工作簿是否对应",
)

REPORT_VALUE = Kind(
    code="F1254",
    severity=ERROR,
    title="数据与工作簿不符",
    message="“{name}”{what}数据，正文是 {told}，工作簿是 {known}（{cell}）。原句：{sentence}",
    remedy=_REWRITE,
)

REPORT_GROWTH = Kind(
    code="F1255",
    severity=ERROR,
    title="增速与工作簿不符",
    message="“{name}”{what}增速，正文是 {told}，工作簿是 {known}（{cell}）。原句：{sentence}",
    remedy=_REWRITE,
)

REPORT_AVERAGE = Kind(
    code="F1256",
    severity=WARNING,
    title="平均增速不符",
    message="“{name}”的平均增速，正文是 {told}；{reason}按几何平均是 {known}（{cell}）。原句：{sentence}",
    remedy="年均增长应按几何平均计算；确用算术平均的，请在正文写明",
)

REPORT_CHANGE = Kind(
    code="F1257",
    severity=ERROR,
    title="变动与工作簿不符",
    message="“{name}”{what}比{since}的变动，正文是 {told}，按工作簿是 {known}（{figures}；{cell}）。原句：{sentence}",
    remedy=_REWRITE,
)

REPORT_ASSESSED = Kind(
    code="F1258",
    severity=ERROR,
    title="测算数不符",
    message="“{name}”的{what}，正文是 {told}，按工作簿是 {known}（{figures}；{cell}）。原句：{sentence}",
    remedy=_REWRITE,
)

REPORT_TARGET = Kind(
    code="F1259",
    severity=ERROR,
    title="目标与工作簿不符",
    message="“{name}”的{what}，正文是 {told}，工作簿是 {known}（{cell}）。原句：{sentence}",
    remedy=_REWRITE,
)

REPORT_GAP = Kind(
    code="F1260",
    severity=ERROR,
    title="与规划的差距不符",
    message="“{name}”与规划的差距，正文是 {told}，工作簿：{known}（{cell}）。原句：{sentence}",
    remedy=_REWRITE,
)

REPORT_NO_FIGURE = Kind(
    code="F1261",
    severity=WARNING,
    title="工作簿没有这个数",
    message="“{name}”{period}数据，正文是 {told}，工作簿是“{known}”（{cell}）。原句：{sentence}",
    remedy="请把正式的数填入工作簿；不宜使用的，从正文删去",
)

REPORT_STATEMENT = Kind(
    code="F1262",
    severity=ERROR,
    title="说法与评估不符",
    message="“{name}”，正文说“{told}”，而{known}（{cell}）。原句：{sentence}",
    remedy=_REWRITE,
)

REPORT_TREND = Kind(
    code="F1263",
    severity=WARNING,
    title="升降的说法不符",
    message="“{name}”，正文说“{words}”，工作簿是：{known}（{cell}）。原句：{sentence}",
    remedy="请核对升降的用语",
)

REPORT_SAME_AS = Kind(
    code="F1264",
    severity=ERROR,
    title="“与某年相同”不符",
    message="“{name}”，正文说 {told} 与{period}相同，工作簿{period}是 {known}（{cell}）。原句：{sentence}",
    remedy=_REWRITE,
)

REPORT_COUNT = Kind(
    code="F1265",
    severity=ERROR,
    title="个数或占比不符",
    message="{group}，正文是 {told}，评估结果是 {known}。原句：{sentence}",
    remedy=_REWRITE,
)

REPORT_LIST = Kind(
    code="F1266",
    severity=ERROR,
    title="名单不符",
    message="{group}，正文列出 {told} 个，评估结果是 {known} 个，{difference}。原句：{sentence}",
    remedy=_REWRITE,
)

REPORT_PERIOD = Kind(
    code="F1268",
    severity=ERROR,
    title="时期与工作簿不符",
    message="“{name}”，正文把 {told} 说成{period}的，工作簿里是{known}的（{cell}）。原句：{sentence}",
    remedy=_REWRITE,
)

REPORT_ARITHMETIC = Kind(
    code="F1269",
    severity=ERROR,
    title="正文自己的数算不拢",
    message="正文的比例是 {told}，按同一句的两个数应是 {known}（{figures}）。原句：{sentence}",
    remedy="请核对三个数，改正有误的一个",
)

REPORT_TASK = Kind(
    code="F1270",
    severity=ERROR,
    title="重点任务的数与工作簿不符",
    message="重点任务“{name}”，正文是“{words}{told}”，工作簿是 {known}（{cell}）。原句：{sentence}",
    remedy=_REWRITE,
)

REPORT_PROJECT = Kind(
    code="F1273",
    severity=ERROR,
    title="重大项目的数与工作簿不符",
    message="重大项目“{name}”的{what}，正文是 {told}，工作簿是 {known}（{cell}）。原句：{sentence}",
    remedy=_REWRITE,
)

REPORT_TWO_READINGS = Kind(
    code="F1271",
    severity=WARNING,
    title="同一个数前后不一",
    message="“{name}”{what}，正文前面是 {first}（{place}），这里是 {told}，工作簿没有这一期的数。原句：{sentence}",
    remedy="请核对后统一",
)

REPORT_TWO_NAMES = Kind(
    code="F1272",
    severity=NOTE,
    title="同一指标两种名称",
    message="“{name}”在报告中有两种名称：“{first}”（{place}），这里是“{told}”",
    remedy="请统一用规划纲要的名称；确是两个指标的，在工作簿中分列两行",
)

REPORT_CELL = Kind(
    code="F1267",
    severity=ERROR,
    title="表格与工作簿不符",
    message="“{name}”的{what}，报告的表格是 {told}，工作簿是 {known}（{cell}）",
    remedy="请核对后改正表格；工作簿有误的，改正工作簿",
)
