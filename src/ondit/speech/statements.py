"""WHO says what: the reported statements of an article, and the speakers they are given to.

The article is read block by block. In each block the quotations are found, then the cues, then the
content and the source of each cue. What stands in quotation marks without a cue goes on with the
statement before it, or is a statement of its own (:mod:`ondit.speech.uncued`). At last every
source is resolved to a speaker with the whole page in view.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgspec import structs

from ondit import lang
from ondit.model import Article, Form, Span, Speaker, Statement
from ondit.speech import stance
from ondit.speech.addressees import addressee
from ondit.speech.clauses import read
from ondit.speech.drafts import Draft, trimmed
from ondit.speech.factuality import factuality
from ondit.speech.impersonal import is_dummy
from ondit.speech.inner import inner
from ondit.speech.lexicon import Kind, Lexicon, lexicon
from ondit.speech.mentions import is_nobody
from ondit.speech.names import name_range
from ondit.speech.passages import Passage, passages
from ondit.speech.resolve import Resolved, Resolver
from ondit.speech.uncued import beginning, fills, with_uncued
from ondit.text import digest

# Fewer words in quotation marks, with no cue and not a sentence of their own, are no proposition (a
# term, a motto, a title); by the annotation guide they are not core. A cue makes them so.
_PROPOSITION = 8
_CLOSING = ("?", "!")  # French sets them off by a space


def statements(article: Article) -> tuple[tuple[Statement, ...], tuple[Speaker, ...]]:
    """Give the statements of ``article`` in page order, and their speakers in order of speaking.

    Both are empty when the article's language has no folder in :mod:`ondit.lang`.
    """
    language = lang.find(article.language)
    if language is None:
        return (), ()
    words = lexicon(language)
    read_passages = passages(article, words)
    drafts = with_uncued(read_passages, read(read_passages, words), words)
    told_inside = inner(read_passages, words, drafts)
    if told_inside:
        drafts = sorted((*drafts, *told_inside), key=beginning)
    resolver = Resolver(article.id, read_passages, words)
    outer = _outer(drafts)
    made: list[Statement] = []
    for draft, around in zip(drafts, outer, strict=True):
        # Who tells it in quotation marks does not call themselves *he*.
        quoted = around is not None and around < len(made) and _is_quoted(read_passages, draft)
        teller = made[around].speaker if around is not None and quoted else None
        made.append(
            _statement(
                article.id,
                draft,
                read_passages,
                words,
                resolver.resolve(draft, nested=around is not None, outer=teller),
            )
        )
    told = tuple(
        statement if around is None else structs.replace(statement, within=made[around].id)
        for statement, around in zip(made, outer, strict=True)
    )
    return told, resolver.speakers()


# ---------------------------------------------------------------------------- records


def _statement(
    article: str,
    draft: Draft,
    read_passages: Sequence[Passage],
    words: Lexicon,
    resolved: Resolved,
) -> Statement:
    """Make the record of ``draft``."""
    passage = read_passages[draft.passage]
    if draft.source is not None:
        nobody = is_nobody(read_passages[draft.source_passage], words, draft.source)
        draft.negated = draft.negated or nobody
    told = factuality(draft, passage, words)
    draft.negated = draft.negated or told == "unsaid"
    chosen = stance.stance(draft, passage, words, resolved.kind, document=resolved.document)
    if stance.is_unsaid(draft, chosen):
        told = "unsaid"
    pieces = sorted([(draft.passage, each) for each in draft.content] + draft.more)
    spoken_to = addressee(passage, words, draft)
    content = tuple(_shown(read_passages[place], tokens) for place, tokens in pieces)
    cue = tuple(passage.span(*each) for each in draft.cue)
    source = draft.source
    if source is not None:
        named = read_passages[draft.source_passage]
        if _names_nobody(named, words, source) or is_dummy(named, words, source):
            source = None
        elif draft.beside is not None:
            source = _with_name(named, words, source, draft.beside)
    form, count, left_open = _form(read_passages, pieces)
    return Statement(
        id=digest(article, *(str(part) for span in (*content, *cue) for part in _parts(span))),
        content=content,
        cue=cue,
        source=(read_passages[draft.source_passage].span(*source),) if source is not None else (),
        addressee=(passage.span(*spoken_to),) if spoken_to is not None else (),
        speaker=resolved.speaker,
        speaker_why=resolved.why,
        form=form,
        stance=chosen,
        polarity=stance.polarity(draft, passage, words, chosen),
        factuality=told,
        left_open=left_open,
        core=_is_core(draft, passage, count) and not draft.aside and told != "unsaid",
    )


def _is_quoted(read_passages: Sequence[Passage], draft: Draft) -> bool:
    """Tell whether the cue stands in quotation marks."""
    return bool(draft.cue) and read_passages[draft.passage].quoted[draft.cue[0][0]] >= 0


def _with_name(
    passage: Passage, words: Lexicon, source: tuple[int, int], beside: tuple[int, int]
) -> tuple[int, int]:
    """Give a role with the name put beside it: *the mayor, Ann Lee,*."""
    last = source[1] - 1
    role = not passage.capitals[last] and beside[0] == source[1] + 1
    named = name_range(passage, words, *beside) if role else None
    return (source[0], beside[1]) if named == beside else source


def _names_nobody(passage: Passage, words: Lexicon, source: tuple[int, int]) -> bool:
    """Tell whether the source is a pronoun for anybody: *on lui a demandé*."""
    word = passage.words[source[0]].rpartition("-")[2]
    anybody = words.speech.who.indefinite & words.grammar.personal
    return source[1] - source[0] == 1 and word in anybody


def _is_core(draft: Draft, passage: Passage, words: int) -> bool:
    """Tell whether the content is a proposition that the page gives as somebody's."""
    if draft.cue:
        procedure = draft.passive and draft.source is None and _is_procedure(draft)
        return (words > 1 or _is_answer(draft, passage)) and not procedure
    if draft.hearsay or draft.source or passage.role == "headline":
        return True
    start, end = draft.content[0]
    lo, hi = passage.stretches[draft.stretch]
    if words >= _PROPOSITION or fills(passage, lo, hi, start, end):
        return True
    return words > 1 and _is_sentence(passage, start, end)


def _is_answer(draft: Draft, passage: Passage) -> bool:
    """Tell whether one word in quotation marks is all that somebody says: *“Bus,” he said*."""
    if len(draft.content) != 1 or draft.more or draft.verb is None or draft.source is None:
        return False
    start, end = draft.content[0]
    if passage.quoted[start] < 0 or "clause" not in draft.verb.takes:
        return False
    before = start - 1
    while before >= 0 and passage.is_mark(before) and passage.quoted[before] >= 0:
        before -= 1
    return before < 0 or passage.words[before] in (":", ".") or end <= draft.cue[0][0]


def _is_sentence(passage: Passage, start: int, end: int) -> bool:
    """Tell whether a quotation behind a colon is a sentence: *He sent a note: “We hold on.”*."""
    quotation = passage.quotations[passage.quoted[start]] if passage.quoted[start] >= 0 else None
    if quotation is None or not passage.capitals[start]:
        return False
    before = start - 1
    while before >= 0 and passage.quoted[before] >= 0:
        before -= 1
    closed = passage.text[passage.ends[end - 1] :].lstrip()[:1] in (".", "!", "?", "…")
    return before >= 0 and passage.words[before] == ":" and closed


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
        marks = [kind & Kind.MARK for kind in passage.kinds[start:end]]
        words += marks.count(0)
        if not passage.quotations:
            continue
        numbers = [
            number
            for number, mark in zip(passage.quoted[start:end], marks, strict=True)
            if number >= 0 and not mark
        ]
        quoted += len(numbers)
        left_open = left_open or any(
            passage.quotations[number].left_open for number in set(numbers)
        )
    form: Form = "indirect" if not quoted else "direct" if quoted == words else "mixed"
    return form, words, left_open


def _outer(drafts: Sequence[Draft]) -> list[int | None]:
    """Give for each draft the number of the innermost other one in whose content its cue stands."""
    pieces: dict[int, list[tuple[int, int, int]]] = {}
    for number, draft in enumerate(drafts):
        for place, (start, end) in [(draft.passage, each) for each in draft.content] + draft.more:
            pieces.setdefault(place, []).append((start, end, number))
    for here in pieces.values():
        here.sort()
    outer: list[int | None] = []
    for number, draft in enumerate(drafts):
        around: tuple[int, int] | None = None
        if draft.cue:
            lo, hi = draft.cue[0]
            here = pieces.get(draft.passage, [])
            last = bisect_left(here, (lo + 1, 0, 0))
            for start, end, other in here[max(0, last - _NEAR) : last]:
                inside = other != number and hi <= end
                if inside and (around is None or end - start < around[0]):
                    around = (end - start, other)
        outer.append(around[1] if around else None)
    return outer


_NEAR = 12  # pieces that begin before a cue and are looked at; more inside one was not met
