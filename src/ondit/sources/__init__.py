"""The edges that bring pages in: each gives :class:`ondit.model.Page`, or why it cannot."""
