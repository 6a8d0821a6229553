"""汇总: the counts of the report's conclusions with the names, by category, and the paragraphs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from yuecheng_xl.messages import summary as wording
from yuecheng_xl.typed.values import Band
from yuecheng_xl.words.verdicts import MET, NOT_ASSESSED, UNMET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.results.page import Page
    from yuecheng_xl.rules import Assessment, Evaluation
    from yuecheng_xl.sheets.render import Rendered
    from yuecheng_xl.typed.values import Record

TITLE = "汇总"


def fill(page: Page) -> Rendered:
    """Fill the counts by verdict, the counts by category, and the paragraphs."""
    return page.render(
        page.scope,
        [
            Band.of("组别 个数 占比 指标名单", _groups(page.evaluation)),
            Band.of("类别 类别总数 类别完成 类别未完成 类别定性 类别未评价", _categories(page.evaluation)),
            Band.of("段落", [{"段落": text} for text in wording.paragraphs(page.evaluation)]),
        ],
    )


def _groups(evaluation: Evaluation) -> list[Record]:
    summary = evaluation.summary
    total = summary.total

    def record(label: str, items: Sequence[Assessment], *, named: bool = True) -> Record:
        return {
            "组别": label,
            "个数": len(items),
            "占比": len(items) / total if total else 0,
            "指标名单": wording.names(items) if named else "",
        }

    return [
        record("指标总数", evaluation.assessments, named=False),
        record("按时序完成", summary.met),
        record("　其中：提前完成目标", summary.early),
        record("落后预期", summary.behind),
        record("定性评价", summary.qualitative),
        record("未作评价", summary.not_assessed),
    ]


def _categories(evaluation: Evaluation) -> list[Record]:
    counts: dict[str, Counter[str]] = {}
    for item in evaluation.assessments:
        counts.setdefault(item.indicator.category, Counter())[item.completion] += 1
    records: list[Record] = []
    for category, count in counts.items():
        total = sum(count.values())
        records.append(
            {
                "类别": category,
                "类别总数": total,
                "类别完成": count[MET],
                "类别未完成": count[UNMET],
                "类别定性": total - count[MET] - count[UNMET] - count[NOT_ASSESSED],
                "类别未评价": count[NOT_ASSESSED],
            }
        )
    return records
