"""A case in one file, ``*.ondit``: SQLite in WAL mode, one writer, many readers.

The original bytes are kept as they came, once each, under their SHA-256; everything else is derived
from them and from the corrections of users, and could be made again. How it is laid out:

* :mod:`~ondit.store.schema` declares the tables, their version, and the way from older ones;
* :mod:`~ondit.store.database` opens the file, and turns what SQLite says into our errors;
* the others read and write one kind of thing each, as functions over a session.

What a query gives is ordered by values, never by the order in which pages were added: two stores of
the same pages give the same, however they were filled.
"""
