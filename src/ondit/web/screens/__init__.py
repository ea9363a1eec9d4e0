"""A module for each screen; each gives a :class:`~ondit.web.sheet.Sheet`."""
