"""What parts of a file that are sound by themselves cannot both say."""

from iomassess.notices import Rule

RULES = (
    Rule(
        "contradiction/statement",
        "error",
        "A record that a statement of the same file rules out",
        """\
An entry under `absent` says that there is no record of a kind, and the file has one. A level would depend
on which of the two is believed.

To mend it, take the record out, or say more narrowly what there is none of. Where sources disagree, record
a conflict.
""",
        """\
agencies:
  hostel: {name: Hostel, sector: third}
absent:
  - agencies: {sector: private}
""",
        """\
agencies:
  hostel: {name: Hostel, sector: third}
absent:
  - agencies: {sector: third}
""",
    ),
    Rule(
        "contradiction/range",
        "error",
        "A range that runs downward",
        """\
`from` is the least that a number can be, and `to` the most.

To mend it, correct one, or exchange them.
""",
        "project: {caseload: {from: 60, to: 80}}\n",
        "project: {caseload: {from: 80, to: 60}}\n",
    ),
    Rule(
        "contradiction/repeated",
        "error",
        "The same thing twice where each may stand once",
        """\
An agency has one seat in a group, a choice is between different values, and the ends of a link differ. Two
entries that differ in their fields would say two things of one seat.

To mend it, keep one. An agency with two people on a group has one seat with `staff: 2`.
""",
        "agencies:\n  hostel: {name: Hostel}\n"
        "groups:\n  team: {name: Team, members: [{agency: hostel, staff: 2}]}\n",
        "agencies:\n  hostel: {name: Hostel}\n"
        "groups:\n  team: {name: Team, members: [{agency: hostel}, {agency: hostel}]}\n",
    ),
    Rule(
        "contradiction/shared-id",
        "error",
        "An agency and a group with the same id",
        """\
Links and statements name both by their ids, so nobody could tell which is meant.

To mend it, give one another id: `hostel` and `hostel-board`.
""",
        "agencies:\n  hostel: {name: Hostel}\ngroups:\n  hostel-board: {name: Hostel board}\n",
        "agencies:\n  hostel: {name: Hostel}\ngroups:\n  hostel: {name: Hostel board}\n",
    ),
    Rule(
        "contradiction/unnamed",
        "error",
        "An entry for agencies that says in two ways which they are",
        """\
`unnamed: true` is for agencies that the source does not name. Only such an entry has `number`, `may_be` or
`is_among`, and it has no name. `is_among` says one of which agencies it is, so they are named, they are as
many at least as the entry stands for, and `may_be` has nothing to add.

To mend it, take out what does not belong. What the source calls them goes into a `note`.
""",
        "agencies:\n  hostels: {unnamed: true, number: 2, note: Two hostels.}\n",
        "agencies:\n  hostels: {unnamed: true, name: Two hostels}\n",
    ),
    Rule(
        "contradiction/itself",
        "error",
        "Something that is tied to itself",
        """\
A link has two different ends, a group does not report to itself, not even by way of others, and an entry
need not say that it may be itself.

To mend it, correct one end, or take the step out that is not so.
""",
        "groups:\n  team: {name: Team, reports_to: [board]}\n  board: {name: Board}\n",
        "groups:\n  team: {name: Team, reports_to: [board]}\n  board: {name: Board, reports_to: [board]}\n",
    ),
    Rule(
        "contradiction/tier",
        "error",
        "A tier on a group that is not strategic",
        """\
Tiers are those of strategic oversight: local, pioneer site, countywide.

To mend it, correct the level, or take the tier out.
""",
        "groups:\n  board: {name: Board, level: strategic-oversight, tier: local}\n",
        "groups:\n  board: {name: Board, level: operational-management, tier: local}\n",
    ),
    Rule(
        "contradiction/link-ends",
        "error",
        "Ends that do not go with the kind of the link",
        """\
The kind of a link fixes its ends: information sharing and joint working are `between` two agencies or more;
all others go `from` one `to` another.

To mend it, write the ends that the kind has.
""",
        "agencies:\n  hostel: {name: Hostel}\n  police: {name: Police}\n"
        "links:\n  - {kind: joint-working, between: [hostel, police]}\n",
        "agencies:\n  hostel: {name: Hostel}\n  police: {name: Police}\n"
        "links:\n  - {kind: joint-working, between: [hostel, police], from: hostel}\n",
    ),
)
