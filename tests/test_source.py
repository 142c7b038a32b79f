"""YAML read exactly: what each scalar is, where each value stands, and what is refused, in one line."""

import math
import os
from hashlib import sha256
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from iomassess.problems import InvalidSource, Problem
from iomassess.source import DEEPEST_NESTING, LARGEST_FILE, MOST_NODES, Loc, Source, parse, read


def refused(content: bytes | str, *, first_only: bool = False) -> Problem:
    with pytest.raises(InvalidSource) as caught:
        parse(content, "f.yaml", first_only=first_only)
    (problem,) = caught.value.problems
    return problem


def unreadable(path: Path) -> str:
    with pytest.raises(InvalidSource) as caught:
        read(path, "f.yaml")
    (problem,) = caught.value.problems
    return str(problem)


# -- scalars


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("NO", "NO"),
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("y", "y"),
        ("012", "012"),
        ("-012", "-012"),
        ("0o14", "0o14"),
        ("0x1F", "0x1F"),
        ("0b11", "0b11"),
        ("1_000", "1_000"),
        ("1,000", "1,000"),
        ("12:30", "12:30"),
        ("2009-02", "2009-02"),
        ("2009-02-27", "2009-02-27"),
        ("2009", 2009),
        ("0", 0),
        ("-7", -7),
        ("+7", 7),
        ("999999999999999999", 999_999_999_999_999_999),
        ("1000000000000000000", "1000000000000000000"),
        ("1.5", 1.5),
        ("-1.", -1.0),
        (".5", 0.5),
        ("1.5e+3", 1500.0),
        ("1e5", "1e5"),
        ("1.5e3", "1.5e3"),
        ("+.5", "+.5"),
        ("1.0e+999", "1.0e+999"),
        ("1.2.3", "1.2.3"),
        (".inf", math.inf),
        ("-.INF", -math.inf),
        ("+.Inf", math.inf),
        (".", "."),
        ("+", "+"),
        ("~", None),
        ("null", None),
        ("Null", None),
        ("NULL", None),
        ("nULL", "nULL"),
        ("", None),
        ("true", True),
        ("True", True),
        ("TRUE", True),
        ("tRUE", "tRUE"),
        ("false", False),
        ("False", False),
        ("FALSE", False),
        ("'true'", "true"),
        ('"5"', "5"),
        ("'null'", "null"),
        ("''", ""),
        ("! 5", "5"),
        ("=", "="),
        ("'<<'", "<<"),
    ],
)
def test_a_scalar_is_what_it_looks_like(written: str, value: object) -> None:
    found = parse(f"a: {written}\n", "f.yaml").values["a"]
    assert (type(found), found) == (type(value), value)


def test_what_is_not_a_number_is_one_that_equals_nothing() -> None:
    assert math.isnan(parse("a: .NaN", "f.yaml").values["a"])


def test_a_block_of_text_is_text_even_where_it_looks_like_a_number() -> None:
    assert parse("a: |\n  5\nb: >-\n  true\n", "f.yaml").values == {"a": "5\n", "b": "true"}


def test_keys_are_text_whatever_they_look_like() -> None:
    found = parse("1: a\ntrue: b\nnull: c\n2009-02: d\n~: e\n", "f.yaml").values
    assert found == {"1": "a", "true": "b", "null": "c", "2009-02": "d", "~": "e"}


def test_a_quoted_merge_key_is_a_key_like_any_other() -> None:
    assert parse("'<<': 1", "f.yaml").values == {"<<": 1}


# -- places

NESTED = """\
# a comment
agencies:
  a: {name: A, pathways: [health, accommodation]}
links:
  - kind: grant
    to:   a

  -   {kind: contract}
"""


@pytest.mark.parametrize(
    ("loc", "at_key", "at_value"),
    [
        ((), (2, 1), (2, 1)),
        (("agencies",), (2, 1), (3, 3)),
        (("agencies", "a"), (3, 3), (3, 6)),
        (("agencies", "a", "name"), (3, 7), (3, 13)),
        (("agencies", "a", "pathways"), (3, 16), (3, 26)),
        (("agencies", "a", "pathways", 1), (3, 35), (3, 35)),
        (("links",), (4, 1), (5, 3)),
        (("links", 0), (5, 5), (5, 5)),
        (("links", 0, "to"), (6, 5), (6, 11)),
        (("links", 1), (8, 7), (8, 7)),
        (("links", 1, "kind"), (8, 8), (8, 14)),
    ],
)
def test_every_key_and_value_knows_its_place(
    loc: tuple[str | int, ...], at_key: tuple[int, int], at_value: tuple[int, int]
) -> None:
    source = parse(NESTED, "f.yaml")
    assert (source.place(loc), source.value_place(loc)) == (at_key, at_value)


@pytest.mark.parametrize(
    ("loc", "place"),
    [
        (("links", 7), (4, 1)),
        (("links", 0, "from"), (5, 5)),
        (("agencies", "b", "name"), (2, 1)),
        (("nothing",), (2, 1)),
        (("agencies", "a", "function-after[each()]", "pathways", 0), (3, 27)),
    ],
)
def test_what_is_not_in_the_file_is_placed_at_what_is_nearest(
    loc: tuple[str | int, ...], place: tuple[int, int]
) -> None:
    assert parse(NESTED, "f.yaml").place(loc) == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("x: 1\r\na: 2\r\n", (2, 1)),
        ("x: 1\ra: 2\r", (2, 1)),
        ("x: one\u2028a: 2", (2, 1)),
        ("x:\t1\na: 2", (2, 1)),
        ("{x:\t1,\ta: 2}", (1, 8)),
        ("{x: 日本語, a: 2}", (1, 10)),
        ("{x: 🙂🙂, a: 2}", (1, 9)),
        ("{x: é, a: 2}", (1, 8)),
    ],
)
def test_columns_count_characters_and_lines_end_as_yaml_ends_them(text: str, place: tuple[int, int]) -> None:
    assert parse(text, "f.yaml").place(("a",)) == place


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_byte_order_mark_moves_nothing(newline: str) -> None:
    content = f"a: 1{newline}b: [x, y]{newline}".encode()
    with_mark = parse(b"\xef\xbb\xbf" + content, "f.yaml")
    assert with_mark.mark == parse(content, "f.yaml").mark
    assert with_mark.values == {"a": 1, "b": ["x", "y"]}
    assert with_mark.place(("b", 1)) == (2, 8)


def test_a_problem_shows_its_line_and_a_caret_under_the_place() -> None:
    problem = parse(NESTED, "f.yaml").problem(("agencies", "a", "name"), "is wrong", value=True)
    assert problem.shown() == (
        "f.yaml:3:13: agencies.a.name: is wrong\n"
        "      a: {name: A, pathways: [health, accommodation]}\n"
        "                ^"
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{a:\t1,\tb: 2}", "    {a:\t1,\tb: 2}\n       \t  \t^"),
        ("{a: 日本, b: 2}", "    {a: 日本, b: 2}\n              ^"),
        ("{a: e\u0301, b: 2}", "    {a: e\u0301, b: 2}\n           ^"),
        ("{a: 1, b: 2}\r\n", "    {a: 1, b: 2}\n           ^"),
    ],
)
def test_the_caret_stands_under_its_place_in_a_terminal(text: str, shown: str) -> None:
    assert parse(text, "f.yaml").problem(("b",), "is wrong").shown().partition("\n")[2] == shown


def test_of_a_long_line_only_the_part_around_the_place_is_shown() -> None:
    text = f"{{a: {'x' * 500}, b: 2, c: {'y' * 500}}}"
    head, line, caret = parse(text, "f.yaml").problem(("b",), "is wrong").shown().splitlines()
    assert head == "f.yaml:1:507: b: is wrong"
    assert line == f"    {'x' * 78}, b: 2, c: {'y' * 71}"
    assert line[caret.index("^")] == "b"


def test_a_message_is_one_line_that_a_terminal_cannot_be_made_to_act_on() -> None:
    problem = Problem("a\nb.yaml", 1, 2, "x\x1b[31m", "there is no field `a\r\u2028b\x07\u202e` here")
    assert str(problem) == (r"a\nb.yaml:1:2: x\x1b[31m: there is no field `a\r\u2028b\x07\u202e` here")


def test_list_items_left_out_do_not_change_what_the_others_are_called() -> None:
    whole = parse("a: [p, q, r, s, t]\nb: [u]\n", "f.yaml")
    part = whole._replace(values={"a": ["q", "t"], "b": ["u"]}, left_out={("a",): (0, 2, 3)})
    assert [str(part.problem(("a", nth), "here")) for nth in (0, 1)] == [
        "f.yaml:1:8: a.1: here",
        "f.yaml:1:17: a.4: here",
    ]
    assert part.value_place(("a", 1)) == part.place(("a", 1)) == (1, 17)
    assert part.place(("b", 0)) == (2, 5)


# -- what is refused


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "f.yaml: is empty"),
        ("\n \n# only a comment\n", "f.yaml: is empty"),
        ("---\n", "f.yaml:2:1: is empty"),
        ("null\n", "f.yaml:1:1: is empty"),
        ("- a\n", "f.yaml:1:1: expected fields with values at the top, found a list"),
        ("\n[]\n", "f.yaml:2:1: expected fields with values at the top, found a list"),
        ("hello\n", "f.yaml:1:1: expected fields with values at the top, found a single value"),
        ("a: 1\n---\n- b\n", "f.yaml:3:1: expected fields with values at the top, found a list"),
        ("a: 1\n---\n", "f.yaml:3:1: is empty"),
    ],
)
def test_a_file_holds_fields_with_values(content: str, said: str) -> None:
    assert str(refused(content)) == said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a: 1\nb: 2\na: 3", "f.yaml:3:1: `a` is here twice: keep one; first at line 1, column 1"),
        ("a: {b: 1, c: 2, b: 3}", "f.yaml:1:17: `b` is here twice: keep one; first at line 1, column 5"),
        (
            "a:\r\n  b: 1\r\n  'b': 2\r\n",
            "f.yaml:3:3: `b` is here twice: keep one; first at line 2, column 3",
        ),
        ("1: a\n'1': b", "f.yaml:2:1: `1` is here twice: keep one; first at line 1, column 1"),
        ("a: &x 1\nb: *x", "f.yaml:1:4: anchors (`&name`) are not taken: write the value out"),
        ("a: &x {b: 1}", "f.yaml:1:4: anchors (`&name`) are not taken: write the value out"),
        ("a: [1, *x]", "f.yaml:1:8: aliases (`*name`) are not taken: write the value out"),
        ("<<: {a: 1}", "f.yaml:1:1: merge keys (`<<`) are not taken: write the fields out"),
        ("a: {b: 1, <<: {c: 2}}", "f.yaml:1:11: merge keys (`<<`) are not taken: write the fields out"),
        ("a: !!str 5", "f.yaml:1:4: tags are not taken: remove `!!str`"),
        (
            "a: !!python/object:os.system x",
            "f.yaml:1:4: tags are not taken: remove `!!python/object:os.system`",
        ),
        ("a: !mine [1]", "f.yaml:1:4: tags are not taken: remove `!mine`"),
        ("&x a: 1", "f.yaml:1:1: a key takes no anchor or tag"),
        ('a: "\\e[31mred"', "f.yaml:1:4: character U+001B is not allowed"),
        ('a: {"\\x9b": 1}', "f.yaml:1:5: character U+009B is not allowed"),
        ('a: ! "\\a"', "f.yaml:1:4: character U+0007 is not allowed"),
        ("!!str a: 1", "f.yaml:1:1: a key takes no anchor or tag"),
        ("? [a]\n: 1", "f.yaml:1:3: a key must be a single word or text"),
        ("? {a: 1}\n: 1", "f.yaml:1:3: a key must be a single word or text"),
        ("*x : 1", "f.yaml:1:1: a key must be a single word or text"),
    ],
)
def test_what_yaml_has_and_a_plain_file_does_not_need_is_refused(content: str, said: str) -> None:
    assert str(refused(content)) == said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a: b: c", "f.yaml:1:5: is not YAML: a `: ` does not belong here; text with one in it needs quotes"),
        (
            "a: 1\n b: 2",
            "f.yaml:2:3: is not YAML: a `: ` does not belong here; text with one in it needs quotes",
        ),
        ("a:\n\t- b", "f.yaml:2:1: is not YAML: indent with spaces, not tabs"),
        ("\ta: 1", "f.yaml:1:1: is not YAML: indent with spaces, not tabs"),
        ("a: @x", "f.yaml:1:4: is not YAML: text that begins with `@` needs quotes"),
        ("a: [`x`]", "f.yaml:1:5: is not YAML: text that begins with ``` needs quotes"),
        ("a: %x", "f.yaml:1:4: is not YAML: text that begins with `%` needs quotes"),
        (
            "a: [1, 2\nb: 3",
            "f.yaml:2:2: is not YAML: did not find expected ',' or ']', while parsing a flow sequence",
        ),
        (
            "a: {b: 1\n",
            "f.yaml:2:1: is not YAML: did not find expected ',' or '}', while parsing a flow mapping",
        ),
        (
            "a: 'x",
            "f.yaml:1:6: is not YAML: found unexpected end of stream, while scanning a quoted scalar",
        ),
        (
            'a: "\\q"',
            "f.yaml:1:5: is not YAML: found unknown escape character, while parsing a quoted scalar",
        ),
        (
            'a: "\\ud800"',
            (
                "f.yaml:1:7: is not YAML: found invalid Unicode character escape code,"
                " while parsing a quoted scalar"
            ),
        ),
        (
            "a: |\n  x\n y",
            "f.yaml:3:2: is not YAML: did not find expected key, while parsing a block mapping",
        ),
        ("a: 1\n...\nb", "f.yaml:3:1: is not YAML: did not find expected <document start>"),
        ("%YAML 3.0\n---\na: 1", "f.yaml:1:1: is not YAML: found incompatible YAML document"),
    ],
)
def test_a_syntax_error_is_one_line_at_its_place(content: str, said: str) -> None:
    assert str(refused(content)) == said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a: \xff\n", "f.yaml:1:4: is not UTF-8: byte 0xff cannot stand here"),
        (b"a: b\r\nc: caf\xe9\n", "f.yaml:2:7: is not UTF-8: byte 0xe9 cannot stand here"),
        ("b: é ".encode() + b"\xc3(", "f.yaml:1:6: is not UTF-8: byte 0xc3 cannot stand here"),
        (b"\xef\xbb\xbfa: 1\nb: \xc3\x28", "f.yaml:2:4: is not UTF-8: byte 0xc3 cannot stand here"),
        ("a: 1".encode("utf-16"), "f.yaml:1:1: is not UTF-8: byte 0xff cannot stand here"),
        (b"a: \xed\xa0\x80", "f.yaml:1:4: is not UTF-8: byte 0xed cannot stand here"),
        (b"a: \xe2\x82", "f.yaml:1:4: is not UTF-8: byte 0xe2 cannot stand here"),
    ],
)
def test_bytes_that_are_not_utf_8_are_placed(content: bytes, said: str) -> None:
    assert str(refused(content)) == said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a: \x00", "f.yaml:1:4: character U+0000 is not allowed in YAML"),
        ("a: b\nc: d\x07", "f.yaml:2:5: character U+0007 is not allowed in YAML"),
        ("a: \x1b[31m", "f.yaml:1:4: character U+001B is not allowed in YAML"),
        ("a: \x7f", "f.yaml:1:4: character U+007F is not allowed in YAML"),
        ("a: \x80", "f.yaml:1:4: character U+0080 is not allowed in YAML"),
        ("a: \ufffe", "f.yaml:1:4: character U+FFFE is not allowed in YAML"),
        ("a: \ufeffx\nb: \x07", "f.yaml:2:4: character U+0007 is not allowed in YAML"),
        ("a: \ud800", "f.yaml:1:4: character U+D800 is not allowed in YAML"),
        ("a: '\x00", "f.yaml:1:5: character U+0000 is not allowed in YAML"),
    ],
)
def test_characters_that_yaml_does_not_allow_are_named_and_placed(content: str, said: str) -> None:
    assert str(refused(content)) == said


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("a: " + "[" * 10_000, (1, 3 + DEEPEST_NESTING)),
        ("a: " + "[" * 10_000 + "]" * 10_000, (1, 3 + DEEPEST_NESTING)),
        ("{a: " * 10_000, (1, 1 + 4 * DEEPEST_NESTING)),
        ("- " * 10_000, (1, 1 + 2 * DEEPEST_NESTING)),
        ("".join(f"{' ' * depth}a:\n" for depth in range(1000)), (1 + DEEPEST_NESTING, 1 + DEEPEST_NESTING)),
    ],
)
def test_nesting_is_bounded(content: str, place: tuple[int, int]) -> None:
    problem = refused(content)
    assert problem.what == f"nested more than {DEEPEST_NESTING} deep"
    assert (problem.line, problem.column) == place


def test_nesting_as_deep_as_the_bound_is_taken() -> None:
    deep = DEEPEST_NESTING - 1
    assert parse(f"a: {'[' * deep}{']' * deep}", "f.yaml").values["a"]


def test_the_number_of_values_is_bounded() -> None:
    kept = MOST_NODES - 2  # the mapping at the top and the list are two
    assert len(parse(f"a: [{'1,' * kept}]", "f.yaml").values["a"]) == kept
    problem = refused(f"a: [{'1,' * (kept + 1)}]")
    assert str(problem) == f"f.yaml:1:{5 + 2 * kept}: more than 50,000 values in one file"


def test_the_bound_is_for_all_documents_of_a_file_together() -> None:
    half = f"a: [{'1,' * (MOST_NODES // 2)}]\n"
    assert refused(f"{half}---\n{half}").what == "more than 50,000 values in one file"


# -- documents


def test_further_documents_hang_on_the_first_with_their_places() -> None:
    source = parse("a: 1\n---\nb: 2\n---\nc:\n  d: 3\n", "f.yaml")
    assert source.values == {"a": 1}
    assert [one.values for one in source.following] == [{"b": 2}, {"c": {"d": 3}}]
    assert source.following[1].place(("c", "d")) == (6, 3)
    assert source.following[0].following == ()


def test_reading_only_the_first_document_looks_no_further() -> None:
    text = "a: 1\n---\nb: [\n"
    assert parse(text, "f.yaml", first_only=True).values == {"a": 1}
    assert parse(text, "f.yaml", first_only=True).following == ()
    assert str(refused(text)).startswith("f.yaml:4:1: is not YAML: ")
    assert str(refused("a: [\n---\nb: 1", first_only=True)).startswith("f.yaml:2:1: is not YAML: ")


# -- files


def test_a_file_is_read_under_the_name_that_messages_should_use(tmp_path: Path) -> None:
    path = tmp_path / "site.yaml"
    path.write_text("a: 1\n")
    marks = (0, 0, {"a": (0, 0, (0, 3, None))})
    assert read(path) == Source(str(path), "a: 1\n", {"a": 1}, marks, words=frozenset({"a", 1}))
    assert read(path, "site.yaml").name == "site.yaml"


def test_a_missing_file_is_one_clear_line(tmp_path: Path) -> None:
    assert unreadable(tmp_path / "f.yaml") == "f.yaml: there is no such file"


def test_a_file_below_a_file_is_missing(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("")
    assert unreadable(tmp_path / "plain" / "f.yaml") == "f.yaml: there is no such file"


def test_a_folder_is_not_read(tmp_path: Path) -> None:
    assert unreadable(tmp_path) == "f.yaml: is a folder, not a file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_named_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    assert unreadable(path) == "f.yaml: is not a regular file"


def test_a_link_to_nowhere_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "link"
    path.symlink_to("nowhere")
    assert unreadable(path) == "f.yaml: there is no such file"


def test_a_link_to_itself_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "link"
    path.symlink_to("link")
    assert unreadable(path) == "f.yaml: there is no such file"


def test_a_name_too_long_for_the_system_cannot_be_read(tmp_path: Path) -> None:
    assert unreadable(tmp_path / ("x" * 5000)) == "f.yaml: cannot be read: File name too long"


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="there is no file that fails when read")
def test_a_file_that_fails_when_read_says_why() -> None:
    assert unreadable(Path("/proc/self/mem")) == "f.yaml: cannot be read: Input/output error"


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    assert unreadable(path) == "f.yaml: is larger than 4 MiB"


def test_a_file_name_that_is_not_text_is_shown_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.yaml")
    assert read_problem(path).path.encode().endswith(rb"caf\udce9.yaml")


def read_problem(path: Path) -> Problem:
    with pytest.raises(InvalidSource) as caught:
        read(path)
    return caught.value.problems[0]


# -- anything at all


@given(st.binary() | st.text().map(str.encode) | st.text("a:-[]{}&*!|>'\"%@`#,?~ \n\t\x00").map(str.encode))
def test_any_bytes_at_all_are_a_source_or_are_refused(content: bytes) -> None:
    try:
        source = parse(content, "f.yaml")
    except InvalidSource as error:
        (problem,) = error.problems
        assert str(problem).startswith("f.yaml:")
        assert len(str(problem).splitlines()) == 1
        assert len(problem.shown().splitlines()) in (1, 3)
    else:
        assert isinstance(source.values, dict)


TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs"), include_characters="\t\n\r\x85"))
SCALARS = TEXTS | st.integers(-(10**18) + 1, 10**18 - 1) | st.booleans() | st.none()
VALUES = st.recursive(
    SCALARS,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(TEXTS, inside, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(TEXTS, VALUES, max_size=4), st.sampled_from([None, False, True]))
def test_what_other_tools_write_reads_back_equal(values: dict[str, object], flow: bool | None) -> None:
    assert parse(yaml.safe_dump(values, default_flow_style=flow), "f.yaml").values == values


@given(st.text("0123456789+-._eExXoObB:naifNAIF~<=yYnNsS", min_size=1, max_size=8))
def test_text_that_looks_like_something_else_reads_back_as_text(text: str) -> None:
    assert parse(yaml.safe_dump({"a": text}), "f.yaml").values == {"a": text}


# -- subjects


@pytest.mark.parametrize(
    ("loc", "name"),
    [
        (("groups", "team", "members", 1, "staff"), "groups.team.members.council.staff"),
        (("links", 0, "to"), "links.grant:police:council.to"),
        (("links", 1), "links.grant:police:council~2"),
        (("links", 2, "between", 1), "links.joint-working:police+council.between.council"),
        (("absent", 0, "members"), "absent.group=team.members"),
        (("practices", 0), f"practices.mapping:{sha256(b'Jane Doe').hexdigest()[:8]}"),
        (("practices", 0, "note"), f"practices.mapping:{sha256(b'Jane Doe').hexdigest()[:8]}.note"),
        (("links", 9), "links.9"),
        ((), ""),
    ],
)
def test_a_place_goes_by_ids_and_no_text_that_may_name_a_person(loc: Loc, name: str) -> None:
    source = parse(
        """
groups: {team: {members: [{agency: police}, {agency: council, staff: 2}]}}
links:
  - {kind: grant, from: police, to: council}
  - {kind: grant, from: police, to: council}
  - {kind: joint-working, between: [police, council]}
absent: [{members: {group: team}}]
practices: [{kind: mapping, name: Jane Doe}]
""",
        "f.yaml",
    )
    assert source.problem(loc, "wrong").subject == name
