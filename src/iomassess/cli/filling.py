"""Asking a site's open questions in the terminal, and writing each answer into its file."""

import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any, Protocol

from iomassess import places
from iomassess.assess import assess
from iomassess.authoring.answering import Answer, Thing, fits, record, statement, things
from iomassess.authoring.interviewing import Open, still_open
from iomassess.authoring.skeleton import id_from
from iomassess.authoring.writing import block
from iomassess.cli.rewriting import rewrite
from iomassess.fields import FLAG, Form, field_of
from iomassess.framework.reading import Framework, Rung
from iomassess.loading import load_facts
from iomassess.problems import InvalidSource, refused
from iomassess.source import Loc, read
from iomassess.vocabulary import InterviewRole


class Asking(Protocol):
    """Whoever is asked: one of some options, or a line of text. Raises EOFError at the end."""

    def choose(self, question: str, options: Sequence[str]) -> int:
        """Give the place of the option chosen."""

    def text(self, question: str) -> str:
        """Give a line of text, which may be empty."""


class Plain:
    """Asks with numbers, on a terminal or through a pipe."""

    def choose(self, question: str, options: Sequence[str]) -> int:
        """Ask until the answer is one of the numbers."""
        print(question)
        for number, option in enumerate(options, start=1):
            print(f"  {number}  {option}")
        numbers = [str(number) for number in range(1, len(options) + 1)]
        while True:
            if (said := input("> ").strip()) in numbers:
                return numbers.index(said)
            print(f"Please give a number from 1 to {len(options)}.")

    def text(self, question: str) -> str:
        """Ask once."""
        return input(f"{question} ").strip()


class Arrows:
    """Asks with questionary: options are chosen with the arrow keys."""

    def choose(self, question: str, options: Sequence[str]) -> int:
        """Let one be chosen."""
        import questionary

        listed = [questionary.Choice(option, value=number) for number, option in enumerate(options)]
        found = questionary.select(question, choices=listed).ask()
        if found is None:
            raise EOFError
        return int(found)

    def text(self, question: str) -> str:
        """Let a line be edited."""
        import questionary

        found = questionary.text(question).ask()
        if found is None:
            raise EOFError
        return str(found).strip()


def fill_in(site: str, role: InterviewRole, frameworks: Sequence[Framework]) -> None:
    """Ask until all is asked or the asking ends; each answer is written as soon as it is agreed.

    Raises InvalidSource when there is no such file, or it is not to be written to.
    """
    path = places.find_site(site)
    if path.resolve().parent == places.bundled("sites").resolve() and not places.is_file(Path(site)):
        raise refused(site, "is a bundled site: copy its file, and name the copy")
    asking = _asking()
    session = _Session(path, role, frameworks, asking)
    try:
        session.run()
    except (EOFError, KeyboardInterrupt):
        print()
    answers = f"{session.written} {'answer' if session.written == 1 else 'answers'}"
    print(f"{answers} written to {places.shown(path)}", file=sys.stderr)


def _asking() -> Asking:
    try:
        import questionary  # noqa: F401  whether it is there
    except ImportError:
        return Plain()
    return Arrows() if sys.stdin.isatty() and sys.stdout.isatty() else Plain()


_NEXT, _STOP = "the next question", "stop here"
_NOT_KNOWN = "not known"
_DIGITS = 9
"""Of a number that anybody may mean."""


class _Session:
    """One interview: what is open, the file as it stands, and how it is cited."""

    def __init__(
        self, path: Path, role: InterviewRole, frameworks: Sequence[Framework], asking: Asking
    ) -> None:
        self.path = path
        self.role = role
        self.frameworks = frameworks
        self.asking = asking
        self.source = read(path, places.shown(path))
        self.rungs = {
            (criterion.id, rung.level): rung
            for framework in frameworks
            for criterion in framework.criteria
            for rung in criterion.rungs
        }
        self.written = 0
        sources = self.source.values.get("sources", {})
        number = next(one for one in count(1) if f"interview-{role}-{one}" not in sources)
        self.cited = f"interview-{role}-{number}"

    def run(self) -> None:
        """Ask the most telling question that has not been asked, until there is none."""
        asked: set[str] = set()
        while (question := self.next(asked)) is not None:
            asked.add(question.question)
            if not self.ask(question, f"{self.cited} question {len(asked)}"):
                return

    def next(self, asked: set[str]) -> Open | None:
        """The most telling question that is still open."""
        found = still_open(assess(load_facts(self.source), self.frameworks), self.role)
        return next((one for one in found if one.question not in asked), None)

    def ask(self, question: Open, citation: str) -> bool:
        """Ask one question until there is no more to write down; False to stop."""
        rungs: list[Rung] = [self.rungs[one.criterion, one.level] for one in question.bears_on]
        wanted = things(rung.condition for rung in rungs)
        print(f"\n{question.question}")
        for one in question.bears_on:
            print(f"  bears on {one.title}, level {one.level} (now {one.evidenced}-{one.possible})")
        while True:
            chosen = self.asking.choose(
                "What did the answer speak of?", [*(one.phrase for one in wanted), _NEXT, _STOP]
            )
            if chosen >= len(wanted):
                return chosen == len(wanted)
            self.answer(wanted[chosen], citation)

    def answer(self, thing: Thing, citation: str) -> None:
        """Write down what was said of one thing: one of them, that there is none, or that these are all."""
        said = [
            "there is one",
            *(("there is none", "the file has them all") if thing.exact else ()),
            "go back",
        ]
        chosen = self.asking.choose(f"What was said ({thing.phrase})?", said)
        if chosen == len(said) - 1:
            return
        if chosen == 0:
            self.write(self.record(thing, citation))
            return
        because = self.asking.text("What was said, in a few words of your own?")
        name = "absent" if chosen == 1 else "complete"
        self.write(statement(self.source, name, thing, citation, because or "Said so when asked."))

    # -- writing

    def write(self, answer: Answer) -> None:
        """Show what is to be added, and add it when that is agreed and the file stays sound."""
        if not answer.additions:
            print("The file says all of that already.")
            return
        if self.cited not in self.source.values.get("sources", {}):
            today = f"{datetime.now(UTC).astimezone():%Y-%m-%d}"
            about = {"title": f"Interview, {self.role} role", "kind": "interview", "date": today}
            answer = answer._replace(additions=((("sources", self.cited), about), *answer.additions))
        for loc, value in answer.additions:
            print(f"  {'.'.join(map(str, loc))}:")
            print(
                "\n".join(block(value, 4)) if isinstance(value, dict) else f"    {block([value], 0)[0][2:]}"
            )
        try:
            after = answer.into(self.source)
        except InvalidSource as error:
            print("This cannot be written down:")
            for problem in error.problems:
                print(f"  {problem}")
            return
        if self.asking.choose("Write this?", ["yes", "no"]) == 0:
            rewrite(self.path, self.source, after)
            self.source = read(self.path, self.source.name)
            self.written += 1

    # -- records

    def record(self, thing: Thing, citation: str) -> Answer:
        """Ask for the fields that a thing names, and for whatever it joins."""
        additions: list[tuple[Loc, Any]] = []
        if thing.kind == "members":
            group = self.end("groups", thing, "group", citation, additions)
            agency = self.end("agencies", thing, "agency", citation, additions)
            seats = self.values("groups", group).get("members", ())
            place = next((nth for nth, seat in enumerate(seats) if seat["agency"] == agency), len(seats))
            loc: Loc = ("groups", group, "members", place)
            fields = {"agency": agency, **self.fields(thing, self.there(loc))}
        elif thing.kind in ("agencies", "groups"):
            key = self.end(thing.kind, thing, "", citation, additions)
            return Answer(tuple(additions), citation) if key else Answer((), citation)
        else:
            loc = (thing.kind, len(self.source.values.get(thing.kind, ())))
            fields = self.fields(thing, {})
            fields |= self.ends(thing, fields, citation, additions)
        return Answer((*additions, *record(self.source, loc, fields, citation).additions), citation)

    def ends(
        self, thing: Thing, fields: Mapping[str, Any], citation: str, additions: list[tuple[Loc, Any]]
    ) -> dict[str, Any]:
        """The agencies and groups that a link or a practice is between."""
        kind = str(fields.get("kind"))
        if thing.kind == "practices":
            asked = [
                name for name in ("by", "with") if any(one.startswith(f"{name}.") for one in thing.values)
            ]
            return {
                name: [self.end("agencies", thing, name, citation, additions)] for name in asked or ["by"]
            }
        if thing.kind != "links":
            return {}
        if kind in ("information-sharing-agreement", "joint-working"):
            return {
                "between": [self.end("agencies", thing, name, citation, additions) for name in ("from", "to")]
            }
        first = "groups" if kind == "refers-to" else "agencies"
        return {
            "from": self.end(first, thing, "from", citation, additions),
            "to": self.end("agencies", thing, "to", citation, additions),
        }

    def end(
        self, kind: str, thing: Thing, prefix: str, citation: str, additions: list[tuple[Loc, Any]]
    ) -> str:
        """Let an agency or a group be chosen or named, and ask what the question asks of it."""
        known = self.source.values.get(kind, {})
        new = {loc[1] for loc, _ in additions if loc[0] == kind}
        keys = [key for key, one in known.items() if key not in new and fits(one, thing, prefix)]
        noun = {"agencies": "agency", "groups": "group"}[kind]
        names = [str(known[key].get("name", key)) for key in keys]
        role = f" ({prefix})" if prefix in ("from", "to", "by", "with") else ""
        chosen = self.asking.choose(f"Which {noun}{role}?", [*names, "another"])
        about: dict[str, Any] = {}
        if chosen < len(keys):
            key = keys[chosen]
        else:
            name = ""
            while not name:
                name = self.asking.text(f"What is the {noun} called?")
            taken = {*self.source.values.get("agencies", {}), *self.source.values.get("groups", {})}
            key = id_from(name, taken | {str(loc[1]) for loc, _ in additions}, noun)
            about["name"] = name
        own = {
            label.removeprefix(f"{prefix}."): value
            for label, value in thing.values.items()
            if (label.startswith(f"{prefix}.") if prefix else "." not in label)
        }
        about |= self.fields(Thing(kind, own, exact=False), known.get(key, {}))
        additions += record(self.source, (kind, key), about, citation).additions if about else ()
        return str(key)

    def fields(self, thing: Thing, there: Mapping[str, Any]) -> dict[str, Any]:
        """The values of the fields that a thing names, where the file does not have them."""
        found: dict[str, Any] = {}
        for name in thing.values:
            if "." in name or name in there:
                continue
            value = self.field(thing, name)
            if value is not None:
                found[name] = value
        return found

    def field(self, thing: Thing, name: str) -> Any:
        """One value: of a closed list, a number, or not known."""
        field = field_of(thing.kind, name)
        if field is None or field.form is Form.ID:
            return None
        if field.form is Form.NUMBER:
            said = self.asking.text(f"{field.description} A whole number, or nothing if not known:")
            return int(said) if said.isdecimal() and len(said) <= _DIGITS else None
        wanted = [str(one).lower() if isinstance(one, bool) else one for one in thing.allowed(name)]
        values = [*wanted, *(one for one in field.values if one not in wanted and one != "absent")]
        if name == "kind" and thing.kind != "agencies":  # what it is was settled by choosing it
            if len(wanted) == 1:
                return wanted[0]
            return wanted[self.asking.choose(f"{name}: {field.description}", wanted)]
        chosen = self.asking.choose(f"{name}: {field.description}", [*values, _NOT_KNOWN])
        if chosen == len(values):
            return "unknown" if name == "status" else None
        value = values[chosen]
        if field.values == FLAG:
            return value == "true"
        return [value] if field.form is Form.SET else value

    def values(self, kind: str, key: str) -> Mapping[str, Any]:
        """What the file has of an agency or a group."""
        return self.source.values.get(kind, {}).get(key, {})  # type: ignore[no-any-return]  # fields of the file

    def there(self, loc: Loc) -> Mapping[str, Any]:
        """What the file has of a seat."""
        seats = self.values("groups", str(loc[1])).get("members", ())
        return seats[loc[3]] if isinstance(loc[3], int) and loc[3] < len(seats) else {}
