"""The files that people write, as JSON Schema, with what their fields demand of each other."""

from functools import partial

from iomassess.checks import _MISREAD
from iomassess.fields import KINDS
from iomassess.findings.evaluating import FindingFile
from iomassess.framework.citations import CitedFile
from iomassess.framework.examples import ExamplesFile
from iomassess.framework.written import CriterionFile, DomainFile, FrameworkFile, RungFile
from iomassess.plans.actions import ActionsFile, PlaceFile, SetFile
from iomassess.plans.specimens import NOT_SET
from iomassess.scenario.file import ListedChange, ScenarioFile, SomeOf
from iomassess.schemas.asking import condition, selection
from iomassess.schemas.describing import Describer
from iomassess.schemas.parts import OBJECT, Schema, chosen, has, sealed
from iomassess.schemas.telling import summary
from iomassess.site import (
    Agency,
    Barrier,
    Group,
    Id,
    Link,
    Member,
    Model,
    Practice,
    Record,
    Site,
    Statement,
)
from iomassess.vocabulary import Level, LinkKind

BETWEEN = (LinkKind.INFORMATION_SHARING_AGREEMENT, LinkKind.JOINT_WORKING)
"""The links of which no end is first."""


class Files(Describer):
    """Describes files; some of their parts are more than the models say."""

    assumed = False
    """Whether nobody found what the records say, so that they have no evidence."""

    def model(self, model: type[Model]) -> Schema:
        """A reference to a part of a file."""
        special = {
            Agency: self.agency,
            Group: self.group,
            Link: self.link,
            Statement: self.statement,
            PlaceFile: self.place,
            SetFile: self.sets,
        }
        if model in special:
            return self.define(model.__name__, special[model])
        if model in _CHANGES:
            of = _CHANGES[model]
            return self.define(f"change-of-{of.__name__}", partial(self.change, model, of))
        return super().model(model)

    def fields(self, model: type[Model]) -> dict[str, Schema]:
        """The fields of a model; those of an assumed record are without evidence."""
        found = super().fields(model)
        without = ("evidence", "inferred") if self.assumed and issubclass(model, Record) else ()
        return {name: one for name, one in found.items() if name not in without}

    def site(self, *, part: bool = False) -> Schema:
        """A site file; or the part of one that an example shows, which need not have a head."""
        found = self.object(Site)
        fields = found["properties"]
        new = self.define("new-id", lambda: {"title": "id", **_new(self.of(Id))})
        fields["id"] = _with(fields["id"], new)
        for name in ("sources", "agencies", "groups"):
            fields[name]["propertyNames"] = new
        if part:
            del found["required"]
        return found

    def agency(self) -> Schema:
        """Only an unnamed agency stands for several, or for others; a named one has a name."""
        fields = self.selected(Agency)
        unnamed = {name: one for name, one in fields.items() if name != "name"}
        self.defs["Agency.number"] = _with(self.defs["Agency.number"], self.number(1, "number-of-agencies"))
        among = {name: one for name, one in unnamed.items() if name != "may_be"}
        named = {name: one for name, one in fields.items() if name not in ("number", "may_be", "is_among")}
        stands_for = {
            "if": has("is_among", {"type": "array", "minItems": 1}),
            "then": sealed(among, ["unnamed"], title="Unnamed agency"),
            "else": sealed(unnamed, ["unnamed"], title="Unnamed agency"),
        }
        return _about(Agency, chosen([("unnamed", stands_for)], sealed(named, ["name"], title="Agency")))

    def group(self) -> Schema:
        """Only a strategic group has a tier."""
        fields = self.selected(Group)
        below = {"type": "string", "enum": [one.value for one in Level if one != Level.STRATEGIC_OVERSIGHT]}
        surely = {
            "if": {"type": "object"},
            "then": has("one_of", {"type": "array", "items": below}),
            "else": below,
        }
        without = {name: one for name, one in fields.items() if name != "tier"}
        return _about(
            Group,
            {
                "if": has("level", surely),
                "then": sealed(without, ["name"], title="Group"),
                "else": sealed(fields, ["name"], title="Group"),
            },
        )

    def link(self) -> Schema:
        """The kind of a link fixes its ends."""
        fields = self.selected(Link)
        between = {name: one for name, one in fields.items() if name not in ("from", "to")}
        between["between"] = {**between["between"], "type": "array", "minItems": 2, "uniqueItems": True}
        directed = {name: one for name, one in fields.items() if name != "between"}
        towards = {
            **sealed(directed, ["kind", "from", "to"], title="Link"),
            "patternProperties": {"^between$": {"type": "array", "maxItems": 0}},
        }
        one_way = [one.value for one in LinkKind if one not in BETWEEN]
        return _about(
            Link,
            {
                "if": has("kind", {"enum": list(BETWEEN)}),
                "then": sealed(between, ["kind", "between"], title="Link"),
                "else": {
                    "if": has("kind", {"enum": one_way}),
                    "then": towards,
                    "else": sealed(fields, ["kind"], title="Link"),
                },
            },
        )

    def statement(self) -> Schema:
        """A statement speaks of one kind of record."""
        fields = self.selected(Statement)
        for kind in KINDS:
            which = {**selection(self, kind, naming=True), **OBJECT, "minProperties": 1}
            self.defs[f"Statement.{kind}"] = _with(self.defs[f"Statement.{kind}"], which)
        rest = {name: one for name, one in fields.items() if name not in KINDS}
        one_kind = [(kind, sealed({kind: fields[kind], **rest}, [kind], title="Statement")) for kind in KINDS]
        none = {**sealed(fields, [], title="Statement"), "anyOf": [{"required": [kind]} for kind in KINDS]}
        return _about(Statement, chosen(one_kind, none))

    def scenario(self) -> Schema:
        """A scenario, which gives records or changes some."""
        self.assumed = True
        found = self.object(ScenarioFile)
        new = self.define("new-id", lambda: {"title": "id", **_new(self.of(Id))})
        for name in ("agencies", "groups"):
            self.defs["Additions"]["properties"][name]["propertyNames"] = new
        some = {"add": "object", "change": "object", "complete": "array", "absent": "array"}
        least = {"object": "minProperties", "array": "minItems"}
        return {
            **found,
            "anyOf": [has(name, {"type": kind, least[kind]: 1}) for name, kind in some.items()],
        }

    def change(self, model: type[Model], of: type[Record]) -> Schema:
        """New values for some fields of a record; where it has no id, with what says which one it is."""
        new = {name: one for name, one in self.selected(of).items() if name != "members"}
        values = {**sealed(new, []), "minProperties": 1}
        if "which" not in model.model_fields:
            return _about(of, values)
        said = {**sealed(super().fields(of), []), "minProperties": 1}
        told = {name: info.description for name, info in model.model_fields.items()}
        parts = {
            "which": {"description": told["which"], **said},
            "set": {"description": told["set"], **values},
        }
        return {**sealed(parts, ["which", "set"]), "description": summary(model)}

    def criterion(self) -> Schema:
        """A criterion's file: the criterion first, its examples in a second document."""
        rung = self.object(RungFile)
        rung["properties"]["when"] = _with(rung["properties"]["when"], condition(self))
        self.define("RungFile", lambda: rung)
        found = self.object(CriterionFile)
        return chosen([("examples", self.examples())], found)

    def examples(self) -> Schema:
        """The examples of a criterion."""
        within = Files(nullable=False)
        part = within.site(part=True)
        found = self.object(ExamplesFile)
        example = self.defs["ExampleFile"]["properties"]
        example["site"] = _with(example["site"], {"$ref": "#/$defs/site-part"})
        self.defs["site-part"] = part
        for name, one in within.defs.items():
            self.defs.setdefault(name, one)
        return found

    def framework(self) -> Schema:
        """A framework's head."""
        found = self.object(FrameworkFile)
        found["properties"]["order"]["uniqueItems"] = True
        return found

    def domain(self) -> Schema:
        """A domain's head."""
        found = self.object(DomainFile)
        found["properties"]["order"]["uniqueItems"] = True
        return found

    def finding(self) -> Schema:
        """A finding."""
        found = self.object(FindingFile)
        found["properties"]["when"] = _with(found["properties"]["when"], condition(self))
        return found

    def source(self) -> Schema:
        """A source that frameworks cite."""
        return self.object(CitedFile)

    def actions(self) -> Schema:
        """What could be done at a site."""
        self.assumed = True
        found = self.object(ActionsFile)
        for name in ("ActionFile", "NeededFile"):
            fields = self.defs[name]["properties"]
            fields["unless"] = _with(fields["unless"], condition(self))
        new = self.define("new-id", lambda: {"title": "name", **_new(self.of(Id))})
        self.defs["ActionFile"]["properties"]["for"]["propertyNames"] = new
        efforts = found["properties"]["effort"]["propertyNames"]
        del efforts["type"]  # some editors take the keys for numbers
        return found

    def place(self) -> Schema:
        """What an action is about: agencies or groups, and what to add where there are none."""
        fields = self.fields(PlaceFile)
        options = []
        for kind, model in (("agencies", Agency), ("groups", Group)):
            which = selection(self, kind, naming=False)
            own = {name: one for name, one in fields.items() if name not in ("agencies", "groups")}
            if model is Group:
                own |= {name: {**own[name], "examples": [one]} for name, one in _OF_GROUPS.items()}
            own |= {name: _with(own[name], {**which, **OBJECT}) for name in ("also", "prefer")}
            own["else"] = _with(own["else"], self.settable(model, ["name"]))
            own[kind] = _with(fields[kind], {**which, **OBJECT})
            options.append((kind, sealed(own, [kind], title="Place")))
        none = {**sealed(fields, [], title="Place"), "anyOf": [{"required": [kind]} for kind, _ in options]}
        return _about(PlaceFile, chosen(options, none))

    def sets(self) -> Schema:
        """The facts that an action makes so, at least one."""
        found = self.object(SetFile)
        for kind, model in (("agencies", Agency), ("groups", Group)):
            each = {"type": "object", "additionalProperties": self.settable(model, [])}
            found["properties"][kind] = _with(found["properties"][kind], each)
        some = {"agencies": "object", "groups": "object", "members": "object"}
        some |= {"links": "array", "practices": "array"}
        least = {"object": "minProperties", "array": "minItems"}
        return {
            **found,
            "anyOf": [has(name, {"type": kind, least[kind]: 1}) for name, kind in some.items()],
        }

    def settable(self, model: type[Record], required: list[str]) -> Schema:
        """What an action can make so of an agency or a group."""
        kind = "groups" if model is Group else "agencies"
        fields = {name: one for name, one in self.selected(model).items() if name not in NOT_SET[kind]}
        return sealed(fields, required, title=model.__name__)


_OF_GROUPS = {
    "also": {"level": "service-delivery"},
    "prefer": {"standing": "main"},
    "else": {"name": "a board of the project", "level": "strategic-oversight", "tier": "pioneer-site"},
}
"""Examples for places that are groups; those of the model are agencies."""

_CHANGES: dict[type[Model], type[Record]] = {
    SomeOf[Agency]: Agency,
    SomeOf[Group]: Group,
    SomeOf[Member]: Member,
    ListedChange[SomeOf[Link]]: Link,
    ListedChange[SomeOf[Practice]]: Practice,
    ListedChange[SomeOf[Barrier]]: Barrier,
}
"""What changes a record, and the record that it changes."""


def _with(field: Schema, shape: Schema) -> Schema:
    """A field with another shape."""
    return {key: field[key] for key in ("description", "examples") if key in field} | shape


def _new(one: Schema) -> Schema:
    """An id that is given here, and that no reader of YAML may take for something else."""
    return {**one, "not": {"pattern": f"^({_MISREAD.pattern})$"}}


def _about(model: type[Model], shape: Schema) -> Schema:
    return {"description": summary(model), **shape}
