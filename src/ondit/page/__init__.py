"""WHAT a page says: from bytes to an :class:`~ondit.model.Article`.

:func:`ondit.page.read.read` is the way in. One pass turns the page into boxes and pieces
(:mod:`~ondit.page.dom`, or :mod:`~ondit.page.plain` for text), the head is read for what the page
says of itself (:mod:`~ondit.page.meta`, :mod:`~ondit.page.dates`), and every piece becomes a block
of the article or furniture by name (:mod:`~ondit.page.body`). Nothing is thrown away.
"""
