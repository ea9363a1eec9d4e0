"""WHO says what: the reported statements of an article, and the speakers they are given to.

The article is read block by block. In each block the quotations are found, then the cues, then the
content and the source of each cue. What stands in quotation marks without a cue goes on with the
statement before it, or is a statement of nobody known. At last every source is resolved to a
speaker with the whole page in view.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from ondit import lang
from ondit.model import Article, Form, Span, Speaker, Statement
from ondit.speech import phrases, stance
from ondit.speech.clauses import read
from ondit.speech.drafts import Draft, trimmed
from ondit.speech.lexicon import Kind, Lexicon, lexicon
from ondit.speech.mentions import is_nobody
from ondit.speech.passages import Passage, passages
from ondit.speech.resolve import Resolver
from ondit.text import digest

# Fewer words in quotation marks, with no cue and not a sentence of their own, are no proposition (a
# term, a motto, a title); by the annotation guide they are not core. A cue makes them so.
_PROPOSITION = 8
_CLOSING = ("?", "!")  # French sets them off by a space
_RESUMED = 4  # tokens; a shorter one is a term in quotation marks


def statements(article: Article) -> tuple[tuple[Statement, ...], tuple[Speaker, ...]]:
    """Give the statements of ``article`` in page order, and their speakers in order of speaking.

    Both are empty when the article's language has no folder in :mod:`ondit.lang`.
    """
    language = lang.find(article.language)
    if language is None:
        return (), ()
    words = lexicon(language)
    read_passages = passages(article, words)
    drafts = [
        draft for place, each in enumerate(read_passages) for draft in read(each, place, words)
    ]
    drafts = _with_quotations(read_passages, drafts, words)
    resolver = Resolver(article.id, read_passages, words)
    outer = _outer(drafts)
    made = [
        _statement(article.id, draft, read_passages, words, resolver, nested=around is not None)
        for draft, around in zip(drafts, outer, strict=True)
    ]
    told = tuple(
        statement if around is None else structs.replace(statement, within=made[around].id)
        for statement, around in zip(made, outer, strict=True)
    )
    return told, resolver.speakers()


# ---------------------------------------------------------------------------- quotations alone


def _with_quotations(
    read_passages: Sequence[Passage], drafts: list[Draft], words: Lexicon
) -> list[Draft]:
    """Give every quotation to a statement: its own, the one before, or a new one of nobody."""
    by_passage: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_passage.setdefault(draft.passage, []).append(draft)
    found: list[Draft] = []
    latest: Draft | None = None
    latest_at = (-1, -1)
    for place, passage in enumerate(read_passages):
        own = by_passage.get(place, [])
        held = _held(passage, own)
        by_stretch: dict[int, list[Draft]] = {}
        for draft in own:
            by_stretch.setdefault(draft.stretch, []).append(draft)
        for number, (lo, hi) in enumerate(passage.stretches):
            here = by_stretch.get(number, [])
            if latest is not None and not latest.cue and not latest.source:
                goes_on = _adjacent(read_passages, latest_at, place, number)
                taken = next((each for each in here if _is_carried(passage, each)), None)
                if taken is not None and goes_on:
                    # Begun in an earlier block, and said by whom in this one.
                    first = latest.content[0]
                    taken.more = [(latest.passage, first), *latest.more, *taken.more]
                    latest.content, latest.more = [], []
                    latest = taken
            found.extend(here)
            for start, end in _free_quotations(passage, lo, hi, held):
                alone = _fills(passage, lo, hi, start, end)
                resumed = _resumed(here, start, end)
                if resumed is not None:
                    resumed.more = [*resumed.more, (place, (start, end))]
                    continue
                goes_on = latest is not None and _adjacent(read_passages, latest_at, place, number)
                if alone and goes_on:
                    assert latest is not None
                    latest.more = [*latest.more, (place, (start, end))]
                    latest.announces = False
                    latest_at = (place, number)
                    continue
                whole = passage.role == "headline"
                if whole:
                    # A headline puts in quotation marks what others said: all of it is theirs.
                    start, end = (start, end) if here else _of_headline(passage, lo, hi, start, end)
                announced = _announcing(read_passages, words, place, number)
                fresh = announced or Draft(
                    passage=place,
                    source_passage=place,
                    cue=[],
                    content=[],
                    clause=start,
                    stretch=number,
                )
                fresh.content = [trimmed(passage, (start, end))]
                fresh.quoted_only = True
                found.append(fresh)
                if whole:
                    break
                if alone:
                    latest, latest_at = fresh, (place, number)
            speaking = [draft for draft in here if _quotes(passage, draft) or draft.announces]
            if speaking:
                latest, latest_at = speaking[-1], (place, number)
    return sorted((draft for draft in found if draft.content or draft.more), key=_beginning)


def _beginning(draft: Draft) -> tuple[int, int]:
    """Give the passage and the token in which the words of ``draft`` begin."""
    own = [(draft.passage, start) for start, _ in draft.content]
    return min(own + [(passage, start) for passage, (start, _) in draft.more])


def _announcing(
    read_passages: Sequence[Passage], words: Lexicon, place: int, number: int
) -> Draft | None:
    """Give a statement with the subject of the sentence that ends in a colon right before."""
    here = read_passages[place]
    lo, hi = here.stretches[number]
    colon = next((token for token in range(lo, hi) if here.quoted[token] >= 0), hi) - 1
    if colon > lo and here.words[colon] == ":":
        named = phrases.after(here, words, lo, colon)
        if named is None or not _ends_at(here, words, named, colon):
            return None
        return Draft(
            passage=place,
            source_passage=place,
            cue=[],
            content=[],
            source=(named.start, named.end),
            stretch=number,
            announces=True,
        )
    before = read_passages[place if number else place - 1] if place or number else None
    if before is None or not before.stretches:
        return None
    alone = all(here.quoted[token] >= 0 or here.is_mark(token) for token in range(lo, hi))
    first, last = before.stretches[number - 1 if number else -1]
    if not alone or before.words[last - 1] != ":" or before.quoted[first] >= 0:
        return None
    named = phrases.after(before, words, first, last)
    if named is None:
        return None
    return Draft(
        passage=place,
        source_passage=place if number else place - 1,
        cue=[],
        content=[],
        source=(named.start, named.end),
        beside=named.beside,
        stretch=number,
    )


def _ends_at(passage: Passage, words: Lexicon, named: phrases.Phrase, colon: int) -> bool:
    """Tell whether a name, with what a comma adds to it, ends at the colon: *X, of Y: “…”*."""
    if named.end == colon:
        return passage.capital(colon - 1)
    verbal = any(
        passage.kinds[token] & (Kind.AUXILIARY | Kind.PERSONAL)
        or passage.words[token] in words.forms
        for token in range(named.end, colon)
    )
    full = named.end - named.start > 1 and passage.capital(named.start)
    return (
        full and passage.capital(named.end - 1) and passage.words[named.end] == "," and not verbal
    )


def _resumed(here: Sequence[Draft], start: int, end: int) -> Draft | None:
    """Give the quoting statement of the same sentence that a further quotation goes on with."""
    before = [draft for draft in here if draft.cue and draft.cue[0][0] < start]
    if not before or end - start < _RESUMED:
        return None
    last = before[-1]
    return last if last.quoted_only and last.content[-1][1] <= start else None


def _of_headline(passage: Passage, lo: int, hi: int, start: int, end: int) -> tuple[int, int]:
    """Give what a headline with a quotation tells: without a label before it (*Brexit:*).

    A quotation that begins it and that a colon closes is told alone: *“I ran”: man flees bull*.
    """
    after = end
    while after < hi and passage.is_mark(after) and passage.quoted[after] >= 0:
        after += 1
    if _begins_stretch(passage, lo, start) and after < hi and passage.words[after] == ":":
        return start, end
    for token in range(start - 1, lo - 1, -1):
        if passage.words[token] == ":":
            return token + 1, hi
    return lo, hi


def _held(passage: Passage, drafts: Sequence[Draft]) -> list[bool]:
    """Mark the tokens that belong to the content of a statement already."""
    held = [False] * len(passage.words)
    for draft in drafts:
        for start, end in draft.content:
            held[start:end] = [True] * (end - start)
    return held


def _free_quotations(
    passage: Passage, lo: int, hi: int, held: Sequence[bool]
) -> list[tuple[int, int]]:
    """Give the outermost quotations of a stretch that no statement holds, as tokens."""
    found: list[tuple[int, int]] = []
    token = lo
    while token < hi:
        number = passage.quoted[token]
        if number < 0:
            token += 1
            continue
        end = token
        while end < hi and passage.quoted[end] == number:
            end += 1
        inside = trimmed(passage, (token, end))
        if inside[0] < inside[1] and not any(held[inside[0] : inside[1]]):
            found.append(inside)
        token = end
    return found


def _fills(passage: Passage, lo: int, hi: int, start: int, end: int) -> bool:
    """Tell whether the stretch is nothing but this quotation."""
    return all(
        passage.is_mark(token) or start <= token < end or passage.quoted[token] >= 0
        for token in range(lo, hi)
    )


def _begins_stretch(passage: Passage, lo: int, start: int) -> bool:
    return all(passage.is_mark(token) for token in range(lo, start)) and start - lo <= 2


def _adjacent(
    read_passages: Sequence[Passage], latest: tuple[int, int], place: int, number: int
) -> bool:
    """Tell whether nothing lies between the latest quotation and stretch ``number`` here."""
    if latest[0] == place:
        return number - latest[1] <= 1
    last = len(read_passages[latest[0]].stretches) - 1
    return latest[0] == place - 1 and latest[1] == last and number == 0


def _is_carried(passage: Passage, draft: Draft) -> bool:
    """Tell whether the content begins with a quotation that goes on from the block before."""
    if not draft.content or not draft.quoted_only:
        return False
    number = passage.quoted[draft.content[0][0]]
    return number >= 0 and passage.quotations[number].carried


def _quotes(passage: Passage, draft: Draft) -> bool:
    return any(
        passage.quoted[token] >= 0 for start, end in draft.content for token in (start, end - 1)
    )


# ---------------------------------------------------------------------------- records


def _statement(
    article: str,
    draft: Draft,
    read_passages: Sequence[Passage],
    words: Lexicon,
    resolver: Resolver,
    *,
    nested: bool,
) -> Statement:
    """Make the record of ``draft``."""
    passage = read_passages[draft.passage]
    if draft.source is not None:
        nobody = is_nobody(read_passages[draft.source_passage], words, draft.source)
        draft.negated = draft.negated or nobody
    resolved = resolver.resolve(draft, nested=nested)
    chosen = stance.stance(draft, passage, words, resolved.kind, document=resolved.document)
    pieces = sorted([(draft.passage, each) for each in draft.content] + draft.more)
    content = tuple(_shown(read_passages[place], tokens) for place, tokens in pieces)
    cue = tuple(passage.span(*each) for each in draft.cue)
    source = draft.source
    if source is not None and _names_nobody(read_passages[draft.source_passage], words, source):
        source = None
    form, count, left_open = _form(read_passages, pieces)
    return Statement(
        id=digest(article, *(str(part) for span in (*content, *cue) for part in _parts(span))),
        content=content,
        cue=cue,
        source=(read_passages[draft.source_passage].span(*source),) if source is not None else (),
        addressee=(passage.span(*draft.addressee),) if draft.addressee is not None else (),
        speaker=resolved.speaker,
        speaker_why=resolved.why,
        form=form,
        stance=chosen,
        polarity=stance.polarity(draft, passage, words, chosen),
        left_open=left_open,
        core=_is_core(draft, passage, count) and not stance.is_unsaid(draft, chosen),
    )


def _names_nobody(passage: Passage, words: Lexicon, source: tuple[int, int]) -> bool:
    """Tell whether the source is a pronoun for anybody: *on lui a demandé*."""
    word = passage.words[source[0]].rpartition("-")[2]
    anybody = words.speech.who.indefinite & words.grammar.personal
    return source[1] - source[0] == 1 and word in anybody


def _is_core(draft: Draft, passage: Passage, words: int) -> bool:
    """Tell whether the content is a proposition that the page gives as somebody's."""
    if draft.cue:
        procedure = draft.passive and draft.source is None and _is_procedure(draft)
        return words > 1 and not procedure
    if draft.hearsay or draft.source or passage.role == "headline":
        return True
    start, end = draft.content[0]
    lo, hi = passage.stretches[draft.stretch]
    return words >= _PROPOSITION or _fills(passage, lo, hi, start, end)


def _is_procedure(draft: Draft) -> bool:
    """Tell whether nobody in particular charges: *X is charged with murder*."""
    return (
        draft.verb is not None and "charge" in draft.verb.takes and "clause" not in draft.verb.takes
    )


def _parts(span: Span) -> tuple[int, int, int]:
    return (span.block, span.start, span.end)


def _shown(passage: Passage, tokens: tuple[int, int]) -> Span:
    """Give the span of ``tokens``, with the full stop or mark that closes a quotation inside it."""
    start, end = trimmed(passage, tokens)
    span = passage.span(start, end)
    last = span.end
    quotation = passage.quoted[end - 1]
    if quotation >= 0 and end < len(passage.words) and passage.quoted[end] == quotation:
        limit = passage.quotations[quotation].inner_end
        while last < limit and (
            passage.text[last] in ".!?…"
            or (passage.text[last].isspace() and passage.text[last + 1 : last + 2] in _CLOSING)
        ):
            last += 1
    return Span(span.block, span.start, last)


def _form(
    read_passages: Sequence[Passage], pieces: Sequence[tuple[int, tuple[int, int]]]
) -> tuple[Form, int, bool]:
    """Give the form of the content, its number of words, and whether a quotation stays open."""
    words = quoted = 0
    left_open = False
    for place, (start, end) in pieces:
        passage = read_passages[place]
        for token in range(start, end):
            if passage.is_mark(token):
                continue
            words += 1
            number = passage.quoted[token]
            if number >= 0:
                quoted += 1
                left_open = left_open or passage.quotations[number].left_open
    form: Form = "indirect" if not quoted else "direct" if quoted == words else "mixed"
    return form, words, left_open


def _outer(drafts: Sequence[Draft]) -> list[int | None]:
    """Give for each draft the number of the innermost other one in whose content its cue stands."""
    outer: list[int | None] = []
    for place, draft in enumerate(drafts):
        around: tuple[int, int] | None = None
        if draft.cue:
            lo, hi = draft.cue[0]
            for other in range(max(0, place - _NEAR), min(len(drafts), place + _NEAR + 1)):
                if other == place or drafts[other].passage != draft.passage:
                    continue
                for start, end in drafts[other].content:
                    if start <= lo and hi <= end and (around is None or end - start < around[0]):
                        around = (end - start, other)
        outer.append(around[1] if around else None)
    return outer


_NEAR = 6  # statements of one stretch stand together; more than so many inside one was not met
