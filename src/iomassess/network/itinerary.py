"""The ways and bridges of a network as a terminal shows them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from iomassess.results import Bridge, Missing, Network, Place, Step, Way

TITLES: Mapping[Place, str] = {
    "service-delivery": "service delivery",
    "operational-management": "operational management",
    "local": "local oversight",
    "pioneer-site": "pioneer site oversight",
    "countywide": "countywide oversight",
}
_STYLES = {"in place": "", "not known": "yellow", "ruled out": "red"}


def print_network(console: Console, network: Network) -> None:
    """Print the ways of every Third Sector agency in the work, those that are alike together."""
    site, names = network.site, {one.id: one.name for one in network.nodes}
    console.print(Text(f"{site.name}, {site.wave}, as of {site.as_of}", style="bold"))
    console.print(Text(site.file, style="dim"))
    console.print(Text("\nShortest ways from the delivery team", style="bold"))
    if not network.ways:
        console.print(Text("\nNo Third Sector agency is known to deliver or to take referrals."))
    for alike in _alike(network.ways):
        heading = Text(f"\n{_heading(alike, names)}", style="bold cyan")
        console.print(Group(heading, _table(alike[0])))
    console.print(Text("\nBridges", style="bold"))
    for line in _bridges(network.bridges, names):
        console.print(line)
    console.print(Text(f"\n{_READING}", style="dim"))


_READING = (
    "A way is made of recorded seats, referrals, work together and reporting lines, all in place. It shows "
    "that word could pass; at * it is not recorded whether anyone passes it on. Numbers in brackets are "
    "lines of the site file."
)


def _alike(ways: Iterable[Way]) -> list[list[tuple[Way, ...]]]:
    """The ways of each agency, beside those of others that differ in their line for the team only."""
    by_agency: dict[str, list[Way]] = {}
    for way in ways:
        by_agency.setdefault(way.agency, []).append(way)
    alike: dict[object, list[tuple[Way, ...]]] = {}
    for own in by_agency.values():
        alike.setdefault(tuple(_shared(way) for way in own), []).append(tuple(own))
    return list(alike.values())


def _shared(way: Way) -> object:
    """What a way says that is not of one agency alone."""
    tie = (way.tie.kind, _team(way.tie), way.tie.carries)
    missing = tuple((one.state, one.open, one.length, one.step.says) for one in way.missing)
    return way.to, tie, way.verdict, (way.own.state, way.own.lines), way.steps[1:], missing, way.closed_by


def _team(tie: Step) -> str:
    return tie.target if tie.kind == "seat in the team" else tie.source


def _heading(alike: Sequence[Sequence[Way]], names: Mapping[str, str]) -> str:
    """The agencies, and how they are tied to the team."""
    ways = [own[0] for own in alike]
    tie = ways[0].tie
    who = "; ".join(f"{names[one.agency]}{_lines(one.tie.lines)}" for one in ways)
    how = "in" if tie.kind == "seat in the team" else "referrals from"
    return f"{who}: {how} {names[_team(tie)]}{_mark(tie)}"


def _table(ways: Iterable[Way]) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 2), expand=True, header_style="dim")
    for heading, ratio in (("To", 3), ("Seat of its own", 3), ("Way", 8)):
        table.add_column(heading, ratio=ratio)
    for way in ways:
        table.add_row(TITLES[way.to], f"{way.own.state}{_lines(way.own.lines)}", _way(way))
    return table


def _way(way: Way) -> Text:
    if way.verdict == "in place":
        steps = [f"{step.says}{_mark(step)}{_lines(step.lines)}" for step in way.steps[1:]]
        return Text("\n".join(steps))
    none = {
        "not known": "none recorded; not known whether there is one",
        "ruled out": "none, and the file leaves no seat open that would make one",
    }
    text = Text(none[way.verdict], style=_STYLES[way.verdict]).append(_lines(way.closed_by), style="not bold")
    for one in way.missing:
        text.append(f"\n{_missing(one)}", style="default")
    return text


def _missing(missing: Missing) -> str:
    lines = _lines(missing.step.lines)
    if missing.state == "open":
        return f"nothing rules out {missing.step.says}"
    if missing.step.kind == "heard" and missing.step.carries is False:
        return f"recorded: {missing.step.says}{lines}"
    return f"{missing.state}: {missing.step.says}{lines}"


def _mark(step: Step) -> str:
    return "*" if step.carries is None else ""


def _lines(lines: Sequence[int]) -> str:
    return f" [{', '.join(map(str, lines))}]" if lines else ""


def _bridges(bridges: Sequence[Bridge], names: Mapping[str, str]) -> Iterator[Text]:
    if not bridges:
        yield Text("No agency is the only one that joins two levels or tiers.")
    for one in bridges:
        pairs = "; ".join(f"{TITLES[low]} to {TITLES[high]}" for low, high in one.between)
        yield Text(f"{names[one.agency]}{_lines(one.lines)} is the only bridge recorded from {pairs}")
