"""The closed vocabularies of a site file: every value a coder may write, and what it means."""

from enum import StrEnum
from typing import Any, Self

from pydantic_core import core_schema


class Vocabulary(StrEnum):
    """A closed list of values, each documented where it is defined."""

    description: str

    def __new__(cls, value: str, description: str) -> Self:
        """Make a member that is its own text and carries its meaning."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.description = description
        return member

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        """Admit the values as text; made here, since working it out for each field takes long."""
        return core_schema.enum_schema(cls, list(cls), sub_type="str", missing=None)


class Sector(Vocabulary):
    """The sector an agency belongs to (study 1.2)."""

    THIRD = "third", "Non-governmental, value-driven, and reinvests its surplus in its cause."
    STATUTORY = "statutory", "A public body, or a partnership of public bodies."
    PRIVATE = "private", "Run for profit, such as an electronic monitoring company."


class Size(Vocabulary):
    """How large an agency is, as its source describes it (study 4.1, composition)."""

    MICRO = "micro", "A handful of volunteers or part-time staff at most."
    SMALL = "small", "A local organisation with few paid staff."
    MEDIUM = "medium", "Paid staff in several services or places."
    LARGE = "large", "A large regional or national organisation."


class Reach(Vocabulary):
    """How far an agency's work extends."""

    LOCAL = "local", "One town, borough or district."
    REGIONAL = "regional", "A county or region."
    NATIONAL = "national", "The whole country."


class AgencyKind(Vocabulary):
    """What an agency is, whatever its sector."""

    POLICE = "police", "A police force or a unit of one."
    PROBATION = "probation", "A probation area or trust."
    PRISON = "prison", "The prison service or one of its establishments."
    YOUTH_OFFENDING = "youth-offending", "A youth offending team or service."
    PROSECUTION = "prosecution", "The Crown Prosecution Service."
    LOCAL_AUTHORITY = "local-authority", "A council, or a service that a council runs."
    HEALTH = "health", "A primary care trust or another health body."
    DRUG_AND_ALCOHOL_TEAM = (
        "drug-and-alcohol-team",
        "A drug (and alcohol) action team, which plans and buys treatment.",
    )
    GOVERNMENT_OFFICE = "government-office", "A regional government office."
    EDUCATION = "education", "A college, school or university."
    FUNDER = "funder", "A body that pays for services, such as Supporting People."
    PARTNERSHIP = "partnership", "A standing partnership, such as a CDRP, that acts as one body."
    HOUSING = "housing", "A housing association or other provider of homes."
    INFRASTRUCTURE = "infrastructure", "Supports and speaks for other agencies, such as a CVS."
    SERVICE_PROVIDER = "service-provider", "Provides services to people, offenders among them or not."
    EMPLOYMENT_PROVIDER = "employment-provider", "Provides training or finds people work."
    ELECTRONIC_MONITORING = "electronic-monitoring", "Runs electronic tagging."
    OTHER = "other", "None of these."


class Root(Vocabulary):
    """The people or cause that an agency grew out of."""

    COMMUNITY = "community", "A local community or neighbourhood."
    FAITH = "faith", "A faith group."
    BME = "bme", "Black and minority ethnic communities."
    WOMEN = "women", "Women; led by or only for them."
    SERVICE_USERS = "service-users", "People who have used such services themselves."
    ARMED_FORCES = "armed-forces", "People who have served in the armed forces."


class Pathway(Vocabulary):
    """The seven reducing re-offending pathways (study 4.0)."""

    ACCOMMODATION = "accommodation", "Housing and support to keep it."
    EDUCATION_TRAINING_EMPLOYMENT = (
        "education-training-employment",
        "Education, training and employment.",
    )
    HEALTH = "health", "Mental and physical health."
    DRUGS_AND_ALCOHOL = "drugs-and-alcohol", "Drug and alcohol misuse."
    FINANCE_BENEFIT_DEBT = "finance-benefit-debt", "Finance, benefit and debt."
    CHILDREN_AND_FAMILIES = "children-and-families", "Children and families of offenders."
    ATTITUDES_THINKING_BEHAVIOUR = (
        "attitudes-thinking-behaviour",
        "Attitudes, thinking and behaviour.",
    )


class OffenderGroup(Vocabulary):
    """The specific offender groups that the study asks about (study 4.0)."""

    WOMEN = "women", "Women offenders."
    BME = "bme", "Offenders from black and minority ethnic groups."
    YOUNG = "young", "Young offenders."
    OLDER = "older", "Older offenders."
    FAMILIES = "families", "Children and families of offenders."


class Income(Vocabulary):
    """Where an agency's money comes from."""

    CONTRACTS = "contracts", "Services commissioned from it."
    GRANTS = "grants", "Grant aid."
    DONATIONS = "donations", "Private and charitable gifts."
    TRADING = "trading", "Trade of its own, such as a charity shop."
    PUBLIC_BUDGET = "public-budget", "The budget of a public body."


class Level(Vocabulary):
    """The level at which a group works (study 3.1)."""

    SERVICE_DELIVERY = "service-delivery", "Works with offenders from day to day."
    OPERATIONAL_MANAGEMENT = "operational-management", "Steers the project and solves its problems."
    STRATEGIC_OVERSIGHT = "strategic-oversight", "Oversees one or more projects; has a tier."


class Tier(Vocabulary):
    """The tier of a strategic group (study 3.1)."""

    LOCAL = "local", "The local authority area: the Crime and Disorder Reduction Partnership."
    PIONEER_SITE = "pioneer-site", "The projects of the whole pioneer site."
    COUNTYWIDE = "countywide", "The county or London: the Criminal Justice Board."


class Standing(Vocabulary):
    """How close a group stands to the steering of the project."""

    MAIN = "main", "The group that does this work for the project."
    PERIPHERAL = "peripheral", "A sub-group or forum beside it."


class Status(Vocabulary):
    """Whether a thing is there. A status left out means in-place."""

    IN_PLACE = "in-place", "There and working at the time of the assessment."
    EMERGING = "emerging", "Begun, not yet established."
    INVITED = "invited", "Asked to take part; not seen to have done so."
    PLANNED = "planned", "Intended, proposed or recommended; not there."
    ENDED = "ended", "Was there once, no longer."
    ABSENT = "absent", "Stated not to exist; for a conflict about whether it does."
    UNKNOWN = "unknown", "Recorded in a source that does not say in which state."


class BarrierStatus(Vocabulary):
    """How far a barrier has been overcome."""

    UNRESOLVED = "unresolved", "Still in the way."
    EASING = "easing", "Being worked on, with some effect."
    RESOLVED = "resolved", "Overcome."
    UNKNOWN = "unknown", "The source names the barrier and not what became of it."


class Scope(Vocabulary):
    """Which work a group, link or practice belongs to."""

    IOM = "iom", "The Integrated Offender Management project itself."
    OTHER_PROGRAMME = "other-programme", "Another programme, such as the Drug Interventions Programme."
    OFFENDERS = "offenders", "Work with offenders in general."
    GENERAL = "general", "Wider than work with offenders."


class LinkKind(Vocabulary):
    """What ties two parties together. The kind fixes what its ends may be."""

    REFERS_TO = "refers-to", "A group sends clients to an agency (from a group, to an agency)."
    CONTRACT = "contract", "A payer buys a service from a provider (agency to agency)."
    GRANT = "grant", "A payer gives a provider money without buying (agency to agency)."
    SERVICE_LEVEL_AGREEMENT = (
        "service-level-agreement",
        "The lead or payer and a provider agree what is done and how (agency to agency).",
    )
    SECONDMENT = "secondment", "An agency lends staff to another (agency to agency)."
    INFORMATION_SHARING_AGREEMENT = (
        "information-sharing-agreement",
        "Agencies agree what they tell each other (between agencies).",
    )
    JOINT_WORKING = "joint-working", "Agencies work on cases together (between agencies)."


class PracticeKind(Vocabulary):
    """What is done that is neither a seat on a group nor a link."""

    MAPPING = "mapping", "Finding out and writing down who provides what."
    BRIEFING = "briefing", "Telling agencies about the project."
    CONSULTATION = "consultation", "Asking agencies before deciding."
    JOINT_DESIGN = "joint-design", "Designing a service or policy together."
    COMMISSIONING_FOR_IOM = "commissioning-for-iom", "Buying or reshaping a service for the project."
    COMMISSIONER_SUPPORT = "commissioner-support", "Commissioners help agencies to take part."
    COMMISSIONER_TRAINING = "commissioner-training", "Commissioners learn to work with the sector."
    COMMISSIONING_EVENT = "commissioning-event", "Agencies are told how commissioning works."
    OPEN_TENDERING = "open-tendering", "Work is advertised and open to competition."
    PROPORTIONATE_TENDERING = (
        "proportionate-tendering",
        "The effort of bidding fits the size of the work.",
    )
    GRANT_FUNDING = "grant-funding", "Grants are a route to money for agencies."
    CAPACITY_BUILDING = "capacity-building", "Agencies are helped to do and win more."
    REPRESENTATION_SUPPORT = "representation-support", "Support for those who speak for the sector."
    COMPACT_AWARENESS = "compact-awareness", "People know the Voluntary Sector Compact."
    COMPACT_USE = "compact-use", "The project works by the Compact's codes of practice."
    COMPACT_REVIEW = "compact-review", "Compliance with the Compact is reviewed."
    VOLUNTEERING = "volunteering", "Volunteers take part."
    VOLUNTEER_SUPPORT = "volunteer-support", "Volunteers are trained, supervised or supported."
    MENTORING = "mentoring", "Offenders are mentored."
    COMMUNITY_INVOLVEMENT = "community-involvement", "Local communities take part or are reached."
    STRATEGY = "strategy", "A written strategy or plan; `of` says of what."
    IMPACT_MEASUREMENT = "impact-measurement", "Effects are measured; `of` says of what."
    OFFENDER_GROUP_SERVICE = (
        "offender-group-service",
        "A service for one specific offender group; `of` says which.",
    )


class Subject(Vocabulary):
    """What a practice is of or about."""

    OFFENDER_SERVICES = "offender-services", "Services for offenders."
    THIRD_SECTOR = "third-sector", "Third Sector agencies and their contribution."
    PROJECT = "project", "The project as a whole."
    SERVICE = "service", "One service of the project."
    POLICY = "policy", "Policy, rules or operating guidelines."
    COMMISSIONING = "commissioning", "How services are bought."
    PARTNERSHIP_WORKING = "partnership-working", "How agencies work together."
    VOLUNTEERING = "volunteering", "Volunteers and volunteering."
    MENTORING = "mentoring", "Mentors and mentoring."
    COMMUNITY_ENGAGEMENT = "community-engagement", "Work with local communities."
    THIRD_SECTOR_ENGAGEMENT = "third-sector-engagement", "How the sector is brought in."
    SUSTAINABILITY = "sustainability", "How the work goes on when its funding ends."
    WOMEN = "women", "Women offenders."
    BME = "bme", "Offenders from black and minority ethnic groups."
    YOUNG = "young", "Young offenders."
    OLDER = "older", "Older offenders."
    FAMILIES = "families", "Children and families of offenders."


class Form(Vocabulary):
    """The form that a practice takes."""

    EVENT = "event", "Events, such as themed days and forums."
    TRAINING = "training", "Courses and training."
    ON_THE_JOB = "on-the-job", "Learning by working side by side."
    ONE_TO_ONE = "one-to-one", "Visits and meetings with single agencies or clients."
    MEETING = "meeting", "Regular meetings."
    DOCUMENT = "document", "A written product, such as a map or guidelines."
    INFORMAL = "informal", "Picked up and passed on by those who do the work."
    GENERAL = "general", "Of no particular kind, such as volunteers who help with the work itself."
    PEER = "peer", "By people who have been clients themselves."
    SPECIAL_CONSTABLES = "special-constables", "By volunteer police officers."
    UNPAID_WORK = "unpaid-work", "By offenders, as a court order requires."
    NEIGHBOURHOOD_POLICING = "neighbourhood-policing", "Through neighbourhood policing teams."
    OUTREACH = "outreach", "By going out to people where they are."
    POLICE_STATISTICS = "police-statistics", "By looking at recorded crime and arrests."


class Extent(Vocabulary):
    """How much of what could be done is done."""

    LITTLE = "little", "Hardly any."
    SOME = "some", "Part of it."
    MOST = "most", "More than half."
    WHOLE = "whole", "All of it."


class Stage(Vocabulary):
    """When a practice happened, seen from the project's start."""

    BEFORE_LAUNCH = "before-launch", "While the project was being designed."
    AFTER_LAUNCH = "after-launch", "Once it was running."


class BarrierKind(Vocabulary):
    """What stands in the way of Third Sector engagement (executive summary, study 4.1 to 4.4)."""

    FUNDING = "funding", "Too little money."
    CONTRACT_LENGTH = "contract-length", "Money for too short a time."
    COMMISSIONING = "commissioning", "The way services are bought."
    CAPACITY = "capacity", "Too few or too little skilled staff."
    INFORMATION_SHARING = "information-sharing", "What agencies may tell each other."
    CULTURE = "culture", "Different values and languages."
    VETTING = "vetting", "Police vetting of those who would work in the team."
    OFFENDER_OWNERSHIP = "offender-ownership", "Who may work with which offenders."
    UNCLEAR_GOVERNANCE = "unclear-governance", "Structures that are unclear or out of reach."
    UNCLEAR_ROLES = "unclear-roles", "Who does what, for whom, is not clear."
    COMPETITION = "competition", "Partners compete for the same clients or money."
    REFERRAL_VOLUME = "referral-volume", "Too few or too many referrals."
    UNEVEN_DELIVERY = "uneven-delivery", "The project differs from place to place."


class Beneficiary(Vocabulary):
    """Whom a benefit reaches."""

    CLIENT = "client", "Offenders managed by the project."
    THIRD_SECTOR = "third-sector", "Third Sector agencies."
    STATUTORY = "statutory", "Statutory agencies."
    PARTNERSHIP = "partnership", "The partnership as a whole."


class DriverKind(Vocabulary):
    """What pulls a sector into engagement, or makes it easier (study 3.2, figure 3.2)."""

    OPERATIONAL_NECESSITY = "operational-necessity", "The work cannot be done without it."
    PRESCRIPTION = "prescription", "Policy tied to resources, outcomes or targets asks for it."
    LEGISLATION = "legislation", "The law asks for it."
    MISSION = "mission", "It is what the agency is for."
    ORGANISATIONAL_SURVIVAL = "organisational-survival", "The agency needs the work to go on."
    EXISTING_RELATIONSHIPS = "existing-relationships", "The parties already knew and trusted each other."


class Origin(Vocabulary):
    """What a project grew out of (study 3.2)."""

    PPO_SCHEME = "ppo-scheme", "A scheme for prolific and other priority offenders."
    DRUG_INTERVENTIONS = "drug-interventions", "The Drug Interventions Programme."
    OTHER_SCHEME = "other-scheme", "Another scheme."
    NEW = "new", "Nothing: it was set up afresh."


class SourceKind(Vocabulary):
    """What a source is."""

    REPORT = "report", "A published report."
    DOCUMENT = "document", "Minutes, bids and other papers."
    INTERVIEW = "interview", "An interview, cited without naming the person."
    WEB = "web", "A web page."
    DATASET = "dataset", "Figures."


class InterviewRole(Vocabulary):
    """The part in the project that an interviewee speaks from (study app.2, app.3)."""

    STRATEGIC = "strategic", "Chairs or sits on a strategic group."
    OPERATIONAL = "operational", "Chairs or sits on the operational group."
    DELIVERY = "delivery", "Works for, or manages, an agency that delivers the project."
    REFERRAL = "referral", "Works for an agency that takes referrals."
