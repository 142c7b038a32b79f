"""The pages on criteria, one for each framework: what `iomassess criteria` prints, with its contents."""

from iomassess.framework.ladders import describe_all
from iomassess.framework.reading import Framework, load_framework
from iomassess.places import frameworks
from reference.markdown import linked, table


def criteria() -> dict[str, str]:
    """The page of each bundled framework, by its file's name."""
    loaded = [load_framework(folder) for folder in frameworks()]
    return {f"criteria-{one.id}.md": _page(one) for one in loaded}


def _page(framework: Framework) -> str:
    said = describe_all([framework])
    if not any(line.startswith("## ") for line in said.splitlines()):
        said = said.replace("\n### ", "\n## ")
    title, rest = said.split("\n", 1)
    rows = [
        (linked(one.title), f"`{one.id}`", one.question, str(one.target.level) if one.target else "")
        for one in framework.criteria
    ]
    listed = table(("Criterion", "Id", "Question", "Target"), rows)
    how = "How to read a ladder, and how to dispute one, is told in [Method](../method.md)."
    return f"{title.replace('# ', '# Criteria: ', 1)}\n\n{how}\n\n{listed}{rest.rstrip()}\n"
