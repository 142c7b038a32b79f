"""Derived values: what an agency is to the project, by the study's definitions (study 3.1)."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from iomassess.fields import FLAG, Role, shape
from iomassess.selectors import Selector, selector

NO, YES = (1 << FLAG.index("false"), 1 << FLAG.index("true"))

DERIVED_FLAGS = ("delivers", "takes_referrals")

Definition = tuple[str, int, Mapping[str, Any]]
"""A kind of record, the part of its rows that is the agency, and what is asked of them."""

_DELIVERS: Definition = (
    "members",
    1,
    {
        "agency.sector": "third",
        "group.level": "service-delivery",
        "group.scope": "iom",
        "co_located": True,
        "co_works": True,
        "shares_information": True,
    },
)
_TAKES_REFERRALS: Definition = (
    "links",
    2,
    {"kind": "refers-to", "scope": "iom", "from.level": "service-delivery"},
)


@cache
def definition(which: str) -> tuple[Selector, int]:
    """A derived value's definition (study 3.1), and the part of its rows that is the agency."""
    kind, part, values = {"delivers": _DELIVERS, "takes_referrals": _TAKES_REFERRALS}[which]
    return selector(kind, values), part


def role_of(delivers: int, takes: int) -> int:
    """The roles that fit what is known of the two flags, all of them masks."""
    roles = {
        (True, False): Role.DELIVERY_PARTNER,
        (True, True): Role.REFERRAL_PARTNER,
        (False, True): Role.REFERRAL_AGENCY,
        (False, False): Role.NONE,
    }
    role = shape("agencies").own["role"]
    return sum(
        role.mask((name,))
        for (delivering, referred), name in roles.items()
        if delivers & (YES if delivering else NO) and takes & (YES if referred else NO)
    )
