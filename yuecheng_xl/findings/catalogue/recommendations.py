"""Findings F6: recommendations."""

from yuecheng_xl.findings.finding import Kind, Severity

WARNING = Severity.WARNING

PROPOSAL_OUTSIDE = Kind(
    code="F601",
    severity=WARNING,
    title="建议值超出实际范围",
    message="“{name}”建议目标 {proposal} 超出基期以来实际值范围（{low}—{high}）",
    remedy="请核实建议值的依据",
)

PROPOSAL_MISSING = Kind(
    code="F602",
    severity=WARNING,
    title="缺少建议内容",
    message="“{name}”应{recommendation}，但没有建议内容",
    remedy="请责任单位填写“建议内容”",
)

PROPOSAL_NOT_FOLLOWED = Kind(
    code="F603",
    severity=WARNING,
    title="没有采用部门建议",
    message="“{name}”部门建议“{proposal}”，按规则为“{recommendation}”：{reason}",
    remedy="请研究确定",
)

PROPOSAL_FROM_DIFFERS = Kind(
    code="F604",
    severity=WARNING,
    title="原目标不一致",
    message="“{name}”建议内容写的原目标 {told} 与规划目标 {target} 不一致",
    remedy="请核对建议内容",
)

PROPOSAL_UNREADABLE = Kind(
    code="F605",
    severity=WARNING,
    title="看不出建议值",
    message="“{name}”的建议内容“{text}”看不出建议值，无法与实际值比较",
    remedy="请写成“由甲调整为乙”",
)
