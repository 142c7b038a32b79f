"""The page on the bundled actions: what each does, why, and the levels that it can bear on."""

from iomassess.framework.reading import load_framework
from iomassess.places import frameworks
from iomassess.plans.actions import Action, load_actions, worded
from iomassess.plans.idleness import bearing
from reference.markdown import linked, table

_INTRODUCTION = """\
# Actions

What could be done at a site, from `frameworks/actions.yaml`. What is the study's in this and what is ours is
told in [Method](../method.md#actions), how to write such a file in
[Writing](../writing.md#actions-for-a-framework-of-your-own). An action *can bear on* a level when there are
sites at which a rung would count what it sets; whether it raises the level of your site, a plan says.

"""


def actions() -> str:
    """Every bundled action, and the levels that it can bear on."""
    loaded = load_actions(frameworks())
    levels = {
        (one.id, level): rung.condition
        for folder in frameworks()
        for one in load_framework(folder).criteria
        for level, rung in enumerate(one.rungs, start=1)
    }
    found = {
        one.id: [key for key, asked in levels.items() if bearing(one, loaded.actions, [asked])]
        for one in loaded.actions
    }
    rows = [(linked(one.id), _said(one), str(one.effort), one.lead) for one in loaded.actions]
    said = _INTRODUCTION + table(("Action", "What to do", "Effort", "Who would lead"), rows)
    efforts = sorted({(one.effort, one.effort_means) for one in loaded.actions})
    said += "\nEffort: " + "; ".join(f"{effort}, {means}" for effort, means in efforts) + ".\n"
    return said + "".join(_action(one, found[one.id]) for one in loaded.actions)


def _said(action: Action) -> str:
    return worded(action.does, {name: f"*{name}*" for name in action.places})


def _action(action: Action, bears_on: list[tuple[str, int]]) -> str:
    """One action, as a short section."""
    said = f"\n## {action.id}\n\n{_said(action)}.\n\n{action.because} ({', '.join(action.source)})\n\n"
    lines = {
        "Carries out": ", ".join(action.implements),
        "Comes after": ", ".join(_needed(one.action, one.unless is not None) for one in action.after),
        "Can bear on": _levels(bears_on) or "no level by itself; others come after it",
    }
    return said + "".join(f"- {name}: {text}\n" for name, text in lines.items() if text)


def _needed(action: str, unless: bool) -> str:
    return f"{linked(action)}{' (unless a condition holds)' if unless else ''}"


def _levels(found: list[tuple[str, int]]) -> str:
    by_criterion: dict[str, list[str]] = {}
    for criterion, level in found:
        by_criterion.setdefault(criterion, []).append(str(level))
    return "; ".join(f"`{key}` {', '.join(some)}" for key, some in by_criterion.items())
