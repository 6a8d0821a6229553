"""Findings F3: single cells."""

from yuecheng_xl.findings.finding import Kind, Severity

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

UNREADABLE = Kind(
    code="F301",
    severity=ERROR,
    title="内容无法识别",
    message="“{name}”的{what}“{text}”无法识别，未采用",
    remedy="请填写数字，或“未出”“未统计”等规定用语",
)

UNIT_IN_CELL = Kind(
    code="F302",
    severity=NOTE,
    title="带有单位",
    message="“{name}”的{what}“{text}”带有单位，已按 {value} 读取",
    remedy="请只填数字",
)

UNIT_CONVERTED = Kind(
    code="F303",
    severity=WARNING,
    title="单位已换算",
    message="“{name}”的{what}“{text}”的单位与“{unit}”不同，已换算为 {value}",
    remedy="请核对换算，并按指标单位填写",
)

UNIT_MISMATCH = Kind(
    code="F304",
    severity=ERROR,
    title="单位不符",
    message="“{name}”的{what}“{text}”的单位与指标单位“{unit}”不符，未采用",
    remedy="请按指标单位填写",
)

ERROR_VALUE = Kind(
    code="F305",
    severity=ERROR,
    title="错误值",
    message="“{name}”的{what}是错误值 {text}，未采用",
    remedy="请改正公式或直接填写数字",
)

NOT_CALCULATED = Kind(
    code="F306",
    severity=ERROR,
    title="公式没有计算结果",
    message="“{name}”的{what}是没有计算结果的公式，未采用",
    remedy="请在 Excel 中打开、重新计算并保存",
)

NUMBER_AS_TEXT = Kind(
    code="F307",
    severity=NOTE,
    title="文本形式的数字",
    message="“{name}”的{what}“{text}”是文本形式的数字，已按 {value} 读取",
    remedy="请改为数字格式",
)

NOTE_MARK = Kind(
    code="F308",
    severity=WARNING,
    title="数字后有注释标记",
    message="“{name}”的{what}“{text}”数字后有注释标记，已按 {value} 读取",
    remedy="请核对，并把注释移到“数据说明”",
)

TARGET_UNREADABLE = Kind(
    code="F309",
    severity=ERROR,
    title="目标无法识别",
    message="“{name}”的目标“{text}”无法识别",
    remedy="请按“1500以上”“≥92”“5左右”“[13.5]”“年均7”“比2020年提高2个百分点”“翻一番”“前10”等写法填写",
)

TARGET_MISSING = Kind(
    code="F310",
    severity=ERROR,
    title="没有填写目标",
    message="“{name}”没有填写目标",
    remedy="请补填目标",
)

UNKNOWN_WORD = Kind(
    code="F311",
    severity=WARNING,
    title="不是规定用语",
    message="“{name}”的{what}“{text}”不在规定用语（{allowed}）中，未采用",
    remedy="请从下拉列表中选择",
)

AFTER_CUTOFF = Kind(
    code="F312",
    severity=WARNING,
    title="在评估时点之后",
    message="“{name}”的{what}在评估时点（{cutoff}）之后，未参与评估",
    remedy="如应采用，请修改评估时点",
)

BOUND_AS_VALUE = Kind(
    code="F313",
    severity=NOTE,
    title="填的是界限",
    message="“{name}”的{what}“{text}”是界限，已按 {value} 计算",
    remedy="如有确数，请填写确数",
)

STALE_VALUE = Kind(
    code="F315",
    severity=ERROR,
    title="公式的结果已过期",
    message="“{name}”的{what}是公式，所引用的单元格在上次写入时有改动，公式的结果还是改动之前的，未采用",
    remedy="请用 Excel 打开工作簿并保存一次，公式重新计算后再评估",
)

STRUCK = Kind(
    code="F340",
    severity=WARNING,
    title="已划去",
    message="“{name}”的{what}“{text}”已用删除线划去，未采用",
    remedy="没有划去的意思的，请去掉删除线；确实作废的，请清空",
)

STRUCK_PART = Kind(
    code="F341",
    severity=WARNING,
    title="划去了一部分",
    message="“{name}”的{what}划去了“{struck}”，已按余下的“{text}”读取",
    remedy="请核对，并删去作废的部分",
)

STRUCK_ROW = Kind(
    code="F342",
    severity=WARNING,
    title="指标名称已划去",
    message="“{name}”已用删除线划去，本行未采用",
    remedy="没有划去的意思的，请去掉删除线；确实作废的，请删去本行",
)

STRUCK_COLUMN = Kind(
    code="F343",
    severity=WARNING,
    title="表头已划去",
    message="表头“{header}”已用删除线划去，本列未采用",
    remedy="没有划去的意思的，请去掉删除线；确实作废的，请删去本列",
)

HIDDEN_COLUMN = Kind(
    code="F344",
    severity=NOTE,
    title="隐藏的列没有采用",
    message="隐藏的列“{header}”与{shown}的列相同，采用没有隐藏的列",
    remedy="请核对，并删去不用的列",
)

HIDDEN_COLUMNS_USED = Kind(
    code="F345",
    severity=NOTE,
    title="采用了隐藏的列",
    message="下列列是隐藏的，其中的数也已采用：{headers}",
    remedy="请取消隐藏后核对",
)

HIDDEN_ROW = Kind(
    code="F346",
    severity=NOTE,
    title="隐藏的行没有采用",
    message="隐藏的行“{name}”与{shown}的行相同，采用没有隐藏的行",
    remedy="请核对，并删去不用的行",
)

HIDDEN_ROWS_USED = Kind(
    code="F347",
    severity=NOTE,
    title="采用了隐藏的行",
    message="下列指标所在的行是隐藏的，也已参与评估：{names}",
    remedy="请取消隐藏（或取消筛选）后核对",
)

TARGET_SEVERAL = Kind(
    code="F350",
    severity=ERROR,
    title="一格有几个目标",
    message="“{name}”的目标“{text}”不止一个数，看不出用哪一个，未采用",
    remedy="一格请只写一个目标，如“60”；有几个指标的请分写几行",
)

TARGET_OTHER_YEAR = Kind(
    code="F351",
    severity=ERROR,
    title="不是规划目标年的目标",
    message="“{name}”的目标“{text}”写的是别的年份，不是规划目标年的目标，未采用",
    remedy="请填写规划目标年的目标，如“85”；别的年份可以写在后面的括号里，如“85（2023年75）”",
)

TARGET_PART_UNUSED = Kind(
    code="F352",
    severity=WARNING,
    title="目标有一部分没有采用",
    message="“{name}”的目标“{text}”中，“{rest}”不是能测算的数，没有参加评估",
    remedy="请核对；需要评估的，请另起一行",
)

TARGET_NEEDS_BASE = Kind(
    code="F353",
    severity=ERROR,
    title="目标要和基期比较，基期没有数",
    message="“{name}”的目标“{text}”要用{year}年的数换算，{year}年没有数，无法评价",
    remedy="请补填{year}年的数，或把目标写成期末应达到的数，如“85”",
)

TARGET_NEEDS_ROW = Kind(
    code="F354",
    severity=ERROR,
    title="目标要和另一指标比较，找不到可比的数",
    message="“{name}”的目标“{text}”要和“{other}”的增速比较，{reason}，无法评价",
    remedy="请在总表中补上“{other}”及其各年增速，或把目标写成数，如“年均6.5以上”",
)

TARGET_TURNED = Kind(
    code="F355",
    severity=NOTE,
    title="目标按基期换算",
    message="“{name}”的{line}",
    remedy="请核对；理解不对的，请把目标写成期末应达到的数",
)

TARGET_CHANGE_DISAGREES = Kind(
    code="F356",
    severity=WARNING,
    title="目标的水平与变化不合",
    message="“{name}”的目标“{text}”，基期 {base} 加上括号内的变化是 {value}，与所写的水平不合，按水平评价",
    remedy="请核对目标和基期的数",
)

TARGET_NOT_COMPARABLE = Kind(
    code="F357",
    severity=ERROR,
    title="目标与数据不是一类数",
    message="“{name}”的目标“{text}”说的是{sense}，数据是{measure}，无法换算，无法评价",
    remedy="请核对“数据类型”，或把目标写成期末应达到的数，如“85”“年均6.5以上”",
)

SCALED_BY_FORMAT = Kind(
    code="F348",
    severity=WARNING,
    title="数字格式改变了大小",
    message="“{name}”的{what}显示为“{text}”，单元格的值是 {raw}，已按显示的数读取，合 {value}（{unit}）",
    remedy="请核对，并把数字格式改为不缩放的",
)
