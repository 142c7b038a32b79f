"""The option `--jobs`, which means the same in every command that has it."""

from typing import Annotated, TypeAlias

import typer

Jobs: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        "-j",
        metavar="N",
        min=1,
        help="How many processes share the work; if left out, all cores, as far as there is work for them.",
    ),
]
