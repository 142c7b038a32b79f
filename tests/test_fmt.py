"""Files of sites and scenarios put in order: what moves, what stays, and what is refused."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from iomassess.authoring.editing import Edit, comments, edited
from iomassess.authoring.formatting import formatted, in_order, model_at, order
from iomassess.authoring.spans import Spans
from iomassess.cli import main
from iomassess.places import bundled
from iomassess.problems import InvalidSource
from iomassess.site import Agency, Group, Site, Statement
from iomassess.source import Loc, Source, parse, read

HEAD = "format: iomassess/site/1\nid: x\nname: X\nwave: baseline\nas_of: 2009\n"


def put(text: str) -> str:
    return formatted(parse(text, "x.yaml")).text


def refusal(text: str) -> str:
    with pytest.raises(InvalidSource) as caught:
        put(text)
    (problem,) = caught.value.problems
    return str(problem)


# -- order


def test_fields_stand_as_the_format_lists_them_with_what_bears_them_out_at_the_end() -> None:
    text = "agencies:\n  a:\n    note: Some.\n    sector: third\n    evidence: [s 1]\n    name: A\n"
    assert (
        put(text) == "agencies:\n  a:\n    name: A\n    sector: third\n    evidence: [s 1]\n    note: Some.\n"
    )


def test_the_sections_of_a_file_move_with_their_comments_and_empty_lines() -> None:
    text = (
        "# A head.\n\nname: X\n\n# ---- Links ----\n\nlinks:\n  # one\n  - {kind: grant}\n  # none more\n\n"
        "# ---- Agencies ----\nagencies:\n  a: {name: A}  # the first\n\n# The end.\n"
    )
    assert put(text) == (
        "# A head.\n\nname: X\n\n# ---- Agencies ----\nagencies:\n  a: {name: A}  # the first\n\n"
        "# ---- Links ----\n\nlinks:\n  # one\n  - {kind: grant}\n  # none more\n\n# The end.\n"
    )


def test_what_a_file_begins_with_stays_there() -> None:
    assert put("# yaml-language-server: $schema=x\nname: X\nid: x\n") == (
        "# yaml-language-server: $schema=x\nid: x\nname: X\n"
    )


def test_records_stay_where_they_are() -> None:
    text = "agencies:\n  z: {name: Z}\n  a: {name: A}\nlinks:\n  - {kind: grant}\n  - {kind: contract}\n"
    assert put(text) == text


def test_a_list_item_is_put_in_order_behind_its_dash() -> None:
    text = "links:\n  - scope: iom\n    kind: refers-to  # a link\n    from: t\n"
    assert put(text) == "links:\n  - kind: refers-to  # a link\n    from: t\n    scope: iom\n"


def test_brackets_keep_their_spacing_and_their_lines() -> None:
    text = "links:\n  - { scope: iom,  kind: refers-to,\n      to: b,from: a }\n"
    assert put(text) == "links:\n  - { kind: refers-to,  from: a,\n      to: b,scope: iom }\n"


def test_a_field_that_the_format_does_not_have_stays_behind_the_one_before_it() -> None:
    assert put("as_of: 2009\nodd: 1\nodder: 2\nid: x\n") == "id: x\nas_of: 2009\nodd: 1\nodder: 2\n"


def test_selectors_evidence_and_claims_are_left_as_they_are() -> None:
    text = (
        "absent:\n  - practices: {scope: iom, kind: mapping}\n"
        "conflicts:\n  - about: x\n    claims:\n"
        "      - value: {z: {d: 1, c: 2}, a: 2}\n        evidence: [s 1]\n"
    )
    assert put(text) == text


def test_a_file_without_a_line_break_at_its_end_gets_none() -> None:
    assert put("name: X\nid: x") == "id: x\nname: X"


def test_line_breaks_of_windows_stay() -> None:
    assert put("name: X\r\nid: 'x'\r\n") == "id: x\r\nname: X\r\n"


def test_a_block_of_text_moves_whole() -> None:
    text = "agencies:\n  a:\n    note: |+\n      one\n\n      two\n\n    # of the name\n    name: A\n"
    assert put(text) == (
        "agencies:\n  a:\n    # of the name\n    name: A\n    note: |+\n      one\n\n      two\n\n"
    )


@pytest.mark.parametrize("model", [Site, Agency, Group, Statement])
def test_the_order_names_every_field_once(model: type[Site]) -> None:
    fields = [info.alias or name for name, info in model.model_fields.items()]
    assert sorted(order(model)) == sorted(fields)


# -- quotes


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("'Harbour Project'", "Harbour Project"),
        ('"Harbour Project"', "Harbour Project"),
        ("'the agency''s own'", "the agency's own"),
        ("'a: b'", '"a: b"'),
        ("'a #b'", '"a #b"'),
        ("'say \"so\"'", 'say "so"'),
        ("'so: \"so\"'", "'so: \"so\"'"),
        ("'[a'", '"[a"'),
        ("'yes'", '"yes"'),
        ('"no"', '"no"'),
        ("'12'", '"12"'),
        ("'1e3'", '"1e3"'),
        ("'12:30'", '"12:30"'),
        ("'2009-02'", '"2009-02"'),
        ("'2009-02-27'", '"2009-02-27"'),
        ("'~'", '"~"'),
        ("''", '""'),
        ("' a'", '" a"'),
        ('"caf\\u00e9"', '"caf\\u00e9"'),
        ('"a, b"', "a, b"),
        ("plain", "plain"),
    ],
)
def test_quotes_stay_where_a_reader_needs_them(before: str, after: str) -> None:
    assert put(f"name: {before}\n") == f"name: {after}\n"


def test_inside_brackets_more_texts_need_quotes() -> None:
    assert put("area: ['a, b', 'c d', \"e: f\", \"g\"]\n") == 'area: ["a, b", c d, "e: f", g]\n'


def test_keys_lose_their_quotes_too() -> None:
    assert put("'name': X\n\"as_of\": 2009\nacronyms: {'TSA': x, \"a, b\": y}\n") == (
        'name: X\nas_of: 2009\nacronyms: {TSA: x, "a, b": y}\n'
    )


# -- refusals


def test_comments_inside_brackets_keep_a_record_from_being_ordered() -> None:
    text = "links:\n  - {scope: iom,  # why\n     kind: grant}\n"
    assert refusal(text) == (
        "x.yaml:2:5: links.0: the fields of this record cannot be put in order: there are comments inside "
        "its brackets. Order them by hand"
    )


def test_a_comment_that_may_be_about_a_whole_record_keeps_it_from_being_ordered() -> None:
    text = "agencies:\n  a:\n    # from the talk of June\n    sector: third\n    name: A\n"
    assert refusal(text) == (
        "x.yaml:2:3: agencies.a: the fields of `a` cannot be put in order: the comment above `sector` may be "
        "about all of it. Order them by hand"
    )


def test_a_comment_cannot_go_between_a_dash_and_its_field() -> None:
    text = "links:\n  - scope: iom\n    # of the kind\n    kind: grant\n"
    assert "the field that belongs first has a comment above it" in refusal(text)


def test_keys_that_are_marked_as_such_do_not_move() -> None:
    assert refusal("agencies:\n  a:\n    ? sector\n    : third\n    name: A\n") == (
        "x.yaml:2:3: agencies.a: the fields of `a` cannot be put in order: its keys do not stand below each "
        "other. Order them by hand"
    )


def test_only_a_site_file_or_a_scenario_is_put_in_order() -> None:
    assert refusal("format: iomassess/framework/1\ntitle: X\nid: x\n") == (
        "x.yaml:1:9: format: is not the format of a site file or a scenario"
    )


def test_a_scenario_has_its_fields_in_the_order_of_its_own_format() -> None:
    assert put(
        "format: iomassess/scenario/1\n"
        "id: office\n"
        "about: 'To see.'\n"
        "name: One office\n"
        "change:\n"
        "  members:\n"
        "    team:\n"
        "      police: {co_works: true, status: in-place}  # the police\n"
        "  links:\n"
        "    - set: {active: true}\n"
        "      which: {to: harbour, kind: refers-to}\n"
        "add:\n"
        "  members:\n"
        "    team: [{attends: true, agency: harbour}]\n"
        "for: here\n"
    ) == (
        "format: iomassess/scenario/1\n"
        "id: office\n"
        "name: One office\n"
        "about: To see.\n"
        "for: here\n"
        "add:\n"
        "  members:\n"
        "    team: [{agency: harbour, attends: true}]\n"
        "change:\n"
        "  members:\n"
        "    team:\n"
        "      police: {status: in-place, co_works: true}  # the police\n"
        "  links:\n"
        "    - which: {kind: refers-to, to: harbour}\n"
        "      set: {active: true}\n"
    )


def test_the_bundled_scenarios_are_in_order() -> None:
    for path in sorted(bundled("scenarios").glob("*.yaml")):
        source = read(path)
        assert formatted(source).text == source.text


def test_a_second_document_is_refused() -> None:
    assert refusal("id: x\n---\nid: y\n") == "x.yaml:3:1: a site file or a scenario holds one document"


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (Edit(4, 5, ""), "cannot be edited without changing what it says: change it by hand"),
        (Edit(7, 10, ""), "cannot be edited without harm to a comment: change it by hand"),
        (Edit(7, 7, "# "), "cannot be edited without harm to a comment: change it by hand"),
        (Edit(4, 4, "["), "cannot be edited here without harm (is not YAML: "),
        (Edit(10, 10, "\n---\na: b"), "cannot be edited without changing what it says: change it by hand"),
    ],
)
def test_an_edit_that_does_harm_is_not_made(edit: Edit, said: str) -> None:
    with pytest.raises(InvalidSource) as caught:
        edited(parse("id: 12 # x", "x.yaml"), [edit])
    assert caught.value.problems[0].what.startswith(said)


# -- any file


class Written(NamedTuple):
    """A random file, and for each of its comments the place it is about and how it stands there."""

    text: str
    about: dict[str, tuple[Loc, str]]


WORDS = [
    "a",
    "Harbour Project",
    "it's",
    "a: b",
    "yes",
    "12",
    "2009-02",
    "x #y",
    "#z",
    "é",
    "[q",
    '"',
    "",
    "no # x",
]


class Writer:
    """Writes random values in random styles, and remembers each comment."""

    def __init__(self, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
        self.draw = draw
        self.about: dict[str, tuple[Loc, str]] = {}

    def chance(self, of: int = 3) -> bool:
        """Once in so many times and one."""
        return bool(self.draw(st.integers(0, of)) == 0)

    def comment(self, loc: Loc, how: str) -> str:
        """A comment like no other."""
        said = f"# {len(self.about)} on 'this': \"that\" {how}"
        self.about[said] = (loc, how)
        return said

    def scalar(self) -> str:
        """A word in some style."""
        word: str = self.draw(st.sampled_from(WORDS))
        style = self.draw(st.sampled_from(["'", '"', ""]))
        if style == "" and word.isalpha():
            return word
        if style == '"':
            return '"' + word.replace('"', '\\"') + '"'
        return "'" + word.replace("'", "''") + "'"

    def record(self, model: str, loc: Loc, indent: int) -> list[str]:
        """The lines of a record in block style; the first has no margin."""
        fields = self.draw(st.lists(st.sampled_from(FIELDS[model]), min_size=1, max_size=5, unique=True))
        lines: list[str] = []
        margin = " " * indent
        for nth, field in enumerate(fields):
            here = (*loc, field)
            if nth and self.chance(4):
                lines.append("")
            if nth and self.chance(4):
                lines.append(f"{' ' * self.draw(st.integers(0, indent))}{self.comment(here, 'above')}")
            lines += self.field(field, here)
        return [
            line if not nth or not line or line.lstrip().startswith("#") else f"{margin}{line}"
            for nth, line in enumerate(lines)
        ]

    def field(self, field: str, loc: Loc) -> list[str]:
        """The lines of one field; those after the first have their margin less that of the record."""
        key = f'"{field}"' if self.chance(6) else field
        beside = f"  {self.comment(loc, 'beside')}" if self.chance() else ""
        form = self.draw(st.sampled_from(["scalar", "flow", "block", "map"]))
        if form == "block":
            head = self.draw(st.sampled_from(["|", ">-", "|+", ">", "|-"]))
            return [
                f"{key}: {head}{beside}",
                "  some # text",
                "",
                "    and more: of it",
                *[""] * self.chance(),
            ]
        if form == "flow":
            inside = f"[{self.scalar()}, {self.scalar()}]"
            return [f"{key}: {inside}{beside}"]
        if form == "map":
            other = self.comment(loc, "within") if self.chance(8) else ""
            return [f"{key}: {{to: {self.scalar()}, {other}", f"   from: 2}}{beside}"]
        return [f"{key}: {self.scalar()}{beside}"]

    def site(self) -> str:
        """A file with each section once."""
        lines = ["# the head", ""] if self.chance() else []
        for section in self.draw(st.permutations(["id", "agencies", "links", "groups", "project"])):
            if self.chance() and section in self.about:
                lines.append("")
            if lines and self.chance():
                lines.append(
                    self.comment((section,), "above") if lines[0] != "# the head" or len(lines) > 2 else ""
                )
            if section == "id":
                lines.append(f"id: {self.scalar()}")
            elif section == "project":
                indent = self.draw(st.integers(1, 4))
                lines.append("project:")
                first, *rest = self.record("project", ("project",), indent)
                lines += [f"{' ' * indent}{first}", *rest]
            elif section == "links":
                lines.append("links:")
                indent = self.draw(st.integers(0, 3))
                for nth in range(self.draw(st.integers(1, 2))):
                    first, *rest = self.record("links", ("links", nth), indent + 2)
                    lines += [f"{' ' * indent}- {first}", *rest]
            else:
                lines.append(f"{section}:")
                outer = self.draw(st.integers(1, 3))
                for nth in range(self.draw(st.integers(1, 2))):
                    lines.append(f"{' ' * outer}r{nth}:")
                    inner = outer + self.draw(st.integers(1, 4))
                    first, *rest = self.record(section, (section, f"r{nth}"), inner)
                    lines += [f"{' ' * inner}{first}", *rest]
        end: str = self.draw(st.sampled_from(["\n", "\r\n"]))
        return end.join(lines) + (end if not self.chance() else "")


FIELDS = {
    "agencies": ["note", "name", "sector", "evidence", "pathways", "odd", "may_be"],
    "groups": ["members", "name", "level", "note", "tier", "complete"],
    "links": ["scope", "to", "from", "kind", "evidence"],
    "project": ["staff_total", "name", "caseload", "evidence", "area"],
}


@st.composite
def files(draw: Callable[[st.SearchStrategy[Any]], Any]) -> Written:
    writer = Writer(draw)
    return Written(writer.site(), writer.about)


def standing(source: Source, said: str) -> list[tuple[Loc, str]]:
    """Of which fields a comment can be, by where it stands."""
    spans = Spans(source.text)
    start = source.text.index(said)
    keys = sorted(
        (entry.key.start, (*loc, entry.key.text), entry)
        for loc, node in spans.walk()
        for entry in node.entries
    )
    found: list[tuple[Loc, str]] = []
    after = next((loc for at, loc, _ in keys if at > start), None)
    if after is not None:
        found.append((after, "above"))
    for at, loc, entry in keys:
        line = spans.line(start)
        if at < start and line in (spans.line(spans.last(entry)), spans.line(entry.value.start)):
            found.append((loc, "beside"))
        if at < start < entry.value.end:
            found.append((loc, "within"))
    return found


@given(files())
def test_any_file_keeps_its_values_and_every_comment_at_its_field_or_is_refused(written: Written) -> None:
    source = parse(written.text, "x.yaml")
    try:
        after = formatted(source)
    except InvalidSource as error:
        event(f"refused: {error.problems[0].what[-40:]}")
        return
    event("changed" if after.text != source.text else "as it was")
    assert repr(sorted_deeply(after.values)) == repr(sorted_deeply(source.values))
    assert comments(after) == comments(source)
    for said, place in written.about.items():
        assert place in standing(after, said), said
    assert formatted(after).text == after.text
    for loc, node in Spans(after.text).walk():
        model = model_at(loc) if node.kind == "mapping" else None
        if model is not None:
            places = in_order([one.key.text for one in node.entries], order(model))
            assert places == sorted(places)
    assert ("\r\n" in after.text) == ("\r\n" in source.text)
    assert after.text.replace("\r\n", "").count("\r") == 0


def sorted_deeply(values: Any) -> Any:
    if isinstance(values, dict):
        return sorted((key, sorted_deeply(value)) for key, value in values.items())
    if isinstance(values, list):
        return [sorted_deeply(value) for value in values]
    return values


PIECES = [
    *(
        "name: ",
        "id: ",
        "project:\n",
        "links:\n",
        "- ",
        "  ",
        "    note: ",
        "  name: ",
        "? ",
        ": ",
        "{",
        "}",
        "[",
        "]",
    ),
    *(
        ", ",
        "a",
        "'b'",
        '"c"',
        "|\n",
        ">+\n",
        "# x\n",
        " # y",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        "\u2028",
        "\ufeff",
        "! ",
        "---\n",
    ),
]


@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_whatever_can_be_read_is_kept_or_refused(pieces: list[str]) -> None:
    try:
        source = parse(f"id: x\n{''.join(pieces)}", "x.yaml")
    except InvalidSource:
        return
    try:
        after = formatted(source)
    except InvalidSource:
        return
    assert repr(sorted_deeply(after.values)) == repr(sorted_deeply(source.values))
    assert comments(after) == comments(source)
    assert formatted(after).text == after.text


@pytest.mark.parametrize("path", sorted(bundled("sites").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_bundled_sites_are_in_order(path: Path) -> None:
    source = read(path)
    assert formatted(source).text == source.text


# -- the command


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr("sys.argv", ["iomassess", *arguments])
    with pytest.raises(SystemExit) as stop:
        main()
    return int(stop.value.code or 0)


def test_the_command_writes_the_file_and_keeps_its_byte_order_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\xef\xbb\xbfname: X\r\nid: 'x'\r\n")
    assert run(monkeypatch, "fmt", "--check", "x.yaml") == 1
    assert path.read_bytes() == b"\xef\xbb\xbfname: X\r\nid: 'x'\r\n"
    assert run(monkeypatch, "fmt", "x.yaml") == 0
    assert path.read_bytes() == b"\xef\xbb\xbfid: x\r\nname: X\r\n"
    assert run(monkeypatch, "fmt", "--check", "x.yaml") == 0
    assert capsys.readouterr() == ("", "x.yaml: would be changed\nx.yaml: changed\n")


def test_the_difference_is_printed_and_nothing_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "x.yaml"
    path.write_text("name: X\nid: x\n")
    assert run(monkeypatch, "fmt", "--diff", "x.yaml") == 1
    assert path.read_text() == "name: X\nid: x\n"
    assert capsys.readouterr().out == (
        "--- x.yaml\n+++ x.yaml (in order)\n@@ -1,2 +1,2 @@\n+id: x\n name: X\n-id: x\n"
    )


def test_a_file_that_is_refused_is_left_alone_and_the_others_are_put_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    refused = "agencies:\n  a:\n    # all\n    sector: third\n    name: A\n"
    (tmp_path / "a.yaml").write_text(refused)
    (tmp_path / "b.yaml").write_text("name: X\nid: x\n")
    assert run(monkeypatch, "fmt", "a.yaml", "b.yaml") == 2
    assert (tmp_path / "a.yaml").read_text() == refused
    assert (tmp_path / "b.yaml").read_text() == "id: x\nname: X\n"
    assert capsys.readouterr().err.startswith("b.yaml: changed\na.yaml:2:3: agencies.a: the fields of `a`")
