"""The lint of an assessment: what a sound site file may still have got wrong, one rule to a file.

A rule is a module of this package: its docstring says what it is, why, and how to mend it; it has
`SEVERITY`, a `GOOD` and a `BAD` example with the `PLACES` of what is bad, and `find`.
"""

import pkgutil
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module
from inspect import cleandoc
from typing import NamedTuple

from iomassess.engine.facts import Facts
from iomassess.framework.reading import Framework
from iomassess.lint._rule import Coding, Found, Rule
from iomassess.notices import Notice, Suppressed
from iomassess.paths import find_path
from iomassess.problems import Problem
from iomassess.source import Loc, Source

__all__ = ["Linted", "Rule", "lint", "linted", "rules"]


class Linted(NamedTuple):
    """What the rules find at a site, in the order of the file."""

    notices: tuple[Notice, ...]
    suppressed: tuple[Suppressed, ...]


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, in the order of their ids."""
    names = sorted(one.name for one in pkgutil.iter_modules(__path__) if not one.name.startswith("_"))
    return tuple(map(_rule, names))


def linted(facts: Facts, frameworks: Iterable[Framework] = ()) -> Linted:
    """What the rules find at a sound site, told and suppressed; `frameworks` are those it is for.

    Facts that stand on no file have no places, so nothing is found in them.
    """
    source = facts.source
    if source is None:
        return Linted((), ())
    coding = Coding(facts, source, tuple(frameworks), [rule.id for rule in rules()])
    told: list[Notice] = []
    suppressed: list[Suppressed] = []
    used: set[int] = set()
    within = [find_path(source.values, one.at or "") or () for one in facts.site.suppressed]
    for rule in sorted(rules(), key=lambda rule: rule.id == UNUSED):
        idle = [nth for nth in range(len(within)) if nth not in used]
        for found in rule.find(coding._replace(idle=idle)):
            notice = _notice(rule, source, found)
            by = _suppressing(facts, rule, found.loc, within)
            if not by:
                told.append(notice)
                continue
            used.update(by)
            suppressed.append(Suppressed(notice, facts.site.suppressed[by[0]].reason))
    return Linted(
        tuple(sorted(told, key=_place)), tuple(sorted(suppressed, key=lambda one: _place(one.notice)))
    )


UNUSED = "lint/unused-suppression"
"""The rule that comes last, as it looks at what the others have left."""


def _rule(name: str) -> Rule:
    module = import_module(f"{__name__}.{name}")
    title, _, docs = cleandoc(module.__doc__ or "").partition("\n\n")
    return Rule(
        id=f"lint/{name.replace('_', '-')}",
        severity=module.SEVERITY,
        title=title.rstrip("."),
        docs=docs.strip(),
        good=module.GOOD,
        bad=module.BAD,
        places=module.PLACES,
        find=module.find,
    )


def _suppressing(facts: Facts, rule: Rule, loc: Loc, within: Sequence[Loc]) -> list[int]:
    """The numbers of the suppressions that cover a place; one that is out of use covers nothing."""
    if rule.id == UNUSED:
        return []
    return [
        nth
        for nth, one in enumerate(facts.site.suppressed)
        if one.rule == rule.id and loc[: len(within[nth])] == within[nth] and (within[nth] or one.at is None)
    ]


def _notice(rule: Rule, source: Source, found: Found) -> Notice:
    problem = source.problem(found.loc, found.what, rule=rule.id, value=found.value)
    if found.at is not None:
        line, column = found.at
        problem = problem._replace(line=line, column=column, text="")
    return Notice(rule.id, rule.severity, problem, problem.subject)


def _place(notice: Notice) -> tuple[Problem, str]:
    return notice.problem, notice.rule
