"""Comments as records: author, time, words and whom they answer, in the markup of many systems."""

from __future__ import annotations

import json

import pytest

from ondit.model import Comment, Page
from ondit.page.read import read

ARTICLE = """<h1>Le pont de Sauveterre ferme</h1>
<p>Le pont a été fermé lundi par la mairie après la découverte de fissures, a indiqué le maire dans
un communiqué publié en début de soirée.</p><p>Les riverains demandent une enquête et craignent que
la fermeture ne dure plusieurs mois, comme lors des grands travaux de 2015.</p><p>La préfecture a
promis une réponse avant la fin de la semaine aux habitants des deux rives.</p>"""

FORM = """<div id="respond" class="comment-respond"><h3>Laisser un commentaire</h3><form><p>Votre
adresse e-mail ne sera pas publiée.</p><textarea></textarea></form></div>"""

WORDPRESS = f"""<div id="comments"><h2>2 réflexions sur « Le pont »</h2><ol class="comment-list">
<li id="comment-11" class="comment even depth-1"><article id="div-comment-11" class="comment-body">
<footer class="comment-meta"><div class="comment-author vcard"><img alt="" src="a.png">
<b class="fn">Bastien</b> <span class="says">dit :</span></div><div class="comment-metadata"><a
href="#comment-11">
<time datetime="2024-03-12T10:05:00+01:00">12 mars 2024 à 10h05</time></a></div></footer>
<div class="comment-content"><p>Rien n'a été entretenu.</p><p>Depuis des années !</p></div>
<div class="reply"><a>Répondre</a></div></article><ol class="children"><li id="comment-12"
class="comment odd depth-2"><article id="div-comment-12" class="comment-body"><b
class="fn">Odile</b>
<time datetime="2024-03-12T11:15:00+01:00">12 mars 2024 à 11h15</time>
<div class="comment-content"><p>Si, mais mal.</p></div></article></li></ol></li></ol>{FORM}</div>"""

CLASSIC = """<h3>Commentaires (2)</h3><ol class="commentlist"><li class="comment" id="comment-1">
<cite>Bastien</cite> a écrit :<br /><small>12 mars 2024 à 10 h 05</small><p>Rien n'a été entretenu.
</p><p>Depuis des années !</p></li><li class="comment" id="comment-2"><cite>Odile</cite> a écrit :
<br /><small>12 mars 2024 à 11 h 15</small><p>Si, mais mal.</p></li></ol>"""

DRUPAL = """<section id="comments"><h2>Commentaires</h2><a id="comment-11"></a>
<article about="/comment/11" class="comment clearfix"><footer class="comment__meta"><p
class="comment__author"><span class="username">Bastien</span></p><p class="comment__time">12 mars
2024 -
10:05</p><p class="comment__permalink"><a href="/comment/11#comment-11">Permalien</a></p></footer>
<div class="comment__content"><div class="field--name-comment-body"><p>Rien n'a été entretenu.</p>
<p>Depuis des années !</p></div></div></article><div class="indented"><article class="comment">
<footer>
<p class="comment__author"><span class="username">Odile</span></p><p class="comment__time">12 mars
2024 -
11:15</p></footer><div class="comment__content"><p>Si, mais mal.</p></div></article></div>
</section>"""

SPIP = """<div id="forum"><h2>Vos commentaires</h2><ul class="forum"><li class="forum-fil"><ul>
<li class="forum-message" id="forum11"><div class="forum-chapo"><strong class="forum-titre">Le 12
mars
2024 à 10:05</strong>, <span class="forum-qui">par <span class="auteur">Bastien</span></span></div>
<div class="forum-texte"><p>Rien n'a été entretenu.</p><p>Depuis des années !</p></div><p
class="forum-repondre-message"><a href="#">Répondre à ce message</a></p><ul><li
class="forum-message"
id="forum12"><div class="forum-chapo">Le 12 mars 2024 à 11:15, <span>par
<span class="auteur">Odile</span></span></div><div class="forum-texte"><p>Si, mais mal.</p></div>
</li>
</ul></li></ul></li></ul></div>"""

BLOGGER = """<section class="comments"><h3>2 commentaires:</h3><div id="comment-holder"><ol
id="top-ra">
<li class="comment" id="c7001"><div class="avatar-image-container"><img src="x"/></div><div
class="comment-block"><div class="comment-header"><cite class="user"><a>Bastien</a></cite><span
class="datetime"><a href="#c7001">12 mars 2024 à 10:05</a></span></div><p
class="comment-content">Rien
n'a été entretenu.<br><br>Depuis des années !</p><span class="comment-actions"><a>Supprimer</a>
</span>
</div><div class="comment-replies"><div class="comment-thread inline-thread"><ol><li class="comment"
id="c7002"><div class="comment-block"><div class="comment-header"><cite class="user">Odile</cite>
<span
class="datetime"><a>12 mars 2024 à 11:15</a></span></div><p class="comment-content">Si, mais
mal.</p>
</div></li></ol></div></div></li></ol></div></section>"""

DISQUS = """<div id="disqus_thread"><ul id="dsq-comments"><li id="dsq-comment-11"
class="comment"><div
id="dsq-comment-header-11"><cite><span id="dsq-author-user-11">Bastien</span></cite>
<time datetime="2024-03-12T10:05:00">12 mars</time></div><div id="dsq-comment-body-11"
class="dsq-comment-body"><div id="dsq-comment-message-11" class="comment-content"><p>Rien n'a été
entretenu.</p><p>Depuis des années !</p></div></div></li><li id="dsq-comment-12" class="comment"
data-parent-id="11"><cite>Odile</cite> <time datetime="2024-03-12T11:15:00">12 mars</time><div
class="comment-content">Si, mais mal.</div></li></ul></div>"""

MICRODATA = """<div><div itemprop="comment" itemscope itemtype="https://schema.org/Comment"
id="m-11">
<span itemprop="author" itemscope><span itemprop="name">Bastien</span></span><meta
itemprop="dateCreated"
content="2024-03-12T10:05"><div itemprop="text">Rien n'a été entretenu.<br>Depuis des années !</div>
</div><div itemprop="comment" itemscope itemtype="https://schema.org/Comment"
id="m-12"><p>en réponse à <a href="#m-11">Bastien</a></p><span itemprop="author">Odile</span>
<time itemprop="dateCreated" datetime="2024-03-12T11:15">hier</time><div itemprop="text">Si, mais
mal.</div></div></div>"""

HASHED = """<div class="q1"><h3>2 commentaires</h3><div class="z9"><div class="z1"><span
class="k">Bastien
</span> <span class="k2">12 mars 2024 à 10h05</span></div><p>Rien n'a été entretenu.</p><p>Depuis
des
années !</p><a>Répondre</a><div class="z8"><div class="z9"><div class="z1"><span
class="k">Odile</span>
<span class="k2">12 mars 2024 à 11h15</span></div><p>Si, mais mal.</p></div></div></div></div>"""


def comments(tail: str, *, head: str = "") -> tuple[Comment, ...]:
    page = (
        f"<!DOCTYPE html><html lang=fr><head>{head}</head><body><div>{ARTICLE}</div>{tail}</body>"
    )
    return read(Page(name="a.html", body=page.encode())).comments


@pytest.mark.parametrize(
    ("markup", "answers"),
    [
        (WORDPRESS, 0),
        (CLASSIC, None),
        (DRUPAL, 0),
        (SPIP, 0),
        (BLOGGER, 0),
        (DISQUS, 0),
        (MICRODATA, 0),
        (HASHED, 0),
    ],
    ids=["wordpress", "classic", "drupal", "spip", "blogger", "disqus", "microdata", "hashed"],
)
def test_systems(markup: str, answers: int | None) -> None:
    first, second = comments(markup)
    assert (first.author, second.author) == ("Bastien", "Odile")
    assert (first.text, second.text) == (
        "Rien n'a été entretenu.\nDepuis des années !",
        "Si, mais mal.",
    )
    assert [(each.published or "")[:16] for each in (first, second)] == [
        "2024-03-12T10:05",
        "2024-03-12T11:15",
    ]
    assert (first.reply_to, second.reply_to) == (None, answers)
    assert first.seen_in == ("structure" if markup is HASHED else "markup")


def test_keys_are_those_of_the_page() -> None:
    assert [each.key for each in comments(WORDPRESS)] == ["comment-11", "comment-12"]
    assert [each.key for each in comments(HASHED)] == [None, None]


def test_data_alone() -> None:
    data = {
        "@type": "NewsArticle",
        "headline": "Le pont",
        "comment": [
            {
                "@type": "Comment",
                "author": {"@type": "Person", "name": "Bastien"},
                "dateCreated": "2024-03-12T10:05:00+01:00",
                "text": "<p>Rien.</p>",
                "comment": {"@type": "Comment", "author": "Odile", "text": "Si."},
            },
            {"@type": "Comment", "text": ""},
        ],
    }
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    first, second = comments("", head=head)
    assert (first.author, first.published, first.text, first.reply_to, first.seen_in) == (
        "Bastien",
        "2024-03-12T10:05:00+01:00",
        "Rien.",
        None,
        "json-ld",
    )
    assert (second.author, second.text, second.reply_to) == ("Odile", "Si.", 0)


def test_a_time_that_counts_back_from_now_is_kept_in_words() -> None:
    (comment,) = comments(
        '<div class="comments"><div class="comment" id="comment-4"><b class="author">Bastien</b>'
        '<span class="comment-date">il y a 3 jours</span><p>Rien.</p></div></div>'
    )
    assert (comment.published, comment.when) == (None, "il y a 3 jours")


@pytest.mark.parametrize(
    "tail",
    [
        FORM,
        '<a class="comment" href="#comments">3 commentaires</a>',
        '<div class="comment">3 commentaires</div>',
        "<aside class='widget_recent_comments'><h2>Commentaires récents</h2><ul>"
        "<li class='comment'><b class='author'>Odile</b> dans <a>Un autre, le 12 mars 2024</a></li>"
        "</ul></aside>",
        "<h3>Les commentaires sont fermés</h3><p>Publié le 12 mars 2024</p>",
        "<h3>Commentaires</h3><p>Soyez le premier à réagir.</p>",
    ],
)
def test_what_is_no_comment(tail: str) -> None:
    assert comments(tail) == ()


def test_a_form_that_was_moved_into_a_comment_is_not_read() -> None:
    (comment,) = comments(
        f'<ol class="comment-list"><li class="comment" id="comment-9"><b class="fn">Bastien</b>'
        f"<p>Rien.</p>{FORM}</li></ol>"
    )
    assert comment.text == "Rien."


def test_a_comment_is_not_the_article() -> None:
    said = f'<div class="comment" id="comment-1"><b class="fn">Ida</b>{ARTICLE}</div>'
    page = f"<html lang=fr><body>{said}"
    assert read(Page(name="a.html", body=page.encode())).comments == ()


@pytest.mark.parametrize("count", [1, 400])
def test_many_comments_nested(count: int) -> None:
    opening = '<div class="comment" id="comment-{0}"><b class="fn">Ida</b><p>Rien de neuf {0}.</p>'
    nested = "".join(opening.format(number) for number in range(count)) + "</div>" * count
    found = comments(nested)
    assert [each.reply_to for each in found] == [None, *range(count - 1)]


@pytest.mark.parametrize(
    "tail",
    [
        '<div class="comment" id="comment-1"><b class="fn">Ida</b><p>Rien.</p></div>' * 5000,
        "<h3>Commentaires</h3>"
        + "<div><b>Ida</b> <i>12 mars 2024</i><p>Rien de neuf.</p></div>" * 4000,
        "<h3>Commentaires</h3>" + "<div>" * 1500 + "12 mars 2024" + "</div>" * 1500,
    ],
    ids=["named", "repeated", "deep"],
)
def test_a_hostile_number_of_comments_is_bounded(tail: str) -> None:
    assert len(comments(tail)) <= 2000


REPLIES = """<div><div><p>{0}</p><p>{1}</p></div><div><p>Rien n'a été entretenu.</p></div>
<div><button>Répondre</button></div></div><div><div><p>{2}</p><p>{3}</p></div><div><p>Si, mais
mal.</p></div><div><button>Répondre</button></div></div>"""


@pytest.mark.parametrize("times", [("12 mars 2024", "13 mars 2024"), ("il y a 3 h", "il y a 2 h")])
def test_what_can_be_answered_is_a_comment_without_names_and_headings(
    times: tuple[str, str],
) -> None:
    first, second = comments(REPLIES.format("Bastien", times[0], "Odile", times[1]))
    assert [each.author for each in (first, second)] == ["Bastien", "Odile"]
    assert [each.text for each in (first, second)] == ["Rien n'a été entretenu.", "Si, mais mal."]
    assert [each.published or each.when for each in (first, second)] == (
        ["2024-03-12", "2024-03-13"] if times[0][0] == "1" else list(times)
    )


@pytest.mark.parametrize("label", ["Commentaires", "2 réflexions sur « Le pont »", "Kommentare"])
def test_definitions_and_paragraphs_are_comments_too(label: str) -> None:
    found = comments(
        f"<h4>{label}</h4><dl><dt>Bastien a écrit :</dt><dd>Rien.</dd><dd>12 mars 2024</dd>"
        "<dt>Odile a écrit :</dt><dd>Si, mais mal.</dd><dd>13 mars 2024</dd></dl>"
    )
    assert [(each.author, each.text, each.published) for each in found] == [
        ("Bastien", "Rien.", "2024-03-12"),
        ("Odile", "Si, mais mal.", "2024-03-13"),
    ]


CARDS = "".join(
    f"<div><a href=/{day}><b>Économie</b><p>Le bac ne passera plus le soir, {day}</p></a>"
    f"<span>{day} mars 2024</span></div>"
    for day in range(10, 16)
)


@pytest.mark.parametrize(
    "tail",
    [
        f"<h3>Commentaires (3)</h3><p>Connectez-vous pour commenter.</p><div>{CARDS}</div>",
        f"<div>{CARDS}</div><p><a>Répondre</a></p>",
        "<h3>Commentaires</h3><h3>Articles récents</h3><ul>"
        + "<li><span>12 mars 2024</span> <p>Le bac ne passera plus le soir, dit la mairie</p></li>"
        * 3
        + "</ul>",
    ],
)
def test_dated_titles_are_no_comments(tail: str) -> None:
    assert comments(f"<div>{tail}</div>") == ()


SAID = (
    "Rien n’a été entretenu depuis trente ans sur cette rive, et chacun le savait : les appels "
    "d’offres de la mairie ont été repoussés d’année en année sans un mot. Le rapport existait.",
    "Si la préfecture avait fait son travail après les crues de 2015, nous n’en serions pas là. "
    "Il suffisait de relire le rapport des ingénieurs que tout le monde a oublié. Dommage.",
    "Je traverse ce pont deux fois par jour pour aller travailler et je n’ai jamais vu personne le "
    "contrôler, ni même regarder sous le tablier quand l’eau était basse. Et maintenant on ferme.",
    "Les riverains paieront comme toujours, puisque la région a déjà dit qu’elle ne mettrait pas "
    "un sou dans un ouvrage qui appartient à deux communes à la fois. Il fallait le dire avant.",
)


@pytest.mark.parametrize(
    "label",
    ["<div><div><p>4 commentaires</p></div></div>", "<div><div><h3>Comments</h3></div></div>"],
)
@pytest.mark.parametrize(
    "each",
    [
        "<div><div><div>{0}</div><div>Le {2} mars 2024 à 10h05</div></div>"
        "<div><p>{1}</p></div></div>",
        "<div><p>{0} | {2} mars 2024</p><p>{1}</p></div>",
    ],
)
def test_long_comments_below_a_label_in_a_box_of_its_own_are_not_the_article(
    label: str, each: str
) -> None:
    """Without names the model takes them for paragraphs: they are made like these, and as long."""
    names = ("Bastien", "Odile", "Karim", "Maud")
    tail = "".join(
        each.format(*both, 12 + at) for at, both in enumerate(zip(names, SAID, strict=True))
    )
    page = (
        f"<html><body><div>{ARTICLE}{'<p>' + SAID[0] + ' Voilà.</p>'}{label}<div>{tail}</div></div>"
    )
    article = read(Page(name="page", body=page.encode()))
    assert [comment.author for comment in article.comments] == list(names)
    assert {block.text for block in article.blocks}.isdisjoint(SAID)
