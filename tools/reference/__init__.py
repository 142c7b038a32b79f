"""The reference in `docs/reference/`, written from the models, the frameworks, the rules and the commands."""

from reference.actions import actions
from reference.commands import commands
from reference.criteria import criteria
from reference.fields import framework_files, scenario_file, site_file
from reference.rules import checks

_INTRODUCTION = """\
# Reference

Written from the program itself by `python tools/refresh.py`; a test compares. To learn, begin with the
[tutorial](../tutorial.md), and go on with [how to write a site file](../site-format.md) and
[what the levels mean](../method.md).

"""


def pages() -> dict[str, str]:
    """Each page by its file's name; the index is `README.md`."""
    found = {
        "site-file.md": site_file(),
        "scenario-file.md": scenario_file(),
        "framework-files.md": framework_files(),
        **criteria(),
        "actions.md": actions(),
        "rules.md": checks(),
        "commands.md": commands(),
    }
    return {"README.md": _index(found), **found}


def _index(found: dict[str, str]) -> str:
    """The pages by their titles."""
    titles = {name: text.splitlines()[0].removeprefix("# ") for name, text in found.items()}
    return _INTRODUCTION + "".join(f"- [{title}]({name})\n" for name, title in titles.items())
