"""Which entries may be the same agency, and which must be one of others."""

from iomassess.fields import Form, shape
from iomassess.records import End
from iomassess.site import Agency


def find_same(ends: dict[str, End]) -> None:
    """Join the entries that may be the same agency: an unnamed one and what it may be."""
    same = {key: {key} for key in ends}
    for key, end in ends.items():
        if not isinstance(end.record, Agency) or not end.unnamed:
            continue
        may_be = end.record.is_among or end.record.may_be
        for other in ends if may_be is None else may_be:
            if other != key and (may_be is not None or _compatible(end, ends[other])):
                joined = same[key] | same[other]
                for one in joined:
                    same[one] = joined
    for key, end in ends.items():
        end.same_as = frozenset(same[key])


def _compatible(one: End, other: End) -> bool:
    return all(
        one.cells[field.name] & other.cells[field.name]
        for field in shape("agencies").own.values()
        if field.form is Form.CHOICE and not field.derived
    )


def tie_candidates(ends: dict[str, End], *, derived: bool) -> None:
    """Give an entry that must be one of several what those have in common."""
    fields = [one for one in shape("agencies").own.values() if one.derived is derived]
    for end in ends.values():
        candidates = [ends[key].cells for key in candidates_of(end)]
        for field in fields if candidates else ():
            cells, name = [one[field.name] for one in candidates], field.name
            if field.form is Form.CHOICE:
                joined = 0
                for cell in cells:
                    joined |= cell
                end.cells[name] = (end.cells[name] & joined) or end.cells[name]
            elif field.form is Form.SET:
                shared = cells[0][0]
                for cell in cells:
                    shared &= cell[0]
                end.cells[name] = (end.cells[name][0] | shared, 0, ())


def candidates_of(end: End) -> tuple[str, ...]:
    """The entries of which an end must be one."""
    return end.record.is_among if isinstance(end.record, Agency) else ()
