"""What a site is without a passage: what goes, what stays, and which lists are open then."""

import pytest

from iomassess.engine.aside import rests_on, set_aside
from iomassess.loading import load_facts
from iomassess.site import Agency, Group, Link, OneOf, Practice, Record, Site
from iomassess.source import parse

HEAD = """
format: iomassess/site/1
id: s
name: S
wave: baseline
as_of: 2009-02
sources: {plan: {title: Plan, kind: document}, talks: {title: Talks, kind: interview}}
"""
TEAM = """
agencies:
  haven: {name: Haven, sector: third, size: small, evidence: [plan 1]}
  police: {name: Police, sector: statutory, evidence: [talks 1]}
groups:
  team:
    name: Team
    level: service-delivery
    scope: iom
    complete: true
    evidence: [plan 1]
    members:
      - {agency: haven, staff: 2, evidence: [talks 1]}
      - {agency: police, evidence: [plan 1, talks 1]}
"""


def site(body: str) -> Site:
    return load_facts(parse(HEAD + body, "s.yaml")).site


def without(body: str, *citations: str) -> Site:
    return set_aside(site(body), citations)


def links(*evidence: str) -> str:
    listed = "\n".join(f"  - {{kind: contract, from: police, to: haven, {one}}}" for one in evidence)
    return f"{TEAM}links:\n{listed}\n"


# -- whether a record rests on passages


@pytest.mark.parametrize(
    ("evidence", "cited", "rests"),
    [
        ((), ["plan 1"], False),
        (("plan 1",), ["plan 1"], True),
        (("plan 1",), ["plan 2"], False),
        (("plan 1", "plan 2"), ["plan 1"], False),
        (("plan 1", "plan 2"), ["plan 2", "plan 3", "plan 1"], True),
        ({"sector": ("plan 1",)}, ["plan 1"], True),
        ({"sector": ("plan 1",), "size": ("plan 2",)}, ["plan 1"], False),
        ({"sector": ("plan 1",), "size": ("plan 2",)}, ["plan 1", "plan 2"], True),
        ({"sector": ("plan 1",), "size": ()}, ["plan 1"], True),
        ({"sector": (), "size": ()}, ["plan 1"], False),
    ],
)
def test_a_record_rests_on_passages_that_are_all_it_cites(
    evidence: dict[str, tuple[str, ...]] | tuple[str, ...], cited: list[str], rests: bool
) -> None:
    assert rests_on(Agency(name="A", evidence=evidence), cited) is rests


@pytest.mark.parametrize(
    ("record", "rests"),
    [
        (Practice(kind="mapping", evidence={"kind": ("plan 1",), "extent": ("plan 2",)}), True),
        (Practice(kind="mapping", evidence={"extent": ("plan 1",), "kind": ("plan 2",)}), False),
        (
            Link.model_validate(
                {
                    "kind": "contract",
                    "from": "a",
                    "to": "b",
                    "evidence": {"to": ("plan 1",), "kind": ("plan 2",)},
                }
            ),
            True,
        ),
        (
            Group(name="G", level="service-delivery", evidence={"level": ("plan 1",), "scope": ("plan 2",)}),
            False,
        ),
    ],
)
def test_a_seat_link_or_practice_rests_on_what_says_which_it_is(record: Record, rests: bool) -> None:
    assert rests_on(record, ["plan 1"]) is rests


# -- what goes and what stays


def test_a_passage_that_nothing_cites_leaves_all_as_it_is() -> None:
    whole = site(links("evidence: [plan 2]"))
    assert set_aside(whole, ["plan 9"]) == whole


def test_an_agency_stays_without_what_the_passage_says_of_it() -> None:
    haven = without(TEAM, "plan 1").agencies["haven"]
    assert (haven.name, haven.sector, haven.size, haven.evidence) == ("Haven", None, None, ("plan 1",))
    assert without(TEAM, "plan 1").agencies["police"].sector == "statutory"


def test_an_agency_keeps_what_another_passage_says_of_it() -> None:
    body = TEAM.replace(
        "evidence: [plan 1]}", "evidence: {sector: [plan 1], size: [talks 1], name: [plan 1]}}", 1
    )
    haven = without(body, "plan 1").agencies["haven"]
    assert (haven.name, haven.sector, haven.size) == ("Haven", None, "small")


def test_an_unnamed_agency_keeps_who_it_may_be() -> None:
    body = TEAM.replace(
        "groups:",
        "  some: {unnamed: true, number: 3, sector: third, may_be: [haven], evidence: [plan 1]}\n"
        "  other: {unnamed: true, number: 1, is_among: [haven, police], size: small, evidence: [plan 1]}\n"
        "groups:",
        1,
    )
    some, other = (without(body, "plan 1").agencies[key] for key in ("some", "other"))
    assert (some.unnamed, some.number, some.may_be, some.sector) == (True, 3, ("haven",), None)
    assert (other.is_among, other.size) == (("haven", "police"), None)


def test_a_seat_that_rests_on_the_passage_goes_and_its_group_is_no_longer_complete() -> None:
    team = without(TEAM, "talks 1").groups["team"]
    assert [one.agency for one in team.members] == ["police"]
    assert (team.complete, team.level, team.scope) == (None, "service-delivery", "iom")


def test_a_seat_keeps_what_another_passage_says_of_it() -> None:
    body = TEAM.replace(
        "staff: 2, evidence: [talks 1]", "staff: 2, evidence: {agency: [plan 2], staff: [talks 1]}"
    )
    team = without(body, "talks 1").groups["team"]
    assert [(one.agency, one.staff) for one in team.members] == [("haven", None), ("police", None)]
    assert team.complete is True


def test_a_group_that_rests_on_the_passage_stays_with_its_seats_and_nothing_said_of_it() -> None:
    team = without(TEAM, "plan 1").groups["team"]
    assert (team.name, team.level, team.scope, team.complete) == ("Team", None, None, None)
    assert [one.agency for one in team.members] == ["haven", "police"]


def test_a_group_keeps_whom_it_reports_to() -> None:
    body = (
        TEAM
        + "  board: {name: Board, tier: local, reports_to: [team], status: planned, evidence: [plan 1]}\n"
    )
    board = without(body, "plan 1").groups["board"]
    assert (board.reports_to, board.tier, board.status) == (("team",), None, "unknown")


@pytest.mark.parametrize("name", ["links", "practices", "barriers"])
def test_of_a_list_only_what_rests_on_the_passage_goes(name: str) -> None:
    entry = {
        "links": "kind: contract, from: police, to: haven",
        "practices": "kind: mapping",
        "barriers": "kind: vetting",
    }[name]
    kept = f"{{{entry}, evidence: [plan 2]}}"
    both = f"{{{entry}, scope: iom, evidence: {{kind: [plan 2], scope: [talks 2]}}}}"
    body = f"{TEAM}{name}: [{{{entry}, evidence: [talks 2]}}, {kept}, {both}]\n"
    found = getattr(without(body, "talks 2"), name)
    assert [(one.evidence, one.scope) for one in found] == [
        (("plan 2",), None),
        ({"kind": ("plan 2",), "scope": ("talks 2",)}, None),
    ]


def test_the_project_stays_without_what_the_passage_says_of_it() -> None:
    body = f"{TEAM}project: {{name: P, origin: [new], caseload: 9, evidence: [plan 2]}}\n"
    project = without(body, "plan 2").project
    assert project is not None
    assert (project.name, project.origin, project.caseload) == ("P", (), None)
    assert without(TEAM, "plan 2").project is None


# -- lists that are no longer complete

STATEMENTS = """
complete:
  - {links: {kind: contract}, evidence: [plan 2]}
  - {practices: {kind: mapping}, evidence: [plan 2]}
  - {members: {group: team}, evidence: [plan 2]}
  - {barriers: {kind: vetting}, evidence: [talks 2]}
absent:
  - {links: {kind: grant}, evidence: [plan 2]}
  - {barriers: {kind: culture}, evidence: [talks 2]}
"""


def declared(found: Site) -> tuple[list[str], list[str]]:
    def kinds(statements: tuple[Record, ...]) -> list[str]:
        names = ("agencies", "groups", "members", "links", "practices", "barriers")
        return [name for one in statements for name in names if getattr(one, name) is not None]

    return kinds(found.complete), kinds(found.absent)


def test_statements_that_rest_on_the_passage_go() -> None:
    body = links("evidence: [plan 1]") + STATEMENTS
    assert declared(without(body, "talks 2")) == (["links", "practices", "members"], ["links"])


@pytest.mark.parametrize(
    ("citation", "complete"),
    [
        ("talks 3", ["practices", "members", "barriers"]),
        ("talks 1", ["links", "practices", "barriers"]),
        ("talks 4", ["links", "practices", "members", "barriers"]),
    ],
)
def test_only_a_list_of_which_something_went_is_no_longer_complete(
    citation: str, complete: list[str]
) -> None:
    body = links("evidence: [talks 3]", "evidence: [plan 2]") + STATEMENTS
    assert declared(without(body, citation)) == (complete, ["links", "barriers"])


# -- states


@pytest.mark.parametrize(
    ("status", "left"),
    [
        ("planned", "unknown"),
        ("{one_of: [in-place, invited]}", "unknown"),
        (
            "{one_of: [in-place, absent]}",
            OneOf(one_of=("in-place", "emerging", "invited", "planned", "ended", "absent")),
        ),
    ],
)
def test_a_state_that_is_forgotten_is_unknown_and_existence_stays_open_where_it_was(
    status: str, left: object
) -> None:
    body = (
        f"practices: [{{kind: mapping, status: {status}, evidence: {{status: [talks 1], kind: [plan 1]}}}}]\n"
    )
    (practice,) = without(body, "talks 1").practices
    assert practice.status == left


def test_those_with_whom_a_thing_is_done_are_forgotten_by_the_name_that_the_file_has() -> None:
    cited = "evidence: {with: [talks 9], kind: [plan 9]}"
    body = f"{TEAM}practices: [{{kind: mapping, with: [haven], {cited}}}]\n"
    assert without(body, "plan 8").practices[0].with_ == ("haven",)
    assert without(body, "talks 9").practices[0].with_ == ()
