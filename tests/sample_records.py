"""Records made by hand, for tests of what draws them."""

from __future__ import annotations

from ondit.model import (
    Article,
    Block,
    Change,
    Credit,
    CreditName,
    Damage,
    DateClue,
    Derivation,
    Embed,
    Evidence,
    Failure,
    Furniture,
    Mark,
    Origin,
    Pair,
    Span,
    Speaker,
    Statement,
    Trace,
    TracedPage,
)

HEADLINE = "Le maire de Brévannes refuse de céder le pont"
STANDFIRST = "Malgré la crue, la ville garde sa rive"
FIRST = "Le maire, Paul Aubry, a déclaré lundi que « le pont tiendra 155 jours, » selon la presse."
SECOND = "« Si [Mayor Paul] Aubry cède, c’est la défaite de tous », il a dit."
THIRD = "La préfecture affirme que les réserves sont « dangereusement basses. Le maire le dément."


def span_of(blocks: tuple[Block, ...], words: str) -> Span:
    """Give where ``words`` stand; they must."""
    for index, block in enumerate(blocks):
        start = block.text.find(words)
        if start >= 0:
            return Span(index, start, start + len(words))
    raise LookupError(words)


BLOCKS = (
    Block(role="headline", text=HEADLINE),
    Block(role="standfirst", text=STANDFIRST),
    Block(role="paragraph", text=FIRST),
    Block(
        role="embed",
        text="",
        embed=Embed(
            provider="youtube", key="abc", width=560, height=315, start=12, form="shortcode"
        ),
    ),
    Block(role="embed", text="", embed=Embed(provider="x", form="script")),
    Block(role="subhead", text="La nuit", level=2),
    Block(role="paragraph", text=SECOND),
    Block(role="paragraph", text=THIRD),
    Block(role="credit", text="Le Pont et BBCn"),
)


def at(words: str) -> Span:
    return span_of(BLOCKS, words)


DATE = DateClue(
    value="2022-10-12",
    says="published",
    seen_in="json-ld:datePublished",
    words="2022-10-12",
    trusted=True,
    why="",
)
ARTICLE = Article(
    id="a1",
    name="pont.html",
    url="https://www.le-pont.example/pont",
    site="le-pont.example",
    site_name="Le Pont",
    language="fr",
    language_why="text",
    headline=HEADLINE,
    standfirst=STANDFIRST,
    authors=("Anne Roy",),
    published=DATE,
    dates=(DATE,),
    blocks=BLOCKS,
    credits=(
        Credit(
            kind="source",
            span=at("Le Pont et BBCn"),
            words="Le Pont et BBCn",
            names=(
                CreditName(words="Le Pont"),
                CreditName(words="BBCn", outlet="bbc", language="en"),
            ),
        ),
    ),
    furniture=(
        Furniture(kind="comment-form", text="Leave a comment", language="en"),
        Furniture(kind="anti-spam", text="Ce site utilise Akismet", machinery=("akismet",)),
        Furniture(kind="menu", text="Accueil"),
        Furniture(kind="menu", text="Contact"),
    ),
    marks=(Mark(kind="generator", value="WordPress 6.0", seen_in="meta:generator"),),
    damage=(Damage(kind="quotation-left-open", span=at("« dangereusement basses.")),),
)
AUBRY = Speaker(id="s1", name="Paul Aubry", kind="person", role="maire")
STATE = Speaker(id="s2", name="préfecture", kind="organisation")
STATEMENTS = (
    Statement(
        id="t1",
        content=(at("« le pont tiendra 155 jours, »"),),
        cue=(at("a déclaré"),),
        source=(at("Paul Aubry"),),
        speaker="s1",
        form="mixed",
        stance="says",
    ),
    Statement(
        id="t2",
        content=(at("« Si [Mayor Paul] Aubry cède, c’est la défaite de tous »"),),
        cue=(at("a dit"),),
        speaker="s1",
        form="direct",
        stance="says",
    ),
    Statement(
        id="t3",
        content=(at("les réserves sont « dangereusement basses."),),
        cue=(at("affirme"),),
        speaker="s2",
        form="mixed",
        stance="says",
        left_open=True,
    ),
    Statement(
        id="t4",
        content=(at("le dément"),),
        form="indirect",
        stance="denies",
        polarity="negates",
        within="t3",
    ),
)
EVIDENCE = (
    Evidence(
        kind="foreign-typography",
        strength="medium",
        page="a1",
        spans=(at("jours, »"),),
        language="en",
    ),
    Evidence(
        kind="credit",
        strength="strong",
        page="a1",
        spans=(at("Le Pont et BBCn"),),
        outlet="bbc",
        language="en",
    ),
    Evidence(
        kind="bracketed-residue",
        strength="strong",
        page="a1",
        spans=(at("[Mayor Paul]"),),
        language="en",
    ),
)
ORIGIN = Origin(reading="translation-credited", evidence=EVIDENCE, outlets=("bbc",), language="en")
TRACED = TracedPage(article=ARTICLE, statements=STATEMENTS, speakers=(AUBRY, STATE), origin=ORIGIN)

OTHER_BLOCKS = (
    Block(role="headline", text="Mayor will not give up the bridge"),
    Block(
        role="paragraph", text="The mayor said on Monday that the bridge would hold for 150 days."
    ),
    Block(role="paragraph", text="Nobody was hurt."),
)
OTHER = Article(
    id="b2",
    name="bridge.html",
    site="bridge.example",
    language="en",
    language_why="declared",
    headline=OTHER_BLOCKS[0].text,
    blocks=OTHER_BLOCKS,
)
QUIET = TracedPage(article=OTHER)
DERIVATION = Derivation(
    id="d1",
    kind="translation",
    one="b2",
    other="a1",
    directed=True,
    credited=False,
    one_covered=0.5,
    other_covered=1 / 3,
    languages=("en", "fr"),
    evidence=(
        Evidence(kind="earlier-date", strength="medium", page="b2", favours="b2"),
        Evidence(
            kind="bracketed-residue",
            strength="strong",
            page="a1",
            spans=(at("[Mayor Paul]"),),
            favours="b2",
        ),
    ),
    pairs=(
        Pair(
            relation="changed",
            here=(span_of(OTHER_BLOCKS, OTHER_BLOCKS[1].text),),
            there=(at(FIRST),),
            likeness=0.8,
            changes=(
                Change(
                    kind="number",
                    here=(span_of(OTHER_BLOCKS, "150"),),
                    there=(at("155"),),
                ),
            ),
        ),
        Pair(relation="dropped", here=(span_of(OTHER_BLOCKS, "Nobody was hurt."),)),
        Pair(relation="added", there=(at(SECOND),)),
        Pair(relation="same", here=(span_of(OTHER_BLOCKS, "Mayor will"),), there=(at(HEADLINE),)),
    ),
)
FAILURE = Failure(name="rien.html", error="EmptyFile", facts={"path": "rien.html"})
TRACE = Trace(pages=(TRACED, QUIET), derivations=(DERIVATION,), failures=(FAILURE,))
