"""Who is meant by the words of a source, read from these words alone and from the name tables.

A mention is a pronoun, a name (with its role before or beside it), a body known from the tables
(organisation, government by its seat, medium), or a noun that stands for somebody (*the
minister*, *officials*, *the report*). Which person a surname or a pronoun stands for is decided
later, with the whole page in view (:mod:`ondit.speech.resolve`).
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from msgspec import Struct, structs

from ondit import knowledge
from ondit.lang.card import Language
from ondit.model import SpeakerKind
from ondit.speech import phrases
from ondit.speech.lexicon import Kind, Lexicon
from ondit.speech.passages import Passage
from ondit.text import fold

Range = tuple[int, int]
Sort = Literal["pronoun", "name", "body", "role", "noun", "none"]
Gender = Literal["masculine", "feminine", "any"]


class Mention(Struct, frozen=True, kw_only=True):
    """What the words of a source say by themselves."""

    sort: Sort
    kind: SpeakerKind = "unknown"
    words: str
    """The words of the whole mention."""
    name: str | None = None
    """The proper name in it, without title and role."""
    role: str | None = None
    gender: Gender = "any"
    entity: str | None = None
    plural: bool = False
    evident: bool = False
    """Whether a title or role shows that the name is a person's."""


class Body(Struct, frozen=True, kw_only=True):
    """A body that the tables know under some name."""

    entity: str
    name: str
    kind: SpeakerKind


@cache
def bodies(language: Language) -> dict[str, Body]:
    """Give organisations, governments and their seats by folded name."""
    found: dict[str, Body] = {}
    for row in language.names:
        kind: SpeakerKind = "government" if row.key.startswith("gov:") else "organisation"
        for words in row.seats:
            found.setdefault(fold(words), Body(entity=row.key, name=row.name, kind=kind))
    for row in language.names:
        kind = "government" if row.key.startswith("gov:") else "organisation"
        for words in (row.name, *row.aliases):
            found[fold(words)] = Body(entity=row.key, name=row.name, kind=kind)
    return found


def body_named(language: Language, words: str) -> Body | None:
    """Give the body or medium that goes by ``words``."""
    known = bodies(language).get(fold(words))
    if known is not None:
        return known
    outlet = knowledge.outlet_named(words)
    if outlet is None:
        return None
    return Body(entity=f"outlet:{outlet.id}", name=outlet.name, kind="medium")


def mention(passage: Passage, lexicon: Lexicon, tokens: Range, beside: Range | None) -> Mention:
    """Read the words ``tokens`` and what stands ``beside`` them."""
    read = _read(passage, lexicon, tokens, beside)
    who = lexicon.speech.who
    first = passage.words[tokens[0]]
    if read.gender != "any" or (read.kind != "person" and read.sort != "noun"):
        return read
    # Nouns have a gender too where determiners show one: *une source … a-t-elle ajouté*.
    if first in who.masculine_determiners:
        return structs.replace(read, gender="masculine", plural=False)
    if first in who.feminine_determiners:
        return structs.replace(read, gender="feminine", plural=False)
    return read


def _read(passage: Passage, lexicon: Lexicon, tokens: Range, beside: Range | None) -> Mention:
    start, end = tokens
    words = passage.text[passage.starts[start] : passage.ends[end - 1]]
    pronoun = _pronoun(passage, lexicon, start, end, words)
    if pronoun is not None:
        return pronoun
    if any(
        passage.kinds[token] & Kind.COORDINATOR
        and passage.capital(token - 1)
        and passage.capital(end - 1)
        for token in range(start + 1, end - 1)
    ):
        return Mention(sort="noun", kind="group", words=words, name=words, plural=True)
    bare = _without_determiner(passage, start, end)
    known = body_named(lexicon.language, _text(passage, bare, end)) or body_named(
        lexicon.language, words
    )
    if known is not None:
        return Mention(
            sort="body", kind=known.kind, words=words, name=known.name, entity=known.entity
        )
    named = name_range(passage, lexicon, bare, end)
    head = _head(passage, lexicon, bare, end if named is None else named[0])
    if named is not None and not (head == "group" and named[1] == end and _tied(passage, named)):
        return _named(passage, lexicon, start, named, head, beside, words)
    return _nominal(passage, lexicon, bare, end, head, beside, words)


def _text(passage: Passage, start: int, end: int) -> str:
    return passage.text[passage.starts[start] : passage.ends[end - 1]] if start < end else ""


def _pronoun(
    passage: Passage, lexicon: Lexicon, start: int, end: int, words: str
) -> Mention | None:
    word = passage.words[start].rpartition("-")[2]
    who = lexicon.speech.who
    if end - start == 1 and word in lexicon.speech.pronouns:
        pronoun = lexicon.speech.pronouns[word]
        return Mention(
            sort="pronoun", words=word, gender=pronoun.gender, plural=pronoun.number == "plural"
        )
    if end - start == 1 and (
        word in who.first_person
        or word in who.indefinite
        or (word in lexicon.grammar.personal and not passage.kinds[start] & Kind.DETERMINER)
    ):
        indefinite = word in who.indefinite and word not in lexicon.grammar.personal
        kind: SpeakerKind = "group" if indefinite else "unknown"
        return Mention(sort="noun" if indefinite else "none", words=words, kind=kind)
    return None


def _without_determiner(passage: Passage, start: int, end: int) -> int:
    while start < end - 1 and passage.kinds[start] & Kind.DETERMINER:
        start += 1
    return start


def name_range(passage: Passage, lexicon: Lexicon, start: int, end: int) -> Range | None:
    """Give the tokens of the personal name that ends the phrase: capitals after the last role."""
    last = end - 1
    while last >= start and passage.words[last] == "." and last > start:
        last -= 1
    if last < start:
        return None
    month = last > start and _is_month(passage, lexicon, last)
    if not month and not _is_name_word(passage, lexicon, last):
        return None
    first = last
    while first > start:
        earlier = first - 1
        if _is_name_word(passage, lexicon, earlier):
            first = earlier
        elif (
            passage.words[earlier] in (".", "-")
            and earlier > start
            and passage.capital(earlier - 1)
        ):
            if passage.words[earlier - 1] in lexicon.titles:
                break
            first = earlier
        elif (
            passage.words[earlier] in lexicon.speech.who.particles
            and earlier > start
            and (
                _is_name_word(passage, lexicon, earlier - 1)
                or passage.words[earlier - 1] in lexicon.speech.who.particles
            )
        ):
            first = earlier
        else:
            break
    while first < last and (passage.words[first] in lexicon.demonyms or not passage.capital(first)):
        first += 1  # *Mexican* Andrés López
    return (first, end)


def _is_month(passage: Passage, lexicon: Lexicon, token: int) -> bool:
    """Tell whether a month's name ends a personal name: Theresa *May*."""
    return (
        passage.capital(token)
        and passage.words[token] in lexicon.language.words.months
        and _is_name_word(passage, lexicon, token - 1)
    )


def _is_name_word(passage: Passage, lexicon: Lexicon, token: int) -> bool:
    word = passage.words[token]
    return (
        passage.capital(token)
        and word not in lexicon.speech.who.roles
        and word not in lexicon.titles
        and word not in lexicon.speech.who.groups
        and not passage.kinds[token] & (Kind.DETERMINER | Kind.PREPOSITION | Kind.TIME)
    )


def _tied(passage: Passage, named: Range) -> bool:
    """Tell whether the name only completes a noun: officials *of* X."""
    earlier = named[0] - 1
    while earlier >= 0 and passage.kinds[earlier] & Kind.DETERMINER:
        if passage.kinds[earlier] & Kind.PREPOSITION:
            return True
        earlier -= 1
    return earlier >= 0 and bool(passage.kinds[earlier] & Kind.PREPOSITION)


Head = Literal["group", "role", "medium", "document", "government", "organisation", "none"]


_KINDS: dict[Head, SpeakerKind] = {
    "group": "group",
    "role": "person",
    "medium": "medium",
    "document": "medium",
    "organisation": "organisation",
    "government": "government",
    "none": "unknown",
}


def _head(passage: Passage, lexicon: Lexicon, start: int, end: int) -> Head:
    """Tell what kind of noun governs the phrase, looking up to its first preposition."""
    stop = start
    while stop < end and not (
        passage.kinds[stop] & Kind.PREPOSITION and stop > start and passage.words[stop].isalpha()
    ):
        stop += 1
    words = passage.words[start:stop]
    who = lexicon.speech.who
    order: tuple[tuple[Head, frozenset[str]], ...] = (
        ("group", who.groups),
        ("role", who.roles),
        ("medium", who.media),
        ("document", who.documents),
        ("government", who.governments),
        ("organisation", who.organisations),
    )
    for head, members in order:
        if any(word in members for word in words):
            return head
    return "none"


def _named(
    passage: Passage,
    lexicon: Lexicon,
    start: int,
    named: Range,
    head: Head,
    beside: Range | None,
    words: str,
) -> Mention:
    """Read a phrase with a proper name in it."""
    whole, start = start, _without_determiner(passage, start, named[1])
    name = _text(passage, *named)
    before = passage.words[start : named[0]]
    title = any(word in lexicon.titles for word in before)
    if before and before[-1] in lexicon.speech.who.roles:
        head = "role"  # *Department of Justice analyst* X
    known = body_named(lexicon.language, name)
    leading = _leading_name(passage, lexicon, start, named[0])
    if leading is not None and _tied(passage, named):
        # *Ann Lee of the Harbour Institute*
        first = _text(passage, *leading)
        return Mention(sort="name", kind="person", words=words, name=first)
    if _tied(passage, named) and named[0] > start:
        return _nominal(passage, lexicon, start, named[1], head, beside, words)
    if known is not None and not title and head != "role":
        return Mention(
            sort="body", kind=known.kind, words=words, name=known.name, entity=known.entity
        )
    who = lexicon.speech.who
    tokens = passage.words[named[0] : named[1]]
    if head != "role" and not title and any(word in who.organisations for word in tokens):
        return Mention(sort="body", kind="organisation", words=words, name=name)
    if head != "role" and not title and any(word in who.media for word in tokens):
        return Mention(sort="body", kind="medium", words=words, name=name)
    if named[0] == start and start > whole and not title:
        # *the Roper Center*: persons take no article; one in capitals belongs to a title.
        inside = whole > 0 and (not passage.is_mark(whole - 1) or passage.words[whole - 1] == ",")
        titled = passage.capital(whole) and inside
        return Mention(
            sort="body",
            kind="medium" if titled else "organisation",
            words=words,
            name=words if titled else name,
        )
    if len(tokens) == 1 and len(name) > 1 and name.isupper() and not title and head != "role":
        return Mention(sort="body", kind="organisation", words=words, name=name)
    if head in ("medium", "organisation", "government"):
        return Mention(sort="body", kind=_KINDS[head], words=words, name=words)
    role = _role(passage, lexicon, start, named[0])
    if role is None and beside is not None and len(tokens) > 1:
        role = _role_beside(passage, lexicon, beside)
    return Mention(
        sort="name",
        kind="person",
        words=words,
        name=name,
        role=role,
        gender=_gender(lexicon, before, role),
        evident=title or role is not None,
    )


def _leading_name(passage: Passage, lexicon: Lexicon, start: int, end: int) -> Range | None:
    """Give the personal name, of two words at least, that begins a phrase before a preposition."""
    stop = start
    while stop < end and _is_name_word(passage, lexicon, stop):
        stop += 1
    who = lexicon.speech.who
    body = who.organisations | who.media | who.documents
    tied = stop < end and passage.kinds[stop] & Kind.PREPOSITION
    named = stop - start > 1 and tied and not body.intersection(passage.words[start:stop])
    return (start, stop) if named else None


def _role(passage: Passage, lexicon: Lexicon, start: int, end: int) -> str | None:
    """Give the words before a name as its role, titles such as *Mr* left out."""
    start = _without_determiner(passage, start, end + 1)
    for token in range(end - 1, start - 1, -1):
        kind = passage.kinds[token]
        joins = kind & (Kind.COORDINATOR | Kind.SUBORDINATOR | Kind.COMPLEMENTISER)
        mark = kind & Kind.MARK and passage.words[token] not in _INNER
        # *lu à la télévision son porte-parole* X: a phrase begins with its own determiner.
        earlier = passage.kinds[token - 1] if token > start else Kind.DETERMINER
        begins = kind & Kind.DETERMINER and not kind & Kind.PREPOSITION
        if begins and not earlier & (Kind.DETERMINER | Kind.PREPOSITION | Kind.COORDINATOR):
            start = _without_determiner(passage, token, end + 1)
            break
        if mark or is_verb(passage, lexicon, token) or (joins and not kind & Kind.PREPOSITION):
            # *while the chief executive* X, *answered his spokesman* X
            start = _without_determiner(passage, token + 1, end + 1)
            break
    while end > start and (passage.is_mark(end - 1) or passage.words[end - 1] in lexicon.titles):
        end -= 1
    if not any(word in lexicon.speech.who.roles for word in passage.words[start:end]):
        return None
    return _text(passage, start, end)


_INNER = frozenset(".-'&")  # marks inside a role


def is_verb(passage: Passage, lexicon: Lexicon, token: int) -> bool:
    """Tell whether ``token``, before a name, is a verb of the narrator's and no part of a role."""
    word = passage.words[token]
    if passage.capital(token) or word in lexicon.nouns or word in lexicon.grammar.noun_forms:
        return False
    earlier = passage.kinds[token - 1] if token else Kind.MARK
    if earlier & (Kind.DETERMINER | Kind.PREPOSITION) and not earlier & Kind.PERSONAL:
        return False
    shapes = {shape for form in lexicon.forms.get(word, ()) for shape in form.shapes}
    return (
        bool(shapes)
        or word in lexicon.grammar.verb_forms
        or phrases.is_past(passage, lexicon, token, 0)
    )


def _role_beside(passage: Passage, lexicon: Lexicon, beside: Range) -> str | None:
    start, end = beside
    start = _without_determiner(passage, start, end)
    if not any(word in lexicon.speech.who.roles for word in passage.words[start : start + 8]):
        return None
    if any(passage.kinds[token] & Kind.AUXILIARY for token in range(start, min(end, start + 8))):
        return None
    stop = start
    while (
        stop < end
        and passage.words[stop] != ","
        and not (passage.kinds[stop] & Kind.RELATIVE and not passage.kinds[stop] & Kind.DETERMINER)
    ):
        stop += 1
    return _text(passage, start, stop) or None


def _gender(lexicon: Lexicon, before: list[str], role: str | None) -> Gender:
    who = lexicon.speech.who
    words = {*before, *(role.lower().split() if role else ())}
    masculine = bool(words & (who.masculine_titles | who.masculine_roles))
    feminine = bool(words & (who.feminine_titles | who.feminine_roles))
    if masculine == feminine:
        return "any"
    return "masculine" if masculine else "feminine"


def _nominal(
    passage: Passage,
    lexicon: Lexicon,
    start: int,
    end: int,
    head: Head,
    beside: Range | None,
    words: str,
) -> Mention:
    """Read a phrase without a name of its own; a name may stand beside it."""
    if beside is not None and head == "role":
        inside = _without_determiner(passage, *beside)
        named = name_range(passage, lexicon, inside, beside[1])
        between = passage.words[inside : named[0]] if named is not None else []
        if named is not None and all(word in lexicon.roles | lexicon.titles for word in between):
            duty = _text(passage, start, end)
            return Mention(
                sort="name",
                kind="person",
                words=words,
                name=_text(passage, *named),
                role=duty,
                gender=_gender(lexicon, [], duty),
                evident=True,
            )
    role = _text(passage, start, end) if head == "role" else None
    return Mention(
        sort="role" if head == "role" else "noun",
        kind=_KINDS[head],
        words=words,
        name=_without_article(passage, lexicon, end, words),
        role=role,
        gender=_gender(lexicon, [], role),
        plural=head == "group",
    )


def gender_of(lexicon: Lexicon, role: str) -> Gender:
    """Give the gender that the words of ``role`` show."""
    return _gender(lexicon, [], role)


def _without_article(passage: Passage, lexicon: Lexicon, end: int, words: str) -> str:
    """Give the words of a noun as a name: no article, no capital that only begins a sentence."""
    grammar = lexicon.grammar
    start = passage.at(passage.ends[end - 1] - len(words))
    if passage.words[start] in grammar.definite | grammar.indefinite_articles and start + 1 < end:
        start += 1
        return _text(passage, start, end)
    word = passage.words[start]
    common = word in lexicon.nouns or word in lexicon.language.words.function_words
    return words[:1].lower() + words[1:] if common and not words.isupper() else words


def is_document(passage: Passage, lexicon: Lexicon, tokens: Range) -> bool:
    """Tell whether the source is a report, a poll, a statement… and not somebody."""
    return _head(passage, lexicon, *tokens) == "document"


def is_nobody(passage: Passage, lexicon: Lexicon, tokens: Range) -> bool:
    """Tell whether the source is no one: *nobody*, *aucun responsable* (but not *No 10*)."""
    start, end = tokens
    if passage.words[start] not in lexicon.speech.who.nobody:
        return False
    named = end - start > 1 and (
        passage.capital(start + 1) or not passage.words[start + 1][0].isalpha()
    )
    return not named
