"""WHENCE it comes: from one page alone, and from two.

:func:`ondit.lineage.origin.origin` reads what one page says and betrays of its source;
:func:`ondit.lineage.compare.compare` lays two pages side by side. Evidence with its own words and
strength, never a verdict.
"""
