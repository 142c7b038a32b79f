"""Interview schedules: the frameworks' questions for a role, or those that a site still leaves open."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from iomassess.framework import Framework
from iomassess.markdown import escape, unescape
from iomassess.places import bundled
from iomassess.results import Assessment, CriterionResult, RungResult
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
    target: int

    @property
    def next(self) -> bool:
        """Whether yes raises the criterion and no settles it: the lowest rung that is open."""
        return self.level == self.evidenced + 1


class Open(NamedTuple):
    """A question that a site leaves open, and the rungs that it bears on."""

    question: str
    bears_on: tuple[Bearing, ...]

    @property
    def use(self) -> tuple[int, int, int]:
        """How much an answer helps: more comes first.

        How many criteria below their target have it as their next step, so that yes and no both narrow
        the interval; how many levels up to the targets no would rule out; and how many at all.
        """
        lowest = {one.criterion: one for one in reversed(self.bears_on)}.values()
        return (
            sum(one.next and one.level <= one.target for one in lowest),
            sum(max(0, min(one.target, one.possible) - one.level + 1) for one in lowest),
            sum(one.possible - one.level + 1 for one in lowest),
        )


def still_open(assessment: Assessment, role: InterviewRole | None = None) -> list[Open]:
    """The questions that a site leaves open, the most useful first; a tie keeps the frameworks' order.

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
    return sorted(questions, key=lambda one: one.use, reverse=True)


def _open_rungs(criterion: CriterionResult) -> list[RungResult]:
    return [one for one in criterion.rungs if one.verdict == "unknown" and one.level <= criterion.possible]


def _bearing(criterion: CriterionResult, rung: RungResult) -> Bearing:
    target = criterion.target.level if criterion.target else len(criterion.rungs)
    return Bearing(criterion.id, criterion.title, rung.level, criterion.evidenced, criterion.possible, target)


def printed(
    role: InterviewRole, *, frameworks: Sequence[Framework] = (), assessment: Assessment | None = None
) -> str:
    """A role's schedule as Markdown: with an assessment, what is open at that site."""
    environment = Environment(
        loader=FileSystemLoader(bundled("templates")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701  the questions are the frameworks' own; a site's name is escaped
    )
    site = assessment.site._replace(name=escape(assessment.site.name)) if assessment else None
    context: dict[str, Any] = {"role": role.value, "site": site}
    context["topics"] = list(schedule(frameworks, role)) if assessment is None else []
    context["open"] = still_open(assessment, role) if assessment is not None else []
    return environment.get_template("interview.md").render(context).strip() + "\n"


def plain(markdown: str) -> str:
    """A schedule without the marks of Markdown: headings underlined."""
    lines: list[str] = []
    for line in markdown.splitlines():
        mark, _, title = line.partition(" ")
        if mark and not mark.strip("#"):
            lines += [title, "=-~"[min(len(mark), 3) - 1] * len(title)]
        else:
            lines.append(line)
    return unescape("\n".join(lines)) + "\n"
