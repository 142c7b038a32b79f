"""A new site file: its sections with examples as comments, and whatever is already in tables."""

import re
import unicodedata
from collections.abc import Container, Mapping
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from iomassess.authoring.writing import block, plain, scalar
from iomassess.places import bundled

LONGEST_ID = 80


def skeleton(head: Mapping[str, str], records: Mapping[str, Any], schema: str | None = None) -> str:
    """The text of a new site file: `head` has id, name, wave and as_of, `records` whole sections.

    Sections that are not given stand there as comments, so that nothing is known of them.
    """
    environment = Environment(
        loader=FileSystemLoader(bundled("templates")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701  this is YAML; values are written by `scalar` and `block`
    )
    environment.filters["scalar"] = scalar
    sections = {
        name: "\n".join(block(records[name], 2)) if records.get(name) else ""
        for name in ("sources", "agencies", "groups")
    }
    text = environment.get_template("site.yaml").render(**head, **sections, schema=schema)
    return re.sub(r"\n{3,}", "\n\n", text)


def id_from(name: str, taken: Container[str] = (), otherwise: str = "agency") -> str:
    """An id made from a name: lower case, joined by hyphens, and like none of those taken."""
    name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"['.]", "", name.replace("&", " and "))
    found = re.sub(r"[^a-z0-9]+", "-", name).strip("-")[: LONGEST_ID - 4].strip("-")
    if not found or not plain(found):  # other readers take it for a number or a truth value
        found = f"{otherwise}-{found}" if found else otherwise
    numbered, number = found, 2
    while numbered in taken:
        numbered = f"{found}-{number}"
        number += 1
    return numbered
