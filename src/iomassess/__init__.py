"""Assess how far Third Sector agencies are engaged in a partnership, from recorded facts."""

__version__ = "0.1.0"
