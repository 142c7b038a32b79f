"""What a report knows as tables of data: one thing to a row, and every row of a site names its site."""

from collections.abc import Sequence

from iomassess.documents import Sheet
from iomassess.gaps import Gaps
from iomassess.progress.changes import Progress
from iomassess.results import Assessment, Comparison, Findings
from iomassess.sheets.assessed import assessed
from iomassess.sheets.compared import comparison_sheets, finding_sheets, gap_sheets
from iomassess.sheets.progressed import progress_sheets
from iomassess.sheets.recorded import attested, identified, recorded


def sheets(
    assessments: Sequence[Assessment],
    *,
    gaps: Gaps | None = None,
    target: int | None = None,
    comparison: Comparison | None = None,
    findings: Findings | None = None,
    progress: Progress | None = None,
) -> tuple[Sheet, ...]:
    """Make the sheets of a report; gaps are those of the first site, to `target` or the frameworks' own."""
    return (
        *identified(assessments),
        *(progress_sheets(assessments[-1], progress) if progress else ()),
        *(gap_sheets(assessments[0], gaps, target) if gaps else ()),
        *(comparison_sheets(comparison) if comparison else ()),
        *(finding_sheets(assessments, findings.findings) if findings else ()),
        *assessed(assessments),
        *recorded(assessments),
        *attested(assessments),
    )
