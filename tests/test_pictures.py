"""Pictures: that they stand alone, that nothing in them collides or fades, and that they show what is so."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from iomassess.assess import assess
from iomassess.comparison.comparing import compare
from iomassess.comparison.contrasts import names_of
from iomassess.documents import Picture
from iomassess.exchange import from_json, gathered, to_json
from iomassess.framework.reading import Framework, load_framework
from iomassess.loading import load_facts
from iomassess.particulars import Background, Driver, Group, Link, Seat
from iomassess.pictures import KINDS, draw
from iomassess.pictures.drivers import place_drivers
from iomassess.pictures.governance import place_governance
from iomassess.pictures.lettering import plain, width, wrap
from iomassess.pictures.levels import place_levels
from iomassess.pictures.matrix import place_matrix, place_themes
from iomassess.pictures.multiples import place_multiples
from iomassess.pictures.palette import HATCHES, INKS, LOOKS
from iomassess.pictures.profile import place_profile
from iomassess.pictures.rendering import render
from iomassess.pictures.scene import Box, Label, Line, Patch, Point, Scene, hatched
from iomassess.places import bundled, frameworks
from iomassess.results import AssessedSite, Assessment, NotApplicable
from iomassess.source import parse, read

SITES = ("lancashire", "london", "nottinghamshire", "west-midlands", "west-yorkshire")
SVG = "{http://www.w3.org/2000/svg}"
EMPTY = Background._make(None if name == "period" else () for name in Background._fields)
SITE = AssessedSite("milltown", "Milltown", "baseline", "2009-02", "milltown.yaml")

SMALL = """
format: iomassess/site/1
id: milltown
name: Milltown (invented)
wave: baseline
as_of: 2009-02
sources: {notes: {title: Field notes, kind: interview, date: 2009-01}}
agencies:
  police: {name: Milltown Police, sector: statutory, kind: police, evidence: [notes 1]}
  haven: {name: The Haven, sector: third, evidence: [notes 2]}
  bakery: {name: Milltown Bakery, sector: private, evidence: [notes 2]}
  chapel: {name: Chapel Trust, evidence: [notes 2]}
groups:
  team:
    name: The team
    level: service-delivery
    scope: iom
    standing: main
    reports_to: [steering]
    members:
      - {agency: police, staff: 3, co_located: true, evidence: [notes 1]}
      - {agency: haven, status: planned, evidence: [notes 1]}
  steering:
    name: Steering group
    level: operational-management
    scope: iom
    standing: main
    status: emerging
    complete: true
    reports_to: [board]
    members: [{agency: police, evidence: [notes 1]}, {agency: haven, attends: false, evidence: [notes 1]}]
  board: {name: Justice board, level: strategic-oversight, tier: countywide}
links:
  - {kind: refers-to, from: team, to: haven, scope: iom, evidence: [notes 2]}
  - {kind: refers-to, from: team, to: bakery, scope: iom, status: planned, evidence: [notes 2]}
  - {kind: refers-to, from: team, to: chapel, scope: iom, evidence: [notes 2]}
drivers:
  - {sector: third, kind: mission, what: Serving people whom nobody else serves., evidence: [notes 2]}
  - {sector: statutory, kind: prescription, evidence: [notes 2]}
"""


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314  our own


class SvgFile(SingleFileSnapshotExtension):
    """A golden file that can be looked at."""

    file_extension = "svg"
    _write_mode = WriteMode.TEXT


@cache
def chosen() -> list[Framework]:
    return [load_framework(folder) for folder in frameworks()]


@cache
def bundled_sites() -> tuple[Assessment, ...]:
    return tuple(assess(load_facts(read(bundled("sites") / f"{one}.yaml")), chosen()) for one in SITES)


def small(text: str = SMALL) -> Assessment:
    return assess(load_facts(parse(text, "milltown.yaml")), chosen())


def scenes_of(assessment: Assessment) -> Iterator[Scene]:
    """Every picture of one site, before it is drawn."""
    yield place_levels(assessment)
    yield place_governance(assessment)
    yield place_drivers([assessment])
    for framework in assessment.frameworks:
        yield place_profile(framework)
        yield place_profile(framework, assessment.site, 2)
        yield place_themes(framework, assessment.site)


def scenes_across(assessments: Sequence[Assessment]) -> Iterator[Scene]:
    """Every picture of several sites, before it is drawn."""
    compared = compare(assessments)
    yield place_drivers(assessments)
    for framework in compared.frameworks:
        yield place_matrix(framework, names_of(compared))
        yield place_multiples(framework, names_of(compared))


@cache
def scenes() -> tuple[Scene, ...]:
    """Every picture of the bundled sites, before it is drawn."""
    own = (scene for assessment in bundled_sites() for scene in scenes_of(assessment))
    return (*own, *scenes_across(bundled_sites()))


def by_name(scene: Scene) -> str:
    return scene.name


def labels(scene: Scene) -> list[Label]:
    return [shape for shape in scene.shapes if isinstance(shape, Label)]


def words(scene: Scene) -> list[str]:
    return [" ".join(label.lines) for label in labels(scene)]


def holds(outer: Box, inner: Box, slack: float = 0.01) -> bool:
    return (
        outer.x <= inner.x + slack
        and outer.y <= inner.y + slack
        and inner.x + inner.width <= outer.x + outer.width + slack
        and inner.y + inner.height <= outer.y + outer.height + slack
    )


def meet(one: Box, other: Box) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def crosses(start: Point, end: Point, box: Box) -> bool:
    """Whether an upright or level line goes through a box."""
    x, y = min(start[0], end[0]), min(start[1], end[1])
    return meet(Box(x, y, abs(start[0] - end[0]) + 0.01, abs(start[1] - end[1]) + 0.01, "paper"), box)


def check_layout(scene: Scene) -> None:
    """Nothing leaves the canvas; no text meets text or a line, or leaves its box; no line enters a box."""
    canvas = Box(0, 0, scene.width, scene.height, "paper")
    outlines = [label.outline for label in labels(scene)]
    frames = [
        Box(one.x + 1, one.y + 1, one.width - 2, one.height - 2, one.look)
        for one in scene.shapes
        if isinstance(one, Box) and one.look.startswith(("group", "referrals"))
    ]
    for outline in outlines:
        assert holds(canvas, outline)
    for one, other in combinations(outlines, 2):
        assert not meet(one, other), (one, other)
    for shape in scene.shapes:
        if isinstance(shape, Box):
            assert holds(canvas, shape)
            for outline in outlines:
                apart = not meet(shape, outline)
                assert apart or holds(shape, outline) or holds(outline, shape), (shape, outline)
        elif isinstance(shape, Line):
            for start, end in pairwise(shape.points):
                assert not any(crosses(start, end, outline) for outline in outlines), shape
                assert not any(crosses(start, end, frame) for frame in frames), shape
        elif isinstance(shape, Patch):
            assert all(holds(canvas, Box(x, y, 0, 0, "paper")) for x, y in shape.points)


def check_lines(scene: Scene) -> None:
    """Lines to different groups may cross, and never run along one another."""
    lines = [one for one in scene.shapes if isinstance(one, Line) and one.look.startswith("reports")]
    for one, other in combinations(lines, 2):
        if one.points[-1] != other.points[-1]:
            for run in pairwise(one.points):
                assert not any(along(run, each) for each in pairwise(other.points)), (one, other)


def along(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Whether two upright or level lines share a stretch."""
    for across, up in ((0, 1), (1, 0)):
        if len({point[across] for point in (*one, *other)}) == 1:
            low = max(min(point[up] for point in run) for run in (one, other))
            high = min(max(point[up] for point in run) for run in (one, other))
            return high - low > 0.5
    return False


# -- a picture stands alone


@pytest.mark.parametrize("scene", scenes(), ids=by_name)
def test_a_picture_is_sound_xml_that_needs_nothing_else(scene: Scene) -> None:
    picture = render(scene)
    root = parsed(picture.svg)
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    assert float(root.get("width", "0")) == picture.width == 720
    assert float(root.get("height", "0")) == pytest.approx(picture.height, abs=0.1)
    allowed = ("svg", "title", "desc", "g", "rect", "path", "polyline", "polygon", "text")
    assert {one.tag for one in root.iter()} <= {f"{SVG}{tag}" for tag in (*allowed, "tspan")}
    assert not any("href" in name or name.startswith("on") for one in root.iter() for name in one.attrib)


@pytest.mark.parametrize("scene", scenes(), ids=by_name)
def test_what_a_picture_shows_is_told_in_words_too(scene: Scene) -> None:
    picture = render(scene)
    root = parsed(picture.svg)
    title, described = root[0], root[1]
    assert (title.tag, title.text) == (f"{SVG}title", picture.title)
    assert (described.tag, described.text) == (f"{SVG}desc", picture.description)
    assert root.get("aria-labelledby") == f"{title.get('id')} {described.get('id')}"
    assert picture.title
    assert picture.description.endswith(".")


@pytest.mark.parametrize("scene", scenes(), ids=by_name)
def test_names_inside_a_picture_are_its_own(scene: Scene) -> None:
    picture = render(scene)
    ids = re.findall(r'\bid="([^"]*)"', picture.svg)
    assert len(ids) == len(set(ids))
    assert all(one.startswith(f"{picture.name}-") for one in ids)
    assert "url(" not in picture.svg
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", picture.name)


def test_pictures_of_one_report_have_different_names() -> None:
    for assessment in bundled_sites():
        names = [
            place_levels(assessment).name,
            place_governance(assessment).name,
            *(place_profile(framework).name for framework in assessment.frameworks),
        ]
        assert len(names) == len(set(names))
    assert len({place_levels(one).name for one in bundled_sites()}) == len(SITES)


def test_a_picture_is_the_same_every_time_and_from_a_saved_assessment() -> None:
    for assessment in bundled_sites():
        (saved,) = from_json(to_json(gathered([assessment])))
        once = [render(scene) for scene in scenes_of(assessment)]
        assert once == [render(scene) for scene in scenes_of(saved)]


# -- nothing collides


@pytest.mark.parametrize("scene", scenes(), ids=by_name)
def test_text_keeps_clear_of_other_text_of_lines_and_of_edges(scene: Scene) -> None:
    check_layout(scene)


@pytest.mark.parametrize("scene", scenes(), ids=by_name)
def test_text_is_large_enough_to_read(scene: Scene) -> None:
    assert min(label.size for label in labels(scene)) >= 11


def test_a_picture_of_the_bundled_sites_fits_on_a_page() -> None:
    tallest = 1123 - 2 * 38  # A4 in CSS pixels, within margins of a centimetre
    assert max(scene.height * min(1, 680 / scene.width) for scene in scenes()) <= tallest


# -- nothing fades


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def grounds(scene: Scene, at: int, inner: Box) -> tuple[str, ...]:
    """The colours on which a shape lies: of the last box before it that holds it and is filled."""
    for shape in reversed(scene.shapes[:at]):
        if isinstance(shape, Box) and holds(shape, inner, 0.6):
            look = LOOKS[shape.look]
            if look.hatch:
                return HATCHES[look.hatch]
            if look.fill != "none":
                return (look.fill,)
    raise AssertionError(inner)


def around(points: Sequence[Point]) -> Box:
    x, y = min(x for x, _ in points), min(y for _, y in points)
    return Box(x, y, max(x for x, _ in points) - x, max(y for _, y in points) - y, "paper")


@pytest.mark.parametrize("scene", scenes(), ids=by_name)
def test_text_and_marks_stand_out_from_their_ground(scene: Scene) -> None:
    for at, shape in enumerate(scene.shapes):
        if isinstance(shape, Label):
            for ground in grounds(scene, at, shape.outline):
                assert contrast(INKS[shape.ink], ground) >= 4.5, shape
        elif at:
            look = LOOKS[shape.look]
            box = shape if isinstance(shape, Box) else around(shape.points)
            if look.stroke == "none" and look.hatch is None:
                assert shape.look.startswith("plate"), shape  # lies on its own colour, to carry text
                continue
            colours = [one for one in (look.fill, look.stroke) if one != "none"]
            for ground in grounds(scene, at, box):
                assert max(contrast(one, ground) for one in colours) >= 3, shape


@pytest.mark.parametrize("name", HATCHES)
def test_hatching_stands_out_from_its_ground(name: str) -> None:
    assert contrast(HATCHES[name].ink, HATCHES[name].ground) >= 3


@given(st.floats(0, 500), st.floats(0, 500), st.floats(4, 200), st.floats(4, 200))
def test_hatching_fills_its_box_and_keeps_within_it(x: float, y: float, wide: float, high: float) -> None:
    box = Box(x, y, wide, high, "possible")
    lines = list(hatched(box))
    assert all(holds(box, Box(*end, 0, 0, "paper")) for line in lines for end in line)
    assert len(lines) >= (wide + high) / 6 - 3


def test_the_contrast_of_black_and_white_is_the_greatest() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_third_sector_agencies_differ_by_shape_and_by_word_not_by_colour_alone() -> None:
    scene = place_levels(small())
    plates = {
        words: box
        for box, label in pairwise(scene.shapes)
        if isinstance(box, Box) and isinstance(label, Label)
        for words in label.lines
    }
    assert plates["The Haven"].radius > 0
    assert plates["Milltown Police, 3 staff"].radius == 0
    assert LOOKS["third"].width > LOOKS["other"].width
    assert {"Third Sector", "Statutory", "Private", "Sector not known"} <= set(words(scene))


def test_levels_in_a_matrix_differ_by_more_than_colour() -> None:
    (compared,) = compare([small(), small(SMALL.replace("milltown", "milford"))]).frameworks[:1]
    scene = place_matrix(compared)
    steps = [shape.look for shape in scene.shapes if isinstance(shape, Box) and shape.look.startswith("pip")]
    cells = sum(len(one.levels) for domain in compared.domains for one in domain.criteria)
    assert len(steps) == 4 * cells + 4  # and four in the legend


# -- what is shown


def test_every_level_is_printed_in_the_matrix_and_in_the_small_multiples() -> None:
    compared = compare(bundled_sites())
    for framework in compared.frameworks:
        levels = [one for domain in framework.domains for each in domain.criteria for one in each.levels]
        due = sorted(
            str(one.evidenced)
            if one.evidenced == one.possible
            else "?"
            if (one.evidenced, one.possible) == (0, 4)
            else f"{one.evidenced}–{one.possible}"
            for one in levels
        )
        for scene in (place_matrix(framework), place_multiples(framework)):
            assert sorted(one for one in words(scene) if re.fullmatch(r"\?|\d|\d–\d", one)) == due


def test_every_site_and_criterion_is_named_in_the_matrix() -> None:
    compared = compare(bundled_sites())
    for framework in compared.frameworks:
        said = words(place_matrix(framework, names_of(compared)))
        assert {one.site.name for one in bundled_sites()} <= set(said)
        assert {one.title for domain in framework.domains for one in domain.criteria} <= set(said)


def test_what_is_not_settled_is_hatched() -> None:
    result = bundled_sites()[0].frameworks[0]
    scene = place_profile(result)
    hatched = [shape for shape in scene.shapes if isinstance(shape, Box) and shape.look == "possible"]
    assert len(hatched) == sum(one.possible - one.evidenced for one in result.criteria) + 1  # and the legend
    full = [shape for shape in scene.shapes if isinstance(shape, Box) and shape.look == "evidenced"]
    assert len(full) == sum(one.evidenced for one in result.criteria) + 1


def test_a_target_is_marked_where_there_is_one() -> None:
    result = bundled_sites()[0].frameworks[0]
    aimed = sum(one.target is not None for one in result.criteria)

    def marks(scene: Scene) -> int:
        return sum(isinstance(shape, Patch) and shape.look == "target" for shape in scene.shapes)

    assert marks(place_profile(result)) == aimed + 1  # and the legend
    assert marks(place_profile(result, None, 4)) == len(result.criteria) + 1
    bare = result._replace(
        domains=tuple(
            one._replace(criteria=tuple(each._replace(target=None) for each in one.criteria))
            for one in result.domains
        )
    )
    assert marks(place_profile(bare)) == 0
    assert not any("target" in one for one in words(place_profile(bare)))


def test_a_criterion_that_does_not_apply_is_shown_as_such() -> None:
    result = bundled_sites()[0].frameworks[0]
    domain = result.domains[0]
    excused = domain.criteria[0]._replace(not_applicable=NotApplicable("it has none", "the chair"))
    altered = result._replace(
        domains=(domain._replace(criteria=(excused, *domain.criteria[1:])), *result.domains[1:])
    )
    assert "not applicable" in words(place_profile(altered))
    assert "n/a" in words(place_themes(altered, SITE))
    check_layout(place_profile(altered))


@pytest.mark.parametrize("number", range(len(SITES)), ids=SITES)
def test_every_group_seat_and_referral_is_in_the_level_diagram(number: int) -> None:
    assessment = bundled_sites()[number]
    known = assessment.background
    assert known is not None
    said = words(place_levels(assessment))
    names = {group.name for group in known.groups} | {seat.name for one in known.groups for seat in one.seats}
    names |= {one.target_name for one in known.links if one.kind == "refers to"}
    assert not [name for name in names if not any(name in one for one in said)]


def test_what_is_not_in_place_is_dashed_and_says_so() -> None:
    scene = place_levels(small())
    looks = [shape.look for shape in scene.shapes if isinstance(shape, Box)]
    assert "third-not-in-place" in looks
    assert "group-not-in-place" in looks
    said = words(scene)
    assert "Milltown Bakery, planned" in said
    assert "planned, also takes referrals" in said
    assert "emerging; all members listed" in said
    assert "members not recorded" in said


def test_what_is_said_of_an_agency_stays_when_its_name_is_too_long() -> None:
    named = group("a")._replace(seats=(seat("Trust " * 200, "statutory", None),))
    scene = place_levels(Assessment(SITE, (), EMPTY._replace(groups=(named,))))
    assert "planned" in words(scene)
    assert any(one.endswith("…") for one in words(scene))


def test_a_list_of_members_that_is_not_closed_rules_nothing_out() -> None:
    police = group("a")._replace(seats=(seat("Police", "statutory"),))
    closed = police._replace(id="b", complete=True)
    unsettled = closed._replace(id="c", seats=(seat("Police", "statutory"), seat("Trust", None)))
    notes = {
        one.id: words(place_levels(Assessment(SITE, (), EMPTY._replace(groups=(one,)))))
        for one in (police, closed, unsettled, group("d"))
    }
    assert "no Third Sector agency recorded" in notes["a"]
    assert "all members listed; no Third Sector agency" in notes["b"]
    assert "all members listed" in notes["c"]
    assert "members not recorded" in notes["d"]


def test_a_site_of_which_nothing_is_known_is_drawn_in_words() -> None:
    bare = small("\n".join(SMALL.splitlines()[:6]))
    assert words(place_levels(bare)).count("no group recorded") == 5
    assert "No group is recorded." in words(place_governance(bare))
    assert "No driver is recorded." in words(place_drivers([bare]))
    for scene in scenes_of(bare):
        check_layout(scene)


def test_an_assessment_without_its_background_is_drawn_in_words() -> None:
    bare = Assessment(SITE, ())
    assert words(place_levels(bare)) == ["Who takes part was left out of this assessment."]
    assert "No group is recorded." in words(place_governance(bare))


def test_groups_that_report_in_a_circle_are_each_drawn_once() -> None:
    round_about = EMPTY._replace(groups=(group("a", ("b",)), group("b", ("a",)), group("c", ("c", "gone"))))
    scene = place_governance(Assessment(SITE, (), round_about))
    assert sorted(one for one in words(scene) if one in ("A", "B", "C")) == ["A", "B", "C"]
    assert "reports also to B" in words(scene)
    check_layout(scene)
    check_layout(place_levels(Assessment(SITE, (), round_about)))


def test_many_sites_go_into_several_blocks() -> None:
    text = SMALL.partition("drivers:")[0]
    many = [
        small(text.replace("id: milltown", f"id: site-{nth}").replace("Milltown (invented)", f"Site {nth}"))
        for nth in range(9)
    ]
    for scene in scenes_across(many):
        check_layout(scene)
        if scene.name.startswith("matrix"):
            assert {f"Site {nth}" for nth in range(9)} <= set(words(scene))


def test_report_templates_ask_for_pictures_by_name() -> None:
    (compared,) = compare(bundled_sites()).frameworks[:1]
    one = bundled_sites()[0]
    about = {"profile": one.frameworks[0], "drivers": [one], "matrix": compared, "multiples": compared}
    for kind in KINDS:
        given_to = (one.frameworks[0], one.site) if kind == "themes" else (about.get(kind, one),)
        assert draw(kind, *given_to).name.startswith(kind)
    with pytest.raises(LookupError, match="no picture of the kind 'level'"):
        draw("level", one)


# -- hostile text

HOSTILE = (
    '<script>alert("1")</script>',
    "]]><svg onload='x()'>&amp;&#x0;{{ 7 * 7 }}",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 6,
    "\u202eevil\u202c \u0627\u0644\u0639\u0631\u0628\u064a\u0629 \u05e2\u05d1\u05e8\u05d9\u05ea",
    "bell\x07 null\x00 \ufffe \ud800 tab\there",
    "' \" ` -- /* */ %",
    "",
    "   ",
    "\U0001f3e0\u6c49\u5b57 e\u0301",
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_are_only_text(text: str) -> None:
    hostile = EMPTY._replace(
        groups=(
            group("a", ("b",), text),
            group("b", (), text)._replace(seats=(seat(text, "third"), seat(text, None, None))),
        ),
        links=(link("a", text),),
        drivers=(Driver("third", text, text, ()),),
    )
    assessment = Assessment(SITE._replace(id=text, name=text), bundled_sites()[0].frameworks, hostile)
    benign = Assessment(SITE, bundled_sites()[0].frameworks, hostile)
    others = [
        assessment._replace(site=assessment.site._replace(id=f"{text}{nth}", name=text)) for nth in range(2)
    ]
    for scene in (*scenes_of(assessment), *scenes_across([benign, *others])):
        check_layout(scene)
        root = parsed(render(scene).svg)
        tags = {one.tag.removeprefix(SVG) for one in root.iter()}
        assert not tags & {"script", "a", "image", "foreignObject", "style"}
        assert [one.tag for one in root.iter()].count(f"{SVG}svg") == 1
        assert not any(name.startswith("on") for one in root.iter() for name in one.attrib)
        assert "49" not in "".join(root.itertext())


# -- any site at all


def group(key: str, reports_to: tuple[str, ...] = (), name: str | None = None) -> Group:
    return Group(
        id=key,
        name=key.upper() if name is None else name,
        level="operational-management",
        tier=None,
        standing=None,
        scope=None,
        status="in place",
        in_place=True,
        commissions=None,
        reports_to=reports_to,
        complete=False,
        seats=(),
        evidence=(),
    )


def seat(name: str, sector: str | None, in_place: bool | None = True) -> Seat:
    unsaid = (None,) * 9
    return Seat("x", name, sector, None, "in place" if in_place else "planned", in_place, *unsaid, ())


def link(source: str, target: str) -> Link:
    return Link("refers to", source, source, target, target, (), None, "in place", True, None, None, (), ())


NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.sampled_from(
    ["Police", "The Haven", "Crime and Disorder Reduction Partnership of the three districts", *HOSTILE]
)
STATES = st.sampled_from([(True, "in place"), (False, "planned"), (None, "in place or invited")])


@st.composite
def backgrounds(draw: st.DrawFn) -> Background:
    keys = [f"g{nth}" for nth in range(draw(st.integers(0, 7)))]
    groups = []
    for key in keys:
        state = draw(STATES)
        made = group(key, tuple(draw(st.lists(st.sampled_from([*keys, "gone"]), max_size=2))), draw(NAMES))
        seats = draw(
            st.lists(
                st.builds(
                    seat,
                    NAMES,
                    st.sampled_from(["third", "statutory", "private", None]),
                    st.sampled_from([True, False, None]),
                ),
                max_size=6,
            )
        )
        level = draw(st.sampled_from([*dict(LEVELS), None]))
        groups.append(
            made._replace(
                level=level,
                tier=draw(st.sampled_from(TIERS)) if level == "strategic-oversight" else None,
                standing=draw(st.sampled_from(["main", "peripheral", None])),
                scope=draw(st.sampled_from(["iom", "other-programme", "general", None])),
                in_place=state[0],
                status=state[1],
                complete=draw(st.booleans()),
                seats=tuple(seats),
            )
        )
    ends = st.lists(st.builds(link, st.sampled_from(keys), NAMES), max_size=8) if keys else st.just([])
    pulls = st.builds(
        Driver,
        st.sampled_from(["third", "statutory", "private"]),
        st.sampled_from(["mission", "prescription"]),
        NAMES,
        st.just(()),
    )
    return EMPTY._replace(
        groups=tuple(groups),
        links=tuple(draw(ends)),
        drivers=tuple(draw(st.lists(pulls, max_size=6))),
    )


LEVELS = {"service-delivery": 1, "operational-management": 2, "strategic-oversight": 3}
TIERS = ("local", "pioneer-site", "countywide", None)
PLACED: tuple[Callable[[Assessment], Scene], ...] = (
    place_levels,
    place_governance,
    lambda one: place_drivers([one]),
)


@settings(max_examples=40)
@given(backgrounds())
def test_any_site_is_drawn_without_collisions(known: Background) -> None:
    for place in PLACED:
        scene = place(Assessment(SITE, (), known))
        check_layout(scene)
        check_lines(scene)
        parsed(render(scene).svg)


# -- lettering


def test_widths_are_those_of_liberation_sans() -> None:
    # as its own tables of widths give them
    assert width("Service delivery", 1000) == pytest.approx(7058, abs=2)
    assert width("Service delivery", 1000, bold=True) == pytest.approx(7617, abs=2)
    assert width("Crime & Disorder (Reduction), 1–3 “Étude” 50%", 1000) == pytest.approx(21175, abs=9)
    assert width("é", 10) == width("e", 10)
    assert width("\u0301", 10) == 0
    assert width("汉", 10) == 10
    assert width("Text", 10, bold=True) > width("Text", 10)


@given(st.text(max_size=200), st.integers(20, 300))
def test_wrapped_lines_keep_within_their_room(text: str, room: int) -> None:
    lines = wrap(text, room, 12)
    assert all(width(line, 12) <= room for line in lines)
    assert len(lines) <= 5
    if not lines[-1].endswith("…"):
        assert "".join(lines).replace(" ", "") == plain(text).replace(" ", "")


def test_a_text_too_long_for_its_room_ends_in_an_ellipsis() -> None:
    assert wrap("word " * 100, 60, 12)[-1].endswith("…")
    assert len(wrap("word " * 100, 60, 12)) == 5


# -- as they were


@pytest.mark.parametrize("place", [place_levels, place_governance], ids=["levels", "governance"])
def test_the_pictures_of_a_small_site_are_as_they_were(
    place: Callable[[Assessment], Scene], snapshot: SnapshotAssertion
) -> None:
    drawn: Picture = render(place(small()))
    assert drawn.svg == snapshot(extension_class=SvgFile)
