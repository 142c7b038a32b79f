"""Two waves of a site as lines of text with styles."""

import textwrap
from collections import Counter
from collections.abc import Iterator

from iomassess.phrases import joined
from iomassess.progress.changes import CriterionProgress, Progress
from iomassess.progress.strides import COURSES, level, told
from iomassess.tables import Line, hanging

_LEGEND = (
    "1-3 reads: 1 is shown, 3 is not ruled out. A level is higher or lower for certain only where the two "
    "intervals do not meet. Evidence that arrives is no improvement. Why: docs/progress.md"
)


def print_progress(found: Progress, width: int) -> Iterator[Line]:
    """What changed, criterion by criterion, and of each what that consists of."""
    before, after = found.before, found.after
    yield [(f"{after.name}: {before.wave} ({before.as_of}) and {after.wave} ({after.as_of})", "bold")]
    yield [(f"{before.file} and {after.file}", "dim")]
    for note in found.notes:
        yield from hanging(f"Note: {note}", width, "", "yellow")
    for framework in found.frameworks:
        yield []
        versions = dict.fromkeys((framework.version_before, framework.version_after))
        yield [(f"{framework.title} ({framework.id} {' and '.join(versions)})", "bold")]
        if framework.sha256 is None:
            said = "The waves were scored by different texts of the framework, and cannot be scored by one."
            yield from hanging(said, width, "", "yellow")
        for domain in framework.domains:
            if domain.id != framework.id:
                yield []
                yield [(domain.title, "bold cyan")]
            for criterion in domain.criteria:
                yield from _criterion(criterion, width)
    yield []
    yield from hanging(_summed(found), width, "", "bold")
    yield from hanging(_LEGEND, width, "", "dim")


def _criterion(one: CriterionProgress, width: int) -> Iterator[Line]:
    wide = 28 if width >= 72 else max(12, width // 3)
    titles = textwrap.wrap(one.title, wide - 2) or [""]
    levels = f"{level(one.before):>3} to {level(one.after):<3}"
    said = textwrap.wrap(COURSES[one.course], max(20, width - wide - len(levels) - 2))
    for nth in range(max(len(titles), len(said))):
        title = titles[nth] if nth < len(titles) else ""
        words = said[nth] if nth < len(said) else ""
        sure = one.course in ("surely higher", "surely lower")
        yield [
            (f"  {title:<{wide - 2}} ", ""),
            (f"{levels if nth == 0 else '':<{len(levels)}} ", ""),
            (words, "bold" if sure else ""),
        ]
    for part in told(one):
        yield from hanging(f"{part.kind}: {part.says}", width, "      ", "")


def _summed(found: Progress) -> str:
    """How many criteria took which course."""
    courses = Counter(COURSES[one.course].partition(";")[0] for one in found.criteria)
    return f"Of {len(found.criteria)} criteria: {joined(f'{many} {word}' for word, many in courses.items())}."
