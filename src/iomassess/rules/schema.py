"""What the form of a file asks of each field."""

from iomassess.notices import Rule

RULES = (
    Rule(
        "schema/missing-field",
        "error",
        "A field that must be there is missing",
        """\
Few fields are required: without them a record says nothing that could be used. The message says what the
missing one is for.

To mend it, add the field. What nobody knows is recorded as unknown where the format has a way to say so,
such as `unnamed: true` for an agency; otherwise leave the whole record out.
""",
        "agencies:\n  hostel: {unnamed: true}\n",
        "agencies:\n  hostel: {sector: third}\n",
    ),
    Rule(
        "schema/unknown-field",
        "error",
        "A field that the format does not have",
        """\
Every field has a place in the format, so that a slip of the pen is found and not ignored. A remark belongs
in `note`; a level or a rating belongs nowhere in a site file.

To mend it, correct the name, or take the field out.
""",
        "agencies:\n  hostel: {name: Hostel, sector: third}\n",
        "agencies:\n  hostel: {name: Hostel, sectr: third}\n",
    ),
    Rule(
        "schema/wrong-type",
        "error",
        "A value of the wrong sort",
        """\
The field takes a number, text, a truth value, a list or a mapping, and this is something else. Only `true`
and `false` are truth values; a number in quotes is text; one citation alone still stands in a list.

To mend it, write the sort of value that the message names.
""",
        "agencies:\n  hostel: {name: Hostel, paid_staff: 4}\n",
        'agencies:\n  hostel: {name: Hostel, paid_staff: "4"}\n',
    ),
    Rule(
        "schema/unknown-value",
        "error",
        "A value that is not one of the field's",
        """\
The field takes one of a fixed set of words, so that rungs can ask about it. The message gives the nearest,
or all of them.

To mend it, choose one of them; where the sources leave several open, write `{one_of: [..., ...]}`; where
none fits, leave the field out and say it in a `note`.
""",
        "agencies:\n  hostel: {name: Hostel, sector: third}\n",
        "agencies:\n  hostel: {name: Hostel, sector: thrid}\n",
    ),
    Rule(
        "schema/bad-id",
        "error",
        "An id of the wrong form",
        """\
An id is lower-case letters and digits, joined by single hyphens. It is how other records, statements and
conflicts speak of the record.

To mend it, write it so: `probation-trust`.
""",
        "agencies:\n  probation-trust: {name: Probation Trust}\n",
        "agencies:\n  Probation Trust: {name: Probation Trust}\n",
    ),
    Rule(
        "schema/misread-id",
        "error",
        "An id that other YAML readers misread",
        """\
Some readers, such as those of R and older ones of Python, take `no`, `on` or `y` for a truth value, and
digits for a number or a date. Then the same file holds other ids for them.

To mend it, choose a longer id.
""",
        "agencies:\n  northern-office: {name: Northern Office}\n",
        "agencies:\n  no: {name: Northern Office}\n",
    ),
    Rule(
        "schema/bad-date",
        "error",
        "A date of the wrong form",
        """\
A date is a year, a month or a day, as exact as the source gives it: `2009`, `2009-02`, `2009-02-27`.

To mend it, write it so.
""",
        "project: {commenced: 2009-02}\n",
        "project: {commenced: February 2009}\n",
    ),
    Rule(
        "schema/bad-citation",
        "error",
        "A citation of the wrong form",
        """\
A citation begins with the id of a source; after one space comes the place in it.

To mend it, write it so: `study 4.1`.
""",
        "sources: {plan: {title: Plan, kind: document}}\n"
        "agencies:\n  hostel: {name: Hostel, evidence: [plan p. 3]}\n",
        "sources: {plan: {title: Plan, kind: document}}\n"
        'agencies:\n  hostel: {name: Hostel, evidence: [" plan p. 3"]}\n',
    ),
    Rule(
        "schema/empty",
        "error",
        "Text with nothing in it",
        """\
The field is there and says nothing.

To mend it, write what it should say, or leave it out.
""",
        "agencies:\n  hostel: {name: Hostel}\n",
        "agencies:\n  hostel: {name: ''}\n",
    ),
    Rule(
        "schema/no-value",
        "error",
        "A field with no value",
        """\
Nothing stands after the colon. A reader could take that for "none", for "not known" or for "still to do".

To mend it, give the field a value, or leave it out: what is left out is not known.
""",
        "agencies:\n  hostel: {name: Hostel}\n",
        "agencies:\n  hostel: {name: Hostel, sector: }\n",
    ),
    Rule(
        "schema/too-few",
        "error",
        "A list with too few items",
        """\
Some lists need one item or two to say anything: a choice needs two values, a conflict two claims.

To mend it, add what is missing, or write what there is in the plain form.
""",
        "agencies:\n  hostel: {name: Hostel, sector: third}\n",
        "agencies:\n  hostel: {name: Hostel, sector: {one_of: [third]}}\n",
    ),
    Rule(
        "schema/too-long",
        "error",
        "Text that is too long for its place",
        """\
An id has 80 characters at most and the label of a rung 60, so that they fit where they are shown.

To mend it, shorten it.
""",
        "agencies:\n  association: {name: A}\n",
        f"agencies:\n  {'association' * 8}: {{name: A}}\n",
    ),
    Rule(
        "schema/out-of-bounds",
        "error",
        "A number that is too small or too large",
        """\
Numbers of people, agencies and pounds are whole and not negative, and an entry stands for one agency at
least.

To mend it, correct the number. "None" is said by an `absent` statement, and not by a nought.
""",
        "agencies:\n  hostels: {unnamed: true, number: 2}\n",
        "agencies:\n  hostels: {unnamed: true, number: 0}\n",
    ),
)
