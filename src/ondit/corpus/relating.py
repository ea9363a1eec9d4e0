"""Relating: new articles find those they share something with, by the index of fingerprints.

Who shares enough is written down to be compared. Where the index changed under old articles (a
fingerprint came to be common, or ceased to be), pairs that no longer match are dropped, and those
that now do are compared: so what is compared does not depend on the order of the articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ondit.corpus import work
from ondit.engine import Engine, Lost
from ondit.lineage import join, step
from ondit.lineage.fingerprints import FAMILIES, Family, Fingerprints
from ondit.lineage.fingerprints import VERSION as PRINTS_VERSION
from ondit.lineage.matching import Spoken
from ondit.store import relations
from ondit.store.database import Session
from ondit.store.index import Disturbed, Index, Item

Marks = NDArray[np.uint64]

_TOGETHER = 32  # records whose fingerprints are made in one go: ten times faster than one by one
_FEW = 64  # articles that are looked up one by one; more are joined with all
_CHUNK = 20_000  # articles merged at once: 200 MB of fingerprints
_ENOUGH = {"shingles": 2, "pairs": step.LEAST}  # shared, below which nothing is likely
_OPTIONS = join.Options(dense=step.LEAST)
_NO = np.zeros(0, dtype=np.uint32)
_LIKELY = 4_000  # pairs looked at together, and articles whose fingerprints are kept: 40 MB


def relate(session: Session, engine: Engine) -> None:
    """Relate new articles to the others, and review those under which the index changed."""
    relating = _Relating(session, engine)
    relating.relate()
    relating.review()


class _Relating:
    """New articles find those they share something with."""

    def __init__(self, session: Session, engine: Engine) -> None:
        self._session = session
        self._engine = engine
        self._index = Index(session)
        self._kept: dict[int, Fingerprints] = {}
        self._languages: dict[int, str | None] = {}
        self._fresh()

    def _fresh(self) -> None:
        """Make the index anew when fingerprints are no longer made as they were.

        Of what the old ones found, pairs that the new ones do not find are dropped by the review.
        """
        session, version = self._session, str(PRINTS_VERSION)
        if session.value("SELECT value FROM meta WHERE key = 'fingerprints'") == version:
            return
        with session.transaction():
            session.run("DELETE FROM fingerprints")
            session.run("DELETE FROM latest")
            session.run("DELETE FROM meta WHERE key = 'merging'")
            session.run("INSERT OR IGNORE INTO todo_relate SELECT number FROM articles")
            session.run(
                "INSERT OR IGNORE INTO todo_review (mark) SELECT mark FROM articles"
                " WHERE number IN (SELECT low FROM derivations)"
            )
            session.run("INSERT OR REPLACE INTO meta VALUES ('fingerprints', ?)", (version,))

    def relate(self) -> None:
        """Put new articles into the index, and write down the pairs to compare."""
        while True:
            rows = list(
                self._session.rows(
                    "SELECT a.number, a.mark FROM todo_relate t JOIN articles a"
                    " ON a.number = t.article ORDER BY a.id LIMIT ?",
                    (_CHUNK,),
                )
            )
            if not rows:
                return
            numbers = [row[0] for row in rows]
            marks = [row[1] for row in rows]
            items = list(zip(marks, self._prints(marks), strict=True))
            if len(items) <= _FEW:
                self._relate_few(numbers, items)
            else:
                self._relate_many(numbers, items)

    def _relate_few(self, numbers: Sequence[int], items: Sequence[Item]) -> None:
        with self._session.transaction():
            changed = self._index.put(items)
            for mark, prints in items:
                self._want(self._partners(mark, prints), mark)
            self._doubt(changed.without({mark for mark, _ in items}))
            self._index.tend(len(items), self._total())
            self._cross_out(numbers)

    def _relate_many(self, numbers: Sequence[int], items: Sequence[Item]) -> None:
        self._insert(items)
        among = np.array(sorted(mark for mark, _ in items), dtype=np.uint64)
        known = dict(items)
        for family in FAMILIES:
            pairs = list(self._joined(family, among, known))
            with self._session.transaction():
                for one, other, spare in pairs:
                    self._want({other: spare}, one)
        with self._session.transaction():
            self._cross_out(numbers)

    def _insert(self, items: Sequence[Item]) -> None:
        """Put articles into the index; where it changes under others, note them for review."""
        new = {mark for mark, _ in items}
        if self._index.may_wait(len(items), self._total()):
            with self._session.transaction():
                self._doubt(self._index.put(items).without(new))
            return
        steps = self._index.merge(items)
        while True:
            with self._session.transaction():
                changed = next(steps, None)
                if changed is None:
                    return
                self._doubt(changed.without(new))

    def _doubt(self, changed: Disturbed) -> None:
        """Note for review old articles whose matches change because new ones came.

        They can only lose some, so that without a pair there is nothing to review, nor while it
        rests on enough of what few hold.
        """
        relations.review(self._session, relations.doubtful(self._session, changed), gains=False)

    def _total(self) -> int:
        return int(self._session.value("SELECT count(*) FROM articles"))

    def _joined(
        self, family: Family, among: Marks, known: dict[int, Fingerprints]
    ) -> Iterator[tuple[int, int, int]]:
        """Give the pairs of a family with one at least ``among`` the new, and what they spare."""
        # Concepts are no sign within one language.
        spoken = self._spoken() if family in join.ACROSS else None
        counts = self._index.shared(family, among, spoken)
        counts = counts.some(counts.total >= _ENOUGH[family])
        for start in range(0, len(counts.pairs), _LIKELY):
            rows = join.candidates(
                counts.some(slice(start, start + _LIKELY)),
                lambda marks: self._fetch(marks, known),
                family,
                options=_OPTIONS,
            )
            yield from (
                (row.one, row.other, _spare(row)) for row in rows if self._is_likely(row, known)
            )

    def _spoken(self) -> Spoken:
        return Spoken(dict(self._session.rows("SELECT mark, language FROM articles")))

    def review(self) -> None:
        """Drop what no longer matches, and find what now does, of articles noted for it."""
        while True:
            some: dict[int, int] = dict(
                self._session.rows("SELECT mark, gains FROM todo_review LIMIT ?", (_TOGETHER,))
            )
            if not some:
                return
            there = [mark for mark in some if self._number(mark) is not None]
            with self._session.transaction():
                paired = relations.paired(self._session, map(self._number, there))
                for mark, prints in zip(there, self._fetch(there, {}), strict=True):
                    self._review(mark, prints, paired, gains=bool(some[mark]))
                self._session.many("DELETE FROM todo_review WHERE mark = ?", ((m,) for m in some))

    def _review(
        self, mark: int, prints: Fingerprints, paired: set[tuple[int, int]], *, gains: bool
    ) -> None:
        """Look at the partners of an article; ``paired`` are its pairs and some of others.

        Those it has no pair with were compared before and came out as independent, or are new
        since an article went: only then (``gains``) they are compared.
        """
        number = self._number(mark)
        held = {
            other: pair for pair in paired if number in pair for other in pair if other != number
        }
        if gains:
            partners = self._partners(mark, prints)
        else:
            named = map(self._mark, held)
            partners = self._still(mark, prints, [other for other in named if other is not None])
        wanted = {self._number(partner): partner for partner in partners}
        for other, pair in held.items():
            if other in wanted:
                relations.rest(self._session, *pair, spare=partners[wanted[other]])
            else:
                relations.drop(self._session, *pair)
                paired.discard(pair)
        if gains:
            new = [partner for other, partner in wanted.items() if other not in held]
            self._want({partner: partners[partner] for partner in new}, mark)

    def _still(self, mark: int, prints: Fingerprints, others: Sequence[int]) -> dict[int, int]:
        """Give those of ``others`` that are partners still, each with what the pair spares.

        Only the fingerprints that they share with the article are looked up.
        """
        known = {mark: prints, **dict(zip(others, self._fetch(others, {}), strict=True))}
        shared = {
            family: np.intersect1d(
                prints.numbers(family),
                np.concatenate([_NO, *(known[one].numbers(family) for one in others)]),
            )
            for family in FAMILIES
        }
        bare = _bare(prints.language)
        found: list[join.Candidate] = []
        for family in FAMILIES:
            found += join.probe(
                mark,
                prints,
                lambda family, numbers: self._index.lookup(
                    family, np.intersect1d(numbers, shared[family])
                ),
                lambda marks: [known.get(one, bare) for one in marks],
                options=join.Options(families=(family,), dense=step.LEAST),
            )
        return self._likely(
            mark, [row for row in found if {row.one, row.other} <= known.keys()], known
        )

    def _partners(self, mark: int, prints: Fingerprints) -> dict[int, int]:
        """Give the articles that one is to be compared with, each with what the pair spares."""
        found: list[join.Candidate] = []
        for family in FAMILIES:
            found += join.probe(
                mark,
                prints,
                self._index.lookup,
                lambda marks, family=family: self._others(marks, prints, family),  # type: ignore[misc]
                options=join.Options(families=(family,), dense=step.LEAST),
            )
        return self._likely(mark, found, {mark: prints})

    def _likely(
        self, mark: int, rows: Iterable[join.Candidate], known: dict[int, Fingerprints]
    ) -> dict[int, int]:
        """Give the partners of an article that are likely, each with what the pair spares."""
        found: dict[int, int] = {}
        for row in rows:
            if self._is_likely(row, known):
                other = row.one + row.other - mark
                found[other] = max(found.get(other, -1), _spare(row))
        return found

    def _is_likely(self, row: join.Candidate, known: dict[int, Fingerprints]) -> bool:
        """Tell whether a pair is worth comparing: across languages, if what it shares keeps step.

        As many as keep step stand in the densest passage, which the options ask for.
        """
        if row.family not in join.ACROSS:
            return True
        return step.in_step(*self._fetch((row.one, row.other), known))

    def _others(
        self, marks: Sequence[int], prints: Fingerprints, family: Family
    ) -> list[Fingerprints]:
        """Give the fingerprints of articles, those of no use by their language alone.

        Concepts are no sign within one language, and most articles that share some are of one.
        """
        if family not in join.ACROSS:
            return self._fetch(marks, {})
        found = {
            mark: _bare(language)
            for mark in marks
            if (language := self._language(mark)) == prints.language
        }
        return self._fetch(marks, found)

    def _language(self, mark: int) -> str | None:
        if not self._languages:  # of all at once: a probe asks for thousands
            self._languages.update(self._session.rows("SELECT mark, language FROM articles"))
        return self._languages[mark]

    def _want(self, partners: Mapping[int, int], mark: int) -> None:
        """Write down that an article is to be compared with others, and what each pair spares."""
        self._session.many(
            "INSERT INTO todo_compare SELECT min(a.number, b.number), max(a.number, b.number), ?"
            " FROM articles a, articles b WHERE a.mark = ? AND b.mark = ?"
            " ON CONFLICT DO UPDATE SET spare = max(spare, excluded.spare)",
            ((spare, mark, partner) for partner, spare in partners.items()),
        )

    def _mark(self, number: int) -> int | None:
        mark: int | None = self._session.value(
            "SELECT mark FROM articles WHERE number = ?", (number,)
        )
        return mark

    def _number(self, mark: int) -> int | None:
        number: int | None = self._session.value(
            "SELECT number FROM articles WHERE mark = ?", (mark,)
        )
        return number

    def _cross_out(self, numbers: Sequence[int]) -> None:
        self._session.many("DELETE FROM todo_relate WHERE article = ?", ((n,) for n in numbers))

    def _fetch(self, marks: Sequence[int], known: dict[int, Fingerprints]) -> list[Fingerprints]:
        """Give the fingerprints of articles by their marks; some are kept for the next time."""
        missing = [mark for mark in marks if mark not in known and mark not in self._kept]
        if len(self._kept) + len(missing) > _LIKELY:
            missing += [mark for mark in marks if mark in self._kept and mark not in known]
            self._kept.clear()
        self._kept.update(zip(missing, self._prints(missing), strict=True))
        return [known[mark] if mark in known else self._kept[mark] for mark in marks]

    def _prints(self, marks: Sequence[int]) -> Iterator[Fingerprints]:
        """Make the fingerprints of articles: here when they are few, else by the engine."""
        batches = (
            work.batch_of(
                [
                    self._session.value("SELECT record FROM articles WHERE mark = ?", (mark,))
                    for mark in marks[start : start + _TOGETHER]
                ]
            )
            for start in range(0, len(marks), _TOGETHER)
        )
        few = len(marks) <= _TOGETHER
        for result in map(work.prints, batches) if few else self._engine.map(work.prints, batches):
            if isinstance(result, Lost):
                raise RuntimeError(result)  # it was read without harm before
            yield from work.prints_in(result)


def _spare(row: join.Candidate) -> int:
    """Give how many fingerprints may become common before a pair is no candidate any more.

    As long as few hold enough of what it shares, it is one: what stands where does not change.
    """
    return row.few - _ENOUGH[row.family]


def _bare(language: str | None) -> Fingerprints:
    """Give fingerprints that say nothing but their language."""
    return Fingerprints(
        language=language,
        words=0,
        key=0,
        shingles=b"",
        shingle_places=b"",
        pairs=b"",
        pair_places=b"",
    )
