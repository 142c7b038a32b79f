"""The site file: everything that may be written down about one site, strict and frozen."""

from functools import cache, partial
from typing import TYPE_CHECKING, Annotated, Any, Generic, Literal, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, PlainValidator
from pydantic_core import PydanticCustomError, PydanticKnownError, core_schema

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

if TYPE_CHECKING:
    from pydantic import TypeAdapter

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


def _true(value: Any) -> Literal[True]:
    """True itself, and nothing that is equal to it, such as 1. Raises PydanticKnownError."""
    if value is True:
        return True
    raise PydanticKnownError("literal_error", {"expected": "True"})


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
Yes = Annotated[Literal[True], PlainValidator(_true)]
"""Said or left out, and never denied."""

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

    from_: Whole | None = Field(None, alias="from", description="The least it can be.", examples=[2, 3])
    to: Whole | None = Field(None, description="The most it can be.", examples=[5, 6])


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
    from pydantic import ValidationError

    try:
        return found.model_copy(update={"one_of": _several(item).validate_python(found.one_of)})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise PydanticCustomError("one_of", "{msg}", dict(first)) from None


@cache
def _several(item: Any) -> "TypeAdapter[Any]":
    """What checks several values of a kind; to make it takes as long as to check a whole file."""
    from pydantic import TypeAdapter

    return TypeAdapter(tuple[item, ...])


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
        None,
        description="Why, where the fact was reached by elimination and not read.",
        examples=[
            "All four sites have one, and the other three are named.",
            "The total is 12, and the others come to 9.",
        ],
    )
    note: Text | None = Field(
        None,
        description="A remark for the reader; never scored.",
        examples=["Named in the plan and in no other paper.", "Whether it goes on was not asked."],
    )


class Source(Model):
    """A source that evidence cites by its id."""

    title: Text = Field(description="The title.", examples=["Minutes of the steering group", "Project plan"])
    kind: SourceKind = Field(description="What it is.")
    date: Date | None = Field(
        None, description="When it was published or held.", examples=["2009-03", "2009"]
    )
    authors: tuple[Text, ...] = Field(
        (), description="Who wrote it.", examples=[["Kevin Wong", "Christopher Hartworth"]]
    )
    publisher: Text | None = Field(None, description="Who published it.", examples=["Nacro", "Clinks"])
    url: Text | None = Field(
        None,
        description="Where it can be read.",
        examples=["https://e-space.mmu.ac.uk/622249/", "https://e-space.mmu.ac.uk/"],
    )


class Funding(Record):
    """A sum that pays for the project."""

    by: Id | None = Field(None, description="The agency that pays.", examples=["council", "police"])
    amount: Number | None = Field(
        None, description="Pounds sterling over the whole period.", examples=[250000, 40000]
    )
    per_year: Number | None = Field(None, description="Pounds sterling a year.", examples=[80000, 15000])
    external: Known[Flag] | None = Field(
        None, description="Whether the money is new from outside the partners' own budgets."
    )


class Project(Record):
    """The project that was studied at the site."""

    name: Text | None = Field(
        None,
        description="What it is called there.",
        examples=["Millbrook Offender Management Project", "Eastfield Unit"],
    )
    area: tuple[Text, ...] = Field(
        (), description="The places it covers.", examples=[["Millbrook", "Eastfield"]]
    )
    lead: tuple[Id, ...] = Field(
        (), description="The agencies that lead it; at least these.", examples=[["police"]]
    )
    commenced: Known[Date] | None = Field(None, description="When it began.", examples=["2023-09", "2024"])
    operational: Known[Date] | None = Field(
        None, description="When staff began work, if later.", examples=["2023-11", "2024"]
    )
    origin: tuple[Origin, ...] = Field((), description="What it grew out of; at least these.")
    cohort: tuple[Text, ...] = Field(
        (),
        description="The offenders it works with.",
        examples=[["people who commit acquisitive crime in volume"]],
    )
    caseload: Number | None = Field(None, description="How many offenders it manages.", examples=[70, 85])
    caseload_parts: dict[Text, Number] = Field(
        {},
        description="What the caseload is made up of, all of it: how many by each label.",
        examples=[
            {"managed by probation": 21, "others": 38},
            {"in custody": 12, "in the community": {"from": 40}},
        ],
    )
    staff_total: Number | None = Field(
        None,
        description="All staff deployed, as the source states it; not the sum of the seats.",
        examples=[28, 12],
    )
    staff_at_full_strength: Number | None = Field(
        None,
        description="All staff once those who are due have come, as the source states it.",
        examples=[32, 14],
    )
    funding: tuple[Funding, ...] = Field(
        (), description="What pays for it; at least these.", examples=[[{"by": "council", "amount": 250000}]]
    )


class Interviews(Model):
    """How many people were interviewed in each part of the project."""

    strategic: Whole | None = Field(None, description="On a strategic group.", examples=[1, 2])
    operational: Whole | None = Field(None, description="On the operational group.", examples=[1, 2])
    delivery: Whole | None = Field(None, description="In agencies that deliver.", examples=[8, 9])
    referral: Whole | None = Field(None, description="In agencies that take referrals.", examples=[2, 3])


class Fieldwork(Record):
    """How the facts were gathered."""

    period: Text | None = Field(
        None, description="When, in words.", examples=["December 2008 to February 2009", "a week in May 2024"]
    )
    interviews: Interviews | None = Field(
        None,
        description="Interviews held, by role.",
        examples=[{"operational": 1, "delivery": 8}, {"strategic": 2}],
    )
    interviews_total: Number | None = Field(
        None,
        description="All interviews at the site, as the source states it; not the sum of the roles.",
        examples=[12, 9],
    )
    took_part: tuple[Id, ...] = Field(
        (), description="The agencies that were interviewed.", examples=[["police", "harbour"]]
    )
    limits: tuple[Text, ...] = Field(
        (), description="What the fieldwork could not reach.", examples=[["few interviews and no evaluation"]]
    )


class Agency(Record):
    """An organisation with any part in the project or its surroundings."""

    name: Text | None = Field(
        None,
        description="Its name; only an unnamed one goes without.",
        examples=["Harbour Project", "Millbrook Police"],
    )
    unnamed: Yes | None = Field(
        None, description="The source speaks of one or more agencies and does not name them."
    )
    number: Number | None = Field(
        None,
        description="How many agencies an unnamed entry stands for; at least one if left out.",
        examples=[2, 3],
    )
    may_be: tuple[Id, ...] | None = Field(
        None,
        description="Entries that an unnamed one may be the same as: `[]` says none of them; left "
        "out, it may be any whose recorded fields allow it.",
        examples=[[], ["harbour"]],
    )
    is_among: tuple[Id, ...] = Field(
        (),
        description="Entries of which an unnamed one must be one, or some; which is not known.",
        examples=[["harbour", "hostels"]],
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
    turnover: Number | None = Field(
        None,
        description="Yearly turnover in pounds sterling.",
        examples=[150000, 2000000],
    )
    paid_staff: Number | None = Field(
        None, description="Paid staff in the agency as a whole.", examples=[12, 9]
    )


class Member(Record):
    """An agency's seat on a group, or its part in a delivery team."""

    agency: Id = Field(description="The id of the agency that is the member.", examples=["police", "harbour"])
    status: Known[Status] | None = Field(None, description="Whether it is there; in-place if left out.")
    staff: Number | None = Field(None, description="Staff it has deployed to the group now.", examples=[2, 3])
    staff_planned: Number | None = Field(
        None, description="Further staff it is due to deploy.", examples=[1, 2]
    )
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

    name: Text = Field(
        description="Its name, or what the source calls it.",
        examples=["Steering group", "Offender management team"],
    )
    level: Known[Level] | None = Field(None, description="The level at which it works.")
    tier: Known[Tier] | None = Field(None, description="For strategic oversight only: which tier.")
    standing: Known[Standing] | None = Field(
        None, description="Whether it is the main group of its level or one beside it."
    )
    scope: Known[Scope] | None = Field(None, description="Which work it belongs to.")
    status: Known[Status] | None = Field(None, description="Whether it is there; in-place if left out.")
    commissions: Known[Flag] | None = Field(None, description="Whether it decides what is bought.")
    pathways: tuple[Pathway, ...] = Field((), description="Pathways it deals with; at least these.")
    reports_to: tuple[Id, ...] = Field(
        (), description="The groups above it; at least these.", examples=[["board"]]
    )
    complete: Yes | None = Field(None, description="Every member in place is listed here.")
    members: tuple[Member, ...] = Field(
        (),
        description="Those known to be members; at least these.",
        examples=[[{"agency": "police", "chairs": True}]],
    )


class Link(Record):
    """A tie between two or more parties."""

    kind: LinkKind = Field(description="What ties them; fixes what the ends may be.")
    from_: Id | None = Field(
        None, alias="from", description="The one that refers, pays or lends.", examples=["team", "police"]
    )
    to: Id | None = Field(None, description="The one that receives.", examples=["harbour", "hostels"])
    between: tuple[Id, ...] = Field(
        (), description="The agencies, where neither end is first.", examples=[["police", "harbour"]]
    )
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
    name: Text | None = Field(
        None,
        description="What it is called, or which one it is.",
        examples=["Directory of services", "Volunteers' day"],
    )
    of: Known[Subject] | None = Field(None, description="What it is of or about.")
    form: Known[Form] | None = Field(None, description="The form it takes.")
    scope: Known[Scope] | None = Field(None, description="Which work it belongs to.")
    status: Known[Status] | None = Field(None, description="Whether it is done; in-place if left out.")
    formal: Known[Flag] | None = Field(None, description="Whether it is written down or organised.")
    extent: Known[Extent] | None = Field(None, description="How much of what could be is done.")
    stage: Known[Stage] | None = Field(None, description="Whether before or after the launch.")
    by: tuple[Id, ...] = Field(
        (), description="The agencies that do it; at least these.", examples=[["probation"]]
    )
    with_: tuple[Id, ...] = Field(
        (),
        alias="with",
        description="The agencies it is done with or for; at least these.",
        examples=[["harbour"]],
    )
    pathways: tuple[Pathway, ...] = Field((), description="Pathways it serves; at least these.")


class Barrier(Record):
    """Something that stands in the way of Third Sector engagement."""

    kind: BarrierKind = Field(description="What stands in the way.")
    what: Text | None = Field(
        None,
        description="The barrier in a few words of the coder's own.",
        examples=["The money for the post ends in March.", "Vetting takes four months."],
    )
    scope: Known[Scope] | None = Field(None, description="Which work it holds back.")
    status: Known[BarrierStatus] | None = Field(None, description="What became of it.")
    strategy: Text | None = Field(
        None,
        description="How it was or is to be overcome.",
        examples=["The council is asked for a year more.", "Vetting begins before the post does."],
    )


class Benefit(Record):
    """What someone gains from Third Sector engagement; for reports only."""

    to: Beneficiary = Field(description="Who gains.")
    what: Text = Field(
        description="What they gain, in the coder's own words.",
        examples=["Quicker ways into services.", "Work with people whom it did not reach before."],
    )


class Driver(Record):
    """What pulls a sector into engagement; for reports only."""

    sector: Sector = Field(description="The sector that is drawn in.")
    kind: DriverKind = Field(description="What draws it.")
    what: Text | None = Field(
        None,
        description="More, in the coder's own words.",
        examples=["Beds for people who leave prison.", "The grant ends, and the contract is new."],
    )


Selection: TypeAlias = dict[str, Any]
"""Field constraints on one kind of record, read by `iomassess.selectors`."""


class Statement(Record):
    """What the file says of whole lists: exactly one kind of record, and which of them."""

    agencies: Selection | None = Field(
        None,
        description="Which agencies.",
        examples=[{"sector": "third"}, {"sector": "third", "size": ["micro", "small"]}],
    )
    groups: Selection | None = Field(
        None,
        description="Which groups.",
        examples=[{"level": "service-delivery", "scope": "iom"}, {"tier": "local"}],
    )
    members: Selection | None = Field(
        None,
        description="Which members.",
        examples=[{"group.level": "service-delivery", "agency.sector": "third"}, {"group": "team"}],
    )
    links: Selection | None = Field(
        None,
        description="Which links.",
        examples=[
            {"kind": "refers-to", "to.sector": "third"},
            {"kind": ["contract", "grant"], "status": "any"},
        ],
    )
    practices: Selection | None = Field(
        None,
        description="Which practices.",
        examples=[
            {"kind": "mentoring", "scope": "iom"},
            {"kind": "impact-measurement", "of": "third-sector"},
        ],
    )
    barriers: Selection | None = Field(
        None,
        description="Which barriers.",
        examples=[{"kind": ["funding", "contract-length"]}, {"scope": "iom"}],
    )
    because: Text | None = Field(
        None,
        description="What in the source says so.",
        examples=["The plan provides for one team and no other.", "Both interviewees in the team said so."],
    )


class NotApplicable(Model):
    """A criterion that does not apply to the site."""

    criterion: Text = Field(
        description="The criterion's full id.",
        examples=["engagement/strategic-pioneer-site", "thematic/voice-and-partnership/compact"],
    )
    reason: Text = Field(
        description="Why it does not apply.",
        examples=[
            "There is one project, so there is no board over several.",
            "The area has no council for voluntary service.",
        ],
    )
    decided_by: Text = Field(description="Who decided that.", examples=["the assessor", "the steering group"])


class Claim(Model):
    """What one passage says."""

    value: Any = Field(description="The value, or what is claimed in a few words.", examples=["in-place", 5])
    evidence: tuple[Citation, ...] = Field(
        min_length=1, description="Where it says so.", examples=[["talks 5"]]
    )


class Conflict(Model):
    """Two passages that disagree, and which of them the file follows."""

    about: Text = Field(
        description="What they disagree on.",
        examples=["how many staff are in the team", "whether the council has joined"],
    )
    records: tuple[Text, ...] = Field(
        (),
        description="The values concerned, such as `groups.team.members.council.staff`.",
        examples=[["groups.team.members.council.staff"]],
    )
    claims: tuple[Claim, ...] = Field(
        min_length=2,
        description="What each passage says.",
        examples=[[{"value": 4, "evidence": ["plan p. 2"]}, {"value": 5, "evidence": ["talks 2"]}]],
    )
    used: Any = Field(
        None,
        description="The value the file uses; left out, it is one of the claims.",
        examples=[5, "in-place"],
    )
    because: Text = Field(
        description="Why.",
        examples=["The interview is later than the plan.", "The minutes are of the meeting itself."],
    )


class Suppression(Model):
    """What the lint is not to tell of a place of the file, and why."""

    rule: Text = Field(
        description="The rule's id, such as `lint/empty-group`.", examples=["lint/empty-group"]
    )
    at: Text | None = Field(
        None,
        description="The place, such as `groups.team`, with all that is in it; left out, the file.",
        examples=["groups.team", "agencies"],
    )
    reason: Text = Field(
        description="Why it is as it should be.", examples=["The minutes do not say who comes."]
    )


class Site(Model):
    """One site at one time: facts and their sources, never a score."""

    format: Literal["iomassess/site/1"] = Field(description="The file format and its version.")
    id: Id = Field(description="A short name for the site.", examples=["millbrook", "eastfield"])
    name: Text = Field(description="The site's name.", examples=["Millbrook", "Eastfield"])
    wave: Text = Field(
        description="Which assessment of the site this is, such as `baseline`.",
        examples=["baseline", "follow-up"],
    )
    as_of: Date = Field(description="The time that the facts describe.", examples=["2024-06", "2024-06-14"])
    project: Project | None = Field(
        None,
        description="The project studied.",
        examples=[{"name": "Millbrook Offender Management Project", "lead": ["police"]}, {"staff_total": 28}],
    )
    fieldwork: Fieldwork | None = Field(
        None,
        description="How the facts were gathered.",
        examples=[{"took_part": ["police"]}, {"period": "May 2024"}],
    )
    sources: dict[Id, Source] = Field(
        {},
        description="The sources, by the id evidence cites.",
        examples=[
            {"plan": {"title": "Project plan", "kind": "document"}},
            {"talks": {"title": "Interviews", "kind": "interview"}},
        ],
    )
    agencies: dict[Id, Agency] = Field(
        {},
        description="Agencies, by id.",
        examples=[
            {"police": {"name": "Millbrook Police", "sector": "statutory", "kind": "police"}},
            {"harbour": {"name": "Harbour Project", "sector": "third"}},
        ],
    )
    groups: dict[Id, Group] = Field(
        {},
        description="Groups, by id.",
        examples=[
            {"team": {"name": "Delivery team", "level": "service-delivery", "scope": "iom"}},
            {"board": {"name": "Board", "level": "strategic-oversight"}},
        ],
    )
    links: tuple[Link, ...] = Field(
        (),
        description="Links between them.",
        examples=[[{"kind": "refers-to", "from": "team", "to": "harbour"}]],
    )
    practices: tuple[Practice, ...] = Field(
        (), description="What is done.", examples=[[{"kind": "mapping", "by": ["probation"]}]]
    )
    barriers: tuple[Barrier, ...] = Field(
        (), description="What stands in the way.", examples=[[{"kind": "funding", "status": "unresolved"}]]
    )
    benefits: tuple[Benefit, ...] = Field(
        (),
        description="What is gained; for reports only.",
        examples=[[{"to": "client", "what": "Quicker ways into services."}]],
    )
    drivers: tuple[Driver, ...] = Field(
        (),
        description="What draws sectors in; for reports only.",
        examples=[[{"sector": "third", "kind": "mission"}]],
    )
    complete: tuple[Statement, ...] = Field(
        (),
        description="All records of these kinds that there are, are in the file.",
        examples=[[{"groups": {"level": "service-delivery", "scope": "iom"}}]],
    )
    absent: tuple[Statement, ...] = Field(
        (),
        description="There are no records of these kinds.",
        examples=[[{"practices": {"kind": "mentoring", "scope": "iom"}}]],
    )
    not_applicable: tuple[NotApplicable, ...] = Field(
        (),
        description="Criteria that do not apply.",
        examples=[
            [
                {
                    "criterion": "engagement/connections",
                    "reason": "It has one group.",
                    "decided_by": "the assessor",
                }
            ]
        ],
    )
    conflicts: tuple[Conflict, ...] = Field(
        (),
        description="Where sources disagree.",
        examples=[
            [
                {
                    "about": "the staff",
                    "claims": [
                        {"value": 4, "evidence": ["plan p. 2"]},
                        {"value": 5, "evidence": ["talks 2"]},
                    ],
                    "because": "Neither is later.",
                }
            ]
        ],
    )
    suppressed: tuple[Suppression, ...] = Field(
        (),
        description="What `check` is not to tell as a doubt, with the reason; it is printed.",
        examples=[
            [
                {
                    "rule": "lint/empty-group",
                    "at": "groups.forum",
                    "reason": "The minutes do not say who comes.",
                }
            ]
        ],
    )
    acronyms: dict[Text, Text] = Field(
        {},
        description="What the file's acronyms stand for; for reports only.",
        examples=[{"CVS": "Council for Voluntary Service"}, {"PPO": "prolific and other priority offender"}],
    )
