"""Templates of the user's own: they get at no file, no attribute and no setting, and they come to an end."""

import os
from pathlib import Path

import pytest

from iomassess import apart
from iomassess.problems import InvalidSource
from iomassess.reports import report
from iomassess.templating import LARGEST_TEMPLATE, MOST_TEXT
from test_reports import milltown


def refused(folder: Path, text: str) -> str:
    """What is said of a template."""
    own = folder / "own.md"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidSource) as caught:
        report("baseline", [milltown()], template=own)
    (problem,) = caught.value.problems
    return str(problem).replace(str(folder), "")


@pytest.mark.parametrize(
    "expression",
    [
        "site.__class__",
        "''.__class__.__mro__[1].__subclasses__()",
        "site | attr('__class__')",
        "'{0.__class__}'.format(site)",
        "('{0.__class__}' | string).format(site)",
        "picture.__globals__",
        "most_telling.func.__globals__",
        "self._TemplateReference__context",
        "cycler.__init__.__globals__",
        "namespace.__init__.__globals__.os",
        "joiner.__call__.__globals__",
        "site._asdict()",
        "site._replace(name='x')",
        "background.acronyms.__class__",
        "report",
        "lipsum()",
        "[1, 2] | random",
    ],
)
def test_nothing_but_what_is_offered_can_be_reached(tmp_path: Path, expression: str) -> None:
    said = refused(tmp_path, f"\n{{{{ {expression} }}}}")
    assert said.startswith("/own.md:2: the template cannot be rendered: ")
    assert "unsafe" in said or "is undefined" in said or "No filter named" in said


def test_what_is_shared_cannot_be_changed(tmp_path: Path) -> None:
    assert "unsafe" in refused(tmp_path, "{{ {'a': 1}.update(b=2) }}")
    own = tmp_path / "own.md"
    own.write_text("{% set mine = [] %}{% set _ = mine.append('x') %}# {{ mine | length }}\n")
    assert report("baseline", [milltown()], template=own).markdown == "# 1\n", "a list of its own may be"


# -- files


@pytest.mark.parametrize(
    "name",
    ["secret.txt", "../outside.md", "/etc/passwd", "link.md", "sub/../../outside.md", "nowhere.md", ".env"],
)
def test_no_file_is_reached_but_templates_beside_it(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (tmp_path / "outside.md").write_text("SECRET")
    (folder / "secret.txt").write_text("SECRET")
    (folder / ".env").write_text("SECRET")
    (folder / "link.md").symlink_to("../outside.md")
    for text in (f"{{% include '{name}' %}}", f"{{% import '{name}' as x %}}", f"{{% extends '{name}' %}}"):
        said = refused(folder, text)
        assert said == f"/own.md:1: the template cannot be rendered: there is no template `{name}`"


def test_templates_beside_it_and_ours_can_be_drawn_on(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "part.md").write_text("part of {{ site.name }}")
    own = tmp_path / "own.md"
    own.write_text("# x\n\n{% include 'sub/part.md' %}{% import 'parts.md' as parts with context %}\n")
    assert "part of Milltown" in report("baseline", [milltown()], template=own).markdown


def test_a_mistake_in_a_template_that_is_drawn_on_is_told_with_its_own_line(tmp_path: Path) -> None:
    (tmp_path / "part.md").write_text("\n\n{{ nothing }}")
    assert refused(tmp_path, "{% include 'part.md' %}") == (
        "/part.md:3: the template cannot be rendered: 'nothing' is undefined"
    )
    (tmp_path / "part.md").write_text("\n{% if %}")
    assert refused(tmp_path, "{% include 'part.md' %}").startswith(
        "/part.md:2: the template cannot be rendered"
    )


def test_a_template_that_is_not_text_is_told_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "part.md").write_bytes(b"caf\xe9")
    said = refused(tmp_path, "{% include 'part.md' %}")
    assert said == "/part.md: the template cannot be rendered: is not UTF-8 text"


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    said = refused(tmp_path, "{% include 'pipe.md' %}")
    assert said == "/pipe.md: the template cannot be rendered: is not a regular file"


# -- time and memory

ENDLESS = (
    "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "{{ 1 | round(10 ** 10, 'ceil') }}",
    "{{ 3 ** (3 ** 18) ** 2 }}",
    (
        "{% set n = namespace(a=[1], b=[1]) %}{% for _ in range(60) %}{% set n.a = [n.a, n.a] %}"
        "{% set n.b = [n.b, n.b] %}{% endfor %}{{ n.a == n.b }}"
    ),
)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="only Linux bounds it")
@pytest.mark.parametrize("text", ENDLESS)
def test_a_template_that_would_never_end_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr(apart, "MOST_SECONDS", 1)
    assert (
        refused(tmp_path, text) == "/own.md: the template cannot be rendered: it takes longer than 1 seconds"
    )


HUGE = (
    "{{ 'x' * 10 ** 10 }}",
    "{{ [1] * 10 ** 10 }}",
    "{{ '%10000000000d' % 1 }}",
    "{{ '{:>10000000000}'.format(1) }}",
    "{{ 'x' | center(10 ** 10) }}",
    "{{ 'x'.ljust(10 ** 10) }}",
    "{{ 'x' | indent(10 ** 10, true) }}",
)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="only Linux bounds it")
@pytest.mark.parametrize("text", HUGE)
def test_a_template_that_would_take_all_memory_is_ended(tmp_path: Path, text: str) -> None:
    said = refused(tmp_path, text)
    assert said == "/own.md: the template cannot be rendered: it takes more than 1024 MiB of memory"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ range(10 ** 9) }}", "Range too big"),
        ("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "maximum recursion depth"),
        ("{% include 'own.md' %}", "maximum recursion depth"),
        ("{% extends 'own.md' %}", "maximum recursion depth"),
        ("{{" + "(" * 20_000, "maximum recursion depth"),
        ("{{ 1" + " + 1" * 20_000 + " }}", "maximum recursion depth"),
        ("{% if 1 %}" * 2_000 + "{% endif %}" * 2_000, "maximum recursion depth"),
        ("x" * (LARGEST_TEMPLATE + 1), "is larger than 1 MiB"),
        (
            "{{ 'x' * 5000000 }}{{ 'x' * 5000000 }}",
            f"it makes more than {MOST_TEXT // 1024 // 1024} MiB of text",
        ),
    ],
    ids=["range", "macro", "include", "extends", "brackets", "sum", "ifs", "large", "much"],
)
def test_a_template_that_goes_too_far_is_one_clear_line(tmp_path: Path, text: str, said: str) -> None:
    assert said in refused(tmp_path, text)
