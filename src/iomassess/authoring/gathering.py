"""Agencies, members and sources gathered from tables into the records of a site file."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, get_args, get_origin

from pydantic import BaseModel

from iomassess.authoring.skeleton import id_from
from iomassess.authoring.spreadsheets import Table
from iomassess.loading import load_facts
from iomassess.problems import InvalidSource, Problem, suggest
from iomassess.site import Agency, Group, Member, Source
from iomassess.source import Loc, parse

_KINDS = ("agencies", "members", "sources")
_UNKNOWN = re.compile(r"\s*(\[\s*[xX]\s*\])?\s*")
"""A cell that says that a value is not known."""


class Cell(NamedTuple):
    """Where a value was read: a table as messages call it, row and column from 1, and the heading."""

    shown: str
    row: int
    column: int
    heading: str

    def problem(self, what: str) -> Problem:
        """Something wrong there."""
        return Problem(self.shown, self.row, self.column, self.heading, what)


class Gathered(NamedTuple):
    """Sections of a site file, where each value came from, and the tables that were not read."""

    records: dict[str, dict[str, Any]]
    cells: dict[Loc, Cell]
    ignored: tuple[str, ...]

    def traced(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """Problems of the file that was made, at the cells that they come from."""
        for problem in problems:
            loc: Loc = tuple(int(one) if one.isdigit() else one for one in problem.where.split("."))
            while loc and loc not in self.cells:
                loc = loc[:-1]
            yield self.cells[loc].problem(problem.what) if loc else problem


def gather(tables: Iterable[Table]) -> Gathered:
    """Read tables. Raises InvalidSource with every problem of all of them, each at its cell."""
    reader = _Reader()
    for table in tables:
        kind = _kind(table.name)
        if kind is None:
            reader.ignored.append(table.shown)
        else:
            reader.read(kind, table)
    if not reader.rows["agencies"] and not reader.rows["members"] and not reader.problems:
        what = "holds no table of agencies or of members: name a file or a sheet `agencies` or `members`"
        reader.problems += [Problem(shown, 0, 0, "", what) for shown in reader.ignored] or [
            Problem("--from-csv", 0, 0, "", "the tables have no rows")
        ]
    found = reader.gathered()
    if reader.problems:
        raise InvalidSource(reader.problems)
    return found


def check(text: str, name: str, gathered: Gathered) -> None:
    """Refuse a file that was made of tables and is not sound, naming the cells. Raises InvalidSource."""
    try:
        load_facts(parse(text, name))
    except InvalidSource as error:
        raise InvalidSource(gathered.traced(error.problems)) from None


def _kind(name: str) -> str | None:
    words = re.split(r"[^a-z]+", name.lower())
    return next((kind for kind in _KINDS if kind in words), None)


class _Row(NamedTuple):
    """A row of a table: what is known, by column, and where it stands."""

    values: dict[str, Any]
    cells: dict[str, Cell]
    first: Cell


class _Reader:
    """Gathers rows, then makes records of them, and notes every problem on the way."""

    def __init__(self) -> None:
        self.rows: dict[str, list[_Row]] = {kind: [] for kind in _KINDS}
        self.problems: list[Problem] = []
        self.ignored: list[str] = []
        self.given = dict.fromkeys(_KINDS, False)

    # -- rows

    def read(self, kind: str, table: Table) -> None:
        """Read one table; its first row that is not empty has the headings."""
        self.given[kind] = True
        rows = [(number, row) for number, row in table.rows if any(str(cell).strip() for cell in row)]
        if not rows:
            self.problems.append(Problem(table.shown, 0, 0, "", "is empty"))
            return
        (number, heads), *rest = rows
        known = _columns(kind)
        headings: dict[int, str] = {}
        for column, head in enumerate(heads):
            name = str(head).strip()
            cell = Cell(table.shown, number, column + 1, name)
            if name in headings.values():
                self.problems.append(cell.problem("there are two columns of that name"))
            elif name and name not in known:
                hint = suggest(name, list(known))
                self.problems.append(Cell(*cell[:3], "").problem(f"there is no column `{name}`{hint}"))
            elif name:
                headings[column] = name
        for needed in _NEEDED[kind]:
            if not any(one in headings.values() for one in needed) and len(headings) == sum(
                bool(str(head).strip()) for head in heads
            ):
                what = f"there is no column `{needed[0]}`"
                self.problems.append(Problem(table.shown, number, 1, "", what))
        for number, row in rest:
            self.row(kind, table, number, row, headings, len(heads))

    def row(
        self, kind: str, table: Table, number: int, row: tuple[Any, ...], headings: dict[int, str], width: int
    ) -> None:
        """Read one row."""
        values: dict[str, Any] = {}
        cells: dict[str, Cell] = {}
        for column, found in enumerate(row):
            cell = Cell(table.shown, number, column + 1, headings.get(column, ""))
            if _UNKNOWN.fullmatch(str(found)):
                continue
            if column >= width or not (cell.heading or str(headings)):
                self.problems.append(cell.problem("stands under no heading"))
            elif cell.heading:
                value = self.value(_columns(kind)[cell.heading], found, cell)
                if value is not None:
                    values[cell.heading], cells[cell.heading] = value, cell
        if values:
            self.rows[kind].append(_Row(values, cells, Cell(table.shown, number, 1, "")))

    def value(self, many: bool, found: Any, cell: Cell) -> Any:
        """A cell as the format has it: a list by semicolons, brackets as YAML, words as they are."""
        text = str(found).strip()
        if text[:1] in ("{", "["):
            try:
                return parse(f"x: {text}", "").values["x"]
            except InvalidSource as error:
                self.problems.append(cell.problem(error.problems[0].what))
                return None
        if many:
            return [part for one in re.split(r"[;\n]", text) if (part := one.strip())]
        if isinstance(found, bool) or text.lower() in ("true", "false"):
            return text.lower() == "true"
        if cell.heading not in _TEXT and re.fullmatch("0|[1-9][0-9]{0,17}", text):
            return int(text)
        return text

    # -- records

    def gathered(self) -> Gathered:
        """Make records of all rows."""
        cells: dict[Loc, Cell] = {}
        agencies = self.agencies(cells)
        groups = self.groups(cells, agencies)
        records = {"sources": self.sources(cells, agencies, groups), "agencies": agencies, "groups": groups}
        return Gathered(records, cells, tuple(self.ignored))

    def agencies(self, cells: dict[Loc, Cell]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        ids = {str(row.values["id"]) for row in self.rows["agencies"] if "id" in row.values}
        for row in self.rows["agencies"]:
            values = dict(row.values)
            own = values.pop("id", None)
            key = str(own) if own is not None else id_from(str(values.get("name", "unnamed")), {*found, *ids})
            if key in found:
                self.problems.append(row.cells["id"].problem(f"`{key}` is here twice"))
            found[key] = _in_order(Agency, values)
            _locate(cells, ("agencies", key), row)
        return found

    def groups(self, cells: dict[Loc, Cell], agencies: dict[str, Any]) -> dict[str, Any]:
        """Groups with their members; what is said of a group must be the same on each of its rows."""
        found: dict[str, Any] = {}
        keys: dict[str, str] = {}
        for row in self.rows["members"]:
            values = dict(row.values)
            named = values.pop("group", None)
            if named is None or "agency" not in values:
                what = f"the {'group' if named is None else 'agency'} is not given"
                self.problems.append(row.first.problem(what))
                continue
            about = {name: values.pop(name) for name in list(values) if name.startswith("group.")}
            group = self.group(str(named), found, keys, agencies)
            _locate(cells, ("groups", group), row, only=())
            for name, value in about.items():
                own = name.removeprefix("group.")
                if found[group].setdefault(own, value) != value:
                    what = f"of `{named}` another row says `{found[group][own]}`"
                    self.problems.append(row.cells[name].problem(what))
                cells.setdefault(("groups", group, own), row.cells[name])
            values["agency"] = self.agency(str(values["agency"]), row.cells["agency"], agencies)
            if values["agency"] == "":
                continue
            loc: Loc = ("groups", group, "members", len(found[group]["members"]))
            found[group]["members"].append(_in_order(Member, values))
            _locate(cells, loc, row)
        return {key: {**_in_order(Group, group), "members": group["members"]} for key, group in found.items()}

    def group(
        self, name: str, found: dict[str, Any], keys: dict[str, str], agencies: Mapping[str, Any]
    ) -> str:
        """The id of a group, by its name or its id."""
        if name not in keys:
            keys[name] = name if name in found else id_from(name, {*found, *agencies}, "group")
            found.setdefault(keys[name], {"name": name, "members": []})
        return keys[name]

    def agency(self, name: str, cell: Cell, agencies: dict[str, Any]) -> str:
        """The id of an agency, by its id or its name; without a table of agencies it is one more."""
        if name in agencies:
            return name
        named = [key for key, one in agencies.items() if one.get("name") == name]
        if len(named) == 1:
            return named[0]
        if named:
            self.problems.append(
                cell.problem(f"there are {len(named)} agencies called `{name}`: write the id")
            )
        elif self.given["agencies"]:
            known = [*agencies, *(str(one["name"]) for one in agencies.values() if "name" in one)]
            self.problems.append(cell.problem(f"there is no agency `{name}`{suggest(name, known)}"))
        else:
            key = id_from(name, agencies)
            agencies[key] = {"name": name}
            return key
        return ""

    def sources(
        self, cells: dict[Loc, Cell], agencies: Mapping[str, Any], groups: Mapping[str, Any]
    ) -> dict[str, Any]:
        """The sources of their table; without one, an entry to be completed for each that is cited."""
        found: dict[str, Any] = {}
        for row in self.rows["sources"]:
            values = dict(row.values)
            key = str(values.pop("id", ""))
            if key in found or not key:
                what = f"`{key}` is here twice" if key else "the id is not given"
                self.problems.append(row.cells.get("id", row.first).problem(what))
            found[key] = _in_order(Source, values)
            _locate(cells, ("sources", key), row)
        if not self.given["sources"]:
            members = (seat for group in groups.values() for seat in group["members"])
            cited = [
                one
                for record in (*agencies.values(), *members)
                for one in _citations(record.get("evidence", ()))
            ]
            for one in cited:
                key = one.split(" ", maxsplit=1)[0]
                if re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", key):
                    found.setdefault(key, {"title": f"{key} (give its title)", "kind": "document"})
        return found


def _citations(evidence: Any) -> Iterator[str]:
    if isinstance(evidence, dict):
        for some in evidence.values():
            yield from _citations(some)
    elif isinstance(evidence, list):
        yield from map(str, evidence)


def _locate(cells: dict[Loc, Cell], loc: Loc, row: _Row, only: Iterable[str] | None = None) -> None:
    """Note where a record and its fields were read."""
    cells.setdefault(loc, row.first)
    for name in row.cells if only is None else only:
        cells[(*loc, name)] = row.cells[name]


def _in_order(model: type[BaseModel], values: Mapping[str, Any]) -> dict[str, Any]:
    from iomassess.authoring.formatting import in_order, order

    names = list(values)
    return {names[place]: values[names[place]] for place in in_order(names, order(model))}


# -- columns


_MODELS: dict[str, type[BaseModel]] = {"agencies": Agency, "members": Member, "sources": Source}
_FURTHER = {"agencies": ("id",), "members": ("group",), "sources": ("id",)}
_OF_GROUP = ("level", "tier", "standing", "scope", "status", "commissions", "complete", "pathways")
_NEEDED = {"agencies": (("name", "unnamed"),), "members": (("group",), ("agency",)), "sources": (("id",),)}
_TEXT = frozenset({"id", "name", "agency", "group", "note", "inferred", "title", "publisher", "url", "date"})
"""Columns whose cells are text whatever they look like."""


def _columns(kind: str) -> dict[str, bool]:
    """The columns that a table may have, each with whether its cells are lists."""
    found = dict.fromkeys(_FURTHER[kind], False)
    found |= {info.alias or name: _many(info.annotation) for name, info in _MODELS[kind].model_fields.items()}
    if kind == "members":
        fields = Group.model_fields
        found |= {f"group.{name}": _many(fields[name].annotation) for name in _OF_GROUP}
    return found


def _many(annotation: Any) -> bool:
    """Whether a field holds a list."""
    return get_origin(annotation) is tuple or any(
        get_origin(one) is tuple or _many(one) for one in get_args(annotation) if get_args(one)
    )
