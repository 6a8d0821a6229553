"""Findings F4: inference."""

from yuecheng_xl.findings.finding import Kind, Severity

WARNING, NOTE = Severity.WARNING, Severity.NOTE

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
