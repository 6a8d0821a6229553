"""Hold what a report says of the key tasks against their sheet: states counted, a task's own figures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan.model import State
from yuecheng_xl.typed.figure import exact, read_figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.checks.report.reading.named import Names
    from yuecheng_xl.checks.report.reading.prose import Sentence
    from yuecheng_xl.checks.report.reading.tables import Table
    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan.model import Task
    from yuecheng_xl.rules import Evaluation
    from yuecheng_xl.rules.tasks import Tasks

_SPEAKS = re.compile("(?:重点|主要)任务")
_STATES = "|".join(state.value for state in State)
_COUNTED = re.compile(rf"(?P<state>{_STATES})的?(?:有|为|共)?(?P<count>\d{{1,4}})项")
_ALL = re.compile(r"(?:重点|主要)任务(?:共|共有|合计)(?P<count>\d{1,4})项")
_FIELD = ("领域", "任务领域", "方面")
_TOTALS = ("合计", "总计", "共计")
_TOTAL = re.compile("任务(?:总?数|个数|总计)|总数|合计|项数")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_WORDS = re.compile(r"[\u4e00-\u9fff“”]{2,8}$")
_UNIT = re.compile(r"[^\d，。；、（）()]?")
_LONGEST = 8
_WHOLE = "重点任务"


def check(sentence: Sentence, _heading: str, _names: Names, evaluation: Evaluation) -> Iterator[Finding]:
    """Report how many tasks are said to be in a state, and in all, where the sheet has another number."""
    tasks = evaluation.tasks
    if tasks is None or not _SPEAKS.search(sentence.text):
        return
    counts = tasks.counts
    known = [
        (match, _state_told(match["state"]), counts[State(match["state"])]) for match in _states(sentence)
    ]
    known += [(match, _WHOLE, len(tasks.items)) for match in _ALL.finditer(sentence.text)]
    for match, group, count in known:
        if int(match["count"]) != count:
            yield catalogue.REPORT_COUNT.at(
                sentence.where,
                group=_number_of(group),
                told=match["count"],
                known=count,
                sentence=sentence.excerpt(match.start()),
            )


def _states(sentence: Sentence) -> list[re.Match[str]]:
    """Return the counts of states, of all fields: a sentence that goes through them counts each."""
    found = list(_COUNTED.finditer(sentence.text))
    return found if len({match["state"] for match in found}) == len(found) else []


def check_table(table: Table, evaluation: Evaluation) -> Iterator[Finding]:
    """Report each count of a table of states by field that is not the sheet's."""
    tasks = evaluation.tasks
    if tasks is None or not table.rows or table.rows[0][0] not in _FIELD:
        return
    states = [_state_of(header) for header in table.rows[0]]
    if sum(state is not None for state in states) < _FEWEST:
        return
    for place, row in enumerate(table.rows[1:], 2):
        for header, state, text in zip(table.rows[0], states, row, strict=False):
            known = _known(row[0], header, state, tasks)
            figure = read_figure(text) if known is not None else None
            if figure is not None and exact(figure.value) != known:
                yield catalogue.REPORT_COUNT.at(
                    f"{table.where}第{place}行",
                    group=_cell_told(row[0], header),
                    told=text,
                    known=known,
                    sentence="，".join(row),
                )


_FEWEST = 2
"""States that a table's header must name to be one of states."""


def _state_of(header: str) -> State | None:
    return next((state for state in State if state.value == header), None)


def _known(field: str, header: str, state: State | None, tasks: Tasks) -> int | None:
    """Return the number of a field's tasks, of one state where the header names one."""
    if state is None and not _TOTAL.fullmatch(header):
        return None
    if field in _TOTALS:
        return len(tasks.items) if state is None else tasks.counts[state]
    group = next((one for one in tasks.by_field if one.field == field), None)
    if group is None:
        return None
    return group.total if state is None else group.counts[state]


class _Told(NamedTuple):
    """A figure with the words before it and the first character behind it."""

    words: str
    unit: str
    figure: str
    start: int


def check_account(sentence: Sentence, task: Task) -> Iterator[Finding]:
    """Report a figure of a task's paragraph that stands otherwise behind the same words of its sheet.

    The words must be of two characters at least, and stand there once.
    """
    known = list(_told("。".join((task.account, task.problems, task.next_steps))))
    for one in _told(sentence.text):
        same = [other for other in known if other.unit == one.unit and _alike(other.words, one.words)]
        figures = {other.figure for other in same}
        if len(figures) == 1 and one.figure not in figures:
            yield catalogue.REPORT_TASK.at(
                sentence.where,
                name=task.name,
                words=one.words,
                told=one.figure,
                known=same[0].figure,
                cell=task.where("account"),
                sentence=sentence.excerpt(one.start),
            )


def _told(text: str) -> Iterator[_Told]:
    for match in _NUMBER.finditer(text):
        words = _WORDS.search(text[max(0, match.start() - _LONGEST) : match.start()])
        unit = _UNIT.match(text, match.end())
        if words:
            yield _Told(words[0], unit[0] if unit else "", match[0], match.start())


def _alike(words: str, others: str) -> bool:
    """Tell whether two stretches end alike: of the longer one only the end may stand in the other."""
    short, long = sorted((words, others), key=len)
    return long.endswith(short)


def _state_told(state: str) -> str:
    """Name the tasks of a state."""
    return f"{state}的重点任务"


def _number_of(group: str) -> str:
    """Name the size of a group."""
    return f"{group}个数"


def _cell_told(field: str, header: str) -> str:
    """Name a cell of a table of states."""
    return f"{field}的“{header}”"
