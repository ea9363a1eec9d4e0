"""Notices of the house that were left in the body of articles: a licence, an appeal, a disclaimer.

They are all that two pages share, at the end or the beginning, and make no kinship. What was taken
from an article and put at the end of another does.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pytest

from ondit.lineage.candidates import ALL_PAIRS
from ondit.lineage.compare import compare
from ondit.model import Derivation
from test_crowds import LICENCES, article, family, story

NOTICES: dict[str, dict[str, tuple[str, ...]]] = {
    "licence": {
        "en": (
            "This text may be shared under a free licence, in print or online.",
            "It is required that the author is named and that the address of the first"
            " version is given.",
            "Changes to the wording are not allowed without a written agreement.",
            "Pictures and charts are not covered and must be requested separately.",
        ),
        "fr": (
            "Ce texte peut être partagé sous une licence libre, sur papier ou en ligne.",
            "Il est exigé que l'auteur soit nommé et que l'adresse de la première version"
            " soit donnée.",
            "Les changements de formulation ne sont pas permis sans accord écrit.",
            "Les images et les graphiques ne sont pas couverts et doivent être demandés à part.",
        ),
    },
    "about": {
        "en": (
            "We are a small newsroom that belongs to its readers and to nobody else.",
            "Our reporters have covered this region without advertising since we opened our doors.",
            "No shareholder tells us what to write, and every account is published once a year.",
            "If you have a story that ought to be told, our door is open.",
        ),
        "fr": (
            "Nous sommes une petite rédaction qui appartient à ses lecteurs et à personne d'autre.",
            "Nos journalistes couvrent cette région sans publicité depuis que nous avons"
            " ouvert nos portes.",
            "Aucun actionnaire ne nous dicte ce que nous écrivons, et tous nos comptes sont"
            " publiés une fois par an.",
            "Si vous avez une histoire qui mérite d'être racontée, notre porte est ouverte.",
        ),
    },
    "donate": {
        "en": (
            "Independent journalism costs money, and we need your help to keep going.",
            "If everyone who reads us gave the price of a coffee, our future would be safe.",
            "Your donation is tax deductible and takes less than a minute.",
            "Thank you for standing with us.",
        ),
        "fr": (
            "L'information indépendante a un coût, et nous avons besoin de votre aide pour"
            " continuer.",
            "Si tous ceux qui nous lisent donnaient le prix d'un café, notre avenir serait assuré.",
            "Votre don est déductible des impôts et prend moins d'une minute.",
            "Merci de nous soutenir.",
        ),
    },
    "disclaimer": {
        "en": (
            "The views expressed here are those of the author alone and do not reflect the"
            " position of the publication.",
            "Nothing on this site should be taken as medical, legal or financial advice.",
            "Readers should consult a qualified professional before acting on any"
            " information found here.",
            "We accept no liability for losses arising from the use of these pages.",
        ),
        "fr": (
            "Les opinions exprimées ici n'engagent que leur auteur et ne reflètent pas la"
            " position de la publication.",
            "Rien sur ce site ne doit être pris pour un conseil médical, juridique ou financier.",
            "Les lecteurs doivent consulter un professionnel qualifié avant d'agir sur la"
            " foi d'informations trouvées ici.",
            "Nous déclinons toute responsabilité pour les pertes liées à l'usage de ces pages.",
        ),
    },
    "corrections": {
        "en": (
            "We strive to be accurate and we correct mistakes as soon as we learn of them.",
            "Every correction is marked at the foot of the article with the day on which it"
            " was made.",
            "If you have spotted an error, please write to the address given on our contact page.",
            "Complaints that are not settled may be brought before the press council.",
        ),
        "fr": (
            "Nous nous efforçons d'être exacts et nous corrigeons nos erreurs dès que nous"
            " en avons connaissance.",
            "Chaque correction est signalée au bas de l'article avec le jour où elle a été faite.",
            "Si vous avez relevé une erreur, écrivez à l'adresse indiquée sur notre page de"
            " contact.",
            "Les plaintes qui ne sont pas réglées peuvent être portées devant le conseil de"
            " la presse.",
        ),
    },
    "newsletter": {
        "en": (
            "Sign up for our morning letter and receive the best of the day before breakfast.",
            "It is free, it takes five minutes to read, and you can leave whenever you want.",
            "Your address will never be handed to anyone else.",
        ),
        "fr": (
            "Inscrivez-vous à notre lettre du matin et recevez l'essentiel de la journée"
            " avant le petit déjeuner.",
            "Elle est gratuite, se lit en cinq minutes, et vous pouvez la quitter quand vous"
            " voulez.",
            "Votre adresse ne sera jamais transmise à quiconque.",
        ),
    },
    "comments": {
        "en": (
            "Comments are closed after two weeks and insulting posts are removed without warning.",
            "Keep to the subject, stay polite, and remember that others have a right to disagree.",
            "Repeated breaches of these rules lead to the closing of the account.",
        ),
        "fr": (
            "Les commentaires sont fermés après deux semaines et les messages injurieux sont"
            " supprimés sans avertissement.",
            "Restez dans le sujet, soyez courtois, et souvenez-vous que d'autres ont le"
            " droit de ne pas être d'accord.",
            "Le non-respect répété de ces règles entraîne la fermeture du compte.",
        ),
    },
    "method": {
        "en": (
            "This story was produced with the help of software and checked by a human before"
            " it went online.",
            "Figures are rounded, and some of them may be revised later.",
            "The method is described in full on a separate page.",
            "Anyone who wishes to check the results can download the tables.",
        ),
        "fr": (
            "Cet article a été produit avec l'aide d'un logiciel et vérifié par un humain"
            " avant sa mise en ligne.",
            "Les chiffres sont arrondis et certains pourront être révisés plus tard.",
            "La méthode est décrite en entier sur une page à part.",
            "Quiconque souhaite vérifier les résultats peut télécharger les tableaux.",
        ),
    },
    "foundation": {
        "en": (
            "Our work is paid for by foundations that have no say in what appears.",
            "A full list of those who give more than a thousand euros is kept up to date.",
            "What is left at the end of the year goes into training young colleagues.",
        ),
        "fr": (
            "Notre travail est payé par des fondations qui n'ont pas leur mot à dire sur ce"
            " qui paraît.",
            "La liste complète de ceux qui donnent plus de mille euros est tenue à jour.",
            "Ce qui reste à la fin de l'année sert à former de jeunes collègues.",
        ),
    },
    "cc": {
        "en": (
            "The content of this page may be copied and passed on by anyone.",
            "Whoever does so must say where it came from and must not earn money with it.",
            "A different arrangement can be agreed on with the management.",
        ),
        "fr": (
            "Le contenu de cette page peut être copié et transmis par n'importe qui.",
            "Celui qui le fait doit dire d'où il vient et ne doit pas en tirer d'argent.",
            "Un autre arrangement peut être convenu avec la direction.",
        ),
    },
    "tips": {
        "en": (
            "Do you know something that we should look into?",
            "You can reach us in confidence, day and night, and we never reveal our sources.",
            "Documents can be dropped in a safe that nobody else can open.",
        ),
        "fr": (
            "Savez-vous quelque chose sur quoi nous devrions enquêter ?",
            "Vous pouvez nous joindre en toute discrétion, jour et nuit, et nous ne révélons"
            " jamais nos sources.",
            "Les documents peuvent être déposés dans un coffre que personne d'autre ne peut"
            " ouvrir.",
        ),
    },
    "republication": {code: tuple(texts) for code, texts in LICENCES.items()},
}
# What two articles may share that is no notice: it names and counts, or the rest takes it up.
ESSAY = {
    "en": (
        "The tide gauge at the old pier has risen by a hand in the life of one keeper.",
        "Keepers used to mark the highest water of each winter with a line of white paint.",
        "Of those lines the lowest three are under water now at every spring tide.",
        "The pier itself was raised twice, and each time the keeper lost his kitchen window.",
        "What the gauge tells is slower than a storm and does not make the evening news.",
        "Somebody will paint the next line higher than any keeper has reached before.",
    ),
    "fr": (
        "Le marégraphe de la vieille jetée a monté d'une main en une vie de gardien.",
        "Les gardiens marquaient la plus haute eau de chaque hiver d'un trait de peinture blanche.",
        "Les trois traits les plus bas sont aujourd'hui sous l'eau à chaque grande marée.",
        "La jetée fut rehaussée deux fois, et chaque fois le gardien perdit une fenêtre"
        " de cuisine.",
        "Ce que dit le marégraphe est plus lent qu'une tempête et ne passe pas au journal du soir.",
        "Quelqu'un peindra le prochain trait plus haut qu'aucun gardien ne l'a jamais fait.",
    ),
}
LANGUAGES = ("en", "fr")


def formulas(record: Derivation) -> int:
    return sum(one.kind == "shared-formula" for one in record.evidence)


def held(texts: Sequence[str], notice: Sequence[str], where: str) -> list[str]:
    """Put a notice where houses put it: in one paragraph or several."""
    if where == "start":
        return [*notice, *texts]
    return [*texts, *notice] if where == "end" else [*texts, " ".join(notice)]


@pytest.mark.parametrize("where", ["start", "end", "one paragraph"])
@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", NOTICES)
def test_a_notice_is_no_kinship(name: str, code: str, where: str) -> None:
    pages = [
        article(code, f"page{n}", held(story(code, 40 + n, count), NOTICES[name][code], where))
        for n, count in enumerate((6, 9, 14, 25))
    ]
    for one, other in combinations(pages, 2):
        record = compare(one, other)
        assert record.kind == "independent"
        assert formulas(record) == 1  # said, not passed over
        assert record.pairs


@pytest.mark.parametrize("name", NOTICES)
def test_a_notice_in_two_languages_is_no_translation(name: str) -> None:
    for n, count in enumerate((7, 12, 25)):
        english = article("en", "en", [*story("en", 60 + n, count), *NOTICES[name]["en"]])
        french = article("fr", "fr", [*story("fr", 80 + n, count), *NOTICES[name]["fr"]])
        assert compare(english, french).kind == "independent"


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", NOTICES)
def test_pages_compared_one_by_one_are_no_family_by_a_notice(name: str, code: str) -> None:
    pages = [
        article(code, f"page{n}", [*story(code, 200 + n), *NOTICES[name][code]])
        for n in range(ALL_PAIRS // 2)
    ]
    assert family(pages) == ([], ())


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_notice_may_end_one_page_and_begin_another(code: str) -> None:
    notice = NOTICES["licence"][code]
    one = article(code, "one", [*story(code, 1), *notice])
    other = article(code, "other", [*notice, *story(code, 2)])
    assert compare(one, other).kind == "independent"


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_end_of_an_article_at_the_end_of_another_is_found(code: str) -> None:
    source = article(code, "source", ESSAY[code])
    taker = article(code, "taker", [*story(code, 5, 8), *ESSAY[code][3:]])
    assert compare(source, taker).kind != "independent"


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_notice_does_not_hide_what_else_is_shared(code: str) -> None:
    notice = NOTICES["licence"][code]
    source = article(code, "source", [*ESSAY[code], *notice])
    taker = article(
        code, "taker", [*story(code, 5, 5), *ESSAY[code][1:5], *story(code, 6, 5), *notice]
    )
    record = compare(source, taker)
    assert record.kind != "independent"
    assert not formulas(record)


def test_an_article_about_licences_is_no_notice() -> None:
    licence = NOTICES["licence"]["en"]
    about = (
        "Publishers and authors have argued about free licences since the web was young.",
        "An author who shares a text hopes that readers will pass it on with the credit.",
        "Editors fear that a text printed without permission will never be corrected again.",
        "Readers rarely ask which licence a photo or an article on a site was published under.",
    )
    source = article("en", "source", [*about, *licence])
    taker = article("en", "taker", [*story("en", 9, 6), *licence])
    assert compare(source, taker).kind != "independent"
