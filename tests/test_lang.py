"""Every language folder holds the same files, which decode, and names the same bodies."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from ondit import lang
from ondit.errors import LanguageDataError, UnknownLanguage
from ondit.lang.card import Language, Name
from ondit.text import fold

KNOWN = lang.known()
TABLES = ("words", "page", "speech", "lineage", "messages", "names", "bridge")
KEY = re.compile(r"gov:[A-Z]{2}|org:[A-Za-z0-9]+(-[A-Za-z0-9]+)*")


@pytest.fixture(params=KNOWN)
def language(request: pytest.FixtureRequest) -> Language:
    return lang.load(request.param)


def files(code: str) -> set[str]:
    return {path.name for path in lang.load(code).folder.iterdir() if path.is_file()}


def bearers(code: str, *columns: str) -> dict[str, set[str]]:
    """Map every folded word of ``columns`` to the keys of the rows that hold it."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in lang.load(code).names:
        for column in columns:
            cell = getattr(row, column)
            for words in (cell,) if isinstance(cell, str) else cell:
                found[fold(words)].add(row.key)
    return found


def test_french_and_english_are_known() -> None:
    assert {"en", "fr"} <= set(KNOWN)


def test_a_language_without_folder_is_unknown() -> None:
    assert lang.find("xx") is None
    assert lang.find(None) is None
    with pytest.raises(UnknownLanguage):
        lang.load("xx")


@pytest.mark.parametrize("code", KNOWN)
def test_all_folders_have_the_same_files(code: str) -> None:
    assert files(code) == files(KNOWN[0])


@pytest.mark.parametrize("table", TABLES)
def test_the_table_decodes(language: Language, table: str) -> None:
    assert getattr(language, table)


def test_the_folder_says_its_own_code(language: Language) -> None:
    assert language.words.code == language.code == language.folder.name


def test_the_months_are_complete(language: Language) -> None:
    months = language.words.months
    assert set(months.values()) == set(range(1, 13))
    assert all(name == name.lower() for name in months)


def test_there_are_seven_weekdays(language: Language) -> None:
    assert len({fold(day) for day in language.words.weekdays}) >= 7


def test_a_row_of_wrong_width_names_its_file(tmp_path: Path) -> None:
    (tmp_path / "names.tsv").write_text("gov:FR\tFrance\n", encoding="utf-8")
    with pytest.raises(LanguageDataError, match=r"xx/names\.tsv"):
        _ = Language("xx", tmp_path).names


@pytest.mark.parametrize("code", KNOWN)
def test_the_languages_name_the_same_bodies(code: str) -> None:
    keys = [row.key for row in lang.load(code).names]
    assert len(keys) == len(set(keys))
    assert keys == [row.key for row in lang.load(KNOWN[0]).names]


def test_keys_are_of_the_two_kinds(language: Language) -> None:
    assert [row.key for row in language.names if not KEY.fullmatch(row.key)] == []


def test_every_body_has_a_name_and_no_cell_an_empty_part(language: Language) -> None:
    for row in language.names:
        for words in (row.name, *row.aliases, *row.seats, *row.demonyms):
            assert words, row.key
            assert words == words.strip(), row.key
            assert "|" not in words, row.key


def test_no_two_bodies_share_a_name_or_a_seat(language: Language) -> None:
    """A name that two bodies bear (Congo, the Labour Party) is left out of both."""
    shared = {
        words: keys
        for words, keys in bearers(language.code, "name", "aliases", "seats").items()
        if len(keys) > 1
    }
    assert shared == {}


def test_no_two_bodies_share_a_demonym(language: Language) -> None:
    found = bearers(language.code, "demonyms")
    assert {words: keys for words, keys in found.items() if len(keys) > 1} == {}


def test_a_demonym_is_no_name_of_another_body(language: Language) -> None:
    names = bearers(language.code, "name", "aliases", "seats")
    for words, keys in bearers(language.code, "demonyms").items():
        assert names.get(words, keys) == keys, words


def test_demonyms_are_in_lower_case(language: Language) -> None:
    for row in language.names:
        assert [words for words in row.demonyms if words != words.lower()] == []


def test_most_governments_have_a_seat_and_a_demonym(language: Language) -> None:
    governments = [row for row in language.names if row.key.startswith("gov:")]
    assert len(governments) > 190
    assert sum(bool(row.seats) for row in governments) > 0.9 * len(governments)
    assert sum(bool(row.demonyms) for row in governments) > 0.97 * len(governments)


def row(code: str, key: str) -> Name:
    return next(found for found in lang.load(code).names if found.key == key)


@pytest.mark.parametrize(
    ("code", "words", "key"),
    [
        ("fr", "OTAN", "org:NATO"),
        ("fr", "Alliance atlantique", "org:NATO"),
        ("fr", "Organisation du traité de l’Atlantique nord", "org:NATO"),
        ("fr", "Maison-Blanche", "gov:US"),
        ("fr", "quai d’Orsay", "gov:FR"),
        ("fr", "Elysée", "gov:FR"),
        ("fr", "Bruxelles", "org:EU"),
        ("fr", "Kyiv", "gov:UA"),
        ("fr", "Kiev", "gov:UA"),
        ("fr", "Moscou", "gov:RU"),
        ("fr", "Kremlin", "gov:RU"),
        ("fr", "CEDEAO", "org:ECOWAS"),
        ("fr", "Cédéao", "org:ECOWAS"),
        ("fr", "Bamako", "gov:ML"),
        ("fr", "Côte d'Ivoire", "gov:CI"),
        ("fr", "RDC", "gov:CD"),
        ("fr", "Palestine", "gov:PS"),
        ("fr", "Tsahal", "org:IL-IDF"),
        ("fr", "Daech", "org:IS"),
        ("en", "NATO", "org:NATO"),
        ("en", "Kyiv", "gov:UA"),
        ("en", "the White House", "gov:US"),
        ("en", "Downing Street", "gov:GB"),
        ("en", "Brussels", "org:EU"),
        ("en", "DRC", "gov:CD"),
        ("en", "ivory coast", "gov:CI"),
        ("en", "ISIS", "org:IS"),
        ("en", "Sana’a", "gov:YE"),
        ("en", "Taiwan", "gov:TW"),
        ("en", "Kosovo", "gov:XK"),
        ("en", "World Health Organisation", "org:WHO"),
    ],
)
def test_a_body_is_found_by_its_names_and_seats(code: str, words: str, key: str) -> None:
    assert bearers(code, "name", "aliases", "seats")[fold(words)] == {key}


@pytest.mark.parametrize(
    ("code", "words", "key"),
    [
        ("fr", "russes", "gov:RU"),
        ("fr", "américaine", "gov:US"),
        ("fr", "turque", "gov:TR"),
        ("fr", "grecques", "gov:GR"),
        ("fr", "nigériennes", "gov:NE"),
        ("fr", "nigérianes", "gov:NG"),
        ("fr", "lettonne", "gov:LV"),
        ("fr", "sud-coréens", "gov:KR"),
        ("fr", "chinoise", "gov:CN"),
        ("fr", "européennes", None),
        ("fr", "congolaise", None),
        ("en", "nigerien", "gov:NE"),
        ("en", "nigerians", "gov:NG"),
        ("en", "dutch", "gov:NL"),
        ("en", "ukrainians", "gov:UA"),
        ("en", "congolese", None),
        ("en", "korean", None),
    ],
)
def test_a_demonym_points_to_one_government_or_none(code: str, words: str, key: str | None) -> None:
    assert bearers(code, "demonyms").get(fold(words), set()) == ({key} if key else set())


@pytest.mark.parametrize("code", ["fr", "en"])
def test_congo_alone_is_nobody(code: str) -> None:
    assert "congo" not in bearers(code, "name", "aliases", "seats")


def test_the_name_to_show_is_the_usual_one() -> None:
    assert row("fr", "gov:US").name == "États-Unis"
    assert row("en", "gov:RU").name == "Russia"
    assert row("fr", "org:UN").name == "ONU"


@pytest.mark.parametrize(
    ("text", "language", "other"),
    [
        (
            "El ministro de Exteriores recalcó en Madrid que la situación de la ciudad es trágica "
            "y que no se puede esperar a que las lluvias de la semana que viene lo arreglen",
            "es",
            None,
        ),
        (
            "Le conseil a refusé jeudi soir la vente du moulin que trois acheteurs avaient promis "
            "de remettre en marche avant la fin de l'année, et les habitants en ont été soulagés",
            "es",
            "fr",
        ),
        (
            "The council rejected on Thursday evening the sale of the mill that three buyers had "
            "promised to set to work again before the end of the year",
            "fr",
            "en",
        ),
    ],
)
def test_a_passage_in_another_language(text: str, language: str, other: str | None) -> None:
    assert lang.other(text, language) == other
