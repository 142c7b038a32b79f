"""What one part of a file says of another: whatever is named must be there."""

from iomassess.notices import Rule

RULES = (
    Rule(
        "reference/unknown-agency",
        "error",
        "An agency that is not in the file",
        """\
Members, links, practices and statements name agencies by the ids under `agencies`.

To mend it, correct the id, or add the agency.
""",
        "agencies:\n  hostel: {name: Hostel}\ngroups:\n  team: {name: Team, members: [{agency: hostel}]}\n",
        "agencies:\n  hostel: {name: Hostel}\ngroups:\n  team: {name: Team, members: [{agency: hostle}]}\n",
    ),
    Rule(
        "reference/unknown-group",
        "error",
        "A group that is not in the file",
        """\
Groups report to others, refer to agencies and are named in statements by the ids under `groups`.

To mend it, correct the id, or add the group.
""",
        "groups:\n  team: {name: Team, reports_to: [board]}\n  board: {name: Board}\n",
        "groups:\n  team: {name: Team, reports_to: [bord]}\n  board: {name: Board}\n",
    ),
    Rule(
        "reference/unknown-source",
        "error",
        "A citation of a source that is not in the file",
        """\
A citation begins with the id of one of the `sources`. A level can only be disputed where its sources are
named.

To mend it, correct the id, or add the source.
""",
        "sources: {plan: {title: Plan, kind: document}}\n"
        "agencies:\n  hostel: {name: Hostel, evidence: [plan p. 3]}\n",
        "sources: {plan: {title: Plan, kind: document}}\n"
        "agencies:\n  hostel: {name: Hostel, evidence: [pln p. 3]}\n",
    ),
    Rule(
        "reference/unknown-path",
        "error",
        "A conflict about something that is not in the file",
        """\
`records` of a conflict gives paths to the values that the sources disagree on. In a list, an item goes by
its number or by the agency or kind that it names: `groups.team.members.council.staff`.

To mend it, correct the path, or record the value.
""",
        """\
sources: {plan: {title: Plan, kind: document}, talks: {title: Talks, kind: interview}}
project: {caseload: 70}
conflicts:
  - about: the caseload
    records: [project.caseload]
    claims: [{value: 70, evidence: [plan p. 1]}, {value: 80, evidence: [talks 2]}]
    used: 70
    because: The plan is newer.
""",
        """\
sources: {plan: {title: Plan, kind: document}, talks: {title: Talks, kind: interview}}
project: {caseload: 70}
conflicts:
  - about: the caseload
    records: [project.cases]
    claims: [{value: 70, evidence: [plan p. 1]}, {value: 80, evidence: [talks 2]}]
    used: 70
    because: The plan is newer.
""",
    ),
    Rule(
        "reference/unknown-criterion",
        "error",
        "A criterion that is not in its framework",
        """\
`not_applicable` names criteria by their full ids, as `iomassess criteria` prints them. Ids of frameworks
that are not bundled are not looked up.

To mend it, correct the id.
""",
        "not_applicable:\n"
        "  - {criterion: engagement/service-delivery, reason: There is none., decided_by: the authors}\n",
        "not_applicable:\n"
        "  - {criterion: engagement/service-delivry, reason: There is none., decided_by: the authors}\n",
    ),
    Rule(
        "reference/wrong-kind",
        "error",
        "A group where an agency belongs, or the other way about",
        """\
The id is in the file, and is of the other sort. A referral starts from a group, such as the team, and goes
to an agency; everything else is between agencies.

To mend it, name the agency, or the group, that is meant.
""",
        """\
agencies:
  police: {name: Police}
  hostel: {name: Hostel}
groups:
  team: {name: Team, members: [{agency: police}]}
links:
  - {kind: refers-to, from: team, to: hostel}
""",
        """\
agencies:
  police: {name: Police}
  hostel: {name: Hostel}
groups:
  team: {name: Team, members: [{agency: police}]}
links:
  - {kind: refers-to, from: police, to: hostel}
""",
    ),
)
