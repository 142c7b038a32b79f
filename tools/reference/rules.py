"""The page on the rules of check and lint: why each is there, how to mend what it finds, and examples."""

from itertools import groupby

from iomassess.notices import Rule
from iomassess.rules import example, rules
from reference.markdown import anchor, table

_INTRODUCTION = """\
# Rules of the check and the lint

`iomassess check` tells what it finds with the rule's id; `iomassess check --explain RULE` prints what stands
here. How the check is used is told in [Checking files](../check.md). The examples are parts of files, and the
tests run them.

"""


def checks() -> str:
    """Every rule, family by family."""
    rows = [(f"[`{one.id}`](#{anchor(one.id)})", one.severity, one.title) for one in rules()]
    said = _INTRODUCTION + table(("Rule", "Severity", "What is wrong"), rows)
    for family, group in groupby(rules(), key=lambda rule: rule.id.split("/")[0]):
        said += f"\n## `{family}/`\n{''.join(map(_rule, group))}"
    return said


def _rule(rule: Rule) -> str:
    said = f"\n### {rule.id}\n\n*{rule.severity.capitalize()}.* {_sentence(rule.title)}\n"
    said += f"\n{rule.docs.strip()}\n"
    for name, text in (("Good", rule.good), ("Bad", rule.bad)):
        if text:
            said += f"\n{name}, in the file of a {rule.of}:\n\n{fenced(example(text))}"
    return said


def _sentence(title: str) -> str:
    return f"{title[0].upper()}{title[1:]}."


def fenced(text: str) -> str:
    """Text as a block of YAML, whatever is in it."""
    fence = "```" if "```" not in text else "````"
    return f"{fence}yaml\n{text.rstrip()}\n{fence}\n"
