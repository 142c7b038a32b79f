"""From an answer to facts: what a rung asks for as records, and the edits that write them down.

An answer is a record with the fields that a selector of the rung names, or a statement in the
selector's own words: there is none, or these are all. Nothing is concluded beyond that.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from iomassess.authoring.adding import added, replaced
from iomassess.engine.conditions import Condition, counts_in
from iomassess.engine.derived import definition
from iomassess.fields import FLAG, IN_PLACE, Form
from iomassess.loading import load_facts
from iomassess.selectors import Selector, Test, selector
from iomassess.source import Loc, Source
from iomassess.wording import describe

FILLED = ("members", "links", "practices", "agencies", "groups", "barriers")
"""The kinds of record that an answer can become."""

BESIDES = ("evidence", "inferred", "note")


class Thing(NamedTuple):
    """What a rung counts: a kind of record, and the values that it must have, as a file writes them."""

    kind: str
    values: Mapping[str, Any]
    exact: bool
    """Whether a statement may be made of it: it asks for no derived value and leaves nothing out."""

    @property
    def phrase(self) -> str:
        """What it is, in words."""
        return describe(selector(self.kind, self.values))

    def allowed(self, name: str) -> tuple[Any, ...]:
        """The values that a field may have to count, the first being what is meant if nothing is said."""
        value = self.values.get(name, ())
        return tuple(value) if isinstance(value, list) else (value,)


def things(conditions: Iterable[Condition]) -> list[Thing]:
    """What conditions count, each once: derived values give way to what they rest on (study 3.1)."""
    found: list[Thing] = []
    for condition in conditions:
        for some in counts_in(condition):
            found += [one for one in _things(some.selector) if one not in found]
    return [one for one in found if one.kind in FILLED]


def _things(asked: Selector) -> Iterator[Thing]:
    plain = [test for test in asked.tests if not test.field.derived]
    derived = [test for test in asked.tests if test.field.derived]
    if not derived or asked.kind != "agencies":
        yield Thing(asked.kind, _values(plain), exact=not derived)
    for test in derived:
        for which in ("delivers", "takes_referrals"):
            if test.name == which and test.field.named(test.allowed) == ("true",):
                rests, part = definition(which)
                prefix = "agency" if part == 1 else "to"
                others = {f"{prefix}.{one.name}": _value(one) for one in plain if asked.kind == "agencies"}
                yield Thing(rests.kind, {**others, **_values(rests.tests)}, exact=len(others) == len(plain))


def _values(tests: Iterable[Test]) -> dict[str, Any]:
    return {
        test.label: _value(test)
        for test in tests
        if not (test.label == "status" and test.allowed == IN_PLACE) and test.form is not Form.ID
    }


def _value(test: Test) -> Any:
    """What a test asks for, as it is written."""
    if test.form is Form.NUMBER:
        least, most = test.allowed
        return {"from": least} if most is None else {"from": least, "to": most}
    named = test.field.named(test.allowed)
    if test.field.values == FLAG:
        return named[0] == "true"
    return named[0] if len(named) == 1 else list(named)


class Answer(NamedTuple):
    """What is to be written down, in order: values at places where there are none yet."""

    additions: tuple[tuple[Loc, Any], ...]
    evidence: str

    def into(self, source: Source) -> Source:
        """The source with the answer in it. Raises InvalidSource where the whole would not be sound."""
        for loc, value in self.additions:
            source = added(source, loc, value) if loc[-1] != "evidence" else replaced(source, loc, value)
        load_facts(source)
        return source


def statement(source: Source, name: str, thing: Thing, citation: str, because: str) -> Answer:
    """That there is none of something (`absent`), or that all of it is in the file (`complete`)."""
    loc = (name, len(source.values.get(name, ())))
    said = {thing.kind: dict(thing.values), "evidence": [citation], "because": because}
    return Answer(((loc, said),), citation)


def record(source: Source, loc: Loc, fields: Mapping[str, Any], citation: str) -> Answer:
    """A record with its evidence; of one that is there, the fields that it does not have yet."""
    there = _at(source.values, loc)
    if there is None:
        return Answer(((loc, {**fields, "evidence": [citation]}),), citation)
    new = {name: value for name, value in fields.items() if name not in there}
    if not new:
        return Answer((), citation)
    borne_out: dict[str, Any] = {}
    before = there.get("evidence", ())
    if isinstance(before, dict):
        borne_out = dict(before)
    elif before:
        borne_out = {name: list(before) for name in there if name not in (*BESIDES, "members")}
    borne_out |= {name: [citation] for name in new}
    additions = [((*loc, name), value) for name, value in new.items()]
    return Answer((*additions, ((*loc, "evidence"), borne_out)), citation)


def _at(values: Any, loc: Loc) -> Any:
    for segment in loc:
        if isinstance(values, dict):
            values = values.get(segment)
        elif isinstance(values, list) and isinstance(segment, int) and segment < len(values):
            values = values[segment]
        else:
            return None
    return values


def fits(record: Mapping[str, Any], thing: Thing, prefix: str) -> bool:
    """Whether what a file says of an agency or a group does not speak against what is asked of it.

    It may be what joins a record, by the prefix of the join, or without a prefix the record itself.
    """
    start = f"{prefix}." if prefix else ""
    for name in thing.values:
        own = name.removeprefix(start)
        if name.startswith(start) and "." not in own:
            told, wanted = record.get(own), thing.allowed(name)
            if told is not None and not isinstance(told, dict | list) and told not in wanted:
                return False
    return True
