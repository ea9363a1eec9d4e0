"""Who is meant by the words of a source, read from these words alone and from the name tables.

A mention is a pronoun, a name (with its role before or beside it), a body known from the tables
(organisation, government by its seat, medium), or a noun that stands for somebody (*the
minister*, *officials*, *the report*). Which person a surname or a pronoun stands for is decided
later, with the whole page in view (:mod:`ondit.speech.resolve`).
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, structs

from ondit.model import SpeakerKind
from ondit.speech.bodies import body_named
from ondit.speech.drafts import Range
from ondit.speech.lexicon import Kind, Lexicon
from ondit.speech.names import (
    is_tied,
    leading_name,
    name_range,
    text_of,
    without_determiner,
)
from ondit.speech.nominals import is_past
from ondit.speech.passages import Passage

Sort = Literal["pronoun", "name", "body", "role", "noun", "none"]
Gender = Literal["masculine", "feminine", "any"]


class Mention(Struct, frozen=True, kw_only=True, gc=False):
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
    titles: tuple[str, ...] = ()
    """The titles before the name, lower case."""
    seat: bool = False
    """Whether a government is called by its seat: *the White House*."""
    plural: bool = False
    evident: bool = False
    """Whether a title or role shows that the name is a person's."""


def mention(
    passage: Passage,
    lexicon: Lexicon,
    tokens: Range,
    beside: Range | None,
    *,
    inside: bool = False,
) -> Mention:
    """Read the words ``tokens`` and what stands ``beside`` them.

    ``inside``: read the name in them, whatever it completes (*the lawyer of* Mr Lee).
    """
    read = _read(passage, lexicon, tokens, beside, inside=inside)
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


def _read(
    passage: Passage, lexicon: Lexicon, tokens: Range, beside: Range | None, *, inside: bool
) -> Mention:
    start, end = tokens
    words = passage.text[passage.starts[start] : passage.ends[end - 1]]
    pronoun = _pronoun(passage, lexicon, start, end, words)
    if pronoun is not None:
        return pronoun
    if _points_back(passage, lexicon, start, end):
        return Mention(sort="none", words=words)
    if (
        end - start > 2
        and passage.capitals[end - 1]
        and any(
            kind & Kind.COORDINATOR and passage.capitals[token]
            for token, kind in enumerate(passage.kinds[start + 1 : end - 1], start)
        )
    ):
        return Mention(sort="noun", kind="group", words=words, name=words, plural=True)
    bare = without_determiner(passage, start, end)
    known = body_named(lexicon.language, text_of(passage, bare, end)) or body_named(
        lexicon.language, words
    )
    if known is not None:
        # *the White House* is called so, *Moscow* stands for its country.
        article = bare > start and passage.words[bare - 1] in lexicon.grammar.definite
        seat = known.seat and article
        return Mention(
            sort="body",
            kind=known.kind,
            words=words,
            name=text_of(passage, bare, end) if seat else known.name,
            entity=known.entity,
            seat=seat,
        )
    named = name_range(passage, lexicon, bare, end)
    head = _head(passage, lexicon, bare, end if named is None else named[0])
    if named is not None and not (head == "group" and named[1] == end and is_tied(passage, named)):
        opening = _behind_titles(passage, lexicon, bare, named[0])
        hangs = is_tied(passage, (opening, named[1]))
        if inside and hangs and opening < named[0]:
            start, hangs = opening, False  # the role before *of* is another's
        return _named(passage, lexicon, start, named, head, beside, words, hangs=hangs)
    return _nominal(passage, lexicon, bare, end, head, beside, words)


def _points_back(passage: Passage, lexicon: Lexicon, start: int, end: int) -> bool:
    """Tell whether a phrase only points back to somebody: *the latter*, *celui-ci*, *ce n’*."""
    tail = end - 1
    hung = passage.words[tail].startswith("-") or passage.kinds[tail] & Kind.NEGATION
    if tail > start and hung:
        tail -= 1  # *-ci*, *n’*
    first = without_determiner(passage, start, tail + 1)
    return first == tail and passage.words[tail] in lexicon.speech.who.pointing


def _pronoun(
    passage: Passage, lexicon: Lexicon, start: int, end: int, words: str
) -> Mention | None:
    word = passage.words[start].rpartition("-")[2]
    who = lexicon.speech.who
    if end - start == 1:
        word = lexicon.speech.possessives.get(word, word)
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
        if indefinite:
            return Mention(sort="noun", words=words, name=words.lower(), kind="group")
        return Mention(sort="none", words=words)
    return None


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
    if not who.groups.isdisjoint(words):
        return "group"
    if not who.roles.isdisjoint(words):
        return "role"
    if not who.media.isdisjoint(words):
        return "medium"
    if not who.documents.isdisjoint(words):
        return "document"
    if not who.governments.isdisjoint(words):
        return "government"
    return "none" if who.organisations.isdisjoint(words) else "organisation"


def _named(
    passage: Passage,
    lexicon: Lexicon,
    start: int,
    named: Range,
    head: Head,
    beside: Range | None,
    words: str,
    *,
    hangs: bool,
) -> Mention:
    """Read a phrase with a proper name in it."""
    whole, start = start, without_determiner(passage, start, named[1])
    before = passage.words[start : named[0]]
    if before and before[-1] in lexicon.speech.who.roles:
        head = "role"  # *Department of Justice analyst* X
    if hangs:
        leading = leading_name(passage, lexicon, start, named[0])
        if leading is not None:
            # *Ann Lee of the Harbour Institute*
            first = text_of(passage, *leading)
            return Mention(sort="name", kind="person", words=words, name=first)
        if named[0] > start:
            return _nominal(passage, lexicon, start, named[1], head, beside, words)
    if not before and _is_native(passage, lexicon, whole, named):
        name = text_of(passage, *named)
        return Mention(sort="noun", kind="person", words=words, name=name)
    titles = tuple(word for word in before if word in lexicon.titles)
    if not titles and head != "role":
        body = _body(passage, lexicon, whole, named, words)
        if body is not None:
            return body
    if head in ("medium", "organisation", "government"):
        return Mention(sort="body", kind=_KINDS[head], words=words, name=words)
    role = _role(passage, lexicon, start, named[0])
    if role is None and beside is not None and named[1] - named[0] > 1:
        role = _role_beside(passage, lexicon, beside)
    return Mention(
        sort="name",
        kind="person",
        words=words,
        name=text_of(passage, *named),
        role=role,
        gender=_gender(lexicon, before, role),
        evident=bool(titles) or role is not None,
        titles=titles,
    )


def _behind_titles(passage: Passage, lexicon: Lexicon, start: int, first: int) -> int:
    """Give where titles and a role before a name begin inside a phrase: *lawyer of* Mr Lee.

    Those with which the phrase itself begins are left alone: *Mr Lee said*.
    """
    words, kinds = passage.words, passage.kinds
    token = first
    while token > start and (words[token - 1] in lexicon.titles or words[token - 1] == "."):
        token -= 1
    if token > start and words[token - 1] in lexicon.speech.who.roles:
        token -= 1
        plain = token > start and not kinds[token - 1] and not passage.capitals[token - 1]
        if plain and kinds[token - 2] & Kind.PREPOSITION:
            token -= 1  # *the wife of former president* Paul Roy
    return token if token > start else first


def _is_native(passage: Passage, lexicon: Lexicon, whole: int, named: Range) -> bool:
    """Tell whether a phrase is one inhabitant of a country: *the Brazilian*, *l’Autrichienne*."""
    word = passage.words[named[0]]
    if named[1] - named[0] > 1 or word not in lexicon.demonyms or whole >= named[0]:
        return False
    if passage.words[whole] in lexicon.singular:
        return True
    several = word.endswith(lexicon.grammar.plural_endings)
    definite = passage.words[whole] in lexicon.grammar.definite
    plurals = (word + ending for ending in lexicon.grammar.plural_endings)
    return definite and not several and any(plural in lexicon.demonyms for plural in plurals)


def _body(
    passage: Passage, lexicon: Lexicon, whole: int, named: Range, words: str
) -> Mention | None:
    """Read the name of a body: by the tables, a noun in it, its article, or its capitals.

    ``whole`` is where the phrase begins, with its determiner.
    """
    name = text_of(passage, *named)
    known = body_named(lexicon.language, name)
    if known is not None:
        return Mention(
            sort="body", kind=known.kind, words=words, name=known.name, entity=known.entity
        )
    who = lexicon.speech.who
    tokens = passage.words[named[0] : named[1]]
    if not who.organisations.isdisjoint(tokens):
        return Mention(sort="body", kind="organisation", words=words, name=name)
    if not who.media.isdisjoint(tokens):
        return Mention(sort="body", kind="medium", words=words, name=name)
    if whole < named[0] == without_determiner(passage, whole, named[1]):
        # *the Roper Center*: persons take no article; one in capitals belongs to a title.
        inside = whole > 0 and (not passage.is_mark(whole - 1) or passage.words[whole - 1] == ",")
        titled = passage.capitals[whole] and inside
        return Mention(
            sort="body",
            kind="medium" if titled else "organisation",
            words=words,
            name=words if titled else name,
        )
    if len(tokens) == 1 and len(name) > 1 and name.isupper():
        return Mention(sort="body", kind="organisation", words=words, name=name)
    if len(tokens) > 1 and tokens[0] in lexicon.foreign_articles:
        return Mention(sort="body", kind="medium", words=words, name=name)  # *The Clarion Ledger*
    return None


def _role(passage: Passage, lexicon: Lexicon, start: int, end: int) -> str | None:
    """Give the words before a name as its role, titles such as *Mr* left out."""
    start = without_determiner(passage, start, end + 1)
    for token in range(end - 1, start - 1, -1):
        kind = passage.kinds[token]
        joins = kind & (Kind.COORDINATOR | Kind.SUBORDINATOR | Kind.COMPLEMENTISER)
        mark = kind & Kind.MARK and passage.words[token] not in _INNER
        # *lu à la télévision son porte-parole* X: a phrase begins with its own determiner.
        earlier = passage.kinds[token - 1] if token > start else Kind.DETERMINER
        begins = kind & Kind.DETERMINER and not kind & Kind.PREPOSITION
        if begins and not earlier & (Kind.DETERMINER | Kind.PREPOSITION | Kind.COORDINATOR):
            start = without_determiner(passage, token, end + 1)
            break
        if mark or is_verb(passage, lexicon, token) or (joins and not kind & Kind.PREPOSITION):
            # *while the chief executive* X, *answered his spokesman* X
            start = without_determiner(passage, token + 1, end + 1)
            break
    while end > start and (passage.is_mark(end - 1) or passage.words[end - 1] in lexicon.titles):
        end -= 1
    if not any(word in lexicon.speech.who.roles for word in passage.words[start:end]):
        return None
    return text_of(passage, start, end)


_INNER = frozenset(".-'&")  # marks inside a role


def is_verb(passage: Passage, lexicon: Lexicon, token: int) -> bool:
    """Tell whether ``token``, before a name, is a verb of the narrator's and no part of a role."""
    word = passage.words[token]
    if passage.capitals[token] or word in lexicon.nouns or word in lexicon.grammar.noun_forms:
        return False
    earlier = passage.kinds[token - 1] if token else Kind.MARK
    if earlier & (Kind.DETERMINER | Kind.PREPOSITION) and not earlier & Kind.PERSONAL:
        return False
    shapes = {shape for form in lexicon.forms.get(word, ()) for shape in form.shapes}
    return bool(shapes) or word in lexicon.grammar.verb_forms or is_past(passage, lexicon, token, 0)


def _role_beside(passage: Passage, lexicon: Lexicon, beside: Range) -> str | None:
    start, end = beside
    start = without_determiner(passage, start, end)
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
    return text_of(passage, start, stop) or None


def _gender(lexicon: Lexicon, before: list[str], role: str | None) -> Gender:
    words = {*before, *(role.lower().split() if role else ())}
    masculine = not lexicon.masculine.isdisjoint(words)
    feminine = not lexicon.feminine.isdisjoint(words)
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
        inside = without_determiner(passage, *beside)
        named = name_range(passage, lexicon, inside, beside[1])
        between = passage.words[inside : named[0]] if named is not None else []
        if named is not None and all(
            word in lexicon.roles or word in lexicon.titles for word in between
        ):
            duty = text_of(passage, start, end)
            return Mention(
                sort="name",
                kind="person",
                words=words,
                name=text_of(passage, *named),
                role=duty,
                gender=_gender(lexicon, [], duty),
                evident=True,
            )
    role = text_of(passage, start, end) if head == "role" else None
    return Mention(
        sort="role" if head == "role" else "noun",
        kind=_KINDS[head],
        words=words,
        name=_without_article(passage, lexicon, end, words),
        role=role,
        gender=_gender(lexicon, [], role),
        plural=head == "group" or (head == "none" and _is_plural(passage, lexicon, start, end)),
    )


def _is_plural(passage: Passage, lexicon: Lexicon, start: int, end: int) -> bool:
    """Tell whether the noun of a phrase is in the plural: *shelter workers*, *les défenseurs*.

    Determiners that show one gender show the singular, and so do indefinite articles.
    """
    grammar = lexicon.grammar
    whole = start
    while whole > 0 and passage.kinds[whole - 1] & Kind.DETERMINER and whole > start - 2:
        whole -= 1
    if any(passage.words[token] in lexicon.singular for token in range(whole, start)):
        return False
    stop = start
    while stop + 1 < end and not passage.kinds[stop + 1]:
        stop += 1
    last = start if grammar.head_first else stop
    word = passage.words[last]
    return len(word) > _SHORT and word.endswith(grammar.plural_endings) and word.isalpha()


_SHORT = 3  # letters of a word whose last one says nothing


def gender_of(lexicon: Lexicon, role: str) -> Gender:
    """Give the gender that the words of ``role`` show."""
    return _gender(lexicon, [], role)


def _without_article(passage: Passage, lexicon: Lexicon, end: int, words: str) -> str:
    """Give the words of a noun as a name: no article, no capital that only begins a sentence."""
    start = passage.at(passage.ends[end - 1] - len(words))
    if passage.words[start] in lexicon.articles and start + 1 < end:
        start += 1
        return text_of(passage, start, end)
    word = passage.words[start]
    common = word in lexicon.nouns or word in lexicon.language.words.function_words
    common = common or word in lexicon.speech.who.indefinite or bool(passage.kinds[start])
    return words[:1].lower() + words[1:] if common and not words.isupper() else words


def is_document(passage: Passage, lexicon: Lexicon, tokens: Range) -> bool:
    """Tell whether the source is a report, a poll, a statement… and not somebody."""
    return _head(passage, lexicon, *tokens) == "document"


def is_nobody(passage: Passage, lexicon: Lexicon, tokens: Range) -> bool:
    """Tell whether the source is no one: *nobody*, *aucun responsable* (but not *No 10*)."""
    start, end = tokens
    if passage.words[start] not in lexicon.speech.who.nobody:
        return False
    if not lexicon.grammar.negations.isdisjoint(passage.words[start + 1 : end]):
        return True  # *neither Ann Lee nor Paul Roy*
    named = end - start > 1 and (
        passage.capitals[start + 1] or not passage.words[start + 1][0].isalpha()
    )
    return not named
