"""Frameworks: criteria as ladders of conditions, their examples and the sources they cite."""
