"""The fixed words of results, in every output."""

MET = "完成"
NEARLY = "基本完成"
UNMET = "未完成"
NOT_ASSESSED = "—"
