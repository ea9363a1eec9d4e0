"""Credit lines in both languages, and lines that only look like them."""

from __future__ import annotations

import pytest

from ondit.model import Page
from ondit.page import credits as subject
from ondit.page import people as naming
from ondit.page.read import read

PARAGRAPH = (
    "<p>The council rejected the sale of the mill on Thursday evening, by twelve votes to "
    "nine, although three buyers had promised to set it going again within the year.</p>"
)


@pytest.mark.parametrize(
    ("text", "kind", "names"),
    [
        ("Source : AFP", "source", [("AFP", "afp", None)]),
        ("Source: Reuters", "source", [("Reuters", "reuters", None)]),
        ("Via Al Jazeera", "source", [("Al Jazeera", "aljazeera", None)]),
        ("Avec AFP", "agency", [("AFP", "afp", None)]),
        ("Avec APA", "agency", [("APA", None, None)]),
        ("Source : RT, traduit par Jeanne Lamy", "source", [("RT", "rt", None)]),
        ("Posted by Nell at 9:14 PM", "byline", [("Nell", None, None)]),
        ("(Dustin Franz/AFP)", "photo", [("Dustin Franz", None, None), ("AFP", "afp", None)]),
        ("(avec AFP et Reuters)", "agency", [("AFP", "afp", None), ("Reuters", "reuters", None)]),
        ("Read full article at RT.com", "source", [("RT.com", "rt", None)]),
        ("Lire l’article complet sur RT en français", "source", [("RT en français", "rt", "fr")]),
        ("Traduit de l’anglais par Jeanne Lamy", "translator", None),
        ("Translated by John Smith", "translator", [("John Smith", None, None)]),
        ("Traduit de l’anglais par Ida Roux", "translator", [("Ida Roux", None, None)]),
        ("Traduction : Ida Roux pour Le Fen", "translator", [("Ida Roux", None, None)]),
        ("AFP contributed to this report.", "agency", [("AFP", "afp", None)]),
        ("With reporting by Reuters", "agency", [("Reuters", "reuters", None)]),
        ("The post The mill stays appeared first on The Fen.", "source", [("The Fen", None, None)]),
        (
            "L’article Le moulin reste est apparu en premier sur Le Fen",
            "source",
            [("Le Fen", None, None)],
        ),
        ("D'après un article du Monde", "source", [("Monde", None, None)]),
        ("Republished from The Fen under a licence.", "source", [("The Fen", None, None)]),
        (
            "Source : Anadolu Agency / trad. Ida Roux",
            "source",
            [("Anadolu Agency", "anadolu", None)],
        ),
        (
            "Par Claire Vannier et Marc Hestin",
            "byline",
            [("Claire Vannier", None, None), ("Marc Hestin", None, None)],
        ),
        ("By Petra Holm", "byline", [("Petra Holm", None, None)]),
        (
            "Photo : Yvon Sarrasin / AFP",
            "photo",
            [("Yvon Sarrasin", None, None), ("AFP", "afp", None)],
        ),
    ],
)
def test_a_line_with_its_lead_in(
    text: str, kind: str, names: list[tuple[str, str | None, str | None]] | None
) -> None:
    found = subject.of_line(text, bare_names=False)
    assert found is not None
    assert found[0] == kind
    if names is not None:
        assert [(name.words, name.outlet, name.language) for name in found[1]] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Le Pavé des Monts et RTEn", [("Le Pavé des Monts", None, None), ("RTEn", "rt", "en")]),
        ("RT France", [("RT France", "rt", None)]),
        (
            "BBC News in French / Le Monde",
            [("BBC News in French", "bbc", "fr"), ("Le Monde", "lemonde", None)],
        ),
        ("Sputnik-FR", [("Sputnik-FR", "sputnik", "fr")]),
        ("Reuters", [("Reuters", "reuters", None)]),
        (
            "La Dépêche du Littoral avec AFP",
            [("La Dépêche du Littoral", None, None), ("AFP", "afp", None)],
        ),
    ],
)
def test_names_alone(text: str, names: list[tuple[str, str | None, str | None]]) -> None:
    found = subject.of_line(text, bare_names=True)
    assert found is not None
    assert [(name.words, name.outlet, name.language) for name in found[1]] == names


@pytest.mark.parametrize(
    "text",
    [
        "By the end of the year, prices will double.",
        "Par ailleurs, le ministre a démissionné.",
        "Par mesure de sécurité, les quais sont fermés.",
        "Source de revenus pour toute une région, la pêche recule.",
        "Avec cette décision, le conseil rompt une promesse.",
        "With nothing left to sell, the yard closed on Friday.",
        "Via the tunnel, the journey takes nine minutes.",
        "La réunion est terminée",
        "Le maire et le préfet",
        "Fin de citation",
        '"Fire kills 31", The Times, 5 March 1973.',
        "« Le feu », Le Monde",
        "The Times, 5 March 1973",
    ],
)
def test_the_rest_of_a_sentence_is_no_credit(text: str) -> None:
    assert subject.of_line(text, bare_names=True) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("PARIS (AFP) – Le conseil se réunit jeudi.", ["(AFP)"]),
        ("Le conseil se réunit jeudi, a dit le maire. (Reuters)", ["(Reuters)"]),
        ("The council meets on Thursday (with AP)", ["(with AP)"]),
        ("Selon la revue (Le Monde), rien n’a changé.", []),
        (
            "Nothing has changed since the agency (Reuters) told of the matter in May.",
            [],
        ),
        ("Le parti (LR) a voté contre.", []),
    ],
)
def test_marks_of_agencies(text: str, words: list[str]) -> None:
    assert [credit.words for credit in subject.in_paragraph(0, text)] == words


@pytest.mark.parametrize(
    ("words", "people"),
    [
        ("Par Claire Vannier", ("Claire Vannier",)),
        ("By PETRA HOLM and Josef Kral", ("PETRA HOLM", "Josef Kral")),
        ("Publié le 12 mars 2024", ()),
        ("La rédaction", ()),
        ("https://www.facebook.com/someone", ()),
        ("@someone", ()),
        ("AFP", ()),
        ("Petra Holm, Josef Kral", ("Petra Holm", "Josef Kral")),
        ("By DARREN PIKE and SOPHIE LUND FOR THE DAILY BLARE", ("DARREN PIKE", "SOPHIE LUND")),
        ("By Fiona Craig, Local Democracy Reporter", ("Fiona Craig",)),
        ("Par Étienne Vasseur, agriculteur dans la Creuse", ("Étienne Vasseur",)),
        ("Par Inès Chabrol, à Pontoise", ("Inès Chabrol",)),
        ("Ida Roux, envoyée spéciale à Kiev", ("Ida Roux",)),
        ("Petra Holm in Kyiv and Josef Kral in Minsk", ("Petra Holm", "Josef Kral")),
        (
            "Reporting by S. Aksoy; Writing by Tom Barrow; Editing by Al Roe and Bo Lee",
            ("S. Aksoy", "Tom Barrow"),
        ),
        ("Anne Le Goff, Paul de Villiers", ("Anne Le Goff", "Paul de Villiers")),
        ("ANNE LE GOFF", ("ANNE LE GOFF",)),
        ("Posted by Nell", ("Nell",)),
        ("Par Ida", ("Ida",)),
        ("Par notre journaliste Ida Roux", ("Ida Roux",)),
        ("Une enquête d’Ida Roux", ("Ida Roux",)),
        (
            "Par Jean Du Bellay et Louis-Ferdinand d'Ormesson",
            ("Jean Du Bellay", "Louis-Ferdinand d'Ormesson"),
        ),
        ("Texte : Ida Roux. Photos : Max Bel", ("Ida Roux",)),
        ("Par Ida Roux Publié aujourd'hui à 10h05", ("Ida Roux",)),
        ("Ida Roux @idaroux", ("Ida Roux",)),
        ("Ida Roux - Journaliste", ("Ida Roux",)),
        ("By Ida Roux - The Washington Post", ("Ida Roux",)),
        ("By Ida Roux For The Fen", ("Ida Roux",)),
        ("By Ida Roux of The Fen", ("Ida Roux",)),
        ("By Ida Roux CNN", ("Ida Roux",)),
        ("By Ida Roux Follow", ("Ida Roux",)),
        ("Suivre Ida Roux", ("Ida Roux",)),
        ("Ida Roux · 5 min read", ("Ida Roux",)),
        ("Ida Roux July 13", ("Ida Roux",)),
        ("Guest post by Ida Roux", ("Ida Roux",)),
        ("Reviewed by Ida Roux", ()),
        ("ByJ.R. Stone", ("J.R. Stone",)),
        ("김철수 기자", ("김철수",)),
        ("著者：山田太郎", ("山田太郎",)),
        ("Автор: Ида Ру", ("Ида Ру",)),
    ],
)
def test_people_of_a_byline(words: str, people: tuple[str, ...]) -> None:
    assert naming.persons(words) == people


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Par Kab Niang Le 17/02/2020", ("Kab Niang",)),
        ("Publié le 12 mars 2024 à 10h05 par Claire Vannier", ("Claire Vannier",)),
        ("Par Claire Vannier, publié le 12 mars 2024", ("Claire Vannier",)),
        ("March 3, 2021 | By Petra Holm and Josef Kral", ("Petra Holm", "Josef Kral")),
        ("Rédigé par Ida Roux et publié le 12 mars 2024", ("Ida Roux",)),
        ("Publié le 12 mars 2024", ()),
        ("Mis à jour le 12 mars 2024 à 10h05", ()),
    ],
)
def test_people_of_a_line_with_a_date(line: str, people: tuple[str, ...]) -> None:
    assert naming.signed(line) == people


@pytest.mark.parametrize(
    "listed",
    [
        "<h2>References</h2><ol><li>The Times</li><li>Smith 1980, The Guardian</li></ol>",
        "<p><a href='a'>Le Monde</a></p><p><a href='b'>The Guardian</a></p><p><a href='c'>BBC</a>",
    ],
)
def test_a_list_of_references_or_links_is_no_credit(listed: str) -> None:
    body = f"<html><body><h1>The mill stays</h1>{PARAGRAPH * 4}{listed}</body></html>"
    assert read(Page(name="page", body=body.encode())).credits == ()


@pytest.mark.parametrize(
    "text",
    [
        "Paul Roy a écrit pour Le Monde et The Guardian.",
        "Elle lit chaque matin Le Monde et Libération.",
        "L'AFP et Reuters ont été interdites d'accès.",
        "Le Figaro a d'abord publié la photo avec Reuters",
        "Mark Lowe has written for The Guardian and Le Monde.",
        "Her photographs have appeared in Der Spiegel and Le Monde.",
        "The BBC and Reuters were refused access",
        "Il lit Le Monde et Libération.",
    ],
)
def test_a_sentence_that_names_outlets_is_no_line_of_names(text: str) -> None:
    assert subject.of_line(text, bare_names=True) is None


def test_a_line_of_names_may_end_in_a_full_stop() -> None:
    own = {"le pavé des monts", "le pave des monts"}
    found = subject.of_line("Le Pavé des Monts et RTEn.", bare_names=True, own=own)
    assert found is not None
    assert subject.of_line("Gazette d'Ostrava et AFP", bare_names=True) is not None


def test_the_agency_of_a_picture_is_not_that_of_the_text() -> None:
    text = "Voters wait in line on Tuesday. (Dustin Franz/AFP/Getty Images)"
    assert [credit.kind for credit in subject.in_paragraph(0, text)] == ["photo"]


def test_a_translator_after_the_source_is_a_credit_of_its_own() -> None:
    body = f"<h1>The mill stays</h1>{PARAGRAPH * 4}<p>Source: RT, translated by Jane Lamy</p>"
    found = read(Page(name="page", body=body.encode())).credits
    assert [(credit.kind, [name.words for name in credit.names]) for credit in found] == [
        ("source", ["RT"]),
        ("translator", ["Jane Lamy"]),
    ]


def test_the_firm_that_issues_a_press_release_is_no_other_source() -> None:
    body = f"<h1>Veltrix Opens a Mill</h1>{PARAGRAPH * 4}<p>SOURCE Veltrix Inc.</p>"
    found = read(Page(name="page", body=body.encode())).credits
    assert [credit.kind for credit in found] == ["byline"]


@pytest.mark.parametrize(
    "text",
    [
        "Par la rédaction avec AFP",
        "Par Jeanne Roux avec Reuters et AFP",
        "By Petra Holm with Reuters",
    ],
)
def test_a_byline_keeps_the_agency_beside_it(text: str) -> None:
    found = subject.of_line(text, bare_names=False)
    assert found is not None
    assert any(name.outlet in ("afp", "reuters") for name in found[1])


@pytest.mark.parametrize(
    ("words", "people"),
    [
        ("ByIda Roux", ("Ida Roux",)),
        ("Ida RouxStaff Writer", ("Ida Roux",)),
        ("Ida Roux Senior Politics Editor, The Associated Press", ("Ida Roux",)),
        ("Par Ida Roux, Paris", ("Ida Roux",)),
        ("Von Ida Roux und Max Bel", ("Ida Roux", "Max Bel")),
        ("By TPN, in News, Business", ()),
        ("Author of the article:", ()),
        ("Fen Staff", ()),
        ("La Rédaction du Fen", ()),
        ("Marketing Director", ()),
        ("Anne McBride", ("Anne McBride",)),
    ],
)
def test_people_among_what_is_glued_to_them(words: str, people: tuple[str, ...]) -> None:
    assert naming.persons(words) == people


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Ida Roux", ("Ida Roux",)),
        ("12 mars 2024 · Ida Roux · 3 min", ("Ida Roux",)),
        ("Ida de la Tour", ("Ida de la Tour",)),
        ("What is Event Management?", ()),
        ("View All", ()),
        ("Getty Images", ()),
        ("Software Engineer", ()),
        ("Happy Christmas!", ()),
    ],
)
def test_a_name_that_nothing_announces(text: str, people: tuple[str, ...]) -> None:
    assert naming.bare(text) == people


TEXT = (
    "<p>Le conseil a rejeté jeudi soir, par douze voix contre neuf, la vente du moulin que trois "
    "acheteurs avaient promis de remettre en marche avant la fin de l’année.</p>"
)


@pytest.mark.parametrize(
    ("above", "last", "role", "authors"),
    [
        ("", "La rédaction", "byline", ()),
        ("", "Ida Roux, Clerk to the Council", "byline", ("Ida Roux",)),
        ("", "Ida Roux a voté contre, avec tout son groupe et sans un mot.", "paragraph", ()),
        (
            "<p>Par Ida Roux</p>",
            "Ida Roux est historienne. Dernier ouvrage paru : L’Eau des moulins.",
            None,
            ("Ida Roux",),
        ),
    ],
)
def test_what_the_last_line_is(
    above: str, last: str, role: str | None, authors: tuple[str, ...]
) -> None:
    page = f"<html><body><h1>Le moulin reste</h1>{above}{TEXT * 3}<p>{last}</p></body></html>"
    given = read(Page(name="page", body=page.encode()))
    assert next((block.role for block in given.blocks if block.text == last), None) == role
    assert given.authors == authors


@pytest.mark.parametrize(
    ("line", "outlets"),
    [
        ("Adam Vidler and AP", ["ap"]),
        ("By Ida Roux and Max Bel The Associated Press", ["ap"]),
        ("Reuters, Ida Roux", ["reuters"]),
        ("Von dpa 30.04.2024, 18:58", ["dpa"]),
        ("Par Ida Roux, Le Fen", []),
        ("By Ida Roux, 3 May 2024", []),
    ],
)
def test_agencies_of_a_byline(line: str, outlets: list[str]) -> None:
    found = subject.in_byline(0, line)
    assert [name.outlet for credit in found for name in credit.names if name.outlet] == outlets


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The shops stay shut. – Additional reporting by AFP", ["Additional reporting by AFP"]),
        ("Les magasins restent fermés. — Avec Reuters.", ["Avec Reuters."]),
        ("The shops stay shut – with some of them for good.", []),
        ("The shops stay shut.", []),
    ],
)
def test_agencies_behind_a_last_dash(text: str, words: list[str]) -> None:
    assert [credit.words for credit in subject.at_end(0, text)] == words


@pytest.mark.parametrize(
    ("line", "kind", "outlets"),
    [
        ("AP writer Ida Roux contributed to this report.", "agency", ["ap"]),
        ("Copyright © 2020 AFP. Tous droits réservés.", "agency", ["afp"]),
        ("Cet article a été publié initialement par Le Monde", "source", ["lemonde"]),
        ("Sources: The Guardian (2) / Photo credit: Ida Roux", "source", ["guardian"]),
        ("(AFP / IDA ROUX)", "photo", ["afp"]),
        ("(Xinhua/Ida Roux via Getty)", "photo", ["xinhua"]),
        ("Mit dpa", "agency", ["dpa"]),
        ("Credits / Resources", None, []),
        ("VIA/QMK support", None, []),
        ("Record, Share and Mend with Riverside", None, []),
        ("RIVERSIDE+ Exclusive Story", None, []),
    ],
)
def test_what_a_line_credits(line: str, kind: str | None, outlets: list[str]) -> None:
    given = subject.of_line(line, bare_names=True, own=("riverside",))
    assert (given and given[0]) == kind
    assert [name.outlet for name in (given or ("", ()))[1] if name.outlet] == outlets
