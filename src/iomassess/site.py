"""The site file: everything that may be written down about one site, strict and frozen."""

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Generic, Literal, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

from iomassess.vocabulary import (
    AgencyKind,
    BarrierKind,
    BarrierStatus,
    Beneficiary,
    DriverKind,
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
    SourceKind,
    Stage,
    Standing,
    Status,
    Subject,
    Tier,
)

T = TypeVar("T")


class _As:
    """Gives a type a schema made once; having each field work it out costs a third of the start."""

    def __init__(self, schema: core_schema.CoreSchema) -> None:
        self.schema = schema

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Give the schema as it is."""
        return self.schema


def _year(value: Any) -> Any:
    """A year alone, which YAML reads as a number, as the text it is meant to be."""
    return str(value) if type(value) is int else value


_ID = core_schema.str_schema(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)
_DATE = core_schema.str_schema(pattern=r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$")
_TEXT = core_schema.str_schema(min_length=1)
_CITATION = core_schema.str_schema(pattern=r"^\S+( \S.*)?$")
_CITATIONS = core_schema.tuple_variable_schema(_CITATION)

Id = Annotated[str, _As(_ID)]
"""A kebab-case name by which one record of the file speaks of another."""

Date = Annotated[str, _As(core_schema.no_info_before_validator_function(_year, _DATE))]
"""A year, a month or a day: 2009, 2009-02 or 2009-02-27."""

Text = Annotated[str, _As(_TEXT)]
Flag = Annotated[bool, _As(core_schema.bool_schema(strict=True))]
Whole = Annotated[int, _As(core_schema.int_schema(strict=True, ge=0))]

Citation = Annotated[str, _As(_CITATION)]
"""A source's id and a place in it, such as `study 4.1` or `study app.1`."""


class Model(BaseModel):
    """A part of a site file: no unknown key, no change after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class OneOf(Model, Generic[T]):
    """A value that is one of several; which one is not known."""

    one_of: tuple[T, ...] = Field(min_length=2, description="The values it may be.")


class Range(Model):
    """A whole number known only within bounds; a bound left out is open."""

    from_: Whole | None = Field(None, alias="from", description="The least it can be.")
    to: Whole | None = Field(None, description="The most it can be.")


class _Several:
    """Makes a type admit `{one_of: [...]}` of some values beside one of its own."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Try the value itself first: that is what nearly every field holds."""
        several = core_schema.no_info_after_validator_function(
            partial(_each, self.value), handler.generate_schema(OneOf)
        )
        item = handler(source)
        choices = item["choices"] if item["type"] == "union" else [item]
        return core_schema.union_schema([*choices, several], mode="left_to_right")


if TYPE_CHECKING:
    Known: TypeAlias = T | OneOf[T]
else:

    class Known:
        """A value, or `{one_of: [...]}` where the sources leave several open."""

        def __class_getitem__(cls, item: Any) -> Any:
            return Annotated[item, _Several(item)]


def _each(item: Any, found: "OneOf[Any]") -> "OneOf[Any]":
    """Check each value of a `one_of` as the value itself would be. Raises PydanticCustomError."""
    from pydantic import TypeAdapter, ValidationError

    try:
        return found.model_copy(
            update={"one_of": TypeAdapter(tuple[item, ...]).validate_python(found.one_of)}
        )
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise PydanticCustomError("one_of", "{msg}", dict(first)) from None


if TYPE_CHECKING:
    Number: TypeAlias = int | Range | OneOf[int]
else:
    Number = Annotated[Whole | Range, _Several(Whole)]
    """A whole number, `{from: 2, to: 5}`, or `{one_of: [4, 5]}`."""

Evidence: TypeAlias = Annotated[
    tuple[Citation, ...] | dict[str, tuple[Citation, ...]],
    _As(
        core_schema.union_schema(
            [_CITATIONS, core_schema.dict_schema(core_schema.str_schema(), _CITATIONS)],
            mode="left_to_right",
        )
    ),
]
"""The places that say so; or, field by field, the places that say each."""


class Record(Model):
    """What every recorded fact may carry besides its content."""

    evidence: Evidence = Field((), description="Source and section, as a list; or a list for each field.")
    inferred: Text | None = Field(
        None, description="Why, where the fact was reached by elimination and not read."
    )
    note: Text | None = Field(None, description="A remark for the reader; never scored.")


class Source(Model):
    """A source that evidence cites by its id."""

    title: Text = Field(description="The title.")
    kind: SourceKind = Field(description="What it is.")
    date: Date | None = Field(None, description="When it was published or held.")
    authors: tuple[Text, ...] = Field((), description="Who wrote it.")
    publisher: Text | None = Field(None, description="Who published it.")
    url: Text | None = Field(None, description="Where it can be read.")


class Funding(Record):
    """A sum that pays for the project."""

    by: Id | None = Field(None, description="The agency that pays.")
    amount: Number | None = Field(None, description="Pounds sterling over the whole period.")
    per_year: Number | None = Field(None, description="Pounds sterling a year.")
    external: Known[Flag] | None = Field(
        None, description="Whether the money is new from outside the partners' own budgets."
    )


class Project(Record):
    """The project that was studied at the site."""

    name: Text | None = Field(None, description="What it is called there.")
    area: tuple[Text, ...] = Field((), description="The places it covers.")
    lead: tuple[Id, ...] = Field((), description="The agencies that lead it; at least these.")
    commenced: Known[Date] | None = Field(None, description="When it began.")
    operational: Known[Date] | None = Field(None, description="When staff began work, if later.")
    origin: tuple[Origin, ...] = Field((), description="What it grew out of; at least these.")
    cohort: tuple[Text, ...] = Field((), description="The offenders it works with.")
    caseload: Number | None = Field(None, description="How many offenders it manages.")
    caseload_parts: dict[Text, Number] = Field(
        {}, description="What the caseload is made up of, all of it: how many by each label."
    )
    staff_total: Number | None = Field(
        None, description="All staff deployed, as the source states it; not the sum of the seats."
    )
    staff_at_full_strength: Number | None = Field(
        None, description="All staff once those who are due have come, as the source states it."
    )
    funding: tuple[Funding, ...] = Field((), description="What pays for it; at least these.")


class Interviews(Model):
    """How many people were interviewed in each part of the project."""

    strategic: Whole | None = Field(None, description="On a strategic group.")
    operational: Whole | None = Field(None, description="On the operational group.")
    delivery: Whole | None = Field(None, description="In agencies that deliver.")
    referral: Whole | None = Field(None, description="In agencies that take referrals.")


class Fieldwork(Record):
    """How the facts were gathered."""

    period: Text | None = Field(None, description="When, in words.")
    interviews: Interviews | None = Field(None, description="Interviews held, by role.")
    interviews_total: Number | None = Field(
        None, description="All interviews at the site, as the source states it; not the sum of the roles."
    )
    took_part: tuple[Id, ...] = Field((), description="The agencies that were interviewed.")
    limits: tuple[Text, ...] = Field((), description="What the fieldwork could not reach.")


class Agency(Record):
    """An organisation with any part in the project or its surroundings."""

    name: Text | None = Field(None, description="Its name; only an unnamed one goes without.")
    unnamed: Literal[True] | None = Field(
        None, description="The source speaks of one or more agencies and does not name them."
    )
    number: Number | None = Field(
        None, description="How many agencies an unnamed entry stands for; at least one if left out."
    )
    may_be: tuple[Id, ...] | None = Field(
        None,
        description="Entries that an unnamed one may be the same as: `[]` says none of them; left "
        "out, it may be any whose recorded fields allow it.",
    )
    is_among: tuple[Id, ...] = Field(
        (),
        description="Entries of which an unnamed one must be one, or some; which is not known.",
    )
    sector: Known[Sector] | None = Field(None, description="The sector it belongs to.")
    kind: Known[AgencyKind] | None = Field(None, description="What it is.")
    size: Known[Size] | None = Field(None, description="How large it is.")
    reach: Known[Reach] | None = Field(None, description="How far its work extends.")
    works_with_offenders: Known[Flag] | None = Field(
        None, description="Whether it provides services to offenders or their families."
    )
    rooted_in: tuple[Root, ...] = Field((), description="What it grew out of; at least these.")
    pathways: tuple[Pathway, ...] = Field(
        (), description="Pathways to which its services belong; at least these."
    )
    offender_groups: tuple[OffenderGroup, ...] = Field(
        (), description="Specific groups it has something for; at least these."
    )
    income: tuple[Income, ...] = Field((), description="Where its money comes from; at least these.")
    turnover: Number | None = Field(None, description="Yearly turnover in pounds sterling.")
    paid_staff: Number | None = Field(None, description="Paid staff in the agency as a whole.")


class Member(Record):
    """An agency's seat on a group, or its part in a delivery team."""

    agency: Id = Field(description="The id of the agency that is the member.")
    status: Known[Status] | None = Field(None, description="Whether it is there; in-place if left out.")
    staff: Number | None = Field(None, description="Staff it has deployed to the group now.")
    staff_planned: Number | None = Field(None, description="Further staff it is due to deploy.")
    extent: Known[Extent] | None = Field(None, description="How much of those staff's work is for the group.")
    co_located: Known[Flag] | None = Field(
        None, description="Whether its staff share the office of the other members."
    )
    co_works: Known[Flag] | None = Field(
        None, description="Whether its staff work on cases together with other members' staff."
    )
    shares_information: Known[Flag] | None = Field(
        None, description="Whether it exchanges information on clients with other members."
    )
    attends: Known[Flag] | None = Field(None, description="Whether it comes to the meetings.")
    chairs: Known[Flag] | None = Field(None, description="Whether it chairs the group.")
    hears_from_project: Known[Flag] | None = Field(
        None, description="Whether the project's Third Sector agencies can inform what it says there."
    )
    reports_back: Known[Flag] | None = Field(
        None, description="Whether it tells the project's Third Sector agencies what happened there."
    )
    mandate: Known[Flag] | None = Field(None, description="Whether the sector chose it to speak for it.")
    pathways: tuple[Pathway, ...] = Field((), description="Pathways it serves in the group; at least these.")


class Group(Record):
    """A team, board or forum. The delivery team is a group too."""

    name: Text = Field(description="Its name, or what the source calls it.")
    level: Known[Level] | None = Field(None, description="The level at which it works.")
    tier: Known[Tier] | None = Field(None, description="For strategic oversight only: which tier.")
    standing: Known[Standing] | None = Field(
        None, description="Whether it is the main group of its level or one beside it."
    )
    scope: Known[Scope] | None = Field(None, description="Which work it belongs to.")
    status: Known[Status] | None = Field(None, description="Whether it is there; in-place if left out.")
    commissions: Known[Flag] | None = Field(None, description="Whether it decides what is bought.")
    pathways: tuple[Pathway, ...] = Field((), description="Pathways it deals with; at least these.")
    reports_to: tuple[Id, ...] = Field((), description="The groups above it; at least these.")
    complete: Literal[True] | None = Field(None, description="Every member in place is listed here.")
    members: tuple[Member, ...] = Field((), description="Those known to be members; at least these.")


class Link(Record):
    """A tie between two or more parties."""

    kind: LinkKind = Field(description="What ties them; fixes what the ends may be.")
    from_: Id | None = Field(None, alias="from", description="The one that refers, pays or lends.")
    to: Id | None = Field(None, description="The one that receives.")
    between: tuple[Id, ...] = Field((), description="The agencies, where neither end is first.")
    scope: Known[Scope] | None = Field(None, description="Which work it belongs to.")
    status: Known[Status] | None = Field(None, description="Whether it is there; in-place if left out.")
    formal: Known[Flag] | None = Field(None, description="Whether it is written down and agreed.")
    active: Known[Flag] | None = Field(
        None, description="Whether the parties are in regular touch about it, both ways."
    )
    pathways: tuple[Pathway, ...] = Field((), description="Pathways it serves; at least these.")


class Practice(Record):
    """Something that is done, that is not a seat on a group or a link."""

    kind: PracticeKind = Field(description="What is done.")
    name: Text | None = Field(None, description="What it is called, or which one it is.")
    of: Known[Subject] | None = Field(None, description="What it is of or about.")
    form: Known[Form] | None = Field(None, description="The form it takes.")
    scope: Known[Scope] | None = Field(None, description="Which work it belongs to.")
    status: Known[Status] | None = Field(None, description="Whether it is done; in-place if left out.")
    formal: Known[Flag] | None = Field(None, description="Whether it is written down or organised.")
    extent: Known[Extent] | None = Field(None, description="How much of what could be is done.")
    stage: Known[Stage] | None = Field(None, description="Whether before or after the launch.")
    by: tuple[Id, ...] = Field((), description="The agencies that do it; at least these.")
    with_: tuple[Id, ...] = Field(
        (), alias="with", description="The agencies it is done with or for; at least these."
    )
    pathways: tuple[Pathway, ...] = Field((), description="Pathways it serves; at least these.")


class Barrier(Record):
    """Something that stands in the way of Third Sector engagement."""

    kind: BarrierKind = Field(description="What stands in the way.")
    what: Text | None = Field(None, description="The barrier in a few words of the coder's own.")
    scope: Known[Scope] | None = Field(None, description="Which work it holds back.")
    status: Known[BarrierStatus] | None = Field(None, description="What became of it.")
    strategy: Text | None = Field(None, description="How it was or is to be overcome.")


class Benefit(Record):
    """What someone gains from Third Sector engagement; for reports only."""

    to: Beneficiary = Field(description="Who gains.")
    what: Text = Field(description="What they gain, in the coder's own words.")


class Driver(Record):
    """What pulls a sector into engagement; for reports only."""

    sector: Sector = Field(description="The sector that is drawn in.")
    kind: DriverKind = Field(description="What draws it.")
    what: Text | None = Field(None, description="More, in the coder's own words.")


Selection: TypeAlias = dict[str, Any]
"""Field constraints on one kind of record, read by `iomassess.selectors`."""


class Statement(Record):
    """What the file says of whole lists: exactly one kind of record, and which of them."""

    agencies: Selection | None = Field(None, description="Which agencies.")
    groups: Selection | None = Field(None, description="Which groups.")
    members: Selection | None = Field(None, description="Which members.")
    links: Selection | None = Field(None, description="Which links.")
    practices: Selection | None = Field(None, description="Which practices.")
    barriers: Selection | None = Field(None, description="Which barriers.")
    because: Text | None = Field(None, description="What in the source says so.")


class NotApplicable(Model):
    """A criterion that does not apply to the site."""

    criterion: Text = Field(description="The criterion's full id.")
    reason: Text = Field(description="Why it does not apply.")
    decided_by: Text = Field(description="Who decided that.")


class Claim(Model):
    """What one passage says."""

    value: Any = Field(description="The value, or what is claimed in a few words.")
    evidence: tuple[Citation, ...] = Field(min_length=1, description="Where it says so.")


class Conflict(Model):
    """Two passages that disagree, and which of them the file follows."""

    about: Text = Field(description="What they disagree on.")
    records: tuple[Text, ...] = Field(
        (), description="The values concerned, such as `groups.team.members.council.staff`."
    )
    claims: tuple[Claim, ...] = Field(min_length=2, description="What each passage says.")
    used: Any = Field(None, description="The value the file uses; left out, it is one of the claims.")
    because: Text = Field(description="Why.")


class Site(Model):
    """One site at one time: facts and their sources, never a score."""

    format: Literal["iomassess/site/1"] = Field(description="The file format and its version.")
    id: Id = Field(description="A short name for the site.")
    name: Text = Field(description="The site's name.")
    wave: Text = Field(description="Which assessment of the site this is, such as `baseline`.")
    as_of: Date = Field(description="The time that the facts describe.")
    project: Project | None = Field(None, description="The project studied.")
    fieldwork: Fieldwork | None = Field(None, description="How the facts were gathered.")
    sources: dict[Id, Source] = Field({}, description="The sources, by the id evidence cites.")
    agencies: dict[Id, Agency] = Field({}, description="Agencies, by id.")
    groups: dict[Id, Group] = Field({}, description="Groups, by id.")
    links: tuple[Link, ...] = Field((), description="Links between them.")
    practices: tuple[Practice, ...] = Field((), description="What is done.")
    barriers: tuple[Barrier, ...] = Field((), description="What stands in the way.")
    benefits: tuple[Benefit, ...] = Field((), description="What is gained; for reports only.")
    drivers: tuple[Driver, ...] = Field((), description="What draws sectors in; for reports only.")
    complete: tuple[Statement, ...] = Field(
        (), description="All records of these kinds that there are, are in the file."
    )
    absent: tuple[Statement, ...] = Field((), description="There are no records of these kinds.")
    not_applicable: tuple[NotApplicable, ...] = Field((), description="Criteria that do not apply.")
    conflicts: tuple[Conflict, ...] = Field((), description="Where sources disagree.")
    acronyms: dict[Text, Text] = Field(
        {}, description="What the file's acronyms stand for; for reports only."
    )
