"""What a scenario must keep to, besides what the records in it must."""

from iomassess.notices import Rule

RULES = (
    Rule(
        "scenario/evidence",
        "error",
        "Evidence for something assumed",
        """\
What a scenario says is assumed and nobody found it. With `evidence` or `inferred` it would pass for a fact of
the site.

To mend it, leave the field out. The recommendations that the scenario carries out go into `implements`.
""",
        "add:\n  agencies:\n    hostel: {name: The hostel}\n",
        "add:\n  agencies:\n    hostel: {name: The hostel, evidence: [plan 1]}\n",
        "scenario",
    ),
    Rule(
        "scenario/other-site",
        "error",
        "A scenario carried out at a site that it is not for",
        """\
`for` names one site. Ids mean something else at another, even where it has them all.

To mend it, try the scenario at its own site, or leave out `for` where any site will do.
""",
        "",
        "",
        "scenario",
    ),
    Rule(
        "scenario/site",
        "note",
        "A scenario whose site could not be looked at",
        """\
The site file that `for` names is not found beside the scenario, in a folder `sites` or among those that come
with the program, or it is not sound. Then only the scenario itself is checked, and not whether the site has
what it speaks of.

To mend it, correct the id or the site file, or put the site file where it is found, under the name of its id.
""",
        "for: lancashire\nadd:\n  agencies:\n    new-hostel: {name: A new hostel}\n",
        "for: lancashir\nadd:\n  agencies:\n    new-hostel: {name: A new hostel}\n",
        "scenario",
    ),
    Rule(
        "scenario/seats",
        "error",
        "Seats among the changes to a group",
        """\
A list that a change gives takes the place of the list that was. Given as part of a group, seats would be lost
that nobody meant to end.

To mend it, give new seats under `add`, and changes to seats under `change`, each under `members`.
""",
        "add:\n  members:\n    board: [{agency: hostel}]\n",
        "change:\n  groups:\n    board: {members: [{agency: hostel}]}\n",
        "scenario",
    ),
    Rule(
        "scenario/which",
        "error",
        "A change to no record, or to one of several",
        """\
Links, practices and barriers have no id. What `which` says must hold of just one of those that the site has.

To mend it, say more of it where several are alike; where there is none, correct it or add one.
""",
        "for: lancashire\nchange:\n  barriers:\n    - {which: {kind: vetting}, set: {status: resolved}}\n",
        "for: lancashire\nchange:\n  links:\n    - {which: {kind: refers-to}, set: {active: true}}\n",
        "scenario",
    ),
    Rule(
        "scenario/source-name",
        "error",
        "A site with a source of the name that assumptions cite",
        """\
An assumed fact cites `scenario` and an id. If a source of the site had that name too, what is assumed could
not be told from what was found.

To mend it, give the source another id in the site file.
""",
        "",
        "",
        "scenario",
    ),
)
