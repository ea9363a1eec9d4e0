"""The file: opened for reading by many, for writing by one, and its errors in our words.

A writer holds a lock beside the file for as long as its run lasts (a run is many transactions), so
that a second one waits and can then say who holds it. The system drops the lock of a process that
dies. SQLite's own locks stay as they are: readers see the last finished transaction and never wait.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from ondit.errors import (
    DamagedStore,
    DiskFull,
    MissingFile,
    NewerStore,
    NotAStore,
    StoreBusy,
    UnreadableFile,
)
from ondit.store import schema
from ondit.store.lock import Lock

Row = tuple[Any, ...]

WAIT = 20.0
"""Seconds that a writer waits for another before it says who holds the store."""

_BUSY = 5_000  # milliseconds that SQLite waits for its own, short locks
_BEHIND = "behind"  # key in meta
_CACHE = 65_536  # kibibytes of pages kept in memory by a writer
_LOG = 64 << 20  # bytes to which the write-ahead log is cut back


class Session:
    """A connection whose errors are ours. Rows are tuples."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self.path = path

    def rows(self, sql: str, given: Sequence[object] = ()) -> Iterator[Row]:
        """Give the rows of a query, one at a time."""
        with translated(self.path):
            yield from self.connection.execute(sql, given)

    def row(self, sql: str, given: Sequence[object] = ()) -> Row | None:
        """Give the first row of a query, or ``None``."""
        with translated(self.path):
            found: Row | None = self.connection.execute(sql, given).fetchone()
        return found

    def value(self, sql: str, given: Sequence[object] = ()) -> Any:
        """Give the first value of the first row, or ``None``."""
        found = self.row(sql, given)
        return found[0] if found else None

    def run(self, sql: str, given: Sequence[object] = ()) -> int:
        """Do what ``sql`` says; give the number of the row it added, if it did."""
        with translated(self.path):
            return self.connection.execute(sql, given).lastrowid or 0

    def many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Do what ``sql`` says for each of ``rows``."""
        with translated(self.path):
            self.connection.executemany(sql, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do all that is inside, or nothing."""
        self.run("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            with suppress(sqlite3.Error):
                self.connection.execute("ROLLBACK")
            raise
        self.run("COMMIT")


class Database:
    """The file of a store. Nothing is opened before it is asked for."""

    def __init__(
        self, path: str | os.PathLike[str], *, brought: Callable[[Session], None] | None = None
    ) -> None:
        """``brought`` does what is left to do in a store brought here from an older version."""
        self.path = Path(path)
        self._brought = brought
        self._own = threading.local()
        self._opened: list[sqlite3.Connection] = []

    def reader(self) -> Session:
        """Give this thread's session for reading.

        Raises :class:`MissingFile` when there is no such file, and what is wrong with it.
        """
        session: Session | None = getattr(self._own, "session", None)
        if session is None:
            if not self.path.exists():
                raise MissingFile(path=self.path)
            session = Session(self._connect("rw"), self.path)
            if _version(session) < schema.VERSION or _is_behind(session):
                with self.writer():
                    pass  # brought to this version
            self._own.session = session
        return session

    @contextmanager
    def writer(self, *, wait: float = WAIT) -> Iterator[Session]:
        """Hold the store for writing; make it when it is not there.

        Raises :class:`StoreBusy` when another holds it for longer than ``wait`` seconds.
        """
        lock = Lock(self.path)
        lock.take(wait)
        try:
            new = not self.path.exists() or self.path.stat().st_size == 0
            session = Session(self._connect("rwc"), self.path)
            try:
                _prepare(session, new=new)
                if _is_behind(session):
                    if self._brought is not None:
                        self._brought(session)
                    session.run("DELETE FROM meta WHERE key = ?", (_BEHIND,))
                yield session
            finally:
                self._opened.remove(session.connection)
                with translated(self.path):
                    session.connection.close()
        finally:
            lock.leave()

    def close(self) -> None:
        """Close every connection that was opened for reading."""
        while self._opened:
            self._opened.pop().close()
        self._own = threading.local()

    def _connect(self, mode: str) -> sqlite3.Connection:
        address = self.path.absolute().as_uri()
        try:
            return self._settled(f"{address}?mode={mode}", mode)
        except sqlite3.DatabaseError as error:
            refused = error
        if mode == "rw" and not os.access(self.path.parent, os.W_OK):
            # A folder that cannot be written has no room for SQLite's own files beside the store.
            with translated(self.path):
                return self._settled(f"{address}?mode=ro&immutable=1", mode)
        raise ours(refused, self.path) from refused

    def _settled(self, address: str, mode: str) -> sqlite3.Connection:
        connection = sqlite3.connect(
            address, uri=True, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute(f"PRAGMA busy_timeout = {_BUSY}")
            connection.execute("PRAGMA query_only = ON" if mode == "rw" else "SELECT 1")
            connection.execute("SELECT count(*) FROM sqlite_schema")
        except sqlite3.DatabaseError:
            connection.close()
            raise
        self._opened.append(connection)
        return connection


def now() -> str:
    """Give the time: ISO 8601, to the second, at UTC."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def _prepare(session: Session, *, new: bool) -> None:
    """Bring the file to this version of the tables."""
    if new:
        session.run("PRAGMA auto_vacuum = NONE")
        session.run(f"PRAGMA application_id = {schema.APPLICATION}")
    session.run("PRAGMA journal_mode = WAL")
    session.run("PRAGMA synchronous = NORMAL")
    session.run("PRAGMA secure_delete = ON")
    session.run(f"PRAGMA cache_size = -{_CACHE}")
    session.run(f"PRAGMA journal_size_limit = {_LOG}")
    version = 0 if new else _version(session)
    if version == schema.VERSION:
        return
    with session.transaction():
        if version == 0:
            _script(session, schema.tables())
        else:
            for step in range(version, schema.VERSION):
                _script(session, schema.STEPS[step])
            session.run("INSERT OR REPLACE INTO meta VALUES (?, '1')", (_BEHIND,))
        session.run(f"PRAGMA user_version = {schema.VERSION}")


def _is_behind(session: Session) -> bool:
    """Tell whether a store was brought to this version, and what follows is still to be done."""
    return session.value("SELECT 1 FROM meta WHERE key = ?", (_BEHIND,)) is not None


def _script(session: Session, script: str) -> None:
    """Run the statements of ``script`` inside the transaction that is open."""
    plain = "\n".join(line.split("--")[0] for line in script.splitlines())
    statement = ""
    for part in plain.split(";")[:-1]:
        statement += part + ";"
        if sqlite3.complete_statement(statement):
            session.run(statement)
            statement = ""


def _version(session: Session) -> int:
    """Give the version of the tables; raise when the file is not ours, or newer than we are."""
    if session.value("PRAGMA application_id") != schema.APPLICATION:
        raise NotAStore(path=session.path)
    version = int(session.value("PRAGMA user_version"))
    if version > schema.VERSION:
        raise NewerStore(path=session.path, version=version, known=schema.VERSION)
    return version


# --------------------------------------------------------------------------------------------
# Errors


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise our error for one of SQLite's."""
    try:
        yield
    except sqlite3.Error as error:
        raise ours(error, path) from error


def ours(error: sqlite3.Error, path: Path) -> Exception:
    """Give our error for one of SQLite's; a mistake of our own stays as it is."""
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return DiskFull(path=path)
    if code == sqlite3.SQLITE_NOTADB:
        return NotAStore(path=path)
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_IOERR):
        return DamagedStore(path=path, detail=str(error))
    if code == sqlite3.SQLITE_BUSY:
        return StoreBusy(path=path, holder="?", since="?")
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return UnreadableFile(path=path, reason=str(error), code="EACCES")
    return error


def facts_json(facts: object) -> str:
    """Give small facts as JSON, their keys sorted: the same facts are the same text."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True)
