"""The worlds that agree with a site file's records and obey what it says of whole lists.

What is true of a site is what holds in all its completions. There are too many to visit, so a
`Universe` says what may vary. Every world of a restricted universe is a completion all the same, so
an engine that is sound is sound there too; but what is settled there may be open beyond it.

Readings, where the specification leaves a choice:

- An unnamed entry is short for its `number` of different agencies. Where a record names one agency
  (a seat, the end of a link) it is written once for each; where it names a list (`by`, `with`,
  `between`, `lead`) they are all in the list. Each of them has the recorded fields for itself.
- Two unnamed entries may share an agency only if neither's `may_be` rules the other out. Each of
  the agencies of an entry that `is_among` others is one of theirs.
- When an unnamed agency turns out to be another entry, two seats on one group, or two links of one
  kind between the same parties, may be one thing recorded twice (if their fields agree) or two.
- The parties of a link are different agencies. The list in `between` is the whole list.
- `number: {to: 3}` is at least one. Nothing unrecorded is `absent`.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import combinations, permutations, product
from random import Random
from typing import Protocol, TypeVar

from iomassess.site import Site
from oracle import End, Json, Place, Spared, Statements, Thing, Value, World, matches, plain
from universe import CHOICES, FIELDS, FLAGS, LISTS, NUMBERS, Universe

T = TypeVar("T")

Possibilities = tuple[dict[str, Value], list[tuple[str, list[Value]]]]
"""The fields of a thing that have only one possible value, and those that have several."""

BETWEEN = ("information-sharing-agreement", "joint-working")


class RejectedError(Exception):
    """The choices so far lead to no world."""


def dice(seed: object) -> Random:
    """A source of chance that repeats itself."""
    return Random(str(seed))  # noqa: S311, nothing here is secret


class Chooser(Protocol):
    """Makes the choices that lead to one world."""

    tries: int
    """How often a choice may be made again when it leads nowhere."""

    def pick(self, options: Sequence[T]) -> T:
        """One of several options."""
        ...


class RandomChooser:
    """Chooses at random."""

    tries = 6

    def __init__(self, rng: Random) -> None:
        """Use a source of randomness."""
        self.rng = rng

    def pick(self, options: Sequence[T]) -> T:
        """One of several options."""
        return options[0] if len(options) == 1 else self.rng.choice(options)


class ExhaustiveChooser:
    """Goes through every sequence of choices, one sequence after another."""

    tries = 1

    def __init__(self) -> None:
        """Start with the first option everywhere."""
        self.path: list[list[int]] = []
        self.depth = 0

    def pick(self, options: Sequence[T]) -> T:
        """One of several options."""
        if not options:
            raise RejectedError
        if len(options) == 1:
            return options[0]
        if self.depth == len(self.path):
            self.path.append([0, len(options)])
        self.depth += 1
        return options[self.path[self.depth - 1][0]]

    def advance(self) -> bool:
        """Go on to the next sequence; False when there is none."""
        del self.path[self.depth :]
        self.depth = 0
        while self.path and self.path[-1][0] + 1 == self.path[-1][1]:
            self.path.pop()
        if not self.path:
            return False
        self.path[-1][0] += 1
        return True


class Completions:
    """The worlds that a site allows, within a universe."""

    def __init__(self, site: Site, universe: Universe, spared: Spared = ()) -> None:
        """Prepare to build worlds; a statement need not hold of what it is `spared`."""
        self._builder = _Builder(plain(site), universe, spared)

    def exhaustive(self, limit: int) -> Iterator[World | None]:
        """Every world at least once, in at most `limit` attempts; a last None if cut short."""
        chooser = ExhaustiveChooser()
        for _ in range(limit):
            with suppress(RejectedError):
                yield self._builder.build(chooser)
            if not chooser.advance():
                return
        yield None

    def sample(self, rng: Random, size: int) -> Iterator[World]:
        """Random worlds, at most `size` of them; fewer where most choices lead nowhere."""
        chooser = RandomChooser(rng)
        for _ in range(size):
            for _ in range(20):
                try:
                    world = self._builder.build(chooser)
                except RejectedError:
                    continue
                yield world
                break


def completions(
    site: Site, universe: Universe, *, limit: int, rng: Random, spared: Spared = ()
) -> tuple[list[World], bool]:
    """Worlds that the site allows, and whether they are all that the universe has.

    All of them if they can be visited within `limit` attempts, otherwise the first of these and
    `limit` random ones.
    """
    every = Completions(site, universe, spared)
    worlds = list(every.exhaustive(limit))
    if worlds and worlds[-1] is None:
        found = [world for world in worlds if world is not None][: limit // 4]
        return [*found, *every.sample(rng, limit)], False
    return [world for world in worlds if world is not None], True


class _Builder:
    """Builds one world of a site from a sequence of choices."""

    def __init__(self, site: Json, universe: Universe, spared: Spared) -> None:
        self.site = site
        self.universe = universe
        self.statements = Statements(site, spared)
        self.places = {id(record): place for place, record in _recorded(site)}
        self.chooser: Chooser
        self.world: World
        self._known: dict[tuple[str, ...], Possibilities | None] = {}

    def build(self, chooser: Chooser) -> World:
        """One world; raises RejectedError if the choices lead to none."""
        self.chooser = chooser
        self.world = World()
        self._agencies()
        self._groups()
        self._members()
        self._links()
        self._practices()
        self._barriers()
        self._project()
        return self.world

    # agencies: who is behind each entry

    def _agencies(self) -> None:
        entries: dict[str, Json] = self.site["agencies"]
        world = self.world
        world.entries = {name: {name} for name, entry in entries.items() if not _unnamed(entry)}
        unnamed = [name for name, entry in entries.items() if _unnamed(entry)]
        for name in sorted(unnamed, key=lambda name: bool(entries[name].get("is_among"))):
            self._identify(name, entries[name])
        for agency, names in list(world.entries.items()):
            givens = [entries[name] for name in sorted(names)]
            self._add("agencies", givens, ({"id": ("agencies", agency)},), agency)
        for place in self._more("agencies"):
            agency = f"other agency {place + 1}"
            world.entries[agency] = set()
            self._add("agencies", [], ({"id": ("agencies", agency)},), agency)

    def _identify(self, name: str, entry: Json) -> None:
        """Say which agencies an unnamed entry stands for."""
        world = self.world
        number = self.chooser.pick(self._numbers(entry.get("number")))
        among = set(entry.get("is_among", ()))
        candidates = [
            agency
            for agency, names in world.entries.items()
            if self._may_be(name, entry, names) and (not among or among & names)
        ]
        sizes = [number] if among else range(number + 1)
        same = [chosen for size in sizes for chosen in combinations(candidates, size)]
        if not same:
            raise RejectedError
        chosen = self.chooser.pick(same)
        for agency in chosen:
            world.entries[agency].add(name)
        for place in range(number - len(chosen)):
            world.entries[f"{name} {place + 1}"] = {name}

    def _numbers(self, given: Json) -> list[int]:
        spare = self.universe.spare
        if given is None:
            return list(range(1, 2 + spare))
        if isinstance(given, int):
            return [given]
        if "one_of" in given:
            return list(given["one_of"])
        least = given.get("from")
        least = 1 if least is None else least
        most = given.get("to")
        return list(range(least, (least + spare if most is None else most) + 1))

    def _may_be(self, name: str, entry: Json, names: set[str]) -> bool:
        entries = self.site["agencies"]

        def permits(one: Json, other: str) -> bool:
            return not _unnamed(one) or one.get("may_be") is None or other in one["may_be"]

        if not all(permits(entry, other) and permits(entries[other], name) for other in names):
            return False
        givens = [entry, *(entries[other] for other in sorted(names))]
        return self._agree("agencies", givens)

    # the other kinds

    def _groups(self) -> None:
        for group, entry in self.site["groups"].items():
            self._add("groups", [entry], ({"id": ("groups", group)},), group)
        for place in self._more("groups"):
            group = f"other group {place + 1}"
            self._add("groups", [], ({"id": ("groups", group)},), group)

    def _members(self) -> None:
        seats: dict[tuple[str, str], list[tuple[object, Json]]] = {}
        for group, entry in self.site["groups"].items():
            for member in entry.get("members", ()):
                for agency in self._behind(member["agency"]):
                    seats.setdefault((agency, group), []).append((member["agency"], member))

        def view(agency: str, group: str) -> tuple[dict[str, End], ...]:
            return ({"agency": ("agencies", agency), "group": ("groups", group)},)

        for seat, records in seats.items():
            for givens in self._once_or_more("members", records):
                self._add("members", givens, view(*seat))
        every = product(self.world.agencies, self.world.groups)
        free = [seat for seat in every if seat not in seats]
        for _ in self._more("members"):
            if not free:
                break
            place = self.chooser.pick(range(len(free)))
            self._add("members", [], view(*free[place]))
            del free[: place + 1]

    def _links(self) -> None:
        ties: dict[tuple[str, tuple[End, ...]], list[tuple[object, Json]]] = {}
        for link in self.site["links"]:
            written = (link.get("from"), link.get("to"), *sorted(link.get("between", ())))
            for parties in self._parties(link):
                ties.setdefault((link["kind"], parties), []).append((written, link))
        for (kind, parties), records in ties.items():
            for givens in self._once_or_more("links", records):
                self._add("links", givens, _directions(kind, parties))
        for _ in self._more("links"):
            self._add_link()

    def _parties(self, link: Json) -> Iterator[tuple[End, ...]]:
        if link.get("between"):
            behind = [self._behind(name) for name in link["between"]]
            parties = tuple(("agencies", one) for some in behind for one in some)
            if len(set(parties)) < len(parties):
                raise RejectedError
            yield tuple(sorted(parties))
            return
        from_kind = "groups" if link["kind"] == "refers-to" else "agencies"
        from_names = [link["from"]] if from_kind == "groups" else self._behind(link["from"])
        for source, target in product(from_names, self._behind(link["to"])):
            parties = ((from_kind, source), ("agencies", target))
            if parties[0] == parties[1]:
                raise RejectedError
            yield parties

    def _add_link(self) -> None:
        kinds = self.universe.values.get(("links", "kind"), ())
        kind = str(self.chooser.pick(kinds))
        agencies = [("agencies", name) for name in self.world.agencies]
        if kind == "refers-to":
            groups = [("groups", name) for name in self.world.groups]
            ends: list[tuple[End, ...]] = list(product(groups, agencies))
        elif kind in BETWEEN:
            ends = list(combinations(agencies, 2))
        else:
            ends = list(permutations(agencies, 2))
        if ends:
            parties = self.chooser.pick(ends)
            self._add("links", [], _directions(kind, parties), kind=kind)

    def _practices(self) -> None:
        for practice in self.site["practices"]:
            doings = self._doings(practice.get("by", ()), practice.get("with", ()))
            self._add("practices", [practice], doings)
        kinds = self.universe.values.get(("practices", "kind"), ("mapping",))
        for _ in self._more("practices"):
            self._add("practices", [], self._doings((), ()), kind=self.chooser.pick(kinds))

    def _doings(self, by: Sequence[str], with_: Sequence[str]) -> tuple[dict[str, End], ...]:
        doers = [*self._at_least(("practices", "by"), by), None]
        others = [*self._at_least(("practices", "with"), with_), None]
        views = []
        for doer, other in product(doers, others):
            ends = {"by": doer, "with": other}
            views.append({role: ("agencies", name) for role, name in ends.items() if name})
        return tuple(views)

    def _at_least(self, key: tuple[str, str], names: Sequence[str]) -> list[str]:
        """The agencies in a list that holds at least some entries."""
        found = list(dict.fromkeys(agency for name in names for agency in self._behind(name)))
        rest = [agency for agency in self.world.agencies if agency not in found]
        if key not in self.universe.values or not rest:
            return found
        spare = range(min(self.universe.spare, len(rest)) + 1)
        more = [chosen for size in spare for chosen in combinations(rest, size)]
        return [*found, *self.chooser.pick(more)]

    def _barriers(self) -> None:
        for barrier in self.site["barriers"]:
            self._add("barriers", [barrier], ({},))
        kinds = self.universe.values.get(("barriers", "kind"), ("funding",))
        for _ in self._more("barriers"):
            self._add("barriers", [], ({},), kind=self.chooser.pick(kinds))

    def _project(self) -> None:
        given = self.site["project"]
        leads = self._at_least(("project", "lead"), given.get("lead", ()))
        views = tuple({"lead": ("agencies", name)} for name in leads)
        fields = self._complete("project", [given], {})
        self.world.project = Thing("project", fields, recorded=True, views=views or ({},))

    # the parts of every record

    def _behind(self, name: str) -> list[str]:
        """The agencies that an entry stands for."""
        return [agency for agency, names in self.world.entries.items() if name in names]

    def _more(self, kind: str) -> Iterator[int]:
        """Once for each unrecorded thing of a kind that is chosen to exist."""
        yield from range(self.chooser.pick(range(self.universe.unrecorded.get(kind, 0) + 1)))

    def _once_or_more(self, kind: str, records: Sequence[tuple[object, Json]]) -> Sequence[Sequence[Json]]:
        """Whether records of one seat or tie are one thing recorded twice, or so many things."""
        givens = [record for _, record in records]
        apart = [[given] for given in givens]
        if len({written for written, _ in records}) < len(records) or len(records) == 1:
            return apart
        return self.chooser.pick((apart, [givens]) if self._agree(kind, givens) else (apart,))

    def _add(
        self,
        kind: str,
        givens: Sequence[Json],
        views: tuple[dict[str, End], ...],
        name: str | None = None,
        /,
        **fixed: Value,
    ) -> None:
        """Add a thing that agrees with what is recorded of it, if the statements let it exist."""
        held = getattr(self.world, kind)
        places = tuple(self.places[id(given)] for given in givens)
        for _ in range(self.chooser.tries):
            fields = self._complete(kind, givens, fixed)
            thing = Thing(kind, fields, bool(givens), views, places)
            if name is not None:
                held[name] = thing
            if not self.statements.forbid(thing, self.world):
                if name is None:
                    held.append(thing)
                return
        if givens or self.chooser.tries == 1:
            raise RejectedError
        if name is not None:
            del held[name]
            self.world.entries.pop(name, None)

    def _complete(self, kind: str, givens: Sequence[Json], fixed: Mapping[str, Value]) -> dict[str, Value]:
        """A value for every field that agrees with all that is given."""
        settled, open_ = self._possibilities(kind, givens)
        fields = {**settled, **fixed}
        for name, options in open_:
            if name not in fixed:
                fields[name] = self.chooser.pick(options)
        if kind == "groups" and fields["level"] != "strategic-oversight":
            fields["tier"] = None
        return fields

    def _possibilities(self, kind: str, givens: Sequence[Json]) -> Possibilities:
        """What is possible for each field, given what the records of one thing say."""
        key = (kind, *(str(id(given)) for given in givens))
        if key not in self._known:
            options = {name: self._possible(kind, name, givens) for name in FIELDS[kind]}
            settled = {name: values[0] for name, values in options.items() if len(values) == 1}
            open_ = [(name, values) for name, values in options.items() if len(values) > 1]
            self._known[key] = (settled, open_) if all(options.values()) else None
        found = self._known[key]
        if found is None:
            raise RejectedError
        return found

    def _agree(self, kind: str, givens: Sequence[Json]) -> bool:
        """Whether several records may be of one thing."""
        try:
            self._possibilities(kind, givens)
        except RejectedError:
            return False
        return True

    def _possible(self, kind: str, name: str, givens: Sequence[Json]) -> list[Value]:
        """The values that a field may take, given what the records of one thing say of it."""
        said = [given[name] for given in givens if name in given]
        if name == "status" and kind != "barriers":
            said += ["in-place" for given in givens if name not in given]
        if name == "level":
            said += ["strategic-oversight" for given in givens if "tier" in given]
        varying = self.universe.values.get((kind, name))
        if name in LISTS[kind]:
            return _supersets(said, varying or ())
        if name in NUMBERS[kind]:
            return _whole_numbers(said, varying or ())
        every = (True, False) if name in FLAGS[kind] else tuple(map(str, CHOICES[kind][name]))
        return _alternatives(said, every, varying)


def _recorded(site: Json) -> Iterator[tuple[Place, Json]]:
    """Every record of a site, with its place."""
    for kind in ("agencies", "groups"):
        yield from (((kind, name), record) for name, record in site[kind].items())
    for name, group in site["groups"].items():
        for nth, seat in enumerate(group.get("members", ())):
            yield ("groups", name, "members", nth), seat
    for kind in ("links", "practices", "barriers"):
        yield from (((kind, nth), record) for nth, record in enumerate(site[kind]))


def _supersets(said: Sequence[Json], varying: Sequence[Json]) -> list[Value]:
    """Every list that holds at least what is said, and more of what may vary."""
    required = frozenset(value for values in said for value in values)
    spare = [value for value in varying if value not in required]
    return [
        required | frozenset(more) for size in range(len(spare) + 1) for more in combinations(spare, size)
    ]


def _whole_numbers(said: Sequence[Json], varying: Sequence[Json]) -> list[Value]:
    """Numbers that agree with all that is said: those that may vary, and recorded bounds."""
    candidates = {0, *varying}
    for one in said:
        values = one.get("one_of", one.values()) if isinstance(one, dict) else [one]
        candidates |= set(values)

    def agrees(number: int) -> bool:
        return all(
            number in one["one_of"] if isinstance(one, dict) and "one_of" in one else matches(number, one)
            for one in said
        )

    options: list[Value] = [number for number in sorted(candidates) if agrees(number)]
    return options if varying else options[:1]


def _alternatives(said: Sequence[Json], every: Sequence[Json], varying: Sequence[Json] | None) -> list[Value]:
    """Values that agree with all that is said: if the field varies, enough to stand for all."""
    known = [value for value in every if value not in {"unknown", "absent"}]
    options = [*known, "absent"] if "absent" in every else known
    named: set[Json] = set()
    for one in said:
        values = set(one["one_of"] if isinstance(one, dict) else [one])
        named |= values - {"unknown"}
        values |= set(known) if "unknown" in values else set()
        options = [value for value in options if value in values]
    if varying is None:
        return options[:1]
    if not said:
        return list(varying)
    stand_in = [value for value in options if value not in named and value not in varying][:1]
    return [value for value in options if value in named or value in varying or value in stand_in]


def _directions(kind: str, parties: tuple[End, ...]) -> tuple[dict[str, End], ...]:
    """The ways of reading a link: both ways where neither end is first."""
    pairs = permutations(parties, 2) if kind in BETWEEN else [parties]
    return tuple({"from": source, "to": target} for source, target in pairs)


def _unnamed(entry: Json) -> bool:
    return bool(entry.get("unnamed"))
