"""Writes site files such as a researcher would write, of about 400 lines; the same seed gives the same.

    python benchmarks/portfolio.py FOLDER [--sites 1000] [--bad 0.1] [--seed 0]

They are modelled on the bundled sites: as many agencies to a group, notes as long, evidence as often,
statements of the same kinds. With `--bad`, that part of them has one mistake each, of a dozen kinds.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple


class Size(NamedTuple):
    """How much is recorded of a site; as it stands, a file comes to about 400 lines."""

    agencies: int = 12
    links: int = 9
    practices: int = 6


def main() -> None:
    """Write a folder of site files."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sites", type=int, default=1000)
    parser.add_argument("--bad", type=float, default=0.0, help="the part of the files that have a mistake")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    paths = write_portfolio(asked.folder, asked.sites, bad=asked.bad, seed=asked.seed)
    print(f"{len(paths)} sites in {asked.folder}")


def write_portfolio(
    folder: Path, sites: int, *, bad: float = 0.0, seed: int = 0, size: Size | None = None
) -> list[Path]:
    """Write site files into a folder, every so many of them with a mistake, and give their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in range(sites):
        text = write_site(f"{seed} {number}", size or Size(), key=f"site-{number:05}")
        if int((number + 1) * bad) > int(number * bad):
            text = spoil(text, Random(f"bad {seed} {number}"))  # noqa: S311 - no secrets here
        path = folder / f"site-{number:05}.yaml"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths


def write_site(seed: str, size: Size, key: str = "site") -> str:
    """The text of a sound site file."""
    return "\n".join(_Writer(Random(seed), size).site(key)) + "\n"  # noqa: S311 - no secrets here


def spoil(text: str, dice: Random) -> str:
    """The same text with one mistake in it."""
    return dice.choice(MISTAKES)(text)


def _in_place_of(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new, 1)


MISTAKES: tuple[Callable[[str], str], ...] = (
    _in_place_of("    sector: third", "    sectr: third"),
    _in_place_of("    sector: statutory", "    sector: statutroy"),
    _in_place_of("kind: refers-to, from: team", "kind: refers-to, from: taem"),
    _in_place_of("{agency: police,", "{agency: polcie,"),
    _in_place_of("evidence: [study 1.2", "evidence: [studdy 1.2"),
    _in_place_of("co_located: true", "co_located: perhaps"),
    _in_place_of("    name: Police", "    name: Police\n    name: Constabulary"),
    _in_place_of("    name: Delivery team", "    name:"),
    _in_place_of("  probation:", "  Probation:"),
    _in_place_of("wave: baseline\n", ""),
    _in_place_of("staff_total: ", "staff_total: about "),
    _in_place_of("\nlinks:\n", "\nlinks: [\n"),
)
"""What goes wrong in files: in their fields, values, references, keys and syntax."""

_PUBLIC = (
    ("police", "Police", "police"),
    ("probation", "Probation", "probation"),
    ("council", "City Council", "local-authority"),
    ("trust", "Primary Care Trust", "health"),
    ("prison", "Prison Service", "prison"),
)
_WORDS = (
    *("agencies", "that", "work", "with", "people", "who", "leave", "prison", "were", "asked", "what", "the"),
    *("team", "could", "do", "for", "them", "and", "said", "so", "in", "so", "many", "words", "of", "money"),
    *("time", "rooms", "staff", "trust", "records", "meetings", "referrals", "plans", "a", "year", "or"),
)
_NAMES = (
    ("Harbour", "Bridge", "Northgate", "Lantern", "Millbrook", "Orchard", "Station", "Riverside", "Compass"),
    ("Project", "Trust", "Housing", "Association", "Centre", "Partnership", "Community", "Works", "House"),
)
_PATHWAYS = (
    *("accommodation", "education-training-employment", "health", "drugs-and-alcohol"),
    *("finance-benefit-debt", "children-and-families", "attitudes-thinking-behaviour"),
)
_KINDS = ("service-provider", "housing", "employment-provider", "education", "other")
_LINKS = ("contract", "grant", "service-level-agreement")
_PRACTICES = (
    *("mapping", "briefing", "consultation", "joint-design", "commissioning-for-iom", "capacity-building"),
    *("grant-funding", "volunteering", "volunteer-support", "community-involvement", "strategy"),
)
_BARRIERS = ("funding", "contract-length", "capacity", "information-sharing", "culture", "vetting")
_DRIVERS = ("operational-necessity", "prescription", "mission", "organisational-survival")
_BENEFICIARIES = ("client", "third-sector", "statutory", "partnership")


class _Writer:
    """Writes one site, line by line."""

    def __init__(self, dice: Random, size: Size) -> None:
        self.dice = dice
        self.size = size
        self.third = [f"agency-{number}" for number in range(max(2, size.agencies - len(_PUBLIC) - 2))]
        self.public = [key for key, _, _ in _PUBLIC]

    def site(self, key: str) -> Iterator[str]:
        yield from ["# A site of the benchmarks: facts only, all of them made up.", ""]
        yield from ["format: iomassess/site/1", f"id: {key}", f"name: Site {key[-5:]}", "wave: baseline"]
        yield from ["as_of: 2009-02", "", "sources:", "  study:", "    title: A study of sites"]
        yield from ["    kind: report", "    date: 2009-03", "  talks: {title: Interviews, kind: interview}"]
        yield from self.project()
        yield from ["", "# ---- Agencies " + "-" * 60, "", "agencies:", ""]
        yield from self.agencies()
        yield from ["", "# ---- Groups and seats " + "-" * 52, "", "groups:", ""]
        yield from self.groups()
        yield from ["", "links:", *self.links(), "", "practices:", *self.practices()]
        yield from self.remarks()
        yield from self.statements()
        yield from self.conflicts()

    def project(self) -> Iterator[str]:
        yield from ["", "project:", f"  name: {self.name()}", f"  area: [{self.name()}, {self.name()}]"]
        yield from ["  lead: [police]", f"  commenced: {self.month()}", "  origin: [ppo-scheme]", "  cohort:"]
        yield from [
            f"    - {self.words(9)}",
            f"    - {self.words(6)}",
            f"  staff_total: {self.number(60, 90)}",
        ]
        cited = ("name", "area", "lead", "commenced", "origin", "cohort", "staff_total")
        yield from self.evidence("  ", cited)
        yield from self.note("  ", 5)
        yield from ["", "fieldwork:", "  period: a month in the spring", "  took_part: [police, agency-0]"]
        yield from ["  interviews: {strategic: 1, operational: 2, delivery: 5}", "  limits:"]
        yield from [f"    - {self.words(10)}", f"  evidence: {self.cited()}"]

    def agencies(self) -> Iterator[str]:
        for key, name, kind in _PUBLIC:
            yield from [f"  {key}:", f"    name: {name}", "    sector: statutory", f"    kind: {kind}"]
            yield f"    evidence: {self.cited()}"
        for key in self.third:
            yield from [f"  {key}:", f"    name: {self.name()} {key[7:]}", "    sector: third"]
            yield from [f"    kind: {self.dice.choice(_KINDS)}", f"    size: {self.size_of()}"]
            yield "    works_with_offenders: true"
            yield f"    pathways: [{', '.join(self.dice.sample(_PATHWAYS, self.number(1, 2)))}]"
            if self.dice.random() < 0.4:
                fields = ("sector", "kind", "size", "works_with_offenders", "pathways")
                yield from self.evidence("    ", fields)
            else:
                yield f"    evidence: {self.cited()}"
            if self.dice.random() < 0.5:
                yield from self.note("    ", 2)
        yield from ["  some-providers:", "    unnamed: true", "    number: {from: 2}"]
        yield from ["    may_be: [agency-0, agency-1]", "    sector: third", f"    evidence: {self.cited()}"]
        yield from ["  one-provider:                 # which of them is not said", "    unnamed: true"]
        yield from ["    number: 1", "    is_among: [agency-0, agency-1]", f"    evidence: {self.cited()}"]

    def size_of(self) -> str:
        return self.dice.choice(("small", "medium", "large", "{one_of: [medium, large]}"))

    def groups(self) -> Iterator[str]:
        yield from self.group("team", "Delivery team", "level: service-delivery", "steering")
        seats = [*self.public[:4], *self.dice.sample(self.third, 2)]
        said = ("staff: {}", "co_located: true", "co_works: {}", "shares_information: {}")
        yield from self.seats(seats, said)
        yield from self.group("steering", "Steering group", "level: operational-management", "board")
        seats = [*self.dice.sample(self.public, 3), *self.dice.sample(self.third, 2)]
        yield from self.seats(seats, ("attends: {}",))
        yield from self.group("board", "Strategic board", "level: strategic-oversight", "", "pioneer-site")
        yield from self.seats(self.public, ("attends: {}",))
        yield from self.group("partnership", "Partnership", "level: strategic-oversight", "", "local")
        yield from self.seats(
            [self.public[0], self.dice.choice(self.third)], ("hears_from_project: {}", "reports_back: {}")
        )

    def group(self, key: str, name: str, level: str, above: str, tier: str = "") -> Iterator[str]:
        yield from [f"  {key}:", f"    name: {name}", f"    {level}"]
        yield from [f"    tier: {tier}"] if tier else []
        yield from ["    standing: main", "    scope: iom"]
        yield from [f"    reports_to: [{above}]"] if above else []
        further = ("tier",) if tier else ("reports_to",)
        yield from self.evidence("    ", ("level", "standing", "scope", *further))
        yield from [*self.note("    ", 3), "    members:"]

    def seats(self, keys: Sequence[str], said: Sequence[str]) -> Iterator[str]:
        for key in keys:
            shown = ", ".join(
                one.format(self.number(1, 9) if one.startswith("staff") else self.flag())
                for one in said
                if one.startswith("staff") or self.dice.random() < 0.8
            )
            status = ", status: invited" if self.dice.random() < 0.1 else ""
            if shown and self.dice.random() < 0.7:
                yield f"      - {{agency: {key}, {shown}{status},"
                yield f"         evidence: {self.cited()}}}"
            else:
                yield f"      - {{agency: {key}, evidence: {self.cited()}}}"
        yield ""

    def links(self) -> Iterator[str]:
        for number in range(self.size.links):
            key = self.third[number % len(self.third)]
            if number % 3 == 0:
                kind = self.dice.choice(_LINKS)
                yield f"  - {{kind: {kind}, from: {self.dice.choice(self.public)}, to: {key}, scope: iom,"
            elif number % 3 == 1:
                yield f"  - {{kind: joint-working, between: [police, {key}], formal: {self.flag()},"
            else:
                yield f"  - {{kind: refers-to, from: team, to: {key}, scope: iom, active: {self.flag()},"
            yield f"     evidence: {self.cited()}}}"

    def practices(self) -> Iterator[str]:
        for _ in range(self.size.practices):
            yield f"  - kind: {self.dice.choice(_PRACTICES)}"
            yield f"    name: {self.words(4)}"
            yield f"    scope: {self.dice.choice(('iom', 'iom', 'offenders'))}"
            if self.dice.random() < 0.2:
                yield "    status: {one_of: [in-place, absent]}"
            if self.dice.random() < 0.7:
                yield f"    by: [{self.dice.choice(self.public)}]"
            if self.dice.random() < 0.4:
                yield f"    with: [{', '.join(self.dice.sample(self.third, 2))}]"
            yield f"    evidence: {self.cited()}"
            if self.dice.random() < 0.4:
                yield from self.note("    ", 2)

    def remarks(self) -> Iterator[str]:
        yield from ["", "barriers:"]
        for kind in self.dice.sample(_BARRIERS, 4):
            yield from [f"  - kind: {kind}", f"    what: {self.words(8)}", "    scope: iom"]
            yield f"    status: {self.dice.choice(('unresolved', 'easing', 'resolved', 'unknown'))}"
            yield f"    evidence: {self.cited()}"
        yield from ["", "benefits:"]
        for to in _BENEFICIARIES:
            yield from [f"  - to: {to}", f"    what: {self.words(9)}", f"    evidence: {self.cited()}"]
        yield from ["", "drivers:"]
        for kind in self.dice.sample(_DRIVERS, 3):
            yield from [f"  - sector: {self.dice.choice(('third', 'statutory'))}", f"    kind: {kind}"]
            yield from [f"    what: {self.words(7)}", f"    evidence: {self.cited()}"]

    def statements(self) -> Iterator[str]:
        said = [
            "members: {group.level: service-delivery, group.scope: iom}",
            "members: {group.tier: local, agency.sector: third}",
            "groups: {level: operational-management, standing: main, scope: iom}",
            "groups: {level: service-delivery, scope: iom}",
        ]
        yield from ["", "complete:", *self.statement(self.dice.sample(said, 3))]
        said = [
            "members: {group.tier: pioneer-site, agency.sector: third}",
            "practices: {kind: mentoring, scope: iom}",
            "practices: {kind: compact-use, scope: iom, extent: [some, most, whole]}",
            "links: {kind: secondment, to: agency-0}",
            "members: {group.tier: countywide, agency.sector: third, reports_back: true}",
        ]
        yield from ["", "absent:", *self.statement(self.dice.sample(said, 4))]

    def statement(self, said: Sequence[str]) -> Iterator[str]:
        for one in said:
            yield from [f"  - {one}", f"    evidence: {self.cited()}", "    because: >-"]
            yield from self.lines("      ", 3)

    def conflicts(self) -> Iterator[str]:
        yield from ["", "conflicts:"]
        for about, path in (("the staff", "project.staff_total"), ("the start", "project.commenced")):
            yield from [f"  - about: {about}", f"    records: [{path}]", "    claims:"]
            yield from [f"      - {{value: {self.words(2)}, evidence: {self.cited()}}}" for _ in range(2)]
            yield from ["    because: >-", *self.lines("      ", 2)]

    # -- words

    def note(self, indent: str, lines: int) -> Iterator[str]:
        yield from [f"{indent}note: >-", *self.lines(f"{indent}  ", lines)]

    def lines(self, indent: str, lines: int) -> Iterator[str]:
        for _ in range(lines):
            yield f"{indent}{self.words(15)}"

    def words(self, number: int) -> str:
        return " ".join(self.dice.choices(_WORDS, k=number)).capitalize()

    def evidence(self, indent: str, fields: Sequence[str]) -> Iterator[str]:
        yield from [f"{indent}evidence:", *(f"{indent}  {name}: {self.cited()}" for name in fields)]

    def name(self) -> str:
        return " ".join(map(self.dice.choice, _NAMES))

    def cited(self) -> str:
        part = self.number(1, 4)
        chapters = [f"study 1.{self.number(1, 9)}", f"study 4.{part} service delivery", "talks 3"]
        return f"[{', '.join(self.dice.sample(chapters, self.number(1, 3)))}]"

    def month(self) -> str:
        return f"200{self.number(5, 8)}-{self.number(1, 12):02}"

    def flag(self) -> str:
        return self.dice.choice(("true", "false"))

    def number(self, least: int, most: int) -> int:
        return self.dice.randint(least, most)


if __name__ == "__main__":
    main()
