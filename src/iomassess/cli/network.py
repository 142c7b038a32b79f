"""`iomassess network`: who is tied to whom at a site, and how far that reaches."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How a network is printed."""

    TABLE = "table"
    MERMAID = "mermaid"
    DOT = "dot"
    GRAPHML = "graphml"
    CSV = "csv"
    JSON = "json"


def network(
    site: Annotated[str, typer.Argument(metavar="SITE", help="A site file, or a bundled site.")],
    format_: Annotated[
        Format,
        typer.Option(
            "--format",
            help="The ways as a table, all as JSON, every tie as CSV, or a picture; graphml needs networkx.",
        ),
    ] = Format.TABLE,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")
    ] = None,
) -> None:
    """Show the shortest ways from delivery to each level of oversight, or draw the whole network.

    Example: iomassess network lancashire
    """
    from iomassess.cli.loading import load_sites
    from iomassess.network.mapping import network as draw_up
    from iomassess.output import emit

    found = draw_up(load_sites([site])[0])
    match format_:
        case Format.TABLE:
            from functools import partial

            from iomassess.cli.terminal import printed
            from iomassess.network.itinerary import print_network

            printed(partial(print_network, network=found), output)
        case Format.GRAPHML:
            from iomassess.network.graphml import to_graphml

            emit(to_graphml(found), output)
        case Format.JSON:
            from iomassess.exchange import to_json

            emit(to_json(found), output)
        case Format.MERMAID | Format.DOT | Format.CSV:
            from iomassess.network import drawing

            write = {
                Format.MERMAID: drawing.to_mermaid,
                Format.DOT: drawing.to_dot,
                Format.CSV: drawing.to_csv,
            }
            emit(write[format_](found), output)
