"""Framework files with mistakes: each is told with its place, and all of them at once."""

import shutil
from pathlib import Path

import pytest

from iomassess.framework.examples import load_examples
from iomassess.framework.reading import load_framework
from iomassess.places import bundled
from iomassess.problems import InvalidSource


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the bundled frameworks, to make mistakes in."""
    return Path(shutil.copytree(bundled("frameworks"), tmp_path / "frameworks"))


def told(folder: Path) -> list[str]:
    with pytest.raises(InvalidSource) as found:
        load_framework(folder)
    return [f"{Path(one.path).name}:{one.line}: {one.what}" for one in found.value.problems]


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1, before
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_a_framework_without_a_sound_first_file_is_not_looked_into(copied: Path) -> None:
    path = copied / "engagement" / "framework.yaml"
    path.write_text("format: iomassess/framework/1\nid: engagement\n")
    said = told(copied / "engagement")
    assert {one.split(":")[0] for one in said} == {"framework.yaml"}
    assert any("`title` is missing" in one for one in said)


def test_an_order_names_each_part_once_and_all_of_them(copied: Path) -> None:
    folder = copied / "engagement"
    change(folder / "framework.yaml", "- connections", "- service-delivery")
    number = (folder / "framework.yaml").read_text(encoding="utf-8").splitlines().index("order:") + 7
    assert sorted(told(folder)) == [
        f"framework.yaml:{number - 6}: `connections` is in the folder and not in the order",
        f"framework.yaml:{number}: `service-delivery` is here twice",
    ]


def test_a_domain_without_a_sound_file_is_told(copied: Path) -> None:
    (copied / "thematic" / "voice-and-partnership" / "domain.yaml").write_text("title: Voice\n")
    said = told(copied / "thematic")
    assert said
    assert {one.split(":")[0] for one in said} == {"domain.yaml"}


def test_a_ladder_without_one_of_its_levels_is_told(copied: Path) -> None:
    path = copied / "engagement" / "connections.yaml"
    before, _, rest = path.read_text(encoding="utf-8").partition("\n  4:\n")
    path.write_text(f"{before}\n---\n{rest.partition('---')[2]}", encoding="utf-8")
    (said,) = told(copied / "engagement")
    assert said.endswith(": should have each of the levels 1 to 4")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("\n---\nexamples: []\n", "only two documents fit"),
        ("\n---\na: 1\n---\nb: 1\n", "only two documents fit"),
    ],
)
def test_a_criterion_has_its_examples_in_a_second_document_and_no_third(
    copied: Path, more: str, said: str
) -> None:
    path = copied / "engagement" / "connections.yaml"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    with pytest.raises(InvalidSource, match=said):
        list(load_examples(copied / "engagement"))
