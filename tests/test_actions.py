"""Files of actions: what the check tells of them, their schema, and which actions can change no level."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, event, given, settings
from hypothesis import strategies as st

from iomassess.checking import check_path, look
from iomassess.engine.conditions import read_condition, truth
from iomassess.engine.facts import facts
from iomassess.framework.reading import load_framework
from iomassess.places import bundled, frameworks
from iomassess.plans import soundness
from iomassess.plans.actions import Action, Actions, Needed, load_actions, load_file, worded
from iomassess.plans.idleness import bearing, idle
from iomassess.plans.steps import carried_out, steps_at
from iomassess.problems import InvalidSource
from iomassess.selectors import selector
from iomassess.source import Source, parse, read
from mutations import mutated
from profiles import QUICK
from strategies import Case, cases
from test_check_rules import CRITERION, FRAMEWORK, RUNG, STUDY
from test_schemas import BEYOND_A_SCHEMA, refusals

FILE = bundled("frameworks") / "actions.yaml"

HEAD = """\
format: iomassess/actions/1
about: For tests.
effort: {1: a decision, 2: months of work}
actions:
"""
REST = "because: It helps., source: [study 1], effort: 1, lead: the chair"
SEAT = "for: {agency: {agencies: {sector: third}}, board: {groups: {level: strategic-oversight}}}"


def actions(*written: str) -> Source:
    """A file of actions a, b, ..., each as the fields that matter."""
    lines = (f"  {name}: {{{REST}, {one}}}\n" for name, one in zip("abcd", written, strict=False))
    return parse(HEAD + "".join(lines), "actions.yaml")


def told(source: Source, folder: Path = Path()) -> list[str]:
    """What is wrong with a file: where, what and by which rule."""
    try:
        load_file(source, folder)
    except InvalidSource as error:
        return [f"{one.where}: {one.what} [{one.rule}]" for one in error.problems]
    return []


# -- what is told


SETS = "sets: {members: {board: [{agency: agency}]}}"
TEAM = "team: {groups: {level: service-delivery}}"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            f"does: 'Seat {{agency}} on {{bord}}', {SEAT}, {SETS}",
            ["does: `{bord}` does not stand under `for`: {agency}, {board} [framework/action]"],
        ),
        (
            f"does: Seat, {SEAT}, {SETS}, effort: 3",
            ["effort: `3` is not on the file's scale: 1, 2 [framework/action]"],
        ),
        (
            f"does: Seat, {SEAT}, {SETS}, after: [{{action: b}}]",
            ["after.0.action: there is no action `b`; known: a [framework/action]"],
        ),
        (
            f"does: Seat, {SEAT}, {SETS}, after: [{{action: a}}]",
            ["after.0.action: an action cannot come before itself [framework/action]"],
        ),
        (
            f"does: Seat, {SEAT}, sets: {{}}",
            [
                "for.agency: no fact that the action sets is about it [framework/action]",
                "for.board: no fact that the action sets is about it [framework/action]",
                "sets: sets nothing: give it a fact [schema/missing-field]",
            ],
        ),
        (
            f"does: Seat, {SEAT}, sets: {{members: {{board: [{{agency: board}}]}}}}",
            [
                "for.agency: no fact that the action sets is about it [framework/action]",
                "sets.members.board.0.agency: `board` is a group, and not an agency [framework/action]",
            ],
        ),
        (
            f"does: Seat, {SEAT}, sets: {{members: {{board: [{{agency: agency, atends: true}}]}}}}",
            [
                "for.agency: no fact that the action sets is about it [framework/action]",
                (
                    "sets.members.board.0.atends: there is no field `atends` here; did you mean `attends`?"
                    " [schema/unknown-field]"
                ),
            ],
        ),
        (
            (
                "does: Refer, for: {one: {agencies: {}}, other: {agencies: {}}},"
                " sets: {links: [{kind: refers-to, from: one, to: other}]}"
            ),
            ["sets.links.0.from: `one` is an agency, and not a group [framework/action]"],
        ),
        (
            (
                "does: Agree, for: {one: {agencies: {}}, other: {agencies: {}}},"
                " sets: {links: [{kind: contract, between: [one, other]}]}"
            ),
            [
                "sets.links.0: `from` is missing: the one that refers, pays or lends [schema/missing-field]",
                "sets.links.0: `to` is missing: the one that receives [schema/missing-field]",
                "sets.links.0.between: contract has `from` and `to`, not `between` [contradiction/link-ends]",
            ],
        ),
        (
            "does: Agree, for: {a: {agencies: {}}}, sets: {links: [{kind: joint-working, between: [a, a]}]}",
            [
                (
                    "sets.links.0: joint-working needs two or more different agencies in `between`"
                    " [contradiction/link-ends]"
                )
            ],
        ),
        (
            f"does: Raise, for: {{{TEAM}}}, sets: {{groups: {{team: {{tier: local}}}}}}",
            [
                (
                    "sets.groups.team.tier: only a strategic-oversight group has a tier: leave it out"
                    " [contradiction/tier]"
                )
            ],
        ),
        (
            f"does: Raise, for: {{{TEAM}}}, sets: {{groups: {{team: {{levle: x}}}}}}",
            [
                (
                    "sets.groups.team.levle: there is no field `levle` here; did you mean `level`?"
                    " [schema/unknown-field]"
                )
            ],
        ),
        (
            f"does: Seat, {SEAT}, sets: {{groups: {{board: {{members: [{{agency: agency}}]}}}}}}",
            [
                "for.agency: no fact that the action sets is about it [framework/action]",
                (
                    "sets.groups.board.members: seats stand under `members` of `sets`, by the group"
                    " [framework/action]"
                ),
            ],
        ),
        (
            "does: Plan, sets: {practices: [{kind: mentoring, evidence: [study 1]}]}",
            [
                (
                    "sets.practices.0.evidence: nobody found what an action would make so: leave `evidence`"
                    " out [framework/action]"
                )
            ],
        ),
        (
            (
                "does: Grow, for: {agency: {agencies: {size: small}, else: {name: One, size: large}}},"
                " sets: {agencies: {agency: {sector: third}}}"
            ),
            [
                (
                    "for.agency.else.size: is not what `agencies` asks for: give it another `size`"
                    " [framework/action]"
                )
            ],
        ),
        (
            (
                "does: Grow, for: {agency: {agencies: {}, else: {name: One, sise: large}}},"
                " sets: {agencies: {agency: {sector: third}}}"
            ),
            [
                (
                    "for.agency.else.sise: there is no field `sise` here; did you mean `size`?"
                    " [schema/unknown-field]"
                )
            ],
        ),
        (
            (
                "does: Grow, for: {team: {groups: {level: service-delivery, tier: local}}},"
                " sets: {groups: {team: {scope: iom}}}"
            ),
            [
                (
                    "for.team.groups: asks for what no group can be: correct one of its fields"
                    " [framework/action]"
                ),
                (
                    "for.team.groups.tier: only a strategic-oversight group has a tier: leave it out"
                    " [contradiction/tier]"
                ),
            ],
        ),
        (
            "does: Plan, lead: , sets: {practices: [{kind: mentoring}]}",
            [
                (
                    "lead: has no value, and should be text; put it in quotes if it looks like something else"
                    " [schema/wrong-type]"
                )
            ],
        ),
        (
            "does: Grow, for: {one: {agencies: {}, maybe: 1}}, sets: {agencies: {one: {sector: third}}}",
            ["for.one.maybe: `1` should be `true`, or be left out [schema/wrong-type]"],
        ),
        (
            "does: Plan, sets: {practices: [{kind: mentoring, form: }]}",
            ["sets.practices.0.form: has no value: give it one, or leave the field out [schema/no-value]"],
        ),
        (
            (
                "does: Refer, for: {one: {agencies: {sector: third}}, team: {groups: {}}},"
                " sets: {links: [{kind: refers-to, from: team, to: nobody}], agencies: {one: {reach: local}}}"
            ),
            ["sets.links.0.to: `nobody` does not stand under `for` [framework/action]"],
        ),
        (
            (
                "does: Seat, for: {one: {agencies: {sector: third}}, team: {groups: {}}},"
                " sets: {members: {team: [{agency: nobody}]}, agencies: {one: {reach: local}}}"
            ),
            ["sets.members.team.0.agency: `nobody` does not stand under `for` [framework/action]"],
        ),
        (
            "does: Seat, for: {one: {agencies: {sector: third}}}, sets: {members: {team: [{agency: one}]}}",
            ["sets.members.team: `team` does not stand under `for` [framework/action]"],
        ),
        (
            "does: Grow, for: {one: {agencies: {sector: thirdd}}}, sets: {agencies: {one: {reach: local}}}",
            [
                (
                    "for.one.agencies.sector: `thirdd` is not a value of `sector`; did you mean `third`?"
                    " [schema/unknown-value]"
                )
            ],
        ),
        (
            (
                "does: Grow, for: {one: {agencies: {sector: third, size: [small, larg]}}},"
                " sets: {agencies: {one: {reach: local}}}"
            ),
            [
                (
                    "for.one.agencies.size.1: `larg` is not a value of `size`; did you mean `large`?"
                    " [schema/unknown-value]"
                )
            ],
        ),
        (
            (
                "does: Grow, for: {one: {agencies: {sector: third}, else: {name: One, sector: thirdd}}},"
                " sets: {agencies: {one: {reach: local}}}"
            ),
            [
                (
                    "for.one.else.sector: `thirdd` is not a value of this field; did you mean `third`?"
                    " [schema/unknown-value]"
                )
            ],
        ),
        (
            (
                "does: Grow, for: {one: {agencies: {sector: third}, else: {sector: third}}},"
                " sets: {agencies: {one: {reach: local}}}"
            ),
            ["for.one.else: needs a `name`, which the plan calls it by [framework/action]"],
        ),
        (
            (
                "does: Grow, for: {one: {agencies: {sector: third}, else: {name: One, sector: statutory,"
                " size: small}}}, sets: {agencies: {one: {sector: third}}}"
            ),
            [
                (
                    "for.one.else.sector: is not what `agencies` asks for: give it another `sector`"
                    " [framework/action]"
                )
            ],
        ),
        (
            "does: Grow, for: {one: {agencies: {}, groups: {}}}, sets: {agencies: {one: {reach: local}}}",
            [
                "for.one: takes just one of `agencies` and `groups` [framework/action]",
                "sets.agencies.one: `one` is a group, and not an agency [framework/action]",
            ],
        ),
        (
            "does: Grow, for: {one: {}}, sets: {agencies: {one: {reach: local}}}",
            ["for.one: takes just one of `agencies` and `groups` [framework/action]"],
        ),
        (
            (
                "does: Grow, for: {one: {agencies: {size: small}}},"
                " sets: {agencies: {one: {unnamed: true, may_be: [one], reach: lokal}}}"
            ),
            [
                (
                    "sets.agencies.one.reach: `lokal` is not a value of this field; did you mean `local`?"
                    " [schema/unknown-value]"
                )
            ],
        ),
        (
            (
                "does: Set up, for: {one: {groups: {status: any}, else: {name: One, complete: true,"
                " reports_to: [x], members: []}}}, sets: {groups: {one: {status: in-place, complete: true}}}"
            ),
            [
                "for.one.else.complete: is nothing that an action makes so: leave it out [framework/action]",
                (
                    "for.one.else.reports_to: is nothing that an action makes so: leave it out"
                    " [framework/action]"
                ),
                (
                    "for.one.else.members: seats stand under `members` of `sets`, by the group"
                    " [framework/action]"
                ),
                (
                    "sets.groups.one.complete: is nothing that an action makes so: leave it out"
                    " [framework/action]"
                ),
            ],
        ),
        (
            (
                "does: Seat, for: {one: {agencies: {}}, team: {groups: {}}},"
                " sets: {members: {team: [{agency: one, staff: many}, {agency: one}]}}"
            ),
            [
                (
                    "sets.members.team.0.staff: `many` should be a whole number, or `{from: 2, to: 5}`, or"
                    " `{one_of: [4, 5]}` [schema/wrong-type]"
                )
            ],
        ),
        (
            (
                "does: Do, for: {one: {agencies: {}}, two: {agencies: {}}},"
                " sets: {practices: [{kind: mentoring, by: [one], with: [two, three]}]}"
            ),
            ["sets.practices.0.with.1: `three` does not stand under `for` [framework/action]"],
        ),
        (
            "does: Do, for: {one: {agencies: {}}}, sets: {practices: [{by: [one]}]}",
            [
                "for.one: no fact that the action sets is about it [framework/action]",
                "sets.practices.0: `kind` is missing: what is done [schema/missing-field]",
            ],
        ),
        (
            (
                "does: Do, for: {one: {agencies: {}}, two: {agencies: {}}},"
                " sets: {links: [{kind: joint-working, between: [one, two, team]}]}"
            ),
            ["sets.links.0.between.2: `team` does not stand under `for` [framework/action]"],
        ),
        (
            (
                "does: Do, for: {team: {groups: {level: service-delivery}}},"
                " sets: {groups: {team: {scope: [iom]}}}"
            ),
            [
                (
                    "sets.groups.team.scope: a list should be one of iom, other-programme, offenders, general"
                    " [schema/wrong-type]"
                )
            ],
        ),
        (
            (
                "does: Do, for: {team: {groups: {level: strategic-oversight}}},"
                " sets: {groups: {team: {level: service-delivery, tier: local}}}"
            ),
            [
                (
                    "sets.groups.team.tier: only a strategic-oversight group has a tier: leave it out"
                    " [contradiction/tier]"
                )
            ],
        ),
        (
            "does: Do, sets: {practices: [{kind: mentoring}]}, unless: {some: agences}",
            [
                (
                    "unless.some: `agences` is not a kind of record; did you mean `agencies`?"
                    " [schema/unknown-value]"
                )
            ],
        ),
        (
            "does: Do, sets: {practices: [{kind: mentoring}]}, after: [{action: a, unless: {sum: x}}]",
            [
                "after.0.action: an action cannot come before itself [framework/action]",
                (
                    "after.0.unless: a condition has exactly one of all, any, not, some, project; found none"
                    " [framework/condition]"
                ),
            ],
        ),
    ],
)
def test_a_mistake_is_told_at_its_place(written: str, said: list[str]) -> None:
    rest = REST
    for name in ("effort", "lead"):
        if f"{name}:" in written:
            rest = ", ".join(one for one in rest.split(", ") if not one.startswith(f"{name}:"))
    source = parse(f"{HEAD}  a: {{{rest}, {written}}}\n", "actions.yaml")
    assert [one.removeprefix("actions.a.") for one in told(source)] == said


def test_everything_wrong_is_told_at_once_even_beside_an_action_that_cannot_be_read() -> None:
    source = actions(
        "does: Plan, sets: {practices: [{kind: mentorin}]}",
        f"does: 'Seat {{x}}', {SEAT}, {SETS}, after: [{{action: a}}, {{action: c}}]",
        "does: Wait, sets: {practices: [{kind: mentoring}]}, after: [{action: b}]",
    )
    assert [one.partition(":")[0] for one in told(source)] == [
        "actions.a.sets.practices.0.kind",
        "actions.b.does",
        "actions.b.after",
        "actions.c.after",
    ]


def test_what_is_wrong_with_the_head_hides_nothing_of_the_actions() -> None:
    text = actions(f"does: 'Seat {{x}}', {SEAT}, {SETS}").text.replace("about: For tests.\n", "")
    assert [one.partition(":")[0] for one in told(parse(text, "actions.yaml"))] == ["", "actions.a.does"]


def test_a_recommendation_that_the_source_does_not_make_is_told(tmp_path: Path) -> None:
    (tmp_path / "study.yaml").write_text(STUDY)
    source = actions(
        "does: Plan, sets: {practices: [{kind: mentoring}]}, implements: [study rec. 1, study rec. 2]"
    )
    (said,) = told(source, tmp_path)
    assert said.startswith(
        "actions.a.implements.1: there is no recommendation `study rec. 2` in `study.yaml`"
    )


MANY = """\
format: iomassess/actions/1
about: For tests.
effort: {1: a decision, 2: months of work}
actions:
  seat:
    does: Seat {agency} on {bord}
    because: It helps.
    source: [study 1]
    effort: 3
    lead: the chair
    implements: [study rec. 1, study rec. 2]
    for:
      agency:
        agencies: {sector: third}
        also: {sektor: private}
        prefer: {size: tiny}
        else: {name: One, sector: private, evidence: [study 1]}
      board:
        groups: {level: strategic-oversight}
    sets:
      agencies:
        agency:
          unnamed: true
          size: small
      groups:
        board:
          scope: iom
          reports_to: [board]
      members:
        board:
          - agency: agency
            inferred: We think so.
            co_located: true
      links:
        - kind: refers-to
          from: board
          to: board
          evidence: [study 1]
      practices:
        - kind: mentoring
          inferred: We think so.
    after: [{action: wait}, {action: wiat}]
  grow:
    does: Grow
    because: It helps.
    source: [study 1]
    effort: 1
    lead: the chair
    for:
      agency:
        agencies: {sector: [third], size: small}
        else: {name: One, sector: private, size: large}
      forum:
        groups: {level: operational-management}
        else: {name: Forum, level: operational-management}
    sets:
      groups: {forum: {tier: local}}
      members:
        forum: [{agency: agency, chairs: true}, {agency: agency}]
  wait:
    does: Wait
    because: It helps.
    source: [study 1]
    effort: 1
    lead: the chair
    sets: {practices: [{kind: mentoring}]}
    after: [{action: seat}]
---
format: iomassess/actions/1
"""


def test_each_mistake_is_told_with_its_line_and_column(tmp_path: Path) -> None:
    (tmp_path / "study.yaml").write_text(STUDY)
    with pytest.raises(InvalidSource) as caught:
        load_file(parse(MANY, "actions.yaml"), tmp_path)
    assert [str(one).removeprefix("actions.yaml:") for one in caught.value.problems] == [
        "6:11: actions.seat.does: `{bord}` does not stand under `for`: {agency}, {board}",
        "9:13: actions.seat.effort: `3` is not on the file's scale: 1, 2",
        (
            "11:32: actions.seat.implements.1: there is no recommendation `study rec. 2` in `study.yaml`; did"
            " you mean `study rec. 1`?"
        ),
        "15:16: actions.seat.for.agency.also.sektor: agencies have no field `sektor`; did you mean `sector`?",
        (
            "16:18: actions.seat.for.agency.prefer.size: `tiny` is not a value of `size`; known: micro,"
            " small, medium, large"
        ),
        (
            "17:44: actions.seat.for.agency.else.evidence: nobody found what an action would make so: leave"
            " `evidence` out"
        ),
        "23:11: actions.seat.sets.agencies.agency.unnamed: is nothing that an action makes so: leave it out",
        "28:11: actions.seat.sets.groups.board.reports_to: is nothing that an action makes so: leave it out",
        (
            "32:13: actions.seat.sets.members.board.0.inferred: nobody found what an action would make so:"
            " leave `inferred` out"
        ),
        "37:11: actions.seat.sets.links.0.to: `board` is a group, and not an agency",
        "37:11: actions.seat.sets.links.0.to: a link needs two different ends",
        (
            "38:11: actions.seat.sets.links.0.evidence: nobody found what an action would make so: leave"
            " `evidence` out"
        ),
        (
            "41:11: actions.seat.sets.practices.0.inferred: nobody found what an action would make so: leave"
            " `inferred` out"
        ),
        "42:5: actions.seat.after: waits for itself, by way of what must come first",
        "42:38: actions.seat.after.1.action: there is no action `wiat`; did you mean `wait`?",
        (
            "57:24: actions.grow.sets.groups.forum.tier: only a strategic-oversight group has a tier: leave"
            " it out"
        ),
        "59:49: actions.grow.sets.members.forum.1: `agency` is a member twice: write one entry of the two",
        "67:5: actions.wait.after: waits for itself, by way of what must come first",
        "69:1: a file of actions holds one document: remove the `---` before it",
    ]
    rules = {one.line: one.rule for one in caught.value.problems}
    assert (rules[57], rules[69]) == ("contradiction/tier", "yaml/documents")


def test_what_is_wrong_with_the_file_of_a_source_is_told_with_what_is_wrong_with_actions(
    tmp_path: Path,
) -> None:
    (tmp_path / "study.yaml").write_text(STUDY.replace("title:", "titel:"))
    assert told(actions("does: Plan, sets: {}, implements: [study rec. 1]"), tmp_path) == [
        ": `title` is missing: the title [schema/missing-field]",
        "titel: there is no field `titel` here; did you mean `title`? [schema/unknown-field]",
        "actions.a.sets: sets nothing: give it a fact [schema/missing-field]",
    ]


def test_the_bundled_actions_are_sound_and_none_is_idle() -> None:
    (checked,) = check_path(FILE)
    assert (checked.problems, checked.notes) == ((), ())


MENTOR = "does: Mentor, sets: {practices: [{kind: mentoring}]}"


def beside(folder: Path, text: str) -> Path:
    """A framework's folder, beside which there is a file of actions."""
    (folder / "some").mkdir(parents=True)
    (folder / "actions.yaml").write_text(text)
    (folder / "study.yaml").write_text(STUDY)
    return folder / "some"


def test_actions_are_read_beside_each_framework_once_with_where_they_were_read(tmp_path: Path) -> None:
    one, two = actions(f"{MENTOR}, implements: [study rec. 1]"), parse(HEAD + OTHER, "actions.yaml")
    first, second = beside(tmp_path / "one", one.text), beside(tmp_path / "two", two.text)
    (tmp_path / "three" / "none").mkdir(parents=True)
    (first.parent / "more").mkdir()
    found = load_actions([first, tmp_path / "three" / "none", first.parent / "more", second])
    assert [each.id for each in found.actions] == ["a", "other"]
    assert found.files == (("actions.yaml", one.sha256), ("actions.yaml", two.sha256))
    assert found.recommendations == {"study rec. 1": "Have more teams."}
    assert load_actions([]) == Actions((), (), {})


def test_what_is_wrong_with_several_files_of_actions_is_told_at_once(tmp_path: Path) -> None:
    wrong = beside(tmp_path / "one", actions("does: Plan, sets: {}").text)
    good = beside(tmp_path / "two", HEAD + OTHER)
    again = beside(tmp_path / "three", HEAD + OTHER)
    worse = beside(tmp_path / "four", actions("does: Rest, sets: {practices: [{kind: rest}]}").text)
    with pytest.raises(InvalidSource) as caught:
        load_actions([wrong, good, again, worse])
    assert [(one.where, one.rule) for one in caught.value.problems] == [
        ("actions.a.sets.practices.0.kind", "schema/unknown-value"),
        ("actions.a.sets", "schema/missing-field"),
        ("actions.other", "framework/action"),
    ]
    (repeated,) = (one for one in caught.value.problems if one.where == "actions.other")
    assert (repeated.what, repeated.path) == (
        "is the id of another action too",
        str(again.parent / FILE.name),
    )


OTHER = f"  other: {{{REST}, does: Train, sets: {{practices: [{{kind: commissioner-training}}]}}}}\n"


def test_an_action_is_read_as_it_is_written() -> None:
    condition = {"some": "agencies", "where": {"size": "micro"}}
    source = actions(
        f"does: ' Seat {{agency}} on {{board}} ', {SEAT}, {SETS}, implements: [study rec. 1],"
        f" unless: {json.dumps(condition)},"
        f" after: [{{action: b, unless: {json.dumps(condition)}}}, {{action: b}}]",
        "does: Grow, for: {one: {agencies: {sector: third}, maybe: true, also: {sector: private},"
        " prefer: {size: micro}, else: {name: One, sector: third}}}, sets: {agencies: {one: {reach: local}}}",
    )
    (seat, grow), recommended = load_file(source, Path("nowhere"))
    asked = read_condition(condition)
    assert (seat.id, seat.does, seat.because, seat.source) == (
        "a",
        "Seat {agency} on {board}",
        "It helps.",
        ("study 1",),
    )
    assert (seat.effort, seat.effort_means, seat.lead, seat.implements) == (
        1,
        "a decision",
        "the chair",
        ("study rec. 1",),
    )
    assert (seat.unless, seat.after) == (asked, (Needed("b", asked), Needed("b", None)))
    assert seat.sets == {"members": {"board": [{"agency": "agency"}]}}
    assert [(name, one.asked.kind, one.maybe, one.also, one.prefer) for name, one in seat.places.items()] == [
        ("agency", "agencies", False, None, None),
        ("board", "groups", False, None, None),
    ]
    place = grow.places["one"]
    assert (place.maybe, place.otherwise) == (True, {"name": "One", "sector": "third"})
    assert [place.asked, place.also, place.prefer] == [
        selector("agencies", values)
        for values in ({"sector": "third"}, {"sector": "private"}, {"size": "micro"})
    ]
    assert recommended == {}


def test_names_stand_in_place_of_braces_and_what_has_no_name_stays() -> None:
    assert worded("Seat {one} on {two} or {three}", {"one": "A", "two": "B"}) == "Seat A on B or {three}"


def test_a_check_of_a_folder_includes_its_actions(tmp_path: Path) -> None:
    (tmp_path / "actions.yaml").write_text(HEAD)
    looked = [look(one) for one in check_path(tmp_path)]
    assert [one.rule for each in looked for one in each.notices] == ["schema/wrong-type"]


def test_actions_without_a_framework_beside_them_are_checked_and_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "actions.yaml").write_text(actions("does: Plan, sets: {practices: [{kind: mentoring}]}").text)
    (checked,) = check_path(tmp_path)
    assert checked.problems == ()
    (note,) = checked.notes
    assert (note.where, note.rule, note.line) == ("actions", "framework/actions-unseen", 4)
    assert note.what == (
        "there is no framework beside this, so whether each action can change a level was not looked at"
    )


def test_actions_beside_a_framework_that_is_not_sound_are_checked_and_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "tiny").mkdir()
    (tmp_path / "tiny" / "framework.yaml").write_text("format: nothing\n")
    source = actions(MENTOR)
    tried = soundness.tried(source, tmp_path / "actions.yaml")
    assert tried.problems == ()
    assert tried.unseen is not None
    assert tried.unseen.what.startswith("the framework `tiny` is not sound, so whether")
    wrong = soundness.tried(actions("does: Plan, sets: {}"), tmp_path / "actions.yaml")
    assert ([one.where for one in wrong.problems], wrong.unseen) == (["actions.a.sets"], None)


# -- actions that can change no level


def idle_of(source: Source, *conditions: dict[str, Any]) -> list[str]:
    loaded, _ = load_file(source, Path())
    return [one.id for one in idle(loaded, map(read_condition, conditions))]


MENTORING = {"some": "practices", "where": {"kind": "mentoring", "scope": "iom", "form": ["peer", "general"]}}
SEATED = {"some": "members", "where": {"agency.sector": "third", "group.tier": "local"}}
DELIVERING = {"some": "agencies", "where": {"role": ["delivery-partner", "referral-partner"]}}
BOARD = "board: {groups: {level: strategic-oversight, tier: local}}"
THIRD = "agency: {agencies: {sector: third}}"
SETTING_UP = "sets: {groups: {group: {status: in-place}}}"
SITTING = "sets: {members: {board: [{agency: agency}]}}"


@pytest.mark.parametrize(
    ("written", "is_idle"),
    [
        ("sets: {practices: [{kind: mentoring, scope: iom}]}", False),
        ("sets: {practices: [{kind: mentoring}]}", False),
        ("sets: {practices: [{kind: mentoring, scope: general}]}", True),
        ("sets: {practices: [{kind: mapping, scope: iom}]}", True),
        ("sets: {practices: [{kind: mentoring, scope: iom, form: unpaid-work}]}", True),
        ("sets: {practices: [{kind: mentoring, status: planned}]}", True),
        (f"for: {{agency: {{agencies: {{sector: third}}}}, {BOARD}}}, {SITTING}", False),
        (f"for: {{agency: {{agencies: {{}}}}, {BOARD}}}, {SITTING}", False),
        (f"for: {{agency: {{agencies: {{sector: statutory}}}}, {BOARD}}}, {SITTING}", True),
        (
            "for: {agency: {agencies: {}}, board: {groups: {level: strategic-oversight, tier: countywide}}}, "
            + SITTING,
            True,
        ),
        (
            (
                f"for: {{{THIRD}, team: {{groups: {{level: service-delivery, scope: iom}}}}}},"
                " sets: {members: {team: [{agency: agency, co_located: true}]}}"
            ),
            False,
        ),
        (
            (
                f"for: {{{THIRD}, team: {{groups: {{level: service-delivery, scope: general}}}}}},"
                " sets: {members: {team: [{agency: agency, co_located: true}]}}"
            ),
            True,
        ),
        (
            (
                f"for: {{{THIRD}, team: {{groups: {{level: service-delivery, scope: iom}}}}}},"
                " sets: {members: {team: [{agency: agency, co_located: false}]}}"
            ),
            True,
        ),
        ("for: {agency: {agencies: {sector: third}}}, sets: {agencies: {agency: {size: small}}}", True),
        ("for: {agency: {agencies: {}, maybe: true}}, sets: {agencies: {agency: {sector: third}}}", False),
        (
            "for: {group: {groups: {tier: local, status: any}}}, sets: {groups: {group: {status: in-place}}}",
            False,
        ),
        (f"for: {{group: {{groups: {{tier: countywide, status: any}}}}}}, {SETTING_UP}", True),
        ("for: {group: {groups: {tier: countywide}}}, sets: {groups: {group: {tier: local}}}", False),
    ],
)
def test_an_action_is_idle_where_no_count_can_take_in_what_it_sets(written: str, is_idle: bool) -> None:
    source = actions(f"does: Do it, {written}")
    asked = (MENTORING, SEATED, DELIVERING)
    assert idle_of(source, *asked) == (["a"] if is_idle else [])
    (action,), _ = load_file(source, Path())
    assert bearing(action, [action], map(read_condition, asked)) is not is_idle


def test_what_must_come_first_of_an_action_that_matters_is_not_idle() -> None:
    idling = "does: Map, sets: {practices: [{kind: mapping}]}"
    source = actions(
        "does: Mentor, sets: {practices: [{kind: mentoring}]}, after: [{action: b}]",
        f"{idling}, after: [{{action: c}}]",
        idling,
        f"{idling}, after: [{{action: a}}]",
    )
    assert idle_of(source, MENTORING) == ["d"]


def test_what_makes_another_action_possible_is_not_idle() -> None:
    seat = f"does: Seat, for: {{agency: {{agencies: {{sector: third, reach: local}}}}, {BOARD}}}, {SITTING}"
    narrow = "does: Narrow, for: {one: {agencies: {}}}, sets: {agencies: {one: {reach: local}}}"
    widen = "does: Widen, for: {one: {agencies: {}}}, sets: {agencies: {one: {reach: national}}}"
    assert idle_of(actions(seat, narrow), SEATED) == []
    assert idle_of(actions(seat, widen), SEATED) == ["b"]
    assert idle_of(actions(narrow), SEATED) == ["a"]


def test_two_actions_on_one_record_may_matter_together() -> None:
    both = {"some": "members", "where": {"agency.sector": "third", "attends": True, "chairs": True}}
    place = f"for: {{agency: {{agencies: {{sector: third}}}}, {BOARD}}}"
    one = f"does: Sit, {place}, sets: {{members: {{board: [{{agency: agency, attends: false}}]}}}}"
    other = f"does: Lead, {place}, sets: {{members: {{board: [{{agency: agency, attends: true}}]}}}}"
    assert idle_of(actions(one), both) == ["a"]
    assert idle_of(actions(one, other), both) == []


def test_what_fits_nothing_makes_no_action_matter() -> None:
    rename = "does: Move, for: {one: {groups: {tier: local}, also: %s}}, sets: {groups: {one: {scope: iom}}}"
    team = {"some": "groups", "where": {"level": "service-delivery", "scope": "iom"}}
    assert idle_of(actions(rename % "{level: service-delivery}"), team) == []
    assert idle_of(actions(rename % "{level: service-delivery, tier: local}"), team) == ["a"]


def test_one_number_may_come_in_the_place_of_another() -> None:
    four = {"some": "members", "where": {"agency.sector": "third", "staff": {"from": 4}}}
    place = f"does: Lend, for: {{{THIRD}, {BOARD}}}"
    some = [
        f"{place}, sets: {{members: {{board: [{{agency: agency, staff: {staff}}}]}}}}" for staff in (2, 6)
    ]
    assert idle_of(actions(some[0]), four) == ["a"]
    assert idle_of(actions(*some), four) == []


def test_where_a_condition_asks_for_less_no_action_is_called_idle() -> None:
    seat = "sets: {members: {team: [{agency: a, attends: false}]}}"
    leaving = f"does: Part, for: {{a: {{agencies: {{}}}}, team: {{groups: {{}}}}}}, {seat}"
    asked = {"some": "members", "where": {"attends": True}}
    assert idle_of(actions(leaving), asked) == ["a"]
    assert idle_of(actions(leaving), {"not": asked}) == []
    assert idle_of(actions(leaving), {**asked, "at_most": 0}) == []


def test_the_check_names_the_value_that_is_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "tiny").mkdir()
    (tmp_path / "tiny" / "framework.yaml").write_text(FRAMEWORK)
    levels = {level: {**RUNG, "when": MENTORING} for level in "1234"}
    teams = json.dumps({**CRITERION, "levels": levels})
    (tmp_path / "tiny" / "teams.yaml").write_text(f"{teams}\n---\nexamples: []\n")
    source = actions("does: Mentor, sets: {practices: [{kind: mentoring, form: peer, scope: general}]}")
    (tmp_path / "actions.yaml").write_text(source.text)
    (problem,) = (one for each in check_path(tmp_path) for one in each.problems)
    assert (problem.rule, problem.line, problem.where) == ("framework/idle-action", 5, "actions.a")
    assert problem.what == (
        "can change no level: no rung of a framework here asks for what it sets,"
        " and no action that can change one waits for it; with another value of `scope` it could"
    )


# -- never called idle wrongly


promise = settings(
    max_examples=20 if QUICK else 300,
    phases=(Phase.generate,) if QUICK else tuple(Phase),
    suppress_health_check=list(HealthCheck),
)

VALUES: dict[str, dict[str, list[Any]]] = {
    "agencies": {"sector": ["third", "statutory"], "size": ["small", "large"], "pathways": [["health"]]},
    "groups": {
        "level": ["service-delivery", "operational-management"],
        "scope": ["iom", "general"],
        "status": ["in-place", "planned"],
    },
    "members": {
        "co_located": [True, False],
        "co_works": [True],
        "shares_information": [True],
        "status": ["invited", "in-place"],
    },
    "links": {"scope": ["iom", "general"], "formal": [True], "active": [True, False]},
    "practices": {"scope": ["iom", "general"], "formal": [True], "form": ["event"], "pathways": [["health"]]},
}


LINKS: list[dict[str, Any]] = [
    {"kind": "refers-to", "from": "group", "to": "one"},
    {"kind": "contract", "from": "one", "to": "other"},
    {"kind": "joint-working", "between": ["one", "other"]},
]


def some_of(kind: str, least: int = 0) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {}, optional={name: st.sampled_from(values) for name, values in VALUES[kind].items()}
    ).filter(lambda one: len(one) >= least)


@st.composite
def random_actions(draw: st.DrawFn) -> Source:
    """A few sound actions, each of one or two facts."""
    found: dict[str, Any] = {}
    for key in "abc"[: draw(st.integers(1, 3))]:
        kinds = {"one": "agencies", "other": "agencies", "group": "groups"}
        places: dict[str, Any] = {}
        for name, kind in kinds.items():
            asked = {field: value for field, value in draw(some_of(kind)).items() if field != "status"}
            places[name] = {kind: {**asked, "status": "any"} if kind == "groups" else asked}
            if draw(st.integers(0, 3)) == 0:
                places[name]["maybe"] = True
            if draw(st.integers(0, 3)) == 0:
                places[name]["else"] = {"name": f"new {kind}", **asked}
        facts: dict[str, Any] = {
            "agencies": {"one": draw(some_of("agencies", 1))},
            "groups": {"group": draw(some_of("groups", 1))},
            "members": {"group": [{"agency": "one", **draw(some_of("members"))}]},
            "links": [
                {**draw(st.sampled_from(LINKS)), **draw(some_of("links"))},
            ],
            "practices": [
                {"kind": draw(st.sampled_from(["mapping", "briefing", "mentoring"])), "with": ["one"]}
                | draw(some_of("practices"))
            ],
        }
        chosen = draw(st.lists(st.sampled_from(sorted(facts)), min_size=1, max_size=2, unique=True))
        sets = {name: facts[name] for name in chosen}
        used = set(_named(sets))
        found[key] = {
            "does": "Do it",
            "because": "x",
            "source": ["study 1"],
            "effort": 1,
            "lead": "x",
            "for": {name: one for name, one in places.items() if name in used},
            "sets": sets,
        }
    head = {"format": "iomassess/actions/1", "about": "x", "effort": {"1": "x"}}
    return parse(json.dumps({**head, "actions": found}), "actions.yaml")


def _named(values: Any) -> Iterator[str]:
    if isinstance(values, str):
        yield values
    elif values is not None and not isinstance(values, bool):
        yield from values if isinstance(values, dict) else ()
        for one in values.values() if isinstance(values, dict) else values:
            yield from _named(one)


@given(random_actions(), cases(), st.lists(cases(), max_size=3))
@promise
def test_to_carry_out_idle_actions_raises_nothing_that_is_shown(
    source: Source, case: Case, others: list[Case]
) -> None:
    try:
        loaded, _ = load_file(source, Path())
    except InvalidSource:
        assume(False)
    conditions = [read_condition(one.condition) for one in (case, *others)]
    idling = {one.id for one in idle(loaded, conditions)}
    event(f"idle: {len(idling)} of {len(loaded)}")
    found = steps_at(facts(case.site), Actions(tuple(loaded), (), {})).steps
    event(f"steps: {min(len(found), 9)}, idle ones: {any(one.action.id in idling for one in found)}")

    def shown(steps: Any) -> list[bool]:
        after = facts(carried_out(case.site, steps))
        return [truth(one, after) is True for one in conditions]

    useful = [one for one in found if one.action.id not in idling]
    assert not risen(shown(useful), shown(found))
    for one in found:
        if one.action.id in idling:
            assert not risen(shown([]), shown([one]))


def risen(before: list[bool], after: list[bool]) -> list[int]:
    """The conditions that are shown to hold and were not before."""
    return [nth for nth, (was, now) in enumerate(zip(before, after, strict=True)) if now and not was]


# -- the schema


@cache
def values() -> dict[str, Any]:
    """Some of the bundled actions, of every sort."""
    whole = read(FILE).values
    kept = (
        "third-sector-lead",
        "refer-clients",
        "delivery-partner",
        "place-for-rooted-agency",
        "buy-what-is-needed",
    )
    some = {key: one for key, one in whole["actions"].items() if key in kept}
    for one in some.values():
        one["after"] = [each for each in one.get("after", ()) if each["action"] in kept]
    return {**whole, "actions": some}


BEYOND = (
    *BEYOND_A_SCHEMA,
    "does not stand under `for`",
    "is an? (agency|group), and not",
    "is not on the file's scale",
    "there is no action `",
    "cannot come before itself",
    "waits for itself",
    "no fact that the action sets is about it",
    "is not what `(agencies|groups)` asks for",
    "asks for what no (agency|group) can be",
    "only a strategic-oversight group has a tier",
    "has no value: give it one",
    "there is no recommendation",
)


@given(mutated(values()))
@promise
def test_on_actions_with_mistakes_the_schema_and_iomassess_agree(wrong: Any) -> None:
    import re

    source = parse(json.dumps(wrong), "actions.yaml")
    refused, said = refusals("actions", source.values), told(source, Path("nowhere"))
    event(f"sound: {not said}, valid: {not refused}")
    if not said:
        assert refused == []
    elif not refused:
        assert [one for one in said if not re.search("|".join(BEYOND), one)] == []


@given(random_actions())
@settings(promise, max_examples=50)
def test_random_actions_that_are_sound_are_valid(source: Source) -> None:
    if not told(source):
        assert refusals("actions", source.values) == []


# -- what the bundled ones say


def test_each_recommendation_that_a_rung_names_is_implemented_or_known_not_to_be() -> None:
    loaded = load_actions(frameworks())
    named = {
        citation
        for folder in frameworks()
        for criterion in load_framework(folder).criteria
        for rung in criterion.rungs
        for citation in rung.recommendation
    }
    done = {citation for one in loaded.actions for citation in one.implements}
    assert sorted(named - done) == NOT_IMPLEMENTED


NOT_IMPLEMENTED: list[str] = []


def test_an_action_reads_well_with_names_in_it() -> None:
    def said(action: Action) -> str:
        return action.does.format(**dict.fromkeys(action.places, "X"))

    assert all("{" not in said(one) for one in load_actions(frameworks()).actions)
