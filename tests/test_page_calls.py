"""Lines and boxes that are furniture by their words, in both languages, and such as seem to be."""

from __future__ import annotations

import pytest

from ondit.model import Article, Page
from ondit.page.phrases import furnishing
from ondit.page.read import read

_TEXT = [
    "Le vieux pont de la Vanne a été fermé lundi soir, après la découverte d’une fissure longue"
    " de deux mètres sous la troisième arche, du côté de la ville basse.",
    "Les cars scolaires passeront par la route des Pins jusqu’à nouvel ordre, ce qui allonge le"
    " trajet d’un bon quart d’heure, selon le service des transports.",
    "Une inspection complète aura lieu jeudi. Le maire, qui réclame un pont neuf depuis douze ans,"
    " a demandé à y assister avec deux de ses adjoints.",
]


def page(extra: str, *, above: str = "") -> Article:
    text = "".join(f"<p>{each}</p>" for each in _TEXT)
    title = "Le pont de la Vanne ferme"
    body = f"<div>{above}</div><h1>{title}</h1><div>{text}</div>{extra}"
    html = f"<html lang='fr'><head><title>{title}</title></head><body>{body}</body></html>"
    return read(Page(name="page.html", body=html.encode()))


def said(article: Article) -> str:
    return "\n".join(block.text for block in article.blocks)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Jean a écrit :", "comment"),
        ("Ida says:", "comment"),
        ("En partant, elle m’a dit : « Reviens avec du soleil. »", None),
        ("The brochure says: ‘The indoor temperature will drop.’", None),
        ("#eau #Vanne #pont", "tags"),
        ("#eau", None),
        ("Partager Facebook X Copier le lien", "share"),
        ("Envoyer par e-mail Partager sur Facebook", "share"),
        ("Share Tweet Copy link", "share"),
        ("Article plus récent Accueil Article plus ancien", "pagination"),
        ("Partager un repas", None),
        ("Imprimer | Réagir (0)", "share"),
        ("Réponses (2)", "comment"),
        ("Réponses", None),
    ],
)
def test_a_line_is_furniture_by_all_its_words(text: str, kind: str | None) -> None:
    found = furnishing(text)
    assert (found.kind if found else None) == kind


@pytest.mark.parametrize(
    "box",
    [
        "<div><h3>Adhérez</h3><p>Notre journal appartient à celles et ceux qui lisent.</p></div>",
        "<div><p>Trente euros paient une heure d’enquête en ville.</p><a>Faire un don</a></div>",
        "<div><h3>Subscribe</h3><p>Our paper belongs to those who read it.</p></div>",
        "<div><p>Ten pounds pay for an hour of asking questions.</p><a>Donate now</a></div>",
    ],
)
def test_a_box_that_a_call_begins_or_a_button_ends_is_no_article(box: str) -> None:
    article = page(box)
    assert all(text in said(article) for text in _TEXT)
    assert not any(word in said(article) for word in ("Notre journal", "euros", "Our paper", "Ten"))


def test_a_paragraph_above_a_button_is_the_article_where_there_is_no_other() -> None:
    title = "Le pont de la Vanne ferme"
    html = f"<title>{title}</title><h1>{title}</h1><div><p>{_TEXT[0]}</p><a>S’abonner</a></div>"
    assert _TEXT[0] in said(read(Page(name="page.html", body=html.encode())))


def test_words_that_a_style_sheet_sets_apart_are_parted() -> None:
    article = page("<div><span>Par</span><span>Ida Roux</span></div>")
    assert article.authors == ("Ida Roux",)


def test_the_way_home_is_told_from_a_menu() -> None:
    menu = "".join(f"<li><a href='/{n}'>{n}</a></li>" for n in ("eau", "ville", "sport", "livres"))
    trail = "<ul><li><a href='/'>Accueil</a></li><li><a href='/ville'>Ville</a></li></ul>"
    kinds = {each.text: each.kind for each in page("", above=f"<ul>{menu}</ul>{trail}").furniture}
    assert kinds["Accueil\nVille"] == "breadcrumb"
    assert "breadcrumb" not in {each.kind for each in page("", above=trail).furniture}


def test_what_stands_under_a_picture_in_its_box_is_a_caption() -> None:
    figure = "<div><img src='a.jpg'><div>La troisième arche, mardi matin</div></div>"
    text = f"<p>{_TEXT[0]}</p>{figure}<p>{_TEXT[1]}</p><p>{_TEXT[2]}</p>"
    html = f"<title>Le pont ferme</title><h1>Le pont ferme</h1><div>{text}</div>"
    article = read(Page(name="page.html", body=html.encode()))
    assert [block.text for block in article.blocks if block.role == "caption"] == [
        "La troisième arche, mardi matin"
    ]
