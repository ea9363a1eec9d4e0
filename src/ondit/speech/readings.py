"""The readings of one cue that are weighed against each other, and what speaks for each.

The rules read every cue one way, or not at all. Beside their reading stand others: that nothing is
reported here, that the content ends at an earlier clause mark, that it lies on the other side of
the cue. What speaks for a reading is a list of plain facts (*the verb is of denying*, *the subject
is it*, *the content begins with a pronoun*), each of which has a weight learned from annotated
articles (:mod:`ondit.speech.weighing`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from msgspec import Struct

from ondit.speech.drafts import Draft, Range, trimmed
from ondit.speech.lexicon import Kind, Lexicon, Sort
from ondit.speech.passages import Passage

_MOST_CUTS = 6  # earlier ends of one content that are weighed
_LEAST = 3  # tokens of a content that was cut short
_CUT_SHARE = 0.8  # of the content that a shorter one may hold at most; else it hardly differs
_VERB_REACH = 40  # tokens looked at for a verb

Verbs = tuple[list[int], list[str]]
"""The tokens that show a finite verb, in order, and whether each is a cue's."""


class Reading(Struct, kw_only=True, gc=False):
    """One way to read a cue: its content, and the facts that speak for it or against it."""

    sort: str
    """``rule``, ``cut``, ``left``, ``right``; or ``aside``, as the rule has it, but not core."""
    content: list[Range]
    about: list[str]
    """What holds for every reading of the cue; one list for all of them."""
    opening: list[str]
    """What holds for all that begin at the same place; one list for them."""
    own: list[str]

    @property
    def facts(self) -> list[str]:
        """All that speaks for the reading or against it."""
        return self.about + self.opening + self.own


def readings(
    passage: Passage,
    lexicon: Lexicon,
    draft: Draft,
    lo: int,
    hi: int,
    verbs: Verbs,
    *,
    found: bool,
) -> list[Reading]:
    """Give the readings of the cue of ``draft`` in the stretch ``lo`` to ``hi``.

    ``found``: whether the rules gave ``draft`` this content; else it only names cue and source.
    ``verbs`` are those of the stretch (:func:`finite_verbs`), the same for all its cues.
    """
    about = _about(passage, lexicon, draft, lo, hi)
    made: list[Reading] = []

    def add(sort: str, content: list[Range], opening: list[str]) -> None:
        shared = (about, opening)
        made.append(_reading(passage, lexicon, draft, sort, content, shared, verbs, hi))

    if found:
        opening = _opening(passage, lexicon, draft, draft.content)
        add("rule", draft.content, opening)
        made.append(_aside(passage, lexicon, draft, about))
        for end in _ends(passage, draft):
            shorter = [*draft.content[:-1], (draft.content[-1][0], end)]
            add("cut", shorter, opening)
    if len(draft.cue) > 1:
        return made  # *accuse* X *of* something: both of its sides are known
    for sort, content in _sides(passage, draft, lo, hi):
        if not found or content != draft.content:
            add(sort, content, _opening(passage, lexicon, draft, content))
    return made


def _sides(passage: Passage, draft: Draft, lo: int, hi: int) -> Iterator[tuple[str, list[Range]]]:
    """Give all that stands after the cue, and all that stands before its clause."""
    start, end = draft.cue[0][0], draft.cue[-1][1]
    if draft.source is not None and draft.source_passage == draft.passage:
        if end <= draft.source[0] < end + 3:
            end = draft.source[1]
        elif draft.source[1] <= start:
            start = draft.source[0]
    right = trimmed(passage, (end, hi))
    if right[1] - right[0] >= _LEAST:
        yield "right", [right]
    left = trimmed(passage, (lo, start))
    if left[1] - left[0] >= _LEAST and start > lo and passage.is_mark(start - 1):
        yield "left", [left]


def _ends(passage: Passage, draft: Draft) -> list[int]:
    """Give the places before which the last piece of the content may end already."""
    start, end = draft.content[-1]
    if start < draft.cue[0][0] or end - start < 2 * _LEAST:
        return []
    barred = Kind.COORDINATOR | Kind.SUBORDINATOR | Kind.RELATIVE
    found: list[int] = []
    most = start + int((end - start) * _CUT_SHARE)
    for token in range(start + _LEAST, most + 1):
        if passage.quoted[token] >= 0 and passage.quoted[token] == passage.quoted[token - 1]:
            continue
        kind, word = passage.kinds[token], passage.words[token]
        mark = word in (",", "-", "–", "—", "(", ";", ":")
        leaves = passage.quoted[token - 1] >= 0 > passage.quoted[token]
        opens = kind & barred and not kind & Kind.DETERMINER
        timed = kind & (Kind.PREPOSITION | Kind.TIME) and token + 1 < end
        if mark or leaves or opens or timed:
            if mark and found and found[-1] == token:
                continue
            if passage.is_mark(token - 1) and found and found[-1] == token - 1:
                continue
            found.append(token)
    return found[-_MOST_CUTS:] if len(found) > _MOST_CUTS else found


# ---------------------------------------------------------------------------- facts


def _about(passage: Passage, lexicon: Lexicon, draft: Draft, lo: int, hi: int) -> list[str]:
    """Give the facts that hold for every reading of the cue: its verb, its subject, its place."""
    verb = draft.verb
    lemma = verb.lemma if verb else "-"
    stance = verb.stance if verb else "-"
    takes = verb.complements if verb else "-"
    start = draft.cue[0][0] if draft.cue else lo
    subject = _subject(passage, lexicon, draft)
    modal = any(
        passage.words[token] in lexicon.grammar.modals
        for token in range(max(lo, start - 1), draft.cue[0][1])
    )
    form = passage.words[draft.cue[0][1] - 1]
    shape = (
        ("passive" if draft.passive else "active")
        + ("+not" if draft.negated else "")
        + ("+modal" if modal else "")
        + ("+loose" if draft.loose else "")
        + ("+borrows" if draft.borrows else "")
    )
    before = "start" if start == lo else _class(passage, lexicon, start - 1)
    after = _class(passage, lexicon, draft.cue[-1][1]) if draft.cue[-1][1] < hi else "end"
    where = "relative" if draft.relative else "main"
    return [
        f"lemma={lemma}",
        f"lemma={lemma} {shape}",
        f"lemma={lemma} {subject}",
        f"takes={takes} {subject}",
        f"stance={stance} {subject}",
        f"shape={shape} {stance}",
        f"subject={subject}",
        f"form={form}",
        f"shape={shape}",
        f"before={before}",
        f"after={after} {takes}",
        f"where={where}",
        f"role={passage.role}",
    ]


def _subject(passage: Passage, lexicon: Lexicon, draft: Draft) -> str:
    """Tell what kind of words the source is."""
    if draft.source is None:
        return "nobody"
    if draft.source_passage != draft.passage:
        return "elsewhere"
    start, end = draft.source
    who = lexicon.speech.who
    words = passage.words[start:end]
    place = "after" if draft.cue and start >= draft.cue[0][0] else "before"
    word = words[0].rpartition("-")[2]
    if end - start == 1:
        if word in who.first_person:
            return "first"
        if word in lexicon.speech.pronouns:
            thing = lexicon.speech.pronouns[word]
            return "thing" if thing.thing else f"pronoun {thing.number}"
        if word in who.indefinite:
            return "anybody"
        if passage.kinds[start] & Kind.PERSONAL:
            return "other pronoun"
    for name, members in lexicon.sorts:
        if not members.isdisjoint(words):
            return f"{name} {place}"
    if passage.capital(end - 1) or passage.capital(start + (end - start > 1)):
        return f"name {place}"
    if passage.kinds[start] & Kind.DETERMINER:
        return f"noun {place}"
    return f"bare {place}"


def _class(passage: Passage, lexicon: Lexicon, token: int) -> str:
    """Give the kind of word that stands at ``token``; small words are named."""
    word, kind = passage.words[token], passage.kinds[token]
    if kind & Kind.MARK:
        quoted = "q" if passage.quoted[token] >= 0 else ""
        return quoted + (word if word in ",.:;-–—()?!" else "mark")
    if kind:
        return word
    if passage.capital(token):
        return "Capital"
    if word in lexicon.forms:
        return "cue"
    if word in lexicon.grammar.verb_forms:
        return "verb"
    if word[0].isdigit():
        return "number"
    infinitive = lexicon.grammar.infinitive_endings
    if infinitive and word.endswith(infinitive):
        return "infinitive"
    if word.endswith(lexicon.grammar.gerund_endings):
        return "gerund"
    if word.endswith(lexicon.grammar.verb_endings):
        return "past"
    return "word"


def finite_verbs(passage: Passage, lo: int, hi: int) -> Verbs:
    """Give the tokens of a stretch that show a finite verb."""
    shown = [
        (token, sort)
        for token, sort in enumerate(passage.sorts[lo:hi], lo)
        if sort & (Sort.VERBAL | Sort.FORM)
    ]
    sorts = ["verb" if sort & Sort.VERBAL else "cue" for _, sort in shown]
    return [token for token, _ in shown], sorts


def _finite(verbs: Verbs, start: int, end: int) -> str:
    """Tell whether a finite verb shows among the tokens ``start`` to ``end``."""
    place = bisect_left(verbs[0], start)
    if place < len(verbs[0]) and verbs[0][place] < min(end, start + _VERB_REACH):
        return verbs[1][place]
    return "none"


_LENGTHS = tuple(
    next((str(most) for most in (1, 2, 3, 4, 6, 8, 12, 20, 40) if tokens <= most), "more")
    for tokens in range(42)
)


def _length(tokens: int) -> str:
    return _LENGTHS[max(0, min(tokens, 41))]


_OF_VERB = 7  # of the facts about a cue, those of its verb and subject, which come first


def _aside(passage: Passage, lexicon: Lexicon, draft: Draft, about: list[str]) -> Reading:
    """Give the reading that something is told here, but no proposition."""
    first = draft.content[0][0]
    opens = _class(passage, lexicon, first)
    size = _length(sum(end - begin for begin, end in draft.content))
    facts = ["aside", f"aside opens={opens}", f"aside size={size}"]
    facts.append(f"aside quoted={passage.quoted[first] >= 0} {size}")
    facts += [f"aside {fact}" for fact in about[:_OF_VERB]]
    return Reading(sort="aside", content=draft.content, about=[], opening=[], own=facts)


def _opening(passage: Passage, lexicon: Lexicon, draft: Draft, content: list[Range]) -> list[str]:
    """Give the facts of where a content begins, the first of them its side of the cue."""
    first, start = content[0][0], draft.cue[0][0]
    side = "left" if content[-1][1] <= start else "right" if first > start else "both"
    opens = _class(passage, lexicon, first)
    earlier = _class(passage, lexicon, first - 1) if first else "start"
    stance = draft.verb.stance if draft.verb else "-"
    lemma = draft.verb.lemma if draft.verb else "-"
    return [
        side,
        f"{side} earlier={earlier}",
        f"{side} {earlier} {opens}",
        f"opens={opens} {stance}",
        f"opens={opens} {lemma}",
        f"earlier={earlier} {lemma}",
    ]


def _reading(
    passage: Passage,
    lexicon: Lexicon,
    draft: Draft,
    sort: str,
    content: list[Range],
    shared: tuple[list[str], list[str]],
    verbs: Verbs,
    hi: int,
) -> Reading:
    """Give a reading with all facts that tell it from the others."""
    about, opening = shared
    first, side = content[0][0], opening[0]
    total = sum([end - begin for begin, end in content])
    size = _length(total)
    quoted = 0
    if passage.quotations:
        marks = passage.quoted
        quoted = sum([place >= 0 for begin, end in content for place in marks[begin:end]])
    share = "none" if not quoted else "all" if quoted == total else "some"
    verb = _finite(verbs, first, content[0][1])
    stance, takes = (draft.verb.stance, draft.verb.complements) if draft.verb else ("-", "-")
    facts = [
        f"{sort} {side}",
        f"{side} quoted={share} {stance}",
        f"{side} verb={verb} {size}",
    ]
    if sort in ("cut", "rule"):
        end = content[-1][1]
        full = draft.content[-1][1]
        after = _class(passage, lexicon, end) if end < hi else "end"
        behind = end + 1
        second = _class(passage, lexicon, behind) if behind < full else "end"
        inside = _class(passage, lexicon, end - 1)
        rest = _finite(verbs, end, full) if end < full else "-"
        facts += [
            f"{sort} ends={after} {second}",
            f"{sort} inside={inside} {after}",
            f"{sort} {after} {second} rest={rest}",
            f"{sort} {after} {takes}",
            f"{sort} {after} quoted={share}",
        ]
    return Reading(sort=sort, content=content, about=about, opening=opening, own=facts)
