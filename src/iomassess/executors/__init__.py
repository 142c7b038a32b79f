"""Engines that do the work on several machines: each module hands portions to a library's own map."""
