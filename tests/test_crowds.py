"""Many pages that are no family: digests, tables, lists of headlines, formulas, unknown languages.

Each crowd is larger than what is compared pair by pair, so that the join is in the way, and is held
to two things: nobody is said to derive from whom he does not, and few pairs are compared.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import combinations

import pytest

from ondit.lineage.candidates import ALL_PAIRS, related
from ondit.lineage.compare import compare
from ondit.lineage.fingerprints import fingerprints_of
from ondit.lineage.stories import stories
from ondit.model import Article, Block, Derivation, Role, Story
from ondit.text import digest

WORDS = {
    "en": (
        "harbour council ferry winter budget granite lantern museum orchard protest quarry railway"
        " signal tunnel union valley warden bridge canal depot engine factory glacier hospital"
        " island journal kitchen ladder market needle office paper quarter river school teacher"
        " uncle village window yard baker carpet doctor evening farmer garden hammer iron"
    ).split(),
    "fr": (
        "port conseil bac hiver budget granit lanterne musée verger protestation carrière rail"
        " signal tunnel syndicat vallée gardien pont canal dépôt moteur usine glacier hôpital"
        " île journal cuisine échelle marché aiguille bureau papier quartier fleuve école maître"
        " oncle village fenêtre cour boulanger tapis médecin soirée fermier jardin marteau fer"
    ).split(),
    "fi": (
        "satama neuvosto lautta talvi talous graniitti lyhty museo puutarha mielenosoitus louhos"
        " rautatie merkki tunneli liitto laakso vartija silta kanava varikko moottori tehdas"
        " jäätikkö sairaala saari lehti keittiö tikkaat tori neula toimisto paperi kortteli joki"
        " koulu opettaja setä kylä ikkuna piha leipuri matto lääkäri ilta viljelijä vasara rauta"
    ).split(),
}
LICENCES = {
    "en": (
        "You may republish this piece free of charge, online or printed, so long as you name us.",
        "Please do not change a single line, and mention who wrote it above all else.",
        "Photographs are excluded, because their rights belong to whoever took them.",
        "Write to our editors whenever you intend to sell what we gave away without cost.",
    ),
    "fr": (
        "Vous pouvez republier cet article sans frais, en ligne ou imprimé, pourvu de nous citer.",
        "Merci de ne changer aucune ligne, et de mentionner avant tout qui l’a rédigé.",
        "Les photographies sont exclues, car leurs droits appartiennent à qui les a prises.",
        "Écrivez à notre rédaction si vous comptez vendre ce que nous avons donné sans frais.",
    ),
}
LANGUAGES = ("en", "fr")


SYLLABLES = "bar den fol gur hin jas kel lom mar nor pol qui rus sel tor vin wal zed".split()


def sentence(code: str, rng: random.Random, names: Sequence[str] = ()) -> str:
    """Make a sentence that no other one resembles, with one of ``names`` more often than not."""
    words = [
        rng.choice(WORDS[code]) + rng.choice(("", "s", "a", "o", "ic", "al"))
        for _ in range(rng.randint(9, 15))
    ]
    if names and rng.random() < 0.8:
        words.insert(rng.randint(1, 5), rng.choice(names))
    return words[0].capitalize() + " " + " ".join(words[1:]) + "."


def story(code: str, seed: int, count: int = 10) -> list[str]:
    """Make an article about three people of its own."""
    rng = random.Random(seed)
    names = ["".join(rng.sample(SYLLABLES, 3)).capitalize() for _ in range(3)]
    return [sentence(code, rng, names) for _ in range(count)]


def article(code: str, name: str, texts: Sequence[str], role: Role = "paragraph") -> Article:
    blocks = tuple(Block(role=role, text=text) for text in texts)
    return Article(id=digest(code, name, *texts), name=name, language=code, blocks=blocks)


def family(articles: Sequence[Article]) -> tuple[list[Derivation], tuple[Story, ...]]:
    """Relate articles as a trace does."""
    compared = [compare(articles[a], articles[b]) for a, b in related(articles)]
    derived = [record for record in compared if record.kind != "independent"]
    return derived, stories(articles, derived)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_digest_of_ten_pages_makes_them_no_family(code: str) -> None:
    sources = [article(code, f"source{n}", story(code, n)) for n in range(10)]
    parts = [text for n in range(10) for text in story(code, n)[2:6]]
    press = article(code, "digest", parts)
    others = [article(code, f"other{n}", story(code, 100 + n)) for n in range(ALL_PAIRS)]
    every = [*sources, press, *others]
    pairs = {(every[a].name, every[b].name) for a, b in related(every)}
    assert pairs == {(one.name, "digest") for one in sources}  # each is found, and nothing else
    ids = {one.id for one in sources}
    _, told = family(every)
    assert all(len(ids & set(one.articles)) <= 1 for one in told)


@pytest.mark.parametrize("code", LANGUAGES)
def test_tables_of_one_shape_are_no_copies(code: str) -> None:
    pages = []
    for number in range(ALL_PAIRS + 15):
        rng = random.Random(number)
        rows = [
            f"{town} {rng.randint(-9, 35)} {rng.randint(0, 99)} {rng.randint(900, 1100)}"
            for town in WORDS[code]
        ]
        pages.append(article(code, f"table{number}", rows))
    derived, _ = family(pages)
    assert derived == []


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("role", ["paragraph", "list-item"])
def test_lists_of_headlines_derive_from_nobody(code: str, role: Role) -> None:
    pages = []
    heads = [" ".join(sentence(code, random.Random(n)).split()[:8]) for n in range(60)]
    for number in range(40):
        blocks = (
            Block(role="headline", text=heads[number]),
            *(Block(role="paragraph", text=text) for text in story(code, 500 + number)),
        )
        pages.append(
            Article(
                id=digest(code, str(number)), name=f"page{number}", language=code, blocks=blocks
            )
        )
    for number in range(4):
        chosen = random.Random(number).sample(heads, 20)
        pages.append(article(code, f"list{number}", chosen, role))
    derived, _ = family(pages)
    lists = {one.id for one in pages if one.name.startswith("list")}
    assert not [one for one in derived if not {one.one, one.other} <= lists]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_licence_on_half_of_the_pages_joins_none(code: str) -> None:
    licence = LICENCES[code]
    pages = [
        article(code, f"page{n}", [*story(code, n), *licence] if n % 2 else story(code, n))
        for n in range(120)
    ]
    # Where the licence begins, what is kept of it depends on what stands before: some pages meet.
    assert len(related(pages)) < len(pages)
    assert family(pages)[0] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_thousand_equal_pages_cost_a_thousand_comparisons(code: str) -> None:
    text = story(code, 1)
    pages = [article(code, f"page{n}", text) for n in range(1000)]
    pages += [article(code, f"near{n}", [*text, f"{n}."]) for n in range(200)]
    pairs = related(pages)
    assert len(pairs) < 4 * len(pages)
    reached = {0}
    for _ in range(4):
        reached |= {end for pair in pairs if reached & set(pair) for end in pair}
    assert len(reached) == len(pages)  # one family


def test_a_language_without_bridge_is_found_within_and_said_across() -> None:
    finnish = [article("fi", f"fi{n}", story("fi", n)) for n in range(20)]
    copy = article("fi", "copy", [*story("fi", 900, 2), *story("fi", 3)])
    english = [article("en", f"en{n}", story("en", n)) for n in range(20)]
    derived, told = family([*finnish, copy, *english])
    assert [{one.one, one.other} for one in derived] == [{finnish[3].id, copy.id}]
    assert [set(one.articles) for one in told] == [{finnish[3].id, copy.id}]
    across = compare(finnish[3], english[3])
    assert across.kind == "independent"
    assert [(one.page, one.language) for one in across.evidence if one.kind == "no-bridge"] == [
        (finnish[3].id, "fi")
    ]
    for pair in ((english[0], english[1]), (finnish[0], finnish[1])):
        assert all(one.kind != "no-bridge" for one in compare(*pair).evidence)


def test_pages_without_words_are_nobody_s_relatives() -> None:
    texts = ["", "…", "42", "Title", "— — —", " "]
    pages = [article("en", f"page{n}", [texts[n % 6]]) for n in range(ALL_PAIRS + 20)]
    pages += [article("fr", f"story{n}", story("fr", n)) for n in range(3)]
    derived, _ = family(pages)
    spoken = {one.id for one in pages if one.name.startswith("story")}
    assert not [one for one in derived if {one.one, one.other} & spoken]
    assert len(fingerprints_of(pages)) == len(pages)
    assert all(a != b for a, b in combinations([one.name for one in pages], 2))
