"""Every catalogue says everything: the same keys, the same blanks, a sentence for every value."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import click
import pytest

from ondit import errors, knowledge, lang, model
from ondit.errors import OnditError
from ondit.lang.messages import NO_BREAK, Messages, fields

SOURCE = Path(errors.__file__).parent
SPEAKING = sorted(
    file for layer in ("cli", "views", "web") for file in SOURCE.glob(f"{layer}/**/*.py")
)
"""The files that speak to people."""
TEMPLATES = sorted(SOURCE.glob("web/templates/*.html"))
"""So do these; tests/web reads what they ask for."""
PIVOT = "en"

OF_A_FIELD: dict[str, tuple[type, str]] = {
    "embed_form": (model.Embed, "form"),
    "credit": (model.Credit, "kind"),
    "damage": (model.Damage, "kind"),
    "polarity": (model.Statement, "polarity"),
    "change": (model.Change, "kind"),
    "claim": (knowledge.SiteClaim, "claim"),
}
OF_A_TYPE: dict[str, object] = {
    "roles": model.Role,
    "says": model.Saying,
    "furniture": model.FurnitureKind,
    "speaker_kind": model.SpeakerKind,
    "stance": model.Stance,
    "factuality": model.Factuality,
    "form": model.Form,
    "strength": model.Strength,
    "evidence": model.EvidenceKind,
    "reading": model.Reading,
    "relation": model.Relation,
    "derivation": model.DerivationKind,
    "reasons_for": model.EvidenceKind,
    "typology": knowledge.Typology,
}


@pytest.fixture(params=lang.known())
def messages(request: pytest.FixtureRequest) -> Messages:
    return lang.load(request.param).messages


def values(table: str) -> frozenset[str]:
    """Give the values of the record's field that ``table`` has sentences for."""
    if table in OF_A_TYPE:
        return frozenset(get_args(OF_A_TYPE[table]))
    record, name = OF_A_FIELD[table]
    return frozenset(get_args(get_type_hints(record)[name]))


@pytest.mark.parametrize("table", [*OF_A_FIELD, *OF_A_TYPE])
def test_every_value_of_a_record_has_its_sentence(messages: Messages, table: str) -> None:
    assert frozenset(messages.tables[table]) == values(table)


def test_every_reading_but_nothing_has_an_advice(messages: Messages) -> None:
    assert frozenset(messages.tables["advice"]) == values("reading") - {"nothing"}


def test_the_catalogues_have_the_same_tables_and_keys(messages: Messages) -> None:
    pivot = lang.load(PIVOT).messages
    assert {name: set(table) for name, table in messages.tables.items()} == {
        name: set(table) for name, table in pivot.tables.items()
    }


def test_the_catalogues_have_the_same_blanks(messages: Messages) -> None:
    def blanks(catalogue: Messages) -> dict[tuple[str, str], list[frozenset[str]]]:
        return {
            (name, key): sorted({fields(wording) for wording in wordings}, key=sorted)
            for name, table in catalogue.tables.items()
            for key, wordings in table.items()
        }

    assert blanks(messages) == blanks(lang.load(PIVOT).messages)


def test_wordings_go_from_rich_to_plain(messages: Messages) -> None:
    for name, table in messages.tables.items():
        for key, wordings in table.items():
            asked = [fields(wording) for wording in wordings]
            if name != "counts":
                for at, wanted in enumerate(asked):
                    assert not any(rich <= wanted for rich in asked[:at]), (name, key)


def test_every_known_language_has_its_name(messages: Messages) -> None:
    for table in ("languages", "from_language"):
        assert set(lang.known()) <= set(messages.tables[table])


def tree(root: type[OnditError]) -> Iterator[type[OnditError]]:
    yield root
    for kind in root.__subclasses__():
        yield from tree(kind)


def test_every_error_has_its_sentence(messages: Messages) -> None:
    from ondit.pipeline import BUG

    spoken = {kind.__name__ for kind in tree(OnditError) if "sentence" in vars(kind)}
    assert set(messages.tables["errors"]) == spoken | {BUG}


def test_english_says_of_errors_what_the_developer_reads() -> None:
    english = lang.load(PIVOT).messages.tables["errors"]
    for kind in tree(OnditError):
        if "sentence" in vars(kind):
            assert english[kind.__name__] == (kind.sentence,)


# --------------------------------------------------------------------------------------------
# Keys that are chosen in the code, read from the code


def constants(node: ast.AST) -> set[str]:
    """Give the strings that an expression can give: not those of its conditions."""
    if isinstance(node, ast.Constant):
        return {node.value} if isinstance(node.value, str) else set()
    if isinstance(node, ast.IfExp):
        return constants(node.body) | constants(node.orelse)
    if isinstance(node, ast.BoolOp):
        return set().union(*map(constants, node.values))
    if isinstance(node, ast.Tuple | ast.List):
        return set().union(*map(constants, node.elts), set())
    return set()


def chosen(name: str, *paths: str) -> set[str]:
    """Give the strings that ``name`` is given, as a variable or as an argument, in ``paths``."""
    found: set[str] = set()
    for path in paths:
        for file in sorted(SOURCE.glob(path)):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.keyword) and node.arg == name:
                    found |= constants(node.value)
                elif isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
                    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                    named = any(isinstance(one, ast.Name) and one.id == name for one in targets)
                    if named and node.value is not None:
                        found |= constants(node.value)
                elif (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Attribute)
                    and node.func.attr in ("append", "add")
                    and isinstance(node.func.value, ast.Name)
                    and node.func.value.id == name
                ):
                    found |= set().union(*map(constants, node.args))
    return found


@pytest.mark.parametrize(
    ("table", "name", "path"),
    [
        ("date_why", "why", "page/dates.py"),
        ("kinds", "kind", "page/decode.py"),
        ("language_why", "language_why", "page/*.py"),
    ],
)
def test_every_key_chosen_in_the_code_has_its_sentence(
    messages: Messages, table: str, name: str, path: str
) -> None:
    assert chosen(name, path) <= set(messages.tables[table])


def test_every_note_has_its_sentence(messages: Messages) -> None:
    tree = ast.parse((SOURCE / "page" / "read.py").read_text(encoding="utf-8"))
    giving = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name == "_without_body"
    ]
    returned = [
        node.value
        for function in giving
        for node in ast.walk(function)
        if isinstance(node, ast.Return) and node.value
    ]
    notes = set().union(*map(constants, returned)) | chosen("notes", "page/*.py")
    assert len(notes) > 2
    assert notes <= set(messages.tables["notes"])


def test_every_kind_of_file_told_by_its_first_bytes_has_its_name(messages: Messages) -> None:
    from ondit.page import formats

    told = {
        each.value.value
        for node in ast.walk(ast.parse(Path(formats.__file__).read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        for each in node.keywords
        if each.arg == "kind" and isinstance(each.value, ast.Constant)
    }
    assert len(told) > 5
    known = {kind for _, kind in formats.MAGIC} | set(formats.ROOTS) | told
    assert known <= set(messages.tables["kinds"])


def test_every_habit_has_its_name(messages: Messages) -> None:
    from ondit.lineage import typography

    assert set(typography._HABITS) == set(messages.tables["habit"])


def said_in_views() -> Iterator[tuple[str, str]]:
    """Give the table and key of every sentence that is asked for by literal names."""
    for file in SPEAKING:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                tables = constants(node.args[0]) if node.args else set()
                if node.func.attr == "say" and len(node.args) >= 2:
                    yield from ((table, key) for table in tables for key in constants(node.args[1]))
                if node.func.attr == "count" and len(node.args) == 2:
                    yield from (("counts", key) for key in tables)


def test_every_sentence_that_a_view_asks_for_is_there(messages: Messages) -> None:
    asked = set(said_in_views())
    assert len(asked) > 40
    assert {one for one in asked if not messages.has(*one)} == set()


# --------------------------------------------------------------------------------------------
# How they are said


@pytest.mark.parametrize(
    ("code", "n", "said"),
    [
        ("fr", 0, "0 paragraphe"),
        ("fr", 1, "1 paragraphe"),
        ("fr", 2, "2 paragraphes"),
        ("fr", 1200, f"1{NO_BREAK}200 paragraphes"),
        ("en", 0, "0 paragraphs"),
        ("en", 1, "1 paragraph"),
        ("en", 1200, "1,200 paragraphs"),
    ],
)
def test_counts_take_the_plural_of_the_language(code: str, n: int, said: str) -> None:
    assert lang.load(code).messages.count("paragraphs", n) == said


@pytest.mark.parametrize(
    ("code", "iso", "said"),
    [
        ("fr", "2022-10-12", "12 octobre 2022"),
        ("fr", "2022-10-01", "1er octobre 2022"),
        ("en", "2022-10-12", "12 October 2022"),
        ("en", "2022-10-01", "1 October 2022"),
        ("en", "2022-10", "October 2022"),
        ("fr", "2022", "2022"),
        ("fr", "2022-10-12T08:05:00+02:00", "12 octobre 2022 à 8 h 05 UTC+02:00"),
        ("en", "2022-10-12T08:05:00Z", "12 October 2022, 08:05 UTC"),
        ("en", "2022-10-12T08:05", "12 October 2022, 08:05"),
        ("en", "next Tuesday", "next Tuesday"),
        ("en", "2022-10-12Tea", "2022-10-12Tea"),
        ("en", "2022-13-40", "2022-13-40"),
        ("en", "", ""),
    ],
)
def test_dates_are_written_as_the_language_does(code: str, iso: str, said: str) -> None:
    assert lang.load(code).messages.day(iso) == said


def test_numbers_are_written_as_the_language_does() -> None:
    french, english = lang.load("fr").messages, lang.load("en").messages
    assert french.number(1234.56) == f"1{NO_BREAK}234,6"
    assert english.number(1234.56) == "1,234.6"
    assert english.number(3.0) == "3"


def test_the_richest_wording_that_can_be_filled_is_taken() -> None:
    english = lang.load("en").messages
    rich = english.say("evidence", "credit", words="W", outlet="O", domain="d.example")
    assert "d.example" in rich
    plain = english.say("evidence", "credit", words="W", outlet=None)
    assert plain == english.say("evidence", "credit", words="W")
    assert "O" not in plain.replace("W", "")


def test_an_unknown_key_is_shown_as_it_is() -> None:
    assert lang.load("en").messages.say("stance", "sings{x}") == "sings{x}"


def test_french_never_breaks_a_line_before_its_high_marks() -> None:
    tables: Any = lang.load("fr").messages.tables
    for table in tables.values():
        for wordings in table.values():
            for wording in wordings:
                for mark in (" :", " ;", " !", " ?", "« ", " »", " %"):
                    assert mark not in wording, wording


def test_french_sets_a_space_before_its_high_marks() -> None:
    tables: Any = lang.load("fr").messages.tables
    for table in tables.values():
        for wordings in table.values():
            for wording in wordings:
                for at, mark in enumerate(wording):
                    if mark in ":;!?%»" and not wording[at + 1 : at + 2].isalnum():
                        assert wording[at - 1] == NO_BREAK, wording


FREE = ("help", "usage", "failures", "what", "counts", "who", "whence", "related", "compare")
"""Tables whose keys are the choice of the code, not the values of a record."""


@pytest.mark.parametrize("table", FREE)
def test_no_sentence_is_left_that_nobody_says(table: str) -> None:
    code = "".join(file.read_text(encoding="utf-8") for file in (*SPEAKING, *TEMPLATES))
    by_click = {kind for kind in vars(click.exceptions) if kind in code or table == "usage"}
    keys = set(lang.load(PIVOT).messages.tables[table]) - by_click
    assert {key for key in keys if f'"{key}"' not in code and f'"--{key}"' not in code} == set()
