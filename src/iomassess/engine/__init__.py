"""The facts of a site, and what conditions over them come to: true, false or unknown."""
