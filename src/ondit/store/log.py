"""The log of a store: runs, what could not be read, and what users put right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from ondit.model import Correction, Failure, Run
from ondit.store.database import Session, facts_json, now
from ondit.text import digest

_RUN = "id, started, ended, given, ondit, read, added, failed"


def begin(session: Session, given: Sequence[str], *, version: str) -> int:
    """Begin a run of Ondit in this ``version``; give its number."""
    started = now()
    identifier = digest("run", started, str(last(session)), *given)
    return session.run(
        "INSERT INTO runs (id, started, given, ondit) VALUES (?, ?, ?, ?)",
        (identifier, started, facts_json(list(given)), version),
    )


def count(session: Session, run: int, *, read: int = 0, added: int = 0, failed: int = 0) -> None:
    """Count what a run has done since it was last counted."""
    session.run(
        "UPDATE runs SET read = read + ?, added = added + ?, failed = failed + ? WHERE number = ?",
        (read, added, failed, run),
    )


def end(session: Session, run: int) -> None:
    """Say that a run came to its end."""
    session.run("UPDATE runs SET ended = ? WHERE number = ?", (now(), run))


def run(session: Session, number: int) -> Run:
    """Give the record of a run."""
    row = session.row(f"SELECT {_RUN} FROM runs WHERE number = ?", (number,))
    assert row is not None
    return _run(row)


def runs(session: Session) -> Iterator[Run]:
    """Give the runs, the first first."""
    return map(_run, session.rows(f"SELECT {_RUN} FROM runs ORDER BY number"))


def _run(row: tuple[str, str, str | None, str, str, int, int, int]) -> Run:
    given = tuple(msgspec.json.decode(row[3], type=list[str]))
    return Run(
        id=row[0],
        started=row[1],
        ended=row[2],
        given=given,
        ondit=row[4],
        read=row[5],
        added=row[6],
        failed=row[7],
    )


# --------------------------------------------------------------------------------------------
# Failures


def fail(session: Session, failure: Failure, *, run: int, url: str | None = None) -> None:
    """Note that a page could not be read, in the place of what was noted of it before."""
    session.run(
        "INSERT INTO failures (name, url, run, error, facts) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (name, url) DO UPDATE SET run = excluded.run, error = excluded.error,"
        " facts = excluded.facts",
        (failure.name, url or "", run, failure.error, facts_json(failure.facts)),
    )


def fail_together(session: Session, articles: Iterable[int], *, error: str, detail: str) -> None:
    """Note of articles that what was to be found of them together was lost on the way."""
    names = (
        session.value("SELECT name FROM articles WHERE number = ?", (number,))
        for number in articles
    )
    name = ", ".join(sorted(names))
    failure = Failure(name=name, error=error, facts={"path": name, "detail": detail})
    fail(session, failure, run=last(session))


def added(session: Session) -> int:
    """Give how many articles the last run added."""
    return int(
        session.value("SELECT coalesce((SELECT added FROM runs ORDER BY number DESC LIMIT 1), 0)")
    )


def last(session: Session) -> int:
    """Give the number of the last run; 0 where there was none."""
    return int(session.value("SELECT coalesce(max(number), 0) FROM runs"))


def mended(session: Session, name: str, url: str | None) -> None:
    """Note that a page could be read after all."""
    session.run("DELETE FROM failures WHERE name = ? AND url = ?", (name, url or ""))


def failures(session: Session) -> Iterator[Failure]:
    """Give what could not be read, by name."""
    for row in session.rows("SELECT name, error, facts FROM failures ORDER BY name, url"):
        facts = msgspec.json.decode(row[2], type=dict[str, str])
        yield Failure(name=row[0], error=row[1], facts=facts)


# --------------------------------------------------------------------------------------------
# Corrections


def correct(session: Session, correction: Correction) -> bool:
    """Add a correction; tell whether it was not there yet."""
    held = session.value("SELECT 1 FROM corrections WHERE id = ?", (correction.id,))
    if held is None:
        session.run(
            "INSERT INTO corrections (id, article, record) VALUES (?, ?, ?)",
            (correction.id, correction.article, msgspec.json.encode(correction).decode()),
        )
    return held is None


def corrections(session: Session) -> tuple[Correction, ...]:
    """Give every correction ever made, in order."""
    rows = session.rows("SELECT record FROM corrections ORDER BY number")
    return tuple(msgspec.json.decode(row[0], type=Correction) for row in rows)


def in_force(corrections: Sequence[Correction]) -> tuple[Correction, ...]:
    """Give those of ``corrections`` that hold: neither undone nor the undoing of one."""
    held: dict[str, bool] = {}
    undone_by = {one.id: one.undoes for one in corrections if one.kind == "undo"}
    for one in corrections:
        held[one.id] = True
    # An undoing may itself be undone: the last word counts, so they are weighed from the end.
    for one in reversed(corrections):
        target = undone_by.get(one.id)
        if target is not None and held[one.id] and target in held:
            held[target] = False
    return tuple(one for one in corrections if held[one.id] and one.kind != "undo")
