"""Interview schedules: the frameworks' questions for a role, or those that a site still leaves open."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from iomassess.framework.reading import Framework
from iomassess.markdown import unescape
from iomassess.reports import page
from iomassess.results import Assessment, CriterionResult, RungResult
from iomassess.unknowns.ranking import asking_order
from iomassess.vocabulary import InterviewRole


class Topic(NamedTuple):
    """The questions on one criterion that were not asked before it."""

    domain: str
    title: str
    questions: tuple[str, ...]


def schedule(frameworks: Iterable[Framework], role: InterviewRole) -> Iterator[Topic]:
    """A role's questions by criterion, each once, where it first belongs."""
    asked: set[str] = set()
    for framework in frameworks:
        for domain in framework.domains:
            for criterion in domain.criteria:
                own = dict.fromkeys(
                    ask.question for rung in criterion.rungs for ask in rung.ask if role in ask.of
                )
                new = tuple(question for question in own if question not in asked)
                asked.update(new)
                if new:
                    yield Topic(domain.title, criterion.title, new)


class Bearing(NamedTuple):
    """A rung that a question bears on, with the levels that its criterion has now (0-4)."""

    criterion: str
    title: str
    level: int
    evidenced: int
    possible: int


class Open(NamedTuple):
    """A question that a site leaves open, and the rungs that it bears on."""

    question: str
    bears_on: tuple[Bearing, ...]


def still_open(assessment: Assessment, role: InterviewRole | None = None) -> list[Open]:
    """The questions that a site leaves open, the most telling first.

    A rung is open when it is neither shown nor ruled out, and no rung below it is ruled out.
    """
    found: dict[str, list[Bearing]] = {}
    for framework in assessment.frameworks:
        for criterion in framework.criteria:
            if criterion.not_applicable is not None:
                continue
            for rung in _open_rungs(criterion):
                for ask in rung.ask:
                    if role is None or role in ask.of:
                        found.setdefault(ask.question, []).append(_bearing(criterion, rung))
    questions = [Open(question, tuple(some)) for question, some in found.items()]
    order = asking_order(assessment)
    return sorted(questions, key=lambda one: order(one.question))


def _open_rungs(criterion: CriterionResult) -> list[RungResult]:
    return [one for one in criterion.rungs if one.verdict == "unknown" and one.level <= criterion.possible]


def _bearing(criterion: CriterionResult, rung: RungResult) -> Bearing:
    return Bearing(criterion.id, criterion.title, rung.level, criterion.evidenced, criterion.possible)


def printed(
    role: InterviewRole, *, frameworks: Sequence[Framework] = (), assessment: Assessment | None = None
) -> str:
    """A role's schedule as Markdown: with an assessment, what is open at that site."""
    context = {
        "role": role.value,
        "site": assessment.site if assessment else None,
        "topics": [] if assessment else list(schedule(frameworks, role)),
        "open": still_open(assessment, role) if assessment else [],
    }
    return page("interview", context)


def plain(markdown: str) -> str:
    """A schedule without the marks of Markdown: headings underlined."""
    lines: list[str] = []
    for line in markdown.splitlines():
        mark, _, title = line.partition(" ")
        if mark and not mark.strip("#"):
            heading = unescape(title)
            lines += [heading, "=-~"[min(len(mark), 3) - 1] * len(heading)]
        else:
            lines.append(unescape(line))
    return "\n".join(lines) + "\n"
