"""The command line: `iomassess COMMAND`. Results go to stdout, problems and progress to stderr."""

import gc
import io
import os
import signal
import sys
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, cast

import typer
from typer.core import TyperCommand, TyperGroup

from iomassess.problems import InvalidSource

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.abc import InspectLoader

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # finding them costs a tenth of a run

gc.set_threshold(100_000, 20, 20)  # a run is short and makes no cycles: collecting costs 6 %

EXIT_BELOW = 1
EXIT_UNUSABLE = 2
EXIT_PIPE = 141
"""What a shell reports for a program whose reader has gone."""
_BY_SIGNAL = 128
"""A shell adds this to the number of the signal that ended a program."""

COMMANDS = (
    "score",
    "explain",
    "compare",
    "check",
    "criteria",
    "findings",
    "network",
    "unknowns",
    "whatif",
    "plan",
    "progress",
    "agreement",
    "verify",
    "robustness",
    "interview",
    "new",
    "fmt",
    "migrate",
    "watch",
    "schema",
    "report",
)
"""Every command, each a module here with a function of the same name, and an `app` where it has commands."""


def program() -> typer.Typer:
    """The whole program. Of a command only the name is known until it is run or asked about."""
    made = typer.Typer(
        name="iomassess",
        cls=_Program,
        help=_options.__doc__,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    made.callback()(_options)
    return made


def program_of(name: str) -> typer.Typer:
    """One command as a program; its module is imported, and no other command's."""
    module = import_module(f"{__name__}.{name}")
    if isinstance(inside := getattr(module, "app", None), typer.Typer):
        return inside
    made = typer.Typer(add_completion=False, rich_markup_mode=None)
    made.command(name)(getattr(module, name))
    return made


class _Program(TyperGroup):
    """The commands, by their names alone."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        for name in COMMANDS:
            self.add_command(_Command(name), name)


class _Command(TyperCommand):
    """Stands for a command, so that it can be listed without importing its module and what that needs."""

    def get_short_help_str(self, limit: int = 45) -> str:
        self.help = _docstring(str(self.name))
        return super().get_short_help_str(limit)

    def make_context(self, *arguments: Any, **named: Any) -> Any:
        return typer.main.get_command(program_of(str(self.name))).make_context(*arguments, **named)


def _docstring(name: str) -> str | None:
    """The docstring of a command's function, read from the code of its module, which is not run."""
    spec = find_spec(f"{__name__}.{name}")
    code = spec and cast("InspectLoader", spec.loader).get_code(spec.name)
    defined = (one for one in code.co_consts if isinstance(one, CodeType)) if code else ()
    return next((FunctionType(one, {}).__doc__ for one in defined if one.co_name == name), None)


def _version(asked: bool) -> None:
    if asked:
        from iomassess import __version__

        typer.echo(f"iomassess {__version__}")
        raise typer.Exit


def _options(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version and stop."
    ),
) -> None:
    """Assess how far Third Sector agencies are engaged in a partnership, from recorded facts."""


def main() -> None:
    """Run the command line; bad input ends it with exit code 2 and every problem on stderr."""
    _set_encoding()
    try:
        with _ended_tidily():
            program()()
    except InvalidSource as error:
        for problem in error.problems:
            print(problem.shown(), file=sys.stderr)
        count = len(error.problems)
        if count > 1:
            print(f"{count} problems", file=sys.stderr)
        sys.exit(EXIT_UNUSABLE)
    except SystemExit as stop:
        if not isinstance(stop.__context__, BrokenPipeError):
            raise
        _close_stdout()
        sys.exit(EXIT_PIPE)  # typer would say 1, which tells something else here
    except OSError as error:
        if error.filename is not None:  # pragma: no cover  a fault of ours, for whoever mends it to see
            raise
        _close_stdout()
        gone = isinstance(error, FileNotFoundError)  # what is not there and has no name is where we stand
        what = (
            "the current folder is gone" if gone else f"standard output cannot be written: {error.strerror}"
        )
        print(what, file=sys.stderr)
        sys.exit(EXIT_UNUSABLE)
    finally:
        gc.freeze()  # the process ends: to look through everything once more costs 5 % of a short run


@contextmanager
def _ended_tidily() -> "Iterator[None]":
    """Whoever ends a run, or closes its terminal, ends it as Ctrl-C does: what is half done is cleared away.

    The exit code is what a shell reports for the signal. One that is ignored, as under nohup, stays ignored.
    """

    def end(number: int, _: object) -> None:
        sys.exit(_BY_SIGNAL + number)

    signals = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {one: signal.signal(one, end) for one in signals if signal.getsignal(one) is signal.SIG_DFL}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _set_encoding() -> None:
    """Write UTF-8 into pipes and files, and to a terminal whatever it can show."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8")


def _close_stdout() -> None:
    """Whoever read our output has gone; keep Python from complaining about it at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
