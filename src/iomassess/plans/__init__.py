"""What to do: the actions that frameworks know of, and the fewest of them that reach a site's targets."""
