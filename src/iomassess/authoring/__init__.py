"""Site files written, filled in from tables and answers, and put in order, with nothing lost."""
