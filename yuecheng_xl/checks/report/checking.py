"""Go through a report's paragraphs, tell which indicator each is about, and run the checks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from yuecheng_xl.checks.report.against import CHECKS
from yuecheng_xl.checks.report.reading import lexicon
from yuecheng_xl.checks.report.reading.claims import read_claims
from yuecheng_xl.checks.report.reading.columns import What, cells
from yuecheng_xl.checks.report.reading.named import Names
from yuecheng_xl.checks.report.reading.prose import Sentence, clauses, half_width, sentences
from yuecheng_xl.checks.report.reading.source import read_report
from yuecheng_xl.checks.report.subject import Subject
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.arguments import expect
from yuecheng_xl.rules import Evaluation
from yuecheng_xl.typed.names import key_in_prose
from yuecheng_xl.typed.text import normalise
from yuecheng_xl.words.units import shown_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yuecheng_xl.checks.report.reading.columns import TableCell
    from yuecheng_xl.checks.report.reading.source import Paragraph
    from yuecheng_xl.checks.report.reading.tables import Table
    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Indicator
    from yuecheng_xl.plan.model import Task
    from yuecheng_xl.rules import Assessment

_HEADED = re.compile(
    r"^(?:[(]?\d{1,3}[)]?[.、]?|[(][一二三四五六七八九十]+[)])(?!\d)\s*(?P<name>[^。，；:]{2,40})(?P<end>[。:]|$)"
)
_STYLED = re.compile(r"^(?P<name>[^，；:。]{2,40})(?P<end>)$")
_OPENING = re.compile(r"^(?:[一二三四五六七八九十]+、|[(][一二三四五六七八九十]+[)]|\d{1,3}[.、](?!\d))")


@dataclass(frozen=True, slots=True)
class ReportCheck:
    """What was found, and how much there was to find it in: indicators named, figures compared."""

    findings: tuple[Finding, ...]
    named: int
    compared: int


def check_report(evaluation: Evaluation, path: str | Path) -> ReportCheck:
    """Hold a report (.docx or text) against an evaluated plan.

    Raises:
        InputFileError: the report is missing or is neither Word nor text.
        InputContentError: there is no prose in it.
        TypeError: not an Evaluation.

    """
    expect(evaluation, Evaluation)
    file = Path(path)
    text = read_report(file)
    return check_paragraphs(evaluation, text.paragraphs, file.name, text.tables)


def check_paragraphs(
    evaluation: Evaluation,
    paragraphs: Sequence[Paragraph],
    file: str = "",
    tables: Sequence[Table] = (),
) -> ReportCheck:
    """Hold paragraphs and tables against an evaluated plan. Pure."""
    reader = _Reader(evaluation)
    findings = [finding for paragraph in paragraphs for finding in reader.read(paragraph)]
    findings += [finding for table in tables for finding in reader.look_through(table)]
    if not reader.named:
        findings.append(catalogue.REPORT_NAMES_NONE.at(file))
    return ReportCheck(tuple(dict.fromkeys(findings)), len(reader.named), reader.compared)


class _Reader:
    """Goes through the paragraphs and keeps whose they are."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        self.names = Names(evaluation.assessments, evaluation.plan.catalogue)
        self.subject: Subject | None = None
        self.heading = ""
        self.spoken_of: Subject | None = None
        """Whom the sentence before spoke of to its end, in a paragraph of no one indicator."""
        listed = evaluation.tasks.items if evaluation.tasks else ()
        self.tasks = {key_in_prose(item.task.name): item.task for item in listed}
        self.task: Task | None = None
        """The key task whose paragraph it is."""
        self.named: set[int] = set()
        self.compared = 0
        self.itself = CHECKS.itself(self.names)

    def read(self, paragraph: Paragraph) -> Iterator[Finding]:
        text = half_width(paragraph.text)
        headed = _HEADED.match(text) or (_STYLED.match(text) if paragraph.is_heading else None)
        if headed or paragraph.is_heading or _OPENING.match(text):
            item = self.names.resolve(headed["name"]) if headed else None
            self.task = self.tasks.get(key_in_prose(headed["name"])) if headed and item is None else None
            if headed and item:
                yield from self.itself.calls(headed["name"], item, paragraph.where)
            self.subject = Subject(item, self.evaluation.plan) if item else None
            self.heading = text if headed and not headed["end"] else ""
            text = text[headed.end() :] if headed else text
        found = list(sentences(text, paragraph.where))
        if self.subject is not None:
            self.named.add(self.subject.indicator.number)
            yield from self._own(found, self.subject)
        else:
            self.spoken_of = None
            for sentence in found:
                if lexicon.NUMBER.search(sentence.text):  # most of the policy chapters has none
                    yield from self._free(sentence)
                for check in CHECKS.groups:
                    yield from check(sentence, self.heading, self.names, self.evaluation)
                if self.task is not None:
                    yield from CHECKS.task(sentence, self.task)

    def look_through(self, table: Table) -> Iterator[Finding]:
        """Compare a table cell by cell; what stands in words in a cell is read as a sentence."""
        for check in CHECKS.tables:
            yield from check(table, self.evaluation)
        for cell in cells(table, self.names):
            subject = Subject(cell.item, self.evaluation.plan)
            self.named.add(cell.item.indicator.number)
            yield from self.itself.calls(cell.name, cell.item, cell.where)
            if cell.column.what is What.ADVICE:
                if _is_as_recommended(cell):
                    self.compared += 1
                    continue  # what is wrong with it the check of the workbook says
                yield from self._own(list(sentences(cell.text, cell.where)), subject)
                continue
            for found in CHECKS.cell(cell, self.evaluation):
                self.compared += 1
                if found is not None:
                    yield found

    def _own(self, found: Sequence[Sentence], subject: Subject) -> Iterator[Finding]:
        """Read the paragraph of one indicator."""
        if not _is_in_words(subject.indicator):
            for sentence in found:
                yield from self._figures(sentence, subject, 0, len(sentence.text))
        for sentence in found:
            for check in CHECKS.statements:
                yield from check(sentence, subject)
        for check_all in CHECKS.paragraphs:
            yield from check_all(found, subject)

    def _free(self, sentence: Sentence) -> Iterator[Finding]:
        """Read the stretches of a sentence that name an indicator and go on about it."""
        yield from self._in_turn(sentence)
        mentions = list(self._mentions(sentence))
        before, self.spoken_of = self.spoken_of, None
        if before is not None and not mentions and _is_said_of(sentence, before.indicator.unit):
            mentions = [(before.item, 0)]
        for number, (item, end) in enumerate(mentions):
            subject = Subject(item, self.evaluation.plan)
            self.named.add(item.indicator.number)
            if _is_in_words(item.indicator):
                continue
            following = [start for _, start in mentions[number + 1 :] if start > end]
            until = min([_end_of_stretch(sentence, end, item.indicator.unit), *following])
            self.spoken_of = subject if until == len(sentence.text) else None
            yield from self._figures(sentence, subject, end, until)
            yield from self._said_in_passing(sentence, subject, end, until)

    def _said_in_passing(
        self, sentence: Sentence, subject: Subject, after: int, until: int
    ) -> Iterator[Finding]:
        """Hold what a stretch says of its figures in words; one without a figure lists names, as a rule."""
        stretch = sentence.only(_begin_of_clause(sentence, after), until)
        if lexicon.NUMBER.search(sentence.text, after, until) and _LISTS not in stretch.text:
            for check in CHECKS.stretches:
                yield from check([stretch], subject)

    def _in_turn(self, sentence: Sentence) -> Iterator[Finding]:
        """Read 甲和乙分别达到1和2: each figure as said of the indicator in its place."""
        if lexicon.RESPECTIVELY not in sentence.text:
            return
        for clause in clauses(sentence):
            turn = _IN_TURN.search(clause.text)
            if turn is None:
                continue
            named = self.names.several_within(clause.text[: turn.start()])
            figures = list(_AND_UNIT.finditer(clause.text, turn.end()))
            if len(named) < 2 or len(named) != len(figures):
                continue
            before, verb = clause.text[: named[0][1]], clause.text[turn.end() : figures[0].start()]
            for (item, start, end), figure in zip(named, figures, strict=True):
                name = clause.text[start:end]
                said = Sentence(f"{before}{name}{verb}{figure[0]}", sentence.where)
                subject = Subject(item, self.evaluation.plan)
                self.named.add(item.indicator.number)
                yield from self._figures(said, subject, len(before) + len(name), len(said.text))

    def _figures(self, sentence: Sentence, subject: Subject, after: int, until: int) -> Iterator[Finding]:
        """Hold what a stretch of a sentence says of an indicator in figures against the workbook."""
        for claim in read_claims(sentence, subject.indicator, subject.plan, after=after, until=until):
            self.compared += 1
            yield from CHECKS.figures[claim.sort](claim, subject)
            yield from self.itself.reads(claim, subject)
        for check in CHECKS.sentences:
            yield from check(sentence, subject)

    def _mentions(self, sentence: Sentence) -> Iterator[tuple[Assessment, int]]:
        """Yield the indicators that clauses name, each with the place after its name."""
        for clause in clauses(sentence):
            exact = self.names.within(clause.text)
            if exact is not None:
                yield exact[0], clause.start + exact[1]
                continue
            head = _HEAD.match(clause.text)
            item = self.names.resolve(head["name"]) if head else None
            if head and item is not None:
                yield item, clause.start + head.end("name")


def _begin_of_clause(sentence: Sentence, place: int) -> int:
    """Return where the clause begins that a place is in, or the one before that has but its period."""
    begin = 0
    for clause in clauses(sentence):
        if clause.start <= place and not clause.lead:
            begin = clause.start
    return begin


def _is_as_recommended(cell: TableCell) -> bool:
    """Tell whether a cell repeats the workbook's own words for the change."""
    change = cell.item.recommendation.adjustment
    return change is not None and normalise(change.content) == normalise(cell.text)


def _is_in_words(indicator: Indicator) -> bool:
    """Tell whether there is no figure of an indicator to compare anything with."""
    return indicator.target.is_qualitative and not indicator.series


def _end_of_stretch(sentence: Sentence, start: int, unit: str) -> int:
    """Return where a sentence turns to something else than what is named before ``start``."""
    for clause in clauses(sentence):
        if clause.start > start and not clause.lead and _turns(clause.text, shown_unit(unit)):
            return clause.start
    return len(sentence.text)


@lru_cache(maxsize=256)
def _turns(clause: str, unit: str) -> bool:
    """Tell whether a clause has a noun of its own, beside the unit of what was named before."""
    if lexicon.SAYS_OF_IT.match(clause):
        return False
    said = clause.replace(unit, "") if unit else clause
    own_words = lexicon.FILLING.sub("", lexicon.GOES_ON.sub("", said))
    return len(lexicon.HAN.findall(own_words)) > _UNIT_AT_MOST


def _is_said_of(sentence: Sentence, unit: str) -> bool:
    """Tell whether a sentence that names nothing begins with what it says of the one named before."""
    first = clauses(sentence)[0]
    return bool(lexicon.NUMBER.search(first.text)) and not _turns(first.text, shown_unit(unit))


_LISTS = "个指标"
_IN_TURN = re.compile("分别")
_AND_UNIT = re.compile(r"第?\d+(?:\.\d+)?[^\d、和与及，。；]{0,8}")
_UNIT_AT_MOST = 3
"""Chinese characters that a unit may leave over in a clause without a noun."""
_HEAD = re.compile(
    r"^(?:(?:19|20)\d\d年(?:上半年|前[一二三]季度|末|底)?)?(?P<name>.{2,30}?)"
    r"(?:分别)?(?:达到?|为|是|降至|升至|降到|升到|降为|提高|提升|增长|下降|降低|增加|减少|上升|实现|稳定|控制|保持|由|从|突破|超过)"
)
