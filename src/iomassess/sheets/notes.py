"""What has to be known to read tables, each told once."""

LEVELS = (
    "Levels run from 0 to 4. They have an order and no distances: 4 is more than 2, not twice as much. "
    "Averages and totals of them mean nothing."
)
INTERVALS = (
    "Evidenced is the highest level that the evidence shows, possible the highest that it does not rule "
    "out. Where the two are the same, the level is settled."
)
NAMES = (
    "The name of a level is that of the evidenced one, but for evidenced 0: it is none where nothing more "
    "is possible, and not established where something is, because then too little is known to say."
)
RUNGS = (
    "A criterion is a ladder of rungs, and a level is reached when its rung and all below it are met. A "
    "rung that is unknown is neither shown to be met nor ruled out."
)
STATES = (
    "Only what is in place counts towards a level. What is planned, ended, emerging or invited is "
    "recorded and shown; of these, emerging and invited count where a rung names them, and planned and "
    "ended never."
)
LISTS = (
    "A list names those that are known, and there may be more. That there are no more, or none at all, is "
    "said only in the worksheet statements."
)
LINES = "The line is that of the site file on which the record or statement stands."
SOURCES = (
    "Sources are cited by their id and a place in them. What the ids stand for is in the worksheet sources."
)
COUNTS = (
    "Least is the number that the facts show for certain, most the largest that they leave open. Where "
    "most is not known, nothing recorded sets a bound. Entries that may be one agency count once."
)
ROLES = (
    "What an agency is to the project follows from the recorded facts by the definitions of the study "
    "that the frameworks rest on. Where these leave several roles open, all of them are named."
)
RANKING = (
    "One site is above another only where it is evidenced above all that is possible at the other. Where "
    "more is evidenced at one and the order is not settled, that may be because more is known of it."
)
GAPS = (
    "In a practice gap the evidence rules the target out, so that something would have to change. In an "
    "evidence gap it neither shows the target nor rules it out, so that something has to be found out "
    "first."
)
VERDICTS = (
    "Confirmed: the count found is the count stated. Contradicted: it cannot be. Not ruled out: that "
    "depends on what is not known. No claim: the source states no count, or sites are here of which it "
    "does not speak."
)
PROGRESS = (
    "Practice changed only where what one wave shows is what the other rules out. Evidence that arrives is "
    "no improvement: what is shown now may have been there before, unrecorded."
)
