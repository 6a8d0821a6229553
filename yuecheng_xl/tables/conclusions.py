"""汇总: the counts of the report's conclusions with the names, by category, and the paragraphs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from yuecheng_xl.plan import Action
from yuecheng_xl.plan.settings import EvaluationKind
from yuecheng_xl.rules.annual import BEHIND, ON_SCHEDULE
from yuecheng_xl.rules.at_the_end import gap
from yuecheng_xl.rules.outcome import Method
from yuecheng_xl.typed.values import Band
from yuecheng_xl.words.dates import day_words
from yuecheng_xl.words.lists import plain_list
from yuecheng_xl.words.names import spoken
from yuecheng_xl.words.numbers import whole
from yuecheng_xl.words.verdicts import MET, NEARLY, NOT_ASSESSED, UNMET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.rules import Assessment, Evaluation
    from yuecheng_xl.typed.values import Record

GROUP_FIELDS = "组别 个数 占比 指标名单"
CATEGORY_FIELDS = "类别 类别总数 类别完成 类别未完成 类别定性 类别未评价"


def groups(evaluation: Evaluation) -> Band:
    """Return a line a verdict: how many indicators, their share (0 to 1) of all, their names."""
    summary = evaluation.summary
    total = summary.total

    def line(label: str, items: Sequence[Assessment], *, named: bool = True) -> Record:
        return {
            "组别": label,
            "个数": len(items),
            "占比": len(items) / total if total else 0,
            "指标名单": _numbered(items) if named else "",
        }

    if evaluation.plan.kind is EvaluationKind.FINAL:
        verdicts = [
            line("完成规划目标", summary.met),
            line("基本完成", summary.nearly),
            line("未完成", summary.behind),
        ]
    else:
        verdicts = [
            line("按时序完成", summary.met),
            line("　其中：提前完成目标", summary.early),
            line("落后预期", summary.behind),
        ]
    records = [
        line("指标总数", evaluation.assessments, named=False),
        *verdicts,
        line("定性评价", summary.qualitative),
        line("未作评价", summary.not_assessed),
    ]
    return Band.of(GROUP_FIELDS, records)


def categories(evaluation: Evaluation) -> Band:
    """Return a line a category: how many of its indicators have which verdict."""
    counts: dict[str, Counter[str]] = {}
    nearly = set(map(id, evaluation.summary.nearly))
    for item in evaluation.assessments:
        # A target in words may repeat the very word.
        verdict = "" if item.completion == NEARLY and id(item) not in nearly else item.completion
        counts.setdefault(item.indicator.category, Counter())[verdict] += 1
    records: list[Record] = []
    for category, count in counts.items():
        total = sum(count.values())
        records.append(
            {
                "类别": category,
                "类别总数": total,
                "类别完成": f"{count[MET]}（另基本完成{count[NEARLY]}）" if count[NEARLY] else count[MET],
                "类别未完成": count[UNMET],
                "类别定性": total - sum(count[one] for one in (MET, NEARLY, UNMET, NOT_ASSESSED)),
                "类别未评价": count[NOT_ASSESSED],
            }
        )
    return Band.of(CATEGORY_FIELDS, records)


def paragraphs(evaluation: Evaluation) -> tuple[str, str]:
    """Word the conclusions: how many indicators stand where, and which are recommended for adjustment.

    When the plan is over, the second says what is lacking. An earlier evaluation is compared with the first.
    """
    standing = f"{_standing(evaluation)}{_of_the_year(evaluation)}{_since(evaluation)}"
    is_final = evaluation.plan.kind is EvaluationKind.FINAL
    return standing, _lacking(evaluation) if is_final else _advice(evaluation)


def on_lists(evaluation: Evaluation) -> list[str]:
    """Word how key tasks, major projects and departments stand, where the workbook has or ranks them."""
    texts = []
    if evaluation.tasks is not None:
        from yuecheng_xl.tables import tasks  # noqa: PLC0415 - few masters have the sheet

        texts.append(tasks.paragraph(evaluation))
    if evaluation.projects is not None:
        from yuecheng_xl.tables import projects  # noqa: PLC0415 - few masters have the sheet

        texts.append(projects.paragraph(evaluation))
    if evaluation.scoreboard is not None:
        from yuecheng_xl.tables import departments  # noqa: PLC0415 - few masters ask for it

        texts.append(departments.paragraph(evaluation.scoreboard))
    return texts


def _standing(evaluation: Evaluation) -> str:
    summary = evaluation.summary
    share = f"{whole(summary.met_share * 100)}%"
    is_final = evaluation.plan.kind is EvaluationKind.FINAL
    done, behind = ("完成规划目标", "未完成规划目标") if is_final else ("按时序完成进度目标", "落后预期进度")
    text = (
        f"在{summary.total}个指标中，{len(summary.met)}个指标{done}，占比{share}。"
        if summary.met
        else f"在{summary.total}个指标中，没有指标{done}。"
    )
    if summary.nearly:
        text += f"{len(summary.nearly)}个指标基本完成规划目标，{_are(summary.nearly)}。"
    if summary.early:
        text += f"其中{len(summary.early)}个指标已经提前达到规划目标，{_are(summary.early)}。"
    if summary.behind:
        text += f"{len(summary.behind)}个指标{behind}，{_are(summary.behind)}。"
    if summary.qualitative:
        text += f"{len(summary.qualitative)}个指标为定性目标，{_are(summary.qualitative)}。"
    if summary.not_assessed:
        left_out = f"{len(summary.not_assessed)}个指标因{_why_not(summary.not_assessed)}未作评价"
        text += f"{left_out}，{_are(summary.not_assessed)}。"
    return text


def _lacking(evaluation: Evaluation) -> str:
    """Say how far each target that was not met was missed by."""
    missed = (*evaluation.summary.nearly, *evaluation.summary.behind)
    lacking = [(spoken(item.indicator.name), gap(item.indicator, item.outcome)) for item in missed]
    told = "，".join(f"{name}{by}" for name, by in lacking if by)
    if told:
        return f"没有完成的指标与目标的差距：{told}。"
    return "有数值目标并有数据的指标均已完成规划目标。" if not missed else ""


def _of_the_year(evaluation: Evaluation) -> str:
    """Say how many of the year's own targets are met; nothing where none is monitored."""
    known = [(item, item.annual) for item in evaluation.assessments if item.annual is not None]
    if not known:
        return ""
    by_word: dict[str, list[Assessment]] = {}
    for item, result in known:
        by_word.setdefault(result.completion, []).append(item)
    parts = [f"{len(by_word[word])}个{word}" for word in (MET, ON_SCHEDULE) if word in by_word]
    parts += [
        f"{len(by_word[word])}个{word}（{_named(by_word[word])}）"
        for word in (BEHIND, UNMET)
        if word in by_word
    ]
    year = max(result.year for _, result in known)
    return f"对照{year}年度目标，在有年度目标的{len(known)}个指标中，{'、'.join(parts) or '均未作评价'}。"


def _since(evaluation: Evaluation) -> str:
    """Compare with an earlier evaluation: what became of its verdicts."""
    known = [(item, item.previous) for item in evaluation.assessments if item.previous is not None]
    if not known:
        return ""
    earlier = known[0][1].plan
    text = f"与{earlier.kind.value}（{day_words(earlier.cutoff)}）相比，"
    parts = []
    for was, told in ((UNMET, "未完成"), (MET, "完成")):
        items = [item for item, before in known if before.completion == was]
        if not items:
            continue
        became = Counter(item.completion for item in items)
        counts = "、".join(f"{became[word]}个{word}" for word in (MET, NEARLY, UNMET) if became[word])
        changed = [item for item in items if item.completion == (MET if was == UNMET else UNMET)]
        named = f"（{'转为完成' if was == UNMET else '转为未完成'}的{_are(changed)}）" if changed else ""
        parts.append(f"当时{told}的{len(items)}个指标，现在{counts or '未作评价'}{named}")
    return f"{text}{'；'.join(parts)}。" if parts else ""


def _advice(evaluation: Evaluation) -> str:
    behind = evaluation.summary.behind
    kept = [item for item in behind if item.recommendation.action is Action.KEEP]
    risky = [item for item in kept if item.recommendation.high_risk]
    parts = []
    if kept:
        parts.append(f"{_named(kept)}{len(kept)}个指标虽然落后预期进度，但仍建议不作调整")
        if risky:
            which = "" if len(risky) == len(kept) else f"其中{_named(risky)}"
            parts[-1] += f"，{which}后期每年所需的改善幅度远超以往，完成目标风险较高"
    changed = [spoken(item.name) for item in evaluation.adjustments if item.definition_changed]
    caused = [spoken(item.name) for item in evaluation.adjustments if not item.definition_changed]
    if changed:
        reason = "统计口径、测算方式发生变化或停止统计"
        parts.append(f"{plain_list(changed)}{len(changed)}个指标{reason}，建议作相应调整")
    if caused:
        parts.append(f"{plain_list(caused)}{len(caused)}个指标受客观因素影响较大，建议调整目标")
    return "；".join(parts) + "。" if parts else "各项指标建议不作调整。"


def _why_not(items: Sequence[Assessment]) -> str:
    """Say why indicators were not assessed: those of the reasons that there are."""
    reasons = {_REASONS.get(item.outcome.method, "缺少数据") for item in items}
    return "或".join(
        reason for reason in ("停止统计、未统计", "缺少数据", "数据存疑待核实") if reason in reasons
    )


_REASONS = {Method.NOT_COLLECTED: "停止统计、未统计", Method.DOUBT: "数据存疑待核实"}


def _numbered(items: Sequence[Assessment]) -> str:
    """List indicators by number and name."""
    return "、".join(item.indicator.numbered_name for item in items) or "无"


def _named(items: Sequence[Assessment]) -> str:
    """List names as prose does, with 和 before the last."""
    return plain_list([spoken(item.indicator.name) for item in items])


def _are(items: Sequence[Assessment]) -> str:
    """List names after 是, or 分别是 where there are several."""
    return f"{'是' if len(items) == 1 else '分别是'}{_named(items)}"
