"""Laws of a corpus: the order of pages changes nothing, nor does what cuts a run off."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from corpus_pages import WORDS, family, page, told
from ondit import Corpus, Page
from ondit.corpus import adding, comparing, counting, echoing, settling
from ondit.engine.inline import Inline
from ondit.lineage import matching
from ondit.lineage.fingerprints import fingerprints
from ondit.lineage.join import join, probe
from ondit.lineage.matching import HUBS, MOST_HOLDERS
from ondit.sources import files
from ondit.store import index as indexes
from ondit.store.database import Database, Session


def made(folder: Path, name: str, batches: list[list[Page]]) -> object:
    with Corpus(folder / f"{name}.ondit") as corpus:
        for batch in batches:
            corpus.add(batch, engine=Inline())
        return told(corpus)


@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink takes minutes
)
@given(st.integers(0, 1000), st.data())
def test_any_order_and_any_batches_give_the_same(seed: int, data: st.DataObject) -> None:
    pages = family(9, seed)
    order = data.draw(st.permutations(pages))
    cuts = sorted(data.draw(st.sets(st.integers(1, 8), max_size=4)))
    batches = [order[a:b] for a, b in zip([0, *cuts], [*cuts, 9], strict=True)]
    with tempfile.TemporaryDirectory() as folder:
        whole = made(Path(folder), "whole", [pages])
        assert made(Path(folder), "parts", batches) == whole


@pytest.fixture
def few_holders(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a fingerprint be common from four holders on, so that few pages show what then goes."""
    for module in (matching, indexes):
        monkeypatch.setattr(module, "MOST_HOLDERS", 3)
        monkeypatch.setattr(module, "HUBS", 1)


@pytest.mark.usefixtures("few_holders")
@pytest.mark.parametrize("seed", range(3))
def test_what_becomes_common_is_dropped_in_any_order(seed: int, tmp_path: Path) -> None:
    pages = family(14, 40 + seed)
    whole = made(tmp_path, "whole", [pages])
    shuffled = random.Random(seed).sample(pages, len(pages))
    assert made(tmp_path, "parts", [[one] for one in shuffled]) == whole
    assert made(tmp_path, "halves", [shuffled[7:], shuffled[:7]]) == whole


@pytest.mark.usefixtures("few_holders")
def test_what_a_pair_can_spare_is_kept(tmp_path: Path) -> None:
    with Corpus(tmp_path / "case.ondit") as corpus:

        def spare() -> list[int]:
            session = corpus._database.reader()
            rows = session.rows("SELECT spare FROM derivations WHERE low = 1 AND high = 2")
            return [row[0] for row in rows]

        corpus.add([page(0, 1), page(1, 1, shared=8)], engine=Inline())
        (first,) = spare()
        corpus.add([page(2, 1, shared=1), page(3, 1, shared=1)], engine=Inline())
        (second,) = spare()
        assert 0 < second < first
        corpus.add([page(4, 1, shared=8), page(5, 1, shared=8)], engine=Inline())
        assert spare() in ([], [-2])  # what it rests on is common now


@pytest.mark.usefixtures("few_holders")
@pytest.mark.parametrize("seed", range(3))
def test_what_becomes_common_before_it_was_compared_is_dropped(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = family(14, 40 + seed)
    whole = made(tmp_path, "whole", [pages])

    def cut(*_: object) -> None:
        raise Cut

    with Corpus(tmp_path / "parts.ondit") as corpus:
        with monkeypatch.context() as patched:
            patched.setattr(settling, "compare", cut)
            with pytest.raises(Cut):
                corpus.add(pages[:5], engine=Inline())
        corpus.add(pages[5:], engine=Inline())
        assert told(corpus) == whole


def test_what_only_other_fingerprints_found_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "case.ondit"
    texts = (
        "The harbour was closed for a week while divers looked for the anchor of a lost ferry.",
        "Bakers say that flour has doubled in price since spring, and few expect it to fall.",
    )
    strangers = [
        Page(
            name=f"strange{number}",
            body=f"<html lang=en><body><p>{text}</p></body></html>".encode(),
        )
        for number, text in enumerate(texts)
    ]
    pages = [*family(4, 41), *strangers]
    with Corpus(path) as corpus:
        corpus.add(pages, engine=Inline())
        whole = told(corpus)
    held = sqlite3.connect(path)
    held.execute(
        "INSERT INTO derivations (id, low, high, record, slim) SELECT 'other', a.number, b.number,"
        " (SELECT record FROM derivations), (SELECT slim FROM derivations) FROM articles a,"
        " articles b WHERE a.number < b.number AND a.name GLOB 'strange*' AND"
        " b.name GLOB 'strange*'"
    )
    held.execute("UPDATE meta SET value = '0' WHERE key = 'fingerprints'")
    held.commit()
    held.close()
    with Corpus(path) as corpus:
        assert told(corpus) != whole
        corpus.add(pages, engine=Inline())
        assert told(corpus) == whole


def test_a_page_a_thousand_times_is_one_page(tmp_path: Path) -> None:
    one = page(1, 1)
    with Corpus(tmp_path / "case.ondit") as corpus:
        run = corpus.add([one] * 1000, engine=Inline())
        assert (run.read, run.added) == (1000, 1)
        assert corpus.counts().articles == 1
        assert len(corpus.receipts(next(corpus.articles()).id)) == 1


def test_one_address_with_two_texts_is_two_articles_by_time(tmp_path: Path) -> None:
    one = page(1, 1)
    later = Page(name="x", url=one.url, body=page(2, 1).body, fetched="2026-03-05T00:00:00Z")
    earlier = Page(name="y", url=one.url, body=one.body, fetched="2026-03-04T00:00:00Z")
    with Corpus(tmp_path / "case.ondit") as corpus:
        corpus.add([later, earlier], engine=Inline())
        assert one.url is not None
        ids = corpus.at(one.url)
        assert [corpus.receipt(article).name for article in ids] == ["y", "x"]
        assert corpus.counts().articles == 2


# --------------------------------------------------------------------------------------------
# Cut off


class Cut(BaseException):
    """What stands for a process that is killed."""


def cut_off(corpus: Corpus, pages: list[Page], commits: int, patch: pytest.MonkeyPatch) -> bool:
    """Add ``pages``, cut off before a commit; tell whether that many were made."""
    left = commits
    run = Session.run

    def counted(self: Session, sql: str, given: Sequence[object] = ()) -> int:
        nonlocal left
        left -= sql == "COMMIT"
        if left < 0:
            raise Cut
        return run(self, sql, given)

    with patch.context() as patched:
        patched.setattr(Session, "run", counted)
        try:
            corpus.add(pages, engine=Inline())
        except Cut:
            return True
    return False


def test_a_run_cut_off_at_any_commit_ends_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "_TOGETHER", 3)
    monkeypatch.setattr(comparing, "_PAIRS", 2)
    monkeypatch.setattr(echoing, "_AT_ONCE", 20)
    monkeypatch.setattr(counting, "_AT_ONCE", 2)
    monkeypatch.setattr(indexes, "_AT_ONCE", 1 << 14)
    monkeypatch.setattr(indexes, "LATEST", 4)  # so that buckets are written, too
    pages = family(10, 3)
    whole = made(tmp_path, "whole", [pages])
    commits = 0
    while True:
        with Corpus(tmp_path / f"cut{commits}.ondit") as corpus:
            cut = cut_off(corpus, pages, commits, monkeypatch)
            corpus.add(pages, engine=Inline())
            assert told(corpus) == whole
            assert not corpus.check()
        if not cut:
            break
        commits += 5
    assert commits > 12


def test_a_run_that_is_killed_is_taken_up(tmp_path: Path) -> None:
    saved = tmp_path / "saved"
    saved.mkdir()
    for one in family(40, 5):
        (saved / one.name).write_bytes(one.body)
    code = (
        "import sys; from ondit import Corpus; from ondit.sources import files;"
        "Corpus(sys.argv[1]).add(files.pages([sys.argv[2]]))"
    )
    store = tmp_path / "case.ondit"
    for patience in (0.8, 1.6, 2.4):
        process = subprocess.Popen([sys.executable, "-c", code, str(store), str(saved)])
        time.sleep(patience)
        process.send_signal(signal.SIGKILL)
        process.wait()
    with Corpus(store) as corpus, Corpus(tmp_path / "whole.ondit") as whole:
        for each in (corpus, whole):
            each.add(files.pages([saved]), engine=Inline())
        assert told(corpus) == told(whole)
        assert not corpus.check()


# --------------------------------------------------------------------------------------------
# The index, against the join of the whole


def crowd(count: int, seed: int) -> list[indexes.Item]:
    """Make fingerprints of which some are held by more than may be matched with one another."""
    from ondit.model import Article, Block

    source = random.Random(seed)
    licence = " ".join(source.choice(WORDS) for _ in range(40))
    items = []
    for number in range(count):
        own = " ".join(source.choice(WORDS) + str(number % 7) for _ in range(60))
        text = own + " " + licence if source.random() < 0.8 else own
        article = Article(
            id=f"{source.getrandbits(64):016x}",
            name=str(number),
            language="en",
            blocks=(Block(role="paragraph", text=text),),
        )
        items.append((indexes.mark_of(article.id), fingerprints(article)))
    return items


def partners(items: list[indexes.Item]) -> set[tuple[int, int]]:
    return {(one.one, one.other) for one in join(items)}


@pytest.mark.parametrize("tended", [False, True])
def test_the_index_gives_what_the_join_of_all_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tended: bool
) -> None:
    if tended:
        monkeypatch.setattr(indexes, "LATEST", 15)
        monkeypatch.setattr(indexes, "_STEP", 1 << 12)
    items = crowd(2 * MOST_HOLDERS + 10, 7)
    known = dict(items)
    with Database(tmp_path / "case.ondit").writer() as session:
        index = indexes.Index(session)
        held: dict[int, set[int]] = {}
        present: list[indexes.Item] = []

        def ask(mark: int) -> set[int]:
            found = probe(mark, known[mark], index.lookup, lambda ms: [known[m] for m in ms])
            return {one.one + one.other - mark for one in found}

        def settle(changed: set[int]) -> None:
            for mark in changed:
                for other in held.pop(mark, set()):
                    held.get(other, set()).discard(mark)
            for mark in changed:
                held[mark] = ask(mark)
                for other in held[mark]:
                    held.setdefault(other, set()).add(mark)

        for at, item in enumerate(items):
            if at % 30 == 29 and not tended:
                for changed in index.merge():
                    assert not changed.every
            settle(index.put([item]).every | {item[0]})
            if tended:
                index.tend(1, len(present))
                assert index.waiting() <= 15 + 32
            if tended and at % 20 == 10:  # one that waits changes while it is being merged
                again = present[-5]
                settle(index.take([again]).every)
                settle(index.put([again]).every | {again[0]})
            present.append(item)
            if at % 9 == 0 or at > 2 * MOST_HOLDERS:
                pairs = {(min(a, b), max(a, b)) for a in held for b in held[a]}
                assert pairs == partners(present)
        among = np.array(sorted(known), dtype=np.uint64)
        counts = index.shared("shingles", among)
        assert len(counts.pairs) >= HUBS * MOST_HOLDERS
        while len(present) > MOST_HOLDERS - 5:
            mark, prints = present.pop(3)
            settle(index.take([(mark, prints)]).every | {mark})
            for other in held.pop(mark):
                held[other].discard(mark)
            pairs = {(min(a, b), max(a, b)) for a in held for b in held[a]}
            assert pairs == partners(present)
