"""The command line: `iomassess COMMAND`. Results go to stdout, problems and progress to stderr."""

import gc
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

import typer

from iomassess.problems import InvalidSource

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # finding them costs a tenth of a run

gc.set_threshold(100_000, 20, 20)  # a run is short and makes no cycles: collecting costs 6 %

EXIT_BELOW = 1
EXIT_UNUSABLE = 2
EXIT_PIPE = 141
"""What a shell reports for a program whose reader has gone."""

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
"""Every command, each a module here that has a function, or a program of its own, of the same name."""


def program(commands: Sequence[str] = COMMANDS) -> typer.Typer:
    """The program with these commands; a run that names one needs no other, which is a tenth of its start."""
    made = typer.Typer(
        name="iomassess",
        help=_options.__doc__,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    made.callback()(_options)
    for name in commands:
        module = import_module(f"iomassess.cli.{name}")
        if isinstance(inside := getattr(module, "app", None), typer.Typer):
            made.add_typer(inside, name=name)
        else:
            made.command()(getattr(module, name))
    return made


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
    named = sys.argv[1] if len(sys.argv) > 1 else ""
    try:
        program([named] if named in COMMANDS else COMMANDS)()
    except InvalidSource as error:
        for problem in error.problems:
            print(problem.shown(), file=sys.stderr)
        count = len(error.problems)
        if count > 1:
            print(f"{count} problems", file=sys.stderr)
        sys.exit(EXIT_UNUSABLE)
    except BrokenPipeError:
        _close_stdout()
        sys.exit(EXIT_PIPE)
    except SystemExit as stop:
        if not isinstance(stop.__context__, BrokenPipeError):
            raise
        _close_stdout()
        sys.exit(EXIT_PIPE)  # typer would say 1, which tells something else here
    except OSError as error:
        if error.filename is not None:  # not ours to explain: a file that only the program knows of
            raise
        _close_stdout()
        print(f"standard output cannot be written: {error.strerror}", file=sys.stderr)
        sys.exit(EXIT_UNUSABLE)


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
