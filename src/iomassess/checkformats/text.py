"""For people: each notice with the line it stands on, its rule, and what the file suppresses and why."""

from iomassess.notices import Notice, Review, unusable


def write(review: Review) -> str:
    """Statements that were read back, then the notices; what could not be checked is told on stderr."""
    told = [f"{line}\n" for each in review.looked for line in each.statements]
    told += [_shown(one) for one in review.notices if not unusable(one)]
    told += [
        f"suppressed: {_line(one.notice)}\n    reason: {_plain(one.reason)}\n" for one in review.suppressed
    ]
    return "".join(told)


def _shown(notice: Notice) -> str:
    """The notice with the source line under it and a caret under the place."""
    _, *below = notice.problem.shown().splitlines()
    return "".join(f"{line}\n" for line in (_line(notice), *below))


def _line(notice: Notice) -> str:
    severity = "" if notice.severity == "error" else f"{notice.severity}: "
    return f"{severity}{notice.problem} [{notice.rule}]"


def _plain(text: str) -> str:
    return " ".join(text.split())
