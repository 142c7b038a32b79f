"""What a framework, its criteria, its findings, its actions and the files of its sources must keep to."""

from iomassess.notices import Rule

RULES = (
    Rule(
        "framework/condition",
        "error",
        "A condition that cannot be understood",
        """\
A condition is one of `all`, `any` and `not`, which hold others, and `some` and `project`, which ask for
records.

To mend it, write one of these, with what belongs to it.
""",
        "levels:\n  1:\n    when: {some: groups, where: {level: service-delivery}}\n",
        "levels:\n  1:\n    when: {where: {level: service-delivery}}\n",
        "criterion",
    ),
    Rule(
        "framework/never-true",
        "error",
        "A condition that can never be true",
        """\
`at_most` is less than `at_least`, so no number is within the bounds, and no site can meet the rung.

To mend it, correct one.
""",
        "levels:\n  1:\n    when: {some: groups, at_least: 1, at_most: 2}\n",
        "levels:\n  1:\n    when: {some: groups, at_least: 2, at_most: 1}\n",
        "criterion",
    ),
    Rule(
        "framework/names-no-site",
        "error",
        "A framework that names an agency or a group of one site",
        """\
A framework is for every site. What it asks of an agency or a group is what it is: its sector, level or
scope.

To mend it, ask for that.
""",
        "levels:\n  1:\n    when: {some: members, where: {agency.sector: third}}\n",
        "levels:\n  1:\n    when: {some: members, where: {agency: hostel}}\n",
        "criterion",
    ),
    Rule(
        "framework/levels",
        "error",
        "A ladder with a level missing",
        """\
A criterion has the levels 1 to 4, and the scale names 0 to 4.

To mend it, write the one that is missing.
""",
        "scale: {0: none, 1: minimal, 2: partial, 3: substantial, 4: full}\n",
        "scale: {0: none, 1: minimal, 2: partial, 3: substantial}\n",
        "framework",
    ),
    Rule(
        "framework/order",
        "error",
        "An order that does not name each file once",
        """\
`order` lists the criteria of a folder, or its domains, as they are shown. Each file is in it, once.

To mend it, correct the name, add the one that is missing, or take out the one that has no file.
""",
        "order: [teams]\n",
        "order: [teams, boards]\n",
        "framework",
    ),
    Rule(
        "framework/file-name",
        "error",
        "An id that is not the name of its file or folder",
        """\
A framework goes by the name of its folder and a source by that of its file, so that ids lead to files.

To mend it, correct the id, or rename the file.
""",
        "id: tiny\n",
        "id: small\n",
        "framework",
    ),
    Rule(
        "framework/recommendation",
        "error",
        "A recommendation that the source's file does not have",
        """\
Where a source that is cited has a file beside the frameworks, every recommendation cited of it is in that
file, and begins with its id.

To mend it, correct the citation, or add the recommendation to the source's file.
""",
        "levels:\n  1:\n    recommendation: [study rec. 1]\n",
        "levels:\n  1:\n    recommendation: [study rec. 7]\n",
        "criterion",
    ),
    Rule(
        "framework/count",
        "error",
        "A finding at more sites than there are",
        """\
`claim` of a finding says at how many sites the source has it, `of` how many.

To mend it, correct one of the two.
""",
        "claim: {count: 3, of: 4}\n",
        "claim: {count: 4, of: 3}\n",
        "finding",
    ),
    Rule(
        "framework/examples",
        "error",
        "A criterion without examples",
        """\
The second document of a criterion's file holds examples: small sites, and the levels that they come to. The
tests run them. Without them nobody sees what a rung does.

To mend it, add `---` and `examples:` at the end of the file.
""",
        "",
        "",
        "criterion",
    ),
    Rule(
        "framework/action",
        "error",
        "An action that does not hold together",
        """\
What an action speaks of in `does` and `sets` stands under `for`, as the agency or the group that it is meant
to be. What must come first is another action of the file, and no action waits for itself. Its effort is on
the file's scale. What it adds where the site has none is such as it is about. The facts that it makes so have
no evidence, since nobody found them.

To mend it, correct what is named.
""",
        """\
actions:
  seat:
    does: Give {agency} a seat on {board}
    for: {agency: {agencies: {sector: third}}, board: {groups: {level: strategic-oversight}}}
    sets: {members: {board: [{agency: agency}]}}
""",
        """\
actions:
  seat:
    does: Give {agency} a seat on {board}
    for: {agency: {agencies: {sector: third}}}
    sets: {members: {board: [{agency: agency}]}}
""",
        "set of actions",
    ),
    Rule(
        "framework/idle-action",
        "error",
        "An action that can change no level anywhere",
        """\
No rung of the frameworks beside the file counts what the action sets, at whatever site and with whatever
other actions; and it need not come first of an action that can change a level. So no plan would ever have it.
Often a `scope` or a `kind` is not the one that the rungs ask for. It is told only where it is certain.

To mend it, correct the value that is named, let the action set what a rung asks for, or leave the action out.
""",
        "actions:\n  team: {does: Found a team, sets: {practices: [{kind: mentoring, scope: iom}]}}\n",
        "actions:\n  team: {does: Found a team, sets: {practices: [{kind: mentoring, scope: general}]}}\n",
        "set of actions",
    ),
    Rule(
        "framework/actions-unseen",
        "note",
        "Actions that no framework could be held against",
        """\
A file of actions stands beside the folders of the frameworks whose levels they raise. Where there is none, or
one of them is not sound, nobody can say whether each action can change a level; the rest was checked.

To mend it, put the file beside its frameworks, or mend the framework.
""",
        "",
        "",
        "set of actions",
    ),
)
