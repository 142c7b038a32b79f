"""What a source says across sites, and whether the facts bear it out."""
