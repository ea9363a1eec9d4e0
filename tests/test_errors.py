"""Errors: one tree, each a sentence with its facts, and they survive the way between processes."""

from __future__ import annotations

import pickle
from collections.abc import Iterator

import pytest

from ondit import errors
from ondit.errors import OnditError
from ondit.lang.messages import fields


def leaves(kind: type[OnditError]) -> Iterator[type[OnditError]]:
    below = kind.__subclasses__()
    if not below:
        yield kind
    for each in below:
        yield from leaves(each)


LEAVES = sorted(leaves(OnditError), key=lambda kind: kind.__name__)


def made(kind: type[OnditError]) -> OnditError:
    """Make an error with a value for each blank of its sentence."""
    return kind(**{name: f"<{name}>" for name in fields(kind.sentence)})


@pytest.mark.parametrize("kind", LEAVES)
def test_an_error_reads_as_a_sentence_with_its_facts(kind: type[OnditError]) -> None:
    error = made(kind)
    said = str(error)
    assert said.endswith(".")
    assert "{" not in said
    assert all(fact in said for fact in error.facts.values())


@pytest.mark.parametrize("kind", LEAVES)
def test_an_error_survives_pickling(kind: type[OnditError]) -> None:
    error = made(kind)
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is kind
    assert (str(again), again.facts) == (str(error), error.facts)


def test_the_tree_drawn_in_the_module_is_the_tree() -> None:
    drawn = {
        word for word in (errors.__doc__ or "").replace("─", " ").split() if word.isidentifier()
    }
    kinds: list[type[OnditError]] = [OnditError, *OnditError.__subclasses__(), *LEAVES]
    assert {kind.__name__ for kind in kinds} <= drawn


def test_facts_are_kept_as_text() -> None:
    assert errors.TooLarge(path="a", size=70, limit=64).facts == {
        "path": "a",
        "size": "70",
        "limit": "64",
    }
