"""What cannot be checked at all: these end the check with exit code 2, whatever `--fail-on` says."""

from iomassess.notices import Rule

RULES = (
    Rule(
        "file/not-found",
        "error",
        "There is no such file or folder",
        """\
Nothing of this name was found: not as a path, not in `./sites/`, and not among the bundled sites.

To mend it, correct the path, or run the command in the folder that the path starts from.
""",
        "",
        "",
    ),
    Rule(
        "file/unreadable",
        "error",
        "A file that cannot be read",
        """\
It is there, and the system does not let it be read, or it is a folder, a pipe or a device.

To mend it, correct the path or the file's permissions.
""",
        "",
        "",
    ),
    Rule(
        "file/nothing-to-check",
        "error",
        "A folder with nothing to check",
        """\
The folder holds no site files, no frameworks and no findings, so a check of it would say nothing. Folders
inside it are not searched, but for those of frameworks and findings.

To mend it, name the folder that holds the files.
""",
        "",
        "",
    ),
)
