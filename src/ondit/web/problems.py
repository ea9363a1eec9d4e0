"""What went wrong, in one shape: a status, the name of the error, its facts, a sentence."""

from __future__ import annotations

from msgspec import Struct

from ondit.errors import NotInCorpus, OnditError, StoreBusy
from ondit.model import Failure
from ondit.views.trace import sentence_of
from ondit.web.guard import Refused
from ondit.web.words import Words

OF_ERROR: dict[type[OnditError], int] = {NotInCorpus: 404, StoreBusy: 503}
"""The status of errors that are not the asker's fault as such; of the others it is 400."""


class Problem(Struct, frozen=True, kw_only=True):
    """The answer to a request that could not be answered."""

    status: int
    error: str
    """The class of the error, as in :mod:`ondit.errors`, or a word for what was wrong with the
    request."""
    facts: dict[str, str] = {}
    sentence: str


def of_error(error: OnditError, words: Words) -> Problem:
    """Give an error of Ondit as a problem."""
    kinds = (status for kind, status in OF_ERROR.items() if isinstance(error, kind))
    failure = Failure(name="", error=type(error).__name__, facts=error.facts)
    return Problem(
        status=next(kinds, 400),
        error=failure.error,
        facts=failure.facts,
        sentence=sentence_of(failure, words.messages),
    )


def of_refusal(refused: Refused, words: Words) -> Problem:
    """Give a request that was turned away at the door as a problem."""
    return Problem(
        status=refused.status,
        error=refused.key,
        sentence=words.messages.say("web", refused.key),
    )


def of_request(status: int, key: str, words: Words, **facts: str) -> Problem:
    """Give a request that was not understood as a problem."""
    return Problem(
        status=status, error=key, facts=facts, sentence=words.messages.say("web", key, **facts)
    )


class NotUnderstood(Exception):
    """A request that asks for what there is not."""

    def __init__(self, words: Words, key: str, *, status: int = 400, **facts: str) -> None:
        self.problem = of_request(status, key, words, **facts)
        super().__init__(key)
