"""What keeps a file from being read as the YAML that iomassess takes."""

from iomassess.notices import Rule

RULES = (
    Rule(
        "yaml/encoding",
        "error",
        "A file that is not UTF-8, or holds a character that YAML does not allow",
        """\
Files are UTF-8, with or without a byte-order mark, and hold no control characters. Text that was copied
from a word processor or a PDF may bring some along, which no editor shows.

To mend it, save the file as UTF-8, or delete the character at the place that is named.
""",
        "name: Here\n",
        "name: He\x07re\n",
    ),
    Rule(
        "yaml/syntax",
        "error",
        "A file that is not YAML",
        """\
The file cannot be read any further than this place, so nothing after it is checked. Most often it is text
with `: ` in it, or one that begins with a sign such as `*` or `[`; or a line that is indented by one space
too many.

To mend it, put the text in quotes, or correct the indentation.
""",
        'name: "Here: the north"\n',
        "name: Here: the north\n",
    ),
    Rule(
        "yaml/empty",
        "error",
        "An empty file",
        """\
There is nothing in the file but comments.

To mend it, write the site down (`iomassess new` begins a file), or delete it.
""",
        "name: Here\n",
        "# to be written\n",
    ),
    Rule(
        "yaml/not-fields",
        "error",
        "A file that does not hold fields with values",
        """\
At the top of a file stand fields, such as `name: Here`. This one holds a list, or a single value.

To mend it, write fields; a list belongs under a field.
""",
        "agencies:\n  police: {name: Police}\n",
        "- police\n- council\n",
    ),
    Rule(
        "yaml/not-taken",
        "error",
        "A part of YAML that is not taken",
        """\
Aliases and anchors (`*a`, `&a`), merge keys (`<<`), tags (`!!int`) and keys that are lists or mappings are
refused. They hide from a reader what a record says, and readers of YAML do not agree on them.

To mend it, write things out.
""",
        "agencies:\n  police: {name: Police, sector: statutory}\n",
        "agencies:\n  police: &one {name: Police, sector: statutory}\n",
    ),
    Rule(
        "yaml/duplicate-key",
        "error",
        "The same field or id twice",
        """\
A field stands only once in each mapping, and an id only once in its part of the file. Many readers silently
take the last and drop the others.

To mend it, keep one; two different things need two different ids.
""",
        "agencies:\n  police: {name: Police}\n  police-authority: {name: Police authority}\n",
        "agencies:\n  police: {name: Police}\n  police: {name: Police authority}\n",
    ),
    Rule(
        "yaml/documents",
        "error",
        "More documents than the file may hold",
        """\
A line `---` begins a further document in the same file. A site, a finding and a source's file hold one; a
criterion's file holds two, of which the second has the examples.

To mend it, remove the line, or make the rest a file of its own.
""",
        "agencies:\n  police: {name: Police}\n",
        """\
format: iomassess/site/1
id: here
name: Here
wave: baseline
as_of: 2009-02
---
agencies:
  police: {name: Police}
""",
    ),
    Rule(
        "yaml/too-large",
        "error",
        "A file that is too large, or nested too deep",
        """\
A file may have 4 MiB, 50,000 values, and 40 mappings and lists inside each other. No site comes near that,
so the file is most likely something else. Of a thousand mistakes or more, the first of each sort are told.

To mend it, check that it is the right file.
""",
        "links: []\n",
        f"links: {'[' * 41}{']' * 41}\n",
    ),
)
