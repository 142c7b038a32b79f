"""Write everything in the repository that the program can write itself: `python tools/refresh.py`.

The tests compare each of these with what is there, so that none of them goes stale.
"""

import re
from functools import cache
from pathlib import Path

import reference
from walkthrough import carried_out

from iomassess import schemas
from iomassess.assess import assess
from iomassess.framework.reading import load_framework
from iomassess.loading import load_facts
from iomassess.places import frameworks
from iomassess.source import read
from iomassess.tables import profile

ROOT = Path(__file__).parents[1]
TUTORIAL = ROOT / "docs" / "tutorial.md"
REFERENCE = ROOT / "docs" / "reference"


def main() -> None:
    """Write each generated text to its file, and take away what the reference no longer has."""
    REFERENCE.mkdir(exist_ok=True)
    for path, text in generated().items():
        (ROOT / path).write_text(text, encoding="utf-8")
    for page in REFERENCE.iterdir():
        if page.relative_to(ROOT).as_posix() not in generated():
            page.unlink()
    TUTORIAL.write_text(tutorial(), encoding="utf-8")


@cache
def generated() -> dict[str, str]:
    """The files that hold generated text, whole, by their paths."""
    return {
        "README.md": _readme((ROOT / "README.md").read_text(encoding="utf-8")),
        **{f"schemas/{schemas.file_name(name)}": schemas.text(name) for name in schemas.names()},
        **{f"docs/reference/{name}": text for name, text in reference.pages().items()},
    }


def tutorial() -> str:
    """The tutorial with what its commands print; it takes a while, as it is carried out."""
    return carried_out(TUTORIAL.read_text(encoding="utf-8"), "saltmarsh.yaml")


def _readme(text: str) -> str:
    """The README with what `iomassess score lancashire.yaml` prints in it."""
    output = re.sub(" +$", "", _score(), flags=re.MULTILINE).strip("\n")
    block = f"<!-- score -->\n```text\n{output}\n```\n<!-- /score -->"
    return re.sub("<!-- score -->.*<!-- /score -->", lambda _: block, text, flags=re.DOTALL)


def _score() -> str:
    facts = load_facts(read(ROOT / "sites" / "lancashire.yaml", "sites/lancashire.yaml"))
    loaded = [load_framework(folder) for folder in frameworks()]
    lines = profile(assess(facts, loaded, reasons=False), 80)
    return "\n".join("".join(text for text, _ in line) for line in lines)


if __name__ == "__main__":
    main()
