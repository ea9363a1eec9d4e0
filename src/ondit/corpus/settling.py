"""Settling: every page is put in its place among the others, and what follows is told again.

What is to be done stands in the tables ``todo_*``. Each step takes some of it, and crosses it out
in the transaction that keeps its result; so it does not matter who begins and who ends, and the
end depends on the pages only, not on the order in which they came:

1. *relate*: the fingerprints of new articles go into the index, and give the pairs to compare;
2. *review*: where the index changed under old articles, pairs that no longer match are dropped;
3. *compare*: the pairs are compared, by the engine;
4. *tell*: stories are made again of every group of related articles that changed;
5. *count*: voices, sites and who feeds whom are counted again where they changed;
6. *echo*: statements find those of other pages that say the same (:mod:`ondit.corpus.echoing`).
"""

from __future__ import annotations

from ondit.corpus.comparing import compare
from ondit.corpus.counting import count
from ondit.corpus.echoing import echo
from ondit.corpus.progress import Watcher
from ondit.corpus.relating import relate
from ondit.corpus.telling import tell
from ondit.engine import Engine
from ondit.store.database import Session


def note(session: Session, article: int) -> None:
    """Note that an article is to be related to the others."""
    session.run("INSERT OR IGNORE INTO todo_relate VALUES (?)", (article,))


def settle(session: Session, engine: Engine, *, watch: Watcher | None = None) -> None:
    """Do all that is written down as still to be done."""
    relate(session, engine)
    compare(session, engine, watch)
    tell(session)
    count(session)
    echo(session, engine)
