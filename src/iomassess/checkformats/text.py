"""For people: each notice with the line it stands on, its rule, and what the file suppresses and why."""

from collections.abc import Iterable, Iterator

from iomassess.notices import Looked, Notice, Review, unusable


def write(review: Review) -> str:
    """The whole at once."""
    return "".join(pieces(review.looked))


def pieces(looked: Iterable[Looked]) -> Iterator[str]:
    """File by file the statements that were read back and the notices, then what is suppressed.

    What could not be checked is told on stderr. No more is held than what is suppressed.
    """
    suppressed = []
    for each in looked:
        own = Review((each,))
        told = [f"{line}\n" for line in each.statements]
        told += [_shown(one) for one in own.notices if not unusable(one)]
        if told:
            yield "".join(told)
        suppressed += own.suppressed
    for one in suppressed:
        yield f"suppressed: {_line(one.notice)}\n    reason: {_plain(one.reason)}\n"


def _shown(notice: Notice) -> str:
    """The notice with the source line under it and a caret under the place."""
    _, *below = notice.problem.shown().splitlines()
    return "".join(f"{line}\n" for line in (_line(notice), *below))


def _line(notice: Notice) -> str:
    severity = "" if notice.severity == "error" else f"{notice.severity}: "
    return f"{severity}{notice.problem} [{notice.rule}]"


def _plain(text: str) -> str:
    return " ".join(text.split())
