"""What changed at a site between two waves, and what does the changing."""
