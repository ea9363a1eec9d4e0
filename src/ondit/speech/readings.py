"""The readings of one cue that are weighed against each other, and what speaks for each.

The rules read every cue one way, or not at all. Beside their reading stand others: that nothing is
reported here, that the content ends at an earlier clause mark, that it lies on the other side of
the cue. What speaks for a reading is a list of plain facts (*the verb is of denying*, *the subject
is it*, *the content begins with a pronoun*), each of which has a weight learned from annotated
articles (:mod:`ondit.speech.weighing`).
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ondit.speech.drafts import Draft, Range, trimmed
from ondit.speech.lexicon import Kind, Lexicon
from ondit.speech.passages import Passage

_MOST_CUTS = 6  # earlier ends of one content that are weighed
_LEAST = 3  # tokens of a content that was cut short
_CUT_SHARE = 0.8  # of the content that a shorter one may hold at most; else it hardly differs
_VERB_REACH = 40  # tokens looked at for a verb


class Reading(Struct, kw_only=True):
    """One way to read a cue: its content, and the facts that speak for it or against it."""

    sort: str
    """``rule``, ``cut``, ``left``, ``right``; or ``aside``, as the rule has it, but not core."""
    content: list[Range]
    facts: list[str]


def readings(
    passage: Passage, lexicon: Lexicon, draft: Draft, lo: int, hi: int, *, found: bool
) -> list[Reading]:
    """Give the readings of the cue of ``draft`` in the stretch ``lo`` to ``hi``.

    ``found``: whether the rules gave ``draft`` this content; else it only names cue and source.
    """
    about = _about(passage, lexicon, draft, lo, hi)
    made: list[Reading] = []
    if found:
        made.append(_reading(passage, lexicon, draft, "rule", draft.content, about, hi))
        made.append(_aside(passage, lexicon, draft, about))
        for end in _ends(passage, draft):
            shorter = [*draft.content[:-1], (draft.content[-1][0], end)]
            made.append(_reading(passage, lexicon, draft, "cut", shorter, about, hi))
    if len(draft.cue) > 1:
        return made  # *accuse* X *of* something: both of its sides are known
    for sort, content in _sides(passage, draft, lo, hi):
        if not found or content != draft.content:
            made.append(_reading(passage, lexicon, draft, sort, content, about, hi))
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
    takes = "+".join(sorted(verb.takes)) if verb else "-"
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
        f"form={form}",
        f"stance={stance}",
        f"takes={takes}",
        f"takes={takes} {subject}",
        f"stance={stance} {subject}",
        f"shape={shape}",
        f"shape={shape} {stance}",
        f"subject={subject}",
        f"before={before}",
        f"after={after}",
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
    for name, members in (
        ("role", who.roles),
        ("group", who.groups),
        ("document", who.documents),
        ("medium", who.media),
        ("government", who.governments),
        ("organisation", who.organisations),
    ):
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


def _finite(passage: Passage, lexicon: Lexicon, start: int, end: int) -> str:
    """Tell whether a finite verb shows among the tokens."""
    for token in range(start, min(end, start + _VERB_REACH)):
        kind = passage.kinds[token]
        if kind & Kind.AUXILIARY and not kind & (Kind.DETERMINER | Kind.PREPOSITION):
            return "verb"
        word = passage.words[token]
        if word in lexicon.grammar.verb_forms or word.endswith(lexicon.grammar.verb_endings):
            return "verb"
        if word in lexicon.forms:
            return "cue"
    return "none"


def _length(tokens: int) -> str:
    for most in (1, 2, 3, 4, 6, 8, 12, 20, 40):
        if tokens <= most:
            return str(most)
    return "more"


def _aside(passage: Passage, lexicon: Lexicon, draft: Draft, about: list[str]) -> Reading:
    """Give the reading that something is told here, but no proposition."""
    first, last = draft.content[0]
    opens = _class(passage, lexicon, first)
    size = _length(sum(end - begin for begin, end in draft.content))
    facts = [f"aside {fact}" for fact in about]
    facts += ["aside", f"aside opens={opens}", f"aside size={size}"]
    facts.append(f"aside verb={_finite(passage, lexicon, first, last)} {size}")
    facts.append(f"aside quoted={passage.quoted[first] >= 0} {size}")
    return Reading(sort="aside", content=draft.content, facts=facts)


def _reading(
    passage: Passage,
    lexicon: Lexicon,
    draft: Draft,
    sort: str,
    content: list[Range],
    about: list[str],
    hi: int,
) -> Reading:
    """Give a reading with all facts that tell it from the others."""
    first, last = content[0][0], content[-1][1]
    start = draft.cue[0][0]
    side = "left" if last <= start else "right" if first > start else "both"
    opens = _class(passage, lexicon, first)
    earlier = _class(passage, lexicon, first - 1) if first else "start"
    gap = _length(first - draft.cue[-1][1]) if side == "right" else "-"
    size = _length(sum(end - begin for begin, end in content))
    quoted = sum(
        passage.quoted[token] >= 0 for begin, end in content for token in range(begin, end)
    )
    total = sum(end - begin for begin, end in content)
    share = "none" if not quoted else "all" if quoted == total else "some"
    verb = _finite(passage, lexicon, first, content[0][1])
    stance = draft.verb.stance if draft.verb else "-"
    takes = "+".join(sorted(draft.verb.takes)) if draft.verb else "-"
    lemma = draft.verb.lemma if draft.verb else "-"
    facts = [
        *about,
        f"{sort} {side}",
        f"{sort} {side} {takes}",
        f"{side} size={size}",
        f"{side} quoted={share}",
        f"{side} quoted={share} {stance}",
        f"{side} verb={verb} {size}",
        f"{side} verb={verb} {takes}",
        f"{side} opens={opens}",
        f"{side} earlier={earlier}",
        f"{side} {earlier} {opens}",
        f"opens={opens} {stance}",
        f"opens={opens} {lemma}",
        f"earlier={earlier} {lemma}",
        f"gap={gap} {earlier}",
        f"pieces={len(content)} {side}",
    ]
    if sort in ("cut", "rule"):
        begin, end = content[-1]
        full = draft.content[-1][1]
        after = _class(passage, lexicon, end) if end < hi else "end"
        behind = end + 1
        second = _class(passage, lexicon, behind) if behind < full else "end"
        inside = _class(passage, lexicon, end - 1)
        rest = _finite(passage, lexicon, end, full) if end < full else "-"
        whole = _finite(passage, lexicon, begin, end)
        tail = _length(full - end)
        facts += [
            f"{sort} ends={after}",
            f"{sort} ends={after} {second}",
            f"{sort} inside={inside} {after}",
            f"{sort} {after} rest={rest}",
            f"{sort} {after} {second} rest={rest}",
            f"{sort} rest={rest} whole={whole} tail={tail}",
            f"{sort} {after} {takes}",
            f"{sort} {after} quoted={share}",
        ]
    return Reading(sort=sort, content=content, facts=facts)
