"""Frameworks as Markdown that a researcher can read and dispute."""

from collections.abc import Iterable, Iterator

from iomassess.framework.reading import Criterion, Domain, Framework
from iomassess.wording import describe_condition, either, words


def describe_all(frameworks: Iterable[Framework], wanted: str | None = None) -> str:
    """Describe frameworks, or only the framework, domain or criterion wanted; empty if none is."""
    return "\n".join(line for one in frameworks for line in _framework(one, wanted))


def _framework(framework: Framework, wanted: str | None) -> Iterator[str]:
    if wanted in (None, framework.id):
        yield f"# {framework.title}\n"
        yield f"`{framework.id}` version {framework.version}. {_cited(framework.source)}\n"
        yield f"{framework.about}\n"
        names = ", ".join(f"{level} {name}" for level, name in enumerate(framework.scale))
        yield f"Levels: {names}. Summary of several criteria: {framework.summary}.\n"
    for domain in framework.domains:
        yield from _domain(framework, domain, wanted)


def _domain(framework: Framework, domain: Domain, wanted: str | None) -> Iterator[str]:
    whole = wanted in (None, framework.id, domain.id)
    if whole and domain.id != framework.id:
        yield f"## {domain.title}\n"
        yield f"`{domain.id}`. {_cited(domain.source)}\n"
        yield f"{domain.about}\n"
    for criterion in domain.criteria:
        if whole or criterion.id == wanted or criterion.id.endswith(f"/{wanted}"):
            yield from _criterion(framework, criterion)


def _criterion(framework: Framework, criterion: Criterion) -> Iterator[str]:
    yield f"### {criterion.title}\n"
    theme = f" Theme: {criterion.theme}." if criterion.theme else ""
    yield f"`{criterion.id}`.{theme} {_cited(criterion.source)}\n"
    yield f"*{criterion.question}*\n"
    yield f"{criterion.why}\n"
    yield f"{criterion.ladder}\n"
    if target := criterion.target:
        name = framework.scale[target.level]
        yield f"**Target: {target.level} {name}.** {target.because} {_cited(target.source)}\n"
    if criterion.held_back_by:
        kinds = (f"{words(kind)} {_cited(source)}" for kind, source in criterion.held_back_by.items())
        yield f"Held back by: {'; '.join(kinds)}.\n"
    for rung in criterion.rungs:
        yield f"**{rung.level} {framework.scale[rung.level]}.** {rung.means} {_cited(rung.source)}\n"
        yield f"- Met by: {describe_condition(rung.condition)}."
        yield f"- Why here: {rung.because}"
        advised = f" {_cited(rung.recommendation)}" if rung.recommendation else ""
        yield f"- To meet it: {rung.remedy}{advised}"
        for ask in rung.ask:
            yield f"- To find out ({either(ask.of)}): {ask.question} {_cited(ask.source)}"
        yield ""
    yield from _recommendations(framework, criterion)


def _recommendations(framework: Framework, criterion: Criterion) -> Iterator[str]:
    """What the rungs' recommendations say, each once."""
    cited = dict.fromkeys(citation for rung in criterion.rungs for citation in rung.recommendation)
    found = [f"- {_cited([one])} {says}" for one in cited if (says := framework.says(one))]
    if found:
        yield "Recommended:\n"
        yield from found
        yield ""


def _cited(source: Iterable[str]) -> str:
    return f"[{', '.join(source)}]"
