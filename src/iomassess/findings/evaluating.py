"""Findings: what a source says across sites, evaluated at each site on facts from elsewhere."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field

from iomassess.engine.aside import set_aside
from iomassess.engine.conditions import Condition, read_condition, truth
from iomassess.engine.facts import Facts
from iomassess.framework.written import Citations
from iomassess.particulars import Said
from iomassess.problems import InvalidSource, Problem
from iomassess.results import Finding, Findings, Stated
from iomassess.site import Citation, Model, Text
from iomassess.source import read
from iomassess.validation import validate

Sites = Annotated[int, Field(strict=True, ge=0)]


class ClaimFile(Model):
    """How many sites the source says it holds at."""

    count: Sites = Field(description="At how many sites it holds.", examples=[2])
    of: Annotated[int, Field(strict=True, ge=1)] = Field(description="Of how many sites.", examples=[4])


class SideFile(Model):
    """What one passage says."""

    says: Text = Field(description="What it says, in the coder's own words.", examples=["At three sites."])
    evidence: Citations = Field(description="Where.", examples=[["study 3.1"]])


class DisputeFile(Model):
    """Where the source contradicts itself on the finding."""

    claims: tuple[SideFile, ...] = Field(
        min_length=2,
        description="What each passage says.",
        examples=[
            [
                {"says": "At three sites.", "evidence": ["study 3.1"]},
                {"says": "At two.", "evidence": ["study 5.0"]},
            ]
        ],
    )
    because: Text = Field(
        description="What the facts follow, and why.", examples=["The sites' own sections bear out two."]
    )


class FindingFile(Model):
    """A finding, as written in its file; the file's name is its id."""

    statement: Text = Field(
        description="What is found, in the coder's own words.",
        examples=["Third Sector agencies deliver as part of the team at two sites."],
    )
    source: Citations = Field(
        description="The sentence under test; facts that rest only on it are set aside.",
        examples=[["study 3.1 service delivery"]],
    )
    claim: ClaimFile | None = Field(
        None, description="The count that the source states, if it does.", examples=[{"count": 2, "of": 4}]
    )
    when: dict[str, Any] = Field(
        description="The condition at one site.", examples=[{"some": "agencies", "where": {"delivers": True}}]
    )
    reading: Text | None = Field(
        None,
        description="How a word of the source is read here.",
        examples=["The study says it of the projects together; here it is asked of each."],
    )
    dispute: DisputeFile | None = Field(
        None,
        description="Where the source contradicts itself.",
        examples=[
            {
                "claims": [
                    {"says": "At three sites.", "evidence": ["study 3.1"]},
                    {"says": "At two.", "evidence": ["study 5.0"]},
                ],
                "because": "Section 4 bears out two.",
            }
        ],
    )
    note: Text | None = Field(
        None, description="A remark for the reader.", examples=["Stated in the summary as well."]
    )


class Claim(NamedTuple):
    """A finding, ready to be tested."""

    id: str
    statement: str
    source: tuple[Citation, ...]
    stated: Stated | None
    condition: Condition
    reading: str | None
    claims: tuple[Said, ...]
    dispute: str | None
    note: str | None


Verdict = Literal["confirmed", "contradicted", "not-ruled-out", "no-claim"]


def load_findings(folder: Path) -> tuple[Claim, ...]:
    """Read every finding of a folder. Raises InvalidSource with every problem of all its files."""
    problems: list[Problem] = []
    claims = [_load(path, problems) for path in sorted(folder.glob("*.yaml"))]
    if not claims:
        problems.append(Problem(str(folder), 0, 0, "", "holds no findings", rule="file/nothing-to-check"))
    if problems:
        raise InvalidSource(problems)
    return tuple(claim for claim in claims if claim is not None)


def _load(path: Path, problems: list[Problem]) -> Claim | None:
    try:
        source = read(path)
    except InvalidSource as error:
        problems += error.problems
        return None
    file, _, found = validate(FindingFile, source)
    problems += found
    what = "a finding holds one document: remove the `---` before it"
    problems += [one.problem((), what, rule="yaml/documents") for one in source.following]
    if file is None or found:
        return None
    condition = read_condition(
        file.when,
        lambda loc, what, rule: problems.append(source.problem(("when", *loc), what, rule=rule)),
    )
    if file.claim is not None and file.claim.count > file.claim.of:
        what = "is more than the sites there are: correct it, or correct `of`"
        problems.append(source.problem(("claim", "count"), what, rule="framework/count"))
    return _claim(path.stem, file, condition)


def _claim(name: str, file: FindingFile, condition: Condition) -> Claim:
    claim = file.claim
    return Claim(
        name,
        file.statement.strip(),
        file.source,
        {"count": claim.count, "of": claim.of} if claim else None,
        condition,
        file.reading,
        tuple(Said(one.says, one.evidence) for one in file.dispute.claims) if file.dispute else (),
        file.dispute.because.strip() if file.dispute else None,
        file.note,
    )


def find(claims: Iterable[Claim], sites: Sequence[Facts]) -> Findings:
    """Test each finding at each site."""
    return Findings("iomassess/findings/1", tuple(_find(claim, sites) for claim in claims))


def _find(claim: Claim, sites: Sequence[Facts]) -> Finding:
    split: dict[bool | None, list[str]] = {True: [], False: [], None: []}
    for facts in sites:
        apart = Facts(set_aside(facts.site, claim.source), facts.source)
        split[truth(claim.condition, apart)].append(facts.site.id)
    holds, fails, unknown = split[True], split[False], split[None]
    return Finding(
        id=claim.id,
        statement=claim.statement,
        source=claim.source,
        stated=claim.stated,
        holds=tuple(holds),
        fails=tuple(fails),
        unknown=tuple(unknown),
        verdict=verdict(claim.stated, len(holds), len(unknown), len(sites)),
        reading=claim.reading,
        claims=claim.claims,
        dispute=claim.dispute,
        note=claim.note,
    )


def verdict(stated: Stated | None, holds: int, unknown: int, sites: int) -> Verdict:
    """Compare the stated count with the interval that the sites give.

    Sites of the claim that were not given may be either way; more sites than it speaks of
    leave it without a verdict.
    """
    if stated is None or sites > stated["of"]:
        return "no-claim"
    open_ = unknown + stated["of"] - sites
    if not holds <= stated["count"] <= holds + open_:
        return "contradicted"
    return "confirmed" if open_ == 0 else "not-ruled-out"
