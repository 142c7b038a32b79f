"""Counts how much looser the engine is than the truth, over a fixed corpus of random sites.

The engine may leave open what the recorded facts settle; it may never settle what they leave open.
This prints how often the first happens, and why. Run it from the root of the repository:

    python benchmarks/looseness.py [--pairs 3000] [--seed 0] [--show]

The truth is found in a universe built around each condition: only fields that bear on it vary, one
value stands for all that nothing mentions, and there are as many unrecorded things of each kind as
the condition could need. A question is open if worlds of both answers are found, and settled if
every world of that universe answers alike; where these are too many to visit it is set aside. What
more things could only confirm is settled by the worlds that have none but recorded things.
"""

import argparse
import sys
from collections import Counter
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from completions import Completions, RandomChooser, dice
from iomassess.engine.conditions import judge, read_condition
from iomassess.engine.facts import facts
from oracle import DERIVED, Condition, holds
from strategies import Case, make_case
from universe import Universe, counts, need

SAMPLE = 60
LIMIT = 2000
"""How many worlds are visited before a question is set aside."""
LARGEST_NEED = 3
"""Conditions that count further would need a larger universe."""


@dataclass(frozen=True)
class Finding:
    """What the engine and the truth say to one condition of one site."""

    case: Case
    engine: bool | None
    truths: frozenset[bool]
    """The answers found in worlds."""
    whole: bool
    """Whether these are all the answers there are."""

    @property
    def verdict(self) -> str:
        """How the two compare."""
        if self.engine is not None:
            return "settled" if self.truths <= {self.engine} else "UNSOUND"
        if len(self.truths) > 1:
            return "open"
        return "looser" if self.whole else "set aside"


def main() -> None:
    """Print the counts."""
    options = _options()
    findings = [
        find(make_case(RandomChooser(dice(f"{options.seed} {place}")))) for place in range(options.pairs)
    ]
    verdicts = ("settled", "looser", "open", "set aside", "UNSOUND")
    print(f"{options.pairs} pairs of a site and a condition, seed {options.seed}")
    print(f"{'outermost form':24}", *(f"{verdict:>10}" for verdict in verdicts))
    forms = [_form(finding.case.condition) for finding in findings]
    for form in [*sorted(set(forms)), "all together"]:
        found = Counter(
            finding.verdict
            for finding, its in zip(findings, forms, strict=True)
            if form in {its, "all together"}
        )
        print(f"{form:24}", *(f"{found[verdict]:10}" for verdict in verdicts))
    looser = [finding for finding in findings if finding.verdict == "looser"]
    settled = sum(finding.engine is not None for finding in findings)
    aside = [either_way(it.case.condition) for it in findings if it.verdict == "set aside"]
    print(f"\nThe engine settles {settled}, the truth at least {settled + len(looser)}.")
    print(f"Of {len(aside)} set aside, {sum(aside)} ask for x or not-x.")
    print("Looser because of")
    for cause, number in Counter(cause_of(finding) for finding in looser).most_common():
        print(f"  {number:4}  {cause}")
    for finding in findings if options.show else ():
        if finding.verdict in {"looser", "UNSOUND"}:
            print(f"\n{finding.verdict}: {cause_of(finding)}", finding.case, sep="\n")


def find(case: Case) -> Finding:
    """Ask the engine, and as many worlds as it takes."""
    engine = judge(read_condition(case.condition), facts(case.site)).truth
    most = min(need(case.condition), LARGEST_NEED)
    around = Universe.around(case.site, case.condition, most=most)
    bare = Completions(case.site, Universe(around.values, {}, around.spare))
    full = Completions(case.site, around)
    worlds = chain(bare.sample(dice(0), SAMPLE), full.sample(dice(0), SAMPLE))
    truths = {holds(case.condition, world) for world in worlds}
    if engine is None and len(truths) == 1:
        truths |= {holds(case.condition, world) for world in full.sample(dice(1), LIMIT // 4)}
    confirmed = more_confirms(case.condition, answer=True in truths)
    enough = confirmed or need(case.condition) <= LARGEST_NEED
    whole = engine is None and len(truths) == 1 and enough
    for world in (bare if confirmed else full).exhaustive(LIMIT) if whole else ():
        if world is None or len(truths) > 1:
            whole = False
            break
        truths.add(holds(case.condition, world))
    return Finding(case, engine, frozenset(truths), whole)


def more_confirms(condition: Condition, *, answer: bool) -> bool:
    """Whether an answer can only stay as it is when there are more things than before."""
    if "not" in condition:
        return more_confirms(condition["not"], answer=not answer)
    if "some" in condition:
        derived = any(path.rpartition(".")[2] in DERIVED for path in condition["where"])
        return answer and "at_most" not in condition and not derived
    parts = (*condition.get("all", ()), *condition.get("any", ()))
    return all(more_confirms(part, answer=answer) for part in parts) if parts else answer


def either_way(condition: Condition) -> bool:
    """Whether somewhere a condition asks for x or not-x, or for both."""
    parts = (*condition.get("all", ()), *condition.get("any", ()))
    parts += (condition["not"],) if "not" in condition else ()
    return any({"not": part} in parts or either_way(part) for part in parts)


def cause_of(finding: Finding) -> str:
    """Where the engine loses what the truth knows."""
    condition, written = finding.case.condition, finding.case.written
    parts = [some for some in counts(condition) if some is not condition]
    alone = [find(Case(written, some)) for some in parts]
    if parts and not any(part.verdict in {"looser", "set aside"} for part in alone):
        if either_way(condition):
            return "x or not-x"
        return "parts that share what is unknown: open alone, settled together"
    loose = [some for some, part in zip(parts, alone, strict=True) if part.verdict == "looser"]
    some = loose[0] if loose else condition
    if any(path.rpartition(".")[2] in DERIVED for path in some.get("where", {})):
        return "an engagement type"
    if "distinct" in some:
        return "counting distinct values"
    if any("unnamed" in agency for agency in written["agencies"].values()):
        return "an unnamed agency at the site"
    return f"a count of {some['some']}" if "some" in some else "a test of the project"


def _form(condition: Condition) -> str:
    form = next(iter(condition))
    return f"some: {condition['some']}" if form == "some" else form


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pairs", type=int, default=3000, help="how many pairs to look at")
    parser.add_argument("--seed", type=int, default=0, help="another seed makes another corpus")
    parser.add_argument("--show", action="store_true", help="print the pairs it is loose on")
    return parser.parse_args()


if __name__ == "__main__":
    main()
