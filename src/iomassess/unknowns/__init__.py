"""What to find out next at a site, and what follows from each answer."""
