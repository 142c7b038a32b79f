"""Which records of two coders' files are the same: by ids and names first, then by what they say.

Nothing is matched because names are alike. What may be the same is told as that, and counts as not matched.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import partial
from typing import Literal, NamedTuple

from iomassess.agreement.assignment import assign
from iomassess.agreement.codings import KINDS, Coded, Rename, coded, relation
from iomassess.engine.facts import Facts

How = Literal[
    "same id", "same name", "same ends", "what it says", "the only one of its kind in each", "most in common"
]
"""Why two records are taken to be one."""


class Same(NamedTuple):
    """Two records that are one."""

    one: Coded
    other: Coded
    how: How


class Alike(NamedTuple):
    """Two records that may be one; the files do not say so, and they count as two."""

    one: Coded
    other: Coded
    why: str


class Pairing(NamedTuple):
    """The records of two files: those of both, those of one, and what may be the same."""

    same: tuple[Same, ...]
    only_one: tuple[Coded, ...]
    only_other: tuple[Coded, ...]
    perhaps: tuple[Alike, ...]
    ids: dict[str, str]
    """Of each agency and group of the second file that the first has: its id there."""


def pair(ones: Facts, others: Facts) -> Pairing:
    """Match the records of two files one to one."""
    first, second = list(coded(ones)), list(coded(others))
    ends, near = _ends(first, second)
    ids = {same.other.key[0]: same.one.key[0] for same in ends}
    likely = {**ids, **{one.other.key[0]: one.one.key[0] for one in near}}
    found = [same for kind in KINDS[2:] for same in _matched(kind, first, list(coded(others, renamed(ids))))]
    same = (*ends, *found)
    left = _without(first, (each.one for each in same))
    also = _without(second, (each.other for each in same))
    supposed = {one.loc: one for one in coded(others, renamed(likely))}
    perhaps = [*near, *_doubtful_names(same)]
    perhaps += _perhaps(left, [supposed[one.loc] for one in also])
    return Pairing(same, tuple(left), tuple(also), tuple(perhaps), ids)


def renamed(ids: dict[str, str]) -> Rename:
    """Give ids as the first file has them; whatever is not in it gets an id that no file can have."""
    return lambda key: ids.get(key, f"{_ELSEWHERE}{key}")


_ELSEWHERE = "elsewhere: "


def _of(kind: str, records: Iterable[Coded]) -> list[Coded]:
    return [one for one in records if one.kind == kind]


def _without(records: Iterable[Coded], gone: Iterable[Coded]) -> list[Coded]:
    locs = {one.loc for one in gone}
    return [one for one in records if one.loc not in locs]


def _common(one: Coded, other: Coded) -> int:
    """How much two records have in common, names first, then fields, then sources; always more than 0."""
    named = 100_000 * _same_in(one, other, _NAMES)
    relations = [
        relation(said, other.fields[name]) for name, said in one.fields.items() if name in other.fields
    ]
    cited = len(set(one.evidence) & set(other.evidence))
    return max(
        1, 10_000 + named + 100 * (relations.count("same") - relations.count("apart")) + min(cited, 99)
    )


_NAMES = ("name", "what", "about")


def _same_in(one: Coded, other: Coded, names: Collection[str]) -> bool:
    """Whether both say something of some field, and the same."""
    return any(
        name in one.fields
        and name in other.fields
        and relation(one.fields[name], other.fields[name]) == "same"
        for name in names
    )


# -- agencies and groups, on which all else hangs


def _ends(first: Sequence[Coded], second: Sequence[Coded]) -> tuple[list[Same], list[Alike]]:
    """Match agencies and groups by id, then by name; agencies without a name by what they say."""
    found: list[Same] = []
    near: list[Alike] = []
    for kind in KINDS[:2]:
        ones, others = _of(kind, first), _of(kind, second)
        for how, key in _KEYS:
            pairs = _assigned(ones, others, partial(_agree, key))
            found += [Same(one, other, how) for one, other in pairs]
            ones = _without(ones, (one for one, _ in pairs))
            others = _without(others, (other for _, other in pairs))
        for one, other in _assigned(ones, others, _may_be):
            named = _name(one) and _name(other)
            near.append(Alike(one, other, "their names are alike" if named else "what they say agrees"))
    return found, near


def _agree(key: Callable[[Coded], object], one: Coded, other: Coded) -> bool:
    return key(one) is not None and key(one) == key(other)


def _assigned(
    ones: Sequence[Coded], others: Sequence[Coded], fits: Callable[[Coded, Coded], bool]
) -> list[tuple[Coded, Coded]]:
    """One-to-one pairs of those that fit; of several, those that have most in common."""
    found = assign(ones, others, lambda one, other: _common(one, other) if fits(one, other) else 0)
    return [(ones[one], others[other]) for one, other in found]


def _name(record: Coded) -> str | None:
    name = record.fields.get("name")
    return name.value if name else None


_TELLING = ("sector", "kind", "pathways", "number")


def _told(record: Coded) -> object:
    """What tells agencies without a name apart; None for one of which too little is said."""
    said = [record.fields.get(name) for name in _TELLING]
    enough = "name" not in record.fields and sum(one is not None for one in said) > 1
    return tuple(one.value if one else None for one in said) if enough else None


def _id(record: Coded) -> object:
    return record.key


_KEYS: tuple[tuple[How, Callable[[Coded], object]], ...] = (
    ("same id", _id),
    ("same name", _name),
    ("what it says", _told),
)


def _may_be(one: Coded, other: Coded) -> bool:
    """Whether two agencies or groups may be the same: by their names, or, without those, by the rest."""
    name, also = _name(one), _name(other)
    if name and also:
        return names_alike(name, also)
    shared = [
        relation(said, other.fields[field])
        for field, said in one.fields.items()
        if field in _TELLING and field in other.fields
    ]
    return len(shared) > 1 and set(shared) == {"same"}


def names_alike(one: str, other: str) -> bool:
    """Whether a name may be another's: nearly the same letters, or all words of the one in the other."""
    words, also = set(one.split()), set(other.split())
    return words <= also or also <= words or SequenceMatcher(None, one, other).ratio() >= _ALIKE


_ALIKE = 0.75


def _doubtful_names(same: Iterable[Same]) -> Iterator[Alike]:
    """What is taken to be one, and has quite another name in each file."""
    for each in same:
        if _named_apart(each.one, each.other):
            why = "their id" if each.how == "same id" else "the rest of what they say"
            yield Alike(each.one, each.other, f"taken to be one by {why}, though the names differ")


# -- all other records


_TELLS_APART = {"practices": ("of", "form")}
"""Fields in which two records of one kind cannot differ and be the same, unless they share a name."""
_BY_ENDS = ("seats", "links", "funding")


def _matched(kind: str, first: Sequence[Coded], second: Sequence[Coded]) -> list[Same]:
    """Match the records of a kind by what they tie, or by what they say; then what is left of it alone.

    Where neither names nor fields nor sources bear a match out, only the single record of its kind in one
    file is taken to be the single one in the other.
    """
    ones, others = _of(kind, first), _of(kind, second)
    found: list[Same] = []
    while same := list(_round(ones, others)):
        found += same
        ones = _without(ones, (each.one for each in same))
        others = _without(others, (each.other for each in same))
    return found


def _round(ones: Sequence[Coded], others: Sequence[Coded]) -> Iterator[Same]:
    """Match what can be matched while all of these are there."""
    possible = {(one.loc, other.loc) for one in ones for other in others if _fits(one, other)}
    here, there = Counter(loc for loc, _ in possible), Counter(loc for _, loc in possible)

    def alone(one: Coded, other: Coded) -> bool:
        return here[one.loc] == there[other.loc] == 1 and not _named_apart(one, other)

    def fits(one: Coded, other: Coded) -> bool:
        found = (one.loc, other.loc) in possible
        certain = one.kind in _BY_ENDS or _alike_throughout(one, other)
        return found and (certain or alone(one, other) or _borne_out(one, other))

    for one, other in _assigned(ones, others, fits):
        yield Same(one, other, _how(one, other, alone=alone(one, other)))


def _fits(one: Coded, other: Coded) -> bool:
    """Whether nothing keeps two records of a kind from being the same."""
    if one.kind == "conflicts":
        return _same_in(one, other, ("about",)) or _same_in(one, other, ("records",))
    if one.key != other.key:
        return False
    told = [(one.fields.get(name), other.fields.get(name)) for name in _TELLS_APART.get(one.kind, ())]
    return _same_in(one, other, _NAMES) or not any(a and b and relation(a, b) == "apart" for a, b in told)


def _named_apart(one: Coded, other: Coded) -> bool:
    """Whether both have a name, and these are not even alike."""
    name, also = _name(one), _name(other)
    return bool(name and also and not names_alike(name, also))


def _borne_out(one: Coded, other: Coded) -> bool:
    """Whether two records have more in common than their kind and what nearly every record says.

    Where they are named apart, a source must be among it.
    """
    cited = bool(set(one.evidence) & set(other.evidence))
    telling = tuple(name for name in one.fields if name not in ("scope", "status"))
    return cited or (_same_in(one, other, telling) and not _named_apart(one, other))


def _how(one: Coded, other: Coded, *, alone: bool) -> How:
    if _same_in(one, other, _NAMES):
        return "same name"
    if alone:
        return "same ends" if one.kind in _BY_ENDS else "the only one of its kind in each"
    return "what it says" if _alike_throughout(one, other) else "most in common"


def _alike_throughout(one: Coded, other: Coded) -> bool:
    """Whether two records say the same in every field."""
    said = {name: reading.value for name, reading in one.fields.items()}
    return said == {name: reading.value for name, reading in other.fields.items()}


def _perhaps(ones: Sequence[Coded], others: Sequence[Coded]) -> Iterator[Alike]:
    """What is left over and may be the same, one to one: of one kind, or by ends that may be the same."""
    for kind in ("seats", "links", "funding", "practices", "barriers"):
        why = "their ends may be the same" if kind in _BY_ENDS else "they are of one kind"
        for one, other in _assigned(_of(kind, ones), _of(kind, others), _near):
            yield Alike(one, other, why)


def _near(one: Coded, other: Coded) -> bool:
    """Whether two records tie the same, as far as is known; of links between several, two of these."""
    if one.kind != "links" or not (one.key[-1] and other.key[-1]):
        return one.key == other.key
    return one.key[0] == other.key[0] and len(one.key[-1] & other.key[-1]) > 1
