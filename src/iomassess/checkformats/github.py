"""For a log of GitHub Actions: workflow commands, which show as annotations of the lines."""

from iomassess.checkformats._places import message, span
from iomassess.notices import Notice, Review

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def write(review: Review) -> str:
    """One command a line."""
    return "".join(f"{_command(one)}\n" for one in review.notices)


def _command(notice: Notice) -> str:
    problem, at = notice.problem, span(notice.problem)
    properties = {"title": notice.rule, "file": problem.path}
    if at:
        properties |= {"line": str(at.line), "col": str(at.column), "endColumn": str(at.end)}
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[notice.severity]} {listed}::{_data(message(problem))}"


def _data(text: str) -> str:
    """Text after the command: what would end the line is encoded, and the sign that encodes."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A value of the command: what would end the value is encoded as well."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
