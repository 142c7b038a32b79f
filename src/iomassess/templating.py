"""Templates rendered in Jinja2's sandbox: one of the user's own sees no other files, and comes to an end."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.loaders import split_template_path
from jinja2.sandbox import SandboxedEnvironment, modifies_known_mutable

from iomassess.apart import MOST_MEMORY, EndedError, apart
from iomassess.intake import MEBIBYTE, content
from iomassess.places import bundled
from iomassess.problems import InvalidSource, refused

LARGEST_TEMPLATE = MEBIBYTE
"""Bytes that a template of the user's own may have."""
MOST_TEXT = 8 * MEBIBYTE
"""Characters that it may make."""


class Wording(NamedTuple):
    """What templates are rendered with."""

    context: Mapping[str, Any]
    filters: Mapping[str, Callable[..., Any]]
    finalize: Callable[[Any], Any]
    """Makes what is printed of each value."""


def rendered(name: str, wording: Wording) -> str:
    """Render a bundled template."""
    return _render(FileSystemLoader(bundled("templates")), name, wording)


def rendered_own(own: Path, wording: Wording, kept: dict[str, Any]) -> str:
    """Render a template of the user's own, and keep in `kept` what rendering puts there.

    Raises InvalidSource for whatever goes wrong, with the line where there is one.
    """
    loader = ChoiceLoader([_Beside(own), FileSystemLoader(bundled("templates"))])

    # what runs apart is ended before it could say which lines it reached
    def render() -> tuple[str | InvalidSource, dict[str, Any]]:  # pragma: no cover  as just said
        try:
            text = _render(loader, own.name, wording)
        except Exception as error:  # noqa: BLE001  whatever a user's template may do
            return _broken(own, error), {}
        if len(text) > MOST_TEXT:
            return _refused(own, f"it makes more than {MOST_TEXT // MEBIBYTE} MiB of text"), {}
        return text, kept

    try:
        found, more = apart(render)
    except EndedError as error:
        raise _refused(own, f"it {error}") from None
    if isinstance(found, InvalidSource):
        raise found
    kept |= more
    return found


def _render(loader: BaseLoader, name: str, wording: Wording) -> str:
    environment = _Sandbox(
        loader=loader,
        autoescape=True,  # so that macros give what is escaped already
        finalize=wording.finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.filters |= wording.filters
    return environment.get_template(name).render(wording.context)


class _Sandbox(SandboxedEnvironment):
    """Jinja2's sandbox, in which nothing shared can be changed, and the same always comes to the same."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        del self.globals["lipsum"], self.filters["random"]

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Only lists may be changed: those that a template gets are its own."""
        changes = not isinstance(obj, list) and modifies_known_mutable(obj, attr)
        return not changes and super().is_safe_attribute(obj, attr, value)


class _Beside(BaseLoader):
    """Loads a template of the user's own, and the `.md` files of its folder and of folders in that."""

    def __init__(self, own: Path) -> None:
        self.own = own

    def get_source(self, environment: object, template: str) -> tuple[str, str, None]:
        """The text of a template, and its file. Links that lead out of the folder lead nowhere."""
        del environment
        path = self.own
        if template != self.own.name:
            path = self.own.parent.joinpath(*split_template_path(template))
            inside = path.resolve().is_relative_to(self.own.parent.resolve())
            if path.suffix != ".md" or not inside or not path.exists():
                raise TemplateNotFound(template)
        try:
            return content(path, str(path), LARGEST_TEMPLATE).decode("utf-8-sig"), str(path), None
        except UnicodeDecodeError:  # pragma: no cover  it is loaded apart
            raise refused(str(path), "is not UTF-8 text") from None


# -- what goes wrong


def _refused(own: Path, what: str, line: int = 0) -> InvalidSource:
    about = f"{own}:{line}" if line else str(own)
    return refused(about, f"the template cannot be rendered: {what}")


def _broken(own: Path, error: Exception) -> InvalidSource:  # pragma: no cover  it runs apart
    """What went wrong, at the line of the user's templates that it goes back to."""
    if isinstance(error, InvalidSource):
        return _refused(Path(error.problems[0].path), error.problems[0].what)
    if isinstance(error, MemoryError):
        return _refused(own, f"it takes more than {MOST_MEMORY // MEBIBYTE} MiB of memory")
    if isinstance(error, TemplateNotFound):
        what = f"there is no template `{error.name}`"
        error = LookupError(what).with_traceback(error.__traceback__)
    if isinstance(error, TemplateSyntaxError):
        return _refused(Path(error.filename or own), str(error.message), error.lineno)
    file, line = [(own, 0), *_lines(own, error)][-1]
    return _refused(file, str(error) or type(error).__name__, line)


def _lines(own: Path, error: Exception) -> Iterator[tuple[Path, int]]:  # pragma: no cover  it runs apart
    """The files and lines of the user's templates that were being carried out, the innermost last."""
    trace = error.__traceback__
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if file.is_relative_to(own.parent) and (file == own or file.suffix == ".md"):
            yield file, trace.tb_lineno
        trace = trace.tb_next
