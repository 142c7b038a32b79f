"""What statements of whole lists, `complete` and `absent`, can say."""

from iomassess.notices import Rule

RULES = (
    Rule(
        "statement/one-kind",
        "error",
        "A statement about no kind of record, or about two",
        """\
Each entry under `complete` and `absent` speaks of one kind: agencies, groups, members, links, practices or
barriers.

To mend it, name one; make two entries of an entry that names two.
""",
        "absent:\n  - practices: {kind: mentoring}\n  - links: {kind: grant}\n",
        "absent:\n  - practices: {kind: mentoring}\n    links: {kind: grant}\n",
    ),
    Rule(
        "statement/too-wide",
        "error",
        "A statement that says too much",
        """\
With no field, a statement would speak of every record of its kind there could be. No source knows that.

To mend it, name the fields that say which are meant.
""",
        "absent:\n  - practices: {kind: mentoring}\n",
        "absent:\n  - practices: {}\n",
    ),
    Rule(
        "statement/derived-field",
        "error",
        "A statement about what is derived",
        """\
What kind of partner an agency is follows from its seats and the referrals to it, so a file cannot also
declare it.

To mend it, say what it rests on: that there are no such members, or no such links.
""",
        "absent:\n  - members: {agency.sector: third, group.level: service-delivery}\n",
        "absent:\n  - agencies: {sector: third, delivers: true}\n",
    ),
)
