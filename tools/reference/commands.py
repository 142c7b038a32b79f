"""The page on the command line: each command with its arguments and options, as its own help has them."""

import inspect
import re
from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any, NamedTuple, get_args, get_type_hints

from typer.models import ArgumentInfo, OptionInfo

from iomassess.cli import COMMANDS, program, program_of
from reference.markdown import linked, table

BLANK = "\n\n"
_EXAMPLE = "Example: "

_INTRODUCTION = """\
# The command line

`iomassess COMMAND --help` prints the same. What results, messages and exit codes have in common is told in
the [README](../../README.md#commands), the exit codes of the check in [Checking files](../check.md), and how
to have the shell complete commands and options in the [tutorial](../tutorial.md#let-the-shell-help).

"""


class Parameter(NamedTuple):
    """An argument or option of a command."""

    info: ArgumentInfo | OptionInfo
    name: str
    takes: type
    """A closed list, a truth value, or something else."""
    several: bool
    default: Any


def commands() -> str:
    """Every command."""
    found = dict(_commands())
    rows = [(linked(name), _paragraphs(one)[0]) for name, one in found.items()]
    listed = table(("Command", "What it does"), rows)
    return f"{_INTRODUCTION}{listed}{''.join(_command(name, one) for name, one in found.items())}"


def _commands() -> Iterator[tuple[str, Callable[..., Any]]]:
    """The program's own options, then its commands and those in them, by what is typed."""
    whole = program().registered_callback
    if whole and whole.callback:
        yield "iomassess", whole.callback
    for name in COMMANDS:
        group = program_of(name)
        for one in group.registered_commands:
            if one.callback:
                inner = f" {one.callback.__name__}" if group.registered_callback else ""
                yield f"iomassess {name}{inner}", one.callback


def _command(name: str, command: Callable[..., Any]) -> str:
    paragraphs = _paragraphs(command)
    told = [one for one in paragraphs if not one.startswith(_EXAMPLE)]
    example = "".join(one.removeprefix(_EXAMPLE) for one in paragraphs if one.startswith(_EXAMPLE))
    parameters = list(_parameters(command))
    arguments = [one for one in parameters if isinstance(one.info, ArgumentInfo)]
    options = [one for one in parameters if isinstance(one.info, OptionInfo)]
    usage = " ".join([name, *map(_usage, arguments), *(["[OPTIONS]"] if options else [])])
    said = f"\n## {name}\n\n{BLANK.join(told)}\n\n```sh\n{usage}{' COMMAND' * (name == 'iomassess')}\n```\n"
    if arguments:
        rows = [(f"`{_metavar(one)}`", one.info.help or "") for one in arguments]
        said += f"\n{table(('Argument', 'What it is'), rows)}"
    if options:
        said += f"\n{table(('Option', 'What it does'), [(_option(one), _told(one)) for one in options])}"
    return f"{said}\nExample:\n\n```sh\n{example}\n```\n" if example else said


def _paragraphs(command: Callable[..., Any]) -> list[str]:
    """What a command's help says, each paragraph on one line."""
    text = inspect.getdoc(command) or ""
    return [re.sub(r"\s+", " ", one).strip() for one in text.split("\n\n")]


def _parameters(command: Callable[..., Any]) -> Iterator[Parameter]:
    hints = get_type_hints(command, include_extras=True)
    for name, one in inspect.signature(command).parameters.items():
        annotated = hasattr(hints[name], "__metadata__")
        annotation, *extras = get_args(hints[name]) if annotated else (hints[name],)
        plain = [kind for kind in get_args(annotation) if kind is not type(None)] or [annotation]
        infos = (*extras, one.default)
        info = next(given for given in infos if isinstance(given, (ArgumentInfo, OptionInfo)))
        several = str(plain[0]).startswith("list[") or str(annotation).startswith("list[")
        yield Parameter(info, name, plain[0], several, None if one.default is info else one.default)


def _metavar(one: Parameter) -> str:
    return str(one.info.metavar or one.name.strip("_").upper()).removesuffix("...").strip("[]")


def _usage(one: Parameter) -> str:
    shown = f"{_metavar(one)}{'...' if one.several else ''}"
    return f"[{shown}]" if one.default is not inspect.Parameter.empty else shown


def _option(one: Parameter) -> str:
    declared = (one.info.default, *(one.info.param_decls or ()))  # in an annotation the first is there
    names = ", ".join(f"`{name}`" for name in declared if str(name).startswith("-"))
    if one.takes is bool:
        return names
    if isinstance(one.takes, type) and issubclass(one.takes, Enum):
        return f"{names} {' or '.join(f'`{value.value}`' for value in one.takes)}"
    return f"{names} {' or '.join(f'`{value}`' for value in _metavar(one).split('|'))}"


def _told(one: Parameter) -> str:
    """An option's help, with what it is if not given."""
    given = one.default.value if isinstance(one.default, Enum) else one.default
    said = one.info.help or ""
    if given is None or given is False or given is inspect.Parameter.empty:
        return said
    return f"{said} If not given: `{given}`."
