"""The page that people read: a local server over a corpus, and the report in a single file.

Every screen is made once, as a :class:`~ondit.web.sheet.Sheet`: what its template draws, the record
that is its JSON, the rows that are its CSV, and the command line that says the same. The words of
a page are hostile: they reach a template as text only, and what a template marks up comes from
:mod:`ondit.web.words`, which escapes.

``app`` serves, behind ``guard``; ``report`` writes one file; ``screens`` has a module for each
screen; ``marked`` underlines, ``draw`` draws.
"""
