"""The rules by which files are checked, and what is said of each: a family to a module, and the lint."""

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from textwrap import indent

from iomassess.notices import Rule

_FAMILIES = ("file", "yaml", "schema", "reference", "contradiction", "statement", "framework", "scenario")


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, family by family, and then the rules of the lint."""
    from iomassess import lint

    families: list[Sequence[Rule]] = [import_module(f"{__name__}.{family}").RULES for family in _FAMILIES]
    return (*(rule for family in families for rule in family), *(rule.told for rule in lint.rules()))


def listed() -> str:
    """Every rule on a line of its own: its id, how grave it is, and what is wrong."""
    width = max(len(rule.id) for rule in rules())
    return "".join(f"{rule.id:{width}}  {rule.severity:7}  {rule.title}\n" for rule in rules())


def explained(rule: Rule) -> str:
    """What is said of a rule: why, how to mend what it finds, and an example of either kind."""
    said = f"{rule.id} ({rule.severity}): {rule.title}\n\n{rule.docs.strip()}\n"
    for name, text in (("Good", rule.good), ("Bad", rule.bad)):
        if text:
            said += f"\n{name}, in the file of a {rule.of}:\n\n{indent(example(text), '    ')}"
    return said


def example(text: str) -> str:
    """An example as it can be shown, with what cannot be seen spelt out."""
    return "".join(
        sign if sign.isprintable() or sign == "\n" else sign.encode("unicode_escape").decode()
        for sign in text
    )
