"""How much the property tests try, by the variable HYPOTHESIS_PROFILE.

Without it every run tries the same cases, so that a change is judged by itself; `thorough` tries many
more, and others each time; `quick` tries few, for mutants.
"""

import os

PROFILE = os.environ.get("HYPOTHESIS_PROFILE")
THOROUGH = PROFILE == "thorough"
QUICK = PROFILE == "quick"
