"""What could be added to a file: whether some unrecorded record may match, which no statement rules out."""

from typing import Any

from iomassess.engine.matching import meets
from iomassess.engine.records import Row, Statement
from iomassess.engine.regions import Region, covered, within
from iomassess.engine.rows import Only, Rows
from iomassess.engine.statements import Alike
from iomassess.fields import ID
from iomassess.selectors import Selector


class Openings:
    """Whether questions are open, at one site."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._statements = rows.statements
        self._near_new: dict[Any, list[Statement]] = {}
        self._open: dict[Any, bool] = {}
        self._open_to_new: dict[Any, bool] = {}

    def open(self, asked: Selector) -> bool:
        """Whether any unrecorded record could match, found with no more work than that takes."""
        if self.open_to_new(asked):
            return True
        if asked.key not in self._open:
            self._open[asked.key] = self.first(asked, soonest=True) is not None
        return self._open[asked.key]

    def open_to_new(self, asked: Selector) -> bool:
        """Whether one all ends of which are new could match, as is so of most open questions."""
        found = self._open_to_new.get(asked.key)
        if found is None:
            found = any(self._could_be(row, asked) for row in self._rows.all_new(asked))
            self._open_to_new[asked.key] = found
        return found

    def first(
        self,
        asked: Selector,
        only: Only = None,
        used: list[Statement] | None = None,
        *,
        soonest: bool = False,
    ) -> Row | None:
        """An unrecorded record that could match and that no statement rules out, or None.

        `only` keeps one join (its part and end) fixed. With `soonest` it is whichever is found with least
        work, for those who ask whether there is one.
        """
        alike = Alike(asked)
        for nth, row in enumerate(self._rows.unrecorded(asked, only, soonest=soonest)):
            if nth == 1 and self._closed_outright(asked, only, used):
                return None
            if all(end is None or end.id is None for end in row.ends):
                if self._could_be(row, asked, used):
                    return row
                continue
            if meets(row.parts, asked.tests) is False:
                continue
            near = self._statements.near(row, recorded=False)
            if alike.truths and alike.key(row, near) in alike.truths:
                continue
            region = within(Region(row.parts), asked.tests)
            if region is not None and not covered(region, near, used):
                return row
            alike.truths[alike.key(row, near)] = False
        return None

    def _could_be(self, row: Row, asked: Selector, used: list[Statement] | None = None) -> bool:
        """Whether a record all ends of which are new could match, and no statement rules it out.

        Sites differ here in no more than their statements and what is derived of an agency not recorded.
        """
        ends = tuple([end.kind if end is not None else "" for end in row.ends])
        near = self._near_new.get((row.kind, ends))
        if near is None:
            near = self._near_new[row.kind, ends] = self._statements.near(row, recorded=False)
        key = "new", ends, self._rows.new_is
        known = asked.known
        if key not in known:
            asked.remember(key, within(Region(row.parts), asked.tests))
        region = known[key]
        return region is not None and not (near and covered(region, near, used))

    def _closed_outright(self, asked: Selector, only: Only, used: list[Statement] | None) -> bool:
        """Whether statements cover the question for any ends at all, which spares trying each."""
        if self._statements.spares_ends or any(test.form is ID for test in asked.tests):
            return False  # of any end at all there is no id to ask for, nor does a statement hold of all
        closing: list[Statement] = []
        for row in self._rows.anything(asked, only):
            region = within(Region(row.parts), asked.tests)
            if region is None:
                continue
            near = self._statements.near(row, recorded=False)
            if not near or not covered(region, near, closing):
                return False
        if used is not None:
            used += [one for one in closing if all(one is not other for other in used)]
        return True
