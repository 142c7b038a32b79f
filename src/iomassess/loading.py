"""From a source to sound facts, or to every problem that stands in the way."""

from iomassess.checks import References, contradiction_problems
from iomassess.facts import Facts, facts
from iomassess.problems import InvalidSource
from iomassess.site import Site
from iomassess.source import Source
from iomassess.validation import validate


def load_site(source: Source) -> Site:
    """Read a site. Raises InvalidSource with every problem of the file."""
    return load_facts(source).site


def load_facts(source: Source) -> Facts:
    """Read a site and index its facts. Raises InvalidSource with every problem of the file."""
    site, sound, problems = validate(Site, source)
    for following in source.following:
        problems.append(following.problem((), "a site file holds one document"))
    if site is None:
        raise InvalidSource(problems)
    broken = References(site, sound, source.values).find()
    if broken:
        raise InvalidSource([*problems, *broken])
    found = facts(site, sound)
    problems += contradiction_problems(found, sound)
    if problems:
        raise InvalidSource(problems)
    return found
