"""What people put right on the web page: one click, kept, counted, and taken back by one more."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import msgspec
import pytest

import ondit
from web.asking import Client, Heard, client_of

FORM = {"content-type": "application/x-www-form-urlencoded"}


def posted(client: Client, path: str, *fields: tuple[str, str]) -> Heard:
    return client.ask(path, method="POST", headers=FORM, body=urlencode(fields).encode())


@pytest.fixture
def asked(case: ondit.Corpus) -> Client:
    return client_of(case)


def child(case: ondit.Corpus) -> ondit.Derivation:
    return next(one for one in case.derivations() if one.directed and one.via is None)


def test_a_headline_is_set_and_set_back(case: ondit.Corpus, asked: Client) -> None:
    key = next(iter(case.articles(limit=1))).id
    before = case.page(key).article.headline
    fields = [("kind", "headline"), ("article", key), ("value", "Another headline"), ("back", "/x")]
    heard = posted(asked, "/corrections", *fields)
    assert heard.status == 303
    assert heard.headers["location"] == "/x"
    assert "Another headline" in asked.ask(f"/pages/{key}").text
    screen = asked.ask("/corrections").text
    (correction,) = re.findall(r'name="id" value="([^"]+)"', screen)
    assert posted(asked, "/corrections/undo", ("id", correction)).status == 303
    assert case.page(key).article.headline == before
    assert 'name="id"' not in asked.ask("/corrections").text
    assert len(case.corrections(all=True)) == 2


def test_a_wrong_source_is_taken_away(case: ondit.Corpus, asked: Client) -> None:
    derivation = child(case)
    screen = asked.ask(f"/pages/{derivation.other}").text
    assert 'name="kind" value="parent"' in screen
    posted(asked, "/corrections", ("kind", "parent"), ("article", derivation.other))
    story = case.story_of(derivation.other)
    parents = {edge.child: edge.parent for edge in story.edges} if story else {}
    assert parents.get(derivation.other) is None


def test_a_page_is_said_not_to_come_from_another(case: ondit.Corpus, asked: Client) -> None:
    story = next(story for story in case.stories() if story.edges)
    edge = next(edge for edge in story.edges if edge.parent is not None)
    fields = [("kind", "not-parent"), ("article", edge.child), ("other", str(edge.parent))]
    posted(asked, "/corrections", *fields)
    told = case.story_of(edge.child)
    edges = told.edges if told else ()
    assert all(one.parent != edge.parent for one in edges if one.child == edge.child)
    related = {frozenset((one.one, one.other)) for one in case.derivations(edge.child)}
    assert frozenset((edge.child, str(edge.parent))) in related


def test_pages_are_said_to_be_unrelated(case: ondit.Corpus, asked: Client) -> None:
    derivation = child(case)
    fields = [("kind", "unrelated"), ("article", derivation.other), ("other", derivation.one)]
    posted(asked, "/corrections", *fields)
    ends = {frozenset((one.one, one.other)) for one in case.derivations(derivation.other)}
    assert frozenset((derivation.one, derivation.other)) not in ends


def test_a_statement_is_given_to_another_speaker(case: ondit.Corpus, asked: Client) -> None:
    page = next(page for page in case.pages() if len(page.speakers) > 2)
    statement = page.statements[0]
    other = next(one for one in page.speakers if one.id != statement.speaker)
    fields = [("article", page.article.id), ("statement", statement.id), ("speaker", other.id)]
    posted(asked, "/corrections", ("kind", "speaker"), *fields)
    found = next(s for s in case.page(page.article.id).statements if s.id == statement.id)
    assert found.speaker == other.id


def test_voices_are_joined_and_parted(case: ondit.Corpus, asked: Client) -> None:
    one, other = list(case.voices(limit=2))
    members = len(one.speakers) + len(other.speakers)
    posted(asked, "/corrections", ("kind", "join"), ("voice", one.id), ("voice", other.id))
    joined = max(case.voices(limit=5), key=lambda voice: len(voice.speakers))
    assert len(joined.speakers) == members
    member = joined.speakers[0]
    taken = f"{member.article}/{member.speaker}"
    posted(asked, "/corrections", ("kind", "part"), ("member", taken))
    assert all(len(voice.speakers) < members for voice in case.voices())


@pytest.mark.parametrize(
    "fields",
    [
        [],
        [("kind", "nothing")],
        [("kind", "join"), ("voice", "x"), ("voice", "y")],
        [("kind", "headline"), ("article", "x"), ("value", "y")],
        [("kind", "part"), ("member", "no slash")],
        [("kind", "speaker"), ("article", "x"), ("statement", "y"), ("speaker", "z")],
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_and_not_kept(
    case: ondit.Corpus, asked: Client, fields: list[tuple[str, str]]
) -> None:
    assert posted(asked, "/corrections", *fields).status in (400, 404)
    assert case.corrections(all=True) == ()


def test_a_program_puts_right_too(case: ondit.Corpus, asked: Client) -> None:
    key = next(iter(case.articles(limit=1))).id
    correction = ondit.Correction(kind="headline", article=key, value="Told by a program")
    body = msgspec.json.encode(correction)
    heard = asked.ask("/api/corrections", method="POST", body=body)
    assert heard.status == 200
    assert case.page(key).article.headline == "Told by a program"
    heard = asked.ask("/api/corrections/undo", method="POST", body=heard.body)
    assert heard.status == 200
    assert case.page(key).article.headline != "Told by a program"
    for wrong in (b"", b"{}", b"[]", b"\xff", b'{"kind":"x"}'):
        assert asked.ask("/api/corrections", method="POST", body=wrong).status == 400
        assert asked.ask("/api/corrections/undo", method="POST", body=wrong).status in (400, 404)
