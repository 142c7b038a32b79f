"""What may vary between the worlds of a site: everything that bears on a condition, and no more."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from iomassess.site import Site
from iomassess.vocabulary import (
    AgencyKind,
    BarrierKind,
    BarrierStatus,
    Extent,
    Form,
    Income,
    Level,
    LinkKind,
    OffenderGroup,
    Origin,
    Pathway,
    PracticeKind,
    Reach,
    Root,
    Scope,
    Sector,
    Size,
    Stage,
    Standing,
    Status,
    Subject,
    Tier,
    Vocabulary,
)
from oracle import (
    DELIVERING,
    DERIVED,
    KINDS,
    REFERRED_TO,
    STATUSES,
    Condition,
    Json,
    Selector,
    plain,
)

CHOICES: dict[str, dict[str, type[Vocabulary]]] = {
    "agencies": {"sector": Sector, "kind": AgencyKind, "size": Size, "reach": Reach},
    "groups": {
        "level": Level,
        "tier": Tier,
        "standing": Standing,
        "scope": Scope,
        "status": Status,
    },
    "members": {"status": Status, "extent": Extent},
    "links": {"kind": LinkKind, "scope": Scope, "status": Status},
    "practices": {
        "kind": PracticeKind,
        "of": Subject,
        "form": Form,
        "scope": Scope,
        "status": Status,
        "extent": Extent,
        "stage": Stage,
    },
    "barriers": {"kind": BarrierKind, "scope": Scope, "status": BarrierStatus},
    "project": {},
}
FLAGS: dict[str, tuple[str, ...]] = {
    "agencies": ("works_with_offenders",),
    "groups": ("commissions",),
    "members": (
        "co_located",
        "co_works",
        "shares_information",
        "attends",
        "chairs",
        "hears_from_project",
        "reports_back",
        "mandate",
    ),
    "links": ("formal", "active"),
    "practices": ("formal",),
    "barriers": (),
    "project": (),
}
LISTS: dict[str, dict[str, type[Vocabulary]]] = {
    "agencies": {
        "rooted_in": Root,
        "pathways": Pathway,
        "offender_groups": OffenderGroup,
        "income": Income,
    },
    "groups": {"pathways": Pathway},
    "members": {"pathways": Pathway},
    "links": {"pathways": Pathway},
    "practices": {"pathways": Pathway},
    "barriers": {},
    "project": {"origin": Origin},
}
NUMBERS: dict[str, tuple[str, ...]] = {
    "agencies": ("turnover", "paid_staff"),
    "groups": (),
    "members": ("staff", "staff_planned"),
    "links": (),
    "practices": (),
    "barriers": (),
    "project": ("staff_total", "caseload"),
}
FIELDS = {kind: (*CHOICES[kind], *FLAGS[kind], *LISTS[kind], *NUMBERS[kind]) for kind in (*KINDS, "project")}


@dataclass(frozen=True)
class Universe:
    """What may differ between the worlds looked at; anything else has one neutral value."""

    values: Mapping[tuple[str, str], tuple[str | bool | int, ...]]
    """By kind and field: the values that an unrecorded one may take, or a list may also hold."""
    unrecorded: Mapping[str, int]
    """How many things of each kind may exist that the file does not record."""
    spare: int = 1
    """How many agencies an open number or list may hold beyond what is recorded."""

    @staticmethod
    def around(site: Site, *conditions: Condition, most: int = 2) -> "Universe":
        """Make the universe in which everything that bears on some conditions may vary.

        Values that nothing mentions are alike to every condition, so one of them stands for
        all. Things that no condition asks for can be left unrecorded without loss. At most
        `most` unrecorded things of a kind exist.
        """
        return _Bearing(plain(site), conditions, most).universe()


def need(*conditions: Condition) -> int:
    """How many things must be found, at most, to settle every count in some conditions."""
    return sum(
        max(some.get("at_least", 1), some.get("at_most", -1) + 1)
        for condition in conditions
        for some in (*counts(condition), *projects(condition))
    )


def counts(condition: Condition) -> Iterator[Condition]:
    """Every `some` in a condition."""
    for part in (*condition.get("all", ()), *condition.get("any", ())):
        yield from counts(part)
    if "not" in condition:
        yield from counts(condition["not"])
    if "some" in condition:
        yield condition


def projects(condition: Condition) -> Iterator[Condition]:
    """Every test of the project in a condition."""
    for part in (*condition.get("all", ()), *condition.get("any", ())):
        yield from projects(part)
    if "not" in condition:
        yield from projects(condition["not"])
    if "project" in condition:
        yield condition


class _Bearing:
    """Gathers what bears on some conditions: fields, values, and kinds of thing."""

    def __init__(self, site: Json, conditions: Sequence[Condition], most: int) -> None:
        self.need = min(most, max(1, need(*conditions)))
        self.mentioned: dict[tuple[str, str], set[Json]] = {}
        self.distinct: dict[tuple[str, str], int] = {}
        self.asked: set[str] = set()
        self.derived: set[str] = set()
        for condition in conditions:
            for some in counts(condition):
                self._ask(some)
            for test in projects(condition):
                self._mention("project", test["project"])
        for statement in (*site["complete"], *site["absent"]):
            for kind in KINDS:
                self._mention(kind, statement.get(kind) or {})

    def universe(self) -> Universe:
        """What varies."""
        if ("groups", "tier") in self.mentioned:
            self.mentioned.setdefault(("groups", "level"), set()).add("strategic-oversight")
        capped = [("groups", "status"), ("members", "status"), ("links", "status")]
        together = set().union(*(self.mentioned.get(key, set()) for key in capped))
        self.mentioned |= dict.fromkeys(capped, together)
        self.mentioned.setdefault(("practices", "status"), set())
        values = {key: self._values(key) for key in self.mentioned}
        unrecorded = {kind: self.need * times for kind, times in self._unrecorded().items()}
        return Universe(values, unrecorded, spare=self.need)

    def _ask(self, some: Condition) -> None:
        kind, where = some["some"], some.get("where", {})
        self.asked.add(kind)
        self._mention(kind, where)
        if kind == "links" and "kind" not in where:
            self._mention(kind, {"kind": ["refers-to", "contract", "joint-working"]})
        if "distinct" in some:
            self._mention(kind, {some["distinct"]: ()})
            enough = max(some.get("at_least", 1), some.get("at_most", 0) + 1)
            for key in _fields(kind, some["distinct"]):
                self.distinct[key] = max(enough, self.distinct.get(key, 0))

    def _mention(self, kind: str, selector: Selector) -> None:
        for path, wanted in selector.items():
            head, _, tail = path.rpartition(".")
            if head and kind in {"practices", "project"}:
                self.mentioned.setdefault((kind, head), set())
            if tail in DERIVED:
                self._mention_derived(tail)
            for key in _fields(kind, path):
                values = wanted if isinstance(wanted, list | tuple) else [wanted]
                self.mentioned.setdefault(key, set()).update(_bounds(values))

    def _mention_derived(self, name: str) -> None:
        if name != "takes_referrals":
            self.derived.add("delivers")
            self._mention("members", DELIVERING)
        if name != "delivers":
            self.derived.add("takes_referrals")
            self._mention("links", REFERRED_TO)

    def _unrecorded(self) -> Counter[str]:
        """How many unrecorded things of each kind one thing that is asked for may take."""
        kinds = Counter(self.asked)
        kinds["members"] += "delivers" in self.derived
        kinds["links"] += "takes_referrals" in self.derived
        kinds["groups"] += min(2, kinds["members"] + kinds["links"])
        kinds["agencies"] += bool(kinds["members"]) + 2 * ("links" in self.asked)
        kinds["agencies"] += "takes_referrals" in self.derived
        for key in (("practices", "by"), ("practices", "with"), ("project", "lead")):
            kinds["agencies"] += key in self.mentioned
        kinds["agencies"] = min(2, kinds["agencies"])
        return +kinds

    def _values(self, key: tuple[str, str]) -> tuple[str | bool | int, ...]:
        kind, name = key
        mentioned = self.mentioned[key]
        if name in FLAGS[kind]:
            return (False, True)
        if name in NUMBERS[kind]:
            return tuple(sorted(mentioned | {0}))
        if name == "status" and kind != "barriers":
            usual = ("in-place", "planned") if mentioned else ("in-place",)
            return usual if mentioned <= {"in-place", "any"} else STATUSES
        vocabulary = CHOICES[kind].get(name) or LISTS[kind].get(name) or ()
        every = [str(value) for value in vocabulary if value != "unknown"]
        others = [value for value in every if value not in mentioned]
        enough = self.distinct.get(key, 0 if name in LISTS[kind] else 1)
        return (*(value for value in every if value in mentioned), *others[:enough])


JOINS = {
    "agency": ("agencies",),
    "group": ("groups",),
    "from": ("agencies", "groups"),
    "to": ("agencies", "groups"),
    "by": ("agencies",),
    "with": ("agencies",),
    "lead": ("agencies",),
}


def _fields(kind: str, path: str) -> list[tuple[str, str]]:
    """The recorded fields that a path of a selector leads to."""
    head, dot, tail = path.partition(".")
    found = [(end, tail) for end in JOINS[head]] if dot else [(kind, path)]
    return [key for key in found if key[1] in FIELDS[key[0]]]


def _bounds(wanted: Sequence[Json]) -> set[Json]:
    """Mentioned values; of numbers, also those on either side of each bound."""
    found: set[Json] = set()
    for one in wanted:
        numbers = list(one.values()) if isinstance(one, dict) else [one]
        for number in numbers:
            if isinstance(number, int) and not isinstance(number, bool):
                found |= {max(number - 1, 0), number, number + 1}
            elif number is not None:
                found.add(number)
    return found
