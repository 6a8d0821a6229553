"""Findings F4: inference."""

from yuecheng_xl.findings.finding import Kind, Severity

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

DIRECTION_INFERRED = Kind(
    code="F401",
    severity=NOTE,
    title="推断方向",
    message="方向未填，{reason}，按“{value}”处理的指标：{names}",
    remedy="请核对并填写“方向”列",
)

MEASURE_INFERRED = Kind(
    code="F402",
    severity=NOTE,
    title="推断数据类型",
    message="数据类型未填，{reason}，按“{value}”处理的指标：{names}",
    remedy="请核对并填写“数据类型”列",
)

YEAR_INFERRED = Kind(
    code="F403",
    severity=NOTE,
    title="推断年份",
    message="“规划信息”没有填写{what}，按表头取为 {value}",
    remedy="请核对并填写“规划信息”",
)

CUTOFF_INFERRED = Kind(
    code="F404",
    severity=NOTE,
    title="推断评估时点",
    message="没有填写评估时点，按最新数据取为 {value}",
    remedy="请核对并填写“规划信息”",
)

DIRECTION_DOUBTFUL = Kind(
    code="F405",
    severity=WARNING,
    title="方向可疑",
    message="“{name}”的目标 {target} 不优于基数 {base}，方向是推断的“{value}”，按守住目标处理",
    remedy="请核对方向",
)

READINGS_DIFFER = Kind(
    code="F407",
    severity=WARNING,
    title="存疑：读法不同结论不同",
    message="“{name}”的{why}：{readings}，存疑，未作评价",
    remedy="请{ask}",
)

READINGS_AGREE = Kind(
    code="F408",
    severity=NOTE,
    title="读法不同结论相同",
    message="“{name}”的{why}；{readings}，结论都是“{completion}”",
    remedy="请{ask}",
)

ANSWERED = Kind(
    code="F409",
    severity=NOTE,
    title="存疑已有答复",
    message="“{name}”的{what}，按“{sheet}”表的答复读作“{word}”",
    remedy="答复有误的，在该表修改，或者删去那一行",
)

ANSWER_NOT_WRITTEN = Kind(
    code="F410",
    severity=WARNING,
    title="答复没有写入",
    message="“{name}”的{what}所在的单元格是公式，或在合并单元格中，答复的“{new}”没有写入",
    remedy="请在指标总表中修改这个公式，或者删去公式直接填写",
)

MEASURE_UNDECIDED = Kind(
    code="F406",
    severity=NOTE,
    title="无从推断数据类型",
    message="数据类型未填，也无从推断（只有全年数据，不影响结论）的指标：{names}",
    remedy="请填写“数据类型”列",
)

PROGRESS_BEYOND = Kind(
    code="F421",
    severity=WARNING,
    title="完成进度超出常理",
    message="“{name}”的完成进度为 {progress}，超出±300%，多半是数据、目标或单位有误，结论“{completion}”存疑",
    remedy="请核对基数、现值、目标和单位",
)

TWO_FIGURES = Kind(
    code="F430",
    severity=WARNING,
    title="一格有两个数",
    message="“{name}”的{what}“{text}”有两个数，已按单位采用 {value}，{other} 没有采用",
    remedy="请核对；增速请填到“…增速”列",
)

SEVERAL_FIGURES = Kind(
    code="F431",
    severity=ERROR,
    title="数不止一种读法",
    message="“{name}”的{what}“{text}”可以读作几个数，未采用",
    remedy="一格请只填一个数，小数点用“.”，增速填到“…增速”列",
)

OTHER_PERIOD = Kind(
    code="F432",
    severity=ERROR,
    title="注明的时期不是本列的时期",
    message="“{name}”的{what}“{text}”注明是{period}的数，不是本列时期的，未采用",
    remedy="请填写本期的数，没有的写“未出”；{period}的数填到那一列",
)

DAYS_FOR_SHARE = Kind(
    code="F433",
    severity=WARNING,
    title="天数已换算为比率",
    message="“{name}”的{what}“{text}”是天数，已除以这一时期的总天数，按 {value}% 读取",
    remedy="请核对，并按比率填写",
)

CHANGE_FOR_LEVEL = Kind(
    code="F434",
    severity=ERROR,
    title="填的是变化，不是水平",
    message="“{name}”的{what}“{text}”说的是上升或下降多少，不是本期的数，未采用",
    remedy="请填写本期的数，增速填到“…增速”列",
)
