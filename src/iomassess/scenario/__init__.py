"""Changes to a site that are assumed: the scenario file, and what would follow."""
