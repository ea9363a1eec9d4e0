"""Outlets are found by name and address; no label without its list's name and date."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from ondit import knowledge, lang
from ondit.text import fold
from ondit.urls import PLATFORMS, host

OUTLETS = tuple(knowledge.outlets().values())
HOST = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
KINDS = {"agency", "paper", "magazine", "tv", "radio", "public", "site"}
DATE = re.compile(r"20\d\d(-[01]\d(-[0-3]\d)?)?")
# Hosts under which anybody publishes: no label and no outlet may have the whole of one.
SHARED = PLATFORMS | {"facebook.com", "t.me", "twitter.com", "vk.com", "x.com", "youtube.com"}


def repeated(words: list[str]) -> list[str]:
    return [word for word, count in Counter(words).items() if count > 1]


def test_identifiers_are_unique() -> None:
    assert repeated([row[0] for row in knowledge.rows("outlets.tsv")]) == []


def test_every_row_has_six_cells() -> None:
    for name in ("outlets.tsv", "state_media.tsv"):
        assert {len(row) for row in knowledge.rows(name)} == {6}
    assert {len(row) for row in knowledge.rows("sites_of_concern.tsv")} == {4}


def test_no_two_outlets_share_a_name() -> None:
    names = [name for outlet in OUTLETS for name in {fold(alias) for alias in outlet.aliases}]
    assert repeated(names) == []


def test_no_two_outlets_share_a_domain() -> None:
    assert repeated([domain for outlet in OUTLETS for domain in outlet.domains]) == []


@pytest.mark.parametrize("outlet", OUTLETS, ids=lambda outlet: outlet.id)
def test_an_outlet_is_well_formed(outlet: knowledge.Outlet) -> None:
    assert re.fullmatch(r"[a-z0-9_]+", outlet.id)
    assert outlet.name
    assert outlet.name == outlet.name.strip()
    assert outlet.kind in KINDS
    assert outlet.languages
    assert all(re.fullmatch(r"[a-z]{2}", code) for code in outlet.languages)
    for domain in outlet.domains:
        assert HOST.fullmatch(domain), domain
        assert host(f"https://www.{domain}/") == domain
        assert domain not in SHARED


def test_countries_are_known_to_the_names() -> None:
    known = {row.key.removeprefix("gov:") for row in lang.load("en").names}
    assert {outlet.country for outlet in OUTLETS if outlet.country} <= known


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Wall Street Journal", "wsj"),
        ("The Wall Street Journal", "wsj"),
        ("RT", "rt"),
        ("Russia Today", "rt"),
        ("RUSSIA TODAY", "rt"),
        ("AFP", "afp"),
        ("Agence France-Presse", "afp"),
        ("le Monde", "lemonde"),
        ("LE MONDE", "lemonde"),
        ("Liberation", "liberation"),
        ("LIBÉRATION", "liberation"),
        ("L’Express", "lexpress"),
        ("La Voix de l’Amérique", "voa"),
        (" Reuters ", "reuters"),
        ("DPA", "dpa"),
        ("franceinfo", "franceinfo"),
        ("agence Xinhua", "xinhua"),
        ("Ouest-France", "ouestfrance"),
        ("Jeune Afrique", "jeuneafrique"),
        ("The Kyiv Independent", "kyivindependent"),
    ],
)
def test_an_outlet_is_found_by_name(words: str, key: str) -> None:
    found = knowledge.outlet_named(words)
    assert found is not None
    assert found.id == key


@pytest.mark.parametrize(
    "words",
    [
        "",
        "RTEn",
        "Regard",
        "le pays",
        "APS",
        "Northwire",
        "Le monde",
        "the observer",
        "20 minutes",
        "rt",
    ],
)
def test_an_unknown_or_ambiguous_name_finds_nothing(words: str) -> None:
    assert knowledge.outlet_named(words) is None


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://www.lemonde.fr/international/article/2026/10/13/x.html", "lemonde"),
        ("https://francais.rt.com/russie/1", "rt"),
        ("rt.com", "rt"),
        ("WWW.BBC.CO.UK", "bbc"),
        ("https://edition.cnn.com/", "cnn"),
        ("https://news.sky.com/story/x", "skynews"),
        ("https://abcnews.go.com/Politics", "abc_us"),
    ],
)
def test_an_outlet_is_found_by_address(address: str, key: str) -> None:
    found = knowledge.outlet_at(address)
    assert found is not None
    assert found.id == key


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://notlemonde.fr/",
        "https://lemonde.fr.example/",
        "com",
        "not an address",
        "go.com",
    ],
)
def test_another_address_finds_nothing(address: str) -> None:
    assert knowledge.outlet_at(address) is None
    assert knowledge.state_labels(address) == ()
    assert knowledge.site_claims(address) == ()


def test_every_label_carries_the_name_and_the_date_of_its_list() -> None:
    for row in knowledge.rows("state_media.tsv"):
        labels = knowledge.state_labels(row[0])
        assert labels
        for label in labels:
            assert label.list_name
            assert DATE.fullmatch(label.list_date)
            assert label.domain == row[0]


def test_every_claim_carries_the_name_and_the_date_of_its_list() -> None:
    for row in knowledge.rows("sites_of_concern.tsv"):
        claims = knowledge.site_claims(row[0])
        assert claims
        for claim in claims:
            assert claim.list_name
            assert DATE.fullmatch(claim.list_date)


@pytest.mark.parametrize("name", ["state_media.tsv", "sites_of_concern.tsv"])
def test_listed_hosts_are_whole_and_belong_to_somebody(name: str) -> None:
    rows = knowledge.rows(name)
    assert [row[0] for row in rows if not HOST.fullmatch(row[0]) or row[0] in SHARED] == []
    assert repeated(["\t".join(row) for row in rows]) == []


def test_countries_of_labels_are_codes() -> None:
    known = {row.key.removeprefix("gov:") for row in lang.load("en").names}
    listed = {row[2] for row in knowledge.rows("state_media.tsv")}
    # The list has media of the European Union, which is an organisation in our names.
    assert listed - known <= {"EU"}


@pytest.mark.parametrize(
    ("address", "typology", "country"),
    [
        ("https://www.rt.com/news/", "SC", "RU"),
        ("https://m.tass.ru/", "SC", "RU"),
        ("aa.com.tr", "SC", "TR"),
        ("https://www.bbc.com/afrique", "IP", "GB"),
        ("https://www.rfi.fr/fr/", "ISFM", "FR"),
    ],
)
def test_a_state_label_is_found_by_address(address: str, typology: str, country: str) -> None:
    found = {(label.typology, label.country) for label in knowledge.state_labels(address)}
    assert found == {(typology, country)}


def test_the_nearest_listed_host_speaks() -> None:
    (label,) = knowledge.state_labels("https://francais.rt.com/russie")
    assert label.asset == "RT France"


def test_a_claim_is_one_that_can_be_checked() -> None:
    (claim,) = knowledge.site_claims("https://pravda-fr.com/world/2026/")
    assert (claim.claim, claim.list_date) == ("portal-kombat", "2024-02")
    assert "VIGINUM" in claim.list_name
    assert knowledge.site_claims("https://www.lefigaro.fr/") == ()


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("L’équipe", None),
        ("l'équipe", None),
        ("l’Équipe", "L'Équipe"),
        ("L’humanité", None),
        ("L'Humanité", "L'Humanité"),
        ("Le point", None),
        ("Le Point", "Le Point"),
    ],
)
def test_a_common_word_behind_an_elision_is_no_paper(words: str, name: str | None) -> None:
    found = knowledge.outlet_named(words)
    assert (found.name if found else None) == name


def test_given_names_are_folded_and_no_common_words() -> None:
    names = knowledge.given_names()
    assert {"ida", "jean", "helene", "olga", "trond"} <= names
    assert names.isdisjoint(("copy", "related", "west", "page", "may", "lire", "plus"))
    assert all(name == fold(name) and " " not in name for name in names)
