"""What a plan is: steps in order, what they raise, and what is known of how few they are."""

from typing import Literal, NamedTuple

from iomassess.results import AssessedSite, Question, Recommended
from iomassess.unknowns.ranking import Levels


class Raised(NamedTuple):
    """A criterion that rises, from one evidenced level (0-4) to another."""

    id: str
    title: str
    before: int
    after: int


class Served(NamedTuple):
    """A rung that would not be met without a step, and what is known of it now."""

    id: str
    title: str
    level: int
    label: str
    now: Literal["not met", "unknown"]


class ToCome(NamedTuple):
    """Something planned, invited or begun that a step carries out, with its line in the site file."""

    says: str
    line: int


class PlannedStep(NamedTuple):
    """One step of a plan."""

    number: int
    id: str
    action: str
    says: str
    because: str
    source: tuple[str, ...]
    implements: tuple[Recommended, ...]
    effort: int
    effort_means: str
    lead: str
    times: int
    """How often it is done: once for each agency that an unnamed entry stands for at least."""
    groups: int
    """Groups that it adds, or brings into being."""
    seats: int
    """Seats that it adds on groups that manage or oversee."""
    after: tuple[int, ...]
    """The numbers of the steps that must come before it."""
    carries_out: tuple[ToCome, ...]
    raises: tuple[Raised, ...]
    """What rises with it, once the steps before it are taken."""
    alone: tuple[Raised, ...]
    """What rises with it alone, or with no more than what must come before it."""
    serves: tuple[Served, ...]
    """The rungs of the plan that are not met without it."""
    necessary: bool
    """Whether nothing else reaches as much without it."""
    instead: tuple[str, ...]
    """Steps any one of which would do in its place."""
    ask: tuple[Question, ...]
    """Where it may be in place already, what to ask first."""

    @property
    def may_be_there(self) -> bool:
        """Whether nothing recorded rules out that what it is for is so already."""
        return bool(self.serves) and all(one.now == "unknown" for one in self.serves)


class Standing(NamedTuple):
    """A criterion as it is and as it would be."""

    framework: str
    id: str
    title: str
    before: Levels
    after: Levels
    target: int | None
    reachable: int | None
    """The highest level up to the target that any steps reach; None where none is aimed at."""

    @property
    def told(self) -> bool:
        """Whether a plan tells of it: it is aimed at, or falls."""
        return self.target is not None or self.after.evidenced < self.before.evidenced


class OutOfReach(NamedTuple):
    """A level that no steps reach."""

    id: str
    title: str
    target: int
    reachable: int
    level: int
    """The first level that none reaches."""
    label: str
    because: str


class Alternative(NamedTuple):
    """Another set of steps as small as the plan's."""

    without: tuple[str, ...]
    """The steps of the plan that it does without."""
    instead: tuple[str, ...]
    """The steps that it has in their place."""
    effort: int
    groups: int
    seats: int


class Advice(NamedTuple):
    """A recommendation of the frameworks' source, and what a plan does about it."""

    source: str
    says: str | None
    fate: Literal["carried out", "in place", "not called for", "no action"]
    steps: tuple[int, ...]
    """The numbers of the steps that carry it out."""


class Totals(NamedTuple):
    """What the steps of a plan come to."""

    actions: int
    effort: int
    groups: int
    """Groups to set up."""
    seats: int
    """Seats on groups that manage or oversee."""


class NoLonger(NamedTuple):
    """Something that the site file says of how things are, and that would no longer be so."""

    says: str
    of: tuple[str, ...]
    line: int
    """The line of the site file that says it."""


class Plan(NamedTuple):
    """What `plan --format json` prints."""

    format: Literal["iomassess/plan/1"]
    site: AssessedSite
    actions: tuple[tuple[str, str], ...]
    """The name and the SHA-256 of each file of actions."""
    least: Literal["actions", "effort"]
    """What there should be least of."""
    most_actions: int | None
    """How many actions it may have; None where that is left open."""
    totals: Totals
    steps: tuple[PlannedStep, ...]
    standings: tuple[Standing, ...]
    out_of_reach: tuple[OutOfReach, ...]
    levels: int
    """Levels that it raises, over all criteria aimed at."""
    levels_wanted: int
    """Levels between what is evidenced and the targets."""
    levels_at_most: int
    """Levels that any plan of so many actions could raise."""
    proven: bool
    """Whether it is shown that none is smaller."""
    bound: int
    """What any plan takes at least: actions, or effort."""
    alternatives: tuple[Alternative, ...]
    all_alternatives: bool
    """Whether there are no more that differ in kind."""
    advice: tuple[Advice, ...]
    no_longer_said: tuple[NoLonger, ...]
    verified: bool
    """Whether the site, scored with the steps carried out, stands where they lead, and no level falls."""
    sets_tried: int
