"""What one page says of its source, and what everything adds up to."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from ondit import knowledge
from ondit.lineage.origin import origin
from ondit.model import (
    Article,
    Block,
    Clue,
    Credit,
    CreditName,
    Damage,
    Embed,
    Evidence,
    Origin,
    Span,
)
from ondit.text import normalise

FRENCH = "Le maire de la ville a présenté mardi le budget de la commune devant les élus."
ENGLISH = "The mayor of the town presented the budget to the members of the council on Tuesday."
PLAIN = {"fr": FRENCH, "en": ENGLISH}


def article(*texts: str, language: str | None = "fr", **fields: object) -> Article:
    """Make an article of paragraphs."""
    blocks = tuple(Block(role="paragraph", text=normalise(text)) for text in texts)
    given: dict[str, object] = {"id": "a", "name": "a", "language": language, "blocks": blocks}
    return Article(**(given | fields))  # type: ignore[arg-type]


def credited(
    *names: CreditName, kind: str = "source", language: str = "fr", **fields: object
) -> Article:
    """Make an article that ends in a credit line of ``names``."""
    words = " et ".join(name.words for name in names) or "Traduit"
    blocks = (
        Block(role="paragraph", text=PLAIN[language]),
        Block(role="credit", text=words),
    )
    credit = Credit(kind=kind, span=Span(1, 0, len(words)), words=words, names=names)  # type: ignore[arg-type]
    return article(language=language, blocks=blocks, credits=(credit,), **fields)


def kinds(told: Origin) -> list[tuple[str, str]]:
    """Give kind and strength of each evidence."""
    return [(piece.kind, piece.strength) for piece in told.evidence]


# --------------------------------------------------------------------------------------------
# Credits

RT = CreditName(words="RTEn", outlet="rt", language="en")
AFP = CreditName(words="AFP", outlet="afp")
POST = CreditName(words="Washington Post", outlet="wapo")
MONDE = CreditName(words="Le Monde", outlet="lemonde")
PARISIEN = CreditName(words="Le Parisien", outlet="leparisien")
BLOG = CreditName(words="Le Carnet de Léa")


@pytest.mark.parametrize(
    ("page", "reading", "language", "outlets"),
    [
        pytest.param(
            credited(BLOG, RT), "translation-credited", "en", ("rt",), id="an edition is named"
        ),
        pytest.param(
            credited(POST), "translation-credited", "en", ("wapo",), id="an English paper in French"
        ),
        pytest.param(
            credited(PARISIEN, language="en"),
            "translation-credited",
            "fr",
            ("leparisien",),
            id="a French paper in English",
        ),
        pytest.param(
            credited(POST, language="en"), "credited", None, ("wapo",), id="same language"
        ),
        pytest.param(credited(MONDE), "credited", None, ("lemonde",), id="another paper"),
        pytest.param(credited(BLOG), "credited", None, (), id="an unknown blog"),
        pytest.param(credited(AFP), "agency", None, ("afp",), id="an agency as the source"),
        pytest.param(credited(AFP, kind="agency"), "agency", None, ("afp",), id="a dispatch"),
        pytest.param(
            credited(MONDE, AFP, kind="byline", site="lemonde.fr"),
            "agency",
            None,
            ("afp",),
            id="a paper with an agency",
        ),
        pytest.param(
            credited(CreditName(words="Claire Morin"), kind="byline"),
            "nothing",
            None,
            (),
            id="author",
        ),
        pytest.param(
            credited(CreditName(words="Altapress"), kind="agency"),
            "agency",
            None,
            (),
            id="an agency in no table",
        ),
        pytest.param(
            credited(CreditName(words="Claire Morin"), kind="agency"),
            "nothing",
            None,
            (),
            id="a colleague beside an agency's words",
        ),
        pytest.param(credited(AFP, kind="photo"), "nothing", None, (), id="a picture's agency"),
        pytest.param(credited(MONDE, site="lemonde.fr"), "nothing", None, (), id="its own house"),
        pytest.param(
            credited(AFP, kind="agency", site="afp.com"), "nothing", None, (), id="agency"
        ),
        pytest.param(
            credited(BLOG, site="lecarnetdelea.fr"), "nothing", None, (), id="its own domain"
        ),
        pytest.param(
            credited(BLOG, site_name="Le carnet de Lea"), "nothing", None, (), id="its own name"
        ),
        pytest.param(
            credited(CreditName(words="RT France", outlet="rt", language="fr")),
            "credited",
            None,
            ("rt",),
            id="the edition of the page's language",
        ),
    ],
)
def test_credits(
    page: Article, reading: str, language: str | None, outlets: tuple[str, ...]
) -> None:
    told = origin(page)
    assert (told.reading, told.language, told.outlets) == (reading, language, outlets)


@pytest.mark.parametrize(
    ("words", "language", "code"),
    [
        ("Traduit de l’anglais par Anne Roux", "fr", "en"),
        ("Traduit du russe", "fr", "ru"),
        ("Traduction : Anne Roux", "fr", None),
        ("Translated from the French by Ann Roe", "en", "fr"),
        ("Translated by Ann Roe", "en", None),
    ],
)
def test_a_translator_s_line_says_it(words: str, language: str, code: str | None) -> None:
    credit = Credit(kind="translator", span=None, words=words)
    told = origin(article(PLAIN[language], language=language, credits=(credit,)))
    assert told.reading == "translation-credited"
    assert told.language == code
    assert kinds(told) == [("translator", "strong")]
    assert told.evidence[0].words == words


# --------------------------------------------------------------------------------------------
# Links


def linked(text: str, words: str, address: str, language: str = "fr") -> Article:
    """Make an article whose ``words`` in ``text`` carry a link."""
    start = text.index(words)
    span = Span(0, start, start + len(words))
    return article(text, language=language, links=((address, span),), site="exemple.org")


@pytest.mark.parametrize(
    ("text", "words", "language", "strength"),
    [
        ("Source : The Register Post", "The Register Post", "fr", "medium"),
        ("La ville se tait. (Via Register Post)", "Register Post", "fr", "medium"),
        ("Lire l’original ici.", "ici", "fr", "strong"),
        ("Article publié initialement sur Register Post.", "Register Post", "fr", "strong"),
        ("Read the original article here.", "here", "en", "strong"),
        ("This story was first published by the Register Post.", "Register Post", "en", "strong"),
        ("Source: Register Post", "Register Post", "en", "medium"),
        ("H/T Register Post", "Register Post", "en", "medium"),
        ("Selon le Register Post, la mairie a menti.", "Register Post", "fr", None),
        ("La rivière prend sa source dans le massif du Morvan.", "Morvan", "fr", None),
        ("Il est arrivé via Lyon et Dijon.", "Dijon", "fr", None),
        ("A source told the Register Post that the mayor lied.", "Register Post", "en", None),
        ("The goods came via Rotterdam, the port says.", "the port", "en", None),
        ("It was the original. The Register Post disagreed.", "Register Post", "en", None),
        ("The paper published a report on the mayor.", "a report", "en", None),
    ],
)
def test_links_to_the_source(text: str, words: str, language: str, strength: str | None) -> None:
    told = origin(linked(text, words, "https://registerpost.example/story/1", language))
    assert kinds(told) == ([("source-link", strength)] if strength else [])
    assert told.reading == ("credited" if strength else "nothing")


@pytest.mark.parametrize(
    "address",
    [
        "https://twitter.com/somebody/status/1",
        "https://www.youtube.com/watch?v=abcdefghijk",
        "https://www.exemple.org/autre",
        "https://exemple.com/autre",
        "mailto:somebody@registerpost.example",
    ],
)
def test_links_that_name_no_source(address: str) -> None:
    told = origin(linked("Source : le compte de la ville", "le compte de la ville", address))
    assert told == Origin()


def test_a_source_link_to_a_paper_of_another_language() -> None:
    address = "https://www.washingtonpost.com/world/2022/10/11/story/"
    told = origin(linked("Source : Washington Post", "Washington Post", address))
    assert (told.reading, told.language, told.outlets) == ("translation-credited", "en", ("wapo",))


# --------------------------------------------------------------------------------------------
# Sentences without a link


@pytest.mark.parametrize(
    ("language", "text", "reading", "code", "outlets"),
    [
        (
            "en",
            "This article was originally published in French by Le Parisien.",
            "translation-credited",
            "fr",
            ("leparisien",),
        ),
        ("en", "This essay first appeared in the Washington Post.", "credited", None, ("wapo",)),
        (
            "fr",
            "Article original : https://www.washingtonpost.com/world/a.",
            "translation-credited",
            "en",
            ("wapo",),
        ),
        (
            "fr",
            "Cet article, traduit de l’anglais, est paru initialement ailleurs.",
            "translation-credited",
            "en",
            (),
        ),
        ("fr", "Publié initialement par Le Parisien.", "credited", None, ("leparisien",)),
        ("en", "Her novel was first published in 1920 by a small house.", "nothing", None, ()),
        ("en", "The flu first appeared in May, says the Washington Post.", "nothing", None, ()),
        ("en", "The report, first published by the Washington Post, is long.", "nothing", None, ()),
        ("en", "The original version was better, the Washington Post said.", "nothing", None, ()),
        ("fr", "C’est la reprise de l’activité, dit le Washington Post.", "nothing", None, ()),
        ("fr", "Cela se traduit du côté du Parisien par un silence.", "nothing", None, ()),
        ("en", "The Washington Post told the mayor of it first.", "nothing", None, ()),
        ("fr", "Le livre, publié initialement à compte d’auteur, est épuisé.", "nothing", None, ()),
        ("fr", "Le Parisien a publié l’enquête mardi.", "nothing", None, ()),
        ("en", "First published in French in 1954, The Salt Road was long out of print.",
         "nothing", None, ()),
        ("en", "Originally published as Die Straße in 1931, the novel was adapted for the screen"
         " by the critic of Le Figaro.", "nothing", None, ()),
        ("fr", "Publié initialement en anglais en 1954, La Route du sel était introuvable.",
         "nothing", None, ()),
        ("fr", "D’abord paru dans le Washington Post en 1931, le récit devint un film à succès.",
         "nothing", None, ()),
        ("en", "Originally published by Le Parisien, 2 May 2026.", "translation-credited", "fr",
         ("leparisien",)),
        ("fr", "Publié initialement par Le Parisien, le 2 mai 2026.", "credited", None,
         ("leparisien",)),
    ],
)  # fmt: skip
def test_sentences_that_say_where_a_text_first_stood(
    language: str, text: str, reading: str, code: str | None, outlets: tuple[str, ...]
) -> None:
    told = origin(article(PLAIN[language], text, language=language))
    assert (told.reading, told.language, told.outlets) == (reading, code, outlets)
    for outlet in outlets:
        site = knowledge.outlets()[outlet].domains[0]
        assert origin(article(PLAIN[language], text, language=language, site=site)) == Origin()


# --------------------------------------------------------------------------------------------
# The head


@pytest.mark.parametrize(
    ("site", "canonical", "reading"),
    [
        ("blog.example", "https://www.lemonde.fr/a.html", "canonical"),
        ("blog.example", "https://registerpost.example/a", "canonical"),
        ("lemonde.fr", "https://www.lemonde.fr/a.html", "nothing"),
        ("bbc.com", "https://www.bbc.co.uk/a", "nothing"),
        ("exemple.com", "https://exemple.org/a", "nothing"),
        ("archive.org", "https://www.lemonde.fr/a.html", "nothing"),
        ("ampproject.org", "https://www.lemonde.fr/a.html", "nothing"),
        (None, "https://www.lemonde.fr/a.html", "nothing"),
        ("blog.example", "not an address", "nothing"),
    ],
)
def test_the_canonical_address(site: str | None, canonical: str, reading: str) -> None:
    assert origin(article(FRENCH, site=site, canonical=canonical)).reading == reading


@pytest.mark.parametrize(
    ("field", "value", "reading"),
    [
        ("syndication-source", "https://www.leparisien.fr/a", "credited"),
        ("original-source", "https://registerpost.example/a", "credited"),
        ("source", "Le Parisien", "credited"),
        ("source", "https://www.washingtonpost.com/a", "translation-credited"),
        ("original-source", "https://www.lemonde.fr/a", "nothing"),
        ("source", "Le Monde", "nothing"),
        ("source", "Rédaction web", "nothing"),
        ("headline", "https://www.leparisien.fr/a", "nothing"),
    ],
)
def test_tags_that_name_a_source(field: str, value: str, reading: str) -> None:
    clue = Clue(field=field, value=value, seen_in=f"meta:{field}")
    assert origin(article(FRENCH, site="lemonde.fr", clues=(clue,))).reading == reading


# --------------------------------------------------------------------------------------------
# Where a line stands


def amid(number: int, *, role: str = "credit") -> Article:
    """Make an article of twelve paragraphs with a source line at place ``number``."""
    blocks = [Block(role="paragraph", text=FRENCH) for _ in range(12)]
    blocks.insert(number, Block(role=role, text="Source : Le Monde"))  # type: ignore[arg-type]
    credit = Credit(
        kind="source", span=Span(number, 0, 17), words="Source : Le Monde", names=(MONDE,)
    )
    return article(blocks=tuple(blocks), credits=(credit,))


@pytest.mark.parametrize(
    ("number", "strength", "reading"),
    [
        (0, "strong", "credited"),
        (1, "strong", "credited"),
        (6, "weak", "nothing"),
        (10, "strong", "credited"),
        (12, "strong", "credited"),
    ],
)
def test_a_source_line_in_the_middle_is_that_of_a_figure(
    number: int, strength: str, reading: str
) -> None:
    told = origin(amid(number))
    assert kinds(told) == [("credit", strength)]
    assert told.reading == reading


def test_the_source_of_a_picture_is_not_that_of_the_text() -> None:
    assert origin(amid(12, role="caption")) == Origin()
    words = "Le Monde / Photo Agence"
    credit = Credit(kind="source", span=Span(1, 0, len(words)), words=words, names=(MONDE,))
    blocks = (Block(role="paragraph", text=FRENCH), Block(role="paragraph", text=words))
    assert origin(article(blocks=blocks, credits=(credit,))) == Origin()


def test_a_name_given_twice_counts_once() -> None:
    page = credited(MONDE, MONDE)
    assert kinds(origin(page)) == [("credit", "strong")]


def test_many_labelled_links_are_references() -> None:
    text = "Source : un. Source : deux. Source : trois."
    links = tuple(
        (f"https://{name}.example/a", Span(0, text.index(name), text.index(name) + len(name)))
        for name in ("un", "deux", "trois")
    )
    assert origin(article(text, links=links)) == Origin()
    assert kinds(origin(article(text, links=links[:2]))) == [("source-link", "medium")] * 2


def test_two_weak_signs_of_different_kinds_are_possible_translation() -> None:
    told = origin(article("Il parle « par procuration, » et « Je pars demain », il a dit."))
    assert kinds(told) == [("foreign-typography", "weak"), ("calque", "weak")]
    assert (told.reading, told.language) == ("translation-possible", None)


# --------------------------------------------------------------------------------------------
# Copy and paste, and the whole


def embed(form: str, key: str | None) -> Block:
    """Make the block of an embed that stands as text."""
    shown = Embed(provider="x", key=key, form=form)  # type: ignore[arg-type]
    return Block(role="embed", text="[video 1]", embed=shown)


BROKEN = Damage(kind="quotation-left-open", span=Span(0, 0, 3))
BYTES = Damage(kind="undecodable-bytes", span=None)


@pytest.mark.parametrize(
    ("blocks", "damage", "reading", "seen"),
    [
        ((), (), "nothing", []),
        ((), (BYTES,), "nothing", []),
        ((), (BROKEN,), "nothing", ["broken-quotation"]),
        ((), (BROKEN, BROKEN), "nothing", ["broken-quotation"]),
        ((embed("shortcode", "1"),), (), "nothing", ["pasted-shortcode"]),
        ((embed("script", None),), (), "nothing", ["lost-embed"]),
        ((embed("frame", "1"), embed("markup", None), embed("address", "1")), (), "nothing", []),
        (
            (embed("shortcode", "1"), embed("script", None)),
            (),
            "pasted",
            ["pasted-shortcode", "lost-embed"],
        ),
        ((embed("shortcode", "1"),), (BROKEN,), "pasted", ["broken-quotation", "pasted-shortcode"]),
    ],
)
def test_paste_marks_are_weak_and_add_up(
    blocks: tuple[Block, ...], damage: tuple[Damage, ...], reading: str, seen: list[str]
) -> None:
    page = article(blocks=(Block(role="paragraph", text=FRENCH), *blocks), damage=damage)
    told = origin(page)
    assert told.reading == reading
    assert [piece.kind for piece in told.evidence] == seen
    assert all(piece.strength == "weak" for piece in told.evidence)


@pytest.mark.parametrize("language", ["fr", "en", "de", None])
def test_an_ordinary_page_says_nothing(language: str | None) -> None:
    assert origin(article(FRENCH, ENGLISH, language=language)) == Origin()


RESIDUE = "« Si [Prime Minister Jane] Roe gagne, ce n’est pas la fin de la ville », a dit le maire."


def test_strong_residue_alone_is_a_likely_translation() -> None:
    told = origin(article(RESIDUE))
    assert (told.reading, told.language) == ("translation-likely", "en")


def test_a_credit_and_a_residue_are_a_credited_translation() -> None:
    page = credited(MONDE)
    page = article(
        blocks=(Block(role="paragraph", text=RESIDUE), page.blocks[1]), credits=page.credits
    )
    told = origin(page)
    assert (told.reading, told.language, told.outlets) == (
        "translation-credited",
        "en",
        ("lemonde",),
    )


def test_the_strongest_evidence_comes_first() -> None:
    page = credited(BLOG, RT, damage=(BROKEN,))
    order = ["strong", "medium", "weak"]
    strengths = [piece.strength for piece in origin(page).evidence]
    assert strengths == sorted(strengths, key=order.index)
    assert len(set(strengths)) == 3


# --------------------------------------------------------------------------------------------
# Laws

PIECES = st.sampled_from(
    [
        "« ", " »", "“", "”", '"', "[", "]", "[Russian President] ", "[le ministre] ", "the ",
        "of ", "and ", "dans ", "les ", "une ", "5,000 ", "10 000 ", "$5 ", "5 € ", "3.5 %",
        "3,5 %",
        "3 p.m. ", "15h30 ", "Mardi 2 ", ". ", ", ", " !", "mot ", "Word ", "\u0301", "1 1 1 1 ",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=30).map("".join))


@given(st.lists(TEXTS, max_size=4), st.sampled_from(["fr", "en", "de", None]))
@settings(derandomize=True, deadline=None, max_examples=150)
def test_any_text_gives_the_same_twice_with_spans_inside(
    texts: list[str], language: str | None
) -> None:
    page = article(*texts, language=language)
    told = origin(page)
    assert told == origin(page)
    for span in (span for piece in told.evidence for span in piece.spans):
        assert 0 <= span.start < span.end <= len(page.blocks[span.block].text)


@pytest.mark.parametrize(
    "text",
    ["« " * 20000, "[" * 40000, "1 " * 30000, "1,000," * 10000, "the of " * 15000, '"' * 50000],
    ids=lambda text: text[:4],
)
def test_hostile_text_ends(text: str) -> None:
    assert isinstance(origin(article(text)).evidence, tuple)


def test_evidence_points_into_its_page() -> None:
    pieces: tuple[Evidence, ...] = origin(article(FRENCH, RESIDUE)).evidence
    assert [piece.page for piece in pieces] == ["a"]
    assert pieces[0].spans == (Span(1, 5, 26),)


@pytest.mark.parametrize(
    ("language", "words", "names"),
    [
        ("fr", "Source : Insee, enquête Emploi 2025", ("Insee", "enquête Emploi 2025")),
        ("fr", "Sources : ministère de l’Agriculture", ("ministère de l’Agriculture",)),
        ("en", "Source: company filings and author calculations", ("company filings", "author")),
        ("en", "Source: University of Ostrava", ("University of Ostrava",)),
    ],
)
def test_the_source_of_figures_at_the_end_decides_nothing(
    language: str, words: str, names: tuple[str, ...]
) -> None:
    blocks = (
        Block(role="paragraph", text=PLAIN[language]),
        Block(role="credit", text=words),
    )
    listed = tuple(CreditName(words=name) for name in names)
    credit = Credit(kind="source", span=Span(1, 0, len(words)), words=words, names=listed)
    told = origin(article(language=language, blocks=blocks, credits=(credit,)))
    assert told.reading == "nothing"
    assert kinds(told) == [("credit", "weak")]
    beside = replace(credit, names=(*listed, CreditName(words="Le Monde", outlet="lemonde")))
    told = origin(article(language=language, blocks=blocks, credits=(beside,)))
    assert told.reading in ("credited", "translation-credited")


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "The post Deep-sea sponge appeared first on Harbour Science.", "Harbour Science"),
        ("fr", "L’article Montbrac est apparu en premier sur Sud Culture.", "Sud Culture"),
        ("en", "Reprinted with permission from Harbour Science.", "Harbour Science"),
        ("fr", "Reproduit avec l’aimable autorisation de Sud Culture.", "Sud Culture"),
        ("en", "Reprinted with permission.", None),
        ("fr", "Le texte original était plus long que celui de la loi.", None),
        ("en", "The post Deep-sea sponge appeared first on Town Blog.", None),
        ("fr", "L’article Montbrac est apparu en premier sur Town Blog.", None),
    ],
)
def test_a_name_in_no_table_behind_words_of_taking_over(
    language: str, text: str, name: str | None
) -> None:
    told = origin(article(PLAIN[language], text, language=language, site_name="Town Blog"))
    assert told.reading == ("credited" if name else "nothing")
    assert [piece.facts["name"] for piece in told.evidence] == ([name] if name else [])
    assert origin(article(PLAIN[language], text, language=language)) == Origin()
